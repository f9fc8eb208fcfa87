//! Tables: a head that every page repeats, rows that stay whole, and lines between rows alone.

use std::io::Write;

use super::Error;
use super::body::{Body, CARD_INSET, Form, Place, Rule, Setting};
use super::letters;
use super::runs::{Line, hex};
use crate::export::ink;
use crate::export::paper::{Block, Look, Row, RowKind, Table, TableColumn, Text};

/// From a cell's edge to its text, at the sides; `parts/styles.xml` says the same.
const CELL_INSET: i32 = 100;
/// A column that is narrower cannot be read.
const NARROWEST: i32 = 1100;
/// Word takes a table of more columns for damaged.
const MOST_COLUMNS: usize = 63;
/// About what a letter of a table's text takes.
const LETTER: i32 = 92;
/// From one line of a table's text to the next.
const LINE: i32 = 220;
/// Of a page's depth in percent: a row that is higher may be divided, and a head that is higher is not repeated.
const HIGH: i32 = 85;

impl<'a, W: Write> Body<'a, W> {
    pub(super) fn table(&mut self, table: &'a Table, place: Place) -> Result<(), Error> {
        if table.columns.is_empty() {
            return Ok(());
        }
        if self.breaks {
            // The page begins with a paragraph; a row cannot say that it does.
            self.gap(place)?;
        }
        let room = (place.width - place.inset).max(NARROWEST);
        let cards = with_cards(table);
        let bands = bands(table.columns.len(), room);
        let last = bands.len().saturating_sub(1);
        for (number, band) in bands.iter().enumerate() {
            let columns: Vec<&TableColumn> = band.iter().filter_map(|number| table.columns.get(*number)).collect();
            let strips: Vec<Strip<'_>> = band
                .iter()
                .zip(columns.iter().zip(widths(&columns, room)))
                .map(|(number, (column, width))| Strip {
                    number: *number,
                    column,
                    width,
                    set_in: cards.get(*number).copied().unwrap_or_default(),
                })
                .collect();
            // Only the first rows of a table can be repeated on its pages: each group is a table of its own, so that
            // every page says which group it shows.
            for rows in groups(&table.rows, place.setting) {
                self.begin_table(table, place, &strips)?;
                // A table that is nothing but heads cannot repeat them.
                let repeats = self.head(&strips)? && rows.iter().any(|row| matches!(row.kind, RowKind::Cells(_)));
                for row in rows {
                    match &row.kind {
                        RowKind::Group(text) => self.group(text, &strips, repeats && place.setting == Setting::Page)?,
                        RowKind::Cells(cells) => self.row(cells, table.columns.len(), &strips)?,
                    }
                    // All bands of a table are one table to whoever waits.
                    if number == last && place.setting == Setting::Page {
                        self.step()?;
                    }
                }
                self.xml.close()?;
                // Word joins tables that touch, and wants a paragraph at the end of a cell.
                self.gap(place)?;
            }
        }
        Ok(())
    }

