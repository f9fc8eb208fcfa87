//! The words of workbooks and tables that are made for other programs, and read back.
//!
//! What stands above a column is how it is found again: two columns of one sheet may not have the same name.

use super::{fields, panels};
use crate::edit::ListName;

/// The first sheet, with what the case says of itself.
pub const CASE: &str = "Case";
/// The sheet with everything side by side.
pub const COMPARISON: &str = "Comparison";
/// The first cell of the first sheet.
pub const WORKBOOK: &str = "A Demarche case as a workbook";
/// Under it.
pub const HOW_TO: &str = "Each sheet is a list of the case, and Demarche reads the sheets back into the same case. Change \
    what stands in the cells, add rows or delete them, sort and filter as you like; leave the names of sheets and \
    columns as they are. An empty cell is a field without a value.";
/// Which columns do not count.
pub const READING: &str = "Columns with a slanted name, and the sheet Comparison, are for reading: what is changed there \
    is not read back.";
/// Above the sheet with everything side by side.
pub const NOT_READ: &str = "For reading only: Demarche does not read this sheet back.";
/// Above the names of what the case says of itself.
pub const FIELD: &str = "Field";
/// Above what it says.
pub const VALUE: &str = "Value";
/// Above the names of the sheets.
pub const SHEET: &str = "Sheet";
/// Above how many rows they have.
pub const ROWS: &str = "Rows";
/// Above what they hold.
pub const WHAT_IT_HOLDS: &str = "What it holds";
/// Above what a row belongs to.
pub const BELONGS_TO: &str = "Belongs to";
/// Above a row's place in its list.
pub const NUMBER: &str = "No.";
/// Above the keys that this version does not know.
pub const OTHERS: &str = "Other keys (JSON)";
/// What the sheet with everything side by side holds.
pub const COMPARISON_HOLDS: &str = "Issue by issue, what each party says; for reading only";
/// Before the marking of a table that is not for everybody.
pub const MARKING: &str = "Marking";
/// Beside the audience that a workbook is for.
pub const MADE_FOR: &str = "Made for";
/// Beside the axes that a table was narrowed to.
pub const ONLY_AXES: &str = "Only the axes";
/// Beside the issues that a table was narrowed to.
pub const ONLY_ISSUES: &str = "Only the issues";
/// Beside the parties that a table was narrowed to.
pub const ONLY_PARTIES: &str = "Only the parties";
/// Beside the kinds of position that a table was narrowed to.
pub const ONLY_KINDS: &str = "Only the kinds";
/// Beside the round as of which a table holds the positions.
pub const AS_OF_ROUND: &str = "As of the round";
/// Beside the number that stands for what a table held when it was made.
pub const CONTENT: &str = "Content";
/// Above what a table of positions says of how it was made.
pub const HANDED_OUT: &str = "Handed out";
/// Above the names of the axes.
pub const AXIS: &str = "Axis";
/// Above the issues of the comparison.
pub const ISSUE: &str = "Issue";
/// Above the status of the issues.
pub const STATUS: &str = "Status";
/// The title of a case that is made of a table of positions.
pub const POSITIONS_OF_A_TABLE: &str = "Positions of a table";
/// Above the ids of the positions, in the table of positions.
pub const POSITION: &str = "Position";
/// Above what an issue could be settled on, in the table of positions.
pub const ISSUE_OPTIONS: &str = "Issue options";
/// Above the sources that a position cites, in the table of positions.
pub const SOURCES: &str = "Sources";
/// At the end of a text that is too long for the sheet that is for reading.
pub const GOES_ON: &str = "… (the whole text stands on the sheet Positions)";

/// What a sheet is called.
#[must_use]
pub fn sheet(table: &str) -> &'static str {
    match table {
        "case" => CASE,
        "parties" => "Parties",
        "delegation" => "Delegations",
        "axes" => "Axes",
        "issues" => "Issues",
        "options" => "Options",
        "positions" => "Positions",
        "conditions" => "Conditions",
        "evidence" => "Evidence",
        "proposals" => "Proposals",
        "terms" => "Terms",
        "responses" => "Responses",
        "outcomes" => "Outcomes",
        "rounds" => "Rounds",
        "participants" => "Participants",
        "events" => "Events",
        "sources" => "Sources",
        "assessments" => "Assessments",
        "notes" => "Notes",
        "glossary" => "Glossary",
        _ => "Log",
    }
}

