//! `demarche check`: errors and problems by line and column, for people and for programs.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use crate::case::{self, Problem};
use crate::file::{self, FileError, OpenError, Place, Progress};
use crate::words::{self, visible};

pub(super) const AFTER_HELP: &str = "\
Exit status: 0 when nothing was found, 1 when there are problems, 2 when there are errors.

With --format json, one object is printed:
  {
    \"files\": [{
      \"file\": \"talks.json\",
      \"errors\": [FINDING, …],
      \"problems\": [FINDING, …]
    }],
    \"summary\": { \"files\": 1, \"errors\": 0, \"problems\": 2 }
  }
where a FINDING is
  {
    \"line\": 12, \"column\": 7,     left out when the file cannot be read at all
    \"path\": \"positions[3].party\", empty for the file as a whole
    \"record\": \"position:x\",       left out when no record is concerned
    \"code\": \"no_such_record\",     the same from version to version
    \"message\": \"…\", \"hint\": \"…\"
  }";

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One line for each
    Text,
    /// One JSON object, for other programs
    Json,
}

#[derive(Serialize)]
struct Report {
    files: Vec<FileReport>,
    summary: Summary,
}

#[derive(Serialize)]
struct FileReport {
    file: String,
    errors: Vec<Finding>,
    problems: Vec<Finding>,
}

#[derive(Serialize)]
struct Finding {
    #[serde(flatten)]
    place: Option<Place>,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<String>,
    code: &'static str,
    message: String,
    hint: String,
}

#[derive(Default, Serialize)]
struct Summary {
    files: usize,
    errors: usize,
    problems: usize,
}

impl Summary {
    fn status(&self) -> u8 {
        match (self.errors, self.problems) {
            (0, 0) => 0,
            (0, _) => 1,
            _ => 2,
        }
    }

    fn text(&self) -> String {
        let counted = |count: usize, one: &str, many: &str| match count {
            0 => format!("no {many}"),
            1 => format!("1 {one}"),
            _ => format!("{count} {many}"),
        };
        format!(
            "{} checked: {}, {}.",
            counted(self.files, "file", "files"),
            counted(self.errors, "error", "errors"),
            counted(self.problems, "problem", "problems")
        )
    }
}

/// Checks files one after the other, and gives the exit status.
pub(super) fn check(files: &[PathBuf], format: Format, out: &mut dyn Write) -> io::Result<u8> {
    let mut out = io::BufWriter::new(out);
    let mut summary = Summary::default();
    let mut reports = Vec::new();
    for file in files {
        let report = check_file(file);
        summary.files += 1;
        summary.errors += report.errors.len();
        summary.problems += report.problems.len();
        match format {
            Format::Text => report.print(&mut out)?,
            Format::Json => reports.push(report),
        }
    }
    let status = summary.status();
    // A closed pipe ends the output, but what was found is found.
    let written = match format {
        Format::Text => writeln!(out, "{}", summary.text()),
        Format::Json => {
            let report = Report { files: reports, summary };
            serde_json::to_writer_pretty(&mut out, &report).map_err(io::Error::from).and_then(|()| writeln!(out))
        }
    };
    written.and_then(|()| out.flush()).map(|()| status)
}

fn check_file(path: &Path) -> FileReport {
    let mut report = FileReport { file: path.display().to_string(), errors: Vec::new(), problems: Vec::new() };
    let bytes = match file::load(path, &Progress::default()) {
        Ok(bytes) => bytes,
        Err(error) => {
            report.errors.push(Finding::unopened(&error));
            return report;
        }
    };
    match file::parse(&bytes) {
        Ok(snapshot) => {
            let problems = case::check(&snapshot);
            let paths: Vec<_> = problems.iter().map(|problem| &problem.path).collect();
            let places = file::locate(&bytes, &paths);
            report.problems =
                problems.iter().zip(places).map(|(problem, place)| Finding::problem(problem, place)).collect();
        }
        Err(errors) => report.errors = errors.iter().map(Finding::error).collect(),
    }
    report
}

impl Finding {
    fn unopened(error: &OpenError) -> Self {
        Self {
            place: None,
            path: String::new(),
            record: None,
            code: "cannot_open",
            message: words::open_error(error),
            hint: words::open_hint(error).to_owned(),
        }
    }

    fn error(error: &FileError) -> Self {
        Self {
            place: Some(error.place),
            path: error.path.to_string(),
            record: None,
            code: error.kind.code(),
            message: words::file_error(&error.kind),
            hint: words::file_hint(&error.kind).to_owned(),
        }
    }

    fn problem(problem: &Problem, place: Place) -> Self {
        Self {
            place: Some(place),
            path: problem.path.to_string(),
            record: problem.subject.as_ref().map(ToString::to_string),
            code: problem.kind.code(),
            message: words::problem(&problem.kind),
            hint: words::problem_hint(&problem.kind),
        }
    }
}

impl FileReport {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let file = visible(&self.file);
        let errors = self.errors.iter().map(|finding| ("error", finding));
        for (severity, finding) in errors.chain(self.problems.iter().map(|finding| ("problem", finding))) {
            write!(out, "{file}:")?;
            if let Some(place) = finding.place {
                write!(out, "{}:{}:", place.line, place.column)?;
            }
            write!(out, " {severity}: {} {}", finding.message, finding.hint)?;
            match (finding.path.as_str(), &finding.record) {
                ("", _) => writeln!(out)?,
                (path, None) => writeln!(out, " ({})", visible(path))?,
                (path, Some(record)) => writeln!(out, " ({}, {})", visible(path), visible(record))?,
            }
        }
        Ok(())
    }
}
