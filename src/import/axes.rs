//! Finding an axis by what a table calls it.

use super::mapping::AxisChoice;
use super::vocabulary::{axis_word, plain, words};
use crate::case::{AxisId, Snapshot};

/// How many words a text may have to name an axis rather than to speak of one.
const FEW: usize = 6;

/// The axis of the case that a text names: by name or id, by its name within a few words, or by a word for one of the
/// three that are always there.
pub(super) fn find_axis(snapshot: &Snapshot, text: &str) -> Option<AxisId> {
    let asked = plain(text);
    if asked.is_empty() {
        return None;
    }
    let axes = &snapshot.case().axes;
    if let Some(axis) = axes.iter().find(|axis| plain(&axis.name) == asked || plain(axis.id.as_str()) == asked) {
        return Some(axis.id.clone());
    }
    let asked = words(text);
    if asked.len() > FEW {
        return None;
    }
    let named = axes.iter().find(|axis| {
        let name = words(&axis.name);
        !name.is_empty() && name.iter().all(|word| asked.contains(word))
    });
    let standard = || axis_word(text).and_then(|id| snapshot.axis(&id.into()));
    named.or_else(standard).map(|axis| axis.id.clone())
}

/// The axis that a cell names, one of the case or a new one.
pub(super) fn axis_of(snapshot: &Snapshot, text: &str) -> Option<AxisChoice> {
    if let Some(axis) = find_axis(snapshot, text) {
        return Some(AxisChoice::Existing(axis));
    }
    let name = without_number(text.trim()).trim_end_matches([':', '.', ' ']).trim();
    (!plain(name).is_empty()).then(|| AxisChoice::Named(name.replace('\n', " ")))
}

/// A heading without the number before it: `II.`, `2)`, `A –`, `Chapter II –`.
pub(super) fn without_number(text: &str) -> &str {
    const PARTS: &[&str] = &["chapter", "part", "section", "title", "basket", "cluster", "track", "chapitre", "partie"];
    let first = text.split_whitespace().next().unwrap_or_default();
    if PARTS.contains(&first.to_lowercase().as_str()) {
        let rest = text.get(first.len()..).unwrap_or_default().trim_start();
        let bare = without_number(rest);
        return if bare == rest { text } else { bare };
    }
    let Some(end) = text.find(['.', ')', ':', '–', '-', '—']) else { return text };
    let (number, rest) = text.split_at(end);
    let number = number.trim();
    let is_roman = number.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X' | 'L' | 'i' | 'v' | 'x'));
    let is_number = number.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let is_letter = number.chars().count() == 1 && number.chars().all(char::is_alphabetic);
    let rest = rest.trim_start_matches(['.', ')', ':', '–', '-', '—', ' ', '\u{A0}']);
    // "1.2 Lines" goes on with a digit.
    let rest = if is_number {
        rest.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.').trim_start()
    } else {
        rest
    };
    if number.is_empty() || rest.is_empty() || !(is_roman || is_number || is_letter) { text } else { rest }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::edit::begin;

    #[test]
    fn an_axis_is_found_by_its_name_within_a_few_words() {
        let snapshot = Snapshot::new(Arc::new(begin("x", &[], &["Political"], &[])));
        let found = |text: &str| find_axis(&snapshot, text).map(|id| id.to_string());
        for (text, id) in [
            ("Territorial", "territorial"),
            ("II. SECURITY ISSUES", "security"),
            ("C) Trade and finance:", "economic"),
            ("political", "political"),
            ("الترتيبات الأمنية", "security"),
        ] {
            assert_eq!(found(text).as_deref(), Some(id), "{text}");
        }
        assert_eq!(found("Humanitarian"), None);
        assert_eq!(found("Israel wants security guarantees before any step on land"), None);
        assert_eq!(
            axis_of(&snapshot, "3. Humanitarian access:"),
            Some(AxisChoice::Named("Humanitarian access".into()))
        );
    }

    #[test]
    fn only_a_number_is_taken_off_a_heading() {
        for (text, rest) in [
            ("II. Lines", "Lines"),
            ("1.2 Lines", "Lines"),
            ("A – Lines", "Lines"),
            ("Cease-fire", "Cease-fire"),
            ("1974.", "1974."),
            ("CHAPTER II – DATA", "DATA"),
            ("Part of it", "Part of it"),
        ] {
            assert_eq!(without_number(text), rest);
        }
    }
}
