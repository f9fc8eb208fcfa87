//! The signs that stand for painted marks where there is only text: one for each kind, state and for a dispute.
//!
//! Each has the shape that is painted elsewhere where letters have one that is seen as well.

use crate::case::{Kind, Status};

/// Stands for what a position does.
#[must_use]
pub fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Demand => "▲",
        Kind::Concession => "▼",
        Kind::RedLine => "⊖",
        Kind::Interest => "◆",
        Kind::Other(_) => "○",
    }
}

/// Stands for where an issue is.
#[must_use]
pub fn status(status: &Status) -> &'static str {
    match status {
        Status::Agreed => "✓",
        Status::AgreedInPrinciple => "◕",
        Status::UnderDiscussion => "◐",
        Status::Contested => "✕",
        Status::NotAddressed => "–",
        // A ring of dots is hardly seen in print.
        Status::Unknown | Status::Other(_) => "?",
    }
}

/// Reports contradict each other.
pub const DISPUTED: &str = "▸◂";
