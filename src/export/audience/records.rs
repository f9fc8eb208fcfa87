//! Copies of records without what their audience may not see.
//!
//! Each takes its record apart field by field: a field that comes later does not compile until somebody has thought
//! about who may see it.

use super::Sieve;
use crate::case::{
    Assessment, Axis, Condition, Delegate, Event, Evidence, Extra, GlossaryEntry, Issue, IssueOption, List, Note,
    Outcome, Participant, Party, Position, Proposal, ProposalResponse, Ref, Round, Source, Term,
};

/// Copies a record: the fields named first as they are, those after the semicolon by what is written there.
macro_rules! copy {
    ($self:ident, $record:ident: $name:ident { $($field:ident),* $(; $($own:ident: $value:expr),* $(,)?)? }) => {{
        let $name { $($field,)* $($($own,)*)? extra } = $record;
        $name {
            $($field: $field.clone(),)*
            $($($own: $value,)*)?
            extra: $self.no_extra(extra),
        }
    }};
}

impl Sieve {
    pub(super) fn party(&mut self, party: &Party) -> Party {
        copy!(self, party: Party {
            id, name, short_name, native_name, role, color, about;
            delegation: delegation.iter().map(|delegate| self.delegate(delegate)).collect(),
        })
    }

    fn delegate(&mut self, delegate: &Delegate) -> Delegate {
        copy!(self, delegate: Delegate { name, title, also_written })
    }

    pub(super) fn axis(&mut self, axis: &Axis) -> Axis {
        copy!(self, axis: Axis { id, name, about })
    }

    pub(super) fn issues(&mut self, issues: &List<Issue>) -> List<Issue> {
        let mut stay = Vec::new();
        for issue in issues {
            match self.kept.hides_issue(&issue.id) {
                None => stay.push(self.issue(issue)),
                Some(needed) => self.left_out.of(needed).issues += 1,
            }
        }
        stay.into_iter().collect()
    }

    fn issue(&mut self, issue: &Issue) -> Issue {
        copy!(self, issue: Issue {
            id, axis, number, title, question, background, status, tags;
            status_evidence: self.evidence(status_evidence),
            options: options.iter().map(|option| self.option(option)).collect(),
        })
    }

    fn option(&mut self, option: &IssueOption) -> IssueOption {
        copy!(self, option: IssueOption { id, label, about })
    }

    pub(super) fn position(&mut self, position: &Position) -> Position {
        copy!(self, position: Position {
            id, party, issue, kind, text, basis, firmness, options, since, until, visibility, tags;
            conditions: self.conditions(conditions),
            replaces: replaces.as_ref().and_then(|replaces| self.kept.replaced(replaces)),
            evidence: self.evidence(evidence),
            // A remark of those who keep the case.
            comment: {
                self.left_out.internal.comments += usize::from(comment.is_some());
                None
            },
        })
    }

    fn conditions(&mut self, conditions: &[Condition]) -> Vec<Condition> {
        conditions
            .iter()
            .map(|condition| {
                copy!(self, condition: Condition { text, from; requires: self.reference(requires.as_ref()) })
            })
            .collect()
    }

    fn evidence(&mut self, evidence: &[Evidence]) -> Vec<Evidence> {
        evidence
            .iter()
            .map(|entry| {
                copy!(self, entry: Evidence {
                    source, quote, speaker, attribution, via, date, reliability, credibility, note;
                    disputes: self.reference(disputes.as_ref()),
                })
            })
            .collect()
    }

    pub(super) fn proposal(&mut self, proposal: &Proposal) -> Proposal {
        copy!(self, proposal: Proposal {
            id, sponsor, title, text, status, visibility;
            terms: terms.iter().map(|term| self.term(term)).collect(),
            responses: responses.iter().map(|response| self.response(response)).collect(),
            evidence: self.evidence(evidence),
        })
    }

    fn term(&mut self, term: &Term) -> Term {
        copy!(self, term: Term { issue, option, text })
    }

    fn response(&mut self, response: &ProposalResponse) -> ProposalResponse {
        copy!(self, response: ProposalResponse {
            party, stance, text;
            conditions: self.conditions(conditions),
            evidence: self.evidence(evidence),
        })
    }

    pub(super) fn outcome(&mut self, outcome: &Outcome) -> Outcome {
        copy!(self, outcome: Outcome {
            id, title, text, state, date, parties, issues, visibility;
            evidence: self.evidence(evidence),
        })
    }

    pub(super) fn round(&mut self, round: &Round) -> Round {
        copy!(self, round: Round {
            id, label, place, start, end, result;
            participants: participants.iter().map(|participant| self.participant(participant)).collect(),
            evidence: self.evidence(evidence),
        })
    }

    fn participant(&mut self, participant: &Participant) -> Participant {
        copy!(self, participant: Participant { party, people })
    }

    pub(super) fn event(&mut self, event: &Event) -> Event {
        copy!(self, event: Event { id, date, text; evidence: self.evidence(evidence) })
    }

    pub(super) fn sources(&mut self, sources: &List<Source>) -> List<Source> {
        let mut stay = Vec::new();
        for source in sources {
            match self.kept.leaves_out(&source.id) {
                None => stay.push(self.source(source)),
                Some(needed) => self.left_out.of(needed).sources += 1,
            }
        }
        stay.into_iter().collect()
    }

    fn source(&mut self, source: &Source) -> Source {
        copy!(self, source: Source { id, publisher, title, date, url, language, kind, note })
    }

    /// Its walk-away follows the assessment's visibility, as all that it holds.
    pub(super) fn assessment(&mut self, assessment: &Assessment) -> Assessment {
        copy!(self, assessment: Assessment {
            party, issue, weight, values, walk_away, confidence, rationale, visibility
        })
    }

    pub(super) fn note(&mut self, note: &Note) -> Note {
        copy!(self, note: Note { id, text, author, created, visibility; on: self.reference(on.as_ref()) })
    }

    pub(super) fn glossary(&mut self, entry: &GlossaryEntry) -> GlossaryEntry {
        copy!(self, entry: GlossaryEntry { term, definition; evidence: self.evidence(evidence) })
    }

    fn reference(&self, target: Option<&Ref>) -> Option<Ref> {
        target.filter(|target| self.kept.has(target)).cloned()
    }

    /// Leaves out the keys that this version does not know.
    pub(super) fn no_extra(&mut self, extra: &Extra) -> Extra {
        self.left_out.internal.unknown += extra.iter().count();
        Extra::default()
    }
}
