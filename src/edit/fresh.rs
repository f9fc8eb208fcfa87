//! Ids for what is new: words of its text, in the form that ids have, and not taken yet.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::case::{
    AxisId, CaseDate, EventId, Issue, IssueId, NoteId, OptionId, OutcomeId, PartyId, PositionId, ProposalId, Ref,
    RoundId, Snapshot, SourceId,
};

/// How long an id made from a text may be, in letters, before a number is added.
const LENGTH: usize = 40;

/// An id whose records stand in one of the case's lists.
pub trait ListId: for<'a> From<&'a str> {
    /// What a record is called whose text gives no id.
    const FALLBACK: &'static str;
    /// Whether a record of the case has this id.
    fn is_taken(&self, snapshot: &Snapshot) -> bool;
}

macro_rules! list_ids {
    ($( $id:ident, $fallback:literal, $number:ident; )*) => { $(
        impl ListId for $id {
            const FALLBACK: &'static str = $fallback;
            fn is_taken(&self, snapshot: &Snapshot) -> bool { snapshot.$number(self).is_some() }
        }
    )* };
}

list_ids! {
    PartyId, "party", party_number;
    AxisId, "axis", axis_number;
    IssueId, "issue", issue_number;
    PositionId, "position", position_number;
    ProposalId, "proposal", proposal_number;
    OutcomeId, "outcome", outcome_number;
    EventId, "event", event_number;
    SourceId, "source", source_number;
    NoteId, "note", note_number;
}

impl ListId for RoundId {
    const FALLBACK: &'static str = "round";
    // Where a round can be named, a date can stand as well: `2026` would be read as one.
    fn is_taken(&self, snapshot: &Snapshot) -> bool {
        CaseDate::from(self.as_str()).parse().is_some() || snapshot.round_number(self).is_some()
    }
}

/// An id that no record of its kind has yet, made from a text; numbered when the plain one is taken.
#[must_use]
pub fn fresh_id<Id: ListId>(snapshot: &Snapshot, text: &str) -> Id {
    Id::from(&untaken(text, Id::FALLBACK, |id| Id::from(id).is_taken(snapshot)))
}

/// A reference of the same kind as another whose id no record has yet, made from a text; nothing for no known kind.
#[must_use]
pub fn fresh_ref(snapshot: &Snapshot, like: &Ref, text: &str) -> Option<Ref> {
    Some(match like {
        Ref::Party(_) => Ref::Party(fresh_id(snapshot, text)),
        Ref::Axis(_) => Ref::Axis(fresh_id(snapshot, text)),
        Ref::Issue(_) => Ref::Issue(fresh_id(snapshot, text)),
        Ref::Position(_) => Ref::Position(fresh_id(snapshot, text)),
        Ref::Proposal(_) => Ref::Proposal(fresh_id(snapshot, text)),
        Ref::Outcome(_) => Ref::Outcome(fresh_id(snapshot, text)),
        Ref::Round(_) => Ref::Round(fresh_id(snapshot, text)),
        Ref::Event(_) => Ref::Event(fresh_id(snapshot, text)),
        Ref::Source(_) => Ref::Source(fresh_id(snapshot, text)),
        Ref::Note(_) => Ref::Note(fresh_id(snapshot, text)),
        Ref::Other(_) => return None,
    })
}

/// An id that no option of the issue has yet, made from its label.
#[must_use]
pub fn fresh_option(issue: &Issue, label: &str) -> OptionId {
    let taken = |id: &str| issue.options.iter().any(|option| option.id.as_str() == id);
    OptionId::from(&*untaken(label, "option", taken))
}

fn untaken(text: &str, fallback: &str, taken: impl Fn(&str) -> bool) -> String {
    let words = usual_id(text);
    let plain = if words.is_empty() { fallback.to_owned() } else { words };
    numbered(plain, taken)
}

/// The id, or where it is taken the id with the first number that is free.
pub(super) fn numbered(plain: String, taken: impl Fn(&str) -> bool) -> String {
    if !taken(&plain) {
        return plain;
    }
    let mut number = 2_u32;
    loop {
        let id = format!("{plain}-{number}");
        if !taken(&id) {
            return id;
        }
        number += 1;
    }
}

/// The text as lower-case words with hyphens; empty when it holds neither letters nor digits.
///
/// Accents and vowel marks fall away, letters of all scripts stay. Whole words are left out beyond 40 letters.
#[must_use]
pub fn usual_id(text: &str) -> String {
    // An apostrophe stands within a word: Syria’s is one.
    let plain = text.nfkd().filter(|letter| !is_combining_mark(*letter) && !matches!(letter, '\'' | '’' | 'ʼ' | '`'));
    let plain = plain.flat_map(char::to_lowercase).nfc().collect::<String>();
    let is_part = |letter: char| letter.is_alphanumeric() && !letter.is_uppercase();
    let mut id = String::new();
    let mut length = 0;
    for word in plain.split(|letter| !is_part(letter)).filter(|word| !word.is_empty()) {
        let letters = word.chars().count();
        if length == 0 {
            id.extend(word.chars().take(LENGTH));
            length = letters.min(LENGTH);
        } else if length + 1 + letters <= LENGTH {
            id.push('-');
            id.push_str(word);
            length += 1 + letters;
        } else {
            break;
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::check;
    use crate::edit::testing;

    #[test]
    fn a_text_becomes_lower_case_words_with_hyphens() {
        for (text, id) in [
            ("Syria", "syria"),
            ("The Sweida “corridor” (2025)", "the-sweida-corridor-2025"),
            ("Côte d’Ivoire", "cote-divoire"),
            ("İstanbul ÜBER", "istanbul-uber"),
            ("ﬁnal ½", "final-1-2"),
            ("ישראל", "ישראל"),
            ("سوريا — المرحلة", "سوريا-المرحلة"),
            ("  -- ", ""),
            ("_a__b_", "a-b"),
        ] {
            assert_eq!(usual_id(text), id);
        }
    }

    #[test]
    fn a_long_text_gives_its_first_words() {
        let id = usual_id("Israel shall withdraw from every area that it took after December 2024");
        assert_eq!(id, "israel-shall-withdraw-from-every-area");
        assert_eq!(usual_id(&"x".repeat(90)).len(), LENGTH);
    }

    #[test]
    fn an_id_that_is_taken_gets_a_number_and_a_text_without_words_the_kinds_name() {
        let snapshot = testing::talks();
        assert_eq!(fresh_id::<PartyId>(&snapshot, "Syria").as_str(), "syria-2");
        assert_eq!(fresh_id::<IssueId>(&snapshot, "Syria").as_str(), "syria");
        assert_eq!(fresh_id::<NoteId>(&snapshot, "…").as_str(), "note");
        assert_eq!(fresh_id::<RoundId>(&snapshot, "2026-01").as_str(), "2026-01-2");
    }

    #[test]
    fn every_id_made_is_one_the_checks_find_usual() {
        for text in ["İ", "ǅ", "𝐀𝐁", "ß-ẞ", "क्षत्रिय", "한국", "①②", "ª", "Ⅷ"] {
            let party = serde_json::json!({ "id": fresh_id::<PartyId>(&testing::talks(), text).as_str(), "name": "x",
                "role": "principal" });
            let snapshot = testing::case(&serde_json::json!({ "parties": [party] }));
            let odd = check(&snapshot).into_iter().any(|problem| problem.kind.code() == "unusual_id");
            assert!(!odd, "{text}");
        }
    }
}
