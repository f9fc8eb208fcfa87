//! Tables and paragraphs of a page, or of a piece of one from the clipboard.

use scraper::{ElementRef, Html, Node};

use super::super::grid::{GridBuilder, tidy};
use super::super::{Grid, ImportError, MAX_COLUMNS, MAX_ROWS};
use crate::words::import as words;

/// How many tables within tables are told apart; what is deeper is text of the last.
const DEPTH: usize = 6;
/// How long a heading may be to be a table's label, in letters.
const LABEL: usize = 80;

pub(super) fn has_table(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes)
        .any(|at| bytes.get(at + 1..at + 6).is_some_and(|name| name.eq_ignore_ascii_case(b"table")))
}

/// Whether a text that begins with `<` is HTML rather than a text with a bracket.
pub(super) fn is_markup(text: &str) -> bool {
    let name: String =
        text.chars().skip(1).take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '!').collect();
    has_table(text)
        || matches!(
            name.to_ascii_lowercase().as_str(),
            "html" | "body" | "head" | "p" | "div" | "meta" | "!" | "!doctype"
        )
}

pub(super) fn tables(text: &str) -> Result<Vec<Grid>, ImportError> {
    let mut walk = Walk::default();
    walk.all(text)?;
    // The inner table is closed first; people look for them in the order in which they begin.
    walk.grids.sort_by_key(|(number, _)| *number);
    Ok(walk.grids.into_iter().map(|(_, grid)| grid).collect())
}

/// The paragraphs, apart by blank lines.
pub(super) fn paragraphs(text: &str) -> String {
    let mut walk = Walk::default();
    // Tables that are too large do not keep the rest from being read.
    drop(walk.all(text));
    walk.paragraph();
    walk.paragraphs.join("\n\n")
}

#[derive(Default)]
struct Walk {
    grids: Vec<(usize, Grid)>,
    paragraphs: Vec<String>,
    /// The tables around the place, from the outermost.
    tables: Vec<Table>,
    begun: usize,
    /// How many tables the place is within that are too deep to be told apart.
    too_deep: usize,
    /// The paragraph under way outside tables.
    text: String,
    heading: String,
    is_heading: bool,
}

struct Table {
    number: usize,
    label: String,
    builder: GridBuilder,
    caption: Option<String>,
    row: usize,
    column: usize,
    in_row: bool,
    cell: Option<Cell>,
    /// For each column, the row up to which a cell from above reaches.
    taken: Vec<usize>,
    /// The cells that cover more than one place.
    merged: Vec<(usize, usize, usize, usize)>,
    holds_tables: bool,
}

struct Cell {
    text: String,
    rows: usize,
    columns: usize,
}

/// What happens to the content of an element.
#[derive(PartialEq)]
enum Content {
    Read,
    Skip,
}

impl Walk {
    fn all(&mut self, text: &str) -> Result<(), ImportError> {
        // Windows puts a head with numbers before HTML on the clipboard.
        let start = if text.starts_with("Version:") { text.find('<').unwrap_or(0) } else { 0 };
        let page = Html::parse_document(text.get(start..).unwrap_or(text));
        let root = page.root_element();
        let mut node = *root;
        // Without recursion, as pages may be nested as deeply as they like.
        loop {
            let entered = match node.value() {
                Node::Text(text) => {
                    self.words(text);
                    Content::Skip
                }
                Node::Element(_) => match ElementRef::wrap(node) {
                    Some(element) => self.open(&element),
                    None => Content::Skip,
                },
                _ => Content::Skip,
            };
            if entered == Content::Read
                && let Some(child) = node.first_child()
            {
                node = child;
                continue;
            }
            if entered == Content::Read {
                self.close(node.value())?;
            }
            loop {
                if let Some(next) = node.next_sibling().filter(|_| node.id() != root.id()) {
                    node = next;
                    break;
                }
                let Some(parent) = node.parent().filter(|_| node.id() != root.id()) else { return Ok(()) };
                node = parent;
                self.close(node.value())?;
            }
        }
    }

