//! What edits are called in menus and dialogs, and what removing leaves behind.

use super::show::shortened;
use crate::edit::{Intent, Key, Noun, Place, Reference, Refusal, RepairKind, Takes};

/// What an edit is about, as it stands within a sentence.
#[must_use]
pub fn noun(noun: Noun) -> &'static str {
    match noun {
        Noun::Case => "case",
        Noun::Party => "party",
        Noun::Axis => "axis",
        Noun::Issue => "issue",
        Noun::Option => "option",
        Noun::Demand => "demand",
        Noun::Concession => "concession",
        Noun::RedLine => "red line",
        Noun::Interest => "interest",
        Noun::Position => "position",
        Noun::Proposal => "proposal",
        Noun::Term => "term",
        Noun::Outcome => "outcome",
        Noun::Round => "round",
        Noun::Event => "event",
        Noun::Source => "source",
        Noun::Assessment => "assessment",
        Noun::Note => "note",
        Noun::Glossary => "glossary entry",
        Noun::Log => "log entry",
    }
}

/// A step as the history lists it: "Edit demand".
#[must_use]
pub fn step(intent: Intent) -> String {
    let (verb, about) = verb(intent);
    let mut letters = verb.chars();
    let verb: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    format!("{verb}{about}")
}

/// What Undo does: "Undo edit demand".
#[must_use]
pub fn undo_label(intent: Intent) -> String {
    let (verb, about) = verb(intent);
    format!("Undo {verb}{about}")
}

/// What Redo does: "Redo edit demand".
#[must_use]
pub fn redo_label(intent: Intent) -> String {
    let (verb, about) = verb(intent);
    format!("Redo {verb}{about}")
}

fn verb(intent: Intent) -> (&'static str, String) {
    let about = |about: Noun| format!(" {}", noun(about));
    match intent {
        Intent::Edit(it) => ("edit", about(it)),
        Intent::Add(it) => ("add", about(it)),
        Intent::Remove(it) => ("remove", about(it)),
        Intent::Move(it) => ("move", about(it)),
        Intent::Duplicate(it) => ("duplicate", about(it)),
        Intent::Rename(it) => ("change", format!(" id of {}", noun(it))),
        Intent::MergeIssues => ("merge issues", String::new()),
        Intent::Repair => ("repair", String::new()),
        Intent::Begin => ("begin case", String::new()),
        Intent::TakeIn => ("take in changes from the file", String::new()),
        Intent::Revert => ("revert to saved", String::new()),
        Intent::Import => ("import table", String::new()),
    }
}

/// Why an edit was not made, as one sentence.
#[must_use]
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoSuchRecord(Key::Record(target)) => {
            format!("There is no {} {} any more.", target.kind(), shortened(target.id()))
        }
        Refusal::NoSuchRecord(_) => "What should be changed is not there any more.".to_owned(),
        Refusal::IdTaken(target) => {
            format!("Another {} has the id {} already.", target.kind(), shortened(target.id()))
        }
        Refusal::Field(_, crate::case::FieldError::Missing) => "This field cannot be empty.".to_owned(),
        Refusal::Field(_, crate::case::FieldError::Unfit { field, .. }) => {
            format!("This cannot stand in the field {}.", shortened(field))
        }
        Refusal::NotAField(name) => format!("{} is no field that can be written.", shortened(name)),
    }
}

/// What a repair does, on its button.
#[must_use]
pub fn repair(kind: &RepairKind) -> String {
    match kind {
        RepairKind::ChangeTo(text) => format!("Change to {}", shortened(text)),
        RepairKind::Rename(id) => format!("Change the id to {}", shortened(id)),
        RepairKind::Number(number) => format!("Give it the number {}", shortened(number)),
        RepairKind::TellApart(id) => format!("Give this one the id {}", shortened(id)),
        RepairKind::AddAxis(name) => format!("Add the axis {}", shortened(name)),
        RepairKind::TakeOut => "Take the empty entry out".to_owned(),
        RepairKind::ReplaceNothing => "Let it replace nothing".to_owned(),
    }
}

/// References of one kind to something that is to be removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceLine {
    /// Who points there: "3 positions cite it".
    pub what: String,
    /// What becomes of them if they are not kept: "their evidence from it goes".
    pub consequence: String,
    /// How much of them that is.
    pub takes: Takes,
}

