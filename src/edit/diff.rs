//! What differs between two versions of a case: added, removed, moved and reworded, by issue and party.

use std::borrow::Cow;

use hashbrown::HashMap;

use super::align::align;
use super::elements::{Shape, items, origins};
use super::merge::without_records;
pub use super::wording::{Fate, Piece, words};
use super::{Key, ListName, Record, order};
use crate::case::{AxisId, Case, Fields, IssueId, Object, PartyId};

/// What differs between an earlier and a later version of a case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Differences {
    /// What changed beside the lists: title, summary, date and so on.
    pub head: Vec<FieldChange>,
    /// What changed on the issues of each axis, in the order of the later version.
    pub axes: Vec<AxisDifferences>,
    /// What changed in the lists other than issues and positions, in the order of the file.
    pub lists: Vec<ListDifferences>,
    /// What stands elsewhere in its list, and is otherwise no difference.
    pub reordered: Vec<Reordered>,
}

/// What changed on the issues of one axis.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisDifferences {
    /// The axis; nothing for positions on an issue that neither version has.
    pub axis: Option<AxisId>,
    /// Its issues on which something changed.
    pub issues: Vec<IssueDifferences>,
}

/// What changed on one issue.
#[derive(Clone, Debug, PartialEq)]
pub struct IssueDifferences {
    /// The issue, by its id in the later version.
    pub issue: IssueId,
    /// What changed of the issue itself.
    pub own: Option<RecordDifference>,
    /// The parties whose positions on it changed.
    pub parties: Vec<PartyDifferences>,
}

/// What changed of one party's positions on an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct PartyDifferences {
    /// The party.
    pub party: PartyId,
    /// Its positions that changed, in the order of the file.
    pub positions: Vec<RecordDifference>,
}

/// What changed in one list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListDifferences {
    /// The list.
    pub list: ListName,
    /// Its records that changed.
    pub records: Vec<RecordDifference>,
}

/// The fewest records that have to be moved to come from the one order of a list to the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Reordered {
    /// The list.
    pub list: ListName,
    /// What was moved, in the later order.
    pub records: Vec<Record>,
}

/// What became of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordDifference {
    /// Names it in the later version, or in the earlier one where it is gone.
    pub key: Key,
    /// What became of it.
    pub change: RecordChange,
}

/// What became of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum RecordChange {
    /// Only the later version has it.
    Added(Record),
    /// Only the earlier version has it.
    Removed(Record),
    /// Its fields changed.
    Changed {
        /// As it was.
        before: Record,
        /// As it is.
        after: Record,
        /// The fields that changed.
        fields: Vec<FieldChange>,
    },
}

/// A field that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// The field, as the file calls it.
    pub name: Cow<'static, str>,
    /// Its value before as JSON; nothing when it was not written.
    pub before: Option<Box<str>>,
    /// Its value after as JSON; nothing when it is not written.
    pub after: Option<Box<str>>,
    /// What changed in it.
    pub detail: Detail,
}

/// What changed in a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// The whole value.
    Whole,
    /// The record went elsewhere: an issue to another axis, a position to another issue or party.
    Moved,
    /// The wording of a text.
    Text(Vec<Piece>),
    /// The things in a list.
    Items(Vec<ItemChange>),
    /// The values in an object.
    Entries(Vec<FieldChange>),
}

/// What became of a thing in a field's list; things are JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemChange {
    /// Only the later version has it.
    Added(Box<str>),
    /// Only the earlier version has it.
    Removed(Box<str>),
    /// It stands elsewhere in the list.
    Moved(Box<str>),
    /// An object's fields changed.
    Changed {
        /// The object as it is.
        after: Box<str>,
        /// The fields that changed.
        fields: Vec<FieldChange>,
    },
}

impl Differences {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.head.is_empty() && self.axes.is_empty() && self.lists.is_empty() && self.reordered.is_empty()
    }
}

/// Finds what differs between two versions of a case; records are the same as in [`merge`](super::merge::merge).
#[must_use]
pub fn diff(before: &Case, after: &Case) -> Differences {
    let mut found = Differences { head: head(before, after), ..Differences::default() };
    let mut by_issue = ByIssue::new(before, after);
    for list in ListName::ALL {
        let (records, moved) = in_list(*list, before, after);
        match list {
            ListName::Issue | ListName::Position => by_issue.entries.extend(records),
            _ if records.is_empty() => {}
            list => found.lists.push(ListDifferences { list: *list, records }),
        }
        if !moved.is_empty() {
            found.reordered.push(Reordered { list: *list, records: moved });
        }
    }
    found.axes = by_issue.grouped();
    found
}

