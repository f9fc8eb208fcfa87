//! `word/document.xml`, written block by block while the paper is read.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::Error;
use super::links::Links;
use super::page::Page;
use super::parts::NAMESPACES;
use super::runs::{Line, Own, hex};
use super::xml::Xml;
use crate::export::Progress;
use crate::export::ink::{self, Ink};
use crate::export::keep;
use crate::export::paper::{Accent, Block, Card, Look, NumberedSource, Paper, Picture, Text};

/// From a card's edge to its text: the rule and the space beside it.
pub(super) const CARD_INSET: i32 = 170;
/// The height of a line of `TableHeader` in Noto Sans, and where the type is small.
const LEVEL_LINES: (&str, &str) = ("220", "194");
/// The height of a line where there is no space between paragraphs, in 240ths of the font's own.
const TIGHT_LINE: &str = "264";
/// Between two columns of sources.
const COLUMN_GAP: &str = "340";
/// How far a list is set in, each list in a list once more; `parts/numbering.xml` says the same.
const LIST_INSET: i32 = 240;
/// The same in points, and how far a rule is from the text of its card, which may not be more than the last.
const LIST_POINTS: usize = 12;
const RULE_SPACE: usize = 6;
const MOST_SPACE: usize = 31;
/// The deepest list that has a sign of its own.
const DEEPEST: usize = 8;
/// The highest number that Word's lists count to.
const HIGHEST: u32 = 32_767;
/// Cards of more blocks than this may be divided between pages.
const KEPT_TOGETHER: usize = 6;

/// Where a block stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) setting: Setting,
    /// The rule of the card that it stands in.
    pub(super) rule: Option<Rule>,
    /// How far it is set in from the side where lines begin on this page.
    pub(super) inset: i32,
    /// How much of that is there for the rule of a card, which then takes no more.
    pub(super) gutter: i32,
    /// How wide it may be, what it is set in included.
    pub(super) width: i32,
    /// How many lists it stands in.
    pub(super) lists: usize,
    /// How many of them its card stands in as well.
    pub(super) lists_of_card: usize,
    /// Whether it stays on the page of what follows.
    pub(super) with_next: bool,
    /// Whether nothing is between its paragraphs, so that the rule beside them has no gaps: Word draws the rules of
    /// paragraphs that are set in differently each for itself.
    pub(super) tight: bool,
}

/// What surrounds a block, which chooses its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    Page,
    Cell,
    /// A cell of a table's head.
    Head,
}

/// A thick line beside a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    ink: Ink,
    line: &'static str,
    /// In eighths of a point.
    thickness: &'static str,
}

impl Rule {
    /// A party's rule; where there are more parties than colours, it is broken.
    pub(super) fn of(accent: Option<&Accent>) -> Self {
        let Some(accent) = accent else {
            return Self { ink: ink::OUTLINE, line: "single", thickness: "6" };
        };
        let (ink, pattern) = ink::accent(accent);
        let line = match pattern {
            0 => "single",
            1 => "dashed",
            2 => "dotted",
            3 => "dotDash",
            _ => "dotDotDash",
        };
        Self { ink, line, thickness: "18" }
    }

    /// Writes it as one side of a border, `space` points away from the text.
    fn write<W: Write>(self, xml: &mut Xml<W>, side: &'static str, space: usize) -> io::Result<()> {
        let (space, color) = (space.to_string(), hex(self.ink));
        xml.empty(side, &[("w:val", self.line), ("w:sz", self.thickness), ("w:space", &space), ("w:color", &color)])
    }
}

/// The body that is being written, and what it has to know of what came before.
pub(super) struct Body<'a, W: Write> {
    pub(super) xml: Xml<W>,
    pub(super) page: Page,
    links: Links,
    pub(super) pictures: Vec<&'a Picture>,
    /// The number at which each list of sources begins.
    source_lists: Vec<u32>,
    bookmarked: BTreeSet<u32>,
    cards: usize,
    paper: &'a Paper,
    /// How many sections have ended.
    sections: usize,
    /// A new page begins with the next paragraph.
    pub(super) breaks: bool,
    /// The sign of a list's item that its first paragraph has still to get.
    pub(super) bullet: Option<usize>,
    /// How many paragraphs there are; a cell has to hold one.
    pub(super) paragraphs: usize,
    progress: &'a Progress,
    done: usize,
    whole: usize,
}

