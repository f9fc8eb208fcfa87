//! Where in a case a searched text occurs.

use std::ops::Range;
use std::sync::Arc;

use imbl::OrdMap;
use memchr::memmem;

use super::Entry;
use crate::case::{IssueNumber, PositionNumber, Snapshot};

/// Where in the searched text the documents stand.
#[derive(Debug)]
pub(super) struct Layout {
    /// Where each half of each document ends: first what the comparison shows of it, then the rest.
    pub(super) ends: Vec<usize>,
    /// The issues in their order.
    pub(super) issues: Order,
    /// The positions in their order, after the issues.
    pub(super) positions: Order,
    /// For each proposal, its document; those of its terms follow it. A last number ends the list.
    pub(super) proposals: Vec<usize>,
}

/// The order in which numbered records stand in the searched text.
#[derive(Debug)]
pub(super) enum Order {
    /// By their numbers, from zero up to this.
    Numbered(usize),
    /// As they stood after edits: how many there are, and for each number its place.
    Placed(usize, Vec<Option<u32>>),
}

/// A record with words of its own, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Document {
    /// An issue.
    Issue(IssueNumber),
    /// A position, or a term of a proposal.
    Entry(Entry),
    /// A proposal apart from its terms, by its number in `proposals`.
    Proposal(u32),
}

/// In which half of a document a text occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Found {
    /// In what the comparison shows: number and title of an issue; text and conditions of a position; title and text
    /// of a proposal; text of a term.
    pub shown: bool,
    /// In the rest: question, background and options of an issue; evidence and comment of a position; evidence of and
    /// responses to a proposal.
    pub beyond: bool,
}

impl Found {
    /// Whether the text occurs at all.
    #[must_use]
    pub fn any(self) -> bool {
        self.shown || self.beyond
    }

    fn or(self, other: Self) -> Self {
        Self { shown: self.shown || other.shown, beyond: self.beyond || other.beyond }
    }
}

/// Where in a case a text occurs.
#[derive(Clone, Debug)]
pub struct Matches {
    pub(super) needle: String,
    /// One for each document, or none at all when nothing is looked for.
    pub(super) found: Vec<Found>,
    pub(super) layout: Arc<Layout>,
    /// Those that have been edited; nothing where one is gone.
    pub(super) over: OrdMap<Document, Option<Found>>,
}

impl Found {
    pub(super) fn of(finder: &memmem::Finder<'_>, [shown, beyond]: &[Vec<u8>; 2]) -> Self {
        Self { shown: finder.find(shown).is_some(), beyond: finder.find(beyond).is_some() }
    }
}

impl Matches {
    /// The query as it is looked for, to mark it in a folded text; empty when nothing is.
    #[must_use]
    pub fn needle(&self) -> &str {
        &self.needle
    }

    /// Whether the query occurs nowhere.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents().next().is_none()
    }

    /// The documents in which the query occurs: issues, positions, then each proposal before its terms, in file order;
    /// those that have been edited come last.
    pub fn documents(&self) -> impl Iterator<Item = (Document, Found)> {
        let all = self.layout.documents().zip(self.found.iter().copied());
        let unedited = all.filter(|(document, _)| !self.over.contains_key(document));
        let edited = self.over.iter().filter_map(|(document, found)| Some((*document, (*found)?)));
        unedited.chain(edited).filter(|(_, found)| found.any())
    }

    /// Where the query occurs in an issue's own words.
    #[must_use]
    pub fn issue(&self, issue: IssueNumber) -> Found {
        self.at(Document::Issue(issue), || self.layout.issues.place(issue.index())).unwrap_or_default()
    }

    /// Where the query occurs in a proposal apart from its terms.
    #[must_use]
    pub fn proposal(&self, proposal: u32) -> Found {
        self.at(Document::Proposal(proposal), || Some(self.layout.terms(proposal)?.start - 1)).unwrap_or_default()
    }

    /// Where the query occurs in what a cell shows: a position, or a term together with the proposal it is part of.
    #[must_use]
    pub fn entry(&self, entry: Entry) -> Found {
        let document = Document::Entry(entry);
        match entry {
            Entry::Position(number) => self.at(document, || self.layout.position(number)).unwrap_or_default(),
            Entry::Term { proposal, term } => {
                let own = self.at(document, || self.layout.terms(proposal)?.nth(term as usize));
                own.map_or(Found::default(), |own| own.or(self.proposal(proposal)))
            }
        }
    }

    /// What is found in a document, which stands in the searched text at `place` if it has not been edited since;
    /// nothing where there is no such document.
    fn at(&self, document: Document, place: impl FnOnce() -> Option<usize>) -> Option<Found> {
        // Most cases are searched far more than they are edited.
        if !self.over.is_empty()
            && let Some(found) = self.over.get(&document)
        {
            return *found;
        }
        self.found.get(place()?).copied()
    }
}

