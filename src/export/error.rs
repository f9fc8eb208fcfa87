//! Why a document cannot be made.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;

use super::picture::PngError;
use super::sheets::SheetsError;
use super::{Cancelled, Format};
use crate::words::export as words;

/// Why a document cannot be made; printed as a sentence or two, with what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportError {
    /// The program was built without this format.
    NotBuilt(Format),
    /// The case has no party whose brief it could be.
    NoParty,
    /// The picture is asked for alone, but no issue that is shown has options.
    NoPicture,
    /// The choices name something that the case does not have.
    Unknown {
        /// What is named: "axis", "issue".
        noun: &'static str,
        /// By which id.
        id: String,
        /// The ids that there are, in the order of the case.
        known: Vec<String>,
    },
    /// A file in which a picture would go on is there already.
    InTheWay(PathBuf),
    /// The choices name a column twice, by the id of its party or the word for the proposals.
    ColumnTwice(String),
    /// A writer of the format gave up; the sentence is its own.
    Failed(String),
    /// The export is not wanted any more.
    Cancelled,
}

impl From<Cancelled> for ExportError {
    fn from(Cancelled: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl From<SheetsError> for ExportError {
    fn from(error: SheetsError) -> Self {
        match error {
            SheetsError::Cancelled => Self::Cancelled,
            other => Self::Failed(other.to_string()),
        }
    }
}

impl From<PngError> for ExportError {
    fn from(error: PngError) -> Self {
        Self::Failed(error.to_string())
    }
}

impl Error for ExportError {}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotBuilt(format) => f.write_str(&words::not_built(format.extension())),
            Self::NoParty => f.write_str(words::NO_PARTY),
            Self::NoPicture => f.write_str(words::NO_PICTURE),
            Self::Unknown { noun, id, known } => f.write_str(&words::unknown(noun, id, known)),
            Self::InTheWay(path) => {
                f.write_str(&words::in_the_way(&path.file_name().unwrap_or_default().to_string_lossy()))
            }
            Self::ColumnTwice(column) => f.write_str(&words::column_twice(column)),
            Self::Failed(reason) => f.write_str(&words::failed(reason)),
            Self::Cancelled => f.write_str(words::CANCELLED),
        }
    }
}
