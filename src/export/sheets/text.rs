//! How text stands in a cell so that no program runs, cuts or loses any of it, and how it comes back.
//!
//! Four rules, each with its exact inverse:
//!
//! 1. An empty cell is a field that is not written. A text that is empty, or would be empty without the apostrophes
//!    it begins with, gets one more apostrophe in front.
//! 2. In CSV the same goes for what a spreadsheet would take for a formula: a text whose first letter after
//!    apostrophes and white space is `=`, `+`, `-` or `@`, also in its wide form, or that begins with a tab or a line
//!    break. A workbook says of each cell that it is text, and needs no apostrophe.
//! 3. A control character other than tab and line feed stands as `\u{HHHH}`, its code, and so does the backslash of a
//!    text that looks like such a code: XML forbids most of them, and programs make a carriage return something else.
//!    The `_xHHHH_` of the format of workbooks would do there, were it not that some programs lose one level of it when
//!    they save; the `_` of a text that looks like that is written in our way too.
//! 4. In a workbook a text that is too long for a cell goes on in the cells of further columns.

use std::borrow::Cow;
use std::fmt::Write as _;

/// How many UTF-16 units of a text stand in one cell of a workbook; Excel takes 32,767.
pub const CELL: usize = 32_000;

/// The form of a file, as far as its cells are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Workbook,
    Csv,
}

impl Form {
    /// The text as it stands in the cell.
    #[must_use]
    pub fn write(self, text: &str) -> Cow<'_, str> {
        let shielded = if self.is_marked(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) };
        self.hide(shielded)
    }

    /// The text that stands in a cell; nothing for an empty one.
    #[must_use]
    pub fn read(self, cell: &str) -> Option<Cow<'_, str>> {
        if cell.is_empty() {
            return None;
        }
        let shielded = reveal(cell);
        // An apostrophe more or less makes no difference to being marked, so that this takes back what was put there.
        if self.is_marked(&shielded) && shielded.starts_with('\'') {
            let mut text = shielded.into_owned();
            text.remove(0);
            return Some(text.into());
        }
        Some(shielded)
    }

    /// Writes what would not come back by its code.
    fn hide(self, text: Cow<'_, str>) -> Cow<'_, str> {
        let is_odd = |at: usize, letter: char| {
            let rest = text.get(at..).unwrap_or_default();
            match letter {
                '\n' | '\t' => false,
                '\\' => rest.starts_with(CODE),
                // The underscore that would end it may come of the next letter.
                '_' => self == Self::Workbook && is_code_of_the_format(rest),
                // The library that writes workbooks takes what stands between these for its own markup.
                '<' => self == Self::Workbook && rest.starts_with("<r>"),
                '\u{FFFE}' | '\u{FFFF}' => true,
                letter => letter.is_control(),
            }
        };
        if !text.char_indices().any(|(at, letter)| is_odd(at, letter)) {
            return text;
        }
        let mut hidden = String::with_capacity(text.len() + 16);
        for (at, letter) in text.char_indices() {
            if is_odd(at, letter) {
                // Writing to a String cannot fail.
                let _written = write!(hidden, "{CODE}{:04X}}}", u32::from(letter));
            } else {
                hidden.push(letter);
            }
        }
        hidden.into()
    }

    fn is_marked(self, text: &str) -> bool {
        let bare = text.trim_start_matches('\'');
        bare.is_empty() || self == Self::Csv && is_formula(bare)
    }
}

/// Whether a spreadsheet would take the text for a formula, were it typed.
#[must_use]
pub fn is_formula(text: &str) -> bool {
    let first = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter.is_control());
    text.starts_with(['\t', '\r', '\n']) || first.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// The parts of a text that each find room in a cell of a workbook; one for a text that does.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut units = 0;
        let end = rest.char_indices().find(|(_, letter)| {
            units += letter.len_utf16();
            units > CELL
        });
        let (part, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        rest = after;
        Some(part)
    })
}

