//! A paper as a Word document: `WordprocessingML` (ECMA-376 and ISO/IEC 29500, Transitional).
//!
//! Word is stricter than it says: it takes a file for damaged when the properties of a paragraph, a run, a cell, a
//! table or a section stand in another order than in the schema, when two tables touch, when a cell holds no
//! paragraph, or when a link's address is none. Each of these has its place here where it is seen to.

mod body;
mod direction;
mod letters;
mod links;
mod package;
mod page;
mod parts;
mod picture;
mod runs;
mod table;
mod xml;

use std::{fmt, io};

use zip::result::ZipError;

use super::ExportError;
use super::paper::Paper;
use super::progress::{Cancelled, Progress};
use crate::words::docx as words;
use body::{Body, Needed};
use package::Package;

/// Why no document was made; printed as the end of a sentence, with what to do.
#[derive(Debug)]
pub enum Error {
    /// It was not wanted any more.
    Cancelled,
    /// It could not be packed, as it would be larger than the form allows.
    Pack(io::Error),
    /// A picture of the paper is no SVG, or cannot be drawn; in the words of the program that draws.
    Picture(String),
}

impl std::error::Error for Error {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancelled => f.write_str(crate::words::export::CANCELLED),
            Self::Pack(error) => f.write_str(&words::not_packed(error)),
            Self::Picture(reason) => f.write_str(&words::not_drawn(reason)),
        }
    }
}

impl From<Cancelled> for Error {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Pack(error)
    }
}

impl From<ZipError> for Error {
    fn from(error: ZipError) -> Self {
        Self::Pack(error.into())
    }
}

impl From<Error> for ExportError {
    fn from(error: Error) -> Self {
        match error {
            Error::Cancelled => Self::Cancelled,
            other => Self::Failed(other.to_string()),
        }
    }
}

/// Writes a paper as a DOCX file, and says on the way how far it has come.
///
/// The same paper gives the same bytes.
///
/// # Errors
/// When the export is cancelled, or a picture cannot be drawn.
pub fn write(paper: &Paper, progress: &Progress) -> Result<Vec<u8>, Error> {
    // The pictures and the other parts come after the text.
    let steps = body::steps(&paper.blocks);
    let mut package = Package::new();
    parts::write_fixed(&mut package, paper)?;
    let xml = package.xml("word/document.xml")?;
    let Needed { links, pictures, source_lists } = Body::write(xml, paper, progress, steps + 1)?;
    for (number, picture) in (1..).zip(&pictures) {
        progress.step(steps, steps + 1)?;
        let media = picture::media(picture)?;
        package.text(&format!("word/media/picture{number}.svg"), &media.svg)?;
        package.bytes(&format!("word/media/picture{number}.png"), &media.png)?;
    }
    parts::write_numbering(&mut package, &source_lists)?;
    parts::write_relationships(&mut package, paper, &links, pictures.len())?;
    let file = package.finish()?;
    progress.step(1, 1)?;
    Ok(file)
}
