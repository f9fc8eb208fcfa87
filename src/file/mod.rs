//! Case files: reading them whatever they hold, and writing them back unchanged.
//!
//! [`load`] brings the bytes in, [`parse`] makes a case of them or says what is
//! wrong and where, and [`read`] does both and checks the case as well. A later
//! version of the format gets a module beside `v1`, and a step to the case of
//! today; the version is known before anything else is read.
//!
//! Nothing that was typed is lost: [`save()`] replaces a file only with a whole
//! one, [`Backups`] keep the version that was opened, a [`Journal`] what is not
//! saved yet, a [`Watch`] notices what others do to the file, and a [`Claim`]
//! that another window has it open.

mod backup;
mod claim;
mod diagnose;
mod error;
mod journal;
mod locate;
mod probe;
mod read;
mod save;
mod scan;
mod schema;
mod stamp;
mod state;
mod v1;
mod watch;
mod write;

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::case::{self, Case, FORMAT, Problem, Snapshot, Step, VERSION};
pub use backup::{Backup, Backups};
pub use claim::Claim;
use diagnose::{diagnose, error_at, error_at_start, limit};
pub use error::{FileError, FileErrorKind, Foreign, OpenError, Place, RecoverError, SaveError, Shape, Syntax};
pub use journal::{Journal, JournalHeader, Line, Orphan, Recovered, orphans};
pub use locate::locate;
pub use read::{MAX_BYTES, Phase, Progress, load};
pub use save::{save, save_over, with_extension};
pub use schema::schema;
pub use stamp::{Look, Seen, Stamp};
pub use state::state_folder;
pub use watch::{Hold, Watch, WatchEvent};
pub use write::{Original, to_bytes};

/// Called from a thread that has news for the window.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// A case that was opened.
#[derive(Debug)]
pub struct Opened {
    /// Its file; nothing for a copy that has no name yet.
    pub path: Option<PathBuf>,
    /// The case with its tables.
    pub snapshot: Snapshot,
    /// What deserves a look, in the order of the file.
    pub problems: Vec<Problem>,
    /// How the file was written.
    pub original: Original,
    /// The version that was read; nothing for a copy without a name, and for a pipe.
    pub stamp: Option<Stamp>,
}

/// Opens a case file: reads, understands and checks it.
///
/// Meant for a thread of its own; [`Progress`] shows how far it is and can stop it.
///
/// # Errors
/// When the file cannot be read, is no case, or the progress was cancelled.
pub fn read(path: &Path, progress: &Progress) -> Result<Opened, OpenError> {
    let (bytes, file) = read::load_file(path, progress)?;
    progress.enter(Phase::Parsing)?;
    let (text, case) = understand(&bytes).map_err(OpenError::Content)?;
    progress.enter(Phase::Checking)?;
    let case = Arc::new(case);
    let (canonical, stamp, checked) = std::thread::scope(|scope| {
        let canonical = scope.spawn(|| write::is_canonical(&case, &bytes));
        let stamp = scope.spawn(|| file.is_file().then(|| Stamp::new(&file, &bytes)));
        let checked = index(text, &case).map(|snapshot| (case::check(&snapshot), snapshot));
        // Without an answer the bytes are kept, which is right in any case.
        (canonical.join().unwrap_or(false), stamp.join().unwrap_or(None), checked)
    });
    let (problems, snapshot) = checked.map_err(OpenError::Content)?;
    progress.enter(Phase::Checking)?;
    let original = Original::new(&case, bytes, canonical);
    Ok(Opened { path: Some(path.to_owned()), snapshot, problems, original, stamp })
}

/// How much of a file is looked at to tell whether it is a case; what tells it stands at its beginning.
const LOOKED_AT: u64 = 64 * 1024;

/// Whether a file says of itself that it is a case, of whatever version; one that cannot be read says nothing.
#[must_use]
pub fn says_case(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(LOOKED_AT).read_to_end(&mut start));
    // A letter may be cut in two where the look ends.
    let text = start.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let format = probe::probe(text).format.and_then(|format| serde_json::from_str::<String>(format.get()).ok());
    read.is_ok() && format.as_deref() == Some(FORMAT)
}

/// Opens a copy that has no file yet, such as a sample from inside the program.
///
/// # Errors
/// The errors of [`parse`].
pub fn untitled(bytes: &[u8]) -> Result<Opened, Vec<FileError>> {
    let snapshot = parse(bytes)?;
    let problems = case::check(&snapshot);
    Ok(Opened { path: None, original: Original::default(), problems, snapshot, stamp: None })
}

/// Understands the bytes of a case file.
///
/// # Errors
/// What keeps the bytes from being a case, in file order and never empty: the one
/// thing that makes it no JSON, or the first error of each record.
pub fn parse(bytes: &[u8]) -> Result<Snapshot, Vec<FileError>> {
    let (text, case) = understand(bytes)?;
    index(text, &Arc::new(case))
}

