//! Text in lines, measured with the fonts that it is drawn with.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;

use hashbrown::HashMap;
use rustybuzz::{Direction, Face, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::export::fonts::FONTS;
use crate::export::ink::Ink;
use crate::safe::safe;

/// From one line of text to the next, as a multiple of the size.
const LINE: f32 = 1.4;
/// From the top of a line to the letters' baseline, as a multiple of the size: the fonts rise 1.069 and hang 0.293.
const BASELINE: f32 = (LINE - 1.362) / 2.0 + 1.069;
/// Lines may be this much wider than they should, so that what was measured fits into its own width.
const TOLERANCE: f32 = 0.05;

/// The signs around a line that reads from the right.
pub(super) const FROM_RIGHT: char = '\u{202B}';
pub(super) const END: char = '\u{202C}';

/// So many widths of words are kept, of words of so many bytes.
const MOST_KNOWN: usize = 8192;
const LONGEST_KNOWN: usize = 64;

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) ink: Ink,
    /// Added between letters.
    pub(super) spacing: f32,
}

/// A text that has been laid out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Laid {
    pub(super) look: Look,
    pub(super) lines: Vec<Line>,
    /// Whether something is left out for want of room.
    pub(super) elided: bool,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) width: f32,
    /// Whether it belongs to a paragraph that reads from right to left.
    pub(super) rtl: bool,
}

impl Look {
    pub(super) fn line_height(self) -> f32 {
        self.size * LINE
    }

    /// From the top of a line to its baseline.
    pub(super) fn baseline(self) -> f32 {
        self.size * BASELINE
    }

    /// Lays a text out in at most so many lines; one word that is wider than the room is broken.
    pub(super) fn lay(self, text: &str, room: f32, most: usize) -> Laid {
        let text = safe(text);
        let mut lines = Vec::new();
        let mut elided = false;
        for paragraph in text.split('\n') {
            if lines.len() >= most {
                elided |= !paragraph.trim().is_empty();
                continue;
            }
            elided |= self.paragraph(paragraph, room + TOLERANCE, most, &mut lines);
        }
        if elided && let Some(last) = lines.last_mut() {
            self.elide(last, room);
        }
        Laid { look: self, lines, elided }
    }

    /// Lays a text out as [`Self::lay`] does, with lines of about one length: on no more of them, but no wider than need
    /// be.
    pub(super) fn lay_evenly(self, text: &str, room: f32, most: usize) -> Laid {
        let mut laid = self.lay(text, room, most);
        if laid.lines.len() < 2 || laid.elided || !room.is_finite() {
            return laid;
        }
        let count = laid.lines.len();
        let (mut narrow, mut wide) = (room / 2.0, room);
        while wide - narrow > 4.0 {
            let middle = f32::midpoint(narrow, wide);
            let tried = self.lay(text, middle, most);
            let breaks_a_word = tried.words() > laid.words();
            if tried.lines.len() > count || tried.elided || breaks_a_word || tried.width() > middle + TOLERANCE {
                narrow = middle;
            } else {
                (laid, wide) = (tried, middle);
            }
        }
        laid
    }

    /// The width of a text in one line.
    pub(super) fn width(self, text: &str) -> f32 {
        let letters = text.graphemes(true).count().saturating_sub(1);
        #[expect(clippy::cast_precision_loss, reason = "a line has few letters")]
        let spacing = letters as f32 * self.spacing;
        advance(text, self.bold) * self.size + spacing
    }

    /// Adds a paragraph's lines; says whether there was no room for all.
    fn paragraph(self, text: &str, room: f32, most: usize, lines: &mut Vec<Line>) -> bool {
        let rtl = reads_from_the_right(text);
        let space = self.width(" ") + self.spacing * 2.0;
        let mut line = Line { text: String::new(), width: 0.0, rtl };
        for word in text.split([' ', '\u{3000}']).filter(|word| !word.is_empty()) {
            let width = self.width(word);
            let joined = if line.text.is_empty() { width } else { line.width + space + width };
            if joined <= room {
                if !line.text.is_empty() {
                    line.text.push(' ');
                }
                line.text.push_str(word);
                line.width = joined;
                continue;
            }
            let mut rest = word;
            if !line.text.is_empty() {
                lines.push(std::mem::replace(&mut line, Line { text: String::new(), width: 0.0, rtl }));
                if lines.len() >= most {
                    return true;
                }
            }
            while self.width(rest) > room {
                let (head, tail) = self.split(rest, room);
                if tail.is_empty() {
                    break;
                }
                lines.push(Line { text: head.to_owned(), width: self.width(head), rtl });
                if lines.len() >= most {
                    return true;
                }
                rest = tail;
            }
            line.text.push_str(rest);
            line.width = self.width(rest);
        }
        lines.push(line);
        false
    }