    fn open(&mut self, element: &ElementRef<'_>) -> Content {
        let hidden = element.attr("style").is_some_and(|style| {
            let style: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
            style.to_ascii_lowercase().contains("display:none")
        });
        let name = element.value().name();
        // What is marked as deleted is no part of the text any more.
        if hidden || matches!(name, "script" | "style" | "template" | "del" | "noscript" | "head") {
            return Content::Skip;
        }
        let count = |name: &str| element.attr(name).and_then(|value| value.trim().parse::<usize>().ok());
        match name {
            "table" => self.begin_table(),
            "br" => self.push('\n'),
            "td" | "th" => {
                let rows = match count("rowspan") {
                    // To the end of the table.
                    Some(0) => MAX_ROWS,
                    rows => rows.unwrap_or(1).min(MAX_ROWS),
                };
                let columns = count("colspan").unwrap_or(1).clamp(1, MAX_COLUMNS);
                if let Some(table) = self.table() {
                    table.in_row = true;
                    table.cell = Some(Cell { text: String::new(), rows, columns });
                }
            }
            "caption" => {
                if let Some(table) = self.table() {
                    table.caption = Some(String::new());
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.tables.is_empty() => {
                self.paragraph();
                self.is_heading = true;
                self.heading.clear();
            }
            _ if is_block(name) => self.line(),
            _ => {}
        }
        Content::Read
    }

    fn close(&mut self, node: &Node) -> Result<(), ImportError> {
        let Node::Element(element) = node else { return Ok(()) };
        match element.name() {
            "table" => return self.end_table(),
            "td" | "th" => {
                if let Some(table) = self.table() {
                    table.end_cell()?;
                }
            }
            "tr" => {
                if let Some(table) = self.table() {
                    table.end_row();
                }
            }
            "caption" => {
                if let Some(table) = self.table()
                    && let Some(caption) = table.caption.take()
                {
                    table.label =
                        Some(tidy(&caption)).filter(|it| !it.is_empty()).unwrap_or_else(|| table.label.clone());
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.tables.is_empty() => {
                self.is_heading = false;
                self.paragraph();
            }
            name if is_block(name) => self.line(),
            _ => {}
        }
        Ok(())
    }

    fn table(&mut self) -> Option<&mut Table> {
        self.tables.last_mut().filter(|_| self.too_deep == 0)
    }

    fn begin_table(&mut self) {
        if self.tables.len() >= DEPTH {
            self.too_deep += 1;
            return;
        }
        self.paragraph();
        if let Some(outer) = self.tables.last_mut() {
            outer.holds_tables = true;
        }
        let heading = std::mem::take(&mut self.heading);
        let heading = Some(tidy(&heading)).filter(|it| !it.is_empty() && it.chars().count() <= LABEL);
        self.tables.push(Table {
            number: self.begun,
            label: heading.unwrap_or_else(|| words::table(self.begun + 1)),
            builder: GridBuilder::new(""),
            caption: None,
            row: 0,
            column: 0,
            in_row: false,
            cell: None,
            taken: Vec::new(),
            merged: Vec::new(),
            holds_tables: false,
        });
        self.begun += 1;
    }

    fn end_table(&mut self) -> Result<(), ImportError> {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return Ok(());
        }
        let Some(table) = self.tables.pop() else { return Ok(()) };
        let (number, is_frame) = (table.number, table.holds_tables);
        let grid = table.finish()?;
        // A table around others often only lays the page out.
        if !is_frame || grid.height() > 1 && grid.width() > 1 {
            self.grids.push((number, grid));
        }
        Ok(())
    }

    /// Text of the page, in which blanks of any number and kind are one.
    fn words(&mut self, text: &str) {
        for letter in text.chars() {
            self.push(if matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{C}') { ' ' } else { letter });
        }
    }

    fn push(&mut self, letter: char) {
        let append = |text: &mut String| match letter {
            ' ' if text.is_empty() || text.ends_with([' ', '\n']) => {}
            _ => text.push(letter),
        };
        if self.tables.is_empty() {
            append(&mut self.text);
            if self.is_heading {
                append(&mut self.heading);
            }
        }
        // What stands in a table within a cell is text of that cell as well.
        for table in &mut self.tables {
            match (&mut table.caption, &mut table.cell) {
                (Some(caption), _) => append(caption),
                (None, Some(cell)) => append(&mut cell.text),
                (None, None) => {}
            }
        }
    }

    fn line(&mut self) {
        if self.tables.is_empty() {
            return self.paragraph();
        }
        for cell in self.tables.iter_mut().filter_map(|table| table.cell.as_mut()) {
            if !cell.text.is_empty() && !cell.text.ends_with('\n') {
                cell.text.push('\n');
            }
        }
    }

    fn paragraph(&mut self) {
        let text = tidy(&std::mem::take(&mut self.text));
        self.paragraphs.extend(Some(text).filter(|text| !text.is_empty()));
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "section"
            | "article"
            | "blockquote"
            | "pre"
            | "tr"
            | "body"
    )
}

impl Table {
    fn end_cell(&mut self) -> Result<(), ImportError> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let is_taken = |taken: &[usize], column: usize| taken.get(column).is_some_and(|until| *until > self.row);
        while is_taken(&self.taken, self.column) {
            self.column += 1;
        }
        let column = self.column;
        self.builder.put(self.row, column, &cell.text)?;
        self.column = column.saturating_add(cell.columns).min(MAX_COLUMNS);
        if cell.rows > 1 {
            if self.taken.len() < self.column {
                self.taken.resize(self.column, 0);
            }
            for taken in self.taken.iter_mut().take(self.column).skip(column) {
                *taken = self.row.saturating_add(cell.rows);
            }
        }
        if cell.rows > 1 || cell.columns > 1 {
            self.merged.push((self.row, column, cell.rows, cell.columns));
        }
        Ok(())
    }

    fn end_row(&mut self) {
        if std::mem::take(&mut self.in_row) {
            self.row += 1;
        }
        self.column = 0;
    }

    fn finish(mut self) -> Result<Grid, ImportError> {
        for (row, column, rows, columns) in std::mem::take(&mut self.merged) {
            // A cell reaches no further than its table.
            self.builder.merge(row, column, rows.min(self.row.saturating_sub(row).max(1)), columns)?;
        }
        self.builder.label(&self.label);
        Ok(self.builder.finish())
    }
}
