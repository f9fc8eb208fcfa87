//! A table with its mapping, row by row, as what it says.

use super::super::axes::{axis_of, without_number};
use super::super::guess::heading;
use super::super::mapping::{AxisChoice, ColumnRole, Mapping, PartyChoice, RowUse};
use super::super::vocabulary::{Same, is_no_position, kind, named_party, plain, same, status};
use super::super::{Grid, Parties, PartyMatch, Place};
use super::{Inferred, Reason, Row, Said, Skipped, TakenFor};
use crate::case::{Kind, PartyId, Snapshot};

/// How long a title may be, in letters; what is longer is a text.
const TITLE: usize = 160;

pub(super) fn read(grid: &Grid, mapping: &Mapping, snapshot: &Snapshot) -> (Vec<Row>, Vec<Skipped>, Vec<Inferred>) {
    let parties = Parties::of(snapshot);
    let mut reader = Reader { grid, mapping, snapshot, parties, skipped: Vec::new(), inferred: Vec::new() };
    reader.unread_columns();
    let mut rows: Vec<Row> = Vec::new();
    let mut heading = None;
    let mut axis = None;
    let mut can_continue = false;
    for number in 0..grid.height() {
        match mapping.row(number) {
            RowUse::Skip => reader.unread_row(number),
            RowUse::Axis => {
                let cell = grid.filled(number).next();
                reader.inferred.extend(cell.map(|(column, text)| Inferred {
                    place: grid.place(number, column),
                    text: text.to_owned(),
                    what: TakenFor::AxisRow,
                }));
                heading = cell.and_then(|(column, text)| Some((axis_of(snapshot, text)?, grid.place(number, column))));
                (axis, can_continue) = (None, false);
            }
            RowUse::Issue => {
                let Some(mut row) = reader.row(number, can_continue) else { continue };
                // A cell for the axis holds for the rows below it until the next one.
                if row.axis.is_none() && !row.continues {
                    reader.carry_down(axis.as_ref());
                }
                axis = row.axis.take().or(axis);
                row.axis = axis.clone().or_else(|| heading.clone());
                can_continue = true;
                rows.push(row);
            }
        }
    }
    (rows, reader.skipped, reader.inferred)
}

struct Reader<'a> {
    grid: &'a Grid,
    mapping: &'a Mapping,
    snapshot: &'a Snapshot,
    parties: Parties,
    skipped: Vec<Skipped>,
    inferred: Vec<Inferred>,
}

