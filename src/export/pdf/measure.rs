//! How high a paper's blocks stand on the page, measured letter by letter with the bundled fonts.
//!
//! The template's spacing is written here once more, as a height has to be known before typst is asked. Letters are
//! taken one by one, without what fonts do between two of them, and lines are only ended at spaces and hyphens: what
//! is measured is a little higher than what is set, hardly ever lower.

use std::sync::LazyLock;

use rustybuzz::Face;

use crate::export::fonts::FONTS;
use crate::export::paper::{Block, Look, Row, RowKind, Run, Table, Text};

/// The height of a line's letters, and the room between two lines, as multiples of the size.
const LETTERS: f32 = 0.714;
const LEADING: f32 = 0.56;

/// Between two paragraphs of a table's cell, and around a card, as multiples of the size.
const PARAGRAPHS: f32 = 0.62;
const CARDS: f32 = 0.85;

/// What a cell adds to its text: above and below with its line, and at the sides of the first column and of others,
/// in which cards stand away from their rule. In points.
const CELL: f32 = 13.0;
const FIRST: f32 = 10.0;
const OTHERS: f32 = 17.0;

/// What a group's heading and a table's head add to their text.
const GROUP: f32 = 15.0;
const HEAD: f32 = 9.0;

/// The size of quiet words and of labels, and the room between a label's letters.
const QUIET: f32 = 0.88;
const LABEL: f32 = 0.78;
const TRACKING: f32 = 0.06;

/// A mark with the room after it.
const MARK: f32 = 1.12;

/// A word of more letters can be parted.
const WORD: usize = 28;

/// A letter that no font has a width for: that of a wide one.
const UNKNOWN: f32 = 0.7;

/// The widths of the letters of the first planes in ems: regular, and bold.
static WIDTHS: LazyLock<[Vec<f32>; 2]> = LazyLock::new(|| {
    let (regular, bold) = FONTS.split_at(FONTS.len() / 2);
    [regular, bold].map(|fonts| {
        let faces: Vec<Face<'_>> = fonts.iter().filter_map(|font| Face::from_slice(font.bytes, 0)).collect();
        let width = |letter: char| {
            let found = faces.iter().find_map(|face| Some((face, face.glyph_index(letter)?)));
            found.and_then(|(face, glyph)| {
                let units = f32::from(face.glyph_hor_advance(glyph)?);
                #[expect(clippy::cast_precision_loss, reason = "an em is some thousand units")]
                Some(units / face.units_per_em() as f32)
            })
        };
        (0..0x2400_u32).map(|code| char::from_u32(code).and_then(width).unwrap_or(UNKNOWN)).collect()
    })
});

/// A letter's width in ems.
fn letter(letter: char, bold: bool) -> f32 {
    let [regular, strong] = &*WIDTHS;
    match letter {
        // Signs that are not seen.
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => 0.0,
        _ => (if bold { strong } else { regular }).get(letter as usize).copied().unwrap_or(UNKNOWN),
    }
}

/// Lines as they fill with words.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    width: f32,
    /// How many there are.
    pub(super) count: f32,
    /// How much of the last one is taken, spaces at its end included, and how wide the word at its end is.
    used: f32,
    word: f32,
    letters: usize,
}

impl Lines {
    /// The first line of so many points.
    pub(super) fn new(width: f32) -> Self {
        Self { width: width.max(1.0), count: 1.0, used: 0.0, word: 0.0, letters: 0 }
    }

    /// A new line.
    pub(super) fn end(&mut self) {
        self.count += 1.0;
        (self.used, self.word, self.letters) = (0.0, 0.0, 0);
    }

    /// One thing more, after which a line may end or not.
    fn push(&mut self, width: f32, ends: bool) {
        self.word += width;
        self.letters += 1;
        if self.used > 0.0 && self.used + self.word > self.width {
            self.count += 1.0;
            self.used = 0.0;
        }
        // A word that is wider than the line goes on in the next one.
        if self.word > self.width && self.letters > WORD {
            self.count += 1.0;
            self.word = width;
        }
        if ends {
            self.space(0.0);
        }
    }

    /// A space, which may hang over the end of a line.
    fn space(&mut self, width: f32) {
        self.used += self.word + width;
        (self.word, self.letters) = (0.0, 0);
    }

    /// Words of one look, `size` points high.
    pub(super) fn words(&mut self, text: &str, look: Look, size: f32) {
        let (scale, bold, between) = match look {
            Look::Plain | Look::Quote => (1.0, false, 0.0),
            Look::Strong => (1.0, true, 0.0),
            Look::Quiet => (QUIET, false, 0.0),
            Look::Label => (LABEL, true, TRACKING),
        };
        let size = size * scale;
        for one in text.chars() {
            match one {
                '\n' => self.end(),
                ' ' | '\t' => self.space(letter(' ', bold) * size),
                _ if look == Look::Label => {
                    one.to_uppercase().for_each(|one| self.push((letter(one, bold) + between) * size, false));
                }
                _ => self.push(letter(one, bold) * size, matches!(one, '-' | '–' | '—' | '\u{200B}')),
            }
        }
    }

    /// A run of a text.
    pub(super) fn run(&mut self, run: &Run, size: f32) {
        match run {
            Run::Words { text, look, .. } => self.words(text, *look, size),
            Run::Mark(_) => self.push(MARK * size, false),
            Run::Break => self.end(),
        }
    }
}

