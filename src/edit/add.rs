//! Adding: each function makes the edit that brings a new record in, and tells what it is called.

use super::{Change, Edit, Intent, Key, ListName, Noun, Record, fresh_id, fresh_option, next_number, place_of, set};
use crate::case::{
    Assessment, Axis, AxisId, CaseDate, Event, EventId, Extra, GlossaryEntry, Issue, IssueId, IssueOption, Kind,
    LogEntry, Note, NoteId, OptionId, Outcome, OutcomeId, OutcomeState, Party, PartyId, Position, PositionId, Proposal,
    ProposalId, ProposalStatus, Ref, Role, Round, RoundId, Snapshot, Source, SourceId, Status, Term, Values,
};

/// Adds a record at a place of its list; it is selected, and undoing leads back to `comes_from`.
pub(super) fn insert(intent: Intent, at: usize, record: impl Into<Record>, comes_from: Option<Ref>) -> Edit {
    let record = record.into();
    let goes_to = place_of(&record);
    Edit { intent, changes: vec![Change::Insert { at, record }], goes_to, comes_from, run: None }
}

fn insert_last(snapshot: &Snapshot, record: impl Into<Record>, comes_from: Option<Ref>) -> Edit {
    let record = record.into();
    insert(Intent::Add(Noun::from(&record)), record.list().len(snapshot.case()), record, comes_from)
}

/// Adds a party after the others.
#[must_use]
pub fn add_party(snapshot: &Snapshot, name: &str, role: Role) -> (Edit, Ref) {
    let id: PartyId = fresh_id(snapshot, name);
    let party = Party {
        id: id.clone(),
        name: name.to_owned(),
        short_name: None,
        native_name: None,
        role,
        color: None,
        delegation: Vec::new(),
        about: None,
        extra: Extra::default(),
    };
    (insert_last(snapshot, party, None), Ref::Party(id))
}

/// Adds an axis after the others.
#[must_use]
pub fn add_axis(snapshot: &Snapshot, name: &str) -> (Edit, Ref) {
    let id: AxisId = fresh_id(snapshot, name);
    let axis = Axis { id: id.clone(), name: name.to_owned(), about: None, extra: Extra::default() };
    (insert_last(snapshot, axis, None), Ref::Axis(id))
}

/// Adds an issue to an axis, after one of its issues or after all of them, with the axis' next number.
///
/// Its status is *unknown*: only a person says more.
#[must_use]
pub fn add_issue(snapshot: &Snapshot, axis: &AxisId, after: Option<&IssueId>, title: &str) -> (Edit, Ref) {
    let id: IssueId = fresh_id(snapshot, title);
    let issue = Issue {
        id: id.clone(),
        axis: axis.clone(),
        number: Some(next_number(snapshot, axis)),
        title: title.to_owned(),
        question: None,
        background: None,
        status: Status::Unknown,
        status_evidence: Vec::new(),
        options: Vec::new(),
        tags: Vec::new(),
        extra: Extra::default(),
    };
    let issues = &snapshot.case().issues;
    let place = after.and_then(|after| snapshot.issue_place(after));
    let at = place.or_else(|| issues.iter().rposition(|issue| issue.axis == *axis)).map_or(issues.len(), |at| at + 1);
    let comes_from = after.map_or_else(|| Ref::Axis(axis.clone()), |after| Ref::Issue(after.clone()));
    (insert(Intent::Add(Noun::Issue), at, issue, Some(comes_from)), Ref::Issue(id))
}

/// Adds a position without a text to a cell, after what the cell holds.
#[must_use]
pub fn add_position(snapshot: &Snapshot, party: &PartyId, issue: &IssueId, kind: Kind) -> (Edit, Ref) {
    let id: PositionId = fresh_id(snapshot, &format!("{party} {issue}"));
    let position = Position {
        id: id.clone(),
        party: party.clone(),
        issue: issue.clone(),
        kind,
        text: String::new(),
        basis: None,
        firmness: None,
        options: Vec::new(),
        conditions: Vec::new(),
        since: None,
        until: None,
        replaces: None,
        evidence: Vec::new(),
        visibility: None,
        tags: Vec::new(),
        comment: None,
        extra: Extra::default(),
    };
    (insert_last(snapshot, position, Some(Ref::Issue(issue.clone()))), Ref::Position(id))
}

/// Adds an option to an issue, after the others; nothing when there is no such issue.
#[must_use]
pub fn add_option(snapshot: &Snapshot, issue: &IssueId, label: &str) -> Option<(Edit, OptionId)> {
    let before = snapshot.issue(issue)?;
    let id = fresh_option(before, label);
    let option = IssueOption { id: id.clone(), label: label.to_owned(), about: None, extra: Extra::default() };
    let mut after = Issue::clone(before);
    after.options.push(option);
    let edit = set(Key::Record(Ref::Issue(issue.clone())), &before.clone().into(), &after.into(), None)?;
    Some((Edit { intent: Intent::Add(Noun::Option), ..edit }, id))
}

