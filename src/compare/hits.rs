//! The places at which a search stops, from one to the next.

use super::{Comparison, Entry, Found, Matches};
use crate::case::{Evidence, Snapshot};
use crate::fold;

/// A place in the comparison at which the searched text occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hit {
    /// Counts [`Comparison::issues`].
    pub row: usize,
    /// The issue itself, or what stands in a cell.
    pub place: Place,
    /// Whether the text is in what the comparison shows there, or only in the rest.
    pub found: Found,
}

/// Where in a row a hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The issue's own words.
    Issue,
    /// An entry of a cell.
    Entry {
        /// Counts [`Comparison::columns`].
        column: usize,
        /// The entry.
        entry: Entry,
    },
    /// A proposal on no issue, by its number; its row is the one after the last.
    Proposal(u32),
}

/// The hits that the comparison shows, as one reads: row by row, first the issue, then the cells from the first column
/// to the last.
///
/// A proposal in whose own words the text occurs is a hit at each of its terms; those on no issue come last.
#[must_use]
pub fn in_order(matches: &Matches, comparison: &Comparison) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (row, issue) in comparison.issues.iter().enumerate() {
        let issue = (Place::Issue, matches.issue(*issue));
        let entries = comparison.row(row).map(|(column, entry)| (Place::Entry { column, entry }, matches.entry(entry)));
        let found = std::iter::once(issue).chain(entries).filter(|(_, found)| found.any());
        hits.extend(found.map(|(place, found)| Hit { row, place, found }));
    }
    let loose = comparison.loose.iter().map(|proposal| (Place::Proposal(*proposal), matches.proposal(*proposal)));
    let row = comparison.issues.len();
    hits.extend(loose.filter(|(_, found)| found.any()).map(|(place, found)| Hit { row, place, found }));
    hits
}

/// Which text of a record holds what is searched for, where the comparison shows none that does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    Question,
    Background,
    Option,
    Evidence,
    Comment,
    /// A proposal's own text, at one of its terms.
    Proposal,
    /// A party's answer to a proposal.
    Answer,
}

