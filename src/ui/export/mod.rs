//! The dialog that exports a briefing: the choices at the left, the first page at the right.

pub(in crate::ui) mod controls;
mod fields;
mod labels;
mod preview;

use egui::accesskit::Role;
use egui::{Align, Context, Layout as Flow, Rect, ScrollArea, Sense, Ui, Vec2, WidgetInfo, vec2};

pub use labels::{format as format_word, layout_in_name};
pub use preview::{Found, Preview};

use super::dialogs::{heading_ui, modal};
use super::text::{Text, text_ui};
use super::theme::{GAP, Palette, UNIT};
use super::widgets::controls::{Weight, answers_ui, button_ui, buttons_ui};
use crate::case::{PartyId, Role as PartyRole, Snapshot};
use crate::compare::{Column, Filter};
use crate::export::{Audience, Choices, Format, Layout};
use crate::words::{exporting as words, screen};

/// The width of the choices, in points.
const CHOICES: f32 = 502.0;
/// The most that the dialog is wide, in points.
const WIDTH: f32 = 1360.0;
/// The width of the question before the internal audience, in points.
const QUESTION: f32 = 460.0;
/// What of the window's height is not for choices and preview, in points.
const AROUND: f32 = 190.0;

/// What has been chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each with its name")]
pub struct ExportView {
    pub format: Format,
    /// As chosen; columns and day are filled in by [`ExportView::choices`].
    choices: Choices,
    /// The footer says the day.
    dated: bool,
    /// The columns are those of the screen.
    on_screen: bool,
    /// It is being asked whether internal items are to be included.
    asking: bool,
    /// What is searched for among the issues.
    query: String,
    /// The dialog or the question has just come, and takes the keyboard.
    fresh: bool,
}

/// What the dialog shows besides the choices.
#[derive(Clone, Copy)]
pub struct ExportInput<'a> {
    pub snapshot: &'a Snapshot,
    /// What the comparison on the screen is filtered by; nothing when it shows everything.
    pub filter: Option<&'a Filter>,
    /// The day, as people read it.
    pub today: &'a str,
    /// What is known of the document, or was of the choices before.
    pub found: Option<&'a Found>,
    /// Whether that is the document as it is chosen now.
    pub current: bool,
    /// How far the writing has come, while it goes on.
    pub writing: Option<Writing>,
}

/// How far the writing has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Writing {
    /// From 0 to 1.
    pub done: f32,
    /// It has been asked to stop.
    pub stopping: bool,
}

/// What the dialog asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportAnswer {
    /// Ask where to, and write.
    Write,
    /// Stop writing.
    Stop,
    /// Leave.
    Close,
}

impl Default for ExportView {
    fn default() -> Self {
        let format = if cfg!(feature = "pdf") { Format::Pdf } else { Format::Docx };
        Self {
            format,
            choices: Choices::default(),
            dated: false,
            on_screen: true,
            asking: false,
            query: String::new(),
            fresh: true,
        }
    }
}

impl ExportView {
    /// The same choices for another time, on a case as it is then: what the case does not have is not chosen any more,
    /// and what is internal has to be asked for anew.
    #[must_use]
    pub fn again(&self, snapshot: &Snapshot) -> Self {
        let mut again = Self { asking: false, query: String::new(), fresh: true, ..self.clone() };
        let choices = &mut again.choices;
        if choices.audience == Audience::Internal {
            choices.audience = Audience::Public;
        }
        choices.axes.retain(|axis| snapshot.axis(axis).is_some());
        choices.issues.retain(|issue| snapshot.issue(issue).is_some());
        choices.parties.retain(|party| snapshot.party(party).is_some());
        choices.own_party.take_if(|party| snapshot.party(party).is_none());
        choices.round.take_if(|round| snapshot.round(round).is_none());
        again
    }