/// Adds a proposal of a party, without a text.
#[must_use]
pub fn add_proposal(snapshot: &Snapshot, sponsor: &PartyId, title: &str) -> (Edit, Ref) {
    let id: ProposalId = fresh_id(snapshot, if title.is_empty() { sponsor.as_str() } else { title });
    let proposal = Proposal {
        id: id.clone(),
        sponsor: sponsor.clone(),
        title: title.to_owned(),
        text: String::new(),
        status: ProposalStatus::Unknown,
        terms: Vec::new(),
        responses: Vec::new(),
        evidence: Vec::new(),
        visibility: None,
        extra: Extra::default(),
    };
    (insert_last(snapshot, proposal, Some(Ref::Party(sponsor.clone()))), Ref::Proposal(id))
}

/// Adds a term on an issue to a proposal, after the others; nothing when there is no such proposal.
#[must_use]
pub fn add_term(snapshot: &Snapshot, proposal: &ProposalId, issue: &IssueId) -> Option<Edit> {
    let before = snapshot.proposal(proposal)?;
    let mut after = Proposal::clone(before);
    after.terms.push(Term { issue: issue.clone(), option: None, text: String::new(), extra: Extra::default() });
    let edit = set(Key::Record(Ref::Proposal(proposal.clone())), &before.clone().into(), &after.into(), None)?;
    Some(Edit { intent: Intent::Add(Noun::Term), ..edit })
}

/// Adds an outcome as announced, without a text.
#[must_use]
pub fn add_outcome(snapshot: &Snapshot, title: &str) -> (Edit, Ref) {
    let id: OutcomeId = fresh_id(snapshot, title);
    let outcome = Outcome {
        id: id.clone(),
        title: title.to_owned(),
        text: String::new(),
        state: OutcomeState::Announced,
        date: None,
        parties: Vec::new(),
        issues: Vec::new(),
        evidence: Vec::new(),
        visibility: None,
        extra: Extra::default(),
    };
    (insert_last(snapshot, outcome, None), Ref::Outcome(id))
}

/// Adds a round after the others.
#[must_use]
pub fn add_round(snapshot: &Snapshot, label: &str) -> (Edit, Ref) {
    let id: RoundId = fresh_id(snapshot, label);
    let round = Round {
        id: id.clone(),
        label: label.to_owned(),
        place: None,
        start: None,
        end: None,
        participants: Vec::new(),
        result: None,
        evidence: Vec::new(),
        extra: Extra::default(),
    };
    (insert_last(snapshot, round, None), Ref::Round(id))
}

/// Adds an event before the first that is later.
#[must_use]
pub fn add_event(snapshot: &Snapshot, date: CaseDate, text: &str) -> (Edit, Ref) {
    let id: EventId = fresh_id(snapshot, text);
    let events = &snapshot.case().events;
    let at = events.iter().position(|event| event.date.sort_key() > date.sort_key()).unwrap_or(events.len());
    let event = Event { id: id.clone(), date, text: text.to_owned(), evidence: Vec::new(), extra: Extra::default() };
    (insert(Intent::Add(Noun::Event), at, event, None), Ref::Event(id))
}

/// Adds a source after the others.
#[must_use]
pub fn add_source(snapshot: &Snapshot, publisher: &str) -> (Edit, Ref) {
    let id: SourceId = fresh_id(snapshot, publisher);
    let source = Source {
        id: id.clone(),
        publisher: publisher.to_owned(),
        title: None,
        date: None,
        url: None,
        language: None,
        kind: None,
        note: None,
        extra: Extra::default(),
    };
    (insert_last(snapshot, source, None), Ref::Source(id))
}

/// Adds an entry without a definition to the glossary, after the others.
#[must_use]
pub fn add_glossary(snapshot: &Snapshot, term: &str) -> (Edit, Key) {
    let at = ListName::Glossary.len(snapshot.case());
    let entry = GlossaryEntry {
        term: term.to_owned(),
        definition: String::new(),
        evidence: Vec::new(),
        extra: Extra::default(),
    };
    (insert_last(snapshot, entry, None), Key::Glossary(at))
}

/// Adds a note without a text on a record or on the whole case; it says nothing of who may see it, and so is internal.
#[must_use]
pub fn add_note(snapshot: &Snapshot, on: Option<Ref>) -> (Edit, Ref) {
    let text = on.as_ref().map_or_else(String::new, |on| format!("note {}", on.id()));
    let id: NoteId = fresh_id(snapshot, &text);
    let note = Note {
        id: id.clone(),
        on: on.clone(),
        text: String::new(),
        author: None,
        created: None,
        visibility: None,
        extra: Extra::default(),
    };
    (insert_last(snapshot, note, on), Ref::Note(id))
}

/// Adds an empty assessment of a party, on an issue or on the whole; it is internal, as it says nothing else.
#[must_use]
pub fn add_assessment(snapshot: &Snapshot, party: &PartyId, issue: Option<&IssueId>) -> (Edit, Key) {
    let at = ListName::Assessment.len(snapshot.case());
    let assessment = Assessment {
        party: party.clone(),
        issue: issue.cloned(),
        weight: None,
        values: Values::default(),
        walk_away: None,
        confidence: None,
        rationale: None,
        visibility: None,
        extra: Extra::default(),
    };
    let comes_from = Some(Ref::Party(party.clone()));
    (insert_last(snapshot, assessment, comes_from), Key::Assessment(at))
}

