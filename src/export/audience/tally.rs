//! How much was left out of a case for its audience.

use super::Audience;
use crate::words::export as words;

/// What is not in a document because of its audience.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// What only the own delegation may see.
    pub internal: Tally,
    /// What the mediator or the other side may see as well.
    pub shared: Tally,
}

/// How many things of each kind there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Issues on which nothing is left.
    pub issues: usize,
    pub positions: usize,
    pub proposals: usize,
    pub outcomes: usize,
    pub assessments: usize,
    pub notes: usize,
    /// Entries of the log.
    pub log: usize,
    /// Comments on positions that are themselves in the document.
    pub comments: usize,
    /// Sources that only what is left out cites.
    pub sources: usize,
    /// Keys that this version of the program does not know, in records that are themselves in the document.
    pub unknown: usize,
}

impl LeftOut {
    /// How many things there are of any kind.
    #[must_use]
    pub fn total(&self) -> usize {
        self.internal.total() + self.shared.total()
    }

    /// What is left out, as a sentence or two: "7 internal items are not in this document: 5 positions, 2 notes."
    #[must_use]
    pub fn sentence(&self) -> String {
        let lines = [(words::INTERNAL, &self.internal), (words::SHARED, &self.shared)];
        let lines: Vec<String> = lines
            .into_iter()
            .filter(|(_, tally)| tally.total() > 0)
            .map(|(level, tally)| words::left_out(level, tally.total(), &tally.parts()))
            .collect();
        if lines.is_empty() { words::NOTHING_LEFT_OUT.to_owned() } else { lines.join(" ") }
    }

    /// The count for things that need at least this audience.
    pub(super) fn of(&mut self, needed: Audience) -> &mut Tally {
        match needed {
            Audience::Internal => &mut self.internal,
            Audience::Shared | Audience::Public => &mut self.shared,
        }
    }
}

impl Tally {
    /// How many things there are of any kind.
    #[must_use]
    pub fn total(&self) -> usize {
        self.parts().iter().map(|(count, _)| count).sum()
    }

    /// How many of each kind, with what they are called one by one and together.
    #[must_use]
    pub fn parts(&self) -> [(usize, [&'static str; 2]); 10] {
        let Self { issues, positions, proposals, outcomes, assessments, notes, log, comments, sources, unknown } = self;
        [
            (*issues, words::ISSUES),
            (*positions, words::POSITIONS),
            (*proposals, words::PROPOSALS),
            (*outcomes, words::OUTCOMES),
            (*assessments, words::ASSESSMENTS),
            (*notes, words::NOTES),
            (*log, words::LOG_ENTRIES),
            (*comments, words::COMMENTS),
            (*sources, words::SOURCES),
            (*unknown, words::UNKNOWN_KEYS),
        ]
    }
}
