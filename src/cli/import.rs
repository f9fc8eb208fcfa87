//! `demarche import`: a table, or a draft with brackets, to a case or to records.

mod flags;
mod own;
mod report;

use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::FAILED;
use super::read::tell;
use crate::case::{Case, Snapshot};
use crate::edit;
use crate::file::{self, Opened, Progress};
use crate::import::sheets::{Taken, Trouble};
use crate::import::{self, Grid, ImportError, MAX_BYTES, Mapping, Parties, Plan, brackets};
use crate::words::{self, visible};

pub(super) const AFTER_HELP: &str = "\
COL is a heading, a letter as in a sheet (B), or a number from 1. What no flag
says is guessed, and told on standard error with what is made, what is left out
and why. Without --out and --json nothing is written: a dry run.

  demarche import positions.xlsx --out talks.json
  demarche import table.docx --sheet 2 --header 1 --party \"B=Syria:demand\" \\
      --party \"C=Syria:concession\" --status F --into talks.json --out talks.json
  demarche import draft.docx --brackets --label S=Syria --label \"Alt 1=option\" \\
      --out draft.json
  demarche import - --json < positions.csv

What is taken in is internal unless --visibility says otherwise. With --into,
issues are found again by their number or title and updated; nothing is removed.

A workbook or table of positions that Demarche has made is known by its form, and
goes back into the case with --into: each change is told, records are found again
by their ids, and what was not to be in the table stays. What is gone from it stays
as well, and is told, unless --remove is given.

Exit status: 0 when everything was read, 1 when something deserves a look, such as
what was left out, or nothing could be taken in, and 2 when the table cannot be read or nothing can be written.

With --json, a list of objects is printed, one for each row: from, number, issue,
axis, question, background, status, draft, source, note, as far as the table has
them, and a field for each party, null where it has no position. What a party
says of another kind than demand has a field such as \"Syria (concession)\".";

/// What to take in, what its columns are, and where it goes.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The table: XLSX, XLS, ODS, CSV, DOCX, ODT, HTML or Markdown; - reads standard input
    table: PathBuf,
    /// Where the case goes
    #[arg(short, long, value_name = "CASE")]
    out: Option<PathBuf>,
    /// Overwrite what --out names
    #[arg(long, requires = "out")]
    force: bool,
    /// The case that the table is added to; without it, a new one
    #[arg(long, value_name = "CASE")]
    into: Option<PathBuf>,
    /// The title of a new case
    #[arg(long, conflicts_with = "into")]
    title: Option<String>,
    /// Print the rows as a list of records with one field per party
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    own_flags: flags::OwnFlags,
    #[command(flatten)]
    table_flags: flags::TableFlags,
    #[command(flatten)]
    flags: flags::CommonFlags,
    /// Read a text in which alternatives are marked by party
    #[arg(long)]
    brackets: bool,
    /// What a name in a draft stands for: a party's name, "option" or "ignore"
    #[arg(long, value_name = "NAME=PARTY", requires = "brackets")]
    label: Vec<String>,
}

/// What was made of the input, whether a table or a draft.
struct Understood {
    plan: Plan,
    records: Vec<Map<String, Value>>,
    /// What the input was taken for, line by line.
    told: Vec<String>,
    /// The title of a case that is made of it.
    title: Option<String>,
}

/// Takes a table in, and gives the exit status.
pub(super) fn run(options: &Options, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let name = options.table.file_name().map(|name| name.to_string_lossy().into_owned());
    let bytes = match bytes(&options.table) {
        Ok(bytes) => bytes,
        Err(error) => {
            tell(&options.table, &error, err)?;
            return Ok(FAILED);
        }
    };
    let opened = match options.into.as_deref().map(|path| (path, file::read(path, &Progress::default()))) {
        Some((path, Err(error))) => {
            tell(path, &error, err)?;
            return Ok(FAILED);
        }
        Some((_, Ok(opened))) => Some(opened),
        None => None,
    };
    let base = match &opened {
        Some(opened) => opened.snapshot.clone(),
        None => Snapshot::new(Arc::new(edit::begin("", &[], &[], &[]))),
    };
    // The names of sheets and records with a field for each party are those of any table.
    let as_any_table = options.brackets || options.json || options.table_flags.sheet.is_some();
    if !as_any_table && let Some(own) = import::sheets::read(&bytes) {
        return bring_back(options, own, opened.as_ref(), err);
    }
    let taken = if options.brackets {
        draft(options, &bytes, name.as_deref(), &base)
    } else {
        table(options, &bytes, name.as_deref(), &base)
    };
    let taken = match taken {
        Ok(taken) => taken,
        Err(message) => {
            writeln!(err, "{}: {message}", visible(&options.table.display().to_string()))?;
            return Ok(FAILED);
        }
    };
    for line in &taken.told {
        writeln!(err, "{line}")?;
    }
    report::plan(&taken.plan, err)?;
    if let Some(path) = &options.out
        && !write(options, path, &taken.plan.case(), taken.title.as_deref(), opened.as_ref(), err)?
    {
        return Ok(FAILED);
    }
    if options.json {
        serde_json::to_writer_pretty(&mut *out, &taken.records)?;
        writeln!(out)?;
    } else if options.out.is_none() {
        writeln!(err, "{}", words::import::DRY_RUN)?;
    }
    let gives_nothing = taken.plan.made.is_empty();
    if gives_nothing {
        writeln!(err, "{}", words::import::NOTHING_HINT)?;
    }
    Ok(u8::from(gives_nothing || taken.plan.skipped.iter().any(|skipped| skipped.reason.matters())))
}

