//! Texts in which alternatives are marked by party, as negotiators exchange them.
//!
//! ```text
//! text        = paragraph { break paragraph }
//! break       = a blank line; each line end, in a text without blank lines
//! paragraph   = { plain | alternative | bracket | parenthesis }
//! alternative = open reading { ( ";" | "|" | "/" ) reading } close
//!             | "[" content "]" "{" names "}"
//! reading     = label { ";" label } ":" content
//! label       = names [ verb ]                      US/PE propose    Syrian position    Alt 1
//! names       = name { ( "/" | "," | "&" | "+" | "and" ) name }
//! content     = { plain | alternative | bracket | parenthesis }
//! bracket     = "[" content "]"                     nobody's: kept as it is, and listed
//! parenthesis = "(" content ")"                     ordinary text
//! open, close = "(" ")"  or  "[" "]"  or  "{" "}"
//! ```
//!
//! So `(S: withdraw) (I: relocate)`, `[US/PE propose; CL/NZ oppose: each Party shall …]`, `[Syrian position: …]` and
//! `[…]{Alt 1} […]{Alt 2}` are read. Alternatives with nothing but blanks, a slash or "or" between them are alternatives
//! to each other. A name is short and begins like one; in parentheses, which most texts use for other things as well, it
//! has to be a party of the case, an abbreviation in capitals, or have a verb. A reading begins within an alternative
//! only where the same can be said of its names.
//!
//! A party's reading of a paragraph is its text with the party's alternatives put in. What the party opposes is left
//! out; where it is not among those named, the text is open for it and reads `[…]`. A party that is nowhere named in a
//! paragraph has no reading: its silence says nothing. What a party opposes when nothing else is left of the paragraph is
//! a red line of that very text. Names such as `Alt 1` and `Option B` are no parties but what the issue could be settled
//! on: its options.
//!
//! Any text is read: a bracket that is never closed or closes nothing is text, and listed, as are brackets deeper than
//! [`MAX_DEPTH`] and the names of a paragraph beyond [`MAX_READERS`].

mod labels;
mod parse;
mod reading;
#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::ops::Range;

use serde_json::{Map, Value};

use super::mapping::{AxisChoice, Certainty, PartyChoice};
use super::plan::{self, Plan, Reason, Row, Skipped};
use super::{Parties, Place};
use crate::case::{Attribution, Kind, Snapshot, Visibility};
use crate::export::Progress;

pub use parse::parse;

/// How deep brackets within brackets are read.
pub const MAX_DEPTH: usize = 24;
/// How many names may have readings of one paragraph.
pub const MAX_READERS: usize = 100;

/// A text taken apart; its parts, in order and without gaps, are the whole of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    /// The text itself.
    pub text: &'a str,
    /// The parts.
    pub parts: Vec<Part>,
    /// What could not be read, in order.
    pub unread: Vec<(Range<usize>, Reason)>,
    paragraphs: Vec<Paragraph>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub what: What,
}

/// What a part of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Ordinary text, parentheses included.
    Plain,
    /// Alternatives, marked by whose they are.
    Alternative,
    /// A bracket that does not say whose it is.
    Bracket,
    /// What parts two paragraphs.
    Break,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Paragraph {
    range: Range<usize>,
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Plain(Range<usize>),
    /// A bracket or parenthesis that is text, with its signs.
    Bracket {
        open: Range<usize>,
        content: Vec<Node>,
        close: Range<usize>,
    },
    Alternative {
        range: Range<usize>,
        readings: Vec<Reading>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Reading {
    labels: Vec<Label>,
    content: Vec<Node>,
}

/// One name in a label, and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Label {
    name: String,
    opposes: bool,
}

/// What the names in a text stand for, and how what is made of it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The names, in the order in which they first come up.
    pub labels: Vec<LabelUse>,
    /// The kind of position that a reading is.
    pub kind: Kind,
    /// The axis of paragraphs below no heading that names one.
    pub axis: AxisChoice,
    /// Who may see the positions; *internal* where nothing says otherwise.
    pub visibility: Visibility,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelUse {
    /// As it stands in the text.
    pub name: String,
    /// What it is.
    pub meaning: Meaning,
    /// How sure that is; a name that nobody knows is offered as a new party, unsure.
    pub certainty: Certainty,
    /// How often it comes up.
    pub count: usize,
}

impl Choices {
    /// Lets a guess follow what somebody has said of another name: where `S` is Syria, so is `Syrian`.
    pub fn follow(&mut self) {
        let mut said = Parties::default();
        for label in self.labels.iter().filter(|label| label.certainty == Certainty::Certain) {
            if let Meaning::Party(PartyChoice::New { name, .. }) = &label.meaning {
                said.add_name(name);
            }
        }
        for label in self.labels.iter_mut().filter(|label| label.certainty == Certainty::Unsure) {
            if let Meaning::Party(PartyChoice::New { .. }) = &label.meaning
                && let Some(name) = said.find(&label.name).party()
            {
                label.meaning = Meaning::Party(PartyChoice::new(name.as_str()));
                label.certainty = Certainty::Likely;
            }
        }
    }
}

/// What a name in a text can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A party.
    Party(PartyChoice),
    /// Something the issue could be settled on.
    Option,
    /// Nothing that is read.
    Ignore,
}

