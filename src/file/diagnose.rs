//! Turns the parser's errors into errors with a place, a path and a kind.
//!
//! This runs only for a file that failed to read, so it may read it again, piece by piece.

use serde::de::DeserializeOwned;
use serde_json::Deserializer;
use serde_json::error::Category;
use serde_path_to_error::Segment;

use super::error::{FileError, FileErrorKind, Place, Shape, Syntax};
use super::locate::{offsets, place, places};
use super::scan::{byte_at, items, members, skip_space, skip_value};
use super::v1::{self, Holds};
use crate::case::{Path, Step};

/// How many errors of one file are listed.
pub(super) const MAX_ERRORS: usize = 1000;

/// What the parser says of a piece of text: where in it, and in which words.
pub(super) struct Fault {
    path: Path,
    category: Category,
    line: usize,
    column: usize,
    message: String,
}

impl Fault {
    fn new(path: Path, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        Self {
            path,
            category: error.classify(),
            line: error.line(),
            column: error.column(),
            message: message.strip_suffix(&place).unwrap_or(&message).to_owned(),
        }
    }

    /// The offset of the byte that the parser complains of; its column counts bytes.
    fn offset(&self, text: &str) -> usize {
        let mut breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        let line = self.line.checked_sub(2).and_then(|before| breaks.nth(before)).map_or(0, |at| at + 1);
        (line + self.column).saturating_sub(1)
    }
}

/// The first fault of a document.
pub(super) fn whole_fault<T: DeserializeOwned>(text: &str) -> Option<Fault> {
    let mut deserializer = Deserializer::from_str(text);
    if let Err(error) = serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        return Some(Fault::new(path_of(error.path()), error.inner()));
    }
    Some(Fault::new(Path::default(), &deserializer.end().err()?))
}

/// The first fault of the value that begins the text; what comes after it does not matter.
pub(super) fn entry_fault<T: DeserializeOwned>(text: &str) -> Option<Fault> {
    let error = serde_path_to_error::deserialize::<_, T>(&mut Deserializer::from_str(text)).err()?;
    Some(Fault::new(path_of(error.path()), error.inner()))
}

fn path_of(path: &serde_path_to_error::Path) -> Path {
    let step = |segment: &Segment| match segment {
        Segment::Seq { index } => Some(Step::Index(*index)),
        Segment::Map { key } => Some(Step::Key(key.clone().into())),
        Segment::Enum { .. } | Segment::Unknown => None,
    };
    Path(path.iter().map_while(step).collect())
}

/// The errors of a text that did not read as a case: the one that keeps it from
/// being JSON, or for each record the first thing in it that has a wrong type, is missing or stands twice.
pub(super) fn diagnose(text: &str, has_format: bool) -> Vec<FileError> {
    let Some(first) = v1::first_fault(text) else { return Vec::new() };
    if first.category != Category::Data {
        return vec![syntax_error(text, 0, Path::default(), &first)];
    }
    let root = skip_space(text, 0);
    if byte_at(text, root) == b'{' && !has_format {
        let kind = FileErrorKind::MissingField("format".to_owned());
        return vec![FileError { place: place(text, root), path: Path::default(), kind }];
    }
    let mut data = Vec::new();
    data.extend(v1::first_fault(&without_records(text, root)).map(|fault| (fault.path, fault.message)));
    let mut broken = None;
    'records: for member in members(text, root) {
        let Holds::List(entry_fault) = v1::holds(&member.key) else { continue };
        for (index, at) in items(text, member.value_at).enumerate() {
            let Some(fault) = entry_fault(text.get(at..).unwrap_or_default()) else { continue };
            let mut path = Path(vec![Step::Key(member.key.clone().into_owned().into()), Step::Index(index)]);
            if fault.category != Category::Data {
                broken = Some(syntax_error(text, at, path, &fault));
                break 'records;
            }
            path.0.extend(fault.path.0);
            data.push((path, fault.message));
            if data.len() >= MAX_ERRORS {
                break 'records;
            }
        }
    }
    if data.is_empty() && broken.is_none() {
        data.push((first.path, first.message));
    }
    let mut errors = data_errors(text, data);
    errors.sort_by_key(|error| error.place);
    errors.extend(broken);
    limit(errors)
}

/// The errors up to [`MAX_ERRORS`], and a last one that says there are more.
pub(super) fn limit(mut errors: Vec<FileError>) -> Vec<FileError> {
    if errors.len() >= MAX_ERRORS {
        errors.truncate(MAX_ERRORS);
        if let Some(last) = errors.last_mut() {
            last.kind = FileErrorKind::More;
        }
    }
    errors
}

/// The same document with empty lists, so that its own fields can be looked at alone.
fn without_records(text: &str, root: usize) -> String {
    let mut head = String::from("{");
    for member in members(text, root) {
        if head.len() > 1 {
            head.push(',');
        }
        let end = skip_value(text, member.value_at).unwrap_or(text.len());
        let value = text.get(member.value_at..end).unwrap_or_default();
        let key = text.get(member.key_at..member.value_at).unwrap_or_default();
        head.push_str(key);
        head.push_str(match v1::holds(&member.key) {
            Holds::List(_) if value.starts_with('[') => "[]",
            Holds::List(_) | Holds::Value => value,
            Holds::Unknown => "0",
        });
    }
    if byte_at(text, root) == b'{' {
        head.push('}');
        head
    } else {
        text.to_owned()
    }
}

