//! What a table says of itself: for whom it was made, what of the case it was to hold, and what it held.
//!
//! With that, what comes back can be compared with what was handed out: what the choices left out of the table is not
//! taken for something that was deleted in it.

use super::{audience_word, packed};
use crate::case::{AxisId, IssueId, Kind, PartyId, RoundId};
use crate::export::{Audience, Choices};
use crate::words::sheets as words;

/// How a table was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The audience, and which issues, positions and rounds were let through; the rest is as by default.
    pub choices: Choices,
    /// A number that stands for what the table held, the same for the same content; nothing where it does not say.
    pub content: Option<u64>,
}

impl Origin {
    /// The origin of a table with this content.
    #[must_use]
    pub fn of(choices: &Choices, content: u64) -> Self {
        let Choices { audience, axes, issues, parties, kinds, round, .. } = choices.clone();
        let choices = Choices { audience, axes, issues, parties, kinds, round, ..Choices::default() };
        Self { choices, content: Some(content) }
    }

    /// What stands in the table, each with its name before it.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let Choices { audience, axes, issues, parties, kinds, round, .. } = &self.choices;
        let mut pairs = vec![(words::MADE_FOR, audience_word(*audience).to_owned())];
        let mut only = |name, ids: Vec<&str>| {
            if !ids.is_empty() {
                pairs.push((name, packed::join(&ids)));
            }
        };
        only(words::ONLY_AXES, axes.iter().map(AxisId::as_str).collect());
        only(words::ONLY_ISSUES, issues.iter().map(IssueId::as_str).collect());
        only(words::ONLY_PARTIES, parties.iter().map(PartyId::as_str).collect());
        only(words::ONLY_KINDS, kinds.iter().map(Kind::as_str).collect());
        only(words::AS_OF_ROUND, round.iter().map(RoundId::as_str).collect());
        pairs.extend(self.content.map(|content| (words::CONTENT, format!("{content:016x}"))));
        pairs
    }

    /// The origin by what stands under each of the names; nothing where the table does not say for whom it was made.
    #[must_use]
    pub fn read(said: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        let made_for = said(words::MADE_FOR)?;
        let audience = [Audience::Public, Audience::Shared, Audience::Internal]
            .into_iter()
            .find(|audience| audience_word(*audience).eq_ignore_ascii_case(made_for.trim()))?;
        let choices = Choices {
            audience,
            axes: only(said(words::ONLY_AXES)),
            issues: only(said(words::ONLY_ISSUES)),
            parties: only(said(words::ONLY_PARTIES)),
            kinds: only(said(words::ONLY_KINDS)),
            round: only(said(words::AS_OF_ROUND)).into_iter().next(),
            ..Choices::default()
        };
        let content = said(words::CONTENT).and_then(|content| u64::from_str_radix(content.trim(), 16).ok());
        Some(Self { choices, content })
    }

    /// All of it in one cell, after the marking of what is not for everybody.
    #[must_use]
    pub fn packed(&self) -> String {
        let marking = self.choices.audience.marking().map(|marking| (words::MARKING, marking.to_owned()));
        let pairs: Vec<_> = marking.into_iter().chain(self.pairs()).collect();
        packed::join_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())))
    }

    /// The origin that stands in a cell.
    #[must_use]
    pub fn unpacked(cell: &str) -> Option<Self> {
        let pairs = packed::split_pairs(cell).ok()?;
        Self::read(&|name| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()))
    }
}

/// The ids in a cell.
fn only<T: for<'a> From<&'a str>>(cell: Option<String>) -> Vec<T> {
    cell.map(|cell| packed::split(&cell).iter().map(|id| T::from(id)).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_table_says_of_itself_is_read_again_whatever_the_ids_are() {
        let choices = Choices {
            audience: Audience::Shared,
            axes: vec!["a; b".into(), "c: d".into()],
            issues: vec!["".into()],
            parties: vec!["سوريا".into()],
            kinds: vec![Kind::RedLine, Kind::from("wish, perhaps")],
            round: Some("=1+1".into()),
            ..Choices::default()
        };
        let origin = Origin::of(&choices, 7);
        assert_eq!(Origin::unpacked(&origin.packed()), Some(origin));
        let plain = Origin::of(&Choices::default(), u64::MAX);
        assert_eq!(plain.packed(), "Made for: Public; Content: ffffffffffffffff");
        assert_eq!(Origin::unpacked(&plain.packed()), Some(plain));
        assert_eq!(Origin::unpacked("Content: ff"), None);
    }
}
