//! The table with a menu above each column that says what it is, and the cell that one is at.

use egui::{Id, Ui, vec2};

use super::cell::cell_ui;
use super::sheet::{Cell, Parts, Sheet, column_width, sheet_ui};
use super::view::{ImportView, TableNow};
use crate::case::{Kind, Snapshot};
use crate::import::{Certainty, ColumnRole, PartyChoice, RowUse, column_name, heading};
use crate::ui::begin::{choice_ui, option_ui};
use crate::ui::text::{Look, text_ui};
use crate::ui::theme::{self, Palette, UNIT};
use crate::words::{importing as words, terms};

/// The least and the most that a column is wide, in points.
const NARROW: f32 = 196.0;
const WIDE: f32 = 330.0;
/// The height of a row, in points: two lines.
const ROW: f32 = 42.0;
/// The height of the menus above a column, in points.
const MENUS: f32 = 92.0;
/// The room for the cell that one is at, in points.
const CELL: f32 = 64.0;

/// Shows the table.
pub(super) fn columns_ui(ui: &mut Ui, view: &mut ImportView, base: &Snapshot, height: f32) {
    let waiting = view.is_waiting();
    let Some(table) = &view.table else { return };
    let mut cursor = view.cursor;
    let width = column_width(ui, table.grid().width(), NARROW, WIDE);
    let sheet = Sheet {
        id: Id::unique("import table"),
        name: words::TABLE,
        rows: table.grid().height(),
        columns: table.grid().width(),
        width,
        row_height: ROW,
        head_height: MENUS,
        lines: 2,
    };
    let mut parts = TableParts { table, base, chosen: None };
    ui.add_enabled_ui(!waiting, |ui| sheet_ui(ui, &sheet, &mut cursor, (height - CELL).max(MENUS + ROW), &mut parts));
    let chosen = parts.chosen;
    view.cursor = cursor;
    if let Some((column, role)) = chosen {
        view.correct(column, role);
    }
    ui.add_space(UNIT);
    ui.add_enabled_ui(!waiting, |ui| cell_ui(ui, view, base));
}

/// What a column is called in the program that shows the table.
pub(super) fn letters(table: &TableNow, column: usize) -> String {
    if table.grid().is_turned() { (column + 1).to_string() } else { column_name(column) }
}

struct TableParts<'a> {
    table: &'a TableNow,
    base: &'a Snapshot,
    chosen: Option<(usize, ColumnRole)>,
}

impl TableParts<'_> {
    fn what(&self, row: usize) -> &'static str {
        match self.table.mapping.row(row) {
            _ if self.table.mapping.headers.contains(&row) => words::A_HEADING,
            RowUse::Issue => "",
            RowUse::Axis => words::AN_AXIS,
            RowUse::Skip => words::NOT_READ,
        }
    }
}

impl Parts for TableParts<'_> {
    fn head_ui(&mut self, ui: &mut Ui, column: usize, width: f32) {
        ui.spacing_mut().item_spacing = vec2(0.0, UNIT);
        if let Some(role) = column_ui(ui, self.table, self.base, column, width) {
            self.chosen = Some((column, role));
        }
    }

    fn name(&self, ui: &Ui, row: usize) -> (String, Look) {
        let what = self.what(row);
        // A turned table's rows are columns of the one that was read.
        let name = if self.table.grid().is_turned() { column_name(row) } else { (row + 1).to_string() };
        (words::row(&name, what), Palette::of(ui).label())
    }

    fn cell(&self, ui: &Ui, row: usize, column: usize) -> Cell<'_> {
        let palette = Palette::of(ui);
        let what = self.what(row);
        let is_read = self.table.mapping.columns.get(column).is_some_and(|known| known.role != ColumnRole::Ignore);
        let look = match what {
            words::A_HEADING | words::AN_AXIS => palette.strong_label(),
            words::NOT_READ => palette.label(),
            _ if !is_read => palette.label(),
            _ => theme::colored(palette.label(), palette.ink),
        };
        let text = self.table.grid().text(row, column);
        let text = match self.table.mapping.cells.get(&(row, column)) {
            Some(party) => words::said_by(&party.name(self.base), text).into(),
            None => text.into(),
        };
        Cell { text, look, marks: Vec::new(), is_heading: what == words::A_HEADING }
    }
}