impl Reader<'_> {
    fn skip(&mut self, row: usize, column: usize, reason: Reason) {
        let text = self.grid.text(row, column).to_owned();
        self.skipped.push(Skipped { place: self.grid.place(row, column), reason, text });
    }

    /// Counts a row that names no axis itself to the cell that it has its axis from.
    fn carry_down(&mut self, axis: Option<&(AxisChoice, Place)>) {
        let Some((_, place)) = axis else { return };
        let counted = self.inferred.iter_mut().find_map(|known| match &mut known.what {
            TakenFor::AxisAbove(rows) if known.place == *place => Some(rows),
            _ => None,
        });
        if let Some(rows) = counted {
            *rows += 1;
        } else if let Place::Cell { row, column } = *place {
            let (row, column) = if self.grid.is_turned() { (column, row) } else { (row, column) };
            let text = self.grid.text(row, column).to_owned();
            self.inferred.push(Inferred { place: *place, text, what: TakenFor::AxisAbove(1) });
        }
    }

    fn unread_columns(&mut self) {
        for column in 0..self.grid.width() {
            let role = self.mapping.columns.get(column).map(|column| &column.role);
            let rows = self.mapping.headers.end..self.grid.height();
            let is_read = role.is_some_and(|role| *role != ColumnRole::Ignore);
            if is_read || rows.clone().all(|row| self.grid.text(row, column).is_empty()) {
                continue;
            }
            let heading = heading(self.grid, &self.mapping.headers, column);
            // A turned table's columns are rows of the one that was read.
            let place = if self.grid.is_turned() { self.grid.place(0, column) } else { Place::Column(column) };
            self.skipped.push(Skipped { place, reason: Reason::ColumnNotRead, text: heading });
        }
    }

    fn unread_row(&mut self, row: usize) {
        if self.mapping.headers.contains(&row) {
            return;
        }
        let first = self.grid.filled(row).next().map(|(column, _)| column);
        if let Some(column) = first {
            self.skip(row, column, Reason::RowNotRead);
        }
    }

    /// What a row says; nothing when it is blank.
    fn row(&mut self, number: usize, can_continue: bool) -> Option<Row> {
        let first = (0..self.grid.width()).find(|column| !self.grid.text(number, *column).is_empty())?;
        let mut row = Row { place: Some(self.grid.place(number, first)), ..Row::default() };
        let mut party = None;
        let mut own_kind = None;
        let mut statements = Vec::new();
        for (column, known) in self.mapping.columns.iter().enumerate() {
            let text = self.grid.text(number, column);
            if text.is_empty() {
                continue;
            }
            let cell = || Some((text.to_owned(), self.grid.place(number, column)));
            match &known.role {
                ColumnRole::Ignore => {}
                // Signs alone are no name that could be found again.
                ColumnRole::Number | ColumnRole::Title if plain(text).is_empty() => {}
                ColumnRole::Number => row.number = cell(),
                ColumnRole::Title => row.title = cell(),
                ColumnRole::Axis => {
                    let place = self.grid.place(number, column);
                    row.axis = axis_of(self.snapshot, text).filter(|_| !is_no_position(text)).map(|axis| (axis, place));
                }
                ColumnRole::Question => row.question = joined(row.question.take(), cell()),
                ColumnRole::Background => row.background = joined(row.background.take(), cell()),
                ColumnRole::Status => match status(text) {
                    Some(status) => {
                        let place = self.grid.place(number, column);
                        let what = TakenFor::Status(status.clone());
                        self.inferred.push(Inferred { place, text: text.to_owned(), what });
                        row.status = Some((status, place));
                    }
                    None if is_no_position(text) => {}
                    None => self.skip(number, column, Reason::UnknownStatus),
                },
                ColumnRole::Party(choice, kind) => {
                    if let Some(text) = self.position(number, column) {
                        let place = self.grid.place(number, column);
                        let party = self.mapping.cells.get(&(number, column)).unwrap_or(choice).clone();
                        row.said.push(Said { party, kind: kind.clone(), text, place });
                    }
                }
                ColumnRole::PartyName => party = self.party(number, column),
                ColumnRole::Kind => {
                    own_kind = kind(text);
                    if own_kind.is_none() && !is_no_position(text) {
                        self.skip(number, column, Reason::UnknownKind);
                    }
                }
                ColumnRole::Statement(kind) => statements.push((column, kind.clone())),
                ColumnRole::Draft => {
                    if let Some(text) = self.position(number, column) {
                        row.drafts.push((text, self.grid.place(number, column)));
                    }
                }
                ColumnRole::Evidence | ColumnRole::Note if is_no_position(text) => {}
                ColumnRole::Evidence => row.evidence.extend(cell()),
                ColumnRole::Note => row.notes.extend(cell()),
            }
        }
        for (column, kind) in statements {
            let Some(text) = self.position(number, column) else { continue };
            match &party {
                Some(party) => {
                    let kind = own_kind.clone().unwrap_or(kind);
                    row.said.push(Said { party: party.clone(), kind, text, place: self.grid.place(number, column) });
                }
                None => self.skip(number, column, Reason::NoParty),
            }
        }
        let names_nothing =
            [ColumnRole::Title, ColumnRole::Number].iter().all(|role| self.mapping.column(role).is_none());
        if names_nothing && self.mapping.column(&ColumnRole::PartyName).is_some() {
            // A table of parties and what each says is about one thing: what it is called.
            row.title = row.place.map(|place| (self.grid.label().to_owned(), place));
        }
        settle_title(&mut row, self.mapping.column(&ColumnRole::Title).is_some(), can_continue);
        row.continues |= can_continue && self.hangs(number);
        Some(row)
    }

    /// Whether the cell that names the issue reaches down from the row above.
    fn hangs(&self, row: usize) -> bool {
        let column = self.mapping.column(&ColumnRole::Title).or_else(|| self.mapping.column(&ColumnRole::Number));
        column.is_some_and(|column| {
            let (begins, _) = self.grid.origin(row, column);
            begins < row && self.mapping.row(begins) == RowUse::Issue
        })
    }

    /// The text of a cell that may hold a position; nothing when it says that there is none.
    fn position(&mut self, row: usize, column: usize) -> Option<String> {
        let text = self.grid.text(row, column);
        if let Some(same) = same(text) {
            let Same::As(named) = same else {
                self.skip(row, column, Reason::Idem);
                return None;
            };
            return match self.named_column(&named, column) {
                Some(other) => {
                    let found = self.grid.text(row, other);
                    if is_no_position(found) || self::same(found).is_some() {
                        self.skip(row, column, Reason::SameAsNobody);
                        return None;
                    }
                    Some(found.to_owned())
                }
                // "See annex" is a text of its own.
                None => Some(text.to_owned()),
            };
        }
        if is_no_position(text) {
            self.skip(row, column, Reason::NoPosition);
            return None;
        }
        Some(text.to_owned())
    }

    /// The party's column that a cell names, by its heading or by the party.
    fn named_column(&self, named: &str, from: usize) -> Option<usize> {
        let wanted = plain(&named_party(named));
        let asked = if wanted.is_empty() { plain(named) } else { wanted };
        let mut others = self.mapping.columns.iter().enumerate().filter(|(at, _)| *at != from);
        let found = others.find(|(at, column)| match &column.role {
            ColumnRole::Party(PartyChoice::Existing(id), _) => {
                self.parties.find(&asked.to_uppercase()).party() == Some(id)
                    || self.parties.find(&asked).party() == Some(id)
            }
            ColumnRole::Party(PartyChoice::New { name, .. }, _) => {
                let name = plain(name);
                name == asked || asked.chars().count() > 1 && name.starts_with(&asked)
            }
            ColumnRole::Draft => plain(&heading(self.grid, &self.mapping.headers, *at)) == plain(named),
            _ => false,
        });
        found.map(|(at, _)| at)
    }

    fn party(&mut self, row: usize, column: usize) -> Option<PartyChoice> {
        let text = self.grid.text(row, column).replace('\n', " ");
        if is_no_position(&text) {
            return None;
        }
        Some(match self.parties.find(&text) {
            PartyMatch::Exact(id) | PartyMatch::Likely(id) => PartyChoice::Existing(id),
            PartyMatch::Unknown => PartyChoice::new(&text),
        })
    }
}

