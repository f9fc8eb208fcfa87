//! The page that takes a table in: the table with what each column is, and what will be made of it.

mod columns;
mod lists;
mod view;

use egui::accesskit::Role;
use egui::{Context, Ui, WidgetInfo};

pub use view::{ImportView, Planned};

use super::begin::choice_ui;
use super::dialogs::{heading_ui, modal};
use super::export::controls::{options_ui, row_ui};
use super::text::{Text, text_ui};
use super::theme::{GAP, INSET, Palette, UNIT};
use super::widgets::controls::{Weight, answers_ui, button_ui, buttons_ui, icon_button_ui};
use super::widgets::icons::Icon;
use crate::case::{Snapshot, Visibility};
use crate::import::{AxisChoice, Certainty};
use crate::words::{import, importing as words, screen, terms};

/// The most that the page is wide, in points.
const WIDTH: f32 = 1360.0;
/// The width of a menu, in points.
const MENU: f32 = 260.0;
/// How far the choices at the left go, in points.
const LEFT: f32 = 560.0;
/// What of the window's height is not for the table and the lists, in points.
const AROUND: f32 = 300.0;

/// What the page shows besides the table.
#[derive(Clone, Copy)]
pub struct ImportInput<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The open case, where there is one.
    pub open: Option<&'a Snapshot>,
    /// A case with nothing in it, for a new one.
    pub empty: &'a Snapshot,
    /// What would be made, or would have been before the last change.
    pub planned: Option<&'a Planned>,
    /// Whether that is what would be made now.
    pub current: bool,
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
pub fn reading_ui(ctx: &Context, file: &str) -> bool {
    const NARROW: f32 = 420.0;
    let shown = modal(ctx, "import reading", NARROW).show(ctx, |ui| {
        ui.set_width(NARROW.min(ui.available_width()));
        heading_ui(ui, words::READING);
        text_ui(ui, file, &Palette::of(ui).text());
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
        text_ui(ui, input.file, &Palette::of(ui).label());
        ui.add_space(UNIT);
        choices_ui(ui, view, input);
        ui.add_space(GAP);
        let room = (ui.ctx().content_rect().height() - AROUND).max(240.0);
        let before = ui.cursor().top();
        columns::columns_ui(ui, view, input.base(view), room * 0.6);
        ui.add_space(GAP);
        let left = (room - (ui.cursor().top() - before)).max(110.0);
        lists::lists_ui(ui, view, input, left);
        foot_ui(ui, view, input)
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Dialog, true, words::HEADING));
    shown.inner.or_else(|| shown.should_close().then_some(ImportAnswer::Close))
}

fn foot_ui(ui: &mut Ui, view: &mut ImportView, input: &ImportInput<'_>) -> Option<ImportAnswer> {
    buttons_ui(ui, |ui| {
        let ready = input.current && input.planned.is_some_and(|planned| !planned.plan.is_empty());
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

/// Which table it is, and how its rows are to be read.
fn table_ui(ui: &mut Ui, view: &mut ImportView, input: &ImportInput<'_>) {
    let base = input.base(view);
    ui.spacing_mut().item_spacing.y = UNIT * 2.0;
    if view.tables.len() > 1 {
        let name = |at: usize| {
            let grid = view.tables.get(at)?;
            Some(words::table(at + 1, grid.label(), grid.height(), grid.width()))
        };
        let all: Vec<String> = (0..view.tables.len()).filter_map(name).collect();
        let mut chosen = None;
        row_ui(ui, words::TABLE, |ui| {
            let shown = all.get(view.at).map_or("", String::as_str);
            choice_ui(ui, words::TABLE, shown, MENU, |ui| {
                for (at, name) in all.iter().enumerate() {
                    if ui.selectable_label(at == view.at, name).clicked() {
                        chosen = Some(at);
                    }
                }
            });
        });
        if let Some(at) = chosen {
            view.choose(at, base);
        }
    }
    row_ui(ui, words::HEADINGS, |ui| headings_ui(ui, view, base));
    row_ui(ui, words::EACH_ROW, |ui| {
        let word = |turned: bool| if turned { words::A_PARTY } else { words::AN_ISSUE };
        if options_ui(ui, words::EACH_ROW, &[false, true], word, view.grid.is_turned()).is_some() {
            view.turn(base);
        }
    });
}

fn headings_ui(ui: &mut Ui, view: &mut ImportView, base: &Snapshot) {
    let (above, rows) = (view.mapping.headers.start, view.mapping.headers.len());
    let height = view.grid.height();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = INSET;
        if let Some(rows) =
            stepper_ui(ui, words::HEADING_ROWS, &words::heading_rows(rows), rows, height.saturating_sub(above))
        {
            view.set_headings(above, rows, base);
        }
        ui.add_space(GAP);
        if let Some(above) = stepper_ui(ui, words::ABOVE, &words::above(above), above, height.saturating_sub(rows)) {
            view.set_headings(above, rows, base);
        }
    });
    if view.mapping.headers_certainty == Certainty::Unsure {
        text_ui(ui, words::HEADINGS_GUESSED, &Palette::of(ui).label());
    }
}

/// A number with what it counts, and a button at each side.
fn stepper_ui(ui: &mut Ui, what: &str, shown: &str, value: usize, most: usize) -> Option<usize> {
    let fewer = ui.add_enabled_ui(value > 0, |ui| icon_button_ui(ui, Icon::Left, &words::fewer(what))).inner;
    ui.add(Text::new(shown, &Palette::of(ui).label()).hug(true));
    let more = ui.add_enabled_ui(value < most, |ui| icon_button_ui(ui, Icon::Right, &words::more(what))).inner;
    if fewer.clicked() { value.checked_sub(1) } else { more.clicked().then_some(value + 1) }
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
    row_ui(ui, words::SEEN_BY, |ui| {
        let all: Vec<&'static Visibility> = Visibility::KNOWN.iter().collect();
        let chosen = all.iter().find(|one| ***one == view.mapping.visibility).copied();
        if let Some(now) = chosen
            && let Some(visibility) = options_ui(ui, words::SEEN_BY, &all, terms::visibility, now)
        {
            view.set_visibility(visibility);
        }
    });
    let base = input.base(view);
    row_ui(ui, words::AXIS, |ui| {
        ui.horizontal(|ui| {
            let shown = view::axis_name(&view.mapping.axis, base);
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
                    if ui.selectable_label(axis == view.mapping.axis, name).clicked() {
                        chosen = Some(axis);
                    }
                }
            });
            if let Some(axis) = chosen {
                view.set_axis(axis);
            }
            ui.add(Text::new(words::AXIS_MEANS, &Palette::of(ui).label()).hug(true));
        });
    });
}
