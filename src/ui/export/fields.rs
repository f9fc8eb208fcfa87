//! The choices, from top to bottom.

use egui::{FontId, Frame, Margin, RichText, Role, TextEdit, Ui, WidgetInfo};

use super::controls::{hint_ui, id, options_ui, row_ui, tick_ui};
use super::{ExportInput, ExportView, labels};
use crate::case::{Issue, Kind};
use crate::export::{Audience, Direction, Format, Layout, Sheet};
use crate::fold::Folded;
use crate::ui::text::{Text, text_ui};
use crate::ui::theme::{self, CONTROL_HEIGHT, CORNER, Palette, UNIT, size};
use crate::ui::widgets::bar::{MenuLabel, menu_button_ui};
use crate::ui::widgets::controls::{Weight, button_ui, field_edge};
use crate::words::{exporting as words, names, terms};

/// No one reads on behind so many issues; they type another letter.
const MOST_ISSUES: usize = 60;
/// A list of more issues has a field to search in.
const FEW_ISSUES: usize = 12;
/// The lines that there is room for under the audience: what it may see, and two of what is left out for it.
const AUDIENCE_LINES: f32 = 3.0;
/// The width of a menu, in points.
const MENU: f32 = 300.0;

/// Shows the choices and takes over what is chosen.
pub(super) fn fields_ui(ui: &mut Ui, view: &mut ExportView, input: &ExportInput<'_>) {
    ui.spacing_mut().item_spacing.y = UNIT * 2.0;
    format_ui(ui, view, input);
    audience_ui(ui, view, input);
    content_ui(ui, view, input);
    if view.has_columns() {
        row_ui(ui, words::COLUMNS, |ui| {
            let word = |on: bool| if on { words::AS_ON_SCREEN } else { words::AS_IN_CASE };
            if let Some(chosen) = options_ui(ui, words::COLUMNS, &[true, false], word, view.on_screen) {
                view.on_screen = chosen;
            }
        });
    }
    if view.format.has_layout() {
        page_ui(ui, view, input);
    }
}

fn format_ui(ui: &mut Ui, view: &mut ExportView, input: &ExportInput<'_>) {
    row_ui(ui, words::FORMAT, |ui| {
        if let Some(chosen) = options_ui(ui, words::FORMAT, &formats(), labels::format, view.format) {
            view.format = chosen;
        }
        hint_ui(ui, labels::format_means(view.format));
        if let Some(undrawn) = input.found.map(|found| found.undrawn.as_str()).filter(|text| !text.is_empty()) {
            text_ui(ui, undrawn, &theme::colored(Palette::of(ui).label(), Palette::of(ui).ink));
        }
    });
    if !view.format.has_layout() {
        return;
    }
    row_ui(ui, words::LAYOUT, |ui| {
        let all = [Layout::SideBySide, Layout::Brief, Layout::Summary, Layout::Record];
        if let Some(chosen) = options_ui(ui, words::LAYOUT, &all, labels::layout, view.choices.layout) {
            view.choices.layout = chosen;
        }
        hint_ui(ui, labels::layout_means(view.choices.layout));
    });
    if view.choices.layout == Layout::Brief {
        row_ui(ui, words::OWN_PARTY, |ui| own_party_ui(ui, view, input));
    }
}

/// The formats that this build can write.
fn formats() -> Vec<Format> {
    Format::ALL.into_iter().filter(|format| cfg!(feature = "pdf") || *format != Format::Pdf).collect()
}

fn own_party_ui(ui: &mut Ui, view: &mut ExportView, input: &ExportInput<'_>) {
    let snapshot = input.snapshot;
    let own = view.choices.own_party.clone().or_else(|| super::first_party(snapshot));
    let name = own.as_ref().and_then(|id| snapshot.party(id)).map_or("", |party| party.name.as_str());
    menu_button_ui(ui, MenuLabel::new(words::OWN_PARTY, &words::choice(words::OWN_PARTY, name), false), MENU, |ui| {
        for party in &snapshot.case().parties {
            let on = own.as_ref() == Some(&party.id);
            if tick_ui(ui, words::OWN_PARTY, party.id.as_str(), &party.name, on) {
                view.choices.own_party = Some(party.id.clone());
                ui.close();
            }
        }
    });
}

