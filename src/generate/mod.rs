//! Made-up cases of any size, the same for the same seed, for benchmarks and tests.
//!
//! They are shaped as real ones are: most parties say one or two things on an
//! issue and some say nothing, texts have 5 to 200 words, a tenth of them in
//! Arabic and a tenth in Hebrew, and most positions have evidence.

mod words;

use crate::case::{
    Attribution, Axis, AxisId, Basis, Case, CaseDate, Condition, Evidence, Extra, FORMAT, Firmness, Issue, IssueId,
    IssueOption, Kind, List, Moment, OptionId, Party, PartyId, Position, PositionId, Proposal, ProposalId,
    ProposalResponse, ProposalStatus, Ref, Reliability, Role, Round, RoundId, Source, SourceId, SourceKind, Stance,
    Status, Term, VERSION, Visibility,
};

use words::{ARABIC, CITIES, ENGLISH, HEBREW, NAMES, PUBLISHERS, SPEAKERS};

/// How large a case is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How many positions it has.
    pub positions: usize,
    /// How many parties it has, 3 to 30.
    pub parties: usize,
}

impl Size {
    /// That many positions, and the more parties the more there are of them: 3 up to 100, 10 up to 10,000, 30 beyond.
    #[must_use]
    pub fn of(positions: usize) -> Self {
        let parties = match positions {
            0..=100 => 3,
            101..=10_000 => 10,
            _ => 30,
        };
        Self { positions, parties }
    }
}

/// Makes a case without errors; the same seed and size give the same case on every machine.
#[must_use]
pub fn case(seed: u64, size: Size) -> Case {
    let languages = [ENGLISH, ARABIC, HEBREW].map(|words| words.split_whitespace().collect());
    let mut maker =
        Maker { languages, random: Random(seed), size: Size { parties: size.parties.clamp(3, 30), ..size } };
    let axes = [("territorial", "Territorial"), ("security", "Security"), ("economic", "Economic")];
    let axes = axes.into_iter().chain([("political", "Political"), ("humanitarian", "Humanitarian")]);
    let axes =
        axes.map(|(id, name)| Axis { id: id.into(), name: name.to_owned(), about: None, extra: Extra::default() });
    let (issues, positions) = maker.issues();
    let proposals = maker.proposals(&issues);
    Case {
        format: FORMAT.to_owned(),
        version: VERSION,
        title: format!("Made-up talks of {} positions", size.positions),
        summary: Some(maker.text(20, 60)),
        language: Some("en".to_owned()),
        as_of: Some(CaseDate::from("2026-01-07")),
        handling: None,
        parties: (0..maker.size.parties).map(|number| maker.party(number)).collect(),
        axes: axes.collect(),
        issues: issues.into_iter().collect(),
        positions: positions.into_iter().collect(),
        proposals,
        outcomes: List::default(),
        rounds: (0..ROUNDS).map(|number| maker.round(number)).collect(),
        events: List::default(),
        sources: (0..SOURCES).map(|number| maker.source(number)).collect(),
        assessments: List::default(),
        notes: List::default(),
        glossary: List::default(),
        log: List::default(),
        extra: Extra::default(),
    }
}

const ROUNDS: usize = 6;
const SOURCES: usize = 40;

/// Numbers that look random and are the same everywhere: `SplitMix64` (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from zero to below `end`, or zero.
    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    fn within(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most + 1 - least)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a, T: ?Sized>(&mut self, choices: &[&'a T], otherwise: &'a T) -> &'a T {
        choices.get(self.below(choices.len())).copied().unwrap_or(otherwise)
    }

    fn word<T: Clone>(&mut self, choices: &[T], otherwise: T) -> T {
        choices.get(self.below(choices.len())).cloned().unwrap_or(otherwise)
    }
}

struct Maker {
    random: Random,
    size: Size,
    /// The words of English, Arabic and Hebrew.
    languages: [Vec<&'static str>; 3],
}

impl Maker {
    fn party(&mut self, number: usize) -> Party {
        let (name, native) = NAMES.get(number).copied().unwrap_or(("Another side", None));
        Party {
            id: party_id(number),
            name: name.to_owned(),
            short_name: None,
            native_name: native.map(str::to_owned),
            role: match number {
                0 | 1 => Role::Principal,
                2 => Role::Mediator,
                _ => self.random.word(Role::KNOWN, Role::Observer),
            },
            color: None,
            delegation: Vec::new(),
            about: Some(self.text(5, 40)),
            extra: Extra::default(),
        }
    }