/// What the other parts of the file have to hold for the body.
pub(super) struct Needed<'a> {
    pub(super) links: Links,
    pub(super) pictures: Vec<&'a Picture>,
    pub(super) source_lists: Vec<u32>,
}

impl<'a, W: Write> Body<'a, W> {
    /// Writes the whole paper; `whole` is what [`steps`] counts, and the progress tells of.
    pub(super) fn write(
        xml: Xml<W>,
        paper: &'a Paper,
        progress: &'a Progress,
        whole: usize,
    ) -> Result<Needed<'a>, Error> {
        let page = Page::of(paper);
        let mut body = Self {
            xml,
            page,
            links: Links::of(&paper.blocks),
            pictures: Vec::new(),
            source_lists: Vec::new(),
            bookmarked: BTreeSet::new(),
            cards: 0,
            paper,
            sections: 0,
            breaks: false,
            bullet: None,
            paragraphs: 0,
            progress,
            done: 0,
            whole,
        };
        body.xml.open("w:document", NAMESPACES)?;
        body.xml.open("w:body", &[])?;
        let place = Place {
            setting: Setting::Page,
            rule: None,
            inset: 0,
            gutter: 0,
            width: page.room(),
            lists: 0,
            lists_of_card: 0,
            with_next: false,
            tight: false,
        };
        for (text, style) in [(&paper.title, "Title"), (&paper.subtitle, "Subtitle")] {
            if !text.is_empty() {
                body.paragraph(&Line::plain(text), place, Form::of(style, Look::Plain))?;
            }
        }
        body.blocks(&paper.blocks, place)?;
        body.section(1)?;
        body.xml.finish()?;
        Ok(Needed { links: body.links, pictures: body.pictures, source_lists: body.source_lists })
    }

    /// Tells that one step more is done.
    pub(super) fn step(&mut self) -> Result<(), Error> {
        self.done += 1;
        Ok(self.progress.step(self.done, self.whole)?)
    }

    pub(super) fn blocks(&mut self, blocks: &'a [Block], place: Place) -> Result<(), Error> {
        self.led(blocks, place, false)
    }

    /// The same, and whether the first of them is the head of a card.
    fn led(&mut self, blocks: &'a [Block], place: Place, headed: bool) -> Result<(), Error> {
        for (number, (block, leads)) in blocks.iter().zip(keep::leads(blocks, headed)).enumerate() {
            let last = number + 1 == blocks.len();
            // In a row, Word would keep all of it with the next one.
            let leads = leads && place.setting == Setting::Page;
            let place = Place { with_next: place.with_next || leads, ..place };
            match block {
                Block::Heading { level, text } => {
                    let style = match level {
                        0 | 1 => "Heading1",
                        2 => "Heading2",
                        _ => "Heading3",
                    };
                    self.paragraph(&Line::of(text), place, Form::bold(style))?;
                }
                Block::Paragraph(text) => self.words(text, place)?,
                Block::List(items) => self.list(items, place)?,
                Block::Card(card) => self.card(card, place, last)?,
                Block::Table(table) => self.table(table, place)?,
                Block::Picture(picture) => self.picture(picture, place)?,
                Block::Sources(sources) => self.sources(sources, place)?,
                // A table's cell cannot begin a page.
                Block::PageBreak => self.breaks |= place.setting == Setting::Page,
                Block::About(about) => self.blocks(&about.blocks, place)?,
            }
            if place.setting == Setting::Page && place.rule.is_none() && place.lists == 0 {
                self.step()?;
            }
        }
        Ok(())
    }

    /// A paragraph in the style of its surroundings, or of its words where all look the same.
    fn words(&mut self, text: &Text, place: Place) -> Result<(), Error> {
        let line = Line::of(text);
        let plain = match (place.setting, place.rule) {
            (Setting::Page, None) => "Normal",
            (Setting::Page, Some(_)) => "Card",
            (Setting::Cell, None) => "TableText",
            (Setting::Cell, Some(_)) => "TableCard",
            (Setting::Head, _) => "TableHeader",
        };
        let form = match (line.look(), place.setting) {
            _ if self.bullet.is_some() => {
                Form::of(if place.setting == Setting::Page { "ListBullet" } else { "TableBullet" }, Look::Plain)
            }
            // A line of strong words is a small heading.
            (Some(Look::Strong), Setting::Page) if place.rule.is_none() && place.lists == 0 => {
                Form::of("Lead", Look::Plain)
            }
            (Some(Look::Quiet), _) => Form::of("Chip", Look::Quiet),
            (Some(Look::Label), _) => Form::of("Label", Look::Label),
            (Some(Look::Quote), _) => Form::of("Quote", Look::Quote),
            _ => Form::of(plain, Look::Plain),
        };
        self.paragraph(&line, place, form)
    }

    fn list(&mut self, items: &'a [Vec<Block>], place: Place) -> Result<(), Error> {
        let depth = place.lists.min(DEEPEST);
        let inner = Place { lists: place.lists + 1, ..place };
        for item in items {
            self.bullet = Some(depth);
            self.blocks(item, inner)?;
            self.bullet = None;
        }
        Ok(())
    }

    fn card(&mut self, card: &'a Card, place: Place, last: bool) -> Result<(), Error> {
        self.cards += 1;
        // Rules of neighbouring paragraphs that are set in alike are drawn as one; a twentieth of a point keeps two
        // cards apart.
        let apart = i32::from(self.cards.is_multiple_of(2));
        let inner = Place {
            rule: Some(Rule::of(card.accent.as_ref())),
            inset: place.inset - place.gutter + CARD_INSET + apart,
            gutter: 0,
            lists_of_card: place.lists,
            tight: card.blocks.iter().any(|block| matches!(block, Block::List(_))),
            with_next: place.with_next || (place.setting == Setting::Page && card.blocks.len() <= KEPT_TOGETHER),
            ..place
        };
        match card.blocks.split_last() {
            Some((end, before)) if inner.with_next => {
                self.led(before, inner, true)?;
                self.blocks(std::slice::from_ref(end), Place { with_next: place.with_next, ..inner })?;
            }
            _ => self.led(&card.blocks, inner, true)?,
        }
        if last { Ok(()) } else { self.gap(place) }
    }

    fn sources(&mut self, sources: &[NumberedSource], place: Place) -> Result<(), Error> {
        // A section that ends before the document does has columns of the same height in Word as well.
        let narrow = self.paper.dense && place.setting == Setting::Page && place.rule.is_none() && place.lists == 0;
        if narrow {
            self.end_section(1)?;
        }
        let mut next = None;
        for NumberedSource { number, text } in sources {
            let form = Form { source: Some(*number), ..Form::of("Source", Look::Plain) };
            if *number > HIGHEST {
                let mut numbered = Text::default().with(format!("{number} "), Look::Strong);
                numbered.0.extend(text.0.iter().cloned());
                self.paragraph(&Line::of(&numbered), place, form)?;
                continue;
            }
            if next != Some(*number) {
                self.source_lists.push(*number);
            }
            next = number.checked_add(1);
            let form = Form { number: Some((self.source_lists.len() + 1, 0)), ..form };
            self.paragraph(&Line::of(text), place, form)?;
        }
        if narrow { self.end_section(2) } else { Ok(()) }
    }

    /// A narrow space, where two things would touch or Word would join them.
    pub(super) fn gap(&mut self, place: Place) -> Result<(), Error> {
        let place = Place { rule: None, ..place };
        self.paragraph(&Line::plain(""), place, Form::of("Gap", Look::Plain))
    }

    /// Writes a paragraph of text.
    pub(super) fn paragraph(&mut self, line: &Line<'_>, place: Place, form: Form) -> Result<(), Error> {
        let rtl = line.rtl(self.page.rtl);
        // A label, such as an issue's number, stays where the page begins its lines.
        // On a page from right to left everything begins at the right.
        let form = Form { across: (self.page.rtl || form.own.look == Look::Label) && rtl != self.page.rtl, ..form };
        // In a table's head the lines of all columns stand level, although the fonts of other scripts are higher.
        let form = Form { level: place.setting == Setting::Head && line.is_mixed(), ..form };
        self.begin(place, &form, rtl)?;
        let bookmark = form.source.filter(|number| self.bookmarked.insert(*number));
        let bookmark = bookmark.and_then(|number| self.links.bookmark(number));
        let id = self.bookmarked.len().to_string();
        if let Some(name) = &bookmark {
            self.xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", name)])?;
        }
        line.write(&mut self.xml, &mut self.links, form.own, self.page.rtl)?;
        if bookmark.is_some() {
            self.xml.empty("w:bookmarkEnd", &[("w:id", &id)])?;
        }
        Ok(self.xml.close()?)
    }

    /// Begins a paragraph: writes `w:pPr` in the order of the schema's `CT_PPr`.
    pub(super) fn begin(&mut self, place: Place, form: &Form, rtl: bool) -> Result<(), Error> {
        self.paragraphs += 1;
        let bullet = self.bullet.take().filter(|_| form.number.is_none());
        let number = form.number.or(bullet.map(|depth| (1, depth)));
        let xml = &mut self.xml;
        xml.open("w:p", &[])?;
        xml.open("w:pPr", &[])?;
        xml.value("w:pStyle", form.style)?;
        if place.with_next {
            xml.empty("w:keepNext", &[])?;
        }
        if std::mem::take(&mut self.breaks) {
            xml.empty("w:pageBreakBefore", &[])?;
        }
        if let Some((list, depth)) = number {
            xml.open("w:numPr", &[])?;
            xml.value("w:ilvl", &depth.to_string())?;
            xml.value("w:numId", &list.to_string())?;
            xml.close()?;
        }
        if let Some(rule) = place.rule {
            xml.open("w:pBdr", &[])?;
            // A paragraph's border is on the side that it names, whichever way the paragraph runs.
            rule.write(xml, if self.page.rtl { "w:right" } else { "w:left" }, space(place, number.is_some()))?;
            xml.close()?;
        }
        if rtl {
            xml.empty("w:bidi", &[])?;
        }
        let (ordinary, small) = LEVEL_LINES;
        let line = if self.paper.dense { small } else { ordinary };
        if form.level {
            xml.empty("w:spacing", &[("w:line", line), ("w:lineRule", "exact")])?;
        } else if place.tight {
            xml.empty("w:spacing", &[("w:after", "0"), ("w:line", TIGHT_LINE), ("w:lineRule", "auto")])?;
        }
        indent(xml, place, number.is_some(), rtl == self.page.rtl)?;
        if form.across {
            // In a paragraph from right to left, right means the side where its lines end.
            xml.value("w:jc", "right")?;
        }
        Ok(xml.close()?)
    }

    /// Ends a section of so many columns with a paragraph of its own.
    fn end_section(&mut self, columns: usize) -> Result<(), Error> {
        self.paragraphs += 1;
        self.xml.open("w:p", &[])?;
        self.xml.open("w:pPr", &[])?;
        self.xml.value("w:pStyle", "Gap")?;
        if columns == 1 {
            // It stands between a heading and what is set in columns below it.
            self.xml.empty("w:keepNext", &[])?;
        }
        if self.page.rtl {
            self.xml.empty("w:bidi", &[])?;
        }
        self.section(columns)?;
        self.xml.close()?;
        Ok(self.xml.close()?)
    }

    /// Writes `w:sectPr`: the paper, what stands at its head and foot, and in which direction it runs.
    fn section(&mut self, columns: usize) -> Result<(), Error> {
        let page = self.page;
        let xml = &mut self.xml;
        xml.open("w:sectPr", &[])?;
        if super::parts::has_header(self.paper) {
            xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", "header")])?;
        }
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "footer")])?;
        if self.sections > 0 {
            xml.value("w:type", "continuous")?;
        }
        self.sections += 1;
        let (width, height) = (page.width.to_string(), page.height.to_string());
        let size = [("w:w", width.as_str()), ("w:h", &height), ("w:orient", "landscape")];
        xml.empty("w:pgSz", if page.landscape { &size } else { size.get(..2).unwrap_or(&size) })?;
        let (beside, above, header) = (page.beside.to_string(), page.above.to_string(), page.header.to_string());
        let margins = [
            ("w:top", above.as_str()),
            ("w:right", &beside),
            ("w:bottom", &above),
            ("w:left", &beside),
            ("w:header", &header),
            ("w:footer", &header),
            ("w:gutter", "0"),
        ];
        xml.empty("w:pgMar", &margins)?;
        if columns > 1 {
            xml.empty("w:cols", &[("w:num", &columns.to_string()), ("w:space", COLUMN_GAP)])?;
        }
        if page.rtl {
            xml.empty("w:bidi", &[])?;
        }
        Ok(xml.close()?)
    }
}

