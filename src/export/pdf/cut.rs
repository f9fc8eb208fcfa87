//! Cuts what is higher than a page before it is set, so that each part can say to what it belongs.
//!
//! A row of a table that is higher than a page becomes several, each of which begins with the first one's name and the
//! word that it is continued. It is cut between cards where that does, else between the paragraphs of one, else
//! between two words.

use std::borrow::Cow;

use super::measure::{self, Lines};
use super::plan::{Geometry, bands};
use crate::export::paper::{Block, Card, Look, Paper, Row, RowKind, Run, Table, Text};
use crate::words::export as words;

/// How much of the room a part takes at most: a little is left for what surrounds it.
const FILLED: f32 = 0.94;

/// What has to be cut begins where so much of a page is left.
const LEAST: f32 = 0.25;

/// A paper none of whose rows is higher than a page, unless it holds what cannot be cut.
pub(super) fn cut(paper: &Paper) -> Cow<'_, Paper> {
    let geometry = Geometry::of(paper);
    let mut cut: Option<Paper> = None;
    for (number, block) in paper.blocks.iter().enumerate() {
        let Block::Table(table) = block else { continue };
        let Some(rows) = Measures::of(table, geometry).rows(table) else { continue };
        let paper = cut.get_or_insert_with(|| paper.clone());
        if let Some(Block::Table(table)) = paper.blocks.get_mut(number) {
            table.rows = rows;
        }
    }
    cut.map_or(Cow::Borrowed(paper), Cow::Owned)
}

/// What a table's rows have to fit into.
struct Measures {
    /// The room for text in each column, by its number, as it is where the page is divided into bands.
    widths: Vec<(usize, f32)>,
    room: f32,
    size: f32,
}

impl Measures {
    fn of(table: &Table, geometry: Geometry) -> Self {
        let mut widths: Vec<(usize, f32)> = Vec::new();
        let mut room = geometry.height;
        for band in bands(table, geometry.width) {
            let band = measure::widths(table, &band, geometry.width);
            room = room.min(geometry.room(table, &band));
            for (column, width) in band {
                match widths.iter_mut().find(|(known, _)| *known == column) {
                    Some((_, known)) => *known = known.min(width),
                    None => widths.push((column, width)),
                }
            }
        }
        Self { widths, room, size: geometry.table }
    }

    /// A table's rows with those cut that are too high; nothing where there is none.
    fn rows(&self, table: &Table) -> Option<Vec<Row>> {
        let too_high = |row: &Row| measure::row(row, &self.widths, self.size) > self.room;
        let first = table.rows.iter().position(too_high)?;
        let mut rows = table.rows.get(..first).unwrap_or_default().to_vec();
        for row in table.rows.get(first..).unwrap_or_default() {
            match &row.kind {
                RowKind::Cells(cells) if too_high(row) => {
                    let parts = self.parts(cells).into_iter();
                    rows.extend(parts.map(|cells| Row { axis: row.axis.clone(), kind: RowKind::Cells(cells) }));
                }
                _ => rows.push(row.clone()),
            }
        }
        Some(rows)
    }

    /// A row's cells as those of several rows.
    fn parts(&self, cells: &[Vec<Block>]) -> Vec<Vec<Vec<Block>>> {
        let width = |column: usize| self.widths.iter().find(|(known, _)| *known == column).map(|(_, width)| *width);
        let most = self.room * FILLED - measure::block(&Block::Paragraph(Text::plain("")), 1.0, self.size) * 2.0;
        let mut columns: Vec<Vec<Vec<Block>>> = cells
            .iter()
            .enumerate()
            .map(|(column, cell)| match width(column) {
                Some(width) => Knife { width, size: self.size, most }.stacks(cell, most),
                None => vec![cell.clone()],
            })
            .collect();
        let count = columns.iter().map(Vec::len).max().unwrap_or_default();
        let name = continued(cells.first().map(Vec::as_slice).unwrap_or_default());
        let part = |number: usize| {
            let mut cells: Vec<Vec<Block>> =
                columns.iter_mut().map(|parts| parts.get_mut(number).map(std::mem::take).unwrap_or_default()).collect();
            if number > 0
                && let (Some(first), Some(name)) = (cells.first_mut(), &name)
            {
                first.insert(0, Block::Paragraph(name.clone()));
            }
            cells
        };
        (0..count).map(part).collect()
    }
}