    fn round(&mut self, number: usize) -> Round {
        Round {
            id: round_id(number),
            label: format!("Round {}", number + 1),
            place: Some(self.random.pick(CITIES, "Paris").to_owned()),
            start: Some(CaseDate::from(&*format!("2025-{:02}-05", number + 4))),
            end: Some(CaseDate::from(&*format!("2025-{:02}-06", number + 4))),
            participants: Vec::new(),
            result: Some(self.text(5, 30)),
            evidence: Vec::new(),
            extra: Extra::default(),
        }
    }

    fn source(&mut self, number: usize) -> Source {
        Source {
            id: source_id(number),
            publisher: self.random.pick(PUBLISHERS, "Reuters").to_owned(),
            title: Some(self.title()),
            date: Some(self.date()),
            url: Some(format!("https://example.org/{number}/{:x}", self.random.next())),
            language: Some("en".to_owned()),
            kind: Some(self.random.word(SourceKind::KNOWN, SourceKind::News)),
            note: None,
            extra: Extra::default(),
        }
    }

    /// As many issues as the positions need, and the positions on them.
    fn issues(&mut self) -> (Vec<Issue>, Vec<Position>) {
        const AXES: &[&str] = &["territorial", "security", "economic", "political", "humanitarian"];
        let (mut issues, mut positions) = (Vec::new(), Vec::with_capacity(self.size.positions));
        while positions.len() < self.size.positions {
            let number = issues.len();
            let axis = self.random.pick(AXES, "security");
            let issue = self.issue(number, axis);
            let options: Vec<OptionId> = issue.options.iter().map(|option| option.id.clone()).collect();
            for party in 0..self.size.parties {
                let count = match self.random.below(100) {
                    0..15 => 0,
                    15..60 => 1,
                    60..90 => 2,
                    _ => 3,
                };
                for _ in 0..count.min(self.size.positions - positions.len()) {
                    let position = self.position(party, &issue.id, &options, &positions);
                    positions.push(position);
                }
            }
            issues.push(issue);
        }
        (issues, positions)
    }

    fn issue(&mut self, number: usize, axis: &str) -> Issue {
        let letter = axis.chars().next().map_or('X', |letter| letter.to_ascii_uppercase());
        let status = self.random.word(Status::KNOWN, Status::Unknown);
        let agreed = matches!(status, Status::Agreed | Status::AgreedInPrinciple);
        let option = |random: &mut Self, option: usize| IssueOption {
            id: OptionId::from(&*format!("option-{option}")),
            label: random.words(2, 8),
            about: None,
            extra: Extra::default(),
        };
        Issue {
            id: IssueId::from(&*format!("issue-{number}")),
            axis: AxisId::from(axis),
            number: Some(format!("{letter}{}", number + 1)),
            title: self.title(),
            question: Some(self.text(5, 20)),
            background: self.random.chance(30).then(|| self.text(20, 80)),
            status,
            status_evidence: if agreed { vec![self.evidence()] } else { Vec::new() },
            options: (0..self.random.within(0, 5)).map(|number| option(self, number)).collect(),
            tags: Vec::new(),
            extra: Extra::default(),
        }
    }

    fn position(&mut self, party: usize, issue: &IssueId, options: &[OptionId], before: &[Position]) -> Position {
        let number = before.len();
        let own = |position: &&Position| position.issue == *issue && position.party == party_id(party);
        let earlier = before.last().filter(own).filter(|_| self.random.chance(10));
        let kind = match self.random.below(100) {
            0..50 => Kind::Demand,
            50..70 => Kind::Concession,
            70..85 => Kind::RedLine,
            _ => Kind::Interest,
        };
        let conditional = self.random.chance(if kind == Kind::Concession { 60 } else { 15 });
        let since = match self.random.below(10) {
            0..4 => None,
            4..8 => Some(Moment::from(round_id(self.random.below(ROUNDS)).as_str())),
            _ => Some(Moment::from(self.date().as_str())),
        };
        let chosen = self.random.chance(60).then(|| options.get(self.random.below(options.len()))).flatten();
        Position {
            id: PositionId::from(&*format!("position-{number}")),
            party: party_id(party),
            issue: issue.clone(),
            text: self.text(5, 200),
            basis: Some(self.random.word(Basis::KNOWN, Basis::Stated)),
            firmness: self.random.chance(50).then(|| self.random.word(Firmness::KNOWN, Firmness::Unknown)),
            options: chosen.into_iter().cloned().collect(),
            conditions: if conditional { vec![self.condition(number)] } else { Vec::new() },
            since,
            until: self.random.chance(3).then(|| Moment::from(round_id(ROUNDS - 1).as_str())),
            replaces: earlier.map(|position| position.id.clone()),
            evidence: (0..self.random.within(0, 2)).map(|_| self.evidence()).collect(),
            visibility: match self.random.below(10) {
                0 => Some(Visibility::Internal),
                1 => Some(Visibility::Shared),
                _ => None,
            },
            tags: Vec::new(),
            comment: self.random.chance(10).then(|| self.text(5, 30)),
            kind,
            extra: Extra::default(),
        }
    }

