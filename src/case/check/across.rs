//! Checks that set one position against another: red lines that are crossed, and loops.

use super::Checker;
use super::at::At;
use crate::case::{Kind, Position, PositionId, ProblemKind};

/// The first positions by which a party takes an option.
#[derive(Default)]
pub(super) struct Taken<'a> {
    pub(super) concession: Option<&'a PositionId>,
    pub(super) demand: Option<&'a PositionId>,
}

/// An option that a party refuses: the place of the option in the position, and what [`Checker::option`] says of it.
pub(super) struct Refused {
    pub(super) position: usize,
    pub(super) option: usize,
    pub(super) party: usize,
    pub(super) number: usize,
}

impl<'a> Checker<'a> {
    /// Notes what a position says of an option; one that has an end or that a later position replaces is history, and
    /// says nothing. A beginning plays no part, as in the comparison of what stands now.
    pub(super) fn hold(&mut self, position: &'a Position, refused: Refused) {
        if position.until.is_some() || self.snapshot.replaced_by(&position.id).next().is_some() {
            return;
        }
        let key = (refused.party, refused.number);
        match position.kind {
            Kind::RedLine => self.refused.push(refused),
            Kind::Concession => {
                self.taken.entry(key).or_default().concession.get_or_insert(&position.id);
            }
            Kind::Demand => {
                self.taken.entry(key).or_default().demand.get_or_insert(&position.id);
            }
            Kind::Interest | Kind::Other(_) => {}
        }
    }

    /// The red lines whose party takes all the same what it refuses.
    pub(super) fn red_lines(&mut self) {
        let positions = &self.snapshot.case().positions;
        for refused in std::mem::take(&mut self.refused) {
            let Some(Taken { concession, demand }) = self.taken.get(&(refused.party, refused.number)) else { continue };
            let (concession, demand) = (concession.cloned(), demand.cloned());
            let position = positions.get(refused.position);
            let Some(option) = position.and_then(|position| position.options.get(refused.option)) else { continue };
            let list = At::Case.key("positions");
            let at = list.index(refused.position);
            let list = at.key("options");
            let at = list.index(refused.option);
            if let Some(concession) = concession {
                self.report(&at, ProblemKind::RedLineCrossed { concession, option: option.clone() });
            }
            if let Some(demand) = demand {
                self.report(&at, ProblemKind::DemandRefused { demand, option: option.clone() });
            }
        }
    }

    /// The loops of `replaces`, each by the first of its positions in file order and its length.
    pub(super) fn loops(&self) -> Vec<(usize, usize)> {
        const UNSEEN: usize = usize::MAX;
        let positions = &self.snapshot.case().positions;
        // As a position replaces at most one other, every walk is a line that ends,
        // meets an earlier walk, or closes on itself.
        let earlier = |number: usize| self.snapshot.position_number(positions.get(number)?.replaces.as_ref()?);
        let mut walk_of = vec![UNSEEN; positions.len()];
        let mut loops = Vec::new();
        for start in 0..positions.len() {
            let mut at = Some(start);
            while let Some(number) = at
                && let Some(walk) = walk_of.get_mut(number).filter(|walk| **walk == UNSEEN)
            {
                *walk = start;
                at = earlier(number);
            }
            let Some(meeting) = at.filter(|number| walk_of.get(*number) == Some(&start)) else { continue };
            let mut first = meeting;
            let mut length = 1;
            let mut at = earlier(meeting);
            while let Some(number) = at.filter(|number| *number != meeting) {
                first = first.min(number);
                length += 1;
                at = earlier(number);
            }
            loops.push((first, length));
        }
        loops.sort_unstable();
        loops
    }
}
