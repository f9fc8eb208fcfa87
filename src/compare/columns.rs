//! Which columns a comparison can have, which it starts with, and how they change places.

use std::sync::Arc;

use hashbrown::HashSet;

use super::Column;
use crate::case::{Party, PartyId, Role, Snapshot};

/// The columns of a case that is opened for the first time.
///
/// The parties in file order, without those that are no principals and hold no position; behind the last principal,
/// where there are any, the proposals: what faces each other comes first.
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
    let mut seen = HashSet::new();
    let shown = |party: &&Arc<Party>| party.role == Role::Principal || wanted(party);
    let parties: Vec<_> = case.parties.iter().filter(shown).filter(|party| seen.insert(party.id.clone())).collect();
    let mut columns: Vec<Column> = parties.iter().map(|party| Column::Party(party.id.clone())).collect();
    if !case.proposals.is_empty() {
        let last = parties.iter().rposition(|party| party.role == Role::Principal);
        columns.insert(last.map_or(0, |last| last + 1), Column::Proposals);
    }
    columns
}

/// These columns with one of them moved to one side of another.
#[must_use]
pub fn beside(columns: &[Column], own: &Column, other: &Column, before: bool) -> Vec<Column> {
    if own == other {
        return columns.to_vec();
    }
    let mut columns: Vec<Column> = columns.iter().filter(|column| *column != own).cloned().collect();
    let at = columns.iter().position(|column| column == other).map_or(columns.len(), |at| at + usize::from(!before));
    columns.insert(at, own.clone());
    columns
}

/// The parties between which a party's column stands.
#[must_use]
pub fn neighbours<'a>(columns: &'a [Column], party: &PartyId) -> (Option<&'a PartyId>, Option<&'a PartyId>) {
    let parties: Vec<&PartyId> = parties(columns).collect();
    let Some(at) = parties.iter().position(|other| *other == party) else { return (None, None) };
    (at.checked_sub(1).and_then(|at| parties.get(at)).copied(), parties.get(at + 1).copied())
}

/// The columns that are shown, as they follow a case whose parties have come, gone or changed places.
///
/// What there was to show is `known`, what there is now `all`. Columns in the
/// case's order stay in it. Of those that the user has arranged, only what has
/// been moved in the case is moved; what is new is shown where it belongs.
#[must_use]
pub fn arranged_anew(shown: &[Column], known: &[Column], all: &[Column]) -> Vec<Column> {
    let is_new = |column: &Column| !known.contains(column);
    let as_in_the_case = shown.iter().eq(known.iter().filter(|column| shown.contains(column)));
    let mut columns: Vec<Column> = shown.iter().filter(|column| all.contains(column)).cloned().collect();
    if as_in_the_case {
        columns = all.iter().filter(|column| shown.contains(column) || is_new(column)).cloned().collect();
    } else {
        let before: Vec<&PartyId> = parties(known).filter(|party| parties(all).any(|other| other == *party)).collect();
        let after: Vec<&PartyId> = parties(all).filter(|party| before.contains(party)).collect();
        follow(&mut columns, &before, &after);
        for (at, column) in all.iter().enumerate().filter(|(_, column)| is_new(column)) {
            let before = all.iter().take(at).rev().find_map(|before| columns.iter().position(|shown| shown == before));
            columns.insert(before.map_or(0, |before| before + 1), column.clone());
        }
    }
    if columns.is_empty() { all.to_vec() } else { columns }
}

fn parties(columns: &[Column]) -> impl Iterator<Item = &PartyId> {
    columns.iter().filter_map(|column| match column {
        Column::Party(party) => Some(party),
        Column::Proposals => None,
    })
}

