//! How the window is laid out around an open case.

use egui::{CentralPanel, Frame, Id, Margin, Panel, Ui};

use super::open_case::{Mode, OpenCase};
use super::settings::Settings;
use super::sides::{Both, Side, Sides};
use crate::case::Visibility;
use crate::command::{Command, Request};
use crate::compare::axes::Axes;
use crate::compare::{Filter, Secrecy};
use crate::ui::axes_view::{AxesInput, FoundInput, axes_ui};
use crate::ui::comparing::comparing_ui;
use crate::ui::filter_bar::{FilterInput, filter_bar_ui};
use crate::ui::history::history_ui;
use crate::ui::inspector::{self, InspectorInput, inspector_ui};
use crate::ui::navigator::navigator_ui;
use crate::ui::problems::problems_ui;
use crate::ui::since::Marked;
use crate::ui::status_bar::status_bar_ui;
use crate::ui::table::{TableInput, table_ui};
use crate::ui::theme::{self, Palette};
use crate::ui::top_bar::{SearchField, handling_ui, top_bar_ui};
use crate::ui::widgets::bar::list_head_ui;
use crate::ui::widgets::controls::{Weight, button_ui};
use crate::words::{history, panels};

/// Shows the case with its bars and settings.
pub(super) fn workspace_ui(
    ui: &mut Ui,
    open: &mut OpenCase,
    settings: &Settings,
    sides: &mut Sides,
    (file, state): (&str, &str),
    out: &mut Vec<Request>,
) {
    let palette = Palette::of(ui);
    let case = std::sync::Arc::clone(open.snapshot.case());
    // The window is paper already: to paint each point twice would take a third of a frame without a graphics card.
    let bar = |left: i8, top: i8| Frame::new().inner_margin(Margin::symmetric(left, top));
    Panel::top("title").frame(bar(16, 4)).show_separator_line(false).show(ui, |ui| {
        let beyond = open.found_beyond();
        let mut field = SearchField {
            query: &mut open.search.query,
            only_matching: &mut open.search.only_matching,
            take_focus: &mut open.search.take_focus,
            hits: open.search.hits.len(),
            at: open.search.at,
            beyond,
        };
        if top_bar_ui(ui, &case, open.mode == Mode::Axes, &mut field, out) {
            open.search_changed();
        }
    });
    if let Some(handling) = &case.handling {
        let secrecy = secrecy(ui, open, sides.sees(Side::Inspector, settings));
        let asked = Panel::top("handling").frame(Frame::new()).show_separator_line(false);
        if asked.show(ui, |ui| handling_ui(ui, handling, secrecy.0)).inner {
            out.push(Request::Filter(Filter { visibilities: vec![Visibility::Public], ..open.filter.clone() }));
            // What the inspector shows of a record is no matter of the filter.
            out.extend(secrecy.1.any().then_some(Request::Deselect));
        }
    }
    Panel::bottom("status").exact_size(28.0).frame(bar(16, 0)).show(ui, |ui| {
        status_bar_ui(ui, &case, file, state, open.problems.len(), out);
    });
    let mut shown = settings.problems || settings.history;
    Panel::bottom("problems").resizable(true).default_size(200.0).min_size(110.0).frame(bar(0, 0)).show_collapsible(
        ui,
        &mut shown,
        |ui| lists_ui(ui, open, settings, out),
    );
    let wanted = Both::wanted(settings);
    sides.arrange(ui.available_width(), wanted);
    for side in [Side::Navigator, Side::Inspector] {
        sides.beside_ui(ui, side, wanted, |ui| side_ui(ui, open, side, out));
    }
    let shown = CentralPanel::default().frame(Frame::new()).show(ui, |ui| {
        match open.comparing.as_ref().map(|comparing| comparing.page(file)) {
            Some(page) => {
                ui.painter().rect_filled(ui.max_rect(), 0.0, palette.surface);
                comparing_ui(ui, &page, out);
            }
            None => comparison_ui(ui, open, out),
        }
    });
    let mut asked = Vec::new();
    sides.over_ui(ui, shown.response.rect, |ui, side| side_ui(ui, open, side, out), &mut asked);
    out.extend(asked);
}

/// What in the window is not for everybody: in all, and in the inspector where that is in sight.
fn secrecy(ui: &Ui, open: &OpenCase, inspector_in_sight: bool) -> (Secrecy, Secrecy) {
    let mut all = open.comparison.secrecy(&open.snapshot);
    let inspected =
        if inspector_in_sight { inspector::secrecy(ui, &inspector_input(open)) } else { Secrecy::default() };
    all += inspected;
    (all, inspected)
}

/// What a panel beside the comparison shows.
fn side_ui(ui: &mut Ui, open: &OpenCase, side: Side, out: &mut Vec<Request>) {
    match side {
        Side::Navigator => navigator_ui(ui, &open.snapshot, &open.comparison, open.selection.as_ref(), out),
        Side::Inspector => inspector_ui(ui, inspector_input(open), out),
    }
}