/// The name of a row with the word that it is continued; nothing where it has none.
fn continued(head: &[Block]) -> Option<Text> {
    let name = head.iter().find_map(|block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => Some(text),
        _ => None,
    })?;
    Some(name.clone().with(words::after_comma(words::CONTINUED), Look::Quiet))
}

/// Cuts blocks into stacks that are no higher than they may be.
#[derive(Clone, Copy)]
struct Knife {
    width: f32,
    size: f32,
    most: f32,
}

impl Knife {
    fn height(self, blocks: &[Block]) -> f32 {
        measure::blocks(blocks, self.width, self.size)
    }

    /// Stacks of blocks, the first of which has only so much room.
    fn stacks(self, blocks: &[Block], first: f32) -> Vec<Vec<Block>> {
        let mut stacks = Vec::new();
        let mut stack: Vec<Block> = Vec::new();
        // With all the room that may be above each block.
        let mut height = 0.0;
        let mut most = first;
        for block in blocks {
            let alone = self.height(std::slice::from_ref(block)) + self.size;
            if height + alone <= most {
                stack.push(block.clone());
                height += alone;
                continue;
            }
            let rest = most - height;
            // What has to be cut fills the page that it begins on, so that the head of a card is not left alone.
            let pieces = match alone > self.most {
                true if rest > self.most * LEAST => self.pieces(block, rest - self.size),
                true => std::iter::once(None).chain(self.pieces(block, self.most - self.size)).collect(),
                false => vec![None, Some(block.clone())],
            };
            for (number, piece) in pieces.into_iter().enumerate() {
                if number > 0 && !stack.is_empty() {
                    stacks.push(std::mem::take(&mut stack));
                    most = self.most;
                }
                if let Some(piece) = piece {
                    height = self.height(std::slice::from_ref(&piece)) + self.size;
                    stack.push(piece);
                }
            }
        }
        stacks.push(stack);
        stacks
    }

    /// A block that is too high as several of its kind, the first of which has only so much room; as it is where it
    /// cannot be cut.
    fn pieces(self, block: &Block, first: f32) -> Vec<Option<Block>> {
        match block {
            Block::Paragraph(text) => self.texts(text, first).into_iter().map(Block::Paragraph).map(Some).collect(),
            Block::Card(card) => {
                let within = Self { width: self.width - self.size, most: self.most - self.size, ..self };
                let of = |blocks| Block::Card(Card { accent: card.accent.clone(), blocks });
                within.stacks(&card.blocks, first).into_iter().map(of).map(Some).collect()
            }
            Block::List(items) => {
                let within = Self { width: self.width - self.size * 1.5, most: self.most - self.size, ..self };
                let parts = items.iter().flat_map(|item| within.stacks(item, within.most));
                // As each part would be an item, those that belong together follow each other in lists of one.
                std::iter::once(None).chain(parts.map(|part| Some(Block::List(vec![part])))).collect()
            }
            other => vec![None, Some(other.clone())],
        }
    }

