//! Tables that find a case's records by id and by what they belong to.

use std::sync::{Arc, OnceLock};

use hashbrown::HashMap;

use super::follow::Difference;
use super::labels::{LabelUse, label_uses};
use super::links::Links;
use super::numbered::Numbered;
use super::tables::{Groups, Layered};
use super::{
    Axis, AxisId, Case, Event, EventId, Issue, IssueId, IssueNumber, Note, NoteId, Outcome, OutcomeId, Party, PartyId,
    Path, Position, PositionId, PositionNumber, Proposal, ProposalId, Ref, Round, RoundId, Source, SourceId,
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
pub(super) struct Index {
    pub(super) numbers: Numbers,
    pub(super) issues: Numbered<IssueNumber, Issue>,
    pub(super) positions: Numbered<PositionNumber, Position>,
    /// The positions of each issue.
    pub(super) by_issue: Groups,
    /// How many positions are a party's, or have a condition that it is to meet.
    pub(super) by_party: Layered<PartyId, u32>,
    pub(super) links: Links,
    /// How the numbers of issues begin, once somebody has asked.
    pub(super) labels: OnceLock<Vec<LabelUse>>,
    pub(super) duplicates: Vec<Path>,
}

/// Where in its list each record stands, but for issues and positions, which have numbers of their own.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    pub(super) parties: Layered<PartyId, u32>,
    pub(super) axes: Layered<AxisId, u32>,
    pub(super) issues: Layered<IssueId, IssueNumber>,
    pub(super) positions: Layered<PositionId, PositionNumber>,
    pub(super) proposals: Layered<ProposalId, u32>,
    pub(super) outcomes: Layered<OutcomeId, u32>,
    pub(super) rounds: Layered<RoundId, u32>,
    pub(super) events: Layered<EventId, u32>,
    pub(super) sources: Layered<SourceId, u32>,
    pub(super) notes: Layered<NoteId, u32>,
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

    /// The issue of this id.
    #[must_use]
    pub fn issue(&self, id: &IssueId) -> Option<&Arc<Issue>> {
        self.numbered_issue(self.issue_number(id)?)
    }

    /// What the issue of this id is called in tables; not its place in the list, which is [`Self::issue_place`].
    #[must_use]
    pub fn issue_number(&self, id: &IssueId) -> Option<IssueNumber> {
        self.index.numbers.issues.get(id).copied()
    }

    /// The issue of a number.
    #[must_use]
    pub fn numbered_issue(&self, number: IssueNumber) -> Option<&Arc<Issue>> {
        self.index.issues.get(number)
    }

    /// Where in the list of issues the one of this id stands, from zero.
    #[must_use]
    pub fn issue_place(&self, id: &IssueId) -> Option<usize> {
        self.place_of_issue(self.issue_number(id)?)
    }

    /// Where in the list of issues the one of this number stands, from zero.
    #[must_use]
    pub fn place_of_issue(&self, number: IssueNumber) -> Option<usize> {
        self.index.issues.place(number)
    }

    /// Every issue with its number, in file order.
    pub fn numbered_issues(&self) -> impl Iterator<Item = (IssueNumber, &Arc<Issue>)> {
        self.index.issues.iter().zip(&self.case.issues)
    }

    /// One more than the highest number of an issue, for tables that have a slot for each.
    #[must_use]
    pub fn issue_limit(&self) -> usize {
        self.index.issues.limit()
    }

    /// The issues that came, went, moved or changed between another version of the case and this one; as
    /// [`Self::positions_changed_from`].
    #[must_use]
    pub fn issues_changed_from<'a>(&'a self, other: &'a Self) -> Option<impl Iterator<Item = IssueNumber> + 'a> {
        self.index.issues.changed_from(&other.index.issues)
    }

    /// Whether an issue has been moved between another version of the case and this one.
    #[must_use]
    pub fn has_issue_moved(&self, other: &Self, number: IssueNumber) -> bool {
        self.index.issues.has_moved(&other.index.issues, number)
    }

    /// The position of this id.
    #[must_use]
    pub fn position(&self, id: &PositionId) -> Option<&Arc<Position>> {
        self.numbered(self.position_number(id)?)
    }

    /// What the position of this id is called in tables; not its place in the list, which is
    /// [`Self::position_place`].
    #[must_use]
    pub fn position_number(&self, id: &PositionId) -> Option<PositionNumber> {
        self.index.numbers.positions.get(id).copied()
    }

    /// The position of a number.
    #[must_use]
    pub fn numbered(&self, number: PositionNumber) -> Option<&Arc<Position>> {
        self.index.positions.get(number)
    }

    /// Where in the list of positions the one of this id stands, from zero.
    #[must_use]
    pub fn position_place(&self, id: &PositionId) -> Option<usize> {
        self.index.positions.place(self.position_number(id)?)
    }

    /// Every position with its number, in file order.
    pub fn numbered_positions(&self) -> impl Iterator<Item = (PositionNumber, &Arc<Position>)> {
        self.index.positions.iter().zip(&self.case.positions)
    }

    /// One more than the highest number of a position, for tables that have a slot for each.
    #[must_use]
    pub fn position_limit(&self) -> usize {
        self.index.positions.limit()
    }

    /// The positions that came, went, moved or changed between another version of the case and this one; nothing
    /// where one version was not made of the other by edits, or by too many at once.
    ///
    /// It takes as long as there are such positions, whichever version is the later one.
    #[must_use]
    pub fn positions_changed_from<'a>(&'a self, other: &'a Self) -> Option<impl Iterator<Item = PositionNumber> + 'a> {
        self.index.positions.changed_from(&other.index.positions)
    }

    /// The positions on the issue of this number, in file order.
    #[must_use]
    pub fn position_numbers(&self, issue: IssueNumber) -> &[PositionNumber] {
        self.index.by_issue.of(issue)
    }

    /// How many positions are a party's, or have a condition that it is to meet, whether or not there is such a party.
    #[must_use]
    pub fn positions_around(&self, party: &PartyId) -> usize {
        self.index.by_party.get(party).map_or(0, |count| *count as usize)
    }

    /// The positions on an issue, in file order.
    pub fn positions_on(&self, issue: &IssueId) -> impl Iterator<Item = &Arc<Position>> {
        let numbers = self.issue_number(issue).map_or(&[][..], |number| self.position_numbers(number));
        numbers.iter().filter_map(|number| self.numbered(*number))
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
        numbers.iter().filter_map(|number| self.numbered(*number))
    }

    /// How the numbers of issues begin on each axis, in the order in which they come up.
    #[must_use]
    pub fn label_uses(&self) -> &[LabelUse] {
        self.index.labels.get_or_init(|| label_uses(self.numbered_issues()))
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

/// Where each id stands: as a place, or as the number that is the place while nothing has been edited.
pub(super) fn table<'a, Id: Clone + Eq + std::hash::Hash + 'a, Number: Clone + From<u32>>(
    list: &'static str,
    ids: impl ExactSizeIterator<Item = &'a Id>,
    duplicates: &mut Vec<Path>,
) -> Layered<Id, Number> {
    let mut table = HashMap::with_capacity(ids.len());
    for (number, id) in ids.enumerate() {
        let Ok(index) = u32::try_from(number) else { break };
        match table.entry_ref(id) {
            hashbrown::hash_map::EntryRef::Occupied(_) => duplicates.push(Path::record(list, number).key("id")),
            hashbrown::hash_map::EntryRef::Vacant(entry) => {
                entry.insert(Number::from(index));
            }
        }
    }
    table.into()
}

/// The parties whose position it is, or who are to meet a condition of it; one may come more than once.
pub(super) fn parties_around(position: &Position) -> impl Iterator<Item = &PartyId> {
    let asked = position.conditions.iter().filter_map(|condition| condition.from.as_ref());
    std::iter::once(&position.party).chain(asked)
}

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
        let mut by_party: HashMap<PartyId, u32> = HashMap::new();
        for position in &case.positions {
            for party in parties_around(position) {
                *by_party.entry_ref(party).or_default() += 1;
            }
        }
        Self {
            numbers,
            issues: Numbered::new(&case.issues),
            positions: Numbered::new(&case.positions),
            by_issue,
            by_party: by_party.into(),
            links: Links::build(case),
            labels: OnceLock::new(),
            duplicates,
        }
    }
}
