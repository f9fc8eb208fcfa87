//! A paper as the data that the template reads: every text as a string, never as markup.

use std::borrow::Cow;

use serde::Serialize;
use typst::foundations::Bytes;

use super::letters::{direction, parted};
use super::plan::Geometry;
use crate::export::Sheet;
use crate::export::ink::{self, Ink};
use crate::export::paper::Paper;
use crate::export::picture::in_stretches;

/// The files that the template reads.
pub(super) struct Files {
    paper: Bytes,
    parts: Vec<Bytes>,
    pictures: Vec<Bytes>,
}

impl Files {
    pub(super) fn new(
        head: &Head<'_>,
        parts: &[Vec<Block<'_>>],
        pictures: Vec<&str>,
    ) -> Result<Self, serde_json::Error> {
        let parts: Result<_, _> = parts.iter().map(|part| serde_json::to_vec(part).map(Bytes::new)).collect();
        Ok(Self {
            paper: Bytes::new(serde_json::to_vec(head)?),
            parts: parts?,
            pictures: pictures.into_iter().map(|svg| Bytes::from_string(in_stretches(svg).into_owned())).collect(),
        })
    }

    /// A file by its name.
    pub(super) fn get(&self, name: &str) -> Option<Bytes> {
        if name == "paper.json" {
            return Some(self.paper.clone());
        }
        let file = match Self::part(name) {
            Some(number) => self.parts.get(number),
            None => numbered(name, "picture-", ".svg").and_then(|number| self.pictures.get(number)),
        };
        file.cloned()
    }

    /// Which part a name stands for.
    pub(super) fn part(name: &str) -> Option<usize> {
        numbered(name, "part-", ".json")
    }
}

fn numbered(name: &str, before: &str, after: &str) -> Option<usize> {
    name.strip_prefix(before)?.strip_suffix(after)?.parse().ok()
}

/// What is known of the pages before they are set.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Pages {
    /// How many stand before the first.
    pub(super) before: usize,
    /// How many there are, where they are in several documents; 0 where this one knows it itself.
    pub(super) all: usize,
    /// Whether the footers say how many there are.
    pub(super) counted: bool,
}

/// What holds for the whole paper.
#[derive(Serialize)]
pub(super) struct Head<'a> {
    title: Cow<'a, str>,
    subtitle: Words<'a>,
    title_rtl: Option<bool>,
    language: Option<String>,
    region: Option<String>,
    rtl: bool,
    sheet: &'static str,
    landscape: bool,
    /// The size of its text, in points.
    size: f32,
    /// The size of a table's text, in points.
    table: f32,
    /// The margins at the sides, above and below, in points.
    margin: f32,
    top: f32,
    bottom: f32,
    /// Whether everything stands close.
    dense: bool,
    handling: Option<Words<'a>>,
    marking: Option<Words<'a>>,
    footer: Words<'a>,
    pages: Pages,
    /// What each part begins with.
    parts: Vec<&'static str>,
    ink: String,
    second: String,
    hairline: String,
    outline: String,
    crimson: String,
    link: String,
}

impl<'a> Head<'a> {
    pub(super) fn new(paper: &'a Paper, geometry: Geometry, pages: Pages, parts: &[Vec<Block<'_>>]) -> Self {
        let (language, region) = language(paper.language.as_deref());
        let words = |text: &'a str| Words { rtl: direction(text, paper.right_to_left), text: parted(text) };
        Self {
            title: parted(&paper.title),
            subtitle: words(&paper.subtitle),
            title_rtl: direction(&paper.title, paper.right_to_left),
            language,
            region,
            rtl: paper.right_to_left,
            sheet: match paper.sheet {
                Sheet::A4 => "a4",
                Sheet::Letter => "us-letter",
            },
            landscape: paper.landscape,
            size: geometry.size,
            table: geometry.table,
            margin: geometry.margin,
            top: geometry.top,
            bottom: geometry.bottom,
            dense: paper.dense,
            handling: paper.handling.as_deref().map(words),
            marking: paper.marking.as_deref().map(words),
            footer: words(&paper.footer),
            pages,
            parts: parts.iter().map(|part| part.first().map_or("nothing", Block::name)).collect(),
            ink: ink::INK.to_string(),
            second: ink::SECOND.to_string(),
            hairline: ink::HAIRLINE.to_string(),
            outline: ink::OUTLINE.to_string(),
            crimson: ink::CRIMSON.to_string(),
            link: LINK.to_string(),
        }
    }
}

