//! What stands where in the table, for each way round it can be shown.

use std::collections::HashSet;

use crate::case::{AxisId, IssueNumber, ProposalId, Ref, Snapshot};
use crate::compare::{Column, Comparison, Entry};

/// Which way round the table is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Turn {
    /// A row for each issue, a column for each party.
    #[default]
    IssuesDown,
    /// A row for each party, a column for each issue.
    IssuesAcross,
    /// A row for each party, a column for each axis.
    AxesAcross,
}

impl Turn {
    /// The next way round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::IssuesDown => Self::IssuesAcross,
            Self::IssuesAcross => Self::AxesAcross,
            Self::AxesAcross => Self::IssuesDown,
        }
    }
}

/// One thing that stands in a cell or a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// A position or a proposal's term.
    Entry(Entry),
    /// An issue's number, title and status.
    Issue(IssueNumber),
    /// An issue's number and title in one line, above its entries in a column of a whole axis.
    IssueLine(IssueNumber),
    /// The head of a column of the comparison.
    Column(u32),
    /// An axis's name and counts, by its place in [`Comparison::groups`].
    Axis(u32),
    /// An axis's band across the table.
    Band(u32),
    /// Says that a party has no recorded position.
    Nothing,
    /// Says that what the cell holds no longer stands, and how much that is.
    Former(u32),
    /// Says that the filter hides what the cell holds.
    Filtered(u32),
    /// A proposals' cell without a proposal.
    Blank,
    /// The end of an axis, where an issue can be added; by the axis's place in [`Comparison::groups`].
    AddIssue(u32),
    /// A proposal on no issue, by its number in the case.
    Proposal(u32),
}

/// A row of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Band(u32),
    /// A row of [`Comparison::issues`].
    Issue(u32),
    /// A column of the comparison, when it is turned.
    Party(u32),
    /// The end of an axis, where an issue can be added.
    Add(u32),
    /// A proposal on no issue.
    Loose(u32),
}

/// A place in the table: a row, a column (0 is the head of the row), and which of the cell's items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub row: usize,
    pub column: usize,
    pub item: usize,
}

/// Where the keyboard can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// In the head of a column; the head of the rows is not counted.
    Head(usize),
    /// In a row.
    Cell(Place),
}

impl Stop {
    /// The place in a row, when it is one.
    #[must_use]
    pub fn cell(self) -> Option<Place> {
        match self {
            Self::Cell(place) => Some(place),
            Self::Head(_) => None,
        }
    }
}

/// The comparison cut into rows and columns; nothing in it is text or size.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    turn: Turn,
    lines: Vec<Line>,
    /// What heads each column; the head of the rows is not counted.
    heads: Vec<Item>,
    /// For each row of the comparison, the line (or, turned, the column) it stands in.
    places: Vec<Option<u32>>,
}

impl Sheet {
    /// Cuts a comparison; the issues of folded axes are left out.
    #[must_use]
    pub fn new(snapshot: &Snapshot, comparison: &Comparison, turn: Turn, folded: &HashSet<AxisId>) -> Self {
        let mut sheet = Self { turn, ..Self::default() };
        sheet.places = vec![None; comparison.issues.len()];
        let column_heads = (0..number(comparison.columns.len())).map(Item::Column);
        let parties = (0..number(comparison.columns.len())).map(Line::Party);
        for (group, part) in comparison.groups.iter().enumerate() {
            let group = number(group);
            let axis = part.axis.and_then(|axis| snapshot.case().axes.get(axis as usize));
            let is_folded = axis.is_some_and(|axis| folded.contains(&axis.id));
            match turn {
                Turn::IssuesDown => sheet.lines.push(Line::Band(group)),
                Turn::AxesAcross => {
                    for row in part.rows.clone() {
                        sheet.put(row, sheet.heads.len());
                    }
                    sheet.heads.push(Item::Axis(group));
                }
                Turn::IssuesAcross => {}
            }
            if is_folded || turn == Turn::AxesAcross {
                continue;
            }
            for row in part.rows.clone() {
                if turn == Turn::IssuesDown {
                    sheet.put(row, sheet.lines.len());
                    sheet.lines.push(Line::Issue(number(row)));
                } else {
                    sheet.put(row, sheet.heads.len());
                    sheet.heads.extend(comparison.issues.get(row).copied().map(Item::Issue));
                }
            }
            if turn == Turn::IssuesDown && axis.is_some() {
                sheet.lines.push(Line::Add(group));
            }
        }
        if turn == Turn::IssuesDown {
            sheet.heads.extend(column_heads);
        } else {
            sheet.lines.extend(parties);
        }
        sheet.lines.extend(comparison.loose.iter().copied().map(Line::Loose));
        sheet
    }

