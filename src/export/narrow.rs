//! The part of a case that the choices let through, for the formats that hold lists.

use std::sync::Arc;

use hashbrown::HashSet;

use super::Choices;
use crate::case::{
    Case, Issue, IssueId, List, Outcome, Position, PositionNumber, Proposal, ProposalResponse, Snapshot,
};
use crate::compare::{Comparison, Entry, Filter, Times, all_columns};

/// The case without the issues and positions that the choices leave out, and without the proposals and outcomes that
/// are only about such issues; where a round is chosen, without the proposals, answers, outcomes and events after it.
///
/// Unlike in a layout, earlier versions of a position stay, unless a round is chosen. References to what is not there
/// stay as they are, so that the lists can be read back into the whole case. Without a choice it is the case itself.
pub(super) fn narrowed(snapshot: &Snapshot, choices: &Choices) -> Snapshot {
    let filter = choices.filter();
    if filter.is_empty() {
        return snapshot.clone();
    }
    let case = snapshot.case();
    let listed = |issue: &Issue| {
        (filter.axes.is_empty() || filter.axes.contains(&issue.axis))
            && (filter.issues.is_empty() || filter.issues.contains(&issue.id))
    };
    let issues: HashSet<&IssueId> = case.issues.iter().filter(|issue| listed(issue)).map(|issue| &issue.id).collect();
    let standing = standing(snapshot, &filter);
    let wanted = |number: PositionNumber, position: &Position| {
        issues.contains(&position.issue)
            && (filter.parties.is_empty() || filter.parties.contains(&position.party))
            && (filter.kinds.is_empty() || filter.kinds.contains(&position.kind))
            && standing.as_ref().is_none_or(|standing| standing.contains(&number))
    };
    let about = |of: &mut dyn Iterator<Item = &IssueId>| {
        let mut named = of.peekable();
        named.peek().is_none() || named.any(|issue| issues.contains(issue))
    };
    let times = Times::new(snapshot, choices.round.as_ref());
    let proposals = case.proposals.iter().filter(|proposal| {
        about(&mut proposal.terms.iter().map(|term| &term.issue)) && !times.rests_on_later(&proposal.evidence)
    });
    let outcome = |outcome: &Outcome| about(&mut outcome.issues.iter()) && !times.came_later(outcome);
    let positions = snapshot.numbered_positions();
    Snapshot::new(Arc::new(Case {
        issues: kept(&case.issues, |issue| issues.contains(&issue.id)),
        positions: positions
            .filter(|(number, position)| wanted(*number, position))
            .map(|(_, one)| one.clone())
            .collect(),
        proposals: proposals.map(|proposal| answered(proposal, &times)).collect(),
        outcomes: kept(&case.outcomes, outcome),
        events: kept(&case.events, |event| !times.is_later(&event.date)),
        ..Case::clone(case)
    }))
}

fn kept<T>(list: &List<T>, wanted: impl Fn(&T) -> bool) -> List<T> {
    list.iter().filter(|record| wanted(record)).cloned().collect()
}

/// A proposal without the answers that came after the chosen round.
fn answered(proposal: &Arc<Proposal>, times: &Times) -> Arc<Proposal> {
    let later = |response: &ProposalResponse| times.rests_on_later(&response.evidence);
    if !proposal.responses.iter().any(later) {
        return Arc::clone(proposal);
    }
    let mut proposal = Proposal::clone(proposal);
    proposal.responses.retain(|response| !later(response));
    Arc::new(proposal)
}

