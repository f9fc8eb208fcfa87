//! What each party reads in a paragraph.

use super::super::Place;
use hashbrown::HashMap;

use super::super::axes::{axis_of, find_axis};
use super::super::mapping::{AxisChoice, PartyChoice};
use super::super::plan::{Reason, Row, Said, Skipped, first_words, leading_number};
use super::super::vocabulary::plain;
use super::labels::each_reading;
use super::{Choices, MAX_READERS, Meaning, Node, Paragraph, Places, Reading, Text};
use crate::case::{Kind, Snapshot};

/// How long a paragraph may be to name an axis, in letters.
const HEADING: usize = 80;
/// Where the text is open for a party.
const OPEN: &str = "[…]";

/// Who reads: a party or an option, by what its names stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Reader {
    Party(PartyChoice),
    Option(String),
}

pub(super) fn rows(text: &Text<'_>, choices: &Choices, snapshot: &Snapshot) -> (Vec<Row>, Vec<Skipped>) {
    let places = text.places();
    let excerpt = |range: &std::ops::Range<usize>| text.text.get(range.clone()).unwrap_or_default().to_owned();
    let unread = text.unread.iter().map(|(range, reason)| Skipped {
        place: places.of(range.start),
        reason: reason.clone(),
        text: around(text.text, range),
    });
    let mut skipped: Vec<Skipped> = unread.collect();
    let mut rows = Vec::new();
    let mut axis: Option<(AxisChoice, Place)> = None;
    let readers = choices.labels.iter().filter_map(|label| {
        let reader = match &label.meaning {
            Meaning::Party(choice) => Reader::Party(choice.clone()),
            Meaning::Option => Reader::Option(label.name.clone()),
            Meaning::Ignore => return None,
        };
        Some((label.name.as_str(), reader))
    });
    let view = View { text: text.text, choices, places: &places, readers: readers.collect() };
    for paragraph in &text.paragraphs {
        let place = places.of(paragraph.range.start);
        if paragraph.has_alternatives() {
            view.ignored(paragraph, &mut skipped);
            rows.push(Row { axis: axis.clone(), ..view.row(paragraph, place, &mut skipped) });
            continue;
        }
        let words = excerpt(&paragraph.range);
        let is_short = words.chars().count() <= HEADING && !words.trim_end().ends_with('.');
        if is_short && find_axis(snapshot, &words).is_some() {
            axis = axis_of(snapshot, &words).map(|axis| (axis, place));
        } else {
            skipped.push(Skipped { place, reason: Reason::NoAlternatives, text: words });
        }
    }
    (rows, skipped)
}

/// A bracket that could not be read, with some of the text behind it.
fn around(text: &str, range: &std::ops::Range<usize>) -> String {
    const LETTERS: usize = 40;
    let rest = text.get(range.start..).unwrap_or_default();
    rest.chars().take_while(|letter| *letter != '\n').take(LETTERS).collect()
}

struct View<'a> {
    text: &'a str,
    choices: &'a Choices,
    places: &'a Places<'a>,
    readers: HashMap<&'a str, Reader>,
}