fn inspector_input(open: &OpenCase) -> InspectorInput<'_> {
    InspectorInput {
        snapshot: open.document.snapshot(),
        selection: open.selection.as_ref(),
        problems: &open.problems,
        marked: Some(Marked::new(&open.snapshot, &open.comparison, &open.filter)),
        editing: open.editing,
        needle: &open.search.needle,
        rewound: open.rewound,
        fresh: open.fresh(),
        salt: open.form_salt(),
    }
}

/// The lists under the comparison: problems, steps, or both side by side.
fn lists_ui(ui: &mut Ui, open: &OpenCase, settings: &Settings, out: &mut Vec<Request>) {
    let problems = |ui: &mut Ui, out: &mut Vec<Request>| {
        list_head_ui(ui, panels::PROBLEMS, open.problems.len(), Command::ToggleProblems, out);
        problems_ui(ui, &open.snapshot, &open.problems, open.problem, out);
    };
    let history = |ui: &mut Ui, out: &mut Vec<Request>| {
        list_head_ui(ui, history::NAME, open.document.steps().len(), Command::ToggleHistory, out);
        history_ui(ui, &open.document, out);
    };
    if !settings.history {
        problems(ui, out);
    } else if !settings.problems {
        history(ui, out);
    } else {
        let frame = Frame::new();
        let half = ui.available_width() / 2.0;
        Panel::right("history").resizable(true).default_size(half).min_size(240.0).frame(frame).show(ui, |ui| {
            history(ui, out);
        });
        CentralPanel::default().frame(frame).show(ui, |ui| problems(ui, out));
    }
}

fn comparison_ui(ui: &mut Ui, open: &mut OpenCase, out: &mut Vec<Request>) {
    let palette = Palette::of(ui);
    let margin = Margin { left: 8, right: 8, top: 4, bottom: 4 };
    Panel::top(Id::unique("filter")).frame(Frame::new().inner_margin(margin)).show(ui, |ui| {
        let input = FilterInput {
            snapshot: &open.snapshot,
            comparison: &open.comparison,
            filter: &open.filter,
            all_columns: &open.all_columns,
            table: open.mode == Mode::Table,
        };
        filter_bar_ui(ui, input, out);
    });
    ui.painter().rect_filled(ui.available_rect_before_wrap(), 0.0, palette.surface);
    // A proposal on no issue stands in the table, and not on the axes.
    let loose = open.mode == Mode::Table && !open.comparison.loose.is_empty();
    let is_empty = open.comparison.issues.is_empty() && !loose;
    if open.mode != Mode::Table || is_empty {
        open.table.leave(open.document.snapshot(), open.is_current(), out);
    }
    if is_empty {
        if open.is_current() {
            // What comes later must not take the keyboard from where it is by then.
            (open.table.take_focus, open.axes.take_focus) = (false, false);
        }
        empty_ui(ui, open, out);
        return;
    }
    let found_now = open.found_now();
    match open.mode {
        Mode::Table => {
            let input = TableInput {
                snapshot: &open.snapshot,
                comparison: &open.comparison,
                marked: Marked::new(&open.snapshot, &open.comparison, &open.filter),
                document: open.document.snapshot(),
                settled: open.is_current(),
                rewound: open.rewound,
                situation: open.situation(),
                revision: open.revision,
                arranged: open.arranged,
                edited: open.edited,
                selection: open.selection.as_ref(),
                needle: &open.search.needle,
                found_now,
                all_columns: &open.all_columns,
            };
            table_ui(ui, input, &mut open.table, out);
        }
        Mode::Axes => {
            let OpenCase { snapshot, filter, comparison, standing, axes, table, selection, revision, edited, .. } =
                open;
            let (search, matches) = (&open.search, open.matches.as_ref());
            let standing = standing.get_or_insert_with(|| Axes::build(snapshot, filter, comparison));
            let input = AxesInput {
                snapshot,
                axes: standing,
                marked: Marked::new(snapshot, comparison, filter),
                revision: *revision,
                edited: *edited,
                selection: selection.as_ref(),
                found: FoundInput { needle: &search.needle, matches, now: found_now },
                folded: &table.folded,
            };
            axes_ui(ui, input, axes, out);
        }
    }
}

/// What stands in the comparison's place when there is no issue to show.
fn empty_ui(ui: &mut Ui, open: &OpenCase, out: &mut Vec<Request>) {
    use crate::ui::text::Text;
    use crate::words::screen;
    let palette = Palette::of(ui);
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.3);
        let filtered = !open.filter.is_empty();
        let (title, hint) = if filtered {
            (screen::NOTHING_LEFT, screen::NOTHING_LEFT_HINT)
        } else {
            (screen::NO_ISSUES, screen::NO_ISSUES_HINT)
        };
        ui.add(Text::new(title, &palette.strong()).hug(true));
        ui.add_space(theme::UNIT);
        ui.add(Text::new(hint, &palette.label()).hug(true));
        if filtered {
            ui.add_space(theme::GAP);
            let label = egui::RichText::new(Command::ClearFilter.label()).color(palette.focus);
            if ui.button(label).clicked() {
                out.push(Request::Do(Command::ClearFilter));
            }
        } else {
            ui.add_space(theme::GAP);
            if button_ui(ui, Command::AddIssue.label(), Weight::Primary).clicked() {
                out.push(Request::Do(Command::AddIssue));
            }
        }
    });
}
