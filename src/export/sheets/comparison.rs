//! The sheet with everything side by side, for reading only.

use rust_xlsxwriter::Worksheet;

use super::style::{Style, Use, fit, longest_line, width};
use super::text::{CELL, Form, parts};
use super::{Counter, SheetsError, shortened};
use crate::case::{Condition, Evidence, IssueId, Ref, Snapshot};
use crate::compare::{Column, Comparison, Entry, Times};
use crate::export::Choices;
use crate::export::layout::nothing;
use crate::safe::unmarked;
use crate::words::{chip, export, names, screen, sheets as words, terms};

/// The row with the names of the columns.
const HEAD: u32 = 1;

/// How many issues the sheet has.
pub(super) fn count(snapshot: &Snapshot, choices: &Choices) -> usize {
    Comparison::build(snapshot, &choices.filter(), &choices.columns(snapshot)).issues.len()
}

/// Writes a row for each issue and a column for each party, and one for what is on the table.
pub(super) fn write(
    sheet: &mut Worksheet,
    style: &Style,
    snapshot: &Snapshot,
    choices: &Choices,
    counter: &mut Counter<'_>,
) -> Result<(), SheetsError> {
    let columns = choices.columns(snapshot);
    let comparison = Comparison::build(snapshot, &choices.filter(), &columns);
    let times = Times::new(snapshot, choices.round.as_ref());
    sheet.set_name(words::COMPARISON)?;
    sheet.set_freeze_panes(HEAD + 1, 2)?;
    sheet.merge_range(0, 0, 0, 3, words::NOT_READ, &style.note)?;
    let mut heads = vec![words::AXIS.to_owned(), words::ISSUE.to_owned(), words::STATUS.to_owned()];
    heads.extend(columns.iter().map(|column| match column {
        Column::Party(party) => names::party_label(snapshot, party).to_owned(),
        Column::Proposals => screen::PROPOSALS.to_owned(),
    }));
    let last_column = u16::try_from(heads.len() - 1);
    let last_column = last_column.map_err(|_too_many| SheetsError::TooManyColumns { sheet: words::COMPARISON })?;
    let mut longest: Vec<usize> = heads.iter().map(|head| head.chars().count() + 3).collect();
    for (at, head) in (0..).zip(&heads) {
        sheet.write_string_with_format(HEAD, at, in_cell(head), &style.reading_head)?;
    }
    let mut rows: Vec<Vec<String>> = Vec::with_capacity(comparison.issues.len());
    for group in &comparison.groups {
        let axis = group.axis.and_then(|axis| snapshot.case().axes.get(axis as usize));
        let axis = axis.map_or("", |axis| axis.name.as_str());
        for at in group.rows.clone() {
            let issue = comparison.issues.get(at).and_then(|number| snapshot.numbered_issue(*number));
            let Some(issue) = issue else { continue };
            let status = of_then(&times, &issue.status_evidence, terms::status(&issue.status));
            let mut cells = vec![axis.to_owned(), names::plain_issue(issue), status];
            cells.extend((0..columns.len()).map(|column| cell(snapshot, &comparison, &times, at, column)));
            for (text, longest) in cells.iter().zip(&mut longest) {
                *longest = (*longest).max(longest_line(text));
            }
            rows.push(cells);
        }
    }
    let widths: Vec<f64> =
        (0..).zip(longest).map(|(at, longest)| width(longest, 10, if at < 3 { 28 } else { 54 })).collect();
    style.page(sheet, &widths, (HEAD + 1, 2))?;
    let mut row = HEAD;
    for cells in rows {
        counter.step()?;
        row += 1;
        for (column, text) in (0..).zip(&cells) {
            let what = if text.starts_with(terms::NO_POSITION) { Use::Reading } else { Use::Text };
            style.text(sheet, (row, column), &in_cell(text), what)?;
        }
        fit(sheet, row, cells.iter().map(String::as_str).zip(widths.iter().copied()))?;
    }
    sheet.autofilter(HEAD, 0, row, last_column)?;
    Ok(())
}

/// What a party says on an issue, or what is on the table about it.
fn cell(snapshot: &Snapshot, comparison: &Comparison, times: &Times, row: usize, column: usize) -> String {
    let entries = comparison.cell(row, column).iter().filter_map(|entry| entry_text(snapshot, times, *entry));
    let entries: Vec<String> = entries.collect();
    if entries.is_empty() { nothing(comparison, times, row, column).unwrap_or_default() } else { entries.join("\n\n") }
}

/// A state as it is, or marked where that is not known of the chosen round.
fn of_then(times: &Times, evidence: &[Evidence], state: &str) -> String {
    if times.was_known(evidence) { state.to_owned() } else { export::of_today(state) }
}

fn entry_text(snapshot: &Snapshot, times: &Times, entry: Entry) -> Option<String> {
    let case = snapshot.case();
    match entry {
        Entry::Position(number) => {
            let position = snapshot.numbered(number)?;
            let mut lines = vec![format!("{}: {}", terms::kind(&position.kind), position.text)];
            lines.extend(position.conditions.iter().map(|condition| condition_text(snapshot, condition)));
            lines.push(format!("({})", unmarked(&chip::evidence(snapshot, &position.evidence))));
            Some(lines.join("\n"))
        }
        Entry::Term { proposal, term } => {
            let proposal = case.proposals.get(proposal as usize)?;
            let term = proposal.terms.get(term as usize)?;
            let sponsor = names::party_label(snapshot, &proposal.sponsor);
            let status = terms::proposal_status(&proposal.status);
            // Nothing says since when a proposal stands where it does.
            let status = if times.is_chosen() { export::of_today(status) } else { status.to_owned() };
            Some(format!("{sponsor}: {}\n({} · {status})", term.text, proposal.title))
        }
    }
}

fn condition_text(snapshot: &Snapshot, condition: &Condition) -> String {
    let issue: Option<IssueId> = match &condition.requires {
        Some(Ref::Issue(issue)) => Some(issue.clone()),
        Some(Ref::Position(id)) => snapshot.position(id).map(|position| position.issue.clone()),
        _ => None,
    };
    let number = issue.and_then(|issue| snapshot.issue(&issue)?.number.clone());
    unmarked(&screen::only_if(&condition.text, number.as_deref())).into_owned()
}

/// What of a text finds room in a cell; it says where it is shortened.
fn in_cell(text: &str) -> String {
    let shown = Form::Workbook.write(text);
    if text.is_empty() {
        return String::new();
    }
    if parts(&shown).count() > 1 { shortened(&shown, CELL, words::GOES_ON) } else { shown.into_owned() }
}
