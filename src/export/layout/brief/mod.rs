//! What a delegation takes into the room, in the order in which it is needed there.
//!
//! It says "we" for the party whose brief it is and "they" for the other principals. Nothing is made up: each line is
//! a record of the case with the numbers of its sources, and a part without material says so.

mod absent;
mod arguments;
mod background;
mod press;
mod response;
mod tactics;
mod then;

use std::sync::Arc;

use super::Draft;
use super::cites::Detail;
use super::scribe::{Scribe, dispute, heading, labelled, quiet, with_visibility};
use crate::case::{Basis, Case, Evidence, Firmness, Issue, IssueId, Kind, Party, Position, Ref, Role, Snapshot};
use crate::compare::{Comparison, Entry, Filter, Times, all_columns};
use crate::export::Choices;
use crate::export::paper::{Block, Look, Mark, Text};
use crate::words::{export as words, names, screen, terms};

pub(super) fn blocks(snapshot: &Snapshot, choices: &Choices) -> Draft {
    let times = Times::new(snapshot, choices.round.as_ref());
    let then = if times.is_chosen() { then::without_later_evidence(snapshot, &times) } else { snapshot.clone() };
    let (recorded, snapshot) = (snapshot, &then);
    let Some(own) = choices.own_party(snapshot) else {
        // Refused before anything is laid out; the paper would have nothing to say.
        return Draft { subtitle: words::BRIEF.to_owned(), landscape: false, blocks: vec![quiet(words::NO_PARTY)] };
    };
    let filter = Filter { parties: Vec::new(), ..choices.filter() };
    let comparison = Comparison::build(snapshot, &filter, &all_columns(snapshot));
    let rows = lines(snapshot, &comparison);
    let all = lines(recorded, &Comparison::build(recorded, &Filter::default(), &all_columns(recorded)));
    let mut brief = Brief { scribe: Scribe::new(snapshot, choices), own, rows, all, recorded: recorded.case() };
    let mut blocks = Vec::new();
    blocks.extend(super::chosen(snapshot, &filter, &comparison).map(quiet));
    brief.objectives(&mut blocks);
    brief.arguments(&mut blocks);
    brief.tactics(&mut blocks);
    brief.their_objectives(&mut blocks);
    brief.response(&mut blocks);
    brief.press_line(&mut blocks);
    brief.background(&mut blocks);
    blocks.extend(brief.scribe.sources(Detail::Short));
    Draft { subtitle: words::brief_for(own.label()), landscape: false, blocks }
}

/// A brief as it is written.
struct Brief<'a> {
    scribe: Scribe<'a>,
    own: &'a Party,
    /// Every issue that is shown with what stands on it, axis by axis.
    rows: Vec<Line<'a>>,
    /// Every issue with what stands on it now, whatever was chosen: what is left out by choice is on record.
    all: Vec<Line<'a>>,
    /// The case with what is later than the chosen round, as `all` has it.
    recorded: &'a Case,
}

/// An issue, and the positions and terms on it that are shown.
struct Line<'a> {
    issue: &'a Issue,
    positions: Vec<&'a Position>,
    proposals: Vec<u32>,
}

/// Whose a position is, as the brief sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Ours,
    /// Another principal's.
    Theirs,
    /// That of somebody else at the table or beside it.
    Third,
}

/// The issues of a comparison with what stands on each.
fn lines<'a>(snapshot: &'a Snapshot, comparison: &Comparison) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for (row, number) in comparison.issues.iter().enumerate() {
        let Some(issue) = snapshot.numbered_issue(*number) else { continue };
        let mut line = Line { issue, positions: Vec::new(), proposals: Vec::new() };
        for (_, entry) in comparison.row(row) {
            match entry {
                Entry::Position(position) => {
                    line.positions.extend(snapshot.numbered(position).map(Arc::as_ref));
                }
                Entry::Term { proposal, .. } => line.proposals.push(proposal),
            }
        }
        lines.push(line);
    }
    lines
}

impl<'a> Brief<'a> {
    fn side(&self, position: &Position) -> Side {
        if position.party == self.own.id {
            return Side::Ours;
        }
        let chosen = &self.scribe.choices.parties;
        let wanted = chosen.is_empty() || chosen.contains(&position.party);
        if wanted && self.is_theirs(position) { Side::Theirs } else { Side::Third }
    }

    /// Whether it is another principal's, whatever was chosen.
    fn is_theirs(&self, position: &Position) -> bool {
        let party = self.scribe.snapshot.party(&position.party);
        position.party != self.own.id && party.is_some_and(|party| party.role == Role::Principal)
    }

    /// The positions of a side and of these kinds, kind by kind.
    fn held(&self, side: Side, kinds: &[Kind]) -> Vec<(&'a Issue, &'a Position)> {
        let mut held = Vec::new();
        for kind in kinds {
            for line in &self.rows {
                let positions = line.positions.iter().filter(|position| position.kind == *kind);
                let positions = positions.filter(|position| self.side(position) == side);
                held.extend(positions.map(|position| (line.issue, *position)));
            }
        }
        held
    }

