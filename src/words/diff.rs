//! What differs between two versions of a case, in words.

use std::borrow::Cow;

use serde_json::Value;

use super::{names, panels, terms, visible};
use crate::case::{AxisId, IssueId, PartyId, Snapshot};
use crate::edit::diff::{Detail, Fate, FieldChange, ItemChange, Piece};
use crate::edit::{ListName, Record};

/// Above what changed beside the lists.
pub const CASE: &str = "Case";
/// Above positions on an issue that neither version has.
pub const NO_AXIS: &str = "On no axis";
/// Above what stands elsewhere in its list.
pub const ORDER: &str = "Order";
/// Where two versions have the same content.
pub const SAME: &str = "The cases have the same content.";
/// A record or a thing that only the later version has.
pub const ADDED: &str = "Added";
/// A record or a thing that only the earlier version has.
pub const REMOVED: &str = "Removed";
/// A record or a thing that both versions have, not alike.
pub const CHANGED: &str = "Changed";
/// A thing that stands elsewhere in its list.
pub const MOVED: &str = "Moved";

/// So many lines more would have to be shown.
#[must_use]
pub fn left_out(lines: usize) -> String {
    format!("… and {lines} lines more, which `demarche diff` shows")
}

/// Where a command does not get what it compares.
pub const TWO_FILES: &str = "two files are compared, an earlier and a later one\n\nFor more information, try '--help'.";

/// What stands elsewhere in a list.
#[must_use]
pub fn moved(list: ListName, names: &[String]) -> String {
    format!("{}: {} {}", self::list(list), MOVED.to_lowercase(), names.join(", "))
}

/// A list's name.
#[must_use]
pub fn list(list: ListName) -> &'static str {
    match list {
        ListName::Party => panels::PARTIES,
        ListName::Axis => "Axes",
        ListName::Issue => panels::ISSUES,
        ListName::Position => panels::POSITIONS,
        ListName::Proposal => panels::PROPOSALS,
        ListName::Outcome => panels::OUTCOMES,
        ListName::Round => panels::ROUNDS,
        ListName::Event => panels::EVENTS,
        ListName::Source => panels::SOURCES,
        ListName::Assessment => "Assessments",
        ListName::Note => panels::NOTES,
        ListName::Glossary => panels::GLOSSARY,
        ListName::Log => panels::LOG,
    }
}

/// How many records something became of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Only the later version has them.
    pub added: usize,
    /// Only the earlier version has them.
    pub removed: usize,
    /// Both have them, not alike.
    pub changed: usize,
    /// They stand elsewhere.
    pub moved: usize,
}

/// What became of how many records: "2 added · 1 changed".
#[must_use]
pub fn counted(counts: Counts) -> String {
    let all = [(counts.added, ADDED), (counts.removed, REMOVED), (counts.changed, CHANGED), (counts.moved, MOVED)];
    let parts = all.iter().filter(|(count, _)| *count > 0);
    parts.map(|(count, word)| format!("{count} {}", word.to_lowercase())).collect::<Vec<_>>().join(" · ")
}

/// Two versions of a case, to name what only one of them has.
#[derive(Clone, Copy, Debug)]
pub struct Versions<'a> {
    /// The earlier version.
    pub before: &'a Snapshot,
    /// The later version.
    pub after: &'a Snapshot,
}

