//! What each column holds: by its heading first, then by what stands in it.

use std::ops::Range;

use super::super::axes::find_axis;
use super::super::mapping::{Certainty, Column, ColumnRole, PartyChoice};
use super::super::vocabulary::{Heading, heading, is_no_position, kind, named_party, plain, probable_heading, status};
use super::super::{Grid, Parties, PartyMatch};
use super::headers::text_of;
use crate::case::{Kind, Snapshot};

/// How many rows the guess looks at.
const LOOKED_AT: usize = 300;

/// What a column holds, in numbers.
#[derive(Default)]
struct Content {
    filled: usize,
    statuses: usize,
    axes: usize,
    numbers: usize,
    parties: usize,
    letters: usize,
    different: usize,
}

impl Content {
    fn of(grid: &Grid, rows: Range<usize>, column: usize, parties: &Parties, snapshot: &Snapshot) -> Self {
        let mut content = Self::default();
        let mut seen = std::collections::BTreeSet::new();
        for row in rows.take(LOOKED_AT).filter(|row| grid.filled(*row).nth(1).is_some()) {
            let text = grid.text(row, column);
            if text.is_empty() {
                continue;
            }
            content.filled += 1;
            seen.insert(text);
            content.letters += text.chars().count();
            content.statuses += usize::from(status(text).is_some() && !is_no_position(text));
            content.axes += usize::from(find_axis(snapshot, text).is_some());
            content.numbers += usize::from(is_number(text));
            content.parties += usize::from(matches!(parties.find(text), PartyMatch::Exact(_)));
        }
        content.different = seen.len();
        content
    }

    /// Whether at least so many in ten are of a kind.
    fn mostly(&self, count: usize, tenths: usize) -> bool {
        self.filled > 0 && count * 10 >= self.filled * tenths
    }

    fn mean(&self) -> usize {
        self.letters / self.filled.max(1)
    }
}

/// Whether a text is a number in a list: `12`, `T1`, `1.2`, `(3)`, or a date or a figure.
fn is_number(text: &str) -> bool {
    let bare = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    bare.chars().count() <= 10
        && bare.chars().any(|letter| letter.is_ascii_digit())
        && bare.chars().filter(|letter| letter.is_alphabetic()).count() <= 2
}

pub(super) fn guess(grid: &Grid, headers: &Range<usize>, parties: &Parties, snapshot: &Snapshot) -> Vec<Column> {
    let contents: Vec<Content> = (0..grid.width())
        .map(|column| Content::of(grid, headers.end..grid.height(), column, parties, snapshot))
        .collect();
    let mut columns: Vec<Column> = Vec::new();
    for (column, content) in contents.iter().enumerate() {
        let text = text_of(grid, headers, column);
        let mut guessed = by_heading(&text, parties, grid.is_turned() && column == 0);
        if content.filled == 0 && guessed.certainty == Certainty::Unsure {
            guessed.role = ColumnRole::Ignore;
        }
        // Only the first of a kind that comes once; a later one is something else.
        let is_single = !matches!(
            guessed.role,
            ColumnRole::Ignore
                | ColumnRole::Party(..)
                | ColumnRole::Evidence
                | ColumnRole::Note
                | ColumnRole::Background
        );
        if is_single && columns.iter().any(|earlier| earlier.role == guessed.role) {
            guessed = Column { role: ColumnRole::Ignore, certainty: Certainty::Unsure };
        }
        columns.push(guessed);
    }
    by_content(&mut columns, &contents);
    title(&mut columns, &contents, grid, headers);
    statements(&mut columns, &contents, grid, headers);
    columns
}

fn by_heading(text: &str, parties: &Parties, is_corner: bool) -> Column {
    let certain = |role| Column { role, certainty: Certainty::Certain };
    if is_corner {
        // The corner of a turned table names what was in its first column, the parties.
        return Column { role: ColumnRole::Title, certainty: Certainty::Likely };
    }
    if let Some(heading) = heading(text) {
        return certain(role(heading));
    }
    let name = named_party(text);
    let said = kind(text);
    let kind = said.clone().unwrap_or(Kind::Demand);
    match parties.find(&name) {
        PartyMatch::Exact(id) => return certain(ColumnRole::Party(PartyChoice::Existing(id), kind)),
        PartyMatch::Likely(id) => {
            return Column { role: ColumnRole::Party(PartyChoice::Existing(id), kind), certainty: Certainty::Likely };
        }
        PartyMatch::Unknown => {}
    }
    if let Some(heading) = probable_heading(text) {
        return Column { role: role(heading), certainty: Certainty::Likely };
    }
    if plain(&name).is_empty() {
        return Column { role: ColumnRole::Ignore, certainty: Certainty::Unsure };
    }
    // "Council mandate" says that somebody speaks; "Council" may be anything.
    let speaks = said.is_some() || name.chars().count() < text.trim().chars().count();
    let certainty = if speaks { Certainty::Likely } else { Certainty::Unsure };
    Column { role: ColumnRole::Party(PartyChoice::new(&name), kind), certainty }
}

