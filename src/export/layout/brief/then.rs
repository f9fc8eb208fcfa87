//! A case as a brief for an earlier round may cite it.

use std::sync::Arc;

use crate::case::{Case, Evidence, List, Snapshot};
use crate::compare::Times;

/// The case without the evidence that is dated after the round; where all of it is, a record keeps it, and is known by
/// that to be later itself.
pub(super) fn without_later_evidence(snapshot: &Snapshot, times: &Times) -> Snapshot {
    let mut case = Case::clone(snapshot.case());
    let mut changed = false;
    let mut strip = |evidence: &mut Vec<Evidence>| {
        let is_later = |entry: &Evidence| entry.date.as_ref().is_some_and(|date| times.is_later(date));
        if evidence.iter().any(is_later) && !evidence.iter().all(is_later) {
            evidence.retain(|entry| !is_later(entry));
            changed = true;
            return true;
        }
        false
    };
    each(&mut case.issues, |issue| strip(&mut issue.status_evidence));
    each(&mut case.positions, |position| strip(&mut position.evidence));
    each(&mut case.outcomes, |outcome| strip(&mut outcome.evidence));
    each(&mut case.rounds, |round| strip(&mut round.evidence));
    each(&mut case.events, |event| strip(&mut event.evidence));
    each(&mut case.proposals, |proposal| {
        let of_responses = proposal.responses.iter_mut().map(|response| strip(&mut response.evidence));
        let any = of_responses.fold(false, |any, one| any | one);
        strip(&mut proposal.evidence) | any
    });
    if changed { Snapshot::new(Arc::new(case)) } else { snapshot.clone() }
}

/// Changes each record of a list in which something is to be changed; the others stay shared with the case.
fn each<T: Clone>(list: &mut List<T>, mut change: impl FnMut(&mut T) -> bool) {
    for at in 0..list.len() {
        let Some(record) = list.get(at) else { continue };
        let mut record = T::clone(record);
        if change(&mut record) {
            list.set(at, Arc::new(record));
        }
    }
}
