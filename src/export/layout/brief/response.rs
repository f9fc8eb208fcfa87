//! What we say to what they ask for or refuse, issue by issue, and to what is on the table.

use std::sync::Arc;

use super::super::scribe::{dispute, heading, labelled, with_visibility};
use super::tactics::Given;
use super::{Brief, Line, Side};
use crate::case::{Issue, IssueId, Kind, PartyId, Position, Proposal, ProposalStatus, Ref, Stance};
use crate::compare::Filter;
use crate::export::paper::{Block, Look, Text};
use crate::words::{export as words, names};

/// What makes an issue one that they raise.
const RAISED: [Kind; 2] = [Kind::Demand, Kind::RedLine];

impl<'a> Brief<'a> {
    pub(super) fn response(&mut self, blocks: &mut Vec<Block>) {
        blocks.push(heading(1, words::RESPONSE));
        let answered = self.answered_issues();
        // Issues with the same to say, by their numbers, in the order in which the first of each stands.
        let mut groups: Vec<(String, Vec<&Issue>)> = Vec::new();
        for line in &self.rows {
            let Some(said) = self.answer(line, &answered) else { continue };
            match groups.iter_mut().find(|(known, _)| *known == said) {
                Some((_, issues)) => issues.push(line.issue),
                None => groups.push((said, vec![line.issue])),
            }
        }
        let item = |(said, issues): (String, Vec<&Issue>)| {
            let numbers: Vec<&str> = issues.iter().map(|issue| names::short_issue(issue)).collect();
            let text = labelled(None, &numbers.join(", "), &said, Look::Plain);
            let issues = issues.iter().map(|issue| &issue.id);
            vec![self.scribe.about(issues, [&self.own.id], vec![Block::Paragraph(text)])]
        };
        let mut items: Vec<Vec<Block>> = groups.into_iter().map(item).collect();
        items.extend(self.on_the_table());
        blocks.push(if items.is_empty() { self.nothing_to_answer() } else { Block::List(items) });
    }

    /// What we say on an issue to what they ask for or refuse there: where it stands above, or that there is nothing;
    /// nothing where they raise nothing.
    fn answer(&self, line: &Line<'a>, answered: &[IssueId]) -> Option<String> {
        let raised = |held: &&Position| self.side(held) == Side::Theirs && RAISED.contains(&held.kind);
        line.positions.iter().copied().find(raised)?;
        let ours: Vec<&Position> = line.positions.iter().copied().filter(|held| held.party == self.own.id).collect();
        let holds = |kind: Kind| ours.iter().any(|held| held.kind == kind && self.given(line.issue, held).is_none());
        let kinds = [
            (words::OUR_OBJECTIVE, Kind::Demand),
            (words::OUR_RED_LINE, Kind::RedLine),
            (words::OUR_CONCESSION, Kind::Concession),
        ];
        let above: Vec<&str> =
            kinds.into_iter().filter(|(_, kind)| holds(kind.clone())).map(|(word, _)| word).collect();
        let said = if !above.is_empty() {
            words::see_above(&above)
        } else if let Some(given) = ours.iter().find_map(|held| self.given(line.issue, held)) {
            let how = match given {
                Given::Agreed => words::AGREED_ALREADY,
                Given::InJointText => words::IN_JOINT_TEXT,
            };
            how.to_owned()
        } else if answered.contains(&line.issue.id) {
            words::SEE_BELOW.to_owned()
        } else if self.keeps_back_on(&line.issue.id) {
            words::NOT_CHOSEN.to_owned()
        } else {
            words::no_position_of(self.own.label())
        };
        Some(words::response_to(&said))
    }

