//! The positions of a case as one table, a CSV file as RFC 4180 has it: UTF-8 with a byte order mark, CRLF.
//!
//! A row is a position, with all of its fields; conditions and evidence stand in one cell each, a line for each of
//! them, as `field: value; field: value`. Beside it stand
//!
//! - the axis' id and name,
//! - the issue's id, number, title, status and options (id and label),
//! - the party's id, name and role,
//! - the sources that the position cites, by id, with their publisher,
//! - in each row the same: for whom the table was made, what it was narrowed to, and a number for what it held
//!   ([`Origin`]). A row can be sorted or deleted, so no single one of them has it. In a table that is not for
//!   everybody it begins with the marking, and stands first.
//!
//! What has no position has a row too: an issue on which nothing is recorded (without party and position), a party
//! and an axis (alone). That and no more of the case comes back. A file with everything would have some seventy
//! columns, most of them empty in each row, and be of no use to those who want a plain table; whoever wants everything
//! takes the workbook or the case file.

use std::collections::BTreeMap;

use hashbrown::HashSet;

use super::cell::{Cell, Codec};
use super::lines::{Line, Lines, others};
use super::origin::Origin;
use super::packed;
use super::schema::{CONDITIONS, Column, EVIDENCE, POSITIONS, TABLES, Table};
use super::text::Form;
use super::{Counter, SheetsError};
use crate::case::{Case, Issue, Object, Snapshot, SourceId, hash};
use crate::export::{Choices, Progress};
use crate::words::sheets as words;

/// What a column of the table holds.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// A field of the axis, the issue or the party: the table's key and the field.
    About(&'static str, &'static Column),
    /// The issue's options as `id: label`.
    IssueOptions,
    /// The place of the position in the case's list, from 1.
    Number,
    /// A field of the position.
    Field(&'static Column),
    /// What a field of the position holds several of.
    Nested(&'static str, &'static Table),
    /// The keys of the position that this version does not know.
    Others,
    /// The sources that it cites as `id: publisher`.
    Sources,
    /// How the table was made, the same in each row.
    Origin,
}

/// The columns in their order.
#[must_use]
pub fn columns() -> Vec<Part> {
    let field = |table: &str, field: &str| {
        let table = TABLES.iter().find(|known| known.key == table)?;
        table.columns.iter().find(|column| column.field == field).map(|column| Part::About(table.key, column))
    };
    let about = [
        ("axes", "id"),
        ("axes", "name"),
        ("issues", "id"),
        ("issues", "number"),
        ("issues", "title"),
        ("issues", "status"),
        ("parties", "id"),
        ("parties", "name"),
        ("parties", "role"),
    ];
    let mut columns: Vec<Part> = about.into_iter().filter_map(|(table, name)| field(table, name)).collect();
    let own = POSITIONS.columns.iter().filter(|column| !matches!(column.field, "party" | "issue"));
    let (first, rest): (Vec<&Column>, Vec<&Column>) =
        own.partition(|column| matches!(column.field, "id" | "kind" | "text"));
    columns.extend(first.into_iter().map(Part::Field));
    columns.extend([Part::Nested("conditions", &CONDITIONS), Part::Nested("evidence", &EVIDENCE)]);
    columns.extend(rest.into_iter().map(Part::Field));
    columns.extend([Part::Number, Part::IssueOptions, Part::Sources, Part::Others, Part::Origin]);
    columns
}

/// What a column is called.
#[must_use]
pub fn name(part: Part) -> String {
    match part {
        Part::About(table, column) => words::about_column(table, column.field),
        Part::IssueOptions => words::ISSUE_OPTIONS.to_owned(),
        Part::Number => words::NUMBER.to_owned(),
        Part::Field(column) if column.field == "id" => words::POSITION.to_owned(),
        Part::Field(column) => words::column(POSITIONS.key, column.field),
        Part::Nested(field, _) => words::column(POSITIONS.key, field),
        Part::Others => words::OTHERS.to_owned(),
        Part::Sources => words::SOURCES.to_owned(),
        Part::Origin => words::HANDED_OUT.to_owned(),
    }
}

/// A row, before it is written.
#[derive(Clone, Copy, Default)]
struct Row<'a> {
    axis: Option<&'a Object>,
    issue: Option<&'a Object>,
    party: Option<&'a Object>,
    position: Option<&'a Line>,
}

