//! Tables that find a case's records by id and by what they belong to.

use std::sync::Arc;

use hashbrown::HashMap;

use super::{
    Axis, AxisId, Case, Event, EventId, Evidence, Issue, IssueId, Note, NoteId, Outcome, OutcomeId, Party, PartyId,
    Path, Position, PositionId, Proposal, ProposalId, Ref, Round, RoundId, Source, SourceId,
};

/// A case with its tables: every lookup by id, and the positions of each issue.
///
/// A copy is two pointers; a background thread can keep one for as long as it likes.
#[derive(Clone, Debug)]
pub struct Snapshot {
    case: Arc<Case>,
    index: Arc<Index>,
}

#[derive(Debug, Default)]
struct Index {
    parties: HashMap<PartyId, u32>,
    axes: HashMap<AxisId, u32>,
    issues: HashMap<IssueId, u32>,
    positions: HashMap<PositionId, u32>,
    proposals: HashMap<ProposalId, u32>,
    outcomes: HashMap<OutcomeId, u32>,
    rounds: HashMap<RoundId, u32>,
    events: HashMap<EventId, u32>,
    sources: HashMap<SourceId, u32>,
    notes: HashMap<NoteId, u32>,
    /// Positions in file order, those of one issue together.
    by_issue: Groups,
    /// What points at each record, but for what disputes it.
    dependents: HashMap<Ref, Vec<Ref>>,
    /// What has evidence that contradicts each record.
    disputed_by: HashMap<Ref, Vec<Ref>>,
    /// The later version of a position.
    replaced_by: HashMap<PositionId, Vec<u32>>,
    duplicates: Vec<Path>,
}

/// For each group, its members, stored in one run.
#[derive(Debug, Default)]
struct Groups {
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl Groups {
    fn build(count: usize, group_of: impl Iterator<Item = Option<u32>> + Clone) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for group in group_of.clone().flatten() {
            if let Some(slot) = starts.get_mut(group as usize + 1) {
                *slot += 1;
            }
        }
        let mut total = 0;
        for slot in &mut starts {
            total += *slot;
            *slot = total;
        }
        let mut next = starts.clone();
        let mut members = vec![0; total as usize];
        for (member, group) in group_of.enumerate() {
            let Some(slot) = group.and_then(|group| next.get_mut(group as usize)) else { continue };
            if let (Some(place), Ok(member)) = (members.get_mut(*slot as usize), u32::try_from(member)) {
                *place = member;
            }
            *slot += 1;
        }
        Self { starts, members }
    }

    fn of(&self, group: usize) -> &[u32] {
        let range = self.starts.get(group).zip(self.starts.get(group + 1));
        range.and_then(|(start, end)| self.members.get(*start as usize..*end as usize)).unwrap_or_default()
    }
}

