//! Takes out of a case what an audience may not see.
//!
//! Everything that makes a document works on the case that is left, which holds nothing else: no format and no layout
//! has to know what is internal. The rules:
//!
//! **Records with a visibility** (positions, proposals, outcomes, assessments, notes) go by it, with the format's
//! defaults; a word that this version does not know counts as internal. An assessment's walk-away goes with it.
//!
//! **What has no visibility and is a remark of those who keep the case** is internal: the log, and a position's comment.
//!
//! **Keys that this version does not know** are taken out at every level, as nobody can tell what they hold. A word
//! that it does not know, in a field that it does, stays.
//!
//! **References to what was taken out** go too: a condition keeps its text, evidence stays evidence. Where the version
//! between two that stay was taken out, the later one replaces the earlier one directly; where the latest was, the one
//! that it replaced stands again.
//!
//! **Issues** have no visibility. One on which positions, proposals or outcomes are recorded and all of them are taken out
//! goes with them, as its title and question would tell what is kept from the audience; unless its status cites
//! evidence, or a remark or judgement that stays is about it. One on which nothing is recorded stays.
//!
//! **Sources** that only records cite which were taken out are taken out with them, even where something that stays
//! points at them otherwise than as its evidence.

mod records;
mod references;
mod tally;

use std::sync::Arc;

use crate::case::{Case, List, Snapshot, Visibility};

use super::Audience;
use references::Kept;
pub use tally::{LeftOut, Tally};

/// The case that an audience may see, and what was left out to make it; for the internal audience the case itself.
#[must_use]
pub fn redacted(snapshot: &Snapshot, audience: Audience) -> (Snapshot, LeftOut) {
    if audience == Audience::Internal {
        return (snapshot.clone(), LeftOut::default());
    }
    let mut sieve = Sieve { kept: Kept::of(snapshot, audience), audience, left_out: LeftOut::default() };
    let case = sieve.case(snapshot.case());
    (Snapshot::new(Arc::new(case)), sieve.left_out)
}

/// The narrowest audience that may see what has this visibility.
fn needed(visibility: &Visibility) -> Audience {
    match visibility {
        Visibility::Public => Audience::Public,
        Visibility::Shared => Audience::Shared,
        Visibility::Internal | Visibility::Other(_) => Audience::Internal,
    }
}

/// Copies what an audience may see, and counts the rest.
struct Sieve {
    kept: Kept,
    audience: Audience,
    left_out: LeftOut,
}

impl Sieve {
    /// Copies the case; every field is named, so that one that comes later cannot slip through unseen.
    fn case(&mut self, case: &Case) -> Case {
        let Case {
            format,
            version,
            title,
            summary,
            language,
            as_of,
            handling,
            parties,
            axes,
            issues,
            positions,
            proposals,
            outcomes,
            rounds,
            events,
            sources,
            assessments,
            notes,
            glossary,
            log,
            extra,
        } = case;
        // The log has no visibility: it tells what went on among those who keep the case.
        self.left_out.internal.log += log.len();
        Case {
            format: format.clone(),
            version: *version,
            title: title.clone(),
            summary: summary.clone(),
            language: language.clone(),
            as_of: as_of.clone(),
            handling: handling.clone(),
            parties: self.each(parties, Self::party),
            axes: self.each(axes, Self::axis),
            issues: self.issues(issues),
            positions: self.seen(positions, |record| record.visibility(), |tally| &mut tally.positions, Self::position),
            proposals: self.seen(proposals, |record| record.visibility(), |tally| &mut tally.proposals, Self::proposal),
            outcomes: self.seen(outcomes, |record| record.visibility(), |tally| &mut tally.outcomes, Self::outcome),
            rounds: self.each(rounds, Self::round),
            events: self.each(events, Self::event),
            sources: self.sources(sources),
            assessments: self.seen(
                assessments,
                |record| record.visibility(),
                |tally| &mut tally.assessments,
                Self::assessment,
            ),
            notes: self.seen(notes, |record| record.visibility(), |tally| &mut tally.notes, Self::note),
            glossary: self.each(glossary, Self::glossary),
            log: List::default(),
            extra: self.no_extra(extra),
        }
    }

    /// Copies every record of a list.
    fn each<T>(&mut self, list: &List<T>, copy: impl Fn(&mut Self, &T) -> T) -> List<T> {
        list.iter().map(|record| copy(self, record)).collect()
    }

    /// Copies the records of a list that the audience may see, and counts the others.
    fn seen<T>(
        &mut self,
        list: &List<T>,
        visibility: impl Fn(&T) -> &Visibility,
        count: impl Fn(&mut Tally) -> &mut usize,
        copy: impl Fn(&mut Self, &T) -> T,
    ) -> List<T> {
        let mut seen = Vec::new();
        for record in list {
            let needed = needed(visibility(record));
            if needed <= self.audience {
                seen.push(copy(self, record));
            } else {
                *count(self.left_out.of(needed)) += 1;
            }
        }
        seen.into_iter().collect()
    }
}

#[cfg(test)]
mod tests;