/// Reads what [`Form::hide`] writes.
fn reveal(text: &str) -> Cow<'_, str> {
    if !text.contains(CODE) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once(CODE) {
        shown.push_str(before);
        let code = from.split_once('}').and_then(|(digits, after)| Some((letter(digits)?, after)));
        rest = if let Some((letter, after)) = code {
            shown.push(letter);
            after
        } else {
            shown.push_str(CODE);
            from
        };
    }
    shown.push_str(rest);
    shown.into()
}

/// How the code of a character begins.
const CODE: &str = "\\u{";

/// The letter of a code, as we write it.
fn letter(digits: &str) -> Option<char> {
    let is_ours = (4..=6).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    char::from_u32(u32::from_str_radix(digits, 16).ok().filter(|_| is_ours)?)
}

/// Whether the text begins as a code of the format of workbooks does.
fn is_code_of_the_format(text: &str) -> bool {
    let digits = text.strip_prefix("_x").and_then(|rest| rest.get(..4));
    digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Texts made of what the rules are about, mostly.
    fn texts() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[=+@'\t\r\n \\-_x0-9A-F]",
            "_x[0-9A-F]{4}_?",
            r"\\u\{[0-9A-F]{0,5}\}?",
            "\\PC{0,4}",
            any::<char>().prop_map(String::from),
            Just("<r>".to_owned()),
            Just("</r>".to_owned()),
        ];
        proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in texts()) {
            for form in [Form::Workbook, Form::Csv] {
                let cell = form.write(&text);
                prop_assert!(!cell.is_empty());
                let read = form.read(&cell);
                prop_assert_eq!(read.as_deref(), Some(text.as_str()), "{:?} {:?}", form, cell);
            }
        }

        #[test]
        fn no_text_is_a_formula_in_csv(text in texts()) {
            prop_assert!(!is_formula(&Form::Csv.write(&text)));
        }

        #[test]
        fn no_cell_gets_a_character_that_xml_forbids(text in texts()) {
            let is_control = |letter: char| letter.is_control() && letter != '\n' && letter != '\t';
            let forbidden = ['\u{FFFE}', '\u{FFFF}'];
            for form in [Form::Workbook, Form::Csv] {
                let cell = form.write(&text);
                prop_assert!(!cell.contains(is_control) && !cell.contains(forbidden));
            }
            prop_assert!(!Form::Workbook.write(&text).contains("<r>"));
        }
    }

    #[test]
    fn the_rules_are_seen_in_examples() {
        for (text, cell) in [
            ("", "'"),
            ("'", "''"),
            ("'Nahal' posts", "'Nahal' posts"),
            ("=1+1", "'=1+1"),
            ("'=1+1", "''=1+1"),
            (" -1", "' -1"),
            ("＝SUM", "'＝SUM"),
            ("a=b", "a=b"),
        ] {
            assert_eq!(Form::Csv.write(text), cell);
        }
        for (text, cell) in [
            ("=1+1", "=1+1"),
            ("", "'"),
            ("a\rb", r"a\u{000D}b"),
            ("_x0041_", r"\u{005F}x0041_"),
            (r"\u{41}", r"\u{005C}u{41}"),
        ] {
            assert_eq!(Form::Workbook.write(text), cell);
        }
        assert_eq!((Form::Csv.read(""), Form::Workbook.read("")), (None, None));
    }

    #[test]
    fn parts_of_a_long_text_are_no_longer_than_a_cell_and_make_it_up() {
        for text in ["a".repeat(CELL), "𝔄".repeat(CELL), "سلام ".repeat(30_000), "a".to_owned()] {
            let parts: Vec<&str> = parts(&text).collect();
            assert!(parts.iter().all(|part| part.encode_utf16().count() <= CELL));
            assert_eq!(parts.concat(), text);
        }
        assert_eq!(parts("").count(), 0);
    }
}
