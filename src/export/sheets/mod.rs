//! The case as tables for other programs: a workbook with a sheet for each list, and a table of the positions.
//!
//! Both are made to be changed there and read back (`import::sheets`). A workbook carries every field of every list,
//! unknown keys included. The table of positions carries each position with all of its fields, and of what it is about
//! only what a reader of the table needs: see [`positions`].
//!
//! What is handed in has already been redacted.

pub mod cell;
mod comparison;
pub mod lines;
pub mod object;
pub mod origin;
pub mod packed;
pub mod positions;
mod properties;
pub mod schema;
mod style;
pub mod text;
mod workbook;

use std::fmt;
use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::narrow::narrowed;
use super::{Audience, Cancelled, Choices, Progress, Sheet};
use crate::case::{Case, Snapshot, Visibility, fingerprint};
use crate::words::{sheets as words, terms};

use lines::Lines;
use origin::Origin;
use style::Style;

/// What stands on each page beside the case itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The audience's marking, first at the head of each page of what is not public.
    pub marking: Option<String>,
    /// The case's own marking, named as such.
    pub handling: Option<String>,
    /// What stands at the foot of each page, beside the page's number, part by part.
    pub footer: Vec<String>,
}

/// Why a table was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetsError {
    /// The user stopped it.
    Cancelled,
    /// A list is longer than a sheet can be.
    TooManyRows {
        /// The sheet's name.
        sheet: &'static str,
        rows: usize,
    },
    /// A text goes on for more columns than a sheet can have.
    TooManyColumns {
        /// The sheet's name.
        sheet: &'static str,
    },
    /// The library that writes the file refuses something.
    NotMade(String),
}

impl fmt::Display for SheetsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancelled => f.write_str(words::CANCELLED),
            Self::TooManyRows { sheet, rows } => f.write_str(&words::too_many_rows(sheet, *rows)),
            Self::TooManyColumns { sheet } => f.write_str(&words::too_many_columns(sheet)),
            Self::NotMade(reason) => f.write_str(&words::not_made(reason)),
        }
    }
}

impl std::error::Error for SheetsError {}

impl From<Cancelled> for SheetsError {
    fn from(Cancelled: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl From<XlsxError> for SheetsError {
    fn from(error: XlsxError) -> Self {
        Self::NotMade(error.to_string())
    }
}

/// What the choices let through of the case, as an Excel workbook that says what that is and for whom.
///
/// The same case, choices and marks give the same bytes.
///
/// # Errors
/// When it is cancelled, or the case is larger than a workbook can be.
pub fn xlsx(
    snapshot: &Snapshot,
    choices: &Choices,
    marks: &Marks,
    progress: &Progress,
) -> Result<Vec<u8>, SheetsError> {
    let narrow = narrowed(snapshot, choices);
    let case = narrow.case();
    let lines = Lines::of(case);
    let style = Style::new(
        head(marks),
        foot(case, marks),
        choices.sheet == Sheet::Letter,
        choices.direction.is_right_to_left(case.language.as_deref()),
    );
    let mut book = Workbook::new();
    // Without a date the library asks the clock; in the end there is none.
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(on_one_line(&case.title, 250)).set_creation_datetime(&date));
    let whole = lines.count() + case.issues.len() + 1;
    // A third is for packing.
    let mut counter = Counter { progress, done: 0, whole: whole + whole / 2 };
    let origin = Origin::of(choices, fingerprint(case));
    let compared = comparison::count(snapshot, choices);
    workbook::write_case(book.add_worksheet(), &style, &narrow, &lines, &origin, marks, compared)?;
    // What is left out is on record all the same.
    comparison::write(book.add_worksheet(), &style, snapshot, choices, &mut counter)?;
    for table in schema::TABLES {
        workbook::write_table(book.add_worksheet(), &style, &narrow, table, lines.table(table), &mut counter)?;
    }
    let packed = lines.count() * ROW_BYTES;
    drop(lines);
    let mut packing = Packing { progress, bytes: Vec::new(), whole: packed.max(1) };
    let saved = book.save_to_writer(&mut packing);
    // What the library says of a packing that was stopped is of no use to anybody.
    progress.step(1, 1)?;
    saved?;
    properties::own(&packing.bytes)
}

/// The positions of the case as CSV, as [`positions`] tells; it says for whom it is and what it was narrowed to, which
/// has been done before.
///
/// # Errors
/// When it is cancelled.
pub fn csv(snapshot: &Snapshot, choices: &Choices, progress: &Progress) -> Result<Vec<u8>, SheetsError> {
    positions::write(snapshot, choices, progress)
}

/// The word for an audience, which stands in a workbook and is found again.
#[must_use]
pub fn audience_word(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => terms::visibility(&Visibility::Public),
        Audience::Shared => terms::visibility(&Visibility::Shared),
        Audience::Internal => terms::visibility(&Visibility::Internal),
    }
}

