//! What we say to what they ask for or refuse, issue by issue, and to what is on the table.

use std::sync::Arc;

use super::super::scribe::{heading, labelled, with_visibility};
use super::{Brief, Line, Side};
use crate::case::{Issue, Kind, PartyId, Position, Proposal, ProposalStatus, Stance};
use crate::compare::Filter;
use crate::export::paper::{Block, Look, Mark, Text};
use crate::words::{export as words, names, terms};

/// What makes an issue one that they raise.
const RAISED: [Kind; 2] = [Kind::Demand, Kind::RedLine];

/// Issues that have the same to say, by their numbers.
#[derive(Default)]
struct Together {
    /// Where we hold nothing but concessions.
    give: Vec<String>,
    /// Where what we hold is not shown.
    kept_back: Vec<String>,
    /// Where nothing of ours is on record.
    silent: Vec<String>,
}

impl<'a> Brief<'a> {
    pub(super) fn response(&mut self, blocks: &mut Vec<Block>) {
        blocks.push(heading(1, words::RESPONSE));
        let raised = |line: &&Line<'a>| {
            line.positions.iter().any(|held| self.side(held) == Side::Theirs && RAISED.contains(&held.kind))
        };
        let raised: Vec<(&'a Issue, Vec<&'a Position>)> = self
            .rows
            .iter()
            .filter(raised)
            .map(|line| (line.issue, line.positions.iter().copied().filter(|held| held.party == self.own.id).collect()))
            .collect();
        let mut together = Together::default();
        let mut items = Vec::new();
        for (issue, ours) in raised {
            items.extend(self.answer(issue, &ours, &mut together));
        }
        let Together { give, kept_back, silent } = together;
        let no_position = words::no_position_of(self.own.label());
        let groups = [(give, words::SEE_TACTICS), (kept_back, words::NOT_CHOSEN), (silent, &no_position)];
        for (issues, words) in groups {
            if !issues.is_empty() {
                items.push(vec![Block::Paragraph(labelled(None, &issues.join(", "), words, Look::Plain))]);
            }
        }
        items.extend(self.on_the_table());
        blocks.push(if items.is_empty() { self.nothing_to_answer() } else { Block::List(items) });
    }

    /// What stands where there is neither anything raised nor anything on the table.
    fn nothing_to_answer(&self) -> Block {
        let raised = |position: &Position| RAISED.contains(&position.kind) && self.is_theirs(position);
        let on_the_table = |proposal: &Arc<Proposal>| proposal.status != ProposalStatus::Withdrawn;
        let waits = self.scribe.case().proposals.iter().any(on_the_table);
        let nothing = if waits { words::NOT_CHOSEN } else { words::NOTHING_TO_ANSWER };
        super::quiet(self.kept_back(raised).unwrap_or_else(|| nothing.to_owned()))
    }

    /// What we hold on an issue: demands and red lines in their words, as they are the answer; of what we can give
    /// only that there is something, as its conditions stand with it under the tactical points.
    fn answer(&mut self, issue: &Issue, ours: &[&'a Position], together: &mut Together) -> Option<Vec<Block>> {
        let number = names::short_issue(issue);
        let mut texts = Vec::new();
        for position in ours.iter().filter(|held| RAISED.contains(&held.kind)) {
            let marked = position.kind == Kind::RedLine;
            let label = if marked { words::joined(number, terms::kind(&position.kind)) } else { number.to_owned() };
            let mark = marked.then(|| Mark::Kind(position.kind.clone()));
            let text = labelled(mark.as_ref(), &label, &position.text, Look::Plain);
            let text = with_visibility(text, position.visibility());
            texts.push(self.rests_on(text, &position.evidence));
        }
        let gives = ours.iter().any(|held| held.kind == Kind::Concession);
        match texts.last_mut() {
            Some(last) if gives => *last = std::mem::take(last).with(words::SEE_TACTICS_TOO, Look::Quiet),
            Some(_) => {}
            None if gives => together.give.push(number.to_owned()),
            None if self.keeps_back_on(&issue.id) => together.kept_back.push(number.to_owned()),
            None => together.silent.push(number.to_owned()),
        }
        (!texts.is_empty()).then(|| texts.into_iter().map(Block::Paragraph).collect())
    }

    /// The proposals that somebody has answered, then those that wait for an answer: ours and theirs.
    fn on_the_table(&mut self) -> Vec<Vec<Block>> {
        let (mut items, mut unanswered) = (Vec::new(), [Vec::new(), Vec::new()]);
        for number in self.proposals() {
            let Some(proposal) = self.scribe.case().proposals.get(number as usize) else { continue };
            let ours = proposal.sponsor == self.own.id;
            if let Some(text) = self.answered(proposal, ours) {
                items.push(vec![Block::Paragraph(text)]);
            } else {
                let [to_ours, to_theirs] = &mut unanswered;
                if ours { to_ours } else { to_theirs }.push(&**proposal);
            }
        }
        for (lead, proposals) in [words::NO_ANSWER_OF_THEIRS, words::NO_ANSWER_OF_OURS].into_iter().zip(unanswered) {
            if proposals.is_empty() {
                continue;
            }
            let mut text = Text::default().with(lead, Look::Plain);
            for (nth, proposal) in proposals.into_iter().enumerate() {
                let before = if nth == 0 { words::after_space("") } else { words::after_semicolon("") };
                text = text.with(before, Look::Plain).with(&proposal.title, Look::Strong);
                text = self.proposed(text, proposal);
            }
            items.push(vec![Block::Paragraph(text)]);
        }
        items
    }

    /// The proposals on the issues that are shown and, where nothing was chosen, those on no issue; each once, in file
    /// order, without those that were withdrawn.
    fn proposals(&self) -> Vec<u32> {
        let case = self.scribe.case();
        let mut numbers: Vec<u32> = self.rows.iter().flat_map(|line| line.proposals.iter().copied()).collect();
        if self.scribe.choices.filter() == Filter::default() {
            numbers.extend((0..).zip(&case.proposals).map(|(number, _)| number));
        }
        numbers.sort_unstable();
        numbers.dedup();
        let stands = |number: &u32| {
            case.proposals.get(*number as usize).is_some_and(|held| held.status != ProposalStatus::Withdrawn)
        };
        numbers.into_iter().filter(stands).collect()
    }

    /// A proposal with our answer, or with theirs where it is ours; nothing where there is none.
    fn answered(&mut self, proposal: &'a Proposal, ours: bool) -> Option<Text> {
        let counts = |party: &PartyId| if ours { *party != self.own.id } else { *party == self.own.id };
        let responses: Vec<_> = proposal
            .responses
            .iter()
            .filter(|response| response.stance != Stance::Unknown && counts(&response.party))
            .collect();
        if responses.is_empty() {
            return None;
        }
        let mut text = self.proposed(Text::default().with(&proposal.title, Look::Strong), proposal);
        for response in responses {
            let party = if ours { self.scribe.label(&response.party) } else { words::OUR_ANSWER };
            let line = self.scribe.response_line(party, response);
            text = text.with(words::after_dot(&line), Look::Plain);
            if self.scribe.times.rests_on_later(&response.evidence) {
                continue;
            }
            if let Some(said) = &response.text {
                text = text.with(words::after_full_stop(said), Look::Quiet);
            }
            if let Some(conditions) = self.scribe.conditions(&response.conditions, Some(&self.own.id)) {
                text = text.with(words::after_space(&conditions), Look::Quiet);
            }
            text = self.scribe.cited(text, &response.evidence);
        }
        Some(text)
    }

    /// The text with who made the proposal that it names, where that stands, and its sources.
    fn proposed(&mut self, text: Text, proposal: &'a Proposal) -> Text {
        let ours = proposal.sponsor == self.own.id;
        let sponsor = if ours { words::US } else { self.scribe.label(&proposal.sponsor) };
        let line = self.scribe.proposal_line(sponsor, proposal);
        let text = text.with(words::in_brackets(&line), Look::Quiet);
        let text = with_visibility(text, proposal.visibility());
        self.scribe.cited(text, &proposal.evidence)
    }
}
