//! A paper as PDF: set with typst, from one template and the paper as data.
//!
//! Text never becomes markup: the template reads it from JSON. Nothing of the machine comes in: neither its clock nor
//! its fonts nor its files, so that the same paper gives the same bytes.

mod cut;
mod data;
mod join;
mod letters;
mod links;
mod measure;
mod plan;
mod syntax;
mod world;
mod writer;

use std::ops::Range;

use thiserror::Error;
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::ecow::EcoVec;
use typst::foundations::Smart;
use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

use super::paper::{Block, Paper};
use super::{Cancelled, ExportError, Progress};
use data::{Files, Head, Pages};
use join::{Anchor, Volume, join};
use plan::{Geometry, Piece, Plan};
use world::Desk;
use writer::Writer;

pub use letters::undrawn;

/// The program that a document's properties name.
const CREATOR: &str = "Demarche";

/// How many previews ago something must have been used for the last time to be forgotten.
const KEPT: usize = 8;

/// Why there is no PDF.
#[derive(Debug, Error)]
pub enum PdfError {
    /// The user stopped it.
    #[error("cancelled")]
    Cancelled,
    /// The typesetter refused the paper; what it says is for those who mend the program.
    #[error("the pages could not be set: {0}")]
    Typeset(String),
}

impl From<PdfError> for ExportError {
    fn from(error: PdfError) -> Self {
        match error {
            PdfError::Cancelled => Self::Cancelled,
            PdfError::Typeset(reason) => Self::Failed(reason),
        }
    }
}

/// A page as it looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// In pixels.
    pub width: u32,
    pub height: u32,
    /// Four bytes for each pixel, row by row: red, green, blue, and 255.
    pub rgba: Vec<u8>,
    /// How many pages there are, where all of them were set.
    pub pages: Option<usize>,
}

/// How much of a paper is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    Whole,
    /// What can stand on so many pages.
    Pages(u16),
}

/// The paper as a PDF file: tagged for screen readers by PDF/UA-1 where its texts allow it.
///
/// A paper of more than about a hundred pages is set in volumes, twice: first to count their pages, then to write them.
///
/// # Errors
/// When the user stops it, which is seen between two parts of the work, or the typesetter fails.
pub fn write(paper: &Paper, progress: &Progress) -> Result<Vec<u8>, PdfError> {
    let paper = cut::cut(paper);
    let written = Press::new(&paper, progress, Extent::Whole).written();
    // What has been set leaves much behind that nothing later can use.
    comemo::evict(0);
    let bytes = written?;
    progress.step(1, 1).map_err(|Cancelled| PdfError::Cancelled)?;
    Ok(bytes)
}

/// What a page looks like, counted from zero; the last one where there are not that many.
///
/// It sets no more of the paper than can stand on the pages up to this one. Then the number of pages is not known, and
/// is not in their footers.
///
/// # Errors
/// When the typesetter fails.
pub fn preview(paper: &Paper, page: usize, pixels_per_point: f32) -> Result<Preview, PdfError> {
    let pages = u16::try_from(page.saturating_add(1)).unwrap_or(u16::MAX);
    let never = Progress::default();
    let paper = cut::cut(paper);
    let press = Press::new(&paper, &never, Extent::Pages(pages));
    let whole = press.plan.whole;
    let all = 0..press.plan.parts.len();
    let document = press.set(&mut press.writer(), &all, Pages { before: 0, all: 0, counted: whole }, 0);
    comemo::evict(KEPT);
    let document = document?;
    let Some(shown) = document.pages().get(page).or_else(|| document.pages().last()) else {
        return Err(PdfError::Typeset("it has no page".to_owned()));
    };
    let options =
        RenderOptions { pixel_per_pt: Scalar::new(f64::from(pixels_per_point.clamp(0.1, 8.0))), render_bleed: false };
    let picture = typst_render::render(shown, &options);
    Ok(Preview {
        width: picture.width(),
        height: picture.height(),
        // A page's ground is opaque, so that nothing is premultiplied.
        rgba: picture.take(),
        pages: whole.then(|| document.pages().len()),
    })
}

