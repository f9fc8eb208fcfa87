//! Finding an axis by what a table calls it.

use super::mapping::AxisChoice;
use super::vocabulary::{axis_word, plain, words};
use crate::case::{Axis, AxisId, Snapshot};

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

/// Whether a text is the name of an axis of the case and nothing more, as a heading between rows is: `II. Security
/// issues`, but not the issue `Border security`.
pub(super) fn is_axis_name(snapshot: &Snapshot, text: &str) -> bool {
    const FILLERS: &[&str] =
        &["issue", "issues", "axis", "track", "matters", "questions", "arrangements", "aspects", "basket"];
    let left: Vec<String> =
        words(without_number(text.trim())).into_iter().filter(|word| !FILLERS.contains(&word.as_str())).collect();
    let left = left.join(" ");
    let is_it = |axis: &std::sync::Arc<Axis>| plain(&axis.name) == left || plain(axis.id.as_str()) == left;
    !left.is_empty() && snapshot.case().axes.iter().any(is_it)
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
    const SIGNS: [char; 7] = ['.', ')', ':', '–', '-', '—', ' '];
    let Some(end) = text.find(SIGNS) else { return text };
    let (number, rest) = text.split_at(end);
    let is_roman = number.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X' | 'L' | 'i' | 'v' | 'x'));
    let is_number = number.chars().all(|letter| letter.is_ascii_digit());
    let is_letter = number.chars().count() == 1 && number.chars().all(char::is_alphabetic);
    // "1.2 Lines" goes on with a digit.
    let more = |letter: char| is_number && (letter.is_ascii_digit() || letter == '.');
    let signs = rest.trim_start_matches(more);
    let bare = signs.trim_start_matches(SIGNS);
    let taken = rest.get(..rest.len() - bare.len()).unwrap_or_default();
    // Neither "U.S. forces" nor "E-commerce" begins with a number, and "1974 agreement" and "A ceasefire" not with one
    // that counts.
    let is_apart = taken.ends_with(' ') && taken.trim() != "";
    let is_counted = !number.is_empty() && (is_roman || is_number || is_letter) && is_apart;
    if is_counted && bare.chars().any(char::is_alphanumeric) { bare } else { text }
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
        assert!(is_axis_name(&snapshot, "II. SECURITY ISSUES:") && is_axis_name(&snapshot, "political"));
        assert!(!is_axis_name(&snapshot, "Border security") && !is_axis_name(&snapshot, "Issues"));
        assert_eq!(found("Humanitarian"), None);
        assert_eq!(found("Israel wants security guarantees before any step on land"), None);
        assert_eq!(
            axis_of(&snapshot, "3. Humanitarian access:"),
            Some(AxisChoice::Named("Humanitarian access".into()))
        );
    }

    #[test]
    fn only_a_number_is_taken_off_a_heading() {
        let changed = [
            ("II. Lines", "Lines"),
            ("1.2 Lines", "Lines"),
            ("1.2. Lines", "Lines"),
            ("A – Lines", "Lines"),
            ("a) Lines", "Lines"),
            ("CHAPTER II – DATA", "DATA"),
            ("Part 3: Data", "Data"),
        ];
        let same =
            ["Cease-fire", "1974.", "Part of it", "U.S. forces", "E-commerce", "1974 agreement", "A ceasefire", "a-🌀"];
        for (text, rest) in changed.into_iter().chain(same.map(|text| (text, text))) {
            assert_eq!(without_number(text), rest, "{text}");
        }
    }
}
