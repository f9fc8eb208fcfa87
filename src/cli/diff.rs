//! `demarche diff`: what differs between two versions of a case, for people, other programs and git.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::FAILED;
use super::diff_json::Report;
use super::read::{NOTHING, case_or_nothing, tell};
use crate::case::Snapshot;
use crate::edit::diff::{
    Detail, Differences, FieldChange, IssueDifferences, ItemChange, RecordChange, RecordDifference, diff,
};
use crate::file::OpenError;
use crate::words::diff::{self as say, Versions};
use crate::words::visible;

pub(super) const AFTER_HELP: &str = "\
Exit status: 0 when the cases have the same content, 1 when they differ, and 2
when a file cannot be read. As git's diff driver it is 0 whatever is found.

Words that went and came are marked [-old-]{+new+}.

As git's diff driver:
  git config --global diff.demarche.command 'demarche diff --git'
  echo '*.case.json diff=demarche' >> .gitattributes

With --format json, one object is printed:
  {
    \"before\": \"old.json\", \"after\": \"new.json\",
    \"case\": [FIELD, …],
    \"axes\": [{
      \"axis\": \"territorial\",        left out for an issue in neither case
      \"issues\": [{
        \"issue\": \"line\",
        \"own\": RECORD,              left out when the issue itself is the same
        \"parties\": [{ \"party\": \"north\", \"positions\": [RECORD, …] }]
      }]
    }],
    \"lists\": [{ \"list\": \"sources\", \"records\": [RECORD, …] }],
    \"reordered\": [{ \"list\": \"positions\", \"moved\": [\"position:x\", …] }]
  }
where a RECORD is
  {
    \"record\": \"position:x\",         left out for a record without an id
    \"change\": \"added\", \"removed\" or \"changed\",
    \"value\": { … },                 as it is, or as it was where it is gone
    \"fields\": [FIELD, …]            of one that changed
  }
and a FIELD
  {
    \"field\": \"text\",
    \"before\": …, \"after\": …,        left out where it is not written
    \"moved\": true,                  when the record went elsewhere with it
    \"words\": [{ \"kept\": \"…\" }, { \"removed\": \"…\" }, { \"added\": \"…\" }, …],
    \"items\": [{ \"added\": … }, { \"removed\": … }, { \"moved\": … },
              { \"changed\": …, \"fields\": [FIELD, …] }, …],
    \"entries\": [FIELD, …]
  }";

/// How differences are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// By issue and party, in words
    Text,
    /// One JSON object, for other programs
    Json,
}

/// What is compared, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// How to print what differs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Take the arguments with which git calls its diff drivers
    #[arg(long)]
    git: bool,
    /// The earlier and the later version
    #[arg(required = true, num_args = 1..=9, value_names = ["A", "B"])]
    files: Vec<OsString>,
}

/// Compares, and gives the exit status.
pub(super) fn run(options: &Options, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let mut out = io::BufWriter::new(out);
    let status = match (options.files.as_slice(), options.git) {
        // path old-file old-hex old-mode new-file new-hex new-mode, and for a renamed file new-path and a description.
        ([path, old, _, _, new, _, _, renamed @ ..], _) => {
            let new_path = renamed.first().unwrap_or(path);
            let [old, new] = [("a", path, old), ("b", new_path, new)].map(|(side, path, file)| Side {
                name: if file == NOTHING { NOTHING.to_owned() } else { format!("{side}/{}", shown(path)) },
                path: file.into(),
            });
            match Compared::read(&old, &new) {
                Ok(compared) => compared.print(options.format, &mut out)?,
                // Anything but 0 would make git stop here, with other files still to show.
                Err((_, error)) => tell(Path::new(&new.name), &error, &mut out)?,
            }
            0
        }
        // With one argument git tells of a file with a conflict, of which there are no two versions.
        ([path], true) => writeln!(out, "{}: unmerged", visible(&shown(path))).map(|()| 0)?,
        ([before, after], false) => {
            let [before, after] = [before, after].map(|path| Side { name: shown(path), path: path.into() });
            match Compared::read(&before, &after) {
                Ok(compared) => {
                    compared.print(options.format, &mut out)?;
                    u8::from(!compared.differences.is_empty())
                }
                Err((path, error)) => tell(path, &error, err).map(|()| FAILED)?,
            }
        }
        _ => writeln!(err, "error: {}", say::TWO_FILES).map(|()| FAILED)?,
    };
    out.flush().map(|()| status)
}

fn shown(path: &OsString) -> String {
    path.display().to_string()
}

/// One of the two files, and what it is called.
struct Side {
    name: String,
    path: PathBuf,
}

/// Two cases and what differs between them.
struct Compared<'a> {
    names: [&'a str; 2],
    snapshots: [Snapshot; 2],
    differences: Differences,
}

