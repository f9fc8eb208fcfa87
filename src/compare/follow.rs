//! How a comparison follows an edit, row by row, without being made anew.

use std::ops::Range;

use super::build::{Builder, Row, terms_on};
use super::outline::{axes_in_order, recounted};
use super::{Changes, Column, Comparison, Filter, count_statuses};
use crate::case::{IssueNumber, Ref, Snapshot, Status};

/// So many rows that hold something else are quicker laid out with all others than put in one by one.
const MANY: usize = 32;

/// What an edit has come to in a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// The rows that tell of something that has changed.
    pub rows: Vec<usize>,
    /// Whether other entries stand in them, or in another order.
    pub rearranged: bool,
    /// Where rows or columns have come, gone or moved, the row that each was before, if it tells the same.
    pub relaid: Option<Vec<Option<usize>>>,
}

/// An issue that an edit concerns, with what its row holds now; nothing where it has none.
type Concerned = (IssueNumber, Option<Row>);

impl Comparison {
    /// Lets the comparison show a later or earlier version of its case in these columns; gives the rows in which
    /// something may stand otherwise, and what became of the others. Nothing where it has to be made anew; then it is
    /// as it was.
    ///
    /// `self` must be what [`Comparison::build`] made of `before` with this filter, and `columns` its own or those that
    /// [`arranged_anew`](super::arranged_anew) makes of them; a party may have got another id in both. Where the filter
    /// has a text, the same issues are shown as before: in which the text occurs now is for a search to tell.
    pub fn follow(
        &mut self,
        changes: &Changes,
        before: &Snapshot,
        after: &Snapshot,
        filter: &Filter,
        columns: &[Column],
    ) -> Option<Followed> {
        if columns != self.columns && self.lacks_what_comes(before, after, columns) {
            return None;
        }
        let is_narrowed = !filter.text.trim().is_empty();
        let builder = Builder::new(after, filter, columns);
        let (mut standing, mut since) = (builder.standing(), builder.changed());
        let mut concerned: Vec<Concerned> = Vec::new();
        for number in changes.issues_concerned(before, after, since.is_some()) {
            let is_shown = self.row_of(number).is_some();
            let issue = after.numbered_issue(number).filter(|issue| builder.wants_issue(number, issue));
            let row = issue.filter(|_| is_shown || !is_narrowed).map(|issue| {
                let mut row = Row::default();
                let terms = terms_on(after, &issue.id).into_iter();
                let fit = |number| builder.fit_of(&mut standing, &mut since, number);
                builder.fill(number, &mut row, fit, terms);
                row
            });
            let row = row.filter(|row| builder.shows(number, row));
            if is_shown || row.is_some() {
                concerned.push((number, row));
            }
        }
        let axis = |snapshot: &Snapshot, number| snapshot.numbered_issue(number).map(|issue| issue.axis.clone());
        let stays = |(number, row): &Concerned| {
            row.is_some()
                && self.row_of(*number).is_some()
                && !after.has_issue_moved(before, *number)
                && axis(before, *number) == axis(after, *number)
        };
        let proposals_were_shown = self.columns.contains(&Column::Proposals);
        let relays = changes.axes || columns != self.columns || concerned.len() > MANY || !concerned.iter().all(stays);
        let mut followed = if relays {
            let columns_now = self.columns_in(columns);
            self.relay(&concerned, changes, (before, after), filter, (columns, &columns_now))
        } else {
            self.follow_in_place(concerned, before, after)
        };
        self.total_issues = after.case().issues.len();
        self.rows.resize(after.issue_limit(), None);
        let other_columns = proposals_were_shown != columns.contains(&Column::Proposals);
        if other_columns || concerns_loose(changes, before, after) {
            followed.rearranged |= self.follow_loose(&builder, is_narrowed);
        }
        Some(followed)
    }

