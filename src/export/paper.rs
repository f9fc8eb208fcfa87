//! A document without a form: what the layouts make and each format writes.
//!
//! A format may not leave anything out that stands here, and may not add a word of its own to it.

use crate::case::{AxisId, Kind, PartyId, Status};

use super::Sheet;

/// A document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    /// The case's title.
    pub title: String,
    /// What kind of document it is, and whose: "Side by side", "Brief for Israel".
    pub subtitle: String,
    /// BCP 47 tag of the case's language.
    pub language: Option<String>,
    /// Whether the pages run from right to left.
    pub right_to_left: bool,
    pub sheet: Sheet,
    pub landscape: bool,
    /// Whether the pages are to be few: small type, narrow margins, the sources smaller still and in two columns.
    pub dense: bool,
    /// The audience's marking, first and largest at the head of each page of what is not public.
    pub marking: Option<String>,
    /// The case's own marking, named as such, after that of the audience.
    pub handling: Option<String>,
    /// What stands at the foot of each page, beside the page's number: the date and the file's version.
    pub footer: String,
    /// The names of the axes among which a reader can choose where a format has that, in the case's order.
    pub axes: Vec<(AxisId, String)>,
    /// The parties, likewise.
    pub parties: Vec<KnownParty>,
    pub blocks: Vec<Block>,
}

/// A party of the case that a paper is of.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownParty {
    pub id: PartyId,
    pub name: String,
    pub accent: Accent,
}

impl Paper {
    /// The paper without what only a format needs in which a reader can choose: the blocks of each [`About`] stand in
    /// its place.
    #[must_use]
    pub fn without_choices(self) -> Self {
        Self { axes: Vec::new(), parties: Vec::new(), blocks: bare(self.blocks), ..self }
    }

    /// Hands over every text that is read on the pages, and every text of the pictures there.
    pub fn each_text(&self, see: &mut dyn FnMut(&str)) {
        let marks = [self.handling.as_deref(), self.marking.as_deref(), Some(self.footer.as_str())];
        for text in [self.title.as_str(), &self.subtitle].into_iter().chain(marks.into_iter().flatten()) {
            see(text);
        }
        each_of(&self.blocks, see);
    }
}

fn bare(blocks: Vec<Block>) -> Vec<Block> {
    let mut all = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::About(about) => all.extend(bare(about.blocks)),
            Block::List(items) => all.push(Block::List(items.into_iter().map(bare).collect())),
            Block::Card(card) => all.push(Block::Card(Card { blocks: bare(card.blocks), ..card })),
            other => all.push(other),
        }
    }
    all
}

fn each_of(blocks: &[Block], see: &mut dyn FnMut(&str)) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => text.each(see),
            Block::List(items) => items.iter().for_each(|item| each_of(item, see)),
            Block::Card(card) => each_of(&card.blocks, see),
            Block::About(about) => each_of(&about.blocks, see),
            Block::Table(table) => {
                table.columns.iter().for_each(|column| each_of(&column.head, see));
                for row in &table.rows {
                    match &row.kind {
                        RowKind::Group(text) => text.each(see),
                        RowKind::Cells(cells) => cells.iter().for_each(|cell| each_of(cell, see)),
                    }
                }
            }
            Block::Sources(sources) => sources.iter().for_each(|source| source.text.each(see)),
            Block::Picture(picture) => picture.each_text(see),
            Block::PageBreak => {}
        }
    }
}

impl Picture {
    /// Hands over every text that is drawn, as it stands in the drawing.
    pub fn each_text(&self, see: &mut dyn FnMut(&str)) {
        // What a text element holds: letters and perhaps elements that say in which font they are set.
        for element in self.svg.split("<text").skip(1) {
            let held = element.split("</text>").next().unwrap_or_default();
            for piece in held.split('>').skip(1) {
                see(piece.split('<').next().unwrap_or_default());
            }
        }
    }
}

/// A part of a document, one below the other.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading, from level 1 (a part of the document) to 3.
    Heading {
        level: u8,
        text: Text,
    },
    Paragraph(Text),
    /// A list with bullets; an item may hold several paragraphs.
    List(Vec<Vec<Block>>),
    /// A party's position or another claim, set off by its party's accent.
    Card(Card),
    Table(Table),
    Picture(Picture),
    /// The sources, each under its number, which [`Link::Source`] leads to.
    Sources(Vec<NumberedSource>),
    PageBreak,
    /// What a reader can choose by axis and party; a heading in it is one of the whole document.
    About(About),
}

/// Blocks with what they are about.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// The axes; none where it is of no axis, and stays whichever are chosen.
    pub axes: Vec<AxisId>,
    /// The parties, likewise.
    pub parties: Vec<PartyId>,
    pub blocks: Vec<Block>,
}

