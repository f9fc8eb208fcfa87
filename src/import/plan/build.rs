//! From what a table says to the changes of a case.

use hashbrown::HashMap;

use super::super::vocabulary::plain;
use super::super::{PartyChoice, Place};
use super::citations::citations;
use super::draft::Draft;
use super::{Fate, Manner, Reason, Row, Said, Skipped};
use crate::case::{
    Evidence, Extra, Issue, IssueId, IssueOption, Kind, Note, PartyId, Position, PositionId, Ref, Status, Visibility,
};
use crate::edit::{Noun, fresh_option};
use crate::export::Progress;
use crate::words::import as words;

/// What the parties have said on an issue, to find what is common.
#[derive(Default)]
struct Heard {
    said: Vec<(PartyId, Kind, String, String, Place)>,
    drafts: Vec<String>,
    /// The positions of the case that a text of the table has been found for.
    taken: Vec<PositionId>,
}

/// Stops between two rows when it is cancelled.
pub(super) fn build(draft: &mut Draft, rows: &[Row], manner: &Manner, progress: &Progress) {
    let issues = all_issues(draft, rows, manner);
    let mut order: Vec<IssueId> = Vec::new();
    let mut heard: HashMap<IssueId, Heard> = HashMap::new();
    let mut speakers: Vec<PartyId> = Vec::new();
    for (at, (row, issue)) in rows.iter().zip(issues).enumerate() {
        let Ok(()) = progress.step(at, rows.len()) else { return };
        let Some(issue) = issue else { continue };
        let evidence = citations(draft, &row.evidence, &manner.attribution);
        if manner.backs_status {
            support_status(draft, &issue, &evidence);
        }
        let heard = heard.entry(issue.clone()).or_insert_with(|| {
            order.push(issue.clone());
            Heard::default()
        });
        for said in &row.said {
            let Some(party) = draft.party(&said.party, Some(said.place)) else {
                let is_gone = matches!(said.party, PartyChoice::Existing(_));
                let reason = if is_gone { Reason::PartyGone } else { Reason::NoParty };
                draft.skipped.push(Skipped { place: said.place, reason, text: said.text.clone() });
                continue;
            };
            if !speakers.contains(&party) {
                speakers.push(party.clone());
            }
            heard.said.push((party.clone(), said.kind.clone(), plain(&said.text), said.text.clone(), said.place));
            position(draft, said, &party, &issue, &evidence, manner, &mut heard.taken);
        }
        for (text, place) in &row.drafts {
            heard.drafts.push(plain(text));
            marked_note(draft, &issue, words::DRAFT_NOTE, text, *place, manner);
        }
        for (text, place) in &row.notes {
            note(draft, &issue, text, *place, manner);
        }
    }
    for issue in order {
        let Some(heard) = heard.get(&issue) else { continue };
        if let Some((text, place)) = common_text(heard, &speakers) {
            marked_note(draft, &issue, words::COMMON_NOTE, &text, place, manner);
        }
    }
    // What the mapping brings in by itself comes first, then all in the order of the table.
    draft.made.sort_by_key(|made| made.from);
}

/// The issue of each row; the new ones are added together, as each that comes by itself has the tables of a large case
/// built anew.
fn all_issues(draft: &mut Draft, rows: &[Row], manner: &Manner) -> Vec<Option<IssueId>> {
    let mut last: Option<IssueId> = None;
    let mut issues = Vec::with_capacity(rows.len());
    for row in rows {
        let found = last.clone().filter(|_| row.continues).or_else(|| issue(draft, row, manner));
        last = found.clone().or(last);
        issues.push(found);
    }
    draft.add_issues();
    issues
}

/// The text that all parties of the table have on an issue, when they have but one and it is the same.
fn common_text(heard: &Heard, speakers: &[PartyId]) -> Option<(String, Place)> {
    let (_, kind, wanted, text, place) = heard.said.first()?;
    let same = heard.said.iter().all(|(_, other, plain, ..)| other == kind && plain == wanted);
    let everybody = speakers.iter().all(|party| heard.said.iter().any(|(speaker, ..)| speaker == party));
    let is_common = speakers.len() > 1 && same && everybody && !heard.drafts.contains(wanted);
    is_common.then(|| (text.clone(), *place))
}

