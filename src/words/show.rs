//! Makes text from a file safe to show in one line.

use std::borrow::Cow;
use std::fmt::Write as _;

/// How many characters of a text from a file a message quotes.
const QUOTED: usize = 60;

/// The text with control characters, and those that change the direction or order of what follows, spelt out.
///
/// A terminal acts on such characters, and a line could show something else than it says.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            // Writing to a String cannot fail.
            _ if is_unseen(letter) => drop(write!(shown, "\\u{{{:04X}}}", u32::from(letter))),
            _ => shown.push(letter),
        }
    }
    Cow::Owned(shown)
}

/// Control characters, line and paragraph separators, invisible marks and bidirectional controls.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// The beginning of a text, in quotation marks and safe to show.
#[must_use]
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("“{}…”", visible(text.get(..end).unwrap_or(text))),
        None => format!("“{}”", visible(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_act_on_is_spelt_out() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c\nd\u{7f}"), r"a\u{001B}[31mb\u{202E}c\nd\u{007F}");
        assert!(matches!(visible("ordinary سوريا text"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_long_text_is_quoted_by_its_beginning() {
        let quoted = shortened(&"ط".repeat(1_000_000));
        assert_eq!(quoted.chars().count(), QUOTED + 3);
        assert!(quoted.ends_with("…”"));
    }
}