/// A number for what a row says, from the texts of its cells in the order of the columns, that of the origin left out.
///
/// Those of all rows together, added up with what goes over left out, are the number of the table: it is the same
/// however the rows are sorted.
#[must_use]
pub fn mark<'a>(cells: impl IntoIterator<Item = Option<&'a str>>) -> u64 {
    let mut said = String::new();
    for cell in cells {
        said.push_str(cell.unwrap_or("\u{1}"));
        said.push('\u{2}');
    }
    hash(said.as_bytes())
}

pub(super) fn write(snapshot: &Snapshot, choices: &Choices, progress: &Progress) -> Result<Vec<u8>, SheetsError> {
    let case = snapshot.case();
    let lines = Lines::of(case);
    let tables = Tables::new(&lines);
    let rows = rows(case, &lines, &tables);
    let columns: Vec<(Part, Option<Codec>)> = columns().into_iter().map(|part| (part, codec(part))).collect();
    let mut counter = Counter { progress, done: 0, whole: rows.len() * 2 + 1 };
    let mut table: Vec<Vec<Option<String>>> = Vec::with_capacity(rows.len());
    let mut content = 0_u64;
    for row in rows {
        counter.step()?;
        let cells: Vec<Option<String>> =
            columns.iter().map(|(part, codec)| tables.cell(case, row, *part, codec.as_ref())).collect();
        content = content.wrapping_add(mark(said(&cells)));
        table.push(cells);
    }
    let origin = Origin::of(choices, content).packed();
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        // Excel takes UTF-8 for something else without this mark.
        .from_writer("\u{feff}".as_bytes().to_vec());
    let failed = |error: csv::Error| SheetsError::NotMade(error.to_string());
    // What is not for everybody says so before all else, in each row.
    let first = usize::from(choices.audience.marking().is_some());
    let mut heads: Vec<String> = columns.iter().map(|(part, _)| name(*part)).collect();
    heads.rotate_right(first);
    writer.write_record(heads).map_err(failed)?;
    for mut cells in table {
        counter.step()?;
        if let Some(last) = cells.last_mut() {
            *last = Some(origin.clone());
        }
        cells.rotate_right(first);
        let cell = |text: Option<String>| text.map_or_else(String::new, |text| Form::Csv.write(&text).into_owned());
        writer.write_record(cells.into_iter().map(cell)).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| SheetsError::NotMade(error.to_string()))?;
    progress.step(1, 1)?;
    Ok(bytes)
}

/// What a row says itself: all cells but the last, which says how the table was made.
fn said(cells: &[Option<String>]) -> impl Iterator<Item = Option<&str>> {
    let own = cells.split_last().map_or(&[][..], |(_, own)| own);
    own.iter().map(Option::as_deref)
}

fn codec(part: Part) -> Option<Codec> {
    match part {
        Part::About(_, column) | Part::Field(column) => Some(Codec::new(column.holds)),
        _ => None,
    }
}

/// The records by their ids.
struct Tables<'a> {
    axes: BTreeMap<String, &'a Object>,
    issues: BTreeMap<String, &'a Object>,
    parties: BTreeMap<String, &'a Object>,
    sources: BTreeMap<String, &'a Object>,
}

impl<'a> Tables<'a> {
    fn new(lines: &'a Lines) -> Self {
        let of = |key: &str| {
            let table = TABLES.iter().find(|table| table.key == key);
            let lines = table.map_or(&[][..], |table| lines.table(table));
            lines.iter().filter_map(|line| Some((line.object.text("id")?, &line.object))).collect()
        };
        Self { axes: of("axes"), issues: of("issues"), parties: of("parties"), sources: of("sources") }
    }

