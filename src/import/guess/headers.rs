//! Which rows hold the headings.

use std::ops::Range;

use super::super::mapping::Certainty;
use super::super::vocabulary::{heading, kind, named_party, plain, probable_heading, status};
use super::super::{Grid, Parties, PartyMatch};

/// How far down headings are looked for.
const LOOKED_AT: usize = 15;
/// How long a heading may be, in letters.
const SHORT: usize = 60;

/// The rows with headings, and how sure that is; an empty range when the table seems to have none.
pub(super) fn find(grid: &Grid, parties: &Parties) -> (Range<usize>, Certainty) {
    let mut best: Option<(i32, usize, usize)> = None;
    for row in 0..grid.height().min(LOOKED_AT) {
        let (score, known) = score(grid, row, parties);
        // Fewer points are enough where one of the cells is a heading by its own words.
        let enough = if grid.filled(row).any(|(_, text)| heading(text).is_some()) { 3 } else { 4 };
        if score >= enough && best.is_none_or(|(best, _, _)| score > best) {
            best = Some((score, row, known));
        }
    }
    if let Some((score, row, known)) = best {
        let filled = grid.filled(row).count();
        let certainty = if score >= 6 && known * 2 >= filled { Certainty::Certain } else { Certainty::Likely };
        return (levels(grid, row, parties), certainty);
    }
    match by_shape(grid) {
        Some(row) => (levels(grid, row, parties), Certainty::Unsure),
        None => (0..0, Certainty::Unsure),
    }
}

/// How much a row looks like headings, and how many of its cells are known ones.
fn score(grid: &Grid, row: usize, parties: &Parties) -> (i32, usize) {
    let (mut score, mut known, mut filled) = (0, 0, 0);
    for (_, text) in grid.filled(row) {
        filled += 1;
        let long = text.chars().count() > SHORT;
        let points = match () {
            () if long => -3,
            () if heading(text).is_some() => 3,
            () if matches!(parties.find(&named_party(text)), PartyMatch::Exact(_)) => 3,
            () if matches!(parties.find(&named_party(text)), PartyMatch::Likely(_)) => 2,
            () if probable_heading(text).is_some() => 2,
            () if status(text).is_some() || text.chars().all(|letter| letter.is_ascii_digit()) => -2,
            () if kind(text).is_some() || named_party(text).len() < text.trim().len() => 1,
            () => 0,
        };
        score += points;
        known += usize::from(points > 0);
    }
    // A title above the table stands alone.
    if filled < 2 { (0, 0) } else { (score, known) }
}

/// The rows that make up the headings around the one that was found, where they have two levels.
fn levels(grid: &Grid, row: usize, parties: &Parties) -> Range<usize> {
    let columns = 0..grid.width();
    let is_short = |row: usize| grid.filled(row).all(|(_, text)| text.chars().count() <= SHORT);
    let spreads = |row: usize| {
        grid.filled(row).any(|(column, _)| {
            let covered = grid.columns_of(row, column);
            covered > 1 && covered < grid.width()
        })
    };
    let hangs = |row: usize| columns.clone().any(|column| grid.origin(row, column).0 < row);
    let is_kind = |text: &str| kind(text).is_some() && named_party(text).is_empty();
    let kinds = |row: usize| grid.filled(row).filter(|(_, text)| is_kind(text)).count();
    let names = |row: usize| grid.filled(row).any(|(_, text)| parties.find(&named_party(text)) != PartyMatch::Unknown);
    let below = row + 1;
    if below < grid.height() && is_short(below) && (hangs(below) || spreads(row) || kinds(below) > 1 && kinds(row) == 0)
    {
        return row..below + 1;
    }
    if row > 0 && is_short(row - 1) && (hangs(row) || spreads(row - 1) || kinds(row) > 1 && names(row - 1)) {
        return row - 1..row + 1;
    }
    row..row + 1
}

/// A first row of short, different texts above longer ones.
fn by_shape(grid: &Grid) -> Option<usize> {
    let row = (0..grid.height().min(LOOKED_AT)).find(|row| grid.filled(*row).count() > 1)?;
    let cells: Vec<&str> = grid.filled(row).map(|(_, text)| text).collect();
    let mut different = cells.clone();
    different.sort_unstable();
    different.dedup();
    let mean = |texts: &[&str]| texts.iter().map(|text| text.chars().count()).sum::<usize>() / texts.len().max(1);
    let below: Vec<&str> =
        (row + 1..grid.height().min(row + 30)).flat_map(|row| grid.filled(row)).map(|(_, text)| text).collect();
    let is_heading = cells.iter().all(|text| text.chars().count() <= 40 && text.parse::<f64>().is_err())
        && different.len() == cells.len()
        && !below.is_empty()
        && mean(&below) * 2 >= mean(&cells) * 3;
    is_heading.then_some(row)
}

/// The heading of a column: its texts in all rows of headings, each once, in one line.
#[must_use]
pub fn text_of(grid: &Grid, headers: &Range<usize>, column: usize) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for row in headers.clone() {
        let own = grid.text(row, column);
        // An upper heading stands over the columns to its right as well, though its cells may not be merged.
        let inherited =
            || (0..column).rev().map(|left| grid.text(row, left)).find(|text| !text.is_empty()).unwrap_or("");
        let is_upper = row + 1 < headers.end && !grid.text(headers.end - 1, column).is_empty();
        let text = if own.is_empty() && is_upper { inherited() } else { own };
        // "Parties" above "Syria" and "Israel" is no part of either's name.
        if is_upper && spans(text) {
            continue;
        }
        if !text.is_empty() && !parts.contains(&text) {
            parts.push(text);
        }
    }
    parts.join(" ").replace('\n', " ")
}

/// Whether a heading over several columns only says that they are of parties.
fn spans(text: &str) -> bool {
    const SPANNING: &[&str] = &[
        "parties",
        "the parties",
        "positions",
        "positions of the parties",
        "positions of parties",
        "parties' positions",
        "sides",
        "the sides",
        "delegations",
        "states",
        "countries",
        "parteien",
        "positionen",
        "partes",
        "posiciones",
        "الأطراف",
        "المواقف",
        "مواقف الأطراف",
        "הצדדים",
        "עמדות",
        "עמדות הצדדים",
    ];
    let text = plain(text);
    SPANNING.iter().any(|known| plain(known) == text)
}
