//! Finds the lines and columns of many paths in one pass over the file.

use std::ops::Range;

use super::error::Place;
use super::scan::{byte_at, items, members, skip_space};
use crate::case::{Path, Step};

/// For each path the place at which its value begins, in the order of the paths.
///
/// A path that leads to nothing gets the place of the last thing on its way that
/// is there. The time is that of a scan of the file and a sort of the paths,
/// however many there are.
#[must_use]
pub fn locate(bytes: &[u8], paths: &[&Path]) -> Vec<Place> {
    let Ok(text) = std::str::from_utf8(super::without_bom(bytes)) else {
        return vec![Place { line: 1, column: 1 }; paths.len()];
    };
    places(text, &offsets(text, paths))
}

/// For each path the offset at which its value begins.
pub(super) fn offsets(text: &str, paths: &[&Path]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..paths.len()).collect();
    order.sort_by_key(|number| paths.get(*number));
    let sorted: Vec<&Path> = order.iter().filter_map(|number| paths.get(*number).copied()).collect();
    let mut found = vec![0; sorted.len()];
    walk(text, skip_space(text, 0), 0, 0..sorted.len(), &sorted, &mut found);
    let mut offsets = vec![0; paths.len()];
    for (number, offset) in order.into_iter().zip(found) {
        if let Some(place) = offsets.get_mut(number) {
            *place = offset;
        }
    }
    offsets
}

/// Notes `at` for the paths of `group`, which all lead to or through the value there, and goes on into it.
///
/// Goes no deeper than the longest path, whatever the file holds.
fn walk(text: &str, at: usize, depth: usize, mut group: Range<usize>, paths: &[&Path], found: &mut [usize]) {
    found.get_mut(group.clone()).unwrap_or_default().fill(at);
    // Paths that end here sort before those that go on.
    let step = |number: usize| paths.get(number).and_then(|path| path.0.get(depth));
    while !group.is_empty() && step(group.start).is_none() {
        group.start += 1;
    }
    let run = |start: usize| {
        let rest = paths.get(start..group.end).unwrap_or_default();
        start..start + rest.partition_point(|path| path.0.get(depth) == step(start))
    };
    match byte_at(text, at) {
        b'{' => {
            let mut runs = Vec::new();
            let mut start = group.start;
            while start < group.end {
                let next = run(start);
                start = next.end;
                // The first of two equal keys is the one to find.
                runs.push((next, false));
            }
            let mut left = runs.len();
            for member in members(text, at) {
                if left == 0 {
                    break;
                }
                let key = |run: &(Range<usize>, bool)| match step(run.0.start) {
                    Some(Step::Key(key)) => Some(key.as_ref()),
                    Some(Step::Index(_)) | None => None,
                };
                let number = runs.partition_point(|run| key(run).is_some_and(|key| key < member.key.as_ref()));
                if let Some(wanted) = runs.get_mut(number).filter(|run| key(run) == Some(member.key.as_ref()) && !run.1)
                {
                    wanted.1 = true;
                    left -= 1;
                    walk(text, member.value_at, depth + 1, wanted.0.clone(), paths, found);
                }
            }
        }
        b'[' => {
            let mut start = group.start;
            for (index, value_at) in items(text, at).enumerate() {
                while matches!(step(start), Some(Step::Key(_))) && start < group.end {
                    start += 1;
                }
                if start >= group.end {
                    break;
                }
                if step(start) == Some(&Step::Index(index)) {
                    let next = run(start);
                    start = next.end;
                    walk(text, value_at, depth + 1, next, paths, found);
                }
            }
        }
        _ => {}
    }
}

/// The line and column of each offset, in one pass over the text.
pub(super) fn places(text: &str, offsets: &[usize]) -> Vec<Place> {
    let mut order: Vec<usize> = (0..offsets.len()).collect();
    order.sort_by_key(|number| offsets.get(*number));
    let mut places = vec![Place { line: 1, column: 1 }; offsets.len()];
    let (mut line, mut column, mut from) = (1, 1, 0);
    for number in order {
        let Some(offset) = offsets.get(number).map(|offset| (*offset).min(text.len())) else { continue };
        let passed = text.as_bytes().get(from..offset).unwrap_or_default();
        let breaks = memchr::memchr_iter(b'\n', passed).count();
        let in_line = match memchr::memrchr(b'\n', passed) {
            Some(last) => {
                column = 1;
                passed.get(last + 1..).unwrap_or_default()
            }
            None => passed,
        };
        line += breaks;
        column += in_line.iter().filter(|byte| !matches!(byte, 0x80..=0xBF)).count();
        from = offset;
        if let Some(place) = places.get_mut(number) {
            *place = Place { line, column };
        }
    }
    places
}

/// The line and column of one offset.
pub(super) fn place(text: &str, offset: usize) -> Place {
    places(text, &[offset]).first().copied().unwrap_or(Place { line: 1, column: 1 })
}
