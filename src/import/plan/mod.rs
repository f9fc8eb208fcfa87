//! What would be made of a table, before it is made.
//!
//! **A second import updates rather than doubles.** An issue of the table is one of the case when it has its number
//! (and, where both have a title, one that resembles it) or its title; then the texts that the table has for it
//! replace those that the issue had, and what the table leaves blank stays. Its axis and its number stay as they are. A
//! position is one of the case when the party has one of the same kind on the issue with the same text. With another
//! text it is a new version: it replaces the old one's text where nothing speaks for that (no evidence, no conditions,
//! nothing that refers to it), else it becomes a position of its own that *replaces* the old, so that what was cited for
//! the old text is never cited for the new. Notes are matched by their text, those on drafts and common text by their
//! first words. Nothing is removed: what is missing in a table has not been withdrawn.
//!
//! **Nothing is settled by a table's silence.** Equal texts of all parties are noted as common text, and a draft as a
//! draft; the status is what the table's status column says, else *unknown*.

mod build;
mod citations;
mod draft;
mod reading;
mod records;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::mapping::{AxisChoice, Mapping, PartyChoice};
use super::{Grid, Place};
use crate::case::{Attribution, Kind, Ref, Snapshot, Status, Visibility};
use crate::edit::{Change, Edit, Intent, Noun};
use crate::export::Progress;
use crate::words::{import as words, terms};

pub(super) use reading::{first_words, leading_number};
pub(super) use records::of_rows as records_of;
pub use records::records;

/// What would be made.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What is made, changed or already there, in the order of the table.
    pub made: Vec<Made>,
    /// What is left out, and why.
    pub skipped: Vec<Skipped>,
    /// What cells were taken for that does not stand in them word for word.
    pub inferred: Vec<Inferred>,
    changes: Vec<Change>,
    after: Snapshot,
}

/// A record that comes of something that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Whether it is new.
    pub fate: Fate,
    /// What it is.
    pub noun: Noun,
    /// The record.
    pub target: Ref,
    /// Its name, title or text.
    pub text: String,
    /// Where that comes from; nothing for what the mapping brings in by itself.
    pub from: Option<Place>,
}

/// What becomes of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is added.
    New,
    /// The case has it, and it is changed.
    Changed,
    /// The case has it as it is.
    Same,
}

/// What a cell or a row was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inferred {
    /// Where it stands.
    pub place: Place,
    /// What stands there.
    pub text: String,
    /// What it was taken for.
    pub what: TakenFor,
}

/// What a text can be taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenFor {
    /// A status.
    Status(Status),
    /// A row of its own that names the axis of the rows below it.
    AxisRow,
    /// The axis of a cell further up, which holds for so many rows below that name none.
    AxisAbove(usize),
}

impl Inferred {
    /// The same as a sentence.
    #[must_use]
    pub fn message(&self) -> String {
        self.told(&words::quoted(&self.text))
    }

    /// The same for a window, in which letters of both directions keep their order.
    #[must_use]
    pub fn message_in_window(&self) -> String {
        self.told(&words::quoted_in_window(&self.text))
    }

    fn told(&self, quoted: &str) -> String {
        let place = self.place.to_string();
        match &self.what {
            TakenFor::Status(status) => words::taken_status(&place, quoted, terms::status(status)),
            TakenFor::AxisRow => words::taken_axis_row(&place, quoted),
            TakenFor::AxisAbove(rows) => words::taken_axis_above(&place, quoted, *rows),
        }
    }
}

/// Something that was read and left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it stands.
    pub place: Place,
    /// Why.
    pub reason: Reason,
    /// What stands there.
    pub text: String,
}

/// Why something is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The cell says that there is no position.
    NoPosition,
    /// The mapping does not read the column.
    ColumnNotRead,
    /// The mapping skips the row.
    RowNotRead,
    /// The word is no known status; the issue's is unknown.
    UnknownStatus,
    /// The word is no known kind of position; the mapping's is taken.
    UnknownKind,
    /// The cell stands for another without saying which.
    Idem,
    /// The cell stands for that of a party which has none in this row.
    SameAsNobody,
    /// The row does not say who speaks.
    NoParty,
    /// The party of the mapping is not in the case any more.
    PartyGone,
    /// The number is another issue's; the issue gets the next that is free.
    NumberTaken,
    /// The paragraph has no alternatives.
    NoAlternatives,
    /// A bracket is never closed, or closes nothing.
    Unbalanced,
    /// Brackets within brackets, too deep to be read.
    TooDeep,
    /// The paragraph has more names than are read.
    TooManyNames,
    /// A bracket that does not say whose it is.
    Unlabelled,
    /// The user leaves out whose it is.
    LabelIgnored,
}

impl Reason {
    /// Whether somebody should look at it; the others are as they should be.
    #[must_use]
    pub fn matters(&self) -> bool {
        !matches!(
            self,
            Self::NoPosition | Self::ColumnNotRead | Self::RowNotRead | Self::NoAlternatives | Self::LabelIgnored
        )
    }

