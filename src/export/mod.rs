//! From a case to the papers that are handed out: pure, from a case and choices to bytes.
//!
//! The way of the data is one line, and nothing takes a short cut:
//!
//! 1. [`audience`] takes out of the case what the audience may not see. Everything after it works on what is left,
//!    so that nothing further down can let anything slip.
//! 2. `layout` lays the case out, with its texts in `isolates`, as a [`paper::Paper`]: headings, paragraphs, tables and pictures without a form.
//! 3. A module for each format writes the paper as bytes. The formats of tables for other programs (`sheets`) take
//!    the lists of the case instead of a paper.
//!
//! The same case and choices give the same bytes: nothing here asks for the time, the user or the machine.

pub mod audience;
mod choices;
mod direction;
pub mod docx;
mod error;
pub mod fonts;
pub mod html;
pub mod ink;
mod isolates;
mod layout;
pub mod markdown;
mod narrow;
pub mod paper;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod picture;
mod progress;
pub mod sheets;

use crate::case::Snapshot;
use audience::LeftOut;
pub use choices::{Audience, Choices, Format, Layout, Sheet};
pub use direction::Direction;
pub use error::ExportError;
use paper::{Paper, Picture};
pub use progress::{Cancelled, Progress};

/// How many dots a picture has to a CSS pixel: as many as print needs at half its width.
const DOTS: f32 = 2.0;

/// A document, and what is not in it because of its audience.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    /// What the file holds.
    pub bytes: Vec<u8>,
    pub left_out: LeftOut,
}

/// Makes a document of a case: its file in one of the formats.
///
/// # Errors
/// When the choices name something that the case does not have, this program was built without the format, or the
/// export is not wanted any more.
pub fn export(
    snapshot: &Snapshot,
    choices: &Choices,
    format: Format,
    progress: &Progress,
) -> Result<Exported, ExportError> {
    choices.check(snapshot)?;
    let (snapshot, left_out) = audience::redacted(snapshot, choices.audience);
    let bytes = match format {
        Format::Docx => docx::write(&layout::paper(&snapshot, choices, progress)?, progress)?,
        Format::Html => html::write(&layout::paper(&snapshot, choices, progress)?, progress)?.into_bytes(),
        Format::Markdown => markdown::write(&layout::paper(&snapshot, choices, progress)?, progress)?,
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::write(&layout::paper(&snapshot, choices, progress)?, progress)?,
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => return Err(ExportError::NotBuilt(Format::Pdf)),
        Format::Xlsx => {
            let marks = layout::marks(&snapshot, choices);
            sheets::xlsx(&narrow::narrowed(&snapshot, choices), choices, &marks, progress)?
        }
        Format::Csv => sheets::csv(&narrow::narrowed(&snapshot, choices), progress)?,
        Format::Svg => picture::svg(&layout::picture_alone(&snapshot, choices).ok_or(ExportError::NoPicture)?),
        Format::Png => {
            let picture = layout::picture_alone(&snapshot, choices).ok_or(ExportError::NoPicture)?;
            picture::png(&picture, DOTS)?
        }
    };
    Ok(Exported { bytes, left_out })
}

/// The paper that [`export`] would write, for a look at it before.
///
/// # Errors
/// As for [`export`].
pub fn paper(snapshot: &Snapshot, choices: &Choices, progress: &Progress) -> Result<(Paper, LeftOut), ExportError> {
    choices.check(snapshot)?;
    let (snapshot, left_out) = audience::redacted(snapshot, choices.audience);
    Ok((layout::paper(&snapshot, choices, progress)?, left_out))
}

/// The picture of the axes that [`export`] would write alone, for a look at it before.
///
/// # Errors
/// As for [`export`].
pub fn picture_alone(snapshot: &Snapshot, choices: &Choices) -> Result<(Picture, LeftOut), ExportError> {
    choices.check(snapshot)?;
    let (snapshot, left_out) = audience::redacted(snapshot, choices.audience);
    Ok((layout::picture_alone(&snapshot, choices).ok_or(ExportError::NoPicture)?, left_out))
}
