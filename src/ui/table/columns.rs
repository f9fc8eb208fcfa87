//! How wide the columns are and where they stand.

use std::collections::HashMap;

use super::TableInput;
use super::sheet::{Item, Sheet};
use crate::case::Ref;
use crate::compare::Column;

/// The narrowest that a column gets by dragging, in points.
pub(super) const MIN: f32 = 120.0;
/// The widest that a column gets by dragging, in points.
pub(super) const MAX: f32 = 900.0;
/// What a column gets at least when the room is shared out: some 28 characters.
const COMFORTABLE: f32 = 212.0;
/// What a column gets at least where the first few would not stand side by side otherwise: some 22 characters.
const LEAST: f32 = 180.0;
/// How many columns stand side by side even when they are narrow: two sides, and the proposals between them.
const FIRST: usize = 3;
/// What a column gets at most when the room is shared out: some 60 characters.
const WIDE: f32 = 460.0;
/// The proposals' part of what a party's column gets: their texts are short.
const PROPOSALS: f32 = 0.8;
/// The part of the room that the head of the rows takes.
const HEAD: f32 = 0.2;
/// The widest that the head of the rows gets by itself.
const WIDEST_HEAD: f32 = 220.0;

/// What a width belongs to, whatever the order of the columns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The head of the rows.
    Head,
    /// A column of the comparison.
    Column(Column),
    /// An issue or axis, when the table is turned.
    Record(Ref),
}

/// The widths that the user has set, in points; every other column shares the room.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Widths(HashMap<Key, f32>);

impl Widths {
    /// Makes a column so wide.
    pub fn set(&mut self, key: Key, width: f32) {
        self.0.insert(key, width.clamp(MIN, MAX));
    }

    /// Lets a column share the room again.
    pub fn reset(&mut self, key: &Key) {
        self.0.remove(key);
    }

    /// Every width that the user has set, in no order.
    #[must_use]
    pub fn all(&self) -> Vec<(Key, f32)> {
        self.0.iter().map(|(key, width)| (key.clone(), *width)).collect()
    }

    /// Whether the user has set a column's width.
    #[must_use]
    pub fn is_set(&self, key: &Key) -> bool {
        self.0.contains_key(key)
    }

    /// What a party's column gets of the room beside the head, so that no column is cut before anything is scrolled.
    fn share(&self, keys: &[Key], room: f32) -> f32 {
        // Counted as if no width were set, so that the others do not jump while one is dragged.
        let abreast = abreast(keys, room, COMFORTABLE).max(abreast(keys, room, LEAST).min(FIRST));
        let first = keys.get(..abreast).unwrap_or_default();
        let set: f32 = first.iter().filter_map(|key| self.0.get(key)).sum();
        let free: f32 = first.iter().filter(|key| !self.0.contains_key(key)).map(weight).sum();
        if free > 0.0 { ((room - set) / free).clamp(LEAST, WIDE) } else { COMFORTABLE }
    }

    /// Shares out the room, in points.
    #[must_use]
    pub fn layout(&self, input: &TableInput<'_>, sheet: &Sheet, pinned: usize, room: f32) -> Columns {
        let keys: Vec<Key> = (0..sheet.columns()).map(|column| key_of(input, sheet, column)).collect();
        let head = self.0.get(&Key::Head).copied().unwrap_or((room * HEAD).round().clamp(MIN, WIDEST_HEAD));
        let share = self.share(&keys, room - head);
        let mut edges = Vec::with_capacity(keys.len() + 1);
        let mut x = head;
        edges.push(x);
        for key in &keys {
            x += self.0.get(key).copied().unwrap_or_else(|| (share * weight(key)).floor());
            edges.push(x);
        }
        // What is pinned leaves room for at least one column that scrolls.
        let mut pinned = pinned.min(keys.len());
        while pinned > 0 && edges.get(pinned).is_some_and(|edge| *edge > room - LEAST * PROPOSALS) {
            pinned -= 1;
        }
        Columns { edges, pinned, keys }
    }
}

/// How many columns stand side by side in a room when each gets at least so much, in points.
fn abreast(keys: &[Key], room: f32, least: f32) -> usize {
    let right_edges = keys.iter().map(weight).scan(0.0, |right, weight| {
        *right += weight * least;
        Some(*right)
    });
    right_edges.take_while(|right| *right <= room).count()
}

/// What a column gets of the room, compared with a party's.
fn weight(key: &Key) -> f32 {
    if *key == Key::Column(Column::Proposals) { PROPOSALS } else { 1.0 }
}

fn key_of(input: &TableInput<'_>, sheet: &Sheet, column: usize) -> Key {
    let head = sheet.head(column);
    match head {
        Item::Column(column) => {
            input.comparison.columns.get(column as usize).map_or(Key::Head, |column| Key::Column(column.clone()))
        }
        other => {
            let target = Sheet::item_target(input.snapshot, input.comparison, other);
            Key::Record(target.unwrap_or_else(|| Ref::from("")))
        }
    }
}

/// Where the columns stand in one frame, in points from the left of the table when it is not scrolled.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The left edge of each column, and the right edge of the last; before the first stands the head of the rows.
    edges: Vec<f32>,
    /// How many columns stay while the others scroll.
    pub pinned: usize,
    keys: Vec<Key>,
}

impl Columns {
    /// How many columns there are beside the head.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The head's width.
    #[must_use]
    pub fn head(&self) -> f32 {
        self.edges.first().copied().unwrap_or_default()
    }

    /// The left edge of a column; of one past the last, the right edge of all.
    #[must_use]
    pub fn left(&self, column: usize) -> f32 {
        self.edges.get(column).or(self.edges.last()).copied().unwrap_or_default()
    }

    /// The width of a column.
    #[must_use]
    pub fn width(&self, column: usize) -> f32 {
        self.left(column + 1) - self.left(column)
    }

    /// The width of everything.
    #[must_use]
    pub fn total(&self) -> f32 {
        self.left(self.len())
    }

    /// Where what scrolls begins.
    #[must_use]
    pub fn sticky(&self) -> f32 {
        self.left(self.pinned)
    }

    /// What a column's width belongs to.
    #[must_use]
    pub fn key(&self, column: usize) -> Key {
        self.keys.get(column).cloned().unwrap_or(Key::Head)
    }

    /// The columns that scroll and are at least partly in sight, when so much has been scrolled past.
    #[must_use]
    pub fn in_view(&self, across: f32, room: f32) -> std::ops::Range<usize> {
        let sticky = self.sticky();
        let right_edges = self.edges.get(1..).unwrap_or_default();
        let first = right_edges.partition_point(|right| right - across <= sticky).max(self.pinned);
        let last = self.edges.partition_point(|left| left - across < room).min(self.len());
        first..last.max(first)
    }

    /// All widths, as a key for what was measured with them.
    #[must_use]
    pub fn fingerprint(&self) -> Vec<u32> {
        self.edges.iter().map(|edge| edge.to_bits()).collect()
    }
}
