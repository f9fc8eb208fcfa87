//! Searching a case as one types: one folded text of everything, looked through in one pass.

use std::sync::Arc;

use imbl::OrdMap;
use memchr::memmem;

use super::matches::{Document, Found, Layout, Matches, Order};
use super::{Changes, Entry};
use crate::case::{Condition, Evidence, Issue, Position, Proposal, Snapshot, Term};
use crate::fold;

/// Stands between two fields; it occurs in no UTF-8, so that no match reaches from one field into the next.
const SEPARATOR: u8 = 0xFF;

/// The words of a case, folded, document by document: each issue, each position, each proposal with its terms.
///
/// It takes about as much memory as the words themselves, and one number of
/// eight bytes for each half of a document. A copy is a few pointers.
#[derive(Clone, Debug)]
pub struct SearchIndex {
    text: Arc<Vec<u8>>,
    layout: Arc<Layout>,
    /// The documents that have been edited since, each with its two halves; nothing where it is gone.
    over: OrdMap<Document, Option<Arc<[Vec<u8>; 2]>>>,
}

impl SearchIndex {
    /// Folds every word of the case that a search looks at.
    #[must_use]
    pub fn build(snapshot: &Snapshot) -> Self {
        let case = snapshot.case();
        let mut writer = Writer::default();
        for issue in &case.issues {
            writer.issue(issue);
        }
        for position in &case.positions {
            writer.position(snapshot, position);
        }
        let mut proposals = Vec::with_capacity(case.proposals.len() + 1);
        for proposal in &case.proposals {
            proposals.push(writer.ends.len() / 2);
            writer.proposal(snapshot, proposal);
            for term in &proposal.terms {
                writer.term(term);
            }
        }
        proposals.push(writer.ends.len() / 2);
        let Writer { mut text, mut ends, .. } = writer;
        text.shrink_to_fit();
        ends.shrink_to_fit();
        let (issues, positions) = (Order::of_issues(snapshot), Order::of_positions(snapshot));
        let layout = Layout { ends, issues, positions, proposals };
        Self { text: Arc::new(text), layout: Arc::new(layout), over: OrdMap::new() }
    }

    /// The same for a later or earlier version of the case; nothing where it has to be built anew.
    #[must_use]
    pub fn follow(&self, changes: &Changes, before: &Snapshot, after: &Snapshot) -> Option<Self> {
        if changes.publishers {
            return None;
        }
        let mut index = self.clone();
        for document in changes.documents(before, after) {
            index.over.insert(document, Writer::one(after, document).map(Arc::new));
        }
        Some(index)
    }

    /// Finds the documents in which the query occurs as it is typed, blanks at its ends left out, letters folded.
    ///
    /// Nothing is found for an empty query.
    #[must_use]
    pub fn search(&self, query: &str) -> Matches {
        let needle = fold::fold(query.trim()).trim().to_owned();
        let layout = Arc::clone(&self.layout);
        if needle.is_empty() {
            return Matches { needle, found: Vec::new(), layout, over: OrdMap::new() };
        }
        let mut found = vec![Found::default(); layout.ends.len() / 2];
        let finder = memmem::Finder::new(&needle);
        let (mut from, mut half) = (0, 0);
        while let Some(at) = self.text.get(from..).and_then(|rest| finder.find(rest)) {
            half += layout.ends.get(half..).map_or(0, |ends| ends.iter().take_while(|end| **end <= from + at).count());
            let (Some(end), Some(found)) = (layout.ends.get(half), found.get_mut(half / 2)) else { break };
            *(if half % 2 == 0 { &mut found.shown } else { &mut found.beyond }) = true;
            from = *end;
        }
        let found_in = |halves: &Option<Arc<_>>| halves.as_ref().map(|halves| Found::of(&finder, halves));
        let over = self.over.iter().map(|(document, halves)| (*document, found_in(halves))).collect();
        Matches { needle, found, layout, over }
    }

    /// Looks again through what changes concern, in matches that the index has found before it followed them.
    pub fn search_again(&self, matches: &mut Matches, changes: &Changes, before: &Snapshot, after: &Snapshot) {
        if matches.needle.is_empty() {
            return;
        }
        let needle = std::mem::take(&mut matches.needle);
        let finder = memmem::Finder::new(&needle);
        for document in changes.documents(before, after) {
            let halves = self.over.get(&document).and_then(Option::as_ref);
            matches.over.insert(document, halves.map(|halves| Found::of(&finder, halves)));
        }
        matches.needle = needle;
    }

    /// The folded text that a search looks through, for measuring.
    #[must_use]
    pub fn text(&self) -> &[u8] {
        &self.text
    }
}

