//! Pictures: a drawing for programs that can show one, and dots for the others.

use std::io::Write;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};

use super::Error;
use super::body::{Body, Form, Place};
use super::letters;
use crate::export::paper::{Look, Picture};
use crate::export::picture::draw;

/// English metric units in a twentieth of a point, and in a CSS pixel.
const EMU_PER_TWIP: f64 = 635.0;
const EMU_PER_PIXEL: f64 = 9525.0;
/// Dots for each CSS pixel: at most 192 to the inch, which is sharp in print, and at least as many as on a screen.
const MOST: f32 = 2.0;
const FEWEST: f32 = 1.0;
/// About how many dots all pictures of a document have together; some thirty pages are sharp.
const ALL_DOTS: f32 = 80e6;
/// The most dots of one picture, which takes no more than 100 MB while it is drawn.
const MOST_DOTS: f32 = 24e6;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
/// The extension by which Word 2016 and later, and `LibreOffice`, know a drawing.
const SVG_EXTENSION: &str = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";
const SVG: &str = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";

impl<'a, W: Write> Body<'a, W> {
    pub(super) fn picture(&mut self, picture: &'a Picture, place: Place) -> Result<(), Error> {
        self.pictures.push(picture);
        let number = self.pictures.len();
        let room = f64::from((place.width - place.inset).max(1)) * EMU_PER_TWIP;
        // A heading above it and its own line still find room on the page.
        let depth = f64::from(self.page.depth()) * 0.85 * EMU_PER_TWIP;
        let (width, height) = fitted(picture, room, depth);
        let (width, height, id) = (width.to_string(), height.to_string(), number.to_string());
        let form = Form::of("Picture", Look::Plain);
        self.begin(place, &form, self.page.rtl)?;
        let xml = &mut self.xml;
        xml.open("w:r", &[])?;
        xml.open("w:drawing", &[])?;
        xml.open("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")])?;
        xml.empty("wp:extent", &[("cx", &width), ("cy", &height)])?;
        let label = letters::line(&picture.label);
        xml.empty("wp:docPr", &[("id", &id), ("name", &format!("picture-{id}")), ("descr", &label)])?;
        xml.open("wp:cNvGraphicFramePr", &[])?;
        xml.empty("a:graphicFrameLocks", &[("xmlns:a", DRAWING), ("noChangeAspect", "1")])?;
        xml.close()?;
        xml.open("a:graphic", &[("xmlns:a", DRAWING)])?;
        xml.open("a:graphicData", &[("uri", PICTURE)])?;
        xml.open("pic:pic", &[("xmlns:pic", PICTURE)])?;
        xml.open("pic:nvPicPr", &[])?;
        xml.empty("pic:cNvPr", &[("id", &id), ("name", &format!("picture-{id}")), ("descr", &label)])?;
        xml.empty("pic:cNvPicPr", &[])?;
        xml.close()?;
        xml.open("pic:blipFill", &[])?;
        xml.open("a:blip", &[("r:embed", &format!("png{id}"))])?;
        xml.open("a:extLst", &[])?;
        xml.open("a:ext", &[("uri", SVG_EXTENSION)])?;
        xml.empty("asvg:svgBlip", &[("xmlns:asvg", SVG), ("r:embed", &format!("svg{id}"))])?;
        xml.close()?;
        xml.close()?;
        xml.close()?;
        xml.open("a:stretch", &[])?;
        xml.empty("a:fillRect", &[])?;
        xml.close()?;
        xml.close()?;
        xml.open("pic:spPr", &[])?;
        xml.open("a:xfrm", &[])?;
        xml.empty("a:off", &[("x", "0"), ("y", "0")])?;
        xml.empty("a:ext", &[("cx", &width), ("cy", &height)])?;
        xml.close()?;
        xml.open("a:prstGeom", &[("prst", "rect")])?;
        xml.empty("a:avLst", &[])?;
        // Everything from the geometry to the paragraph.
        for _ in ["prstGeom", "spPr", "pic", "graphicData", "graphic", "inline", "drawing", "r", "p"] {
            xml.close()?;
        }
        Ok(())
    }
}