fn joined(before: Option<(String, Place)>, more: Option<(String, Place)>) -> Option<(String, Place)> {
    match (before, more) {
        (Some((before, place)), Some((more, _))) => Some((format!("{before}\n{more}"), place)),
        (before, more) => before.or(more),
    }
}

/// Finds the number in a title, shortens what is too long for one, and decides for a row without one.
fn settle_title(row: &mut Row, has_column: bool, can_continue: bool) {
    if let Some((text, place)) = row.title.take() {
        let (number, rest) = leading_number(&text);
        if row.number.is_none() {
            row.number = number.map(|number| (number.to_owned(), place));
        }
        let (title, more) = short_title(rest);
        if let Some(more) = more {
            row.background = joined(Some((more, place)), row.background.take());
        }
        row.title = Some((title, place));
    } else if has_column && can_continue && row.number.is_none() {
        // A blank under a title goes on with the same issue.
        row.continues = true;
    } else if let Some((text, place)) =
        row.said.first().map(|said| (&said.text, said.place)).or(row.drafts.first().map(|(text, place)| (text, *place)))
    {
        row.title = Some((first_words(text), place));
    }
}

/// The number at the head of a title, such as `T1`, and the title; an enumeration such as `1.` is no number.
pub(in super::super) fn leading_number(title: &str) -> (Option<&str>, &str) {
    let end = title.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(0);
    let (head, rest) = title.split_at(end);
    let letters = head.chars().take_while(char::is_ascii_uppercase).count();
    let digits = head.chars().skip(letters).filter(char::is_ascii_digit).count();
    let is_number = (1..=3).contains(&letters) && (1..=3).contains(&digits) && letters + digits == head.len();
    let rest = rest.trim_start_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '.' | ':' | ')' | '–' | '—' | '-')
    });
    if is_number && !rest.is_empty() { (Some(head), rest) } else { (None, without_number(title)) }
}

/// A title in one line, and the whole text where it is more than a title.
fn short_title(text: &str) -> (String, Option<String>) {
    let line = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    if line.chars().count() <= TITLE {
        return (line, None);
    }
    let first = text.lines().next().unwrap_or_default().trim();
    let title = if first.chars().count() <= TITLE { first.to_owned() } else { first_words(&line) };
    (title, Some(text.to_owned()))
}

/// The first words of a text, as a title.
///
/// A text that begins with nothing but signs begins with its first word.
pub(in super::super) fn first_words(text: &str) -> String {
    let title = title_of(text);
    if plain(&title).is_empty() {
        title_of(text.trim_start_matches(|letter: char| !letter.is_alphanumeric()))
    } else {
        title
    }
}

fn title_of(text: &str) -> String {
    const WORDS: usize = 9;
    const LETTERS: usize = 70;
    let mut title = String::new();
    let mut all = true;
    for (number, word) in text.split_whitespace().enumerate() {
        if number >= WORDS || number > 0 && title.chars().count() + word.chars().count() > LETTERS {
            all = false;
            break;
        }
        if number > 0 {
            title.push(' ');
        }
        title.extend(word.chars().take(LETTERS));
    }
    let title = title.trim_end_matches([',', ';', ':', '.']);
    if all { title.to_owned() } else { format!("{title}…") }
}

/// Used by the records as well: the party's label in a table.
pub(super) fn label(choice: &PartyChoice, snapshot: &Snapshot) -> String {
    match choice {
        PartyChoice::Existing(id) => snapshot.party(id).map_or_else(|| gone(id), |party| party.label().to_owned()),
        PartyChoice::New { name, .. } => name.clone(),
    }
}

fn gone(id: &PartyId) -> String {
    id.to_string()
}

/// The name of a field with what a party says of a kind: the party for its demands, else with the kind behind it.
pub(super) fn field(choice: &PartyChoice, kind: &Kind, snapshot: &Snapshot) -> String {
    let label = label(choice, snapshot);
    match kind {
        Kind::Demand => label,
        other => format!("{label} ({})", crate::words::terms::kind(other).to_lowercase()),
    }
}
