//! Puts the pieces of right-to-left and mixed text on rows.

use std::ops::Range;
use std::sync::Arc;

use egui::emath::{GUI_ROUNDING, GuiRounding as _};
use egui::epaint::text::{FontsView, Galley, LayoutJob, PlacedRow, Row, TextFormat};
use egui::{Color32, Rect, Vec2, pos2, vec2};
use unicode_bidi::Level;
use unicode_segmentation::UnicodeSegmentation as _;

use super::bidi::{self, Kind, Piece, Word};
use super::{Align, Look};

/// Stands where the rest of a text is left out.
const ELLIPSIS: &str = "…";

/// Rounding of widths to whole pixels must not move a word to the next row.
const TOLERANCE: f32 = 0.05;

/// No row holds more letters than this, however narrow they are.
const MAX_BREAK: usize = 400;

/// What decides how a text is laid out, beside the text.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    /// In points; may be infinite.
    pub(super) wrap_width: f32,
    pub(super) max_rows: usize,
    pub(super) align: Align,
    /// As wide as the longest row, instead of as wide as there is room for.
    pub(super) hug: bool,
}

/// A row of text, with its pieces from left to right.
#[derive(Debug)]
pub(super) struct Line {
    /// From the left end of the first to the right end of the last piece, in points from the
    /// left top of the text.
    pub(super) rect: Rect,
    pub(super) rtl: bool,
    pub(super) pieces: Vec<PlacedPiece>,
}

impl Line {
    /// Moves the row to the right.
    pub(super) fn shift(&mut self, points: f32) {
        self.rect = self.rect.translate(vec2(points, 0.0));
        for piece in &mut self.pieces {
            piece.x += points;
        }
    }
}

/// A piece in its place.
#[derive(Debug)]
pub(super) struct PlacedPiece {
    /// Bytes of the shown text.
    pub(super) range: Range<usize>,
    /// Do the glyphs, from left to right, stand for the text from its end to its start?
    pub(super) turned: bool,
    pub(super) x: f32,
    pub(super) width: f32,
    /// The row of glyphs; none for spaces.
    pub(super) row: Option<Arc<Row>>,
}

/// Rows of pieces, and the same as one galley to be painted.
pub(super) struct Flowed {
    pub(super) galley: Arc<Galley>,
    pub(super) lines: Vec<Line>,
    pub(super) size: Vec2,
    pub(super) elided: bool,
}

/// Lays the text out; `\n` is its only line end.
pub(super) fn flow(fonts: &mut FontsView<'_>, text: &str, look: &Look, frame: Frame) -> Flowed {
    let blank = shape(fonts, " ", look);
    let mut flow = Flow { fonts, text, look, frame, rows: Vec::new(), elided: false };
    for paragraph in bidi::paragraphs(text) {
        if !flow.paragraph(paragraph.level, paragraph.words) {
            flow.elide();
            break;
        }
    }
    let Flow { rows, elided, .. } = flow;
    place(rows, frame, &blank, elided)
}

/// Shapes one piece; it comes out on one row.
fn shape(fonts: &mut FontsView<'_>, text: &str, look: &Look) -> Arc<Galley> {
    let format =
        TextFormat { line_height: look.line_height, ..TextFormat::simple(look.font.clone(), Color32::PLACEHOLDER) };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    // Pieces are added up to a row, so their widths must be exact.
    job.round_output_to_gui = false;
    job.break_on_newline = false;
    fonts.layout_job(job)
}

/// A shaped piece that has no place yet.
struct Item {
    piece: Piece,
    width: f32,
    row: Option<Arc<Row>>,
}

struct RowInWork {
    level: Level,
    items: Vec<Item>,
    width: f32,
    /// Spaces behind the last word: drawn only if another word follows on the same row.
    spaces: Vec<Item>,
}

impl RowInWork {
    fn push(&mut self, item: Item) {
        for item in self.spaces.drain(..).chain([item]) {
            self.width += item.width;
            self.items.push(item);
        }
    }