/// Takes in what Demarche itself has made, and gives the exit status.
fn bring_back(
    options: &Options,
    own: Result<Taken, Vec<Trouble>>,
    opened: Option<&Opened>,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let open = opened.map(|opened| &opened.snapshot);
    let brought = match own {
        Ok(taken) => own::bring(taken, open, options.own_flags.remove, err)?,
        Err(troubles) => Err(troubles),
    };
    let back = match brought {
        Ok(back) => back,
        Err(troubles) => {
            for trouble in troubles {
                writeln!(err, "{}: {trouble}", visible(&options.table.display().to_string()))?;
            }
            return Ok(FAILED);
        }
    };
    match &options.out {
        Some(path) => {
            let title = back.case.title.clone();
            if !write(
                options,
                path,
                &back.case,
                Some(&title).filter(|title| !title.is_empty()).map(String::as_str),
                opened,
                err,
            )? {
                return Ok(FAILED);
            }
        }
        None => writeln!(err, "{}", words::import::DRY_RUN)?,
    }
    Ok(u8::from(back.matters))
}

fn bytes(path: &Path) -> Result<Vec<u8>, file::OpenError> {
    if path != Path::new("-") {
        return file::load(path, &Progress::default());
    }
    let mut bytes = Vec::new();
    // One more than is read, so that what is longer is told.
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let read = io::stdin().lock().take(most).read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|source| file::OpenError::Io { path: path.to_owned(), source })
}

fn sentence(error: &ImportError) -> String {
    format!("{} {}", error.message(), error.hint())
}

fn table(options: &Options, bytes: &[u8], name: Option<&str>, base: &Snapshot) -> Result<Understood, String> {
    let grids = import::read(bytes, name).map_err(|error| sentence(&error))?;
    let flags = &options.table_flags;
    let grid = chosen(grids, flags.sheet.as_deref())?;
    let grid = match flags.rows {
        Some(flags::Rows::Issues) => grid,
        Some(flags::Rows::Parties) => grid.turned().ok_or(words::import::NOT_TURNED)?,
        None => import::oriented(grid, base),
    };
    let mut mapping: Mapping = import::guess(&grid, base);
    flags.apply(&mut mapping, &grid, &Parties::of(base), base)?;
    options.flags.apply_to(&mut mapping.axis, &mut mapping.visibility, base);
    options.flags.apply_to_sources(&mut mapping)?;
    let plan = import::plan(&grid, &mapping, base);
    let records = import::records(&grid, &mapping, base);
    let title = Some(grid.label().to_owned()).filter(|label| !report::is_generic(label));
    Ok(Understood {
        told: report::mapping(&grid, &mapping, options.flags.says_attribution(), base),
        plan,
        records,
        title,
    })
}

/// The table of a name or number; without either the largest, as a workbook's first sheet may be a cover.
fn chosen(mut grids: Vec<Grid>, wanted: Option<&str>) -> Result<Grid, String> {
    let at = match wanted {
        None => (0..grids.len()).rev().max_by_key(|at| grids.get(*at).map_or(0, |grid| grid.height() * grid.width())),
        Some(wanted) => {
            let named = grids.iter().position(|grid| grid.label() == wanted);
            let folded = || grids.iter().position(|grid| crate::fold::fold(grid.label()) == crate::fold::fold(wanted));
            let numbered =
                || wanted.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).filter(|at| *at < grids.len());
            named.or_else(folded).or_else(numbered)
        }
    };
    let labels: Vec<&str> = grids.iter().map(Grid::label).collect();
    let at = at.ok_or_else(|| words::import::no_such_table(wanted.unwrap_or_default(), &labels))?;
    Ok(grids.swap_remove(at))
}

fn draft(options: &Options, bytes: &[u8], name: Option<&str>, base: &Snapshot) -> Result<Understood, String> {
    let text = import::read_text(bytes, name).map_err(|error| sentence(&error))?;
    let parsed = brackets::parse(&text, &Parties::of(base));
    let mut choices = brackets::guess(&parsed, base);
    flags::labels(&mut choices, &options.label, &Parties::of(base))?;
    options.flags.apply_to(&mut choices.axis, &mut choices.visibility, base);
    let plan = brackets::plan(&parsed, &choices, base);
    let records = brackets::records(&parsed, &choices, base);
    Ok(Understood { told: report::labels(&choices, base), plan, records, title: None })
}

/// Writes the case, a new one under the title that was asked for or found; false when it was not written.
fn write(
    options: &Options,
    path: &Path,
    case: &Arc<Case>,
    title: Option<&str>,
    opened: Option<&Opened>,
    err: &mut dyn Write,
) -> io::Result<bool> {
    let is_same = options.into.as_deref().is_some_and(|into| same_file(into, path));
    if !options.force && !is_same && path.symlink_metadata().is_ok() {
        writeln!(err, "{}", words::import::would_overwrite(&path.display().to_string()))?;
        return Ok(false);
    }
    let bytes = if let Some(opened) = opened {
        opened.original.bytes_of(case)
    } else {
        let title = options.title.as_deref().or(title).unwrap_or(words::import::CASE_TITLE).to_owned();
        file::to_bytes(&Case { title, ..Case::clone(case) }).into()
    };
    match file::save(path, &bytes) {
        Ok(_) => Ok(true),
        Err(error) => {
            writeln!(err, "{}", words::save_error(&error))?;
            Ok(false)
        }
    }
}

fn same_file(one: &Path, other: &Path) -> bool {
    one == other || one.canonicalize().ok().zip(other.canonicalize().ok()).is_some_and(|(one, other)| one == other)
}