    /// The longest start of a word that has room, at least one letter, and the rest; after a hyphen if there is one.
    fn split(self, word: &str, room: f32) -> (&str, &str) {
        let ends: Vec<usize> = word.grapheme_indices(true).map(|(at, letter)| at + letter.len()).collect();
        let fits = |end: &usize| self.width(word.get(..*end).unwrap_or_default()) <= room;
        let count = ends.partition_point(fits).max(1);
        let at = ends.get(count - 1).copied().unwrap_or(word.len());
        let head = word.get(..at).unwrap_or(word);
        let hyphen = head.rfind(['-', '–', '/']).filter(|hyphen| *hyphen > 0);
        let hyphen = hyphen.and_then(|hyphen| Some(hyphen + head.get(hyphen..)?.chars().next()?.len_utf8()));
        word.split_at_checked(hyphen.unwrap_or(at)).unwrap_or((word, ""))
    }

    /// Ends a line with "…", and takes away the letters that it needs the room of.
    fn elide(self, line: &mut Line, room: f32) {
        loop {
            let text = format!("{}…", line.text.trim_end());
            let width = self.width(&text);
            let Some((last, _)) = line.text.grapheme_indices(true).next_back().filter(|_| width > room) else {
                (line.text, line.width) = (text, width);
                return;
            };
            line.text.truncate(last);
        }
    }
}

impl Laid {
    /// The width of the widest line.
    pub(super) fn width(&self) -> f32 {
        self.lines.iter().map(|line| line.width).fold(0.0, f32::max)
    }

    /// How many words its lines have; one that goes over two lines counts twice.
    fn words(&self) -> usize {
        self.lines.iter().map(|line| line.text.split_whitespace().count()).sum()
    }

    pub(super) fn height(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a picture has few lines")]
        let lines = self.lines.len() as f32;
        lines * self.look.line_height()
    }
}

impl Line {
    /// The text as it is written into an SVG.
    ///
    /// Readers of SVG take every line for one that reads from left to right unless told otherwise, and not all of
    /// them know the attribute `direction`; so a line of the other direction is told by the characters for that.
    pub(super) fn written(&self) -> String {
        if self.rtl { format!("{FROM_RIGHT}{}{END}", self.text) } else { self.text.clone() }
    }
}

/// A stretch of a line that one font draws in one direction.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stretch {
    pub(super) family: &'static str,
    /// Its bytes in the line.
    pub(super) range: Range<usize>,
    pub(super) rtl: bool,
    /// Where it begins, from the left of the line, and how wide it is: in ems.
    pub(super) x: f32,
    pub(super) width: f32,
    /// How much of that is taken by spaces at its left.
    pub(super) spaces: f32,
}

/// The stretches of a line in the order in which they are read; their places are those in which they are seen.
pub(super) fn stretched(text: &str, rtl: bool, bold: bool) -> Vec<Stretch> {
    let faces = faces(bold);
    let info = BidiInfo::new(text, Some(if rtl { Level::rtl() } else { Level::ltr() }));
    let Some(paragraph) = info.paragraphs.first() else { return Vec::new() };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    let mut stretched = Vec::new();
    let mut x = 0.0;
    for run in runs {
        let rtl = levels.get(run.start).is_some_and(Level::is_rtl);
        let mut within = stretches(text, run, faces);
        if rtl {
            within.reverse();
        }
        for (number, range) in within {
            let (Some(face), Some(font)) = (faces.get(number), FONTS.get(number)) else { continue };
            let direction = if rtl { Direction::RightToLeft } else { Direction::LeftToRight };
            let width = shaped(face, text.get(range.clone()).unwrap_or_default(), direction);
            let words = text.get(range.clone()).unwrap_or_default();
            let words_alone = if rtl { words.trim_end_matches(' ') } else { words.trim_start_matches(' ') };
            #[expect(clippy::cast_precision_loss, reason = "a line has few spaces")]
            let spaces = (words.len() - words_alone.len()) as f32 * shaped(face, " ", direction);
            stretched.push(Stretch { family: font.family, range, rtl, x, width, spaces });
            x += width;
        }
    }
    stretched.sort_by_key(|stretch| stretch.range.start);
    stretched
}

/// Whether a paragraph reads from right to left: its first letter says.
fn reads_from_the_right(text: &str) -> bool {
    unicode_bidi::get_base_direction(text) == unicode_bidi::Direction::Rtl
}