/// How far the rule of a card is from a paragraph in it, in points: it stays at the card's edge, however far a list in
/// the card is set in.
fn space(place: Place, is_item: bool) -> usize {
    let lists = place.lists.saturating_sub(place.lists_of_card + usize::from(is_item));
    (RULE_SPACE + LIST_POINTS * lists).min(MOST_SPACE)
}

/// Sets a paragraph in; its own side is the one where its lines begin, and is not the page's where the two run in
/// different directions.
fn indent<W: Write>(xml: &mut Xml<W>, place: Place, is_item: bool, along: bool) -> io::Result<()> {
    let lists = LIST_INSET * i32::try_from(place.lists).unwrap_or(0);
    if place.inset == 0 && (lists == 0 || is_item) {
        // The list's own indentation holds.
        return Ok(());
    }
    let (own, other) = if along { (place.inset + lists, 0) } else { (lists, place.inset) };
    let (own, other, hanging) = (own.to_string(), other.to_string(), LIST_INSET.to_string());
    let sides = [("w:left", own.as_str()), ("w:right", &other), ("w:hanging", &hanging)];
    xml.empty("w:ind", if is_item { &sides } else { sides.get(..2).unwrap_or(&sides) })
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) style: &'static str,
    /// How its style makes its words look.
    pub(super) own: Own,
    /// Its list and how deep it stands in it.
    pub(super) number: Option<(usize, usize)>,
    /// The source that it names.
    pub(super) source: Option<u32>,
    /// Whether it stands at the side where its lines end.
    across: bool,
    /// Whether its lines are as high as those of Latin letters, whatever they hold.
    level: bool,
}

impl Form {
    pub(super) fn of(style: &'static str, look: Look) -> Self {
        Self { style, own: Own { look, bold: false }, number: None, source: None, across: false, level: false }
    }

    /// A style that makes all words bold.
    fn bold(style: &'static str) -> Self {
        Self { own: Own { look: Look::Plain, bold: true }, ..Self::of(style, Look::Plain) }
    }
}

/// How many steps writing a paper's text takes, its blocks and the rows of its tables, and how many pictures it has.
pub(super) fn steps(blocks: &[Block]) -> (usize, usize) {
    let rows = |block: &Block| if let Block::Table(table) = block { 1 + table.rows.len() } else { 1 };
    (blocks.iter().map(rows).sum(), blocks.iter().filter(|block| matches!(block, Block::Picture(_))).count())
}
