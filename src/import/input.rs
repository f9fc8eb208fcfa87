//! What was read, in each of the ways in which it can be understood, and which of them is the likeliest.

use std::sync::Arc;

use super::brackets::{self, Meaning};
use super::sheets::{self, Taken, Trouble};
use super::{Certainty, Grid, ImportError, Parties, read, read_clipboard, read_text};
use crate::case::Snapshot;

/// A way to understand what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A table, of which each column has to be told.
    Table,
    /// A text in which alternatives are marked by party.
    Draft,
    /// A workbook or table of positions that Demarche has made.
    Own,
}

/// A file, or what was on the clipboard, as it can be understood.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its tables.
    pub tables: Result<Vec<Arc<Grid>>, ImportError>,
    /// Its running text.
    pub text: Result<Arc<str>, ImportError>,
    /// The case that it carries, where Demarche has made it, or what is wrong with that.
    pub own: Option<Result<Arc<Taken>, Vec<Trouble>>>,
    /// The text is the whole of it, and any table is made of its lines.
    is_plain: bool,
}

impl Input {
    /// What a file holds; `cancelled` is asked between two ways to read it.
    #[must_use]
    pub fn of_file(bytes: &[u8], name: Option<&str>, cancelled: &dyn Fn() -> bool) -> Self {
        let own = sheets::read(bytes).map(|own| own.map(Arc::new));
        let stopped = || cancelled().then_some(ImportError::Empty);
        let tables = stopped().map_or_else(|| read(bytes, name), Err);
        let text = stopped().map_or_else(|| read_text(bytes, name), Err);
        Self { tables: shared(tables), text: text.map(Arc::from), own, is_plain: is_plain(bytes, name) }
    }

    /// What was copied in another program, which offers a text and sometimes HTML as well.
    #[must_use]
    pub fn of_clipboard(text: &str, html: Option<&str>) -> Self {
        let own = sheets::read(text.as_bytes()).map(|own| own.map(Arc::new));
        let has_table = html.is_some_and(|html| read(html.as_bytes(), Some("html")).is_ok());
        let words = if text.trim().is_empty() {
            html.map_or(Err(ImportError::Empty), |html| read_text(html.as_bytes(), Some("html")))
        } else {
            Ok(text.to_owned())
        };
        Self {
            tables: shared(read_clipboard(text, html)),
            text: words.map(Arc::from),
            own,
            is_plain: !has_table && !text.contains('\t'),
        }
    }

    /// The likeliest way to understand it, with the parties of a case in mind.
    #[must_use]
    pub fn likely(&self, snapshot: &Snapshot) -> Form {
        if self.own.is_some() {
            return Form::Own;
        }
        let Ok(text) = &self.text else { return Form::Table };
        let parsed = brackets::parse(text, &Parties::of(snapshot));
        let (marked, all) = parsed.count();
        if marked == 0 {
            return Form::Table;
        }
        let tables = self.tables.iter().flatten().filter(|grid| grid.width() > 1);
        let Some(rows) = tables.map(|grid| grid.height()).max() else { return Form::Draft };
        // A line of prose has commas too; a table may have a bracket in a cell, or some below it.
        let weight = if self.is_plain { all } else { rows };
        let is_known = brackets::guess(&parsed, snapshot)
            .labels
            .iter()
            .any(|label| label.certainty > Certainty::Unsure || matches!(label.meaning, Meaning::Option));
        if marked * 2 >= weight && (self.is_plain || is_known) { Form::Draft } else { Form::Table }
    }

    /// Whether it is a table of our own, and of another case than this: none of its issues is in it.
    #[must_use]
    pub fn is_of_another(&self, snapshot: &Snapshot) -> bool {
        let Some(Ok(taken)) = &self.own else { return false };
        let mut issues = taken.case.issues.iter();
        !taken.case.issues.is_empty() && issues.all(|issue| snapshot.issue(&issue.id).is_none())
    }

    /// Whether it can be understood in a way at all.
    #[must_use]
    pub fn can_be(&self, form: Form) -> bool {
        match form {
            Form::Table => self.tables.is_ok(),
            Form::Draft => self.text.is_ok(),
            Form::Own => self.own.is_some(),
        }
    }
}