/// What a column is: its name, and a menu or two; gives what a person says that it is.
fn column_ui(ui: &mut Ui, table: &TableNow, base: &Snapshot, at: usize, width: f32) -> Option<ColumnRole> {
    let column = table.mapping.columns.get(at)?.clone();
    let letters = letters(table, at);
    let title = heading(table.grid(), &table.mapping.headers, at);
    let name = words::column(&letters, &title);
    let (role, kind) = plain(&column.role);
    let mut chosen = None;
    ui.scope(|ui| {
        choice_ui(ui, &name, &role_name(&role, base), width, |ui| {
            for other in roles(table, base, &title) {
                if option_ui(ui, other == role, &role_name(&other, base)).clicked() {
                    chosen = Some(with_kind(other, kind.clone().unwrap_or(Kind::Demand)));
                }
            }
        });
    });
    if let Some(kind) = kind {
        let shown = terms::kind(&kind).to_owned();
        ui.scope(|ui| {
            choice_ui(ui, &words::kind_of(&name), &shown, width, |ui| {
                for other in Kind::KNOWN {
                    if option_ui(ui, *other == kind, terms::kind(other)).clicked() {
                        chosen = Some(with_kind(role.clone(), other.clone()));
                    }
                }
            });
        });
    }
    if column.certainty == Certainty::Unsure && column.role != ColumnRole::Ignore {
        let palette = Palette::of(ui);
        text_ui(ui, words::UNSURE, &theme::colored(palette.label(), palette.ochre));
    }
    chosen
}

/// A role as it stands in the menu of roles, and the kind that has a menu of its own.
fn plain(role: &ColumnRole) -> (ColumnRole, Option<Kind>) {
    match role {
        ColumnRole::Party(choice, kind) => (ColumnRole::Party(choice.clone(), Kind::Demand), Some(kind.clone())),
        ColumnRole::Statement(kind) => (ColumnRole::Statement(Kind::Demand), Some(kind.clone())),
        other => (other.clone(), None),
    }
}

fn with_kind(role: ColumnRole, kind: Kind) -> ColumnRole {
    match role {
        ColumnRole::Party(choice, _) => ColumnRole::Party(choice, kind),
        ColumnRole::Statement(_) => ColumnRole::Statement(kind),
        other => other,
    }
}

/// What a role is called in the menu, where its kind stands below.
fn role_name(role: &ColumnRole, base: &Snapshot) -> String {
    match role {
        ColumnRole::Party(choice, _) => choice.name(base),
        ColumnRole::Statement(_) => crate::words::import::THE_SPEAKER.to_owned(),
        other => other.name(base),
    }
}

/// What a column can be: the parties are those of the case, those of other columns, and one of the column's heading.
fn roles(table: &TableNow, base: &Snapshot, title: &str) -> Vec<ColumnRole> {
    let mut roles = vec![
        ColumnRole::Ignore,
        ColumnRole::Number,
        ColumnRole::Title,
        ColumnRole::Axis,
        ColumnRole::Question,
        ColumnRole::Background,
        ColumnRole::Status,
        ColumnRole::Draft,
        ColumnRole::Evidence,
        ColumnRole::Note,
        ColumnRole::PartyName,
        ColumnRole::Statement(Kind::Demand),
        ColumnRole::Kind,
    ];
    let party = |choice: PartyChoice| ColumnRole::Party(choice, Kind::Demand);
    roles.extend(base.case().parties.iter().map(|one| party(PartyChoice::Existing(one.id.clone()))));
    let named = table.mapping.columns.iter().map(|column| plain(&column.role).0);
    let named = named.filter(|role| matches!(role, ColumnRole::Party(..)));
    let own = Some(title.trim()).filter(|title| !title.is_empty()).map(|title| party(PartyChoice::new(title)));
    for role in named.chain(own) {
        let is_known = |known: &ColumnRole| *known == role || role_name(known, base) == role_name(&role, base);
        if !roles.iter().any(is_known) {
            roles.push(role);
        }
    }
    roles
}
