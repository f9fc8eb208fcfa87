//! Which characters the file may hold.

use std::borrow::Cow;

use crate::safe;

/// The text with controls made visible, and without what XML 1.0 forbids even when it is escaped; isolates stay.
///
/// Lines end with `\n`.
pub(super) fn legible(text: &str) -> Cow<'_, str> {
    let shown = safe::isolating(text, |_| true);
    if shown.contains(is_forbidden) { Cow::Owned(shown.replace(is_forbidden, "\u{FFFD}")) } else { shown }
}

/// The same in one line, for an attribute or a property.
pub(super) fn line(text: &str) -> String {
    safe::plain(&legible(text)).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is left of the characters outside XML 1.0's production `Char` once the controls are spelt out.
fn is_forbidden(letter: char) -> bool {
    matches!(letter, '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_xml_forbids_is_left() {
        let every: String = ('\0'..='\u{FFFF}').collect();
        assert!(!legible(&every).contains(is_forbidden));
        assert_eq!(legible("a\u{0}b\u{FFFE}c\u{202E}d"), "a[U+0000]b\u{FFFD}c[RLO]d");
        assert!(matches!(legible("سوريا and ישראל"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_property_is_one_line() {
        assert_eq!(line(" one\ntwo\tthree "), "one two three");
    }
}
