//! Case text as it can be shown, on the screen and on paper: no character in it acts on anything but itself.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiClass, bidi_class};
use unicode_segmentation::UnicodeSegmentation as _;

/// Stands for what no bundled font can draw.
const UNDRAWABLE: &str = "\u{FFFD}";

/// More marks than this on one letter would be painted over the lines above and below.
const MAX_MARKS: usize = 8;

/// Begins what is ordered by itself: Unicode's first strong isolate.
pub(crate) const OPEN: char = '\u{2068}';
/// Ends it.
pub(crate) const CLOSE: char = '\u{2069}';

/// Stands for [`OPEN`] in the window's sentences, and is nothing that a file could mean: Unicode keeps it for what a
/// program says to itself.
const BEGIN: char = '\u{FDD0}';
/// Stands for [`CLOSE`] there.
const END: char = '\u{FDD1}';

/// A text of the case as a sentence of the window takes it in, so that letters which run from right to left keep their
/// order among themselves.
///
/// [`laid`] makes isolates of it. What an export has isolated already stays as it is.
pub(crate) fn own(text: &str) -> Cow<'_, str> {
    let runs_right_to_left = |letter| matches!(bidi_class(letter), BidiClass::R | BidiClass::AL | BidiClass::AN);
    let text = unmarked(text);
    if !text.chars().any(runs_right_to_left) || (text.starts_with(OPEN) && text.ends_with(CLOSE)) {
        return text;
    }
    let wrapped = |line: &str| if line.trim().is_empty() { line.to_owned() } else { format!("{BEGIN}{line}{END}") };
    // An isolate ends with its line.
    Cow::Owned(text.split('\n').map(wrapped).collect::<Vec<_>>().join("\n"))
}

/// A sentence without the signs of [`own`], for all who do not lay it out.
pub(crate) fn unmarked(text: &str) -> Cow<'_, str> {
    if text.contains([BEGIN, END]) { Cow::Owned(text.replace([BEGIN, END], "")) } else { Cow::Borrowed(text) }
}

/// A part of a text in which the program itself has put isolates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Words(&'a str),
    Open,
    Close,
}

/// The parts of a text with isolates, each of which is closed again; a sign without its fellow is left out.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    // Where in `pieces` an isolate has begun that is not closed yet.
    let mut begun = Vec::new();
    let mut rest = text;
    while let Some((words, sign, after)) = next_sign(rest) {
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        if sign == OPEN {
            begun.push(pieces.len());
            pieces.push(Piece::Open);
        } else if begun.pop().is_some() {
            pieces.push(Piece::Close);
        }
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    for at in begun.into_iter().rev() {
        pieces.remove(at);
    }
    pieces
}

/// The words before the next sign of an isolate, the sign, and what stands after it.
fn next_sign(text: &str) -> Option<(&str, char, &str)> {
    let at = text.find([OPEN, CLOSE])?;
    let (words, from) = text.split_at_checked(at)?;
    let mut letters = from.chars();
    let sign = letters.next()?;
    Some((words, sign, letters.as_str()))
}

/// As [`safe`], but keeps isolates and replaces what `drawable` refuses.
pub(crate) fn isolating(text: &str, mut drawable: impl FnMut(char) -> bool) -> Cow<'_, str> {
    if !text.contains([OPEN, CLOSE]) {
        return shown(text, drawable).0;
    }
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => out.push_str(&shown(words, &mut drawable).0),
            Piece::Open => out.push(OPEN),
            Piece::Close => out.push(CLOSE),
        }
    }
    Cow::Owned(out)
}

/// A text without the isolates that the program has put there.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if text.contains([OPEN, CLOSE]) { Cow::Owned(text.replace([OPEN, CLOSE], "")) } else { Cow::Borrowed(text) }
}

/// The way from a text to the text that is shown for it.
#[derive(Debug, Default)]
pub(crate) struct Edits(Vec<Edit>);

/// A replaced stretch: where it was, and where its replacement is.
#[derive(Debug)]
struct Edit {
    from: Range<usize>,
    to: Range<usize>,
}

impl Edits {
    /// The bytes of the shown text that stand for these bytes of the original.
    pub(crate) fn range_of(&self, original: &Range<usize>) -> Range<usize> {
        let start = self.offset_of(original.start, |edit| edit.to.start);
        let end = self.offset_of(original.end, |edit| edit.to.end);
        start..end.max(start)
    }

    fn offset_of(&self, original: usize, inside: impl Fn(&Edit) -> usize) -> usize {
        let after = self.0.partition_point(|edit| edit.from.start < original);
        let Some(edit) = after.checked_sub(1).and_then(|i| self.0.get(i)) else {
            return original;
        };
        if original < edit.from.end { inside(edit) } else { edit.to.end + (original - edit.from.end) }
    }
}

