//! Which records stay, and what becomes of references to those that do not.

use hashbrown::{HashMap, HashSet};

use super::{Audience, needed};
use crate::case::{
    Condition, Evidence, IssueId, NoteId, OutcomeId, PositionId, ProposalId, Ref, Snapshot, SourceId, Visibility,
};

/// What stays of the lists from which something can be taken out.
pub(super) struct Kept {
    positions: HashSet<PositionId>,
    proposals: HashSet<ProposalId>,
    outcomes: HashSet<OutcomeId>,
    notes: HashSet<NoteId>,
    /// The issues on which something stands and nothing that the audience may see, with the narrowest audience that sees
    /// any of it.
    hidden_issues: HashMap<IssueId, Audience>,
    /// The nearest earlier version that stays, for each position that is taken out and replaces another.
    earlier: HashMap<PositionId, Option<PositionId>>,
    cited: HashSet<SourceId>,
    /// The sources that something cites which is taken out, and the narrowest audience that may see such a thing.
    cited_elsewhere: HashMap<SourceId, Audience>,
}

impl Kept {
    pub(super) fn of(snapshot: &Snapshot, audience: Audience) -> Self {
        let case = snapshot.case();
        let stays = |visibility: &Visibility| needed(visibility) <= audience;
        macro_rules! ids {
            ($list:ident) => {
                case.$list
                    .iter()
                    .filter(|record| stays(record.visibility()))
                    .map(|record| record.id.clone())
                    .collect::<HashSet<_>>()
            };
        }
        let mut kept = Self {
            positions: ids!(positions),
            proposals: ids!(proposals),
            outcomes: ids!(outcomes),
            notes: ids!(notes),
            hidden_issues: hidden_issues(snapshot, audience),
            earlier: HashMap::new(),
            cited: HashSet::new(),
            cited_elsewhere: HashMap::new(),
        };
        kept.bridge(snapshot);
        kept.cite(snapshot, audience);
        kept
    }

    /// Whether a reference may stay.
    ///
    /// What nothing can be taken out of is not asked further; a reference of no known kind could name anything.
    pub(super) fn has(&self, target: &Ref) -> bool {
        match target {
            Ref::Party(_) | Ref::Axis(_) | Ref::Round(_) | Ref::Event(_) => true,
            Ref::Issue(id) => self.hides_issue(id).is_none(),
            Ref::Position(id) => self.positions.contains(id),
            Ref::Proposal(id) => self.proposals.contains(id),
            Ref::Outcome(id) => self.outcomes.contains(id),
            Ref::Note(id) => self.notes.contains(id),
            Ref::Source(id) => self.leaves_out(id).is_none(),
            Ref::Other(_) => false,
        }
    }

    /// The audience that an issue needs which is to be taken out; nothing for one that stays.
    pub(super) fn hides_issue(&self, issue: &IssueId) -> Option<Audience> {
        self.hidden_issues.get(issue).copied()
    }

    /// What a position replaces once versions in between are gone.
    pub(super) fn replaced(&self, replaces: &PositionId) -> Option<PositionId> {
        if self.positions.contains(replaces) {
            return Some(replaces.clone());
        }
        self.earlier.get(replaces).cloned().flatten()
    }

    /// The audience that a source needs which is to be taken out; nothing for one that stays.
    pub(super) fn leaves_out(&self, source: &SourceId) -> Option<Audience> {
        if self.cited.contains(source) {
            return None;
        }
        self.cited_elsewhere.get(source).copied()
    }

    /// Finds for each position that is taken out the nearest earlier version that stays.
    fn bridge(&mut self, snapshot: &Snapshot) {
        for position in &snapshot.case().positions {
            let mut walked = Vec::new();
            let mut on_the_way = HashSet::new();
            let mut next = Some(&position.id);
            let found = loop {
                let Some(id) = next else { break None };
                if self.positions.contains(id) {
                    break Some(id.clone());
                }
                if let Some(known) = self.earlier.get(id) {
                    break known.clone();
                }
                // Versions in a circle replace nothing.
                if !on_the_way.insert(id) {
                    break None;
                }
                walked.push(id);
                next = snapshot.position(id).and_then(|position| position.replaces.as_ref());
            };
            self.earlier.extend(walked.into_iter().map(|id| (id.clone(), found.clone())));
        }
    }

