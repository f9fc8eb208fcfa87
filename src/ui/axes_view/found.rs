//! What a search has found, as far as it concerns the lines.

use crate::case::{IssueNumber, PositionNumber, Snapshot};
use crate::compare::{Entry, Matches};
use crate::fold;
use crate::ui::table::Item;
use crate::ui::text::Mark;
use crate::ui::theme::Palette;

/// The search, for those who draw.
#[derive(Clone, Copy, Debug, Default)]
pub struct FoundInput<'a> {
    /// What is searched for, folded; empty for nothing.
    pub needle: &'a str,
    /// Where it occurs.
    pub matches: Option<&'a Matches>,
    /// What the search is at.
    pub now: Option<Item>,
}

impl FoundInput<'_> {
    /// Where in a text it occurs; what the search is at has a stronger ground, and a frame.
    pub(super) fn marks(&self, palette: &Palette, text: &str, of: Option<Item>) -> Vec<Mark> {
        if self.needle.is_empty() {
            return Vec::new();
        }
        let now = of.is_some() && of == self.now;
        let ground = if now { palette.found_now } else { palette.found };
        let outline = now.then_some(palette.ink);
        let ranges = fold::Folded::new(text).find_all(self.needle);
        ranges.into_iter().map(|range| Mark { range, ground, outline, rule: None }).collect()
    }

    /// Whether a position is among what was found, although only a mark stands for it.
    pub(super) fn has(&self, position: PositionNumber) -> bool {
        let searched = self.matches.filter(|_| !self.needle.is_empty());
        searched.is_some_and(|matches| matches.entry(Entry::Position(position)).any())
    }

    /// Whether the search is at a position.
    pub(super) fn is_at(&self, position: PositionNumber) -> bool {
        self.now == Some(Item::Entry(Entry::Position(position)))
    }

    /// The issue on whose line the search is, whether or not what it is at is drawn there.
    pub(super) fn issue(&self, snapshot: &Snapshot) -> Option<IssueNumber> {
        let case = snapshot.case();
        let id = match self.now? {
            Item::Issue(issue) => return Some(issue),
            Item::Entry(Entry::Position(position)) => &snapshot.numbered(position)?.issue,
            Item::Entry(Entry::Term { proposal, term }) => {
                &case.proposals.get(proposal as usize)?.terms.get(term as usize)?.issue
            }
            _ => return None,
        };
        snapshot.issue_number(id)
    }
}
