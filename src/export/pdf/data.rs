//! A paper as the data that the template reads: every text as a string, never as markup.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use typst::foundations::Bytes;
use unicode_bidi::{Direction, get_base_direction};
use unicode_segmentation::UnicodeSegmentation as _;

use super::join::SOURCE;
use super::plan::{Geometry, Piece};
use super::world::drawable;
use crate::case::{Kind, Status};
use crate::export::Sheet;
use crate::export::ink::{self, Ink};
use crate::export::paper::{self, Accent, Card, Link, Look, Mark, NumberedSource, Paper, Picture, RowKind, Run, Text};
use crate::safe;

/// A word of more letters may be parted anywhere, as it may be wider than its column.
const WORD: usize = 28;

/// After how many letters it may be parted.
const PARTS: usize = 6;

/// The longest web address that typst makes a link of.
const ADDRESS: usize = 8000;

/// CSS pixels to points.
const POINTS: f32 = 0.75;

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
            pictures: pictures.into_iter().map(|svg| Bytes::from_string(svg.to_owned())).collect(),
        })
    }

    /// A file by its name.
    pub(super) fn get(&self, name: &str) -> Option<Bytes> {
        if name == "paper.json" {
            return Some(self.paper.clone());
        }
        let file = match self.part(name) {
            Some(number) => self.parts.get(number),
            None => numbered(name, "picture-", ".svg").and_then(|number| self.pictures.get(number)),
        };
        file.cloned()
    }

    /// Which part a name stands for.
    pub(super) fn part(&self, name: &str) -> Option<usize> {
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
    handling: Option<Cow<'a, str>>,
    marking: Option<Cow<'a, str>>,
    footer: Cow<'a, str>,
    pages: Pages,
    parts: usize,
    ink: String,
    second: String,
    hairline: String,
    outline: String,
    crimson: String,
    link: String,
}

impl<'a> Head<'a> {
    pub(super) fn new(paper: &'a Paper, geometry: Geometry, pages: Pages, parts: usize) -> Self {
        let (language, region) = language(paper.language.as_deref());
        Self {
            title: shown(&paper.title),
            subtitle: Words { rtl: direction(&paper.subtitle, paper.right_to_left), text: shown(&paper.subtitle) },
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
            handling: paper.handling.as_deref().map(shown),
            marking: paper.marking.as_deref().map(shown),
            footer: shown(&paper.footer),
            pages,
            parts,
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
        width: f32,
        label: Cow<'a, str>,
    },
    Sources {
        items: Vec<Source<'a>>,
    },
    PageBreak,
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
    number: u32,
    /// Whether it is the first of its number, which links lead to.
    anchor: bool,
    x: Paragraph<'a>,
}

/// A party's rule: its colour, and how often the colours had been used up.
#[derive(Clone, Serialize)]
pub(super) struct Rule {
    color: String,
    pattern: usize,
}

/// A paragraph's runs, and its direction where that is not the page's.
#[derive(Serialize)]
pub(super) struct Paragraph<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    rtl: Option<bool>,
    runs: Vec<Part<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Part<'a> {
    Words {
        t: Cow<'a, str>,
        /// How it looks; left out where plain.
        #[serde(skip_serializing_if = "Option::is_none")]
        k: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<Cow<'a, str>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        source: Option<u32>,
    },
    Mark {
        m: &'static str,
        c: String,
    },
    Break {
        br: bool,
    },
}

