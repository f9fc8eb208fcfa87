//! The edits that are timed: what is selected, what is pressed, and how it is put back.

use std::time::Duration;

use demarche::case::{Ref, Snapshot, Status};
use demarche::command::{Choice, Command, Request};
use demarche::edit::{self, Edit, Key as RecordKey, Record, References};
use egui::{Event, Key, Modifiers};

use crate::edits::TURNS;
use crate::window::Window;

/// An edit by the keyboard, or by what a view asks for.
pub(crate) struct Keys {
    pub(crate) name: &'static str,
    /// What is selected in a turn.
    pub(crate) on: fn(&Snapshot, usize) -> Option<Ref>,
    /// What is done to the selected record before it is measured.
    pub(crate) before: &'static [Press],
    /// What is measured.
    pub(crate) press: Press,
    /// What has to be done so that the next edit can be made.
    pub(crate) after: &'static [Press],
}

/// Something that the keyboard says, or a view asks for.
#[derive(Clone, Copy)]
pub(crate) enum Press {
    Run(Command),
    /// The same from a menu: a text field has the keyboard, and a history of its own.
    Menu(Command),
    Key(Key),
    Text(&'static str),
    /// Ends what is typed where it stands.
    Commit,
    /// Asks for what is made of the document and what is selected in it.
    Ask(fn(&Snapshot, &Ref) -> Option<Request>),
}

const ESCAPE: &[Press] = &[Press::Key(Key::Escape)];
const UNDO: Press = Press::Menu(Command::Undo);

const fn row(
    name: &'static str,
    on: fn(&Snapshot, usize) -> Option<Ref>,
    before: &'static [Press],
    press: Press,
    after: &'static [Press],
) -> Keys {
    Keys { name, on, before, press, after }
}

const EDIT: Press = Press::Run(Command::EditInPlace);
const STATUS: Press = Press::Ask(other_status);
const NAME: Press = Press::Ask(|snapshot, target| write(snapshot, target, "name", "\"Another name\""));
const TITLE: Press = Press::Ask(|snapshot, target| write(snapshot, target, "title", "\"Another title\""));
const PUBLISHER: Press = Press::Ask(|snapshot, target| write(snapshot, target, "publisher", "\"Another paper\""));
const TEXT: Press = Press::Ask(|snapshot, target| write(snapshot, target, "text", "\"Other words\""));
const EVIDENCE: Press = Press::Ask(|snapshot, target| {
    write(snapshot, target, "evidence", r#"[{"source": "source-1", "attribution": "on_record", "quote": "Said so"}]"#)
});
const TO_AXIS: Press = Press::Ask(to_other_axis);
const REMOVE: Press = Press::Ask(removed);

/// Every edit that is timed.
pub(crate) const EDITS: &[Keys] = &[
    row("type a letter in a card", position, &[EDIT, Press::Text("A")], Press::Text("x"), ESCAPE),
    row("begin a position", position, &[], Press::Run(Command::AddDemand), ESCAPE),
    row("duplicate a position", position, &[], Press::Run(Command::Duplicate), &[]),
    row("move a position up", position, &[Press::Run(Command::Duplicate)], Press::Run(Command::MoveUp), &[]),
    row("remove a position", position, &[], Press::Run(Command::Remove), &[]),
    row("undo removing a position", position, &[Press::Run(Command::Remove)], UNDO, &[]),
    row("redo removing a position", position, &[Press::Run(Command::Remove), UNDO], Press::Run(Command::Redo), &[]),
    row("edit the evidence of a position", position, &[], EVIDENCE, &[]),
    row("undo editing evidence", position, &[EVIDENCE], UNDO, &[]),
    row("type a letter in a title", issue, &[EDIT, Press::Text("A")], Press::Text("x"), ESCAPE),
    row("undo retitling an issue", issue, &[EDIT, Press::Text("A"), Press::Commit], UNDO, &[]),
    row("change the status of an issue", issue, &[], STATUS, &[UNDO]),
    row("undo changing a status", issue, &[STATUS], UNDO, &[]),
    row("begin an issue", issue, &[], Press::Run(Command::AddIssue), ESCAPE),
    row("undo adding an issue", issue, &[Press::Run(Command::AddIssue), Press::Text("A"), Press::Commit], UNDO, &[]),
    row("move an issue within its axis", issue, &[], Press::Run(Command::MoveDown), &[]),
    row("undo moving an issue within its axis", issue, &[Press::Run(Command::MoveDown)], UNDO, &[]),
    row("move an issue to another axis", issue, &[], TO_AXIS, &[]),
    row("undo moving an issue to another axis", issue, &[TO_AXIS], UNDO, &[]),
    row("remove an issue with all on it", issue, &[], REMOVE, &[]),
    row("undo removing an issue", issue, &[REMOVE], UNDO, &[]),
    row("rename a party", party, &[], NAME, &[UNDO]),
    row("undo renaming a party", party, &[NAME], UNDO, &[]),
    row("add a party", party, &[], Press::Run(Command::AddParty), &[Press::Key(Key::Escape), UNDO]),
    row("undo adding a party", party, &[Press::Run(Command::AddParty), Press::Text("A"), Press::Commit], UNDO, &[]),
    row("move a party", party, &[], Press::Run(Command::MovePartyRight), &[UNDO]),
    row("undo moving a party", party, &[Press::Run(Command::MovePartyRight)], UNDO, &[]),
    row("rename an axis", axis, &[], NAME, &[UNDO]),
    row("undo renaming an axis", axis, &[NAME], UNDO, &[]),
    row("add an axis", axis, &[], Press::Run(Command::AddAxis), &[UNDO]),
    row("undo adding an axis", axis, &[Press::Run(Command::AddAxis)], UNDO, &[]),
    row("edit a source's title", source, &[], TITLE, &[UNDO]),
    row("undo editing a source's title", source, &[TITLE], UNDO, &[]),
    row("edit a source's publisher", source, &[], PUBLISHER, &[UNDO]),
    row("undo editing a source's publisher", source, &[PUBLISHER], UNDO, &[]),
    row("edit a proposal", proposal, &[], TEXT, &[UNDO]),
    row("undo editing a proposal", proposal, &[TEXT], UNDO, &[]),
];

impl Press {
    /// Draws the frame in which it is pressed.
    pub(crate) fn on(self, window: &mut Window) -> Duration {
        let key = |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        match self {
            Self::Run(command) => {
                if let Some(keys) = command.shortcut() {
                    window.frame(vec![key(keys.logical_key, keys.modifiers)])
                } else {
                    window.app.ask(Request::Do(command));
                    window.frame(Vec::new())
                }
            }
            Self::Menu(command) => {
                window.app.ask(Request::Do(command));
                window.frame(Vec::new())
            }
            Self::Key(pressed) => window.frame(vec![key(pressed, Modifiers::NONE)]),
            Self::Commit => window.frame(vec![key(Key::Enter, Modifiers::COMMAND)]),
            Self::Text(text) => window.frame(vec![Event::Text(text.to_owned())]),
            Self::Ask(ask) => {
                let start = std::time::Instant::now();
                let request = window.app.open_case().and_then(|open| {
                    let selected = open.selection.as_ref()?;
                    ask(open.document.snapshot(), selected)
                });
                if let Some(request) = request {
                    window.app.ask(request);
                }
                start.elapsed() + window.frame(Vec::new())
            }
        }
    }
}

/// One of `count` things, far from that of other turns.
fn place(count: usize, turn: usize) -> usize {
    count * (2 * turn + 1) / (2 * TURNS + 4)
}

/// A position at which nothing points, far from that of other turns.
pub(crate) fn position(snapshot: &Snapshot, turn: usize) -> Option<Ref> {
    let positions = &snapshot.case().positions;
    let start = place(positions.len(), turn);
    let wanted = |at: &usize| {
        let Some(position) = positions.get(*at) else { return false };
        let target = Ref::Position(position.id.clone());
        snapshot.dependents(&target).is_empty()
            && snapshot.disputed_by(&target).is_empty()
            && snapshot.replaced_by(&position.id).next().is_none()
            && position.until.is_none()
    };
    let at = (start..positions.len()).chain(0..start).find(wanted)?;
    positions.get(at).map(|position| Ref::Position(position.id.clone()))
}

/// An issue that has another of its axis behind it.
fn issue(snapshot: &Snapshot, turn: usize) -> Option<Ref> {
    let issues = &snapshot.case().issues;
    let start = place(issues.len(), turn);
    let is_followed = |at: &usize| {
        let axis = issues.get(*at).map(|issue| &issue.axis);
        issues.iter().skip(at + 1).any(|later| Some(&later.axis) == axis)
    };
    let at = (start..issues.len()).chain((0..start).rev()).find(is_followed)?;
    issues.get(at).map(|issue| Ref::Issue(issue.id.clone()))
}

/// A party that has another behind it.
fn party(snapshot: &Snapshot, turn: usize) -> Option<Ref> {
    let parties = &snapshot.case().parties;
    parties.get(turn % (parties.len() - 1)).map(|party| Ref::Party(party.id.clone()))
}

fn axis(snapshot: &Snapshot, turn: usize) -> Option<Ref> {
    let axes = &snapshot.case().axes;
    axes.get(turn % axes.len()).map(|axis| Ref::Axis(axis.id.clone()))
}

fn source(snapshot: &Snapshot, turn: usize) -> Option<Ref> {
    let sources = &snapshot.case().sources;
    sources.get(turn % sources.len()).map(|source| Ref::Source(source.id.clone()))
}

fn proposal(snapshot: &Snapshot, turn: usize) -> Option<Ref> {
    let proposals = &snapshot.case().proposals;
    proposals.get(place(proposals.len(), turn)).map(|proposal| Ref::Proposal(proposal.id.clone()))
}

/// Writes a field of a record, as its form does.
fn write(snapshot: &Snapshot, target: &Ref, field: &str, value: &str) -> Option<Request> {
    let key = RecordKey::Record(target.clone());
    let before = Record::find(snapshot, &key)?;
    let mut after = before.clone();
    after.set_field(field, Some(value)).ok()?;
    edit::set(key, &before, &after, None).map(ask)
}

/// Gives an issue another status.
fn other_status(snapshot: &Snapshot, target: &Ref) -> Option<Request> {
    let Ref::Issue(id) = target else { return None };
    let is_agreed = snapshot.issue(id)?.status == Status::Agreed;
    write(snapshot, target, "status", if is_agreed { "\"contested\"" } else { "\"agreed\"" })
}

/// Gives an issue to the next axis.
fn to_other_axis(snapshot: &Snapshot, target: &Ref) -> Option<Request> {
    let Ref::Issue(issue) = target else { return None };
    let axes = &snapshot.case().axes;
    let own = snapshot.axis_number(&snapshot.issue(issue)?.axis)?;
    let next = axes.get((own + 1) % axes.len())?;
    Some(Request::Choose(Choice::Axis(issue.clone(), None, next.id.clone())))
}

/// Removes a record with all that points at it.
fn removed(snapshot: &Snapshot, target: &Ref) -> Option<Request> {
    edit::remove(snapshot, &RecordKey::Record(target.clone()), References::Remove).map(ask)
}

fn ask(edit: Edit) -> Request {
    Request::Edit(Box::new(edit))
}
