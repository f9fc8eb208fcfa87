//! How the table of each file is arranged, remembered from one opening to the next: nothing of it belongs to the case.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::open_case::{OpenCase, Origin};
use crate::case::{AxisId, Ref};
use crate::compare::{Column, default_columns};
use crate::ui::table::{Key, Turn};

/// How many files are remembered.
const MOST: usize = 50;

/// The order, hiding, pinning and widths of columns, which way round the table is, and its folded axes.
///
/// Its ids may lead nowhere: the file may have been changed since.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Arrangement {
    /// The columns shown, in their order; none for those of a case that is opened for the first time.
    columns: Vec<Column>,
    /// The columns that were there and not shown.
    hidden: Vec<Column>,
    pinned: usize,
    turn: Turn,
    /// In the order of their ids.
    folded: Vec<AxisId>,
    /// In points, in the order of what they belong to as it is written.
    widths: Vec<(Key, f32)>,
}

impl Arrangement {
    /// How an open case is arranged.
    fn of(open: &OpenCase) -> Self {
        let mut arrangement = Self {
            pinned: open.table.pinned,
            turn: open.table.turn,
            folded: open.table.folded.iter().cloned().collect(),
            widths: open.table.widths.all(),
            ..Self::default()
        };
        if open.columns != default_columns(&open.snapshot) {
            arrangement.columns.clone_from(&open.columns);
            let hidden = open.all_columns.iter().filter(|column| !open.columns.contains(column));
            arrangement.hidden = hidden.cloned().collect();
        }
        arrangement.folded.sort_unstable();
        arrangement.widths.sort_by_cached_key(|(key, _)| key_text(key));
        arrangement
    }

    /// The columns to show where these are what is there: those remembered, and behind them what is new since.
    fn columns(&self, usual: &[Column], all: &[Column]) -> Vec<Column> {
        if self.columns.is_empty() {
            return usual.to_vec();
        }
        let known = self.columns.iter().filter(|column| all.contains(column));
        let new = usual.iter().filter(|column| !self.columns.contains(column) && !self.hidden.contains(column));
        known.chain(new).cloned().collect()
    }

    /// Field by field, so that one that is damaged does not take the others with it.
    fn from_json(fields: &Map<String, Value>) -> Self {
        let list = |name: &str| fields.get(name).and_then(Value::as_array).into_iter().flatten();
        let texts = |name: &str| list(name).filter_map(Value::as_str);
        let widths = fields.get("widths").and_then(Value::as_object).into_iter().flatten();
        #[expect(clippy::cast_possible_truncation, reason = "a width needs no more digits")]
        let width = |(key, width): (&String, &Value)| Some((key_of(key)?, width.as_f64()? as f32));
        let pinned = fields.get("pinned").and_then(Value::as_u64).and_then(|pinned| usize::try_from(pinned).ok());
        let mut columns = Vec::new();
        for column in texts("columns").filter_map(column_of) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        Self {
            columns,
            hidden: texts("hidden").filter_map(column_of).collect(),
            pinned: pinned.unwrap_or_default(),
            turn: match fields.get("turn").and_then(Value::as_str) {
                Some("issues across") => Turn::IssuesAcross,
                Some("axes across") => Turn::AxesAcross,
                _ => Turn::IssuesDown,
            },
            folded: texts("folded").map(AxisId::from).collect(),
            widths: widths.filter_map(width).collect(),
        }
    }

    fn to_json(&self) -> Value {
        let columns = |list: &[Column]| list.iter().map(column_text).collect::<Vec<_>>();
        let widths: Map<String, Value> = self.widths.iter().map(|(key, width)| (key_text(key), json!(width))).collect();
        json!({
            "columns": columns(&self.columns),
            "hidden": columns(&self.hidden),
            "pinned": self.pinned,
            "turn": match self.turn {
                Turn::IssuesDown => "issues down",
                Turn::IssuesAcross => "issues across",
                Turn::AxesAcross => "axes across",
            },
            "folded": self.folded.iter().map(AxisId::as_str).collect::<Vec<_>>(),
            "widths": widths,
        })
    }
}

fn column_text(column: &Column) -> String {
    match column {
        Column::Party(party) => format!("party:{party}"),
        Column::Proposals => "proposals".to_owned(),
    }
}

fn column_of(text: &str) -> Option<Column> {
    match text.split_once(':') {
        Some(("party", party)) => Some(Column::Party(party.into())),
        None if text == "proposals" => Some(Column::Proposals),
        _ => None,
    }
}

fn key_text(key: &Key) -> String {
    match key {
        Key::Head => "head".to_owned(),
        Key::Column(column) => column_text(column),
        Key::Record(target) => target.to_string(),
    }
}

fn key_of(text: &str) -> Option<Key> {
    match text {
        "head" => Some(Key::Head),
        _ => column_of(text).map(Key::Column).or_else(|| match Ref::from(text) {
            target @ (Ref::Issue(_) | Ref::Axis(_)) => Some(Key::Record(target)),
            _ => None,
        }),
    }
}

/// The arrangements of the files that were open before, the latest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Arrangements(Vec<(PathBuf, Arrangement)>);

impl Arrangements {
    /// Remembers how an open case is arranged, if it has a file.
    pub(super) fn remember(&mut self, open: &OpenCase) {
        if let Origin::File(path) = &open.origin {
            self.put(path, Arrangement::of(open));
        }
    }

