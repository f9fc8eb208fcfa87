//! In which direction text runs, by the Unicode bidirectional algorithm.
//!
//! Word wants to be told for each run what other programs find out by themselves.

use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// The stretches of one paragraph that run in one direction, and whether it is from right to left.
///
/// Numbers between words of a right-to-left script belong to them where the paragraph runs from left to right:
/// Word would place a number of the other direction as if the paragraph's direction began anew with it.
pub(super) fn stretches(text: &str, paragraph_rtl: bool) -> Vec<(Range<usize>, bool)> {
    // Everything before Hebrew runs from left to right or has no direction.
    if !paragraph_rtl && text.chars().all(|letter| letter < '\u{590}') {
        return vec![(0..text.len(), false)];
    }
    let base = if paragraph_rtl { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(text, Some(base));
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    for (at, letter) in text.char_indices() {
        let level = info.levels.get(at).copied().unwrap_or(base);
        let rtl = if paragraph_rtl { level.is_rtl() } else { level.number() > 0 };
        let end = at + letter.len_utf8();
        match found.last_mut() {
            Some((range, known)) if *known == rtl => range.end = end,
            _ => found.push((at..end, rtl)),
        }
    }
    found
}

/// Scripts that run from right to left and have fonts of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Arabic,
    Hebrew,
}

/// The script of a stretch that runs from right to left: that of its first strong letter.
pub(super) fn script(text: &str) -> Script {
    let hebrew = |letter: char| matches!(letter, '\u{590}'..='\u{5FF}' | '\u{FB1D}'..='\u{FB4F}');
    let strong = text.chars().find(|letter| matches!(bidi_class(*letter), BidiClass::R | BidiClass::AL));
    if strong.is_some_and(hebrew) { Script::Hebrew } else { Script::Arabic }
}

/// Whether a language, by its BCP 47 tag, is written from right to left.
pub(super) fn script_of_language(tag: &str) -> Option<Script> {
    let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    match primary.as_str() {
        "ar" | "fa" | "ur" | "ps" | "sd" | "ug" | "ckb" | "dv" | "arc" | "azb" => Some(Script::Arabic),
        "he" | "iw" | "yi" => Some(Script::Hebrew),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, paragraph_rtl: bool) -> Vec<(&str, bool)> {
        stretches(text, paragraph_rtl).into_iter().map(|(range, rtl)| (text.get(range).unwrap(), rtl)).collect()
    }

    #[test]
    fn words_of_both_directions_are_told_apart() {
        assert_eq!(told("Syria سوريا, Israel", false), [("Syria ", false), ("سوريا", true), (", Israel", false)]);
        assert_eq!(told("plain", false), [("plain", false)]);
    }

    #[test]
    fn a_number_stays_with_the_words_that_it_stands_between() {
        assert_eq!(told("line سوريا 1974 الجنوب end", false)[1], ("سوريا 1974 الجنوب", true));
        assert_eq!(
            told("قرار 497 UNSCR للجولان", true),
            [("قرار ", true), ("497", false), (" ", true), ("UNSCR", false), (" للجولان", true)]
        );
    }

    #[test]
    fn hebrew_and_arabic_are_told_apart() {
        assert_eq!(script(" 12 ישראל"), Script::Hebrew);
        assert_eq!(script("سوريا"), Script::Arabic);
        assert_eq!(script_of_language("he-IL"), Some(Script::Hebrew));
        assert_eq!(script_of_language("AR"), Some(Script::Arabic));
        assert_eq!(script_of_language("en-GB"), None);
    }
}