    /// Puts what has changed into rows that stay where they are.
    fn follow_in_place(&mut self, concerned: Vec<Concerned>, before: &Snapshot, after: &Snapshot) -> Followed {
        let mut followed = Followed::default();
        let rows = concerned.into_iter().filter_map(|(number, row)| Some((number, self.row_of(number)?, row?)));
        let rows: Vec<(IssueNumber, usize, Row)> = rows.collect();
        let holds_other =
            |(_, at, row): &&(IssueNumber, usize, Row)| !self.has_in_row(*at, row) || !self.has_changes(*at, row);
        // What moves from one row to another has left the first before it comes to the second.
        let others: Vec<usize> = rows.iter().filter(holds_other).map(|(_, at, _)| *at).collect();
        for at in &others {
            self.forget_changes(*at);
        }
        for (number, at, row) in rows {
            self.set_changes(&row);
            if !self.has_in_row(at, &row) {
                self.set_row(at, &row);
                followed.rearranged = true;
            }
            followed.rows.push(at);
            let (Some(old), Some(new)) = (before.numbered_issue(number), after.numbered_issue(number)) else {
                continue;
            };
            if old.status == new.status {
                continue;
            }
            let Self { groups, issues, .. } = self;
            if let Some(group) = groups.iter_mut().find(|group| group.rows.contains(&at)) {
                let (left, come) = (std::iter::once(&old.status), std::iter::once(&new.status));
                group.counts = recounted(&group.counts, left, come)
                    .unwrap_or_else(|| count_statuses(after, issues.get(group.rows.clone()).unwrap_or_default()));
            }
        }
        followed
    }

    /// Whether a column comes for what the case had before, of which the rows know nothing.
    fn lacks_what_comes(&self, before: &Snapshot, after: &Snapshot, columns: &[Column]) -> bool {
        let mut come = columns.iter().filter(|column| !self.columns.contains(column));
        come.any(|column| match column {
            Column::Party(party) => after.positions_around(party) > 0,
            Column::Proposals => !before.case().proposals.is_empty(),
        })
    }

    /// What each column is among others.
    fn columns_in(&self, columns: &[Column]) -> Vec<Option<u32>> {
        let place = |column| columns.iter().position(|other| other == column).and_then(|at| u32::try_from(at).ok());
        self.columns.iter().map(place).collect()
    }

    /// Lays out all rows again, of which all but those concerned hold what they held.
    fn relay(
        &mut self,
        concerned: &[Concerned],
        changes: &Changes,
        (before, after): (&Snapshot, &Snapshot),
        filter: &Filter,
        (columns, columns_now): (&[Column], &[Option<u32>]),
    ) -> Followed {
        let mut old = std::mem::replace(self, Self::empty(columns.to_vec(), after));
        self.reserve_as(&old);
        for (number, _) in concerned {
            old.row_of(*number).into_iter().for_each(|row| old.forget_changes(row));
        }
        self.take_changes(&mut old);
        let row_now = |number: &IssueNumber| {
            let at = concerned.binary_search_by_key(number, |(number, _)| *number).ok()?;
            concerned.get(at).map(|(_, row)| row.as_ref())
        };
        let mut followed = Followed { rearranged: true, ..Followed::default() };
        let mut relaid = Vec::with_capacity(old.issues.len() + concerned.len());
        for part in parts(&old, concerned, changes, before, after) {
            let start = self.issues.len();
            // Those that follow one another as before are taken over together.
            let mut run = 0..0;
            for issue in part.issues.iter().copied() {
                let row = row_now(&issue);
                match old.row_of(issue).filter(|_| row.is_none()) {
                    Some(next) if next == run.end => run.end += 1,
                    next => {
                        let next = next.map_or(0..0, |row| row..row + 1);
                        self.take_over(&old, std::mem::replace(&mut run, next), columns_now, &mut relaid);
                    }
                }
                if let Some(Some(row)) = row {
                    followed.rows.push(self.issues.len());
                    self.push_row(issue, row.shown(), row.hidden(), row.former(), row.tally());
                    self.set_changes(row);
                    relaid.push(None);
                }
            }
            self.take_over(&old, run, columns_now, &mut relaid);
            self.close_counted(part.axis, start, filter.is_empty(), part.counts(after));
        }
        self.loose = old.loose;
        followed.relaid = Some(relaid);
        followed
    }

    fn take_over(
        &mut self,
        old: &Self,
        run: Range<usize>,
        columns_now: &[Option<u32>],
        relaid: &mut Vec<Option<usize>>,
    ) {
        relaid.extend(run.clone().map(Some));
        self.copy_rows(old, run, columns_now);
    }

    /// Lets the proposals on no issue follow; tells whether they are others now. Which more of them a search shows is
    /// for the search to tell.
    fn follow_loose(&mut self, builder: &Builder<'_>, is_narrowed: bool) -> bool {
        let mut loose = builder.loose();
        if is_narrowed {
            loose.retain(|proposal| self.loose.contains(proposal));
        }
        let is_other = loose != self.loose;
        self.loose = loose;
        is_other
    }
}

