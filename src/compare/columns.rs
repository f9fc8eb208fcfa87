//! Which columns a comparison can have, and which it starts with.

use std::sync::Arc;

use hashbrown::HashSet;

use super::Column;
use crate::case::{Party, Role, Snapshot};

/// The columns of a case that is opened for the first time.
///
/// The principals in file order, then the proposals where there are any, then the
/// other parties that hold a position: what faces each other comes first.
#[must_use]
pub fn default_columns(snapshot: &Snapshot) -> Vec<Column> {
    let holders: HashSet<&str> = snapshot.case().positions.iter().map(|position| position.party.as_str()).collect();
    columns(snapshot, |party| holders.contains(party.id.as_str()))
}

/// Every column that a case can have, in the order of [`default_columns`].
#[must_use]
pub fn all_columns(snapshot: &Snapshot) -> Vec<Column> {
    columns(snapshot, |_| true)
}

fn columns(snapshot: &Snapshot, wanted: impl Fn(&Party) -> bool) -> Vec<Column> {
    let case = snapshot.case();
    let (principals, others): (Vec<_>, Vec<_>) = case.parties.iter().partition(|party| party.role == Role::Principal);
    let others = others.into_iter().filter(|party| wanted(party));
    let proposals = (!case.proposals.is_empty()).then_some(Column::Proposals);
    let mut seen = HashSet::new();
    let mut column = |party: &Arc<Party>| seen.insert(party.id.clone()).then(|| Column::Party(party.id.clone()));
    let mut columns: Vec<Column> = principals.into_iter().filter_map(&mut column).collect();
    columns.extend(proposals);
    columns.extend(others.filter_map(&mut column));
    columns
}
