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

/// The text as the bundled fonts can show it.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    safe::isolating(text, drawable)
}

/// A line that is shown, in pieces between which it may be parted although no space is there: words that may be wider
/// than their column. Nothing is put between them, so that whoever copies an address from the page gets all of it.
///
/// Typst itself parts an address at its signs; one whose parts are too long is taken for a word.
pub(super) fn pieces(line: &str) -> Vec<&str> {
    if !line.split(char::is_whitespace).any(is_long) {
        return vec![line];
    }
    let mut ends = Vec::new();
    let mut at = 0;
    for word in line.split_inclusive(char::is_whitespace) {
        if is_long(word.trim_end()) {
            let graphemes = word.grapheme_indices(true).skip(PARTS).step_by(PARTS);
            ends.extend(graphemes.map(|(start, _)| at + start));
        }
        at += word.len();
    }
    ends.push(line.len());
    let mut start = 0;
    let piece = |end: usize| {
        let piece = line.get(start..end);
        start = end;
        piece
    };
    ends.into_iter().filter_map(piece).filter(|piece| !piece.is_empty()).collect()
}

/// A line that is shown where only a string can stand, with places for its end in words that may be too wide.
pub(super) fn parted(text: &str) -> Cow<'_, str> {
    let shown = shown(text);
    let parted = match pieces(&shown).as_slice() {
        [] | [_] => None,
        several => Some(several.join("\u{200B}")),
    };
    parted.map_or(shown, Cow::Owned)
}

/// Whether a word may be wider than its column and can be parted.
fn is_long(word: &str) -> bool {
    let longest = |part: &str| part.len() > WORD && part.chars().count() > WORD;
    if !longest(word) || word.contains(joins) {
        return false;
    }
    let address = word.contains("://") || word.contains("www.");
    !address || word.split(|letter: char| !letter.is_alphanumeric()).any(longest)
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
        for whole in [
            "Ordinary words, however many of them there are, stay as they are",
            // Typst parts it itself.
            "See https://example.org/a/rather/long/address/of/a/page?with=a&long=query for more",
            // Letters that join would be torn apart.
            &"ا".repeat(100),
        ] {
            assert_eq!(pieces(whole), [whole]);
        }
        for long in ["Rindfleischetikettierungsüberwachung", &format!("https://example.org/{}", "a1".repeat(40))] {
            let line = format!("Before {long} after");
            let pieces = pieces(&line);
            assert!(pieces.len() > 4 && pieces.iter().all(|piece| piece.chars().count() < 15), "{pieces:?}");
            assert_eq!(pieces.concat(), line);
        }
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
