//! How the tables of a case follow an edit, without being built anew.

use std::sync::Arc;

use hashbrown::HashSet;

use super::index::{Index, Numbers, table};
use super::links::links_of;
use super::{Case, Position, PositionNumber, Ref};

/// What an edited case has otherwise than the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The records that were written under the id that they had.
    pub written: Vec<Ref>,
    /// The keys of the lists, positions aside, in which records came, went, moved or changed their ids; but not those
    /// that only grew at their end, whose length says so.
    pub reshaped: Vec<&'static str>,
    /// How positions came, went and moved, in this order.
    pub shifts: Vec<Shift>,
}

/// A position that came, went or moved; places count the list as it was at that moment, from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// One has come, and stands at this place.
    Came(usize),
    /// The one at this place has gone.
    Left(usize),
    /// One has moved.
    Moved {
        /// Where it stood.
        from: usize,
        /// Where it stands afterwards.
        to: usize,
    },
}

/// Beyond so many records it is quicker to build the tables anew than to follow each.
const FEW: usize = 256;

/// A position before and after an edit.
struct Changed {
    number: PositionNumber,
    old: Option<Arc<Position>>,
    new: Option<Arc<Position>>,
    moved: bool,
}

impl Index {
    /// The tables of a later version of the case; nothing when they have to be built anew.
    pub(super) fn edited(&self, before: &Case, after: &Case, difference: &Difference) -> Option<Self> {
        if !self.duplicates.is_empty() || difference.written.len() + difference.shifts.len() > FEW {
            return None;
        }
        let mut index = self.clone();
        index.number(before, after, difference)?;
        let changed = index.renumber_positions(after, difference, self)?;
        index.regroup(before, after, difference, self);
        index.follow_positions(&changed);
        index.follow_records(before, after, difference, self)?;
        Some(index)
    }

    /// Says where the records of all other lists stand.
    fn number(&mut self, before: &Case, after: &Case, difference: &Difference) -> Option<()> {
        let mut duplicates = Vec::new();
        macro_rules! numbered {
            ($($list:ident)*) => { $(
                if difference.is_reshaped(stringify!($list)) {
                    let ids = after.$list.iter().map(|record| &record.id);
                    self.numbers.$list = table(stringify!($list), ids, &mut duplicates);
                } else {
                    for number in before.$list.len()..after.$list.len() {
                        let id = after.$list.get(number)?.id.clone();
                        self.numbers.$list.insert(id, u32::try_from(number).ok()?);
                    }
                }
            )* };
        }
        numbered!(parties axes issues proposals outcomes rounds events sources notes);
        self.duplicates = duplicates;
        Some(())
    }

    /// Numbers what has come, takes out what has gone, and gives all positions that are otherwise than before.
    fn renumber_positions(&mut self, after: &Case, difference: &Difference, earlier: &Self) -> Option<Vec<Changed>> {
        let mut moved = HashSet::new();
        let written = difference.written.iter().filter_map(|target| match target {
            Ref::Position(id) => earlier.numbers.positions.get(id).copied(),
            _ => None,
        });
        let mut touched: Vec<PositionNumber> = written.collect();
        for shift in &difference.shifts {
            touched.push(match *shift {
                Shift::Came(at) => self.positions.insert(at),
                Shift::Left(at) => self.positions.remove(at)?,
                Shift::Moved { from, to } => {
                    let number = self.positions.shift(from, to)?;
                    moved.insert(number);
                    number
                }
            });
        }
        touched.sort_unstable();
        touched.dedup();
        let mut changed = Vec::with_capacity(touched.len());
        for number in touched {
            let old = earlier.positions.get(number).cloned();
            let place = self.positions.place(number);
            let new = place.and_then(|place| after.positions.get(place)).cloned();
            self.positions.set(number, new.clone());
            changed.push(Changed { number, old, new, moved: moved.contains(&number) });
        }
        Some(changed)
    }

    /// Lets the groups of positions follow the issues.
    fn regroup(&mut self, before: &Case, after: &Case, difference: &Difference, earlier: &Self) {
        if !difference.is_reshaped("issues") && after.issues.len() == before.issues.len() {
            return;
        }
        let groups = after.issues.iter().map(|issue| earlier.numbers.issues.get(&issue.id).copied());
        let place = |number| earlier.positions.place(number);
        self.by_issue = earlier.by_issue.renumbered(before.issues.len(), groups, place);
        // Positions may have named an issue before it was there.
        for number in self.by_issue.homeless().to_vec() {
            let Some(position) = earlier.positions.get(number) else { continue };
            if let Some(group) = self.numbers.issues.get(&position.issue).copied() {
                self.by_issue.take_out(number, None);
                self.by_issue.put_in(number, Some(group), place);
            }
        }
    }