/// Where a hit is that the comparison does not show, by the searched text, folded; nothing for one that it shows.
#[must_use]
pub fn beyond(snapshot: &Snapshot, comparison: &Comparison, hit: &Hit, needle: &str) -> Option<Beyond> {
    let case = snapshot.case();
    let holds = |text: &str| fold::fold(text).contains(needle);
    let any = |text: &Option<String>| text.as_deref().is_some_and(holds);
    let cited = |evidence: &[Evidence]| {
        evidence.iter().any(|entry| {
            let publishers = std::iter::once(&entry.source).chain(&entry.via);
            any(&entry.quote)
                || any(&entry.speaker)
                || any(&entry.note)
                || publishers.filter_map(|source| snapshot.source(source)).any(|source| holds(&source.publisher))
        })
    };
    let proposal = |number: u32| {
        let proposal = case.proposals.get(number as usize)?;
        if holds(&proposal.title) {
            return None;
        }
        let texts = [(holds(&proposal.text), Beyond::Proposal), (cited(&proposal.evidence), Beyond::Evidence)];
        texts.into_iter().find_map(|(found, place)| found.then_some(place)).or(Some(Beyond::Answer))
    };
    match hit.place {
        Place::Issue | Place::Entry { entry: Entry::Position(_), .. } | Place::Proposal(_) if hit.found.shown => None,
        Place::Issue => {
            let issue = snapshot.numbered_issue(*comparison.issues.get(hit.row)?)?;
            let texts = [(any(&issue.question), Beyond::Question), (any(&issue.background), Beyond::Background)];
            texts.into_iter().find_map(|(found, place)| found.then_some(place)).or(Some(Beyond::Option))
        }
        Place::Entry { entry: Entry::Position(number), .. } => {
            let position = snapshot.numbered(number)?;
            Some(if cited(&position.evidence) { Beyond::Evidence } else { Beyond::Comment })
        }
        // A term is found by the words of its proposal too, of which its card shows the title.
        Place::Entry { entry: Entry::Term { proposal: number, term }, .. } => {
            let own = case.proposals.get(number as usize)?.terms.get(term as usize)?;
            if holds(&own.text) { None } else { proposal(number) }
        }
        Place::Proposal(number) => proposal(number),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::fixtures::{case, issues, name, position};
    use super::super::{Column, Filter, SearchIndex, default_columns};
    use super::*;
    use crate::case::Snapshot;

    fn talks() -> Snapshot {
        case(json!({
            "positions": [
                position("arms-why", "israel", "arms", "interest", json!({ "text": "Fear of tanks" })),
                position("arms-ask", "israel", "arms", "demand", json!({ "text": "No tanks" })),
                position("arms-syr", "syria", "arms", "demand", json!({ "text": "Our tanks", "visibility": "internal" })),
                position("golan-ask", "israel", "golan", "demand", json!({ "text": "Stay", "comment": "tanks?" })),
                position("trade-ask", "israel", "trade", "demand", json!({ "text": "Open roads" })),
            ],
            "proposals": [{ "id": "zone", "sponsor": "usa", "title": "Tanks away", "text": "…", "status": "floated",
                            "terms": [{ "issue": "trade", "text": "First" }, { "issue": "trade", "text": "Then" }] },
                          { "id": "bare", "sponsor": "usa", "title": "No tanks at all", "text": "…", "status": "floated" }],
        }))
    }

    fn hits(snapshot: &Snapshot, filter: &Filter, columns: &[Column]) -> Vec<String> {
        let matches = SearchIndex::build(snapshot).search(&filter.text);
        let comparison = Comparison::with_matches(snapshot, filter, columns, &matches);
        let hits = in_order(&matches, &comparison).into_iter();
        let describe = |hit: Hit| {
            let place = match hit.place {
                Place::Issue => "issue".to_owned(),
                Place::Entry { column, entry } => format!("{column} {}", name(snapshot, entry)),
                Place::Proposal(number) => format!("proposal {number}"),
            };
            format!("{} {place}{}", hit.row, if hit.found.shown { "" } else { " beyond" })
        };
        hits.map(describe).collect()
    }

    #[test]
    fn a_hit_that_is_not_shown_says_which_text_it_is_in() {
        let cited = json!([{ "source": "post", "attribution": "on_record", "quote": "Every mango" }]);
        let snapshot = case(json!({
            "issues": [
                { "id": "golan", "axis": "territorial", "number": "T1", "title": "Golan", "status": "contested",
                  "question": "An apple?", "background": "A pear and an apple",
                  "options": [{ "id": "fig", "label": "Figs" }] },
            ],
            "positions": [
                position("ask", "israel", "golan", "demand", json!({ "text": "A plum", "comment": "a lime", "evidence": cited })),
            ],
            "proposals": [{ "id": "zone", "sponsor": "usa", "title": "Quinces", "text": "Medlars", "status": "floated",
                            "evidence": cited, "terms": [{ "issue": "golan", "text": "Dates" }],
                            "responses": [{ "party": "israel", "stance": "open", "text": "Cherries" }] }],
            "sources": [{ "id": "post", "publisher": "The Grape" }],
        }));
        let places = |text: &str| -> Vec<Option<Beyond>> {
            let matches = SearchIndex::build(&snapshot).search(text);
            let comparison = Comparison::build(&snapshot, &Filter::default(), &default_columns(&snapshot));
            let hits = in_order(&matches, &comparison);
            hits.iter().map(|hit| beyond(&snapshot, &comparison, hit, matches.needle())).collect()
        };
        for (text, expected) in [
            ("golan", None),
            ("apple", Some(Beyond::Question)),
            ("PEAR", Some(Beyond::Background)),
            ("figs", Some(Beyond::Option)),
            ("plum", None),
            ("lime", Some(Beyond::Comment)),
            ("dates", None),
            ("quince", None),
            ("medlar", Some(Beyond::Proposal)),
            ("cherries", Some(Beyond::Answer)),
        ] {
            assert_eq!(places(text), [expected], "{text}");
        }
        assert_eq!(places("mango"), [Some(Beyond::Evidence); 2]);
        assert_eq!(places("the grape"), [Some(Beyond::Evidence); 2]);
    }

    #[test]
    fn hits_come_as_one_reads() {
        let snapshot = talks();
        let filter = Filter { text: "tanks".to_owned(), ..Filter::default() };
        assert_eq!(
            hits(&snapshot, &filter, &default_columns(&snapshot)),
            [
                "0 1 golan-ask beyond",
                "1 0 arms-syr",
                "1 1 arms-ask",
                "1 1 arms-why",
                "2 2 zone/0",
                "2 2 zone/1",
                "3 proposal 1"
            ]
        );
        let filter = Filter { text: "arms".to_owned(), ..Filter::default() };
        assert_eq!(hits(&snapshot, &filter, &default_columns(&snapshot)), ["0 issue"]);
    }

    #[test]
    fn hits_follow_the_columns_and_leave_out_what_is_hidden() {
        let snapshot = talks();
        let filter = Filter {
            text: "TANKS".to_owned(),
            visibilities: vec![crate::case::Visibility::Public],
            ..Filter::default()
        };
        let columns = [Column::Party("israel".into()), Column::Party("syria".into())];
        assert_eq!(hits(&snapshot, &filter, &columns), ["0 0 golan-ask beyond", "1 0 arms-ask", "1 0 arms-why"]);
    }

    #[test]
    fn a_text_hides_the_issues_in_which_only_hidden_words_match() {
        let snapshot = talks();
        let filter = |text: &str, party: &str| Filter {
            text: text.to_owned(),
            parties: vec![party.into()],
            ..Filter::default()
        };
        let shown = |filter: &Filter| {
            let comparison = Comparison::build(&snapshot, filter, &default_columns(&snapshot));
            issues(&snapshot, &comparison).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(shown(&filter("our tanks", "syria")), ["arms"]);
        assert_eq!(shown(&filter("our tanks", "israel")), [""; 0]);
        assert_eq!(shown(&filter(" ", "israel")), ["golan", "arms", "trade"]);
    }

    #[test]
    fn narrowing_keeps_what_a_row_holds_and_counts_anew() {
        let snapshot = talks();
        let kinds = vec![crate::case::Kind::Demand];
        let columns = [Column::Party("israel".into()), Column::Proposals];
        let all = Comparison::build(&snapshot, &Filter { kinds, ..Filter::default() }, &columns);
        assert_eq!((all.issues.len(), all.shown_positions, all.without_column), (3, 3, 1));
        let index = SearchIndex::build(&snapshot);
        let some = all.narrowed(&snapshot, &index.search("no tanks"), &[]);
        assert_eq!(issues(&snapshot, &some), ["arms"]);
        assert_eq!((some.total_issues, some.shown_positions, some.without_column), (4, 1, 1));
        assert_eq!((some.cell(0, 0), some.hidden(0, 0), some.hidden(0, 1)), (&[Entry::Position(1.into())][..], 1, 0));
        assert_eq!((some.groups.len(), some.groups[0].rows.clone()), (1, 0..1));
        assert_eq!(some.groups[0].counts, [(crate::case::Status::Contested, 1)]);
        assert_eq!(all.narrowed(&snapshot, &index.search(" "), &[]), all);
        assert!(all.narrowed(&snapshot, &index.search("nowhere"), &[]).groups.is_empty());
    }
}
