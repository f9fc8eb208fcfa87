//! The timeline, the reports that contradict each other, and the glossary.

use std::sync::Arc;

use hashbrown::HashSet;

use super::super::scribe::{dispute, labelled, plain, quiet};
use super::Record;
use crate::case::{Event, Evidence, Ref, Snapshot, SourceId};
use crate::compare::Times;
use crate::export::paper::{Block, Look, Row, RowKind, Table, TableColumn, Text};
use crate::words::{export as words, names, panels, terms};

impl<'a> Record<'a> {
    pub(super) fn timeline(&mut self) {
        let events = self.scribe.case().events.iter().map(Arc::as_ref);
        let mut events: Vec<&'a Event> = events.filter(|event| !self.scribe.times.is_later(&event.date)).collect();
        if events.is_empty() {
            return;
        }
        events.sort_by_key(|event| event.date.sort_key());
        let rows = events.into_iter().map(|event| {
            let mut text = Text::plain(&event.text);
            text = self.scribe.cited(text, &event.evidence);
            if self.scribe.is_disputed(&Ref::Event(event.id.clone()), &event.evidence) {
                text = dispute(text);
            }
            let cells = vec![
                vec![plain(terms::date(&event.date))],
                vec![Block::Paragraph(text), self.evidence(&event.evidence)],
            ];
            Row { axis: None, kind: RowKind::Cells(cells) }
        });
        let rows = rows.collect();
        let table = table(words::TIMELINE, &[(panels::DATE, 0.22), (panels::EVENT, 1.0)], rows);
        self.part(words::TIMELINE, vec![Block::Table(table)]);
    }

    /// What contradicts what, side by side: nothing is merged, and none is called right.
    ///
    /// Reports that contradict each other, one another in turn, are one dispute. Disputes of as many reports are one
    /// table, those of two first.
    pub(super) fn disputes(&mut self) {
        let mut groups = groups(&pairs(self.snapshot(), &self.scribe.times));
        groups.sort_by_key(Vec::len);
        let mut blocks = Vec::new();
        for alike in groups.chunk_by(|one, two| one.len() == two.len()) {
            let count = alike.first().map_or(0, Vec::len);
            let columns = count.min(COLUMNS);
            let mut rows = Vec::new();
            for group in alike {
                for reports in group.chunks(columns.max(1)) {
                    let mut cells: Vec<Vec<Block>> = reports.iter().map(|report| self.report(report)).collect();
                    cells.resize_with(columns, Vec::new);
                    rows.push(Row { axis: None, kind: RowKind::Cells(cells) });
                }
            }
            let heads: Vec<String> = (1..=columns).map(words::report_number).collect();
            let heads: Vec<(&str, f32)> = heads.iter().map(|head| (head.as_str(), 1.0)).collect();
            blocks.push(quiet(words::reports_in_dispute(count)));
            blocks.push(Block::Table(table(words::DISPUTED_REPORTS, &heads, rows)));
        }
        if !blocks.is_empty() {
            blocks.insert(0, quiet(words::DISPUTED_MEANING));
            self.part(words::DISPUTED_REPORTS, blocks);
        }
    }

    /// A record that contradicts or is contradicted: what it says, and what it rests on.
    fn report(&mut self, target: &Ref) -> Vec<Block> {
        let name = names::of(self.scribe.snapshot, target);
        let mut blocks = Vec::new();
        if !name.head.is_empty() {
            blocks.push(quiet(name.head));
        }
        blocks.push(plain(name.text));
        let snapshot: &'a Snapshot = self.scribe.snapshot;
        let chip = self.scribe.chip(evidence_of(snapshot, target), false);
        blocks.push(Block::Paragraph(chip));
        blocks
    }

    pub(super) fn glossary(&mut self) {
        let items: Vec<Vec<Block>> = self
            .scribe
            .case()
            .glossary
            .iter()
            .map(|entry| {
                let text = labelled(None, &words::colon(&entry.term), &entry.definition, Look::Plain);
                vec![Block::Paragraph(self.scribe.cited(text, &entry.evidence))]
            })
            .collect();
        if !items.is_empty() {
            self.part(panels::GLOSSARY, vec![Block::List(items)]);
        }
    }
}

fn table(label: &str, columns: &[(&str, f32)], rows: Vec<Row>) -> Table {
    let columns = columns
        .iter()
        .map(|(head, share)| TableColumn {
            head: vec![Block::Paragraph(Text::default().with(*head, Look::Strong))],
            share: *share,
            party: None,
            accent: None,
        })
        .collect();
    Table { label: label.to_owned(), columns, rows }
}

