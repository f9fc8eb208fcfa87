//! The page that takes in a table, a draft with brackets, or a table of our own: what it is, and what will be made of it.

mod cell;
mod changes;
mod columns;
mod draft;
mod lists;
mod own;
mod sheet;
mod task;
mod view;

use egui::accesskit::Role;
use egui::{Context, Rect, Sense, Ui, WidgetInfo, vec2};

pub use task::{Done, Task};
pub use view::ImportView;

use super::begin::{choice_ui, option_ui};
use super::dialogs::{heading_ui, modal};
use super::export::controls::{options_ui, row_ui};
use super::text::{Text, text_ui};
use super::theme::{GAP, INSET, Palette, UNIT};
use super::widgets::controls::{Weight, answers_ui, button_ui, buttons_ui, icon_button_ui};
use super::widgets::icons::Icon;
use crate::case::{Attribution, Kind, Snapshot, Visibility};
use crate::import::{AxisChoice, Certainty, Form};
use crate::words::{import, importing as words, screen, terms};

/// The most that the page is wide, in points.
const WIDTH: f32 = 1720.0;
/// The width of a menu, in points.
const MENU: f32 = 260.0;
/// How far the choices at the left go, in points.
const LEFT: f32 = 560.0;
/// What of the window's height is for its edges and the last buttons, in points.
const AROUND: f32 = 168.0;
/// The least room for the lists of what is made and left out, in points.
const LISTS: f32 = 110.0;

/// What the page shows besides the table.
#[derive(Clone, Copy)]
pub struct ImportInput<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The open case, where there is one.
    pub open: Option<&'a Snapshot>,
    /// A case with nothing in it, for a new one.
    pub empty: &'a Snapshot,
    /// What was worked out, perhaps before the last change.
    pub done: Option<&'a Done>,
    /// Whether that is what would be made now.
    pub current: bool,
    /// How much is done of working it out, from 0 to 1.
    pub progress: f32,
}

impl<'a> ImportInput<'a> {
    /// The case that the table goes into.
    #[must_use]
    pub fn base(&self, view: &ImportView) -> &'a Snapshot {
        self.open.filter(|_| view.into_open).unwrap_or(self.empty)
    }
}

/// What the page was left with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportAnswer {
    /// Take the table in as it is understood.
    Import,
    /// Leave everything as it was.
    Close,
}

/// Shows that the table is being read; true when that is given up.
#[must_use]
pub fn reading_ui(ctx: &Context, file: &str, done: Option<f32>) -> bool {
    const NARROW: f32 = 420.0;
    let shown = modal(ctx, "import reading", NARROW).show(ctx, |ui| {
        ui.set_width(NARROW.min(ui.available_width()));
        heading_ui(ui, words::READING);
        text_ui(ui, file, &Palette::of(ui).text());
        if let Some(done) = done {
            ui.add_space(UNIT);
            bar_ui(ui, words::READING, done, ui.available_width());
        }
        buttons_ui(ui, |ui| button_ui(ui, screen::CANCEL, Weight::Secondary).clicked())
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Dialog, true, words::READING));
    shown.inner || shown.should_close()
}

/// Shows the page; answers once it is left.
pub fn import_ui(ctx: &Context, view: &mut ImportView, input: &ImportInput<'_>) -> Option<ImportAnswer> {
    let shown = modal(ctx, "import", WIDTH).show(ctx, |ui| {
        ui.set_width(WIDTH.min(ui.available_width()));
        heading_ui(ui, words::HEADING);
        ui.add(Text::new(input.file, &Palette::of(ui).label()).hug(true));
        ui.add_space(UNIT);
        let top = ui.cursor().top();
        let room = (ui.ctx().content_rect().height() - AROUND).max(240.0);
        choices_ui(ui, view, input);
        ui.add_space(INSET);
        let left = (room - (ui.cursor().top() - top)).max(240.0);
        body_ui(ui, view, input, left);
        foot_ui(ui, view, input)
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Dialog, true, words::HEADING));
    shown.inner.or_else(|| shown.should_close().then_some(ImportAnswer::Close))
}

