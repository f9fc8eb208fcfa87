//! Tables that share nearly everything with the version of them that they were made from.

use std::borrow::Borrow;
use std::hash::Hash;
use std::sync::Arc;

use hashbrown::{Equivalent, HashMap};

/// A table as it was built, with what has changed since lying over it; a copy is a few pointers.
///
/// Building a persistent table whole would take several times as long as building a plain one, and opening a case
/// waits for it; edits are few beside what a case holds.
#[derive(Clone, Debug)]
pub(super) struct Layered<K, V> {
    base: Arc<HashMap<K, V>>,
    over: imbl::HashMap<K, Arc<V>>,
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
        self.over.get(key).map(|value| &**value).or_else(|| self.base.get(key))
    }

    pub(super) fn insert(&mut self, key: K, value: V) {
        self.over.insert(key, Arc::new(value));
    }
}

/// The members of each group, by the group's number.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    base: Arc<Runs>,
    over: imbl::HashMap<u32, Arc<Vec<u32>>>,
}

/// The members of all groups in one run, group by group.
#[derive(Debug, Default)]
struct Runs {
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl Groups {
    pub(super) fn build(count: usize, group_of: impl Iterator<Item = Option<u32>> + Clone) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for group in group_of.clone().flatten() {
            if let Some(slot) = starts.get_mut(group as usize + 1) {
                *slot += 1;
            }
        }
        let mut total = 0;
        for slot in &mut starts {
            total += *slot;
            *slot = total;
        }
        let mut next = starts.clone();
        let mut members = vec![0; total as usize];
        for (member, group) in group_of.enumerate() {
            let Some(slot) = group.and_then(|group| next.get_mut(group as usize)) else { continue };
            if let (Some(place), Ok(member)) = (members.get_mut(*slot as usize), u32::try_from(member)) {
                *place = member;
            }
            *slot += 1;
        }
        Self { base: Arc::new(Runs { starts, members }), over: imbl::HashMap::new() }
    }

    pub(super) fn of(&self, group: usize) -> &[u32] {
        let changed = u32::try_from(group).ok().and_then(|group| self.over.get(&group));
        if let Some(members) = changed {
            return members;
        }
        let Runs { starts, members } = &*self.base;
        let range = starts.get(group).zip(starts.get(group + 1));
        range.and_then(|(start, end)| members.get(*start as usize..*end as usize)).unwrap_or_default()
    }

    pub(super) fn set(&mut self, group: u32, members: Vec<u32>) {
        self.over.insert(group, Arc::new(members));
    }

    /// Takes a member out of one group and puts it into another, where it stands by its number.
    pub(super) fn regroup(&mut self, member: u32, from: Option<u32>, to: Option<u32>) {
        if from == to {
            return;
        }
        if let Some(from) = from {
            let left = self.of(from as usize).iter().copied().filter(|other| *other != member).collect();
            self.set(from, left);
        }
        if let Some(to) = to {
            let mut members = self.of(to as usize).to_vec();
            members.insert(members.partition_point(|other| *other < member), member);
            self.set(to, members);
        }
    }
}
