//! Why nothing could be read.

use crate::words::import as words;

/// Why a table was not read; the sentences for it stand with all other words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// There is nothing in it.
    Empty,
    /// The file is larger than [`MAX_BYTES`](super::MAX_BYTES), or unpacks to more than is reasonable.
    TooLarge,
    /// The table has more cells, rows or columns than are read.
    TooManyCells,
    /// It cannot be read without a password.
    Password,
    /// It can be read, but there is no table in it.
    NoTable,
    /// A file of another kind.
    Foreign(Foreign),
    /// The file is not what it begins as; what its reader stumbled over, in the reader's words.
    Damaged(Box<str>),
}

/// A kind of file in which no table is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A case of Demarche.
    Case,
    /// A PDF.
    Pdf,
    /// A document of Word before 2007.
    Doc,
    /// A presentation.
    Slides,
    /// A workbook in Excel's binary form.
    Xlsb,
    /// A document in rich text format.
    Rtf,
    /// A picture.
    Picture,
    /// An archive of files.
    Archive,
    /// JSON of another kind.
    Json,
    /// Something that is neither a text nor a known kind of file.
    Unknown,
}

impl ImportError {
    /// What failed, as one sentence.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Empty => words::EMPTY.to_owned(),
            Self::TooLarge => words::TOO_LARGE.to_owned(),
            Self::TooManyCells => words::too_many_cells(super::MAX_CELLS, super::MAX_ROWS, super::MAX_COLUMNS),
            Self::Password => words::PASSWORD.to_owned(),
            Self::NoTable => words::NO_TABLE.to_owned(),
            Self::Foreign(kind) => words::foreign(kind.name()),
            Self::Damaged(detail) => words::damaged(detail),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty | Self::NoTable => words::CHOOSE_HINT,
            Self::TooLarge | Self::TooManyCells => words::PART_HINT,
            Self::Password => words::PASSWORD_HINT,
            Self::Foreign(Foreign::Case) => words::CASE_HINT,
            Self::Foreign(Foreign::Pdf | Foreign::Picture) => words::COPY_HINT,
            Self::Foreign(Foreign::Doc | Foreign::Rtf | Foreign::Slides) => words::SAVE_DOCX_HINT,
            Self::Foreign(Foreign::Xlsb) => words::SAVE_XLSX_HINT,
            Self::Foreign(_) => words::KINDS_HINT,
            Self::Damaged(_) => words::DAMAGED_HINT,
        }
    }

    pub(super) fn damaged(detail: impl std::fmt::Display) -> Self {
        Self::Damaged(detail.to_string().into())
    }
}

impl Foreign {
    fn name(self) -> &'static str {
        match self {
            Self::Case => words::A_CASE,
            Self::Pdf => words::A_PDF,
            Self::Doc => words::A_DOC,
            Self::Slides => words::SLIDES,
            Self::Xlsb => words::AN_XLSB,
            Self::Rtf => words::AN_RTF,
            Self::Picture => words::A_PICTURE,
            Self::Archive => words::AN_ARCHIVE,
            Self::Json => words::JSON,
            Self::Unknown => words::UNKNOWN,
        }
    }
}

impl std::fmt::Display for ImportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for ImportError {}
