//! Which glyphs stand for which part of the text.

use std::ops::Range;

use egui::emath::Rangef;
use egui::epaint::text::{Galley, Glyph};
use egui::{Rect, pos2, vec2};
use unicode_segmentation::UnicodeSegmentation as _;

use super::bidi::mirrored;
use super::flow::{Line, PlacedPiece};

/// One glyph can stand for at most so many letters (the ligature of the word Allah stands for four).
const MAX_LIGATURE: usize = 8;

/// A stretch of text that is drawn as one.
#[derive(Debug)]
pub(super) struct Cluster {
    /// Bytes of the shown text.
    pub(super) range: Range<usize>,
    /// In points from the left end of the text.
    pub(super) x: Rangef,
}

/// The rows of an ordinary galley, which egui has broken and left in left-to-right order.
pub(super) fn lines_of(galley: &Galley, text: &str) -> Vec<Line> {
    let last = galley.rows.len().saturating_sub(1);
    let mut at = 0;
    galley
        .rows
        .iter()
        .enumerate()
        .map(|(index, placed)| {
            let row = &placed.row;
            let ends_in_ellipsis = galley.elided && index == last;
            let glyphs = row.glyphs.len() - usize::from(ends_in_ellipsis && !row.glyphs.is_empty());
            let rest = text.get(at..).unwrap_or_default();
            let used =
                matched(rest, row.glyphs.iter().take(glyphs), false).last().map_or(0, |cluster| cluster.range.end);
            let range = at..at + used;
            at += used;
            if placed.ends_with_newline {
                at += text.get(at..).and_then(|rest| rest.find('\n')).map_or(0, |newline| newline + 1);
            }
            let width = row.glyphs.iter().rfind(|glyph| !glyph.chr.is_whitespace()).map_or(0.0, Glyph::max_x);
            Line {
                rect: Rect::from_min_size(placed.pos, vec2(width, row.size.y)),
                rtl: false,
                pieces: vec![PlacedPiece { range, turned: false, x: placed.pos.x, width, row: Some(row.clone()) }],
            }
        })
        .collect()
}

/// What is seen of a piece, from left to right.
pub(super) fn clusters_of(piece: &PlacedPiece, text: &str) -> Vec<Cluster> {
    let Some(row) = &piece.row else {
        return vec![Cluster { range: piece.range.clone(), x: Rangef::new(piece.x, piece.x + piece.width) }];
    };
    let text = text.get(piece.range.clone()).unwrap_or_default();
    let mut clusters = if piece.turned {
        matched(text, row.glyphs.iter().rev(), true)
    } else {
        matched(text, row.glyphs.iter(), false)
    };
    if let Some(last) = clusters.last_mut() {
        last.range.end = text.len();
    }
    if piece.turned {
        clusters.reverse();
    }
    for cluster in &mut clusters {
        cluster.range = cluster.range.start + piece.range.start..cluster.range.end + piece.range.start;
        cluster.x = Rangef::new(cluster.x.min + piece.x, cluster.x.max + piece.x);
    }
    clusters
}

/// Walks text and glyphs side by side, both in the order of the text.
///
/// A glyph knows only the first character of what it stands for; marks have no width of their own
/// and neither have the fillers that egui adds, so both are passed over.
fn matched<'a>(text: &str, glyphs: impl Iterator<Item = &'a Glyph>, turned: bool) -> Vec<Cluster> {
    let mut graphemes = text.grapheme_indices(true);
    let mut clusters: Vec<Cluster> = Vec::new();
    for glyph in glyphs.filter(|glyph| glyph.advance_width > 0.0) {
        let x = Rangef::new(glyph.pos.x, glyph.max_x());
        let is_start = |&(_, grapheme): &(usize, &str)| {
            grapheme.chars().next().is_some_and(|c| c == glyph.chr || (turned && mirrored(c) == glyph.chr))
        };
        let skipped = graphemes.clone().take(MAX_LIGATURE).position(|grapheme| is_start(&grapheme));
        match skipped.and_then(|skipped| graphemes.nth(skipped)) {
            Some((at, grapheme)) => {
                if let Some(last) = clusters.last_mut() {
                    last.range.end = at;
                }
                clusters.push(Cluster { range: at..at + grapheme.len(), x });
            }
            None => {
                if let Some(last) = clusters.last_mut() {
                    last.x = Rangef::new(last.x.min.min(x.min), last.x.max.max(x.max));
                }
            }
        }
    }
    clusters
}

/// Where these bytes of the shown text are drawn: a rectangle for each stretch of a row.
pub(super) fn rects(lines: &[Line], text: &str, range: &Range<usize>) -> Vec<Rect> {
    let mut rects: Vec<Rect> = Vec::new();
    for line in lines {
        let touches = |other: &Range<usize>| other.start < range.end && range.start < other.end;
        let mut open: Option<Rect> = None;
        for piece in line.pieces.iter().filter(|piece| touches(&piece.range)) {
            for cluster in clusters_of(piece, text).iter().filter(|cluster| touches(&cluster.range)) {
                let rect =
                    Rect::from_min_max(pos2(cluster.x.min, line.rect.top()), pos2(cluster.x.max, line.rect.bottom()));
                open = match open {
                    // Glyphs stand on whole pixels, so neighbours can be a pixel apart.
                    Some(last) if rect.left() - last.right() < 1.5 => Some(last.union(rect)),
                    Some(last) => {
                        rects.push(last);
                        Some(rect)
                    }
                    None => Some(rect),
                };
            }
        }
        rects.extend(open);
    }
    rects
}
