//! The bundled fonts: Noto Sans, with Noto Sans Arabic and Noto Sans Hebrew behind it.

use std::sync::{Arc, OnceLock};

use resvg::usvg::{self, fontdb};

/// The families as SVG and CSS name them, the bundled ones first.
pub const FAMILIES: &str = "'Noto Sans', 'Noto Sans Arabic', 'Noto Sans Hebrew', sans-serif";

/// A bundled font.
#[derive(Clone, Copy, Debug)]
pub struct Font {
    pub family: &'static str,
    pub bold: bool,
    /// The file.
    pub bytes: &'static [u8],
}

/// Every bundled font: the regular ones in the order in which a glyph is looked for, then the bold ones in the same.
pub static FONTS: [Font; 6] = [
    font("Noto Sans", false, include_bytes!("../../assets/fonts/NotoSans-Regular.ttf")),
    font("Noto Sans Arabic", false, include_bytes!("../../assets/fonts/NotoSansArabic-Regular.ttf")),
    font("Noto Sans Hebrew", false, include_bytes!("../../assets/fonts/NotoSansHebrew-Regular.ttf")),
    font("Noto Sans", true, include_bytes!("../../assets/fonts/NotoSans-Bold.ttf")),
    font("Noto Sans Arabic", true, include_bytes!("../../assets/fonts/NotoSansArabic-Bold.ttf")),
    font("Noto Sans Hebrew", true, include_bytes!("../../assets/fonts/NotoSansHebrew-Bold.ttf")),
];

const fn font(family: &'static str, bold: bool, bytes: &'static [u8]) -> Font {
    Font { family, bold, bytes }
}

/// How an SVG is read: with the bundled fonts alone, so that it looks the same on every machine.
#[must_use]
pub fn svg_options() -> usvg::Options<'static> {
    static DATABASE: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let database = DATABASE.get_or_init(|| {
        let mut database = fontdb::Database::new();
        for font in &FONTS {
            database.load_font_source(fontdb::Source::Binary(Arc::new(font.bytes)));
        }
        database.set_sans_serif_family("Noto Sans");
        Arc::new(database)
    });
    usvg::Options {
        font_family: "Noto Sans".to_owned(),
        fontdb: Arc::clone(database),
        font_resolver: usvg::FontResolver {
            select_font: usvg::FontResolver::default_font_selector(),
            select_fallback: Box::new(fallback),
        },
        // An exported picture leads to no other file.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    }
}

/// The font of the same weight that has the letter; `usvg` itself may take the regular one for a bold text.
fn fallback(letter: char, used: &[fontdb::ID], database: &mut Arc<fontdb::Database>) -> Option<fontdb::ID> {
    let weight = database.face(*used.first()?)?.weight;
    let mut faces = database.faces().filter(|face| face.weight == weight && !used.contains(&face.id));
    faces.find(|face| has(database, face.id, letter)).map(|face| face.id)
}

fn has(database: &fontdb::Database, face: fontdb::ID, letter: char) -> bool {
    let found = database.with_face_data(face, |bytes, index| {
        rustybuzz::ttf_parser::Face::parse(bytes, index).is_ok_and(|face| face.glyph_index(letter).is_some())
    });
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_is_found_by_its_family_and_weight() {
        let options = svg_options();
        for font in &FONTS {
            let weight = if font.bold { fontdb::Weight::BOLD } else { fontdb::Weight::NORMAL };
            let query =
                fontdb::Query { families: &[fontdb::Family::Name(font.family)], weight, ..fontdb::Query::default() };
            let found = options.fontdb.query(&query).and_then(|id| options.fontdb.face(id));
            assert!(found.is_some_and(|face| face.weight == weight), "{} {}", font.family, font.bold);
        }
    }

    #[test]
    fn a_bold_text_falls_back_to_a_bold_font() {
        let mut database = Arc::clone(&svg_options().fontdb);
        let faces: Vec<_> = database.faces().map(|face| (face.id, face.weight)).collect();
        for (first, weight) in [(0, fontdb::Weight::NORMAL), (3, fontdb::Weight::BOLD)] {
            for letter in ['س', 'ש'] {
                let found = fallback(letter, &[faces[first].0], &mut database);
                assert_eq!(found.and_then(|id| database.face(id)).map(|face| face.weight), Some(weight), "{letter}");
            }
        }
        assert_eq!(fallback('\u{E000}', &[faces[0].0], &mut database), None);
    }
}
