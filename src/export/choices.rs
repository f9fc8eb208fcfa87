//! What a briefing is to hold, for whom, and in which form.

use crate::case::{AxisId, IssueId, Kind, Party, PartyId, Role, RoundId, Snapshot};
use crate::compare::{Column, Filter, default_columns};
use crate::words::export as words;

use super::{Direction, ExportError};

/// The column of what has been proposed, beside the ids of parties.
pub const PROPOSALS: &str = "proposals";

/// For whom a document is made; each sees what the one before it sees, and more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Anybody: neither what is shared nor what is internal.
    #[default]
    Public,
    /// The mediator or the other side: nothing that is internal.
    Shared,
    /// The own delegation: everything.
    Internal,
}

impl Audience {
    /// What stands first on each page that is not for everybody.
    #[must_use]
    pub fn marking(self) -> Option<&'static str> {
        match self {
            Self::Public => None,
            Self::Shared => Some(words::MARKED_SHARED),
            Self::Internal => Some(words::MARKED_INTERNAL),
        }
    }
}

/// How the case is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layout {
    /// A table with a row for each issue, a column for each party and one for the proposals.
    #[default]
    SideBySide,
    /// What a delegation takes into the room; whose, say [`Choices::own_party`].
    Brief,
    /// At most 120 words and the picture of the axes.
    Summary,
    /// Everything, with all evidence, and sources by number.
    Record,
}

/// What kind of file is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Pdf,
    Docx,
    Html,
    Markdown,
    /// A sheet for each list of the case, whatever the layout.
    Xlsx,
    /// A table of the positions, whatever the layout.
    Csv,
    /// The picture of the axes, as a drawing.
    Svg,
    /// The picture of the axes, as dots.
    Png,
}

/// The paper's size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sheet {
    #[default]
    A4,
    Letter,
}

/// What a document is to hold, and how; an empty list lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    pub layout: Layout,
    pub audience: Audience,
    /// Whose brief it is; the first principal where nothing is said.
    pub own_party: Option<PartyId>,
    pub axes: Vec<AxisId>,
    pub issues: Vec<IssueId>,
    pub parties: Vec<PartyId>,
    pub kinds: Vec<Kind>,
    /// Positions as they stood in this round; those that stand now where nothing is said.
    pub round: Option<RoundId>,
    /// The columns in their order; those of a case opened for the first time where nothing is said.
    pub columns: Vec<Column>,
    /// Whether the side-by-side table and the full record include the picture of the axes.
    pub picture: bool,
    pub sheet: Sheet,
    pub direction: Direction,
    /// The day that the footer names as the day of making, as people read it; without it none is named, so that the
    /// same case gives the same bytes.
    pub made_on: Option<String>,
}

impl Choices {
    /// What the comparison is to show.
    #[must_use]
    pub fn filter(&self) -> Filter {
        Filter {
            axes: self.axes.clone(),
            issues: self.issues.clone(),
            parties: self.parties.clone(),
            kinds: self.kinds.clone(),
            round: self.round.clone(),
            ..Filter::default()
        }
    }

    /// The columns as chosen; else those of a case opened for the first time, without the parties that are not chosen.
    #[must_use]
    pub fn columns(&self, snapshot: &Snapshot) -> Vec<Column> {
        if !self.columns.is_empty() {
            return self.columns.clone();
        }
        let mut columns = default_columns(snapshot);
        columns.retain(|column| match column {
            Column::Party(party) => self.parties.is_empty() || self.parties.contains(party),
            Column::Proposals => true,
        });
        // Whoever is asked for has a column, with or without a position.
        for party in self.parties.iter().filter(|party| snapshot.party(party).is_some()) {
            let column = Column::Party(party.clone());
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns
    }

    /// Whose brief it is: the chosen party, else the first principal, else the first party.
    #[must_use]
    pub fn own_party<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a Party> {
        if let Some(own) = &self.own_party {
            return snapshot.party(own).map(|party| &**party);
        }
        let parties = &snapshot.case().parties;
        let principal = parties.iter().find(|party| party.role == Role::Principal);
        principal.or_else(|| parties.get(0)).map(|party| &**party)
    }

    /// Looks whether the case has all that is named here.
    ///
    /// # Errors
    /// When it does not, with what it has; when it names a column twice; or when a brief is asked for and the case has no party.
    pub fn check(&self, snapshot: &Snapshot) -> Result<(), ExportError> {
        let case = snapshot.case();
        macro_rules! look {
            ($chosen:expr, $noun:expr, $list:ident, $find:ident) => {
                for id in $chosen {
                    if snapshot.$find(id).is_none() {
                        let known = case.$list.iter().map(|record| record.id.to_string()).collect();
                        return Err(ExportError::Unknown { noun: $noun, id: id.to_string(), known });
                    }
                }
            };
        }
        look!(&self.axes, words::AN_AXIS, axes, axis);
        look!(&self.issues, words::AN_ISSUE, issues, issue);
        look!(self.round.iter(), words::A_ROUND, rounds, round);
        look!(self.parties.iter().chain(&self.own_party), words::A_PARTY, parties, party);
        for (number, column) in self.columns.iter().enumerate() {
            let id = match column {
                Column::Party(party) => party.as_str(),
                Column::Proposals => PROPOSALS,
            };
            if matches!(column, Column::Party(party) if snapshot.party(party).is_none()) {
                let parties = case.parties.iter().map(|party| party.id.to_string());
                let known = parties.chain([PROPOSALS.to_owned()]).collect();
                return Err(ExportError::Unknown { noun: words::A_COLUMN, id: id.to_owned(), known });
            }
            if self.columns.iter().take(number).any(|known| known == column) {
                return Err(ExportError::ColumnTwice(id.to_owned()));
            }
        }
        if self.layout == Layout::Brief && self.own_party(snapshot).is_none() {
            return Err(ExportError::NoParty);
        }
        Ok(())
    }
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: [Self; 8] =
        [Self::Pdf, Self::Docx, Self::Html, Self::Markdown, Self::Xlsx, Self::Csv, Self::Svg, Self::Png];

    /// The ending of its file names, without the dot; also its name on the command line.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    /// Whether it shows a layout; the others hold lists or the picture alone.
    #[must_use]
    pub fn has_layout(self) -> bool {
        matches!(self, Self::Pdf | Self::Docx | Self::Html | Self::Markdown)
    }
}