/// The text of the bytes and the case in it.
fn understand(bytes: &[u8]) -> Result<(&str, Case), Vec<FileError>> {
    let text = decode(bytes).map_err(|error| vec![error])?;
    let head = probe::probe(text);
    let format = head.format.and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
    let at = |raw: &serde_json::value::RawValue| raw.get().as_ptr().addr() - text.as_ptr().addr();
    if let (Some(raw), Some(format)) = (head.format, &format)
        && format != FORMAT
    {
        let kind = FileErrorKind::WrongFormat(format.clone());
        return Err(vec![error_at(text, at(raw), case::Path::default().key("format"), kind)]);
    }
    if let Some(raw) = head.version.filter(|_| format.is_some())
        && let Some(kind) = refused_version(raw.get())
    {
        return Err(vec![error_at(text, at(raw), case::Path::default().key("version"), kind)]);
    }
    let case = v1::read(text).map_err(|error| match diagnose(text, head.format.is_some()) {
        // Every error of the fast reader is one of the slow reader too; should a
        // later parser part the two, the fast one's own words are better than none.
        errors if errors.is_empty() => vec![error_at_start(FileErrorKind::Other(error.to_string()))],
        errors => errors,
    })?;
    Ok((text, case))
}

/// Builds the tables of a case, whose ids have to be different.
fn index(text: &str, case: &Arc<Case>) -> Result<Snapshot, Vec<FileError>> {
    let snapshot = Snapshot::new(Arc::clone(case));
    let duplicates = duplicate_ids(text, &snapshot);
    if duplicates.is_empty() { Ok(snapshot) } else { Err(duplicates) }
}

fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(write::BOM).unwrap_or(bytes)
}

/// The text of a file that is UTF-8 and looks like JSON.
fn decode(bytes: &[u8]) -> Result<&str, FileError> {
    // By their marks, or by the zero bytes that their ASCII characters have.
    let encoding = match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] | [0, 0, 0, b'{', ..] | [b'{', 0, 0, 0, ..] => Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, b'{', ..] | [b'{', 0, ..] => Some("UTF-16"),
        _ => None,
    };
    if let Some(encoding) = encoding {
        return Err(error_at_start(FileErrorKind::Encoding(encoding)));
    }
    let bytes = without_bom(bytes);
    let foreign = match bytes.trim_ascii_start() {
        [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => Some(Foreign::Office),
        [b'%', b'P', b'D', b'F', ..] => Some(Foreign::Pdf),
        [b'<', b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..] => Some(Foreign::Markup),
        _ => None,
    };
    if let Some(foreign) = foreign {
        return Err(error_at_start(FileErrorKind::Foreign(foreign)));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).map(String::from_utf8_lossy).unwrap_or_default();
        let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
        error_at(&valid, valid.len(), case::Path::default(), FileErrorKind::NotUtf8(byte))
    })?;
    let start = text.trim_start();
    let kind = match start.chars().next() {
        None => FileErrorKind::Empty,
        // What stands before the object may be no more than a comment or a mark of version control.
        Some('{' | '/' | '#' | '<' | '=' | '>') => return Ok(text),
        Some(_) => FileErrorKind::NotACase,
    };
    Err(error_at(text, text.len() - start.len(), case::Path::default(), kind))
}

/// Why a version, as it stands in the file, is not read; nothing for this version, and for what is no whole number.
fn refused_version(version: &str) -> Option<FileErrorKind> {
    let digits = version.strip_prefix('-').unwrap_or(version);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match version.parse::<u32>() {
        Ok(VERSION) => None,
        Ok(number) if number < VERSION => Some(FileErrorKind::NoSuchVersion(version.to_owned())),
        Err(_) if version.starts_with('-') => Some(FileErrorKind::NoSuchVersion(version.to_owned())),
        _ => Some(FileErrorKind::NewerVersion(version.to_owned())),
    }
}

/// An error for each id that stands in its list a second time.
fn duplicate_ids(text: &str, snapshot: &Snapshot) -> Vec<FileError> {
    let listed = snapshot.duplicates().iter().take(diagnose::MAX_ERRORS);
    let pairs: Vec<_> = listed.filter_map(|path| first_of(snapshot, path).map(|first| (path, first))).collect();
    let paths: Vec<_> = pairs.iter().flat_map(|(second, (first, _))| [*second, first]).collect();
    let offsets = locate::offsets(text, &paths);
    let places = locate::places(text, &offsets);
    let mut errors: Vec<_> = pairs
        .iter()
        .zip(places.chunks_exact(2))
        .filter_map(|((path, (_, id)), places)| {
            let [place, first] = places else { return None };
            let kind = FileErrorKind::DuplicateId { id: id.clone(), first_line: first.line };
            Some(FileError { place: *place, path: (*path).clone(), kind })
        })
        .collect();
    errors.sort_by_key(|error| error.place);
    limit(errors)
}

/// The place and the text of an id that stands a second time at `path`.
fn first_of(snapshot: &Snapshot, path: &case::Path) -> Option<(case::Path, String)> {
    let [Step::Key(list), Step::Index(number), ..] = path.0.as_slice() else { return None };
    macro_rules! first {
        ($($list:ident $find:ident),* $(,)?) => {
            match list.as_ref() {
                $( stringify!($list) => {
                    let id = &snapshot.case().$list.get(*number)?.id;
                    let first = case::Path::record(stringify!($list), snapshot.$find(id)?).key("id");
                    Some((first, id.to_string()))
                } )*
                _ => None,
            }
        };
    }
    first!(
        parties party_number,
        axes axis_number,
        issues issue_place,
        positions position_place,
        proposals proposal_number,
        outcomes outcome_number,
        rounds round_number,
        events event_number,
        sources source_number,
        notes note_number,
    )
}