/// The positions that stood in the chosen round; nothing without one.
fn standing(snapshot: &Snapshot, filter: &Filter) -> Option<HashSet<PositionNumber>> {
    let filter = Filter { round: Some(filter.round.clone()?), ..Filter::default() };
    let comparison = Comparison::build(snapshot, &filter, &all_columns(snapshot));
    let shown =
        (0..comparison.issues.len()).flat_map(|row| comparison.row(row).map(|(_, entry)| entry).collect::<Vec<_>>());
    Some(shown.filter_map(|entry| if let Entry::Position(number) = entry { Some(number) } else { None }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Kind;

    fn paris() -> Snapshot {
        let bytes = include_str!("../../sample-data/paris-2026.json");
        Snapshot::new(Arc::new(serde_json::from_str(bytes).unwrap()))
    }

    #[test]
    fn without_a_choice_the_case_is_whole() {
        let paris = paris();
        assert!(Arc::ptr_eq(narrowed(&paris, &Choices::default()).case(), paris.case()));
    }

    #[test]
    fn an_axis_keeps_its_issues_and_what_is_about_them() {
        let choices = Choices { axes: vec!["economic".into()], ..Choices::default() };
        let narrow = narrowed(&paris(), &choices);
        let case = narrow.case();
        assert!(!case.issues.is_empty() && case.issues.iter().all(|issue| issue.axis.as_str() == "economic"));
        assert!(!case.positions.is_empty());
        assert!(case.positions.iter().all(|position| narrow.issue(&position.issue).is_some()));
        let terms = |number: usize| case.proposals.get(number).unwrap().terms.iter();
        assert!(!case.proposals.is_empty() && case.proposals.len() < paris().case().proposals.len());
        assert!((0..case.proposals.len()).all(|number| terms(number).any(|term| narrow.issue(&term.issue).is_some())));
    }

    #[test]
    fn kinds_and_parties_keep_the_issues_and_choose_the_positions() {
        let choices = Choices { kinds: vec![Kind::RedLine], parties: vec!["israel".into()], ..Choices::default() };
        let narrow = narrowed(&paris(), &choices);
        assert_eq!(narrow.case().issues.len(), paris().case().issues.len());
        let positions = &narrow.case().positions;
        assert!(!positions.is_empty());
        assert!(positions.iter().all(|one| one.kind == Kind::RedLine && one.party.as_str() == "israel"));
    }

    #[test]
    fn a_round_keeps_what_stood_in_it() {
        let paris = paris();
        let round = paris.case().rounds.get(0).unwrap().id.clone();
        let narrow = narrowed(&paris, &Choices { round: Some(round), ..Choices::default() });
        assert!(narrow.case().positions.len() < paris.case().positions.len());
    }

    #[test]
    fn a_round_has_neither_proposals_nor_answers_nor_outcomes_nor_events_after_it() {
        let case = |evidence: &str| {
            let dated = |date: &str| format!(r#"[{{"source":"s","attribution":"on_record","date":"{date}"}}]"#);
            let (then, later) = (dated("2025-03-01"), dated(evidence));
            let text = format!(
                r#"{{"format":"demarche/case","version":1,"title":"T",
                "rounds":[{{"id":"first","label":"First","start":"2025-03-01"}}],
                "events":[{{"id":"e","date":"{evidence}","text":"E"}},{{"id":"f","date":"2025","text":"F"}}],
                "outcomes":[{{"id":"o","title":"O","text":"O","state":"announced","date":"{evidence}"}}],
                "proposals":[{{"id":"old","sponsor":"a","title":"Old","text":"Old","status":"floated","evidence":{then},
                    "responses":[{{"party":"b","stance":"accepts","evidence":{later}}}]}},
                  {{"id":"new","sponsor":"a","title":"New","text":"New","status":"floated","evidence":{later}}}]}}"#
            );
            Snapshot::new(Arc::new(serde_json::from_str::<Case>(&text).unwrap()))
        };
        let choices = Choices { round: Some("first".into()), ..Choices::default() };
        let counts = |date: &str| {
            let narrow = narrowed(&case(date), &choices);
            let case = narrow.case();
            let answers: usize = case.proposals.iter().map(|proposal| proposal.responses.len()).sum();
            [case.proposals.len(), answers, case.outcomes.len(), case.events.len()]
        };
        assert_eq!(counts("2025-03-01"), [2, 1, 1, 2]);
        assert_eq!(counts("2025-04-01"), [1, 0, 0, 1]);
    }
}