/// What was read, and what will be made of it, in a height.
fn body_ui(ui: &mut Ui, view: &mut ImportView, input: &ImportInput<'_>, height: f32) {
    let base = input.base(view);
    let top = ui.cursor().top();
    match view.form {
        Form::Table => columns::columns_ui(ui, view, base, height * 0.66),
        Form::Draft => draft::draft_ui(ui, view, input.done, base, height * 0.7),
        Form::Own => {
            if let Some(own) = input.done.and_then(Done::own) {
                changes::changes_ui(ui, view, own, input.current, height);
            } else {
                waiting_ui(ui, input.progress);
                ui.add_space(height - (ui.cursor().top() - top));
            }
            return;
        }
    }
    ui.add_space(INSET);
    let planned = input.done.and_then(Done::planned);
    match planned.filter(|_| input.current) {
        Some(planned) => {
            let is_bare = planned.plan.made.is_empty() && planned.plan.skipped.is_empty();
            let summary = if is_bare && view.form == Form::Table { words::NO_ROWS } else { &planned.summary };
            text_ui(ui, summary, &Palette::of(ui).strong_label());
        }
        None => waiting_ui(ui, input.progress),
    }
    ui.add_space(UNIT);
    let left = (height - (ui.cursor().top() - top)).max(LISTS);
    match planned {
        Some(planned) => lists::lists_ui(ui, view, planned, left),
        None => ui.add_space(left),
    }
}

/// Says that it is being worked out what would be made, and how far that has come.
fn waiting_ui(ui: &mut Ui, done: f32) {
    const BAR: f32 = 220.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = INSET;
        ui.add(Text::new(words::PLANNING, &Palette::of(ui).strong_label()).hug(true));
        if done > 0.0 {
            bar_ui(ui, words::PLANNING, done, BAR);
        }
    });
}

fn bar_ui(ui: &mut Ui, what: &str, done: f32, width: f32) {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, UNIT), Sense::hover());
    response.widget_info(|| WidgetInfo {
        value: Some(f64::from(done)),
        ..WidgetInfo::labeled(Role::ProgressIndicator, true, what)
    });
    ui.painter().rect_filled(rect, UNIT / 2.0, palette.hairline);
    let part = Rect::from_min_size(rect.min, vec2(width * done.clamp(0.0, 1.0), UNIT));
    ui.painter().rect_filled(part, UNIT / 2.0, palette.focus);
}

fn foot_ui(ui: &mut Ui, view: &mut ImportView, input: &ImportInput<'_>) -> Option<ImportAnswer> {
    buttons_ui(ui, |ui| {
        let ready = input.current && input.done.is_some_and(|done| done.is_ready(view));
        let words = [(screen::CANCEL, Weight::Secondary, true), (words::IMPORT, Weight::Primary, ready)];
        let [cancel, import] = answers_ui(ui, words);
        if ready && std::mem::take(&mut view.fresh) {
            import.request_focus();
        }
        if import.clicked() { Some(ImportAnswer::Import) } else { cancel.clicked().then_some(ImportAnswer::Close) }
    })
}

fn choices_ui(ui: &mut Ui, view: &mut ImportView, input: &ImportInput<'_>) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP * 2.0;
        let left = LEFT.min(ui.available_width() / 2.0);
        ui.vertical(|ui| {
            ui.set_width(left);
            table_ui(ui, view, input);
        });
        ui.vertical(|ui| goal_ui(ui, view, input));
    });
}

