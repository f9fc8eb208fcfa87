//! Moving: to another place, another axis, another cell.

use super::{Change, Edit, Intent, Key, Noun, Record, place_of, set};
use crate::case::{AxisId, Issue, IssueId, PartyId, Position, PositionId, Ref, Snapshot};

/// Moves an issue to an axis, before one of its issues or after all of them; nothing when it stands there already.
///
/// Its permanent number stays.
#[must_use]
pub fn move_issue(snapshot: &Snapshot, issue: &IssueId, before: Option<&IssueId>, axis: &AxisId) -> Option<Edit> {
    let key = Key::Record(Ref::Issue(issue.clone()));
    let from = snapshot.issue_place(issue)?;
    let current = snapshot.issue(issue)?;
    let to = if let Some(before) = before {
        snapshot.issue_place(before)?
    } else {
        let mut issues = snapshot.case().issues.iter().enumerate().rev();
        issues.find(|(_, other)| other.axis == *axis && other.id != *issue).map_or(from, |(at, _)| at + 1)
    };
    let mut changes = Vec::new();
    let mut after = Issue::clone(current);
    after.axis = axis.clone();
    changes.extend(Change::between(key.clone(), &current.clone().into(), &after.into()));
    changes.extend(shift(key, from, to));
    moved(Noun::Issue, changes, Ref::Issue(issue.clone()))
}

/// Moves a party's column before another's, or to the end; nothing when it stands there already.
#[must_use]
pub fn move_party(snapshot: &Snapshot, party: &PartyId, before: Option<&PartyId>) -> Option<Edit> {
    let from = snapshot.party_number(party)?;
    let to = before.map_or(Some(snapshot.case().parties.len()), |before| snapshot.party_number(before))?;
    let target = Ref::Party(party.clone());
    moved(Noun::Party, shift(target.clone().into(), from, to).into_iter().collect(), target)
}

/// Moves a party to between two others, of which the second counts where there is one; nothing when that is where it is.
#[must_use]
pub fn move_party_between(
    snapshot: &Snapshot,
    party: &PartyId,
    previous: Option<&PartyId>,
    next: Option<&PartyId>,
) -> Option<Edit> {
    if next.is_some() {
        return move_party(snapshot, party, next);
    }
    let after = snapshot.party_number(previous?)? + 1;
    move_party(snapshot, party, snapshot.case().parties.get(after).map(|after| &after.id))
}

/// Moves an axis before another, or to the end; nothing when it stands there already.
#[must_use]
pub fn move_axis(snapshot: &Snapshot, axis: &AxisId, before: Option<&AxisId>) -> Option<Edit> {
    let from = snapshot.axis_number(axis)?;
    let to = before.map_or(Some(snapshot.case().axes.len()), |before| snapshot.axis_number(before))?;
    let target = Ref::Axis(axis.clone());
    moved(Noun::Axis, shift(target.clone().into(), from, to).into_iter().collect(), target)
}

/// Moves a position to one side of another, within its cell or beyond; nothing when it stands there already.
#[must_use]
pub fn move_position(snapshot: &Snapshot, position: &PositionId, side: Direction, beside: &PositionId) -> Option<Edit> {
    let noun = Noun::from(&snapshot.position(position)?.kind);
    let target = Ref::Position(position.clone());
    let (from, beside) = (snapshot.position_place(position)?, snapshot.position_place(beside)?);
    let before = if side == Direction::Earlier { beside } else { beside + 1 };
    moved(noun, shift(target.clone().into(), from, before).into_iter().collect(), target)
}

/// Which way a record is moved within its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the start.
    Earlier,
    /// Towards the end.
    Later,
}

