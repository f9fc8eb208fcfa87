//! The page that takes a table in.

use super::{shortened, terms, visible};

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

/// The list of what is made.
pub const MADE: &str = "What will be made";
/// The list of what is left out.
pub const LEFT_OUT: &str = "What is left out";
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

/// A row's number and what it is.
#[must_use]
pub fn row(number: usize, what: &str) -> String {
    if what.is_empty() { number.to_string() } else { format!("{number} {what}") }
}

/// How many rows the table has beyond those that are shown.
#[must_use]
pub fn more_rows(rows: usize) -> String {
    format!("and {}", terms::count(rows, "more row"))
}

/// A table to choose: its name and size.
#[must_use]
pub fn table(number: usize, label: &str, rows: usize, columns: usize) -> String {
    let name = if label.is_empty() { number.to_string() } else { format!("{number} {}", shortened(label)) };
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

/// How much is made.
#[must_use]
pub fn made(count: usize) -> String {
    format!("{MADE}: {count}")
}
