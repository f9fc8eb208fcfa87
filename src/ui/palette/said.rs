//! The positions that the palette finds by their words.

use super::{Entry, Places};
use crate::case::Ref;
use crate::compare::meant;
use crate::fold::Folded;
use crate::words::palette as words;

/// No one reads on behind so many; they type another word.
const MOST: usize = 40;
/// With fewer letters than this nearly every position would be found.
const LEAST: usize = 2;
/// How many letters of a position's text are quoted.
const QUOTED: usize = 160;
/// From here on a match is so far behind the beginning that the words around it are quoted, in bytes.
const FAR: usize = 60;
/// How much before such a match is quoted, in bytes.
const BEFORE: usize = 24;
/// How much of a text is looked through for a match, in bytes.
const LOOKED_THROUGH: usize = 20_000;

/// The positions that the folded words of a query mean.
pub(super) fn said(places: Places<'_>, query: &[&str]) -> Vec<Entry> {
    if query.iter().all(|word| word.chars().count() < LEAST) {
        return Vec::new();
    }
    let (index, snapshot) = places.words;
    let found = meant(snapshot, index, query, MOST).into_iter().filter_map(|number| snapshot.numbered(number));
    found
        .map(|position| {
            let label = words::position(snapshot, position, &around(&position.text, query));
            Entry::place(Ref::Position(position.id.clone()), label, words::POSITION)
        })
        .collect()
}

/// A text from its beginning, or from a little before the first of these words where that is far behind it.
fn around(text: &str, words: &[&str]) -> String {
    let begin = text.get(..text.floor_char_boundary(LOOKED_THROUGH)).unwrap_or(text);
    let folded = Folded::new(begin);
    let first = words.iter().filter_map(|word| folded.find_all(word).first().map(|found| found.start)).min();
    let from = first.filter(|first| *first > FAR).map_or(0, |first| {
        let near = begin.floor_char_boundary(first.saturating_sub(BEFORE));
        let word = begin.get(near..first).and_then(|before| before.find(char::is_whitespace));
        word.map_or(near, |word| near + word)
    });
    let rest = begin.get(from..).unwrap_or_default();
    let quoted: String = rest.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(QUOTED).collect();
    if from == 0 { quoted } else { format!("… {quoted}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_quoted_from_where_the_word_is() {
        let long = format!("{} the Golan Heights", "word ".repeat(40).trim_end());
        assert_eq!(around(&long, &["golan"]), "… word word word the Golan Heights");
        assert_eq!(around("The Golan\nis ours.", &["golan"]), "The Golan is ours.");
        assert_eq!(around(&"ج".repeat(300), &["golan"]).chars().count(), QUOTED);
    }
}
