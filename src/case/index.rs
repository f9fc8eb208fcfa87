//! Tables that find a case's records by id and by what they belong to.

use std::sync::Arc;

use hashbrown::HashMap;

use super::links::Links;
use super::tables::{Groups, Layered};
use super::{
    Axis, AxisId, Case, Event, EventId, Issue, IssueId, Note, NoteId, Outcome, OutcomeId, Party, PartyId, Path,
    Position, PositionId, Proposal, ProposalId, Ref, Round, RoundId, Source, SourceId,
};

/// A case with its tables: every lookup by id, and the positions of each issue.
///
/// A copy is two pointers; a background thread can keep one for as long as it likes.
#[derive(Clone, Debug)]
pub struct Snapshot {
    case: Arc<Case>,
    index: Arc<Index>,
}

#[derive(Clone, Debug, Default)]
struct Index {
    numbers: Numbers,
    /// Positions in file order, those of one issue together.
    by_issue: Groups,
    links: Links,
    duplicates: Vec<Path>,
}

/// Where in its list each record stands.
#[derive(Clone, Debug, Default)]
struct Numbers {
    parties: Layered<PartyId, u32>,
    axes: Layered<AxisId, u32>,
    issues: Layered<IssueId, u32>,
    positions: Layered<PositionId, u32>,
    proposals: Layered<ProposalId, u32>,
    outcomes: Layered<OutcomeId, u32>,
    rounds: Layered<RoundId, u32>,
    events: Layered<EventId, u32>,
    sources: Layered<SourceId, u32>,
    notes: Layered<NoteId, u32>,
}

/// What an edited case has otherwise than the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The records that were written and stand where they stood, under the same id.
    pub written: Vec<Ref>,
    /// The keys of the lists in which records came, went, moved or changed their ids; but not those that only grew
    /// at their end, whose length says so.
    pub reshaped: Vec<&'static str>,
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
            self.index.numbers.$list.get(id).map(|index| *index as usize)
        }
    )* };
}

impl Snapshot {
    /// Builds the tables of a case; of records with the same id the first is found.
    #[must_use]
    pub fn new(case: Arc<Case>) -> Self {
        let index = Arc::new(Index::build(&case));
        Self { case, index }
    }

    /// The tables of an edited version of this case, built anew only as far as they have to be.
    ///
    /// A difference that says less than is true makes tables that are wrong.
    #[must_use]
    pub fn edited(&self, case: Arc<Case>, difference: &Difference) -> Self {
        match self.index.edited(&self.case, &case, difference) {
            Some(index) => Self { case, index: Arc::new(index) },
            None => Self::new(case),
        }
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
        self.index.links.dependents.get(target).map_or(&[], Vec::as_slice)
    }

    /// The records whose evidence contradicts this one, each once, in file order.
    #[must_use]
    pub fn disputed_by(&self, target: &Ref) -> &[Ref] {
        self.index.links.disputed_by.get(target).map_or(&[], Vec::as_slice)
    }

    /// The later versions of a position, which name it in `replaces`.
    pub fn replaced_by(&self, id: &PositionId) -> impl Iterator<Item = &Arc<Position>> {
        let numbers = self.index.links.replaced_by.get(id).map_or(&[][..], Vec::as_slice);
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
) -> Layered<Id, u32> {
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
    table.into()
}

/// Beyond so many records it is quicker to build the tables anew than to follow each.
const FEW: usize = 256;

/// The lists whose records have links or are known to others by their place: when they are reshaped, so is all else.
const ENTANGLED: [&str; 6] = ["positions", "proposals", "outcomes", "rounds", "events", "notes"];

impl Index {
    fn build(case: &Case) -> Self {
        let mut duplicates = Vec::new();
        macro_rules! table {
            ($list:ident) => {
                table(stringify!($list), case.$list.iter().map(|record| &record.id), &mut duplicates)
            };
        }
        let numbers = Numbers {
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
        };
        let positions = case.positions.iter();
        let issue_of: Vec<_> = positions.map(|position| numbers.issues.get(&position.issue).copied()).collect();
        let by_issue = Groups::build(case.issues.len(), issue_of.iter().copied());
        Self { numbers, by_issue, links: Links::build(case), duplicates }
    }

