//! A PDF file read back: its text, page by page.

use std::sync::Arc;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect};

/// Each page's text without spaces and in capitals, letters in the order in which they are read.
#[allow(dead_code, reason = "not every test compares letters alone")]
pub(crate) fn texts(bytes: &[u8]) -> Vec<String> {
    lines(bytes).iter().map(|page| bare(page)).collect()
}

/// Each page's text as it stands there, line by line, in the order in which it is read.
pub(crate) fn lines(bytes: &[u8]) -> Vec<String> {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).unwrap_or_else(|error| panic!("no PDF file: {error:?}"));
    let cache = InterpreterCache::new();
    let text = |page| {
        let frame = Rect::new(0.0, 0.0, 1.0, 1.0);
        let mut context = Context::new(Affine::IDENTITY, frame, &cache, pdf.xref(), InterpreterSettings::default());
        let mut reader = Reader::default();
        interpret_page(page, &mut context, &mut reader);
        reader.turn();
        reader.text
    };
    pdf.pages().iter().map(text).collect()
}

/// A text as [`texts`] gives it: without what a line break may change and without vowel marks, in capitals, as labels are printed.
pub(crate) fn bare(text: &str) -> String {
    // Vowel marks stand above their letter, before or after it.
    let kept = |letter: &char| {
        !letter.is_whitespace() && !matches!(letter, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{064B}'..='\u{0652}')
    };
    text.chars().filter(kept).flat_map(char::to_uppercase).collect()
}

/// How far two letters are apart, in points, where another line begins, and where a space is between them.
const LINE: f64 = 3.0;
const WIDE: f64 = 25.0;

#[derive(Default)]
struct Reader {
    text: String,
    /// What was drawn from left to right and is read from right to left.
    turned: Vec<String>,
    /// Where the last letter stands.
    last: Option<Point>,
}

impl Reader {
    fn turn(&mut self) {
        self.text.extend(self.turned.drain(..).rev());
    }

    /// Goes to the place of the next letter: to another line, or over the gap between two columns.
    fn go(&mut self, to: Point) {
        if let Some(last) = self.last {
            if (to.y - last.y).abs() > LINE {
                self.turn();
                self.text.truncate(self.text.trim_end_matches(' ').len());
                self.text.push('\n');
            } else if (to.x - last.x).abs() > WIDE && !self.text.ends_with([' ', '\n']) && self.turned.is_empty() {
                self.text.push(' ');
            }
        }
        self.last = Some(to);
    }
}

impl Device<'_> for Reader {
    fn draw_glyph(&mut self, glyph: &Glyph<'_>, place: Affine, within: Affine, _: &Paint<'_>, _: &GlyphDrawMode) {
        self.go(place * within * Point::ORIGIN);
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => letter.to_string(),
            Some(BfString::String(letters)) => letters,
            None => "\u{FFFD}".to_owned(),
        };
        if text.chars().any(|letter| matches!(letter, '\u{0590}'..='\u{08FF}')) {
            self.turned.push(text);
        } else {
            self.turn();
            self.text.push_str(&text);
        }
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
