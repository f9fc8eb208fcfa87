//! What keeps a file from being opened or saved, and what to do about it.

use std::io;
use std::path::Path;

use super::show::{shortened, visible};
use crate::case::{FORMAT, VERSION};
use crate::file::{FileErrorKind, Foreign, MAX_BYTES, OpenError, RecoverError, SaveError, Shape, Syntax};

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Object => "an object { … }",
        Shape::List => "a list [ … ]",
        Shape::Text => "a text",
        Shape::Number => "a number",
        Shape::WholeNumber => "a whole number",
        Shape::Flag => "true or false",
        Shape::Null => "null",
        Shape::Value => "a value",
    }
}

/// What is wrong with the content of a file, as one sentence.
#[must_use]
pub fn file_error(kind: &FileErrorKind) -> String {
    match kind {
        FileErrorKind::Empty => "The file is empty.".to_owned(),
        FileErrorKind::Encoding(name) => format!("The file is written in {name}, not in UTF-8."),
        FileErrorKind::NotUtf8(byte) => format!("The file is not UTF-8 text: the byte {byte:#04X} cannot stand here."),
        FileErrorKind::Foreign(Foreign::Office) => {
            "This is a Word, Excel or other office document, not a case file.".to_owned()
        }
        FileErrorKind::Foreign(Foreign::Pdf) => "This is a PDF document, not a case file.".to_owned(),
        FileErrorKind::Foreign(Foreign::Markup) => "This is a web page or other markup, not a case file.".to_owned(),
        FileErrorKind::NotACase => "This is not a case file, which is one JSON object { … }.".to_owned(),
        FileErrorKind::Truncated(Shape::Value) => "The file ends where a value should follow.".to_owned(),
        FileErrorKind::Truncated(inside) => format!("The file ends in the middle of {}.", shape(*inside)),
        FileErrorKind::Syntax(syntax) => syntax_error(*syntax).to_owned(),
        FileErrorKind::MergeConflict => "Two versions of the file were not joined here.".to_owned(),
        FileErrorKind::TooDeep => "Lists and objects are nested too deeply here.".to_owned(),
        FileErrorKind::WrongFormat(found) => {
            format!("This is no case file: its format is {}, not “{FORMAT}”.", shortened(found))
        }
        FileErrorKind::NewerVersion(found) => format!(
            "This file is of version {} of the case format; this program reads version {VERSION}.",
            visible(found.get(..20).unwrap_or(found))
        ),
        FileErrorKind::NoSuchVersion(found) => format!(
            "There is no version {} of the case format; this program reads version {VERSION}.",
            visible(found.get(..20).unwrap_or(found))
        ),
        FileErrorKind::WrongType { expected, found: Shape::Number } if *expected == Shape::WholeNumber => {
            "This should be a whole number, but it has a fraction or an exponent.".to_owned()
        }
        FileErrorKind::WrongType { expected, found } => {
            format!("This should be {}, but {} was found.", shape(*expected), shape(*found))
        }
        FileErrorKind::NumberOutOfReach => "This number is too large or too small for its field.".to_owned(),
        FileErrorKind::MissingField(field) => format!("The required field {} is missing.", shortened(field)),
        FileErrorKind::DuplicateKey { key, first_line } => {
            format!("The key {} stands here a second time; the first is on line {first_line}.", shortened(key))
        }
        FileErrorKind::DuplicateId { id, first_line } => {
            format!("The id {} is taken: it stands first on line {first_line}.", shortened(id))
        }
        FileErrorKind::More => "There are more errors than are listed.".to_owned(),
        FileErrorKind::Other(message) => format!("The file cannot be read: {}.", visible(message)),
    }
}

fn syntax_error(syntax: Syntax) -> &'static str {
    match syntax {
        Syntax::NoValue => "A value should stand here.",
        Syntax::WrongQuotes => "These are not the quotation marks of JSON.",
        Syntax::Comment => "A comment cannot stand in JSON.",
        Syntax::BareWord => "This word cannot stand alone in JSON.",
        Syntax::NoColon => "A colon should stand between a key and its value.",
        Syntax::NoCommaInList => "A comma, or the ] that ends the list, should stand before this.",
        Syntax::NoCommaInObject => "A comma, or the } that ends the object, should stand before this.",
        Syntax::TrailingComma => "There is a comma after the last entry.",
        Syntax::BareKey => "A key in double quotation marks should stand here.",
        Syntax::TextAfterEnd => "There is more text after the end of the case.",
        Syntax::BadEscape => "This backslash is followed by something that has no meaning in JSON.",
        Syntax::LoneSurrogate => "This is half a character (a lone surrogate).",
        Syntax::ControlInText => "A line break, tab or other control character stands inside a text.",
        Syntax::BadNumber => "This is not how JSON writes a number.",
        Syntax::HugeNumber => "This number is too large to calculate with.",
    }
}