    /// Goes through everything that can name a source.
    fn cite(&mut self, snapshot: &Snapshot, audience: Audience) {
        let case = snapshot.case();
        for position in &case.positions {
            let needed = needed(position.visibility());
            self.cite_all(&position.evidence, needed, audience);
            self.point_all(&position.conditions, needed, audience);
        }
        for proposal in &case.proposals {
            let needed = needed(proposal.visibility());
            self.cite_all(&proposal.evidence, needed, audience);
            for response in &proposal.responses {
                self.cite_all(&response.evidence, needed, audience);
                self.point_all(&response.conditions, needed, audience);
            }
        }
        for outcome in &case.outcomes {
            self.cite_all(&outcome.evidence, needed(outcome.visibility()), audience);
        }
        for note in &case.notes {
            self.point(note.on.as_ref(), needed(note.visibility()), audience);
        }
        for entry in &case.log {
            self.point(entry.on.as_ref(), Audience::Internal, audience);
        }
        let issues = case.issues.iter().map(|issue| &issue.status_evidence);
        let rounds = case.rounds.iter().map(|round| &round.evidence);
        let events = case.events.iter().map(|event| &event.evidence);
        let glossary = case.glossary.iter().map(|entry| &entry.evidence);
        for evidence in issues.chain(rounds).chain(events).chain(glossary) {
            self.cite_all(evidence, Audience::Public, audience);
        }
    }

    fn cite_all(&mut self, evidence: &[Evidence], needed: Audience, audience: Audience) {
        for entry in evidence {
            self.cite_one(&entry.source, needed, audience);
            if let Some(via) = &entry.via {
                self.cite_one(via, needed, audience);
            }
            self.point(entry.disputes.as_ref(), needed, audience);
        }
    }

    fn point_all(&mut self, conditions: &[Condition], needed: Audience, audience: Audience) {
        for condition in conditions {
            self.point(condition.requires.as_ref(), needed, audience);
        }
    }

    /// To point at a source is not to cite it: a public remark on it does not bring it among the public sources.
    fn point(&mut self, target: Option<&Ref>, needed: Audience, audience: Audience) {
        if let Some(Ref::Source(source)) = target
            && needed > audience
        {
            self.cite_one(source, needed, audience);
        }
    }

    fn cite_one(&mut self, source: &SourceId, needed: Audience, audience: Audience) {
        if needed <= audience {
            self.cited.insert(source.clone());
        } else {
            let widest = self.cited_elsewhere.entry(source.clone()).or_insert(needed);
            *widest = needed.min(*widest);
        }
    }
}

/// The issues of which the audience may see nothing but the title, each with the narrowest audience that sees more.
///
/// An issue on which nothing is recorded stays: that is no secret.
fn hidden_issues(snapshot: &Snapshot, audience: Audience) -> HashMap<IssueId, Audience> {
    let case = snapshot.case();
    let mut least: HashMap<&IssueId, Audience> = HashMap::new();
    let positions = case.positions.iter().map(|position| (&position.issue, position.visibility()));
    let terms = case.proposals.iter().flat_map(|proposal| {
        let visibility = proposal.visibility();
        proposal.terms.iter().map(move |term| (&term.issue, visibility))
    });
    let outcomes = case.outcomes.iter().flat_map(|outcome| {
        let visibility = outcome.visibility();
        outcome.issues.iter().map(move |issue| (issue, visibility))
    });
    for (issue, visibility) in positions.chain(terms).chain(outcomes) {
        let needed = needed(visibility);
        least.entry(issue).and_modify(|least| *least = needed.min(*least)).or_insert(needed);
    }
    // What is said of an issue in other places is a reason to name it, and none to hide it.
    let judged = case.assessments.iter().filter_map(|judged| Some((judged.issue.as_ref()?, judged.visibility())));
    let noted = case.notes.iter().filter_map(|note| match &note.on {
        Some(Ref::Issue(issue)) => Some((issue, note.visibility())),
        _ => None,
    });
    for (issue, visibility) in judged.chain(noted) {
        least.entry(issue).and_modify(|least| *least = needed(visibility).min(*least));
    }
    let hidden = case.issues.iter().filter(|issue| issue.status_evidence.is_empty());
    hidden
        .filter_map(|issue| Some((issue.id.clone(), *least.get(&issue.id)?)))
        .filter(|(_, least)| *least > audience)
        .collect()
}
