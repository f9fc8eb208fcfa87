//! What we can give, what we refuse, and what they can give.

use super::super::scribe::{heading, quiet};
use super::{Brief, Side};
use crate::case::{Attribution, Issue, Kind, Position, Status};
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
                held.into_iter().partition(|(issue, position)| self.given(issue, position).is_some());
            let items = self.list_of(open, side, false);
            if items.is_none() && given.is_empty() {
                blocks.push(self.none_of(side, &[kind], nothing));
            }
            blocks.extend(items);
            let mut sentences = Vec::new();
            for (how, told) in [(Given::Agreed, words::AGREED_LEAD), (Given::InJointText, words::IN_JOINT_TEXT_LEAD)] {
                let given = given.iter().filter(|(issue, position)| self.given(issue, position) == Some(how));
                let mut issues: Vec<&str> = given.map(|(issue, _)| names::short_issue(issue)).collect();
                issues.dedup();
                if !issues.is_empty() {
                    sentences.push(words::given_already(told, &issues));
                }
            }
            if !sentences.is_empty() {
                blocks.push(quiet(sentences.join(" ")));
            }
        }
    }

    /// How a concession is given already, so that it cannot be offered again; nothing where it is still to be given.
    ///
    /// What came out of the talks says nothing of what is on offer, whatever sources both have.
    pub(super) fn given(&self, issue: &Issue, position: &Position) -> Option<Given> {
        if position.kind != Kind::Concession {
            return None;
        }
        if issue.status == Status::Agreed && self.scribe.times.was_known(&issue.status_evidence) {
            return Some(Given::Agreed);
        }
        let is_joint = position.evidence.iter().any(|entry| entry.attribution == Attribution::JointText);
        is_joint.then_some(Given::InJointText)
    }
}

/// How a concession is given already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// Its issue has the status agreed, which only a person gives.
    Agreed,
    /// It stands itself in a text that the parties share, while its issue is not settled.
    InJointText,
}