fn data_errors(text: &str, faults: Vec<(Path, String)>) -> Vec<FileError> {
    let mut found = offsets(text, &faults.iter().map(|(path, _)| path).collect::<Vec<_>>());
    let kinds: Vec<_> = faults
        .iter()
        .zip(&mut found)
        .map(|((_, message), at)| {
            let (kind, better) = data_kind(text, *at, message);
            *at = better;
            kind
        })
        .collect();
    let errors = faults.into_iter().zip(kinds).zip(places(text, &found));
    errors.map(|(((path, _), kind), place)| FileError { place, path, kind }).collect()
}

/// What is wrong with the value at `at`, and where exactly that stands.
fn data_kind(text: &str, at: usize, message: &str) -> (FileErrorKind, usize) {
    let quoted = |before: &str| message.strip_prefix(before)?.strip_suffix('`');
    if let Some(field) = quoted("missing field `") {
        return (FileErrorKind::MissingField(field.to_owned()), at);
    }
    if let Some(key) = quoted("duplicate field `") {
        let mut same = members(text, at).filter(|member| member.key == key).map(|member| member.key_at);
        let first = same.next().unwrap_or(at);
        let first_line = place(text, first).line;
        return (FileErrorKind::DuplicateKey { key: key.to_owned(), first_line }, same.next().unwrap_or(first));
    }
    let expected = message.rsplit_once("expected ").and_then(|(_, expected)| expected_shape(expected));
    let kind = match expected {
        Some(expected) if message.starts_with("invalid type") => {
            FileErrorKind::WrongType { expected, found: shape_at(text, at) }
        }
        Some(Shape::WholeNumber) => FileErrorKind::NumberOutOfReach,
        _ => FileErrorKind::Other(message.to_owned()),
    };
    (kind, at)
}

/// What a visitor says it expects, in its own words or in serde's.
fn expected_shape(words: &str) -> Option<Shape> {
    Some(match words {
        "u8" | "u32" => Shape::WholeNumber,
        "a JSON number" => Shape::Number,
        "a sequence" => Shape::List,
        "a string" => Shape::Text,
        _ if words.starts_with("an object") => Shape::Object,
        _ if words.starts_with("a list") => Shape::List,
        _ if words.starts_with("a text") => Shape::Text,
        _ => return None,
    })
}

fn shape_at(text: &str, at: usize) -> Shape {
    match byte_at(text, at) {
        b'{' => Shape::Object,
        b'[' => Shape::List,
        b'"' => Shape::Text,
        b'-' | b'0'..=b'9' => Shape::Number,
        b't' | b'f' => Shape::Flag,
        b'n' => Shape::Null,
        _ => Shape::Value,
    }
}

/// The error of a piece that begins at `base` and is not JSON.
fn syntax_error(text: &str, base: usize, mut path: Path, fault: &Fault) -> FileError {
    path.0.extend(fault.path.0.iter().cloned());
    let at = base + fault.offset(text.get(base..).unwrap_or_default());
    let (at, kind) = if fault.category == Category::Eof {
        let shape = match fault.message.strip_prefix("EOF while parsing ") {
            Some("a list") => Shape::List,
            Some("an object") => Shape::Object,
            Some("a string") => Shape::Text,
            _ => Shape::Value,
        };
        (text.trim_end().len(), FileErrorKind::Truncated(shape))
    } else if is_conflict(text, at) {
        (at, FileErrorKind::MergeConflict)
    } else {
        (at, syntax_kind(&fault.message, text.get(at..).and_then(|rest| rest.chars().next())))
    };
    FileError { place: place(text, at), path, kind }
}

fn is_conflict(text: &str, at: usize) -> bool {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before).map_or(0, |line_break| line_break + 1);
    let line = text.get(start..).unwrap_or_default();
    ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark))
}

fn syntax_kind(message: &str, found: Option<char>) -> FileErrorKind {
    let syntax = match (message, found) {
        ("recursion limit exceeded", _) => return FileErrorKind::TooDeep,
        ("invalid escape", _) => Syntax::BadEscape,
        ("lone leading surrogate in hex escape" | "unexpected end of hex escape" | "invalid unicode code point", _) => {
            Syntax::LoneSurrogate
        }
        ("invalid number", _) => Syntax::BadNumber,
        ("number out of range", _) => Syntax::HugeNumber,
        ("trailing comma", _) => Syntax::TrailingComma,
        ("trailing characters", _) => Syntax::TextAfterEnd,
        _ if message.starts_with("control character") => Syntax::ControlInText,
        (_, Some('/' | '#')) => Syntax::Comment,
        ("expected value" | "key must be a string", Some('\'' | '‘' | '’' | '“' | '”' | '„' | '«')) => {
            Syntax::WrongQuotes
        }
        ("key must be a string", _) => Syntax::BareKey,
        ("expected ident", _) => Syntax::BareWord,
        ("expected value", Some(letter)) if letter.is_alphabetic() => Syntax::BareWord,
        ("expected value", _) => Syntax::NoValue,
        ("expected `:`", _) => Syntax::NoColon,
        ("expected `,` or `]`", _) => Syntax::NoCommaInList,
        ("expected `,` or `}`", _) => Syntax::NoCommaInObject,
        _ => return FileErrorKind::Other(message.to_owned()),
    };
    FileErrorKind::Syntax(syntax)
}

/// The error at one place of the text.
pub(super) fn error_at(text: &str, at: usize, path: Path, kind: FileErrorKind) -> FileError {
    FileError { place: place(text, at), path, kind }
}

/// An error of the file as a whole, of which no line can be named.
pub(super) fn error_at_start(kind: FileErrorKind) -> FileError {
    FileError { place: Place { line: 1, column: 1 }, path: Path::default(), kind }
}