    /// The choices as the document is made of them, with the columns of the screen and the day where they are asked
    /// for.
    #[must_use]
    pub fn choices(&self, columns: &[Column], today: &str) -> Choices {
        let mut choices = self.choices.clone();
        choices.columns = if self.on_screen && self.has_columns() { columns.to_vec() } else { Vec::new() };
        if !choices.parties.is_empty() {
            choices.columns.retain(|column| match column {
                Column::Party(party) => choices.parties.contains(party),
                Column::Proposals => true,
            });
        }
        choices.made_on = self.dated.then(|| today.to_owned());
        choices.own_party.take_if(|_| choices.layout != Layout::Brief);
        choices
    }

    /// The audience that is chosen.
    #[must_use]
    pub fn audience(&self) -> Audience {
        self.choices.audience
    }

    /// A part of the file's name that says what the document is.
    #[must_use]
    pub fn in_name(&self) -> Vec<&'static str> {
        let what = match self.format {
            Format::Svg | Format::Png => Some(words::AXES_IN_NAME),
            Format::Xlsx | Format::Csv => None,
            _ => Some(layout_in_name(self.choices.layout)),
        };
        let whom = match self.choices.audience {
            Audience::Public => None,
            Audience::Shared => Some(words::SHARED_IN_NAME),
            Audience::Internal => Some(words::INTERNAL_IN_NAME),
        };
        what.into_iter().chain(whom).collect()
    }

    /// Whether the order of the columns shows in the document.
    fn has_columns(&self) -> bool {
        match self.format {
            Format::Xlsx | Format::Csv => false,
            Format::Svg | Format::Png => true,
            _ => self.choices.layout != Layout::Brief,
        }
    }

    /// Asks before anything internal is included.
    fn ask(&mut self) {
        (self.asking, self.fresh) = (true, true);
    }

    fn holds_everything(&self) -> bool {
        let Choices { axes, issues, parties, kinds, round, .. } = &self.choices;
        axes.is_empty() && issues.is_empty() && parties.is_empty() && kinds.is_empty() && round.is_none()
    }

    fn hold_everything(&mut self) {
        self.filter_as(None);
        self.choices.issues.clear();
    }

    /// Whether the document holds what the comparison on the screen shows, as far as that can be chosen.
    fn is_filtered_as(&self, filter: &Filter) -> bool {
        let Choices { axes, parties, kinds, round, .. } = &self.choices;
        *axes == filter.axes && *parties == filter.parties && *kinds == filter.kinds && *round == filter.round
    }

    fn filter_as(&mut self, filter: Option<&Filter>) {
        let filter = filter.cloned().unwrap_or_default();
        (self.choices.axes, self.choices.parties) = (filter.axes, filter.parties);
        (self.choices.kinds, self.choices.round) = (filter.kinds, filter.round);
    }
}

/// The party whose brief it is where none is chosen: the first principal, or else the first party.
fn first_party(snapshot: &Snapshot) -> Option<PartyId> {
    let parties = &snapshot.case().parties;
    let principal = parties.iter().find(|party| party.role == PartyRole::Principal);
    principal.or_else(|| parties.get(0)).map(|party| party.id.clone())
}