/// Sets a paper's volumes.
struct Press<'a> {
    paper: &'a Paper,
    progress: &'a Progress,
    geometry: Geometry,
    plan: Plan<'a>,
    sources: Vec<u32>,
}

impl<'a> Press<'a> {
    fn new(paper: &'a Paper, progress: &'a Progress, extent: Extent) -> Self {
        let geometry = Geometry::of(paper);
        let plan = Plan::new(paper, geometry, extent);
        let pieces = plan.parts.iter().flat_map(|part| &part.pieces);
        let sources = pieces.filter_map(|piece| match piece {
            Piece::Block(Block::Sources(sources), _) => Some(sources),
            _ => None,
        });
        let sources = sources.flatten().map(|source| source.number).collect();
        Self { paper, progress, geometry, plan, sources }
    }

    fn writer(&self) -> Writer<'a> {
        Writer::new(self.paper.right_to_left, &self.sources, self.geometry, self.plan.volumes.len() > 1)
    }

    /// All volumes as one file.
    fn written(&self) -> Result<Vec<u8>, PdfError> {
        if let [only] = self.plan.volumes.as_slice() {
            let document = self.set(&mut self.writer(), only, Pages { before: 0, all: 0, counted: true }, 0)?;
            return self.file(&links::linked(&document, &self.sources));
        }
        let volumes = self.volumes(&self.counts()?)?;
        join(&volumes).ok_or_else(|| PdfError::Typeset("its volumes cannot be joined".to_owned()))
    }

    /// How many pages each volume has.
    fn counts(&self) -> Result<Vec<usize>, PdfError> {
        let mut writer = self.writer();
        let mut before = 0;
        let mut counts = Vec::with_capacity(self.plan.volumes.len());
        for volume in &self.plan.volumes {
            // The number of all pages takes its room in the footer, whatever it is.
            let set = self.set(&mut writer, volume, Pages { before, all: 1, counted: true }, volume.start);
            comemo::evict(0);
            let count = set?.pages().len();
            counts.push(count);
            before += count;
        }
        Ok(counts)
    }

    /// Each volume as a file of its own, with the numbers of its pages in the whole.
    fn volumes(&self, counts: &[usize]) -> Result<Vec<Volume>, PdfError> {
        let all = counts.iter().sum();
        let mut writer = self.writer();
        let mut before = 0;
        let mut volumes = Vec::with_capacity(counts.len());
        for (volume, count) in self.plan.volumes.iter().zip(counts) {
            let done = self.plan.parts.len() + volume.start;
            let set = self.set(&mut writer, volume, Pages { before, all, counted: true }, done);
            comemo::evict(0);
            let document = set?;
            volumes.push(Volume { bytes: self.file(&document)?, anchors: self.anchors(&document) });
            before += count;
        }
        Ok(volumes)
    }

    /// Sets some parts as a document.
    fn set(
        &self,
        writer: &mut Writer<'a>,
        parts: &Range<usize>,
        pages: Pages,
        done: usize,
    ) -> Result<PagedDocument, PdfError> {
        let parts = self.plan.parts.get(parts.clone()).unwrap_or_default();
        let parts: Vec<Vec<_>> = parts.iter().map(|part| writer.part(&part.pieces)).collect();
        let head = Head::new(self.paper, self.geometry, pages, &parts);
        let files = Files::new(&head, &parts, writer.take_pictures());
        let files = files.map_err(|error| PdfError::Typeset(error.to_string()))?;
        drop(parts);
        // One volume is set once and then written down, several are set twice.
        let whole = self.plan.parts.len() * 2;
        let set = typst::compile::<PagedDocument>(&Desk::new(&files, self.progress, done, whole)).output;
        if self.progress.is_cancelled() {
            return Err(PdfError::Cancelled);
        }
        set.map_err(|errors| refused(&errors))
    }

    /// A document as a file.
    ///
    /// What PDF/UA-1 forbids is tagged all the same, without the claim; among volumes, the first one's holds. Those
    /// after it may begin below a first heading, which is no fault of the whole.
    fn file(&self, document: &PagedDocument) -> Result<Vec<u8>, PdfError> {
        let options = |standards| PdfOptions {
            ident: Smart::Custom(format!("{CREATOR}: {} – {}", self.paper.title, self.paper.subtitle)),
            creator: Smart::Custom(Some(CREATOR.to_owned())),
            standards,
            ..PdfOptions::default()
        };
        let accessible = PdfStandards::new(&[PdfStandard::V_1_7, PdfStandard::Ua_1]).unwrap_or_default();
        typst_pdf::pdf(document, &options(accessible))
            .or_else(|_| typst_pdf::pdf(document, &options(PdfStandards::default())))
            .map_err(|errors| refused(&errors))
    }

    /// Where in a document the sources stand that are in it.
    fn anchors(&self, document: &PagedDocument) -> Vec<Anchor> {
        let anchor = |source: u32| {
            let position = links::place(document, source)?;
            let page = position.page.get() - 1;
            let height = document.pages().get(page)?.frame.height();
            Some(Anchor { source, page, x: position.point.x.to_pt(), y: (height - position.point.y).to_pt() })
        };
        self.sources.iter().filter_map(|source| anchor(*source)).collect()
    }
}
fn refused(errors: &EcoVec<SourceDiagnostic>) -> PdfError {
    let messages: Vec<String> = errors.iter().map(|error| error.message.to_string()).collect();
    PdfError::Typeset(messages.join("; "))
}