impl View<'_> {
    fn get(&self, range: &std::ops::Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn meaning(&self, name: &str) -> Option<&Reader> {
        self.readers.get(name)
    }

    /// Lists the alternatives that the user leaves out.
    fn ignored(&self, paragraph: &Paragraph, skipped: &mut Vec<Skipped>) {
        each_reading(&paragraph.nodes, &mut |reading| {
            for label in reading.labels.iter().filter(|label| self.meaning(&label.name).is_none()) {
                let place = self.places.of(reading.content.first().map_or(paragraph.range.start, start));
                skipped.push(Skipped { place, reason: Reason::LabelIgnored, text: label.name.clone() });
            }
        });
    }

    fn row(&self, paragraph: &Paragraph, place: Place, skipped: &mut Vec<Skipped>) -> Row {
        let mut readers: Vec<&Reader> = Vec::new();
        each_reading(&paragraph.nodes, &mut |reading| {
            for label in &reading.labels {
                match self.meaning(&label.name) {
                    Some(reader) if readers.contains(&reader) => {}
                    Some(reader) if readers.len() < MAX_READERS => readers.push(reader),
                    Some(_) => skipped.push(Skipped { place, reason: Reason::TooManyNames, text: label.name.clone() }),
                    None => {}
                }
            }
        });
        let whole = self.get(&paragraph.range).trim().to_owned();
        let mut row = Row { place: Some(place), background: Some((whole.clone(), place)), ..Row::default() };
        for reader in readers {
            // The number of the paragraph is no part of what a party says.
            let text = smooth(&self.render(&paragraph.nodes, Some(reader)));
            let text = leading_number(&text).1.to_owned();
            match reader {
                Reader::Option(label) => row.options.push((label.clone(), text)),
                Reader::Party(party) => row.said.extend(self.said(paragraph, party, &text, place)),
            }
        }
        let neutral = smooth(&self.render(&paragraph.nodes, None));
        let (number, rest) = leading_number(&neutral);
        row.number = number.map(|number| (number.to_owned(), place));
        let has_words = rest.chars().filter(|letter| letter.is_alphabetic()).count() > 2;
        let first = row.said.first().map(|said| said.text.as_str());
        // Every paragraph has the names of its alternatives, if nothing else.
        let title = if has_words { rest } else { first.unwrap_or(&whole) };
        let title = first_words(title);
        row.title = Some((title, place));
        row
    }

    /// What a party says by its reading; what it only opposes, when nothing else is left.
    fn said(&self, paragraph: &Paragraph, party: &PartyChoice, text: &str, place: Place) -> Option<Said> {
        let said = |kind: Kind, text: String| Some(Said { party: party.clone(), kind, text, place });
        let left = text.replace(OPEN, "");
        if left.chars().filter(|letter| letter.is_alphabetic()).count() > 1 {
            return said(self.choices.kind.clone(), text.to_owned());
        }
        let mut opposed = Vec::new();
        let reader = Reader::Party(party.clone());
        each_reading(&paragraph.nodes, &mut |reading| {
            if self.stance(reading, &reader) == Some(true) {
                opposed.push(smooth(&self.render(&reading.content, None)));
            }
        });
        opposed.retain(|text| !plain(text).is_empty());
        if opposed.is_empty() { None } else { said(Kind::RedLine, opposed.join("\n")) }
    }

    /// What a reader does about a reading; true when it opposes it.
    fn stance(&self, reading: &Reading, reader: &Reader) -> Option<bool> {
        let own = reading.labels.iter().filter(|label| self.meaning(&label.name) == Some(reader));
        let stances: Vec<bool> = own.map(|label| label.opposes).collect();
        // Named twice, it proposes as well.
        (!stances.is_empty()).then(|| stances.iter().all(|opposes| *opposes))
    }

    /// A text as a reader reads it; as nobody does, with gaps for all alternatives, where there is none.
    fn render(&self, nodes: &[Node], reader: Option<&Reader>) -> String {
        let mut out = String::new();
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            match node {
                Node::Plain(range) => out.push_str(self.get(range)),
                Node::Bracket { open, content, close } => {
                    out.push_str(self.get(open));
                    out.push_str(&self.render(content, reader));
                    out.push_str(self.get(close));
                }
                Node::Alternative { .. } => {
                    let end = self.slot_end(nodes, at);
                    out.push_str(&self.slot(nodes.get(at..end).unwrap_or_default(), reader));
                    at = end;
                    continue;
                }
            }
            at += 1;
        }
        out
    }

    /// Where the alternatives end that are alternatives to each other.
    fn slot_end(&self, nodes: &[Node], start: usize) -> usize {
        let mut end = start + 1;
        loop {
            match (nodes.get(end), nodes.get(end + 1)) {
                (Some(Node::Alternative { .. }), _) => end += 1,
                (Some(Node::Plain(between)), Some(Node::Alternative { .. })) if is_joint(self.get(between)) => end += 2,
                _ => return end,
            }
        }
    }

    fn slot(&self, nodes: &[Node], reader: Option<&Reader>) -> String {
        let Some(reader) = reader else { return format!(" {OPEN} ") };
        let mut own = Vec::new();
        let mut is_named = false;
        let mut only_options = true;
        for node in nodes {
            let Node::Alternative { readings, .. } = node else { continue };
            for reading in readings {
                let is_option = |name: &str| matches!(self.meaning(name), Some(Reader::Option(_)));
                only_options &= reading.labels.iter().all(|label| is_option(&label.name));
                match self.stance(reading, reader) {
                    Some(false) => own.push(self.render(&reading.content, Some(reader)).trim().to_owned()),
                    Some(true) => is_named = true,
                    None => {}
                }
            }
        }
        match () {
            () if !own.is_empty() => own.join(" "),
            () if is_named => String::new(),
            // A party that chooses among the options has not said which.
            () if only_options && matches!(reader, Reader::Party(_)) => {
                let (first, last) = (nodes.first().map_or(0, start), nodes.last().map_or(0, end));
                self.get(&(first..last)).to_owned()
            }
            () => OPEN.to_owned(),
        }
    }
}

fn start(node: &Node) -> usize {
    match node {
        Node::Plain(range) | Node::Alternative { range, .. } => range.start,
        Node::Bracket { open, .. } => open.start,
    }
}

fn end(node: &Node) -> usize {
    match node {
        Node::Plain(range) | Node::Alternative { range, .. } => range.end,
        Node::Bracket { close, .. } => close.end,
    }
}

/// Whether what stands between two alternatives only joins them.
fn is_joint(text: &str) -> bool {
    let bare = text.trim().trim_matches(['/', ',', ';', '|']).trim();
    bare.is_empty() || matches!(bare.to_lowercase().as_str(), "or" | "ou" | "أو" | "או")
}

/// A text without the double blanks and lonely signs that taking alternatives out leaves.
fn smooth(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_whitespace() {
            if !out.is_empty() && !out.ends_with([' ', '(', '[']) {
                out.push(' ');
            }
            continue;
        }
        if matches!(letter, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '،' | '؛' | '؟') && out.ends_with(' ') {
            out.pop();
        }
        out.push(letter);
    }
    out.trim().to_owned()
}
