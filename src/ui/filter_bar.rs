//! The line above the comparison: what of the case is shown, and what that hides.

use egui::{Ui, vec2};

use super::text::Text;
use super::theme::{self, Palette};
use super::widgets::bar::{menu_button_ui, menu_width, tick_ui, toggle_ui};
use super::widgets::controls::icon_button_ui;
use super::widgets::icons::Icon;
use crate::case::{Kind, Role, Snapshot, Status, Visibility};
use crate::command::{Command, Request};
use crate::compare::{Column, Comparison, Filter, Since, is_compared};
use crate::words::{screen, since, terms};

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

/// Shows the filter and asks for another.
pub fn filter_bar_ui(ui: &mut Ui, input: FilterInput<'_>, out: &mut Vec<Request>) {
    let FilterInput { snapshot, filter, .. } = input;
    let case = snapshot.case();
    let mut next = filter.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
        choices_ui(ui, screen::AXIS, &mut next.axes, case.axes.iter().map(|axis| (&axis.id, axis.name.as_str())));
        choices_ui(
            ui,
            screen::PARTY,
            &mut next.parties,
            case.parties.iter().map(|party| (&party.id, party.name.as_str())),
        );
        let kinds = [Kind::Demand, Kind::Concession, Kind::RedLine, Kind::Interest];
        choices_ui(ui, screen::KIND, &mut next.kinds, kinds.iter().map(|kind| (kind, terms::kind(kind))));
        choices_ui(
            ui,
            screen::STATUS,
            &mut next.statuses,
            Status::KNOWN.iter().map(|status| (status, terms::status(status))),
        );
        round_ui(ui, snapshot, &mut next);
        since_ui(ui, snapshot, &mut next);
        let visibilities = [Visibility::Public, Visibility::Shared, Visibility::Internal];
        choices_ui(
            ui,
            screen::VISIBILITY,
            &mut next.visibilities,
            visibilities.iter().map(|visibility| (visibility, terms::visibility(visibility))),
        );
        columns_ui(ui, input, out);
        if input.table && icon_button_ui(ui, Icon::Transpose, Command::Transpose.label()).clicked() {
            out.push(Request::Do(Command::Transpose));
        }
        count_ui(ui, input, out);
        changed_ui(ui, input, &mut next);
    });
    if next != *filter {
        out.push(Request::Filter(next));
    }
}

/// A menu of things that can each be let through or not; none chosen means all.
fn choices_ui<'a, T: Clone + PartialEq + 'a>(
    ui: &mut Ui,
    word: &str,
    chosen: &mut Vec<T>,
    all: impl Iterator<Item = (&'a T, &'a str)>,
) {
    let all: Vec<_> = all.collect();
    let label = match chosen.as_slice() {
        [] => word.to_owned(),
        [only] => {
            let name = all.iter().find(|(value, _)| *value == only).map_or("", |(_, name)| name);
            screen::chosen_one(word, name)
        }
        several => screen::chosen_many(word, several.len()),
    };
    let width = menu_width(ui, all.iter().map(|(_, name)| *name));
    menu_button_ui(ui, (&label, !chosen.is_empty()), width, |ui| {
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

fn round_ui(ui: &mut Ui, snapshot: &Snapshot, next: &mut Filter) {
    let rounds = &snapshot.case().rounds;
    if rounds.is_empty() {
        return;
    }
    let label = match next.round.as_ref().and_then(|round| snapshot.round(round)) {
        Some(round) => screen::chosen_one(screen::ROUND, &round.label),
        None => screen::ROUND.to_owned(),
    };
    let width = menu_width(ui, rounds.iter().map(|round| round.label.as_str()).chain([screen::ROUND_NOW]));
    menu_button_ui(ui, (&label, next.round.is_some()), width, |ui| {
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

/// Which round what is shown is compared with.
fn since_ui(ui: &mut Ui, snapshot: &Snapshot, next: &mut Filter) {
    let rounds = &snapshot.case().rounds;
    if rounds.is_empty() {
        return;
    }
    let chosen = next.since.as_ref().filter(|since| snapshot.round(&since.round).is_some()).cloned();
    let width = menu_width(ui, rounds.iter().map(|round| round.label.as_str()).chain([since::NOT_COMPARED]));
    // The round itself is named by the count of changes.
    menu_button_ui(ui, (since::CHANGED_SINCE, chosen.is_some()), width, |ui| {
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

fn columns_ui(ui: &mut Ui, input: FilterInput<'_>, out: &mut Vec<Request>) {
    let shown = &input.comparison.columns;
    let hidden = input.all_columns.len().saturating_sub(shown.len());
    let label = if hidden == 0 { screen::COLUMNS.to_owned() } else { screen::columns_hidden(hidden) };
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
    menu_button_ui(ui, (&label, false), width, |ui| {
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
fn count_ui(ui: &mut Ui, input: FilterInput<'_>, out: &mut Vec<Request>) {
    let (shown, total) = (input.comparison.issues.len(), input.comparison.total_issues);
    ui.add_space(theme::INSET);
    let palette = Palette::of(ui);
    let text = screen::shown_issues(shown, total);
    let look = if input.filter.is_empty() { palette.label() } else { palette.strong_label() };
    ui.add(Text::new(&text, &look));
    let also = input.filter.also.len();
    if also > 0 {
        ui.add(Text::new(&screen::shown_in_any_case(also), &palette.label()));
    }
    if !input.filter.is_empty() && icon_button_ui(ui, Icon::Close, Command::ClearFilter.label()).clicked() {
        out.push(Request::Do(Command::ClearFilter));
    }
}
