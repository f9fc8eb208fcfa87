//! What the columns and rows of a table are: what a guess proposes and a person corrects.

use std::collections::BTreeMap;
use std::ops::Range;

use super::axes::find_axis;
use crate::case::{Attribution, AxisId, Kind, PartyId, Role, Snapshot, Visibility};
use crate::words::{import as words, names, terms};

/// What a table is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The rows with the headings of the columns; empty where there are none.
    pub headers: Range<usize>,
    /// How sure the headings are.
    pub headers_certainty: Certainty,
    /// What each column is, from the first on; columns beyond these are not read.
    pub columns: Vec<Column>,
    /// What each row is, from the first on; rows beyond these are issues.
    pub rows: Vec<RowUse>,
    /// Whose single cells are, by row and column, in columns with what a party says.
    pub cells: BTreeMap<(usize, usize), PartyChoice>,
    /// The axis of issues for which the table names none.
    pub axis: AxisChoice,
    /// Who may see the positions and notes that are made. *Internal* where nothing says otherwise: a table that comes in
    /// is a working paper, and what is shown too late does less harm than what is shown too early.
    pub visibility: Visibility,
    /// In what way the sources that the table names tie a claim to its speaker.
    pub attribution: Attribution,
    /// Whether those sources are cited for the status as well, where it has to be backed. Not where nothing says so: a
    /// source in a row may be for what a party says, and *agreed* is too much to be inferred.
    pub backs_status: bool,
}

/// What a column is, and how sure that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it is.
    pub role: ColumnRole,
    /// How sure that is.
    pub certainty: Certainty,
}

impl Column {
    /// A column as a person or a flag says that it is.
    #[must_use]
    pub fn set(role: ColumnRole) -> Self {
        Self { role, certainty: Certainty::Certain }
    }
}

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Somebody should look at it.
    Unsure,
    /// Most likely right.
    Likely,
    /// Right by its own words, or set by a person.
    Certain,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnRole {
    /// Nothing that is read.
    Ignore,
    /// The permanent number of the issue.
    Number,
    /// What the issue is called.
    Title,
    /// The axis of the issue.
    Axis,
    /// The question that has to be settled.
    Question,
    /// What one has to know.
    Background,
    /// How far the issue is settled.
    Status,
    /// What one party says.
    Party(PartyChoice, Kind),
    /// Which party the row is about, in a table with a row for each position.
    PartyName,
    /// What the row's party says.
    Statement(Kind),
    /// The kind of the row's position.
    Kind,
    /// What has been drafted as common text.
    Draft,
    /// Where it comes from.
    Evidence,
    /// A remark.
    Note,
}

/// A party that positions are ascribed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartyChoice {
    /// One that the case has.
    Existing(PartyId),
    /// One that is added, or the one of this name where there is one by then.
    New {
        /// Its name.
        name: String,
        /// Its role.
        role: Role,
    },
}

impl PartyChoice {
    /// A principal that is added.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self::New { name: name.to_owned(), role: Role::Principal }
    }
}

impl ColumnRole {
    /// What it is called.
    #[must_use]
    pub fn name(&self, snapshot: &Snapshot) -> String {
        let plain = match self {
            Self::Party(choice, kind) => return words::party_column(&choice.name(snapshot), terms::kind(kind)),
            Self::Statement(kind) => return words::party_column(words::THE_SPEAKER, terms::kind(kind)),
            Self::Ignore => words::NOT_READ,
            Self::Number => words::NUMBER,
            Self::Title => words::TITLE,
            Self::Axis => words::AXIS,
            Self::Question => words::QUESTION,
            Self::Background => words::BACKGROUND,
            Self::Status => words::STATUS,
            Self::PartyName => words::SPEAKER,
            Self::Kind => words::KIND,
            Self::Draft => words::DRAFT,
            Self::Evidence => words::SOURCES,
            Self::Note => words::REMARKS,
        };
        plain.to_owned()
    }
}

impl PartyChoice {
    /// The party's label, or the name of a new one and that it is new.
    #[must_use]
    pub fn name(&self, snapshot: &Snapshot) -> String {
        match self {
            Self::Existing(id) => names::party_label(snapshot, id).to_owned(),
            Self::New { name, .. } => words::new_party(name),
        }
    }
}

/// An axis that issues are put on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AxisChoice {
    /// One that the case has.
    Existing(AxisId),
    /// One of this name, added where there is none.
    Named(String),
}

impl AxisChoice {
    /// The axis of a name: one of the case where it has one.
    #[must_use]
    pub fn called(name: &str, snapshot: &Snapshot) -> Self {
        find_axis(snapshot, name).map_or_else(|| Self::Named(name.trim().to_owned()), Self::Existing)
    }
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowUse {
    /// An issue, or a position on one.
    Issue,
    /// The axis of the rows that follow.
    Axis,
    /// Nothing that is read.
    Skip,
}

impl Mapping {
    /// A mapping of so many columns and rows that reads nothing yet.
    #[must_use]
    pub fn blank(columns: usize, rows: usize) -> Self {
        Self {
            headers: 0..0,
            headers_certainty: Certainty::Unsure,
            columns: vec![Column { role: ColumnRole::Ignore, certainty: Certainty::Unsure }; columns],
            rows: vec![RowUse::Issue; rows],
            cells: BTreeMap::new(),
            axis: AxisChoice::Named(words::GENERAL_AXIS.to_owned()),
            visibility: Visibility::Internal,
            attribution: Attribution::OutletReport,
            backs_status: false,
        }
    }

    /// What a row is; those of the headings and above them are skipped.
    #[must_use]
    pub fn row(&self, row: usize) -> RowUse {
        if row < self.headers.end { RowUse::Skip } else { self.rows.get(row).copied().unwrap_or(RowUse::Issue) }
    }

    /// The first column of a role.
    #[must_use]
    pub fn column(&self, role: &ColumnRole) -> Option<usize> {
        self.columns.iter().position(|column| column.role == *role)
    }

    /// The columns of a role, for those that can come up more than once.
    pub fn columns_of<'a>(&'a self, role: &'a ColumnRole) -> impl Iterator<Item = usize> {
        self.columns.iter().enumerate().filter(move |(_, column)| column.role == *role).map(|(at, _)| at)
    }

    /// Makes a column what a person says; a role that only one column can have leaves the one that had it.
    pub fn set(&mut self, column: usize, role: ColumnRole) {
        let single = matches!(
            role,
            ColumnRole::Number
                | ColumnRole::Title
                | ColumnRole::Axis
                | ColumnRole::Status
                | ColumnRole::PartyName
                | ColumnRole::Kind
        );
        if single {
            for other in self.columns.iter_mut().filter(|other| other.role == role) {
                other.role = ColumnRole::Ignore;
            }
        }
        if let Some(place) = self.columns.get_mut(column) {
            *place = Column::set(role);
        }
    }
}