    /// What stands in a cell; nothing for an empty one.
    fn cell(&self, case: &Case, row: Row<'_>, part: Part, codec: Option<&Codec>) -> Option<String> {
        let position = row.position;
        match part {
            Part::About(table, column) => {
                let (record, id) = match table {
                    "axes" => (row.axis, row.issue.and_then(|issue| issue.get("axis"))),
                    "issues" => (row.issue, position.and_then(|position| position.object.get("issue"))),
                    _ => (row.party, position.and_then(|position| position.object.get("party"))),
                };
                // What leads nowhere is named all the same.
                let value = record.and_then(|record| record.get(column.field));
                Some(shown(codec?, value.or_else(|| id.filter(|_| column.field == "id"))?))
            }
            Part::IssueOptions => {
                let options = row.issue?.objects("options");
                let pairs = options.iter().filter_map(|option| option.text("id").zip(option.text("label")));
                let pairs: Vec<(String, String)> = pairs.collect();
                packed_pairs(&pairs)
            }
            Part::Number => position.map(|position| position.number.to_string()),
            Part::Field(column) => Some(shown(codec?, position?.object.get(column.field)?)),
            Part::Nested(field, table) => {
                let objects = position?.object.objects(field);
                let lines: Vec<String> = objects.iter().map(|object| line(table, object)).collect();
                (!lines.is_empty()).then(|| lines.join("\n"))
            }
            Part::Others => others(&POSITIONS, &position?.object),
            Part::Sources => {
                let cited = case.positions.get(position?.number - 1)?;
                let ids = cited.evidence.iter().flat_map(|evidence| [Some(&evidence.source), evidence.via.as_ref()]);
                let mut seen = HashSet::new();
                let known = ids.flatten().filter(|id| seen.insert(id.as_str()));
                let pair =
                    |id: &SourceId| Some((id.as_str().to_owned(), self.sources.get(id.as_str())?.text("publisher")?));
                packed_pairs(&known.filter_map(pair).collect::<Vec<_>>())
            }
            // It is known when all rows are.
            Part::Origin => None,
        }
    }
}

fn packed_pairs(pairs: &[(String, String)]) -> Option<String> {
    let packed = packed::join_pairs(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())));
    (!pairs.is_empty()).then_some(packed)
}

fn shown(codec: &Codec, value: &str) -> String {
    match codec.write(value) {
        Cell::Text(text) => text,
        Cell::Number(number) => number.to_string(),
    }
}

/// A condition or a piece of evidence in one line.
fn line(table: &Table, object: &Object) -> String {
    let field = |column: &Column| {
        let value = shown(&Codec::new(column.holds), object.get(column.field)?);
        Some((words::column(table.key, column.field).to_lowercase(), value))
    };
    let mut pairs: Vec<(String, String)> = table.columns.iter().filter_map(field).collect();
    pairs.extend(others(table, object).map(|json| (words::OTHERS.to_lowercase(), json)));
    packed::join_pairs(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())))
}

/// The rows: issue by issue as the case has them, and within an issue by position; then what has no position.
fn rows<'a>(case: &'a Case, lines: &'a Lines, tables: &Tables<'a>) -> Vec<Row<'a>> {
    let positions = lines.table(&POSITIONS);
    let mut on: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
    for (position, line) in case.positions.iter().zip(positions) {
        on.entry(position.issue.as_str()).or_default().push(line);
    }
    let party_of = |line: &Line| line.object.text("party").and_then(|id| tables.parties.get(&id).copied());
    let mut rows = Vec::new();
    let axis_of = |issue: &Issue| tables.axes.get(issue.axis.as_str()).copied();
    for issue in &case.issues {
        let about =
            Row { axis: axis_of(issue), issue: tables.issues.get(issue.id.as_str()).copied(), ..Row::default() };
        let on_it = on.remove(issue.id.as_str()).unwrap_or_default();
        if on_it.is_empty() {
            rows.push(about);
        }
        rows.extend(on_it.into_iter().map(|line| Row { party: party_of(line), position: Some(line), ..about }));
    }
    let astray: HashSet<usize> = on.values().flatten().map(|line| line.number).collect();
    let astray = positions.iter().filter(|line| astray.contains(&line.number));
    rows.extend(astray.map(|line| Row { party: party_of(line), position: Some(line), ..Row::default() }));
    let speaking: HashSet<&str> = case.positions.iter().map(|position| position.party.as_str()).collect();
    let silent = case.parties.iter().filter(|party| !speaking.contains(party.id.as_str()));
    rows.extend(silent.map(|party| Row { party: tables.parties.get(party.id.as_str()).copied(), ..Row::default() }));
    let used: HashSet<&str> = case.issues.iter().map(|issue| issue.axis.as_str()).collect();
    let unused = case.axes.iter().filter(|axis| !used.contains(axis.id.as_str()));
    rows.extend(unused.map(|axis| Row { axis: tables.axes.get(axis.id.as_str()).copied(), ..Row::default() }));
    rows
}
