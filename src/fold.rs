//! Makes text alike that people type differently, so that a search finds it.
//!
//! Case, accents and vowel marks go, the forms of alef and the final letters of Hebrew become
//! one, and typographic quotes, dashes and digits become plain ones: "shaibani" finds
//! "Shaibānī", "اسعد" finds "أَسْعَد".

use std::ops::Range;

use memchr::memmem;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

/// A folded text that knows where in the original each of its bytes comes from.
#[derive(Clone, Debug)]
pub struct Folded<'a> {
    original: &'a str,
    text: String,
    /// For each folded byte, where the character it was made from starts in the original;
    /// none if both are ASCII and every byte stays in its place.
    origins: Option<Vec<usize>>,
}

impl<'a> Folded<'a> {
    /// Folds the text.
    #[must_use]
    pub fn new(original: &'a str) -> Self {
        let mut text = String::with_capacity(original.len());
        if original.is_ascii() {
            fold_into(&mut text, original);
            return Self { original, text, origins: None };
        }
        let mut origins = Vec::with_capacity(original.len());
        for (at, c) in original.char_indices() {
            fold_char(c, &mut |folded| text.push(folded));
            origins.resize(text.len(), at);
        }
        Self { original, text, origins: Some(origins) }
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the folded needle occurs, as bytes of the original.
    ///
    /// The ranges are in order and apart, and each holds whole graphemes: a match that starts or
    /// ends inside a letter with its marks takes in all of it. An empty needle is found nowhere.
    #[must_use]
    pub fn find_all(&self, folded_needle: &str) -> Vec<Range<usize>> {
        if folded_needle.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<Range<usize>> = Vec::new();
        for at in memmem::find_iter(self.text.as_bytes(), folded_needle) {
            let range = self.original_range(&(at..at + folded_needle.len()));
            match found.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => found.push(range),
            }
        }
        found
    }

    fn original_range(&self, folded: &Range<usize>) -> Range<usize> {
        let Some(origins) = &self.origins else {
            return folded.clone();
        };
        let start = origins.get(folded.start).copied().unwrap_or(self.original.len());
        let last = origins.get(folded.end.saturating_sub(1)).copied().unwrap_or(start);
        let start = self.grapheme_start(start);
        let end = self.grapheme_start(last);
        let last_grapheme = self.original.get(end..).and_then(|rest| rest.graphemes(true).next());
        start..end + last_grapheme.map_or(0, str::len)
    }

    /// Where the grapheme starts that this character belongs to.
    fn grapheme_start(&self, at: usize) -> usize {
        let mut cursor = GraphemeCursor::new(at, self.original.len(), true);
        match cursor.is_boundary(self.original, 0) {
            // Context can only be missing where a text is handed over in parts.
            Ok(true) | Err(_) => at,
            Ok(false) => cursor.prev_boundary(self.original, 0).ok().flatten().unwrap_or(at),
        }
    }
}

/// The folded text.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(&mut out, text);
    out
}

/// Appends the folded text; ASCII goes nearly as fast as copying.
pub fn fold_into(out: &mut String, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        // The whole is looked at many bytes at a time, which the search for a position is not.
        let ascii = if rest.is_ascii() { rest.len() } else { rest.bytes().position(|b| !b.is_ascii()).unwrap_or(0) };
        let (head, tail) = rest.split_at(ascii);
        let start = out.len();
        out.push_str(head);
        if let Some(added) = out.get_mut(start..) {
            added.make_ascii_lowercase();
        }
        let mut chars = tail.chars();
        if let Some(c) = chars.next() {
            fold_char(c, &mut |folded| out.push(folded));
        }
        rest = chars.as_str();
    }
}

fn fold_char(c: char, push: &mut impl FnMut(char)) {
    match c {
        '\0'..='\x7F' => push(c.to_ascii_lowercase()),
        // The letters and signs that fill Arabic and Hebrew text need no tables.
        '\u{621}' | '\u{628}' | '\u{62A}'..='\u{63A}' | '\u{641}'..='\u{648}' | '\u{5D0}'..='\u{5EA}' => {
            push(fold_letter(c));
        }
        _ => decompose_compatible(c, |part| {
            if !is_combining_mark(part) && !is_ignored(part) {
                fold_special(part, push);
            }
        }),
    }
}