/// The faces of [`FONTS`]: the regular ones, then the bold ones.
fn faces(bold: bool) -> &'static [Face<'static>] {
    static FACES: OnceLock<Vec<Face<'static>>> = OnceLock::new();
    let faces = FACES.get_or_init(|| FONTS.iter().filter_map(|font| Face::from_slice(font.bytes, 0)).collect());
    let (regular, strong) = faces.split_at(faces.len() / 2);
    if bold { strong } else { regular }
}

/// Whether a letter has a form in the fonts that pictures are drawn with.
pub(super) fn draws(letter: char) -> bool {
    faces(false).iter().any(|face| face.glyph_index(letter).is_some())
}

/// The width of a text in one line, in ems; what has been measured lately is known by heart, as words come again.
fn advance(text: &str, bold: bool) -> f32 {
    thread_local! {
        static KNOWN: RefCell<[HashMap<String, f32>; 2]> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|[regular, strong]| {
        let known = if bold { strong } else { regular };
        if let Some(ems) = known.get(text) {
            return *ems;
        }
        let ems = measured(text, bold);
        if text.len() <= LONGEST_KNOWN {
            if known.len() >= MOST_KNOWN {
                known.clear();
            }
            known.insert(text.to_owned(), ems);
        }
        ems
    })
}

/// Measures a text in one line, in ems, each letter in the first font that has it.
fn measured(text: &str, bold: bool) -> f32 {
    if text.is_empty() {
        return 0.0;
    }
    let faces = faces(bold);
    let info = BidiInfo::new(text, Some(Level::ltr()));
    let Some(paragraph) = info.paragraphs.first() else { return 0.0 };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    let mut ems = 0.0;
    for run in runs {
        let direction = if levels.get(run.start).is_some_and(Level::is_rtl) {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        };
        for (face, part) in parts(text, run, faces) {
            ems += shaped(face, text.get(part).unwrap_or_default(), direction);
        }
    }
    ems
}

/// A run cut into stretches that one face draws.
fn parts<'f>(text: &str, run: Range<usize>, faces: &'f [Face<'static>]) -> Vec<(&'f Face<'static>, Range<usize>)> {
    let parts = stretches(text, run, faces).into_iter();
    parts.filter_map(|(face, part)| Some((faces.get(face)?, part))).collect()
}