/// The issue of a row, found or added; nothing for a row that names none and says nothing.
fn issue(draft: &mut Draft, row: &Row, manner: &Manner) -> Option<IssueId> {
    let number = row.number.as_ref().map(|(number, _)| number.trim()).filter(|number| !number.is_empty());
    let title = row.title.as_ref().map(|(title, _)| title.as_str()).filter(|title| !title.is_empty());
    if title.is_none() && number.is_none() {
        return None;
    }
    let (mut found, is_taken) = draft.issue(number, title);
    if let (None, None, Some(number)) = (&found, title, number) {
        // What has a number alone is called by it, and found again by that.
        found = draft.issue(None, Some(&words::numbered_title(number))).0;
    }
    let place = row.title.as_ref().map(|(_, place)| *place).or(row.place);
    if let (true, Some((text, place))) = (is_taken, &row.number) {
        draft.skipped.push(Skipped { place: *place, reason: Reason::NumberTaken, text: text.clone() });
    }
    match found {
        Some(id) => {
            update(draft, &id, row, title, place);
            Some(id)
        }
        None => Some(add(draft, row, title, number.filter(|_| !is_taken), place, manner)),
    }
}

fn add(
    draft: &mut Draft,
    row: &Row,
    title: Option<&str>,
    number: Option<&str>,
    place: Option<Place>,
    manner: &Manner,
) -> IssueId {
    let (axis, from) = row.axis.as_ref().map_or((&manner.axis, None), |(axis, place)| (axis, Some(*place)));
    let axis = draft.axis(axis, from);
    let title = title.map_or_else(|| words::numbered_title(number.unwrap_or_default()), str::to_owned);
    let number = number.filter(|number| number.chars().count() <= 16 && !number.contains('\n'));
    let number = number.map_or_else(|| draft.number(&axis), str::to_owned);
    let id = draft.fresh_issue(&title);
    let text = |cell: &Option<(String, Place)>| cell.as_ref().map(|(text, _)| text.clone());
    let mut issue = Issue {
        id: id.clone(),
        axis,
        number: Some(number),
        title: title.clone(),
        question: text(&row.question),
        background: text(&row.background),
        status: row.status.as_ref().map_or(Status::Unknown, |(status, _)| status.clone()),
        status_evidence: Vec::new(),
        options: Vec::new(),
        tags: Vec::new(),
        extra: Extra::default(),
    };
    add_options(&mut issue, &row.options);
    draft.begin_issue(issue, place);
    id
}

fn add_options(issue: &mut Issue, options: &[(String, String)]) {
    for (label, text) in options {
        if let Some(option) = issue.options.iter_mut().find(|option| plain(&option.label) == plain(label)) {
            option.about = Some(text.clone());
            continue;
        }
        let id = fresh_option(issue, label);
        let option = IssueOption { id, label: label.clone(), about: Some(text.clone()), extra: Extra::default() };
        issue.options.push(option);
    }
}

fn update(draft: &mut Draft, id: &IssueId, row: &Row, title: Option<&str>, place: Option<Place>) {
    let write = |after: &mut Issue| {
        // The same words written otherwise are no other title.
        if let Some(title) = title.filter(|title| plain(title) != plain(&after.title)) {
            title.clone_into(&mut after.title);
        }
        if let Some((text, _)) = &row.question {
            after.question = Some(text.clone());
        }
        if let Some((text, _)) = &row.background {
            after.background = Some(text.clone());
        }
        if let Some((status, _)) = &row.status {
            after.status = status.clone();
        }
        add_options(after, &row.options);
    };
    draft.change_issue(id, place, write);
}

/// Cites what the table names for a status that has to be backed.
fn support_status(draft: &mut Draft, id: &IssueId, evidence: &[Evidence]) {
    if evidence.is_empty() {
        return;
    }
    let Some(before) = draft.snapshot.issue(id).cloned() else { return };
    let needs = matches!(before.status, Status::Agreed | Status::AgreedInPrinciple);
    let mut after = Issue::clone(&before);
    cite(&mut after.status_evidence, evidence);
    if needs {
        draft.change(&Ref::Issue(id.clone()), before, after);
    }
}

/// Adds evidence from sources that are not cited yet.
fn cite(cited: &mut Vec<Evidence>, evidence: &[Evidence]) {
    for new in evidence {
        if !cited.iter().any(|known| known.source == new.source) {
            cited.push(new.clone());
        }
    }
}