/// Characters without a shape of their own, and signs of transliteration that are often left out.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{2BE}' | '\u{2BF}' | '\u{640}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Letters that decompose into nothing simpler, and signs that stand for others.
fn fold_special(c: char, push: &mut impl FnMut(char)) {
    let replacement = match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ł' | 'Ł' => "l",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        '‘' | '’' | '‚' | '‛' | 'ʼ' | 'ʻ' | 'ʹ' | '׳' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '״' => "\"",
        '‐'..='―' | '−' | '־' => "-",
        '،' => ",",
        '؛' => ";",
        '؟' => "?",
        '٪' => "%",
        _ => "",
    };
    if !replacement.is_empty() {
        replacement.chars().for_each(push);
        return;
    }
    if c.is_whitespace() && c != '\n' {
        return push(' ');
    }
    c.to_lowercase().filter(|&c| !is_combining_mark(c)).map(fold_letter).for_each(push);
}

/// One letter for those that are written for each other, and plain digits.
fn fold_letter(c: char) -> char {
    match c {
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' | 'ە' | 'ہ' => 'ه',
        'ک' => 'ك',
        'ς' => 'σ',
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        _ => c,
    }
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found<'a>(text: &'a str, needle: &str) -> Vec<&'a str> {
        Folded::new(text).find_all(&fold(needle)).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn case_and_latin_accents_make_no_difference() {
        assert_eq!(fold("Asaad al-Shaibānī"), "asaad al-shaibani");
        assert_eq!(
            fold("ÉCOLE Çelik İstanbul ığdır Øresund Łódź Straße"),
            "ecole celik istanbul igdir oresund lodz strasse"
        );
        assert_eq!(fold("al-Sharaʿ"), fold("al-Shara"));
    }

    #[test]
    fn typographic_signs_become_plain_ones() {
        assert_eq!(fold("“No” – it’s 25\u{A0}km…"), "\"no\" - it's 25 km...");
    }

    #[test]
    fn arabic_letters_that_are_written_for_each_other_are_one() {
        assert_eq!(fold("أسعد"), "اسعد");
        assert_eq!(fold("إسرائيل آخر ٱلله"), "اسراييل اخر الله");
        assert_eq!(fold("مستوى"), "مستوي");
        assert_eq!(fold("القنيطرة"), "القنيطره");
        assert_eq!(fold("مؤتمر"), "موتمر");
        assert_eq!(fold("سُورِيَّـــة"), "سوريه");
        assert_eq!(fold("١٩٧٤ ۱۹۷۴"), "1974 1974");
        assert_eq!(fold("ﺳﻮﺭﻳﺎ"), "سوريا");
    }

    #[test]
    fn hebrew_points_go_and_final_letters_are_ordinary_ones() {
        assert_eq!(fold("שָׁלוֹם"), "שלומ");
        assert_eq!(fold("רון דרמר"), "רונ דרמר");
        assert_eq!(fold("צה״ל בית־ספר"), "צה\"ל בית-ספר");
    }

    #[test]
    fn matches_are_ranges_of_the_original() {
        assert_eq!(found("Shaibānī met SHAIBANI", "shaibani"), ["Shaibānī", "SHAIBANI"]);
        assert_eq!(found("وأَسْعَدُ قال", "اسعد"), ["أَسْعَدُ"]);
        assert_eq!(found("plain Plain pLAIN", "plain"), ["plain", "Plain", "pLAIN"]);
        assert_eq!(found("شָ ישראל", "ישראל"), ["ישראל"]);
    }

    #[test]
    fn a_match_inside_one_letter_takes_in_all_of_it() {
        assert_eq!(found("Straße", "s"), ["S", "ß"]);
        assert_eq!(found("cafe\u{301} x", "cafe"), ["cafe\u{301}"]);
        assert_eq!(found("ﷲ", "لل"), ["ﷲ"]);
    }

    #[test]
    fn nothing_is_found_for_nothing() {
        assert!(found("text", "").is_empty());
        assert!(found("", "text").is_empty());
        assert!(found("text", "\u{301}").is_empty());
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn matches_lie_on_boundaries_in_order_and_fold_to_the_needle(text in "[aAāßﷲéسأسُ\u{301} ]{0,30}", needle in "[aāsسe ]{1,3}") {
            let needle = fold(&needle);
            let folded = Folded::new(&text);
            prop_assert_eq!(folded.text(), fold(&text));
            let mut end = 0;
            for range in folded.find_all(&needle) {
                prop_assert!(end <= range.start && range.start < range.end);
                prop_assert!(fold(&text[range.clone()]).contains(&needle));
                end = range.end;
            }
        }
    }
}