/// How many bytes a row takes in the file, by experience.
const ROW_BYTES: usize = 150;

/// Takes in the file as it is packed, and stops that when it is not wanted any more.
struct Packing<'a> {
    progress: &'a Progress,
    bytes: Vec<u8>,
    /// How many bytes there will be, nearly.
    whole: usize,
}

impl Write for Packing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        // Two thirds were done before, and the end is told when it is there.
        let part = self.whole * 2 + self.bytes.len().min(self.whole * 9 / 10);
        self.progress.step(part, self.whole * 3).map_err(|Cancelled| io::Error::other("cancelled"))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Tells how many rows are done.
struct Counter<'a> {
    progress: &'a Progress,
    done: usize,
    whole: usize,
}

impl Counter<'_> {
    fn step(&mut self) -> Result<(), Cancelled> {
        self.done += 1;
        self.progress.step(self.done, self.whole)
    }
}

/// At the head of each page: the marking of the audience, and below it that of the case.
fn head(marks: &Marks) -> String {
    let audience = marks.marking.as_deref().map(|mark| format!("&\"-,Bold\"&12 {}", in_margin(mark, 80)));
    let case = marks.handling.as_deref().map(|mark| format!("&\"-,Regular\"&9 {}", in_margin(mark, 100)));
    let lines: Vec<String> = audience.into_iter().chain(case).collect();
    if lines.is_empty() { String::new() } else { format!("&C{}", lines.join("\n")) }
}

/// At the foot of each page: what has no room beside each other stands on two lines, as what is too long is cut.
fn foot(case: &Case, marks: &Marks) -> String {
    let (first, second) = marks.footer.split_at(marks.footer.len().min(2));
    let lines = [first, second].into_iter().filter(|parts| !parts.is_empty());
    let lines: Vec<String> = lines.map(|parts| in_margin(&parts.join(" · "), 70)).collect();
    format!("&L&8 {}&C&8 {}&R&8 &A   &P / &N", in_margin(&case.title, 50), lines.join("\n"))
}

/// A text for the margin of a page, where `&` begins a code and not much has room.
fn in_margin(text: &str, length: usize) -> String {
    let written = |length| on_one_line(text, length).replace('&', "&&");
    let whole = written(length);
    if whole.encode_utf16().count() <= length { whole } else { written(length / 2) }
}

/// The beginning of a text on one line, of at most so many UTF-16 units.
fn on_one_line(text: &str, length: usize) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    shortened(&line, length, "…")
}

/// The beginning of a text with what is put in place of the rest, of at most so many UTF-16 units together.
fn shortened(text: &str, length: usize, mark: &str) -> String {
    if text.encode_utf16().count() <= length {
        return text.to_owned();
    }
    let room = length.saturating_sub(mark.encode_utf16().count());
    let mut units = 0;
    let fits = |letter: &char| {
        units += letter.len_utf16();
        units <= room
    };
    let mut short: String = text.chars().take_while(fits).collect();
    short.push_str(mark);
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::FORMAT;

    fn case(language: Option<&str>) -> Case {
        let mut case: Case =
            serde_json::from_str(&format!(r#"{{"format":"{FORMAT}","version":1,"title":"A & B\nC"}}"#)).unwrap();
        case.language = language.map(str::to_owned);
        case
    }

    #[test]
    fn margins_have_the_markings_and_no_codes_of_the_case() {
        let mut case = case(None);
        let footer = ["7 January 2026", "Version 1", "Internal to the own delegation", "made on 8 January 2026"];
        let mut marks =
            Marks { marking: Some("Internal".to_owned()), handling: None, footer: footer.map(str::to_owned).to_vec() };
        assert_eq!(head(&marks), "&C&\"-,Bold\"&12 Internal");
        marks.handling = Some("Restricted &P".to_owned());
        assert_eq!(head(&marks), "&C&\"-,Bold\"&12 Internal\n&\"-,Regular\"&9 Restricted &&P");
        assert_eq!(
            foot(&case, &marks),
            "&L&8 A && B C&C&8 7 January 2026 · Version 1\nInternal to the own delegation · made on 8 January 2026\
             &R&8 &A   &P / &N"
        );
        // Excel refuses more than 255 characters.
        case.title = "&".repeat(1000);
        let long = || "&x".repeat(1000);
        marks = Marks { marking: Some(long()), handling: Some(long()), footer: vec![long(), long(), long()] };
        assert!(head(&marks).encode_utf16().count() < 255 && foot(&case, &marks).encode_utf16().count() < 255);
    }
}