impl Changes {
    /// The documents whose words may have changed.
    fn documents(&self, before: &Snapshot, after: &Snapshot) -> Vec<Document> {
        let issues = self.issues.iter().copied().map(Document::Issue);
        let positions = self.positions.iter().map(|number| Document::Entry(Entry::Position(*number)));
        let mut documents: Vec<Document> = issues.chain(positions).collect();
        for proposal in self.proposals.iter().copied() {
            documents.push(Document::Proposal(proposal));
            let terms = |snapshot: &Snapshot| {
                snapshot.case().proposals.get(proposal as usize).map_or(0, |proposal| proposal.terms.len())
            };
            let terms = (0..).take(terms(before).max(terms(after)));
            documents.extend(terms.map(|term| Document::Entry(Entry::Term { proposal, term })));
        }
        documents
    }
}

/// Folds documents one after the other.
#[derive(Default)]
struct Writer {
    text: Vec<u8>,
    ends: Vec<usize>,
    folded: String,
}

impl Writer {
    /// The two halves of one document; nothing where the case has no such record.
    fn one(snapshot: &Snapshot, document: Document) -> Option<[Vec<u8>; 2]> {
        let mut writer = Self::default();
        let case = snapshot.case();
        match document {
            Document::Issue(number) => writer.issue(snapshot.numbered_issue(number)?),
            Document::Entry(Entry::Position(number)) => writer.position(snapshot, snapshot.numbered(number)?),
            Document::Proposal(number) => writer.proposal(snapshot, case.proposals.get(number as usize)?),
            Document::Entry(Entry::Term { proposal, term }) => {
                writer.term(case.proposals.get(proposal as usize)?.terms.get(term as usize)?);
            }
        }
        let middle = writer.ends.first().copied().unwrap_or_default();
        let beyond = writer.text.split_off(middle.min(writer.text.len()));
        Some([writer.text, beyond])
    }

    fn issue(&mut self, issue: &Issue) {
        self.optional(issue.number.as_ref());
        self.field(&issue.title);
        self.end();
        self.optional(issue.question.as_ref());
        self.optional(issue.background.as_ref());
        for option in &issue.options {
            self.field(&option.label);
        }
        self.end();
    }

    fn position(&mut self, snapshot: &Snapshot, position: &Position) {
        self.field(&position.text);
        self.conditions(&position.conditions);
        self.end();
        self.evidence(snapshot, &position.evidence);
        self.optional(position.comment.as_ref());
        self.end();
    }

    fn proposal(&mut self, snapshot: &Snapshot, proposal: &Proposal) {
        self.field(&proposal.title);
        self.field(&proposal.text);
        self.end();
        self.evidence(snapshot, &proposal.evidence);
        for response in &proposal.responses {
            self.optional(response.text.as_ref());
            self.conditions(&response.conditions);
            self.evidence(snapshot, &response.evidence);
        }
        self.end();
    }

    fn term(&mut self, term: &Term) {
        self.field(&term.text);
        self.end();
        self.end();
    }

    fn conditions(&mut self, conditions: &[Condition]) {
        for condition in conditions {
            self.field(&condition.text);
        }
    }

    fn evidence(&mut self, snapshot: &Snapshot, evidence: &[Evidence]) {
        for evidence in evidence {
            self.optional(evidence.quote.as_ref());
            self.optional(evidence.speaker.as_ref());
            for source in std::iter::once(&evidence.source).chain(&evidence.via) {
                self.optional(snapshot.source(source).map(|source| &source.publisher));
            }
            self.optional(evidence.note.as_ref());
        }
    }

    fn optional(&mut self, text: Option<&String>) {
        if let Some(text) = text {
            self.field(text);
        }
    }

    fn field(&mut self, text: &str) {
        self.folded.clear();
        fold::fold_into(&mut self.folded, text);
        self.text.extend_from_slice(self.folded.as_bytes());
        self.text.push(SEPARATOR);
    }