fn position(
    draft: &mut Draft,
    said: &Said,
    party: &PartyId,
    issue: &IssueId,
    evidence: &[Evidence],
    manner: &Manner,
    taken: &mut Vec<PositionId>,
) {
    let noun = Noun::from(&said.kind);
    let wanted = plain(&said.text);
    let snapshot = draft.snapshot.clone();
    let is_current = |position: &&std::sync::Arc<Position>| snapshot.replaced_by(&position.id).next().is_none();
    let own = snapshot.positions_on(issue).filter(|position| position.party == *party && position.kind == said.kind);
    let own: Vec<_> = own.filter(|position| !taken.contains(&position.id)).collect();
    let same = own.iter().find(|position| plain(&position.text) == wanted);
    if let Some(before) = same {
        taken.push(before.id.clone());
        let mut after = Position::clone(before);
        cite(&mut after.evidence, evidence);
        let target = Ref::Position(before.id.clone());
        let fate = if draft.change(&target, std::sync::Arc::clone(before), after) { Fate::Changed } else { Fate::Same };
        draft.tell(fate, noun, target, &said.text, Some(said.place));
        return;
    }
    let current: Vec<_> = own.into_iter().filter(is_current).collect();
    let earlier = if let [only] = current.as_slice() { Some(*only) } else { None };
    let is_bare = |position: &Position| {
        let target = Ref::Position(position.id.clone());
        position.evidence.is_empty() && position.conditions.is_empty() && snapshot.dependents(&target).is_empty()
    };
    if let Some(before) = earlier.filter(|position| is_bare(position)) {
        taken.push(before.id.clone());
        let mut after = Position::clone(before);
        said.text.clone_into(&mut after.text);
        cite(&mut after.evidence, evidence);
        let target = Ref::Position(before.id.clone());
        draft.change(&target, std::sync::Arc::clone(before), after);
        draft.tell(Fate::Changed, noun, target, &said.text, Some(said.place));
        return;
    }
    let id = draft.fresh_position(party, issue);
    taken.push(id.clone());
    // The text that it replaces is spoken for, too: a second one of this table is no later version of it.
    let replaces = earlier.map(|earlier| earlier.id.clone());
    taken.extend(replaces.clone());
    let new = Position {
        id,
        party: party.clone(),
        issue: issue.clone(),
        kind: said.kind.clone(),
        text: said.text.clone(),
        basis: None,
        firmness: None,
        options: Vec::new(),
        conditions: Vec::new(),
        since: None,
        until: None,
        replaces,
        evidence: evidence.to_vec(),
        visibility: Some(manner.visibility.clone()).filter(|visibility| *visibility != Visibility::Public),
        tags: Vec::new(),
        comment: None,
        extra: Extra::default(),
    };
    draft.add(noun, new, &said.text, Some(said.place));
}

/// A note that begins with the same words as an earlier one on the issue takes its place.
fn marked_note(draft: &mut Draft, issue: &IssueId, mark: &str, text: &str, place: Place, manner: &Manner) {
    let whole = format!("{mark}{text}");
    let on = Ref::Issue(issue.clone());
    let marked: Vec<_> = notes_on(draft, &on).into_iter().filter(|note| note.text.starts_with(mark)).collect();
    let target = |note: &Note| Ref::Note(note.id.clone());
    if let Some(known) = marked.iter().find(|note| plain(&note.text) == plain(&whole)) {
        if !draft.is_told(&target(known)) {
            draft.tell(Fate::Same, Noun::Note, target(known), &whole, Some(place));
        }
        return;
    }
    // A second draft of the same table is no later version of its first.
    let earlier = marked.into_iter().find(|note| !draft.is_told(&target(note)));
    let Some(before) = earlier else { return add_note(draft, issue, &whole, place, manner) };
    let target = target(&before);
    let mut after = Note::clone(&before);
    after.text.clone_from(&whole);
    draft.change(&target, before, after);
    draft.tell(Fate::Changed, Noun::Note, target, &whole, Some(place));
}

fn note(draft: &mut Draft, issue: &IssueId, text: &str, place: Place, manner: &Manner) {
    let known = notes_on(draft, &Ref::Issue(issue.clone())).into_iter().find(|note| plain(&note.text) == plain(text));
    match known {
        Some(note) => draft.tell(Fate::Same, Noun::Note, Ref::Note(note.id.clone()), text, Some(place)),
        None => add_note(draft, issue, text, place, manner),
    }
}

fn notes_on(draft: &Draft, on: &Ref) -> Vec<std::sync::Arc<Note>> {
    let notes = draft.snapshot.dependents(on).iter().filter_map(|target| match target {
        Ref::Note(id) => draft.snapshot.note(id).cloned(),
        _ => None,
    });
    notes.collect()
}

fn add_note(draft: &mut Draft, issue: &IssueId, text: &str, place: Place, manner: &Manner) {
    let new = Note {
        id: draft.fresh_note(issue),
        on: Some(Ref::Issue(issue.clone())),
        text: text.to_owned(),
        author: None,
        created: None,
        visibility: Some(manner.visibility.clone()).filter(|visibility| *visibility != Visibility::Internal),
        extra: Extra::default(),
    };
    draft.add(Noun::Note, new, text, Some(place));
}