/// Moves the columns of those parties that have been moved from one order to another of the same parties.
fn follow(columns: &mut Vec<Column>, before: &[&PartyId], after: &[&PartyId]) {
    let Some(first) = before.iter().zip(after).position(|(before, after)| before != after) else { return };
    let without = |parties: &[&PartyId], moved: &PartyId| -> Vec<PartyId> {
        parties.iter().filter(|party| **party != moved).map(|party| PartyId::clone(party)).collect()
    };
    // Where one was moved it is the first that stands elsewhere, in one of the orders.
    let candidates = [after.get(first), before.get(first)].into_iter().flatten();
    let moved = candidates.copied().find(|moved| without(before, moved) == without(after, moved));
    let Some(moved) = moved else {
        let sorted = after.iter().filter(|party| parties(columns).any(|shown| shown == **party));
        let sorted: Vec<PartyId> = sorted.map(|party| PartyId::clone(party)).collect();
        let slots = columns.iter_mut().filter(|column| matches!(column, Column::Party(_)));
        for (slot, party) in slots.zip(sorted) {
            *slot = Column::Party(party);
        }
        return;
    };
    let shown: Vec<&PartyId> = after.iter().copied().filter(|party| parties(columns).any(|it| it == *party)).collect();
    let Some(at) = shown.iter().position(|party| *party == moved) else { return };
    let previous = at.checked_sub(1).and_then(|at| shown.get(at)).copied().cloned();
    let next = shown.get(at + 1).copied().cloned();
    let now = neighbours(columns, moved);
    // It may have been put there already, as it is by dragging.
    if (previous.is_some() && now.0 == previous.as_ref()) || (next.is_some() && now.1 == next.as_ref()) {
        return;
    }
    let own = Column::Party(moved.clone());
    if let Some(previous) = previous {
        *columns = beside(columns, &own, &Column::Party(previous), false);
    } else if let Some(next) = next {
        *columns = beside(columns, &own, &Column::Party(next), true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns by letters; a capital P stands for the proposals.
    fn columns(letters: &str) -> Vec<Column> {
        let column = |letter: char| match letter {
            'P' => Column::Proposals,
            letter => Column::Party(letter.to_string().as_str().into()),
        };
        letters.chars().map(column).collect()
    }

    fn letters(columns: &[Column]) -> String {
        let letter = |column: &Column| match column {
            Column::Proposals => "P".to_owned(),
            Column::Party(party) => party.to_string(),
        };
        columns.iter().map(letter).collect()
    }

    fn anew(shown: &str, known: &str, all: &str) -> String {
        letters(&arranged_anew(&columns(shown), &columns(known), &columns(all)))
    }

    #[test]
    fn a_new_party_gets_its_column_where_it_belongs_and_hidden_ones_stay_hidden() {
        assert_eq!(anew("caP", "abcP", "abcdP"), "cdaP");
        assert_eq!(anew("b", "abcP", "a"), "a");
        assert_eq!(anew("acP", "abcP", "abcPd"), "acPd");
    }

    #[test]
    fn columns_in_the_cases_order_follow_it() {
        assert_eq!(anew("abPc", "abPc", "cabP"), "cabP");
        assert_eq!(anew("cabP", "cabP", "abPc"), "abPc");
        assert_eq!(anew("acP", "abcP", "cbaP"), "caP");
    }

    #[test]
    fn of_columns_arranged_otherwise_only_what_was_moved_in_the_case_moves() {
        assert_eq!(anew("cabdP", "abcdP", "bacdP"), "cbadP");
        assert_eq!(anew("Pdcab", "abcdP", "dabcP"), "Pcdab");
        assert_eq!(anew("dcbaP", "abcdP", "acdbP"), "dbcaP");
        assert_eq!(anew("bPac", "bacP", "abcP"), "abPc");
        assert_eq!(anew("cPab", "abcP", "bcaP"), "cPab", "it has been let go there already");
    }

    #[test]
    fn several_moves_at_once_give_the_parties_columns_the_cases_order() {
        assert_eq!(anew("dPcba", "abcdP", "badcP"), "bPadc");
    }

    #[test]
    fn a_column_is_moved_to_either_side_of_another() {
        let moved = |own: &str, other: &str, before| {
            letters(&beside(&columns("abPc"), &columns(own)[0], &columns(other)[0], before))
        };
        assert_eq!(moved("c", "a", true), "cabP");
        assert_eq!(moved("a", "P", false), "bPac");
        assert_eq!(moved("P", "a", false), "aPbc");
        assert_eq!(moved("b", "b", true), "abPc");
        let (previous, next) = (PartyId::from("b"), PartyId::from("c"));
        let shown = columns("bPac");
        assert_eq!(neighbours(&shown, &"a".into()), (Some(&previous), Some(&next)));
        assert_eq!(neighbours(&shown, &"z".into()), (None, None));
    }
}
