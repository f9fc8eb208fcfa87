//! Version 1 of the format, which is the case as the program holds it.

use super::diagnose::{Fault, entry_fault, whole_fault};
use crate::case::{
    Assessment, Axis, Case, Event, GlossaryEntry, Issue, LogEntry, Note, Outcome, Party, Position, Proposal, Round,
    Source,
};

/// Reads a case; the error is the first one, without its path.
pub(super) fn read(text: &str) -> Result<Case, serde_json::Error> {
    serde_json::from_str(text)
}

/// Reads the whole case again to learn where its first fault is.
pub(super) fn first_fault(text: &str) -> Option<Fault> {
    whole_fault::<Case>(text)
}

/// Finds the first fault of a list's entry that begins the text.
pub(super) type EntryFault = fn(&str) -> Option<Fault>;

/// What a key of the case holds.
pub(super) enum Holds {
    /// A text or a number.
    Value,
    /// Records.
    List(EntryFault),
    /// Something that this version does not know.
    Unknown,
}

/// What the case holds under a key.
pub(super) fn holds(key: &str) -> Holds {
    Holds::List(match key {
        "parties" => entry_fault::<Party>,
        "axes" => entry_fault::<Axis>,
        "issues" => entry_fault::<Issue>,
        "positions" => entry_fault::<Position>,
        "proposals" => entry_fault::<Proposal>,
        "outcomes" => entry_fault::<Outcome>,
        "rounds" => entry_fault::<Round>,
        "events" => entry_fault::<Event>,
        "sources" => entry_fault::<Source>,
        "assessments" => entry_fault::<Assessment>,
        "notes" => entry_fault::<Note>,
        "glossary" => entry_fault::<GlossaryEntry>,
        "log" => entry_fault::<LogEntry>,
        "format" | "version" | "title" | "summary" | "language" | "as_of" | "handling" => return Holds::Value,
        _ => return Holds::Unknown,
    })
}
