//! The page that takes a table in.

use super::{shortened, terms, visible};
use crate::safe::own;

/// Its heading.
pub const HEADING: &str = "Import table";
/// The button that takes the table in.
pub const IMPORT: &str = "Import";
/// Asks which file holds the table.
pub const PATH: &str = "Import a table from";
/// The files that tables are read from, in the desktop's dialog.
pub const TABLE_FILES: &str = "Tables";
/// While the file is being read.
pub const READING: &str = "Reading the table";
/// While it is being worked out what would be made.
pub const PLANNING: &str = "Working out what will be made …";
/// When reading broke down.
pub const BROKE: &str = "The table could not be read.";
/// What to do then.
pub const BROKE_HINT: &str = "Save it in another form, such as CSV, and take that.";

/// What was pasted, where a file has its name.
pub const CLIPBOARD: &str = "From the clipboard";
/// The title of a case that is made of what was pasted.
pub const PASTED_TITLE: &str = "Pasted table";
/// When there is no text on the clipboard.
pub const NOTHING_TO_PASTE: &str = "There is no text on the clipboard.";
/// What to do then.
pub const NOTHING_TO_PASTE_HINT: &str = "Select the table in the program that shows it, copy it, and paste it again.";

/// The choice of a table, where a file has several.
pub const TABLE: &str = "Table";
/// The choice of the rows with headings.
pub const HEADINGS: &str = "Headings";
/// The number of rows above the headings.
pub const ABOVE: &str = "rows above the headings";
/// The number of rows with headings.
pub const HEADING_ROWS: &str = "rows of headings";
/// Where the headings were guessed without much to go by.
pub const HEADINGS_GUESSED: &str = "a guess: please check";
/// The choice of what a row is about.
pub const EACH_ROW: &str = "Each row";
/// A row is an issue.
pub const AN_ISSUE: &str = "is an issue";
/// A row is a party.
pub const A_PARTY: &str = "is a party";
/// The choice of where it goes.
pub const INTO: &str = "Into";
/// Into the open case.
pub const OPEN_CASE: &str = "The open case";
/// Into a case of its own.
pub const NEW_CASE: &str = "A new case";
/// The choice of the way in which the sources of a table tie a claim to its speaker.
pub const SOURCES: &str = "Sources are";
/// The choice of what they are cited for.
pub const CITED_FOR: &str = "Cited for";
/// What the parties say.
pub const FOR_TEXTS: &str = "Positions";
/// What the parties say, and a status that has to be backed.
pub const FOR_STATUS_TOO: &str = "Positions and status";
/// The choice of who may see it.
pub const SEEN_BY: &str = "Visibility";
/// The choice of the axis of issues for which the table names none.
pub const AXIS: &str = "Axis";
/// What that choice is for.
pub const AXIS_MEANS: &str = "where the table names none";

/// Under the role of a column that is not sure.
pub const UNSURE: &str = "A guess: please check";
/// Marks a row with headings.
pub const A_HEADING: &str = "heading";
/// Marks a row that names an axis.
pub const AN_AXIS: &str = "axis";
/// Marks a row that is not read.
pub const NOT_READ: &str = "not read";

/// A table of headings alone.
pub const NO_ROWS: &str =
    "There is nothing to take in below the headings. If they are none, say below the table what the row is.";
/// The choice of what was read.
pub const READ_AS: &str = "Read as";
/// A table.
pub const AS_TABLE: &str = "A table";
/// A text with alternatives.
pub const AS_DRAFT: &str = "A bracketed draft";
/// A table of ours.
pub const AS_OWN: &str = "A Demarche table";

/// The choice of what the row is that one is at.
pub const THIS_ROW: &str = "This row";
/// It is an issue, or a position on one.
pub const ROW_READ: &str = "is read";
/// It names the axis of the rows below.
pub const ROW_AXIS: &str = "names an axis";
/// It has the headings of the columns.
pub const ROW_HEADING: &str = "has headings";
/// It is left out.
pub const ROW_NOT_READ: &str = "is left out";
/// A cell without a text.
pub const EMPTY_CELL: &str = "empty";

