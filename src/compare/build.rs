//! How a comparison is made from a case, a filter and the columns to show.

use hashbrown::HashMap;

use super::outline::issues_by_axis;
use super::standing::standing;
use super::{Column, Comparison, Entry, Filter, Matches, SearchIndex};
use crate::case::{Issue, Kind, Proposal, Snapshot};

/// Whether a field of a list's records plays a part in which rows, columns and cells a comparison has.
///
/// What a comparison only points at, such as a text, does not: it shows whatever the case says there now.
#[must_use]
pub fn lays_out(list: &str, field: &str) -> bool {
    match list {
        "positions" => {
            matches!(field, "id" | "party" | "issue" | "kind" | "since" | "until" | "replaces" | "visibility")
        }
        "issues" => matches!(field, "id" | "axis" | "status"),
        "parties" => matches!(field, "id" | "role"),
        "proposals" => matches!(field, "id" | "sponsor" | "terms" | "visibility"),
        "rounds" => matches!(field, "id" | "start" | "end"),
        "axes" => field == "id",
        _ => false,
    }
}

impl Comparison {
    /// Lays out what the filter shows of the case in these columns, in time proportional to the case.
    ///
    /// A filter with a text folds the whole case to search it: where a search
    /// has been made already, use [`Self::with_matches`].
    #[must_use]
    pub fn build(snapshot: &Snapshot, filter: &Filter, columns: &[Column]) -> Self {
        let all = Builder::new(snapshot, filter, columns).build();
        if filter.text.trim().is_empty() {
            return all;
        }
        all.narrowed(snapshot, &SearchIndex::build(snapshot).search(&filter.text))
    }

    /// The same for a filter whose text has been searched in the same case; an empty search hides nothing.
    #[must_use]
    pub fn with_matches(snapshot: &Snapshot, filter: &Filter, columns: &[Column], matches: &Matches) -> Self {
        Builder::new(snapshot, filter, columns).build().narrowed(snapshot, matches)
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
            standing: standing(snapshot, round, &filter.visibilities),
            terms: Terms::new(snapshot, filter, proposals),
            entry_needed: !filter.parties.is_empty()
                || !filter.kinds.is_empty()
                || !filter.visibilities.is_empty()
                || round.is_some(),
            done: Comparison::empty(columns.to_vec(), snapshot.case().issues.len()),
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
            // A filter shows what it lets through; the whole case has its axes even before they have issues.
            self.done.close_group(self.snapshot, axis, start, self.filter.is_empty());
        }
        self.done.loose = self.loose();
        self.done
    }

    /// The proposals without a term on an issue; a filter that chooses issues chooses none of them.
    fn loose(&self) -> Vec<u32> {
        if self.terms.column.is_none() || !self.filter.axes.is_empty() || !self.filter.statuses.is_empty() {
            return Vec::new();
        }
        let mut loose = self.terms.wanted.clone();
        for (_, proposal, _) in &self.terms.list {
            if let Some(loose) = loose.get_mut(*proposal as usize) {
                *loose = false;
            }
        }
        (0..).zip(loose).filter_map(|(proposal, loose)| loose.then_some(proposal)).collect()
    }

    fn wants_issue(&self, issue: &Issue) -> bool {
        let Filter { axes, issues, statuses, .. } = self.filter;
        (axes.is_empty() || axes.contains(&issue.axis))
            && (issues.is_empty() || issues.contains(&issue.id))
            && (statuses.is_empty() || statuses.contains(&issue.status))
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
        self.done.push_row(
            row.shown.iter().map(|(column, _, entry)| (*column, *entry)),
            row.hidden.iter().copied(),
            row.without_column,
        );
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
            let all = snapshot.case().issues.iter().enumerate();
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
        assert_eq!(unplaced(&snapshot), [Entry::Position(0), Entry::Position(1), Entry::Term { proposal: 0, term: 0 }]);
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