/// The audience, with what is left out for it; the internal one is asked about first.
fn audience_ui(ui: &mut Ui, view: &mut ExportView, input: &ExportInput<'_>) {
    row_ui(ui, words::AUDIENCE, |ui| {
        let all = [Audience::Public, Audience::Shared, Audience::Internal];
        match options_ui(ui, words::AUDIENCE, &all, labels::audience, view.choices.audience) {
            Some(Audience::Internal) => view.ask(),
            Some(chosen) => view.choices.audience = chosen,
            None => {}
        }
        // All of it has its room from the beginning, so that nothing below moves away under the pointer when it is known.
        let line = Text::new(words::COUNTING, &Palette::of(ui).label()).layout(ui.ctx(), f32::INFINITY).size().y;
        let room = egui::vec2(ui.available_width(), AUDIENCE_LINES * line + UNIT);
        ui.allocate_ui_with_layout(room, egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_min_size(room);
            left_out_ui(ui, view.choices.audience, input);
        });
    });
}

/// Whom the audience is, and what is left out for it.
fn left_out_ui(ui: &mut Ui, audience: Audience, input: &ExportInput<'_>) {
    let palette = Palette::of(ui);
    if audience == Audience::Internal {
        text_ui(ui, words::INTERNAL_CHOSEN, &theme::colored(palette.strong_label(), palette.crimson));
        return;
    }
    hint_ui(ui, labels::audience_means(audience));
    match input.found {
        None => hint_ui(ui, words::COUNTING),
        Some(found) if found.left_out.is_empty() => {}
        Some(found) => {
            text_ui(ui, &found.left_out, &theme::colored(palette.label(), palette.ink));
        }
    }
}

/// What of the case is in the document.
fn content_ui(ui: &mut Ui, view: &mut ExportView, input: &ExportInput<'_>) {
    let case = input.snapshot.case();
    row_ui(ui, words::CONTENT, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(2.0, 2.0);
            let choices = &mut view.choices;
            let axes: Vec<_> = case.axes.iter().map(|axis| (&axis.id, axis.name.as_str())).collect();
            subset_ui(ui, words::AXES, &mut choices.axes, &axes);
            let parties: Vec<_> = case.parties.iter().map(|party| (&party.id, party.name.as_str())).collect();
            subset_ui(ui, words::PARTIES, &mut choices.parties, &parties);
            let kinds = [Kind::Demand, Kind::Concession, Kind::RedLine, Kind::Interest];
            let kinds: Vec<_> = kinds.iter().map(|kind| (kind, terms::kind(kind))).collect();
            subset_ui(ui, words::KINDS, &mut choices.kinds, &kinds);
            issues_ui(ui, view, input);
            round_ui(ui, view, input);
        });
        ui.horizontal_wrapped(|ui| {
            ui.set_min_height(CONTROL_HEIGHT);
            if let Some(found) = input.found {
                let palette = Palette::of(ui);
                let (shown, total) = found.issues;
                let look = if shown < total { palette.strong_label() } else { palette.label() };
                ui.add(Text::new(&words::issues(shown, total), &look).hug(true));
            }
            if !view.holds_everything() && button_ui(ui, words::EVERYTHING, Weight::Secondary).clicked() {
                view.hold_everything();
            }
            let filtered = input.filter.is_some_and(|filter| !view.is_filtered_as(filter));
            if filtered && button_ui(ui, words::TAKE_FILTER, Weight::Secondary).clicked() {
                view.filter_as(input.filter);
            }
        });
    });
}

/// A menu of things that can each be in the document or not; none ticked means all.
fn subset_ui<T: Clone + PartialEq + std::fmt::Debug>(
    ui: &mut Ui,
    group: &str,
    chosen: &mut Vec<T>,
    all: &[(&T, &str)],
) {
    let only = match chosen.as_slice() {
        [only] => all.iter().find(|(value, _)| *value == only).map(|(_, name)| *name),
        _ => None,
    };
    let label = words::chosen(group, only, chosen.len(), all.len());
    menu_button_ui(ui, MenuLabel::new(group, &label, !chosen.is_empty()), MENU, |ui| {
        for (value, name) in all {
            let on = chosen.contains(value);
            if tick_ui(ui, group, &format!("{value:?}"), name, on) {
                toggle(chosen, value, all.iter().map(|(value, _)| *value));
            }
        }
    });
}

/// Ticks a value or no longer; what is ticked stands in the order of all.
fn toggle<'a, T: Clone + PartialEq + 'a>(chosen: &mut Vec<T>, value: &T, all: impl Iterator<Item = &'a T>) {
    let on = chosen.contains(value);
    *chosen = all.filter(|one| if *one == value { !on } else { chosen.contains(one) }).cloned().collect();
}