/// The paragraphs of a draft with what each party reads.
pub const PARAGRAPHS: &str = "Paragraphs";
/// The column with the draft itself.
pub const THE_TEXT: &str = "The text";
/// The column with what an issue could be settled on.
pub const OPTIONS: &str = "Options";
/// A name that is one of those.
pub const AN_OPTION: &str = "an option to settle it";
/// Where a party is not named in a paragraph.
pub const NO_READING: &str = "not named here";
/// A text without alternatives.
pub const NO_NAMES: &str =
    "No alternatives marked by party were found, such as (S: withdraw) (I: relocate) or [US propose: …].";
/// The choice of what kind of position a reading is.
pub const READINGS_ARE: &str = "Readings";
/// What the choice of an axis is for, in a draft.
pub const AXIS_MEANS_DRAFT: &str = "where no heading names one";

/// What a workbook of ours brings.
pub const OWN_MEANS: &str = "A workbook that Demarche has made. Records are found again by their ids.";
/// What a table of positions of ours brings.
pub const OWN_PART_MEANS: &str =
    "A table of positions that Demarche has made. What it does not carry stays as it is in the case.";
/// A table of ours that cannot be read.
pub const OWN_BROKEN: &str =
    "Demarche has made this table, but it cannot be read as it is now. Mend it, or read it as any table.";
/// Above what could not be read.
pub const OWN_TROUBLES: &str = "What could not be read";
/// Above what is not as it seems, or would not be right in the case.
pub const OWN_WARNINGS: &str = "What deserves a look";
/// The list of changes.
pub const CHANGES: &str = "Changes that are taken";
/// Ticks all changes.
pub const TAKE_ALL: &str = "Take all";
/// Ticks none.
pub const LEAVE_ALL: &str = "Leave all out";
/// What the ticks are for.
pub const TICK_MEANS: &str = "Only what is ticked comes into the case; the space bar ticks.";
/// The side of the open case.
pub const IN_CASE: &str = "In the open case";
/// The side of the table.
pub const IN_TABLE: &str = "In the table";
/// A change that takes back what was changed meanwhile.
pub const OLDER: &str = "older than the case";
/// What that means.
pub const OLDER_MEANS: &str =
    "The case said the same before, and was changed since: the table seems to be older in this place.";
/// The order of a list in the case.
pub const THIS_ORDER: &str = "The order that the case has";
/// The order of a list in the table.
pub const OTHER_ORDER: &str = "The order that the table has";

/// The list of what is made.
pub const MADE: &str = "What will be made";
/// The list of what is left out.
pub const LEFT_OUT: &str = "What is left out";
/// The list of what was taken for something that it does not say itself.
pub const INFERRED: &str = "How it is understood";
/// Where nothing is left out.
pub const NOTHING_LEFT_OUT: &str = "Nothing is left out.";
/// Where nothing is made.
pub const NOTHING_MADE: &str = "Nothing is new or changed.";

/// The name of a column's menu: `Column B, Israel`.
#[must_use]
pub fn column(name: &str, heading: &str) -> String {
    if heading.is_empty() { format!("Column {name}") } else { format!("Column {name}, {}", visible(heading)) }
}

/// The name of the menu with the kind of a column's positions.
#[must_use]
pub fn kind_of(column: &str) -> String {
    format!("Kind in {}", column.replacen('C', "c", 1))
}

/// How many rows have headings.
#[must_use]
pub fn heading_rows(rows: usize) -> String {
    if rows == 0 { "no headings".to_owned() } else { terms::count(rows, "row") }
}

/// How many rows stand above those with headings.
#[must_use]
pub fn above(rows: usize) -> String {
    if rows == 0 { "none above them".to_owned() } else { format!("{} above them", terms::count(rows, "row")) }
}

/// A number that can be made one less, by name.
#[must_use]
pub fn fewer(what: &str) -> String {
    format!("Fewer {what}")
}

/// A number that can be made one more, by name.
#[must_use]
pub fn more(what: &str) -> String {
    format!("More {what}")
}

/// A row's number, or a column's letters in a table that was turned, and what it is.
#[must_use]
pub fn row(name: &str, what: &str) -> String {
    if what.is_empty() { name.to_owned() } else { format!("{name} {what}") }
}

/// Before the choice of what a row is.
#[must_use]
pub fn row_of(number: usize) -> String {
    format!("Row {number}")
}

