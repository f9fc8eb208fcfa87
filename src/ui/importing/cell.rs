//! The cell that one is at: its whole text, what its row is, and whose it is.

use egui::Ui;

use super::view::{ImportView, TableNow};
use crate::case::Snapshot;
use crate::import::{ColumnRole, PartyChoice, RowUse, column_name};
use crate::ui::begin::{choice_ui, option_ui};
use crate::ui::export::controls::options_ui;
use crate::ui::text::{Text, text_ui};
use crate::ui::theme::{self, GAP, INSET, Palette};
use crate::words::importing as words;

/// The width of the menu with the parties, in points.
const MENU: f32 = 200.0;

/// What a row can be, as a person says it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Read,
    Axis,
    Heading,
    NotRead,
}

const ROWS: &[Row] = &[Row::Read, Row::Axis, Row::Heading, Row::NotRead];

impl Row {
    fn of(table: &TableNow, row: usize) -> Self {
        match table.mapping.row(row) {
            _ if table.mapping.headers.contains(&row) => Self::Heading,
            RowUse::Issue => Self::Read,
            RowUse::Axis => Self::Axis,
            RowUse::Skip => Self::NotRead,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Read => words::ROW_READ,
            Self::Axis => words::ROW_AXIS,
            Self::Heading => words::ROW_HEADING,
            Self::NotRead => words::ROW_NOT_READ,
        }
    }
}

/// Shows the cell, and lets a person correct what its row is and whose it is.
pub(super) fn cell_ui(ui: &mut Ui, view: &mut ImportView, base: &Snapshot) {
    let Some(table) = &view.table else { return };
    let (row, column) = view.cursor;
    let palette = Palette::of(ui);
    let turned = table.grid().is_turned();
    let place = table.grid().place(row, column).to_string();
    let text = table.grid().text(row, column).to_owned();
    let now = Row::of(table, row);
    let own = table.mapping.cells.get(&(row, column)).cloned();
    let of_column = match table.mapping.columns.get(column).map(|column| &column.role) {
        Some(ColumnRole::Party(choice, _)) if now == Row::Read && !text.is_empty() => Some(choice.clone()),
        _ => None,
    };
    let parties = of_column.as_ref().map(|of_column| parties(table, base, of_column));
    let row_name = if turned { words::line_of(&column_name(row)) } else { words::row_of(row + 1) };
    let mut what = None;
    let mut party = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = INSET;
        ui.add(Text::new(&row_name, &palette.strong_label()).hug(true));
        what = options_ui(ui, words::THIS_ROW, ROWS, Row::word, now);
        if let (Some(of_column), Some(parties)) = (&of_column, &parties) {
            ui.add_space(GAP);
            let name = words::cell_of(&place);
            ui.add(Text::new(&name, &palette.strong_label()).hug(true));
            let shown = own.as_ref().unwrap_or(of_column).name(base);
            choice_ui(ui, &name, &shown, MENU, |ui| {
                for other in parties {
                    let is_now = other == own.as_ref().unwrap_or(of_column);
                    if option_ui(ui, is_now, &other.name(base)).clicked() {
                        party = Some(Some(other.clone()).filter(|other| other != of_column));
                    }
                }
            });
        }
    });
    let shown = if text.is_empty() { words::EMPTY_CELL.to_owned() } else { text.replace('\n', " ⏎ ") };
    let look = if text.is_empty() { palette.label() } else { theme::colored(palette.label(), palette.ink) };
    let line = words::cell_text(&place, &shown);
    let laid = Text::new(&line, &look).max_rows(1);
    let response = ui.add(laid);
    if !text.is_empty() {
        response.on_hover_ui(|ui| {
            let most: String = text.chars().take(4_000).collect();
            text_ui(ui, &most, &palette.label());
        });
    }
    if let Some(what) = what {
        correct_row(view, row, now, what);
    }
    if let Some(party) = party {
        view.correct_cell((row, column), party);
    }
}

/// Whose a cell can be: the parties of the case and those of other columns, that of its own first.
fn parties(table: &TableNow, base: &Snapshot, own: &PartyChoice) -> Vec<PartyChoice> {
    let mut all = vec![own.clone()];
    let in_case = base.case().parties.iter().map(|party| PartyChoice::Existing(party.id.clone()));
    let in_table = table.mapping.columns.iter().filter_map(|column| match &column.role {
        ColumnRole::Party(choice, _) => Some(choice.clone()),
        _ => None,
    });
    for party in in_case.chain(in_table) {
        if !all.contains(&party) {
            all.push(party);
        }
    }
    all
}

/// Makes a row what a person says; the rows of headings stay beside each other.
fn correct_row(view: &mut ImportView, row: usize, was: Row, what: Row) {
    let Some(table) = &view.table else { return };
    let headers = table.mapping.headers.clone();
    let what = match what {
        Row::Heading => {
            let beside = !headers.is_empty() && (row == headers.end || row + 1 == headers.start);
            let headers = if beside { headers.start.min(row)..headers.end.max(row + 1) } else { row..row + 1 };
            view.set_headings(headers);
            return;
        }
        Row::Read => RowUse::Issue,
        Row::Axis => RowUse::Axis,
        Row::NotRead => RowUse::Skip,
    };
    // Nothing is read above the headings, so that they have to give way to a row that is.
    if was == Row::Heading {
        let rest = if row == headers.start { row + 1..headers.end } else { headers.start..row };
        view.set_headings(if rest.is_empty() { 0..0 } else { rest });
    } else if row < headers.end && what != RowUse::Skip {
        view.set_headings(0..0);
    }
    view.correct_row(row, what);
}