/// What the names in a text most likely stand for in a case.
#[must_use]
pub fn guess(text: &Text<'_>, snapshot: &Snapshot) -> Choices {
    Choices {
        labels: labels::guess(text, &Parties::of(snapshot)),
        kind: Kind::Demand,
        axis: AxisChoice::Named(crate::words::import::GENERAL_AXIS.to_owned()),
        visibility: Visibility::Internal,
    }
}

/// A paragraph with alternatives, and what each party reads in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Where it begins.
    pub place: Place,
    /// All of it, as it stands in the text.
    pub text: String,
    /// The alternatives in that, by their bytes.
    pub alternatives: Vec<Range<usize>>,
    /// What the parties read, and as what kind of position.
    pub said: Vec<(PartyChoice, Kind, String)>,
    /// What the issue could be settled on: label and text.
    pub options: Vec<(String, String)>,
}

/// What would be made of a text in a case: an issue for each paragraph with alternatives.
#[must_use]
pub fn plan(text: &Text<'_>, choices: &Choices, snapshot: &Snapshot) -> Plan {
    read(text, choices, snapshot, &Progress::default()).0
}

/// The same with the paragraphs that it is made of, telling how far it has come; once it is cancelled, what comes of it
/// is only a part.
#[must_use]
pub fn read(text: &Text<'_>, choices: &Choices, snapshot: &Snapshot, progress: &Progress) -> (Plan, Vec<Version>) {
    let (rows, skipped) = rows(text, choices, snapshot);
    let paragraphs = text.paragraphs.iter().filter(|paragraph| paragraph.has_alternatives());
    let versions = paragraphs.zip(&rows).map(|(paragraph, row)| version(text, paragraph, row)).collect();
    (planned(&rows, skipped, choices, snapshot, progress), versions)
}

fn version(text: &Text<'_>, paragraph: &Paragraph, row: &Row) -> Version {
    let alternatives = paragraph.nodes.iter().filter_map(|node| match node {
        Node::Alternative { range, .. } => Some(range.start - paragraph.range.start..range.end - paragraph.range.start),
        _ => None,
    });
    Version {
        place: row.place.unwrap_or(Place::Text { line: 0, column: 0 }),
        text: text.text.get(paragraph.range.clone()).unwrap_or_default().to_owned(),
        alternatives: alternatives.collect(),
        said: row.said.iter().map(|said| (said.party.clone(), said.kind.clone(), said.text.clone())).collect(),
        options: row.options.clone(),
    }
}

fn planned(rows: &[Row], skipped: Vec<Skipped>, choices: &Choices, snapshot: &Snapshot, progress: &Progress) -> Plan {
    let manner = plan::Manner {
        axis: choices.axis.clone(),
        visibility: choices.visibility.clone(),
        attribution: Attribution::OutletReport,
        backs_status: false,
    };
    plan::build(rows, skipped, &manner, snapshot, progress)
}

/// The paragraphs with alternatives as JSON objects with one field per party.
#[must_use]
pub fn records(text: &Text<'_>, choices: &Choices, snapshot: &Snapshot) -> Vec<Map<String, Value>> {
    let (rows, _) = rows(text, choices, snapshot);
    plan::records_of(&rows, &[], snapshot)
}

fn rows(text: &Text<'_>, choices: &Choices, snapshot: &Snapshot) -> (Vec<Row>, Vec<Skipped>) {
    reading::rows(text, choices, snapshot)
}

impl Paragraph {
    fn has_alternatives(&self) -> bool {
        let mut has = false;
        labels::each_reading(&self.nodes, &mut |_| has = true);
        has
    }
}

impl Text<'_> {
    /// How many paragraphs have alternatives, and how many there are.
    #[must_use]
    pub fn count(&self) -> (usize, usize) {
        let marked = self.paragraphs.iter().filter(|paragraph| paragraph.has_alternatives());
        (marked.count(), self.paragraphs.len())
    }

    /// Where a byte stands.
    fn places(&self) -> Places<'_> {
        Places { text: self.text, last: Cell::default() }
    }
}

/// Finds lines and columns; in order, they cost one pass over the text together.
struct Places<'a> {
    text: &'a str,
    /// The byte that was found last, its line, and the characters before it in the line.
    last: Cell<(usize, usize, usize)>,
}

impl Places<'_> {
    fn of(&self, at: usize) -> Place {
        let (from, mut line, mut column) = Some(self.last.get()).filter(|(from, ..)| *from <= at).unwrap_or_default();
        for letter in self.text.get(from..at).unwrap_or_default().chars() {
            (line, column) = if letter == '\n' { (line + 1, 0) } else { (line, column + 1) };
        }
        self.last.set((at, line, column));
        Place::Text { line, column }
    }
}
