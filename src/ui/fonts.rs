//! The bundled fonts, as egui takes them.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontTweak};

use crate::export::fonts::{FONTS, Font};

/// Where egui would put the baseline of Noto Sans Arabic above that of Noto Sans, in ems.
///
/// egui centres the row of a fallback font in the row of the first font. Noto Sans has its
/// baseline 1.069 em below the top of a row of 1.362 em; Noto Sans Arabic has it 1.374 em below
/// the top of a row of 2.112 em, which centring puts at 0.999 em.
const ARABIC_BASELINE: f32 = 0.070;

/// The fonts of the program, for [`egui::Context::set_fonts`].
#[must_use]
pub fn definitions() -> FontDefinitions {
    let name = |font: &Font| if font.bold { format!("{} Bold", font.family) } else { font.family.to_owned() };
    let plain = FontTweak { hinting: Some(false), ..FontTweak::default() };
    let tweak = |font: &Font| match font.family {
        "Noto Sans Arabic" => FontTweak { y_offset_factor: ARABIC_BASELINE, ..plain.clone() },
        _ => plain.clone(),
    };
    let data = |font: &Font| Arc::new(FontData::from_static(font.bytes).tweak(tweak(font)));
    let family = |bold: bool| FONTS.iter().filter(|font| font.bold == bold).map(name).collect::<Vec<_>>();
    FontDefinitions {
        font_data: FONTS.iter().map(|font| (name(font), data(font))).collect(),
        families: BTreeMap::from([
            (FontFamily::Proportional, family(false)),
            (FontFamily::Monospace, family(false)),
            (bold(), family(true)),
        ]),
    }
}

/// The family of the bold faces.
#[must_use]
pub fn bold() -> FontFamily {
    FontFamily::Name("bold".into())
}
