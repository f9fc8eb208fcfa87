//! Where a search is.

use crate::compare::Beyond;

/// Under the count of the search: in which text of the record it is, where the comparison does not show it.
#[must_use]
pub fn beyond(place: Beyond) -> &'static str {
    match place {
        Beyond::Question => "in the question of the issue",
        Beyond::Background => "in the background of the issue",
        Beyond::Option => "in an option of the issue",
        Beyond::Evidence => "in the evidence",
        Beyond::Comment => "in the comment",
        Beyond::Proposal => "in the text of the proposal",
        Beyond::Answer => "in an answer to the proposal",
    }
}
