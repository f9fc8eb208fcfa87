//! Tables in Markdown.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::super::grid::GridBuilder;
use super::super::{Grid, ImportError};
use crate::words::import as words;

/// Whether a text has the line of dashes under a row of columns that makes a table in Markdown.
pub(super) fn has_table(text: &str) -> bool {
    let is_rule = |line: &str| {
        let line = line.trim();
        line.contains('|')
            && line.contains("--")
            && line.chars().all(|letter| matches!(letter, '|' | '-' | ':' | ' ' | '\t'))
    };
    let mut lines = text.lines();
    let mut above = lines.next().unwrap_or_default();
    lines.any(|line| {
        let found = above.contains('|') && is_rule(line);
        above = line;
        found
    })
}

pub(super) fn tables(text: &str) -> Result<Vec<Grid>, ImportError> {
    let mut grids = Vec::new();
    let mut heading = String::new();
    let mut in_heading = false;
    let mut table: Option<GridBuilder> = None;
    let (mut row, mut column, mut cell) = (0, 0, String::new());
    let read = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(text, read) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                in_heading = true;
                heading.clear();
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Start(Tag::Table(_)) => {
                let label =
                    if heading.trim().is_empty() { words::table(grids.len() + 1) } else { heading.trim().to_owned() };
                table = Some(GridBuilder::new(&label));
                row = 0;
            }
            Event::End(TagEnd::Table) => grids.extend(table.take().map(GridBuilder::finish)),
            Event::Start(Tag::TableHead | Tag::TableRow) => column = 0,
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => row += 1,
            Event::Start(Tag::TableCell) => cell.clear(),
            Event::End(TagEnd::TableCell) => {
                if let Some(table) = &mut table {
                    table.put(row, column, &cell)?;
                }
                column += 1;
            }
            Event::Text(text) | Event::Code(text) if in_heading => heading.push_str(&text),
            Event::Text(text) | Event::Code(text) => cell.push_str(&text),
            Event::SoftBreak | Event::HardBreak => cell.push('\n'),
            Event::InlineHtml(tag) if tag.trim_start_matches('<').to_ascii_lowercase().starts_with("br") => {
                cell.push('\n');
            }
            _ => {}
        }
    }
    Ok(grids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_table_has_the_heading_above_it_or_its_number() {
        let text = "| Issue | Syria |\n|---|:-:|\n| **Lines** | `all`<br>now \\| soon |\n\n# Second *round*\n\nWords.\n\nA|B\n-|--\nc|\n";
        let grids = tables(text).unwrap();
        assert!(has_table(text) && !has_table("a | b\n\n---\n"));
        assert_eq!(grids.iter().map(Grid::label).collect::<Vec<_>>(), ["Table 1", "Second round"]);
        assert_eq!(
            (grids[0].text(0, 1), grids[0].text(1, 0), grids[0].text(1, 1)),
            ("Syria", "Lines", "all\nnow | soon")
        );
        assert_eq!((grids[1].height(), grids[1].width()), (2, 2));
    }
}