/// Moves a record past its neighbour; nothing when there is none on that side.
///
/// An issue's neighbours are those of its axis, a position's those of its kind in its cell (where kinds stand apart),
/// all others' those of their list.
#[must_use]
pub fn move_past(snapshot: &Snapshot, key: &Key, direction: Direction) -> Option<Edit> {
    let record = Record::find(snapshot, key)?;
    let list = key.list()?;
    let from = key.number_in(snapshot.case(), snapshot)?;
    let is_peer = |at: &usize| match (&record, list.get(snapshot.case(), *at)) {
        (Record::Issue(issue), Some(Record::Issue(other))) => issue.axis == other.axis,
        (Record::Position(one), Some(Record::Position(other))) => {
            (&one.party, &one.issue, &one.kind) == (&other.party, &other.issue, &other.kind)
        }
        (_, other) => other.is_some(),
    };
    let to = match (&record, direction) {
        // Those of its issue are known, and may stand far from it in the list.
        (Record::Position(position), _) => {
            let peers: Vec<usize> = snapshot
                .positions_on(&position.issue)
                .filter_map(|other| snapshot.position_place(&other.id))
                .filter(|at| *at == from || is_peer(at))
                .collect();
            let own = peers.iter().position(|at| *at == from)?;
            match direction {
                Direction::Earlier => own.checked_sub(1).and_then(|at| peers.get(at)).copied(),
                Direction::Later => peers.get(own + 1).copied(),
            }
        }
        (_, Direction::Earlier) => (0..from).rev().find(is_peer),
        (_, Direction::Later) => (from + 1..list.len(snapshot.case())).find(is_peer),
    };
    let change = Change::Move { key: key.clone(), to: to? };
    Some(Edit::new(Intent::Move(Noun::from(&record)), vec![change], place_of(&record)))
}

/// Gives a position to another party or issue; nothing when it is theirs already.
///
/// Options that the new issue does not have are dropped from the position, as they would mean nothing there.
#[must_use]
pub fn move_position_to(snapshot: &Snapshot, id: &PositionId, party: &PartyId, issue: &IssueId) -> Option<Edit> {
    let before = snapshot.position(id)?;
    let mut after = Position::clone(before);
    after.party = party.clone();
    if after.issue != *issue {
        after.issue = issue.clone();
        let options = snapshot.issue(issue).map_or(&[][..], |issue| &issue.options);
        after.options.retain(|option| options.iter().any(|known| known.id == *option));
    }
    let edit = set(Key::Record(Ref::Position(id.clone())), &before.clone().into(), &after.into(), None)?;
    Some(Edit { intent: Intent::Move(Noun::from(&before.kind)), ..edit })
}

/// Moves from a place to before what stands at another.
fn shift(key: Key, from: usize, before: usize) -> Option<Change> {
    let to = if before > from { before - 1 } else { before };
    (to != from).then_some(Change::Move { key, to })
}