#[cfg(test)]
mod tests {
    use typst::layout::{Frame, FrameItem, Point};

    use super::*;
    use crate::export::Sheet;
    use crate::export::paper::{Accent, Card, Row, RowKind, Table, TableColumn, Text};

    fn paragraph(words: usize) -> Block {
        Block::Paragraph(Text::plain("Withdrawal before guarantees. ".repeat(words)))
    }

    /// Headings, cards' worth of text and a table, so much that it takes several pages.
    fn paper(words: usize) -> Paper {
        let column = || TableColumn { head: vec![paragraph(1)], share: 1.0, party: None, accent: None };
        let row = |number: usize| Row {
            axis: None,
            kind: match number % 7 {
                0 => RowKind::Group(Text::plain("A group")),
                _ => RowKind::Cells((0..4).map(|column| vec![paragraph(words * column + number % 5)]).collect()),
            },
        };
        let table = Table {
            label: "Rows".to_owned(),
            columns: (0..4).map(|_| column()).collect(),
            rows: (0..60).map(row).collect(),
        };
        let heading = Block::Heading { level: 1, text: Text::plain("A heading") };
        let mut blocks = vec![heading.clone(), paragraph(words), heading];
        blocks.extend((0..4).map(|_| paragraph(words)));
        blocks.push(Block::Table(table));
        Paper { title: "Pages".to_owned(), blocks, landscape: words.is_multiple_of(2), ..Paper::default() }
    }

    #[test]
    fn a_preview_shows_each_page_as_the_file_has_it() {
        let options = RenderOptions { pixel_per_pt: Scalar::new(0.7), render_bleed: false };
        for words in [1, 6, 25] {
            let paper = paper(words);
            let never = Progress::default();
            let cut = cut::cut(&paper);
            let press = Press::new(&cut, &never, Extent::Whole);
            let pages = Pages { before: 0, all: 0, counted: true };
            let whole = press.set(&mut press.writer(), &(0..press.plan.parts.len()), pages, 0).unwrap();
            assert!(whole.pages().len() > 4);
            assert_eq!(preview(&paper, 0, 0.7).unwrap().pages, None, "all of it is set for its first page");
            for (number, page) in whole.pages().iter().take(4).enumerate() {
                let seen = preview(&paper, number, 0.7).unwrap();
                let page = typst_render::render(page, &options);
                // Without the footer, which does not know the number of all pages yet.
                let part = page.data().len() * 9 / 10;
                assert!(page.data()[..part] == seen.rgba[..part], "{words} words, page {number}");
                assert!(seen.pages.is_none_or(|pages| pages == whole.pages().len()));
            }
        }
    }