/// The issues of an axis that are shown after an edit.
#[derive(Clone, Default)]
struct Part {
    /// The axis by its number, or nothing for issues whose axis leads nowhere.
    axis: Option<u32>,
    /// In file order.
    issues: Vec<IssueNumber>,
    /// How many there were in each state before; nothing where they come from several groups.
    counted: Option<Vec<(Status, usize)>>,
    /// The states of those that were there and are looked at again.
    left: Vec<Status>,
    /// The states of those that are put in.
    come: Vec<Status>,
}

impl Part {
    /// How many of its issues are in each state.
    fn counts(&self, after: &Snapshot) -> Vec<(Status, usize)> {
        let counts = self.counted.as_ref();
        let counts = counts.and_then(|counts| recounted(counts, self.left.iter(), self.come.iter()));
        counts.unwrap_or_else(|| count_statuses(after, &self.issues))
    }
}

/// The axes in their order now, each with its issues.
fn parts(
    old: &Comparison,
    concerned: &[Concerned],
    changes: &Changes,
    before: &Snapshot,
    after: &Snapshot,
) -> Vec<Part> {
    let empty = |axis| Part { axis, counted: Some(Vec::new()), ..Part::default() };
    let mut parts: Vec<Part> = axes_in_order(after).into_iter().map(empty).collect();
    let places: Vec<Option<u32>> = parts.iter().map(|part| part.axis).collect();
    // The last is of those that lead nowhere.
    let at = |wanted: Option<usize>| {
        let wanted = wanted.and_then(|axis| u32::try_from(axis).ok());
        places.iter().position(|axis| *axis == wanted).unwrap_or(places.len() - 1)
    };
    let at_of = |number: IssueNumber| at(after.numbered_issue(number).and_then(|issue| after.axis_number(&issue.axis)));
    let is_concerned = |number: &IssueNumber| concerned.binary_search_by_key(number, |(number, _)| *number).is_ok();
    let status =
        |snapshot: &Snapshot, number: IssueNumber| snapshot.numbered_issue(number).map(|issue| issue.status.clone());
    for group in &old.groups {
        let numbers = old.issues.get(group.rows.clone()).unwrap_or_default();
        let rest = numbers.iter().copied().filter(|number| !is_concerned(number));
        let id = group.axis.and_then(|axis| before.case().axes.get(axis as usize)).map(|axis| &axis.id);
        let now = id.and_then(|id| after.axis_number(id));
        if now.is_none() && changes.axes {
            // Only where axes come and go can issues that nothing else concerns change theirs.
            for number in rest {
                if let Some(part) = parts.get_mut(at_of(number)) {
                    part.issues.push(number);
                    part.counted = None;
                }
            }
        } else if let Some(part) = parts.get_mut(at(now)) {
            part.counted = part.counted.take().filter(|_| part.issues.is_empty()).map(|_| group.counts.clone());
            part.issues.extend(rest);
            let left = numbers.iter().filter(|number| is_concerned(number));
            part.left = left.filter_map(|number| status(before, *number)).collect();
        }
    }
    let place = |number: &IssueNumber| after.place_of_issue(*number);
    for part in parts.iter_mut().filter(|part| part.counted.is_none()) {
        part.issues.sort_by_cached_key(place);
    }
    for (number, _) in concerned.iter().filter(|(_, row)| row.is_some()) {
        let Some(part) = parts.get_mut(at_of(*number)) else { continue };
        let own = place(number);
        part.issues.insert(part.issues.partition_point(|other| place(other) < own), *number);
        part.come.extend(status(after, *number));
    }
    parts
}

/// Whether a proposal may come to be on no issue, or on one again.
fn concerns_loose(changes: &Changes, before: &Snapshot, after: &Snapshot) -> bool {
    let id = |snapshot: &Snapshot, number| snapshot.numbered_issue(number).map(|issue| Ref::Issue(issue.id.clone()));
    let has_term = |snapshot: &Snapshot, issue: &Ref| {
        snapshot.dependents(issue).iter().any(|from| matches!(from, Ref::Proposal(_)))
    };
    !changes.proposals.is_empty()
        || changes.issues.iter().any(|number| {
            let (old, new) = (id(before, *number), id(after, *number));
            old != new && old.iter().chain(&new).any(|issue| has_term(before, issue) || has_term(after, issue))
        })
}
