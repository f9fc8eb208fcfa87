//! Whose an alternative is: the names before its colon, or behind it in braces.

use super::super::mapping::{Certainty, PartyChoice};
use super::super::vocabulary::{plain, words};
use super::super::{Parties, PartyMatch};
use super::{Label, LabelUse, MAX_READERS, Meaning, Node, Reading, Text};
use crate::fold::fold;

/// How long the names of an alternative may be together, in bytes.
pub(super) const LONGEST: usize = 160;

/// Words behind a name that say that it wants the text.
const PROPOSES: &[&str] = &[
    "propose",
    "proposes",
    "proposed",
    "proposal",
    "proposing",
    "position",
    "positions",
    "text",
    "reading",
    "version",
    "wants",
    "want",
    "prefers",
    "prefer",
    "support",
    "supports",
    "supporting",
    "suggests",
    "suggest",
    "demands",
    "demand",
    "side",
    "alternative",
    "draft",
    "insert",
    "inserts",
    "add",
    "adds",
    "view",
    "considering",
    "requests",
];

/// Words behind a name that say that it does not.
const OPPOSES: &[&str] = &[
    "oppose", "opposes", "opposed", "opposing", "object", "objects", "reject", "rejects", "delete", "deletes",
    "against", "refuses",
];

/// Words that stand before a colon in brackets and are no names.
const NO_NAMES: &[&str] = &[
    "note",
    "nb",
    "n.b",
    "see",
    "article",
    "articles",
    "art",
    "eg",
    "ie",
    "footnote",
    "annex",
    "para",
    "paragraph",
    "section",
    "page",
    "source",
    "chapter",
    "example",
    "cf",
    "drafting",
    "drafter's",
    "editor's",
    "negotiator's",
    "comment",
    "title",
    "date",
    "tel",
    "http",
    "https",
];

/// How much a name has to say for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    /// Brackets: it only has to look like a name.
    Plain,
    /// Parentheses, and readings within an alternative: it has to be a known party, an abbreviation or an option, or to
    /// have a verb.
    Strict,
}

/// The labels in a text before a colon; nothing when it does not read as names.
pub(super) fn read(head: &str, parties: &Parties, strictness: Strictness) -> Option<Vec<Label>> {
    if head.trim().is_empty() || head.len() > LONGEST || head.contains(['[', ']', '(', ')', '{', '}', '\n', '“', '"'])
    {
        return None;
    }
    let mut labels = Vec::new();
    for part in head.split(';') {
        let (names, verb) = without_verb(part);
        let known = |name: &str| is_option(name) || parties.find(name) != PartyMatch::Unknown;
        for name in split(&names, parties) {
            let is_name = looks_like_name(&name) && (known(&name) || starts_like_name(&name));
            let is_strict = verb.is_some() || known(&name) || is_abbreviation(&name);
            if !is_name || strictness == Strictness::Strict && !is_strict {
                return None;
            }
            labels.push(Label { name, opposes: verb == Some(true) });
        }
    }
    (!labels.is_empty()).then_some(labels)
}

/// The names without the verb behind them, and whether it opposes.
fn without_verb(part: &str) -> (String, Option<bool>) {
    let mut words: Vec<&str> = part.split_whitespace().collect();
    let mut opposes = None;
    while let Some(last) = words.last().map(|word| fold(word)) {
        let last = last.trim_matches(|letter: char| !letter.is_alphanumeric());
        let verb = match () {
            () if words.len() < 2 => break,
            () if OPPOSES.contains(&last) => true,
            () if PROPOSES.contains(&last) => false,
            // "The Syrian side would not accept" is a sentence, not a name.
            () => break,
        };
        opposes = Some(opposes.unwrap_or(false) || verb);
        words.pop();
    }
    (words.join(" "), opposes)
}

fn split(names: &str, parties: &Parties) -> Vec<String> {
    // "Bosnia and Herzegovina" is one party where the case has it.
    if parties.find(names).party().is_some() && !names.contains(['/', '&', '+']) {
        return vec![tidy(names)];
    }
    let spaced = names.replace(" and ", "/").replace(" or ", "/");
    let parts = spaced.split(['/', ',', '&', '+']).map(tidy).filter(|name| !name.is_empty());
    parts.collect()
}