    fn put(&mut self, row: usize, place: usize) {
        if let Some(slot) = self.places.get_mut(row) {
            *slot = u32::try_from(place).ok();
        }
    }

    /// Which way round it is.
    #[must_use]
    pub fn turn(&self) -> Turn {
        self.turn
    }

    /// How many rows there are, bands included.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// How many columns there are beside the heads of the rows.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.heads.len()
    }

    /// What heads a column.
    #[must_use]
    pub fn head(&self, column: usize) -> Item {
        self.heads.get(column).copied().unwrap_or(Item::Blank)
    }

    /// The axis band that a row is, if it is one.
    #[must_use]
    pub fn band(&self, row: usize) -> Option<u32> {
        match self.lines.get(row) {
            Some(Line::Band(group)) => Some(*group),
            _ => None,
        }
    }

    /// What a row is.
    #[must_use]
    pub(super) fn line(&self, row: usize) -> Option<Line> {
        self.lines.get(row).copied()
    }

    /// Whether a row is one thing across the whole table: a band, the end of an axis, a proposal on no issue.
    #[must_use]
    pub fn is_wide(&self, row: usize) -> bool {
        matches!(self.lines.get(row), Some(Line::Band(_) | Line::Add(_) | Line::Loose(_)))
    }

    /// The cell of the comparison at a place, as its column and the number of its issue in the case; none for heads.
    #[must_use]
    pub fn cell_at(&self, comparison: &Comparison, place: Place) -> Option<(usize, IssueNumber)> {
        let column = place.column.checked_sub(1)?;
        match (self.lines.get(place.row)?, self.head(column)) {
            (Line::Issue(row), _) => Some((column, *comparison.issues.get(*row as usize)?)),
            (Line::Party(party), Item::Issue(issue)) => Some((*party as usize, issue)),
            (Line::Party(party), Item::Axis(_)) => {
                // The issue is the one whose line stands above.
                let mut items = Vec::new();
                self.fill(comparison, place.row, place.column, &mut items);
                let above = items.get(..=place.item).unwrap_or(&items);
                let issue = above.iter().rev().find_map(|item| match item {
                    Item::IssueLine(issue) => Some(*issue),
                    _ => None,
                });
                Some((*party as usize, issue?))
            }
            _ => None,
        }
    }

    /// Where a term of a proposal stands.
    #[must_use]
    pub fn place_of_term(
        &self,
        snapshot: &Snapshot,
        comparison: &Comparison,
        proposal: &ProposalId,
        term: usize,
    ) -> Option<Place> {
        let column = comparison.columns.iter().position(|known| *known == Column::Proposals)?;
        let issue = &snapshot.proposal(proposal)?.terms.get(term)?.issue;
        let row = comparison.row_of(snapshot.issue_number(issue)?)?;
        let entry = Entry::Term { proposal: number(snapshot.proposal_number(proposal)?), term: number(term) };
        self.place_in(comparison, row, column, |item| item == Item::Entry(entry))
    }

    /// Where an item stands: of a proposal that stands in several places, this very one.
    #[must_use]
    pub fn place_of_item(&self, snapshot: &Snapshot, comparison: &Comparison, item: Item) -> Option<Stop> {
        if let Item::Entry(Entry::Term { proposal, term }) = item {
            let proposal = &snapshot.case().proposals.get(proposal as usize)?.id;
            return self.place_of_term(snapshot, comparison, proposal, term as usize).map(Stop::Cell);
        }
        self.place_of(snapshot, comparison, &Self::item_target(snapshot, comparison, item)?)
    }

    /// The band under which a row stands.
    #[must_use]
    pub fn band_above(&self, row: usize) -> Option<u32> {
        (0..=row).rev().find_map(|row| self.band(row))
    }

    /// Puts what stands in a cell into `items`; column 0 is the head of the row.
    pub fn fill(&self, comparison: &Comparison, row: usize, column: usize, items: &mut Vec<Item>) {
        items.clear();
        match (self.lines.get(row), column) {
            (Some(Line::Band(group)), 0) => items.push(Item::Band(*group)),
            (Some(Line::Add(group)), 0) => items.push(Item::AddIssue(*group)),
            (Some(Line::Loose(proposal)), 0) => items.push(Item::Proposal(*proposal)),
            (None | Some(Line::Band(_) | Line::Add(_) | Line::Loose(_)), _) => {}
            (Some(Line::Issue(row)), 0) => {
                items.extend(comparison.issues.get(*row as usize).copied().map(Item::Issue));
            }
            (Some(Line::Issue(row)), column) => fill_cell(comparison, *row as usize, column - 1, items),
            (Some(Line::Party(party)), 0) => items.push(Item::Column(*party)),
            (Some(Line::Party(party)), column) => match self.head(column - 1) {
                Item::Issue(issue) => {
                    if let Some(row) = comparison.row_of(issue) {
                        fill_cell(comparison, row, *party as usize, items);
                    }
                }
                Item::Axis(group) => {
                    let Some(group) = comparison.groups.get(group as usize) else { return };
                    for row in group.rows.clone() {
                        fill_part(comparison, row, *party as usize, items);
                    }
                    // Nothing can be said of an axis without an issue.
                    if items.is_empty() {
                        items.push(Item::Blank);
                    }
                }
                _ => {}
            },
        }
    }

    /// What stands at a place.
    #[must_use]
    pub fn item_at(&self, comparison: &Comparison, stop: Stop) -> Option<Item> {
        let place = match stop {
            Stop::Head(column) => return self.heads.get(column).copied(),
            Stop::Cell(place) => place,
        };
        let mut items = Vec::new();
        self.fill(comparison, place.row, place.column, &mut items);
        items.get(place.item).copied()
    }

    /// What a place stands for.
    #[must_use]
    pub fn target(&self, snapshot: &Snapshot, comparison: &Comparison, stop: Stop) -> Option<Ref> {
        let place = match stop {
            Stop::Head(column) => return Self::item_target(snapshot, comparison, self.head(column)),
            Stop::Cell(place) => place,
        };
        let mut items = Vec::new();
        self.fill(comparison, place.row, place.column, &mut items);
        let item = items.get(place.item).or(items.last()).copied()?;
        Self::item_target(snapshot, comparison, item).or_else(|| {
            // An empty cell stands for its issue.
            let (_, issue) = self.cell_at(comparison, place)?;
            Self::item_target(snapshot, comparison, Item::Issue(issue))
        })
    }

    /// The record that an item stands for.
    #[must_use]
    pub fn item_target(snapshot: &Snapshot, comparison: &Comparison, item: Item) -> Option<Ref> {
        let case = snapshot.case();
        match item {
            Item::Entry(Entry::Position(position)) => {
                snapshot.numbered(position).map(|position| Ref::Position(position.id.clone()))
            }
            Item::Entry(Entry::Term { proposal, .. }) | Item::Proposal(proposal) => {
                case.proposals.get(proposal as usize).map(|proposal| Ref::Proposal(proposal.id.clone()))
            }
            Item::Issue(issue) | Item::IssueLine(issue) => {
                snapshot.numbered_issue(issue).map(|issue| Ref::Issue(issue.id.clone()))
            }
            Item::Column(column) => match comparison.columns.get(column as usize)? {
                Column::Party(party) => Some(Ref::Party(party.clone())),
                Column::Proposals => None,
            },
            Item::Band(group) | Item::Axis(group) | Item::AddIssue(group) => {
                let axis = comparison.groups.get(group as usize)?.axis?;
                case.axes.get(axis as usize).map(|axis| Ref::Axis(axis.id.clone()))
            }
            Item::Nothing | Item::Former(_) | Item::Filtered(_) | Item::Blank => None,
        }
    }

    /// Where a record stands: the first place, and nothing when the filter or a folded axis hides it.
    #[must_use]
    pub fn place_of(&self, snapshot: &Snapshot, comparison: &Comparison, target: &Ref) -> Option<Stop> {
        match target {
            Ref::Issue(id) => {
                let row = comparison.row_of(snapshot.issue_number(id)?)?;
                let at = self.places.get(row).copied().flatten()? as usize;
                match self.turn {
                    Turn::IssuesDown => Some(Stop::Cell(Place { row: at, column: 0, item: 0 })),
                    Turn::IssuesAcross => Some(Stop::Head(at)),
                    // It has a line in the cell of each party.
                    Turn::AxesAcross => {
                        let line = Item::IssueLine(*comparison.issues.get(row)?);
                        (0..self.lines.len())
                            .find_map(|row| self.place_among(comparison, (row, at + 1), |it| it == line))
                    }
                }
            }
            Ref::Party(id) => self.place_of_column(comparison, &Column::Party(id.clone())),
            Ref::Position(id) => {
                let position = snapshot.position(id)?;
                let column = Column::Party(position.party.clone());
                let column = comparison.columns.iter().position(|known| *known == column)?;
                let row = comparison.row_of(snapshot.issue_number(&position.issue)?)?;
                let entry = Entry::Position(snapshot.position_number(id)?);
                self.place_in(comparison, row, column, |item| item == Item::Entry(entry)).map(Stop::Cell)
            }
            Ref::Proposal(id) => {
                let proposal = snapshot.proposal(id)?;
                let column = comparison.columns.iter().position(|known| *known == Column::Proposals)?;
                let at = number(snapshot.proposal_number(id)?);
                let loose = self.lines.iter().position(|line| *line == Line::Loose(at));
                let loose = loose.map(|row| Place { row, column: 0, item: 0 });
                let on_an_issue = proposal.terms.iter().find_map(|term| {
                    let row = comparison.row_of(snapshot.issue_number(&term.issue)?)?;
                    self.place_in(
                        comparison,
                        row,
                        column,
                        |item| matches!(item, Item::Entry(Entry::Term { proposal, .. }) if proposal == at),
                    )
                });
                on_an_issue.or(loose).map(Stop::Cell)
            }
            Ref::Axis(id) => {
                let axis = u32::try_from(snapshot.axis_number(id)?).ok();
                let group = number(comparison.groups.iter().position(|group| group.axis == axis)?);
                let band = self.lines.iter().position(|line| *line == Line::Band(group));
                let band = band.map(|row| Stop::Cell(Place { row, column: 0, item: 0 }));
                band.or_else(|| self.heads.iter().position(|head| *head == Item::Axis(group)).map(Stop::Head))
            }
            _ => None,
        }
    }

    /// Where the head of one of the comparison's columns stands: over it or, turned, before its row.
    #[must_use]
    pub fn place_of_column(&self, comparison: &Comparison, column: &Column) -> Option<Stop> {
        let column = number(comparison.columns.iter().position(|known| known == column)?);
        if self.turn == Turn::IssuesDown {
            return self.heads.iter().position(|head| *head == Item::Column(column)).map(Stop::Head);
        }
        let row = self.lines.iter().position(|line| *line == Line::Party(column))?;
        Some(Stop::Cell(Place { row, column: 0, item: 0 }))
    }

    fn place_in(
        &self,
        comparison: &Comparison,
        row: usize,
        column: usize,
        wanted: impl Fn(Item) -> bool,
    ) -> Option<Place> {
        let at = self.places.get(row).copied().flatten()? as usize;
        let (row, column) = if self.turn == Turn::IssuesDown { (at, column + 1) } else { (column, at + 1) };
        self.place_among(comparison, (row, column), wanted)?.cell()
    }

    /// Where in a cell an item stands.
    fn place_among(
        &self,
        comparison: &Comparison,
        (row, column): (usize, usize),
        wanted: impl Fn(Item) -> bool,
    ) -> Option<Stop> {
        let mut items = Vec::new();
        self.fill(comparison, row, column, &mut items);
        let item = items.iter().position(|item| wanted(*item))?;
        Some(Stop::Cell(Place { row, column, item }))
    }
}

/// What a party says on an issue, in a cell of a whole axis: silence is said there too, for each issue.
fn fill_part(comparison: &Comparison, row: usize, column: usize, items: &mut Vec<Item>) {
    let Some(issue) = comparison.issues.get(row) else { return };
    let start = items.len();
    items.push(Item::IssueLine(*issue));
    fill_cell(comparison, row, column, items);
    if items.last() == Some(&Item::Blank) {
        items.truncate(start);
    }
}

fn fill_cell(comparison: &Comparison, row: usize, column: usize, items: &mut Vec<Item>) {
    let cell = comparison.cell(row, column);
    items.extend(cell.iter().copied().map(Item::Entry));
    if cell.is_empty() {
        let former = comparison.former(row, column);
        items.push(match comparison.hidden(row, column) - former {
            0 if former > 0 => Item::Former(number(former)),
            0 => empty(comparison, column),
            filtered => Item::Filtered(number(filtered)),
        });
    }
}

fn empty(comparison: &Comparison, column: usize) -> Item {
    match comparison.columns.get(column) {
        Some(Column::Party(_)) => Item::Nothing,
        _ => Item::Blank,
    }
}

/// A list's length or place as the `u32` in which the comparison holds it; no file is long enough for more.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
