//! What stands around the issues: parties, proposals, outcomes and rounds.

use std::sync::Arc;

use super::super::scribe::{dispute, heading, labelled, plain, quiet, with_visibility};
use super::Record;
use super::issues::label;
use crate::case::{Delegate, Evidence, Outcome, Party, Proposal, ProposalResponse, Ref, Round, Visibility};
use crate::export::paper::{Block, Card, Look, Text};
use crate::words::{export as words, names, panels, terms};

impl<'a> Record<'a> {
    pub(super) fn parties(&mut self) {
        let parties = self.scribe.case().parties.iter().filter(|party| self.wants_party(&party.id));
        let cards = parties.map(|party| self.scribe.about([], [&party.id], vec![self.party(party)])).collect();
        self.part(panels::PARTIES, cards);
    }

    fn party(&self, party: &Party) -> Block {
        let mut names = vec![party.name.as_str()];
        names.extend(party.short_name.as_deref().filter(|short| *short != party.name));
        let mut head = Text::default().with(names.join(", "), Look::Strong);
        if let Some(native) = &party.native_name {
            head = head.with(words::after_space(native), Look::Plain);
        }
        let head = head.with(words::after_dot(terms::role(&party.role)), Look::Quiet);
        let mut blocks = vec![Block::Paragraph(head)];
        blocks.extend(party.about.as_deref().map(plain));
        if !party.delegation.is_empty() {
            blocks.push(quiet(panels::DELEGATION));
            blocks.push(Block::List(party.delegation.iter().map(|delegate| vec![self::delegate(delegate)]).collect()));
        }
        Block::Card(Card { accent: self.scribe.accent(&party.id), blocks })
    }

    pub(super) fn proposals(&mut self) {
        let everything = self.filter.is_empty();
        let proposals: Vec<&'a Proposal> = self
            .scribe
            .case()
            .proposals
            .iter()
            .map(Arc::as_ref)
            .filter(|proposal| !self.scribe.times.rests_on_later(&proposal.evidence))
            .filter(|proposal| everything || proposal.terms.iter().any(|term| self.shows_issue(&term.issue)))
            .collect();
        let blocks = proposals.into_iter().map(|proposal| {
            let blocks = self.proposal(proposal);
            self.scribe.about_proposal(proposal, blocks)
        });
        let blocks = blocks.collect();
        self.part(panels::PROPOSALS, blocks);
    }

    fn proposal(&mut self, proposal: &'a Proposal) -> Vec<Block> {
        let mut blocks = vec![heading(2, &proposal.title)];
        let line = self.scribe.proposal_line(self.scribe.label(&proposal.sponsor), proposal);
        let on = Ref::Proposal(proposal.id.clone());
        blocks.push(self.line(line, proposal.visibility(), &on, &proposal.evidence));
        blocks.push(plain(&proposal.text));
        if !proposal.terms.is_empty() {
            blocks.push(label(panels::TERMS));
            let terms = proposal.terms.iter().map(|term| {
                let issue = self.snapshot().issue(&term.issue).map(Arc::as_ref);
                let name = issue.map_or_else(|| term.issue.to_string(), names::issue);
                vec![Block::Paragraph(Self::term(issue, &name, term))]
            });
            blocks.push(Block::List(terms.collect()));
        }
        if !proposal.responses.is_empty() {
            blocks.push(label(panels::ANSWERS));
            let answers = proposal.responses.iter().map(|response| {
                let answer = self.answer(response);
                vec![self.scribe.about([], [&response.party], answer)]
            });
            let answers = answers.collect();
            blocks.push(Block::List(answers));
        }
        blocks.push(label(panels::EVIDENCE));
        blocks.push(self.evidence(&proposal.evidence));
        blocks
    }

    fn answer(&mut self, response: &'a ProposalResponse) -> Vec<Block> {
        let line = self.scribe.response_line(self.scribe.label(&response.party), response);
        let text = Text::default().with(line, Look::Strong);
        if self.scribe.times.rests_on_later(&response.evidence) {
            return vec![Block::Paragraph(text)];
        }
        let mut blocks = vec![Block::Paragraph(self.scribe.cited(text, &response.evidence))];
        blocks.extend(response.text.as_deref().map(plain));
        for condition in &response.conditions {
            let from = condition.from.as_ref().map(|party| self.scribe.label(party));
            blocks.push(plain(words::met_by(&self.scribe.only_if(condition), from)));
        }
        if !response.evidence.is_empty() {
            blocks.push(self.evidence(&response.evidence));
        }
        blocks
    }