    /// How far down the words of a frame reach, in points.
    fn deepest(frame: &Frame, at: Point, most: &mut f64) {
        for (place, item) in frame.items() {
            match item {
                FrameItem::Group(group) => deepest(&group.frame, at + *place, most),
                FrameItem::Text(_) => *most = most.max((at + *place).y.to_pt()),
                _ => {}
            }
        }
    }

    #[test]
    fn no_row_is_cut_but_one_that_is_higher_than_a_page_and_nothing_is_set_below_the_foot() {
        let accent = || Some(Accent { number: 0, color: None });
        let card = |words: usize| {
            Block::Card(Card { accent: accent(), blocks: vec![paragraph(1), paragraph(words), paragraph(2)] })
        };
        // Rows of every height around that of a page, in which the narrowest column is the highest.
        for sheet in [Sheet::A4, Sheet::Letter] {
            for (landscape, cards) in [(true, 12..40), (false, 20..60)] {
                let column =
                    |share: f32| TableColumn { head: vec![paragraph(1)], share, party: None, accent: accent() };
                let row = |cards: usize| {
                    let name = Block::Paragraph(Text::plain(format!("Row{cards}")));
                    let cells = vec![vec![name], vec![card(6)], vec![card(9); cards], vec![card(120)]];
                    Row { axis: None, kind: RowKind::Cells(cells) }
                };
                let table = Table {
                    label: "Rows".to_owned(),
                    columns: vec![column(0.62), column(1.0), column(1.3), column(0.9)],
                    rows: cards.step_by(2).map(row).collect(),
                };
                let rows = table.rows.len();
                let title = "Rows".to_owned();
                let paper = Paper { title, sheet, landscape, blocks: vec![Block::Table(table)], ..Paper::default() };
                let never = Progress::default();
                let cut = cut::cut(&paper);
                let Some(Block::Table(table)) = cut.blocks.first() else { panic!() };
                assert!(table.rows.len() > rows, "none is higher than a page");
                let press = Press::new(&cut, &never, Extent::Whole);
                let marked: Vec<bool> = press
                    .plan
                    .parts
                    .iter()
                    .flat_map(|part| &part.pieces)
                    .flat_map(|piece| {
                        let Piece::Table(stretch) = piece else { panic!() };
                        stretch.rows.iter().map(|(_, whole)| *whole)
                    })
                    .collect();
                assert!(marked.iter().all(|whole| *whole), "a row may be cut: {marked:?}");
                let pages = Pages { before: 0, all: 0, counted: true };
                let set = press.set(&mut press.writer(), &(0..press.plan.parts.len()), pages, 0).unwrap();
                let geometry = Geometry::of(&paper);
                for (number, page) in set.pages().iter().enumerate() {
                    let mut most = 0.0;
                    // The foot is a group of its own, in the margin.
                    let foot = page.frame.height().to_pt() - f64::from(geometry.bottom);
                    for (place, item) in page.frame.items() {
                        if let FrameItem::Group(group) = item
                            && place.y.to_pt() < foot
                        {
                            deepest(&group.frame, *place, &mut most);
                        }
                    }
                    assert!(most > 100.0, "page {number} of {} is empty", set.pages().len());
                    assert!(most <= foot + 1.0, "page {number} of {}: {most} > {foot}", set.pages().len());
                }
            }
        }
    }
}