fn moved(noun: Noun, changes: Vec<Change>, target: Ref) -> Option<Edit> {
    (!changes.is_empty()).then(|| Edit::new(Intent::Move(noun), changes, Some(target)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::edit::testing;

    fn order(snapshot: &Snapshot) -> String {
        let issue = |issue: &std::sync::Arc<Issue>| format!("{}@{}", issue.id, issue.axis.as_str().get(..1).unwrap());
        snapshot.case().issues.iter().map(issue).collect::<Vec<_>>().join(" ")
    }

    fn issues() -> Snapshot {
        let issue = |id: &str, axis: &str| json!({ "id": id, "axis": axis, "title": id, "status": "unknown" });
        let issues =
            [issue("a", "territorial"), issue("b", "security"), issue("c", "territorial"), issue("d", "economic")];
        testing::case(&json!({ "issues": issues }))
    }

    #[test]
    fn an_issue_goes_before_another_or_to_the_end_of_an_axis() {
        let start = issues();
        let moved = |issue: &str, before: Option<&str>, axis: &str| {
            let before = before.map(IssueId::from);
            let edit = move_issue(&start, &issue.into(), before.as_ref(), &axis.into());
            edit.map(|edit| order(&testing::after(&start, &edit)))
        };
        assert_eq!(moved("a", Some("d"), "economic").as_deref(), Some("b@s c@t a@e d@e"));
        assert_eq!(moved("d", Some("a"), "territorial").as_deref(), Some("d@t a@t b@s c@t"));
        assert_eq!(moved("a", None, "territorial").as_deref(), Some("b@s c@t a@t d@e"));
        assert_eq!(moved("a", None, "political").as_deref(), Some("a@p b@s c@t d@e"));
        assert_eq!(moved("c", Some("d"), "territorial"), None);
        assert_eq!(moved("d", None, "economic"), None);
        assert_eq!(moved("a", Some("nowhere"), "economic"), None);
    }

    #[test]
    fn a_key_moves_an_issue_past_its_neighbour_on_the_same_axis() {
        let start = issues();
        let past = |issue: &str, direction| {
            let edit = move_past(&start, &Ref::Issue(issue.into()).into(), direction);
            edit.map(|edit| order(&testing::after(&start, &edit)))
        };
        assert_eq!(past("a", Direction::Later).as_deref(), Some("b@s c@t a@t d@e"));
        assert_eq!(past("c", Direction::Earlier).as_deref(), Some("c@t a@t b@s d@e"));
        assert_eq!(past("b", Direction::Later), None);
    }

    #[test]
    fn a_column_goes_before_another_or_to_the_end() {
        let snapshot = testing::everything();
        let first = |edit: Edit| {
            testing::after(&snapshot, &edit).case().parties.iter().map(|party| party.id.to_string()).collect::<Vec<_>>()
        };
        let edit = move_party(&snapshot, &"usa".into(), Some(&"syria".into())).unwrap();
        assert_eq!(first(edit), ["usa", "syria", "israel"]);
        assert_eq!(first(move_party(&snapshot, &"syria".into(), None).unwrap()), ["israel", "usa", "syria"]);
        assert!(move_party(&snapshot, &"syria".into(), Some(&"israel".into())).is_none());
        let between = |party: &str, previous: Option<&str>, next: Option<&str>| {
            let [previous, next] = [previous, next].map(|party| party.map(PartyId::from));
            move_party_between(&snapshot, &party.into(), previous.as_ref(), next.as_ref()).map(first)
        };
        assert_eq!(between("usa", None, Some("syria")).unwrap(), ["usa", "syria", "israel"]);
        assert_eq!(between("syria", Some("israel"), None).unwrap(), ["israel", "syria", "usa"]);
        assert_eq!(between("syria", Some("usa"), None).unwrap(), ["israel", "usa", "syria"]);
        assert_eq!(between("syria", Some("usa"), Some("israel")), None, "it stands before the second already");
        assert_eq!(between("syria", None, None), None);
    }

    #[test]
    fn a_position_goes_to_either_side_of_another() {
        let position = |id: &str| json!({ "id": id, "party": "syria", "issue": "lines", "kind": "demand", "text": id });
        let start = testing::case(&json!({ "positions": [position("a"), position("b"), position("c")] }));
        let moved = |it: &str, side, beside: &str| {
            let edit = move_position(&start, &it.into(), side, &beside.into())?;
            let after = testing::after(&start, &edit);
            Some(after.case().positions.iter().map(|position| position.id.to_string()).collect::<String>())
        };
        assert_eq!(moved("c", Direction::Earlier, "a").as_deref(), Some("cab"));
        assert_eq!(moved("a", Direction::Later, "c").as_deref(), Some("bca"));
        assert_eq!(moved("a", Direction::Later, "b").as_deref(), Some("bac"));
        assert_eq!(moved("a", Direction::Earlier, "b"), None);
        assert_eq!(moved("b", Direction::Later, "a"), None);
        assert_eq!(moved("b", Direction::Later, "nobody"), None);
    }

    #[test]
    fn a_position_on_another_issue_keeps_only_the_options_that_are_there_as_well() {
        let snapshot = testing::everything();
        let edit = move_position_to(&snapshot, &"new".into(), &"israel".into(), &"guarantees".into()).unwrap();
        let after = testing::after(&snapshot, &edit);
        let position = after.position(&"new".into()).unwrap();
        assert_eq!((position.party.as_str(), position.issue.as_str()), ("israel", "guarantees"));
        assert_eq!(position.options, ["full".into()]);
        assert_eq!(edit.intent, Intent::Move(Noun::Demand));
        assert!(move_position_to(&after, &"new".into(), &"israel".into(), &"guarantees".into()).is_none());
    }
}