/// How many reports of a dispute stand beside each other; more go on below.
const COLUMNS: usize = 3;

/// A record whose evidence contradicts another record.
struct Pair {
    from: Ref,
    target: Ref,
}

/// The records of each dispute: those that contradict each other directly or through others, in the order in which
/// they are found.
fn groups(pairs: &[Pair]) -> Vec<Vec<Ref>> {
    let mut groups: Vec<Vec<Ref>> = Vec::new();
    for Pair { from, target } in pairs {
        let mut joined = Vec::new();
        let mut place = None;
        let mut rest = Vec::new();
        for group in std::mem::take(&mut groups) {
            if group.contains(from) || group.contains(target) {
                place = place.or(Some(rest.len()));
                joined.extend(group);
            } else {
                rest.push(group);
            }
        }
        for record in [from, target] {
            if !joined.contains(record) {
                joined.push(record.clone());
            }
        }
        rest.insert(place.unwrap_or(rest.len()), joined);
        groups = rest;
    }
    groups
}

/// Every contradiction once.
///
/// Two records that contradict each other are one pair. Positions, outcomes and events come first, as they are what can
/// be contradicted; where another record, such as the round of the same day, cites the same source against the same
/// record, it adds nothing. A record that came after the chosen round contradicts nothing in it.
fn pairs(snapshot: &Snapshot, times: &Times) -> Vec<Pair> {
    let case = snapshot.case();
    let mut all: Vec<(Ref, &[Evidence])> = Vec::new();
    all.extend(case.positions.iter().map(|record| (Ref::Position(record.id.clone()), &*record.evidence)));
    all.extend(case.outcomes.iter().map(|record| (Ref::Outcome(record.id.clone()), &*record.evidence)));
    all.extend(case.events.iter().map(|record| (Ref::Event(record.id.clone()), &*record.evidence)));
    all.extend(case.issues.iter().map(|record| (Ref::Issue(record.id.clone()), &*record.status_evidence)));
    all.extend(case.rounds.iter().map(|record| (Ref::Round(record.id.clone()), &*record.evidence)));
    for proposal in &case.proposals {
        let own = Ref::Proposal(proposal.id.clone());
        all.push((own.clone(), &proposal.evidence));
        all.extend(proposal.responses.iter().map(|response| (own.clone(), &*response.evidence)));
    }
    let later = |record: &Ref| match record {
        Ref::Event(id) => snapshot.event(id).is_some_and(|event| times.is_later(&event.date)),
        Ref::Outcome(id) => snapshot.outcome(id).is_some_and(|outcome| times.came_later(outcome)),
        record => times.rests_on_later(evidence_of(snapshot, record)),
    };
    let mut pairs = Vec::new();
    let mut seen: HashSet<(Ref, Ref)> = HashSet::new();
    let mut cited: HashSet<(&SourceId, Ref)> = HashSet::new();
    for (from, evidence) in all {
        for entry in evidence.chunks(1) {
            let [Evidence { source, disputes: Some(target), .. }] = entry else { continue };
            let either = (from.clone().min(target.clone()), from.clone().max(target.clone()));
            let is_target = matches!(from, Ref::Position(_) | Ref::Outcome(_) | Ref::Event(_));
            // A report that is contradicted stands for its record, whichever of the two says so.
            let known = !is_target && cited.contains(&(source, target.clone()));
            cited.insert((source, target.clone()));
            if seen.insert(either) && !known && !later(&from) && !later(target) {
                pairs.push(Pair { from: from.clone(), target: target.clone() });
            }
        }
    }
    pairs
}

fn evidence_of<'a>(snapshot: &'a Snapshot, target: &Ref) -> &'a [Evidence] {
    match target {
        Ref::Position(id) => snapshot.position(id).map_or(&[], |record| &record.evidence),
        Ref::Proposal(id) => snapshot.proposal(id).map_or(&[], |record| &record.evidence),
        Ref::Outcome(id) => snapshot.outcome(id).map_or(&[], |record| &record.evidence),
        Ref::Round(id) => snapshot.round(id).map_or(&[], |record| &record.evidence),
        Ref::Event(id) => snapshot.event(id).map_or(&[], |record| &record.evidence),
        Ref::Issue(id) => snapshot.issue(id).map_or(&[], |record| &record.status_evidence),
        _ => &[],
    }
}
