//! The comparison: issues by axis, one cell for each party and one for what is on the table.

use std::ops::Range;

use hashbrown::HashMap;

use super::build::Row;
use super::secrecy::Tally;
use super::{Change, Filter, Matches, Secrecy, count_statuses};
use crate::case::{IssueNumber, PartyId, PositionNumber, Ref, Snapshot, Status};

/// A column of the comparison.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// What one party says.
    Party(PartyId),
    /// What has been proposed.
    Proposals,
}

/// What a cell holds, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Entry {
    /// A position.
    Position(PositionNumber),
    /// A term of a proposal: the proposal's number in `proposals`, and the term's in its `terms`.
    Term {
        /// The proposal's number.
        proposal: u32,
        /// The term's number.
        term: u32,
    },
}

impl Entry {
    /// The position, if it is one.
    #[must_use]
    pub fn position(self) -> Option<PositionNumber> {
        match self {
            Self::Position(number) => Some(number),
            Self::Term { .. } => None,
        }
    }
}

/// The case as the filter shows it: axis by axis, issue by issue, column by column.
///
/// Everything is held as numbers, and only cells that hold
/// something take room, so that neither 100,000 positions nor a file that names
/// thousands of parties and issues makes it large.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// In the order in which they are shown.
    pub columns: Vec<Column>,
    /// The axes that have an issue to show: territorial, security and economic, then the case's others in file
    /// order; issues whose axis leads nowhere come last.
    pub groups: Vec<Group>,
    /// The issues to show, group by group and there in file order.
    pub issues: Vec<IssueNumber>,
    /// How many issues the case has.
    pub total_issues: usize,
    /// How many positions are shown.
    pub shown_positions: usize,
    /// How many positions on the shown issues the filter lets through, but no column shows: their party's column
    /// is left out, or their party leads nowhere.
    pub without_column: usize,
    /// What stands in the cells and is not for everybody.
    secrecy: Secrecy,
    /// The proposals that the filter lets through and no cell can hold, as they have no term on an issue: as numbers
    /// in the case's `proposals`, in file order. None when their column is not shown.
    pub loose: Vec<u32>,
    cells: Cells,
    /// What has become of the positions shown since the round that the filter compares with.
    changes: HashMap<PositionNumber, Change>,
    /// For each issue by its number, its row.
    pub(super) rows: Vec<Option<Row32>>,
}

