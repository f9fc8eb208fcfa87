//! Which positions are meant by a few words.

use hashbrown::HashMap;

use super::{Entry, Matches, SearchIndex};
use crate::case::{Party, PositionNumber, Snapshot};
use crate::fold::fold;

/// So many words can be told apart; of more, the rest are not looked for.
const WORDS: usize = 32;

/// The first positions in file order in whose text one of the words occurs, and each of the others there or in the
/// name of the party or the number or title of the issue.
///
/// The index is of this version of the case. It takes one pass over the index for each word and, for what is found,
/// no look at a text; blank words mean nothing.
#[must_use]
pub fn meant(snapshot: &Snapshot, index: &SearchIndex, words: &[&str], most: usize) -> Vec<PositionNumber> {
    let matches: Vec<Matches> = words.iter().take(WORDS).map(|word| index.search(word)).collect();
    let matches: Vec<Matches> = matches.into_iter().filter(|matches| !matches.needle().is_empty()).collect();
    let all = mask(&matches, |_| true);
    let party = |party: &Party| {
        let names = [Some(&party.name), party.short_name.as_ref(), party.native_name.as_ref()];
        let names: Vec<String> = names.into_iter().flatten().map(|name| fold(name)).collect();
        mask(&matches, |matches| names.iter().any(|name| name.contains(matches.needle())))
    };
    let parties: HashMap<&str, u32> =
        snapshot.case().parties.iter().map(|known| (known.id.as_str(), party(known))).collect();
    let mut issues = vec![None; snapshot.issue_limit()];
    let mut found = Vec::new();
    for (number, position) in snapshot.numbered_positions() {
        let text = mask(&matches, |matches| matches.entry(Entry::Position(number)).shown);
        if text == 0 {
            continue;
        }
        let issue = snapshot.issue_number(&position.issue).and_then(|issue| {
            let slot = issues.get_mut(issue.index())?;
            Some(*slot.get_or_insert_with(|| mask(&matches, |matches| matches.issue(issue).shown)))
        });
        let party = parties.get(position.party.as_str()).copied();
        if text | issue.unwrap_or_default() | party.unwrap_or_default() == all {
            found.push(number);
            if found.len() == most {
                break;
            }
        }
    }
    found
}

/// A bit for each of the words for which something holds.
fn mask(matches: &[Matches], holds: impl Fn(&Matches) -> bool) -> u32 {
    (0..).zip(matches).filter(|(_, matches)| holds(matches)).map(|(at, _)| 1 << at).sum()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::fixtures::{case, name, position};
    use super::*;

    fn ids(words: &[&str], most: usize) -> Vec<String> {
        let snapshot = case(json!({
            "issues": [
                { "id": "golan", "axis": "territorial", "number": "T1", "title": "The Golan", "status": "contested" },
                { "id": "arms", "axis": "security", "number": "S1", "title": "Heavy arms", "status": "contested" },
            ],
            "positions": [
                position("a", "syria", "golan", "demand", json!({ "text": "A full withdrawal" })),
                position("b", "israel", "golan", "red_line", json!({ "text": "No withdrawal" })),
                position("c", "israel", "arms", "demand", json!({ "text": "Withdrawal of arms", "comment": "Golan" })),
            ],
        }));
        let index = SearchIndex::build(&snapshot);
        let found = meant(&snapshot, &index, words, most);
        found.into_iter().map(|number| name(&snapshot, Entry::Position(number))).collect()
    }

    #[test]
    fn words_of_the_text_are_helped_by_the_names_of_party_and_issue() {
        assert_eq!(ids(&["withdrawal"], 9), ["a", "b", "c"]);
        assert_eq!(ids(&["Withdrawal", "israel"], 9), ["b", "c"]);
        assert_eq!(ids(&["t1", "withdrawal", "isr"], 9), ["b"]);
        assert_eq!(ids(&["full", "no"], 9), [""; 0]);
    }

    #[test]
    fn a_name_alone_and_what_the_comparison_does_not_show_mean_no_position() {
        assert_eq!(ids(&["israel"], 9), [""; 0]);
        assert_eq!(ids(&["golan"], 9), [""; 0]);
        assert_eq!(ids(&["", " "], 9), [""; 0]);
    }

    #[test]
    fn no_more_are_found_than_are_asked_for() {
        assert_eq!(ids(&["withdrawal"], 2), ["a", "b"]);
    }
}