    /// The tables of a later version of the case; nothing when they have to be built anew.
    fn edited(&self, before: &Case, after: &Case, difference: &Difference) -> Option<Self> {
        let is_reshaped = |list: &str| difference.reshaped.contains(&list);
        let grown = after.positions.len().saturating_sub(before.positions.len());
        if !self.duplicates.is_empty()
            || ENTANGLED.iter().any(|list| is_reshaped(list))
            || difference.written.len() + grown > FEW
        {
            return None;
        }
        let mut index = self.clone();
        let mut duplicates = Vec::new();
        macro_rules! numbered {
            ($list:ident) => {
                if is_reshaped(stringify!($list)) {
                    let ids = after.$list.iter().map(|record| &record.id);
                    index.numbers.$list = table(stringify!($list), ids, &mut duplicates);
                } else {
                    for number in before.$list.len()..after.$list.len() {
                        let id = after.$list.get(number)?.id.clone();
                        index.numbers.$list.insert(id, u32::try_from(number).ok()?);
                    }
                }
            };
        }
        numbered!(parties);
        numbered!(axes);
        numbered!(issues);
        numbered!(positions);
        numbered!(proposals);
        numbered!(outcomes);
        numbered!(rounds);
        numbered!(events);
        numbered!(sources);
        numbered!(notes);
        index.duplicates = duplicates;
        if is_reshaped("issues") || after.issues.len() != before.issues.len() {
            let earlier = after.issues.iter().map(|issue| self.numbers.issues.get(&issue.id).copied());
            index.by_issue = self.by_issue.renumbered(before.issues.len(), earlier);
            // Positions may have named an issue before it was there.
            for number in index.by_issue.homeless().to_vec() {
                let issue = &before.positions.get(number as usize)?.issue;
                if let Some(group) = index.numbers.issues.get(issue) {
                    index.by_issue.regroup(number, None, Some(*group));
                }
            }
        }
        index.follow(self, before, after, difference);
        Some(index)
    }

    /// Follows every record that was written or added at the end.
    fn follow(&mut self, earlier: &Self, before: &Case, after: &Case, difference: &Difference) {
        macro_rules! records {
            ($list:ident, $kind:ident, |$number:ident, $old:ident, $new:ident| $more:expr) => {
                let written = difference.written.iter().filter_map(|target| match target {
                    Ref::$kind(id) => Some(*earlier.numbers.$list.get(id)? as usize),
                    _ => None,
                });
                for number in written.chain(before.$list.len()..after.$list.len()) {
                    let ($old, Some($new)) = (before.$list.get(number), after.$list.get(number)) else { continue };
                    let from = Ref::$kind($new.id.clone());
                    let old = $old.map(|old| &**old);
                    self.links.relink(&from, old, &**$new, |target| self.numbers.place(target));
                    let Ok($number) = u32::try_from(number) else { continue };
                    $more;
                }
            };
            ($list:ident, $kind:ident) => {
                records!($list, $kind, |_number, old, new| ());
            };
        }
        records!(positions, Position, |number, old, new| {
            let replaces = old.and_then(|old| old.replaces.as_ref());
            self.links.replace(number, replaces, new.replaces.as_ref());
            let group = |position: &Position| self.numbers.issues.get(&position.issue).copied();
            match old {
                Some(old) => self.by_issue.regroup(number, group(old), group(new)),
                None => self.by_issue.put_in(number, group(new)),
            }
        });
        records!(proposals, Proposal);
        records!(outcomes, Outcome);
        records!(rounds, Round);
        records!(events, Event);
        records!(notes, Note);
    }
}

impl Numbers {
    /// Where a record with links stands in the file.
    fn place(&self, target: &Ref) -> (usize, Option<u32>) {
        match target {
            Ref::Position(id) => (0, self.positions.get(id).copied()),
            Ref::Proposal(id) => (1, self.proposals.get(id).copied()),
            Ref::Outcome(id) => (2, self.outcomes.get(id).copied()),
            Ref::Round(id) => (3, self.rounds.get(id).copied()),
            Ref::Event(id) => (4, self.events.get(id).copied()),
            Ref::Note(id) => (5, self.notes.get(id).copied()),
            _ => (6, None),
        }
    }
}
