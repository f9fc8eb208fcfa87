//! What taking in a table or a draft has to say.

use std::ops::RangeInclusive;

use super::{shortened, terms, visible};
use crate::safe::own;

/// The axis of issues for which nothing names one.
pub const GENERAL_AXIS: &str = "General";
/// Begins the note that holds a draft agreement; an earlier note that begins with it is the same note.
pub const DRAFT_NOTE: &str = "Draft agreement: ";
/// Begins the note that holds what all parties of a table have in the same words.
pub const COMMON_NOTE: &str = "Common text: ";

/// A file without anything in it.
pub const EMPTY: &str = "There is nothing in it.";
/// A file, or what a file unpacks to, beyond all measure.
pub const TOO_LARGE: &str = "The file is too large, or unpacks to more than is reasonable.";
/// A file that is encrypted.
pub const PASSWORD: &str = "The file is protected by a password.";
/// A file without a table.
pub const NO_TABLE: &str = "There is no table in it.";
/// A file of Demarche itself.
pub const A_CASE: &str = "a Demarche case";
/// A PDF.
pub const A_PDF: &str = "a PDF";
/// A document of an old Word.
pub const A_DOC: &str = "a Word document in the form of before 2007";
/// A presentation.
pub const SLIDES: &str = "a presentation";
/// A binary workbook.
pub const AN_XLSB: &str = "a binary Excel workbook";
/// Rich text.
pub const AN_RTF: &str = "a document in rich text format";
/// A picture.
pub const A_PICTURE: &str = "a picture";
/// An archive.
pub const AN_ARCHIVE: &str = "an archive of files";
/// JSON that is no case.
pub const JSON: &str = "a JSON file";
/// Nothing that is known.
pub const UNKNOWN: &str = "of a kind that is not read";

/// What to do where there is nothing to read.
pub const CHOOSE_HINT: &str = "Choose the file with the table, or copy the table and paste it.";
/// What to do about a table that is too large.
pub const PART_HINT: &str =
    "Copy the part that is needed into a sheet of its own; a stray cell far below or to the right counts as well.";
/// What to do about a password.
pub const PASSWORD_HINT: &str = "Save a copy without a password, and take that.";
/// What to do with a case.
pub const CASE_HINT: &str = "Open it with Open, or bring two cases together with `demarche merge`.";
/// What to do where a table can only be copied.
pub const COPY_HINT: &str =
    "Copy the table in the program that shows it, and paste it here; or save it as DOCX, XLSX or CSV.";
/// What to do with old documents.
pub const SAVE_DOCX_HINT: &str = "Save it as DOCX, and take that.";
/// What to do with binary workbooks.
pub const SAVE_XLSX_HINT: &str = "Save it as XLSX, and take that.";
/// What can be read.
pub const KINDS_HINT: &str = "Tables are read from XLSX, XLS, ODS, CSV, DOCX, ODT, HTML and Markdown.";
/// What to do about a damaged file.
pub const DAMAGED_HINT: &str = "Open it in the program that made it, and save it anew.";

/// A cell that says that there is no position.
pub const NO_POSITION: &str = "says that there is no position";
/// A column that is not read.
pub const COLUMN_NOT_READ: &str = "this column is not read";
/// A row that is not read.
pub const ROW_NOT_READ: &str = "this row is not read";
/// A word that is no status.
pub const UNKNOWN_STATUS: &str = "is no known status; the status stays as it is";
/// A word that is no kind of position.
pub const UNKNOWN_KIND: &str = "is no known kind of position; that of the column is taken";
/// A cell that stands for another.
pub const IDEM: &str = "stands for another cell without saying which";
/// A cell that stands for one without a text.
pub const SAME_AS_NOBODY: &str = "stands for a cell that has no position itself";
/// A position without a party.
pub const NO_PARTY: &str = "the row does not say whose position this is";
/// A party that has been removed.
pub const PARTY_GONE: &str = "the party of this column is not in the case any more";
/// A number that is taken.
pub const NUMBER_TAKEN: &str = "is the number of another issue; this one keeps or gets its own";
/// A paragraph without alternatives.
pub const NO_ALTERNATIVES: &str = "has no alternatives marked by party";
/// A bracket without its partner.
pub const UNBALANCED: &str = "this bracket has no partner";
/// Brackets within brackets within brackets.
pub const TOO_DEEP: &str = "lies within too many brackets";
/// A name beyond those that are read.
pub const TOO_MANY_NAMES: &str = "has no reading here: the paragraph has too many names";
/// A bracket without a name.
pub const UNLABELLED: &str = "this bracket does not say whose text it is";
/// A name that is left out.
pub const LABEL_IGNORED: &str = "text of this name is left out";