/// What to do about it, as one or two sentences.
#[must_use]
pub fn file_hint(kind: &FileErrorKind) -> &'static str {
    match kind {
        FileErrorKind::Empty => "Choose another file, or start a new case.",
        FileErrorKind::Encoding(_) | FileErrorKind::NotUtf8(_) => {
            "Open it in a text editor and save it with the encoding UTF-8."
        }
        FileErrorKind::Foreign(_) | FileErrorKind::NotACase => {
            "Choose a file that Demarche has saved; its name ends in .json."
        }
        FileErrorKind::Truncated(_) => "The file may have been cut off while it was copied; look for a whole copy.",
        FileErrorKind::Syntax(syntax) => syntax_hint(*syntax),
        FileErrorKind::MergeConflict => {
            "Keep one of the two versions, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>."
        }
        FileErrorKind::TooDeep => "A case needs no more than a few levels; look for brackets that are not closed.",
        FileErrorKind::WrongFormat(_) => "Choose another file; a case file begins with \"format\": \"demarche/case\".",
        FileErrorKind::NewerVersion(_) => "Install a newer version of Demarche to open it.",
        FileErrorKind::NoSuchVersion(_) => "Write \"version\": 1.",
        FileErrorKind::WrongType { found: Shape::Null, .. } => {
            "Fill it in, or leave the key out where there is nothing to say."
        }
        FileErrorKind::WrongType { expected: Shape::Text, found: Shape::Number | Shape::Flag } => {
            "Put it in double quotation marks."
        }
        FileErrorKind::WrongType { expected: Shape::List, .. } => "Put it in brackets: [ … ].",
        FileErrorKind::WrongType { expected: Shape::Number | Shape::WholeNumber, found: Shape::Text } => {
            "Write it without quotation marks."
        }
        FileErrorKind::WrongType { .. } => "The schema shows what stands where: demarche schema.",
        FileErrorKind::NumberOutOfReach => "Correct the number, or leave the field out.",
        FileErrorKind::MissingField(field) if field == "format" => {
            "A case file begins with \"format\": \"demarche/case\"; this may be another kind of file."
        }
        FileErrorKind::MissingField(_) => "Add it.",
        FileErrorKind::DuplicateKey { .. } => "Keep one of the two.",
        FileErrorKind::DuplicateId { .. } => "Give this record an id of its own.",
        FileErrorKind::More => "Mend those above, and check again.",
        FileErrorKind::Other(_) => "Look at this place in a text editor.",
    }
}

fn syntax_hint(syntax: Syntax) -> &'static str {
    match syntax {
        Syntax::NoValue => "Write a text in double quotation marks, a number, a list or an object.",
        Syntax::WrongQuotes => "Use straight double quotation marks: \"…\".",
        Syntax::Comment => "Take it out; remarks go into a note.",
        Syntax::BareWord => "Put texts in double quotation marks; only true, false and null stand without.",
        Syntax::NoColon | Syntax::BareKey => "Write \"key\": value.",
        Syntax::NoCommaInList | Syntax::NoCommaInObject => {
            "Often the comma is missing at the end of the line above, or a quotation mark within a text lacks its backslash."
        }
        Syntax::TrailingComma => "Take the comma out.",
        Syntax::TextAfterEnd => "Take it out, or look for a bracket too many before it.",
        Syntax::BadEscape => "Write two backslashes for one.",
        Syntax::LoneSurrogate => "Write the character itself, or both halves of its pair.",
        Syntax::ControlInText => "Write \\n for a line break and \\t for a tab; or a quotation mark is missing.",
        Syntax::BadNumber => "Write it like 12 or 0.5.",
        Syntax::HugeNumber => "Correct it, or put it in double quotation marks.",
    }
}