impl Versions<'_> {
    /// An axis' name, as the later version has it where it can.
    #[must_use]
    pub fn axis(&self, id: &AxisId) -> String {
        let axis = self.after.axis(id).or_else(|| self.before.axis(id));
        visible(axis.map_or(id.as_str(), |axis| &axis.name)).into_owned()
    }

    /// An issue's number and title, as the later version has them where it can.
    #[must_use]
    pub fn issue(&self, id: &IssueId) -> String {
        let issue = self.after.issue(id).or_else(|| self.before.issue(id));
        visible(&issue.map_or_else(|| id.to_string(), |issue| names::issue(issue))).into_owned()
    }

    /// A party's short name, as the later version has it where it can.
    #[must_use]
    pub fn party(&self, id: &PartyId) -> String {
        let party = self.after.party(id).or_else(|| self.before.party(id));
        visible(party.map_or(id.as_str(), |party| party.label())).into_owned()
    }

    /// What a record is called in a list of changes, for example `demand isr-line`.
    #[must_use]
    pub fn name(&self, record: &Record) -> String {
        let name: Cow<'_, str> = match record {
            Record::Position(position) => {
                format!("{} {}", terms::kind(&position.kind).to_lowercase(), position.id).into()
            }
            Record::Assessment(assessment) => match &assessment.issue {
                Some(issue) => format!("{}, {}", self.party(&assessment.party), self.issue(issue)).into(),
                None => self.party(&assessment.party).into(),
            },
            Record::Glossary(entry) => (&*entry.term).into(),
            Record::Log(entry) => (&*entry.at).into(),
            record => record.target().map(|target| target.id().to_owned()).unwrap_or_default().into(),
        };
        visible(&name).into_owned()
    }

    /// Where a moved record came from and where it went: "from T1 The line to T2 Posts".
    #[must_use]
    pub fn way(&self, change: &FieldChange) -> String {
        let [from, to] = [&change.before, &change.after].map(|json| {
            let id = json.as_deref().and_then(|json| serde_json::from_str::<String>(json).ok()).unwrap_or_default();
            match &*change.name {
                "axis" => self.axis(&AxisId::from(&*id)),
                "issue" => self.issue(&IssueId::from(&*id)),
                _ => self.party(&PartyId::from(&*id)),
            }
        });
        format!("from {from} to {to}")
    }
}

/// The text that says most of a record.
#[must_use]
pub fn text(record: &Record) -> Option<Cow<'_, str>> {
    let text = match record {
        Record::Party(record) => &record.name,
        Record::Axis(record) => &record.name,
        Record::Issue(record) => &record.title,
        Record::Position(record) => &record.text,
        Record::Proposal(record) => &record.title,
        Record::Outcome(record) => &record.title,
        Record::Round(record) => &record.label,
        Record::Event(record) => &record.text,
        Record::Source(record) => record.title.as_ref().unwrap_or(&record.publisher),
        Record::Assessment(record) => record.rationale.as_ref()?,
        Record::Note(record) => &record.text,
        Record::Glossary(record) => &record.definition,
        Record::Log(record) => &record.text,
    };
    Some(visible(text))
}

/// What changed in a field in one line, with the words that went and came marked as `[-old-]{+new+}`.
#[must_use]
pub fn change(change: &FieldChange) -> String {
    if let Detail::Text(pieces) = &change.detail {
        return pieces.iter().map(marked).collect();
    }
    let [before, after] = [&change.before, &change.after].map(|json| json.as_deref().map(thing));
    let removed = before.map(|text| format!("[-{text}-]"));
    removed.into_iter().chain(after.map(|text| format!("{{+{text}+}}"))).collect()
}

fn marked(piece: &Piece) -> String {
    let text = visible(&piece.text);
    match piece.fate {
        Fate::Kept => text.into_owned(),
        Fate::Removed => format!("[-{text}-]"),
        Fate::Added => format!("{{+{text}+}}"),
    }
}

/// A thing in a field's list, for example `source: reuters, attribution: on_record`; `json` is the thing as JSON.
#[must_use]
pub fn thing(json: &str) -> String {
    let text = match serde_json::from_str(json) {
        Ok(Value::String(text)) => text,
        Ok(Value::Object(object)) => {
            let value = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            object.iter().map(|(key, inner)| format!("{key}: {}", value(inner))).collect::<Vec<_>>().join(", ")
        }
        _ => json.to_owned(),
    };
    visible(&text).into_owned()
}

/// What became of a thing in a field's list, in one line; the changes of its own fields stand below it.
#[must_use]
pub fn item(change: &ItemChange) -> String {
    match change {
        ItemChange::Added(item) => format!("{ADDED} {{+{}+}}", thing(item)),
        ItemChange::Removed(item) => format!("{REMOVED} [-{}-]", thing(item)),
        ItemChange::Moved(item) => format!("{MOVED} {}", thing(item)),
        ItemChange::Changed { after, .. } => format!("{CHANGED} {}", thing(after)),
    }
}
