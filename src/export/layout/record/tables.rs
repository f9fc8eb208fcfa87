//! The timeline, the reports that contradict each other, and the glossary.

use std::sync::Arc;

use hashbrown::HashSet;

use super::super::scribe::{dispute, labelled, plain, quiet};
use super::Record;
use crate::case::{Event, Evidence, Ref, Snapshot, SourceId};
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

    /// What contradicts what, side by side: nothing is merged, and neither is called right.
    pub(super) fn disputes(&mut self) {
        let disputes = pairs(self.snapshot());
        if disputes.is_empty() {
            return;
        }
        let rows = disputes
            .into_iter()
            .map(|pair| {
                let (one, other) = (self.report(&pair.from, pair.evidence), self.report(&pair.target, &[]));
                Row { axis: None, kind: RowKind::Cells(vec![one, other]) }
            })
            .collect();
        let table = table(words::DISPUTED_REPORTS, &[(words::ONE_REPORT, 1.0), (words::OTHER_REPORT, 1.0)], rows);
        self.part(words::DISPUTED_REPORTS, vec![quiet(words::DISPUTED_MEANING), Block::Table(table)]);
    }

    /// A record that contradicts or is contradicted: what it says, and what it rests on.
    fn report(&mut self, target: &Ref, disputing: &'a [Evidence]) -> Vec<Block> {
        let name = names::of(self.scribe.snapshot, target);
        let mut blocks = Vec::new();
        if !name.head.is_empty() {
            blocks.push(quiet(name.head));
        }
        blocks.push(plain(name.text));
        let snapshot: &'a Snapshot = self.scribe.snapshot;
        let evidence = if disputing.is_empty() { evidence_of(snapshot, target) } else { disputing };
        let chip = self.scribe.chip(evidence, false);
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

/// A record whose evidence contradicts another record.
struct Pair<'a> {
    from: Ref,
    /// The entry that says so.
    evidence: &'a [Evidence],
    target: Ref,
}

/// Every contradiction once.
///
/// Two records that contradict each other are one pair. Positions, outcomes and events come first, as they are what can
/// be contradicted; where another record, such as the round of the same day, cites the same source against the same
/// record, it adds nothing.
fn pairs(snapshot: &Snapshot) -> Vec<Pair<'_>> {
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
            if seen.insert(either) && !known {
                pairs.push(Pair { from: from.clone(), evidence: entry, target: target.clone() });
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
