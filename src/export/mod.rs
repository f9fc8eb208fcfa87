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
mod keep;
mod layout;
pub mod markdown;
mod narrow;
pub mod paper;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod picture;
mod progress;
pub mod sheets;

use std::path::{Path, PathBuf};

use crate::case::Snapshot;
use crate::words::export as words;
use audience::LeftOut;
pub use choices::{Audience, Choices, Format, Layout, PROPOSALS, Sheet};
pub use direction::Direction;
pub use error::ExportError;
use paper::{Paper, Picture};
pub use progress::{Cancelled, Progress};

/// How many dots a picture has to a CSS pixel: as many as print needs at half its width.
const DOTS: f32 = 2.0;

/// How many dots high a picture's file is at the most, which is as high as most programs show: what does not fit goes on
/// in another file.
const MOST_DOTS: f32 = 16_384.0;

/// A document, and what is not in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    /// What the file holds.
    pub bytes: Vec<u8>,
    /// What further files hold, where one does not hold all: the lower parts of a picture.
    pub further: Vec<Vec<u8>>,
    /// What is not in it because of its audience.
    pub left_out: LeftOut,
    /// The letters that it cannot show, each once in the order in which they are met.
    pub undrawn: Vec<char>,
}

impl Exported {
    fn of(bytes: Vec<u8>, left_out: LeftOut) -> Self {
        Self { bytes, further: Vec::new(), left_out, undrawn: Vec::new() }
    }

    /// The further files with their paths, for a document at a path: `name-2.png` after `name.png`.
    pub fn further_files(&self, path: &Path) -> impl Iterator<Item = (PathBuf, &[u8])> {
        let named = move |number: usize| {
            let mut name = path.file_stem().unwrap_or_default().to_owned();
            name.push(format!("-{number}"));
            if let Some(ending) = path.extension() {
                name.push(".");
                name.push(ending);
            }
            path.with_file_name(name)
        };
        self.further.iter().enumerate().map(move |(number, bytes)| (named(number + 2), bytes.as_slice()))
    }

    /// What people have to know of the document: what is left out of it, what it cannot show, and its further files.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.left_out.total() > 0 {
            remarks.push(self.left_out.sentence());
        }
        if !self.undrawn.is_empty() {
            remarks.push(words::undrawn(&self.undrawn));
        }
        if !self.further.is_empty() {
            remarks.push(words::several_files(self.further.len() + 1));
        }
        remarks
    }
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
        Format::Docx => docx::write(&layout::paper(&snapshot, choices, progress)?.without_choices(), progress)?,
        Format::Html => html::write(&layout::paper(&snapshot, choices, progress)?, progress)?.into_bytes(),
        Format::Markdown => markdown::write(&layout::paper(&snapshot, choices, progress)?.without_choices(), progress)?,
        #[cfg(feature = "pdf")]
        Format::Pdf => {
            let paper = layout::paper(&snapshot, choices, progress)?.without_choices();
            let bytes = pdf::write(&paper, progress)?;
            return Ok(Exported { undrawn: pdf::undrawn(&paper), ..Exported::of(bytes, left_out) });
        }
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => return Err(ExportError::NotBuilt(Format::Pdf)),
        Format::Xlsx => {
            let marks = layout::marks(&snapshot, choices);
            sheets::xlsx(&snapshot, choices, &marks, progress)?
        }
        Format::Csv => sheets::csv(&narrow::narrowed(&snapshot, choices), choices, progress)?,
        Format::Svg => picture::svg(&layout::picture_alone(&snapshot, choices).ok_or(ExportError::NoPicture)?),
        Format::Png => {
            let pictures = layout::pictures_alone(&snapshot, choices, MOST_DOTS / DOTS);
            let mut files = dots(&pictures, progress)?.into_iter();
            let bytes = files.next().ok_or(ExportError::NoPicture)?;
            let undrawn = picture::undrawn(&pictures);
            return Ok(Exported { further: files.collect(), undrawn, ..Exported::of(bytes, left_out) });
        }
    };
    Ok(Exported::of(bytes, left_out))
}

/// The part of a case that a workbook or a table of positions with these choices is made of.
#[must_use]
pub fn handed_out(snapshot: &Snapshot, choices: &Choices) -> Snapshot {
    narrow::narrowed(&audience::redacted(snapshot, choices.audience).0, choices)
}

/// Pictures as files of dots.
fn dots(pictures: &[Picture], progress: &Progress) -> Result<Vec<Vec<u8>>, ExportError> {
    let mut files = Vec::with_capacity(pictures.len());
    for picture in pictures {
        progress.step(files.len(), pictures.len())?;
        files.push(picture::png(picture, DOTS)?);
    }
    progress.step(1, 1)?;
    Ok(files)
}

/// The paper that [`export`] would write, for a look at it before.
///
/// # Errors
/// As for [`export`].
pub fn paper(snapshot: &Snapshot, choices: &Choices, progress: &Progress) -> Result<(Paper, LeftOut), ExportError> {
    choices.check(snapshot)?;
    let (snapshot, left_out) = audience::redacted(snapshot, choices.audience);
    Ok((layout::paper(&snapshot, choices, progress)?.without_choices(), left_out))
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
