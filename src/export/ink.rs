//! The colours of paper: the window's light theme, as every format that knows colours writes them.
//!
//! Colour only ever supports a shape, a word or a name, so that everything reads in greyscale.

use std::fmt;

use super::paper::Accent;
use crate::case::{Kind, PartyId, Snapshot, Status};

/// A colour, written as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ink(pub u8, pub u8, pub u8);

pub const WHITE: Ink = Ink(0xFF, 0xFF, 0xFF);
/// The ground of headings.
pub const PAPER: Ink = Ink(0xFB, 0xFA, 0xF7);
/// The ground of what marks a page.
pub const BANNER: Ink = Ink(0xEE, 0xEA, 0xE0);
pub const INK: Ink = Ink(0x1D, 0x24, 0x30);
/// The second ink, of what is read after the text.
pub const SECOND: Ink = Ink(0x56, 0x60, 0x6D);
pub const HAIRLINE: Ink = Ink(0xDE, 0xDA, 0xD2);
/// A line that has to be seen.
pub const OUTLINE: Ink = Ink(0x8A, 0x8F, 0x96);
pub const CRIMSON: Ink = Ink(0xA8, 0x16, 0x2E);
pub const GREEN: Ink = Ink(0x1B, 0x6B, 0x3C);
pub const OCHRE: Ink = Ink(0x7A, 0x56, 0x00);
pub const VERMILION: Ink = Ink(0xA6, 0x3A, 0x12);
pub const TEAL: Ink = Ink(0x0B, 0x67, 0x6B);
/// The parties' accents: blue, vermilion, green, purple, ochre, slate.
pub const ACCENTS: [Ink; 6] = [
    Ink(0x2A, 0x5F, 0xC0),
    Ink(0xBD, 0x45, 0x18),
    Ink(0x1E, 0x7A, 0x4C),
    Ink(0x7A, 0x48, 0xAE),
    Ink(0x8C, 0x66, 0x00),
    Ink(0x50, 0x60, 0x70),
];

/// What WCAG 2.2 asks of shapes, for the ground of headings, which is the darker one.
const SHAPE_CONTRAST: f64 = 3.0;

impl fmt::Display for Ink {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(red, green, blue) = self;
        write!(out, "#{red:02X}{green:02X}{blue:02X}")
    }
}

impl Ink {
    /// The colour that `#rrggbb` says; nothing when it is not of that form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        // `from_str_radix` takes a sign as well.
        (!digits.contains('+')).then_some(())?;
        Some(Self(channel(0)?, channel(2)?, channel(4)?))
    }

    /// The colour with `part` sixteenths of another.
    #[must_use]
    pub fn mixed(self, other: Self, part: u8) -> Self {
        let part = u16::from(part.min(16));
        let mix = |one: u8, other: u8| {
            let sum = u16::from(one) * (16 - part) + u16::from(other) * part + 8;
            u8::try_from(sum / 16).unwrap_or(u8::MAX)
        };
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// A light tint of the colour, for the ground of a shape.
    #[must_use]
    pub fn tint(self) -> Self {
        self.mixed(WHITE, 11)
    }

    /// The colour, mixed with ink until shapes in it stand out from paper.
    fn seen(self) -> Self {
        let steps = (0..=16).map(|part| self.mixed(INK, part));
        steps.into_iter().find(|ink| contrast(*ink, PAPER) >= SHAPE_CONTRAST).unwrap_or(INK)
    }
}

/// The colour of an accent, and its pattern: 0 for a whole rule, then for ever shorter dashes, as there are more
/// parties than colours.
#[must_use]
pub fn accent(accent: &Accent) -> (Ink, usize) {
    if let Some(own) = accent.color.as_deref().and_then(Ink::parse) {
        return (own.seen(), 0);
    }
    let count = ACCENTS.len();
    (ACCENTS.get(accent.number % count).copied().unwrap_or(INK), accent.number / count)
}

/// A party's accent; a party that the case does not name has the one after all others.
#[must_use]
pub fn accent_of(snapshot: &Snapshot, party: &PartyId) -> Accent {
    let number = snapshot.party_number(party).unwrap_or(snapshot.case().parties.len());
    let color = snapshot.party(party).and_then(|party| party.color.clone()).filter(|color| Ink::parse(color).is_some());
    Accent { number, color }
}

/// The colour that supports a kind's mark and word.
#[must_use]
pub fn kind(kind: &Kind) -> Ink {
    match kind {
        Kind::Demand => INK,
        Kind::Concession => TEAL,
        Kind::RedLine => CRIMSON,
        Kind::Interest | Kind::Other(_) => SECOND,
    }
}

/// The colour that supports a status's mark and word.
#[must_use]
pub fn status(status: &Status) -> Ink {
    match status {
        Status::Agreed | Status::AgreedInPrinciple => GREEN,
        Status::UnderDiscussion => OCHRE,
        Status::Contested => VERMILION,
        Status::NotAddressed | Status::Unknown | Status::Other(_) => SECOND,
    }
}

/// WCAG 2.2's relative luminance.
fn luminance(ink: Ink) -> f64 {
    let channel = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(ink.0) + 0.7152 * channel(ink.1) + 0.0722 * channel(ink.2)
}

/// WCAG 2.2's contrast ratio, from 1 to 21.
pub(super) fn contrast(one: Ink, other: Ink) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_has_a_contrast_of_at_least_four_and_a_half_and_every_shape_of_three() {
        for ground in [WHITE, PAPER, BANNER] {
            for text in [INK, SECOND, CRIMSON, GREEN, OCHRE, VERMILION, TEAL] {
                assert!(contrast(text, ground) >= 4.5, "{text} on {ground}");
            }
        }
        for shape in ACCENTS.into_iter().chain([OUTLINE]) {
            assert!(contrast(shape, WHITE) >= 3.0 && contrast(shape, PAPER) >= 3.0, "{shape}");
        }
    }

    #[test]
    fn only_rrggbb_is_a_colour() {
        assert_eq!(Ink::parse("#2a5FC0"), Some(Ink(0x2A, 0x5F, 0xC0)));
        for text in ["red", "#12f", "#12345", "#+1+2+3", "2a5fc0", "#2a5fcé", "#2a5fc0ff", "\"/><script>"] {
            assert_eq!(Ink::parse(text), None, "{text}");
        }
        assert_eq!(Ink(1, 2, 255).to_string(), "#0102FF");
    }

    #[test]
    fn a_colour_that_could_not_be_seen_is_mixed_with_ink() {
        let own = |color: &str| accent(&Accent { number: 3, color: Some(color.to_owned()) });
        assert_eq!(own("#2A5FC0"), (ACCENTS[0], 0));
        assert!(contrast(own("#fffff0").0, PAPER) >= SHAPE_CONTRAST);
        assert_eq!(own("no colour"), (ACCENTS[3], 0));
        assert_eq!(accent(&Accent { number: 13, color: None }), (ACCENTS[1], 2));
    }
}
