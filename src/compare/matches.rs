//! Where in a case a searched text occurs.

use std::ops::Range;
use std::sync::Arc;

use imbl::OrdMap;
use memchr::memmem;

use super::Entry;
use crate::case::{PositionNumber, Snapshot};

/// Where in the searched text the documents stand.
#[derive(Debug)]
pub(super) struct Layout {
    /// Where each half of each document ends: first what the comparison shows of it, then the rest.
    pub(super) ends: Vec<usize>,
    pub(super) issues: usize,
    /// The positions in their order.
    pub(super) positions: Positions,
    /// For each proposal, its document; those of its terms follow it. A last number ends the list.
    pub(super) proposals: Vec<usize>,
}

/// The order of the positions in the searched text.
#[derive(Debug)]
pub(super) enum Positions {
    /// By their numbers, from zero up to this.
    Numbered(usize),
    /// As they stood after edits: for each number its place.
    Placed(Vec<Option<u32>>),
}

/// A record with words of its own, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Document {
    /// An issue, by its number in `issues`.
    Issue(u32),
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
    pub fn issue(&self, issue: u32) -> Found {
        let place = || Some(issue as usize).filter(|issue| *issue < self.layout.issues);
        self.at(Document::Issue(issue), place).unwrap_or_default()
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

impl Positions {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let count = snapshot.case().positions.len();
        let unedited = snapshot.position_limit() == count
            && snapshot.numbered_positions().zip(0..).all(|((number, _), place)| number.index() == place);
        if unedited {
            return Self::Numbered(count);
        }
        let mut places = vec![None; snapshot.position_limit()];
        for ((number, _), place) in snapshot.numbered_positions().zip(0..) {
            if let Some(slot) = places.get_mut(number.index()) {
                *slot = Some(place);
            }
        }
        Self::Placed(places)
    }

    fn place(&self, number: PositionNumber) -> Option<usize> {
        match self {
            Self::Numbered(count) => Some(number.index()).filter(|place| place < count),
            Self::Placed(places) => places.get(number.index()).copied().flatten().map(|place| place as usize),
        }
    }

    fn in_order(&self) -> Vec<PositionNumber> {
        match self {
            Self::Numbered(count) => (0..).map(PositionNumber::from).take(*count).collect(),
            Self::Placed(places) => {
                let numbers = (0..).map(PositionNumber::from).zip(places);
                let mut standing: Vec<_> = numbers.filter_map(|(number, place)| Some(((*place)?, number))).collect();
                standing.sort_unstable();
                standing.into_iter().map(|(_, number)| number).collect()
            }
        }
    }
}

impl Layout {
    /// The document of a position.
    fn position(&self, number: PositionNumber) -> Option<usize> {
        self.positions.place(number).map(|place| self.issues + place)
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
        (0..)
            .map(Document::Issue)
            .take(self.issues)
            .chain(self.positions.in_order().into_iter().map(|number| Document::Entry(Entry::Position(number))))
            .chain(proposals.flat_map(move |(proposal, count)| {
                std::iter::once(Document::Proposal(proposal)).chain(terms(proposal).take(count))
            }))
    }
}