/// The height of so many lines.
pub(super) fn lines_height(count: f32, size: f32) -> f32 {
    (count * (LETTERS + LEADING) - LEADING).max(0.0) * size
}

/// The height of a text.
pub(super) fn text(text: &Text, width: f32, size: f32) -> f32 {
    let mut lines = Lines::new(width);
    text.0.iter().for_each(|run| lines.run(run, size));
    lines_height(lines.count, size)
}

/// The height of blocks below each other in a cell or a card.
pub(super) fn blocks(blocks: &[Block], width: f32, size: f32) -> f32 {
    let mut height = 0.0;
    let mut below = 0.0_f32;
    for (number, one) in blocks.iter().enumerate() {
        let around = around(one) * size;
        // Of the room below a block and above the next, the larger counts.
        height += block(one, width, size) + if number == 0 { 0.0 } else { below.max(around) };
        below = around;
    }
    height
}

fn around(block: &Block) -> f32 {
    match block {
        Block::Card(_) => CARDS,
        Block::Heading { .. } | Block::Table(_) => 2.1,
        Block::PageBreak => 0.0,
        _ => PARAGRAPHS,
    }
}

/// The height of a block, without what is around it.
pub(super) fn block(block: &Block, width: f32, size: f32) -> f32 {
    match block {
        Block::Heading { text: words, .. } => text(words, width, size * 1.35),
        Block::Paragraph(words) => text(words, width, size),
        Block::List(items) => {
            let list: f32 = items.iter().map(|item| blocks(item, width - size * 1.3, size) + PARAGRAPHS * size).sum();
            (list - PARAGRAPHS * size).max(0.0)
        }
        Block::Card(card) => {
            let inset = if card.accent.is_some() { 7.0 } else { 0.0 };
            blocks(&card.blocks, width - inset, size)
        }
        Block::Table(table) => {
            let columns: Vec<usize> = (0..table.columns.len()).collect();
            let widths = widths(table, &columns, width);
            head(table, &widths, size) + table.rows.iter().map(|one| row(one, &widths, size)).sum::<f32>()
        }
        Block::Picture(picture) => picture.height * 0.75,
        Block::Sources(sources) => {
            sources.iter().map(|source| text(&source.text, width - size * 2.4, size) + 0.6 * size).sum()
        }
        // Nobody chooses on paper; such blocks are taken apart before.
        Block::About(about) => blocks(&about.blocks, width, size),
        Block::PageBreak => 0.0,
    }
}

/// The room for text in some of a table's columns, by their numbers.
pub(super) fn widths(table: &Table, columns: &[usize], width: f32) -> Vec<(usize, f32)> {
    let shown = columns.iter().filter_map(|number| Some((*number, table.columns.get(*number)?)));
    let all: f32 = shown.clone().map(|(_, column)| share(column)).sum();
    let text = |(place, (number, column)): (usize, (usize, _))| {
        let inset = if place == 0 { FIRST } else { OTHERS };
        (number, width * share(column) / all.max(f32::MIN_POSITIVE) - inset)
    };
    shown.enumerate().map(text).collect()
}

/// A column's part of the width.
pub(super) fn share(column: &crate::export::paper::TableColumn) -> f32 {
    if column.share.is_finite() && column.share > 0.0 { column.share } else { 1.0 }
}

/// The height of a table's head.
pub(super) fn head(table: &Table, widths: &[(usize, f32)], size: f32) -> f32 {
    let cells = widths.iter().filter_map(|(column, width)| Some((table.columns.get(*column)?, width)));
    cells.map(|(column, width)| blocks(&column.head, *width, size)).fold(0.0, f32::max) + HEAD
}

/// The height of a row.
pub(super) fn row(row: &Row, widths: &[(usize, f32)], size: f32) -> f32 {
    match &row.kind {
        RowKind::Group(words) => group(words, widths, size),
        RowKind::Cells(cells) => {
            let cells = widths.iter().filter_map(|(column, width)| Some((cells.get(*column)?, width)));
            cells.map(|(cell, width)| blocks(cell, *width, size)).fold(0.0, f32::max) + CELL
        }
    }
}

/// The height of a group's heading, which goes through all columns.
pub(super) fn group(words: &Text, widths: &[(usize, f32)], size: f32) -> f32 {
    let width: f32 = widths.iter().map(|(_, width)| width).sum();
    text(words, width, size) + GROUP
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_letter_is_wider_than_a_narrow_one_and_a_bold_one_wider_still() {
        assert!(letter('W', false) > letter('i', false) * 3.0);
        assert!(letter('a', true) > letter('a', false));
        assert!(letter('س', false) > 0.3 && letter('ש', false) > 0.3);
        assert!(letter('\u{2068}', false).abs() < f32::EPSILON);
    }

    #[test]
    fn lines_end_at_spaces_and_long_words_go_on() {
        let count = |text: &str, width| {
            let mut lines = Lines::new(width);
            lines.words(text, Look::Plain, 10.0);
            lines.count
        };
        assert!((count("one two", 1000.0) - 1.0).abs() < f32::EPSILON);
        assert!((count("one two", 30.0) - 2.0).abs() < f32::EPSILON);
        assert!((count("one\ntwo\nthree", 1000.0) - 3.0).abs() < f32::EPSILON);
        assert!(count(&"x".repeat(1000), 100.0) >= 50.0);
    }
}
