//! Fields that hold several things: which of them is which in another version, and how two versions are joined.
//!
//! All values are JSON as [`Fields`](crate::case::Fields) gives it, so the same text is the same value.

use std::fmt;

use hashbrown::HashMap;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{ListName, order};

/// What a field with several things in it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A list of texts.
    Words,
    /// A list of objects.
    Objects {
        /// The field by which an object is known in another version.
        key: &'static str,
        /// Whether no two objects can have the same key.
        unique: bool,
        /// The fields of an object that hold several things themselves.
        fields: &'static [(&'static str, Shape)],
    },
    /// An object with a value for each key.
    Map,
}

const EVIDENCE: Shape = Shape::Objects { key: "source", unique: false, fields: &[] };
const CONDITIONS: Shape = Shape::Objects { key: "text", unique: true, fields: &[] };
const TERMS: Shape = Shape::Objects { key: "issue", unique: false, fields: &[] };
const OPTIONS: Shape = Shape::Objects { key: "id", unique: true, fields: &[] };
const DELEGATION: Shape = Shape::Objects { key: "name", unique: true, fields: &[("also_written", Shape::Words)] };
const RESPONSES: Shape =
    Shape::Objects { key: "party", unique: true, fields: &[("conditions", CONDITIONS), ("evidence", EVIDENCE)] };
const PARTICIPANTS: Shape = Shape::Objects { key: "party", unique: true, fields: &[("people", Shape::Words)] };

impl Shape {
    /// What a field of a list's records is made of; nothing for a field with one value.
    pub(super) fn of(list: ListName, field: &str) -> Option<Self> {
        Some(match (list, field) {
            (ListName::Position, "options" | "tags")
            | (ListName::Issue, "tags")
            | (ListName::Outcome, "parties" | "issues") => Self::Words,
            (ListName::Party, "delegation") => DELEGATION,
            (ListName::Issue, "options") => OPTIONS,
            (ListName::Issue, "status_evidence")
            | (
                ListName::Position
                | ListName::Proposal
                | ListName::Outcome
                | ListName::Round
                | ListName::Event
                | ListName::Glossary,
                "evidence",
            ) => EVIDENCE,
            (ListName::Position, "conditions") => CONDITIONS,
            (ListName::Proposal, "terms") => TERMS,
            (ListName::Proposal, "responses") => RESPONSES,
            (ListName::Round, "participants") => PARTICIPANTS,
            (ListName::Assessment, "values") => Self::Map,
            _ => return None,
        })
    }

    fn key(self) -> Option<&'static str> {
        match self {
            Self::Objects { key, .. } => Some(key),
            Self::Words | Self::Map => None,
        }
    }

    fn fields(self) -> &'static [(&'static str, Self)] {
        match self {
            Self::Objects { fields, .. } => fields,
            Self::Words | Self::Map => &[],
        }
    }

    /// What a field of an object in a list of this shape is made of.
    pub(super) fn inner(self, field: &str) -> Option<Self> {
        self.fields().iter().find(|(name, _)| *name == field).map(|(_, shape)| *shape)
    }
}

/// An object with its keys in order, and each value as it was written.
#[derive(Clone, Debug, Default)]
pub(super) struct Object(Vec<(Box<str>, Box<RawValue>)>);

impl Object {
    pub(super) fn read(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| **known == *key).map(|(_, value)| value.get())
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| &**key)
    }

    fn write(&self) -> Box<str> {
        serde_json::to_string(self).unwrap_or_default().into()
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor;
        impl<'de> Visitor<'de> for ObjectVisitor {
            type Value = Object;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object { … }")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Object(entries))
            }
        }
        deserializer.deserialize_map(ObjectVisitor)
    }
}

/// The things that a list holds; none when the field is not written.
pub(super) fn items(list: Option<&str>) -> Vec<Box<str>> {
    let raw: Vec<Box<RawValue>> = list.and_then(|list| serde_json::from_str(list).ok()).unwrap_or_default();
    raw.into_iter().map(|item| item.get().into()).collect()
}

fn key_of(shape: Shape, item: &str) -> Option<Box<str>> {
    shape.key().and_then(|key| Object::read(item).get(key).map(Box::from))
}

/// For each thing of the later list, the place in the earlier one of what it was.
///
/// The same text comes first, then the same key, in order; what has neither is
/// taken for a replacement where as many things went as came between the same neighbours.
pub(super) fn origins(shape: Shape, before: &[Box<str>], after: &[Box<str>]) -> Vec<Option<usize>> {
    let mut origins = vec![None; after.len()];
    let mut taken = vec![false; before.len()];
    pair(before, after, &mut origins, &mut taken, |item| Some(item.into()));
    if shape.key().is_some() {
        pair(before, after, &mut origins, &mut taken, |item| key_of(shape, item));
    }
    pair_gaps(&mut origins, &taken);
    origins
}

fn pair(
    before: &[Box<str>],
    after: &[Box<str>],
    origins: &mut [Option<usize>],
    taken: &mut [bool],
    name: impl Fn(&str) -> Option<Box<str>>,
) {
    let mut places: HashMap<Box<str>, Vec<usize>> = HashMap::new();
    for (place, item) in before.iter().enumerate().rev() {
        if let Some(name) = name(item).filter(|_| taken.get(place) == Some(&false)) {
            places.entry(name).or_default().push(place);
        }
    }
    for (item, origin) in after.iter().zip(origins).filter(|(_, origin)| origin.is_none()) {
        *origin = name(item).and_then(|name| places.get_mut(&name)?.pop());
        if let Some(taken) = origin.and_then(|origin| taken.get_mut(origin)) {
            *taken = true;
        }
    }
}

