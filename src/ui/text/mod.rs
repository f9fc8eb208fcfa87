//! The one way to lay out and paint case text, right in every script.
//!
//! egui has no bidirectional algorithm. Text without right-to-left letters is laid out by egui;
//! any other text is cut into pieces (`bidi`), which are shaped one by one and put in their order
//! (`flow`). Either way the result is one galley, kept while it is in view (`cache`).
//!
//! ```no_run
//! # fn show(ui: &mut egui::Ui) {
//! use demarche::ui::text::{Look, Text};
//! let look = Look::new(egui::FontId::proportional(15.0), ui.visuals().text_color());
//! ui.add(Text::new("قرار UNSCR 2334 (1974)", &look).max_rows(2));
//! # }
//! ```

mod bidi;
mod cache;
mod flow;
mod glyphs;
mod spoken;
#[cfg(test)]
mod tests;
mod typed;

use std::hash::Hash;
use std::ops::Range;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::epaint::text::{FontsView, Galley, LayoutJob, TextFormat, TextWrapping};
use egui::{
    Color32, Context, CornerRadius, CursorIcon, FontId, Painter, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    Vec2, Widget, WidgetInfo, vec2,
};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::safe::{Edits, laid};

pub use crate::safe::safe;
pub use bidi::has_rtl;
pub use spoken::Spoken;
pub use typed::typed;

/// A longer text is shown up to about here, in bytes: some five pages. See [`chunks`].
pub const LIMIT: usize = 16 * 1024;

/// The widest a tooltip with a whole text gets, in points.
const HOVER_WIDTH: f32 = 480.0;

/// How text is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub font: FontId,
    pub color: Color32,
    /// From one row to the next, in points; by default what the font asks for.
    pub line_height: Option<f32>,
    /// Added between letters, in points; not where letters join.
    pub letter_spacing: f32,
}

impl Look {
    /// The look of plain text.
    #[must_use]
    pub fn new(font: FontId, color: Color32) -> Self {
        Self { font, color, line_height: None, letter_spacing: 0.0 }
    }

    #[must_use]
    pub fn line_height(mut self, points: f32) -> Self {
        self.line_height = Some(points);
        self
    }

    #[must_use]
    pub fn letter_spacing(mut self, points: f32) -> Self {
        self.letter_spacing = points;
        self
    }
}

/// A stretch of text with a coloured ground, such as a match of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the text as the case has it.
    pub range: Range<usize>,
    pub ground: Color32,
    /// A line around it, for the match one is at.
    pub outline: Option<Color32>,
    /// A line under the words or through them.
    pub rule: Option<Rule>,
}

/// A line that belongs to words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Under the words, in this colour: they have come.
    Under(Color32),
    /// Through the words, in this colour: they have gone.
    Through(Color32),
}

/// Where the rows of a text stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// Where reading starts: at the left, or at the right in a right-to-left paragraph.
    #[default]
    Start,
    Center,
    Right,
}

impl Align {
    /// How far from the left a row starts that leaves this much room.
    fn offset(self, rtl: bool, room: f32) -> f32 {
        match self {
            Self::Start if rtl => room,
            Self::Start => 0.0,
            Self::Center => room / 2.0,
            Self::Right => room,
        }
    }
}

/// Case text to be laid out or, as a widget, shown.
#[derive(Clone, Debug)]
#[must_use]
pub struct Text<'a> {
    logical: &'a str,
    look: &'a Look,
    marks: &'a [Mark],
    max_rows: usize,
    align: Align,
    hug: Option<bool>,
    sense: Sense,
    role: Role,
}

impl<'a> Text<'a> {
    pub fn new(text: &'a str, look: &'a Look) -> Self {
        Self {
            logical: text,
            look,
            marks: &[],
            max_rows: usize::MAX,
            align: Align::Start,
            hug: None,
            sense: Sense::hover(),
            role: Role::Label,
        }
    }

    pub fn marks(mut self, marks: &'a [Mark]) -> Self {
        self.marks = marks;
        self
    }

    /// Ends with "…" what does not fit on so many rows.
    pub fn max_rows(mut self, rows: usize) -> Self {
        self.max_rows = rows;
        self
    }

    pub fn align(mut self, align: Align) -> Self {
        self.align = align;
        self
    }

    /// Be only as wide as the longest row, even where rows start at the right.
    ///
    /// As a widget in a horizontal layout it does so unless told otherwise.
    pub fn hug(mut self, hug: bool) -> Self {
        self.hug = Some(hug);
        self
    }

    /// With a click it is a link: underlined when pointed at or focused.
    pub fn sense(mut self, sense: Sense) -> Self {
        self.role = if sense.senses_click() { Role::Link } else { Role::Label };
        self.sense = sense;
        self
    }

