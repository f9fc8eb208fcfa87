//! How a comparison is made from a case, a filter and the columns to show.

use hashbrown::HashMap;

use super::comparison::Cells;
use super::outline::{count_statuses, issues_by_axis};
use super::standing::standing;
use super::{Column, Comparison, Entry, Filter, Group};
use crate::case::{Issue, Kind, Proposal, Snapshot};

impl Comparison {
    /// Lays out what the filter shows of the case in these columns, in time proportional to the case.
    #[must_use]
    pub fn build(snapshot: &Snapshot, filter: &Filter, columns: &[Column]) -> Self {
        Builder::new(snapshot, filter, columns).build()
    }
}

struct Builder<'a> {
    snapshot: &'a Snapshot,
    filter: &'a Filter,
    parties: HashMap<&'a str, PartyPlace>,
    standing: Vec<bool>,
    terms: Terms,
    /// Whether an issue for which no entry is left is hidden.
    entry_needed: bool,
    done: Comparison,
}

/// What becomes of a party's positions.
struct PartyPlace {
    column: Option<u32>,
    wanted: bool,
}

/// The terms of all proposals, those on one issue together.
struct Terms {
    column: Option<u32>,
    /// Whether the filter lets each proposal through.
    wanted: Vec<bool>,
    /// The number of the issue, of the proposal and of the term.
    list: Vec<(u32, u32, u32)>,
}

/// What stands in one row, before it is put in order.
#[derive(Default)]
struct Row {
    /// Column, place within the cell, and entry.
    shown: Vec<(u32, u8, Entry)>,
    hidden: Vec<u32>,
    without_column: usize,
}

impl<'a> Builder<'a> {
    fn new(snapshot: &'a Snapshot, filter: &'a Filter, columns: &[Column]) -> Self {
        let round = filter.round.as_ref().filter(|round| snapshot.round(round).is_some());
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
        Self {
            snapshot,
            filter,
            parties: parties.collect(),
            standing: standing(snapshot, round),
            terms: Terms::new(snapshot, filter, proposals),
            entry_needed: !filter.parties.is_empty()
                || !filter.kinds.is_empty()
                || !filter.visibilities.is_empty()
                || round.is_some(),
            done: Comparison {
                columns: columns.to_vec(),
                total_issues: snapshot.case().issues.len(),
                ..Comparison::default()
            },
        }
    }

    fn build(mut self) -> Comparison {
        let mut row = Row::default();
        for (axis, issues) in issues_by_axis(self.snapshot) {
            let start = self.done.issues.len();
            for number in issues {
                let Some(issue) = self.snapshot.case().issues.get(number as usize) else { continue };
                if !self.wants_issue(issue) {
                    continue;
                }
                self.fill(number, &mut row);
                if !(self.entry_needed && row.shown.is_empty()) {
                    self.done.issues.push(number);
                    self.finish(&mut row);
                }
            }
            let rows = start..self.done.issues.len();
            if !rows.is_empty() {
                let counts = count_statuses(self.snapshot, self.done.issues.get(rows.clone()).unwrap_or_default());
                self.done.groups.push(Group { axis, rows, counts });
            }
        }
        self.done
    }

    fn wants_issue(&self, issue: &Issue) -> bool {
        let Filter { axes, statuses, .. } = self.filter;
        (axes.is_empty() || axes.contains(&issue.axis)) && (statuses.is_empty() || statuses.contains(&issue.status))
    }

    fn fill(&self, issue: u32, row: &mut Row) {
        row.shown.clear();
        row.hidden.clear();
        row.without_column = 0;
        let Filter { parties, kinds, visibilities, .. } = self.filter;
        for number in self.snapshot.position_numbers(issue as usize).iter().copied() {
            let Some(position) = self.snapshot.case().positions.get(number as usize) else { continue };
            let party = self.parties.get(position.party.as_str());
            let shown = party.map_or(parties.is_empty() || parties.contains(&position.party), |party| party.wanted)
                && self.standing.get(number as usize) == Some(&true)
                && (kinds.is_empty() || kinds.contains(&position.kind))
                && (visibilities.is_empty() || visibilities.contains(position.visibility()));
            match (shown, party.and_then(|party| party.column)) {
                (true, Some(column)) => row.shown.push((column, rank(&position.kind), Entry::Position(number))),
                (true, None) => row.without_column += 1,
                (false, Some(column)) => row.hidden.push(column),
                (false, None) => {}
            }
        }
        let Some(column) = self.terms.column else { return };
        for (proposal, term) in self.terms.on(issue) {
            if self.terms.wanted.get(proposal as usize) == Some(&true) {
                row.shown.push((column, 0, Entry::Term { proposal, term }));
            } else {
                row.hidden.push(column);
            }
        }
    }

    fn finish(&mut self, row: &mut Row) {
        // A stable order keeps the file's within each kind.
        row.shown.sort_by_key(|(column, rank, _)| (*column, *rank));
        row.hidden.sort_unstable();
        let positions = row.shown.iter().filter(|(.., entry)| matches!(entry, Entry::Position(_)));
        self.done.shown_positions += positions.count();
        self.done.without_column += row.without_column;
        let Cells { shown, entries, hidden } = &mut self.done.cells;
        shown.push(row.shown.iter().map(|(column, ..)| *column));
        entries.extend(row.shown.iter().map(|(.., entry)| *entry));
        hidden.push(row.hidden.iter().copied());
    }
}

impl Terms {
    fn new(snapshot: &Snapshot, filter: &Filter, column: Option<u32>) -> Self {
        let proposals = &snapshot.case().proposals;
        let mut list = Vec::new();
        for (proposal, record) in (0..).zip(proposals.iter()) {
            for (term, record) in (0..).zip(&record.terms) {
                if let Some(Ok(issue)) = snapshot.issue_number(&record.issue).map(u32::try_from) {
                    list.push((issue, proposal, term));
                }
            }
        }
        list.sort_unstable();
        Self { column, wanted: proposals.iter().map(|proposal| wants_proposal(filter, proposal)).collect(), list }
    }

    fn on(&self, issue: u32) -> impl Iterator<Item = (u32, u32)> {
        let start = self.list.partition_point(|(known, ..)| *known < issue);
        let rest = self.list.get(start..).unwrap_or_default();
        rest.iter().take_while(move |(known, ..)| *known == issue).map(|(_, proposal, term)| (*proposal, *term))
    }
}

fn wants_proposal(filter: &Filter, proposal: &Proposal) -> bool {
    let Filter { parties, kinds, visibilities, .. } = filter;
    let concerns = || {
        parties.contains(&proposal.sponsor)
            || proposal.responses.iter().any(|response| parties.contains(&response.party))
    };
    kinds.is_empty()
        && (visibilities.is_empty() || visibilities.contains(proposal.visibility()))
        && (parties.is_empty() || concerns())
}

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