/// A claim of one party, with what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub accent: Option<Accent>,
    pub blocks: Vec<Block>,
}

/// A party's colour, always beside its name: how the party stands in the case's order, and its own colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accent {
    /// From zero; the program's six accents repeat.
    pub number: usize,
    /// The party's own `#rrggbb`, already checked.
    pub color: Option<String>,
}

/// A table with a head that is repeated on each page.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it shows, for those who do not see it.
    pub label: String,
    pub columns: Vec<TableColumn>,
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableColumn {
    /// Its head.
    pub head: Vec<Block>,
    /// Its share of the width; the shares need not make up 1.
    pub share: f32,
    /// Whose it is, where it is a party's, so that a reader can choose.
    pub party: Option<PartyId>,
    pub accent: Option<Accent>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The axis that it belongs to, so that a reader can choose.
    pub axis: Option<AxisId>,
    pub kind: RowKind,
}

/// What a row holds.
#[derive(Clone, Debug, PartialEq)]
pub enum RowKind {
    /// A heading through all columns, kept together with the row after it.
    Group(Text),
    /// A cell for each column; the first is the row's head.
    Cells(Vec<Vec<Block>>),
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The picture as SVG 1.1 with text in Noto Sans.
    pub svg: String,
    /// Its size in CSS pixels.
    pub width: f32,
    pub height: f32,
    /// What can be seen on it, in words.
    pub label: String,
    /// Whether it goes on with the picture right before it, which its words then go on with too.
    pub continues: bool,
}

/// A source under its number.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberedSource {
    /// From 1.
    pub number: u32,
    pub text: Text,
}

/// A run of text, whose parts may look different.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Run>);

/// A part of a text that looks the same throughout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    Words {
        text: String,
        look: Look,
        link: Option<Link>,
    },
    /// A painted mark; its word always follows it, without a space: how far they stand apart is the format's.
    Mark(Mark),
    /// A new line within the paragraph.
    Break,
}

/// How a part of a text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Look {
    #[default]
    Plain,
    Strong,
    /// Small and in the second ink: chips, conditions, remarks.
    Quiet,
    /// Small capitals with space between: an axis' name, a column's role.
    Label,
    /// A verbatim quotation.
    Quote,
}

/// Where a part of a text leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// To a source of this document, by its number.
    Source(u32),
    /// To a web address, already checked to be http or https.
    Url(String),
}

/// What a painted mark stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    Kind(Kind),
    Status(Status),
    /// Reports contradict each other here.
    Disputed,
}

impl Mark {
    /// Its name where formats tell marks apart: in the page's classes, and in the template of the PDF.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Kind(Kind::Demand) => "demand",
            Self::Kind(Kind::Concession) => "concession",
            Self::Kind(Kind::RedLine) => "red-line",
            Self::Kind(Kind::Interest) => "interest",
            Self::Kind(Kind::Other(_)) => "other",
            Self::Status(Status::Agreed) => "agreed",
            Self::Status(Status::AgreedInPrinciple) => "agreed-in-principle",
            Self::Status(Status::UnderDiscussion) => "under-discussion",
            Self::Status(Status::Contested) => "contested",
            Self::Status(Status::NotAddressed) => "not-addressed",
            Self::Status(Status::Unknown | Status::Other(_)) => "unknown",
            Self::Disputed => "disputed",
        }
    }
}

impl Text {
    /// A text that looks plain.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::default().with(text, Look::Plain)
    }

    /// The text with more words at its end.
    #[must_use]
    pub fn with(mut self, text: impl Into<String>, look: Look) -> Self {
        self.0.push(Run::Words { text: text.into(), look, link: None });
        self
    }

    /// The text with a link at its end.
    #[must_use]
    pub fn linked(mut self, text: impl Into<String>, look: Look, link: Link) -> Self {
        self.0.push(Run::Words { text: text.into(), look, link: Some(link) });
        self
    }

    /// The text with a mark at its end.
    #[must_use]
    pub fn marked(mut self, mark: Mark) -> Self {
        self.0.push(Run::Mark(mark));
        self
    }

    /// The text with a new line at its end.
    #[must_use]
    pub fn broken(mut self) -> Self {
        self.0.push(Run::Break);
        self
    }

    fn each(&self, see: &mut dyn FnMut(&str)) {
        for run in &self.0 {
            if let Run::Words { text, .. } = run {
                see(text);
            }
        }
    }

    /// Its words alone.
    #[must_use]
    pub fn words(&self) -> String {
        let words = self.0.iter().map(|run| match run {
            Run::Words { text, .. } => text.as_str(),
            Run::Mark(_) => "",
            Run::Break => "\n",
        });
        words.collect()
    }
}