/// What it is: a table and how its rows are to be read, a draft, or a table of our own.
fn table_ui(ui: &mut Ui, view: &mut ImportView, input: &ImportInput<'_>) {
    ui.spacing_mut().item_spacing.y = UNIT * 2.0;
    let forms: Vec<Form> =
        [Form::Table, Form::Draft, Form::Own].into_iter().filter(|form| view.input.can_be(*form)).collect();
    if forms.len() > 1 || view.form != Form::Table {
        row_ui(ui, words::READ_AS, |ui| {
            if let Some(form) = options_ui(ui, words::READ_AS, &forms, form_word, view.form) {
                view.read_as(form);
            }
        });
    }
    match view.form {
        Form::Table => {
            choice_of_table_ui(ui, view);
            row_ui(ui, words::HEADINGS, |ui| headings_ui(ui, view));
            row_ui(ui, words::EACH_ROW, |ui| {
                let word = |turned: bool| if turned { words::A_PARTY } else { words::AN_ISSUE };
                let turned = view.table.as_ref().is_some_and(|table| table.grid().is_turned());
                if options_ui(ui, words::EACH_ROW, &[false, true], word, turned).is_some() {
                    view.turn();
                }
            });
        }
        Form::Draft => row_ui(ui, words::READINGS_ARE, |ui| {
            let all: Vec<&'static Kind> = Kind::KNOWN.iter().collect();
            let chosen = view.choices.as_ref().and_then(|now| all.iter().find(|one| ***one == now.kind).copied());
            if let Some(now) = chosen
                && let Some(kind) = options_ui(ui, words::READINGS_ARE, &all, terms::kind, now)
            {
                view.set_kind(kind.clone());
            }
        }),
        Form::Own => {
            let part = input.done.and_then(Done::own).is_some_and(own::OwnPlan::is_part);
            let means = if part { words::OWN_PART_MEANS } else { words::OWN_MEANS };
            text_ui(ui, means, &Palette::of(ui).label());
        }
    }
}

fn form_word(form: Form) -> &'static str {
    match form {
        Form::Table => words::AS_TABLE,
        Form::Draft => words::AS_DRAFT,
        Form::Own => words::AS_OWN,
    }
}

fn choice_of_table_ui(ui: &mut Ui, view: &mut ImportView) {
    let tables = view.input.tables.as_ref().map_or(&[][..], Vec::as_slice);
    if tables.len() < 2 {
        return;
    }
    let named = tables.iter().enumerate();
    let all: Vec<String> =
        named.map(|(at, grid)| words::table(at + 1, grid.label(), grid.height(), grid.width())).collect();
    let mut chosen = None;
    row_ui(ui, words::TABLE, |ui| {
        let shown = all.get(view.ask.at).map_or("", String::as_str);
        choice_ui(ui, words::TABLE, shown, MENU, |ui| {
            for (at, name) in all.iter().enumerate() {
                if option_ui(ui, at == view.ask.at, name).clicked() {
                    chosen = Some(at);
                }
            }
        });
    });
    if let Some(at) = chosen {
        view.choose(at);
    }
}

fn headings_ui(ui: &mut Ui, view: &mut ImportView) {
    let Some(table) = &view.table else { return };
    let shown = view.ask.headings.clone().unwrap_or_else(|| table.mapping.headers.clone());
    let (above, rows) = (shown.start, shown.len());
    let height = table.grid().height();
    let is_guess = table.mapping.headers_certainty == Certainty::Unsure;
    let mut wanted = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = INSET;
        let most = height.saturating_sub(above);
        let shown = words::heading_rows(rows);
        if let Some(rows) = stepper_ui(ui, words::HEADING_ROWS, &shown, rows, most) {
            wanted = Some(above..above + rows);
        }
        ui.add_space(GAP);
        let most = height.saturating_sub(rows);
        if let Some(above) = stepper_ui(ui, words::ABOVE, &words::above(above), above, most) {
            wanted = Some(above..above + rows);
        }
    });
    if is_guess {
        text_ui(ui, words::HEADINGS_GUESSED, &Palette::of(ui).label());
    }
    if let Some(headings) = wanted {
        view.set_headings(headings);
    }
}

