//! Which way each part of a text runs, after the Unicode bidirectional algorithm (UAX #9).
//!
//! egui shapes the letters of one word correctly in every script, but puts everything it is given
//! in left-to-right order. So a paragraph is cut into pieces that egui cannot get wrong, and
//! `flow` puts the pieces in order.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, Direction, Level, ParagraphBidiInfo, bidi_class, get_base_direction};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::safe::{CLOSE, OPEN, plain};

/// One paragraph, cut up in the order in which it is read.
pub(super) struct Paragraph {
    pub(super) level: Level,
    pub(super) words: Vec<Word>,
}

/// What stays together on a row if it can, and the spaces behind it.
#[derive(Default)]
pub(super) struct Word {
    pub(super) pieces: Vec<Piece>,
    pub(super) spaces: Vec<Piece>,
}

/// A stretch of one level that is shaped by itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// Bytes of the whole text.
    pub(super) range: Range<usize>,
    pub(super) level: Level,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Space characters.
    Space,
    /// Hebrew letters, which the shaper puts in their order.
    Hebrew,
    /// Letters of Arabic and the other right-to-left scripts, which the shaper joins and puts in
    /// their order. Apart from Hebrew because another font would start another run.
    Arabic,
    /// Anything that the shaper leaves in the order it is given in.
    Plain,
    /// A sign or digit of a right-to-left script, always alone: whether the shaper turns a row of
    /// them round depends on the version of Unicode it knows.
    Single,
}

impl Kind {
    /// Does the shaper put these in right-to-left order by itself?
    pub(super) fn is_turned_by_shaper(self) -> bool {
        matches!(self, Self::Hebrew | Self::Arabic)
    }
}

/// Does the text hold anything that a plain left-to-right layout would get wrong?
#[must_use]
pub fn has_rtl(text: &str) -> bool {
    // Nothing below U+0590 (first byte 0xD6) runs right to left.
    text.bytes().any(|b| b >= 0xD6)
        && text.chars().any(|c| c >= '\u{590}' && matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN))
}

/// Cuts the text, which has `\n` as its only line end and no direction controls but isolates.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut level = Level::ltr();
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            level = level_of(line).unwrap_or(level);
            let info = ParagraphBidiInfo::new(line, Some(level));
            let paragraph = Paragraph { level, words: words(line, start, &info.levels) };
            start += line.len() + 1;
            paragraph
        })
        .collect()
}

/// Which way a line runs by its first letter outside all isolates or, where it has none, by the first within; nothing
/// for a line without a letter, such as a date, which runs as the one above it does.
fn level_of(line: &str) -> Option<Level> {
    let own = |line: &str| match get_base_direction(line) {
        Direction::Ltr => Some(Level::ltr()),
        Direction::Rtl => Some(Level::rtl()),
        Direction::Mixed => None,
    };
    own(line).or_else(|| own(&plain(line)))
}

fn words(line: &str, offset: usize, levels: &[Level]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Word::default();
    let mut may_join = false;
    for (at, grapheme) in line.grapheme_indices(true) {
        let level = levels.get(at).copied().unwrap_or(Level::ltr());
        let first = grapheme.chars().next().unwrap_or(' ');
        let range = offset + at..offset + at + grapheme.len();
        if is_silent(first) {
            // Has done its work in the levels; it has no glyph. A zero-width space allows a break.
            if first == '\u{200B}' && !word.pieces.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            may_join = false;
            continue;
        }
        let piece = Piece { range, level, kind: kind_of(first) };
        if piece.kind == Kind::Space {
            push(&mut word.spaces, piece, may_join);
        } else {
            if !word.spaces.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            push(&mut word.pieces, piece, may_join);
        }
        may_join = true;
    }
    if !word.pieces.is_empty() || !word.spaces.is_empty() {
        words.push(word);
    }
    words
}

/// Adds the piece, or lengthens the last one by it.
fn push(pieces: &mut Vec<Piece>, piece: Piece, may_join: bool) {
    match pieces.last_mut() {
        Some(last)
            if may_join && piece.kind != Kind::Single && last.kind == piece.kind && last.level == piece.level =>
        {
            last.range.end = piece.range.end;
        }
        _ => pieces.push(piece),
    }
}

/// Characters that only hint at a direction or a break.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{61C}' | OPEN | CLOSE)
}

