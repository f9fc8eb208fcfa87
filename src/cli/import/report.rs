//! What was understood and what is made of it, as lines on standard error.

use std::io::{self, Write};

use crate::case::{Ref, Snapshot};
use crate::import::brackets::{Choices, Meaning};
use crate::import::{Certainty, ColumnRole, Fate, Grid, Mapping, Plan, column_name, heading};
use crate::words::{import as words, names, terms, visible};

/// Whether a table's label is one that programs give by themselves.
pub(super) fn is_generic(label: &str) -> bool {
    let folded = crate::fold::fold(label);
    let name = folded.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
    matches!(name, "" | "sheet" | "table" | "tabelle" | "feuil" | "hoja" | "ورقة" | "גיליון" | "worksheet")
}

/// What a table is taken for.
pub(super) fn mapping(grid: &Grid, mapping: &Mapping, says_attribution: bool, snapshot: &Snapshot) -> Vec<String> {
    let rows = mapping.headers.start + 1..mapping.headers.end;
    let mut lines =
        vec![words::taken(grid.label(), grid.height(), grid.width(), grid.is_turned(), &(rows.start..=rows.end))];
    for (at, column) in mapping.columns.iter().enumerate() {
        if column.role == ColumnRole::Ignore {
            continue;
        }
        let heading = heading(grid, &mapping.headers, at);
        let sure = column.certainty > Certainty::Unsure;
        let name = if grid.is_turned() { (at + 1).to_string() } else { column_name(at) };
        lines.push(words::taken_column(&name, &heading, &column.role.name(snapshot), sure));
    }
    if mapping.column(&ColumnRole::Evidence).is_some() {
        let attribution = terms::attribution(&mapping.attribution);
        lines.push(words::taken_sources(attribution, mapping.backs_status, says_attribution));
    }
    lines
}

/// What the names in a draft are taken for.
pub(super) fn labels(choices: &Choices, snapshot: &Snapshot) -> Vec<String> {
    let lines = choices.labels.iter().map(|label| {
        let meaning = match &label.meaning {
            Meaning::Party(choice) => choice.name(snapshot),
            Meaning::Option => words::AN_OPTION.to_owned(),
            Meaning::Ignore => words::NOT_READ.to_owned(),
        };
        words::taken_label(&label.name, label.count, &meaning, label.certainty > Certainty::Unsure)
    });
    lines.collect()
}

/// What is made, what is left out and why, and how much that is.
pub(super) fn plan(plan: &Plan, err: &mut dyn Write) -> io::Result<()> {
    for made in plan.made.iter().filter(|made| made.fate != Fate::Same) {
        let place = made.from.map(|place| place.to_string());
        let name = match &made.target {
            Ref::Issue(id) => plan.after().issue(id).map(|issue| names::plain_issue(issue)),
            _ => None,
        };
        let text = name.as_ref().unwrap_or(&made.text);
        let noun = crate::words::edits::noun(made.noun);
        writeln!(err, "{}", words::made(made.fate == Fate::New, noun, text, place.as_deref()))?;
    }
    for inferred in &plan.inferred {
        writeln!(err, "{}", visible(&inferred.message()))?;
    }
    for skipped in &plan.skipped {
        let line = words::skipped(&skipped.place.to_string(), &skipped.text, skipped.reason.message());
        writeln!(err, "{}", visible(&line))?;
    }
    writeln!(err, "{}", plan.summary())
}
