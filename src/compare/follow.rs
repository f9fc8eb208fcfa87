//! How a comparison follows an edit, row by row, without being made anew.

use super::build::{Builder, Row, terms_on};
use super::{Changes, Comparison, Filter, count_statuses};
use crate::case::Snapshot;

impl Comparison {
    /// Lets the comparison show a later or earlier version of its case; gives the rows in which something may stand
    /// otherwise, and whether other entries stand there now. Nothing where it has to be made anew; then it is as it
    /// was.
    ///
    /// `self` must be what [`Comparison::build`] made of `before` with this filter. Where that has a text, the same
    /// issues are shown as before: in which the text occurs now is for a search to tell.
    pub fn follow(
        &mut self,
        changes: &Changes,
        before: &Snapshot,
        after: &Snapshot,
        filter: &Filter,
    ) -> Option<Followed> {
        let is_narrowed = !filter.text.trim().is_empty();
        let status = |snapshot: &Snapshot, issue: &u32| {
            snapshot.case().issues.get(*issue as usize).map(|issue| issue.status.clone())
        };
        let mut restated = changes.issues.iter().filter(|issue| status(before, issue) != status(after, issue));
        let recount = restated.next().is_some();
        if recount && !filter.statuses.is_empty() {
            return None;
        }
        let builder = Builder::new(after, filter, &self.columns);
        let (mut standing, mut since) = (builder.standing(), builder.changed());
        let mut rows = Vec::new();
        for number in changes.issues_concerned(before, after, since.is_some()) {
            let Some(issue) =
                after.case().issues.get(number as usize).filter(|issue| builder.wants_issue(number, issue))
            else {
                continue;
            };
            let mut row = Row::default();
            builder.fill(
                number,
                &mut row,
                |number| builder.fit_of(&mut standing, &mut since, number),
                terms_on(after, &issue.id).into_iter(),
            );
            match self.row_of(number) {
                Some(at) if builder.shows(number, &row) => rows.push((at, row)),
                None if is_narrowed || !builder.shows(number, &row) => {}
                // The row comes or goes, and those below it move.
                _ => return None,
            }
        }
        let mut rearranged = !changes.proposals.is_empty() && self.follow_loose(&builder, is_narrowed);
        let others: Vec<_> =
            rows.iter().filter(|(at, row)| !self.has_in_row(*at, row) || !self.has_changes(*at, row)).collect();
        // What moves from one row to another has left the first before it comes to the second.
        for (at, _) in &others {
            self.forget_changes(*at);
        }
        for (at, row) in others {
            self.set_changes(row);
            if !self.has_in_row(*at, row) {
                self.set_row(*at, row);
                rearranged = true;
            }
        }
        if recount {
            for group in &mut self.groups {
                group.counts = count_statuses(after, self.issues.get(group.rows.clone()).unwrap_or_default());
            }
        }
        Some(Followed { rows: rows.into_iter().map(|(at, _)| at).collect(), rearranged })
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

/// What an edit has come to in a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// The rows that tell of something that has changed.
    pub rows: Vec<usize>,
    /// Whether other entries stand in them, or in another order.
    pub rearranged: bool,
}
