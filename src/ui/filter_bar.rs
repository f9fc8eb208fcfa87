//! The line above the comparison: what of the case is shown, and what that hides.

use egui::accesskit::Role as Part;
use egui::{Ui, WidgetInfo, vec2};

use super::text::Text;
use super::theme::{self, Palette};
use super::widgets::bar::{MenuLabel, menu_button_ui, menu_button_width, menu_width, tick_ui, toggle_ui};
use super::widgets::controls::icon_button_ui;
use super::widgets::icons::Icon;
use crate::case::{Kind, Role, Snapshot, Status, Visibility};
use crate::command::{Command, Request};
use crate::compare::{Column, Comparison, Filter, Since, is_compared};
use crate::words::{screen, since, terms};

/// Between the menus, in points.
const GAP: f32 = 2.0;

/// What the bar shows.
#[derive(Clone, Copy)]
pub struct FilterInput<'a> {
    pub snapshot: &'a Snapshot,
    pub comparison: &'a Comparison,
    pub filter: &'a Filter,
    pub all_columns: &'a [Column],
    /// The table's way round can be changed.
    pub table: bool,
}

/// What stands on the button of a menu: in full where there is room for that, or only how much is chosen.
struct Label {
    /// The word that does not change with what is chosen.
    group: &'static str,
    full: String,
    short: String,
    strong: bool,
}

impl Label {
    fn plain(word: &'static str) -> Self {
        Self { group: word, full: word.to_owned(), short: word.to_owned(), strong: false }
    }

    fn one(word: &'static str, name: &str) -> Self {
        Self { group: word, full: screen::chosen_one(word, name), short: screen::chosen_many(word, 1), strong: true }
    }

    fn of<T: PartialEq>(word: &'static str, chosen: &[T], all: &[(T, String)]) -> Self {
        match chosen {
            [] => Self::plain(word),
            [only] => Self::one(word, all.iter().find(|(value, _)| value == only).map_or("", |(_, name)| name)),
            several => {
                let text = screen::chosen_many(word, several.len());
                Self { group: word, full: text.clone(), short: text, strong: true }
            }
        }
    }

    fn text(&self, tight: bool) -> MenuLabel<'_> {
        MenuLabel {
            group: self.group,
            word: if tight { &self.short } else { &self.full },
            name: &self.full,
            strong: self.strong,
            tight,
        }
    }
}

/// Shows the filter and asks for another.
pub fn filter_bar_ui(ui: &mut Ui, input: FilterInput<'_>, out: &mut Vec<Request>) {
    let FilterInput { snapshot, filter, .. } = input;
    let case = snapshot.case();
    let mut next = filter.clone();
    let all_axes: Vec<_> = case.axes.iter().map(|axis| (axis.id.clone(), axis.name.clone())).collect();
    let all_parties: Vec<_> = case.parties.iter().map(|party| (party.id.clone(), party.label().to_owned())).collect();
    let kinds = [Kind::Demand, Kind::Concession, Kind::RedLine, Kind::Interest];
    let kinds = kinds.map(|kind| (kind.clone(), terms::kind(&kind).to_owned()));
    let statuses: Vec<_> =
        Status::KNOWN.iter().map(|status| (status.clone(), terms::status(status).to_owned())).collect();
    let visibilities = [Visibility::Public, Visibility::Shared, Visibility::Internal];
    let visibilities = visibilities.map(|visibility| (visibility.clone(), terms::visibility(&visibility).to_owned()));
    let labels = [
        Label::of(screen::AXIS, &filter.axes, &all_axes),
        Label::of(screen::PARTY, &filter.parties, &all_parties),
        Label::of(screen::KIND, &filter.kinds, &kinds),
        Label::of(screen::STATUS, &filter.statuses, &statuses),
        round_label(snapshot, filter),
        since_label(snapshot, filter),
        Label::of(screen::VISIBILITY, &filter.visibilities, &visibilities),
        columns_label(input),
    ];
    // The line stays one line as long as it can, so that nothing below it jumps.
    let tight = needs(ui, input, &labels) > ui.available_width();
    let [axis, party, kind, status, round, changed, visibility, columns] = &labels;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, GAP);
        choices_ui(ui, axis.text(tight), &mut next.axes, &all_axes);
        choices_ui(ui, party.text(tight), &mut next.parties, &all_parties);
        choices_ui(ui, kind.text(tight), &mut next.kinds, &kinds);
        choices_ui(ui, status.text(tight), &mut next.statuses, &statuses);
        if !case.rounds.is_empty() {
            round_ui(ui, round.text(tight), snapshot, &mut next);
            since_ui(ui, changed.text(tight), snapshot, &mut next);
        }
        choices_ui(ui, visibility.text(tight), &mut next.visibilities, &visibilities);
        columns_ui(ui, columns.text(tight), input, out);
        if input.table && icon_button_ui(ui, Icon::Transpose, Command::Transpose.label()).clicked() {
            out.push(Request::Do(Command::Transpose));
        }
        count_ui(ui, input, tight, out);
        changed_ui(ui, input, &mut next);
    });
    if next != *filter {
        out.push(Request::Filter(next));
    }
}