/// The references to something that is to be removed, those of one kind in one line, in the order of the file.
#[must_use]
pub fn references(references: &[Reference]) -> Vec<ReferenceLine> {
    let mut groups: Vec<(&'static str, Place, Vec<&Key>)> = Vec::new();
    for reference in references {
        let noun = listed(reference.noun);
        let at = groups.iter().position(|(known, place, _)| *known == noun && *place == reference.place);
        match at.and_then(|at| groups.get_mut(at)) {
            // The references of a record stand together.
            Some((.., keys)) if keys.last() == Some(&&reference.from) => {}
            Some((.., keys)) => keys.push(&reference.from),
            None => groups.push((noun, reference.place, vec![&reference.from])),
        }
    }
    let line = |(noun, place, keys): (&str, Place, Vec<&Key>)| {
        let (one, many) = points(place);
        let what = if keys.len() == 1 { one } else { many };
        ReferenceLine {
            what: format!("{} {what}", counted(keys.len(), noun)),
            consequence: consequence(place, keys.len() == 1),
            takes: place.takes(),
        }
    };
    groups.into_iter().map(line).collect()
}

/// The records that go along with one that is removed: "2 issues and 7 positions go with it"; nothing when none does.
#[must_use]
pub fn goes_along(records: &[(Key, Noun)]) -> Option<String> {
    let mut groups: Vec<(&'static str, usize)> = Vec::new();
    for (_, noun) in records {
        let noun = listed(*noun);
        match groups.iter_mut().find(|(known, _)| *known == noun) {
            Some((_, count)) => *count += 1,
            None => groups.push((noun, 1)),
        }
    }
    let verb = if records.len() == 1 { "goes" } else { "go" };
    let groups: Vec<String> = groups.into_iter().map(|(noun, count)| counted(count, noun)).collect();
    let (last, others) = groups.split_last()?;
    let all = if others.is_empty() { last.clone() } else { format!("{} and {last}", others.join(", ")) };
    Some(format!("{all} {verb} with it"))
}

/// The kinds of position under one name.
fn listed(about: Noun) -> &'static str {
    match about {
        Noun::Demand | Noun::Concession | Noun::RedLine | Noun::Interest => noun(Noun::Position),
        other => noun(other),
    }
}

fn counted(count: usize, noun: &str) -> String {
    match noun {
        _ if count == 1 => format!("1 {noun}"),
        "party" => format!("{count} parties"),
        "axis" => format!("{count} axes"),
        "glossary entry" => format!("{count} glossary entries"),
        "log entry" => format!("{count} log entries"),
        _ => format!("{count} {noun}s"),
    }
}

fn points(place: Place) -> (&'static str, &'static str) {
    match place {
        Place::Axis => ("is on it", "are on it"),
        Place::Party => ("speaks of this party", "speak of this party"),
        Place::Issue => ("is on this issue", "are on this issue"),
        Place::Option | Place::OutcomeParty => ("names it", "name it"),
        Place::Requires => ("depends on it", "depend on it"),
        Place::From => ("wants something from it", "want something from it"),
        Place::Since => ("holds since then", "hold since then"),
        Place::Until => ("held until then", "held until then"),
        Place::Replaces => ("replaces it", "replace it"),
        Place::Source => ("cites it", "cite it"),
        Place::Via => ("cites what was read in it", "cite what was read in it"),
        Place::Disputes => ("contradicts it", "contradict it"),
        Place::Sponsor => ("comes from it", "come from it"),
        Place::TermIssue => ("has terms on it", "have terms on it"),
        Place::TermOption => ("proposes it", "propose it"),
        Place::Responder => ("has its response", "have its response"),
        Place::OutcomeIssue => ("concerns it", "concern it"),
        Place::Participant => ("has it as a participant", "have it as a participant"),
        Place::Value => ("says what it is worth", "say what it is worth"),
        Place::On => ("is about it", "are about it"),
    }
}

fn consequence(place: Place, one: bool) -> String {
    let whose = if one { "its" } else { "their" };
    match place {
        Place::Source => format!("{whose} evidence from it goes"),
        Place::TermIssue => format!("{whose} terms on it go"),
        Place::Responder => "the response goes".to_owned(),
        Place::Participant => "the participant goes".to_owned(),
        _ if place.takes() == Takes::Record && one => "goes as well".to_owned(),
        _ if place.takes() == Takes::Record => "go as well".to_owned(),
        _ if one => "stays, without the reference".to_owned(),
        _ => "stay, without the reference".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Ref;

    fn reference(id: &str, noun: Noun, place: Place) -> Reference {
        Reference { from: Ref::Position(id.into()).into(), noun, place }
    }

    #[test]
    fn a_step_is_named_after_what_was_meant() {
        assert_eq!(undo_label(Intent::Edit(Noun::Demand)), "Undo edit demand");
        assert_eq!(redo_label(Intent::Add(Noun::Glossary)), "Redo add glossary entry");
        assert_eq!(step(Intent::MergeIssues), "Merge issues");
        assert_eq!(step(Intent::Rename(Noun::RedLine)), "Change id of red line");
    }

    #[test]
    fn references_of_one_kind_are_counted_by_record() {
        let lines = references(&[
            reference("a", Noun::Demand, Place::Source),
            reference("a", Noun::Demand, Place::Source),
            reference("b", Noun::RedLine, Place::Source),
            reference("b", Noun::RedLine, Place::Via),
            reference("c", Noun::Proposal, Place::Sponsor),
        ]);
        let told: Vec<_> = lines.iter().map(|line| format!("{}: {}", line.what, line.consequence)).collect();
        assert_eq!(
            told,
            [
                "2 positions cite it: their evidence from it goes",
                "1 position cites what was read in it: stays, without the reference",
                "1 proposal comes from it: goes as well",
            ]
        );
    }

    #[test]
    fn what_goes_along_is_counted() {
        let record = |noun| (Key::Case, noun);
        let all = [Noun::Issue, Noun::Demand, Noun::Interest, Noun::Assessment].map(record);
        assert_eq!(goes_along(&all).unwrap(), "1 issue, 2 positions and 1 assessment go with it");
        assert_eq!(goes_along(&[record(Noun::Axis)]).unwrap(), "1 axis goes with it");
        assert_eq!(goes_along(&[]), None);
    }
}