    fn spaces_width(&self) -> f32 {
        self.spaces.iter().map(|item| item.width).sum()
    }
}

struct Flow<'a, 'f> {
    fonts: &'a mut FontsView<'f>,
    text: &'a str,
    look: &'a Look,
    frame: Frame,
    rows: Vec<RowInWork>,
    elided: bool,
}

impl Flow<'_, '_> {
    /// Adds a paragraph; says whether all of it had room.
    fn paragraph(&mut self, level: Level, words: Vec<Word>) -> bool {
        if !self.start_row(level) {
            return false;
        }
        for word in words {
            let items: Vec<Item> = word.pieces.into_iter().map(|piece| self.item(piece)).collect();
            let width = items.iter().map(|item| item.width).sum();
            if self.room() < width && !self.row_is_empty() && !self.start_row(level) {
                return false;
            }
            if width <= self.room() {
                for item in items {
                    self.push(item);
                }
            } else if !self.push_broken(items.into_iter().map(|item| item.piece)) {
                return false;
            }
            let spaces: Vec<Item> = word.spaces.into_iter().map(|piece| self.item(piece)).collect();
            if let Some(row) = self.rows.last_mut() {
                row.spaces.extend(spaces);
            }
        }
        true
    }

    /// Adds the pieces of a word that is longer than a row, broken where it must be.
    fn push_broken(&mut self, pieces: impl Iterator<Item = Piece>) -> bool {
        for piece in pieces {
            let level = self.rows.last().map_or(piece.level, |row| row.level);
            let mut rest = Some(piece);
            while let Some(piece) = rest {
                let (head, tail) = self.split(&piece, self.room(), self.row_is_empty());
                if let Some(head) = head {
                    self.push(head);
                }
                if tail.is_some() && !self.start_row(level) {
                    return false;
                }
                rest = tail;
            }
        }
        true
    }