    /// The reason, as one sentence.
    #[must_use]
    pub fn message(&self) -> &'static str {
        match self {
            Self::NoPosition => words::NO_POSITION,
            Self::ColumnNotRead => words::COLUMN_NOT_READ,
            Self::RowNotRead => words::ROW_NOT_READ,
            Self::UnknownStatus => words::UNKNOWN_STATUS,
            Self::UnknownKind => words::UNKNOWN_KIND,
            Self::Idem => words::IDEM,
            Self::SameAsNobody => words::SAME_AS_NOBODY,
            Self::NoParty => words::NO_PARTY,
            Self::PartyGone => words::PARTY_GONE,
            Self::NumberTaken => words::NUMBER_TAKEN,
            Self::NoAlternatives => words::NO_ALTERNATIVES,
            Self::Unbalanced => words::UNBALANCED,
            Self::TooDeep => words::TOO_DEEP,
            Self::TooManyNames => words::TOO_MANY_NAMES,
            Self::Unlabelled => words::UNLABELLED,
            Self::LabelIgnored => words::LABEL_IGNORED,
        }
    }
}

/// What a row of a table, or a paragraph of a draft, says of one issue.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) place: Option<Place>,
    pub(super) number: Option<(String, Place)>,
    pub(super) title: Option<(String, Place)>,
    pub(super) axis: Option<(AxisChoice, Place)>,
    pub(super) question: Option<(String, Place)>,
    pub(super) background: Option<(String, Place)>,
    pub(super) status: Option<(Status, Place)>,
    pub(super) said: Vec<Said>,
    pub(super) drafts: Vec<(String, Place)>,
    pub(super) evidence: Vec<(String, Place)>,
    pub(super) notes: Vec<(String, Place)>,
    /// What the issue could be settled on: label and text.
    pub(super) options: Vec<(String, String)>,
    /// Goes on with the issue of the row before.
    pub(super) continues: bool,
}

/// What one party says in a row.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) party: PartyChoice,
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) place: Place,
}

/// What holds for all that is made.
#[derive(Clone, Debug)]
pub(super) struct Manner {
    pub(super) axis: AxisChoice,
    pub(super) visibility: Visibility,
    pub(super) attribution: Attribution,
    /// Whether the sources of a row are cited for its status as well.
    pub(super) backs_status: bool,
}

/// What would be made of a table in a case.
#[must_use]
pub fn plan(grid: &Grid, mapping: &Mapping, snapshot: &Snapshot) -> Plan {
    plan_watched(grid, mapping, snapshot, &Progress::default())
}

/// The same, telling how far it has come; once it is cancelled, what comes of it is only a part.
#[must_use]
pub fn plan_watched(grid: &Grid, mapping: &Mapping, snapshot: &Snapshot, progress: &Progress) -> Plan {
    let (rows, skipped, inferred) = reading::read(grid, mapping, snapshot);
    let manner = Manner {
        axis: mapping.axis.clone(),
        visibility: mapping.visibility.clone(),
        attribution: mapping.attribution.clone(),
        backs_status: mapping.backs_status,
    };
    Plan { inferred, ..build(&rows, skipped, &manner, snapshot, progress) }
}

/// What would be made of rows; those of a draft in brackets as well.
pub(super) fn build(
    rows: &[Row],
    skipped: Vec<Skipped>,
    manner: &Manner,
    snapshot: &Snapshot,
    progress: &Progress,
) -> Plan {
    let mut draft = draft::Draft::new(snapshot, skipped);
    build::build(&mut draft, rows, manner, progress);
    let mut skipped = draft.skipped;
    skipped.sort_by_key(|skipped| skipped.place);
    Plan { made: draft.made, skipped, inferred: Vec::new(), changes: draft.changes, after: draft.snapshot }
}

impl Plan {
    /// All of it as one step that can be undone.
    #[must_use]
    pub fn edit(&self) -> Edit {
        let first = self.made.iter().find(|made| made.fate != Fate::Same && made.noun == Noun::Issue);
        let any = || self.made.iter().find(|made| made.fate != Fate::Same);
        let goes_to = first.or_else(any).map(|made| made.target.clone());
        Edit { intent: Intent::Import, changes: self.changes.clone(), goes_to, comes_from: None, run: None }
    }

    /// The case as it would be.
    #[must_use]
    pub fn after(&self) -> &Snapshot {
        &self.after
    }

    /// The case as it would be, to be opened or saved as a new one.
    #[must_use]
    pub fn case(&self) -> Arc<crate::case::Case> {
        Arc::clone(self.after.case())
    }

    /// Whether nothing would be changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many records of a kind have a fate.
    #[must_use]
    pub fn count(&self, noun: Noun, fate: Fate) -> usize {
        let is_position = |noun: Noun| {
            matches!(noun, Noun::Demand | Noun::Concession | Noun::RedLine | Noun::Interest | Noun::Position)
        };
        let is =
            |made: &&Made| made.fate == fate && (made.noun == noun || noun == Noun::Position && is_position(made.noun));
        self.made.iter().filter(is).count()
    }

    /// What would be made, in one sentence.
    #[must_use]
    pub fn summary(&self) -> String {
        let nouns = [
            (Noun::Party, "party", "parties"),
            (Noun::Axis, "axis", "axes"),
            (Noun::Issue, "issue", "issues"),
            (Noun::Position, "position", "positions"),
            (Noun::Source, "source", "sources"),
            (Noun::Note, "note", "notes"),
        ];
        let counts = nouns.map(|(noun, one, many)| {
            let of = |fate| self.count(noun, fate);
            words::Count { one, many, new: of(Fate::New), changed: of(Fate::Changed), same: of(Fate::Same) }
        });
        words::summary(&counts)
    }
}