/// The title of a case that is made of a table without a name.
pub const CASE_TITLE: &str = "Imported table";
/// Where nothing is written.
pub const DRY_RUN: &str = "Nothing was written; --out CASE.json writes the case, --json the rows.";
/// A table with too many rows to be turned.
pub const NOT_TURNED: &str = "The table has too many rows for a table with a row per party.";

/// A column that is left out.
pub const NOT_READ: &str = "not read";
/// A column with numbers.
pub const NUMBER: &str = "the issue’s number";
/// A column with titles.
pub const TITLE: &str = "what the issue is called";
/// A column with axes.
pub const AXIS: &str = "the axis";
/// A column with questions.
pub const QUESTION: &str = "the question";
/// A column with backgrounds.
pub const BACKGROUND: &str = "the background";
/// A column with statuses.
pub const STATUS: &str = "the status";
/// A column with the names of parties.
pub const SPEAKER: &str = "whose position it is";
/// The party that a row names.
pub const THE_SPEAKER: &str = "the row’s party";
/// A column with kinds of positions.
pub const KIND: &str = "the kind of position";
/// A column with a draft.
pub const DRAFT: &str = "the draft agreement";
/// A column with sources.
pub const SOURCES: &str = "the sources";
/// A column with remarks.
pub const REMARKS: &str = "remarks";
/// A name that is an option.
pub const AN_OPTION: &str = "what the issue could be settled on";

/// The label of a table without one.
#[must_use]
pub fn table(number: usize) -> String {
    format!("Table {number}")
}

/// A column as a whole.
#[must_use]
pub fn column(letters: &str) -> String {
    format!("column {letters}")
}

/// A place in a text, counted from one.
#[must_use]
pub fn line_and_column(line: usize, column: usize) -> String {
    format!("line {line}, column {column}")
}

/// The title of an issue of which a table has the number alone.
#[must_use]
pub fn numbered_title(number: &str) -> String {
    format!("Issue {number}")
}

/// A table beyond what is read.
#[must_use]
pub fn too_many_cells(cells: usize, rows: usize, columns: usize) -> String {
    format!("The table is too large: at most {rows} rows, {columns} columns and {cells} cells are read.")
}

/// A file in which no table is looked for.
#[must_use]
pub fn foreign(kind: &str) -> String {
    format!("This is {kind}; no table is looked for in it.")
}

/// A file that is not what it begins as.
#[must_use]
pub fn damaged(detail: &str) -> String {
    format!("The file is damaged and cannot be read ({}).", visible(detail.lines().next().unwrap_or_default()))
}

/// How many records of a kind are made, and what they are called.
#[derive(Clone, Copy, Debug)]
pub struct Count {
    /// What one is called.
    pub one: &'static str,
    /// What several are called.
    pub many: &'static str,
    /// How many are new.
    pub new: usize,
    /// How many are changed.
    pub changed: usize,
    /// How many the case has as they are.
    pub same: usize,
}