/// How wide the line is with all labels in full, in points.
fn needs(ui: &Ui, input: FilterInput<'_>, labels: &[Label; 8]) -> f32 {
    let palette = Palette::of(ui);
    let width = |text: &str, strong: bool| {
        let look = if strong { palette.strong_label() } else { palette.label() };
        Text::new(text, &look).hug(true).layout(ui.ctx(), f32::INFINITY).size().x
    };
    let icon = theme::CONTROL_HEIGHT + GAP;
    let has_rounds = !input.snapshot.case().rounds.is_empty();
    let shown = labels.iter().enumerate().filter(|(at, _)| has_rounds || !(4..=5).contains(at));
    let menus: f32 = shown.map(|(_, label)| menu_button_width(ui, &label.full, label.strong) + GAP).sum();
    let count = screen::shown_issues(input.comparison.issues.len(), input.comparison.total_issues);
    let mut all = menus + icon + theme::INSET + width(&count, true) + icon;
    if let Some(round) = input.filter.since.as_ref().and_then(|since| input.snapshot.round(&since.round)) {
        all += width(&since::count(input.comparison.changed(), &round.label), true) + 4.0 * theme::INSET;
    }
    all
}

/// A menu of things that can each be let through or not; none chosen means all.
fn choices_ui<T: Clone + PartialEq>(ui: &mut Ui, label: MenuLabel<'_>, chosen: &mut Vec<T>, all: &[(T, String)]) {
    let width = menu_width(ui, all.iter().map(|(_, name)| name.as_str()));
    menu_button_ui(ui, label, width, |ui| {
        for (value, name) in all {
            let on = chosen.contains(value);
            if tick_ui(ui, on, name).clicked() {
                if on {
                    chosen.retain(|known| known != value);
                } else {
                    chosen.push(value.clone());
                }
            }
        }
        if !chosen.is_empty() {
            ui.separator();
            if tick_ui(ui, false, screen::SHOW_ALL).clicked() {
                chosen.clear();
                ui.close();
            }
        }
    });
}

fn round_label(snapshot: &Snapshot, filter: &Filter) -> Label {
    match filter.round.as_ref().and_then(|round| snapshot.round(round)) {
        Some(round) => Label::one(screen::ROUND, &round.label),
        None => Label { strong: filter.round.is_some(), ..Label::plain(screen::ROUND) },
    }
}

fn round_ui(ui: &mut Ui, label: MenuLabel<'_>, snapshot: &Snapshot, next: &mut Filter) {
    let rounds = &snapshot.case().rounds;
    let width = menu_width(ui, rounds.iter().map(|round| round.label.as_str()).chain([screen::ROUND_NOW]));
    menu_button_ui(ui, label, width, |ui| {
        if tick_ui(ui, next.round.is_none(), screen::ROUND_NOW).clicked() {
            next.round = None;
            ui.close();
        }
        for round in rounds {
            let on = next.round.as_ref() == Some(&round.id);
            if tick_ui(ui, on, &round.label).clicked() {
                next.round = Some(round.id.clone());
                ui.close();
            }
        }
    });
}

fn since_label(snapshot: &Snapshot, filter: &Filter) -> Label {
    let strong = filter.since.as_ref().is_some_and(|since| snapshot.round(&since.round).is_some());
    Label { strong, short: since::CHANGES.to_owned(), ..Label::plain(since::CHANGED_SINCE) }
}

