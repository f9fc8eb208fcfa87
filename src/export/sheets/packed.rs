//! Several things in one cell, for people to read and to write: `one; two` and `key: value; key: value`.
//!
//! A backslash takes the meaning from the mark after it (`\;`, `\:`, `\\`); `\n` is a new line and `\e` an empty
//! text. White space around a thing does not count unless a backslash stands before it.

/// What separates the things on one line.
pub const BETWEEN: char = ';';
/// What separates a key from its value.
pub const AFTER_KEY: char = ':';

/// The texts in one cell.
#[must_use]
pub fn join<T: AsRef<str>>(texts: &[T]) -> String {
    let written: Vec<String> = texts.iter().map(|text| write(text.as_ref(), false)).collect();
    written.join("; ")
}

/// The texts that stand in one cell.
#[must_use]
pub fn split(cell: &str) -> Vec<String> {
    pieces(cell, BETWEEN).into_iter().filter_map(read).collect()
}

/// Keys and their values in one cell.
#[must_use]
pub fn join_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let pair = |(key, value)| format!("{}: {}", write(key, true), write(value, false));
    let written: Vec<String> = pairs.into_iter().map(pair).collect();
    written.join("; ")
}

/// The keys and values that stand in one cell.
///
/// # Errors
/// The first part that has no key.
pub fn split_pairs(cell: &str) -> Result<Vec<(String, String)>, String> {
    let parts = pieces(cell, BETWEEN).into_iter().filter(|piece| !piece.trim().is_empty());
    let pair = |piece: &str| {
        let key_end = pieces(piece, AFTER_KEY).first().map_or(0, |key| key.len());
        let (key, value) = piece.split_at(key_end);
        let value = value.strip_prefix(AFTER_KEY).and_then(read);
        read(key).zip(value).ok_or_else(|| piece.trim().to_owned())
    };
    parts.map(pair).collect()
}

/// The lines of a cell that hold something.
#[must_use]
pub fn lines(cell: &str) -> Vec<&str> {
    pieces(cell, '\n').into_iter().filter(|line| !line.trim().is_empty()).collect()
}

fn write(text: &str, is_key: bool) -> String {
    if text.is_empty() {
        return "\\e".to_owned();
    }
    let mut written = String::with_capacity(text.len() + 4);
    let last = text.char_indices().last().map_or(0, |(at, _)| at);
    for (at, letter) in text.char_indices() {
        let is_edge = at == 0 || at == last;
        match letter {
            '\n' => written.push_str("\\n"),
            '\\' | BETWEEN => written.extend(['\\', letter]),
            AFTER_KEY if is_key => written.extend(['\\', letter]),
            _ if is_edge && letter.is_whitespace() => written.extend(['\\', letter]),
            _ => written.push(letter),
        }
    }
    written
}

/// The pieces between marks that no backslash stands before.
fn pieces(text: &str, mark: char) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut is_marked = false;
    for (at, letter) in text.char_indices() {
        if letter == mark && !is_marked {
            pieces.extend(text.get(start..at));
            start = at + letter.len_utf8();
        }
        is_marked = letter == '\\' && !is_marked;
    }
    pieces.extend(text.get(start..));
    pieces
}

/// One thing; nothing where there is only white space.
fn read(piece: &str) -> Option<String> {
    if piece.trim().is_empty() {
        return None;
    }
    // Each letter, and whether white space counts there.
    let mut letters: Vec<(char, bool)> = Vec::with_capacity(piece.len());
    let mut source = piece.chars();
    while let Some(letter) = source.next() {
        match (letter, letter == '\\') {
            (letter, false) => letters.push((letter, false)),
            (_, true) => match source.next() {
                Some('n') => letters.push(('\n', true)),
                Some('e') => {}
                Some(marked) => letters.push((marked, true)),
                None => letters.push(('\\', true)),
            },
        }
    }
    let counts = |(letter, marked): &(char, bool)| *marked || !letter.is_whitespace();
    let start = letters.iter().position(counts).unwrap_or(letters.len());
    let end = letters.iter().rposition(counts).map_or(start, |last| last + 1);
    Some(letters.get(start..end).unwrap_or_default().iter().map(|(letter, _)| letter).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text() -> impl Strategy<Value = String> {
        prop_oneof!["[;:\\\\ne \n\r\t]{0,6}", "\\PC{0,8}"]
    }

    proptest! {
        #[test]
        fn every_list_of_texts_comes_back(texts in proptest::collection::vec(text(), 0..5)) {
            prop_assert_eq!(split(&join(&texts)), texts);
        }

        #[test]
        fn keys_and_values_come_back_from_their_line(pairs in proptest::collection::vec((text(), text()), 0..5)) {
            let cell = join_pairs(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())));
            prop_assert!(!cell.contains('\n'));
            prop_assert_eq!(split_pairs(&cell), Ok(pairs));
        }

        #[test]
        fn whatever_is_typed_is_read_or_named(cell in text()) {
            prop_assert!(split(&cell).len() <= cell.len());
            prop_assert!(split_pairs(&cell).is_ok_and(|pairs| pairs.len() <= cell.len()) || !cell.is_empty());
            prop_assert!(lines(&cell).len() <= cell.len());
        }
    }

    #[test]
    fn what_people_write_is_read() {
        assert_eq!(split(" old line;new line ;; "), ["old line", "new line"]);
        assert_eq!(join(&["old; older", ""]), r"old\; older; \e");
        assert_eq!(
            split_pairs("full: 90;partial:40"),
            Ok(vec![("full".to_owned(), "90".to_owned()), ("partial".to_owned(), "40".to_owned())])
        );
        assert_eq!(split_pairs("full: 90; forty"), Err("forty".to_owned()));
        assert_eq!(lines("one\n\n two\\\nmore"), ["one", " two\\\nmore"]);
    }
}