/// A number with what it counts, and a button at each side.
fn stepper_ui(ui: &mut Ui, what: &str, shown: &str, value: usize, most: usize) -> Option<usize> {
    let fewer = ui.add_enabled_ui(value > 0, |ui| icon_button_ui(ui, Icon::Left, &words::fewer(what))).inner;
    ui.add(Text::new(shown, &Palette::of(ui).label()).hug(true));
    let more = ui.add_enabled_ui(value < most, |ui| icon_button_ui(ui, Icon::Right, &words::more(what))).inner;
    if fewer.clicked() { value.checked_sub(1) } else { more.clicked().then_some(value + 1) }
}

/// In what way the sources of a table are cited, as the table itself does not say it.
fn sources_ui(ui: &mut Ui, view: &mut ImportView) {
    let Some((attribution, backs_status)) = view.sources().map(|(attribution, backs)| (attribution.clone(), backs))
    else {
        return;
    };
    row_ui(ui, words::SOURCES, |ui| {
        ui.horizontal(|ui| {
            let mut chosen = None;
            choice_ui(ui, words::SOURCES, terms::attribution(&attribution), MENU, |ui| {
                for one in Attribution::KNOWN {
                    if ui.selectable_label(*one == attribution, terms::attribution(one)).clicked() {
                        chosen = Some(one);
                    }
                }
            });
            if let Some(attribution) = chosen {
                view.set_sources(Some(attribution), backs_status);
            }
            let word = |backs: bool| if backs { words::FOR_STATUS_TOO } else { words::FOR_TEXTS };
            if let Some(backs) = options_ui(ui, words::CITED_FOR, &[false, true], word, backs_status) {
                view.set_sources(None, backs);
            }
        });
    });
}

/// Where it goes, and who may see it there.
fn goal_ui(ui: &mut Ui, view: &mut ImportView, input: &ImportInput<'_>) {
    ui.spacing_mut().item_spacing.y = UNIT * 2.0;
    if let Some(open) = input.open {
        row_ui(ui, words::INTO, |ui| {
            let word = |open: bool| if open { words::OPEN_CASE } else { words::NEW_CASE };
            if let Some(into_open) = options_ui(ui, words::INTO, &[true, false], word, view.into_open) {
                let (from, to) = if into_open { (input.empty, open) } else { (open, input.empty) };
                view.go_into(into_open, from, to);
            }
        });
    }
    // What is ours says itself who may see it, and on which axis it is.
    if view.form == Form::Own {
        return;
    }
    row_ui(ui, words::SEEN_BY, |ui| {
        let all: Vec<&'static Visibility> = Visibility::KNOWN.iter().collect();
        let visibility = view.corrections.visibility();
        let chosen = all.iter().find(|one| ***one == visibility).copied();
        if let Some(now) = chosen
            && let Some(visibility) = options_ui(ui, words::SEEN_BY, &all, terms::visibility, now)
        {
            view.set_visibility(visibility);
        }
    });
    sources_ui(ui, view);
    let base = input.base(view);
    row_ui(ui, words::AXIS, |ui| {
        ui.horizontal(|ui| {
            let now = view.axis();
            let shown = view::axis_name(&now, base);
            let mut chosen = None;
            choice_ui(ui, words::AXIS, &shown, MENU, |ui| {
                let axes = base.case().axes.iter().map(|axis| AxisChoice::Existing(axis.id.clone()));
                let general = AxisChoice::called(import::GENERAL_AXIS, base);
                let mut all: Vec<AxisChoice> = axes.collect();
                if !all.contains(&general) {
                    all.push(general);
                }
                for axis in all {
                    let name = view::axis_name(&axis, base);
                    if option_ui(ui, axis == now, &name).clicked() {
                        chosen = Some(axis);
                    }
                }
            });
            if let Some(axis) = chosen {
                view.set_axis(axis);
            }
            ui.add(
                Text::new(
                    if view.form == Form::Draft { words::AXIS_MEANS_DRAFT } else { words::AXIS_MEANS },
                    &Palette::of(ui).label(),
                )
                .hug(true),
            );
        });
    });
}
