//! Numbers for the issues and positions of a case that stay the same while others come, go and move.
//!
//! A place in the list would not do as a name: taking one position out would
//! rename all that stand behind it, and with them everything that was worked
//! out from the case.

use std::fmt;
use std::sync::Arc;

use imbl::{OrdMap, Vector};

use super::List;

/// Names a record of a list, whatever comes, goes and moves beside it.
pub(super) trait Number: Copy + Ord + From<u32> + Into<u32> {}

macro_rules! numbers {
    ($( $(#[$meta:meta])* $name:ident; )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            /// The number for tables that have a slot for each.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl Number for $name {}

        impl From<u32> for $name {
            fn from(number: u32) -> Self {
                Self(number)
            }
        }

        impl From<$name> for u32 {
            fn from(number: $name) -> Self {
                number.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )* };
}

numbers! {
    /// Names a position of a case, and of every version that is made of it by edits; no file holds it.
    ///
    /// When a case is opened, it is the position's place in the list. A new position gets the next number, and
    /// the number of one that is removed is given again only after that has been undone.
    PositionNumber;
    /// Names an issue in the same way.
    IssueNumber;
}

/// The records of a list by their numbers, and the order in which they stand; a copy is a few pointers.
#[derive(Debug)]
pub(super) struct Numbered<N: Ord, T> {
    /// The records as they stood when they were numbered, each at the place that is its number.
    base: Arc<List<T>>,
    /// What has become of a number since.
    over: OrdMap<N, Fate<T>>,
    /// The numbers in the order of the list.
    order: Vector<Run>,
    next: u32,
}

impl<N: Number, T> Clone for Numbered<N, T> {
    fn clone(&self) -> Self {
        Self { base: Arc::clone(&self.base), over: self.over.clone(), order: self.order.clone(), next: self.next }
    }
}

/// What has become of a record.
#[derive(Debug)]
struct Fate<T> {
    /// The record as it is now; nothing when it is gone.
    record: Option<Arc<T>>,
    /// How often it has been moved.
    moves: u32,
}

impl<T> Clone for Fate<T> {
    fn clone(&self) -> Self {
        Self { record: self.record.clone(), moves: self.moves }
    }
}

impl<T> PartialEq for Fate<T> {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.record, &other.record) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        same && self.moves == other.moves
    }
}

/// Numbers that follow one another, as they do where nothing has come, gone or been moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    start: u32,
    length: u32,
}

impl Run {
    fn one(number: u32) -> Self {
        Self { start: number, length: 1 }
    }

    /// Where in the run a number stands.
    fn find(self, number: u32) -> Option<usize> {
        let at = number.checked_sub(self.start)?;
        (at < self.length).then_some(at as usize)
    }
}

impl<N: Number, T> Default for Numbered<N, T> {
    fn default() -> Self {
        Self::new(&List::default())
    }
}

impl<N: Number, T> Numbered<N, T> {
    /// Gives every record its place as its number.
    pub(super) fn new(list: &List<T>) -> Self {
        // No file is long enough for more.
        let next = u32::try_from(list.len()).unwrap_or(u32::MAX);
        let order = (next > 0).then_some(Run { start: 0, length: next }).into_iter().collect();
        Self { base: Arc::new(list.clone()), over: OrdMap::new(), order, next }
    }

    /// One more than the highest number that was ever given.
    pub(super) fn limit(&self) -> usize {
        self.next as usize
    }

    pub(super) fn get(&self, number: N) -> Option<&Arc<T>> {
        // Most cases are read far more than they are edited.
        if self.over.is_empty() {
            return self.base.get(number.into() as usize);
        }
        match self.over.get(&number) {
            Some(fate) => fate.record.as_ref(),
            None => self.base.get(number.into() as usize),
        }
    }

    /// Where in the list a record stands, in time proportional to what has come, gone and moved since the opening.
    pub(super) fn place(&self, number: N) -> Option<usize> {
        let mut before = 0;
        for run in &self.order {
            if let Some(at) = run.find(number.into()) {
                return Some(before + at);
            }
            before += run.length as usize;
        }
        None
    }

