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

/// The columns to show when others can be chosen from: those shown so far that are still there, and in their places
/// those that were not `known`; all of them when none would be left.
#[must_use]
pub fn columns_after(mut shown: Vec<Column>, known: &[Column], all: &[Column]) -> Vec<Column> {
    shown.retain(|column| all.contains(column));
    for (at, column) in all.iter().enumerate().filter(|(_, column)| !known.contains(column)) {
        let before = all.iter().take(at).rev().find_map(|before| shown.iter().position(|shown| shown == before));
        shown.insert(before.map_or(0, |before| before + 1), column.clone());
    }
    if shown.is_empty() { all.to_vec() } else { shown }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_party_gets_its_column_where_it_belongs_and_hidden_ones_stay_hidden() {
        let party = |id: &str| Column::Party(id.into());
        let known = [party("a"), party("b"), party("c"), Column::Proposals];
        let all = [party("a"), party("b"), party("c"), party("d"), Column::Proposals];
        let shown = columns_after(vec![party("c"), party("a"), Column::Proposals], &known, &all);
        assert_eq!(shown, [party("c"), party("d"), party("a"), Column::Proposals]);
        let shown = columns_after(vec![party("b")], &known, &all[..1]);
        assert_eq!(shown, [party("a")]);
    }
}
