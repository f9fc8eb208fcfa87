//! What differs between two versions, thing by thing, and the later version without some of it.

use std::borrow::Cow;

use hashbrown::HashSet;

use super::align::align;
use super::diff::{Differences, FieldChange, RecordChange, RecordDifference};
use super::{Key, ListName, Record, order};
use crate::case::{Case, Fields};

/// One thing that differs between two versions and can be taken back by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Single {
    /// The record as in [`RecordDifference::key`]; the case itself for its own fields and the order of a list.
    pub key: Key,
    /// The record in the later version, or in the earlier where it is gone; nothing for the case itself.
    pub record: Option<Record>,
    /// What became of it.
    pub change: SingleChange,
}

/// What became of one thing.
#[derive(Clone, Debug, PartialEq)]
pub enum SingleChange {
    /// Only the later version has the record.
    Added,
    /// Only the earlier version has the record.
    Removed,
    /// One of its fields changed.
    Field(FieldChange),
    /// The records of a list stand in another order.
    Order(ListName),
}

/// The differences one by one, in their order.
#[must_use]
pub fn singles(found: &Differences) -> Vec<Single> {
    let head = found.head.iter().map(|field| Single {
        key: Key::Case,
        record: None,
        change: SingleChange::Field(field.clone()),
    });
    let mut all: Vec<Single> = head.collect();
    for issue in found.axes.iter().flat_map(|axis| &axis.issues) {
        let positions = issue.parties.iter().flat_map(|party| &party.positions);
        issue.own.iter().chain(positions).for_each(|difference| of_record(difference, &mut all));
    }
    found.lists.iter().flat_map(|list| &list.records).for_each(|difference| of_record(difference, &mut all));
    all.extend(found.reordered.iter().map(|moved| Single {
        key: Key::Case,
        record: None,
        change: SingleChange::Order(moved.list),
    }));
    all
}

fn of_record(difference: &RecordDifference, all: &mut Vec<Single>) {
    let single =
        |change| Single { key: difference.key.clone(), record: Some(difference.change.record().clone()), change };
    match &difference.change {
        RecordChange::Added(_) => all.push(single(SingleChange::Added)),
        RecordChange::Removed(_) => all.push(single(SingleChange::Removed)),
        RecordChange::Changed { fields, .. } => {
            all.extend(fields.iter().map(|field| single(SingleChange::Field(field.clone()))));
        }
    }
}

/// What is taken back of one list or of the case, to be looked up.
#[derive(Default)]
struct TakenBack<'a> {
    added: HashSet<&'a Key>,
    removed: HashSet<&'a Key>,
    fields: HashSet<(&'a Key, &'a str)>,
    orders: HashSet<ListName>,
    touched: HashSet<ListName>,
}

impl<'a> TakenBack<'a> {
    fn of(singles: &[&'a Single]) -> Self {
        let mut found = Self::default();
        for single in singles {
            found.touched.extend(single.key.list());
            match &single.change {
                SingleChange::Added => {
                    found.added.insert(&single.key);
                }
                SingleChange::Removed => {
                    found.removed.insert(&single.key);
                }
                SingleChange::Field(field) => {
                    found.fields.insert((&single.key, &field.name));
                }
                SingleChange::Order(list) => {
                    found.orders.insert(*list);
                    found.touched.insert(*list);
                }
            }
        }
        found
    }
}

/// The later version with some of its differences taken back; with all of them it is the earlier one.
#[must_use]
pub fn without(before: &Case, after: &Case, taken_back: &[&Single]) -> Case {
    let taken_back = TakenBack::of(taken_back);
    let mut case = after.clone();
    let is_back = |name: &Cow<'_, str>| taken_back.fields.contains(&(&Key::Case, name.as_ref()));
    for name in before.changed_fields(after).iter().filter(|name| is_back(name)) {
        // The value is that of a case, so it fits one.
        drop(case.set_field(name, before.field(name).as_deref()));
    }
    for list in ListName::ALL.iter().filter(|list| taken_back.touched.contains(*list)) {
        for at in (0..list.len(&case)).rev() {
            list.remove(&mut case, at);
        }
        for record in in_list(*list, before, after, &taken_back) {
            record.insert(&mut case, usize::MAX);
        }
    }
    case
}

fn in_list(list: ListName, before: &Case, after: &Case, taken_back: &TakenBack<'_>) -> Vec<Record> {
    let aligned = align(list, [before, after]);
    let chosen = aligned.places.iter().map(|[old_at, new_at]| {
        let old = old_at.and_then(|at| list.get(before, at));
        let new = new_at.and_then(|at| list.get(after, at));
        let key = |record: &Record| record.key(new_at.or(*old_at).unwrap_or_default());
        match (old, new) {
            (Some(old), Some(new)) => Some(with_fields_of(&old, new, &key, taken_back)),
            (Some(old), None) => taken_back.removed.contains(&key(&old)).then_some(old),
            (None, Some(new)) => (!taken_back.added.contains(&key(&new))).then_some(new),
            (None, None) => None,
        }
    });
    let mut chosen: Vec<Option<Record>> = chosen.collect();
    let keep: Vec<bool> = chosen.iter().map(Option::is_some).collect();
    let [old, new] = &aligned.orders;
    let (from, to) = if taken_back.orders.contains(&list) { (new, old) } else { (old, new) };
    let order = order::join(&keep, from, from, to).order;
    order.into_iter().filter_map(|number| chosen.get_mut(number)?.take()).collect()
}

/// The later version of a record with the fields of the earlier one that are taken back.
fn with_fields_of(old: &Record, new: Record, key: &dyn Fn(&Record) -> Key, taken_back: &TakenBack<'_>) -> Record {
    let key = key(&new);
    let names = old.changed_fields(&new);
    let mut record = new;
    for name in names.iter().filter(|name| taken_back.fields.contains(&(&key, name.as_ref()))) {
        // The value is that of the same kind of record, so it fits.
        drop(record.set_field(name, old.field(name).as_deref()));
    }
    record
}
