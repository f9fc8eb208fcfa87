//! What a merge has to say: where two sides clash, and what each wants.

use super::{names, shortened, terms, visible};
use crate::case::{IssueId, Snapshot};
use crate::edit::Record;
use crate::edit::merge::{Clash, Conflict};

/// A conflict in one line, for example `issue T1, Israel, demand isr-line: field text: ours “…”, theirs “…”`.
#[must_use]
pub fn conflict(snapshot: &Snapshot, conflict: &Conflict) -> String {
    let place = place(snapshot, conflict.record.as_ref());
    match &conflict.clash {
        Clash::Field { name, ours, theirs, .. } => {
            let name = visible(name);
            format!("{place}: field {name}: ours {}, theirs {}", value(ours.as_deref()), value(theirs.as_deref()))
        }
        Clash::Record { base, ours, theirs } => {
            let fields = ours.as_ref().or(theirs.as_ref()).map(|kept| base.changed_fields(kept)).unwrap_or_default();
            let noun = if fields.len() == 1 { "field" } else { "fields" };
            let fields = visible(&fields.join(", ")).into_owned();
            match ours {
                Some(_) => format!("{place}: changed in ours ({noun} {fields}), removed in theirs"),
                None => format!("{place}: removed in ours, changed in theirs ({noun} {fields})"),
            }
        }
    }
}

/// What is left after a merge.
#[must_use]
pub fn remaining(conflicts: usize) -> String {
    let remain = if conflicts == 1 { "remains" } else { "remain" };
    let conflicts = terms::count(conflicts, "conflict");
    format!("{conflicts} {remain}. The outcome has ours there, and everything else is merged.")
}

/// A field's value in a line, shortened where it is long.
#[must_use]
pub fn value(json: Option<&str>) -> String {
    match json.map(|json| (serde_json::from_str::<String>(json), json)) {
        Some((Ok(text), _)) => shortened(&text),
        Some((Err(_), json)) => shortened(json),
        None => "nothing".to_owned(),
    }
}

/// Where a record stands, by issue and party, for example `issue T1, Israel, demand isr-line`.
#[must_use]
pub fn place(snapshot: &Snapshot, record: Option<&Record>) -> String {
    let issue =
        |id: &IssueId| format!("issue {}", snapshot.issue(id).map_or(id.as_str(), |issue| names::short_issue(issue)));
    let place = match record {
        None => "case".to_owned(),
        Some(Record::Issue(record)) => format!("issue {}", names::short_issue(record)),
        Some(Record::Position(record)) => format!(
            "{}, {}, {} {}",
            issue(&record.issue),
            names::party_label(snapshot, &record.party),
            terms::kind(&record.kind).to_lowercase(),
            record.id
        ),
        Some(Record::Assessment(record)) => {
            let party = names::party_label(snapshot, &record.party);
            match &record.issue {
                Some(id) => format!("{}, {party}, assessment", issue(id)),
                None => format!("{party}, assessment"),
            }
        }
        Some(Record::Glossary(record)) => format!("glossary {}", shortened(&record.term)),
        Some(Record::Log(record)) => format!("log {}", record.at),
        Some(record) => record.target().map(|target| format!("{} {}", target.kind(), target.id())).unwrap_or_default(),
    };
    visible(&place).into_owned()
}
