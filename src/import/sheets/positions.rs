//! The table of positions, read back as `export::sheets::positions` writes it.

use std::collections::{BTreeMap, BTreeSet};

use super::assemble::{Tables, assemble};
use super::error::{Place, Trouble, TroubleKind};
use super::raw::{RawSheet, Value};
use super::rows::{Heads, Row, number, others, shown};
use crate::case::{Case, FORMAT, VERSION};
use crate::export::sheets::cell::{Cell, Codec, Wanted};
use crate::export::sheets::object::{json, object};
use crate::export::sheets::origin::Origin;
use crate::export::sheets::packed;
use crate::export::sheets::positions::{Part, columns, mark, name};
use crate::export::sheets::schema::{POSITIONS, Table};
use crate::export::sheets::text::Form;
use crate::words::sheets as words;

/// Whether the text is a table whose columns have the names of a table of positions.
pub(super) fn is_ours(bytes: &[u8]) -> bool {
    decoded(bytes).is_some_and(|text| separator(&text).is_some())
}

/// Whether a row has the names of the columns of a table of positions: at least half of them, so that a table from
/// which somebody has deleted a column is known for what it was.
pub(super) fn is_head(row: &BTreeMap<u32, Value>) -> bool {
    let heads = row.values().filter_map(|value| if let Value::Text(text) = value { Some(text.as_str()) } else { None });
    has_our_names(&heads.collect::<Vec<_>>())
}

fn has_our_names(heads: &[&str]) -> bool {
    let names: Vec<String> = columns().into_iter().map(name).collect();
    let is = |name: &str| heads.iter().any(|head| head.trim().eq_ignore_ascii_case(name));
    names.iter().filter(|name| is(name)).count() * 2 >= names.len()
}

/// The cells of a table that is a text.
///
/// # Errors
/// When it is not, or somebody else has made it.
pub(super) fn sheet(bytes: &[u8]) -> Result<RawSheet, TroubleKind> {
    let text = decoded(bytes).ok_or(TroubleKind::NotUtf8)?;
    let separator = separator(&text).ok_or(TroubleKind::Foreign)?;
    // The only error, text that is not UTF-8, has been met before.
    let records = reader(&text, separator).into_records().map(Result::unwrap_or_default);
    Ok(RawSheet { name: String::new(), rows: (0..).zip(records.map(|record| cells(&record))).collect() })
}

/// What was read of a table of positions.
pub(super) struct Read {
    pub(super) case: Case,
    /// How it was made, where its rows say the same of that.
    pub(super) origin: Option<Origin>,
    /// The number of what it holds now.
    pub(super) content: u64,
    /// The columns that are none of it.
    pub(super) left_out: Vec<Trouble>,
}

/// Reads the table into a case.
///
/// # Errors
/// Everything that is wrong with it, each with its place.
pub(super) fn read(sheet: &RawSheet) -> Result<Read, Vec<Trouble>> {
    let mut rows = sheet.rows.iter();
    let nothing = BTreeMap::new();
    let head = rows.next().map_or(&nothing, |(_, head)| head);
    let mut left_out = Vec::new();
    let mut table = Reading::default();
    // A table of an earlier version does not say how it was made.
    let is_required = |part: &Part| !matches!(part, Part::Origin);
    let wanted: Vec<(String, bool)> = columns().into_iter().map(|part| (name(part), is_required(&part))).collect();
    let heads = Heads::find(&Place::default(), head, &wanted, &[], &mut table.troubles, &mut left_out);
    if !table.troubles.is_empty() {
        return Err(table.troubles);
    }
    let parts: Vec<(Part, String, Option<Codec>)> = columns()
        .into_iter()
        .map(|part| {
            let codec = match part {
                Part::About(_, column) | Part::Field(column) => Some(Codec::new(column.holds)),
                _ => None,
            };
            (part, name(part), codec)
        })
        .collect();
    for (at, cells) in rows {
        table.row(&heads, cells, &Place::default().row(*at as usize + 1), &parts);
    }
    // Rows of two tables under each other say nothing of either.
    let origin = if table.origins.len() == 1 { table.origins.pop_first() } else { None };
    let origin = origin.and_then(|origin| Origin::unpacked(&origin));
    let content = table.content;
    table.finish().map(|case| Read { case, origin, content, left_out })
}

