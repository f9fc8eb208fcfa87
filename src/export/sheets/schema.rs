//! The tables that a case is laid out in: which there are, what their columns hold, and which belongs to which.
//!
//! Writing and reading both follow this description; nothing else knows the columns.

use crate::case::{Reliability, Word};
use crate::words::terms;

/// The words of the format that a column can hold, each with its label.
pub type Vocabulary = fn() -> Vec<(&'static str, String)>;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// Text to be read.
    Text,
    /// An id, a date, a reference or a name: short, and kept as it is.
    Short,
    /// The id of a party, an issue or a source, whose name stands beside it for reading.
    Named(Named),
    /// A word of the format, shown as its label.
    Word(Vocabulary),
    /// Any number.
    Number,
    /// A whole number from 0 to 255.
    Grade,
    /// A whole number from 0.
    Whole,
    /// Several texts.
    Words,
    /// A number for each of several ids.
    Values,
}

/// Of which list an id is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Party,
    Issue,
    Source,
}

/// A column: a field of the records.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// As the file calls it.
    pub field: &'static str,
    pub holds: Holds,
    /// Whether each record must have it.
    pub required: bool,
}

/// A table: the records of a list of the case, or what stands in a list of its records.
#[derive(Debug)]
pub struct Table {
    /// What its words are found by; the list's key in the file for a list of the case.
    pub key: &'static str,
    /// What its records are called in a reference; nothing where none is made to them.
    pub kind: Option<&'static str>,
    pub columns: &'static [Column],
    /// The fields that hold lists of objects, each with the table where those stand.
    pub nested: &'static [(&'static str, &'static Table)],
}

impl Table {
    /// Whether its records are known by their id, and not by their place.
    #[must_use]
    pub fn has_ids(&self) -> bool {
        self.columns.first().is_some_and(|column| column.field == "id") && !self.is_nested()
    }

    /// Whether its records stand in lists within other records.
    #[must_use]
    pub fn is_nested(&self) -> bool {
        !LISTS.iter().any(|list| list.key == self.key)
    }

    /// Whether a field is one that this version knows.
    #[must_use]
    pub fn knows(&self, field: &str) -> bool {
        self.columns.iter().any(|column| column.field == field)
            || self.nested.iter().any(|(nested, _)| *nested == field)
    }
}

const fn must(field: &'static str, holds: Holds) -> Column {
    Column { field, holds, required: true }
}

const fn may(field: &'static str, holds: Holds) -> Column {
    Column { field, holds, required: false }
}

const PARTY: Holds = Holds::Named(Named::Party);
const ISSUE: Holds = Holds::Named(Named::Issue);
const SOURCE: Holds = Holds::Named(Named::Source);
const VISIBILITY: Column = may("visibility", Holds::Word(|| labels(terms::visibility)));

fn labels<T: Word + From<&'static str>>(say: impl Fn(&T) -> &str) -> Vec<(&'static str, String)> {
    T::known_words().iter().map(|word| (*word, say(&T::from(*word)).to_owned())).collect()
}

/// What the case says of itself.
pub static CASE: Table = Table {
    key: "case",
    kind: None,
    columns: &[
        must("format", Holds::Short),
        must("version", Holds::Whole),
        must("title", Holds::Text),
        may("summary", Holds::Text),
        may("language", Holds::Short),
        may("as_of", Holds::Short),
        may("handling", Holds::Text),
    ],
    nested: &[],
};

/// The lists of the case, in the order of the sheets.
pub static LISTS: [&Table; 13] = [
    &PARTIES,
    &AXES,
    &ISSUES,
    &POSITIONS,
    &PROPOSALS,
    &OUTCOMES,
    &ROUNDS,
    &EVENTS,
    &SOURCES,
    &ASSESSMENTS,
    &NOTES,
    &GLOSSARY,
    &LOG,
];

/// Every table, in the order of the sheets: what belongs to a list follows it.
pub static TABLES: [&Table; 20] = [
    &PARTIES,
    &DELEGATION,
    &AXES,
    &ISSUES,
    &OPTIONS,
    &POSITIONS,
    &CONDITIONS,
    &EVIDENCE,
    &PROPOSALS,
    &TERMS,
    &RESPONSES,
    &OUTCOMES,
    &ROUNDS,
    &PARTICIPANTS,
    &EVENTS,
    &SOURCES,
    &ASSESSMENTS,
    &NOTES,
    &GLOSSARY,
    &LOG,
];