macro_rules! lookups {
    ($( $(#[$meta:meta])* $one:ident, $number:ident, $list:ident: $id:ty => $record:ty; )*) => { $(
        $(#[$meta])*
        #[must_use]
        pub fn $one(&self, id: &$id) -> Option<&Arc<$record>> {
            self.case.$list.get(self.$number(id)?)
        }

        /// Where in its list the record of this id stands, from zero.
        #[must_use]
        pub fn $number(&self, id: &$id) -> Option<usize> {
            self.index.$list.get(id).map(|index| *index as usize)
        }
    )* };
}

impl Snapshot {
    /// Builds the tables of a case; of records with the same id the first is found.
    #[must_use]
    pub fn new(case: Arc<Case>) -> Self {
        let mut duplicates = Vec::new();
        macro_rules! table {
            ($list:ident) => {
                table(stringify!($list), case.$list.iter().map(|record| &record.id), &mut duplicates)
            };
        }
        let mut index = Index {
            parties: table!(parties),
            axes: table!(axes),
            issues: table!(issues),
            positions: table!(positions),
            proposals: table!(proposals),
            outcomes: table!(outcomes),
            rounds: table!(rounds),
            events: table!(events),
            sources: table!(sources),
            notes: table!(notes),
            ..Index::default()
        };
        index.duplicates = duplicates;
        let issue_of: Vec<_> =
            case.positions.iter().map(|position| index.issues.get(&position.issue).copied()).collect();
        index.by_issue = Groups::build(case.issues.len(), issue_of.iter().copied());
        index.link(&case);
        Self { case, index: Arc::new(index) }
    }

    /// The tables of an edited version of this case.
    #[must_use]
    pub fn edited(&self, case: Arc<Case>) -> Self {
        Self::new(case)
    }

    /// The case itself.
    #[must_use]
    pub fn case(&self) -> &Arc<Case> {
        &self.case
    }

    lookups! {
        /// The party of this id.
        party, party_number, parties: PartyId => Party;
        /// The axis of this id.
        axis, axis_number, axes: AxisId => Axis;
        /// The issue of this id.
        issue, issue_number, issues: IssueId => Issue;
        /// The position of this id.
        position, position_number, positions: PositionId => Position;
        /// The proposal of this id.
        proposal, proposal_number, proposals: ProposalId => Proposal;
        /// The outcome of this id.
        outcome, outcome_number, outcomes: OutcomeId => Outcome;
        /// The round of this id.
        round, round_number, rounds: RoundId => Round;
        /// The event of this id.
        event, event_number, events: EventId => Event;
        /// The source of this id.
        source, source_number, sources: SourceId => Source;
        /// The note of this id.
        note, note_number, notes: NoteId => Note;
    }

    /// The positions on the issue that stands at `issue` in its list, in file order, as numbers in theirs.
    #[must_use]
    pub fn position_numbers(&self, issue: usize) -> &[u32] {
        self.index.by_issue.of(issue)
    }

    /// The positions on an issue, in file order.
    pub fn positions_on(&self, issue: &IssueId) -> impl Iterator<Item = &Arc<Position>> {
        let numbers = self.issue_number(issue).map_or(&[][..], |number| self.position_numbers(number));
        numbers.iter().filter_map(|number| self.case.positions.get(*number as usize))
    }

    /// What points at a record by a condition, a note, a term or an outcome, each once, in file order.
    #[must_use]
    pub fn dependents(&self, target: &Ref) -> &[Ref] {
        self.index.dependents.get(target).map_or(&[], Vec::as_slice)
    }

    /// The records whose evidence contradicts this one, each once, in file order.
    #[must_use]
    pub fn disputed_by(&self, target: &Ref) -> &[Ref] {
        self.index.disputed_by.get(target).map_or(&[], Vec::as_slice)
    }

    /// The later versions of a position, which name it in `replaces`.
    pub fn replaced_by(&self, id: &PositionId) -> impl Iterator<Item = &Arc<Position>> {
        let numbers = self.index.replaced_by.get(id).map_or(&[][..], Vec::as_slice);
        numbers.iter().filter_map(|number| self.case.positions.get(*number as usize))
    }

    /// Whether a reference leads to a record of the case.
    #[must_use]
    pub fn resolves(&self, target: &Ref) -> bool {
        match target {
            Ref::Party(id) => self.party(id).is_some(),
            Ref::Axis(id) => self.axis(id).is_some(),
            Ref::Issue(id) => self.issue(id).is_some(),
            Ref::Position(id) => self.position(id).is_some(),
            Ref::Proposal(id) => self.proposal(id).is_some(),
            Ref::Outcome(id) => self.outcome(id).is_some(),
            Ref::Round(id) => self.round(id).is_some(),
            Ref::Event(id) => self.event(id).is_some(),
            Ref::Source(id) => self.source(id).is_some(),
            Ref::Note(id) => self.note(id).is_some(),
            Ref::Other(_) => false,
        }
    }

    /// The ids that stand in their list a second time.
    #[must_use]
    pub fn duplicates(&self) -> &[Path] {
        &self.index.duplicates
    }
}

fn table<'a, Id: Clone + Eq + std::hash::Hash + 'a>(
    list: &'static str,
    ids: impl ExactSizeIterator<Item = &'a Id>,
    duplicates: &mut Vec<Path>,
) -> HashMap<Id, u32> {
    let mut table = HashMap::with_capacity(ids.len());
    for (number, id) in ids.enumerate() {
        let Ok(index) = u32::try_from(number) else { break };
        match table.entry_ref(id) {
            hashbrown::hash_map::EntryRef::Occupied(_) => duplicates.push(Path::record(list, number).key("id")),
            hashbrown::hash_map::EntryRef::Vacant(entry) => {
                entry.insert(index);
            }
        }
    }
    table
}

impl Index {
    fn link(&mut self, case: &Case) {
        for (number, position) in case.positions.iter().enumerate() {
            let from = || Ref::Position(position.id.clone());
            self.depend(position.conditions.iter().filter_map(|condition| condition.requires.as_ref()), from);
            self.dispute(&position.evidence, from);
            if let (Some(earlier), Ok(number)) = (&position.replaces, u32::try_from(number)) {
                self.replaced_by.entry_ref(earlier).or_default().push(number);
            }
        }
        for proposal in &case.proposals {
            let from = || Ref::Proposal(proposal.id.clone());
            for term in &proposal.terms {
                self.depend([&Ref::Issue(term.issue.clone())], from);
            }
            self.dispute(&proposal.evidence, from);
            for response in &proposal.responses {
                self.depend(response.conditions.iter().filter_map(|condition| condition.requires.as_ref()), from);
                self.dispute(&response.evidence, from);
            }
        }
        for outcome in &case.outcomes {
            let from = || Ref::Outcome(outcome.id.clone());
            for issue in &outcome.issues {
                self.depend([&Ref::Issue(issue.clone())], from);
            }
            self.dispute(&outcome.evidence, from);
        }
        for round in &case.rounds {
            self.dispute(&round.evidence, || Ref::Round(round.id.clone()));
        }
        for event in &case.events {
            self.dispute(&event.evidence, || Ref::Event(event.id.clone()));
        }
        for note in &case.notes {
            self.depend(&note.on, || Ref::Note(note.id.clone()));
        }
    }

    fn depend<'a>(&mut self, targets: impl IntoIterator<Item = &'a Ref>, from: impl Fn() -> Ref) {
        for target in targets {
            push_once(&mut self.dependents, target, from());
        }
    }

    fn dispute(&mut self, evidence: &[Evidence], from: impl Fn() -> Ref) {
        for target in evidence.iter().filter_map(|evidence| evidence.disputes.as_ref()) {
            push_once(&mut self.disputed_by, target, from());
        }
    }
}

fn push_once(table: &mut HashMap<Ref, Vec<Ref>>, target: &Ref, from: Ref) {
    let list = table.entry_ref(target).or_default();
    if list.last() != Some(&from) {
        list.push(from);
    }
}
