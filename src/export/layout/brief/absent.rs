//! What an empty part of a brief says: what is left out by choice, or no longer held, is not called unrecorded.

use super::arguments::is_sentence;
use super::{Brief, Side};
use crate::case::{IssueId, Kind, Position};
use crate::export::paper::Block;
use crate::words::export as words;

impl Brief<'_> {
    /// What stands where a part has no position of a side and of these kinds.
    pub(super) fn none_of(&self, side: Side, kinds: &[Kind], nothing: String) -> Block {
        let wanted = |position: &Position| {
            kinds.contains(&position.kind)
                && match side {
                    Side::Ours => position.party == self.own.id,
                    Side::Theirs => self.is_theirs(position),
                    Side::Third => position.party != self.own.id && !self.is_theirs(position),
                }
        };
        super::quiet(self.kept_back(wanted).unwrap_or(nothing))
    }

    /// What stands where there is no argument.
    pub(super) fn no_argument(&self, nothing: String) -> Block {
        let others = |position: &Position| {
            let line = self.all.iter().find(|line| line.issue.id == position.issue);
            line.is_some_and(|line| self.supports(&self.all, line.issue, position))
        };
        let quoted =
            |position: &Position| position.evidence.iter().any(|entry| entry.quote.as_deref().is_some_and(is_sentence));
        let wanted = |position: &Position| match &position.kind {
            Kind::Interest => position.party == self.own.id,
            Kind::Demand | Kind::RedLine if position.party == self.own.id => quoted(position),
            Kind::Demand | Kind::RedLine => !self.is_theirs(position) && others(position),
            Kind::Concession | Kind::Other(_) => false,
        };
        super::quiet(self.kept_back(wanted).unwrap_or(nothing))
    }

    /// That such positions are on record, where none of them is shown; nothing where there is none.
    pub(super) fn kept_back(&self, wanted: impl Fn(&Position) -> bool) -> Option<String> {
        let standing = self.all.iter().flat_map(|line| &line.positions).filter(|position| wanted(position)).count();
        if standing > 0 {
            return Some(words::left_out_by_choice(standing));
        }
        // Whatever else is on record is no longer held, or on an issue that the case does not have.
        let recorded = self.recorded.positions.iter().filter(|position| wanted(position)).count();
        (recorded > 0).then(|| words::none_stands(recorded))
    }

    /// Whether the own party has a position on an issue that is not shown.
    pub(super) fn keeps_back_on(&self, issue: &IssueId) -> bool {
        self.kept_back(|position| position.issue == *issue && position.party == self.own.id).is_some()
    }
}