/// `parties`
pub static PARTIES: Table = Table {
    key: "parties",
    kind: Some("party"),
    columns: &[
        must("id", Holds::Short),
        must("name", Holds::Short),
        may("short_name", Holds::Short),
        may("native_name", Holds::Short),
        must("role", Holds::Word(|| labels(terms::role))),
        may("color", Holds::Short),
        may("about", Holds::Text),
    ],
    nested: &[("delegation", &DELEGATION)],
};

static DELEGATION: Table = Table {
    key: "delegation",
    kind: None,
    columns: &[must("name", Holds::Short), may("title", Holds::Short), may("also_written", Holds::Words)],
    nested: &[],
};

/// `axes`
pub static AXES: Table = Table {
    key: "axes",
    kind: Some("axis"),
    columns: &[must("id", Holds::Short), must("name", Holds::Short), may("about", Holds::Text)],
    nested: &[],
};

/// `issues`
pub static ISSUES: Table = Table {
    key: "issues",
    kind: Some("issue"),
    columns: &[
        must("id", Holds::Short),
        must("axis", Holds::Short),
        may("number", Holds::Short),
        must("title", Holds::Text),
        may("question", Holds::Text),
        may("background", Holds::Text),
        must("status", Holds::Word(|| labels(terms::status))),
        may("tags", Holds::Words),
    ],
    nested: &[("status_evidence", &EVIDENCE), ("options", &OPTIONS)],
};

/// What issues could be settled on.
pub static OPTIONS: Table = Table {
    key: "options",
    kind: None,
    columns: &[must("id", Holds::Short), must("label", Holds::Text), may("about", Holds::Text)],
    nested: &[],
};

/// What the parties say.
pub static POSITIONS: Table = Table {
    key: "positions",
    kind: Some("position"),
    columns: &[
        must("id", Holds::Short),
        must("party", PARTY),
        must("issue", ISSUE),
        must("kind", Holds::Word(|| labels(terms::kind))),
        must("text", Holds::Text),
        may("basis", Holds::Word(|| labels(terms::basis))),
        may("firmness", Holds::Word(|| labels(terms::firmness))),
        may("options", Holds::Words),
        may("since", Holds::Short),
        may("until", Holds::Short),
        may("replaces", Holds::Short),
        VISIBILITY,
        may("tags", Holds::Words),
        may("comment", Holds::Text),
    ],
    nested: &[("conditions", &CONDITIONS), ("evidence", &EVIDENCE)],
};

/// On what positions and responses depend.
pub static CONDITIONS: Table = Table {
    key: "conditions",
    kind: None,
    columns: &[must("text", Holds::Text), may("requires", Holds::Short), may("from", PARTY)],
    nested: &[],
};

/// What claims rest on.
pub static EVIDENCE: Table = Table {
    key: "evidence",
    kind: None,
    columns: &[
        must("source", SOURCE),
        may("quote", Holds::Text),
        may("speaker", Holds::Short),
        must("attribution", Holds::Word(|| labels(terms::attribution))),
        may("via", Holds::Short),
        may("date", Holds::Short),
        may("reliability", Holds::Word(|| labels(Reliability::as_str))),
        may("credibility", Holds::Grade),
        may("disputes", Holds::Short),
        may("note", Holds::Text),
    ],
    nested: &[],
};

static PROPOSALS: Table = Table {
    key: "proposals",
    kind: Some("proposal"),
    columns: &[
        must("id", Holds::Short),
        must("sponsor", PARTY),
        must("title", Holds::Text),
        must("text", Holds::Text),
        must("status", Holds::Word(|| labels(terms::proposal_status))),
        VISIBILITY,
    ],
    nested: &[("terms", &TERMS), ("responses", &RESPONSES), ("evidence", &EVIDENCE)],
};

static TERMS: Table = Table {
    key: "terms",
    kind: None,
    columns: &[must("issue", ISSUE), may("option", Holds::Short), must("text", Holds::Text)],
    nested: &[],
};

static RESPONSES: Table = Table {
    key: "responses",
    kind: Some("response"),
    columns: &[must("party", PARTY), must("stance", Holds::Word(|| labels(terms::stance))), may("text", Holds::Text)],
    nested: &[("conditions", &CONDITIONS), ("evidence", &EVIDENCE)],
};

static OUTCOMES: Table = Table {
    key: "outcomes",
    kind: Some("outcome"),
    columns: &[
        must("id", Holds::Short),
        must("title", Holds::Text),
        must("text", Holds::Text),
        must("state", Holds::Word(|| labels(terms::outcome_state))),
        may("date", Holds::Short),
        may("parties", Holds::Words),
        may("issues", Holds::Words),
        VISIBILITY,
    ],
    nested: &[("evidence", &EVIDENCE)],
};

