//! Finding a party by what a table or a draft calls it.

use crate::case::{Party, PartyId, Snapshot};
use crate::fold::fold;

use super::vocabulary::{plain, words};

/// A party that a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartyMatch {
    /// It is the party's name, short name, native name or id.
    Exact(PartyId),
    /// It can only be this one: an abbreviation, an adjective, a part of its name.
    Likely(PartyId),
    /// No party, or more than one.
    Unknown,
}

impl PartyMatch {
    /// The party, if it is known.
    #[must_use]
    pub fn party(&self) -> Option<&PartyId> {
        match self {
            Self::Exact(id) | Self::Likely(id) => Some(id),
            Self::Unknown => None,
        }
    }
}

/// The parties of a case, to be found by any of their names.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    known: Vec<Known>,
}

#[derive(Clone, Debug)]
struct Known {
    id: PartyId,
    names: Vec<String>,
    /// The names' words, each name by itself.
    words: Vec<Vec<String>>,
}

impl Parties {
    /// The parties of a case.
    #[must_use]
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut parties = Self::default();
        for party in &snapshot.case().parties {
            parties.add(party);
        }
        parties
    }

    /// Makes a party known.
    pub fn add(&mut self, party: &Party) {
        let given = [Some(&party.name), party.short_name.as_ref(), party.native_name.as_ref()];
        let id = party.id.as_str().replace('-', " ");
        self.know(&party.id, given.into_iter().flatten().map(String::as_str).chain([&*id]));
    }

    /// Makes a name known that has no party yet; found, it is the id.
    pub(super) fn add_name(&mut self, name: &str) {
        if self.known.iter().any(|known| known.id.as_str() == name) {
            return;
        }
        self.know(&PartyId::from(name), [name].into_iter());
    }

    fn know<'a>(&mut self, id: &PartyId, names: impl Iterator<Item = &'a str>) {
        let mut names: Vec<String> = names.map(plain).filter(|name| !name.is_empty()).collect();
        names.dedup();
        let words = names.iter().map(|name| words(name).into_iter().filter(|word| !is_small(word)).collect()).collect();
        self.known.push(Known { id: id.clone(), names, words });
    }

    /// The party that a name stands for.
    ///
    /// First the names themselves; then, each only if it fits one party alone: initials (`US`, `NZ`), a code of two or
    /// three capitals whose letters follow each other in the name (`IL`, `SYR`, `CL`), a single capital that a name
    /// begins with, an adjective of the same beginning (`Syrian`), and whole words of the name (`Israeli government`).
    #[must_use]
    pub fn find(&self, name: &str) -> PartyMatch {
        let asked = plain(name);
        let asked = asked.strip_prefix("the ").unwrap_or(&asked);
        if asked.is_empty() {
            return PartyMatch::Unknown;
        }
        let is_named =
            |known: &&Known| known.names.iter().any(|name| name.strip_prefix("the ").unwrap_or(name) == asked);
        if let Some(known) = self.known.iter().find(is_named) {
            return PartyMatch::Exact(known.id.clone());
        }
        let letters: String = name.chars().filter(|letter| letter.is_alphabetic()).collect();
        let is_code =
            (1..=4).contains(&letters.chars().count()) && letters.chars().all(|letter| !letter.is_lowercase());
        let code = fold(&letters);
        let ways: [&dyn Fn(&Known) -> bool; 5] = [
            &|known| is_code && known.words.iter().any(|words| initials(words) == code),
            &|known| is_code && known.names.iter().any(|name| name.starts_with(&code)),
            &|known| is_code && code.len() > 1 && known.names.iter().any(|name| follows(&code, name)),
            &|known| is_adjective_of(asked, known),
            &|known| shares_words(asked, known),
        ];
        for fits in ways {
            let mut found = self.known.iter().filter(|known| fits(known));
            match (found.next(), found.next()) {
                (Some(known), None) => return PartyMatch::Likely(known.id.clone()),
                // Where one way fits several, a vaguer one decides nothing.
                (Some(_), Some(_)) => return PartyMatch::Unknown,
                (None, _) => {}
            }
        }
        PartyMatch::Unknown
    }
}