    /// The number of the record at a place of the list; in the same time.
    pub(super) fn at(&self, place: usize) -> Option<N> {
        let (run, within) = self.run_at(place)?;
        let run = self.order.get(run)?;
        Some(N::from(run.start + u32::try_from(within).ok()?))
    }

    /// All numbers in the order of the list.
    pub(super) fn iter(&self) -> impl Iterator<Item = N> {
        self.order.iter().flat_map(|run| (run.start..run.start + run.length).map(N::from))
    }

    /// Gives a record that comes in at a place a number; without its record until [`Self::set`] brings it.
    pub(super) fn insert(&mut self, place: usize) -> N {
        let number = N::from(self.next);
        self.next = self.next.saturating_add(1);
        self.put(place, number);
        number
    }

    /// Takes the record at a place out of the list.
    pub(super) fn remove(&mut self, place: usize) -> Option<N> {
        let number = self.take(place)?;
        self.set(number, None);
        Some(number)
    }

    /// Moves a record from a place to the one that it has afterwards.
    pub(super) fn shift(&mut self, from: usize, to: usize) -> Option<N> {
        let number = self.take(from)?;
        self.put(to, number);
        let fate = self.fate(number);
        self.over.insert(number, Fate { moves: fate.moves.wrapping_add(1), ..fate });
        Some(number)
    }

    /// Says what a record is now.
    pub(super) fn set(&mut self, number: N, record: Option<Arc<T>>) {
        let moves = self.fate(number).moves;
        self.over.insert(number, Fate { record, moves });
    }

    fn fate(&self, number: N) -> Fate<T> {
        let known = self.over.get(&number).cloned();
        known.unwrap_or_else(|| Fate { record: self.base.get(number.into() as usize).cloned(), moves: 0 })
    }

    /// What is otherwise than in an earlier or later version, in the order of the numbers; nothing where they were
    /// not numbered together.
    pub(super) fn changed_from<'a>(&'a self, other: &'a Self) -> Option<impl Iterator<Item = N> + 'a> {
        use imbl::ordmap::DiffItem;
        let number = |difference| match difference {
            DiffItem::Add(number, _) | DiffItem::Remove(number, _) | DiffItem::Update { new: (number, _), .. } => {
                *number
            }
        };
        Arc::ptr_eq(&self.base, &other.base).then(|| other.over.diff(&self.over).map(number))
    }

    /// Whether a record has been moved from one version to the other.
    pub(super) fn has_moved(&self, other: &Self, number: N) -> bool {
        self.fate(number).moves != other.fate(number).moves
    }

    /// The run in which a place falls, and how far into it.
    fn run_at(&self, place: usize) -> Option<(usize, usize)> {
        let mut before = 0;
        for (at, run) in self.order.iter().enumerate() {
            let length = run.length as usize;
            if place < before + length {
                return Some((at, place - before));
            }
            before += length;
        }
        None
    }

    fn take(&mut self, place: usize) -> Option<N> {
        let number = self.at(place)?;
        let (at, within) = self.run_at(place)?;
        let run = self.order.remove(at);
        let before = Run { start: run.start, length: u32::try_from(within).ok()? };
        let after = Run { start: number.into() + 1, length: run.length - before.length - 1 };
        for part in [after, before].into_iter().filter(|part| part.length > 0) {
            self.order.insert(at, part);
        }
        Some(number)
    }

    fn put(&mut self, place: usize, number: N) {
        let Some((at, within)) = self.run_at(place) else {
            self.append(number);
            return;
        };
        if within == 0 {
            self.order.insert(at, Run::one(number.into()));
            return;
        }
        let run = self.order.remove(at);
        let length = u32::try_from(within).unwrap_or(run.length);
        let after = Run { start: run.start + length, length: run.length - length };
        for part in [after, Run::one(number.into()), Run { start: run.start, length }] {
            self.order.insert(at, part);
        }
    }

