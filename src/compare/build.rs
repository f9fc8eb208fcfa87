//! How a comparison is made from a case, a filter and the columns to show.

#[cfg(test)]
mod tests;

use hashbrown::HashMap;

use super::also::also_on;
use super::outline::issues_by_axis;
use super::secrecy::Tally;
use super::since::Changed;
use super::standing::Standing;
use super::{Change, Column, Comparison, Entry, Filter, Matches, SearchIndex, Secrecy, Times};
use crate::case::{
    Issue, IssueId, IssueNumber, Kind, Position, PositionNumber, Proposal, Ref, RoundId, Snapshot, Term,
};

impl Comparison {
    /// Lays out what the filter shows of the case in these columns, in time proportional to the case.
    ///
    /// A filter with a text folds the whole case to search it: where a search
    /// has been made already, use [`Self::with_matches`].
    #[must_use]
    pub fn build(snapshot: &Snapshot, filter: &Filter, columns: &[Column]) -> Self {
        let all = Builder::new(snapshot, filter, columns).build(columns);
        if filter.text.trim().is_empty() {
            return all;
        }
        all.narrowed(snapshot, &SearchIndex::build(snapshot).search(&filter.text), &filter.also)
    }

    /// The same for a filter whose text has been searched in the same case; an empty search hides nothing.
    #[must_use]
    pub fn with_matches(snapshot: &Snapshot, filter: &Filter, columns: &[Column], matches: &Matches) -> Self {
        Builder::new(snapshot, filter, columns).build(columns).narrowed(snapshot, matches, &filter.also)
    }
}

/// Fills rows with what stands on an issue.
pub(super) struct Builder<'a> {
    snapshot: &'a Snapshot,
    filter: &'a Filter,
    parties: HashMap<&'a str, PartyPlace>,
    /// The column of the proposals, where it is shown.
    proposals: Option<u32>,
    times: Times,
    /// Whether an issue for which no entry is left is hidden.
    entry_needed: bool,
    /// Whether an issue on which nothing has changed is hidden.
    change_needed: bool,
    /// The issues that are shown in any case.
    also: Vec<IssueNumber>,
}

/// What becomes of a party's positions.
struct PartyPlace {
    column: Option<u32>,
    wanted: bool,
}

/// Where a position stands in its row, if it does.
#[derive(Clone, Copy, Default)]
pub(super) struct Fit {
    shown: bool,
    /// The filter lets it through, but it no longer stands.
    former: bool,
    rank: u8,
    column: Option<u32>,
    change: Option<Change>,
}