/// Makes data of a paper's blocks.
pub(super) struct Writer<'a> {
    rtl: bool,
    /// The numbers that links can lead to, and whether each has been met.
    sources: BTreeMap<u32, bool>,
    pictures: Vec<&'a str>,
    geometry: Geometry,
    /// Whether a source may stand in another document than what leads to it.
    apart: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(rtl: bool, sources: &[u32], geometry: Geometry, apart: bool) -> Self {
        let sources = sources.iter().map(|number| (*number, false)).collect();
        Self { rtl, sources, pictures: Vec::new(), geometry, apart }
    }

    /// The pictures that have been met, by their number; the next one is the first again.
    pub(super) fn take_pictures(&mut self) -> Vec<&'a str> {
        std::mem::take(&mut self.pictures)
    }

    /// A part of the paper, as it stands on its pages.
    pub(super) fn part(&mut self, part: &[Piece<'a>]) -> Vec<Block<'a>> {
        let mut blocks = Vec::with_capacity(part.len());
        let mut after_heading = false;
        for (number, piece) in part.iter().enumerate() {
            let block = self.piece(piece);
            let before_more = part.get(number + 1).is_some_and(|next| {
                matches!(next, Piece::Table(_) | Piece::Block(paper::Block::Card(_) | paper::Block::List(_)))
            });
            // A line between a heading and what it heads leaves neither of them alone.
            let sets = after_heading && before_more;
            after_heading = matches!(block, Block::Heading { .. });
            blocks.push(match block {
                Block::Paragraph { x, .. } if sets => Block::Paragraph { x, sticky: true },
                other => other,
            });
        }
        blocks
    }

    fn piece(&mut self, piece: &Piece<'a>) -> Block<'a> {
        match piece {
            Piece::Block(block) => self.block(block),
            Piece::Table(stretch) => {
                let group = stretch.group.map(|text| Row::Group(self.paragraph(text)));
                let rows = stretch.rows.iter().map(|(row, whole)| self.row(row, &stretch.columns, *whole));
                let rows = group.into_iter().chain(rows).collect();
                self.table(stretch.table, &stretch.columns, rows, stretch.page)
            }
        }
    }

    fn blocks(&mut self, blocks: &'a [paper::Block]) -> Vec<Block<'a>> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &'a paper::Block) -> Block<'a> {
        match block {
            paper::Block::Heading { level, text } => {
                Block::Heading { level: (*level).clamp(1, 3), x: self.paragraph(text) }
            }
            paper::Block::Paragraph(text) => Block::Paragraph { x: self.paragraph(text), sticky: false },
            paper::Block::List(items) => Block::List { items: items.iter().map(|item| self.blocks(item)).collect() },
            paper::Block::Card(Card { accent, blocks }) => {
                let whole = self.geometry.stands_whole(block);
                Block::Card { accent: accent.as_ref().map(rule), blocks: self.blocks(blocks), whole }
            }
            // Within another block a table is whole.
            paper::Block::Table(table) => {
                let columns: Vec<usize> = (0..table.columns.len()).collect();
                let rows = table.rows.iter().map(|row| self.row(row, &columns, false)).collect();
                self.table(table, &columns, rows, false)
            }
            paper::Block::Picture(picture) => self.picture(picture),
            paper::Block::Sources(sources) => {
                Block::Sources { items: sources.iter().map(|source| self.source(source)).collect() }
            }
            paper::Block::PageBreak => Block::PageBreak,
        }
    }

    fn table(&mut self, table: &'a paper::Table, columns: &[usize], rows: Vec<Row<'a>>, page: bool) -> Block<'a> {
        let cards = |column: usize| {
            table.rows.iter().any(|row| match &row.kind {
                RowKind::Cells(cells) => cells.get(column).is_some_and(|cell| {
                    cell.iter().any(|block| matches!(block, paper::Block::Card(Card { accent: Some(_), .. })))
                }),
                RowKind::Group(_) => false,
            })
        };
        let columns = columns.iter().filter_map(|number| Some((*number, table.columns.get(*number)?)));
        let columns = columns.map(|(number, column)| Column {
            head: self.blocks(&column.head),
            share: if column.share.is_finite() && column.share > 0.0 { column.share } else { 1.0 },
            accent: column.accent.as_ref().map(rule),
            inset: column.accent.is_some() || cards(number),
        });
        Block::Table(Table { columns: columns.collect(), label: shown(&table.label), rows, page })
    }

    fn row(&mut self, row: &'a paper::Row, columns: &[usize], whole: bool) -> Row<'a> {
        match &row.kind {
            RowKind::Group(text) => Row::Group(self.paragraph(text)),
            RowKind::Cells(cells) => {
                let cell = |column: &usize| cells.get(*column).map(Vec::as_slice).unwrap_or_default();
                Row::Cells { cells: columns.iter().map(|column| self.blocks(cell(column))).collect(), whole }
            }
        }
    }

    fn picture(&mut self, picture: &'a Picture) -> Block<'a> {
        let file = format!("picture-{}.svg", self.pictures.len());
        self.pictures.push(&picture.svg);
        let (width, height) = (picture.width * POINTS, picture.height * POINTS);
        // As large as it is, or as the page lets it be.
        let scale = (self.geometry.width / width).min(self.geometry.height / height).clamp(0.0, 1.0);
        let width = if scale.is_finite() { width * scale } else { self.geometry.width };
        Block::Picture { file, width, label: shown(&picture.label) }
    }

    fn source(&mut self, source: &'a NumberedSource) -> Source<'a> {
        let anchor = self.sources.insert(source.number, true) != Some(true);
        Source { number: source.number, anchor, x: self.paragraph(&source.text) }
    }

    fn paragraph(&self, text: &'a Text) -> Paragraph<'a> {
        let mut runs = Vec::with_capacity(text.0.len());
        for run in &text.0 {
            match run {
                Run::Words { text, look, link } => {
                    let text = shown(text);
                    let (url, source) = match link {
                        Some(Link::Url(url)) if url.len() <= ADDRESS => (Some(Cow::Borrowed(url.as_str())), None),
                        // A link to nowhere is an error to typst.
                        Some(Link::Source(number)) if self.sources.contains_key(number) => {
                            let address = || Cow::Owned(format!("{SOURCE}{number}"));
                            if self.apart { (Some(address()), None) } else { (None, Some(*number)) }
                        }
                        _ => (None, None),
                    };
                    let k = look_name(*look);
                    if text.contains('\n') {
                        for (number, line) in text.split('\n').enumerate() {
                            if number > 0 {
                                runs.push(Part::Break { br: true });
                            }
                            runs.push(Part::Words { t: Cow::Owned(line.to_owned()), k, url: url.clone(), source });
                        }
                    } else {
                        runs.push(Part::Words { t: text, k, url, source });
                    }
                }
                Run::Mark(mark) => runs.push(Part::Mark { m: mark_name(mark), c: color(mark).to_string() }),
                Run::Break => runs.push(Part::Break { br: true }),
            }
        }
        Paragraph { rtl: direction(&text.words(), self.rtl), runs }
    }
}

/// The text as the bundled fonts can show it, parted where it would be too wide.
fn shown(text: &str) -> Cow<'_, str> {
    let shown = safe::shown(text, drawable).0;
    let long = |word: &str| word.len() > WORD && word.chars().count() > WORD && !word.contains(joins);
    if !shown.split(char::is_whitespace).any(long) {
        return shown;
    }
    let mut parted = String::with_capacity(shown.len() * 2);
    for word in shown.split_inclusive(char::is_whitespace) {
        if long(word) {
            for (number, grapheme) in word.graphemes(true).enumerate() {
                if number > 0 && number % PARTS == 0 {
                    parted.push('\u{200B}');
                }
                parted.push_str(grapheme);
            }
        } else {
            parted.push_str(word);
        }
    }
    Cow::Owned(parted)
}

/// Whether a letter joins with its neighbours, as those of Arabic do; such words are never parted.
fn joins(letter: char) -> bool {
    matches!(letter, '\u{0600}'..='\u{08FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

/// The direction of a text by its first strong letter, where it is not the page's.
fn direction(text: &str, page: bool) -> Option<bool> {
    let rtl = match get_base_direction(text) {
        Direction::Ltr => false,
        Direction::Rtl => true,
        Direction::Mixed => return None,
    };
    (rtl != page).then_some(rtl)
}

fn rule(accent: &Accent) -> Rule {
    let (color, pattern) = ink::accent(accent);
    Rule { color: color.to_string(), pattern }
}

fn look_name(look: Look) -> Option<&'static str> {
    match look {
        Look::Plain => None,
        Look::Strong => Some("strong"),
        Look::Quiet => Some("quiet"),
        Look::Label => Some("label"),
        Look::Quote => Some("quote"),
    }
}

fn mark_name(mark: &Mark) -> &'static str {
    match mark {
        Mark::Kind(Kind::Demand) => "demand",
        Mark::Kind(Kind::Concession) => "concession",
        Mark::Kind(Kind::RedLine) => "red-line",
        Mark::Kind(Kind::Interest) => "interest",
        Mark::Kind(Kind::Other(_)) => "other",
        Mark::Status(Status::Agreed) => "agreed",
        Mark::Status(Status::AgreedInPrinciple) => "agreed-in-principle",
        Mark::Status(Status::UnderDiscussion) => "under-discussion",
        Mark::Status(Status::Contested) => "contested",
        Mark::Status(Status::NotAddressed) => "not-addressed",
        Mark::Status(Status::Unknown | Status::Other(_)) => "unknown",
        Mark::Disputed => "disputed",
    }
}

fn color(mark: &Mark) -> Ink {
    match mark {
        Mark::Kind(kind) => ink::kind(kind),
        Mark::Status(status) => ink::status(status),
        Mark::Disputed => ink::VERMILION,
    }
}
