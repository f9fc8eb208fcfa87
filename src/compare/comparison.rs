//! The comparison: issues by axis, one cell for each party and one for what is on the table.

use std::ops::Range;

use crate::case::{PartyId, Status};

/// A column of the comparison.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// What one party says.
    Party(PartyId),
    /// What has been proposed.
    Proposals,
}

/// What a cell holds, as a number in the case's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    /// A position, by its number in `positions`.
    Position(u32),
    /// A term of a proposal: the proposal's number in `proposals`, and the term's in its `terms`.
    Term {
        /// The proposal's number.
        proposal: u32,
        /// The term's number.
        term: u32,
    },
}

/// The case as the filter shows it: axis by axis, issue by issue, column by column.
///
/// Everything is held as numbers into the case's lists, so that a comparison of
/// 100,000 positions is a few megabytes and needs no text of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// In the order in which they are shown.
    pub columns: Vec<Column>,
    /// The axes that have an issue to show, in the case's order; issues whose axis leads nowhere come last.
    pub groups: Vec<Group>,
    /// The issues to show, group by group, as numbers in the case's `issues`.
    pub issues: Vec<u32>,
    /// How many issues the case has.
    pub total_issues: usize,
    /// How many positions are shown.
    pub shown_positions: usize,
    pub(super) entries: Vec<Entry>,
    pub(super) starts: Vec<u32>,
}

/// An axis of the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The axis by its number in the case's `axes`, or nothing for issues whose axis leads nowhere.
    pub axis: Option<u32>,
    /// Which of [`Comparison::issues`] belong to it.
    pub rows: Range<usize>,
    /// How many of the shown issues are in each state, in the format's order, without the states that do not occur.
    pub counts: Vec<(Status, usize)>,
}

impl Comparison {
    /// What stands in a cell: demands first, then concessions, red lines and interests, each in file order.
    ///
    /// `row` counts [`Self::issues`], `column` counts [`Self::columns`]; outside them the cell is empty.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> &[Entry] {
        if column >= self.columns.len() {
            return &[];
        }
        let cell = row * self.columns.len() + column;
        let range = self.starts.get(cell).zip(self.starts.get(cell + 1));
        range.and_then(|(start, end)| self.entries.get(*start as usize..*end as usize)).unwrap_or_default()
    }
}