    /// Writes `w:tblPr` in the order of the schema's `CT_TblPr`, and the grid.
    fn begin_table(&mut self, table: &Table, place: Place, strips: &[Strip<'_>]) -> Result<(), Error> {
        let rtl = self.page.rtl;
        let xml = &mut self.xml;
        xml.open("w:tbl", &[])?;
        xml.open("w:tblPr", &[])?;
        xml.value("w:tblStyle", "BriefingTable")?;
        if rtl {
            xml.empty("w:bidiVisual", &[])?;
        }
        xml.empty("w:tblW", &[("w:w", &whole(strips).to_string()), ("w:type", "dxa")])?;
        xml.empty("w:tblInd", &[("w:w", &place.inset.to_string()), ("w:type", "dxa")])?;
        xml.empty("w:tblLayout", &[("w:type", "fixed")])?;
        let look = [
            ("w:val", "00A0"),
            ("w:firstRow", "1"),
            ("w:lastRow", "0"),
            ("w:firstColumn", "1"),
            ("w:lastColumn", "0"),
            ("w:noHBand", "0"),
            ("w:noVBand", "0"),
        ];
        xml.empty("w:tblLook", &look)?;
        if !table.label.is_empty() {
            xml.value("w:tblCaption", &letters::line(&table.label))?;
        }
        xml.close()?;
        xml.open("w:tblGrid", &[])?;
        for strip in strips {
            xml.empty("w:gridCol", &[("w:w", &strip.width.to_string())])?;
        }
        Ok(xml.close()?)
    }

    /// Writes a table's head; says whether each page repeats it.
    fn head(&mut self, strips: &[Strip<'a>]) -> Result<bool, Error> {
        if strips.iter().all(|strip| strip.column.head.is_empty()) {
            return Ok(true);
        }
        let high = strips.iter().map(|strip| height(&strip.column.head, strip.width)).max();
        let repeats = !self.is_high(high.unwrap_or(0));
        self.begin_row(true, repeats)?;
        for strip in strips {
            self.begin_cell(strip.width, 1, false)?;
            let rule = strip.column.accent.as_ref().map(|accent| Rule::of(Some(accent)));
            self.cell(&[strip.column.head.as_slice()], Place { rule, ..strip.inside(Setting::Head) })?;
        }
        self.xml.close()?;
        Ok(repeats)
    }

    /// Writes a group's heading, which each page of the table may repeat below the head.
    fn group(&mut self, text: &Text, strips: &[Strip<'_>], repeats: bool) -> Result<(), Error> {
        let width = whole(strips);
        self.begin_row(true, repeats)?;
        self.begin_cell(width, strips.len(), true)?;
        self.paragraph(&Line::of(text), inside(Setting::Cell, width), Form::of("TableGroup", Look::Plain))?;
        self.xml.close()?;
        Ok(self.xml.close()?)
    }

    /// Writes a row of a table of so many columns.
    fn row(&mut self, cells: &'a [Vec<Block>], columns: usize, strips: &[Strip<'_>]) -> Result<(), Error> {
        let of = |column: usize| -> Vec<&'a [Block]> {
            let own = cells.get(column).map(Vec::as_slice);
            // Nothing is lost where a row has more cells than the table has columns.
            let more = cells.get(columns..).filter(|_| column + 1 == columns).unwrap_or_default();
            own.into_iter().chain(more.iter().map(Vec::as_slice)).collect()
        };
        let high = |strip: &Strip<'_>| of(strip.number).iter().map(|blocks| height(blocks, strip.width)).sum::<i32>();
        let whole = !self.is_high(strips.iter().map(high).max().unwrap_or(0));
        self.begin_row(whole, false)?;
        for strip in strips {
            self.begin_cell(strip.width, 1, false)?;
            self.cell(&of(strip.number), strip.inside(Setting::Cell))?;
        }
        Ok(self.xml.close()?)
    }

    fn begin_row(&mut self, whole: bool, repeats: bool) -> Result<(), Error> {
        let xml = &mut self.xml;
        xml.open("w:tr", &[])?;
        if whole || repeats {
            xml.open("w:trPr", &[])?;
            if whole {
                xml.empty("w:cantSplit", &[])?;
            }
            if repeats {
                xml.empty("w:tblHeader", &[])?;
            }
            xml.close()?;
        }
        Ok(())
    }

    /// Begins a cell: writes `w:tcPr` in the order of the schema's `CT_TcPr`.
    fn begin_cell(&mut self, width: i32, columns: usize, shaded: bool) -> Result<(), Error> {
        let xml = &mut self.xml;
        xml.open("w:tc", &[])?;
        xml.open("w:tcPr", &[])?;
        xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")])?;
        if columns > 1 {
            xml.value("w:gridSpan", &columns.to_string())?;
        }
        if shaded {
            let fill = hex(ink::BANNER);
            xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", &fill)])?;
        }
        Ok(xml.close()?)
    }

    /// Fills a cell and ends it; every cell holds a paragraph.
    fn cell(&mut self, contents: &[&'a [Block]], place: Place) -> Result<(), Error> {
        let before = self.paragraphs;
        for blocks in contents {
            self.blocks(blocks, place)?;
        }
        if self.paragraphs == before {
            self.paragraph(&Line::plain(""), place, Form::of("TableText", Look::Plain))?;
        }
        Ok(self.xml.close()?)
    }

    fn is_high(&self, height: i32) -> bool {
        height > self.page.depth() / 100 * HIGH
    }
}

/// A table's rows, those of each group with its heading; all of them where the table stands in another.
fn groups(rows: &[Row], setting: Setting) -> Vec<&[Row]> {
    if setting != Setting::Page || rows.is_empty() {
        return vec![rows];
    }
    rows.chunk_by(|_, next| !matches!(next.kind, RowKind::Group(_))).collect()
}

/// A column as it is written.
struct Strip<'a> {
    /// Its number among all columns of the table.
    number: usize,
    column: &'a TableColumn,
    width: i32,
    /// Whether its text is set in as that of a card is, so that all of it begins below each other.
    set_in: bool,
}

impl Strip<'_> {
    /// The inside of its cells.
    fn inside(&self, setting: Setting) -> Place {
        let inset = if self.set_in { CARD_INSET } else { 0 };
        Place { inset, gutter: inset, ..inside(setting, self.width) }
    }
}

