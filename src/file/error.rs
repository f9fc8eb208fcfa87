//! What can go wrong with a case file; the messages stand in [`crate::words`].

use std::io;
use std::path::PathBuf;

use crate::case::Path;

/// Something that keeps a file from being read as a case, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct FileError {
    /// The line and column at which it stands.
    pub place: Place,
    /// Where in the document; empty for the document itself.
    pub path: Path,
    /// What is wrong.
    pub kind: FileErrorKind,
}

/// A line and a column, both from one; a column counts characters (Unicode scalar values), not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Place {
    /// The line, from one.
    pub line: usize,
    /// The character within the line, from one.
    pub column: usize,
}

/// The kinds of [`FileError`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileErrorKind {
    /// There is nothing in the file.
    Empty,
    /// Text in another encoding, by its name.
    Encoding(&'static str),
    /// A byte that cannot stand in UTF-8 text.
    NotUtf8(u8),
    /// A file of another kind.
    Foreign(Foreign),
    /// Anything else that does not begin as a JSON object.
    NotACase,
    /// The file stops before what was opened is closed.
    Truncated(Shape),
    /// Not JSON.
    Syntax(Syntax),
    /// Marks that a version control system leaves where two versions could not be joined.
    MergeConflict,
    /// Lists or objects inside each other beyond what the reader follows.
    TooDeep,
    /// `format` names something else.
    WrongFormat(String),
    /// A version that this program does not know yet; as it stands in the file.
    NewerVersion(String),
    /// Not the number of a version.
    NoSuchVersion(String),
    /// A value of another shape than its field has.
    WrongType {
        /// What the field holds.
        expected: Shape,
        /// What stands there.
        found: Shape,
    },
    /// A whole number that its field cannot hold.
    NumberOutOfReach,
    /// A field that every record of its kind has is not there.
    MissingField(String),
    /// The same key twice in one object.
    DuplicateKey {
        /// The key.
        key: String,
        /// The line on which it stands first.
        first_line: usize,
    },
    /// The same id twice in one list.
    DuplicateId {
        /// The id.
        id: String,
        /// The line on which it stands first.
        first_line: usize,
    },
    /// More errors than are listed.
    More,
    /// Anything else, in the words of the parser.
    Other(String),
}

impl FileErrorKind {
    /// Whether it is put right where it stands in the text, and not by another file or another program.
    #[must_use]
    pub fn is_mendable(&self) -> bool {
        match self {
            Self::NotUtf8(_)
            | Self::Syntax(_)
            | Self::MergeConflict
            | Self::NoSuchVersion(_)
            | Self::WrongType { .. }
            | Self::NumberOutOfReach
            | Self::MissingField(_)
            | Self::DuplicateKey { .. }
            | Self::DuplicateId { .. }
            | Self::Other(_) => true,
            Self::Empty
            | Self::Encoding(_)
            | Self::Foreign(_)
            | Self::NotACase
            | Self::Truncated(_)
            | Self::TooDeep
            | Self::WrongFormat(_)
            | Self::NewerVersion(_)
            | Self::More => false,
        }
    }

    /// A short name for other programs, which stays the same from version to version.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Encoding(_) => "encoding",
            Self::NotUtf8(_) => "not_utf8",
            Self::Foreign(_) => "foreign",
            Self::NotACase => "not_a_case",
            Self::Truncated(_) => "truncated",
            Self::Syntax(_) => "syntax",
            Self::MergeConflict => "merge_conflict",
            Self::TooDeep => "too_deep",
            Self::WrongFormat(_) => "wrong_format",
            Self::NewerVersion(_) => "newer_version",
            Self::NoSuchVersion(_) => "no_such_version",
            Self::WrongType { .. } => "wrong_type",
            Self::NumberOutOfReach => "number_out_of_reach",
            Self::MissingField(_) => "missing_field",
            Self::DuplicateKey { .. } => "duplicate_key",
            Self::DuplicateId { .. } => "duplicate_id",
            Self::More => "more",
            Self::Other(_) => "other",
        }
    }
}

/// What a JSON value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `{ … }`
    Object,
    /// `[ … ]`
    List,
    /// `"…"`
    Text,
    /// Any number.
    Number,
    /// A number without a fraction.
    WholeNumber,
    /// `true` or `false`.
    Flag,
    /// `null`
    Null,
    /// Nothing in particular.
    Value,
}

/// How a text fails to be JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// No value where one should stand.
    NoValue,
    /// Text in single or curly quotes.
    WrongQuotes,
    /// A comment.
    Comment,
    /// A word other than `true`, `false` and `null`.
    BareWord,
    /// No colon after a key.
    NoColon,
    /// Neither a comma nor the end of the list.
    NoCommaInList,
    /// Neither a comma nor the end of the object.
    NoCommaInObject,
    /// A comma after the last entry.
    TrailingComma,
    /// A key without double quotes.
    BareKey,
    /// More text after the end of the document.
    TextAfterEnd,
    /// A backslash followed by something that has no meaning there.
    BadEscape,
    /// Half of a surrogate pair (`\ud800` to `\udfff`), which is no character.
    LoneSurrogate,
    /// A line break, tab or other control character inside a text.
    ControlInText,
    /// A number that is not written as JSON writes numbers.
    BadNumber,
    /// A number beyond what can be calculated with.
    HugeNumber,
}

/// Files that people open by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A Word, Excel or other document in a zip archive.
    Office,
    /// A PDF document.
    Pdf,
    /// A web page or other markup.
    Markup,
}

/// Why a file was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The system did not hand the file out.
    #[error("{}", crate::words::open_error(self))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A folder.
    #[error("{}", crate::words::open_error(self))]
    Directory(PathBuf),
    /// A device or another thing without an end.
    #[error("{}", crate::words::open_error(self))]
    NotAFile(PathBuf),
    /// Larger than [`super::MAX_BYTES`].
    #[error("{}", crate::words::open_error(self))]
    TooLarge(PathBuf),
    /// Someone asked to stop.
    #[error("{}", crate::words::open_error(self))]
    Cancelled,
    /// The file was read and is no case; never empty, in the order of the file.
    #[error("{}", crate::words::open_error(self))]
    Content(Vec<FileError>),
}

/// Why a file was not saved; the file that was there before is unchanged.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The system did not take the file.
    #[error("{}", crate::words::save_error(self))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A folder stands where the file should go.
    #[error("{}", crate::words::save_error(self))]
    Directory(PathBuf),
    /// The file is marked as read-only.
    #[error("{}", crate::words::save_error(self))]
    ReadOnly(PathBuf),
    /// Somebody else has written to the file since it was last looked at.
    #[error("{}", crate::words::save_error(self))]
    Overtaken(PathBuf),
}

/// Why a journal of unsaved work cannot be taken up again; the journal stays where it is.
#[derive(Debug, thiserror::Error)]
pub enum RecoverError {
    /// The system did not hand it out.
    #[error("{}", crate::words::recover_error(self))]
    Io {
        /// The journal.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A later version of the program wrote it.
    #[error("{}", crate::words::recover_error(self))]
    Newer(PathBuf),
    /// It is damaged before the first change.
    #[error("{}", crate::words::recover_error(self))]
    Damaged(PathBuf),
}
