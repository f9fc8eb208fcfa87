//! What was reworded in a text, word by word.

use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

/// A piece of a text that was reworded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Whole words, with the spaces and marks between them.
    pub text: String,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stands in both versions.
    Kept,
    /// It stands in the earlier version alone.
    Removed,
    /// It stands in the later version alone.
    Added,
}

/// How many words, spaces and marks two texts may have together to be compared word by word throughout.
const MOST: usize = 10_000;

/// What was reworded, in reading order; what was removed stands before what was added in its place.
///
/// Words are those of Unicode (UAX #29), so that none is cut within a letter
/// and its marks, in any script. Two texts with little in common are given
/// whole, and of very long ones the middle, where they differ.
#[must_use]
pub fn words(before: &str, after: &str) -> Vec<Piece> {
    let [before, after] = [before, after].map(|text| text.split_word_bounds().collect::<Vec<&str>>());
    let pieces = if before.len() + after.len() > MOST { middle(&before, &after) } else { compared(&before, &after) };
    let pieces = joined(pieces);
    let letters = |words: &[&str]| words.iter().map(|word| word.trim().len()).sum::<usize>();
    let kept = pieces.iter().filter(|piece| piece.fate == Fate::Kept).map(|piece| piece.text.trim().len());
    if kept.sum::<usize>() * 4 < letters(&before).max(letters(&after)) {
        return joined(vec![piece(&before, Fate::Removed), piece(&after, Fate::Added)]);
    }
    pieces
}

fn piece(words: &[&str], fate: Fate) -> Piece {
    Piece { text: words.concat(), fate }
}

fn compared(before: &[&str], after: &[&str]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (tag, old, new) in
        capture_diff_slices(Algorithm::Myers, before, after).iter().map(similar::DiffOp::as_tag_tuple)
    {
        let (old, new) = (before.get(old).unwrap_or_default(), after.get(new).unwrap_or_default());
        if tag == DiffTag::Equal {
            pieces.push(piece(new, Fate::Kept));
        } else {
            pieces.extend([piece(old, Fate::Removed), piece(new, Fate::Added)]);
        }
    }
    pieces
}

fn middle(before: &[&str], after: &[&str]) -> Vec<Piece> {
    let start = before.iter().zip(after).take_while(|(old, new)| old == new).count();
    let [(head, before), (_, after)] = [before, after].map(|words| words.split_at_checked(start).unwrap_or_default());
    let end = before.iter().rev().zip(after.iter().rev()).take_while(|(old, new)| old == new).count();
    let cut = |words: &[&str]| words.len() - end;
    let (old, tail) = before.split_at_checked(cut(before)).unwrap_or_default();
    let (new, _) = after.split_at_checked(cut(after)).unwrap_or_default();
    vec![piece(head, Fate::Kept), piece(old, Fate::Removed), piece(new, Fate::Added), piece(tail, Fate::Kept)]
}

/// Joins neighbours of one fate, and changes that only a space parts.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    // What was removed and added since the last piece that was kept.
    let (mut removed, mut added) = (String::new(), String::new());
    let mut pieces = pieces.into_iter().filter(|piece| !piece.text.is_empty()).peekable();
    while let Some(piece) = pieces.next() {
        match piece.fate {
            Fate::Removed => removed.push_str(&piece.text),
            Fate::Added => added.push_str(&piece.text),
            Fate::Kept => {
                let between = !removed.is_empty() && !added.is_empty() && pieces.peek().is_some();
                if between && piece.text.trim().is_empty() {
                    removed.push_str(&piece.text);
                    added.push_str(&piece.text);
                    continue;
                }
                flush(&mut joined, &mut removed, &mut added);
                match joined.last_mut().filter(|last| last.fate == Fate::Kept) {
                    Some(last) => last.text.push_str(&piece.text),
                    None => joined.push(piece),
                }
            }
        }
    }
    flush(&mut joined, &mut removed, &mut added);
    joined
}

fn flush(pieces: &mut Vec<Piece>, removed: &mut String, added: &mut String) {
    for (text, fate) in [(removed, Fate::Removed), (added, Fate::Added)] {
        if !text.is_empty() {
            pieces.push(Piece { text: std::mem::take(text), fate });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> String {
        let pieces = words(before, after);
        let side = |gone: Fate| -> String {
            pieces.iter().filter(|piece| piece.fate != gone).map(|piece| piece.text.as_str()).collect()
        };
        assert_eq!((side(Fate::Added).as_str(), side(Fate::Removed).as_str()), (before, after), "no word is lost");
        let mark = |piece: &Piece| match piece.fate {
            Fate::Kept => piece.text.clone(),
            Fate::Removed => format!("[-{}-]", piece.text),
            Fate::Added => format!("{{+{}+}}", piece.text),
        };
        pieces.iter().map(mark).collect()
    }

    #[test]
    fn words_that_changed_are_told_from_those_that_stayed() {
        assert_eq!(
            shown("a full withdrawal by June", "a partial withdrawal by June"),
            "a [-full-]{+partial+} withdrawal by June"
        );
        assert_eq!(shown("no withdrawal", "no early withdrawal"), "no {+early +}withdrawal");
        assert_eq!(shown("", "new text"), "{+new text+}");
        assert_eq!(shown("the same", "the same"), "the same");
    }

    #[test]
    fn neighbouring_changes_are_one() {
        assert_eq!(
            shown("They leave the high ground before winter.", "They leave all hill tops before winter."),
            "They leave [-the high ground-]{+all hill tops+} before winter."
        );
    }

    #[test]
    fn texts_with_little_in_common_are_given_whole() {
        assert_eq!(
            shown("one two of three four", "five six of seven eight"),
            "[-one two of three four-]{+five six of seven eight+}"
        );
    }

    #[test]
    fn arabic_and_hebrew_words_and_composed_letters_stay_whole() {
        assert_eq!(shown("انسحاب كامل من الأراضي", "انسحاب جزئي من الأراضي"), "انسحاب [-كامل-]{+جزئي+} من الأراضي");
        assert_eq!(shown("נסיגה מלאה מן השטח", "נסיגה חלקית מן השטח"), "נסיגה [-מלאה-]{+חלקית+} מן השטח");
        assert_eq!(
            shown("the cafe stays open", "the cafe\u{301} stays open"),
            "the [-cafe-]{+cafe\u{301}+} stays open"
        );
    }

    #[test]
    fn of_very_long_texts_the_middle_is_given() {
        let long = "word ".repeat(MOST);
        let start = std::time::Instant::now();
        let shown = shown(&format!("{long}old end"), &format!("{long}new end"));
        assert!(shown.ends_with("word [-old-]{+new+} end") && start.elapsed().as_secs() < 5);
    }
}
