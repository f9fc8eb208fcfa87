//! Tables that share nearly everything with the version of them that they were made from.

use std::borrow::Borrow;
use std::hash::Hash;
use std::sync::Arc;

use hashbrown::{Equivalent, HashMap};

use super::{IssueNumber, PositionNumber};

/// A table as it was built, with what has changed since lying over it; a copy is a few pointers.
///
/// Building a persistent table whole would take several times as long as building a plain one, and opening a case
/// waits for it; edits are few beside what a case holds.
#[derive(Clone, Debug)]
pub(super) struct Layered<K, V> {
    base: Arc<HashMap<K, V>>,
    /// Nothing under a key that is gone.
    over: imbl::HashMap<K, Option<Arc<V>>>,
}

impl<K, V> Default for Layered<K, V> {
    fn default() -> Self {
        Self { base: Arc::default(), over: imbl::HashMap::new() }
    }
}

impl<K, V> From<HashMap<K, V>> for Layered<K, V> {
    fn from(base: HashMap<K, V>) -> Self {
        Self { base: Arc::new(base), over: imbl::HashMap::new() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Layered<K, V> {
    pub(super) fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        Q: Eq + Hash + Equivalent<K> + ?Sized,
        K: Borrow<Q>,
    {
        // Most cases are read far more than they are edited.
        if self.over.is_empty() {
            return self.base.get(key);
        }
        match self.over.get(key) {
            Some(value) => value.as_deref(),
            None => self.base.get(key),
        }
    }

    pub(super) fn insert(&mut self, key: K, value: V) {
        self.over.insert(key, Some(Arc::new(value)));
    }

    pub(super) fn remove(&mut self, key: K) {
        self.over.insert(key, None);
    }
}

/// The positions of each issue, and those that belong to none; each in file order.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    base: Arc<Runs>,
    over: imbl::HashMap<IssueNumber, Arc<Vec<PositionNumber>>>,
    homeless: Arc<Vec<PositionNumber>>,
}

/// The members of all groups in one run, group by group.
#[derive(Debug, Default)]
struct Runs {
    starts: Vec<u32>,
    members: Vec<PositionNumber>,
}

impl Groups {
    /// Groups positions that are numbered by their places.
    pub(super) fn build(count: usize, group_of: impl Iterator<Item = Option<IssueNumber>> + Clone) -> Self {
        let mut starts = vec![0_u32; count + 1];
        let mut homeless = Vec::new();
        for (member, group) in (0..).map(PositionNumber::from).zip(group_of.clone()) {
            match group.and_then(|group| starts.get_mut(group.index() + 1)) {
                Some(slot) => *slot += 1,
                None => homeless.push(member),
            }
        }
        let mut total = 0;
        for slot in &mut starts {
            total += *slot;
            *slot = total;
        }
        let mut next = starts.clone();
        let mut members = vec![PositionNumber::from(0); total as usize];
        for (member, group) in (0..).map(PositionNumber::from).zip(group_of) {
            let Some(slot) = group.and_then(|group| next.get_mut(group.index())) else { continue };
            if let Some(place) = members.get_mut(*slot as usize) {
                *place = member;
            }
            *slot += 1;
        }
        Self { base: Arc::new(Runs { starts, members }), over: imbl::HashMap::new(), homeless: Arc::new(homeless) }
    }

    pub(super) fn of(&self, group: IssueNumber) -> &[PositionNumber] {
        if !self.over.is_empty()
            && let Some(members) = self.over.get(&group)
        {
            return members;
        }
        let Runs { starts, members } = &*self.base;
        let group = group.index();
        let range = starts.get(group).zip(starts.get(group + 1));
        range.and_then(|(start, end)| members.get(*start as usize..*end as usize)).unwrap_or_default()
    }

    /// Lets the members of groups that are none any more belong to none; `place` tells where in the file one stands.
    pub(super) fn dissolve<P: Ord>(&mut self, groups: &[IssueNumber], place: impl Fn(PositionNumber) -> P) {
        let mut homeless = self.homeless.to_vec();
        let before = homeless.len();
        for group in groups {
            let members = self.of(*group).to_vec();
            if !members.is_empty() {
                homeless.extend(members);
                self.over.insert(*group, Arc::default());
            }
        }
        if homeless.len() > before {
            homeless.sort_by_cached_key(|member| place(*member));
            self.homeless = Arc::new(homeless);
        }
    }

    /// The members that belong to no group.
    pub(super) fn homeless(&self) -> &[PositionNumber] {
        &self.homeless
    }

    pub(super) fn take_out(&mut self, member: PositionNumber, from: Option<IssueNumber>) {
        let left = self.members(from).iter().copied().filter(|other| *other != member).collect();
        self.set(from, left);
    }

    /// Puts a member into a group, where `place` says that it stands among the others.
    pub(super) fn put_in<P: Ord>(
        &mut self,
        member: PositionNumber,
        to: Option<IssueNumber>,
        place: impl Fn(PositionNumber) -> P,
    ) {
        let mut members = self.members(to).to_vec();
        let own = place(member);
        members.insert(members.partition_point(|other| place(*other) < own), member);
        self.set(to, members);
    }

    fn members(&self, group: Option<IssueNumber>) -> &[PositionNumber] {
        group.map_or(&*self.homeless, |group| self.of(group))
    }

    fn set(&mut self, group: Option<IssueNumber>, members: Vec<PositionNumber>) {
        match group {
            Some(group) => {
                self.over.insert(group, Arc::new(members));
            }
            None => self.homeless = Arc::new(members),
        }
    }
}
