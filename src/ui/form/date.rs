//! Dates as sources give them, moments of the talks, and points in time.

use egui::{Role, Sense, Ui, WidgetInfo, pos2};

use super::popup::{Chosen, Entry, Face, List};
use super::{Field, Form, Size};
use crate::case::{CaseDate, Moment, RoundId};
use crate::edit;
use crate::ui::text::Text;
use crate::ui::theme::{self, INSET};
use crate::ui::widgets::section::quiet_button_ui;
use crate::words::{form as words, panels, terms};

impl Form<'_> {
    /// A date that has to be there.
    pub fn date_ui(&mut self, ui: &mut Ui, field: &Field, date: &mut CaseDate) {
        self.label_ui(ui, &field.label);
        let mut typed = date.as_str().to_owned();
        if self.typed_date_ui(ui, field, &mut typed) {
            *date = CaseDate::from(typed.as_str());
        }
        self.after_ui(ui, field);
    }

    /// A date that may be left out.
    pub fn optional_date_ui(&mut self, ui: &mut Ui, field: &Field, date: &mut Option<CaseDate>) {
        self.label_ui(ui, &field.label);
        let mut typed = date.as_ref().map(|date| date.as_str().to_owned()).unwrap_or_default();
        if self.typed_date_ui(ui, field, &mut typed) {
            *date = (!typed.is_empty()).then(|| CaseDate::from(typed.as_str()));
        }
        self.after_ui(ui, field);
    }

    /// A date as it is typed, with what was understood at its right; true when it was changed.
    fn typed_date_ui(&mut self, ui: &mut Ui, field: &Field, typed: &mut String) -> bool {
        let response = self.typed_ui(ui, field, typed, Size::Line, words::DATE_HINT);
        let has_keyboard = self.typing == Some(response.id);
        let is_date = CaseDate::from(typed.as_str()).parse().is_some();
        let meant = if is_date { None } else { edit::read_date(typed) };
        if let Some(meant) = meant {
            if has_keyboard {
                self.hint_ui(ui, &words::understood_as(&terms::date(&meant)));
                return response.changed();
            }
            if let Some(run) = self.run_of_left(response.id) {
                meant.as_str().clone_into(typed);
                self.scope.run.get_or_insert(run);
                self.rewritten = true;
                return true;
            }
        }
        if typed.is_empty() {
            return response.changed();
        }
        let date = CaseDate::from(typed.as_str());
        let palette = self.palette;
        if date.parse().is_none() {
            let look = theme::colored(palette.label(), palette.ochre);
            crate::ui::text::text_ui(ui, words::NO_DATE, &look);
            if let Some(meant) = edit::read_date(typed)
                && ui.push_id(&field.path, |ui| quiet_button_ui(ui, &words::change_to(meant.as_str()))).inner.clicked()
            {
                meant.as_str().clone_into(typed);
                return true;
            }
            return response.changed();
        }
        let said = terms::date(&date);
        let laid = Text::new(&said, &palette.label()).layout(ui.ctx(), f32::INFINITY);
        let own = Text::new(typed, &palette.label()).layout(ui.ctx(), f32::INFINITY).size().x;
        let rect = response.rect;
        if laid.size().x + own + 4.0 * INSET > rect.width() {
            self.hint_ui(ui, &said);
        } else if said != *typed {
            let at = pos2(rect.right() - INSET - laid.size().x, rect.center().y - laid.size().y / 2.0);
            let place = egui::Rect::from_min_size(at, laid.size());
            let label = ui.interact(place, self.id(field).with("said"), Sense::hover());
            label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
            laid.paint(ui.painter(), at);
        }
        response.changed()
    }

    /// A point in the talks that may be left out: a round, chosen from the list, or a date, typed into its search.
    pub fn moment_ui(&mut self, ui: &mut Ui, field: &Field, moment: &mut Option<Moment>) {
        let snapshot = self.snapshot;
        let shown = moment.as_ref().map(|moment| panels::moment(snapshot, moment));
        let response = self.picker_ui(ui, field, shown.as_deref(), None, words::NONE);
        let new = |typed: &str| dated(typed).map(|date| words::the_date(&terms::date(&date)));
        let list = List {
            name: &field.name,
            search: Some(words::FIND_MOMENT),
            nothing: Some(words::NONE),
            new: &new,
            current: moment.as_ref().map(Moment::as_str),
        };
        let rounds = || {
            let rounds = snapshot.case().rounds.iter();
            rounds
                .map(|round| Entry::new(round.id.as_str().to_owned(), &format!("{} {}", round.label, round.id)))
                .collect()
        };
        let face = |id: &str| {
            let round = snapshot.round(&RoundId::from(id));
            let note = round.and_then(|round| round.start.as_ref()).map(terms::date).unwrap_or_default();
            Face { mark: None, text: round.map(|round| round.label.clone()).unwrap_or_default(), note }
        };
        match list.show(&response, rounds, face) {
            Some(Chosen::Nothing) => *moment = None,
            Some(Chosen::Value(text)) => *moment = Some(Moment::from(text.as_str())),
            Some(Chosen::New(text)) => {
                let date = dated(&text);
                *moment = Some(Moment::from(date.as_ref().map_or(text.as_str(), CaseDate::as_str)));
            }
            None => {}
        }
        self.after_ui(ui, field);
    }

    /// A record's own language, as a tag of BCP 47, with the language's name where the program knows it.
    pub fn language_ui(&mut self, ui: &mut Ui, field: &Field, language: &mut Option<String>) {
        self.label_ui(ui, &field.label);
        let mut typed = language.clone().unwrap_or_default();
        let response = self.typed_ui(ui, field, &mut typed, Size::Line, words::LANGUAGE_HINT);
        if let Some(name) = words::language(&typed) {
            self.hint_ui(ui, name);
        }
        if response.changed() {
            *language = (!typed.is_empty()).then_some(typed);
        }
        self.after_ui(ui, field);
    }
}

/// The date that a text is or means.
fn dated(text: &str) -> Option<CaseDate> {
    let date = CaseDate::from(text);
    if date.parse().is_some() { Some(date) } else { edit::read_date(text) }
}