impl Order {
    pub(super) fn of_issues(snapshot: &Snapshot) -> Self {
        Self::of(snapshot.issue_limit(), || snapshot.numbered_issues().map(|(number, _)| number.index()))
    }

    pub(super) fn of_positions(snapshot: &Snapshot) -> Self {
        Self::of(snapshot.position_limit(), || snapshot.numbered_positions().map(|(number, _)| number.index()))
    }

    /// Of the numbers below a limit those that `numbers` gives, in this order.
    fn of<I: Iterator<Item = usize>>(limit: usize, numbers: impl Fn() -> I) -> Self {
        if numbers().eq(0..limit) {
            return Self::Numbered(limit);
        }
        let mut places = vec![None; limit];
        let mut count = 0;
        for (number, place) in numbers().zip(0..) {
            if let Some(slot) = places.get_mut(number) {
                *slot = Some(place);
            }
            count += 1;
        }
        Self::Placed(count, places)
    }

    fn len(&self) -> usize {
        match self {
            Self::Numbered(count) | Self::Placed(count, _) => *count,
        }
    }

    fn place(&self, number: usize) -> Option<usize> {
        match self {
            Self::Numbered(count) => Some(number).filter(|place| place < count),
            Self::Placed(_, places) => places.get(number).copied().flatten().map(|place| place as usize),
        }
    }

    /// The numbers in their order.
    fn numbers<N: From<u32>>(&self) -> impl Iterator<Item = N> + use<N> {
        let numbers: Vec<u32> = match self {
            Self::Numbered(count) => (0..).take(*count).collect(),
            Self::Placed(_, places) => {
                let numbers = places.iter().zip(0..);
                let mut standing: Vec<_> = numbers.filter_map(|(place, number)| Some(((*place)?, number))).collect();
                standing.sort_unstable();
                standing.into_iter().map(|(_, number)| number).collect()
            }
        };
        numbers.into_iter().map(N::from)
    }
}

impl Layout {
    /// The document of a position.
    fn position(&self, number: PositionNumber) -> Option<usize> {
        self.positions.place(number.index()).map(|place| self.issues.len() + place)
    }

    /// The documents of a proposal's terms; its own stands before them.
    fn terms(&self, proposal: u32) -> Option<Range<usize>> {
        let start = self.proposals.get(proposal as usize)?;
        let end = self.proposals.get(proposal as usize + 1)?;
        Some(start + 1..*end)
    }

    /// Every document, in the order in which they stand in the text.
    fn documents(&self) -> impl Iterator<Item = Document> {
        let proposals = (0..).map_while(move |proposal| Some((proposal, self.terms(proposal)?.len())));
        let terms = |proposal| (0..).map(move |term| Document::Entry(Entry::Term { proposal, term }));
        let positions = self.positions.numbers::<PositionNumber>();
        self.issues
            .numbers::<IssueNumber>()
            .map(Document::Issue)
            .chain(positions.map(|number| Document::Entry(Entry::Position(number))))
            .chain(proposals.flat_map(move |(proposal, count)| {
                std::iter::once(Document::Proposal(proposal)).chain(terms(proposal).take(count))
            }))
    }
}
