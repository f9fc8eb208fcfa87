//! What a journal tells, line by line, and which lines need not be written.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::edit::{Change, Edit};

/// Something that happened to the document, in the order in which it happened.
///
/// Played back from the case as it was opened, the lines give the same document, history included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// `Document::apply` made a change; an edit that was refused or changed nothing is not told.
    Edit(Arc<Edit>),
    /// `Document::undo`.
    Undo,
    /// `Document::redo`.
    Redo,
    /// `Document::jump`.
    Jump(usize),
    /// `Document::cancel_run`.
    CancelRun,
    /// `Document::seal`.
    Seal,
    /// The case as it is now is being saved; needed only when edits can come before [`Line::Saved`].
    Saving,
    /// That, or else the case as it is now, is what the file of this path holds: `Document::mark_saved`.
    Saved(#[serde(with = "path")] PathBuf),
}

/// A path as JSON: a text, or its bytes where it is none.
pub(super) mod path {
    use std::path::{Path, PathBuf};

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Stored {
        Text(String),
        Bytes(Vec<u8>),
    }

    pub(in super::super) fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
        let stored = match path.to_str() {
            Some(text) => Stored::Text(text.to_owned()),
            #[cfg(unix)]
            None => Stored::Bytes(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec()),
            #[cfg(not(unix))]
            None => Stored::Text(path.to_string_lossy().into_owned()),
        };
        stored.serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
        Ok(match Stored::deserialize(deserializer)? {
            Stored::Text(text) => text.into(),
            #[cfg(unix)]
            Stored::Bytes(bytes) => <std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes).into(),
            #[cfg(not(unix))]
            Stored::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned().into(),
        })
    }
}

/// Lines that are not written yet.
///
/// Of a run of typing its first edit and its last are enough. The first is kept whatever follows: it may have
/// dropped steps that had been undone, which its successors do not do again.
#[derive(Debug, Default)]
pub(super) struct Queue {
    lines: Vec<Line>,
    /// The last line goes on with a run, so a further edit of it can take its place.
    continues: bool,
    /// The run of typing that the last told edit was a part of, unless it has been sealed since.
    run: Option<u64>,
}

impl Queue {
    /// For a journal that is taken up again: whatever run was under way has ended with the program.
    pub(super) fn sealed() -> Self {
        Self { lines: vec![Line::Seal], ..Self::default() }
    }

    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub(super) fn clear(&mut self) {
        self.lines.clear();
        self.continues = false;
    }

    pub(super) fn push(&mut self, line: Line) {
        // Without a run there is nothing to end.
        if self.run.is_none() && matches!(line, Line::Seal | Line::CancelRun) {
            return;
        }
        let mut continues = false;
        match &line {
            Line::Edit(edit) => {
                continues = edit.run.is_some() && edit.run == self.run;
                self.run = edit.run;
                if let (true, true, Some(Line::Edit(last))) = (continues, self.continues, self.lines.last_mut())
                    && overwrites(edit, last)
                {
                    *last = Arc::clone(edit);
                    return;
                }
            }
            Line::Saving => {}
            Line::Undo | Line::Redo | Line::Jump(_) | Line::CancelRun | Line::Seal | Line::Saved(_) => self.run = None,
        }
        self.continues = continues;
        self.lines.push(line);
    }
}

/// Whether nothing is left of one edit after another: both write the same fields of the same records.
///
/// The later one must not weigh less either, as the history is bounded by weight and is to end up the same.
fn overwrites(later: &Edit, earlier: &Edit) -> bool {
    later.changes.len() == earlier.changes.len()
        && later.changes.iter().zip(&earlier.changes).all(|changes| match changes {
            (Change::Set { key, fields }, Change::Set { key: same, fields: before }) => {
                key == same
                    && fields.len() == before.len()
                    // A new id makes another key of it.
                    && fields.iter().zip(before).all(|(field, before)| {
                        field.name == before.name
                            && field.name != "id"
                            && field.value.as_ref().map_or(0, |value| value.len())
                                >= before.value.as_ref().map_or(0, |value| value.len())
                    })
            }
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Ref;
    use crate::edit::{Field, Intent, Key, Noun};

    fn edit(party: &str, value: &str, run: Option<u64>) -> Line {
        let field = Field { name: "name".into(), value: Some(serde_json::to_string(value).unwrap().into()) };
        let key = Key::Record(Ref::Party(party.into()));
        let change = Change::Set { key, fields: vec![field] };
        Line::Edit(Arc::new(Edit { run, ..Edit::new(Intent::Edit(Noun::Party), vec![change], None) }))
    }

    #[test]
    fn of_a_run_of_typing_the_first_and_the_last_edit_stay() {
        let mut queue = Queue::default();
        for text in ["S", "Sy", "Syr", "Syri"] {
            queue.push(edit("syria", text, Some(1)));
        }
        assert_eq!(queue.lines(), [edit("syria", "S", Some(1)), edit("syria", "Syri", Some(1))]);
        queue.clear();
        for text in ["Syria", "Syrian"] {
            queue.push(edit("syria", text, Some(1)));
        }
        assert_eq!(queue.lines(), [edit("syria", "Syrian", Some(1))], "the first was written before");
    }

    #[test]
    fn what_belongs_to_another_step_or_record_stays() {
        let mut queue = Queue::default();
        let lines = [
            edit("syria", "A", Some(1)),
            edit("syria", "AB", Some(1)),
            edit("israel", "AB", Some(1)),
            edit("israel", "ABC", Some(2)),
            edit("israel", "ABCD", Some(2)),
            Line::Seal,
            edit("israel", "ABCDE", Some(2)),
            edit("israel", "ABCDEF", None),
            edit("israel", "ABCDEFG", None),
        ];
        for line in &lines {
            queue.push(line.clone());
        }
        assert_eq!(queue.lines(), lines);
    }

    #[test]
    fn ending_a_run_that_is_not_under_way_is_not_told() {
        let mut queue = Queue::default();
        for line in [Line::Seal, Line::Undo, Line::Seal, Line::CancelRun] {
            queue.push(line);
        }
        assert_eq!(queue.lines(), [Line::Undo]);
    }

    #[test]
    fn a_line_survives_being_written_down() {
        let mut lines = vec![edit("syria", "ا", Some(7)), Line::Jump(3), Line::Saved("/talks/محادثات.json".into())];
        #[cfg(unix)]
        {
            let name: std::ffi::OsString = std::os::unix::ffi::OsStringExt::from_vec(vec![b'/', 0xFF, b'"']);
            lines.push(Line::Saved(name.into()));
        }
        for line in lines {
            let json = serde_json::to_vec(&line).unwrap();
            assert_eq!(serde_json::from_slice::<Line>(&json).unwrap(), line);
        }
    }
}