/// What a sheet holds.
#[must_use]
pub fn sheet_holds(table: &str) -> &'static str {
    match table {
        "parties" => "The sides",
        "delegation" => "Whom the parties send",
        "axes" => "The groups of issues",
        "issues" => "What is to be settled",
        "options" => "What an issue could be settled on, from one pole to the other",
        "positions" => "What each party demands, would accept, refuses and needs",
        "conditions" => "On what positions and responses depend",
        "evidence" => "What claims rest on: who said it, where, and how sure that is",
        "proposals" => "What is on the table",
        "terms" => "What proposals say on each issue",
        "responses" => "What the parties answer to proposals",
        "outcomes" => "What was agreed or announced",
        "rounds" => "The sessions of the talks",
        "participants" => "Who was at a session",
        "events" => "The background, dated",
        "sources" => "The texts that evidence cites",
        "assessments" => "The analyst's own judgement",
        "notes" => "Remarks of those who keep the case",
        "glossary" => "Terms and what they mean",
        _ => "What was decided or changed in meetings",
    }
}

/// What a column is called.
#[must_use]
pub fn column(table: &str, field: &str) -> String {
    match (table, field) {
        (_, "id") => "ID".to_owned(),
        ("options" | "rounds", "label") | (_, "name") => "Name".to_owned(),
        ("evidence", "speaker") => "Speaker".to_owned(),
        ("notes", "author") => "Author".to_owned(),
        ("notes" | "log", "on") => "About".to_owned(),
        (_, "about") => "Description".to_owned(),
        _ => fields::label(ListName::ALL.iter().copied().find(|list| list.key() == table), field),
    }
}

/// The column beside an id that says what it stands for, for reading.
#[must_use]
pub fn reading_column(id_column: &str) -> String {
    format!("{id_column}: name")
}

/// A column whose texts go on in further ones: which of how many this is.
#[must_use]
pub fn part_of_column(column: &str, part: usize, parts: usize) -> String {
    if parts > 1 { format!("{column} ({part} of {parts})") } else { column.to_owned() }
}

/// A column's name without the part, and the part and how many there are.
#[must_use]
pub fn column_of_part(shown: &str) -> Option<(&str, usize, usize)> {
    let (column, part) = shown.strip_suffix(')')?.rsplit_once(" (")?;
    let (part, parts) = part.split_once(" of ")?;
    Some((column, part.parse().ok()?, parts.parse().ok()?))
}

/// A column of the table of positions that says something of what the position is about: its axis, issue or party.
#[must_use]
pub fn about_column(table: &str, field: &str) -> String {
    let of = match table {
        "axes" => panels::AXIS,
        "issues" => ISSUE,
        _ => panels::PARTY,
    };
    if field == "id" { of.to_owned() } else { format!("{of}: {}", column(table, field).to_lowercase()) }
}

/// A list that is longer than a sheet can be.
#[must_use]
pub fn too_many_rows(sheet: &str, rows: usize) -> String {
    format!(
        "The sheet {sheet} would have {rows} rows, more than the 1,048,576 that a workbook can have. Save the case as a Demarche file, or export a part of it."
    )
}

/// A text that goes on for more columns than a workbook has.
#[must_use]
pub fn too_many_columns(sheet: &str) -> String {
    format!(
        "A text for the sheet {sheet} is too long for the 16,384 columns that a workbook can have. Shorten it, or save the case as a Demarche file."
    )
}

/// A workbook that could not be made.
#[must_use]
pub fn not_made(reason: &str) -> String {
    format!("The table could not be made: {reason}.")
}

/// A table that the user has stopped.
pub const CANCELLED: &str = "The export was cancelled.";
