//! What we can give, what we refuse, and what they can give.

use super::super::scribe::{heading, quiet};
use super::{Brief, Side};
use crate::case::{Issue, Kind, OutcomeState, Position, Status};
use crate::export::paper::{Block, Look, Text};
use crate::words::{export as words, names};

impl Brief<'_> {
    pub(super) fn tactics(&mut self, blocks: &mut Vec<Block>) {
        blocks.push(heading(1, words::TACTICS));
        let own = self.own.label();
        for (label, side, kind, nothing) in [
            (words::WE_GIVE, Side::Ours, Kind::Concession, words::none_of(own, words::CONCESSION)),
            (words::WE_REFUSE, Side::Ours, Kind::RedLine, words::none_of(own, words::RED_LINE)),
            (words::THEY_GIVE, Side::Theirs, Kind::Concession, words::NO_CONCESSION_OF_THEIRS.to_owned()),
        ] {
            blocks.push(Block::Paragraph(Text::default().with(label, Look::Strong)));
            let held = self.held(side, std::slice::from_ref(&kind));
            let (given, open): (Vec<_>, Vec<_>) =
                held.into_iter().partition(|(issue, position)| self.is_given(issue, position));
            let items = self.list_of(open, side, false);
            if items.is_none() && given.is_empty() {
                blocks.push(self.none_of(side, &[kind], nothing));
            }
            blocks.extend(items);
            if !given.is_empty() {
                let mut issues: Vec<&str> = given.iter().map(|(issue, _)| names::short_issue(issue)).collect();
                issues.dedup();
                blocks.push(quiet(words::given_already(&issues)));
            }
        }
    }

    /// Whether a concession is agreed already, so that it cannot be offered again: its issue is settled, or what was
    /// agreed on the issue stands in the same source as the concession.
    pub(super) fn is_given(&self, issue: &Issue, position: &Position) -> bool {
        if position.kind != Kind::Concession {
            return false;
        }
        if matches!(issue.status, Status::Agreed | Status::AgreedInPrinciple)
            && self.scribe.times.was_known(&issue.status_evidence)
        {
            return true;
        }
        let outcomes = self.scribe.case().outcomes.iter().filter(|outcome| {
            matches!(outcome.state, OutcomeState::Agreed | OutcomeState::InForce)
                && outcome.issues.contains(&issue.id)
                && !self.scribe.came_later(outcome)
        });
        let mut sources = outcomes.flat_map(|outcome| &outcome.evidence).map(|entry| &entry.source);
        sources.any(|source| position.evidence.iter().any(|entry| entry.source == *source))
    }
}
