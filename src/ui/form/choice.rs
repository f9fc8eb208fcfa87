//! Choices: one of an enum's words, options to tick, and grades.

use egui::{Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::popup::{Chosen, Entry, Face, List};
use super::{Field, Form, opener_ui};
use crate::case::{self, OptionId};
use crate::ui::text::Text;
use crate::ui::theme::{self, INSET, UNIT};
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::ui::widgets::link::{MARK_ROOM, Mark, follow_focus, paint_mark};
use crate::words::form as words;

/// A word of the format with how it is shown.
#[derive(Debug)]
pub struct Word<W: 'static> {
    /// The word as people read it.
    pub label: fn(&W) -> &str,
    /// What it means; empty where that needs no saying.
    pub meaning: fn(&W) -> &'static str,
    /// The shape that goes with it.
    pub mark: Option<fn(&W) -> Mark<'_>>,
}

impl<W> Copy for Word<W> {}
impl<W> Clone for Word<W> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W> Word<W> {
    /// A word that says all by itself.
    #[must_use]
    pub const fn new(label: fn(&W) -> &str) -> Self {
        Self { label, meaning: |_| "", mark: None }
    }

    /// A word with what it means.
    #[must_use]
    pub const fn explained(label: fn(&W) -> &str, meaning: fn(&W) -> &'static str) -> Self {
        Self { label, meaning, mark: None }
    }

    /// The word with its shape.
    #[must_use]
    pub const fn marked(self, mark: fn(&W) -> Mark<'_>) -> Self {
        Self { mark: Some(mark), ..self }
    }
}

