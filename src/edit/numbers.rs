//! The permanent numbers of issues: T1, S2, E1.

use std::cmp::Reverse;

use unicode_normalization::UnicodeNormalization as _;

use crate::case::{AxisId, LabelUse, STANDARD_AXES, Snapshot};

/// The number that a new issue of an axis gets: the next after the highest, with the letter of the axis.
///
/// An axis has the letter that most of its issues have, unless more issues of another have it. One without issues
/// takes the first letter of its name, or the first two, three and so on where that is another's.
#[must_use]
pub fn next_number(snapshot: &Snapshot, axis: &AxisId) -> String {
    let uses = snapshot.label_uses();
    let letter = letter_of(snapshot, uses, axis);
    let taken = uses.iter().filter(|known| known.prefix == letter).map(|known| known.highest);
    format!("{letter}{}", taken.max().unwrap_or(0).saturating_add(1))
}

fn letter_of(snapshot: &Snapshot, uses: &[LabelUse], axis: &AxisId) -> String {
    // Of equals the first, so the later count as less.
    let owner = |prefix: &str| {
        let of = uses.iter().filter(|known| known.prefix == prefix);
        of.enumerate().max_by_key(|(place, known)| (known.count, Reverse(*place))).map(|(_, known)| &known.axis)
    };
    let own = uses.iter().enumerate().filter(|(_, known)| known.axis == *axis && owner(&known.prefix) == Some(axis));
    if let Some((_, known)) = own.max_by_key(|(place, known)| (known.count, Reverse(*place))) {
        return known.prefix.clone();
    }
    // The standard axes keep their letters, even while nothing stands on them.
    let is_free = |prefix: &str| {
        let standard = STANDARD_AXES.iter().find(|standard| initials(standard, 1) == prefix);
        owner(prefix).is_none() && standard.is_none_or(|standard| *standard == axis.as_str())
    };
    let name = snapshot.axis(axis).map_or(axis.as_str(), |axis| &*axis.name);
    let name = if STANDARD_AXES.contains(&axis.as_str()) { axis.as_str() } else { name };
    let own = (1..=name.chars().count()).map(|count| initials(name, count));
    let other = ('A'..='Z').map(String::from);
    own.chain(other).find(|prefix| !prefix.is_empty() && is_free(prefix)).unwrap_or_else(|| "X".to_owned())
}

/// The first letters of a name without accents, in capitals.
fn initials(name: &str, count: usize) -> String {
    let letters = name.nfkd().filter(|letter| letter.is_alphabetic());
    letters.take(count).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::edit::testing;

    fn next(on: &str, numbers: &[(&str, &str)]) -> String {
        let issue = |(place, (axis, number)): (usize, &(&str, &str))| json!({ "id": format!("issue-{place}"), "axis": axis, "number": number, "title": "x", "status": "unknown" });
        let issues: Vec<Value> = numbers.iter().enumerate().map(issue).collect();
        let names = [("political", "Political"), ("trust", "Trust"), ("élan", "Élan"), ("digits", "2030")];
        let axes = names.map(|(id, name)| json!({ "id": id, "name": name }));
        next_number(&testing::case(&json!({ "issues": issues, "axes": axes })), &on.into())
    }

    #[test]
    fn a_number_follows_the_highest_of_its_axis() {
        assert_eq!(next("territorial", &[("territorial", "T2"), ("territorial", "T5"), ("security", "S9")]), "T6");
        assert_eq!(next("security", &[("territorial", "T2")]), "S1");
        assert_eq!(next("economic", &[("economic", "Issue 3")]), "Issue 4");
    }

    #[test]
    fn a_new_axis_takes_the_first_letter_that_is_free() {
        assert_eq!(next("political", &[]), "P1");
        assert_eq!(next("trust", &[]), "TR1");
        assert_eq!(next("élan", &[]), "EL1");
        assert_eq!(next("digits", &[]), "A1");
    }

    #[test]
    fn an_issue_that_moved_keeps_its_number_and_brings_no_letter_along() {
        let numbers = [("territorial", "T1"), ("territorial", "T2"), ("political", "T3")];
        assert_eq!(next("political", &numbers), "P1");
        assert_eq!(next("territorial", &numbers), "T4");
    }
}