    fn append(&mut self, number: N) {
        match self.order.last().copied() {
            // As when records are added one after the other.
            Some(last) if last.start + last.length == number.into() => {
                let at = self.order.len() - 1;
                self.order.set(at, Run { length: last.length + 1, ..last });
            }
            _ => self.order.push_back(Run::one(number.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Position;
    use super::*;

    fn numbered(count: u32) -> Numbered<PositionNumber, Position> {
        let position = |number: u32| -> Position {
            let text = format!(r#"{{"id":"p{number}","party":"a","issue":"b","kind":"demand","text":""}}"#);
            serde_json::from_str(&text).unwrap()
        };
        Numbered::new(&(0..count).map(position).collect())
    }

    proptest! {
        #[test]
        fn numbers_stay_with_their_positions_whatever_comes_goes_and_moves(
            count in 0..12_u32,
            shifts in proptest::collection::vec((0..3_u8, any::<u16>(), any::<u16>()), 0..40),
        ) {
            let start = numbered(count);
            let mut now = start.clone();
            let mut plain: Vec<PositionNumber> = (0..count).map(PositionNumber).collect();
            let mut touched = std::collections::BTreeSet::new();
            for (what, one, two) in shifts {
                let (one, two) = (usize::from(one), usize::from(two));
                match what {
                    0 => {
                        let place = one % (plain.len() + 1);
                        let number = now.insert(place);
                        now.set(number, start.get(PositionNumber(0)).cloned());
                        plain.insert(place, number);
                        touched.insert(number);
                    }
                    1 if !plain.is_empty() => {
                        let number = plain.remove(one % plain.len());
                        prop_assert_eq!(now.remove(now.place(number).unwrap()), Some(number));
                        touched.insert(number);
                    }
                    2 if !plain.is_empty() => {
                        let (from, to) = (one % plain.len(), two % plain.len());
                        let number = plain.remove(from);
                        plain.insert(to, number);
                        prop_assert_eq!(now.shift(from, to), Some(number));
                        touched.insert(number);
                    }
                    _ => {}
                }
                prop_assert_eq!(now.iter().collect::<Vec<_>>(), plain.clone());
            }
            for (place, number) in plain.iter().enumerate() {
                prop_assert_eq!((now.place(*number), now.at(place)), (Some(place), Some(*number)));
            }
            prop_assert_eq!(now.at(plain.len()), None);
            let changed: Vec<_> = now.changed_from(&start).unwrap().collect();
            prop_assert_eq!(changed, touched.iter().copied().collect::<Vec<_>>());
            let back: Vec<_> = start.changed_from(&now).unwrap().collect();
            prop_assert_eq!(back, touched.into_iter().collect::<Vec<_>>());
        }
    }

    /// Many enough for the map to have several levels, of which versions share all but a few nodes.
    #[test]
    fn among_thousands_of_edits_exactly_those_between_two_versions_are_told() {
        let mut now = numbered(3_000);
        let model = now.get(PositionNumber(0)).cloned().unwrap();
        let mut versions = vec![now.clone()];
        for step in 0..4_000_usize {
            let length = now.iter().count();
            let place = step * 7_919 % length;
            match step % 4 {
                0 => {
                    let number = now.insert(place);
                    now.set(number, Some(Arc::clone(&model)));
                }
                1 => drop(now.remove(place)),
                2 => drop(now.shift(place, step * 104_729 % length)),
                _ => {
                    let number = now.at(place).unwrap();
                    now.set(number, Some(Arc::new(Position::clone(&model))));
                }
            }
            if step % 250 == 0 {
                versions.push(now.clone());
            }
        }
        let limit = u32::try_from(now.limit()).unwrap();
        for one in &versions {
            for two in &versions {
                let differs = |number: &PositionNumber| one.fate(*number) != two.fate(*number);
                let all: Vec<_> = (0..limit).map(PositionNumber).filter(differs).collect();
                let told: Vec<_> = one.changed_from(two).unwrap().filter(differs).collect();
                assert_eq!(told, all);
            }
        }
    }

    #[test]
    fn what_was_not_numbered_together_cannot_be_compared() {
        assert!(numbered(3).changed_from(&numbered(3)).is_none());
    }

    #[test]
    fn positions_added_one_after_the_other_are_one_run() {
        let mut numbered = numbered(2);
        for place in 2..50 {
            numbered.insert(place);
        }
        assert_eq!(numbered.order.len(), 1);
    }
}
