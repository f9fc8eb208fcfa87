//! Text with a sign between the columns: CSV in its many forms, and what spreadsheets put on the clipboard.

use super::super::grid::GridBuilder;
use super::super::{Grid, ImportError};

/// The signs that stand between columns, those first that seldom stand in a text.
const DELIMITERS: [u8; 4] = [b'\t', b';', b'|', b','];
/// How many records the guess of the delimiter looks at.
const LOOKED_AT: usize = 100;

/// The table in a text; `extension` is that of its file, which can promise a table of one column.
pub(super) fn tables(text: &str, extension: Option<&str>) -> Result<Vec<Grid>, ImportError> {
    // Excel names the delimiter in a first line that is no part of the table.
    let named = text.strip_prefix("sep=").and_then(|rest| {
        let delimiter = u8::try_from(rest.chars().next()?).ok()?;
        Some((delimiter, rest.get(1..)?.trim_start_matches('\r').strip_prefix('\n')?))
    });
    let (delimiter, text) = match named {
        Some((delimiter, rest)) => (Some(delimiter), rest),
        None => (delimiter(text), text),
    };
    let promised = matches!(extension, Some("csv" | "tsv" | "tab"));
    let Some(delimiter) = delimiter.or_else(|| promised.then_some(b',')) else { return Err(ImportError::NoTable) };
    let quoted = grid(text, delimiter, true)?;
    // A quotation mark that is never closed swallows all that follows it.
    let swallowed = !text.trim_end().ends_with('"') && last_text(&quoted).contains('\n');
    let grid = if swallowed { grid(text, delimiter, false)? } else { quoted };
    Ok(vec![grid])
}

fn last_text(grid: &Grid) -> &str {
    let last = grid.height().checked_sub(1).and_then(|row| grid.filled(row).last());
    last.map_or("", |(_, text)| text)
}

fn reader(text: &str, delimiter: u8, quoting: bool) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
        .from_reader(text.as_bytes())
}

fn grid(text: &str, delimiter: u8, quoting: bool) -> Result<Grid, ImportError> {
    let mut builder = GridBuilder::new("");
    // A table drawn with bars has them at both ends of a line as well.
    let framed = delimiter == b'|' && is_framed(text);
    let mut reader = reader(text, delimiter, quoting);
    let mut record = csv::StringRecord::new();
    let mut row = 0;
    while reader.read_record(&mut record).map_err(ImportError::damaged)? {
        for (column, text) in record.iter().skip(usize::from(framed)).enumerate() {
            builder.put(row, column, text)?;
        }
        row += 1;
    }
    Ok(builder.finish())
}

fn is_framed(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT);
    lines.all(|line| line.trim_start().starts_with('|'))
}

/// The delimiter with which most records have the same number of columns; nothing when no text stands beside another.
fn delimiter(text: &str) -> Option<u8> {
    let mut best: Option<(usize, usize, u8)> = None;
    for delimiter in DELIMITERS {
        let mut reader = reader(text, delimiter, true);
        let mut record = csv::StringRecord::new();
        let mut widths = Vec::new();
        while widths.len() < LOOKED_AT && reader.read_record(&mut record).ok()? {
            // Blank lines and titles above the table say nothing.
            if record.len() > 1 || record.get(0).is_some_and(|text| !text.trim().is_empty()) {
                widths.push(record.len());
            }
        }
        // A line with a comma or a semicolon in it is a sentence.
        if widths.len() < 2 && delimiter != b'\t' {
            continue;
        }
        widths.sort_unstable();
        let usual = widths.chunk_by(|one, other| one == other).filter(|same| same.first().is_some_and(|it| *it > 1));
        let Some(usual) = usual.max_by_key(|same| same.len()) else { continue };
        // In thousandths of all records, so that longer records do not count more.
        let share = usual.len() * 1000 / widths.len();
        let columns = usual.first().copied().unwrap_or(0);
        // Prose has commas too, and as many in a line only by chance.
        if share < 400 || delimiter == b',' && share < 600 {
            continue;
        }
        if best.is_none_or(|(best_share, best_columns, _)| (share, columns) > (best_share, best_columns)) {
            best = Some((share, columns, delimiter));
        }
    }
    best.map(|(_, _, delimiter)| delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let grids = tables(text, None).unwrap();
        let row = |row: usize| (0..grids[0].width()).map(|column| grids[0].text(row, column).to_owned()).collect();
        (0..grids[0].height()).map(row).collect()
    }

    #[test]
    fn every_usual_delimiter_is_told_by_the_table() {
        for delimiter in [",", ";", "\t", "|"] {
            let text = ["Issue*Syria*Israel", "Lines*\"a, b; c\n\"\"d\"\" | e\"*no", "Guards**yes"].join("\n");
            let text = text.replace('*', delimiter);
            let found = rows(&text);
            assert_eq!(found[0], ["Issue", "Syria", "Israel"], "{delimiter:?}");
            assert_eq!(found[1], ["Lines", "a, b; c\n\"d\" | e", "no"], "{delimiter:?}");
            assert_eq!(found[2], ["Guards", "", "yes"], "{delimiter:?}");
        }
        assert_eq!(rows("sep=;\r\na,b;c\r\nd;e")[0], ["a,b", "c"]);
        assert_eq!(rows("| Issue | Syria |\n| T1 | a, b |\n")[1], ["T1", "a, b"]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_swallows_nothing() {
        assert_eq!(
            rows("Issue\tSyria\nLines\t\"no end\nGuards\tyes\n")[1..],
            [["Lines", "\"no end"], ["Guards", "yes"]]
        );
    }

    #[test]
    fn a_line_above_the_table_does_not_hide_its_delimiter() {
        let found = rows("Positions, as of January\n\nIssue;Syria;Israel\nLines;all, now;none\nGuards;a, b, c;d\n");
        assert_eq!(found.last().unwrap(), &["Guards", "a, b, c", "d"]);
    }

    #[test]
    fn prose_is_no_table() {
        let prose = "The parties met in Paris.\nThey spoke for an hour, and left.\nNothing was said.";
        assert!(matches!(tables(prose, None), Err(ImportError::NoTable)));
        assert_eq!(tables("Lines\nGuards\n", Some("csv")).unwrap()[0].width(), 1);
    }
}
