//! What is shown although the filter hides it.

use super::build::{Builder, Row, terms_on};
use super::{Column, Entry, Filter};
use crate::case::{IssueId, IssueNumber, Ref, Snapshot};

/// The issues on which the records stand that a filter shows in any case.
pub(super) fn also_on(snapshot: &Snapshot, filter: &Filter) -> Vec<IssueNumber> {
    let issues = filter.also.iter().flat_map(|target| issues_of(snapshot, target));
    issues.filter_map(|issue| snapshot.issue_number(&issue)).collect()
}

/// The issues on which a record of the comparison stands.
fn issues_of(snapshot: &Snapshot, target: &Ref) -> Vec<IssueId> {
    match target {
        Ref::Issue(id) => vec![id.clone()],
        Ref::Position(id) => snapshot.position(id).map(|position| position.issue.clone()).into_iter().collect(),
        Ref::Proposal(id) => {
            let terms = snapshot.proposal(id).map_or(&[][..], |proposal| &proposal.terms);
            terms.iter().map(|term| term.issue.clone()).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a row shows a record, which may be its own issue.
fn holds(row: &Row, snapshot: &Snapshot, target: &Ref) -> bool {
    let is_it = |entry: Entry| match (entry, target) {
        (Entry::Position(number), Ref::Position(id)) => snapshot.position_number(id) == Some(number),
        (Entry::Term { proposal, .. }, Ref::Proposal(id)) => snapshot.proposal_number(id) == Some(proposal as usize),
        _ => false,
    };
    matches!(target, Ref::Issue(_)) || row.shown().any(|(_, entry)| is_it(entry))
}

impl Filter {
    /// Whether an issue, a position or a proposal has no place in the comparison because of this filter; of the words
    /// that are searched for a record without words holds none.
    #[must_use]
    pub fn hides(&self, snapshot: &Snapshot, target: &Ref) -> bool {
        if self.is_empty() {
            return false;
        }
        let columns: Vec<Column> = super::all_columns(snapshot);
        let builder = Builder::new(snapshot, self, &columns);
        let (mut standing, mut changed) = (builder.standing(), builder.changed());
        let mut is_shown = |id: &IssueId| {
            let (Some(number), Some(issue)) = (snapshot.issue_number(id), snapshot.issue(id)) else { return false };
            let mut row = Row::default();
            let terms = terms_on(snapshot, id).into_iter();
            let fit = |number| builder.fit_of(&mut standing, &mut changed, number);
            builder.fill(number, &mut row, fit, terms);
            let is_there = builder.wants_issue(number, issue) && builder.shows(number, &row);
            is_there && holds(&row, snapshot, target)
        };
        match target {
            Ref::Issue(_) | Ref::Position(_) | Ref::Proposal(_) => {
                !self.text.trim().is_empty() || !issues_of(snapshot, target).iter().any(&mut is_shown)
            }
            _ => false,
        }
    }

    /// Whether a record stands on an issue that is shown in any case.
    #[must_use]
    pub fn also_shows(&self, snapshot: &Snapshot, target: &Ref) -> bool {
        let also = |issue: &IssueId| {
            let number = snapshot.issue_number(issue);
            number.is_some_and(|number| also_on(snapshot, self).contains(&number))
        };
        self.also.contains(target) || issues_of(snapshot, target).iter().any(also)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::fixtures::{case, issues, position, shown};
    use super::super::{Comparison, default_columns};
    use super::*;
    use crate::case::Kind;

    #[test]
    fn what_has_just_been_made_is_shown_with_its_issue_whatever_the_filter_hides() {
        let snapshot = case(json!({ "positions": [
            position("ask", "syria", "golan", "demand", json!({})),
            position("why", "syria", "arms", "interest", json!({})),
            position("give", "syria", "arms", "concession", json!({})),
        ] }));
        let demands = Filter { kinds: vec![Kind::Demand], ..Filter::default() };
        let targets = ["issue:lines", "position:why", "issue:golan", "position:ask", "party:syria"].map(Ref::from);
        let hidden = targets.clone().map(|target| demands.hides(&snapshot, &target));
        assert_eq!(hidden, [true, true, false, false, false]);
        assert!(!Filter::default().hides(&snapshot, &targets[0]));
        let [lines, why, ..] = targets;
        let also = Filter { also: vec![lines, why], ..demands };
        let columns = default_columns(&snapshot);
        let comparison = Comparison::build(&snapshot, &also, &columns);
        assert_eq!(issues(&snapshot, &comparison), ["golan", "lines", "arms"]);
        assert_eq!(shown(&snapshot, &comparison), ["ask", "why"]);
        assert!(
            also.also_shows(&snapshot, &"position:give".into()) && !also.also_shows(&snapshot, &"issue:golan".into())
        );
        assert!(Filter { also: also.also.clone(), ..Filter::default() }.is_empty());
        // The words that are searched for hide it no more than the rest.
        let searched = Filter { text: "heavy".to_owned(), ..also };
        let comparison = Comparison::build(&snapshot, &searched, &columns);
        assert_eq!(issues(&snapshot, &comparison), ["lines", "arms"]);
    }
}