/// The width of columns together.
fn whole(strips: &[Strip<'_>]) -> i32 {
    strips.iter().map(|strip| strip.width).sum()
}

/// Which columns hold cards, or are headed by a rule as cards are.
fn with_cards(table: &Table) -> Vec<bool> {
    let mut found: Vec<bool> = table.columns.iter().map(|column| column.accent.is_some()).collect();
    for row in &table.rows {
        let RowKind::Cells(cells) = &row.kind else { continue };
        for (found, cell) in found.iter_mut().zip(cells) {
            *found |= cell.iter().any(|block| matches!(block, Block::Card(_)));
        }
    }
    found
}

/// The inside of a cell of this width.
fn inside(setting: Setting, width: i32) -> Place {
    Place {
        setting,
        rule: None,
        inset: 0,
        gutter: 0,
        width: width - 2 * CELL_INSET,
        lists: 0,
        lists_of_card: 0,
        with_next: false,
        tight: false,
    }
}

/// The columns of each table that is written for one: so many that they can be read, and the first, which says what a
/// row is about, in each.
fn bands(columns: usize, room: i32) -> Vec<Vec<usize>> {
    let most = usize::try_from(room / NARROWEST).unwrap_or(0).clamp(2, MOST_COLUMNS);
    if columns <= most {
        return vec![(0..columns).collect()];
    }
    let others: Vec<usize> = (1..columns).collect();
    // As even as can be, so that the last table is no stump.
    let count = others.len().div_ceil(most - 1);
    let each = others.len().div_ceil(count);
    others.chunks(each).map(|chunk| std::iter::once(0).chain(chunk.iter().copied()).collect()).collect()
}

/// The columns' widths, by their shares; together they are as wide as the room.
fn widths(columns: &[&TableColumn], room: i32) -> Vec<i32> {
    let share = |column: &TableColumn| {
        if column.share.is_finite() && column.share > 0.0 { f64::from(column.share) } else { 1.0 }
    };
    let whole: f64 = columns.iter().map(|column| share(column)).sum();
    let count = i32::try_from(columns.len()).unwrap_or(i32::MAX);
    // What a very small share is given has to be taken from the others.
    let least = NARROWEST.min(room / count.max(1));
    let left_over = f64::from(room - least * count);
    let beyond = |column: &&TableColumn| (share(column) / whole * f64::from(room) - f64::from(least)).max(0.0);
    let beyond: Vec<f64> = columns.iter().map(beyond).collect();
    let all: f64 = beyond.iter().sum();
    let (mut end, mut edge) = (0.0, 0);
    let mut found = Vec::with_capacity(columns.len());
    for own in beyond {
        end += f64::from(least) + if all > 0.0 { own / all * left_over } else { left_over / f64::from(count) };
        #[expect(clippy::cast_possible_truncation, reason = "no wider than a page")]
        let right = end.round() as i32;
        found.push(right - edge);
        edge = right;
    }
    found
}

/// About how high blocks are in a column of this width.
fn height(blocks: &[Block], width: i32) -> i32 {
    let letters = ((width - 2 * CELL_INSET) / LETTER).max(1);
    let text = |text: &Text| {
        let words = text.words();
        let lines = words.lines().map(|line| i32::try_from(line.chars().count()).unwrap_or(i32::MAX) / letters + 1);
        lines.fold(0_i32, i32::saturating_add).max(1).saturating_mul(LINE)
    };
    let of = |block: &Block| match block {
        Block::Heading { text: words, .. } | Block::Paragraph(words) => text(words),
        Block::List(items) => items.iter().map(|item| height(item, width)).fold(0, i32::saturating_add),
        Block::Card(card) => height(&card.blocks, width).saturating_add(LINE / 2),
        Block::About(about) => height(&about.blocks, width),
        Block::Sources(sources) => sources.iter().map(|source| text(&source.text)).fold(0, i32::saturating_add),
        Block::Table(table) => table.rows.iter().fold(LINE, |sum, row| {
            let cells = match &row.kind {
                RowKind::Group(_) => LINE,
                RowKind::Cells(cells) => cells.iter().map(|cell| height(cell, width / 2)).max().unwrap_or(0),
            };
            sum.saturating_add(cells)
        }),
        // A picture is made to fit, and stays whole by itself.
        Block::Picture(_) | Block::PageBreak => LINE,
    };
    blocks.iter().map(of).fold(0, i32::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(share: f32) -> TableColumn {
        TableColumn { head: Vec::new(), share, party: None, accent: None }
    }

    #[test]
    fn the_shares_fill_the_room_and_no_column_is_too_narrow_to_read() {
        let columns = [column(1.0), column(3.0), column(0.0001), column(f32::NAN), column(-1.0)];
        let columns: Vec<&TableColumn> = columns.iter().collect();
        let widths = widths(&columns, 15_138);
        assert_eq!(widths.iter().sum::<i32>(), 15_138);
        assert!(widths.iter().all(|width| *width >= NARROWEST), "{widths:?}");
        assert!(widths[1] > 2 * widths[0], "{widths:?}");
    }

    #[test]
    fn too_many_columns_are_shown_in_several_tables_that_begin_alike() {
        assert_eq!(bands(5, 15_138), [(0..5).collect::<Vec<_>>()]);
        let bands = bands(40, 15_138);
        assert_eq!(bands.len(), 4);
        assert!(bands.iter().all(|band| band[0] == 0 && band.len() <= 13), "{bands:?}");
        let mut others: Vec<usize> = bands.iter().flat_map(|band| band[1..].to_vec()).collect();
        others.sort_unstable();
        assert_eq!(others, (1..40).collect::<Vec<_>>());
        assert!(super::bands(200, 1_000_000).iter().all(|band| band.len() <= MOST_COLUMNS));
    }

    #[test]
    fn a_long_text_is_higher_in_a_narrow_column() {
        let blocks = [Block::Paragraph(Text::plain("word ".repeat(200)))];
        assert!(height(&blocks, 2000) > 2 * height(&blocks, 5000));
    }
}