/// The window's colour of links.
const LINK: Ink = Ink(0x1F, 0x5F, 0xA8);

#[derive(Serialize)]
struct Words<'a> {
    text: Cow<'a, str>,
    rtl: Option<bool>,
}

/// The language and the region of a BCP 47 tag, as far as typst knows such.
fn language(tag: Option<&str>) -> (Option<String>, Option<String>) {
    let mut subtags = tag.unwrap_or_default().split(['-', '_']);
    let letters = |subtag: &&str, lengths: &[usize]| {
        lengths.contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let Some(language) = subtags.next().filter(|subtag| letters(subtag, &[2, 3])) else { return (None, None) };
    let region = subtags.find(|subtag| letters(subtag, &[2]));
    (Some(language.to_ascii_lowercase()), region.map(str::to_ascii_uppercase))
}

/// A block, as the template tells them apart by `b`.
#[derive(Serialize)]
#[serde(tag = "b", rename_all = "snake_case")]
pub(super) enum Block<'a> {
    Heading {
        level: u8,
        x: Paragraph<'a>,
    },
    Paragraph {
        x: Paragraph<'a>,
        /// Whether it stays with what follows.
        #[serde(skip_serializing_if = "is_false")]
        sticky: bool,
    },
    List {
        items: Vec<Vec<Block<'a>>>,
    },
    Card {
        accent: Option<Rule>,
        blocks: Vec<Block<'a>>,
        /// Whether it stands on one page.
        whole: bool,
    },
    Table(Table<'a>),
    Picture {
        file: String,
        /// Whether it goes on with the one before it.
        continues: bool,
        width: f32,
        label: Cow<'a, str>,
    },
    Sources {
        items: Vec<Source<'a>>,
    },
    PageBreak,
}

impl Block<'_> {
    /// What the room above it depends on.
    fn name(&self) -> &'static str {
        match self {
            Self::Heading { level: 1, .. } => "heading-1",
            Self::Heading { level: 2, .. } => "heading-2",
            Self::Heading { .. } => "heading-3",
            Self::Table(_) => "table",
            Self::Card { .. } => "card",
            _ => "other",
        }
    }
}

#[derive(Serialize)]
pub(super) struct Table<'a> {
    pub(super) label: Cow<'a, str>,
    pub(super) columns: Vec<Column<'a>>,
    pub(super) rows: Vec<Row<'a>>,
    /// Whether it begins a page of its own.
    pub(super) page: bool,
}

#[derive(Serialize)]
pub(super) struct Column<'a> {
    pub(super) head: Vec<Block<'a>>,
    pub(super) share: f32,
    pub(super) accent: Option<Rule>,
    /// Whether its text stands as far in as that of a card.
    pub(super) inset: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Row<'a> {
    Group(Paragraph<'a>),
    Cells {
        cells: Vec<Vec<Block<'a>>>,
        /// Whether it stands on one page.
        whole: bool,
    },
}

#[derive(Serialize)]
pub(super) struct Source<'a> {
    pub(super) number: u32,
    /// Whether it is the first of its number, which links lead to.
    pub(super) anchor: bool,
    pub(super) x: Paragraph<'a>,
}

/// A party's rule: its colour, and how often the colours had been used up.
#[derive(Clone, Serialize)]
pub(super) struct Rule {
    pub(super) color: String,
    pub(super) pattern: usize,
}

/// A paragraph's runs, and its direction where that is not the page's.
#[derive(Serialize)]
pub(super) struct Paragraph<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rtl: Option<bool>,
    pub(super) runs: Vec<Part<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Part<'a> {
    Words {
        t: Cow<'a, str>,
        /// How it looks; left out where plain.
        #[serde(skip_serializing_if = "Option::is_none")]
        k: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<Cow<'a, str>>,
    },
    Mark {
        m: &'static str,
        c: String,
    },
    Break {
        br: bool,
    },
    /// Where a line may end within a word.
    Parting {
        part: bool,
    },
}
