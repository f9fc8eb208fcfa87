//! The bundled fonts: Noto Sans, with Noto Sans Arabic and Noto Sans Hebrew behind it.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontTweak};

/// Where egui would put the baseline of Noto Sans Arabic above that of Noto Sans, in ems.
///
/// egui centres the row of a fallback font in the row of the first font. Noto Sans has its
/// baseline 1.069 em below the top of a row of 1.362 em; Noto Sans Arabic has it 1.374 em below
/// the top of a row of 2.112 em, which centring puts at 0.999 em.
const ARABIC_BASELINE: f32 = 0.070;

/// The fonts of the program, for [`egui::Context::set_fonts`].
#[must_use]
pub fn definitions() -> FontDefinitions {
    let plain = || FontTweak { hinting: Some(false), ..FontTweak::default() };
    let arabic = || FontTweak { y_offset_factor: ARABIC_BASELINE, ..plain() };
    let faces: [(&str, &'static [u8], FontTweak); 6] = [
        ("Noto Sans", include_bytes!("../../assets/fonts/NotoSans-Regular.ttf"), plain()),
        ("Noto Sans Arabic", include_bytes!("../../assets/fonts/NotoSansArabic-Regular.ttf"), arabic()),
        ("Noto Sans Hebrew", include_bytes!("../../assets/fonts/NotoSansHebrew-Regular.ttf"), plain()),
        ("Noto Sans Bold", include_bytes!("../../assets/fonts/NotoSans-Bold.ttf"), plain()),
        ("Noto Sans Arabic Bold", include_bytes!("../../assets/fonts/NotoSansArabic-Bold.ttf"), arabic()),
        ("Noto Sans Hebrew Bold", include_bytes!("../../assets/fonts/NotoSansHebrew-Bold.ttf"), plain()),
    ];
    let names: Vec<String> = faces.iter().map(|(name, ..)| (*name).to_owned()).collect();
    let (regular_names, bold_names) = names.split_at(names.len() / 2);
    FontDefinitions {
        font_data: faces
            .into_iter()
            .map(|(name, bytes, tweak)| (name.to_owned(), Arc::new(FontData::from_static(bytes).tweak(tweak))))
            .collect(),
        families: BTreeMap::from([
            (FontFamily::Proportional, regular_names.to_vec()),
            (FontFamily::Monospace, regular_names.to_vec()),
            (bold(), bold_names.to_vec()),
        ]),
    }
}

/// The family of the bold faces.
#[must_use]
pub fn bold() -> FontFamily {
    FontFamily::Name("bold".into())
}
