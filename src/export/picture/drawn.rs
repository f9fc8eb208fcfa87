//! A picture as the programs read it that draw it for us, which do not look for letters in several fonts as browsers do.
//!
//! `usvg` shapes a line in its first font and then puts letters of others in; where another font joins letters to one,
//! it gives up and draws boxes, and a line of several `tspan`s can end it altogether. So each stretch of such a line
//! becomes a text of its own, with the one font that has its letters, at the place that was measured for it. A browser
//! gets the lines whole, as it may have other fonts.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::lettering::{END, FROM_RIGHT, stretched};
use super::pen::{markup, number};

/// An SVG of this module with each line that needs several fonts in stretches of one.
pub(in crate::export) fn in_stretches(svg: &str) -> Cow<'_, str> {
    if svg.is_ascii() || !svg.lines().any(|line| several(line).is_some()) {
        return Cow::Borrowed(svg);
    }
    let mut out = String::with_capacity(svg.len() * 5 / 4);
    for line in svg.split_inclusive('\n') {
        match several(line) {
            Some(text) => text.write(&mut out),
            None => out.push_str(line),
        }
    }
    Cow::Owned(out)
}

/// A line of text, as `pen` writes it.
struct Written<'a> {
    /// Its attributes but for those of its place.
    looks: String,
    x: f32,
    size: f32,
    anchor: &'a str,
    /// Added between letters.
    spacing: f32,
    words: String,
    rtl: bool,
    stretches: Vec<super::lettering::Stretch>,
}

/// A line of the SVG, if it is a text that one font does not draw in one direction.
fn several(line: &str) -> Option<Written<'_>> {
    let (attributes, words) = line.trim_end().strip_prefix("<text ")?.strip_suffix("</text>")?.split_once('>')?;
    if words.is_ascii() {
        return None;
    }
    let mut text = Written {
        looks: String::new(),
        x: 0.0,
        size: 0.0,
        anchor: "start",
        spacing: 0.0,
        words: words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"),
        rtl: words.starts_with(FROM_RIGHT),
        stretches: Vec::new(),
    };
    let mut bold = false;
    for attribute in attributes.split_inclusive("\" ") {
        let (name, value) = attribute.trim_end().trim_end_matches('"').split_once("=\"")?;
        match name {
            "x" => text.x = value.parse().ok()?,
            "text-anchor" => text.anchor = value,
            _ => {
                match name {
                    "font-size" => text.size = value.parse().ok()?,
                    "letter-spacing" => text.spacing = value.parse().ok()?,
                    "font-weight" => bold = true,
                    _ => {}
                }
                let _infallible = write!(text.looks, " {name}=\"{value}\"");
            }
        }
    }
    text.words.retain(|letter| letter != FROM_RIGHT && letter != END);
    text.stretches = stretched(&text.words, text.rtl, bold);
    let one = text.stretches.iter().all(|stretch| !stretch.rtl && stretch.family == "Noto Sans");
    (!one).then_some(text)
}