    /// Lets everything that names positions follow those that have changed.
    ///
    /// What has to go goes first, so that only what stays in its order is searched for the place of what comes.
    fn follow_positions(&mut self, changed: &[Changed]) {
        let Self { numbers, positions, by_issue, links, .. } = self;
        let place = |number| positions.place(number);
        let group = |issues: &super::tables::Layered<_, u32>, position: &Position| issues.get(&position.issue).copied();
        for Changed { number, old, new, moved } in changed {
            let Some(old) = old else { continue };
            if new.as_ref().is_none_or(|new| new.id != old.id) {
                numbers.positions.remove(old.id.clone());
            }
            let before = group(&numbers.issues, old);
            let stays = !moved && new.as_ref().is_some_and(|new| group(&numbers.issues, new) == before);
            if !stays {
                by_issue.take_out(*number, before);
            }
            if let Some(earlier) = &old.replaces
                && (*moved || new.as_ref().is_none_or(|new| new.replaces.as_ref() != Some(earlier)))
            {
                links.unreplace(*number, earlier);
            }
        }
        for Changed { number, old, new, moved } in changed {
            let Some(new) = new else { continue };
            let same = old.as_ref().filter(|_| !moved);
            if old.as_ref().is_none_or(|old| old.id != new.id) {
                numbers.positions.insert(new.id.clone(), *number);
            }
            let after = group(&numbers.issues, new);
            if same.is_none_or(|old| group(&numbers.issues, old) != after) {
                by_issue.put_in(*number, after, place);
            }
            if let Some(earlier) = &new.replaces
                && same.is_none_or(|old| old.replaces.as_ref() != Some(earlier))
            {
                links.replace(*number, earlier, place);
            }
        }
        let target = |position: &Arc<Position>| Ref::Position(position.id.clone());
        let pairs = changed.iter().map(|Changed { old, new, moved, .. }| {
            let ends = |position: &Arc<Position>| (target(position), links_of(&**position));
            (old.as_ref().map(ends), new.as_ref().map(ends), *moved)
        });
        self.relink(pairs.collect());
    }

    /// Follows every other record that has come, gone or been written.
    fn follow_records(&mut self, before: &Case, after: &Case, difference: &Difference, earlier: &Self) -> Option<()> {
        let mut pairs = Vec::new();
        macro_rules! records {
            ($($list:ident: $kind:ident),*) => { $(
                let ends = |record: &Arc<_>| {
                    let record: &super::$kind = record;
                    (Ref::$kind(record.id.clone()), links_of(record))
                };
                if difference.is_reshaped(stringify!($list)) {
                    let mut last = None;
                    for old in &before.$list {
                        let number = self.numbers.$list.get(&old.id).copied();
                        let new = number.and_then(|number| after.$list.get(number as usize));
                        if new.is_none_or(|new| !Arc::ptr_eq(old, new)) {
                            pairs.push((Some(ends(old)), new.map(ends), false));
                        }
                        if number.is_some() && !links_of(&**old).is_empty() {
                            // What has changed its order would have to be put in order everywhere.
                            if number < last {
                                return None;
                            }
                            last = number;
                        }
                    }
                    for new in &after.$list {
                        if earlier.numbers.$list.get(&new.id).is_none() {
                            pairs.push((None, Some(ends(new)), false));
                        }
                    }
                } else {
                    for target in &difference.written {
                        let Ref::$kind(id) = target else { continue };
                        let Some(number) = earlier.numbers.$list.get(id).copied() else { continue };
                        let (old, new) = (before.$list.get(number as usize), after.$list.get(number as usize));
                        pairs.push((old.map(ends), new.map(ends), false));
                    }
                    let grown = (before.$list.len()..after.$list.len()).filter_map(|at| after.$list.get(at));
                    pairs.extend(grown.map(|new| (None, Some(ends(new)), false)));
                }
            )* };
        }
        records!(issues: Issue, proposals: Proposal, outcomes: Outcome, rounds: Round, events: Event, notes: Note);
        if pairs.len() > FEW {
            return None;
        }
        self.relink(pairs);
        Some(())
    }

    /// Follows how records point at others, from before to after; those that have moved come to stand elsewhere.
    fn relink(&mut self, mut pairs: Vec<(Option<Ends>, Option<Ends>, bool)>) {
        for (old, new, moved) in &mut pairs {
            if let (Some((old, was)), Some((new, is)), false) = (old, new, *moved)
                && old == new
            {
                let both: Vec<_> = was.iter().filter(|link| is.contains(link)).cloned().collect();
                was.retain(|link| !both.contains(link));
                is.retain(|link| !both.contains(link));
            }
        }
        for (from, links) in pairs.iter().filter_map(|(old, ..)| old.as_ref()) {
            self.links.unlink(from, links);
        }
        let Self { numbers, positions, links, .. } = self;
        let place = |target: &Ref| match target {
            Ref::Position(id) => (1, numbers.positions.get(id).and_then(|number| positions.place(*number))),
            _ => numbers.place(target),
        };
        for (from, ends) in pairs.iter().filter_map(|(_, new, _)| new.as_ref()) {
            links.link(from, ends, place);
        }
    }
}

/// A record and how it points at others.
type Ends = (Ref, Vec<(super::links::Link, Ref)>);

impl Difference {
    fn is_reshaped(&self, list: &str) -> bool {
        self.reshaped.contains(&list)
    }
}

impl Numbers {
    /// Where a record with links stands in the file, positions aside.
    fn place(&self, target: &Ref) -> (usize, Option<usize>) {
        let (list, number) = match target {
            Ref::Issue(id) => (0, self.issues.get(id)),
            Ref::Proposal(id) => (2, self.proposals.get(id)),
            Ref::Outcome(id) => (3, self.outcomes.get(id)),
            Ref::Round(id) => (4, self.rounds.get(id)),
            Ref::Event(id) => (5, self.events.get(id)),
            Ref::Note(id) => (6, self.notes.get(id)),
            _ => (7, None),
        };
        (list, number.map(|number| *number as usize))
    }
}
