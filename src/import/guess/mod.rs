//! What a table most likely is: its headings, what each column holds, and which rows name an axis.
//!
//! A guess is made to be corrected: each carries how sure it is.

mod columns;
mod headers;
mod rows;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use headers::text_of as heading;

use super::axes::find_axis;
use super::mapping::{AxisChoice, Certainty, ColumnRole, Mapping};
use super::{Grid, Parties};
use crate::case::Snapshot;

/// What a table is taken for, with the parties and axes of a case in mind.
#[must_use]
pub fn guess(grid: &Grid, snapshot: &Snapshot) -> Mapping {
    let (headers, certainty) = headers::find(grid, &Parties::of(snapshot));
    Mapping { headers_certainty: certainty, ..guess_below(grid, headers, snapshot) }
}

/// What a table is taken for whose headings stand in these rows; none where the range is empty.
#[must_use]
pub fn guess_below(grid: &Grid, headers: Range<usize>, snapshot: &Snapshot) -> Mapping {
    let mut mapping = Mapping::blank(grid.width(), grid.height());
    mapping.headers = headers;
    mapping.headers_certainty = Certainty::Certain;
    mapping.columns = columns::guess(grid, &mapping.headers, &Parties::of(snapshot), snapshot);
    mapping.rows = rows::guess(grid, &mapping, snapshot);
    if let Some(axis) = named_axis(grid, &mapping, snapshot) {
        mapping.axis = axis;
    }
    mapping
}

/// The table with its rows as columns, if each of its rows is a party rather than an issue; else as it is.
#[must_use]
pub fn oriented(grid: Grid, snapshot: &Snapshot) -> Grid {
    let mapping = guess(&grid, snapshot);
    let is_party = |role: &ColumnRole| matches!(role, ColumnRole::Party(..));
    let sure_parties =
        mapping.columns.iter().filter(|column| is_party(&column.role) && column.certainty > Certainty::Unsure).count();
    let names_party = mapping.column(&ColumnRole::PartyName).is_some();
    let states = mapping.columns.iter().any(|column| matches!(column.role, ColumnRole::Statement(_)));
    let has_title =
        mapping.columns.iter().any(|column| column.role == ColumnRole::Title && column.certainty > Certainty::Unsure);
    if !names_party || states || has_title || sure_parties > 0 {
        return grid;
    }
    grid.turned().unwrap_or(grid)
}

/// The axis that the sheet's name or a line above the headings speaks of.
fn named_axis(grid: &Grid, mapping: &Mapping, snapshot: &Snapshot) -> Option<AxisChoice> {
    let above = (0..mapping.headers.start).flat_map(|row| grid.filled(row)).map(|(_, text)| text);
    above.chain([grid.label()]).find_map(|text| find_axis(snapshot, text)).map(AxisChoice::Existing)
}
