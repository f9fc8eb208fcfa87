//! How the page looks: the window's colours in both themes, and on paper.

use std::fmt::Write as _;

use crate::export::Sheet;
use crate::export::ink::{self, Ink};
use crate::export::paper::{Accent, Block, Paper};
use crate::safe::isolating;

const SHEET: &str = include_str!("page.css");

/// The dark theme's colours, as in the window.
mod dark {
    use super::Ink;

    pub(super) const PAPER: Ink = Ink(0x15, 0x19, 0x1F);
    pub(super) const SURFACE: Ink = Ink(0x1C, 0x21, 0x29);
    pub(super) const INK: Ink = Ink(0xE8, 0xEA, 0xED);
    pub(super) const SECOND: Ink = Ink(0xA3, 0xAB, 0xB6);
    pub(super) const HAIRLINE: Ink = Ink(0x2E, 0x35, 0x40);
    pub(super) const OUTLINE: Ink = Ink(0x6E, 0x78, 0x86);
    pub(super) const FOCUS: Ink = Ink(0x7F, 0xB2, 0xEA);
    pub(super) const SELECTED: Ink = Ink(0x22, 0x33, 0x48);
    pub(super) const FOUND: Ink = Ink(0x3F, 0x34, 0x10);
    pub(super) const CRIMSON: Ink = Ink(0xFF, 0x8A, 0x96);
    pub(super) const GREEN: Ink = Ink(0x74, 0xCB, 0x96);
    pub(super) const OCHRE: Ink = Ink(0xE0, 0xB4, 0x55);
    pub(super) const VERMILION: Ink = Ink(0xF5, 0x96, 0x6B);
    pub(super) const TEAL: Ink = Ink(0x68, 0xC6, 0xC4);
    pub(super) const ACCENTS: [Ink; 6] = [
        Ink(0x84, 0xAC, 0xF2),
        Ink(0xF0, 0x8C, 0x60),
        Ink(0x64, 0xC2, 0x93),
        Ink(0xC0, 0x9B, 0xEA),
        Ink(0xD9, 0xAF, 0x4E),
        Ink(0xA9, 0xB6, 0xC4),
    ];
}

/// Links and focus, what is chosen, and what is found, in the light theme.
const FOCUS: Ink = Ink(0x1F, 0x5F, 0xA8);
const SELECTED: Ink = Ink(0xE4, 0xED, 0xF7);
const FOUND: Ink = Ink(0xFF, 0xEE, 0xB0);

/// Each colour's name in the style sheet, with its light and its dark value.
const COLORS: [(&str, Ink, Ink); 14] = [
    ("paper", ink::PAPER, dark::PAPER),
    ("surface", ink::WHITE, dark::SURFACE),
    ("ink", ink::INK, dark::INK),
    ("second", ink::SECOND, dark::SECOND),
    ("hairline", ink::HAIRLINE, dark::HAIRLINE),
    ("outline", ink::OUTLINE, dark::OUTLINE),
    ("focus", FOCUS, dark::FOCUS),
    ("selected", SELECTED, dark::SELECTED),
    ("found", FOUND, dark::FOUND),
    ("crimson", ink::CRIMSON, dark::CRIMSON),
    ("green", ink::GREEN, dark::GREEN),
    ("ochre", ink::OCHRE, dark::OCHRE),
    ("vermilion", ink::VERMILION, dark::VERMILION),
    ("teal", ink::TEAL, dark::TEAL),
];

/// The page's style sheet.
pub(super) fn sheet(paper: &Paper) -> String {
    let colors = |pick: fn(&(&str, Ink, Ink)) -> Ink| {
        COLORS.iter().fold(String::new(), |mut list, color| {
            // Writing to a string cannot fail.
            let _ = write!(list, "--{}:{};", color.0, pick(color));
            list
        })
    };
    let size = match paper.sheet {
        Sheet::A4 => "A4",
        Sheet::Letter => "letter",
    };
    let way = if paper.landscape { "landscape" } else { "portrait" };
    let (start, end) = if paper.right_to_left { ("right", "left") } else { ("left", "right") };
    let in_margin = |place: &str, text: Option<&str>, look: &str| {
        text.map_or_else(String::new, |text| {
            format!("@{place}{{content:{};{look}}}", quoted(&isolating(text, |_| true)))
        })
    };
    // That of the audience first, and larger.
    let first = paper.marking.as_deref();
    let (at_start, at_end) =
        if first.is_some() { (first, paper.handling.as_deref()) } else { (paper.handling.as_deref(), None) };
    let marking = in_margin(
        &format!("top-{start}"),
        at_start,
        if first.is_some() { "font-size:11pt;font-weight:700" } else { "" },
    );
    let handling = in_margin(&format!("top-{end}"), at_end, "");
    let footer = in_margin(&format!("bottom-{start}"), Some(&paper.footer), "");
    let (light, dark) = (colors(|color| color.1), colors(|color| color.2));
    let pictures = in_the_dark(paper);
    format!(
        ":root{{color-scheme:light dark;{light}}}\
         @media screen and (prefers-color-scheme:dark){{:root{{{dark}}}{pictures}}}\
         @page{{size:{size} {way};margin:16mm 14mm;{marking}{handling}{footer}\
         @bottom-{end}{{content:counter(page) \" / \" counter(pages)}}}}\n{SHEET}"
    )
}