/// What would be made: `2 parties, 5 issues and 9 positions are new; 1 issue is changed.`
#[must_use]
pub fn summary(counts: &[Count]) -> String {
    let listed = |of: fn(&Count) -> usize, what: &str| {
        let some = counts.iter().filter(|count| of(count) > 0);
        let parts: Vec<String> = some
            .map(|count| format!("{} {}", of(count), if of(count) == 1 { count.one } else { count.many }))
            .collect();
        let (last, others) = parts.split_last()?;
        let all = if others.is_empty() { last.clone() } else { format!("{} and {last}", others.join(", ")) };
        let verb = if counts.iter().map(of).sum::<usize>() == 1 { "is" } else { "are" };
        Some(format!("{all} {verb} {what}"))
    };
    let sentences: Vec<String> = [
        listed(|count| count.new, "new"),
        listed(|count| count.changed, "changed"),
        listed(|count| count.same, "as in the case already"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if sentences.is_empty() { "Nothing is taken in.".to_owned() } else { format!("{}.", sentences.join("; ")) }
}

/// What a table is, with its rows of headings counted from one; none when the range is empty.
#[must_use]
pub fn taken(label: &str, rows: usize, columns: usize, is_turned: bool, headings: &RangeInclusive<usize>) -> String {
    let rows = terms::count(rows, "row");
    let columns = terms::count(columns, "column");
    let name = if label.is_empty() { "Table".to_owned() } else { format!("Table {}", shortened(label)) };
    let size = if is_turned { format!("{columns}, {rows}, a row per party") } else { format!("{rows}, {columns}") };
    let what = if is_turned { "column" } else { "row" };
    let headings = match (headings.start(), headings.end()) {
        (first, last) if first > last => "without headings".to_owned(),
        (first, last) if first == last => format!("headings in {what} {first}"),
        (first, last) => format!("headings in {what}s {first} to {last}"),
    };
    format!("{name} ({size}), {headings}:")
}

/// What a column is.
#[must_use]
pub fn taken_column(name: &str, heading: &str, role: &str, is_sure: bool) -> String {
    let unsure = if is_sure { "" } else { " (a guess)" };
    let heading = if heading.is_empty() { String::new() } else { format!(" {}", shortened(heading)) };
    format!("  {name}{heading}: {}{unsure}", visible(role))
}

/// In what way the sources of a table are cited.
#[must_use]
pub fn taken_sources(attribution: &str, backs_status: bool, is_said: bool) -> String {
    let guess = if is_said { "" } else { " (assumed; --attribution says otherwise)" };
    let status = if backs_status { "and for the status" } else { "and not for the status (--cite-status does that)" };
    format!("  Sources are cited for what the parties say, as {attribution}{guess}, {status}.")
}

/// A text of a table as it is told what it was taken for.
#[must_use]
pub fn quoted(text: &str) -> String {
    shortened(text)
}

/// The same for a window, in which letters of both directions keep their order.
#[must_use]
pub fn quoted_in_window(text: &str) -> String {
    own(&shortened(text)).into_owned()
}

/// A cell that was taken for a status; what stands there comes as it is told.
#[must_use]
pub fn taken_status(place: &str, quoted: &str, status: &str) -> String {
    format!("{place}: {quoted} is taken for the status {status}")
}

/// A row that was taken for the name of an axis.
#[must_use]
pub fn taken_axis_row(place: &str, quoted: &str) -> String {
    format!("{place}: {quoted} in a row of its own is taken for the axis of the rows below")
}

/// An axis that holds for rows below which name none.
#[must_use]
pub fn taken_axis_above(place: &str, quoted: &str, rows: usize) -> String {
    let rows = if rows == 1 { "1 row below that names".to_owned() } else { format!("{rows} rows below that name") };
    format!("{place}: {quoted} is taken for the axis of {rows} none")
}

/// A word that is no attribution.
#[must_use]
pub fn no_such_attribution(word: &str, known: &[&str]) -> String {
    format!("{} is no attribution. Write one of: {}.", shortened(word), known.join(", "))
}

/// What to do where a table gave nothing.
pub const NOTHING_HINT: &str = "Say which column is which, for example --issue A --party B=Syria, and with --header in which \
    row the headings stand; --brackets reads a text in which alternatives are marked by party.";

/// A column with what a party says.
#[must_use]
pub fn party_column(party: &str, kind: &str) -> String {
    format!("{party}, {}", kind.to_lowercase())
}

/// A party that is added.
#[must_use]
pub fn new_party(name: &str) -> String {
    format!("{name} (new)")
}

/// What a name in a draft is.
#[must_use]
pub fn taken_label(name: &str, count: usize, meaning: &str, is_sure: bool) -> String {
    let unsure = if is_sure { "" } else { " (a guess; --label says otherwise)" };
    format!("{} ({}): {}{unsure}", shortened(name), terms::count(count, "time"), visible(meaning))
}

/// A record that is made, in one line.
#[must_use]
pub fn made(is_new: bool, noun: &str, text: &str, place: Option<&str>) -> String {
    made_of(is_new, noun, &shortened(text), place)
}

/// The same for a window, in which letters of both directions keep their order.
#[must_use]
pub fn made_in_window(is_new: bool, noun: &str, text: &str, place: Option<&str>) -> String {
    made_of(is_new, noun, &own(&shortened(text)), place)
}

fn made_of(is_new: bool, noun: &str, quoted: &str, place: Option<&str>) -> String {
    let what = if is_new { "new" } else { "changed" };
    let from = place.map_or_else(String::new, |place| format!(" ({place})"));
    format!("{what} {noun} {quoted}{from}")
}

/// A file that is in the way.
#[must_use]
pub fn would_overwrite(path: &str) -> String {
    format!("{} is there already and was not overwritten. Choose another name, or say --force.", visible(path))
}

/// A table that is not there.
#[must_use]
pub fn no_such_table(wanted: &str, labels: &[&str]) -> String {
    let labels: Vec<String> = labels.iter().map(|label| shortened(label)).collect();
    format!("There is no table {}. There are: {}.", shortened(wanted), labels.join(", "))
}

/// A row that is not there.
#[must_use]
pub fn no_such_row(wanted: &str, rows: usize) -> String {
    format!("{} is no row of the table. Give a number from 1 to {rows}, or \"none\".", shortened(wanted))
}

/// A column that is not there.
#[must_use]
pub fn no_such_column(wanted: &str, headings: &[String]) -> String {
    let named: Vec<String> =
        headings.iter().filter(|heading| !heading.is_empty()).map(|heading| shortened(heading)).collect();
    let columns = terms::count(headings.len(), "column");
    let named = if named.is_empty() { String::new() } else { format!(": {}", named.join(", ")) };
    format!("There is no column {}. The table has {columns}{named}.", shortened(wanted))
}

/// A name that no alternative has.
#[must_use]
pub fn no_such_label(wanted: &str, known: &[&str]) -> String {
    let known: Vec<String> = known.iter().map(|name| shortened(name)).collect();
    let known = if known.is_empty() { "no names".to_owned() } else { known.join(", ") };
    format!("No alternative has the name {}. The text has {known}.", shortened(wanted))
}

/// A flag without its two halves.
#[must_use]
pub fn not_a_pair(flag: &str, text: &str) -> String {
    format!("{flag} {} has no equals sign. Write {flag} \"B=Syria\".", shortened(text))
}

/// A kind of position that is none.
#[must_use]
pub fn no_such_kind(word: &str) -> String {
    format!("{} is no kind of position. Write demand, concession, red_line or interest.", shortened(word))
}

/// Something that was left out, in one line: `B12: “n/a” says that there is no position`.
#[must_use]
pub fn skipped(place: &str, text: &str, reason: &str) -> String {
    let quoted = if text.is_empty() { String::new() } else { shortened(text) };
    skipped_of(place, &quoted, reason)
}

/// The same for a window, in which letters of both directions keep their order.
#[must_use]
pub fn skipped_in_window(place: &str, text: &str, reason: &str) -> String {
    let quoted = if text.is_empty() { String::new() } else { shortened(text) };
    skipped_of(&visible(place), &own(&quoted), &visible(reason))
}

fn skipped_of(place: &str, quoted: &str, reason: &str) -> String {
    if quoted.is_empty() { format!("{place}: {reason}") } else { format!("{place}: {quoted} {reason}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_counts_what_is_new_changed_and_there_already() {
        let count = |one, many, [new, changed, same]: [usize; 3]| Count { one, many, new, changed, same };
        let counts = [
            count("party", "parties", [2, 0, 0]),
            count("issue", "issues", [1, 1, 0]),
            count("position", "positions", [3, 0, 1]),
        ];
        assert_eq!(
            summary(&counts),
            "2 parties, 1 issue and 3 positions are new; 1 issue is changed; 1 position is as in the case already."
        );
        assert_eq!(summary(&[count("party", "parties", [0; 3])]), "Nothing is taken in.");
    }

    #[test]
    fn what_was_left_out_is_told_with_its_place() {
        assert_eq!(skipped("B12", "n/a", NO_POSITION), "B12: “n/a” says that there is no position");
        assert_eq!(skipped("column F", "", COLUMN_NOT_READ), "column F: this column is not read");
    }
}