fn role(heading: Heading) -> ColumnRole {
    match heading {
        Heading::Number => ColumnRole::Number,
        Heading::Title => ColumnRole::Title,
        Heading::Axis => ColumnRole::Axis,
        Heading::Question => ColumnRole::Question,
        Heading::Background => ColumnRole::Background,
        Heading::Status => ColumnRole::Status,
        Heading::Draft => ColumnRole::Draft,
        Heading::Evidence => ColumnRole::Evidence,
        Heading::Note => ColumnRole::Note,
        Heading::PartyName => ColumnRole::PartyName,
        Heading::Statement => ColumnRole::Statement(Kind::Demand),
        Heading::Kind => ColumnRole::Kind,
        Heading::Ignore => ColumnRole::Ignore,
    }
}

/// Columns whose headings say nothing sure, told by what stands in them.
fn by_content(columns: &mut [Column], contents: &[Content]) {
    for at in 0..columns.len() {
        let has = |role: &ColumnRole| columns.iter().any(|column| column.role == *role);
        let Some(content) = contents.get(at).filter(|content| content.filled > 0) else { continue };
        let role = match () {
            () if content.mostly(content.statuses, 6) && content.filled > 1 && !has(&ColumnRole::Status) => {
                ColumnRole::Status
            }
            () if content.mostly(content.axes, 8) && content.mean() < 40 && !has(&ColumnRole::Axis) => ColumnRole::Axis,
            () if content.mostly(content.numbers, 8) && at < 2 && !has(&ColumnRole::Number) => ColumnRole::Number,
            () if content.mostly(content.parties, 8) && !has(&ColumnRole::PartyName) => ColumnRole::PartyName,
            // Dates, pages and figures are no positions.
            () if content.mostly(content.numbers, 8) => ColumnRole::Ignore,
            () => continue,
        };
        if let Some(column) = columns.get_mut(at).filter(|column| column.certainty == Certainty::Unsure) {
            *column = Column {
                certainty: if role == ColumnRole::Ignore { Certainty::Unsure } else { Certainty::Likely },
                role,
            };
        }
    }
}

/// A table without a column that says so has its issues in the first column of texts that nothing better is known of.
fn title(columns: &mut [Column], contents: &[Content], grid: &Grid, headers: &Range<usize>) {
    if columns.iter().any(|column| column.role == ColumnRole::Title) {
        return;
    }
    let is_open = |(at, column): &(usize, &mut Column)| {
        column.certainty == Certainty::Unsure
            && contents.get(*at).is_some_and(|content| content.filled > 0 && content.mean() > 2)
    };
    let others = columns.iter().filter(|column| matches!(column.role, ColumnRole::Party(..))).count();
    let names_parties = columns.iter().any(|column| column.role == ColumnRole::PartyName);
    let Some((at, column)) = columns.iter_mut().enumerate().find(is_open) else { return };
    // In a table of drafts without headings for its rows, the first column is a draft like the others.
    let is_like_others = others > 2 && contents.get(at).is_some_and(|content| content.mean() > 200);
    if is_like_others && !text_of(grid, headers, at).is_empty() {
        return;
    }
    // Where the rows name parties, the other columns may be the issues.
    let certainty = if others > 1 && !names_parties { Certainty::Likely } else { Certainty::Unsure };
    *column = Column { role: ColumnRole::Title, certainty };
}

/// Brings together a column that names parties with one that has their texts, or makes a party of a lone one.
fn statements(columns: &mut [Column], contents: &[Content], grid: &Grid, headers: &Range<usize>) {
    let is_statement = |column: &Column| matches!(column.role, ColumnRole::Statement(_));
    let names = columns.iter().any(|column| column.role == ColumnRole::PartyName);
    if !names {
        for (at, column) in columns
            .iter_mut()
            .enumerate()
            .filter(|(_, column)| matches!(column.role, ColumnRole::Statement(_) | ColumnRole::Kind))
        {
            *column = match &column.role {
                ColumnRole::Statement(kind) => {
                    let name = text_of(grid, headers, at);
                    Column {
                        role: ColumnRole::Party(PartyChoice::new(&name), kind.clone()),
                        certainty: Certainty::Unsure,
                    }
                }
                _ => Column { role: ColumnRole::Ignore, certainty: Certainty::Unsure },
            };
        }
        return;
    }
    if columns.iter().any(is_statement) {
        return;
    }
    // One long text beside the parties is what they say; several columns are issues, and the table is turned.
    let texts: Vec<usize> = (0..columns.len())
        .filter(|at| {
            columns
                .get(*at)
                .is_some_and(|column| column.certainty == Certainty::Unsure && column.role != ColumnRole::PartyName)
        })
        .filter(|at| contents.get(*at).is_some_and(|content| content.mean() > 8))
        .collect();
    let has_title =
        columns.iter().any(|column| column.role == ColumnRole::Title && column.certainty > Certainty::Unsure);
    if let ([only], true) = (texts.as_slice(), has_title)
        && let Some(column) = columns.get_mut(*only)
    {
        *column = Column { role: ColumnRole::Statement(Kind::Demand), certainty: Certainty::Likely };
    }
}
