//! What an edit does to a case: a few changes of records, all or none.

use std::borrow::Cow;
use std::sync::Arc;

use hashbrown::{HashMap, HashSet};
use serde::{Deserialize, Serialize};

use super::set::changed_head;
use super::{Key, ListName, Record};
use crate::case::{Case, Difference, FieldError, Fields, Ref, Shift, Snapshot};

/// One change of one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// Writes fields of a record, and leaves its others as they are.
    Set {
        /// The record.
        key: Key,
        /// The fields and their new values.
        fields: Vec<Field>,
    },
    /// Adds a record so that it stands at a place of its list, or at the end when that is beyond it.
    Insert {
        /// Counts the list from zero.
        at: usize,
        /// The record.
        record: Record,
    },
    /// Takes a record out.
    Remove(Key),
    /// Moves a record to another place of its list.
    Move {
        /// The record.
        key: Key,
        /// The place that it has afterwards, from zero.
        to: usize,
    },
    /// Puts another case in place of the whole.
    Replace(Arc<Case>),
}

/// A field of a record with a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// As the file calls it.
    pub name: Cow<'static, str>,
    /// The value as JSON; nothing empties the field.
    pub value: Option<Box<str>>,
}

/// Why an edit cannot be made; the case is unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such record.
    NoSuchRecord(Key),
    /// Another record has the id already.
    IdTaken(Ref),
    /// A field cannot have the value.
    Field(Key, FieldError),
    /// A list of the case cannot be written as a field, nor can the format and its version.
    NotAField(Box<str>),
}

impl Change {
    /// Writes what differs between two versions of a record; nothing when they are the same.
    #[must_use]
    pub fn between(key: Key, before: &Record, after: &Record) -> Option<Self> {
        let names = before.changed_fields(after);
        let fields: Vec<Field> = names.into_iter().map(|name| Field { value: after.field(&name), name }).collect();
        (!fields.is_empty()).then_some(Self::Set { key, fields })
    }
}

/// The case with the changes made, one after the other.
///
/// # Errors
/// When one of them cannot be made.
pub fn apply(before: &Snapshot, changes: &[Change]) -> Result<Case, Refusal> {
    Ok(make(before, changes)?.0)
}

/// The case with the changes made and its tables, which follow what was touched where they can.
///
/// # Errors
/// When one of them cannot be made.
pub fn follow(before: &Snapshot, changes: &[Change]) -> Result<Snapshot, Refusal> {
    let (case, touched) = make(before, changes)?;
    Ok(touched.followed(before, Arc::new(case)))
}

/// The case with the changes made, and what they touched.
pub(super) fn make(before: &Snapshot, changes: &[Change]) -> Result<(Case, Touched), Refusal> {
    let case = Case::clone(before.case());
    let mut draft = Draft { case, before, ids: HashMap::new(), touched: Touched::default() };
    for change in changes {
        draft.make(change)?;
    }
    Ok((draft.case, draft.touched))
}

/// Where a case may differ from an earlier version; all else is the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Touched {
    /// What was written in its place.
    written: HashSet<Key>,
    /// The lists that have other records, in another order, or under other ids.
    reshaped: HashSet<ListName>,
    /// The lists that grew at their end.
    grown: HashSet<ListName>,
    /// How issues came, went and moved.
    issues: Vec<Shift>,
    /// The same of positions.
    positions: Vec<Shift>,
    /// The records of other lists that were moved.
    moved: HashSet<Ref>,
    /// The whole case is another.
    whole: bool,
}

impl Touched {
    /// A case in the place of another.
    pub(super) fn whole() -> Self {
        Self { whole: true, ..Self::default() }
    }

    /// What both touched.
    pub(super) fn extend(&mut self, later: Self) {
        self.written.extend(later.written);
        self.reshaped.extend(later.reshaped);
        self.grown.extend(later.grown);
        self.issues.extend(later.issues);
        self.positions.extend(later.positions);
        self.moved.extend(later.moved);
        self.whole |= later.whole;
    }

    /// Whether the case is the same as before after all; only what was touched is looked at.
    pub(super) fn is_same(&self, before: &Snapshot, after: &Case) -> bool {
        if self.whole {
            return **before.case() == *after;
        }
        let mut lists = ListName::ALL.iter().filter(|list| self.reshaped.contains(*list) || self.grown.contains(*list));
        lists.all(|list| list.is_same(before.case(), after))
            && self.written.iter().all(|key| match key.list() {
                None => changed_head(before.case(), after).is_empty(),
                Some(list) if self.reshaped.contains(&list) || self.grown.contains(&list) => true,
                Some(list) => {
                    let at = key.number_in(before.case(), before);
                    at.is_some_and(|at| list.get(before.case(), at) == list.get(after, at))
                }
            })
    }