    /// A condition that depends on an earlier position, so that none leads nowhere.
    fn condition(&mut self, positions: usize) -> Condition {
        let requires = || Ref::Position(PositionId::from(&*format!("position-{}", self.random.below(positions))));
        let requires = (positions > 0).then(requires);
        Condition { text: self.words(4, 20), requires, from: None, extra: Extra::default() }
    }

    fn evidence(&mut self) -> Evidence {
        Evidence {
            source: source_id(self.random.below(SOURCES)),
            quote: self.random.chance(50).then(|| self.text(5, 40)),
            speaker: self.random.chance(60).then(|| self.random.pick(SPEAKERS, "a senior official").to_owned()),
            attribution: self.random.word(Attribution::KNOWN, Attribution::OutletReport),
            via: self.random.chance(20).then(|| source_id(self.random.below(SOURCES))),
            date: Some(self.date()),
            reliability: self.random.chance(50).then(|| self.random.word(Reliability::KNOWN, Reliability::F)),
            credibility: u8::try_from(self.random.within(1, 6)).ok(),
            disputes: None,
            note: self.random.chance(10).then(|| self.words(4, 15)),
            extra: Extra::default(),
        }
    }

    /// One proposal for every ten issues, with terms on a few of them.
    fn proposals(&mut self, issues: &[Issue]) -> List<Proposal> {
        let proposal = |number| Proposal {
            id: ProposalId::from(&*format!("proposal-{number}")),
            sponsor: party_id(2),
            title: self.title(),
            text: self.text(10, 80),
            status: self.random.word(ProposalStatus::KNOWN, ProposalStatus::Unknown),
            terms: (0..self.random.within(1, 4)).filter_map(|_| self.term(issues)).collect(),
            responses: (0..2).map(|party| self.response(party)).collect(),
            evidence: vec![self.evidence()],
            visibility: None,
            extra: Extra::default(),
        };
        (0..issues.len().div_ceil(10)).map(proposal).collect()
    }

    fn term(&mut self, issues: &[Issue]) -> Option<Term> {
        let issue = issues.get(self.random.below(issues.len()))?;
        let option = issue.options.first().map(|option| option.id.clone());
        Some(Term { issue: issue.id.clone(), option, text: self.text(5, 40), extra: Extra::default() })
    }

    fn response(&mut self, party: usize) -> ProposalResponse {
        ProposalResponse {
            party: party_id(party),
            stance: self.random.word(Stance::KNOWN, Stance::Unknown),
            text: Some(self.text(5, 30)),
            conditions: Vec::new(),
            evidence: vec![self.evidence()],
            extra: Extra::default(),
        }
    }

    fn date(&mut self) -> CaseDate {
        CaseDate::from(&*format!("2025-{:02}-{:02}", self.random.within(1, 12), self.random.within(1, 28)))
    }

    fn title(&mut self) -> String {
        let mut title = self.words(2, 6);
        if let Some(first) = title.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        title
    }

    fn words(&mut self, least: usize, most: usize) -> String {
        let mut text = String::new();
        let [english, ..] = &self.languages;
        append(&mut text, &mut self.random, english, (least, most));
        text
    }