static ROUNDS: Table = Table {
    key: "rounds",
    kind: Some("round"),
    columns: &[
        must("id", Holds::Short),
        must("label", Holds::Short),
        may("place", Holds::Short),
        may("start", Holds::Short),
        may("end", Holds::Short),
        may("result", Holds::Text),
    ],
    nested: &[("participants", &PARTICIPANTS), ("evidence", &EVIDENCE)],
};

static PARTICIPANTS: Table = Table {
    key: "participants",
    kind: None,
    columns: &[must("party", PARTY), may("people", Holds::Words)],
    nested: &[],
};

static EVENTS: Table = Table {
    key: "events",
    kind: Some("event"),
    columns: &[must("id", Holds::Short), must("date", Holds::Short), must("text", Holds::Text)],
    nested: &[("evidence", &EVIDENCE)],
};

/// `sources`
pub static SOURCES: Table = Table {
    key: "sources",
    kind: Some("source"),
    columns: &[
        must("id", Holds::Short),
        must("publisher", Holds::Short),
        may("title", Holds::Text),
        may("date", Holds::Short),
        may("url", Holds::Short),
        may("language", Holds::Short),
        may("kind", Holds::Word(|| labels(terms::source_kind))),
        may("note", Holds::Text),
    ],
    nested: &[],
};

static ASSESSMENTS: Table = Table {
    key: "assessments",
    kind: None,
    columns: &[
        must("party", PARTY),
        may("issue", ISSUE),
        may("weight", Holds::Number),
        may("values", Holds::Values),
        may("walk_away", Holds::Text),
        may("confidence", Holds::Word(|| labels(terms::confidence))),
        may("rationale", Holds::Text),
        VISIBILITY,
    ],
    nested: &[],
};

static NOTES: Table = Table {
    key: "notes",
    kind: Some("note"),
    columns: &[
        must("id", Holds::Short),
        may("on", Holds::Short),
        must("text", Holds::Text),
        may("author", Holds::Short),
        may("created", Holds::Short),
        VISIBILITY,
    ],
    nested: &[],
};

static GLOSSARY: Table = Table {
    key: "glossary",
    kind: Some("glossary"),
    columns: &[must("term", Holds::Short), must("definition", Holds::Text)],
    nested: &[("evidence", &EVIDENCE)],
};

static LOG: Table = Table {
    key: "log",
    kind: None,
    columns: &[must("at", Holds::Short), may("on", Holds::Short), must("text", Holds::Text)],
    nested: &[],
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::case::Case;

    /// Holds a table against what the schema says of the record.
    fn compare(schema: &Value, record: &str, table: &Table) {
        let record = &schema["$defs"][record];
        let fields: BTreeSet<&str> = record["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        let columns = table.columns.iter().map(|column| column.field);
        let known: BTreeSet<&str> = columns.chain(table.nested.iter().map(|(field, _)| *field)).collect();
        assert_eq!(fields, known, "{}", table.key);
        let required: BTreeSet<&str> =
            record["required"].as_array().unwrap().iter().map(|field| field.as_str().unwrap()).collect();
        let must: BTreeSet<&str> =
            table.columns.iter().filter(|column| column.required).map(|column| column.field).collect();
        assert_eq!(required, must, "{}", table.key);
        for (field, nested) in table.nested {
            let items = &record["properties"][field]["items"]["$ref"];
            let name = items.as_str().unwrap().rsplit('/').next().unwrap();
            compare(schema, name, nested);
        }
    }

    #[test]
    fn every_field_of_the_case_has_its_column_or_its_table() {
        let schema = serde_json::to_value(schemars::schema_for!(Case)).unwrap();
        let lists: BTreeSet<&str> = LISTS.iter().map(|table| table.key).collect();
        let head: BTreeSet<&str> = CASE.columns.iter().map(|column| column.field).collect();
        let fields: BTreeSet<&str> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields, head.union(&lists).copied().collect());
        for table in LISTS {
            let items = &schema["properties"][table.key]["items"]["$ref"];
            compare(&schema, items.as_str().unwrap().rsplit('/').next().unwrap(), table);
        }
    }

    #[test]
    fn no_two_words_of_a_column_have_the_same_label() {
        for column in TABLES.iter().flat_map(|table| table.columns) {
            let Holds::Word(vocabulary) = column.holds else { continue };
            let labels = vocabulary();
            let distinct: BTreeSet<String> = labels.iter().map(|(_, label)| label.to_lowercase()).collect();
            assert_eq!(distinct.len(), labels.len(), "{}", column.field);
        }
    }
}