fn shared(tables: Result<Vec<Grid>, ImportError>) -> Result<Vec<Arc<Grid>>, ImportError> {
    tables.map(|tables| tables.into_iter().map(Arc::new).collect())
}

/// Whether a file is nothing but a text, and not one that is called a table.
fn is_plain(bytes: &[u8], name: Option<&str>) -> bool {
    let extension = name.and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension.to_lowercase());
    let is_table = matches!(extension.as_deref(), Some("csv" | "tsv" | "tab" | "html" | "htm" | "xhtml" | "mht"));
    !is_table && !bytes.starts_with(b"PK") && !bytes.starts_with(&[0xD0, 0xCF]) && !bytes.contains(&b'\t')
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;

    fn paris() -> Snapshot {
        let case = include_str!("../../sample-data/paris-2026.json");
        Snapshot::new(Arc::new(serde_json::from_str(case).unwrap()))
    }

    fn likely(bytes: &[u8], name: &str) -> Form {
        Input::of_file(bytes, Some(name), &|| false).likely(&paris())
    }

    #[test]
    fn what_a_file_is_likely_to_be_is_told_by_what_stands_in_it() {
        let draft = include_bytes!("../../tests/tables/draft.txt");
        assert_eq!(likely(draft, "draft.txt"), Form::Draft);
        assert_eq!(likely(draft, "draft.md"), Form::Draft);
        assert_eq!(likely(b"Forces (S: leave, soon) (I: stay, for now), and guards.", "x"), Form::Draft);
        assert_eq!(likely(include_bytes!("../../tests/tables/four-columns.docx"), "x.docx"), Form::Table);
        assert_eq!(likely(include_bytes!("../../tests/tables/matrix.html"), "x.html"), Form::Table);
        let table = "Issue,Syria,Israel\nForces,(S: leave) (I: stay),b\nGuards,c,d\nPosts,e,f\n";
        assert_eq!(likely(table.as_bytes(), "x.csv"), Form::Table);
        let both = "# A\n\n| Issue | Syria |\n|---|---|\n| a | b |\n| c | d |\n| e | f |\n\n[Note: read this]\n";
        assert_eq!(likely(both.as_bytes(), "x.md"), Form::Table, "a bracket below a table makes no draft of it");
        assert_eq!(likely(b"An ordinary sentence.", "x.txt"), Form::Table);
    }

    #[test]
    fn a_draft_in_a_web_page_is_one_without_a_table() {
        let page = "<p>Forces [S: leave] [I: stay].</p><p>Guards [S: many].</p>";
        assert_eq!(likely(page.as_bytes(), "x.html"), Form::Draft);
        let input = Input::of_clipboard("", Some(page));
        assert_eq!(input.likely(&paris()), Form::Draft);
        let input = Input::of_clipboard(
            "Issue\tSyria\na\tb",
            Some("<table><tr><td>Issue</td><td>Syria</td></tr><tr><td>a</td><td>b</td></tr></table>"),
        );
        assert_eq!(input.likely(&paris()), Form::Table);
    }

    #[test]
    fn what_is_cancelled_is_not_read_to_its_end() {
        let input = Input::of_file(b"Issue,Syria\na,b\n", Some("x.csv"), &|| true);
        assert!(input.tables.is_err() && input.text.is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_likely_to_be_something(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[a-zA-Z(){}\\[\\]:;,/|<>\n\t ]{0,200}") {
            let paris = paris();
            for bytes in [&bytes[..], text.as_bytes()] {
                for name in [None, Some("x.csv"), Some("x.md"), Some("x.html")] {
                    let input = Input::of_file(bytes, name, &|| false);
                    let form = input.likely(&paris);
                    prop_assert!(form == Form::Table || input.can_be(form));
                }
            }
            let input = Input::of_clipboard(&text, Some(&text));
            prop_assert!(input.likely(&paris) == Form::Table || input.can_be(Form::Draft));
        }
    }
}