    pub(super) fn outcomes(&mut self) {
        let everything = self.filter.is_empty();
        let outcomes: Vec<&'a Outcome> = self
            .scribe
            .case()
            .outcomes
            .iter()
            .map(Arc::as_ref)
            .filter(|outcome| !self.scribe.came_later(outcome))
            .filter(|outcome| everything || outcome.issues.iter().any(|issue| self.shows_issue(issue)))
            .collect();
        let blocks = outcomes.into_iter().map(|outcome| {
            let blocks = self.outcome(outcome);
            self.scribe.about(&outcome.issues, &outcome.parties, blocks)
        });
        let blocks = blocks.collect();
        self.part(panels::OUTCOMES, blocks);
    }

    fn outcome(&mut self, outcome: &'a Outcome) -> Vec<Block> {
        let mut facts = vec![terms::outcome_state(&outcome.state).to_owned()];
        facts.extend(outcome.date.as_ref().map(terms::date));
        let line = words::dotted(&facts);
        let target = Ref::Outcome(outcome.id.clone());
        let mut blocks = vec![heading(2, &outcome.title)];
        blocks.push(self.line(line, outcome.visibility(), &target, &outcome.evidence));
        blocks.push(plain(&outcome.text));
        let parties: Vec<&str> = outcome.parties.iter().map(|party| self.scribe.label(party)).collect();
        blocks.extend(Self::fact(panels::PARTIES, &parties));
        let issues: Vec<String> = outcome
            .issues
            .iter()
            .map(|id| self.snapshot().issue(id).map_or_else(|| id.to_string(), |issue| names::issue(issue)))
            .collect();
        let issues: Vec<&str> = issues.iter().map(String::as_str).collect();
        blocks.extend(Self::fact(panels::ISSUES, &issues));
        blocks.push(self.evidence(&outcome.evidence));
        blocks
    }

    /// The line under a title: where it stands, who may see it, what it rests on.
    pub(super) fn line(&mut self, line: String, visibility: &Visibility, on: &Ref, evidence: &[Evidence]) -> Block {
        let text = with_visibility(Text::default().with(line, Look::Quiet), visibility);
        let text = self.scribe.cited(text, evidence);
        Block::Paragraph(if self.scribe.is_disputed(on, evidence) { dispute(text) } else { text })
    }

    pub(super) fn rounds(&mut self) {
        let times = &self.scribe.times;
        let later = |round: &Round| round.start.as_ref().or(round.end.as_ref()).is_some_and(|day| times.is_later(day));
        let rounds = self.scribe.case().rounds.iter().map(Arc::as_ref);
        let rounds: Vec<&'a Round> = rounds.filter(|round| !later(round)).collect();
        let blocks = rounds.into_iter().flat_map(|round| self.round(round)).collect();
        self.part(panels::ROUNDS, blocks);
    }

    fn round(&mut self, round: &'a Round) -> Vec<Block> {
        let mut blocks = vec![heading(2, &round.label)];
        let dates: Vec<String> = [&round.start, &round.end].into_iter().flatten().map(terms::date).collect();
        let mut facts = Vec::new();
        facts.extend(round.place.clone());
        facts.extend(words::from_to(&dates));
        let on = Ref::Round(round.id.clone());
        if facts.is_empty() && round.evidence.is_empty() {
            blocks.push(quiet(panels::NO_EVIDENCE_RECORDED));
        } else {
            blocks.push(self.line(words::dotted(&facts), &Visibility::Public, &on, &round.evidence));
        }
        if !round.participants.is_empty() {
            let people = round.participants.iter().map(|participant| {
                let label = words::colon(self.scribe.label(&participant.party));
                let people = participant.people.join(", ");
                let people = if people.is_empty() { words::NO_NAMES } else { &people };
                vec![Block::Paragraph(labelled(None, &label, people, Look::Plain))]
            });
            blocks.push(label(panels::PARTICIPANTS));
            blocks.push(Block::List(people.collect()));
        }
        blocks.extend(round.result.as_deref().map(plain));
        if !round.evidence.is_empty() {
            blocks.push(self.evidence(&round.evidence));
        }
        blocks
    }
}

fn delegate(delegate: &Delegate) -> Block {
    let mut text = Text::plain(&delegate.name);
    if let Some(title) = &delegate.title {
        text = text.with(format!(", {title}"), Look::Plain);
    }
    if !delegate.also_written.is_empty() {
        text = text.with(words::in_brackets(&panels::also_written(&delegate.also_written)), Look::Quiet);
    }
    Block::Paragraph(text)
}
