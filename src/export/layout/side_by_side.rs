//! The comparison as a table: a row for each issue, a column for each party and one for the proposals.

use std::sync::Arc;

use super::cites::Detail;
use super::scribe::{Scribe, quiet};
use super::{Draft, nothing, stopped};
use crate::case::{PartyId, Snapshot};
use crate::compare::{Column, Comparison, Entry};
use crate::export::paper::{Block, Look, Row, RowKind, Table, TableColumn, Text};
use crate::export::{Cancelled, Choices, Progress};
use crate::words::{axes, export as words, names, screen, terms};

/// The width of the issues' column, where that of a party is 1.
const ISSUES: f32 = 0.62;
/// The width of a column that is empty in most rows.
const SPARSE: f32 = 0.55;

pub(super) fn blocks(
    snapshot: &Snapshot,
    choices: &Choices,
    pictures: Vec<Block>,
    progress: &Progress,
) -> Result<Draft, Cancelled> {
    let (filter, columns) = (choices.filter(), choices.columns(snapshot));
    let comparison = Comparison::build(snapshot, &filter, &columns);
    let mut scribe = Scribe::new(snapshot, choices);
    let mut blocks = Vec::new();
    blocks.extend(super::chosen(snapshot, &filter, &comparison).map(quiet));
    blocks.extend(super::columns_not_shown(snapshot, &filter, &columns).map(quiet));
    blocks.extend(pictures);
    if comparison.issues.is_empty() {
        blocks.push(quiet(words::NO_ISSUE));
    } else {
        let mut rows = Vec::new();
        for group in comparison.groups.iter().filter(|group| !group.rows.is_empty()) {
            let axis = group.axis.and_then(|axis| snapshot.case().axes.get(axis as usize));
            let axis_id = axis.map(|axis| axis.id.clone());
            let head = Text::default().with(axes::group(snapshot, group.axis), Look::Label);
            let issues = comparison.issues.get(group.rows.clone()).unwrap_or_default();
            let issues = issues.iter().filter_map(|number| snapshot.numbered_issue(*number));
            let counts = scribe.issue_counts(&group.counts, issues.map(Arc::as_ref));
            let head = head.with(words::after_dot(&counts), Look::Quiet);
            rows.push(Row { axis: axis_id.clone(), kind: RowKind::Group(head) });
            for row in group.rows.clone() {
                stopped(progress)?;
                rows.push(Row { axis: axis_id.clone(), kind: RowKind::Cells(cells(&mut scribe, &comparison, row)) });
            }
        }
        let mut heads = vec![TableColumn {
            head: vec![Block::Paragraph(Text::default().with(screen::ISSUE, Look::Strong))],
            share: ISSUES,
            party: None,
            accent: None,
        }];
        let columns = comparison.columns.iter().enumerate();
        heads.extend(columns.map(|(number, column)| head(&scribe, column, share(&comparison, number))));
        blocks.push(Block::Table(Table { label: screen::TABLE_NAME.to_owned(), columns: heads, rows }));
    }
    blocks.push(quiet(words::GRADES));
    blocks.extend(scribe.sources(Detail::Full));
    Ok(Draft { subtitle: words::SIDE_BY_SIDE.to_owned(), landscape: true, blocks })
}

/// A column's width: a column that is empty in three of four rows leaves room to the others.
fn share(comparison: &Comparison, column: usize) -> f32 {
    let rows = comparison.issues.len();
    let filled = (0..rows).filter(|row| !comparison.cell(*row, column).is_empty()).count();
    if filled * 4 < rows { SPARSE } else { 1.0 }
}

/// A column's name, and under it what it is.
fn head(scribe: &Scribe<'_>, column: &Column, share: f32) -> TableColumn {
    let (name, role, party) = match column {
        Column::Party(id) => (party_name(scribe, id), role(scribe, id), Some(id.clone())),
        Column::Proposals => {
            (Text::default().with(screen::PROPOSALS, Look::Strong), screen::PROPOSALS_ROLE.to_owned(), None)
        }
    };
    let role = Text::default().with(role, Look::Label);
    let accent = party.as_ref().and_then(|party| scribe.accent(party));
    TableColumn { head: vec![Block::Paragraph(name), Block::Paragraph(role)], share, party, accent }
}

fn party_name(scribe: &Scribe<'_>, id: &PartyId) -> Text {
    let text = Text::default().with(names::party_label(scribe.snapshot, id), Look::Strong);
    match scribe.snapshot.party(id).and_then(|party| party.native_name.as_deref()) {
        Some(native) => text.with(format!(" {native}"), Look::Plain),
        None => text,
    }
}

fn role(scribe: &Scribe<'_>, id: &PartyId) -> String {
    scribe.snapshot.party(id).map(|party| terms::role(&party.role).to_owned()).unwrap_or_default()
}

/// A row's cells, that of the issue first.
fn cells(scribe: &mut Scribe<'_>, comparison: &Comparison, row: usize) -> Vec<Vec<Block>> {
    let case = scribe.case();
    let number = comparison.issues.get(row).copied();
    let mut cells = Vec::with_capacity(comparison.columns.len() + 1);
    if let Some(issue) = number.and_then(|number| scribe.snapshot.numbered_issue(number)) {
        let title = Text::default().with(names::issue(issue), Look::Strong);
        cells.push(vec![Block::Paragraph(title), Block::Paragraph(scribe.status_line(issue))]);
    }
    for column in 0..comparison.columns.len() {
        let mut blocks = Vec::new();
        for entry in comparison.cell(row, column) {
            match entry {
                Entry::Position(position) => {
                    let position = scribe.snapshot.numbered(*position).map(Arc::as_ref);
                    blocks.extend(position.map(|position| scribe.position_card(position)));
                }
                Entry::Term { proposal, term } => {
                    let proposal = case.proposals.get(*proposal as usize).map(Arc::as_ref);
                    let term = proposal.and_then(|proposal| Some((proposal, proposal.terms.get(*term as usize)?)));
                    blocks.extend(term.map(|(proposal, term)| scribe.term_card(proposal, term)));
                }
            }
        }
        if blocks.is_empty() {
            let said = nothing(comparison, &scribe.times, row, column);
            blocks.push(quiet(said.unwrap_or_else(|| screen::NO_PROPOSAL.to_owned())));
        }
        cells.push(blocks);
    }
    cells
}