/// A row's number, so that a table of them takes little room.
pub(super) type Row32 = std::num::NonZeroU32;

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
        let Some((range, columns)) = self.cells.shown.row(row) else { return &[] };
        let start = columns.partition_point(|known| (*known as usize) < column);
        let end = columns.partition_point(|known| *known as usize <= column);
        self.cells.entries.get(range.start + start..range.start + end).unwrap_or_default()
    }

    /// What has become of a shown position since the round that the filter compares with.
    #[must_use]
    pub fn change(&self, position: PositionNumber) -> Option<Change> {
        self.changes.get(&position).copied()
    }

    /// How many of the positions shown are new, changed or withdrawn since that round.
    #[must_use]
    pub fn changed(&self) -> usize {
        self.changes.len()
    }

    /// How much of what is shown is not for everybody.
    #[must_use]
    pub fn secrecy(&self, snapshot: &Snapshot) -> Secrecy {
        let mut secrecy = self.secrecy;
        let proposals = &snapshot.case().proposals;
        let loose = self.loose.iter().filter_map(|proposal| proposals.get(*proposal as usize));
        secrecy += loose.map(|proposal| Secrecy::of(proposal.visibility())).sum();
        secrecy
    }

    /// Whether an issue is among those to show.
    #[must_use]
    pub fn shows(&self, issue: IssueNumber) -> bool {
        self.row_of(issue).is_some()
    }

    /// The row of an issue.
    #[must_use]
    pub fn row_of(&self, issue: IssueNumber) -> Option<usize> {
        let row = self.rows.get(issue.index()).copied().flatten()?;
        Some(row.get() as usize - 1)
    }

    /// All that stands in a row, each with its column, from the first column to the last.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (usize, Entry)> {
        let (range, columns) = self.cells.shown.row(row).unwrap_or_default();
        let entries = self.cells.entries.get(range).unwrap_or_default();
        columns.iter().zip(entries).map(|(column, entry)| (*column as usize, *entry))
    }

    /// How many recorded positions and terms of a cell are not shown: the filter hides them, or they no longer stand.
    ///
    /// An empty cell says "No recorded position" only where this is zero.
    #[must_use]
    pub fn hidden(&self, row: usize, column: usize) -> usize {
        self.cells.hidden.count(row, column)
    }

    /// How many of [`Self::hidden`] the filter lets through: they are not shown as they no longer stand.
    #[must_use]
    pub fn former(&self, row: usize, column: usize) -> usize {
        self.cells.former.count(row, column)
    }

    /// The rows of this comparison in which the searched text occurs; all of them for an empty search.
    ///
    /// It reads no text and hardly any of the case, so that it can be done at
    /// every keystroke: the filter and the columns stay as they are in `self`,
    /// which must have been built of the same case, without a text.
    #[must_use]
    pub fn narrowed(&self, snapshot: &Snapshot, matches: &Matches, also: &[Ref]) -> Self {
        if matches.needle().is_empty() {
            return self.clone();
        }
        let also = Filter { also: also.to_vec(), ..Filter::default() };
        let made = super::also::also_on(snapshot, &also);
        let mut narrowed = Self::empty(self.columns.clone(), snapshot);
        for group in &self.groups {
            let start = narrowed.issues.len();
            for row in group.rows.clone() {
                let Some(issue) = self.issues.get(row).copied() else { continue };
                let Some((range, columns)) = self.cells.shown.row(row) else { continue };
                let entries = self.cells.entries.get(range).unwrap_or_default();
                let is_made = made.contains(&issue);
                if is_made || matches.issue(issue).any() || entries.iter().any(|entry| matches.entry(*entry).any()) {
                    let (_, hidden) = self.cells.hidden.row(row).unwrap_or_default();
                    let (_, former) = self.cells.former.row(row).unwrap_or_default();
                    narrowed.push_row(
                        issue,
                        columns.iter().copied().zip(entries.iter().copied()),
                        hidden.iter().copied(),
                        former.iter().copied(),
                        self.cells.tallies.get(row).copied().unwrap_or_default(),
                    );
                    let changes = entries.iter().filter_map(|entry| entry.position());
                    narrowed.changes.extend(changes.filter_map(|number| Some((number, self.change(number)?))));
                }
            }
            narrowed.close_group(snapshot, group.axis, start, false);
        }
        narrowed.loose = self.loose.iter().copied().filter(|proposal| matches.proposal(*proposal).any()).collect();
        narrowed
    }

    /// A comparison without a row.
    pub(super) fn empty(columns: Vec<Column>, snapshot: &Snapshot) -> Self {
        let total_issues = snapshot.case().issues.len();
        Self { columns, total_issues, rows: vec![None; snapshot.issue_limit()], ..Self::default() }
    }

    /// Adds what stands in an issue's row, and the columns of what is hidden there and of what of that no longer stands;
    /// all in the order of the columns.
    pub(super) fn push_row(
        &mut self,
        issue: IssueNumber,
        shown: impl Iterator<Item = (u32, Entry)>,
        hidden: impl Iterator<Item = u32>,
        former: impl Iterator<Item = u32>,
        tally: Tally,
    ) {
        self.issues.push(issue);
        if let Some(row) = self.rows.get_mut(issue.index()) {
            // No file is long enough for more.
            *row = u32::try_from(self.issues.len()).ok().and_then(Row32::new);
        }
        let Cells { shown: rows, entries, hidden: hidden_rows, former: former_rows, tallies } = &mut self.cells;
        rows.push(shown.map(|(column, entry)| {
            self.shown_positions += usize::from(matches!(entry, Entry::Position(_)));
            entries.push(entry);
            column
        }));
        hidden_rows.push(hidden);
        former_rows.push(former);
        tallies.push(tally);
        self.without_column += tally.without_column;
        self.secrecy += tally.secrecy;
    }

    /// Whether a row holds just this.
    pub(super) fn has_in_row(&self, at: usize, row: &Row) -> bool {
        let Some((range, columns)) = self.cells.shown.row(at) else { return false };
        let entries = self.cells.entries.get(range).unwrap_or_default();
        let (_, hidden) = self.cells.hidden.row(at).unwrap_or_default();
        let (_, former) = self.cells.former.row(at).unwrap_or_default();
        row.shown().eq(columns.iter().copied().zip(entries.iter().copied()))
            && row.hidden().eq(hidden.iter().copied())
            && row.former().eq(former.iter().copied())
            && self.cells.tallies.get(at) == Some(&row.tally())
    }

    /// Whether what is shown in a row has become just this.
    pub(super) fn has_changes(&self, at: usize, row: &Row) -> bool {
        let shown = self.row(at).filter_map(|(_, entry)| self.change(entry.position()?));
        shown.count() == row.changes().len()
            && row.changes().iter().all(|(number, change)| self.change(*number) == Some(*change))
    }

    /// Forgets what has become of what is shown in a row.
    pub(super) fn forget_changes(&mut self, at: usize) {
        if !self.changes.is_empty() {
            let gone: Vec<PositionNumber> = self.row(at).filter_map(|(_, entry)| entry.position()).collect();
            for number in gone {
                self.changes.remove(&number);
            }
        }
    }

    /// Takes in what has become of what is shown in a row.
    pub(super) fn set_changes(&mut self, row: &Row) {
        self.changes.extend(row.changes().iter().copied());
    }

    /// Puts something else into a row; what stands behind it in memory is moved along.
    pub(super) fn set_row(&mut self, at: usize, row: &Row) {
        let Cells { shown, entries, hidden, former, tallies } = &mut self.cells;
        let positions = |entries: &[Entry]| entries.iter().filter(|entry| matches!(entry, Entry::Position(_))).count();
        if let Some(range) = shown.set(at, row.shown().map(|(column, _)| column)) {
            self.shown_positions -= positions(entries.get(range.clone()).unwrap_or_default());
            entries.splice(range.clone(), row.shown().map(|(_, entry)| entry));
            let range = range.start..range.start + row.shown().len();
            self.shown_positions += positions(entries.get(range).unwrap_or_default());
        }
        hidden.set(at, row.hidden());
        former.set(at, row.former());
        if let Some(tally) = tallies.get_mut(at) {
            self.without_column = self.without_column - tally.without_column + row.tally().without_column;
            self.secrecy += row.tally().secrecy;
            self.secrecy -= tally.secrecy;
            *tally = row.tally();
        }
    }

    /// Makes one group of the rows from `start` on, if there are any or the axis is to be shown without.
    pub(super) fn close_group(&mut self, snapshot: &Snapshot, axis: Option<u32>, start: usize, shown_empty: bool) {
        let issues = self.issues.get(start..).unwrap_or_default();
        let counts = count_statuses(snapshot, issues);
        self.close_counted(axis, start, shown_empty, counts);
    }

    /// The same where it is known how many of them are in each state.
    pub(super) fn close_counted(
        &mut self,
        axis: Option<u32>,
        start: usize,
        shown_empty: bool,
        counts: Vec<(Status, usize)>,
    ) {
        let rows = start..self.issues.len();
        if !rows.is_empty() || (shown_empty && axis.is_some()) {
            self.groups.push(Group { axis, rows, counts });
        }
    }

    /// Adds rows as they stand in another comparison; `columns` tells what each of that one's columns is here, in
    /// whatever order. What has become of their positions is for the caller to bring along.
    pub(super) fn copy_rows(&mut self, from: &Self, rows: Range<usize>, columns: &[Option<u32>]) {
        let Some(here) = columns.iter().copied().collect::<Option<Vec<u32>>>() else {
            rows.for_each(|row| self.copy_row(from, row, columns));
            return;
        };
        let start = self.issues.len();
        let issues = from.issues.get(rows.clone()).unwrap_or_default();
        for (row, issue) in (self.issues.len() + 1..).zip(issues) {
            if let Some(slot) = self.rows.get_mut(issue.index()) {
                *slot = u32::try_from(row).ok().and_then(Row32::new);
            }
        }
        self.issues.extend_from_slice(issues);
        let entries = self.cells.shown.copy(&from.cells.shown, rows.clone(), &here);
        let entries = from.cells.entries.get(entries).unwrap_or_default();
        self.shown_positions += entries.iter().filter(|entry| matches!(entry, Entry::Position(_))).count();
        self.cells.entries.extend_from_slice(entries);
        self.cells.hidden.copy(&from.cells.hidden, rows.clone(), &here);
        self.cells.former.copy(&from.cells.former, rows.clone(), &here);
        let tallies = from.cells.tallies.get(rows).unwrap_or_default();
        for tally in tallies {
            self.without_column += tally.without_column;
            self.secrecy += tally.secrecy;
        }
        self.cells.tallies.extend_from_slice(tallies);
        if !here.is_sorted() {
            self.cells.put_in_order(start..self.issues.len());
        }
    }

    fn copy_row(&mut self, from: &Self, row: usize, columns: &[Option<u32>]) {
        let Some(issue) = from.issues.get(row).copied() else { return };
        let here = |column: &u32| columns.get(*column as usize).copied().flatten();
        let (range, shown) = from.cells.shown.row(row).unwrap_or_default();
        let entries = from.cells.entries.get(range).unwrap_or_default();
        let shown = shown.iter().zip(entries).filter_map(|(column, entry)| Some((here(column)?, *entry)));
        let (_, hidden) = from.cells.hidden.row(row).unwrap_or_default();
        let (_, former) = from.cells.former.row(row).unwrap_or_default();
        let (hidden, former) = (hidden.iter().filter_map(here), former.iter().filter_map(here));
        let tally = from.cells.tallies.get(row).copied().unwrap_or_default();
        let is_in_order = shown.clone().is_sorted_by_key(|(column, _)| column)
            && hidden.clone().is_sorted()
            && former.clone().is_sorted();
        if is_in_order {
            self.push_row(issue, shown, hidden, former, tally);
            return;
        }
        let mut shown: Vec<(u32, Entry)> = shown.collect();
        // A stable order keeps what stands in a cell as it is.
        shown.sort_by_key(|(column, _)| *column);
        let (mut hidden, mut former): (Vec<u32>, Vec<u32>) = (hidden.collect(), former.collect());
        hidden.sort_unstable();
        former.sort_unstable();
        self.push_row(issue, shown.into_iter(), hidden.into_iter(), former.into_iter(), tally);
    }

    /// Takes over from another comparison what has become of the positions that it shows.
    pub(super) fn take_changes(&mut self, from: &mut Self) {
        self.changes = std::mem::take(&mut from.changes);
    }

    /// Makes room for as many rows and entries as another comparison has.
    pub(super) fn reserve_as(&mut self, other: &Self) {
        let Cells { shown, entries, hidden, former, tallies } = &mut self.cells;
        self.issues.reserve(other.issues.len());
        entries.reserve(other.cells.entries.len());
        tallies.reserve(other.issues.len());
        let Cells { shown: others_shown, hidden: others_hidden, former: others_former, .. } = &other.cells;
        for (rows, others) in [(shown, others_shown), (hidden, others_hidden), (former, others_former)] {
            rows.ends.reserve(others.ends.len());
            rows.columns.reserve(others.columns.len());
        }
    }
}