/// The colours of the pictures in the dark theme. A picture has those of paper in itself, which a style sheet overrides.
fn in_the_dark(paper: &Paper) -> String {
    let mut pictures = Vec::new();
    collect(&paper.blocks, &mut pictures);
    let accents = (0..dark::ACCENTS.len()).map(|number| Accent { number, color: None });
    let accents = paper.parties.iter().map(|party| party.accent.clone()).chain(accents);
    let known = [(ink::BANNER, dark::HAIRLINE), (ink::WHITE, dark::SURFACE)];
    let colors = COLORS.iter().map(|(_, light, dark)| (*light, *dark)).chain(known);
    let colors: Vec<(Ink, Ink)> = colors.chain(accents.map(|accent| both(&accent).0)).collect();
    let mut sheet = String::new();
    let mut told = Vec::new();
    for (light, dark) in colors {
        for part in TINTS {
            let (light, dark) = (light.mixed(ink::WHITE, part), dark.mixed(dark::SURFACE, part));
            let is_used = |name: &str| pictures.iter().any(|svg| svg.contains(&format!("{name}=\"{light}\"")));
            for name in ["fill", "stroke"] {
                if !told.contains(&(name, light)) && is_used(name) {
                    told.push((name, light));
                    // Writing to a string cannot fail.
                    let _ = write!(sheet, "figure [{name}=\"{light}\"]{{{name}:{dark}}}");
                }
            }
        }
    }
    sheet
}

/// How many sixteenths of white the pictures have in their colours.
const TINTS: [u8; 4] = [0, 6, 9, 11];

fn collect<'a>(blocks: &'a [Block], pictures: &mut Vec<&'a str>) {
    for block in blocks {
        match block {
            Block::Picture(picture) => pictures.push(&picture.svg),
            Block::About(about) => collect(&about.blocks, pictures),
            Block::List(items) => items.iter().for_each(|item| collect(item, pictures)),
            Block::Card(card) => collect(&card.blocks, pictures),
            Block::Heading { .. } | Block::Paragraph(_) | Block::Table(_) | Block::Sources(_) | Block::PageBreak => {}
        }
    }
}

/// A party's colour in both themes as a style, and the pattern of its rule.
pub(super) fn accent(accent: &Accent) -> (String, usize) {
    let ((light, dark), pattern) = both(accent);
    (format!("--light:{light};--dark:{dark}"), pattern)
}

/// A party's colour in the light and the dark theme, and the pattern of its rule.
fn both(accent: &Accent) -> ((Ink, Ink), usize) {
    let (light, pattern) = ink::accent(accent);
    let dark = match accent.color.as_deref().and_then(Ink::parse) {
        Some(own) => seen(own),
        None => dark::ACCENTS.get(accent.number % dark::ACCENTS.len()).copied().unwrap_or(dark::INK),
    };
    ((light, dark), pattern)
}

/// A colour, mixed with the dark theme's ink until shapes in it stand out by 3 to 1, as WCAG 2.2 asks for.
fn seen(own: Ink) -> Ink {
    let stands_out = |color: &Ink| [dark::PAPER, dark::SURFACE].iter().all(|on| ink::contrast(*color, *on) >= 3.0);
    (0..=16).map(|part| own.mixed(dark::INK, part)).find(stands_out).unwrap_or(dark::INK)
}

/// A text as a string of a style sheet, with every letter that could mean something there spelt out.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || letter == ' ' {
            quoted.push(letter);
        } else {
            // The space ends it. Writing to a string cannot fail.
            let _ = write!(quoted, "\\{:06x} ", u32::from(letter));
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme;

    #[test]
    fn the_colours_are_those_of_the_window() {
        let is = |ours: Ink, theirs: egui::Color32| assert_eq!([ours.0, ours.1, ours.2, 255], theirs.to_array());
        let pick = |name: &str, palette: &theme::Palette| match name {
            "paper" => palette.paper,
            "surface" => palette.surface,
            "ink" => palette.ink,
            "second" => palette.second,
            "hairline" => palette.hairline,
            "outline" => palette.outline,
            "focus" => palette.focus,
            "selected" => palette.selected,
            "found" => palette.found,
            "crimson" => palette.crimson,
            "green" => palette.green,
            "ochre" => palette.ochre,
            "vermilion" => palette.vermilion,
            "teal" => palette.teal,
            other => panic!("{other}"),
        };
        for (name, light, dark) in COLORS {
            is(light, pick(name, &theme::LIGHT));
            is(dark, pick(name, &theme::DARK));
        }
        for (ours, theirs) in dark::ACCENTS.into_iter().zip(theme::DARK.accents) {
            is(ours, theirs);
        }
    }

    #[test]
    fn a_marking_cannot_leave_its_string() {
        let text = "\"}</style><script>\\ سري";
        let quoted = quoted(text);
        assert!(quoted[1..quoted.len() - 1].bytes().all(|byte| byte.is_ascii_alphanumeric() || b" \\".contains(&byte)));
        assert!(quoted.contains("\\00003c") && quoted.contains("\\000633"));
    }

    #[test]
    fn a_partys_own_colour_can_be_seen_in_the_dark() {
        for color in ["#000010", "#2A5FC0", "#FFFFFF"] {
            let (style, pattern) = accent(&Accent { number: 7, color: Some(color.to_owned()) });
            let dark = Ink::parse(style.rsplit(':').next().unwrap()).unwrap();
            assert!(ink::contrast(dark, dark::PAPER) >= 3.0, "{color} is {dark}");
            assert_eq!(pattern, 0);
        }
    }
}
