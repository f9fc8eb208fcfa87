//! Fields that hold several things: which of them is which in another version, and how two versions are joined.
//!
//! All values are JSON as [`Fields`](crate::case::Fields) gives it, so the same text is the same value.

use hashbrown::{HashMap, HashSet};
use serde_json::value::RawValue;

use super::{ListName, order};
use crate::case::Object;

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

    /// Whether two objects in a list of this shape are one in two versions.
    pub(super) fn is_same(self, one: &str, two: &str) -> bool {
        let key = key_of(self, one);
        key.is_some() && key == key_of(self, two)
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
    origins_but(shape, before, after, &[])
}

/// The same, with nothing for what is marked as new.
fn origins_but(shape: Shape, before: &[Box<str>], after: &[Box<str>], new: &[Option<usize>]) -> Vec<Option<usize>> {
    let is_new: Vec<bool> = (0..after.len()).map(|at| new.get(at).copied().flatten().is_some()).collect();
    let mut origins = vec![None; after.len()];
    let mut taken = vec![false; before.len()];
    pair(before, after, &is_new, &mut origins, &mut taken, |item| Some(item.into()));
    if shape.key().is_some() {
        pair(before, after, &is_new, &mut origins, &mut taken, |item| key_of(shape, item));
    }
    pair_gaps(&is_new, &mut origins, &taken);
    origins
}

fn pair(
    before: &[Box<str>],
    after: &[Box<str>],
    is_new: &[bool],
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
    let open = after.iter().zip(is_new).zip(origins).filter(|((_, is_new), origin)| !**is_new && origin.is_none());
    for ((item, _), origin) in open {
        *origin = name(item).and_then(|name| places.get_mut(&name)?.pop());
        if let Some(taken) = origin.and_then(|origin| taken.get_mut(origin)) {
            *taken = true;
        }
    }
}

fn pair_gaps(is_new: &[bool], origins: &mut [Option<usize>], taken: &[bool]) {
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
        let came: Vec<&mut Option<usize>> = origins
            .iter_mut()
            .zip(is_new)
            .take(end)
            .skip(start)
            .filter_map(|(origin, is_new)| (!is_new).then_some(origin))
            .collect();
        if gone == came.len() {
            for (origin, place) in came.into_iter().zip(from..to) {
                *origin = Some(place);
            }
        }
        start = end;
    }
}

/// Numbers, from `next` on, what both sides added alike; of several equal things the first are those of the base.
fn twins<'a>(
    next: &mut usize,
    base: &'a [Box<str>],
    ours: &'a [Box<str>],
    theirs: &'a [Box<str>],
) -> [Vec<Option<usize>>; 2] {
    let [in_base, in_ours, in_theirs] = [base, ours, theirs].map(|items| {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for item in items {
            *counts.entry(item).or_default() += 1;
        }
        counts
    });
    let count = |counts: &HashMap<&str, usize>, item: &str| counts.get(item).copied().unwrap_or_default();
    let mut numbers: HashMap<(&str, usize), usize> = HashMap::new();
    [(ours, &in_ours), (theirs, &in_theirs)].map(|(items, counts)| {
        let mut times: HashMap<&str, usize> = HashMap::new();
        let mut number = |item: &'a str| {
            let alike = count(&in_ours, item).min(count(&in_theirs, item)).saturating_sub(count(&in_base, item));
            let time = times.entry(item).or_default();
            *time += 1;
            let time = (*time + alike).checked_sub(count(counts, item) + 1)?;
            Some(*numbers.entry((item, time)).or_insert_with(|| {
                *next += 1;
                *next - 1
            }))
        };
        items.iter().map(|item| number(item)).collect()
    })
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
        return Ok((!merged.is_empty()).then(|| merged.write()));
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
    let [our_twins, their_twins] = twins(&mut limit, base, ours, theirs);
    let limit_of_twins = limit;
    let mut numbers = |items: &[Box<str>], twins: &[Option<usize>]| -> Vec<usize> {
        let origins = origins_but(shape, base, items, twins);
        let number = |(origin, twin): (Option<usize>, &Option<usize>)| {
            origin.or(*twin).unwrap_or_else(|| {
                limit += 1;
                limit - 1
            })
        };
        origins.into_iter().zip(twins).map(number).collect()
    };
    let our_numbers = numbers(ours, &our_twins);
    let mut their_numbers = numbers(theirs, &their_twins);
    // What both added under a name that only one thing can have is one thing as well.
    let mut added: HashMap<Box<str>, usize> = HashMap::new();
    for (number, item) in our_numbers.iter().zip(ours).filter(|(number, _)| **number >= limit_of_twins) {
        added.extend(name_of(shape, item).map(|name| (name, *number)));
    }
    for (number, item) in their_numbers.iter_mut().zip(theirs).filter(|(number, _)| **number >= limit_of_twins) {
        if let Some(ours) = name_of(shape, item).and_then(|name| added.remove(&name)) {
            *number = ours;
        }
    }
    let mut versions: Vec<[Option<&str>; 3]> = vec![[None; 3]; limit];
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
    let list: Vec<Box<str>> = joined.order.iter().filter_map(|number| merged.get(*number)?.clone()).collect();
    let doubled = repeats(shape, &list) && !repeats(shape, ours) && !repeats(shape, theirs);
    if joined.clash || doubled { Err(Clash) } else { Ok(list) }
}

/// The name of a thing, where no two of a list can have the same.
fn name_of(shape: Shape, item: &str) -> Option<Box<str>> {
    match shape {
        Shape::Words => Some(item.into()),
        Shape::Objects { unique: true, .. } => key_of(shape, item),
        Shape::Objects { .. } | Shape::Map => None,
    }
}

/// Whether a list has several things of one name.
fn repeats(shape: Shape, list: &[Box<str>]) -> bool {
    let mut names = HashSet::new();
    list.iter().filter_map(|item| name_of(shape, item)).any(|name| !names.insert(name))
}

fn merge_item(shape: Shape, versions: [Option<&str>; 3]) -> Result<Option<Box<str>>, Clash> {
    let [base, ours, theirs] = versions;
    if ours == theirs || theirs == base {
        return Ok(ours.map(Box::from));
    }
    if ours == base {
        return Ok(theirs.map(Box::from));
    }
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return Err(Clash) };
    // What has another key is another thing: nothing of the old one may end up in it.
    if ![base, Some(theirs)].into_iter().flatten().all(|other| shape.is_same(ours, other)) {
        return Err(Clash);
    }
    let base = base.map(Object::read).unwrap_or_default();
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
            merged.push((key.into(), RawValue::from_string(value.into()).ok().ok_or(Clash)?));
        }
    }
    Ok(merged.into_iter().collect())
}