/// The text with controls that could reorder or hide text made visible, such as `[RLO]`.
///
/// Line ends of every kind become `\n` and a tab four spaces. Marks without an effect beyond
/// their neighbours (left-to-right mark, zero-width joiner and the like) stay; what only hides in
/// the text (soft hyphen, byte order mark) is dropped.
#[must_use]
pub fn safe(text: &str) -> Cow<'_, str> {
    shown(text, |_| true).0
}

/// As [`safe`], and replaces what `drawable` refuses.
pub(crate) fn shown(text: &str, drawable: impl FnMut(char) -> bool) -> (Cow<'_, str>, Edits) {
    replaced(text, Signs::Dropped, drawable)
}

/// As [`shown`], with isolates in the place of the signs of [`own`].
pub(crate) fn laid(text: &str, drawable: impl FnMut(char) -> bool) -> (Cow<'_, str>, Edits) {
    replaced(text, Signs::Isolates, drawable)
}

/// What becomes of the signs of [`own`].
#[derive(Clone, Copy)]
enum Signs {
    Dropped,
    Isolates,
}

fn replaced(text: &str, signs: Signs, mut drawable: impl FnMut(char) -> bool) -> (Cow<'_, str>, Edits) {
    if text.bytes().all(|b| matches!(b, b'\n' | b' '..=b'~')) {
        return (Cow::Borrowed(text), Edits::default());
    }
    let mut out = String::with_capacity(text.len());
    let mut edits = Vec::new();
    for (at, grapheme) in text.grapheme_indices(true) {
        let start = out.len();
        if push_shown(&mut out, grapheme, signs, &mut drawable) {
            edits.push(Edit { from: at..at + grapheme.len(), to: start..out.len() });
        }
    }
    if edits.is_empty() {
        return (Cow::Borrowed(text), Edits::default());
    }
    (Cow::Owned(out), Edits(edits))
}

/// Appends the grapheme as it is shown; says whether it differs.
fn push_shown(out: &mut String, grapheme: &str, signs: Signs, drawable: &mut impl FnMut(char) -> bool) -> bool {
    let mut chars = grapheme.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    match first {
        '\n' | ' '..='~' if chars.as_str().is_empty() => {
            out.push(first);
            return false;
        }
        '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
        '\t' => out.push_str("    "),
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{200B}' => {
            out.push(first);
            return false;
        }
        BEGIN | END => {
            if matches!(signs, Signs::Isolates) {
                out.push(if first == BEGIN { OPEN } else { CLOSE });
            }
            // A mark without its letter belongs to the text behind the sign.
            out.extend(chars.take(MAX_MARKS).filter(|&c| !acts_on_others(c) && drawable(c)));
        }
        _ if is_hint(first) => {}
        _ if acts_on_others(first) => push_token(out, first),
        _ if !drawable(first) => out.push_str(stand_in(first)),
        _ => {
            let start = out.len();
            out.push(first);
            out.extend(chars.take(MAX_MARKS).filter(|&c| !acts_on_others(c) && drawable(c)));
            return out.get(start..) != Some(grapheme);
        }
    }
    true
}

/// The letters of a text that are replaced by [`shown`], as nothing plain stands for them.
pub(crate) fn undrawable(text: &str, mut drawable: impl FnMut(char) -> bool) -> impl Iterator<Item = char> {
    let hidden = |c: char| c.is_control() || acts_on_others(c) || matches!(c, '\u{2028}' | '\u{2029}') || is_hint(c);
    text.chars().filter(move |&c| !c.is_ascii() && !hidden(c) && !drawable(c) && stand_in(c) == UNDRAWABLE)
}

/// Whether a character only says how its neighbours are set.
fn is_hint(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{061C}'
            | '\u{2060}'..='\u{2064}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
    )
}

/// Plain signs for those that case text is likely to hold and the bundled fonts lack.
fn stand_in(c: char) -> &'static str {
    match c {
        '−' => "–",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '≈' => "~",
        '→' => "->",
        '←' => "<-",
        '▪' | '●' | '■' | '◦' => "•",
        _ => UNDRAWABLE,
    }
}