fn issues_ui(ui: &mut Ui, view: &mut ExportView, input: &ExportInput<'_>) {
    let issues = &input.snapshot.case().issues;
    let only = match view.choices.issues.as_slice() {
        [only] => input.snapshot.issue(only).map(|issue| names::issue(issue)),
        _ => None,
    };
    let count = view.choices.issues.len();
    let label = words::chosen(words::ISSUES, only.as_deref(), count, issues.len());
    menu_button_ui(ui, MenuLabel::new(words::ISSUES, &label, count > 0), MENU, |ui| {
        if issues.len() > FEW_ISSUES {
            query_ui(ui, &mut view.query);
        }
        let query = Folded::new(&view.query);
        let sought: Vec<&str> = query.text().split_whitespace().collect();
        let holds = |issue: &Issue| {
            let name = names::issue(issue);
            let name = Folded::new(&name);
            sought.iter().all(|word| name.text().contains(word))
        };
        let mut found = issues.iter().filter(|issue| sought.is_empty() || holds(issue)).take(MOST_ISSUES).peekable();
        if found.peek().is_none() {
            hint_ui(ui, words::NO_ISSUE);
        }
        let mut toggled = None;
        for issue in found {
            let on = view.choices.issues.contains(&issue.id);
            if tick_ui(ui, words::ISSUES, issue.id.as_str(), &names::issue(issue), on) {
                toggled = Some(issue.id.clone());
            }
        }
        if let Some(issue) = toggled {
            toggle(&mut view.choices.issues, &issue, issues.iter().map(|issue| &issue.id));
        }
    });
}

fn query_ui(ui: &mut Ui, query: &mut String) {
    let palette = Palette::of(ui);
    let frame = Frame::new().fill(palette.surface).corner_radius(CORNER).inner_margin(Margin::symmetric(8, 4));
    let edit = TextEdit::singleline(query)
        .id(id(words::ISSUES, words::FIND_ISSUE))
        .frame(frame)
        .font(FontId::proportional(size::LABEL))
        .hint_text(RichText::new(words::FIND_ISSUE).color(palette.second))
        .desired_width(f32::INFINITY);
    let response = ui.add(edit);
    let typed = query.clone();
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(typed.clone()),
        ..WidgetInfo::labeled(Role::SearchInput, true, words::FIND_ISSUE)
    });
    field_edge(ui, &response);
}

fn round_ui(ui: &mut Ui, view: &mut ExportView, input: &ExportInput<'_>) {
    let rounds = &input.snapshot.case().rounds;
    if rounds.is_empty() {
        return;
    }
    let chosen = view.choices.round.as_ref().and_then(|round| input.snapshot.round(round));
    let label = words::round(chosen.map(|round| round.label.as_str()));
    menu_button_ui(ui, MenuLabel::new(words::ROUND, &label, view.choices.round.is_some()), MENU, |ui| {
        if tick_ui(ui, words::ROUND, "", words::NOW, view.choices.round.is_none()) {
            view.choices.round = None;
            ui.close();
        }
        for round in rounds {
            let on = view.choices.round.as_ref() == Some(&round.id);
            if tick_ui(ui, words::ROUND, round.id.as_str(), &round.label, on) {
                view.choices.round = Some(round.id.clone());
                ui.close();
            }
        }
    });
}

fn page_ui(ui: &mut Ui, view: &mut ExportView, input: &ExportInput<'_>) {
    if matches!(view.format, Format::Pdf | Format::Docx) {
        row_ui(ui, words::PAPER, |ui| {
            let all = [Sheet::A4, Sheet::Letter];
            if let Some(chosen) = options_ui(ui, words::PAPER, &all, labels::sheet, view.choices.sheet) {
                view.choices.sheet = chosen;
            }
        });
    }
    row_ui(ui, words::DIRECTION, |ui| {
        let all = [Direction::OfTheCase, Direction::LeftToRight, Direction::RightToLeft];
        if let Some(chosen) = options_ui(ui, words::DIRECTION, &all, labels::direction, view.choices.direction) {
            view.choices.direction = chosen;
        }
    });
    row_ui(ui, words::EXTRAS, |ui| {
        let has_picture = matches!(view.choices.layout, Layout::SideBySide | Layout::Record);
        if has_picture && tick_ui(ui, words::EXTRAS, "picture", words::PICTURE, view.choices.picture) {
            view.choices.picture = !view.choices.picture;
        }
        if tick_ui(ui, words::EXTRAS, "date", &words::dated(input.today), view.dated) {
            view.dated = !view.dated;
        }
    });
}