impl<'a> Compared<'a> {
    fn read(before: &'a Side, after: &'a Side) -> Result<Self, (&'a Path, OpenError)> {
        let read = |side: &'a Side| case_or_nothing(&side.path).map_err(|error| (side.path.as_path(), error));
        let snapshots = [read(before)?.snapshot, read(after)?.snapshot];
        let [old, new] = &snapshots;
        let differences = diff(old.case(), new.case());
        Ok(Self { names: [&before.name, &after.name], snapshots, differences })
    }

    fn print(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &Report::new(self.names, &self.differences))?;
                writeln!(out)
            }
            Format::Text => {
                let [before, after] = self.names;
                writeln!(out, "--- {}\n+++ {}", visible(before), visible(after))?;
                let [before, after] = &self.snapshots;
                Text { say: Versions { before, after }, out }.differences(&self.differences)
            }
        }
    }
}

/// Prints what differs between two versions by issue and party, in words.
pub(super) fn print_text(before: &Snapshot, after: &Snapshot, out: &mut dyn Write) -> io::Result<()> {
    Text { say: Versions { before, after }, out }.differences(&diff(before.case(), after.case()))
}

/// Prints differences by issue and party.
struct Text<'a> {
    say: Versions<'a>,
    out: &'a mut dyn Write,
}

impl Text<'_> {
    fn line(&mut self, depth: usize, line: &str) -> io::Result<()> {
        writeln!(self.out, "{:indent$}{line}", "", indent = depth * 2)
    }

    fn differences(&mut self, found: &Differences) -> io::Result<()> {
        if found.is_empty() {
            return self.line(0, say::SAME);
        }
        if !found.head.is_empty() {
            self.line(0, say::CASE)?;
            self.fields(1, &found.head)?;
        }
        for axis in &found.axes {
            let name = axis.axis.as_ref().map_or_else(|| say::NO_AXIS.to_owned(), |axis| self.say.axis(axis));
            self.line(0, &name)?;
            for issue in &axis.issues {
                self.issue(issue)?;
            }
        }
        for list in &found.lists {
            self.line(0, say::list(list.list))?;
            for record in &list.records {
                self.record(1, record)?;
            }
        }
        if !found.reordered.is_empty() {
            self.line(0, say::ORDER)?;
        }
        for list in &found.reordered {
            let names: Vec<String> = list.records.iter().map(|record| self.say.name(record)).collect();
            self.line(1, &say::moved(list.list, &names))?;
        }
        Ok(())
    }

    fn issue(&mut self, issue: &IssueDifferences) -> io::Result<()> {
        let title = self.say.issue(&issue.issue);
        match issue.own.as_ref().map(|own| &own.change) {
            Some(RecordChange::Added(_)) => self.line(1, &format!("{} {title}", say::ADDED))?,
            Some(RecordChange::Removed(_)) => self.line(1, &format!("{} {title}", say::REMOVED))?,
            Some(RecordChange::Changed { fields, .. }) => {
                self.line(1, &title)?;
                self.fields(2, fields)?;
            }
            None => self.line(1, &title)?,
        }
        for party in &issue.parties {
            let name = self.say.party(&party.party);
            self.line(2, &name)?;
            for position in &party.positions {
                self.record(3, position)?;
            }
        }
        Ok(())
    }

    fn record(&mut self, depth: usize, difference: &RecordDifference) -> io::Result<()> {
        let record = difference.change.record();
        let name = self.say.name(record);
        let text = say::text(record).map(|text| format!(": {text}")).unwrap_or_default();
        match &difference.change {
            RecordChange::Added(_) => self.line(depth, &format!("{} {name}{text}", say::ADDED)),
            RecordChange::Removed(_) => self.line(depth, &format!("{} {name}{text}", say::REMOVED)),
            RecordChange::Changed { fields, .. } => {
                self.line(depth, &format!("{} {name}", say::CHANGED))?;
                self.fields(depth + 1, fields)
            }
        }
    }

    fn fields(&mut self, depth: usize, fields: &[FieldChange]) -> io::Result<()> {
        for field in fields {
            let name = visible(&field.name);
            match &field.detail {
                Detail::Whole | Detail::Text(_) => self.line(depth, &format!("{name}: {}", say::change(field)))?,
                Detail::Moved => {
                    let way = self.say.way(field);
                    self.line(depth, &format!("{name}: {way}"))?;
                }
                Detail::Entries(entries) => {
                    self.line(depth, &format!("{name}:"))?;
                    self.fields(depth + 1, entries)?;
                }
                Detail::Items(items) => {
                    self.line(depth, &format!("{name}:"))?;
                    for item in items {
                        self.line(depth + 1, &say::item(item))?;
                        if let ItemChange::Changed { fields, .. } = item {
                            self.fields(depth + 2, fields)?;
                        }
                    }
                }
            }
        }
        Ok(())
    }
}
