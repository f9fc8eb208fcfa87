//! A line for the press: only what is public and was said openly, in the record's own words.

use super::super::scribe::{heading, labelled};
use super::background::first_sentence;
use super::{Brief, Line, attributions};
use crate::case::{Attribution, Basis, Evidence, Kind, Outcome, OutcomeState, Position, Visibility};
use crate::export::paper::{Block, Look, Text};
use crate::words::{export as words, names, panels, terms};

/// How many words of our own public statements the line quotes at most.
const WORDS: usize = 60;

/// What we said in public.
struct Said<'a> {
    position: &'a Position,
    /// What it rests on.
    evidence: Vec<&'a Evidence>,
    /// Whether the position is what we said, rather than what was made of it.
    stated: bool,
}

/// Whether an outcome is about one of these issues, or about none at all.
pub(super) fn concerns(outcome: &Outcome, lines: &[Line<'_>]) -> bool {
    outcome.issues.is_empty() || outcome.issues.iter().any(|issue| lines.iter().any(|line| line.issue.id == *issue))
}

impl<'a> Brief<'a> {
    /// What was agreed or announced openly, then what we say ourselves in public; whatever the audience of the brief.
    pub(super) fn press_line(&mut self, blocks: &mut Vec<Block>) {
        blocks.push(heading(1, words::PRESS_LINE));
        let outcomes = self.public_outcomes();
        let said = self.said(&self.rows, &outcomes);
        blocks.extend(self.agreed(&outcomes));
        blocks.extend(self.own_words(&said));
        if !said.is_empty() {
            return;
        }
        let all = self.recorded.outcomes.iter().map(|outcome| &**outcome);
        let all: Vec<&Outcome> = all.filter(|outcome| self.is_public(outcome, &self.all)).collect();
        let on_record = self.said(&self.all, &all).len();
        blocks.push(super::quiet(match (on_record, outcomes.len(), all.len()) {
            (0, 0, 0) => words::NO_PRESS_LINE.to_owned(),
            (0, 0, left_out) => words::left_out_by_choice(left_out),
            (0, _, _) => words::no_own_word(self.own.label()),
            (left_out, _, _) => words::left_out_by_choice(left_out),
        }));
    }

    /// What we say ourselves in public, or our state media for us, kind by kind.
    fn said(&self, lines: &[Line<'a>], outcomes: &[&Outcome]) -> Vec<Said<'a>> {
        let settled = |position: &Position| outcomes.iter().any(|outcome| outcome.issues.contains(&position.issue));
        let mut said = Vec::new();
        for kind in [Kind::Interest, Kind::Demand, Kind::Concession, Kind::RedLine] {
            let ours = lines.iter().flat_map(|line| &line.positions).copied();
            let ours = ours.filter(|held| {
                held.party == self.own.id && held.kind == kind && *held.visibility() == Visibility::Public
            });
            for position in ours.filter(|position| kind != Kind::Concession || !settled(position)) {
                let stated = position.basis == Some(Basis::Stated);
                let evidence = position.evidence.iter();
                let public = |entry: &&Evidence| {
                    stated || is_open(&entry.attribution) || entry.attribution == Attribution::StateMedia
                };
                let evidence: Vec<&Evidence> = evidence.filter(public).collect();
                if stated || (position.basis != Some(Basis::Inferred) && !evidence.is_empty()) {
                    said.push(Said { position, evidence, stated });
                }
            }
        }
        said
    }

    /// The public outcomes on the issues that are shown.
    pub(super) fn public_outcomes(&self) -> Vec<&'a Outcome> {
        let outcomes = self.scribe.case().outcomes.iter().map(|outcome| &**outcome);
        outcomes.filter(|outcome| !self.scribe.came_later(outcome) && self.is_public(outcome, &self.rows)).collect()
    }

    /// Whether it is a public outcome on these issues that we take part in and that somebody has confirmed openly.
    fn is_public(&self, outcome: &Outcome, lines: &[Line<'_>]) -> bool {
        *outcome.visibility() == Visibility::Public
            && concerns(outcome, lines)
            && (outcome.parties.is_empty() || outcome.parties.contains(&self.own.id))
            && matches!(outcome.state, OutcomeState::Announced | OutcomeState::Agreed | OutcomeState::InForce)
            && outcome.evidence.iter().any(|entry| is_open(&entry.attribution))
    }

    /// What the outcomes are, in a sentence each, those of one state and day together.
    fn agreed(&mut self, outcomes: &[&'a Outcome]) -> Option<Block> {
        let mut text = Text::default();
        let mut before = None;
        for outcome in outcomes {
            let group = (&outcome.state, &outcome.date);
            if before == Some(group) {
                text = text.with(words::after_space(""), Look::Plain);
            } else {
                let date = outcome.date.as_ref().map(terms::date);
                let lead = words::on_date(terms::outcome_state(&outcome.state), date.as_deref());
                text = text.with(if before.is_some() { words::after_space(&lead) } else { lead }, Look::Plain);
            }
            before = Some(group);
            let sentence = first_sentence(&outcome.text);
            text = text.with(if sentence.is_empty() { outcome.title.clone() } else { sentence }, Look::Plain);
            text = self.scribe.cited(text, &outcome.evidence);
        }
        (!text.0.is_empty()).then_some(Block::Paragraph(text))
    }

    /// Our own public statements, as many as fit, and one in any case; quotations apart, each with who printed it.
    fn own_words(&mut self, said: &[Said<'a>]) -> Vec<Block> {
        let (mut text, mut quoted) = (Text::default(), Vec::new());
        let mut left = Some(WORDS);
        for Said { position, evidence, stated } in said {
            let quote = evidence.iter().find_map(|entry| Some((entry.quote.as_deref()?, *entry)));
            let words = quote.filter(|_| !stated).map_or(position.text.as_str(), |(quote, _)| quote);
            let count = words.split_whitespace().count();
            let is_first = left == Some(WORDS);
            let Some(rest) = left.and_then(|left| left.checked_sub(count)).or(is_first.then_some(0)) else { continue };
            left = Some(rest);
            if *stated {
                if !text.0.is_empty() {
                    text = text.with(words::after_space(""), Look::Plain);
                }
                text = self.scribe.cited(text.with(&position.text, Look::Plain), &position.evidence);
            } else {
                quoted.push(Block::Paragraph(self.printed(position, evidence, quote)));
            }
        }
        let own = (!text.0.is_empty()).then_some(Block::Paragraph(text));
        own.into_iter().chain(quoted).collect()
    }

    /// What was printed for us: word by word where it was, under what it is about.
    fn printed(&mut self, position: &Position, evidence: &[&Evidence], quote: Option<(&str, &Evidence)>) -> Text {
        let issue = self.scribe.snapshot.issue(&position.issue);
        let label = issue.map_or_else(|| position.issue.to_string(), |issue| names::issue(issue));
        let mut text = match quote {
            Some((quote, _)) => labelled(None, &words::colon(&label), &panels::quoted(quote), Look::Quote),
            None => labelled(None, &words::colon(&label), &position.text, Look::Plain),
        };
        let entries: Vec<Evidence> = match quote {
            Some((_, entry)) => vec![entry.clone()],
            None => evidence.iter().map(|entry| (*entry).clone()).collect(),
        };
        text = text.with(words::after_dot(&attributions(&entries)), Look::Quiet);
        self.scribe.cited(text, &entries)
    }
}

/// Whether somebody stands for it with a name or an office.
pub(super) fn is_open(attribution: &Attribution) -> bool {
    matches!(attribution, Attribution::JointText | Attribution::OnRecord | Attribution::OfficialStatement)
}
