//! Text that stays text in Markdown.

use std::fmt::Write as _;

use crate::safe::{self, Piece};
use crate::words::visible;

/// The lines of a text, whichever sign parts them, without the spaces at their ends, which could mean something.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    // A carriage return before a line feed leaves no empty line behind.
    text.split(['\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']).map(|line| line.trim_end_matches('\r'))
}

/// A text as one line, safe at its start.
pub(super) fn line(text: &str) -> String {
    let line: Vec<String> = lines(text).map(inline).collect();
    line_start(line.join(" ").trim())
}

/// A text inside a line: every sign that could begin or end markup has a backslash before it.
///
/// Isolates that the program has put there stay.
pub(super) fn inline(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + text.len() / 16);
    for piece in safe::pieces(text) {
        match piece {
            Piece::Words(words) => escape(words, &mut written),
            Piece::Open => written.push(safe::OPEN),
            Piece::Close => written.push(safe::CLOSE),
        }
    }
    written
}

fn escape(text: &str, written: &mut String) {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '#' | '@' | '^' => {
                written.push('\\');
                written.push(letter);
            }
            // Only so does it begin the name of a letter.
            '&' if next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#') => written.push_str("\\&"),
            // What GitHub makes links of without any brackets, and little pictures.
            ':' if next.is_some_and(|next| next.is_ascii_lowercase() || matches!(next, '/' | '+' | '-' | '_')) => {
                written.push_str("\\:");
            }
            '.' if ends_in_www(written) => written.push_str("\\."),
            '\t' | '\r' => written.push(' '),
            _ if is_steering(letter) => written.push_str(&escaped(letter)),
            _ => written.push(letter),
        }
    }
}

/// A written line whose first sign cannot begin a list, a heading or a rule.
pub(super) fn line_start(line: &str) -> String {
    line.split('\n').map(one_line_start).collect::<Vec<_>>().join("\n")
}

fn one_line_start(line: &str) -> String {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    if line.starts_with(['-', '+', '=']) {
        return format!("\\{line}");
    }
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{number}\\{rest}");
    }
    line.to_owned()
}

/// An address between the brackets of a link.
pub(super) fn address(url: &str) -> String {
    let mut written = String::with_capacity(url.len() + 2);
    for letter in url.chars() {
        match letter {
            '&' => written.push_str("&amp;"),
            '(' | ')' | '<' | '>' | '\\' | '|' | '"' | '\'' | '`' | '*' | '_' | '~' | '$' | '[' | ']' | ' ' => {
                percent(&mut written, letter);
            }
            _ if letter.is_control() || letter.is_whitespace() || is_steering(letter) => percent(&mut written, letter),
            _ => written.push(letter),
        }
    }
    written
}

fn percent(written: &mut String, letter: char) {
    let mut bytes = [0; 4];
    for byte in letter.encode_utf8(&mut bytes).bytes() {
        let _infallible = write!(written, "%{byte:02X}");
    }
}

/// Whether a character acts on what follows it instead of being shown: controls, and those that change its order.
fn is_steering(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Such a character spelt out.
fn escaped(letter: char) -> String {
    let mut bytes = [0; 4];
    visible(letter.encode_utf8(&mut bytes)).replace('\\', "\\\\").replace('{', "\\{")
}

fn ends_in_www(written: &str) -> bool {
    let bytes = written.as_bytes();
    bytes.last_chunk::<3>().is_some_and(|last| last.eq_ignore_ascii_case(b"www"))
}
