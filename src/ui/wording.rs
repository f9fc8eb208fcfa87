//! How a text that was reworded is shown, and said.

use egui::Color32;

use super::text::{Mark, Rule};
use super::theme::Palette;
use crate::edit::diff::{Fate, Piece};
use crate::words::diff as say;

/// The same with a space between what has gone and what has come in its place, so that they do not read as one word.
pub(super) fn apart(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut spaced: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let touches = spaced.last().is_some_and(|last| {
            last.fate == Fate::Removed && piece.fate == Fate::Added && !last.text.ends_with(char::is_whitespace)
        });
        if touches {
            spaced.push(Piece { text: " ".to_owned(), fate: Fate::Kept });
        }
        spaced.push(piece);
    }
    spaced
}

/// Lines under the words that have come and through those that have gone.
pub(super) fn piece_marks(palette: &Palette, pieces: &[Piece]) -> Vec<Mark> {
    let mut at = 0;
    let mut marks = Vec::new();
    for piece in pieces {
        let range = at..at + piece.text.len();
        at = range.end;
        let rule = match piece.fate {
            Fate::Kept => continue,
            Fate::Added => Rule::Under(palette.green),
            Fate::Removed => Rule::Through(palette.crimson),
        };
        marks.push(Mark { range, ground: Color32::TRANSPARENT, outline: None, rule: Some(rule) });
    }
    marks
}

/// A text for those who hear it: the words that came and went are named.
pub(super) fn spoken_pieces(pieces: &[Piece]) -> String {
    let spoken = |piece: &Piece| match piece.fate {
        Fate::Added => format!("[{}: {}]", say::ADDED, piece.text),
        Fate::Removed => format!("[{}: {}]", say::REMOVED, piece.text),
        Fate::Kept => piece.text.clone(),
    };
    pieces.iter().map(spoken).collect()
}
