//! What the layouts have in common: how a claim, its conditions and what it rests on are put down.

use unicode_bidi::Direction;

use super::cites::{Cites, Detail};
use crate::case::{
    Basis, Case, Condition, Evidence, Issue, IssueId, Outcome, PartyId, Position, Proposal, ProposalResponse, Ref,
    Snapshot, Stance, Status, Term, Visibility,
};
use crate::compare::Times;
use crate::export::Choices;
use crate::export::paper::{About, Accent, Block, Card, Look, Mark, Text};
use crate::words::{chip, export as words, names, screen, terms};

/// Writes a document's parts, and numbers the sources that they cite.
pub(super) struct Scribe<'a> {
    /// What the audience may see.
    pub(super) snapshot: &'a Snapshot,
    pub(super) choices: &'a Choices,
    /// What was on record in the chosen round.
    pub(super) times: Times,
    pub(super) cites: Cites,
}

impl<'a> Scribe<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, choices: &'a Choices) -> Self {
        let times = Times::new(snapshot, choices.round.as_ref());
        Self { snapshot, choices, times, cites: Cites::default() }
    }

    pub(super) fn case(&self) -> &'a Case {
        self.snapshot.case()
    }

    /// The list of all that was cited.
    pub(super) fn sources(self, detail: Detail) -> Vec<Block> {
        self.cites.list(self.snapshot, detail)
    }

    /// The text with the numbers of its sources.
    pub(super) fn cited(&mut self, text: Text, evidence: &[Evidence]) -> Text {
        self.cites.cited(text, evidence)
    }

    /// What a claim rests on in a line, with the numbers of its sources, and whether it is disputed.
    pub(super) fn chip(&mut self, evidence: &[Evidence], disputed: bool) -> Text {
        let text = Text::default().with(chip::evidence(self.snapshot, evidence), Look::Quiet);
        let text = self.cited(text, evidence);
        if disputed { dispute(text) } else { text }
    }

    /// Whether reports contradict a record, or it contradicts another.
    pub(super) fn is_disputed(&self, target: &Ref, evidence: &[Evidence]) -> bool {
        evidence.iter().any(|entry| entry.disputes.is_some()) || !self.snapshot.disputed_by(target).is_empty()
    }

    /// Whether an outcome came after the chosen round.
    pub(super) fn came_later(&self, outcome: &Outcome) -> bool {
        self.times.came_later(outcome)
    }

    /// A party's colour.
    pub(super) fn accent(&self, party: &PartyId) -> Option<Accent> {
        let number = self.snapshot.party_number(party)?;
        let color = self.snapshot.party(party)?.color.clone().filter(|color| is_color(color));
        Some(Accent { number, color })
    }

    /// Blocks that are about these issues and parties, so that a reader can choose by axis and party.
    pub(super) fn about<'b>(
        &self,
        issues: impl IntoIterator<Item = &'b IssueId>,
        parties: impl IntoIterator<Item = &'b PartyId>,
        blocks: Vec<Block>,
    ) -> Block {
        let mut about = About { axes: Vec::new(), parties: Vec::new(), blocks };
        for issue in issues.into_iter().filter_map(|issue| self.snapshot.issue(issue)) {
            if !about.axes.contains(&issue.axis) {
                about.axes.push(issue.axis.clone());
            }
        }
        for party in parties {
            if !about.parties.contains(party) {
                about.parties.push(party.clone());
            }
        }
        Block::About(about)
    }

    /// The same about a proposal: the issues of its terms, and those who made and answered it.
    pub(super) fn about_proposal(&self, proposal: &Proposal, blocks: Vec<Block>) -> Block {
        let answered = proposal.responses.iter().map(|response| &response.party);
        let parties = std::iter::once(&proposal.sponsor).chain(answered);
        self.about(proposal.terms.iter().map(|term| &term.issue), parties, blocks)
    }

    pub(super) fn label(&self, party: &'a PartyId) -> &'a str {
        names::party_label(self.snapshot, party)
    }

    /// "Only if …", with the number of the issue that it leads to.
    pub(super) fn only_if(&self, condition: &Condition) -> String {
        screen::only_if(&condition.text, self.leads_to(condition))
    }

    /// The permanent number of the issue that a condition leads to.
    fn leads_to(&self, condition: &Condition) -> Option<&'a str> {
        let issue = match condition.requires.as_ref()? {
            Ref::Issue(issue) => issue,
            Ref::Position(position) => &self.snapshot.position(position)?.issue,
            _ => return None,
        };
        self.snapshot.issue(issue)?.number.as_deref()
    }

    /// Each condition with the number of the issue that it leads to, where that is not the issue `on` which it is
    /// made; those that `own` would have to meet say so.
    pub(super) fn conditions(
        &self,
        conditions: &[Condition],
        own: Option<&PartyId>,
        on: Option<&IssueId>,
    ) -> Vec<String> {
        let here = on.and_then(|on| self.snapshot.issue(on)).and_then(|issue| issue.number.as_deref());
        let part = |condition: &'_ Condition| {
            let by_us = own.is_some() && condition.from.as_ref() == own;
            words::condition(&condition.text, self.leads_to(condition).filter(|number| Some(*number) != here), by_us)
        };
        conditions.iter().map(part).collect()
    }

    /// What a position does, as its mark and word, with what has to be known before it is read: whose judgement it is,
    /// and that not everybody may see it.
    pub(super) fn kind_line(position: &Position) -> Text {
        let text = Text::default().marked(Mark::Kind(position.kind.clone()));
        let mut text = text.with(terms::kind(&position.kind), Look::Strong);
        if position.basis == Some(Basis::Inferred) {
            text = text.with(words::after_dot(terms::basis(&Basis::Inferred)), Look::Quiet);
        }
        with_visibility(text, position.visibility())
    }

    /// A position as it stands in a cell.
    pub(super) fn position_card(&mut self, position: &'a Position) -> Block {
        let mut blocks =
            vec![Block::Paragraph(Self::kind_line(position)), Block::Paragraph(Text::plain(&position.text))];
        let conditions = position.conditions.iter().map(|condition| plain(self.only_if(condition)));
        blocks.extend(conditions);
        let disputed = self.is_disputed(&Ref::Position(position.id.clone()), &position.evidence);
        blocks.push(Block::Paragraph(self.chip(&position.evidence, disputed)));
        Block::Card(Card { accent: self.accent(&position.party), blocks })
    }

    /// What a proposal says on one issue, as it stands in a cell.
    pub(super) fn term_card(&mut self, proposal: &'a Proposal, term: &'a Term) -> Block {
        let head = with_visibility(Text::default().with(&proposal.title, Look::Strong), proposal.visibility());
        let line = self.proposal_line(self.label(&proposal.sponsor), proposal);
        let mut blocks = vec![Block::Paragraph(head), quiet(line), Block::Paragraph(Text::plain(&term.text))];
        let answers = proposal.responses.iter();
        let answers: Vec<String> =
            answers.map(|response| self.response_line(self.label(&response.party), response)).collect();
        if !answers.is_empty() {
            blocks.push(quiet(words::dotted(&answers)));
        }
        let disputed = self.is_disputed(&Ref::Proposal(proposal.id.clone()), &proposal.evidence);
        blocks.push(Block::Paragraph(self.chip(&proposal.evidence, disputed)));
        Block::Card(Card { accent: self.accent(&proposal.sponsor), blocks })
    }

    /// Who made a proposal, and where it stands: today, as nothing says since when.
    pub(super) fn proposal_line(&self, sponsor: &str, proposal: &Proposal) -> String {
        let line = screen::proposal_line(sponsor, &proposal.status);
        if self.times.is_chosen() { words::proposed_today(sponsor, &proposal.status) } else { line }
    }

    /// What a party answers to a proposal, or that it did so only after the chosen round.
    pub(super) fn response_line(&self, party: &str, response: &ProposalResponse) -> String {
        if self.times.rests_on_later(&response.evidence) {
            return words::fact(party, words::ANSWERED_LATER);
        }
        let line = screen::response_line(party, &response.stance);
        let dated = response.stance == Stance::Unknown || self.times.was_known(&response.evidence);
        if dated { line } else { words::of_today(&line) }
    }

    /// How many issues are in each state; marked where that is not known of the chosen round.
    pub(super) fn issue_counts<'b>(
        &self,
        counts: &[(Status, usize)],
        mut issues: impl Iterator<Item = &'b Issue>,
    ) -> String {
        let line = screen::issue_counts(counts);
        if issues.all(|issue| self.times.was_known(&issue.status_evidence)) { line } else { words::of_today(&line) }
    }

    /// An issue's status as its mark and word, with what it rests on; marked where that is not known of the chosen
    /// round.
    pub(super) fn status_line(&mut self, issue: &Issue) -> Text {
        let mut text = Text::default();
        if !self.times.was_known(&issue.status_evidence) {
            text = text.with(words::TODAY, Look::Quiet);
        }
        let text = text.marked(Mark::Status(issue.status.clone()));
        let text = text.with(terms::status(&issue.status), Look::Plain);
        self.cited(text, &issue.status_evidence)
    }
}

