//! What can be wrong in a case that nevertheless makes sense.

use serde_json::Number;

use super::{AxisId, CaseDate, IssueId, Moment, OptionId, Path, PositionId, Ref};

/// Something in a case that its keepers should look at; it never blocks work.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where it stands in the file; the nearest thing that exists, when something is missing.
    pub path: Path,
    /// The record that has the problem; nothing for the case itself, an assessment, a term or a log entry.
    pub subject: Option<Ref>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// The kinds of problem, each with what its message needs; the messages stand in [`crate::words`].
#[derive(Clone, Debug, PartialEq)]
pub enum ProblemKind {
    /// A reference or an id leads nowhere; [`Ref::Other`] when it is not even of the form `kind:id`.
    NoSuchRecord(Ref),
    /// The issue has no such option, or there is no issue whose option it could be.
    NoSuchOption {
        /// The issue that the option should belong to.
        issue: Option<IssueId>,
        /// The option that was not found.
        option: OptionId,
    },
    /// Neither a date nor a round of the case.
    NoSuchMoment(Moment),
    /// Not a date of the form `2026`, `2026-01` or `2026-01-06`.
    UnreadableDate(CaseDate),
    /// Not an RFC 3339 time with an offset.
    UnreadableTime(String),
    /// A word that this version of the program does not know.
    UnknownWord {
        /// The word as it stands in the file.
        word: Box<str>,
        /// The words that could stand there.
        known: &'static [&'static str],
    },
    /// An issue is said to be agreed, and nothing is cited for it.
    AgreedWithoutEvidence,
    /// A party concedes an option that it also refuses.
    RedLineCrossed {
        /// The concession that crosses the red line.
        concession: PositionId,
        /// The option that both name.
        option: OptionId,
    },
    /// A party demands an option that it also refuses.
    DemandRefused {
        /// The demand on the same option.
        demand: PositionId,
        /// The option that both name.
        option: OptionId,
    },
    /// Following `replaces` comes back to the same position, after so many steps.
    ReplacesLoop(usize),
    /// A position replaces one of another party.
    ReplacesOtherParty(PositionId),
    /// No evidence cites the source.
    Uncited,
    /// A position cites nothing.
    NoEvidence,
    /// One of the three axes that are always there is not.
    MissingAxis(AxisId),
    /// A number outside the range that its field has.
    OutOfRange {
        /// The number as it stands in the file.
        value: Number,
        /// The least that it may be.
        low: u8,
        /// The most that it may be.
        high: u8,
    },
    /// Not a color of the form `#rrggbb`.
    UnreadableColor(String),
    /// Two issues have the same permanent number.
    NumberTaken {
        /// The number.
        number: String,
        /// The issue that has it first.
        first: IssueId,
    },
    /// Two options of an issue have the same id.
    OptionTaken(OptionId),
    /// A required text is empty.
    EmptyText,
    /// An id that is not made of lower-case words and hyphens.
    UnusualId(Box<str>),
}

impl ProblemKind {
    /// A short name for other programs, which stays the same from version to version.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSuchRecord(_) => "no_such_record",
            Self::NoSuchOption { .. } => "no_such_option",
            Self::NoSuchMoment(_) => "no_such_moment",
            Self::UnreadableDate(_) => "unreadable_date",
            Self::UnreadableTime(_) => "unreadable_time",
            Self::UnknownWord { .. } => "unknown_word",
            Self::AgreedWithoutEvidence => "agreed_without_evidence",
            Self::RedLineCrossed { .. } => "red_line_crossed",
            Self::DemandRefused { .. } => "demand_refused",
            Self::ReplacesLoop(_) => "replaces_loop",
            Self::ReplacesOtherParty(_) => "replaces_other_party",
            Self::Uncited => "uncited",
            Self::NoEvidence => "no_evidence",
            Self::MissingAxis(_) => "missing_axis",
            Self::OutOfRange { .. } => "out_of_range",
            Self::UnreadableColor(_) => "unreadable_color",
            Self::NumberTaken { .. } => "number_taken",
            Self::OptionTaken(_) => "option_taken",
            Self::EmptyText => "empty_text",
            Self::UnusualId(_) => "unusual_id",
        }
    }
}