    /// The issues on which others' proposals have an answer of ours.
    fn answered_issues(&self) -> Vec<IssueId> {
        let answered = |proposal: &&Arc<Proposal>| {
            proposal.sponsor != self.own.id
                && proposal.responses.iter().any(|response| {
                    response.party == self.own.id
                        && response.stance != Stance::Unknown
                        && !self.scribe.times.rests_on_later(&response.evidence)
                })
        };
        let proposals = self.proposals().into_iter();
        let proposals = proposals.filter_map(|number| self.scribe.case().proposals.get(number as usize));
        proposals.filter(answered).flat_map(|proposal| &proposal.terms).map(|term| term.issue.clone()).collect()
    }

    /// What stands where there is neither anything raised nor anything on the table.
    fn nothing_to_answer(&self) -> Block {
        let raised = |position: &Position| RAISED.contains(&position.kind) && self.is_theirs(position);
        let on_the_table = |proposal: &Arc<Proposal>| proposal.status != ProposalStatus::Withdrawn;
        let waits = self.scribe.case().proposals.iter().any(on_the_table);
        let nothing = if waits { words::NOT_CHOSEN } else { words::NOTHING_TO_ANSWER };
        super::quiet(self.kept_back(raised).unwrap_or_else(|| nothing.to_owned()))
    }

    /// The proposals that somebody has answered, then those that wait for an answer: ours and theirs.
    fn on_the_table(&mut self) -> Vec<Vec<Block>> {
        let (mut items, mut unanswered) = (Vec::new(), [Vec::new(), Vec::new()]);
        for number in self.proposals() {
            let Some(proposal) = self.scribe.case().proposals.get(number as usize) else { continue };
            let ours = proposal.sponsor == self.own.id;
            if let Some(text) = self.answered(proposal, ours) {
                items.push(vec![self.scribe.about_proposal(proposal, vec![Block::Paragraph(text)])]);
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
            let terms = proposals.iter().flat_map(|proposal| &proposal.terms).map(|term| &term.issue);
            let (issues, parties): (Vec<_>, Vec<_>) =
                (terms.collect(), proposals.iter().map(|proposal| &proposal.sponsor).collect());
            for (nth, proposal) in proposals.into_iter().enumerate() {
                let before = if nth == 0 { words::after_space("") } else { words::after_semicolon("") };
                text = text.with(before, Look::Plain).with(&proposal.title, Look::Strong);
                text = self.proposed(text, proposal);
            }
            let parties = parties.into_iter().chain([&self.own.id]);
            items.push(vec![self.scribe.about(issues, parties, vec![Block::Paragraph(text)])]);
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
                text = text.with(words::after_full_stop(said), Look::Plain);
            }
            let conditions = self.scribe.conditions(&response.conditions, Some(&self.own.id), None);
            if let Some(conditions) = words::only_if_all(&conditions) {
                text = text.with(words::after_space(&conditions), Look::Plain);
            }
            text = self.scribe.cited(text, &response.evidence);
        }
        Some(text)
    }

    /// The text with the issues that the proposal that it names is on, who made it, where that stands, and its sources.
    fn proposed(&mut self, text: Text, proposal: &'a Proposal) -> Text {
        let ours = proposal.sponsor == self.own.id;
        let sponsor = if ours { words::US } else { self.scribe.label(&proposal.sponsor) };
        let line = self.scribe.proposal_line(sponsor, proposal);
        let mut issues: Vec<&str> = Vec::new();
        for issue in proposal.terms.iter().filter_map(|term| self.scribe.snapshot.issue(&term.issue)) {
            let number = names::short_issue(issue);
            if !issues.contains(&number) {
                issues.push(number);
            }
        }
        let line = if issues.is_empty() { line } else { words::joined(&issues.join(", "), &line) };
        let text = text.with(words::in_brackets(&line), Look::Quiet);
        let text = with_visibility(text, proposal.visibility());
        let text = self.scribe.cited(text, &proposal.evidence);
        let target = Ref::Proposal(proposal.id.clone());
        if self.scribe.is_disputed(&target, &proposal.evidence) { dispute(text) } else { text }
    }
}