/// What stands in the cells, row by row and there column by column.
#[derive(Clone, Debug, Default, PartialEq)]
struct Cells {
    shown: Rows,
    /// As many as there are places in `shown`.
    entries: Vec<Entry>,
    hidden: Rows,
    former: Rows,
    /// For each row, its share of what is counted of all.
    tallies: Vec<Tally>,
}

impl Cells {
    /// Puts what stands in rows into the order of its columns again; what stands in one cell keeps its own.
    fn put_in_order(&mut self, rows: Range<usize>) {
        let Self { shown, entries, hidden, former, .. } = self;
        let mut both: Vec<(u32, Entry)> = Vec::new();
        for row in rows {
            let range = shown.range(row);
            if let (Some(columns), Some(entries)) = (shown.columns.get_mut(range.clone()), entries.get_mut(range))
                && !columns.is_sorted()
            {
                both.clear();
                both.extend(columns.iter().copied().zip(entries.iter().copied()));
                both.sort_by_key(|(column, _)| *column);
                for ((column, entry), sorted) in columns.iter_mut().zip(entries).zip(&both) {
                    (*column, *entry) = *sorted;
                }
            }
            for rows in [&mut *hidden, &mut *former] {
                let range = rows.range(row);
                rows.columns.get_mut(range).into_iter().for_each(<[u32]>::sort_unstable);
            }
        }
    }
}

