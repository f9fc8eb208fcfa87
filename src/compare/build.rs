//! How a comparison is made from a case, a filter and the columns to show.

use hashbrown::HashMap;

use super::outline::issues_by_axis;
use super::standing::Standing;
use super::{Column, Comparison, Entry, Filter, Matches, SearchIndex};
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
        all.narrowed(snapshot, &SearchIndex::build(snapshot).search(&filter.text))
    }

    /// The same for a filter whose text has been searched in the same case; an empty search hides nothing.
    #[must_use]
    pub fn with_matches(snapshot: &Snapshot, filter: &Filter, columns: &[Column], matches: &Matches) -> Self {
        Builder::new(snapshot, filter, columns).build(columns).narrowed(snapshot, matches)
    }
}

/// Fills rows with what stands on an issue.
pub(super) struct Builder<'a> {
    snapshot: &'a Snapshot,
    filter: &'a Filter,
    parties: HashMap<&'a str, PartyPlace>,
    /// The column of the proposals, where it is shown.
    proposals: Option<u32>,
    /// Whether an issue for which no entry is left is hidden.
    entry_needed: bool,
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
    rank: u8,
    column: Option<u32>,
}

/// What stands in one row, before it is put in order.
#[derive(Default)]
pub(super) struct Row {
    /// Column, place within the cell, and entry.
    shown: Vec<(u32, u8, Entry)>,
    hidden: Vec<u32>,
    without_column: usize,
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
        Self { snapshot, filter, parties: parties.collect(), proposals, entry_needed }
    }

    fn build(self, columns: &[Column]) -> Comparison {
        let mut done = Comparison::empty(columns.to_vec(), self.snapshot);
        let mut fits = vec![Fit::default(); self.snapshot.position_limit()];
        let standing = self.standing().all(|number, position| {
            if let Some(slot) = fits.get_mut(number.index()) {
                *slot = self.fit(position);
            }
        });
        for (fit, stands) in fits.iter_mut().zip(standing) {
            fit.shown &= stands;
        }
        let fit = |number: PositionNumber| fits.get(number.index()).copied();
        let terms = all_terms(self.snapshot);
        let mut row = Row::default();
        for (axis, issues) in issues_by_axis(self.snapshot) {
            let start = done.issues.len();
            for number in issues {
                let Some(issue) = self.snapshot.numbered_issue(number) else { continue };
                if !self.wants_issue(issue) {
                    continue;
                }
                let from = terms.partition_point(|(known, ..)| *known < number);
                let on_issue = terms.get(from..).unwrap_or_default().iter().take_while(|(known, ..)| *known == number);
                self.fill(number, &mut row, fit, on_issue.map(|(_, proposal, term)| (*proposal, *term)));
                if self.shows(&row) {
                    done.push_row(number, row.shown(), row.hidden(), row.without_column);
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
        let loose = proposals
            .filter(|(_, proposal)| wants_proposal(self.filter, proposal) && !proposal.terms.iter().any(is_on_issue));
        loose.map(|(number, _)| number).collect()
    }

    /// Tells which positions stand in the time that the filter names.
    pub(super) fn standing(&self) -> Standing<'a> {
        Standing::new(self.snapshot, round(self.snapshot, self.filter), &self.filter.visibilities)
    }

    /// Whether the filter lets an issue through by what it says itself.
    pub(super) fn wants_issue(&self, issue: &Issue) -> bool {
        let Filter { axes, issues, statuses, .. } = self.filter;
        (axes.is_empty() || axes.contains(&issue.axis))
            && (issues.is_empty() || issues.contains(&issue.id))
            && (statuses.is_empty() || statuses.contains(&issue.status))
    }

    /// Whether the filter shows an issue with what is left on it.
    pub(super) fn shows(&self, row: &Row) -> bool {
        !(self.entry_needed && row.shown.is_empty())
    }

    /// Where a position stands that is not history.
    fn fit(&self, position: &Position) -> Fit {
        let Filter { parties, kinds, visibilities, .. } = self.filter;
        let party = self.parties.get(position.party.as_str());
        let shown = party.map_or(parties.is_empty() || parties.contains(&position.party), |party| party.wanted)
            && (kinds.is_empty() || kinds.contains(&position.kind))
            && (visibilities.is_empty() || visibilities.contains(position.visibility()));
        Fit { shown, rank: rank(&position.kind), column: party.and_then(|party| party.column) }
    }

    /// The same for one position by itself.
    pub(super) fn fit_of(&self, standing: &mut Standing<'_>, number: PositionNumber) -> Option<Fit> {
        let fit = self.fit(self.snapshot.numbered(number)?);
        Some(Fit { shown: fit.shown && standing.one(number), ..fit })
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
        row.without_column = 0;
        for number in self.snapshot.position_numbers(issue).iter().copied() {
            let Some(Fit { shown, rank, column }) = fit(number) else { continue };
            match (shown, column) {
                (true, Some(column)) => row.shown.push((column, rank, Entry::Position(number))),
                (true, None) => row.without_column += 1,
                (false, Some(column)) => row.hidden.push(column),
                (false, None) => {}
            }
        }
        if let Some(column) = self.proposals {
            for (proposal, term) in terms {
                let record = self.snapshot.case().proposals.get(proposal as usize);
                if record.is_some_and(|proposal| wants_proposal(self.filter, proposal)) {
                    row.shown.push((column, 0, Entry::Term { proposal, term }));
                } else {
                    row.hidden.push(column);
                }
            }
        }
        // A stable order keeps the file's within each kind.
        row.shown.sort_by_key(|(column, rank, _)| (*column, *rank));
        row.hidden.sort_unstable();
    }
}

impl Row {
    pub(super) fn shown(&self) -> impl ExactSizeIterator<Item = (u32, Entry)> {
        self.shown.iter().map(|(column, _, entry)| (*column, *entry))
    }

    pub(super) fn hidden(&self) -> impl ExactSizeIterator<Item = u32> {
        self.hidden.iter().copied()
    }

    pub(super) fn without_column(&self) -> usize {
        self.without_column
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::fixtures::{case, cell, issues, position, shown};
    use super::super::{all_columns, default_columns, unplaced};
    use super::*;
    use crate::case::{PartyId, Status};

    fn talks() -> Snapshot {
        case(json!({
            "positions": [
                position("syr-why", "syria", "golan", "interest", json!({})),
                position("syr-ask", "syria", "golan", "demand", json!({})),
                position("syr-give", "syria", "golan", "concession", json!({ "visibility": "internal" })),
                position("syr-ask-2", "syria", "golan", "demand", json!({})),
                position("syr-odd", "syria", "golan", "threat", json!({})),
                position("isr-no", "israel", "golan", "red_line", json!({ "visibility": "shared" })),
                position("isr-arms", "israel", "arms", "demand", json!({})),
            ],
            "proposals": [
                { "id": "zone", "sponsor": "usa", "title": "Zone", "text": "A zone", "status": "floated",
                  "terms": [{ "issue": "trade", "text": "Open" }, { "issue": "golan", "text": "Joint" },
                            { "issue": "trade", "text": "Free" }],
                  "responses": [{ "party": "israel", "stance": "open" }] },
                { "id": "secret", "sponsor": "syria", "title": "Secret", "text": "A secret", "status": "floated",
                  "visibility": "internal", "terms": [{ "issue": "trade", "text": "Hidden" }] },
            ],
        }))
    }

    fn build(snapshot: &Snapshot, filter: &Filter) -> Comparison {
        Comparison::build(snapshot, filter, &default_columns(snapshot))
    }

    #[test]
    fn rows_follow_the_axes_and_there_the_file() {
        let snapshot = talks();
        let all = build(&snapshot, &Filter::default());
        assert_eq!(issues(&snapshot, &all), ["golan", "lines", "arms", "trade"]);
        let groups: Vec<_> = all.groups.iter().map(|group| (group.axis, group.rows.clone())).collect();
        assert_eq!(groups, [(Some(3), 0..2), (Some(2), 2..3), (Some(1), 3..4), (Some(0), 4..4)]);
        assert_eq!(all.groups[0].counts, [(Status::Agreed, 1), (Status::Contested, 1)]);
        assert_eq!((all.total_issues, all.shown_positions, all.without_column), (4, 7, 0));
    }

    #[test]
    fn issues_whose_axis_leads_nowhere_come_last() {
        let snapshot = case(json!({ "issues": [
            { "id": "lost", "axis": "nowhere", "title": "Lost", "status": "unknown" },
            { "id": "vote", "axis": "political", "title": "Vote", "status": "postponed" },
            { "id": "golan", "axis": "territorial", "title": "Golan", "status": "contested" },
        ] }));
        let all = build(&snapshot, &Filter::default());
        assert_eq!(issues(&snapshot, &all), ["golan", "vote", "lost"]);
        assert_eq!(all.groups.last().map(|group| group.axis), Some(None));
        let political = all.groups.iter().find(|group| group.axis == Some(0)).unwrap();
        assert_eq!(political.counts, [(Status::Other("postponed".into()), 1)]);
    }

    #[test]
    fn a_cell_holds_demands_concessions_red_lines_interests_and_then_what_is_unknown() {
        let snapshot = talks();
        let all = build(&snapshot, &Filter::default());
        assert_eq!(cell(&snapshot, &all, 0, 0), ["syr-ask", "syr-ask-2", "syr-give", "syr-why", "syr-odd"]);
        assert_eq!(cell(&snapshot, &all, 0, 1), ["isr-no"]);
        assert_eq!(cell(&snapshot, &all, 3, 2), ["zone/0", "zone/2", "secret/0"]);
    }

    #[test]
    fn cells_outside_the_comparison_and_silent_ones_are_empty() {
        let snapshot = talks();
        let all = build(&snapshot, &Filter::default());
        for (row, column) in [(1, 0), (1, 2), (2, 0), (0, 3), (4, 0), (usize::MAX, usize::MAX)] {
            assert_eq!(all.cell(row, column), [], "{row} {column}");
            assert_eq!(all.hidden(row, column), 0, "{row} {column}");
        }
    }

    #[test]
    fn the_columns_start_with_principals_and_those_who_speak() {
        let snapshot = talks();
        let party = |id: &str| Column::Party(PartyId::from(id));
        assert_eq!(default_columns(&snapshot), [party("syria"), party("israel"), Column::Proposals]);
        assert_eq!(all_columns(&snapshot), [party("syria"), party("israel"), Column::Proposals, party("usa")]);
        let heard = case(json!({ "positions": [position("usa-ask", "usa", "arms", "demand", json!({}))] }));
        assert_eq!(default_columns(&heard), [party("syria"), party("israel"), party("usa")]);
    }

    #[test]
    fn each_field_of_the_filter_shows_what_it_says() {
        let snapshot = talks();
        let check = |filter: Value, rows: &[&str], entries: &[&str]| {
            let list = |key: &str| filter[key].as_array().cloned().unwrap_or_default();
            let words = |key: &str| -> Vec<String> {
                list(key).iter().filter_map(|word| word.as_str().map(str::to_owned)).collect()
            };
            let filter = Filter {
                axes: words("axes").iter().map(|id| id.as_str().into()).collect(),
                issues: words("issues").iter().map(|id| id.as_str().into()).collect(),
                parties: words("parties").iter().map(|id| id.as_str().into()).collect(),
                kinds: words("kinds").iter().map(|word| word.as_str().into()).collect(),
                statuses: words("statuses").iter().map(|word| word.as_str().into()).collect(),
                visibilities: words("visibilities").iter().map(|word| word.as_str().into()).collect(),
                ..Filter::default()
            };
            let some = build(&snapshot, &filter);
            assert_eq!(issues(&snapshot, &some), rows, "{filter:?}");
            assert_eq!(shown(&snapshot, &some), entries, "{filter:?}");
            let all = snapshot.numbered_issues();
            assert!(all.into_iter().all(|(number, issue)| some.shows(number) == rows.contains(&issue.id.as_str())));
        };
        check(
            json!({ "axes": ["security", "economic"] }),
            &["arms", "trade"],
            &["isr-arms", "zone/0", "zone/2", "secret/0"],
        );
        check(json!({ "statuses": ["agreed"] }), &["lines"], &[]);
        check(json!({ "issues": ["lines", "arms", "nothing"] }), &["lines", "arms"], &["isr-arms"]);
        check(json!({ "issues": ["arms"], "axes": ["economic"] }), &[], &[]);
        check(json!({ "kinds": ["demand"] }), &["golan", "arms"], &["syr-ask", "syr-ask-2", "isr-arms"]);
        check(json!({ "kinds": ["threat", "red_line"] }), &["golan"], &["syr-odd", "isr-no"]);
        check(
            json!({ "parties": ["israel"] }),
            &["golan", "arms", "trade"],
            &["isr-no", "zone/1", "isr-arms", "zone/0", "zone/2"],
        );
        check(json!({ "parties": ["usa"] }), &["golan", "trade"], &["zone/1", "zone/0", "zone/2"]);
        check(json!({ "visibilities": ["internal"] }), &["golan", "trade"], &["syr-give", "secret/0"]);
        check(json!({ "parties": ["syria"], "kinds": ["red_line"] }), &[], &[]);
        check(json!({ "parties": ["nobody"] }), &[], &[]);
    }

    #[test]
    fn what_is_hidden_in_a_cell_is_counted() {
        let snapshot = talks();
        let demands = build(&snapshot, &Filter { kinds: vec![Kind::Demand], ..Filter::default() });
        assert_eq!((0..3).map(|column| demands.hidden(0, column)).collect::<Vec<_>>(), [3, 1, 1]);
    }

    #[test]
    fn a_hidden_column_hides_no_issue_unless_the_filter_asks_for_what_it_held() {
        let snapshot = talks();
        let syria = [Column::Party("syria".into())];
        let all = Comparison::build(&snapshot, &Filter::default(), &syria);
        assert_eq!((all.issues.len(), all.shown_positions, all.without_column), (4, 5, 2));
        let demands = Comparison::build(&snapshot, &Filter { kinds: vec![Kind::Demand], ..Filter::default() }, &syria);
        assert_eq!(issues(&snapshot, &demands), ["golan"]);
    }

    #[test]
    fn positions_that_lead_nowhere_are_told_of() {
        let snapshot = case(json!({
            "positions": [
                position("a", "nobody", "golan", "demand", json!({})),
                position("b", "syria", "nothing", "demand", json!({})),
                position("c", "syria", "golan", "demand", json!({})),
            ],
            "proposals": [{ "id": "p", "sponsor": "usa", "title": "P", "text": "P", "status": "floated",
                            "terms": [{ "issue": "nothing", "text": "X" }] }],
        }));
        let all = build(&snapshot, &Filter::default());
        assert_eq!(shown(&snapshot, &all), ["c"]);
        assert_eq!(all.without_column, 1);
        let number = PositionNumber::from;
        let lost = [Entry::Position(number(0)), Entry::Position(number(1)), Entry::Term { proposal: 0, term: 0 }];
        assert_eq!(unplaced(&snapshot), lost);
    }

    #[test]
    fn proposals_on_no_issue_stand_apart() {
        let proposal = |id: &str, sponsor: &str, terms: Value| json!({ "id": id, "sponsor": sponsor, "title": id, "text": "Words", "status": "floated", "terms": terms });
        let snapshot = case(json!({ "proposals": [
            proposal("bare", "usa", json!([])),
            proposal("placed", "usa", json!([{ "issue": "golan", "text": "Joint" }])),
            proposal("lost", "syria", json!([{ "issue": "nothing", "text": "X" }])),
        ] }));
        let loose = |filter: &Filter| build(&snapshot, filter).loose;
        assert_eq!(loose(&Filter::default()), [0, 2]);
        assert_eq!(loose(&Filter { parties: vec!["syria".into()], ..Filter::default() }), [2]);
        assert_eq!(loose(&Filter { text: "bare".to_owned(), ..Filter::default() }), [0]);
        for filter in [
            Filter { axes: vec!["territorial".into()], ..Filter::default() },
            Filter { statuses: vec![Status::Contested], ..Filter::default() },
            Filter { kinds: vec![Kind::Demand], ..Filter::default() },
        ] {
            assert_eq!(loose(&filter), [0; 0], "{filter:?}");
        }
        let without = Comparison::build(&snapshot, &Filter::default(), &[Column::Party("syria".into())]);
        assert_eq!(without.loose, [0; 0], "their column is not shown");
    }

    #[test]
    fn columns_stand_in_the_order_asked_for() {
        let snapshot = talks();
        let columns = [Column::Proposals, Column::Party("israel".into()), Column::Party("syria".into())];
        let all = Comparison::build(&snapshot, &Filter::default(), &columns);
        assert_eq!(cell(&snapshot, &all, 0, 0), ["zone/1"]);
        assert_eq!(cell(&snapshot, &all, 0, 1), ["isr-no"]);
        assert_eq!(all.row(0).map(|(column, _)| column).collect::<Vec<_>>(), [0, 1, 2, 2, 2, 2, 2]);
    }
}