    /// Sentences of one language, `least` to `most` words in all.
    fn text(&mut self, least: usize, most: usize) -> String {
        let [english, arabic, hebrew] = &self.languages;
        let language = match self.random.below(10) {
            0 => arabic,
            1 => hebrew,
            _ => english,
        };
        let mut left = self.random.within(least, most);
        let mut text = String::new();
        while left > 0 {
            let length = left.min(self.random.within(6, 18));
            let start = text.len();
            append(&mut text, &mut self.random, language, (length, length));
            if let Some(first) = text.get_mut(start..=start) {
                first.make_ascii_uppercase();
            }
            text.push_str(if left > length { ". " } else { "." });
            left -= length;
        }
        text
    }
}

fn append(text: &mut String, random: &mut Random, language: &[&str], (least, most): (usize, usize)) {
    for number in 0..random.within(least, most) {
        if number > 0 {
            text.push_str(if random.chance(6) { ", " } else { " " });
        }
        // A number now and then, as the texts of a negotiation are full of them.
        if random.chance(3) {
            text.push_str(&random.within(2, 2030).to_string());
        } else {
            text.push_str(random.pick(language, "…"));
        }
    }
}

fn party_id(number: usize) -> PartyId {
    PartyId::from(&*format!("party-{number}"))
}

fn round_id(number: usize) -> RoundId {
    RoundId::from(&*format!("round-{}", number + 1))
}

fn source_id(number: usize) -> SourceId {
    SourceId::from(&*format!("source-{number}"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::case::Snapshot;
    use crate::compare::{Comparison, Entry, Filter, SearchIndex, default_columns, in_order, unplaced};

    #[test]
    fn the_same_seed_makes_the_same_case() {
        let size = Size { positions: 200, parties: 5 };
        assert_eq!(case(7, size), case(7, size));
        assert_ne!(case(7, size), case(8, size));
    }

    #[test]
    fn a_case_has_the_size_that_was_asked_for_and_nothing_in_it_leads_nowhere() {
        for (positions, parties) in [(0, 3), (100, 3), (1000, 10), (2000, 30)] {
            let case = case(1, Size { positions, parties });
            assert_eq!((case.positions.len(), case.parties.len()), (positions, parties));
            let words = case.positions.iter().map(|position| position.text.split_whitespace().count());
            assert!(words.clone().all(|count| (5..=200).contains(&count)), "{:?}", words.max());
            let snapshot = Snapshot::new(Arc::new(case));
            assert_eq!((unplaced(&snapshot), snapshot.duplicates()), (vec![], &[][..]));
            for position in &snapshot.case().positions {
                let refs = position.conditions.iter().filter_map(|condition| condition.requires.as_ref());
                assert!(refs.into_iter().all(|target| snapshot.resolves(target)));
                assert!(position.evidence.iter().all(|evidence| snapshot.source(&evidence.source).is_some()));
            }
        }
    }

    #[test]
    fn thirty_parties_stand_side_by_side() {
        let snapshot = Snapshot::new(Arc::new(case(3, Size { positions: 3000, parties: 30 })));
        let columns = crate::compare::all_columns(&snapshot);
        assert_eq!(columns.len(), 31);
        let comparison = Comparison::build(&snapshot, &Filter::default(), &columns);
        let mut seen = 0;
        for (row, issue) in comparison.issues.iter().enumerate() {
            let hidden: usize = (0..columns.len()).map(|column| comparison.hidden(row, column)).sum();
            let cells = (0..columns.len()).flat_map(|column| comparison.cell(row, column));
            let positions = cells.filter(|entry| matches!(entry, Entry::Position(_))).count();
            assert_eq!(positions + hidden, crate::compare::recorded(&snapshot, *issue));
            seen += positions;
        }
        assert_eq!(seen, comparison.shown_positions);
    }

    #[test]
    fn a_search_finds_exactly_the_positions_whose_words_hold_the_query() {
        let snapshot = Snapshot::new(Arc::new(case(5, Size { positions: 400, parties: 4 })));
        let index = SearchIndex::build(&snapshot);
        for query in ["withdrawal", "e", "الانسحاب", "קו ", "buffer zone", "مؤتمر"] {
            let matches = index.search(query);
            let needle = crate::fold::fold(query.trim());
            for (number, position) in snapshot.numbered_positions() {
                let shown =
                    std::iter::once(&position.text).chain(position.conditions.iter().map(|only_if| &only_if.text));
                let expected = shown.into_iter().any(|text| crate::fold::fold(text).contains(&needle));
                assert_eq!(matches.entry(Entry::Position(number)).shown, expected, "{query} {number}");
            }
            let filter = Filter { text: query.to_owned(), ..Filter::default() };
            let comparison = Comparison::build(&snapshot, &filter, &default_columns(&snapshot));
            let rows: hashbrown::HashSet<usize> = in_order(&matches, &comparison).iter().map(|hit| hit.row).collect();
            assert_eq!(rows.len(), comparison.issues.len(), "each issue shown has a hit");
        }
    }
}
