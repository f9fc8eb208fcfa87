//! Everything that the case says, with all evidence, and sources by number.

mod around;
mod evidence;
mod issues;
mod judgement;
mod tables;

use std::sync::Arc;

use super::cites::Detail;
use super::scribe::{Scribe, heading, plain, quiet};
use super::{Draft, stopped};
use crate::case::{IssueId, PartyId, Ref, Snapshot};
use crate::compare::axes::Axes;
use crate::compare::{Comparison, Entry, Filter, all_columns, unplaced};
use crate::export::paper::Block;
use crate::export::{Cancelled, Choices, Progress};
use crate::words::{export as words, panels};

pub(super) fn blocks(
    snapshot: &Snapshot,
    choices: &Choices,
    pictures: Vec<Block>,
    progress: &Progress,
) -> Result<Draft, Cancelled> {
    let filter = choices.filter();
    // Every party has its say here, whatever columns a table would have.
    let columns = if choices.columns.is_empty() { all_columns(snapshot) } else { choices.columns.clone() };
    let comparison = Comparison::build(snapshot, &filter, &columns);
    let axes = Axes::build(snapshot, &filter, &comparison);
    let mut record =
        Record { scribe: Scribe::new(snapshot, choices), filter, comparison: &comparison, blocks: Vec::new() };
    record.head(snapshot, pictures);
    record.parties();
    record.issues(&axes, progress)?;
    record.proposals();
    record.outcomes();
    record.rounds();
    stopped(progress)?;
    record.timeline();
    record.disputes();
    record.glossary();
    record.assessments();
    record.notes();
    record.log();
    record.nowhere();
    let mut blocks = record.blocks;
    blocks.extend(record.scribe.sources(Detail::Full));
    Ok(Draft { subtitle: words::RECORD.to_owned(), landscape: false, blocks })
}

/// A record as it is written.
struct Record<'a> {
    scribe: Scribe<'a>,
    filter: Filter,
    comparison: &'a Comparison,
    blocks: Vec<Block>,
}

impl<'a> Record<'a> {
    fn snapshot(&self) -> &'a Snapshot {
        self.scribe.snapshot
    }

    fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    fn head(&mut self, snapshot: &Snapshot, pictures: Vec<Block>) {
        self.blocks.extend(super::chosen(snapshot, &self.filter, self.comparison).map(quiet));
        self.blocks.extend(super::columns_not_shown(snapshot, &self.filter, &self.comparison.columns).map(quiet));
        self.blocks.extend(snapshot.case().summary.as_deref().map(plain));
        self.push(quiet(words::GRADES));
        self.blocks.extend(pictures);
    }

    fn shows_issue(&self, issue: &IssueId) -> bool {
        self.snapshot().issue_number(issue).is_some_and(|number| self.comparison.shows(number))
    }

    fn wants_party(&self, party: &PartyId) -> bool {
        self.filter.parties.is_empty() || self.filter.parties.contains(party)
    }

    /// Whether a remark on a record belongs here: what it is about is shown, or no choice leaves it out.
    fn shows(&self, target: Option<&Ref>) -> bool {
        if self.filter.is_empty() {
            return true;
        }
        match target {
            Some(Ref::Issue(issue)) => self.shows_issue(issue),
            Some(Ref::Position(position)) => {
                self.snapshot().position(position).is_some_and(|position| self.shows_issue(&position.issue))
            }
            Some(Ref::Party(party)) => self.wants_party(party),
            _ => true,
        }
    }

    /// Positions and terms that belong to no issue or party of the case.
    fn nowhere(&mut self) {
        if !self.filter.is_empty() {
            return;
        }
        let positions: Vec<_> = unplaced(self.snapshot())
            .into_iter()
            .filter_map(|entry| match entry {
                Entry::Position(number) => self.snapshot().numbered(number).map(Arc::as_ref),
                // A proposal stands whole among the proposals.
                Entry::Term { .. } => None,
            })
            .collect();
        if positions.is_empty() {
            return;
        }
        self.push(heading(1, words::NOWHERE));
        for position in positions {
            let card = self.position(position, &[]);
            self.push(card);
        }
    }

    /// A heading for a part, unless the part is empty.
    fn part(&mut self, title: &str, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            self.push(heading(1, title));
            self.blocks.extend(blocks);
        }
    }

    /// A label and names, in one quiet line; nothing without a name.
    fn fact(label: &str, names: &[&str]) -> Option<Block> {
        (!names.is_empty()).then(|| quiet(words::fact(label, &names.join(", "))))
    }

    /// Tags in a line.
    fn tags(tags: &[String]) -> Option<Block> {
        let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
        Self::fact(panels::TAGS, &tags)
    }
}