/// The same for a table that was turned.
#[must_use]
pub fn line_of(letters: &str) -> String {
    format!("Column {letters}")
}

/// Before the choice of whose a cell is.
#[must_use]
pub fn cell_of(place: &str) -> String {
    format!("Cell {place} is from")
}

/// A cell with its whole text.
#[must_use]
pub fn cell_text(place: &str, text: &str) -> String {
    format!("{place}: {text}")
}

/// A cell that is another party's than its column.
#[must_use]
pub fn said_by(party: &str, text: &str) -> String {
    format!("{party}: {text}")
}

/// Where a paragraph begins.
#[must_use]
pub fn line(number: usize) -> String {
    format!("line {number}")
}

/// Above the names in a draft.
#[must_use]
pub fn names(count: usize) -> String {
    format!("Who the names stand for: {count}")
}

/// A name in a draft and how often it comes up.
#[must_use]
pub fn name_in_draft(name: &str, count: usize) -> String {
    format!("{} ×{count}", visible(name))
}

/// The name of the menu that says what a name in a draft stands for.
#[must_use]
pub fn name_means(name: &str) -> String {
    format!("What {} stands for", shortened(name))
}

/// What an issue could be settled on.
#[must_use]
pub fn option(label: &str, text: &str) -> String {
    format!("{label}: {text}")
}

/// A reading that is of another kind than the rest.
#[must_use]
pub fn of_kind(kind: &str, text: &str) -> String {
    format!("{kind}: {text}")
}

/// A table of ours that becomes a case of its own.
#[must_use]
pub fn own_case(issues: usize, positions: usize) -> String {
    let (issues, positions) = (terms::count(issues, "issue"), terms::count(positions, "position"));
    format!("A case with {issues} and {positions} will be made of it.")
}

/// What a table of ours would change in the open case: how many things, how many of them are older than the case, and how
/// many are removals of what is not in the table.
#[must_use]
pub fn own_changes(changes: usize, older: usize, removals: usize) -> String {
    let removed = match removals {
        0 => String::new(),
        1 => " 1 record is not in the table, and stays unless you tick it.".to_owned(),
        some => format!(" {some} records are not in the table, and stay unless you tick them."),
    };
    let differs = match changes {
        0 => return "Nothing in it differs from the open case.".to_owned(),
        1 => "1 thing in it differs from the open case.".to_owned(),
        some => format!("{some} things in it differ from the open case."),
    };
    let older = match older {
        0 => String::new(),
        1 => " 1 of them is older than the case, and left out unless you tick it.".to_owned(),
        some => format!(" {some} of them are older than the case, and left out unless you tick them."),
    };
    differs + &older + &removed
}

/// How many changes are taken, of all.
#[must_use]
pub fn changes(taken: usize, all: usize) -> String {
    format!("{CHANGES}: {taken} of {all}")
}

/// A record's name in one line.
#[must_use]
pub fn named(head: &str, text: &str) -> String {
    match (head, text) {
        ("", text) => text.to_owned(),
        (head, "") => head.to_owned(),
        (head, text) => format!("{head} · {text}"),
    }
}

/// A field with its value.
#[must_use]
pub fn field(label: &str, value: &str) -> String {
    format!("{label}: {value}")
}

/// A table to choose: its name and size.
#[must_use]
pub fn table(number: usize, label: &str, rows: usize, columns: usize) -> String {
    let name = if label.is_empty() { number.to_string() } else { format!("{number} {}", own(&shortened(label))) };
    format!("{name}, {} × {}", terms::count(rows, "row"), terms::count(columns, "column"))
}

/// How much is left out, and how much of it matters.
#[must_use]
pub fn left_out(all: usize, matter: usize) -> String {
    match matter {
        0 => format!("{LEFT_OUT}: {all}"),
        1 => format!("{LEFT_OUT}: {all}, of which 1 deserves a look"),
        some => format!("{LEFT_OUT}: {all}, of which {some} deserve a look"),
    }
}

/// How much was taken for something.
#[must_use]
pub fn inferred(count: usize) -> String {
    format!("{INFERRED}: {count}")
}

/// How much is made.
#[must_use]
pub fn made(count: usize) -> String {
    format!("{MADE}: {count}")
}