    fn objectives(&mut self, blocks: &mut Vec<Block>) {
        blocks.push(heading(1, words::OBJECTIVES));
        let items = self.list(Side::Ours, &[Kind::Demand]);
        let nothing = words::none_of(self.own.label(), words::DEMAND);
        blocks.push(items.unwrap_or_else(|| self.none_of(Side::Ours, &[Kind::Demand], nothing)));
    }

    /// What they ask for and refuse, and the needs behind it.
    fn their_objectives(&mut self, blocks: &mut Vec<Block>) {
        const KINDS: [Kind; 3] = [Kind::Demand, Kind::RedLine, Kind::Interest];
        blocks.push(heading(1, words::THEIR_OBJECTIVES));
        let items = self.list(Side::Theirs, &KINDS);
        let nothing = words::NO_OBJECTIVE_OF_THEIRS.to_owned();
        blocks.push(items.unwrap_or_else(|| self.none_of(Side::Theirs, &KINDS, nothing)));
    }

    /// The positions of a side as a list; nothing where there is none.
    fn list(&mut self, side: Side, kinds: &[Kind]) -> Option<Block> {
        let held = self.held(side, kinds);
        self.list_of(held, side, kinds.len() > 1)
    }

    /// These positions as a list, with their kinds where those differ; nothing where there is none.
    fn list_of(&mut self, held: Vec<(&'a Issue, &'a Position)>, side: Side, with_kinds: bool) -> Option<Block> {
        let several = side == Side::Theirs && self.several_others();
        let items: Vec<Vec<Block>> = held
            .into_iter()
            .map(|(issue, position)| {
                let mut label = names::short_issue(issue).to_owned();
                if several {
                    label = words::joined(&label, self.scribe.label(&position.party));
                }
                let marked = with_kinds && position.kind != Kind::Demand;
                self.item(&issue.id, position, |brief| brief.claim(&label, position, side, marked))
            })
            .collect();
        (!items.is_empty()).then_some(Block::List(items))
    }

    /// An item of a list on an issue that a party's position makes.
    fn item(&mut self, issue: &IssueId, position: &Position, text: impl FnOnce(&mut Self) -> Text) -> Vec<Block> {
        let text = text(self);
        vec![self.scribe.about([issue], [&position.party], vec![Block::Paragraph(text)])]
    }

    /// Whether "they" are more than one.
    fn several_others(&self) -> bool {
        let parties = &self.scribe.case().parties;
        parties.iter().filter(|party| party.role == Role::Principal && party.id != self.own.id).count() > 1
    }

    /// A position in one paragraph, with all that it depends on and rests on.
    fn claim(&mut self, label: &str, position: &'a Position, side: Side, marked: bool) -> Text {
        let label = if marked { words::joined(label, terms::kind(&position.kind)) } else { label.to_owned() };
        let mark = marked.then(|| Mark::Kind(position.kind.clone()));
        let mut text = labelled(mark.as_ref(), &label, &position.text, Look::Plain);
        // What something depends on is read as the text is; at what is given, each condition stands by itself.
        let conditions = self.scribe.conditions(&position.conditions, Some(&self.own.id), Some(&position.issue));
        let below = position.kind == Kind::Concession;
        if let Some(conditions) = words::only_if_all(&conditions).filter(|_| !below) {
            text = text.with(words::after_space(&conditions), Look::Plain);
        }
        // What we hold we know; of what they hold we have to know from whom.
        if side == Side::Ours {
            let firmness = position.firmness.as_ref().filter(|firmness| **firmness != Firmness::Unknown);
            if let Some(firmness) = firmness.filter(|_| position.kind == Kind::Demand) {
                text = text.with(words::after_dot(terms::firmness(firmness)), Look::Quiet);
            }
        } else if !position.evidence.is_empty() {
            text = text.with(words::after_dot(&attributions(&position.evidence)), Look::Quiet);
        }
        if position.basis == Some(Basis::Inferred) {
            text = text.with(words::after_dot(terms::basis(&Basis::Inferred)), Look::Quiet);
        }
        text = with_visibility(text, position.visibility());
        text = self.rests_on(text, &position.evidence);
        let target = Ref::Position(position.id.clone());
        if self.scribe.is_disputed(&target, &position.evidence) {
            text = dispute(text);
        }
        for condition in conditions.iter().filter(|_| below) {
            let line = words::only_if_all(std::slice::from_ref(condition)).unwrap_or_default();
            text = text.broken().with(line, Look::Plain);
        }
        text
    }

    /// The text with its sources, or with the word that there is none.
    fn rests_on(&mut self, text: Text, evidence: &[Evidence]) -> Text {
        if evidence.is_empty() {
            text.with(words::after_dot(screen::NO_EVIDENCE), Look::Quiet)
        } else {
            self.scribe.cited(text, evidence)
        }
    }
}

/// In which ways sources tie a claim to a speaker, the most direct first.
fn attributions(evidence: &[Evidence]) -> String {
    let mut all: Vec<_> = evidence.iter().map(|entry| &entry.attribution).collect();
    all.sort();
    all.dedup();
    all.into_iter().map(terms::attribution).collect::<Vec<_>>().join(", ")
}
