//! What is wrong with a workbook or table of our own that is read back, where, and what to do about it.

use super::show::{shortened, visible};

/// Where something stands: "Sheet Positions, row 7, column Kind: …".
#[must_use]
pub fn at(sheet: Option<&str>, row: Option<usize>, column: Option<&str>) -> String {
    let parts = [
        sheet.map(|sheet| format!("sheet {}", visible(sheet))),
        row.map(|row| format!("row {row}")),
        column.map(|column| format!("column {}", visible(column))),
    ];
    let place = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let mut letters = place.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A file that is no workbook, or a damaged one.
#[must_use]
pub fn not_a_workbook(reason: &str) -> String {
    format!("This is no workbook that can be read: {}. Save it again as .xlsx, without a password.", visible(reason))
}

/// A workbook that is far larger unpacked than packed.
#[must_use]
pub fn too_large(megabytes: u64) -> String {
    format!("The file holds more than {megabytes} MB, the most that is read. Split it.")
}

/// A table that Demarche has not made.
pub const FOREIGN: &str = "Demarche has not made this table. Import it as a table, and say which column is which.";
/// Text in an unknown encoding.
pub const NOT_UTF8: &str = "The text is neither UTF-8 nor UTF-16. Save it as “CSV UTF-8”.";

/// A workbook of a later version.
#[must_use]
pub fn newer(found: &str, known: u32) -> String {
    format!(
        "The table is of version {} of the case format, and this program reads version {known}. Install a newer version of Demarche.",
        visible(found)
    )
}

/// A sheet that is gone.
pub const NO_SHEET: &str = "The sheet is not there. Export the case again, or put the sheet back.";
/// A column that is gone.
pub const NO_COLUMN: &str = "The column is not there. Put it back; its cells may be empty.";
/// Two columns of one name.
pub const TWO_COLUMNS: &str = "Two columns have this name. Take one of them out.";
/// An empty cell where there must be something.
pub const EMPTY: &str = "The cell is empty. Fill it in.";
/// No number.
pub const WANTS_NUMBER: &str = "This should be a number.";
/// No small whole number.
pub const WANTS_GRADE: &str = "This should be a whole number from 0 to 255.";
/// No whole number.
pub const WANTS_WHOLE: &str = "This should be a whole number.";
/// No list of ids with numbers.
pub const WANTS_VALUES: &str = "This should be “option: number; option: number”.";
/// No list of keys with values.
pub const WANTS_PAIRS: &str = "Each line of the cell should be “field: value; field: value”.";
/// No object of unknown keys.
pub const WANTS_OBJECT: &str = "This should be a JSON object with keys that no other column has.";
/// An error of the spreadsheet program.
pub const FORMULA_ERROR: &str = "The cell holds the error of a formula. Put the value itself there.";

/// What stands in a cell that cannot be read.
#[must_use]
pub fn found(wanted: &str, found: &str) -> String {
    format!("{wanted} Found: {}.", shortened(found))
}

/// A row whose owner is not there.
#[must_use]
pub fn no_owner(owner: &str) -> String {
    format!("The row belongs to {}, which is not in the table or cannot have such rows.", shortened(owner))
}

/// An id that two records have.
#[must_use]
pub fn id_taken(id: &str) -> String {
    format!("The id {} is taken by another row. Give this one an id of its own.", shortened(id))
}

/// A field that a packed cell cannot have.
#[must_use]
pub fn no_such_field(field: &str) -> String {
    format!("There is no field {}.", shortened(field))
}

/// Two rows that say different things of one record.
#[must_use]
pub fn disagrees(record: &str) -> String {
    format!("Another row says something else of {}. Make both the same.", shortened(record))
}

/// A record that cannot be understood for another reason.
#[must_use]
pub fn unfit(reason: &str) -> String {
    format!("The row cannot be read: {}.", visible(reason))
}

/// A sheet that is none of the case's.
pub const UNKNOWN_SHEET: &str = "This sheet is not one of the case's and was left out.";
/// A column that is none of the case's.
pub const UNKNOWN_COLUMN: &str = "This column is not one of the case's and was left out.";
/// Why a workbook cannot be read whose parts contradict each other.
pub const DAMAGED: &str = "it is damaged";

/// What a file of ours was found to hold, and what it says of how it was made.
#[must_use]
pub fn taken(positions: usize, is_part: bool, origin: &[(&'static str, String)]) -> String {
    let kind = if is_part { "A table of positions" } else { "A workbook" };
    let told = origin.iter().filter(|(name, _)| *name != super::sheets::CONTENT);
    let told: Vec<String> = told.map(|(name, value)| format!("{}: {}", name.to_lowercase(), visible(value))).collect();
    let count = super::terms::count(positions, "position");
    let told = if told.is_empty() { String::new() } else { format!(" ({})", told.join("; ")) };
    format!("{kind} that Demarche has made, with {count}{told}.")
}

/// A table that was made of another version of the case.
pub const MOVED_ON: &str = "The case is not as it was when this table was made. What the table says may be older than the \
    case: each change below puts the table’s version in place of the case’s.";

/// What stays as it is in the case although the table says something else: a record, or one of its fields.
#[must_use]
pub fn not_taken(record: Option<&str>, field: Option<&str>) -> String {
    let record = record.unwrap_or(super::diff::CASE);
    let field = field.map_or_else(String::new, |field| format!(", {}", visible(field)));
    format!(
        "{record}{field}: the table says something else, but it was made without seeing all of this. The case keeps its \
         version; make the change there."
    )
}

/// Records that the table could hold and does not.
#[must_use]
pub fn missing(names: &[String]) -> String {
    const NAMED: usize = 12;
    let more = names.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let shown = names.get(..NAMED).unwrap_or(names).join(", ");
    let (these, them) = if names.len() == 1 { ("1 record is", "it") } else { ("", "them") };
    let these = if these.is_empty() { format!("{} records are", names.len()) } else { these.to_owned() };
    format!(
        "{these} in the case and not in the table: {shown}{more}. The case keeps {them}; --remove takes {them} out."
    )
}

/// What is not right in the case once the changes are in it.
#[must_use]
pub fn new_problem(record: Option<&str>, problem: &str) -> String {
    record.map_or_else(|| problem.to_owned(), |record| format!("{}: {problem}", visible(record)))
}

/// A party that would be the second one of its name.
#[must_use]
pub fn second_party(id: &str, known: &str) -> String {
    format!(
        "The case has no party {}, and {} in it has the same name. Put that id here, or give the new party a name of its own.",
        shortened(id),
        shortened(known)
    )
}

/// The table says what the case says.
pub const NOTHING_NEW: &str = "Nothing in it differs from the case.";
/// Above what the table changes in the case.
pub const BROUGHT_IN: &str = "What it changes in the case:";