/// A run cut into stretches that one face draws, by its number.
fn stretches(text: &str, run: Range<usize>, faces: &[Face<'static>]) -> Vec<(usize, Range<usize>)> {
    let mut parts: Vec<(usize, Range<usize>)> = Vec::new();
    for (at, letter) in text.get(run.clone()).unwrap_or_default().char_indices() {
        let start = run.start + at;
        let end = start + letter.len_utf8();
        let found = faces.iter().position(|face| face.glyph_index(letter).is_some());
        match parts.last_mut() {
            // What no font has stays with what is before it: marks without a width, and boxes. So do spaces, that
            // words of one font are written in one piece.
            Some((face, part)) if letter == ' ' || found.is_none_or(|found| found == *face) => part.end = end,
            _ => parts.push((found.unwrap_or_default(), start..end)),
        }
    }
    parts
}

fn shaped(face: &Face<'static>, text: &str, direction: Direction) -> f32 {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(direction);
    let glyphs = rustybuzz::shape(face, &[], buffer);
    let units: i64 = glyphs.glyph_positions().iter().map(|glyph| i64::from(glyph.x_advance)).sum();
    #[expect(clippy::cast_precision_loss, reason = "a line is some thousands of units long")]
    let ems = units as f32 / face.units_per_em().max(1) as f32;
    ems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::ink;

    const PLAIN: Look = Look { size: 13.0, bold: false, ink: ink::INK, spacing: 0.0 };

    fn lines(laid: &Laid) -> Vec<&str> {
        laid.lines.iter().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn a_text_is_broken_at_spaces_and_no_line_is_wider_than_the_room() {
        let text = "Full withdrawal to the lines before December 2024, without conditions";
        for room in [80.0, 90.0, 200.0, 1000.0] {
            let laid = PLAIN.lay(text, room, 99);
            assert_eq!(lines(&laid).join(" "), text);
            assert!(!laid.elided && laid.lines.iter().all(|line| line.width <= room + TOLERANCE), "{room}");
        }
        assert_eq!(PLAIN.lay(text, 1000.0, 99).lines.len(), 1);
    }

    #[test]
    fn even_lines_are_no_more_and_lose_nothing() {
        let text = "only if Syria takes up the strategic files, of which a broader agreement is one (P1)";
        let (laid, even) = (PLAIN.lay(text, 440.0, 4), PLAIN.lay_evenly(text, 440.0, 4));
        assert_eq!((laid.lines.len(), even.lines.len()), (2, 2));
        assert_eq!(lines(&even).join(" "), text);
        let spread = |laid: &Laid| laid.lines[0].width - laid.lines[1].width;
        assert!(spread(&even).abs() < 60.0 && spread(&laid) > 300.0);
    }

    #[test]
    fn even_lines_break_no_word_for_it() {
        for room in [110.0, 120.0, 140.0, 160.0] {
            let laid = PLAIN.lay_evenly("Disarmament of the south", room, 3);
            assert_eq!(lines(&laid).join(" "), "Disarmament of the south", "{room}");
        }
    }

    #[test]
    fn what_has_no_room_ends_with_an_ellipsis_within_the_room() {
        let laid = PLAIN.lay("Withdrawal from the territory taken since December 2024", 120.0, 2);
        assert!(laid.elided && laid.lines.len() == 2);
        let last = laid.lines.last().unwrap();
        assert!(last.text.ends_with('…') && last.width <= 120.0, "{last:?}");
        assert!(PLAIN.lay("one\ntwo\nthree", 500.0, 2).elided);
        assert!(!PLAIN.lay("one\ntwo\n ", 500.0, 2).elided);
    }

    #[test]
    fn a_word_that_is_too_long_is_broken_after_a_hyphen_or_anywhere_but_loses_nothing() {
        for word in ["Demilitarisierungsvereinbarungen", "disarmament-verification/monitoring", "الإستراتيجيات"]
        {
            for room in [1.0, 30.0, 70.0] {
                let laid = PLAIN.lay(word, room, 999);
                assert_eq!(lines(&laid).concat(), word, "{room}");
            }
        }
        let laid = PLAIN.lay("disarmament-verification", 100.0, 9);
        assert_eq!(lines(&laid), ["disarmament-", "verification"]);
    }

    #[test]
    fn a_line_that_reads_from_the_right_is_written_as_one() {
        let laid = PLAIN.lay("قرار UNSCR 2334 (1974)", 500.0, 2);
        assert!(laid.lines[0].rtl);
        assert_eq!(laid.lines[0].written(), "\u{202B}قرار UNSCR 2334 (1974)\u{202C}");
        let laid = PLAIN.lay("Syria سوريا", 500.0, 2);
        assert_eq!((laid.lines[0].rtl, laid.lines[0].written().as_str()), (false, "Syria سوريا"));
    }

    #[test]
    fn a_line_is_stretches_of_one_font_each_that_stand_where_they_are_seen() {
        let text = "قرار 1974 (UNDOF) الآن";
        let stretched = stretched(text, true, true);
        let words: Vec<&str> = stretched.iter().map(|stretch| &text[stretch.range.clone()]).collect();
        assert_eq!(words.concat(), text);
        let at = |word: &str| stretched.iter().find(|stretch| text[stretch.range.clone()].contains(word)).unwrap();
        // What is read first stands at the right.
        assert!(at("قرار").x > at("1974").x && at("1974").x > at("UNDOF").x && at("UNDOF").x > at("الآن").x);
        assert_eq!((at("قرار").family, at("UNDOF").family), ("Noto Sans Arabic", "Noto Sans"));
        assert!(at("(").rtl && at(")").rtl && !at("1974").rtl);
        let whole: f32 = stretched.iter().map(|stretch| stretch.width).sum();
        // Brackets are as wide in whichever font they are drawn.
        assert!((whole - measured(text, true)).abs() < 0.3);
    }

    #[test]
    fn joined_letters_are_narrower_than_letters_one_by_one() {
        let word = "اجتمع";
        let alone: f32 = word.chars().map(|letter| PLAIN.width(&letter.to_string())).sum();
        assert!(PLAIN.width(word) < alone * 0.95);
    }

    #[test]
    fn what_acts_on_others_is_made_visible() {
        let laid = PLAIN.lay("a\u{202E}b\u{0}c", 500.0, 1);
        assert_eq!(laid.lines[0].text, "a[RLO]b[U+0000]c");
    }

    #[test]
    fn bold_and_spaced_text_is_wider() {
        let bold = Look { bold: true, ..PLAIN };
        let spaced = Look { spacing: 1.0, ..PLAIN };
        assert!(bold.width("Withdrawal") > PLAIN.width("Withdrawal"));
        assert!((spaced.width("abc") - PLAIN.width("abc") - 2.0).abs() < 0.001);
    }
}