fn is_small(word: &str) -> bool {
    matches!(word, "of" | "the" | "and" | "for" | "de" | "du" | "des" | "la" | "le")
}

fn initials(words: &[String]) -> String {
    words.iter().filter_map(|word| word.chars().next()).collect()
}

/// Whether the letters of a code come up in a name in this order, from its first on.
fn follows(code: &str, name: &str) -> bool {
    let mut letters = name.chars();
    let mut wanted = code.chars();
    wanted.next() == letters.next() && wanted.all(|letter| letters.any(|it| it == letter))
}

/// Whether a word is an adjective of a name: both begin the same and only their endings differ.
fn is_adjective_of(asked: &str, known: &Known) -> bool {
    let stem = |one: &str, two: &str| one.chars().zip(two.chars()).take_while(|(one, two)| one == two).count();
    known.words.iter().any(|words| {
        let asked: Vec<&str> = asked.split(' ').collect();
        asked.len() == words.len()
            && asked.iter().zip(words).all(|(asked, word)| {
                let (short, long) =
                    (asked.chars().count().min(word.chars().count()), asked.chars().count().max(word.chars().count()));
                let same = stem(asked, word);
                *asked == word || same >= 4 && same + 2 >= short && long <= same + 4
            })
    })
}

/// Whether every word of a name comes up in what was asked, or the other way round.
fn shares_words(asked: &str, known: &Known) -> bool {
    let asked: Vec<String> = words(asked).into_iter().filter(|word| !is_small(word)).collect();
    let is_adjective = |word: &String, asked: &String| {
        let same = word.chars().zip(asked.chars()).take_while(|(one, two)| one == two).count();
        word == asked || same >= 4 && same == word.chars().count() && asked.chars().count() <= same + 3
    };
    known.words.iter().filter(|words| !words.is_empty()).any(|words| {
        let whole = words.iter().any(|word| word.chars().count() > 2);
        whole && words.iter().all(|word| asked.iter().any(|it| is_adjective(word, it)))
            || !asked.is_empty()
                && asked.iter().any(|word| word.chars().count() > 3)
                && asked.iter().all(|word| words.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;

    fn parties(names: &[(&str, &str)]) -> Parties {
        let parties: Vec<_> =
            names.iter().map(|(id, name)| json!({ "id": id, "name": name, "role": "principal" })).collect();
        let case = json!({ "format": "demarche/case", "version": 1, "title": "x", "parties": parties });
        Parties::of(&Snapshot::new(Arc::new(serde_json::from_value(case).unwrap())))
    }

    #[test]
    fn a_party_is_found_by_any_of_its_names_its_initials_and_its_adjective() {
        let known = parties(&[
            ("syria", "Syria"),
            ("israel", "Israel"),
            ("usa", "United States"),
            ("new-zealand", "New Zealand"),
            ("chile", "Chile"),
            ("eu-commission", "European Commission"),
        ]);
        let found = [
            ("SYRIA", "syria", true),
            ("the United States", "usa", true),
            ("usa", "usa", true),
            ("US", "usa", false),
            ("U.S.", "usa", false),
            ("NZ", "new-zealand", false),
            ("CL", "chile", false),
            ("IL", "israel", false),
            ("SYR", "syria", false),
            ("S", "syria", false),
            ("Syrian", "syria", false),
            ("Israeli", "israel", false),
            ("Chilean", "chile", false),
            ("Syrian government", "syria", false),
            ("Commission", "eu-commission", false),
        ];
        for (name, id, exact) in found {
            let id = PartyId::from(id);
            let expected = if exact { PartyMatch::Exact(id) } else { PartyMatch::Likely(id) };
            assert_eq!(known.find(name), expected, "{name}");
        }
        for name in ["Türkiye", "X", "", "—", "is", "Island"] {
            assert_eq!(known.find(name), PartyMatch::Unknown, "{name}");
        }
    }

    #[test]
    fn what_fits_two_parties_is_neither() {
        let known = parties(&[
            ("north-korea", "North Korea"),
            ("south-korea", "South Korea"),
            ("sweden", "Sweden"),
            ("serbia", "Serbia"),
        ]);
        for name in ["Korea", "S", "Korean"] {
            assert_eq!(known.find(name), PartyMatch::Unknown, "{name}");
        }
    }
}