fn name(path: &Path) -> String {
    visible(&path.display().to_string()).into_owned()
}

/// Why a file was not opened, as one sentence; for a file with errors, the first of them and its place.
#[must_use]
pub fn open_error(error: &OpenError) -> String {
    match error {
        OpenError::Io { path, source } => match source.kind() {
            io::ErrorKind::NotFound => format!("There is no file {}.", name(path)),
            io::ErrorKind::PermissionDenied => format!("You have no permission to read {}.", name(path)),
            _ => format!("{} cannot be read: {source}.", name(path)),
        },
        OpenError::Directory(path) => format!("{} is a folder, not a case file.", name(path)),
        OpenError::NotAFile(path) => format!("{} is a device, not a file.", name(path)),
        OpenError::TooLarge(path) => {
            format!("{} is larger than {} MB, the most that is opened.", name(path), MAX_BYTES >> 20)
        }
        OpenError::Cancelled => "Opening was cancelled.".to_owned(),
        OpenError::Content(errors) => {
            let Some(first) = errors.first() else { return "The file is no case.".to_owned() };
            let message = file_error(&first.kind);
            let more = match errors.len() - 1 {
                0 => String::new(),
                1 => " There is one more error.".to_owned(),
                more => format!(" There are {more} more errors."),
            };
            format!("Line {}, column {}: {message}{more}", first.place.line, first.place.column)
        }
    }
}

/// What to do about it, as one or two sentences.
#[must_use]
pub fn open_hint(error: &OpenError) -> &'static str {
    match error {
        OpenError::Io { source, .. } => match source.kind() {
            io::ErrorKind::NotFound => "It may have been moved or renamed; look for it with Open.",
            io::ErrorKind::PermissionDenied => "Ask its owner for permission, or copy it to a folder of your own.",
            _ => "Try again; if it stays so, copy the file to another disk.",
        },
        OpenError::Directory(_) => "Choose a file in it.",
        OpenError::NotAFile(_) => "Choose an ordinary file.",
        OpenError::TooLarge(_) => "Split the case into several files.",
        OpenError::Cancelled => "Open it again whenever you like.",
        OpenError::Content(errors) => errors.first().map_or("", |first| file_hint(&first.kind)),
    }
}

/// Why a file was not saved and what to do, as sentences.
#[must_use]
pub fn save_error(error: &SaveError) -> String {
    match error {
        SaveError::Io { path, source } => {
            let reason = match source.kind() {
                // Then there is no file that could be as it was.
                io::ErrorKind::NotFound => {
                    return format!("{} was not saved: its folder is not there. Save it elsewhere.", name(path));
                }
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "the disk is full. Free some space, or save to another disk".to_owned()
                }
                io::ErrorKind::PermissionDenied => {
                    "you have no permission to write in its folder. Save it elsewhere".to_owned()
                }
                io::ErrorKind::FileTooLarge => {
                    "the system allows no file of this size there. Save it to another disk".to_owned()
                }
                io::ErrorKind::ReadOnlyFilesystem => "its disk cannot be written to. Save it elsewhere".to_owned(),
                _ => format!("{source}. Try again, or save it elsewhere"),
            };
            format!("{} was not saved: {reason}. The file on the disk is as it was.", name(path))
        }
        SaveError::Directory(path) => {
            format!("{} was not saved: a folder has this name. Choose another name.", name(path))
        }
        SaveError::ReadOnly(path) => {
            format!("{} was not saved: the file is marked as read-only. Save it under another name.", name(path))
        }
        SaveError::Overtaken(path) => {
            format!("{} was not saved: somebody else has changed it meanwhile. Save again.", name(path))
        }
    }
}

/// Why unsaved work cannot be taken up again and what to do, as sentences.
#[must_use]
pub fn recover_error(error: &RecoverError) -> String {
    match error {
        RecoverError::Io { path, source } => format!("{} cannot be read: {source}. Try again.", name(path)),
        RecoverError::Newer(path) => format!(
            "{} was written by a later version of Demarche. Take the unsaved work up again with that version.",
            name(path)
        ),
        RecoverError::Damaged(path) => {
            format!("{} is damaged at its beginning; nothing can be taken from it.", name(path))
        }
    }
}