/// The picture's size in English metric units, made smaller where it would not fit.
fn fitted(picture: &Picture, room: f64, depth: f64) -> (i64, i64) {
    let side = |pixels: f32| if pixels.is_finite() { f64::from(pixels).clamp(1.0, 1e6) * EMU_PER_PIXEL } else { room };
    let (width, height) = (side(picture.width), side(picture.height));
    let scale = (room / width).min(depth / height).min(1.0);
    #[expect(clippy::cast_possible_truncation, reason = "no larger than a page")]
    let fitted = |side: f64| (side * scale).round().max(1.0) as i64;
    (fitted(width), fitted(height))
}

/// How many dots each CSS pixel of these pictures gets: fewer where there are many pictures, as the dots are for
/// programs that cannot show the drawing, and a file has to be sent.
pub(super) fn density(pictures: &[&Picture]) -> f32 {
    let area: f32 = pictures.iter().map(|picture| picture.width * picture.height).filter(|area| area.is_finite()).sum();
    (ALL_DOTS / area.max(1.0)).sqrt().clamp(FEWEST, MOST)
}

/// Draws a picture on white paper with so many dots to a CSS pixel, as PNG.
pub(super) fn dots(picture: &Picture, density: f32) -> Result<Vec<u8>, Error> {
    let fitting = (MOST_DOTS / (picture.width * picture.height).max(1.0)).sqrt();
    let drawn =
        draw(picture, picture.height, density.min(fitting)).map_err(|error| Error::Picture(error.to_string()))?;
    let mut colors = Vec::with_capacity(drawn.pixels().len() * 3);
    for dot in drawn.pixels() {
        // The colours are multiplied with how much they cover already.
        let white = u8::MAX - dot.alpha();
        colors.extend([dot.red(), dot.green(), dot.blue()].map(|color| color.saturating_add(white)));
    }
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Default, FilterType::NoFilter)
        .write_image(&colors, drawn.width(), drawn.height(), ExtendedColorType::Rgb8)
        .map_err(|error| Error::Picture(error.to_string()))?;
    Ok(png)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: f32, height: f32, text: &str) -> Picture {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
             <text x=\"10\" y=\"20\" font-family=\"Noto Sans\">{text}</text></svg>"
        );
        Picture { svg, width, height, label: "A picture".to_owned(), continues: false }
    }

    #[test]
    fn a_picture_is_made_to_fit_and_keeps_its_shape() {
        let (width, height) = fitted(&picture(2000.0, 1000.0, ""), 9_525_000.0, 9_525_000.0);
        assert_eq!((width, height), (9_525_000, 4_762_500));
        assert_eq!(fitted(&picture(100.0, 50.0, ""), 9_525_000.0, 9_525_000.0), (952_500, 476_250));
        let (width, height) = fitted(&picture(f32::NAN, f32::INFINITY, ""), 9_525_000.0, 9_525_000.0);
        assert!(width > 0 && height > 0);
    }

    #[test]
    fn the_dots_show_the_drawing_on_white() {
        let png = dots(&picture(200.0, 100.0, "Syria سوريا ישראל"), 2.0).unwrap();
        let shown = image::load_from_memory(&png).unwrap().to_rgb8();
        assert_eq!(shown.dimensions(), (400, 200));
        assert_eq!(shown.get_pixel(399, 199).0, [255, 255, 255]);
        assert!(shown.pixels().any(|dot| dot.0[0] < 50), "nothing is drawn");
    }

    #[test]
    fn many_pictures_have_fewer_dots_each_and_a_huge_one_takes_bounded_memory() {
        let page = picture(1080.0, 640.0, "");
        assert!((density(&[&page]) - MOST).abs() < f32::EPSILON);
        assert!((density(&vec![&page; 60]) - 1.39).abs() < 0.01);
        assert!((density(&vec![&page; 5000]) - FEWEST).abs() < f32::EPSILON);
        let png = dots(&picture(1000.0, 100_000.0, "x"), 2.0).unwrap();
        let (width, height) = image::load_from_memory(&png).unwrap().to_rgb8().dimensions();
        assert!(f64::from(width) * f64::from(height) < 25e6, "{width} × {height}");
    }

    #[test]
    fn what_is_not_svg_is_said_to_be_so() {
        let broken = Picture { svg: "<svg".to_owned(), ..picture(1.0, 1.0, "") };
        assert!(matches!(dots(&broken, 1.0), Err(Error::Picture(_))));
    }
}