    /// Arranges an open case as its file was when it was last open.
    pub(super) fn recall(&self, open: &mut OpenCase) {
        let Origin::File(path) = &open.origin else { return };
        let path = absolute(path);
        let Some((_, arrangement)) = self.0.iter().find(|(known, _)| *known == path) else { return };
        let columns = arrangement.columns(&open.columns, &open.all_columns);
        open.set_columns(columns);
        let axes = &open.snapshot;
        open.table.folded = arrangement.folded.iter().filter(|axis| axes.axis(axis).is_some()).cloned().collect();
        open.table.pinned = arrangement.pinned.min(open.all_columns.len());
        open.table.turn = arrangement.turn;
        for (key, width) in &arrangement.widths {
            let is_there = match key {
                Key::Head => true,
                Key::Column(column) => open.all_columns.contains(column),
                Key::Record(target) => open.snapshot.resolves(target),
            };
            if is_there {
                open.table.widths.set(key.clone(), *width);
            }
        }
    }

    /// What is as in a first opening needs no memory.
    fn put(&mut self, path: &Path, arrangement: Arrangement) {
        let path = absolute(path);
        self.0.retain(|(known, _)| *known != path);
        if arrangement != Arrangement::default() {
            self.0.insert(0, (path, arrangement));
            self.0.truncate(MOST);
        }
    }

    /// Reads what [`Self::to_json`] has written; entries that are damaged are left out.
    pub(super) fn from_json(value: Option<&Value>) -> Self {
        let entries = value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
        let entry = |fields: &Map<String, Value>| {
            let path = fields.get("path").and_then(Value::as_str).map(PathBuf::from)?;
            path.is_absolute().then(|| (path, Arrangement::from_json(fields)))
        };
        Self(entries.filter_map(entry).take(MOST).collect())
    }

    /// A list of objects, the latest first; a path that is no text is left out.
    pub(super) fn to_json(&self) -> Value {
        let entry = |(path, arrangement): &(PathBuf, Arrangement)| {
            let mut value = arrangement.to_json();
            value.as_object_mut()?.insert("path".to_owned(), json!(path.to_str()?));
            Some(value)
        };
        self.0.iter().filter_map(entry).collect()
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(id: &str) -> Column {
        Column::Party(id.into())
    }

    fn arranged() -> Arrangement {
        Arrangement {
            columns: vec![party("c"), Column::Proposals, party("a")],
            hidden: vec![party("b")],
            pinned: 1,
            turn: Turn::AxesAcross,
            folded: vec!["economic".into(), "security".into()],
            widths: vec![
                (Key::Record(Ref::Axis("economic".into())), 300.0),
                (Key::Head, 180.5),
                (Key::Record(Ref::Issue("golan".into())), 200.0),
                (Key::Column(party("a")), 240.0),
                (Key::Column(Column::Proposals), 160.0),
            ],
        }
    }

    #[test]
    fn what_is_left_is_found_again() {
        let mut all = Arrangements::default();
        all.put(Path::new("/talks/محادثات.json"), arranged());
        all.put(Path::new("/talks/paris.json"), Arrangement { pinned: 2, ..Arrangement::default() });
        let read = Arrangements::from_json(Some(&all.to_json()));
        assert_eq!(read, all);
        let names: Vec<_> = read.0.iter().filter_map(|(path, _)| path.to_str()).collect();
        assert_eq!(names, ["/talks/paris.json", "/talks/محادثات.json"]);
    }

    #[test]
    fn what_is_as_in_a_first_opening_is_forgotten_and_so_are_the_oldest_of_many() {
        let mut all = Arrangements::default();
        for number in 0..=MOST {
            all.put(Path::new(&format!("/{number}.json")), arranged());
        }
        assert_eq!(all.0.len(), MOST);
        assert!(!all.0.iter().any(|(path, _)| path == Path::new("/0.json")));
        all.put(Path::new("/7.json"), Arrangement::default());
        assert!(!all.0.iter().any(|(path, _)| path == Path::new("/7.json")));
        assert_eq!(all.0.len(), MOST - 1);
    }

    #[test]
    fn columns_that_are_gone_are_left_out_and_new_ones_come_last() {
        let all = [party("a"), party("new"), party("b"), party("quiet"), Column::Proposals];
        // A party without a position is not shown by itself.
        let usual = [party("a"), party("new"), party("b"), Column::Proposals];
        assert_eq!(arranged().columns(&usual, &all), [Column::Proposals, party("a"), party("new")]);
        assert_eq!(Arrangement::default().columns(&usual, &all), usual);
    }

    #[test]
    fn what_is_damaged_does_not_take_the_rest_with_it() {
        let text = json!([
            7, { "path": "relative.json", "pinned": 3 },
            { "path": "/a.json", "columns": ["party:a", 4, "party:a", "nonsense"], "pinned": -1, "turn": "upside down",
              "folded": "economic", "widths": { "head": "wide", "party:a": 1e300, "source:x": 3 } },
        ]);
        let read = Arrangements::from_json(Some(&text));
        let (path, only) = read.0.first().unwrap();
        assert_eq!((path.as_path(), read.0.len()), (Path::new("/a.json"), 1));
        assert_eq!(only.columns, [party("a")]);
        assert_eq!((only.pinned, only.turn, only.folded.len()), (0, Turn::IssuesDown, 0));
        assert_eq!(only.widths.iter().map(|(key, _)| key_text(key)).collect::<Vec<_>>(), ["party:a"]);
        assert_eq!(Arrangements::from_json(None), Arrangements::default());
    }
}