/// What stands in one row, before it is put in order.
#[derive(Default)]
pub(super) struct Row {
    /// Column, place within the cell, and entry.
    shown: Vec<(u32, u8, Entry)>,
    hidden: Vec<u32>,
    /// Those of `hidden` that no filter hides: they no longer stand.
    former: Vec<u32>,
    tally: Tally,
    /// What has become of those shown since the round that they are compared with.
    changes: Vec<(PositionNumber, Change)>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, filter: &'a Filter, columns: &[Column]) -> Self {
        let mut places: HashMap<&str, u32> = HashMap::new();
        let mut proposals = None;
        for (number, column) in (0..).zip(columns) {
            match column {
                Column::Party(party) => {
                    places.entry(party.as_str()).or_insert(number);
                }
                Column::Proposals => proposals = proposals.or(Some(number)),
            }
        }
        let parties = snapshot.case().parties.iter().map(|party| {
            let wanted = filter.parties.is_empty() || filter.parties.contains(&party.id);
            (party.id.as_str(), PartyPlace { column: places.get(party.id.as_str()).copied(), wanted })
        });
        let entry_needed = !filter.parties.is_empty()
            || !filter.kinds.is_empty()
            || !filter.visibilities.is_empty()
            || round(snapshot, filter).is_some();
        let only_changed = filter.since.as_ref().is_some_and(|since| since.only_changed);
        let change_needed = only_changed && Changed::new(snapshot, filter).is_some();
        let times = Times::new(snapshot, filter.round.as_ref());
        let (parties, also) = (parties.collect(), also_on(snapshot, filter));
        Self { snapshot, filter, parties, proposals, times, entry_needed, change_needed, also }
    }

    fn build(self, columns: &[Column]) -> Comparison {
        let mut done = Comparison::empty(columns.to_vec(), self.snapshot);
        let mut fits = vec![Fit::default(); self.snapshot.position_limit()];
        let mut standing = self.standing();
        let stands = standing.all(|number, position| {
            if let Some(slot) = fits.get_mut(number.index()) {
                *slot = self.fit(position);
            }
        });
        let mut changed = self.changed();
        for ((fit, stands), number) in fits.iter_mut().zip(stands).zip(0_u32..) {
            let number = PositionNumber::from(number);
            fit.settle(stands, || standing.has_begun(number), || changed.as_mut()?.change(number));
        }
        let fit = |number: PositionNumber| fits.get(number.index()).copied();
        let terms = all_terms(self.snapshot);
        let mut row = Row::default();
        for (axis, issues) in issues_by_axis(self.snapshot) {
            let start = done.issues.len();
            for number in issues {
                let Some(issue) = self.snapshot.numbered_issue(number) else { continue };
                if !self.wants_issue(number, issue) {
                    continue;
                }
                let from = terms.partition_point(|(known, ..)| *known < number);
                let on_issue = terms.get(from..).unwrap_or_default().iter().take_while(|(known, ..)| *known == number);
                self.fill(number, &mut row, fit, on_issue.map(|(_, proposal, term)| (*proposal, *term)));
                if self.shows(number, &row) {
                    done.push_row(number, row.shown(), row.hidden(), row.former(), row.tally);
                    done.set_changes(&row);
                }
            }
            // A filter shows what it lets through; the whole case has its axes even before they have issues.
            done.close_group(self.snapshot, axis, start, self.filter.is_empty());
        }
        done.loose = self.loose();
        done
    }

    /// The proposals without a term on an issue; a filter that chooses issues chooses none of them.
    pub(super) fn loose(&self) -> Vec<u32> {
        let Filter { axes, issues, statuses, .. } = self.filter;
        if self.proposals.is_none() || !axes.is_empty() || !issues.is_empty() || !statuses.is_empty() {
            return Vec::new();
        }
        let is_on_issue = |term: &Term| self.snapshot.issue_number(&term.issue).is_some();
        let proposals = (0..).zip(&self.snapshot.case().proposals);
        let loose =
            proposals.filter(|(_, proposal)| self.wants_proposal(proposal) && !proposal.terms.iter().any(is_on_issue));
        loose.map(|(number, _)| number).collect()
    }

    /// Tells which positions stand in the time that the filter names.
    pub(super) fn standing(&self) -> Standing<'a> {
        Standing::new(self.snapshot, round(self.snapshot, self.filter), &self.filter.visibilities)
    }

    /// Tells what has changed since the round that the filter compares with.
    pub(super) fn changed(&self) -> Option<Changed<'a>> {
        Changed::new(self.snapshot, self.filter)
    }

    /// Whether the filter lets an issue through by what it says itself.
    pub(super) fn wants_issue(&self, number: IssueNumber, issue: &Issue) -> bool {
        let Filter { axes, issues, statuses, .. } = self.filter;
        let wanted = (axes.is_empty() || axes.contains(&issue.axis))
            && (issues.is_empty() || issues.contains(&issue.id))
            && (statuses.is_empty() || statuses.contains(&issue.status));
        wanted || self.also.contains(&number)
    }

    /// Whether the filter shows an issue with what is left on it.
    pub(super) fn shows(&self, number: IssueNumber, row: &Row) -> bool {
        let hidden = (self.entry_needed && row.shown.is_empty()) || (self.change_needed && row.changes.is_empty());
        !hidden || self.also.contains(&number)
    }

    fn wants_proposal(&self, proposal: &Proposal) -> bool {
        let Filter { parties, kinds, visibilities, also, .. } = self.filter;
        if also.iter().any(|target| matches!(target, Ref::Proposal(id) if *id == proposal.id)) {
            return true;
        }
        let concerns = || {
            parties.contains(&proposal.sponsor)
                || proposal.responses.iter().any(|response| parties.contains(&response.party))
        };
        kinds.is_empty()
            && (visibilities.is_empty() || visibilities.contains(proposal.visibility()))
            && (parties.is_empty() || concerns())
            && !self.times.rests_on_later(&proposal.evidence)
    }

    /// Where a position stands that is not history.
    fn fit(&self, position: &Position) -> Fit {
        let Filter { parties, kinds, visibilities, .. } = self.filter;
        let party = self.parties.get(position.party.as_str());
        let shown = party.map_or(parties.is_empty() || parties.contains(&position.party), |party| party.wanted)
            && (kinds.is_empty() || kinds.contains(&position.kind))
            && (visibilities.is_empty() || visibilities.contains(position.visibility()));
        let is_made = |target: &Ref| matches!(target, Ref::Position(id) if *id == position.id);
        let shown = shown || self.filter.also.iter().any(is_made);
        let column = party.and_then(|party| party.column);
        Fit { shown, former: false, rank: rank(&position.kind), column, change: None }
    }

    /// The same for one position by itself.
    pub(super) fn fit_of(
        &self,
        standing: &mut Standing<'_>,
        changed: &mut Option<Changed<'_>>,
        number: PositionNumber,
    ) -> Option<Fit> {
        let mut fit = self.fit(self.snapshot.numbered(number)?);
        let stands = fit.shown && standing.one(number);
        fit.settle(stands, || standing.has_begun(number), || changed.as_mut()?.change(number));
        Some(fit)
    }

    /// Puts into a row what stands on an issue; `terms` are those on it, by the numbers of proposal and term.
    pub(super) fn fill(
        &self,
        issue: IssueNumber,
        row: &mut Row,
        mut fit: impl FnMut(PositionNumber) -> Option<Fit>,
        terms: impl Iterator<Item = (u32, u32)>,
    ) {
        row.shown.clear();
        row.hidden.clear();
        row.former.clear();
        row.tally = Tally::default();
        row.changes.clear();
        for number in self.snapshot.position_numbers(issue).iter().copied() {
            let Some(Fit { shown, former, rank, column, change }) = fit(number) else { continue };
            match (shown, column) {
                (true, Some(column)) => {
                    let position = self.snapshot.numbered(number);
                    row.tally.secrecy += position.map(|it| Secrecy::of(it.visibility())).unwrap_or_default();
                    row.shown.push((column, rank, Entry::Position(number)));
                    row.changes.extend(change.map(|change| (number, change)));
                }
                (true, None) => row.tally.without_column += 1,
                (false, Some(column)) => {
                    row.hidden.push(column);
                    if former {
                        row.former.push(column);
                    }
                }
                (false, None) => {}
            }
        }
        if let Some(column) = self.proposals {
            for (proposal, term) in terms {
                let record = self.snapshot.case().proposals.get(proposal as usize);
                if let Some(record) = record.filter(|proposal| self.wants_proposal(proposal)) {
                    row.tally.secrecy += Secrecy::of(record.visibility());
                    row.shown.push((column, 0, Entry::Term { proposal, term }));
                } else {
                    row.hidden.push(column);
                }
            }
        }
        // A stable order keeps the file's within each kind.
        row.shown.sort_by_key(|(column, rank, _)| (*column, *rank));
        row.hidden.sort_unstable();
        row.former.sort_unstable();
    }
}