fn pair_gaps(origins: &mut [Option<usize>], taken: &[bool]) {
    let mut start = 0;
    let mut from = 0;
    while start < origins.len() {
        let known = |at: usize| origins.get(at).copied().flatten();
        if let Some(origin) = known(start) {
            from = origin + 1;
            start += 1;
            continue;
        }
        let end = (start..origins.len()).find(|at| known(*at).is_some()).unwrap_or(origins.len());
        let to = known(end).unwrap_or(taken.len());
        let gone = taken.get(from..to).filter(|gap| !gap.contains(&true)).map_or(0, <[bool]>::len);
        if gone == end - start {
            for (origin, place) in origins.iter_mut().skip(start).zip(from..to) {
                *origin = Some(place);
            }
        }
        start = end;
    }
}

/// Two sides want different things of the same one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Clash;

/// A value with what both sides changed in it.
pub(super) fn merge(
    shape: Shape,
    base: Option<&str>,
    ours: Option<&str>,
    theirs: Option<&str>,
) -> Result<Option<Box<str>>, Clash> {
    if shape == Shape::Map {
        let [base, ours, theirs] = [base, ours, theirs].map(|json| json.map(Object::read).unwrap_or_default());
        let merged = merge_objects(shape, &base, &ours, &theirs)?;
        return Ok((!merged.0.is_empty()).then(|| merged.write()));
    }
    let merged = merge_lists(shape, &items(base), &items(ours), &items(theirs))?;
    Ok((!merged.is_empty()).then(|| format!("[{}]", merged.join(",")).into()))
}

fn merge_lists(
    shape: Shape,
    base: &[Box<str>],
    ours: &[Box<str>],
    theirs: &[Box<str>],
) -> Result<Vec<Box<str>>, Clash> {
    // Each thing gets a number: its place in the base, or one beyond for what was added.
    let mut limit = base.len();
    let mut numbers = |origins: Vec<Option<usize>>| -> Vec<usize> {
        let number = |origin: Option<usize>| {
            origin.unwrap_or_else(|| {
                limit += 1;
                limit - 1
            })
        };
        origins.into_iter().map(number).collect()
    };
    let our_numbers = numbers(origins(shape, base, ours));
    let mut their_numbers = numbers(origins(shape, base, theirs));
    let mut added: Vec<(usize, &Box<str>)> =
        our_numbers.iter().copied().zip(ours).filter(|(number, _)| *number >= base.len()).collect();
    for (number, item) in their_numbers.iter_mut().zip(theirs).filter(|(number, _)| **number >= base.len()) {
        let same = added.iter().position(|(_, ours)| ours == &item);
        let same = same.or_else(|| added.iter().position(|(_, ours)| is_rival(shape, ours, item)));
        if let Some(same) = same {
            *number = added.remove(same).0;
        }
    }
    let mut versions: Vec<[Option<&Box<str>>; 3]> = vec![[None; 3]; limit];
    let base_numbers: Vec<usize> = (0..base.len()).collect();
    for (version, (numbers, items)) in
        [(&base_numbers, base), (&our_numbers, ours), (&their_numbers, theirs)].into_iter().enumerate()
    {
        for (number, item) in numbers.iter().zip(items) {
            if let Some(place) = versions.get_mut(*number).and_then(|versions| versions.get_mut(version)) {
                *place = Some(item);
            }
        }
    }
    let merged: Vec<Option<Box<str>>> =
        versions.into_iter().map(|versions| merge_item(shape, versions)).collect::<Result<_, _>>()?;
    let keep: Vec<bool> = merged.iter().map(Option::is_some).collect();
    let joined = order::join(&keep, &base_numbers, &our_numbers, &their_numbers);
    if joined.clash {
        return Err(Clash);
    }
    Ok(joined.order.iter().filter_map(|number| merged.get(*number)?.clone()).collect())
}

/// Whether two things that were added cannot stand side by side.
fn is_rival(shape: Shape, ours: &str, theirs: &str) -> bool {
    matches!(shape, Shape::Objects { unique: true, .. }) && key_of(shape, ours) == key_of(shape, theirs)
}

fn merge_item(shape: Shape, versions: [Option<&Box<str>>; 3]) -> Result<Option<Box<str>>, Clash> {
    let [base, ours, theirs] = versions;
    if ours == theirs || theirs == base {
        return Ok(ours.cloned());
    }
    if ours == base {
        return Ok(theirs.cloned());
    }
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return Err(Clash) };
    // What has another key is another thing: nothing of the old one may end up in it.
    let key = key_of(shape, ours).filter(|key| {
        [base, Some(theirs)].into_iter().flatten().all(|other| key_of(shape, other).as_ref() == Some(key))
    });
    if key.is_none() {
        return Err(Clash);
    }
    let base = base.map(|base| Object::read(base)).unwrap_or_default();
    merge_objects(shape, &base, &Object::read(ours), &Object::read(theirs)).map(|merged| Some(merged.write()))
}

fn merge_objects(shape: Shape, base: &Object, ours: &Object, theirs: &Object) -> Result<Object, Clash> {
    let mut merged = Vec::new();
    for key in ours.keys().chain(theirs.keys().filter(|key| ours.get(key).is_none())) {
        let (was, mine, yours) = (base.get(key), ours.get(key), theirs.get(key));
        let value = if mine == yours || yours == was {
            mine.map(Box::from)
        } else if mine == was {
            yours.map(Box::from)
        } else {
            merge(shape.inner(key).ok_or(Clash)?, was, mine, yours)?
        };
        if let Some(value) = value {
            merged.push((key.into(), RawValue::from_string(value.into()).map_err(|_| Clash)?));
        }
    }
    Ok(Object(merged))
}
