//! What a merge has to say: where two sides clash, and what each wants.

use super::fields::Reader;
use super::{names, shortened, terms, visible};
use crate::case::{IssueId, PartyId, Snapshot};
use crate::edit::Record;
use crate::edit::merge::{Clash, Conflict, News, NewsKind};
use crate::safe::unmarked;

/// A conflict, for example `issue T1, Israel, demand isr-line: field text: ours “…”, theirs “…”`; of a list each thing
/// has a line of its own below.
#[must_use]
pub fn conflict(snapshot: &Snapshot, conflict: &Conflict) -> String {
    let place = place(snapshot, conflict.record.as_ref());
    match &conflict.clash {
        Clash::Field { name, ours, theirs, .. } => {
            let field = visible(name);
            let sides = [ours.as_deref(), theirs.as_deref()];
            if sides.into_iter().flatten().any(|json| json.starts_with(['[', '{'])) {
                let [ours, theirs] = sides.map(|json| in_lines(snapshot, conflict.record.as_ref(), name, json));
                format!("{place}: field {field}:\n  ours:{ours}\n  theirs:{theirs}")
            } else {
                let [ours, theirs] = sides.map(value);
                format!("{place}: field {field}: ours {ours}, theirs {theirs}")
            }
        }
        Clash::Record { base, ours, theirs, uses } => {
            let fields = ours.as_ref().or(theirs.as_ref()).map(|kept| base.changed_fields(kept)).unwrap_or_default();
            let noun = if fields.len() == 1 { "field" } else { "fields" };
            let fields = visible(&fields.join(", ")).into_owned();
            let said = |side: &str| {
                let changed = (!fields.is_empty()).then(|| format!("changed in {side} ({noun} {fields})"));
                let used =
                    (!uses.is_empty()).then(|| format!("used anew in {side} by {}", used_by(snapshot, uses, base)));
                changed.into_iter().chain(used).collect::<Vec<_>>().join(" and ")
            };
            match ours {
                Some(_) => format!("{place}: {}, removed in theirs", said("ours")),
                None => format!("{place}: removed in ours, {}", said("theirs")),
            }
        }
    }
}

/// A value's things, a line each.
fn in_lines(snapshot: &Snapshot, of: Option<&Record>, field: &str, json: Option<&str>) -> String {
    let lines = Reader::new(vec![snapshot]).lines(of, field, json);
    lines.iter().flat_map(|line| ["\n    ".to_owned(), visible(&unmarked(line)).into_owned()]).collect()
}

/// What uses a record, and what each says.
fn used_by(snapshot: &Snapshot, uses: &[Record], base: &Record) -> String {
    let line = |record: &Record| {
        let place = place_beside(snapshot, record, Some(base));
        match text_of(record) {
            Some(text) => format!("{place} {}", shortened(text)),
            None => place,
        }
    };
    uses.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// What a record says, where its place does not tell.
fn text_of(record: &Record) -> Option<&str> {
    let text = match record {
        Record::Issue(issue) => &issue.title,
        Record::Position(position) => &position.text,
        Record::Proposal(proposal) if !proposal.title.is_empty() => &proposal.title,
        Record::Proposal(proposal) => &proposal.text,
        Record::Outcome(outcome) => &outcome.title,
        Record::Event(event) => &event.text,
        Record::Note(note) => &note.text,
        Record::Source(source) => source.title.as_ref()?,
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// What a merge did by itself, in one line.
#[must_use]
pub fn news(snapshot: &Snapshot, news: &News) -> String {
    let place = place(snapshot, Some(&news.record));
    let text = text_of(&news.record).map(|text| format!(" {}", shortened(text))).unwrap_or_default();
    match &news.kind {
        NewsKind::Apart { was } => {
            let was = visible(was.id()).into_owned();
            format!("{place}{text}: added in theirs as {was}, which is another in ours; both are kept")
        }
        NewsKind::OptionApart { option, was } => {
            let (id, was) = (visible(option.id.as_str()).into_owned(), visible(was.as_str()).into_owned());
            let label = shortened(&option.label);
            format!("{place}: option {id} {label}: added in theirs as {was}, which is another in ours; both are kept")
        }
        NewsKind::Renumbered { was } => {
            let was = visible(was).into_owned();
            format!("{place}{text}: {was} in theirs; has another number, as that is another issue’s in ours")
        }
        NewsKind::Stays => format!("{place}{text}: removed by one side; stays, as it is used by what the other has"),
        NewsKind::OptionStays { option } => {
            let label = shortened(&option.label);
            format!("{place}: option {label}: removed by one side; stays, as the other names it")
        }
        NewsKind::OptionLeftOut { option } => {
            let option = visible(option.as_str()).into_owned();
            format!("{place}{text}: names option {option} no more, as its issue does not have it")
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
    record.map_or_else(|| "case".to_owned(), |record| place_beside(snapshot, record, None))
}

/// The same, where one of what it names may be gone.
fn place_beside(snapshot: &Snapshot, record: &Record, gone: Option<&Record>) -> String {
    let issue = |id: &IssueId| {
        let gone = match gone {
            Some(Record::Issue(issue)) if issue.id == *id => Some(issue),
            _ => None,
        };
        format!("issue {}", snapshot.issue(id).or(gone).map_or(id.as_str(), |issue| names::short_issue(issue)))
    };
    let party = |id: &PartyId| match gone {
        Some(Record::Party(party)) if party.id == *id => party.label().to_owned(),
        _ => names::party_label(snapshot, id).to_owned(),
    };
    let place = match record {
        Record::Issue(record) => format!("issue {}", names::short_issue(record)),
        Record::Position(record) => format!(
            "{}, {}, {} {}",
            issue(&record.issue),
            party(&record.party),
            terms::kind(&record.kind).to_lowercase(),
            record.id
        ),
        Record::Assessment(record) => {
            let party = party(&record.party);
            match &record.issue {
                Some(id) => format!("{}, {party}, assessment", issue(id)),
                None => format!("{party}, assessment"),
            }
        }
        Record::Glossary(record) => format!("glossary {}", shortened(&record.term)),
        Record::Log(record) => format!("log {}", record.at),
        record => record.target().map(|target| format!("{} {}", target.kind(), target.id())).unwrap_or_default(),
    };
    visible(&place).into_owned()
}