impl Form<'_> {
    /// One of the words that a field can have.
    pub fn choice_ui<W>(&mut self, ui: &mut Ui, field: &Field, value: &mut W, word: Word<W>)
    where
        W: case::Word + for<'w> From<&'w str> + Clone + PartialEq,
    {
        let mut chosen = Some(value.clone());
        self.pick_word_ui(ui, field, &mut chosen, word, None);
        if let Some(chosen) = chosen {
            *value = chosen;
        }
    }

    /// One of the words that a field can have, or none.
    pub fn optional_choice_ui<W>(&mut self, ui: &mut Ui, field: &Field, value: &mut Option<W>, word: Word<W>)
    where
        W: case::Word + for<'w> From<&'w str> + Clone + PartialEq,
    {
        self.pick_word_ui(ui, field, value, word, Some(words::NOT_SAID));
    }

    fn pick_word_ui<W>(
        &mut self,
        ui: &mut Ui,
        field: &Field,
        value: &mut Option<W>,
        word: Word<W>,
        nothing: Option<&'static str>,
    ) where
        W: case::Word + for<'w> From<&'w str> + Clone + PartialEq,
    {
        let current = value.as_ref().map(|value| value.word().to_owned());
        // A word that this version does not know stays among those that can be chosen.
        let unknown = value.as_ref().filter(|value| !value.is_known()).map(|value| value.word().to_owned());
        let entries = || {
            let known = W::known_words().iter().map(|word| (*word).to_owned());
            known.chain(unknown).map(|word| Entry::new(word.clone(), &word)).collect()
        };
        let shown = value.as_ref().map(|value| words::sentence((word.label)(value)));
        let mark = value.as_ref().and_then(|value| Some((word.mark?)(value)));
        let chosen = self.pick_ui(ui, field, shown.as_deref(), mark, nothing, current.as_deref(), entries, |text| {
            let value = W::from(text);
            Face { mark: None, text: words::sentence((word.label)(&value)), note: (word.meaning)(&value).to_owned() }
        });
        if let Some(meaning) = value.as_ref().map(word.meaning).filter(|meaning| !meaning.is_empty()) {
            self.hint_ui(ui, &words::as_sentence(meaning));
        }
        match chosen {
            Some(Chosen::Nothing) => *value = None,
            Some(Chosen::Value(text)) => *value = Some(W::from(&*text)),
            Some(Chosen::New(_)) | None => {}
        }
        self.after_ui(ui, field);
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "what a list and its control are made of, asked for by two functions"
    )]
    fn pick_ui<'s>(
        &mut self,
        ui: &mut Ui,
        field: &Field,
        shown: Option<&str>,
        mark: Option<Mark<'_>>,
        nothing: Option<&'static str>,
        current: Option<&str>,
        entries: impl FnOnce() -> Vec<Entry>,
        face: impl Fn(&str) -> Face<'s>,
    ) -> Option<Chosen> {
        self.label_ui(ui, &field.label);
        let palette = self.palette;
        let (response, room) = opener_ui(ui, self.id(field), theme::CONTROL_HEIGHT, palette);
        let words = shown.or(nothing).unwrap_or_default();
        let ink = if shown.is_some() { palette.ink } else { palette.second };
        let look = theme::colored(palette.label(), ink);
        let indent = if mark.is_some() { MARK_ROOM } else { 0.0 };
        let laid = Text::new(words, &look).max_rows(1).hug(true).layout(ui.ctx(), room.width() - indent);
        if let Some(mark) = mark {
            paint_mark(ui.painter(), palette, pos2(room.left() + 6.0, room.center().y), mark);
        }
        laid.paint(ui.painter(), pos2(room.left() + indent, room.center().y - laid.size().y / 2.0));
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(words.to_owned()),
            ..WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), &field.name)
        });
        self.follow(field, &response);
        let list = List { name: &field.name, search: None, nothing, new: &|_| None, current };
        list.show(&response, entries, face)
    }

    /// A number that stands for a grade, from 1 on, or none.
    pub fn grade_ui(
        &mut self,
        ui: &mut Ui,
        field: &Field,
        value: &mut Option<u8>,
        grades: std::ops::RangeInclusive<u8>,
        meaning: fn(u8) -> &'static str,
    ) {
        let current = value.map(|value| value.to_string());
        let entries = || grades.map(|grade| Entry::new(grade.to_string(), &grade.to_string())).collect();
        let nothing = Some(words::NOT_SAID);
        let shown = current.as_deref();
        let chosen = self.pick_ui(ui, field, shown, None, nothing, current.as_deref(), entries, |text| {
            let note = text.parse().map(meaning).unwrap_or_default();
            Face { mark: None, text: text.to_owned(), note: note.to_owned() }
        });
        if let Some(value) = *value {
            self.hint_ui(ui, &words::as_sentence(meaning(value)));
        }
        match chosen {
            Some(Chosen::Nothing) => *value = None,
            Some(Chosen::Value(text)) => *value = text.parse().ok(),
            Some(Chosen::New(_)) | None => {}
        }
        self.after_ui(ui, field);
    }

    /// Which of an issue's options a position names, in the issue's order; those that it does not have are kept.
    pub fn options_ui(&mut self, ui: &mut Ui, field: &Field, known: &[case::IssueOption], chosen: &mut Vec<OptionId>) {
        self.label_ui(ui, &field.label);
        if known.is_empty() && chosen.is_empty() {
            self.hint_ui(ui, words::NO_OPTIONS_YET);
        }
        for (place, option) in known.iter().enumerate() {
            let on = chosen.contains(&option.id);
            // By its place as well: two may have the same id, which is a problem of the issue.
            if self.tick_ui(ui, field, (place, option.id.as_str()), &option.label, on) {
                if on {
                    chosen.retain(|id| *id != option.id);
                } else {
                    let later = known.iter().skip_while(|other| other.id != option.id).skip(1);
                    let later: Vec<&OptionId> = later.map(|other| &other.id).collect();
                    let at = chosen.iter().position(|id| later.contains(&id)).unwrap_or(chosen.len());
                    chosen.insert(at, option.id.clone());
                }
            }
            let is_first = known.iter().position(|other| other.id == option.id) == Some(place);
            for number in (0..chosen.len()).filter(|_| is_first) {
                if chosen.get(number) == Some(&option.id) {
                    self.trouble_ui(ui, &field.path.index(number), true);
                }
            }
        }
        let mut gone = None;
        for (number, id) in chosen.iter().enumerate() {
            if known.iter().any(|option| option.id == *id) {
                continue;
            }
            if self.tick_ui(ui, field, (known.len() + number, id.as_str()), &words::unknown_option(id.as_str()), true) {
                gone = Some(number);
            }
            self.trouble_ui(ui, &field.path.index(number), true);
        }
        if let Some(gone) = gone {
            chosen.remove(gone);
        }
        self.after_ui(ui, field);
    }

    /// A box with a tick and its words; true when it was pressed.
    fn tick_ui(&mut self, ui: &mut Ui, field: &Field, salt: (usize, &str), label: &str, on: bool) -> bool {
        const SIDE: f32 = 14.0;
        let palette = self.palette;
        let look = theme::colored(palette.label(), palette.ink);
        let room = SIDE + INSET;
        let laid = Text::new(label, &look).layout(ui.ctx(), ui.available_width() - room);
        let size = vec2(ui.available_width(), laid.size().y + UNIT);
        let (_, rect) = ui.allocate_space(size);
        let response = ui.interact(rect, self.id(field).with(salt), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, label));
        if response.hovered() {
            ui.painter().rect_filled(rect.expand2(vec2(UNIT, 0.0)), theme::CORNER, palette.hovered);
        }
        let line = laid.rows().next().map_or(0.0, |row| row.height());
        let center = pos2(rect.left() + SIDE / 2.0, rect.top() + UNIT / 2.0 + line / 2.0);
        let square = egui::Rect::from_center_size(center, egui::Vec2::splat(SIDE));
        let stroke = egui::Stroke::new(theme::HAIRLINE, if on { palette.focus } else { palette.outline });
        let fill = if on { palette.focus } else { palette.surface };
        ui.painter().rect(square, egui::CornerRadius::same(3), fill, stroke, egui::StrokeKind::Inside);
        if on {
            paint_icon(ui.painter(), center, 9.0, Icon::Tick, palette.surface);
        }
        laid.paint(ui.painter(), pos2(rect.left() + room, rect.top() + UNIT / 2.0));
        follow_focus(response.on_hover_cursor(egui::CursorIcon::PointingHand)).clicked()
    }
}