fn tidy(name: &str) -> String {
    let name = name.trim().trim_start_matches("the ").trim_start_matches("The ").trim_matches(['*', '_', '.', ' ']);
    name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name).to_owned()
}

fn looks_like_name(name: &str) -> bool {
    let known = words(name);
    let letters = name.chars().any(char::is_alphabetic);
    letters
        && (1..=5).contains(&known.len())
        && name.chars().count() <= 48
        && !name.contains(['?', '!', '=', '<', '>', '|', '\\', '@'])
        && known.first().is_some_and(|first| !NO_NAMES.contains(&first.as_str()))
}

/// Whether a name begins with a capital, or with a letter of a script that has none.
fn starts_like_name(name: &str) -> bool {
    name.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase())
}

fn is_abbreviation(name: &str) -> bool {
    let letters = name.chars().filter(|letter| *letter != '.');
    (1..=5).contains(&letters.clone().count())
        && letters.clone().all(|letter| letter.is_uppercase() || letter.is_ascii_digit())
}

/// Whether a name is that of an alternative rather than of a party: `Alt 1`, `Option B`.
pub(super) fn is_option(name: &str) -> bool {
    let plain = plain(name);
    let rest =
        ["alternative", "alt", "option", "opt", "variant", "version"].iter().find_map(|word| plain.strip_prefix(word));
    rest.is_some_and(|rest| {
        let rest = rest.trim_matches([' ', '.', '-', '#']);
        let is_count =
            !rest.is_empty() && (rest.chars().all(|letter| letter.is_ascii_digit()) || rest.chars().count() == 1);
        let is_roman = !rest.is_empty() && rest.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x'));
        is_count || is_roman
    })
}

/// The names that come up in a text, with what they most likely are.
pub(super) fn guess(text: &Text<'_>, parties: &Parties) -> Vec<LabelUse> {
    let mut found: Vec<LabelUse> = Vec::new();
    let mut places = hashbrown::HashMap::<String, usize>::new();
    for paragraph in &text.paragraphs {
        each_reading(&paragraph.nodes, &mut |reading| {
            for label in &reading.labels {
                if let Some(known) = places.get(&label.name).and_then(|at| found.get_mut(*at)) {
                    known.count += 1;
                    continue;
                }
                places.insert(label.name.clone(), found.len());
                let (meaning, certainty) = match parties.find(&label.name) {
                    PartyMatch::Exact(id) => (Meaning::Party(PartyChoice::Existing(id)), Certainty::Certain),
                    _ if is_option(&label.name) => (Meaning::Option, Certainty::Likely),
                    PartyMatch::Likely(id) => (Meaning::Party(PartyChoice::Existing(id)), Certainty::Likely),
                    PartyMatch::Unknown => (Meaning::Party(PartyChoice::new(&label.name)), Certainty::Unsure),
                };
                found.push(LabelUse { name: label.name.clone(), meaning, certainty, count: 1 });
            }
        });
    }
    join_unknown(&mut found);
    found
}

/// Gives names that nobody knows and that can be one party, such as `S` and `Syrian`, the longest of them.
fn join_unknown(labels: &mut [LabelUse]) {
    let is_unknown = |label: &&LabelUse| matches!(&label.meaning, Meaning::Party(PartyChoice::New { .. }));
    let mut names: Vec<String> = labels.iter().filter(is_unknown).map(|label| label.name.clone()).collect();
    if names.len() > MAX_READERS {
        return;
    }
    names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
    let mut known = Parties::default();
    for name in names {
        if let Some(longer) = known.find(&name).party().map(|id| id.as_str().to_owned()) {
            if let Some(label) = labels.iter_mut().find(|label| label.name == name) {
                label.meaning = Meaning::Party(PartyChoice::new(&longer));
            }
        } else {
            known.add_name(&name);
        }
    }
}

/// Visits every reading, those within others as well; no deeper than texts are read.
pub(super) fn each_reading<'a>(nodes: &'a [Node], visit: &mut impl FnMut(&'a Reading)) {
    for node in nodes {
        match node {
            Node::Plain(_) => {}
            Node::Bracket { content, .. } => each_reading(content, visit),
            Node::Alternative { readings, .. } => {
                for reading in readings {
                    visit(reading);
                    each_reading(&reading.content, visit);
                }
            }
        }
    }
}