/// For each row, the columns of what it holds, in order.
#[derive(Clone, Debug, Default, PartialEq)]
struct Rows {
    ends: Vec<usize>,
    columns: Vec<u32>,
}

impl Rows {
    /// Adds a row; its columns must be in order.
    fn push(&mut self, columns: impl Iterator<Item = u32>) {
        self.columns.extend(columns);
        self.ends.push(self.columns.len());
    }

    /// Adds rows as they stand in others, and tells where in those their columns are; `here` tells what each of their
    /// columns is in these.
    fn copy(&mut self, from: &Self, rows: Range<usize>, here: &[u32]) -> Range<usize> {
        let start = from.start(rows.start);
        let ends = from.ends.get(rows).unwrap_or_default();
        let range = start..ends.last().copied().unwrap_or(start);
        let base = self.columns.len();
        self.ends.extend(ends.iter().map(|end| end - start + base));
        let columns = from.columns.get(range.clone()).unwrap_or_default();
        self.columns.extend(columns.iter().map(|column| here.get(*column as usize).copied().unwrap_or(u32::MAX)));
        range
    }

    /// Where a row's columns are; nowhere when there is no such row.
    fn range(&self, row: usize) -> Range<usize> {
        let start = self.start(row);
        start..self.ends.get(row).copied().unwrap_or(start)
    }

    /// Where a row's columns begin.
    fn start(&self, row: usize) -> usize {
        row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0)
    }

    /// Gives a row other columns, and tells where those before stood.
    fn set(&mut self, row: usize, columns: impl ExactSizeIterator<Item = u32>) -> Option<Range<usize>> {
        let (range, _) = self.row(row)?;
        let (before, after) = (range.len(), columns.len());
        self.columns.splice(range.clone(), columns);
        for end in self.ends.get_mut(row..)? {
            *end = *end + after - before;
        }
        Some(range)
    }

    /// How often a column occurs in a row.
    fn count(&self, row: usize, column: usize) -> usize {
        self.row(row).map_or(0, |(_, columns)| {
            let start = columns.partition_point(|known| (*known as usize) < column);
            columns.partition_point(|known| *known as usize <= column) - start
        })
    }

    fn row(&self, row: usize) -> Option<(Range<usize>, &[u32])> {
        let end = *self.ends.get(row)?;
        let start = self.start(row);
        Some((start..end, self.columns.get(start..end)?))
    }
}
