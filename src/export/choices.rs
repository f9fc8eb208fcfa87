//! What a briefing is to hold, for whom, and in which form.

use crate::case::{AxisId, IssueId, Kind, PartyId, RoundId};
use crate::compare::Column;

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

/// In which direction the pages run: from which side columns are counted and lines begin.
///
/// Each paragraph's text is ordered by what is in it, whatever the page does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// As the case's `language` is written.
    #[default]
    OfTheCase,
    LeftToRight,
    RightToLeft,
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
    pub language: Language,
    /// The day that the footer names as the day of making, as people read it; without it none is named, so that the
    /// same case gives the same bytes.
    pub made_on: Option<String>,
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