fn head(before: &Case, after: &Case) -> Vec<FieldChange> {
    let (before, after) = (without_records(before), without_records(after));
    let names = before.changed_fields(&after);
    names.into_iter().map(|name| field_change(None, before.field(&name), after.field(&name), name)).collect()
}

/// The records of a list that differ, those that are gone after their neighbours before, and those that were moved.
fn in_list(list: ListName, before: &Case, after: &Case) -> (Vec<RecordDifference>, Vec<Record>) {
    let aligned = align(list, [before, after]);
    let [old_order, new_order] = &aligned.orders;
    let everything = vec![true; aligned.places.len()];
    let order = order::join(&everything, old_order, new_order, old_order).order;
    let moved = order::moved(everything.len(), old_order, new_order);
    let mut differences = Vec::new();
    let mut elsewhere = Vec::new();
    for number in order {
        let Some([old_at, new_at]) = aligned.places.get(number).copied() else { continue };
        let old = old_at.and_then(|at| list.get(before, at));
        let new = new_at.and_then(|at| list.get(after, at));
        if let Some(record) = new.clone().filter(|_| moved.get(number) == Some(&true)) {
            elsewhere.push(record);
        }
        let change = match (old, new) {
            (Some(old), None) => RecordChange::Removed(old),
            (None, Some(new)) => RecordChange::Added(new),
            (Some(old), Some(new)) if old != new => {
                let fields = record_fields(&old, &new);
                if fields.is_empty() {
                    continue;
                }
                RecordChange::Changed { before: old, after: new, fields }
            }
            _ => continue,
        };
        let place = new_at.or(old_at).unwrap_or_default();
        differences.push(RecordDifference { key: change.record().key(place), change });
    }
    (differences, elsewhere)
}

impl RecordChange {
    /// The record as it is, or as it was where it is gone.
    #[must_use]
    pub fn record(&self) -> &Record {
        match self {
            Self::Added(record) | Self::Removed(record) | Self::Changed { after: record, .. } => record,
        }
    }
}

fn record_fields(before: &Record, after: &Record) -> Vec<FieldChange> {
    let list = after.list();
    let change = |name: Cow<'static, str>| {
        let went = matches!((list, &*name), (ListName::Issue, "axis") | (ListName::Position, "issue" | "party"));
        let change = field_change(Shape::of(list, &name), before.field(&name), after.field(&name), name);
        if went { FieldChange { detail: Detail::Moved, ..change } } else { change }
    };
    before.changed_fields(after).into_iter().map(change).collect()
}

fn field_change(
    shape: Option<Shape>,
    before: Option<Box<str>>,
    after: Option<Box<str>>,
    name: Cow<'static, str>,
) -> FieldChange {
    let detail = match shape {
        Some(Shape::Map) => {
            let [before, after] = [&before, &after].map(|json| json.as_deref().map(Object::read).unwrap_or_default());
            Detail::Entries(entries(Shape::Map, &before, &after))
        }
        Some(shape) => Detail::Items(item_changes(shape, &items(before.as_deref()), &items(after.as_deref()))),
        None => match [&before, &after].map(|json| serde_json::from_str::<String>(json.as_deref()?).ok()) {
            [Some(before), Some(after)] => Detail::Text(words(&before, &after)),
            _ => Detail::Whole,
        },
    };
    FieldChange { name, before, after, detail }
}

/// The values of an object that changed.
fn entries(shape: Shape, before: &Object, after: &Object) -> Vec<FieldChange> {
    let keys = after.keys().chain(before.keys().filter(|key| after.get(key).is_none()));
    let changed = keys.filter(|key| before.get(key) != after.get(key));
    changed
        .map(|key| {
            let [before, after] = [before, after].map(|object| object.get(key).map(Box::from));
            field_change(shape.inner(key), before, after, key.to_owned().into())
        })
        .collect()
}