    /// Lays the text out, or takes it from the cache.
    ///
    /// `wrap_width` is in points and may be infinite.
    #[must_use]
    pub fn layout(&self, ctx: &Context, wrap_width: f32) -> Laid {
        let (text, rest) = first_chunk(self.logical);
        let frame = flow::Frame {
            wrap_width: wrap_width.max(0.0),
            max_rows: self.max_rows.max(1),
            align: self.align,
            hug: self.hug.unwrap_or(false),
        };
        let key = egui::util::hash(Key {
            text,
            font: &self.look.font,
            numbers: [
                frame.wrap_width.to_bits(),
                self.look.line_height.unwrap_or(-1.0).to_bits(),
                self.look.letter_spacing.to_bits(),
                ctx.pixels_per_point().to_bits(),
            ],
            max_rows: frame.max_rows,
            align: frame.align,
            hug: frame.hug,
            is_cut: !rest.is_empty(),
        });
        let laid = cache::get(ctx, key, || ctx.fonts_mut(|fonts| lay_out(fonts, text, rest.len(), self.look, frame)));
        let marks =
            self.marks.iter().flat_map(|mark| laid.rects(&mark.range).map(|rect| (rect, mark.clone()))).collect();
        Laid { marks, color: self.look.color, ..laid }
    }
}

impl Widget for Text<'_> {
    fn ui(mut self, ui: &mut Ui) -> Response {
        self.hug = self.hug.or(Some(ui.layout().is_horizontal()));
        let laid = self.layout(ui.ctx(), ui.available_width());
        let (rect, mut response) = ui.allocate_exact_size(laid.size(), self.sense);
        response.widget_info(|| WidgetInfo::labeled(self.role, ui.is_enabled(), laid.text()));
        if !ui.is_rect_visible(rect) {
            return response;
        }
        laid.paint(ui.painter(), rect.min);
        if self.role == Role::Link {
            if response.hovered() || response.has_focus() {
                laid.paint_underline(ui.painter(), rect.min);
            }
            response = response.on_hover_cursor(CursorIcon::PointingHand);
        }
        if laid.is_elided() {
            response = response.on_hover_ui(|ui| {
                ui.set_max_width(HOVER_WIDTH);
                let whole =
                    Text { max_rows: usize::MAX, sense: Sense::hover(), role: Role::Label, hug: Some(true), ..self };
                ui.add(whole);
            });
        }
        response
    }
}

/// Shows a text in full.
pub fn text_ui(ui: &mut Ui, text: &str, look: &Look) -> Response {
    ui.add(Text::new(text, look))
}

/// Everything that decides a layout.
#[derive(Hash)]
struct Key<'a> {
    text: &'a str,
    font: &'a FontId,
    numbers: [u32; 4],
    max_rows: usize,
    align: Align,
    hug: bool,
    is_cut: bool,
}

/// Text that has been laid out; cheap to clone. Good for the pass it was made in.
#[derive(Clone, Debug)]
pub struct Laid {
    inner: Arc<Inner>,
    color: Color32,
    marks: Vec<(Rect, Mark)>,
}

#[derive(Debug)]
struct Inner {
    /// What is drawn, in the order in which it is read.
    text: String,
    /// From the case's text to the text that is drawn.
    edits: Edits,
    galley: Arc<Galley>,
    lines: Vec<flow::Line>,
    size: Vec2,
    /// Half of what a row is higher than its font asks for.
    leading: f32,
    elided: bool,
    left_out: usize,
}

impl Laid {
    /// Width and height in points.
    #[must_use]
    pub fn size(&self) -> Vec2 {
        self.inner.size
    }

