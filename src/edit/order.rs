//! Orders of the same things in several versions: what was moved, and one order that has both sides' moves.
//!
//! A thing is a number here, the same in each version and below a common limit.

/// Tells which of the numbers stay where the others are lifted out: a longest increasing subsequence (Fredman, 1975).
fn staying(numbers: &[usize]) -> Vec<bool> {
    // For each length the place of the smallest number that such a subsequence can end with.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    let number_at = |place: &usize| numbers.get(*place).copied().unwrap_or_default();
    for (place, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| number_at(end) < *number);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut stays = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(place) = next {
        if let Some(stays) = stays.get_mut(place) {
            *stays = true;
        }
        next = before.get(place).copied().flatten();
    }
    stays
}

/// The fewest things that have to be taken out and put back to come from one order to the other; a flag for each thing.
pub(super) fn moved(limit: usize, before: &[usize], after: &[usize]) -> Vec<bool> {
    let mut places = vec![None; limit];
    for (place, thing) in before.iter().enumerate() {
        put(&mut places, *thing, Some(place));
    }
    let common: Vec<(usize, usize)> =
        after.iter().filter_map(|thing| Some((*thing, places.get(*thing).copied().flatten()?))).collect();
    let stays = staying(&common.iter().map(|(_, place)| *place).collect::<Vec<_>>());
    let mut moved = vec![false; limit];
    for ((thing, _), stays) in common.into_iter().zip(stays) {
        put(&mut moved, thing, !stays);
    }
    moved
}

/// The order that two sides made of one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Joined {
    /// What is to be kept, in order.
    pub(super) order: Vec<usize>,
    /// Whether both sides moved things, and not the same way; then ours comes first.
    pub(super) clash: bool,
}

/// Joins two sides' orders of what is to be kept.
///
/// Our order is followed, what only they have stands after the same neighbour
/// as with them, and what only they have moved goes where they moved it.
pub(super) fn join(keep: &[bool], base: &[usize], ours: &[usize], theirs: &[usize]) -> Joined {
    let limit = keep.len();
    let (moved_by_us, moved_by_them) = (moved(limit, base, ours), moved(limit, base, theirs));
    let [we_moved, they_moved] = [&moved_by_us, &moved_by_them].map(|moved| moved.contains(&true));
    if they_moved && !we_moved {
        return Joined { order: insert(keep, theirs, ours, &[]), clash: false };
    }
    let carried: Vec<bool> = moved_by_them.iter().zip(&moved_by_us).map(|(theirs, ours)| *theirs && !*ours).collect();
    let clash = we_moved && they_moved && common(limit, ours, theirs) != common(limit, theirs, ours);
    Joined { order: insert(keep, ours, theirs, if clash { &carried } else { &[] }), clash }
}

/// The things of `order` that are in the other as well.
fn common(limit: usize, order: &[usize], other: &[usize]) -> Vec<usize> {
    let in_other = set(limit, other.iter().copied());
    order.iter().copied().filter(|thing| has(&in_other, *thing)).collect()
}

/// Follows one order, and puts what only the other has, and what is to be carried, after its neighbour in the other.
fn insert(keep: &[bool], main: &[usize], other: &[usize], carried: &[bool]) -> Vec<usize> {
    let limit = keep.len();
    let stays = |thing: &usize| has(keep, *thing) && !has(carried, *thing);
    let in_main = set(limit, main.iter().copied().filter(stays));
    let in_other = set(limit, other.iter().copied());
    let mut first = Vec::new();
    let mut following: Vec<Vec<usize>> = vec![Vec::new(); limit];
    let mut neighbour = None;
    for thing in other.iter().copied().filter(|thing| has(keep, *thing)) {
        if has(&in_main, thing) {
            neighbour = Some(thing);
        } else {
            neighbour.and_then(|neighbour: usize| following.get_mut(neighbour)).unwrap_or(&mut first).push(thing);
        }
    }
    let mut order = Vec::with_capacity(limit);
    let mut waiting = first;
    for thing in main.iter().copied().filter(stays) {
        // What both sides added at one place stands together, ours first.
        if has(&in_other, thing) {
            order.append(&mut waiting);
            waiting = following.get_mut(thing).map(std::mem::take).unwrap_or_default();
        }
        order.push(thing);
    }
    order.append(&mut waiting);
    order
}

fn set(limit: usize, things: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut set = vec![false; limit];
    for thing in things {
        put(&mut set, thing, true);
    }
    set
}

fn has(set: &[bool], thing: usize) -> bool {
    set.get(thing).copied().unwrap_or_default()
}

fn put<T>(table: &mut [T], thing: usize, value: T) {
    if let Some(place) = table.get_mut(thing) {
        *place = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(base: &[usize], ours: &[usize], theirs: &[usize]) -> Vec<usize> {
        let keep = [base, ours, theirs].concat().into_iter().max().map_or(0, |most| most + 1);
        let gone = |thing: usize, side: &[usize]| base.contains(&thing) && !side.contains(&thing);
        let keep: Vec<bool> = (0..keep).map(|thing| !gone(thing, ours) && !gone(thing, theirs)).collect();
        join(&keep, base, ours, theirs).order
    }

    #[test]
    fn what_was_moved_is_as_little_as_it_can_be() {
        let moved = |before: &[usize], after: &[usize]| -> Vec<usize> {
            let moved = moved(10, before, after);
            (0..10).filter(|thing| moved[*thing]).collect()
        };
        assert_eq!(moved(&[0, 1, 2, 3, 4], &[4, 0, 1, 2, 3]), [4]);
        assert_eq!(moved(&[0, 1, 2, 3, 4], &[1, 2, 3, 4, 0]), [0]);
        assert_eq!(moved(&[0, 1, 2, 3], &[0, 7, 2, 3]), [0; 0]);
        assert_eq!(moved(&[], &[1, 2]), [0; 0]);
    }

    #[test]
    fn what_they_add_stands_after_its_neighbour_and_after_what_we_added_there() {
        assert_eq!(joined(&[0, 1], &[0, 1, 2], &[0, 1, 3]), [0, 1, 2, 3]);
        assert_eq!(joined(&[0, 1], &[2, 0, 1], &[0, 3, 1]), [2, 0, 3, 1]);
        assert_eq!(joined(&[0, 1], &[0, 1], &[3, 4, 0, 1]), [3, 4, 0, 1]);
        assert_eq!(joined(&[0, 1], &[0], &[0, 1, 3]), [0, 3], "the neighbour is gone");
    }

    #[test]
    fn a_move_on_one_side_is_taken_beside_what_the_other_adds() {
        assert_eq!(joined(&[0, 1, 2, 3], &[0, 1, 2, 3, 4], &[3, 0, 1, 2]), [3, 4, 0, 1, 2]);
        assert_eq!(joined(&[0, 1, 2, 3], &[3, 0, 1, 2], &[0, 1, 2, 3, 4]), [3, 4, 0, 1, 2]);
        assert_eq!(joined(&[0, 1, 2, 3, 4, 5], &[1, 2, 0, 3, 4, 5], &[0, 1, 2, 5, 3, 4]), [1, 2, 5, 0, 3, 4]);
    }

    #[test]
    fn the_same_move_on_both_sides_is_no_clash() {
        let keep = [true; 3];
        assert_eq!(join(&keep, &[0, 1, 2], &[2, 0, 1], &[2, 0, 1]), Joined { order: vec![2, 0, 1], clash: false });
        assert!(join(&keep, &[0, 1, 2], &[2, 1, 0], &[2, 0, 1]).clash);
    }
}