fn item_changes(shape: Shape, before: &[Box<str>], after: &[Box<str>]) -> Vec<ItemChange> {
    let origins = origins(shape, before, after);
    let mut changes = Vec::new();
    let mut gone = vec![true; before.len()];
    let mut added = before.len();
    let mut numbers = Vec::with_capacity(after.len());
    for (item, origin) in after.iter().zip(&origins) {
        let was = origin.and_then(|origin| before.get(origin));
        // What has another key is another thing, whatever stood in its place.
        if let Some(was) = was.filter(|was| *was == item || shape.is_same(was, item)) {
            let place = origin.unwrap_or_default();
            numbers.push(place);
            if let Some(gone) = gone.get_mut(place) {
                *gone = false;
            }
            if was != item {
                let fields = entries(shape, &Object::read(was), &Object::read(item));
                changes.push(ItemChange::Changed { after: item.clone(), fields });
            }
        } else {
            numbers.push(added);
            added += 1;
            changes.push(ItemChange::Added(item.clone()));
        }
    }
    let old: Vec<usize> = (0..before.len()).collect();
    let moved = order::moved(added, &old, &numbers);
    let elsewhere = after.iter().zip(numbers).filter(|(_, number)| moved.get(*number) == Some(&true));
    changes.extend(elsewhere.map(|(item, _)| ItemChange::Moved(item.clone())));
    let gone = before.iter().zip(gone).filter(|(_, gone)| *gone);
    changes.extend(gone.map(|(item, _)| ItemChange::Removed(item.clone())));
    changes
}

/// Differences of issues and positions, on their way into groups.
struct ByIssue<'a> {
    entries: Vec<RecordDifference>,
    axis_of: HashMap<&'a IssueId, &'a AxisId>,
    axes: HashMap<&'a AxisId, usize>,
    issues: HashMap<&'a IssueId, usize>,
    parties: HashMap<&'a PartyId, usize>,
}

impl<'a> ByIssue<'a> {
    fn new(before: &'a Case, after: &'a Case) -> Self {
        let mut axis_of = HashMap::new();
        for issue in after.issues.iter().chain(&before.issues) {
            axis_of.entry(&issue.id).or_insert(&issue.axis);
        }
        Self {
            entries: Vec::new(),
            axis_of,
            axes: ranks(after.axes.iter().chain(&before.axes).map(|axis| &axis.id)),
            issues: ranks(after.issues.iter().chain(&before.issues).map(|issue| &issue.id)),
            parties: ranks(after.parties.iter().chain(&before.parties).map(|party| &party.id)),
        }
    }

    /// The entries by axis, issue and party, each in the order of the later version.
    fn grouped(self) -> Vec<AxisDifferences> {
        let rank = |place: Option<&usize>| place.copied().unwrap_or(usize::MAX);
        let mut placed: Vec<_> = Vec::with_capacity(self.entries.len());
        for entry in self.entries {
            let (issue, party) = match entry.change.record() {
                Record::Issue(issue) => (issue.id.clone(), None),
                Record::Position(position) => (position.issue.clone(), Some(position.party.clone())),
                _ => continue,
            };
            let axis = self.axis_of.get(&issue).map(|axis| AxisId::clone(axis));
            let axis_rank = axis.as_ref().map_or(usize::MAX, |axis| rank(self.axes.get(axis)));
            let party_rank = party.as_ref().map(|party| rank(self.parties.get(party)));
            let place = (axis_rank, axis, rank(self.issues.get(&issue)), issue, party_rank, party);
            placed.push((place, entry));
        }
        placed.sort_by(|(one, _), (two, _)| one.cmp(two));
        let mut axes: Vec<AxisDifferences> = Vec::new();
        for ((_, axis, _, issue, _, party), entry) in placed {
            let group = last_or(
                &mut axes,
                |last| last.axis == axis,
                || AxisDifferences { axis: axis.clone(), issues: Vec::new() },
            );
            let Some(group) = group else { continue };
            let fresh = || IssueDifferences { issue: issue.clone(), own: None, parties: Vec::new() };
            let Some(group) = last_or(&mut group.issues, |last| last.issue == issue, fresh) else { continue };
            let Some(party) = party else {
                group.own = Some(entry);
                continue;
            };
            let fresh = || PartyDifferences { party: party.clone(), positions: Vec::new() };
            if let Some(group) = last_or(&mut group.parties, |last| last.party == party, fresh) {
                group.positions.push(entry);
            }
        }
        axes
    }
}

/// The last group when it is the wanted one, else a fresh one at the end.
fn last_or<T>(groups: &mut Vec<T>, wanted: impl Fn(&T) -> bool, fresh: impl FnOnce() -> T) -> Option<&mut T> {
    if !groups.last().is_some_and(wanted) {
        groups.push(fresh());
    }
    groups.last_mut()
}

/// The places of ids, of which each counts where it stands first.
fn ranks<'a, Id: Eq + std::hash::Hash>(ids: impl Iterator<Item = &'a Id>) -> HashMap<&'a Id, usize> {
    let mut ranks = HashMap::new();
    for id in ids {
        let next = ranks.len();
        ranks.entry(id).or_insert(next);
    }
    ranks
}