    /// The whole text, in reading order, as [`safe`] shows it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.inner.text
    }

    /// Is less drawn than [`Self::text`] says, because of [`Text::max_rows`]?
    #[must_use]
    pub fn is_elided(&self) -> bool {
        self.inner.elided
    }

    /// How many bytes behind [`LIMIT`] are left out of a very long text; the rest is in [`chunks`].
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.inner.left_out
    }

    /// The rows of text, from top to bottom, in points from the left top of the text.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Rect> + '_ {
        self.inner.lines.iter().map(|line| line.rect)
    }

    /// Does the row belong to a paragraph that reads from right to left?
    #[must_use]
    pub fn is_rtl(&self, row: usize) -> bool {
        self.inner.lines.get(row).is_some_and(|line| line.rtl)
    }

    /// Paints marks and text, with the left top of the text at `pos`.
    pub fn paint(&self, painter: &Painter, pos: Pos2) {
        for (rect, mark) in &self.marks {
            let rect = rect.translate(pos.to_vec2());
            let outline = mark.outline.map_or(Stroke::NONE, |color| Stroke::new(1.0, color));
            painter.rect(rect, CornerRadius::same(2), mark.ground, outline, StrokeKind::Outside);
        }
        painter.galley(pos, Arc::clone(&self.inner.galley), self.color);
        for (rect, rule) in self.marks.iter().filter_map(|(rect, mark)| Some((*rect, mark.rule?))) {
            let rect = rect.translate(pos.to_vec2());
            match rule {
                Rule::Under(color) => painter.hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(1.5, color)),
                Rule::Through(color) => painter.hline(rect.x_range(), rect.center().y, Stroke::new(1.5, color)),
            };
        }
    }

    /// Paints a line under each row.
    pub fn paint_underline(&self, painter: &Painter, pos: Pos2) {
        for row in self.rows() {
            let row = row.translate(pos.to_vec2());
            painter.hline(row.x_range(), row.bottom() - self.inner.leading, Stroke::new(1.0, self.color));
        }
    }

    /// Where these bytes of the case's text are drawn.
    fn rects(&self, range: &Range<usize>) -> impl Iterator<Item = Rect> + use<> {
        let inner = &self.inner;
        let range = inner.edits.range_of(range);
        let leading = inner.leading;
        glyphs::rects(&inner.lines, &inner.text, &range)
            .into_iter()
            .map(move |rect| rect.shrink2(vec2(0.0, leading)).expand2(vec2(1.0, 0.0)))
    }
}

fn lay_out(fonts: &mut FontsView<'_>, text: &str, left_out: usize, look: &Look, frame: flow::Frame) -> Laid {
    let (text, edits) = laid(text, |c| fonts.has_glyph(&look.font, c));
    let mut text = text.into_owned();
    if left_out > 0 {
        text.push('…');
    }
    let flow::Flowed { galley, lines, size, elided } =
        if bidi::has_rtl(&text) { flow::flow(fonts, &text, look, frame) } else { ordinary(fonts, &text, look, frame) };
    let font_height = fonts.row_height(&look.font);
    let leading = look.line_height.map_or(0.0, |height| (height - font_height).max(0.0) / 2.0);
    let inner = Inner { text, edits, galley, lines, size, leading, elided, left_out };
    Laid { inner: Arc::new(inner), color: look.color, marks: Vec::new() }
}

/// Left-to-right text, as egui lays it out.
fn ordinary(fonts: &mut FontsView<'_>, text: &str, look: &Look, frame: flow::Frame) -> flow::Flowed {
    let format = TextFormat {
        line_height: look.line_height,
        extra_letter_spacing: look.letter_spacing,
        ..TextFormat::simple(look.font.clone(), Color32::PLACEHOLDER)
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping {
        max_width: frame.wrap_width,
        max_rows: frame.max_rows,
        break_anywhere: frame.max_rows == 1,
        ..TextWrapping::default()
    };
    let mut galley = fonts.layout_job(job);
    let mut lines = glyphs::lines_of(&galley, text);
    let mut size = galley.size();
    if frame.align != Align::Start {
        if !frame.hug && frame.wrap_width.is_finite() {
            size.x = size.x.max(frame.wrap_width);
        }
        let moved = Arc::make_mut(&mut galley);
        moved.mesh_bounds = Rect::NOTHING;
        for (placed, line) in moved.rows.iter_mut().zip(&mut lines) {
            line.shift(frame.align.offset(false, size.x - line.rect.width()));
            placed.pos.x = (line.rect.left() * moved.pixels_per_point).round() / moved.pixels_per_point;
            moved.mesh_bounds |= placed.visuals.mesh_bounds.translate(placed.pos.to_vec2());
        }
        moved.rect = Rect::from_min_size(Pos2::ZERO, size);
    }
    let elided = galley.elided;
    flow::Flowed { galley, lines, size, elided }
}

/// A very long text in parts of at most [`LIMIT`] bytes, cut where a line or a word ends.
pub fn chunks(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (chunk, behind) = first_chunk(rest);
        rest = behind;
        (!chunk.is_empty()).then_some(chunk)
    })
}

fn first_chunk(text: &str) -> (&str, &str) {
    if text.len() <= LIMIT {
        return (text, "");
    }
    let head = text.get(..text.floor_char_boundary(LIMIT)).unwrap_or_default();
    let behind = |at: usize, sign: &str| (at >= LIMIT / 2).then_some(at + sign.len());
    let cut = head
        .rfind('\n')
        .and_then(|at| behind(at, "\n"))
        .or_else(|| head.rfind(' ').and_then(|at| behind(at, " ")))
        .or_else(|| head.grapheme_indices(true).next_back().and_then(|(at, _)| behind(at, "")))
        .unwrap_or(head.len());
    text.split_at(cut)
}