    fn end(&mut self) {
        self.ends.push(self.text.len());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::fixtures::{case, name, position};
    use super::*;

    fn talks() -> Snapshot {
        case(json!({
            "issues": [
                { "id": "golan", "axis": "territorial", "number": "T1", "title": "The Golan", "status": "contested",
                  "question": "Who holds it?", "background": "Taken in 1967",
                  "options": [{ "id": "back", "label": "Given back" }] },
                { "id": "arms", "axis": "security", "number": "S1", "title": "الأسلحة الثقيلة", "status": "contested" },
            ],
            "positions": [
                position("syr", "syria", "golan", "demand", json!({
                    "text": "انسحاب كامل", "conditions": [{ "text": "Only if Asaad al-Shaibānī agrees" }],
                    "evidence": [{ "source": "post", "via": "wire", "speaker": "Envoy", "quote": "Every inch",
                                   "attribution": "on_record", "note": "Paraphrase" }],
                    "comment": "Check this" })),
                position("isr", "israel", "golan", "red_line", json!({ "text": "אין נסיגה מן הגולן" })),
            ],
            "proposals": [
                { "id": "zone", "sponsor": "usa", "title": "Joint zone", "text": "A zone of trade", "status": "floated",
                  "terms": [{ "issue": "arms", "text": "No tanks" }, { "issue": "golan", "text": "Shared slopes" }],
                  "responses": [{ "party": "syria", "stance": "open", "text": "Perhaps" }] },
                { "id": "bare", "sponsor": "usa", "title": "Bare", "text": "Nothing yet", "status": "floated" },
            ],
            "sources": [{ "id": "post", "publisher": "Jerusalem Post" }, { "id": "wire", "publisher": "Reuters" }],
        }))
    }

    /// The documents found, `+` where the comparison shows the text and `-` where it is in the rest.
    fn find(query: &str) -> Vec<String> {
        let snapshot = talks();
        let matches = SearchIndex::build(&snapshot).search(query);
        let describe = |(document, found): (Document, Found)| {
            let document = match document {
                Document::Issue(number) => snapshot.numbered_issue(number).unwrap().id.to_string(),
                Document::Entry(entry) => name(&snapshot, entry),
                Document::Proposal(number) => snapshot.case().proposals.get(number as usize).unwrap().id.to_string(),
            };
            let (shown, beyond) = (if found.shown { "+" } else { "" }, if found.beyond { "-" } else { "" });
            format!("{document}{shown}{beyond}")
        };
        matches.documents().map(describe).collect()
    }

    #[test]
    fn every_word_of_a_document_is_found_where_it_stands() {
        for (query, documents) in [
            ("T1", &["golan+"][..]),
            ("the golan", &["golan+"]),
            ("who holds", &["golan-"]),
            ("1967", &["golan-"]),
            ("given BACK", &["golan-"]),
            ("every inch", &["syr-"]),
            ("Envoy", &["syr-"]),
            ("Jerusalem Post", &["syr-"]),
            ("Reuters", &["syr-"]),
            ("paraphrase", &["syr-"]),
            ("check this", &["syr-"]),
            ("zone", &["zone+"]),
            ("perhaps", &["zone-"]),
            ("tanks", &["zone/0+"]),
            ("slopes", &["zone/1+"]),
            ("nothing yet", &["bare+"]),
            ("nowhere at all", &[]),
        ] {
            assert_eq!(find(query), documents, "{query}");
        }
    }

    #[test]
    fn arabic_hebrew_and_accented_names_are_found_in_their_plain_form() {
        assert_eq!(find("الاسلحه"), ["arms+"]);
        assert_eq!(find("اِنْسِحاب"), ["syr+"]);
        assert_eq!(find("גולנ"), ["isr+"]);
        assert_eq!(find("shaibani"), ["syr+"]);
    }

    #[test]
    fn documents_come_in_case_order_and_tell_both_halves() {
        assert_eq!(find("e"), ["golan+-", "syr+-", "zone+-", "zone/1+", "bare+"]);
    }

    #[test]
    fn no_match_reaches_from_one_field_into_the_next() {
        assert_eq!(find("T1the"), [""; 0]);
        assert_eq!(find("كاملonly"), [""; 0]);
        assert_eq!(find("zonea"), [""; 0]);
    }

    #[test]
    fn blanks_around_a_query_do_not_count_and_blanks_alone_find_nothing() {
        assert_eq!(find("  tanks\u{A0} "), ["zone/0+"]);
        for query in ["", "  ", "\u{64E}", "\u{200F}"] {
            let matches = SearchIndex::build(&talks()).search(query);
            assert!(matches.is_empty() && matches.needle().is_empty(), "{query:?}");
        }
    }

    #[test]
    fn what_is_not_in_the_case_is_not_found() {
        let matches = SearchIndex::build(&talks()).search("e");
        for entry in [Entry::Position(2.into()), Entry::Position(u32::MAX.into()), Entry::Term { proposal: 1, term: 0 }]
        {
            assert!(!matches.entry(entry).any(), "{entry:?}");
        }
        assert!(!matches.issue(2.into()).any() && !matches.proposal(2).any());
        assert!(matches.entry(Entry::Term { proposal: 0, term: 0 }).any(), "the proposal's own words count");
    }

    #[test]
    fn an_empty_case_can_be_searched() {
        let matches = SearchIndex::build(&case(json!({ "issues": [] }))).search("a");
        assert!(matches.is_empty());
    }
}