/// Shows the dialog; gives what is asked for, and the room for a page of the preview, in points.
pub fn export_ui(ctx: &Context, view: &mut ExportView, input: &ExportInput<'_>) -> (Option<ExportAnswer>, Vec2) {
    let mut room = Vec2::ZERO;
    let shown = modal(ctx, "export", WIDTH).show(ctx, |ui| {
        ui.set_width(WIDTH.min(ui.available_width()));
        heading_ui(ui, words::HEADING);
        let height = (ui.ctx().content_rect().height() - AROUND).max(200.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP * 1.5;
            ui.allocate_ui_with_layout(vec2(CHOICES, height), Flow::top_down(Align::Min), |ui| {
                ui.set_width(CHOICES);
                ScrollArea::vertical().id_salt("export choices").auto_shrink([false, false]).max_height(height).show(
                    ui,
                    |ui| {
                        ui.set_width(CHOICES - GAP);
                        ui.add_enabled_ui(input.writing.is_none(), |ui| fields::fields_ui(ui, view, input));
                    },
                );
            });
            let size = vec2(ui.available_width().max(120.0), height);
            room = preview::preview_ui(ui, size, input);
        });
        foot_ui(ui, view, input)
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Dialog, true, words::HEADING));
    let asked = view.asking;
    if asked {
        internal_ui(ctx, view);
    }
    let leaving = !asked && shown.should_close();
    let answer = match (shown.inner, leaving) {
        (Some(answer), _) => Some(answer),
        // What is being written is stopped first, so that nobody is left in doubt whether it has been.
        (None, true) if input.writing.is_some() => Some(ExportAnswer::Stop),
        (None, true) => Some(ExportAnswer::Close),
        (None, false) => None,
    };
    (answer, room)
}

fn foot_ui(ui: &mut Ui, view: &mut ExportView, input: &ExportInput<'_>) -> Option<ExportAnswer> {
    buttons_ui(ui, |ui| {
        if let Some(writing) = input.writing {
            let stop = ui.add_enabled_ui(!writing.stopping, |ui| button_ui(ui, words::STOP, Weight::Secondary)).inner;
            progress_ui(ui, writing);
            return stop.clicked().then_some(ExportAnswer::Stop);
        }
        let words = [(screen::CANCEL, Weight::Secondary, true), (words::EXPORT, Weight::Primary, true)];
        let [cancel, export] = answers_ui(ui, words);
        if !view.asking && std::mem::take(&mut view.fresh) {
            export.request_focus();
        }
        if export.clicked() { Some(ExportAnswer::Write) } else { cancel.clicked().then_some(ExportAnswer::Close) }
    })
}

fn progress_ui(ui: &mut Ui, writing: Writing) {
    let palette = Palette::of(ui);
    let word = if writing.stopping { words::STOPPING } else { words::WRITING };
    ui.add(Text::new(word, &palette.label()).hug(true));
    let (rect, response) = ui.allocate_exact_size(vec2(220.0, UNIT), Sense::hover());
    response.widget_info(|| WidgetInfo {
        value: Some(f64::from(writing.done)),
        ..WidgetInfo::labeled(Role::ProgressIndicator, true, word)
    });
    ui.painter().rect_filled(rect, UNIT / 2.0, palette.hairline);
    let done = Rect::from_min_size(rect.min, vec2(rect.width() * writing.done.clamp(0.0, 1.0), UNIT));
    ui.painter().rect_filled(done, UNIT / 2.0, palette.focus);
}

/// Asks once more; Enter is left to the button that has the keyboard, so that nothing internal gets out in passing.
fn internal_ui(ctx: &Context, view: &mut ExportView) {
    let shown = modal(ctx, "export internal", QUESTION).show(ctx, |ui| {
        ui.set_width(QUESTION.min(ui.available_width()));
        heading_ui(ui, words::INTERNAL_QUESTION);
        text_ui(ui, words::INTERNAL_MEANS, &Palette::of(ui).text());
        buttons_ui(ui, |ui| {
            let words = [(words::INCLUDE_INTERNAL, Weight::Secondary, true), (words::LEAVE_OUT, Weight::Primary, true)];
            let [include, leave_out] = answers_ui(ui, words);
            if std::mem::take(&mut view.fresh) {
                leave_out.request_focus();
            }
            (include.clicked(), leave_out.clicked())
        })
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::AlertDialog, true, words::INTERNAL_QUESTION));
    let (include, leave_out) = shown.inner;
    if include {
        view.choices.audience = Audience::Internal;
    }
    if include || leave_out || shown.should_close() {
        view.asking = false;
        let back = controls::id(words::AUDIENCE, labels::audience(view.choices.audience));
        ctx.memory_mut(|memory| memory.request_focus(back));
    }
}