impl Fit {
    /// Takes in whether what the filter lets through stands, or has ever stood, and what has become of it.
    fn settle(&mut self, stands: bool, has_begun: impl FnOnce() -> bool, change: impl FnOnce() -> Option<Change>) {
        self.change = if self.shown { change() } else { None };
        if self.change == Some(Change::Withdrawn) {
            // What stands comes first.
            self.rank += WITHDRAWN;
        } else {
            self.former = self.shown && !stands && has_begun();
            self.shown &= stands;
        }
    }
}

impl Row {
    pub(super) fn changes(&self) -> &[(PositionNumber, Change)] {
        &self.changes
    }

    pub(super) fn shown(&self) -> impl ExactSizeIterator<Item = (u32, Entry)> {
        self.shown.iter().map(|(column, _, entry)| (*column, *entry))
    }

    pub(super) fn hidden(&self) -> impl ExactSizeIterator<Item = u32> {
        self.hidden.iter().copied()
    }

    pub(super) fn former(&self) -> impl ExactSizeIterator<Item = u32> {
        self.former.iter().copied()
    }

    pub(super) fn tally(&self) -> Tally {
        self.tally
    }
}

/// The round of the filter, where there is such a round.
fn round<'a>(snapshot: &Snapshot, filter: &'a Filter) -> Option<&'a RoundId> {
    filter.round.as_ref().filter(|round| snapshot.round(round).is_some())
}

/// The terms of all proposals as the numbers of issue, proposal and term, in this order.
fn all_terms(snapshot: &Snapshot) -> Vec<(IssueNumber, u32, u32)> {
    let mut list = Vec::new();
    for (proposal, record) in (0..).zip(&snapshot.case().proposals) {
        for (term, record) in (0..).zip(&record.terms) {
            if let Some(issue) = snapshot.issue_number(&record.issue) {
                list.push((issue, proposal, term));
            }
        }
    }
    list.sort_unstable();
    list
}

/// The terms on one issue as the numbers of proposal and term, in this order.
pub(super) fn terms_on(snapshot: &Snapshot, issue: &IssueId) -> Vec<(u32, u32)> {
    let mut list = Vec::new();
    for from in snapshot.dependents(&Ref::Issue(issue.clone())) {
        let Ref::Proposal(id) = from else { continue };
        let Some(Ok(proposal)) = snapshot.proposal_number(id).map(u32::try_from) else { continue };
        let terms = snapshot.proposal(id).map_or(&[][..], |record| &record.terms);
        let on_issue = (0..).zip(terms).filter(|(_, term)| term.issue == *issue);
        list.extend(on_issue.map(|(term, _)| (proposal, term)));
    }
    list
}

/// How far behind what stands a withdrawn position comes.
const WITHDRAWN: u8 = 8;

/// Where in a cell a position of this kind stands.
fn rank(kind: &Kind) -> u8 {
    match kind {
        Kind::Demand => 0,
        Kind::Concession => 1,
        Kind::RedLine => 2,
        Kind::Interest => 3,
        Kind::Other(_) => 4,
    }
}
