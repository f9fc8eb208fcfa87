//! Text as the bundled fonts can set it, and in which direction it runs.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;

use super::world::drawable;
use crate::export::isolates::runs_right_to_left;
use crate::export::paper::Paper;
use crate::safe;

/// A word of more letters may be parted anywhere, as it may be wider than its column.
const WORD: usize = 28;

/// After how many letters it may be parted.
const PARTS: usize = 6;

/// The text as the bundled fonts can show it, parted where it would be too wide.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    let shown = safe::isolating(text, drawable);
    let long = |word: &str| word.len() > WORD && word.chars().count() > WORD && !word.contains(joins);
    if !shown.split(char::is_whitespace).any(long) {
        return shown;
    }
    let mut parted = String::with_capacity(shown.len() * 2);
    for word in shown.split_inclusive(char::is_whitespace) {
        if long(word) {
            for (number, grapheme) in word.graphemes(true).enumerate() {
                if number > 0 && number % PARTS == 0 {
                    parted.push('\u{200B}');
                }
                parted.push_str(grapheme);
            }
        } else {
            parted.push_str(word);
        }
    }
    Cow::Owned(parted)
}

/// The letters of a paper that no bundled font has, each once in the order in which they are met.
#[must_use]
pub fn undrawn(paper: &Paper) -> Vec<char> {
    let mut letters = Vec::new();
    paper.each_text(&mut |text| {
        for letter in safe::undrawable(text, drawable) {
            if !letters.contains(&letter) {
                letters.push(letter);
            }
        }
    });
    letters
}

/// Whether a letter joins with its neighbours, as those of Arabic do; such words are never parted.
fn joins(letter: char) -> bool {
    matches!(letter, '\u{0600}'..='\u{08FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

/// The direction of a text, where it is not the page's.
pub(super) fn direction(text: &str, page: bool) -> Option<bool> {
    let rtl = runs_right_to_left(text, page);
    (rtl != page).then_some(rtl)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_word_too_wide_for_a_column_may_be_parted() {
        assert!(matches!(shown("Ordinary words, however many of them there are, stay as they are"), Cow::Borrowed(_)));
        let address = "https://example.org/a/rather/long/address";
        let parted = shown(address);
        assert!(parted.contains('\u{200B}'));
        assert_eq!(parted.replace('\u{200B}', ""), address);
        // Letters that join would be torn apart.
        let arabic = "ا".repeat(100);
        assert_eq!(shown(&arabic), arabic);
    }

    #[test]
    fn letters_without_a_form_are_named_once_and_those_of_the_bundled_fonts_never() {
        use crate::export::paper::{Block, Card, Table, TableColumn, Text};
        let card =
            Card { accent: None, blocks: vec![Block::List(vec![vec![Block::Paragraph(Text::plain("外 部"))]])] };
        let column = TableColumn { head: vec![Block::Card(card)], share: 1.0, party: None, accent: None };
        let table = Table { label: String::new(), columns: vec![column], rows: Vec::new() };
        let paper = Paper {
            title: "Вывод войск, Αποχώρηση, Đà Nẵng, سوريا, ישראל, ≥ 3 → “4”, soft\u{AD}ly, e\u{301}\u{202E}"
                .to_owned(),
            subtitle: "外".to_owned(),
            blocks: vec![Block::Table(table)],
            ..Paper::default()
        };
        assert_eq!(undrawn(&paper), ['外', '部']);
        // What is named is what is replaced, and nothing else.
        assert!(!shown(&paper.title).contains('\u{FFFD}'));
        assert_eq!(shown("外"), "\u{FFFD}");
    }

    #[test]
    fn a_text_tells_its_direction_only_where_it_is_not_the_pages() {
        assert_eq!(direction("Latin, سوريا", false), None);
        assert_eq!(direction("سوريا, Latin", false), Some(true));
        assert_eq!(direction("سوريا", true), None);
        assert_eq!(direction("1974", true), None);
        assert_eq!(direction("1974 Latin", true), Some(false));
    }
}