/// Which round what is shown is compared with.
fn since_ui(ui: &mut Ui, label: MenuLabel<'_>, snapshot: &Snapshot, next: &mut Filter) {
    let rounds = &snapshot.case().rounds;
    let chosen = next.since.as_ref().filter(|since| snapshot.round(&since.round).is_some()).cloned();
    let width = menu_width(ui, rounds.iter().map(|round| round.label.as_str()).chain([since::NOT_COMPARED]));
    // The round itself is named by the count of changes.
    menu_button_ui(ui, label, width, |ui| {
        if tick_ui(ui, chosen.is_none(), since::NOT_COMPARED).clicked() {
            next.since = None;
            ui.close();
        }
        for round in rounds {
            let on = chosen.as_ref().is_some_and(|since| since.round == round.id);
            if tick_ui(ui, on, &round.label).clicked() {
                let only_changed = chosen.as_ref().is_some_and(|since| since.only_changed);
                next.since = Some(Since { round: round.id.clone(), only_changed });
                ui.close();
            }
        }
    });
}

/// "7 changed since Baku", and one click to see only the issues on which that is.
fn changed_ui(ui: &mut Ui, input: FilterInput<'_>, next: &mut Filter) {
    let Some(since) = &mut next.since else { return };
    let Some(round) = input.snapshot.round(&since.round) else { return };
    let palette = Palette::of(ui);
    ui.add_space(theme::INSET);
    if !is_compared(input.snapshot, input.filter) {
        let look = palette.label();
        ui.add(Text::new(&since::not_after(&round.label), &look).max_rows(1).hug(true));
        return;
    }
    let count = since::count(input.comparison.changed(), &round.label);
    let (on, means) = (since.only_changed, if since.only_changed { since::UNCHANGED_TOO } else { since::ONLY_CHANGED });
    if toggle_ui(ui, on, &count).on_hover_text(means).clicked() {
        since.only_changed = !on;
    }
}

fn columns_label(input: FilterInput<'_>) -> Label {
    match input.all_columns.len().saturating_sub(input.comparison.columns.len()) {
        0 => Label::plain(screen::COLUMNS),
        hidden => {
            let short = screen::chosen_many(screen::COLUMNS, input.comparison.columns.len());
            Label { short, full: screen::columns_hidden(hidden), ..Label::plain(screen::COLUMNS) }
        }
    }
}

fn columns_ui(ui: &mut Ui, label: MenuLabel<'_>, input: FilterInput<'_>, out: &mut Vec<Request>) {
    let shown = &input.comparison.columns;
    let name = |column: &Column| match column {
        Column::Party(id) => match input.snapshot.party(id) {
            Some(party) if party.role == Role::Principal => party.label().to_owned(),
            Some(party) => screen::with_role(party.label(), &party.role),
            None => id.to_string(),
        },
        Column::Proposals => screen::PROPOSALS.to_owned(),
    };
    let names: Vec<String> = input.all_columns.iter().map(name).collect();
    let width = menu_width(ui, names.iter().map(String::as_str));
    menu_button_ui(ui, label, width, |ui| {
        for (column, name) in input.all_columns.iter().zip(&names) {
            let on = shown.contains(column);
            if tick_ui(ui, on, name).clicked() {
                let mut columns = shown.clone();
                if on {
                    columns.retain(|known| known != column);
                } else {
                    columns.push(column.clone());
                }
                out.push(Request::Columns(columns));
            }
        }
        ui.separator();
        if tick_ui(ui, false, Command::ResetColumns.label()).clicked() {
            out.push(Request::Do(Command::ResetColumns));
            ui.close();
        }
    });
}

/// "12 of 31 issues", and one click to see them all again.
fn count_ui(ui: &mut Ui, input: FilterInput<'_>, tight: bool, out: &mut Vec<Request>) {
    let (shown, total) = (input.comparison.issues.len(), input.comparison.total_issues);
    ui.add_space(theme::INSET);
    let palette = Palette::of(ui);
    let text = screen::shown_issues(shown, total);
    let look = if input.filter.is_empty() { palette.label() } else { palette.strong_label() };
    let brief = screen::shown_issues_briefly(shown, total);
    let count = ui.add(Text::new(if tight { &brief } else { &text }, &look).hug(true));
    count.widget_info(|| WidgetInfo::labeled(Part::Label, true, &text));
    let also = input.filter.also.len();
    if also > 0 {
        ui.add(Text::new(&screen::shown_in_any_case(also), &palette.label()));
    }
    if !input.filter.is_empty() && icon_button_ui(ui, Icon::Close, Command::ClearFilter.label()).clicked() {
        out.push(Request::Do(Command::ClearFilter));
    }
}
