//! What a case is: its records, ids and references, and the checks on them.
//!
//! Nothing here knows of files, windows or exports.

mod check;
mod date;
mod extra;
mod follow;
mod hash;
mod ids;
mod index;
mod labels;
mod links;
mod list;
mod model;
mod numbered;
mod object;
mod path;
mod problem;
mod record;
mod tables;
mod values;
mod vocabulary;

pub use check::{STANDARD_AXES, check};
pub use date::{CaseDate, Moment, Precise};
pub use extra::{Blank, Extra, FieldError, Fields, Word};
pub use follow::{Difference, Shift, few};
pub use hash::{fingerprint, hash};
pub use ids::{
    AxisId, EventId, IssueId, NoteId, OptionId, OutcomeId, PartyId, PositionId, ProposalId, Ref, RoundId, SourceId,
};
pub use index::Snapshot;
pub use labels::{LabelUse, split_number};
pub use list::{Iter, List};
pub use model::{
    Assessment, Axis, Case, Condition, Delegate, Event, Evidence, GlossaryEntry, Issue, IssueOption, LogEntry, Note,
    Outcome, Participant, Party, Position, Proposal, ProposalResponse, Round, Source, Term,
};
pub use numbered::{IssueNumber, PositionNumber};
pub use object::Object;
pub use path::{Path, Step};
pub use problem::{Problem, ProblemKind};
pub use values::Values;
pub use vocabulary::{
    Attribution, Basis, Confidence, Firmness, Kind, OutcomeState, ProposalStatus, Reliability, Role, SourceKind,
    Stance, Status, Visibility,
};

/// The value of a case file's `format` field.
pub const FORMAT: &str = "demarche/case";
/// The version of the format that this program writes.
pub const VERSION: u32 = 1;