fn kind_of(first: char) -> Kind {
    // A no-break space keeps its neighbours on one row, so it is part of a word.
    if first.is_whitespace() && !matches!(first, '\u{A0}' | '\u{202F}' | '\u{2007}') {
        return Kind::Space;
    }
    if first < '\u{590}' {
        return Kind::Plain;
    }
    let rtl_class = matches!(bidi_class(first), BidiClass::R | BidiClass::AL);
    if rtl_class && first.is_alphabetic() {
        if matches!(first, '\u{590}'..='\u{5FF}' | '\u{FB1D}'..='\u{FB4F}') { Kind::Hebrew } else { Kind::Arabic }
    } else if rtl_class || in_rtl_block(first) {
        Kind::Single
    } else {
        Kind::Plain
    }
}

/// Blocks of right-to-left scripts, whose digits and signs have weaker classes.
fn in_rtl_block(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// What to hand to the shaper so that the piece comes out in the order it is seen in.
pub(super) fn as_drawn<'a>(text: &'a str, piece: &Piece) -> Cow<'a, str> {
    if piece.kind.is_turned_by_shaper() || piece.level.is_ltr() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.graphemes(true)
            .rev()
            .map(|grapheme| {
                let mut chars = grapheme.chars();
                let first = chars.next().map(mirrored);
                first.into_iter().chain(chars).collect::<String>()
            })
            .collect(),
    )
}

/// The mirror image of a bracket or a sign, as rule L4 asks (the pairs the fonts can draw).
pub(super) fn mirrored(c: char) -> char {
    const PAIRS: [(char, char); 13] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('«', '»'),
        ('‹', '›'),
        ('≤', '≥'),
        ('⟨', '⟩'),
        ('⁅', '⁆'),
        ('⁽', '⁾'),
        ('₍', '₎'),
        ('⸢', '⸣'),
        ('⸨', '⸩'),
    ];
    PAIRS
        .iter()
        .find_map(|&(left, right)| match c {
            _ if c == left => Some(right),
            _ if c == right => Some(left),
            _ => None,
        })
        .unwrap_or(c)
}

/// The order in which pieces of these levels stand from left to right (rule L2): the index of each.
pub(super) fn visual_order(levels: &[Level]) -> Vec<usize> {
    BidiInfo::reorder_visual(levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        paragraphs(text)
            .iter()
            .flat_map(|paragraph| &paragraph.words)
            .flat_map(|word| word.pieces.iter().chain(&word.spaces))
            .map(|piece| format!("{}{}", &text[piece.range.clone()], piece.level.number()))
            .collect()
    }

    #[test]
    fn only_text_with_right_to_left_characters_needs_the_algorithm() {
        assert!(!has_rtl("Shaibānī’s “line” – 25 % …"));
        assert!(!has_rtl("以色列"));
        assert!(has_rtl("Syria سوريا"));
        assert!(has_rtl("ישראל"));
        assert!(has_rtl("(١٩٧٤)"));
        assert!(has_rtl("a\u{200F}"));
    }

    #[test]
    fn numbers_and_latin_words_inside_arabic_are_pieces_of_their_own() {
        assert_eq!(cut("عام (1974)."), ["عام1", " 1", "(1", "19742", ").1"]);
        assert_eq!(cut("قرار UNSCR 2334"), ["قرار1", " 1", "UNSCR2", " 2", "23342"]);
    }

    #[test]
    fn scripts_with_fonts_of_their_own_are_kept_apart() {
        assert_eq!(cut("שלוםسلام"), ["שלום1", "سلام1"]);
    }

    #[test]
    fn digits_of_the_script_stand_alone() {
        assert_eq!(cut("١٩٧٤ م"), ["١2", "٩2", "٧2", "٤2", " 1", "م1"]);
    }

    #[test]
    fn a_line_without_letters_runs_as_the_one_above() {
        let levels: Vec<bool> = paragraphs("سوريا\n1974\nSyria\n1974").iter().map(|p| p.level.is_rtl()).collect();
        assert_eq!(levels, [true, true, false, false]);
    }

    #[test]
    fn neutral_pieces_of_a_right_to_left_run_are_turned_and_mirrored() {
        let piece = Piece { range: 0..3, level: Level::rtl(), kind: Kind::Plain };
        assert_eq!(as_drawn(".(»", &piece), "«).");
        let piece = Piece { level: Level::ltr(), ..piece };
        assert_eq!(as_drawn(".(»", &piece), ".(»");
    }

    #[test]
    fn a_direction_mark_orders_its_neighbours_and_is_not_drawn() {
        assert_eq!(cut("abc שלום!"), ["abc0", " 0", "שלום1", "!0"]);
        assert_eq!(cut("abc שלום!\u{200F}"), ["abc0", " 0", "שלום1", "!1"]);
    }

    #[test]
    fn a_zero_width_space_lets_a_word_be_broken() {
        let paragraphs = paragraphs("של\u{200B}ום");
        assert_eq!(paragraphs[0].words.len(), 2);
    }
}