/// Controls, and the characters that embed, override or isolate a direction.
fn acts_on_others(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

fn push_token(out: &mut String, c: char) {
    use std::fmt::Write as _;

    let name = match c {
        '\u{202A}' => "LRE",
        '\u{202B}' => "RLE",
        '\u{202C}' => "PDF",
        '\u{202D}' => "LRO",
        '\u{202E}' => "RLO",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        _ => "",
    };
    // A pair of brackets that the bidirectional algorithm keeps round what is in them.
    out.push('[');
    if name.is_empty() {
        // Writing to a string cannot fail.
        let _ = write!(out, "U+{:04X}", u32::from(c));
    } else {
        out.push_str(name);
    }
    out.push(']');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_borrowed_unchanged() {
        for text in ["", "Withdrawal to the 1974 line.\nAnd more", "اجتمع مسؤولون “هنا”", "ישראל – צה\"ל"]
        {
            assert!(matches!(safe(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn direction_overrides_become_visible_words() {
        assert_eq!(safe("pay \u{202E}001\u{202C} now"), "pay [RLO]001[PDF] now");
        assert_eq!(
            safe("\u{2067}x\u{2069}\u{2066}\u{2068}\u{202A}\u{202B}\u{202D}"),
            "[RLI]x[PDI][LRI][FSI][LRE][RLE][LRO]"
        );
    }

    #[test]
    fn a_text_in_a_sentence_keeps_to_itself_and_what_a_file_holds_of_isolates_is_spelt_out() {
        let sentence = |text: &str| laid(&format!("by {}", own(text)), |_| true).0.into_owned();
        assert_eq!(sentence("Syria"), "by Syria");
        assert_eq!(sentence("سوريا\n\nب"), "by \u{2068}سوريا\u{2069}\n\n\u{2068}ب\u{2069}");
        assert_eq!(sentence("ا\u{2069}ب"), "by \u{2068}ا[PDI]ب\u{2069}");
        assert_eq!(sentence("a\u{2068}b"), "by a[FSI]b");
        // The program's own signs in a file are nothing, alone and in a sentence.
        assert_eq!(sentence("ا\u{FDD1}ب\u{FDD0}"), "by \u{2068}اب\u{2069}");
        assert_eq!((safe("a\u{FDD0}b"), safe(&own("ب"))), ("ab".into(), "ب".into()));
        // A sentence within a sentence, and what an export has isolated.
        assert_eq!(sentence(&own("ب")), "by \u{2068}ب\u{2069}");
        assert_eq!(own("\u{2068}ب\u{2069}"), "\u{2068}ب\u{2069}");
        assert_eq!(unmarked(&own("ب")), "ب");
    }

    #[test]
    fn isolates_come_in_pairs() {
        use Piece::{Close, Open, Words};

        assert_eq!(pieces("a \u{2068}b\u{2069}c"), [Words("a "), Open, Words("b"), Close, Words("c")]);
        assert_eq!(pieces("a\u{2069}b\u{2068}c"), [Words("a"), Words("b"), Words("c")]);
        assert_eq!(pieces("\u{2068}a\u{2068}b\u{2069}"), [Words("a"), Open, Words("b"), Close]);
        assert_eq!(isolating("\u{2068}a\u{202E}\u{2069}\u{2068}", |_| true), "\u{2068}a[RLO]\u{2069}");
    }

    #[test]
    fn controls_become_visible_and_line_ends_become_newlines() {
        assert_eq!(safe("a\u{0}b\u{1b}c\u{7f}\u{9b}"), "a[U+0000]b[U+001B]c[U+007F][U+009B]");
        assert_eq!(safe("a\r\nb\rc\u{2028}d\u{2029}e\u{85}f\u{b}g"), "a\nb\nc\nd\ne\nf\ng");
        assert_eq!(safe("a\tb"), "a    b");
        assert_eq!(safe("a\u{FEFF}b\u{AD}c"), "abc");
    }

    #[test]
    fn marks_that_join_or_hint_a_direction_stay() {
        let persian = "می\u{200C}خواهم";
        assert_eq!(safe(persian), persian);
        assert_eq!(safe("שלום!\u{200F}"), "שלום!\u{200F}");
    }

    #[test]
    fn a_pile_of_marks_is_cut() {
        let pile = format!("a{}b", "\u{301}".repeat(500));
        assert_eq!(safe(&pile).chars().filter(|&c| c == '\u{301}').count(), MAX_MARKS);
    }

    #[test]
    fn ranges_follow_the_text_through_replacements() {
        let text = "ab\u{202E}cd\r\nef";
        let (shown, edits) = shown(text, |_| true);
        assert_eq!(shown, "ab[RLO]cd\nef");
        let of = |word: &str| {
            let at = text.find(word).unwrap();
            shown.get(edits.range_of(&(at..at + word.len()))).unwrap()
        };
        assert_eq!(of("ab"), "ab");
        assert_eq!(of("cd"), "cd");
        assert_eq!(of("ef"), "ef");
        assert_eq!(of("b\u{202E}c"), "b[RLO]c");
        assert_eq!(of("\u{202E}"), "[RLO]");
        assert_eq!(of("d\r\ne"), "d\ne");
    }

    #[test]
    fn what_cannot_be_drawn_becomes_one_sign_for_each_grapheme() {
        let (shown, _) = shown("a以色\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}b", |c| c.is_ascii());
        assert_eq!(shown, "a\u{FFFD}\u{FFFD}\u{FFFD}b");
    }

    #[test]
    fn a_sign_the_fonts_lack_gives_way_to_a_plain_one() {
        let (shown, _) = shown("x ≥ −3", |c| c.is_ascii());
        assert_eq!(shown, "x >= –3");
    }
}