    /// A later version of the case with its tables, built anew only where they cannot follow.
    pub(super) fn followed(&self, before: &Snapshot, case: Arc<Case>) -> Snapshot {
        match self.difference() {
            Some(difference) => before.edited(case, &difference),
            None => Snapshot::new(case),
        }
    }

    /// What the tables of the case have to follow; nothing when they have to be built anew.
    fn difference(&self) -> Option<Difference> {
        (!self.whole).then(|| Difference {
            written: self.written.iter().filter_map(Key::target).cloned().collect(),
            reshaped: self.reshaped.iter().map(|list| list.key()).collect(),
            moved: self.moved.iter().cloned().collect(),
            issues: self.issues.clone(),
            positions: self.positions.clone(),
        })
    }
}

/// A case on its way from one version to the next.
struct Draft<'a> {
    case: Case,
    before: &'a Snapshot,
    /// The ids that have come (true) and gone (false) since.
    ids: HashMap<Ref, bool>,
    touched: Touched,
}

impl Draft<'_> {
    fn make(&mut self, change: &Change) -> Result<(), Refusal> {
        match change {
            Change::Set { key: Key::Case, fields } => self.set_head(fields),
            Change::Set { key, fields } => self.set(key, fields),
            Change::Insert { at, record } => {
                self.claim(record.target().as_ref())?;
                let list = record.list();
                let is_last = *at >= list.len(&self.case);
                if is_last {
                    self.touched.grown.insert(list)
                } else {
                    self.touched.reshaped.insert(list)
                };
                self.shift(list, Shift::Came(*at));
                record.clone().insert(&mut self.case, *at);
                Ok(())
            }
            Change::Remove(key) => {
                let (list, at) = self.place(key)?;
                list.remove(&mut self.case, at);
                self.touched.reshaped.insert(list);
                self.shift(list, Shift::Left(at));
                self.release(key.target());
                Ok(())
            }
            Change::Move { key, to } => {
                let (list, at) = self.place(key)?;
                self.touched.reshaped.insert(list);
                self.shift(list, Shift::Moved { from: at, to: *to });
                self.touched.moved.extend(key.target().cloned());
                if let Some(record) = list.remove(&mut self.case, at) {
                    record.insert(&mut self.case, *to);
                }
                Ok(())
            }
            Change::Replace(case) => {
                // What was read before is no guide to the new case's ids: it is taken as whole as it is.
                self.case = Case::clone(case);
                self.touched.whole = true;
                Ok(())
            }
        }
    }

    fn shift(&mut self, list: ListName, shift: Shift) {
        match list {
            ListName::Issue => self.touched.issues.push(shift),
            ListName::Position => self.touched.positions.push(shift),
            _ => {}
        }
    }

    fn set_head(&mut self, fields: &[Field]) -> Result<(), Refusal> {
        self.touched.written.insert(Key::Case);
        for field in fields {
            let is_list = ListName::ALL.iter().any(|list| list.key() == field.name);
            if is_list || field.name == "format" || field.name == "version" {
                return Err(Refusal::NotAField(field.name.as_ref().into()));
            }
            let set = self.case.set_field(&field.name, field.value.as_deref());
            set.map_err(|error| Refusal::Field(Key::Case, error))?;
        }
        Ok(())
    }

    fn set(&mut self, key: &Key, fields: &[Field]) -> Result<(), Refusal> {
        let (list, at) = self.place(key)?;
        let mut record = list.get(&self.case, at).ok_or_else(|| Refusal::NoSuchRecord(key.clone()))?;
        for field in fields {
            let set = record.set_field(&field.name, field.value.as_deref());
            set.map_err(|error| Refusal::Field(key.clone(), error))?;
        }
        let renamed = record.target().filter(|target| key.target() != Some(target));
        if renamed.is_some() {
            self.claim(renamed.as_ref())?;
            self.release(key.target());
            self.touched.reshaped.insert(list);
        }
        self.touched.written.insert(key.clone());
        record.replace(&mut self.case, at);
        Ok(())
    }

    fn place(&self, key: &Key) -> Result<(ListName, usize), Refusal> {
        let place = key.list().zip(key.number_in(&self.case, self.before));
        place.ok_or_else(|| Refusal::NoSuchRecord(key.clone()))
    }

    fn claim(&mut self, target: Option<&Ref>) -> Result<(), Refusal> {
        let Some(target) = target else { return Ok(()) };
        let taken = self.ids.get(target).copied().unwrap_or_else(|| self.before.resolves(target));
        if taken {
            return Err(Refusal::IdTaken(target.clone()));
        }
        self.ids.insert(target.clone(), true);
        Ok(())
    }

    fn release(&mut self, target: Option<&Ref>) {
        if let Some(target) = target {
            self.ids.insert(target.clone(), false);
        }
    }
}
