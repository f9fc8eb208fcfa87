//! A line for the press: only what is public and was said openly, in the record's own words.

use super::super::scribe::heading;
use super::{Brief, Line};
use crate::case::{Attribution, Basis, Kind, Outcome, OutcomeState, Position, Visibility};
use crate::export::paper::{Block, Look, Text};
use crate::words::{export as words, terms};

/// How many words of our own public statements the line quotes at most.
const WORDS: usize = 60;

impl<'a> Brief<'a> {
    /// What was agreed or announced openly, then what we say ourselves in public; whatever the audience of the brief.
    pub(super) fn press_line(&mut self, blocks: &mut Vec<Block>) {
        blocks.push(heading(1, words::PRESS_LINE));
        let outcomes = self.public_outcomes(&self.rows);
        let said = self.said(&self.rows, &outcomes);
        let before = blocks.len();
        blocks.extend(self.agreed(&outcomes));
        blocks.extend(self.own_words(&said));
        if blocks.len() == before {
            let all = self.public_outcomes(&self.all);
            let on_record = all.len() + self.said(&self.all, &all).len();
            blocks.push(super::quiet(if on_record == 0 {
                words::NO_PRESS_LINE.to_owned()
            } else {
                words::left_out_by_choice(on_record)
            }));
        }
    }

    /// What we say ourselves in public, kind by kind.
    fn said(&self, lines: &[Line<'a>], outcomes: &[&Outcome]) -> Vec<&'a Position> {
        let settled = |position: &Position| outcomes.iter().any(|outcome| outcome.issues.contains(&position.issue));
        let mut said = Vec::new();
        for kind in [Kind::Interest, Kind::Demand, Kind::Concession, Kind::RedLine] {
            let ours = lines.iter().flat_map(|line| &line.positions).copied();
            let ours = ours.filter(|position| position.party == self.own.id && position.kind == kind);
            let stated = |position: &&Position| {
                *position.visibility() == Visibility::Public && position.basis == Some(Basis::Stated)
            };
            said.extend(ours.filter(stated).filter(|position| kind != Kind::Concession || !settled(position)));
        }
        said
    }

    /// The public outcomes that we take part in and that somebody has confirmed openly.
    fn public_outcomes(&self, lines: &[Line<'a>]) -> Vec<&'a Outcome> {
        let shown = |outcome: &Outcome| {
            outcome.issues.is_empty()
                || outcome.issues.iter().any(|issue| lines.iter().any(|line| line.issue.id == *issue))
        };
        let outcomes = self.scribe.case().outcomes.iter().map(|outcome| &**outcome);
        let outcomes = outcomes.filter(|outcome| !self.scribe.came_later(outcome));
        outcomes
            .filter(|outcome| *outcome.visibility() == Visibility::Public && shown(outcome))
            .filter(|outcome| outcome.parties.is_empty() || outcome.parties.contains(&self.own.id))
            .filter(|outcome| {
                matches!(outcome.state, OutcomeState::Announced | OutcomeState::Agreed | OutcomeState::InForce)
            })
            .filter(|outcome| outcome.evidence.iter().any(|entry| is_open(&entry.attribution)))
            .collect()
    }

    /// The outcomes by their titles, those of one state and day together.
    fn agreed(&mut self, outcomes: &[&'a Outcome]) -> Option<Block> {
        let mut text = Text::default();
        let mut before = None;
        for outcome in outcomes {
            let group = (&outcome.state, &outcome.date);
            if before == Some(group) {
                text = text.with(words::after_semicolon(&outcome.title), Look::Plain);
            } else {
                let date = outcome.date.as_ref().map(terms::date);
                let lead = words::on_date(terms::outcome_state(&outcome.state), date.as_deref());
                let lead = if before.is_some() { words::after_full_stop(&lead) } else { lead };
                text = text.with(lead, Look::Plain).with(&outcome.title, Look::Plain);
            }
            before = Some(group);
            text = self.scribe.cited(text, &outcome.evidence);
        }
        (!text.0.is_empty()).then(|| Block::Paragraph(text.with(words::FULL_STOP, Look::Plain)))
    }

    /// Our own public statements, as many as fit.
    fn own_words(&mut self, said: &[&'a Position]) -> Option<Block> {
        let mut text = Text::default();
        let mut left = WORDS;
        for position in said {
            let count = position.text.split_whitespace().count();
            if count > left {
                continue;
            }
            left -= count;
            if !text.0.is_empty() {
                text = text.with(" ", Look::Plain);
            }
            text = self.scribe.cited(text.with(&position.text, Look::Plain), &position.evidence);
        }
        (!text.0.is_empty()).then_some(Block::Paragraph(text))
    }
}

/// Whether somebody stands for it with a name or an office.
pub(super) fn is_open(attribution: &Attribution) -> bool {
    matches!(attribution, Attribution::JointText | Attribution::OnRecord | Attribution::OfficialStatement)
}