/// The text with the mark and word of a dispute after it.
pub(super) fn dispute(text: Text) -> Text {
    text.with(words::DOT, Look::Quiet).marked(Mark::Disputed).with(screen::DISPUTED, Look::Quiet)
}

/// The text with who may see the record, where that is not everybody.
pub(super) fn with_visibility(text: Text, visibility: &Visibility) -> Text {
    match visibility {
        Visibility::Public => text,
        other => text.with(words::after_dot(&terms::visibility(other).to_lowercase()), Look::Strong),
    }
}

pub(super) fn heading(level: u8, text: impl Into<String>) -> Block {
    Block::Heading { level, text: Text::plain(text) }
}

pub(super) fn plain(text: impl Into<String>) -> Block {
    Block::Paragraph(Text::plain(text))
}

pub(super) fn quiet(text: impl Into<String>) -> Block {
    Block::Paragraph(Text::default().with(text, Look::Quiet))
}

/// A short label and a text in one paragraph.
///
/// The label stands before the text, or after it where the text runs from right to left: the first letter decides
/// which way a paragraph runs, and has to be the text's.
pub(super) fn labelled(mark: Option<&Mark>, label: &str, body: &str, look: Look) -> Text {
    let marked = |text: Text| match mark {
        Some(mark) => text.marked(mark.clone()),
        None => text,
    };
    if unicode_bidi::get_base_direction(body) == Direction::Rtl {
        let text = Text::default().with(body, look);
        if label.is_empty() { text } else { marked(text.with(words::DOT, Look::Quiet)).with(label, Look::Strong) }
    } else {
        let text = marked(Text::default());
        let text = if label.is_empty() { text } else { text.with(format!("{label} "), Look::Strong) };
        text.with(body, look)
    }
}

fn is_color(text: &str) -> bool {
    text.len() == 7 && text.strip_prefix('#').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