/// The text of a file in UTF-8, or in UTF-16 with its mark.
fn decoded(bytes: &[u8]) -> Option<String> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, length)) => {
            let text = encoding.decode_without_bom_handling_and_without_replacement(bytes.get(length..)?)?;
            Some(text.into_owned())
        }
        None => std::str::from_utf8(bytes).ok().map(str::to_owned),
    }
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

/// What separates the cells, by the names that the columns must have.
fn separator(text: &str) -> Option<u8> {
    [b',', b';', b'\t'].into_iter().find(|separator| {
        let Some(Ok(head)) = reader(text, *separator).into_records().next() else { return false };
        has_our_names(&head.iter().collect::<Vec<_>>())
    })
}

fn cells(record: &csv::StringRecord) -> BTreeMap<u32, Value> {
    let filled = (0..).zip(record).filter(|(_, text)| !text.is_empty());
    filled.map(|(at, text)| (at, Value::Text(text.to_owned()))).collect()
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    tables: Tables,
    /// What the rows say of axes, issues and parties: by table and id, the fields and the row that said so.
    about: BTreeMap<(&'static str, String), (Row, String)>,
    /// Publishers of the sources by id.
    sources: BTreeMap<String, (String, Place)>,
    /// What the rows say of how the table was made.
    origins: BTreeSet<String>,
    /// The numbers of the rows, added up as where they were written.
    content: u64,
    troubles: Vec<Trouble>,
}

impl Reading {
    fn row(
        &mut self,
        heads: &Heads,
        cells: &BTreeMap<u32, Value>,
        place: &Place,
        parts: &[(Part, String, Option<Codec>)],
    ) {
        let mut about: BTreeMap<&'static str, Vec<(&'static str, String)>> = BTreeMap::new();
        let mut position = Row { place: place.clone(), ..Row::default() };
        let mut nested: Vec<(&'static Table, String, String)> = Vec::new();
        let mut options = String::new();
        let mut said = Vec::with_capacity(parts.len());
        for (part, name, codec) in parts {
            let cell = heads.cell(cells, name, Form::Csv, place).unwrap_or_else(|trouble| {
                self.troubles.push(trouble);
                None
            });
            if matches!(part, Part::Origin) {
                self.origins.extend(cell.as_ref().map(shown));
                continue;
            }
            said.push(cell.as_ref().map(shown));
            let Some(cell) = cell else { continue };
            let at = || place.column(name);
            let value = codec.as_ref().map(|codec| codec.read(&cell));
            match (part, value) {
                (_, Some(Err(wanted))) => {
                    self.troubles.push(TroubleKind::Unlike { wanted, found: shown(&cell) }.at(at()));
                }
                (Part::About(table, column), Some(Ok(json))) => {
                    about.entry(table).or_default().push((column.field, json));
                }
                (Part::Field(column), Some(Ok(json))) => position.fields.push((column.field, json)),
                (Part::Nested(_, table), _) => nested.push((table, shown(&cell), name.clone())),
                (Part::IssueOptions, _) => options = shown(&cell),
                (Part::Number, _) => {
                    position.number = number(&cell);
                    if position.number.is_none() {
                        let unlike = TroubleKind::Unlike { wanted: Wanted::Number, found: shown(&cell) };
                        self.troubles.push(unlike.at(at()));
                    }
                }
                (Part::Others, _) => match others(&POSITIONS, &shown(&cell)) {
                    Some(others) => position.others = others,
                    None => self.troubles.push(TroubleKind::NoObject(shown(&cell)).at(at())),
                },
                (Part::Sources, _) => self.cited(&shown(&cell), &at()),
                (Part::About(..) | Part::Field(_), None) | (Part::Origin, _) => {}
            }
        }
        // A row that somebody has emptied is none.
        if said.iter().any(Option::is_some) {
            self.content = self.content.wrapping_add(mark(said.iter().map(Option::as_deref)));
        }
        let id_of =
            |table: &str| about.get(table)?.iter().find(|(field, _)| *field == "id").map(|(_, json)| json.clone());
        let [axis, issue, speaker] = ["axes", "issues", "parties"].map(id_of);
        if let (Some(issue_fields), Some(axis)) = (about.get_mut("issues"), axis) {
            issue_fields.push(("axis", axis));
        }
        for (table, key_field) in [("axes", "name"), ("issues", "title"), ("parties", "name")] {
            if let Some(fields) = about.remove(table) {
                self.about(table, key_field, fields, if table == "issues" { &options } else { "" }, place);
            }
        }
        if position.fields.is_empty() && position.others.is_empty() && nested.is_empty() {
            return;
        }
        for (field, value) in [("party", speaker), ("issue", issue)] {
            position.fields.extend(value.map(|value| (field, value)));
        }
        self.position(position, nested);
    }

    fn position(&mut self, position: Row, nested: Vec<(&'static Table, String, String)>) {
        let place = position.place.clone();
        for column in POSITIONS.columns.iter().filter(|column| column.required) {
            if !position.fields.iter().any(|(field, _)| *field == column.field) {
                let name = match column.field {
                    "id" => words::POSITION.to_owned(),
                    field => words::column(POSITIONS.key, field),
                };
                self.troubles.push(TroubleKind::Empty.at(place.column(&name)));
            }
        }
        let owner = position.text("id").map(|id| format!("position:{id}"));
        for (table, cell, name) in nested {
            let place = place.column(&name);
            for (at, line) in (1_u32..).zip(packed::lines(&cell)) {
                let mut row = self.line(table, line, &place);
                row.owner.clone_from(&owner);
                row.number = Some(f64::from(at));
                self.tables.entry(table.key).or_default().push(row);
            }
        }
        self.tables.entry(POSITIONS.key).or_default().push(position);
    }

    /// A condition or a piece of evidence from its line.
    fn line(&mut self, table: &'static Table, line: &str, place: &Place) -> Row {
        let mut row = Row { place: place.clone(), ..Row::default() };
        let Ok(pairs) = packed::split_pairs(line) else {
            self.troubles.push(TroubleKind::NoPairs(line.to_owned()).at(place.clone()));
            return row;
        };
        for (label, value) in pairs {
            let is = |name: &str| name.to_lowercase() == label.trim().to_lowercase();
            if is(words::OTHERS) {
                match others(table, &value) {
                    Some(others) => row.others = others,
                    None => self.troubles.push(TroubleKind::NoObject(value).at(place.clone())),
                }
                continue;
            }
            let column = table.columns.iter().find(|column| is(&words::column(table.key, column.field)));
            let Some(column) = column.or_else(|| table.columns.iter().find(|column| is(column.field))) else {
                self.troubles.push(TroubleKind::NoSuchField(label).at(place.clone()));
                continue;
            };
            match Codec::new(column.holds).read(&Cell::Text(value.clone())) {
                Ok(json) => row.fields.push((column.field, json)),
                Err(wanted) => {
                    self.troubles.push(TroubleKind::Unlike { wanted, found: value }.at(place.clone()));
                }
            }
        }
        for column in table.columns.iter().filter(|column| column.required) {
            if !row.fields.iter().any(|(field, _)| *field == column.field) {
                let field = words::column(table.key, column.field).to_lowercase();
                let reason = TroubleKind::NoPairs(format!("{line} ({field}?)"));
                self.troubles.push(reason.at(place.clone()));
            }
        }
        row
    }

    /// Keeps what a row says of an axis, an issue or a party; one that is only named leads nowhere in the table.
    fn about(
        &mut self,
        table: &'static str,
        key_field: &str,
        fields: Vec<(&'static str, String)>,
        options: &str,
        place: &Place,
    ) {
        let row = Row { place: place.clone(), fields, ..Row::default() };
        let only_named = row.fields.iter().all(|(field, _)| matches!(*field, "id" | "axis"));
        let Some(id) = row.text("id") else {
            self.troubles.push(TroubleKind::Empty.at(place.column(&words::about_column(table, "id"))));
            return;
        };
        if only_named {
            return;
        }
        if !row.fields.iter().any(|(field, _)| *field == key_field) {
            self.troubles.push(TroubleKind::Empty.at(place.column(&words::about_column(table, key_field))));
            return;
        }
        match self.about.get(&(table, id.clone())) {
            Some((known, known_options)) if known.fields == row.fields && known_options == options => {}
            Some(_) => self.troubles.push(TroubleKind::Disagrees(id).at(place.clone())),
            None => {
                let list = self.tables.entry(table).or_default();
                list.push(row.clone());
                if let Ok(pairs) = packed::split_pairs(options) {
                    for (number, (option, label)) in (1_u32..).zip(pairs) {
                        self.tables.entry("options").or_default().push(Row {
                            place: place.column(words::ISSUE_OPTIONS),
                            owner: Some(format!("issue:{id}")),
                            number: Some(f64::from(number)),
                            fields: vec![("id", json(&option)), ("label", json(&label))],
                            others: Vec::new(),
                        });
                    }
                } else {
                    let place = place.column(words::ISSUE_OPTIONS);
                    self.troubles.push(TroubleKind::NoPairs(options.to_owned()).at(place));
                }
                self.about.insert((table, id), (row, options.to_owned()));
            }
        }
    }

    fn cited(&mut self, cell: &str, place: &Place) {
        let Ok(pairs) = packed::split_pairs(cell) else {
            self.troubles.push(TroubleKind::NoPairs(cell.to_owned()).at(place.clone()));
            return;
        };
        for (id, publisher) in pairs {
            match self.sources.get(&id) {
                Some((known, _)) if *known == publisher => {}
                Some(_) => self.troubles.push(TroubleKind::Disagrees(id).at(place.clone())),
                None => {
                    self.tables.entry("sources").or_default().push(Row {
                        place: place.clone(),
                        fields: vec![("id", json(&id)), ("publisher", json(&publisher))],
                        ..Row::default()
                    });
                    self.sources.insert(id, (publisher, place.clone()));
                }
            }
        }
    }

    fn finish(self) -> Result<Case, Vec<Trouble>> {
        if !self.troubles.is_empty() {
            return Err(self.troubles);
        }
        let version = json(&VERSION);
        let head = [("format", json(FORMAT)), ("version", version), ("title", json(words::POSITIONS_OF_A_TABLE))];
        let head = serde_json::from_str(&object(head));
        let head = head.map_err(|error| vec![TroubleKind::Unfit(error.to_string()).at(Place::default())])?;
        assemble(head, &self.tables)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sheets::schema::{Holds, TABLES};

    #[test]
    fn no_two_columns_have_the_same_name() {
        let mut names: Vec<String> = columns().into_iter().map(|part| name(part).to_lowercase()).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
        for table in TABLES {
            let fixed = [words::BELONGS_TO, words::NUMBER, words::OTHERS].map(str::to_lowercase);
            let mut names: Vec<String> = fixed.into_iter().chain([words::reading_column(words::BELONGS_TO)]).collect();
            for column in table.columns {
                let name = words::column(table.key, column.field);
                names.push(name.to_lowercase());
                if matches!(column.holds, Holds::Named(_)) {
                    names.push(words::reading_column(&name).to_lowercase());
                }
            }
            let count = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), count, "{}", table.key);
        }
    }
}