impl Written<'_> {
    fn write(&self, out: &mut String) {
        let width = |stretch: &super::lettering::Stretch| {
            let letters = self.words.get(stretch.range.clone()).unwrap_or_default().chars().count();
            #[expect(clippy::cast_precision_loss, reason = "a line has few letters")]
            let spacing = letters as f32 * self.spacing;
            stretch.width * self.size + spacing
        };
        let whole: f32 = self.stretches.iter().map(width).sum();
        let left = match self.anchor {
            "middle" => self.x - whole / 2.0,
            "end" => self.x - whole,
            _ => self.x,
        };
        for stretch in &self.stretches {
            let before = self.stretches.iter().filter(|other| other.x < stretch.x);
            let x = left + before.map(width).sum::<f32>();
            let x = x + stretch.spaces * self.size;
            // Spaces at its ends are not drawn, or at the wrong one.
            let words = markup(self.words.get(stretch.range.clone()).unwrap_or_default().trim_matches(' '));
            if words.is_empty() {
                continue;
            }
            // By itself a bracket would not know in which direction it stands.
            let (open, close) = if stretch.rtl { ("\u{202E}", "\u{202C}") } else { ("", "") };
            let (family, looks) = (stretch.family, &self.looks);
            let _infallible = writeln!(
                out,
                "<text x=\"{}\" font-family=\"'{family}'\"{looks}>{open}{words}{close}</text>",
                number(x)
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use resvg::usvg;

    use super::*;
    use crate::export::fonts::svg_options;
    use crate::export::ink;
    use crate::export::picture::lettering::Look;
    use crate::export::picture::pen::{Anchor, Pen};

    const TITLES: [&str; 6] = [
        "انسحاب كامل إلى خطوط 8 ديسمبر 2024 (UNDOF) وفق اتفاق 1974",
        "T1 لا انسحاب <&>",
        "רמת הגולן לפי 497 (1981) והסכם ההפרדה",
        "Syria سوريا, Israel ישראל",
        "سلام (שלום) peace ١٢٣",
        "– “Withdrawal” 3 – km²",
    ];

    fn drawn(title: &str, anchor: Anchor, mirror: bool) -> String {
        let mut pen = Pen::new(mirror.then_some(600.0));
        pen.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"40\" font-family=\"'Noto Sans'\">");
        let look = Look { size: 15.0, bold: true, ink: ink::INK, spacing: 0.0 };
        pen.text(&look.lay(title, 280.0, 9), 300.0, 0.0, anchor);
        pen.raw("</svg>");
        pen.into_string()
    }

    /// The numbers of the glyphs that are drawn, and where.
    fn glyphs(svg: &str) -> Vec<(u16, f32)> {
        fn collect(group: &usvg::Group, all: &mut Vec<(u16, f32)>) {
            for node in group.children() {
                match node {
                    usvg::Node::Group(group) => collect(group, all),
                    usvg::Node::Text(text) => {
                        let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                        all.extend(glyphs.map(|glyph| (glyph.id.0, text.abs_bounding_box().x())));
                    }
                    _ => {}
                }
            }
        }
        let tree = usvg::Tree::from_str(svg, &svg_options()).unwrap();
        let mut all = Vec::new();
        collect(tree.root(), &mut all);
        all
    }

    #[test]
    fn every_letter_is_drawn_and_no_line_ends_the_drawing() {
        for title in TITLES {
            for anchor in [Anchor::Start, Anchor::Middle, Anchor::End] {
                for mirror in [false, true] {
                    let svg = drawn(title, anchor, mirror);
                    let glyphs = glyphs(&in_stretches(&svg));
                    assert!(glyphs.len() > 5, "{title}");
                    assert!(glyphs.iter().all(|(glyph, _)| *glyph != 0), "{title} has a box");
                    assert!(glyphs.iter().all(|(_, x)| (0.0..600.0).contains(x)), "{title} is beside the picture");
                }
            }
        }
    }

    #[test]
    fn a_line_of_one_font_stays_as_it_is_and_all_words_stay() {
        let plain = drawn("– “Withdrawal” & 3 → km²", Anchor::Start, false);
        assert!(matches!(in_stretches(&plain), Cow::Borrowed(_)));
        let svg = drawn(TITLES[1], Anchor::Start, false);
        let cut = in_stretches(&svg).into_owned();
        assert!(cut.contains("&lt;&amp;&gt;") && cut.contains("لا انسحاب"), "{cut}");
    }

    #[test]
    fn words_stand_as_far_apart_in_stretches_as_in_one_line() {
        let svg = drawn("خطوط 8 ديسمبر", Anchor::Start, false);
        let cut = in_stretches(&svg).into_owned();
        let tree = usvg::Tree::from_str(&cut, &svg_options()).unwrap();
        let mut boxes: Vec<(f32, f32)> = tree
            .root()
            .children()
            .iter()
            .map(|node| (node.abs_bounding_box().left(), node.abs_bounding_box().right()))
            .collect();
        boxes.sort_by(|one, other| one.0.total_cmp(&other.0));
        assert_eq!(boxes.len(), 3, "{cut}");
        for pair in boxes.windows(2) {
            let gap = pair[1].0 - pair[0].1;
            assert!((2.0..8.0).contains(&gap), "{gap} between two words: {cut}");
        }
    }
}