/// Adds an entry to the log, at a time by RFC 3339 with its offset.
#[must_use]
pub fn add_log(snapshot: &Snapshot, at: &str, on: Option<Ref>, text: &str) -> (Edit, Key) {
    let place = ListName::Log.len(snapshot.case());
    let entry = LogEntry { at: at.to_owned(), on: on.clone(), text: text.to_owned(), extra: Extra::default() };
    (insert_last(snapshot, entry, on), Key::Log(place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Visibility;
    use crate::edit::testing;

    #[test]
    fn a_new_issue_stands_after_another_or_at_the_end_of_its_axis() {
        let snapshot = testing::talks();
        let order = |after: Option<&IssueId>| {
            let (edit, target) = add_issue(&snapshot, &"territorial".into(), after, "Golan");
            assert_eq!((&edit.goes_to, &edit.intent), (&Some(target), &Intent::Add(Noun::Issue)));
            let case = testing::after(&snapshot, &edit);
            case.case().issues.iter().map(|issue| issue.number.clone().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(order(None), ["T1", "T2", "S4"]);
        assert_eq!(order(Some(&"guarantees".into())), ["T1", "S4", "T2"]);
    }

    #[test]
    fn a_new_position_is_the_last_of_its_cell_and_waits_for_its_text() {
        let snapshot = testing::talks();
        let (edit, target) = add_position(&snapshot, &"syria".into(), &"withdrawal".into(), Kind::RedLine);
        assert_eq!(target, Ref::Position("syria-withdrawal".into()));
        assert_eq!(
            (edit.intent, &edit.comes_from),
            (Intent::Add(Noun::RedLine), &Some(Ref::Issue("withdrawal".into())))
        );
        let after = testing::after(&snapshot, &edit);
        let problems: Vec<_> =
            crate::case::check(&after).into_iter().filter(|it| it.subject == Some(target.clone())).collect();
        assert_eq!(problems.iter().map(|it| it.kind.code()).collect::<Vec<_>>(), ["empty_text", "no_evidence"]);
    }

    #[test]
    fn what_is_the_analysts_own_is_internal_unless_it_says_otherwise() {
        let snapshot = testing::talks();
        let after = testing::after(&snapshot, &add_note(&snapshot, Some(Ref::Issue("withdrawal".into()))).0);
        let after = testing::after(&after, &add_assessment(&after, &"syria".into(), None).0);
        assert_eq!(after.case().notes.get(0).unwrap().visibility(), &Visibility::Internal);
        assert_eq!(after.case().notes.get(0).unwrap().id.as_str(), "note-withdrawal");
        assert_eq!(after.case().assessments.get(0).unwrap().visibility(), &Visibility::Internal);
    }

    #[test]
    fn an_event_stands_among_the_others_by_its_date() {
        let mut snapshot = testing::talks();
        for date in ["2024-12-08", "1974", "2025", "unknown", "2024"] {
            snapshot = testing::after(&snapshot, &add_event(&snapshot, date.into(), "It happened.").0);
        }
        let dates: Vec<_> = snapshot.case().events.iter().map(|event| event.date.to_string()).collect();
        assert_eq!(dates, ["1974", "2024", "2024-12-08", "2025", "unknown"]);
    }

    #[test]
    fn everything_that_can_be_added_is_added() {
        let mut snapshot = testing::talks();
        let party = PartyId::from("syria");
        let issue = IssueId::from("withdrawal");
        for edit in [
            add_party(&snapshot, "United States", Role::Mediator).0,
            add_axis(&snapshot, "Political").0,
            add_option(&snapshot, &issue, "Half").unwrap().0,
            add_proposal(&snapshot, &party, "").0,
            add_outcome(&snapshot, "Freeze").0,
            add_round(&snapshot, "Paris").0,
            add_source(&snapshot, "Reuters").0,
            add_glossary(&snapshot, "Line").0,
            add_log(&snapshot, "2026-01-06T10:00:00Z", None, "Began.").0,
        ] {
            snapshot = testing::after(&snapshot, &edit);
        }
        let term = add_term(&snapshot, &"syria".into(), &issue).unwrap();
        assert_eq!(term.intent, Intent::Add(Noun::Term));
        snapshot = testing::after(&snapshot, &term);
        let case = snapshot.case();
        let counts = ListName::ALL.iter().map(|list| list.len(case)).collect::<Vec<_>>();
        assert_eq!(counts, [3, 4, 2, 1, 1, 1, 1, 0, 1, 0, 0, 1, 1]);
        assert_eq!(case.issues.get(0).unwrap().options.len(), 3);
        assert_eq!(case.proposals.get(0).unwrap().terms.len(), 1);
        assert!(add_option(&snapshot, &"nowhere".into(), "x").is_none());
    }
}
