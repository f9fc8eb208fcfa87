//! What is wrong with a table, and where.

use std::fmt;

use crate::export::sheets::cell::Wanted;
use crate::words::workbook as words;

/// Where something stands in a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The row as the spreadsheet counts it, from 1.
    pub row: Option<usize>,
    /// The name of the column.
    pub column: Option<String>,
}

impl Place {
    /// A sheet.
    #[must_use]
    pub fn sheet(name: &str) -> Self {
        Self { sheet: Some(name.to_owned()), ..Self::default() }
    }

    /// A row of this place, from 1.
    #[must_use]
    pub fn row(&self, row: usize) -> Self {
        Self { row: Some(row), ..self.clone() }
    }

    /// A column of this place.
    #[must_use]
    pub fn column(&self, column: &str) -> Self {
        Self { column: Some(column.to_owned()), ..self.clone() }
    }
}

/// Something that keeps a table, or a part of it, from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub place: Place,
    pub kind: TroubleKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// It is no workbook, or a damaged one.
    NotAWorkbook(String),
    /// It is larger than can be read, in MB.
    TooLarge(u64),
    /// It is not UTF-8 or UTF-16.
    NotUtf8,
    /// Demarche has not made it.
    Foreign,
    /// It is of a later version of the case format.
    Newer(String),
    NoSheet,
    NoColumn,
    TwoColumns,
    /// A field that must be there is not.
    Empty,
    /// A cell holds something else.
    Unlike {
        wanted: Wanted,
        found: String,
    },
    /// A line of a cell is no list of fields with values.
    NoPairs(String),
    /// A field that such a line cannot have.
    NoSuchField(String),
    /// The cell with unknown keys holds no such.
    NoObject(String),
    /// A formula could not be computed.
    FormulaError,
    /// What the row belongs to is not there.
    NoOwner(String),
    IdTaken(String),
    /// Two rows say different things of one record.
    Disagrees(String),
    /// A party that the case does not have, with the name of one that it has.
    SecondParty {
        id: String,
        /// The id of the one that the case has.
        known: String,
    },
    /// Anything else that the case does not take.
    Unfit(String),
    /// A sheet that is none of the case's; it was left out.
    UnknownSheet,
    /// A column that is none of the sheet's; it was left out.
    UnknownColumn,
}

impl TroubleKind {
    /// The trouble at a place.
    #[must_use]
    pub fn at(self, place: Place) -> Trouble {
        Trouble { place, kind: self }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { sheet, row, column } = &self.place;
        let place = words::at(sheet.as_deref(), *row, column.as_deref());
        if place.is_empty() { write!(f, "{}", self.kind) } else { write!(f, "{place}: {}", self.kind) }
    }
}

impl fmt::Display for TroubleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = match self {
            Self::NotAWorkbook(reason) => words::not_a_workbook(reason),
            Self::TooLarge(megabytes) => words::too_large(*megabytes),
            Self::NotUtf8 => words::NOT_UTF8.to_owned(),
            Self::Foreign => words::FOREIGN.to_owned(),
            Self::Newer(found) => words::newer(found, crate::case::VERSION),
            Self::NoSheet => words::NO_SHEET.to_owned(),
            Self::NoColumn => words::NO_COLUMN.to_owned(),
            Self::TwoColumns => words::TWO_COLUMNS.to_owned(),
            Self::Empty => words::EMPTY.to_owned(),
            Self::Unlike { wanted, found } => {
                let wanted = match wanted {
                    Wanted::Number => words::WANTS_NUMBER,
                    Wanted::Grade => words::WANTS_GRADE,
                    Wanted::Whole => words::WANTS_WHOLE,
                    Wanted::Values => words::WANTS_VALUES,
                };
                words::found(wanted, found)
            }
            Self::NoPairs(found) => words::found(words::WANTS_PAIRS, found),
            Self::NoSuchField(field) => words::no_such_field(field),
            Self::NoObject(found) => words::found(words::WANTS_OBJECT, found),
            Self::FormulaError => words::FORMULA_ERROR.to_owned(),
            Self::NoOwner(owner) => words::no_owner(owner),
            Self::IdTaken(id) => words::id_taken(id),
            Self::Disagrees(record) => words::disagrees(record),
            Self::SecondParty { id, known } => words::second_party(id, known),
            Self::Unfit(reason) => words::unfit(reason),
            Self::UnknownSheet => words::UNKNOWN_SHEET.to_owned(),
            Self::UnknownColumn => words::UNKNOWN_COLUMN.to_owned(),
        };
        f.write_str(&said)
    }
}

impl std::error::Error for Trouble {}
