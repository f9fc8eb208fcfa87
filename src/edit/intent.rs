//! What a user means by an edit; the words for it stand with all other words.

use serde::{Deserialize, Serialize};

use super::Record;
use crate::case::Kind;

/// What an edit is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Intent {
    /// Writes something else into a record.
    Edit(Noun),
    /// Adds a record.
    Add(Noun),
    /// Takes a record out.
    Remove(Noun),
    /// Puts a record elsewhere.
    Move(Noun),
    /// Adds a record like another.
    Duplicate(Noun),
    /// Gives a record another id.
    Rename(Noun),
    /// Makes one issue of two.
    MergeIssues,
    /// Mends a problem.
    Repair,
    /// Starts a case: its parties, axes and first issues.
    Begin,
    /// Takes in what somebody else changed in the file.
    TakeIn,
    /// Goes back to what the file has.
    Revert,
    /// Takes in a table or a draft that was made elsewhere.
    Import,
}

/// What an edit is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Noun {
    Case,
    Party,
    Axis,
    Issue,
    /// One thing an issue could be settled on.
    Option,
    Demand,
    Concession,
    RedLine,
    Interest,
    /// A position of a kind that this version does not know.
    Position,
    Proposal,
    /// What a proposal says on one issue.
    Term,
    Outcome,
    Round,
    Event,
    Source,
    Assessment,
    Note,
    Glossary,
    Log,
}

impl From<&Kind> for Noun {
    fn from(kind: &Kind) -> Self {
        match kind {
            Kind::Demand => Self::Demand,
            Kind::Concession => Self::Concession,
            Kind::RedLine => Self::RedLine,
            Kind::Interest => Self::Interest,
            Kind::Other(_) => Self::Position,
        }
    }
}

impl From<&Record> for Noun {
    fn from(record: &Record) -> Self {
        match record {
            Record::Party(_) => Self::Party,
            Record::Axis(_) => Self::Axis,
            Record::Issue(_) => Self::Issue,
            Record::Position(position) => Self::from(&position.kind),
            Record::Proposal(_) => Self::Proposal,
            Record::Outcome(_) => Self::Outcome,
            Record::Round(_) => Self::Round,
            Record::Event(_) => Self::Event,
            Record::Source(_) => Self::Source,
            Record::Assessment(_) => Self::Assessment,
            Record::Note(_) => Self::Note,
            Record::Glossary(_) => Self::Glossary,
            Record::Log(_) => Self::Log,
        }
    }
}
