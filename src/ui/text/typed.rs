//! Text while it is typed.

use std::sync::Arc;

use egui::epaint::text::{ByteIndex, Galley, LayoutJob, LayoutSection, TextFormat};
use egui::{Context, FontId};
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Look, has_rtl};

/// Lays out the text of a field, in points.
///
/// Letters that run from the right stand unjoined and from the left, one section for each: egui makes other glyphs
/// than there are characters of them when they join, and the caret would go astray. A field shows how such a text
/// reads beside it.
#[must_use]
pub fn typed(ctx: &Context, text: &str, look: &Look, wrap_width: f32) -> Arc<Galley> {
    let format = TextFormat {
        line_height: look.line_height,
        extra_letter_spacing: look.letter_spacing,
        ..TextFormat::simple(FontId::clone(&look.font), look.color)
    };
    let mut job = LayoutJob { text: text.to_owned(), keep_trailing_whitespace: true, ..LayoutJob::default() };
    job.wrap.max_width = wrap_width;
    let mut section = |start: usize, end: usize| {
        let byte_range = ByteIndex(start)..ByteIndex(end);
        job.sections.push(LayoutSection { leading_space: 0.0, byte_range, format: format.clone() });
    };
    if has_rtl(text) {
        text.grapheme_indices(true).for_each(|(start, letter)| section(start, start + letter.len()));
    } else {
        section(0, text.len());
    }
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}
