//! What any record is called, also one that has no id or is in no case any more.

use super::names::{self, Name};
use super::{edits, panels, terms};
use crate::case::{Assessment, GlossaryEntry, LogEntry, Ref, Snapshot};
use crate::edit::{Key, Noun, Record};

/// The name of the record that a key names in a case; that of the case for the case itself.
#[must_use]
pub fn of_key(snapshot: &Snapshot, key: &Key) -> Name {
    match (key, Record::find(snapshot, key)) {
        (Key::Record(target), _) => names::of(snapshot, target),
        (Key::Case, _) => Name { head: noun(Noun::Case), text: snapshot.case().title.clone() },
        (_, Some(record)) => of_record(snapshot, &record),
        (_, None) => Name { head: panels::LEADS_NOWHERE.to_owned(), text: String::new() },
    }
}

/// The name of a record that need not be in the case, which names what the record points at.
#[must_use]
pub fn of_record(snapshot: &Snapshot, record: &Record) -> Name {
    let name = |head: String, text: &str| Name { head, text: text.to_owned() };
    match record {
        Record::Party(party) => name(format!("{} · {}", panels::PARTY, terms::role(&party.role)), party.label()),
        Record::Axis(axis) => name(panels::AXIS.to_owned(), &axis.name),
        Record::Issue(issue) => name(String::new(), &names::issue(issue)),
        Record::Position(position) => name(names::position_head(snapshot, position), &position.text),
        Record::Proposal(proposal) => {
            name(format!("{} · {}", panels::PROPOSAL, names::party_label(snapshot, &proposal.sponsor)), &proposal.title)
        }
        Record::Outcome(outcome) => name(panels::OUTCOME.to_owned(), &outcome.title),
        Record::Round(round) => name(panels::ROUND.to_owned(), &round.label),
        Record::Event(event) => name(format!("{} · {}", panels::EVENT, terms::date(&event.date)), &event.text),
        Record::Source(source) => name(source.publisher.clone(), source.title.as_deref().unwrap_or_default()),
        Record::Assessment(assessment) => of_assessment(snapshot, assessment),
        Record::Note(note) => name(panels::NOTE.to_owned(), &note.text),
        Record::Glossary(entry) => of_entry(entry),
        Record::Log(entry) => of_log(snapshot, entry),
    }
}

fn of_assessment(snapshot: &Snapshot, assessment: &Assessment) -> Name {
    let party = names::party_label(snapshot, &assessment.party);
    let text = match &assessment.issue {
        Some(issue) => names::of(snapshot, &Ref::Issue(issue.clone())).text,
        None => assessment.rationale.clone().unwrap_or_default(),
    };
    Name { head: format!("{} · {party}", noun(Noun::Assessment)), text }
}

fn of_entry(entry: &GlossaryEntry) -> Name {
    Name { head: noun(Noun::Glossary), text: entry.term.clone() }
}

fn of_log(snapshot: &Snapshot, entry: &LogEntry) -> Name {
    let on = entry.on.as_ref().map(|on| names::of(snapshot, on).text).unwrap_or_default();
    let head = format!("{} · {}", noun(Noun::Log), terms::time(&entry.at));
    Name { head, text: if on.is_empty() { entry.text.clone() } else { format!("{on}: {}", entry.text) } }
}

fn noun(noun: Noun) -> String {
    panels::sentence(edits::noun(noun))
}
