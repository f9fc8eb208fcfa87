//! What the records of a case point at, field by field.

use std::sync::Arc;

use super::fresh::numbered;
use super::{Change, Key, Record};
use crate::case::{
    AxisId, Condition, Evidence, IssueId, Moment, OptionId, PartyId, PositionId, Ref, RoundId, SourceId, Values,
};

/// Something that a record can point at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A record that has an id.
    Record(Ref),
    /// An option of an issue.
    Option(IssueId, OptionId),
}

impl From<Ref> for Target {
    fn from(target: Ref) -> Self {
        Self::Record(target)
    }
}

/// The field by which a record points at something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The axis of an issue.
    Axis,
    /// The party of a position or an assessment.
    Party,
    /// The issue of a position or an assessment.
    Issue,
    /// An option that a position wants, accepts or refuses.
    Option,
    /// What a condition requires.
    Requires,
    /// From whom a condition wants something.
    From,
    /// When a position began.
    Since,
    /// When a position ended.
    Until,
    /// The earlier version of a position.
    Replaces,
    /// The source of a piece of evidence.
    Source,
    /// The source in which another was read.
    Via,
    /// What a piece of evidence contradicts.
    Disputes,
    /// Whose proposal it is.
    Sponsor,
    /// The issue of a term.
    TermIssue,
    /// The option of a term.
    TermOption,
    /// Whose response to a proposal it is.
    Responder,
    /// A party to an outcome.
    OutcomeParty,
    /// An issue that an outcome concerns.
    OutcomeIssue,
    /// A party at a round.
    Participant,
    /// An option whose worth is assessed.
    Value,
    /// What a note or an entry of the log is about.
    On,
}

/// What has to go where a pointer's target goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Takes {
    /// The pointer alone: its field becomes empty, or its list shorter.
    Pointer,
    /// The piece of evidence, term, response or participant that cannot be without it.
    Entry,
    /// The whole record.
    Record,
}

impl Place {
    /// What has to go where the target goes.
    #[must_use]
    pub fn takes(self) -> Takes {
        match self {
            // An assessment could be without its issue, but would then weigh something else.
            Self::Axis | Self::Party | Self::Issue | Self::Sponsor => Takes::Record,
            Self::Source | Self::TermIssue | Self::Responder | Self::Participant => Takes::Entry,
            _ => Takes::Pointer,
        }
    }

    /// The field in which a pointer stands that its record cannot be without.
    pub(super) fn required_field(self) -> Option<&'static str> {
        match self {
            Self::Axis => Some("axis"),
            Self::Party => Some("party"),
            Self::Issue => Some("issue"),
            Self::Sponsor => Some("sponsor"),
            _ => None,
        }
    }
}