    /// The longest start of a piece that is at most `room` wide, and the rest.
    ///
    /// With `forced` the start has at least one grapheme, however wide.
    fn split(&mut self, piece: &Piece, room: f32, forced: bool) -> (Option<Item>, Option<Piece>) {
        let text = self.text.get(piece.range.clone()).unwrap_or_default();
        let ends: Vec<usize> =
            text.grapheme_indices(true).take(MAX_BREAK).map(|(at, grapheme)| at + grapheme.len()).collect();
        let mut fits = None;
        let (mut low, mut high) = (0, ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let end = ends.get(middle).copied().unwrap_or(text.len());
            let head = self.item(Piece { range: piece.range.start..piece.range.start + end, ..piece.clone() });
            if head.width <= room || (forced && middle == 0) {
                fits = Some(head);
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let cut = fits.as_ref().map_or(piece.range.start, |head| head.piece.range.end);
        let tail = (cut < piece.range.end).then(|| Piece { range: cut..piece.range.end, ..piece.clone() });
        (fits, tail)
    }

    fn item(&mut self, piece: Piece) -> Item {
        let text = self.text.get(piece.range.clone()).unwrap_or_default();
        let drawn = if piece.range.is_empty() { ELLIPSIS.into() } else { bidi::as_drawn(text, &piece) };
        let galley = shape(self.fonts, &drawn, self.look);
        let row = galley.rows.first().map(|placed| Arc::clone(&placed.row));
        let width = row.as_ref().map_or(0.0, |row| row.size.x);
        Item { row: row.filter(|_| piece.kind != Kind::Space), piece, width }
    }

    fn push(&mut self, item: Item) {
        if let Some(row) = self.rows.last_mut() {
            row.push(item);
        }
    }

    fn row_is_empty(&self) -> bool {
        self.rows.last().is_none_or(|row| row.items.is_empty() && row.spaces.is_empty())
    }

    /// What is left of the width of the last row.
    fn room(&self) -> f32 {
        let used = self.rows.last().map_or(0.0, |row| row.width + row.spaces_width());
        self.frame.wrap_width + TOLERANCE - used
    }

    /// Says no if there may not be another row.
    fn start_row(&mut self, level: Level) -> bool {
        let has_room = self.rows.len() < self.frame.max_rows;
        if has_room {
            self.rows.push(RowInWork { level, items: Vec::new(), width: 0.0, spaces: Vec::new() });
        }
        has_room
    }

    /// Ends the last row with "…", and takes away what it needs the room of.
    fn elide(&mut self) {
        self.elided = true;
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        row.spaces.clear();
        let level = row.level;
        let end = row.items.last().map_or(0, |item| item.piece.range.end);
        let ellipsis = self.item(Piece { range: end..end, level, kind: Kind::Plain });
        while self.room() < ellipsis.width {
            let Some(row) = self.rows.last_mut() else {
                return;
            };
            let Some(last) = row.items.pop() else { break };
            row.width -= last.width;
            if last.piece.kind == Kind::Space {
                continue;
            }
            let room = self.room() - ellipsis.width;
            if let (Some(head), _) = self.split(&last.piece, room, false) {
                self.push(head);
            }
        }
        if let Some(row) = self.rows.last_mut() {
            while row.items.last().is_some_and(|item| item.piece.kind == Kind::Space) {
                row.width -= row.items.pop().map_or(0.0, |item| item.width);
            }
        }
        self.push(ellipsis);
    }
}

/// Orders each row, aligns it, and joins all rows of glyphs into one galley.
fn place(rows: Vec<RowInWork>, frame: Frame, blank: &Arc<Galley>, elided: bool) -> Flowed {
    let height = blank.rect.height();
    let content = rows.iter().map(|row| row.width).fold(0.0, f32::max);
    let fills = !frame.hug && frame.wrap_width.is_finite();
    let area = if fills { content.max(frame.wrap_width) } else { content };
    let pixels_per_point = blank.pixels_per_point;

    let mut galley = Galley::clone(blank);
    galley.rows.clear();
    galley.mesh_bounds = Rect::NOTHING;
    (galley.num_vertices, galley.num_indices) = (0, 0);
    let mut lines = Vec::with_capacity(rows.len());
    let mut y = 0.0;
    for row in rows {
        let left = frame.align.offset(row.level.is_rtl(), area - row.width);
        let mut x = left;
        let levels: Vec<Level> = row.items.iter().map(|item| item.piece.level).collect();
        let mut items: Vec<Option<Item>> = row.items.into_iter().map(Some).collect();
        let mut pieces = Vec::with_capacity(items.len());
        for index in bidi::visual_order(&levels) {
            let Some(Item { piece, width, row }) = items.get_mut(index).and_then(Option::take) else {
                continue;
            };
            if let Some(row) = &row {
                let pos = pos2(x, y).round_to_pixels(pixels_per_point);
                galley.mesh_bounds |= row.visuals.mesh_bounds.translate(pos.to_vec2());
                galley.num_vertices += row.visuals.mesh.vertices.len();
                galley.num_indices += row.visuals.mesh.indices.len();
                galley.rows.push(PlacedRow { pos, row: Arc::clone(row), ends_with_newline: false });
            }
            let turned = piece.level.is_rtl();
            pieces.push(PlacedPiece { range: piece.range, turned, x, width, row });
            x += width;
        }
        let rect = Rect::from_min_size(pos2(left, y), vec2(row.width, height));
        lines.push(Line { rect, rtl: row.level.is_rtl(), pieces });
        y += height;
    }
    let has_rtl = lines.iter().any(|line| line.rtl);
    // Text that starts at the left needs no more room than it fills.
    let width = if has_rtl || frame.align != Align::Start { area } else { content };
    // Rounded up: the row must still fit when this width is given back as the wrap width.
    let size = vec2((width / GUI_ROUNDING).ceil() * GUI_ROUNDING, y);
    galley.rect = Rect::from_min_size(egui::Pos2::ZERO, size);
    galley.elided = elided;
    Flowed { galley: Arc::new(galley), lines, size, elided }
}
