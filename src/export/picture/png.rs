//! A picture as dots.

use resvg::{tiny_skia, usvg};
use thiserror::Error;

use super::drawn::in_stretches;
use crate::export::fonts::svg_options;
use crate::export::paper::Picture;

/// The most dots that a picture may have, which take 400 MB.
const MOST_DOTS: f64 = 1e8;

/// Why a picture could not be drawn as dots.
#[derive(Debug, Error)]
pub enum PngError {
    /// It would have more dots than there is room for.
    #[error("the picture would be {width} by {height} dots")]
    TooLarge { width: f64, height: f64 },
    /// The drawing could not be read.
    #[error(transparent)]
    Drawing(#[from] usvg::Error),
    /// The dots could not be packed.
    #[error("{0}")]
    Packing(String),
}

/// The top of a picture, as dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dots {
    pub width: usize,
    pub height: usize,
    /// Four bytes for each dot, row by row: red, green, blue, and 255.
    pub rgba: Vec<u8>,
}

/// Draws the top of a picture, with so many dots to a CSS pixel, and no more of it than is so many dots high.
///
/// # Errors
/// As for [`png`].
pub fn top(picture: &Picture, dots_per_pixel: f32, most_height: f32) -> Result<Dots, PngError> {
    let height = picture.height.min(most_height / dots_per_pixel);
    let drawn = draw(picture, height, dots_per_pixel)?;
    let side = |dots: u32| usize::try_from(dots).unwrap_or_default();
    // The ground is opaque, so that nothing is premultiplied.
    Ok(Dots { width: side(drawn.width()), height: side(drawn.height()), rgba: drawn.take() })
}

/// Draws a picture with so many dots to a CSS pixel, as PNG.
///
/// # Errors
/// When the picture would be larger than 100 million dots, or is no SVG.
pub fn png(picture: &Picture, dots_per_pixel: f32) -> Result<Vec<u8>, PngError> {
    let drawn = draw(picture, picture.height, dots_per_pixel)?;
    drawn.encode_png().map_err(|error| PngError::Packing(error.to_string()))
}

/// Draws a picture down to a height.
pub(in crate::export) fn draw(
    picture: &Picture,
    height: f32,
    dots_per_pixel: f32,
) -> Result<tiny_skia::Pixmap, PngError> {
    let dots = |length: f32| (f64::from(length) * f64::from(dots_per_pixel)).ceil();
    let (width, height) = (dots(picture.width), dots(height));
    let too_large = || PngError::TooLarge { width, height };
    if !(width >= 1.0 && height >= 1.0 && width * height <= MOST_DOTS) {
        return Err(too_large());
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 1e8, as tested above")]
    let mut dots = tiny_skia::Pixmap::new(width as u32, height as u32).ok_or_else(too_large)?;
    let tree = usvg::Tree::from_str(&in_stretches(&picture.svg), &svg_options())?;
    let scale = tiny_skia::Transform::from_scale(dots_per_pixel, dots_per_pixel);
    resvg::render(&tree, scale, &mut dots.as_mut());
    Ok(dots)
}