    /// A text that is too high as several, cut between words.
    fn texts(self, text: &Text, first: f32) -> Vec<Text> {
        let mut texts = Vec::new();
        let mut part = Text::default();
        let mut lines = Lines::new(self.width);
        let mut most = first;
        for run in &text.0 {
            let Run::Words { text, look, link } = run else {
                lines.run(run, self.size);
                part.0.push(run.clone());
                continue;
            };
            let mut rest = String::new();
            for word in text.split_inclusive([' ', '\n']).flat_map(graspable) {
                lines.words(word, *look, self.size);
                rest.push_str(word);
                if measure::lines_height(lines.count + 2.0, self.size) > most {
                    let text = std::mem::take(&mut rest);
                    part.0.push(Run::Words { text, look: *look, link: link.clone() });
                    texts.push(std::mem::take(&mut part));
                    lines = Lines::new(self.width);
                    most = self.most - self.size;
                }
            }
            if !rest.is_empty() {
                part.0.push(Run::Words { text: rest, look: *look, link: link.clone() });
            }
        }
        if !part.0.is_empty() {
            texts.push(part);
        }
        texts
    }
}

/// The most letters of a word that stay together where a text is cut.
const LETTERS: usize = 200;

/// A word in pieces that are not higher than a page themselves.
fn graspable(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.char_indices().nth(LETTERS).map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::paper::{Accent, TableColumn};

    fn paragraph(words: usize) -> Block {
        Block::Paragraph(Text::plain("guarantees ".repeat(words).trim_end()))
    }

    fn paper(cells: Vec<Vec<Block>>) -> Paper {
        let columns =
            cells.iter().map(|_| TableColumn { head: vec![paragraph(1)], share: 1.0, party: None, accent: None });
        let table = Table {
            label: String::new(),
            columns: columns.collect(),
            rows: vec![Row { axis: None, kind: RowKind::Cells(cells) }],
        };
        Paper { landscape: true, blocks: vec![Block::Table(table)], ..Paper::default() }
    }

    fn cells(paper: &Paper) -> Vec<&Vec<Vec<Block>>> {
        let Some(Block::Table(table)) = paper.blocks.first() else { panic!() };
        table.rows.iter().map(|row| if let RowKind::Cells(cells) = &row.kind { cells } else { panic!() }).collect()
    }

    fn said(blocks: &[Block]) -> String {
        let mut said = String::new();
        let paper = Paper { blocks: blocks.to_vec(), ..Paper::default() };
        paper.each_text(&mut |text| said.push_str(text));
        said.split_whitespace().collect()
    }

    #[test]
    fn a_row_that_has_room_on_a_page_stays_as_it_is() {
        assert!(matches!(cut(&paper(vec![vec![paragraph(2)], vec![paragraph(120)]])), Cow::Borrowed(_)));
    }

    #[test]
    fn each_part_of_a_row_has_its_name_and_no_word_is_lost() {
        let card = |count| {
            let accent = Some(Accent { number: 0, color: None });
            Block::Card(Card { accent, blocks: vec![paragraph(1), paragraph(count), paragraph(3)] })
        };
        let list = Block::List((1..90).map(|number| vec![paragraph(number)]).collect());
        let long = Block::Paragraph(Text::plain("x".repeat(20_000)));
        for blocks in [vec![card(100); 12], vec![card(5000)], vec![list], vec![paragraph(9000), card(2)], vec![long]] {
            let whole = paper(vec![vec![paragraph(2)], blocks.clone(), vec![paragraph(1)]]);
            let cut = cut(&whole);
            let rows = cells(&cut);
            assert!(rows.len() > 1);
            let name = |row: &&Vec<Vec<Block>>| said(row.first().unwrap());
            assert_eq!(name(rows.first().unwrap()), "guaranteesguarantees");
            assert!(rows.iter().skip(1).all(|row| name(row) == "guaranteesguarantees,continued"));
            let text: String = rows.iter().map(|row| said(row.get(1).unwrap())).collect();
            assert_eq!(text, said(&blocks));
            let geometry = Geometry::of(&whole);
            let Some(Block::Table(table)) = cut.blocks.first() else { panic!() };
            let measures = Measures::of(table, geometry);
            for row in &table.rows {
                assert!(measure::row(row, &measures.widths, measures.size) <= measures.room);
            }
        }
    }
}