/// A pointer as it stands in a record.
#[derive(Clone, Copy)]
pub(super) enum Pointer<'a> {
    Party(&'a PartyId),
    Axis(&'a AxisId),
    Issue(&'a IssueId),
    Position(&'a PositionId),
    Source(&'a SourceId),
    Moment(&'a Moment),
    Option(&'a IssueId, &'a OptionId),
    Any(&'a Ref),
}

impl Pointer<'_> {
    /// What it points at; nothing for a date.
    pub(super) fn target(self) -> Option<Target> {
        Some(Target::Record(match self {
            Self::Party(id) => Ref::Party(id.clone()),
            Self::Axis(id) => Ref::Axis(id.clone()),
            Self::Issue(id) => Ref::Issue(id.clone()),
            Self::Position(id) => Ref::Position(id.clone()),
            Self::Source(id) => Ref::Source(id.clone()),
            Self::Moment(moment) if moment.date().is_some() => return None,
            Self::Moment(moment) => Ref::Round(RoundId::from(moment.as_str())),
            Self::Option(issue, option) => return Some(Target::Option(issue.clone(), option.clone())),
            Self::Any(target) => target.clone(),
        }))
    }

    pub(super) fn leads_to(self, target: &Target) -> bool {
        match (self, target) {
            (Self::Party(id), Target::Record(Ref::Party(wanted))) => id == wanted,
            (Self::Axis(id), Target::Record(Ref::Axis(wanted))) => id == wanted,
            (Self::Issue(id), Target::Record(Ref::Issue(wanted))) => id == wanted,
            (Self::Position(id), Target::Record(Ref::Position(wanted))) => id == wanted,
            (Self::Source(id), Target::Record(Ref::Source(wanted))) => id == wanted,
            (Self::Moment(moment), Target::Record(Ref::Round(wanted))) => {
                moment.as_str() == wanted.as_str() && moment.date().is_none()
            }
            (Self::Option(issue, option), Target::Option(of, wanted)) => option == wanted && issue == of,
            (Self::Any(found), Target::Record(wanted)) => found == wanted,
            _ => false,
        }
    }
}

/// Shows every pointer of a record, in the order of its fields.
pub(super) fn pointers(record: &Record, visit: &mut dyn FnMut(Place, Pointer<'_>)) {
    match record {
        Record::Issue(issue) => {
            visit(Place::Axis, Pointer::Axis(&issue.axis));
            cited(&issue.status_evidence, visit);
        }
        Record::Position(position) => {
            visit(Place::Party, Pointer::Party(&position.party));
            for option in &position.options {
                visit(Place::Option, Pointer::Option(&position.issue, option));
            }
            visit(Place::Issue, Pointer::Issue(&position.issue));
            required(&position.conditions, visit);
            position.since.iter().for_each(|moment| visit(Place::Since, Pointer::Moment(moment)));
            position.until.iter().for_each(|moment| visit(Place::Until, Pointer::Moment(moment)));
            position.replaces.iter().for_each(|earlier| visit(Place::Replaces, Pointer::Position(earlier)));
            cited(&position.evidence, visit);
        }
        Record::Proposal(proposal) => {
            visit(Place::Sponsor, Pointer::Party(&proposal.sponsor));
            for term in &proposal.terms {
                term.option.iter().for_each(|it| visit(Place::TermOption, Pointer::Option(&term.issue, it)));
                visit(Place::TermIssue, Pointer::Issue(&term.issue));
            }
            for response in &proposal.responses {
                required(&response.conditions, visit);
                cited(&response.evidence, visit);
                visit(Place::Responder, Pointer::Party(&response.party));
            }
            cited(&proposal.evidence, visit);
        }
        Record::Outcome(outcome) => {
            outcome.parties.iter().for_each(|party| visit(Place::OutcomeParty, Pointer::Party(party)));
            outcome.issues.iter().for_each(|issue| visit(Place::OutcomeIssue, Pointer::Issue(issue)));
            cited(&outcome.evidence, visit);
        }
        Record::Round(round) => {
            round.participants.iter().for_each(|it| visit(Place::Participant, Pointer::Party(&it.party)));
            cited(&round.evidence, visit);
        }
        Record::Event(event) => cited(&event.evidence, visit),
        Record::Assessment(assessment) => {
            visit(Place::Party, Pointer::Party(&assessment.party));
            if let Some(issue) = &assessment.issue {
                for (option, _) in &assessment.values.0 {
                    visit(Place::Value, Pointer::Option(issue, option));
                }
                visit(Place::Issue, Pointer::Issue(issue));
            }
        }
        Record::Note(note) => note.on.iter().for_each(|on| visit(Place::On, Pointer::Any(on))),
        Record::Glossary(entry) => cited(&entry.evidence, visit),
        Record::Log(entry) => entry.on.iter().for_each(|on| visit(Place::On, Pointer::Any(on))),
        Record::Party(_) | Record::Axis(_) | Record::Source(_) => {}
    }
}

fn cited(evidence: &[Evidence], visit: &mut dyn FnMut(Place, Pointer<'_>)) {
    for evidence in evidence {
        evidence.via.iter().for_each(|via| visit(Place::Via, Pointer::Source(via)));
        evidence.disputes.iter().for_each(|target| visit(Place::Disputes, Pointer::Any(target)));
        visit(Place::Source, Pointer::Source(&evidence.source));
    }
}

fn required(conditions: &[Condition], visit: &mut dyn FnMut(Place, Pointer<'_>)) {
    for condition in conditions {
        condition.requires.iter().for_each(|target| visit(Place::Requires, Pointer::Any(target)));
        condition.from.iter().for_each(|party| visit(Place::From, Pointer::Party(party)));
    }
}

/// What is to become of a pointer.
pub(super) enum Fate {
    Stays,
    LeadsTo(Target),
    Goes,
}

/// Decides the fate of every pointer of a record; where one goes, so does what cannot be without it.
///
/// Options are asked for before their issue, which names them. False when the whole record has to go.
pub(super) fn redirect(record: &mut Record, fate: &dyn Fn(Place, Pointer<'_>) -> Fate) -> bool {
    match record {
        Record::Issue(issue) => {
            let issue = Arc::make_mut(issue);
            let stays = keep(&mut issue.axis, Place::Axis, fate);
            keep_evidence(&mut issue.status_evidence, fate);
            stays
        }
        Record::Position(position) => {
            let position = Arc::make_mut(position);
            let party = keep(&mut position.party, Place::Party, fate);
            position.options.retain_mut(|option| keep_option(&position.issue, option, Place::Option, fate));
            let issue = keep(&mut position.issue, Place::Issue, fate);
            keep_conditions(&mut position.conditions, fate);
            keep_loose(&mut position.since, Place::Since, fate);
            keep_loose(&mut position.until, Place::Until, fate);
            keep_loose(&mut position.replaces, Place::Replaces, fate);
            keep_evidence(&mut position.evidence, fate);
            party && issue
        }
        Record::Proposal(proposal) => {
            let proposal = Arc::make_mut(proposal);
            let sponsor = keep(&mut proposal.sponsor, Place::Sponsor, fate);
            proposal.terms.retain_mut(|term| {
                term.option.take_if(|option| !keep_option(&term.issue, option, Place::TermOption, fate));
                keep(&mut term.issue, Place::TermIssue, fate)
            });
            proposal.responses.retain_mut(|response| {
                keep_conditions(&mut response.conditions, fate);
                keep_evidence(&mut response.evidence, fate);
                keep(&mut response.party, Place::Responder, fate)
            });
            keep_evidence(&mut proposal.evidence, fate);
            sponsor
        }
        Record::Outcome(outcome) => {
            let outcome = Arc::make_mut(outcome);
            outcome.parties.retain_mut(|party| keep(party, Place::OutcomeParty, fate));
            outcome.issues.retain_mut(|issue| keep(issue, Place::OutcomeIssue, fate));
            keep_evidence(&mut outcome.evidence, fate);
            true
        }
        Record::Round(round) => {
            let round = Arc::make_mut(round);
            round.participants.retain_mut(|it| keep(&mut it.party, Place::Participant, fate));
            keep_evidence(&mut round.evidence, fate);
            true
        }
        Record::Event(event) => {
            keep_evidence(&mut Arc::make_mut(event).evidence, fate);
            true
        }
        Record::Assessment(assessment) => {
            let assessment = Arc::make_mut(assessment);
            let party = keep(&mut assessment.party, Place::Party, fate);
            let Some(issue) = &mut assessment.issue else { return party };
            assessment.values.0.retain_mut(|(option, _)| keep_option(issue, option, Place::Value, fate));
            number_twins(&mut assessment.values);
            keep(issue, Place::Issue, fate) && party
        }
        Record::Note(note) => {
            keep_loose(&mut Arc::make_mut(note).on, Place::On, fate);
            true
        }
        Record::Glossary(entry) => {
            keep_evidence(&mut Arc::make_mut(entry).evidence, fate);
            true
        }
        Record::Log(entry) => {
            keep_loose(&mut Arc::make_mut(entry).on, Place::On, fate);
            true
        }
        Record::Party(_) | Record::Axis(_) | Record::Source(_) => true,
    }
}

/// Gives an option that has come to be named a second time another name: a file cannot hold two values of one.
fn number_twins(values: &mut Values) {
    for at in 1..values.0.len() {
        let Some((earlier, [(option, _), ..])) = values.0.split_at_mut_checked(at) else { return };
        let is_taken = |id: &str| earlier.iter().any(|(known, _)| known.as_str() == id);
        *option = OptionId::from(&*numbered(option.to_string(), is_taken));
    }
}

fn keep_evidence(evidence: &mut Vec<Evidence>, fate: &dyn Fn(Place, Pointer<'_>) -> Fate) {
    evidence.retain_mut(|evidence| {
        keep_loose(&mut evidence.via, Place::Via, fate);
        keep_loose(&mut evidence.disputes, Place::Disputes, fate);
        keep(&mut evidence.source, Place::Source, fate)
    });
}

fn keep_conditions(conditions: &mut [Condition], fate: &dyn Fn(Place, Pointer<'_>) -> Fate) {
    for condition in conditions {
        keep_loose(&mut condition.requires, Place::Requires, fate);
        keep_loose(&mut condition.from, Place::From, fate);
    }
}

fn keep_loose<S: Slot>(slot: &mut Option<S>, place: Place, fate: &dyn Fn(Place, Pointer<'_>) -> Fate) {
    slot.take_if(|slot| !keep(slot, place, fate));
}

fn keep<S: Slot>(slot: &mut S, place: Place, fate: &dyn Fn(Place, Pointer<'_>) -> Fate) -> bool {
    match fate(place, slot.pointer()) {
        Fate::Stays => true,
        Fate::LeadsTo(target) => {
            slot.lead_to(target);
            true
        }
        Fate::Goes => false,
    }
}

fn keep_option(
    issue: &IssueId,
    option: &mut OptionId,
    place: Place,
    fate: &dyn Fn(Place, Pointer<'_>) -> Fate,
) -> bool {
    match fate(place, Pointer::Option(issue, option)) {
        Fate::Stays => true,
        Fate::LeadsTo(Target::Option(_, wanted)) => {
            *option = wanted;
            true
        }
        Fate::LeadsTo(Target::Record(_)) | Fate::Goes => false,
    }
}

/// The changes that redirect what `fate` does not leave alone, in all of these records but those that `skip` names.
///
/// `tidy` has the last word on each record that is touched.
pub(super) fn rewrite_of(
    records: impl Iterator<Item = (Key, Record)>,
    skip: &dyn Fn(&Key) -> bool,
    fate: &dyn Fn(Place, Pointer<'_>) -> Fate,
    tidy: &dyn Fn(&mut Record),
) -> Vec<Change> {
    let mut changes = Vec::new();
    for (key, before) in records {
        let mut touched = false;
        pointers(&before, &mut |place, pointer| touched |= !matches!(fate(place, pointer), Fate::Stays));
        if touched && !skip(&key) {
            let mut after = before.clone();
            redirect(&mut after, fate);
            tidy(&mut after);
            changes.extend(Change::between(key, &before, &after));
        }
    }
    changes
}

/// A field that holds a pointer.
trait Slot {
    fn pointer(&self) -> Pointer<'_>;
    /// Points it elsewhere; a target of another kind than the field's has no place in it, and changes nothing.
    fn lead_to(&mut self, target: Target);
}

macro_rules! slots {
    ($( $id:ident: $kind:ident, )*) => { $(
        impl Slot for $id {
            fn pointer(&self) -> Pointer<'_> { Pointer::$kind(self) }
            fn lead_to(&mut self, target: Target) {
                if let Target::Record(Ref::$kind(id)) = target {
                    *self = id;
                }
            }
        }
    )* };
}

slots!(PartyId: Party, AxisId: Axis, IssueId: Issue, PositionId: Position, SourceId: Source,);

impl Slot for Moment {
    fn pointer(&self) -> Pointer<'_> {
        Pointer::Moment(self)
    }
    fn lead_to(&mut self, target: Target) {
        if let Target::Record(Ref::Round(id)) = target {
            *self = Self::from(id.as_str());
        }
    }
}

impl Slot for Ref {
    fn pointer(&self) -> Pointer<'_> {
        Pointer::Any(self)
    }
    fn lead_to(&mut self, target: Target) {
        if let Target::Record(target) = target {
            *self = target;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::edit::{ListName, testing};

    #[test]
    fn what_is_shown_and_what_can_be_redirected_is_the_same() {
        let snapshot = testing::everything();
        let mut places = std::collections::HashSet::new();
        for list in ListName::ALL {
            for at in 0..list.len(snapshot.case()) {
                let mut record = list.get(snapshot.case(), at).unwrap();
                let mut shown = Vec::new();
                pointers(&record, &mut |place, pointer| shown.push((place, pointer.target())));
                let asked = RefCell::new(Vec::new());
                let stays = redirect(&mut record, &|place, pointer| {
                    asked.borrow_mut().push((place, pointer.target()));
                    Fate::Stays
                });
                assert!(stays && list.get(snapshot.case(), at).unwrap() == record);
                assert_eq!(shown, asked.into_inner());
                places.extend(shown.into_iter().map(|(place, _)| place));
            }
        }
        // All but `Place`s that were added later and forgotten in the test's case.
        assert_eq!(places.len(), 21, "{places:?}");
    }
}
