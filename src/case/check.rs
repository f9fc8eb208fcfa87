//! The checks on a case: everything that deserves a look and blocks nothing.
//!
//! Each check is linear in the size of the case, and a place becomes a [`Path`]
//! only once something is wrong there: a case without problems costs no allocation per record.

use hashbrown::{HashMap, HashSet};
use serde_json::Number;

use super::{
    AxisId, CaseDate, Condition, Evidence, IssueId, Kind, Moment, OptionId, PartyId, Path, Position, PositionId,
    Problem, ProblemKind, Ref, Snapshot, SourceId, Status, Step, Word,
};

/// The axes that every case has.
pub const STANDARD_AXES: [&str; 3] = ["territorial", "security", "economic"];

/// Finds every problem of a case, in file order.
#[must_use]
pub fn check(snapshot: &Snapshot) -> Vec<Problem> {
    let mut checker = Checker::new(snapshot);
    checker.head();
    checker.parties_and_axes();
    checker.issues();
    checker.positions();
    checker.proposals();
    checker.outcomes_rounds_and_events();
    checker.assessments();
    checker.notes_and_log();
    checker.red_lines();
    checker.uncited();
    // What takes the whole case to know, such as which source nobody cites, is found last.
    checker.problems.sort_by_key(|problem| rank(&problem.path));
    checker.problems
}

/// Where a path stands in the file: the number of its list, and of the record in it.
fn rank(path: &Path) -> (usize, usize) {
    const LISTS: [&str; 13] = [
        "parties",
        "axes",
        "issues",
        "positions",
        "proposals",
        "outcomes",
        "rounds",
        "events",
        "sources",
        "assessments",
        "notes",
        "glossary",
        "log",
    ];
    let steps = (path.0.first(), path.0.get(1));
    let list = match steps.0 {
        Some(Step::Key(key)) => LISTS.iter().position(|list| list == key).map_or(0, |rank| rank + 1),
        _ => 0,
    };
    // What is said of a list as a whole comes before its records.
    let record = if let Some(Step::Index(index)) = steps.1 { index + 1 } else { 0 };
    (list, record)
}

/// A place in the case, kept on the stack until it is needed.
#[derive(Clone, Copy)]
enum At<'a> {
    Case,
    Key(&'a At<'a>, &'static str),
    Index(&'a At<'a>, usize),
    /// A key that stands in the file and not in the format.
    Entry(&'a At<'a>, &'a str),
}

impl At<'_> {
    fn key(&self, key: &'static str) -> At<'_> {
        At::Key(self, key)
    }

    fn index(&self, index: usize) -> At<'_> {
        At::Index(self, index)
    }

    fn path(&self) -> Path {
        let mut steps = Vec::new();
        let mut at = self;
        loop {
            at = match at {
                At::Case => break,
                At::Key(parent, key) => {
                    steps.push(Step::Key((*key).into()));
                    parent
                }
                At::Index(parent, index) => {
                    steps.push(Step::Index(*index));
                    parent
                }
                At::Entry(parent, key) => {
                    steps.push(Step::Key((*key).to_owned().into()));
                    parent
                }
            };
        }
        steps.reverse();
        Path(steps)
    }
}

/// The first positions by which a party takes an option.
#[derive(Default)]
struct Taken<'a> {
    concession: Option<&'a PositionId>,
    demand: Option<&'a PositionId>,
}

/// An option that a party refuses: the place of the option in the position, and what [`Checker::option`] says of it.
struct Refused {
    position: usize,
    option: usize,
    party: usize,
    number: usize,
}

struct Checker<'a> {
    snapshot: &'a Snapshot,
    problems: Vec<Problem>,
    /// The options of every issue, the issue by its number, with a number among all options of the case.
    options: HashMap<(usize, &'a str), usize>,
    /// What each party takes, by its number and the option's.
    taken: HashMap<(usize, usize), Taken<'a>>,
    refused: Vec<Refused>,
    cited: Vec<bool>,
}

impl<'a> Checker<'a> {
    fn new(snapshot: &'a Snapshot) -> Self {
        let case = snapshot.case();
        let options = case.issues.iter().enumerate();
        let options = options.flat_map(|(issue, of)| of.options.iter().map(move |option| (issue, option.id.as_str())));
        Self {
            snapshot,
            problems: Vec::new(),
            options: options.enumerate().map(|(number, option)| (option, number)).collect(),
            taken: HashMap::new(),
            refused: Vec::new(),
            cited: vec![false; case.sources.len()],
        }
    }

    fn report(&mut self, at: &At<'_>, kind: ProblemKind) {
        let path = at.path();
        let subject = self.subject(&path);
        self.problems.push(Problem { path, subject, kind });
    }

    /// The record in which a path ends.
    fn subject(&self, path: &Path) -> Option<Ref> {
        let case = self.snapshot.case();
        let [Step::Key(list), Step::Index(number), ..] = path.0.as_slice() else { return None };
        let number = *number;
        match list.as_ref() {
            "parties" => Some(Ref::Party(case.parties.get(number)?.id.clone())),
            "axes" => Some(Ref::Axis(case.axes.get(number)?.id.clone())),
            "issues" => Some(Ref::Issue(case.issues.get(number)?.id.clone())),
            "positions" => Some(Ref::Position(case.positions.get(number)?.id.clone())),
            "proposals" => Some(Ref::Proposal(case.proposals.get(number)?.id.clone())),
            "outcomes" => Some(Ref::Outcome(case.outcomes.get(number)?.id.clone())),
            "rounds" => Some(Ref::Round(case.rounds.get(number)?.id.clone())),
            "events" => Some(Ref::Event(case.events.get(number)?.id.clone())),
            "sources" => Some(Ref::Source(case.sources.get(number)?.id.clone())),
            "notes" => Some(Ref::Note(case.notes.get(number)?.id.clone())),
            _ => None,
        }
    }

    fn text(&mut self, at: &At<'_>, text: &str) {
        if text.trim().is_empty() {
            self.report(at, ProblemKind::EmptyText);
        }
    }

    fn id(&mut self, at: &At<'_>, id: &str) {
        let usual = |word: &str| {
            !word.is_empty() && word.chars().all(|letter| letter.is_alphanumeric() && !letter.is_uppercase())
        };
        if !id.split('-').all(usual) {
            self.report(&at.key("id"), ProblemKind::UnusualId(id.into()));
        }
    }

    fn word<W: Word>(&mut self, at: &At<'_>, word: &W) {
        if !word.is_known() {
            self.report(at, ProblemKind::UnknownWord { word: word.word().into(), known: W::known_words() });
        }
    }

    fn optional_word<W: Word>(&mut self, at: &At<'_>, word: Option<&W>) {
        if let Some(word) = word {
            self.word(at, word);
        }
    }

    fn date(&mut self, at: &At<'_>, date: Option<&CaseDate>) {
        if let Some(date) = date.filter(|date| date.parse().is_none()) {
            self.report(at, ProblemKind::UnreadableDate(date.clone()));
        }
    }

    fn moment(&mut self, at: &At<'_>, moment: Option<&Moment>) {
        if let Some(moment) = moment
            && moment.date().is_none()
            && self.snapshot.round(&moment.as_str().into()).is_none()
        {
            self.report(at, ProblemKind::NoSuchMoment(moment.clone()));
        }
    }

    fn range(&mut self, at: &At<'_>, value: &Number, low: u8, high: u8) {
        if !value.as_f64().is_some_and(|value| (f64::from(low)..=f64::from(high)).contains(&value)) {
            self.report(at, ProblemKind::OutOfRange { value: value.clone(), low, high });
        }
    }

    fn target(&mut self, at: &At<'_>, target: Option<&Ref>) {
        if let Some(target) = target.filter(|target| !self.snapshot.resolves(target)) {
            self.report(at, ProblemKind::NoSuchRecord(target.clone()));
        }
    }

    fn party(&mut self, at: &At<'_>, id: &PartyId) -> Option<usize> {
        let number = self.snapshot.party_number(id);
        if number.is_none() {
            self.report(at, ProblemKind::NoSuchRecord(Ref::Party(id.clone())));
        }
        number
    }

    fn issue(&mut self, at: &At<'_>, id: &IssueId) -> Option<usize> {
        let number = self.snapshot.issue_number(id);
        if number.is_none() {
            self.report(at, ProblemKind::NoSuchRecord(Ref::Issue(id.clone())));
        }
        number
    }

    fn source(&mut self, at: &At<'_>, id: &SourceId) {
        match self.snapshot.source_number(id).and_then(|number| self.cited.get_mut(number)) {
            Some(cited) => *cited = true,
            None => self.report(at, ProblemKind::NoSuchRecord(Ref::Source(id.clone()))),
        }
    }

    /// The number of an issue's option; says nothing where the issue itself leads nowhere, as that is reported already.
    fn option(&mut self, at: &At<'_>, issue: (&IssueId, Option<usize>), option: &OptionId) -> Option<usize> {
        let number = self.options.get(&(issue.1?, option.as_str())).copied();
        if number.is_none() {
            self.report(at, ProblemKind::NoSuchOption { issue: Some(issue.0.clone()), option: option.clone() });
        }
        number
    }

    fn evidence(&mut self, at: &At<'_>, evidence: &[Evidence]) {
        for (number, evidence) in evidence.iter().enumerate() {
            let at = at.index(number);
            self.source(&at.key("source"), &evidence.source);
            self.word(&at.key("attribution"), &evidence.attribution);
            if let Some(via) = &evidence.via {
                self.source(&at.key("via"), via);
            }
            self.date(&at.key("date"), evidence.date.as_ref());
            self.optional_word(&at.key("reliability"), evidence.reliability.as_ref());
            if let Some(credibility) = evidence.credibility {
                self.range(&at.key("credibility"), &credibility.into(), 1, 6);
            }
            self.target(&at.key("disputes"), evidence.disputes.as_ref());
        }
    }

    fn conditions(&mut self, at: &At<'_>, conditions: &[Condition]) {
        for (number, condition) in conditions.iter().enumerate() {
            let at = at.index(number);
            self.text(&at.key("text"), &condition.text);
            self.target(&at.key("requires"), condition.requires.as_ref());
            if let Some(from) = &condition.from {
                self.party(&at.key("from"), from);
            }
        }
    }

    fn head(&mut self) {
        let case = self.snapshot.case();
        self.text(&At::Case.key("title"), &case.title);
        self.date(&At::Case.key("as_of"), case.as_of.as_ref());
    }

    fn parties_and_axes(&mut self) {
        let case = self.snapshot.case();
        for (number, party) in case.parties.iter().enumerate() {
            let list = At::Case.key("parties");
            let at = list.index(number);
            self.id(&at, party.id.as_str());
            self.text(&at.key("name"), &party.name);
            self.word(&at.key("role"), &party.role);
            if let Some(color) = party.color.as_ref().filter(|color| !is_color(color)) {
                self.report(&at.key("color"), ProblemKind::UnreadableColor(color.clone()));
            }
            for (number, delegate) in party.delegation.iter().enumerate() {
                self.text(&at.key("delegation").index(number).key("name"), &delegate.name);
            }
        }
        let list = At::Case.key("axes");
        for axis in STANDARD_AXES.map(AxisId::from) {
            if self.snapshot.axis(&axis).is_none() {
                self.report(&list, ProblemKind::MissingAxis(axis));
            }
        }
        for (number, axis) in case.axes.iter().enumerate() {
            let at = list.index(number);
            self.id(&at, axis.id.as_str());
            self.text(&at.key("name"), &axis.name);
        }
    }

    fn issues(&mut self) {
        let mut numbers = HashMap::new();
        for (number, issue) in self.snapshot.case().issues.iter().enumerate() {
            let list = At::Case.key("issues");
            let at = list.index(number);
            self.id(&at, issue.id.as_str());
            if self.snapshot.axis(&issue.axis).is_none() {
                self.report(&at.key("axis"), ProblemKind::NoSuchRecord(Ref::Axis(issue.axis.clone())));
            }
            if let Some(number) = &issue.number {
                let first = *numbers.entry(number.as_str()).or_insert(&issue.id);
                if *first != issue.id {
                    let taken = ProblemKind::NumberTaken { number: number.clone(), first: first.clone() };
                    self.report(&at.key("number"), taken);
                }
            }
            self.text(&at.key("title"), &issue.title);
            self.word(&at.key("status"), &issue.status);
            if matches!(issue.status, Status::Agreed | Status::AgreedInPrinciple) && issue.status_evidence.is_empty() {
                self.report(&at.key("status"), ProblemKind::AgreedWithoutEvidence);
            }
            self.evidence(&at.key("status_evidence"), &issue.status_evidence);
            let mut seen = HashSet::with_capacity(issue.options.len());
            for (number, option) in issue.options.iter().enumerate() {
                let list = at.key("options");
                let at = list.index(number);
                if !seen.insert(&option.id) {
                    self.report(&at.key("id"), ProblemKind::OptionTaken(option.id.clone()));
                }
                self.id(&at, option.id.as_str());
                self.text(&at.key("label"), &option.label);
            }
        }
    }

    fn positions(&mut self) {
        let loops = self.loops();
        let mut next_loop = loops.iter().peekable();
        for (list_number, position) in self.snapshot.case().positions.iter().enumerate() {
            let list = At::Case.key("positions");
            let at = list.index(list_number);
            self.id(&at, position.id.as_str());
            let party = self.party(&at.key("party"), &position.party);
            let issue = self.issue(&at.key("issue"), &position.issue);
            self.word(&at.key("kind"), &position.kind);
            self.text(&at.key("text"), &position.text);
            self.optional_word(&at.key("basis"), position.basis.as_ref());
            self.optional_word(&at.key("firmness"), position.firmness.as_ref());
            for (number, option) in position.options.iter().enumerate() {
                let option_number = self.option(&at.key("options").index(number), (&position.issue, issue), option);
                if let (Some(party), Some(option_number)) = (party, option_number) {
                    self.hold(
                        position,
                        Refused { position: list_number, option: number, party, number: option_number },
                    );
                }
            }
            self.conditions(&at.key("conditions"), &position.conditions);
            self.moment(&at.key("since"), position.since.as_ref());
            self.moment(&at.key("until"), position.until.as_ref());
            if let Some(earlier) = &position.replaces {
                self.replaces(&at.key("replaces"), position, earlier);
            }
            if let Some((_, length)) = next_loop.next_if(|(first, _)| *first == list_number) {
                self.report(&at.key("replaces"), ProblemKind::ReplacesLoop(*length));
            }
            if position.evidence.is_empty() {
                self.report(&at, ProblemKind::NoEvidence);
            }
            self.evidence(&at.key("evidence"), &position.evidence);
            self.optional_word(&at.key("visibility"), position.visibility.as_ref());
        }
    }

    fn replaces(&mut self, at: &At<'_>, position: &Position, earlier: &PositionId) {
        match self.snapshot.position(earlier) {
            None => self.report(at, ProblemKind::NoSuchRecord(Ref::Position(earlier.clone()))),
            Some(found) if found.party != position.party => {
                self.report(at, ProblemKind::ReplacesOtherParty(earlier.clone()));
            }
            Some(_) => {}
        }
    }

    /// Notes what a position says of an option; one that a later position replaces is history, and says nothing.
    fn hold(&mut self, position: &'a Position, refused: Refused) {
        if self.snapshot.replaced_by(&position.id).next().is_some() {
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
    fn red_lines(&mut self) {
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
    fn loops(&self) -> Vec<(usize, usize)> {
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

    fn proposals(&mut self) {
        for (number, proposal) in self.snapshot.case().proposals.iter().enumerate() {
            let list = At::Case.key("proposals");
            let at = list.index(number);
            self.id(&at, proposal.id.as_str());
            self.party(&at.key("sponsor"), &proposal.sponsor);
            self.text(&at.key("title"), &proposal.title);
            self.text(&at.key("text"), &proposal.text);
            self.word(&at.key("status"), &proposal.status);
            for (number, term) in proposal.terms.iter().enumerate() {
                let list = at.key("terms");
                let at = list.index(number);
                let issue = self.issue(&at.key("issue"), &term.issue);
                if let Some(option) = &term.option {
                    self.option(&at.key("option"), (&term.issue, issue), option);
                }
                self.text(&at.key("text"), &term.text);
            }
            for (number, response) in proposal.responses.iter().enumerate() {
                let list = at.key("responses");
                let at = list.index(number);
                self.party(&at.key("party"), &response.party);
                self.word(&at.key("stance"), &response.stance);
                self.conditions(&at.key("conditions"), &response.conditions);
                self.evidence(&at.key("evidence"), &response.evidence);
            }
            self.evidence(&at.key("evidence"), &proposal.evidence);
            self.optional_word(&at.key("visibility"), proposal.visibility.as_ref());
        }
    }

    fn outcomes_rounds_and_events(&mut self) {
        let case = self.snapshot.case();
        for (number, outcome) in case.outcomes.iter().enumerate() {
            let list = At::Case.key("outcomes");
            let at = list.index(number);
            self.id(&at, outcome.id.as_str());
            self.text(&at.key("title"), &outcome.title);
            self.text(&at.key("text"), &outcome.text);
            self.word(&at.key("state"), &outcome.state);
            self.date(&at.key("date"), outcome.date.as_ref());
            for (number, party) in outcome.parties.iter().enumerate() {
                self.party(&at.key("parties").index(number), party);
            }
            for (number, issue) in outcome.issues.iter().enumerate() {
                self.issue(&at.key("issues").index(number), issue);
            }
            self.evidence(&at.key("evidence"), &outcome.evidence);
            self.optional_word(&at.key("visibility"), outcome.visibility.as_ref());
        }
        for (number, round) in case.rounds.iter().enumerate() {
            let list = At::Case.key("rounds");
            let at = list.index(number);
            self.id(&at, round.id.as_str());
            self.text(&at.key("label"), &round.label);
            self.date(&at.key("start"), round.start.as_ref());
            self.date(&at.key("end"), round.end.as_ref());
            for (number, participant) in round.participants.iter().enumerate() {
                self.party(&at.key("participants").index(number).key("party"), &participant.party);
            }
            self.evidence(&at.key("evidence"), &round.evidence);
        }
        for (number, event) in case.events.iter().enumerate() {
            let list = At::Case.key("events");
            let at = list.index(number);
            self.id(&at, event.id.as_str());
            self.date(&at.key("date"), Some(&event.date));
            self.text(&at.key("text"), &event.text);
            self.evidence(&at.key("evidence"), &event.evidence);
        }
    }

    fn assessments(&mut self) {
        for (number, assessment) in self.snapshot.case().assessments.iter().enumerate() {
            let list = At::Case.key("assessments");
            let at = list.index(number);
            self.party(&at.key("party"), &assessment.party);
            let issue = assessment.issue.as_ref().map(|issue| (issue, self.issue(&at.key("issue"), issue)));
            if let Some(weight) = &assessment.weight {
                self.range(&at.key("weight"), weight, 0, 100);
            }
            for (option, value) in &assessment.values.0 {
                let list = at.key("values");
                let at = At::Entry(&list, option.as_str());
                match issue {
                    Some(issue) => {
                        self.option(&at, issue, option);
                    }
                    None => self.report(&at, ProblemKind::NoSuchOption { issue: None, option: option.clone() }),
                }
                self.range(&at, value, 0, 100);
            }
            self.optional_word(&at.key("confidence"), assessment.confidence.as_ref());
            self.optional_word(&at.key("visibility"), assessment.visibility.as_ref());
        }
    }

    fn notes_and_log(&mut self) {
        let case = self.snapshot.case();
        for (number, note) in case.notes.iter().enumerate() {
            let list = At::Case.key("notes");
            let at = list.index(number);
            self.id(&at, note.id.as_str());
            self.target(&at.key("on"), note.on.as_ref());
            self.text(&at.key("text"), &note.text);
            self.optional_word(&at.key("visibility"), note.visibility.as_ref());
        }
        for (number, entry) in case.glossary.iter().enumerate() {
            let list = At::Case.key("glossary");
            let at = list.index(number);
            self.text(&at.key("term"), &entry.term);
            self.text(&at.key("definition"), &entry.definition);
            self.evidence(&at.key("evidence"), &entry.evidence);
        }
        for (number, entry) in case.log.iter().enumerate() {
            let list = At::Case.key("log");
            let at = list.index(number);
            if !is_time(&entry.at) {
                self.report(&at.key("at"), ProblemKind::UnreadableTime(entry.at.clone()));
            }
            self.target(&at.key("on"), entry.on.as_ref());
            self.text(&at.key("text"), &entry.text);
        }
    }

    /// The sources themselves, once every list with evidence has been walked.
    fn uncited(&mut self) {
        for (number, source) in self.snapshot.case().sources.iter().enumerate() {
            let list = At::Case.key("sources");
            let at = list.index(number);
            self.id(&at, source.id.as_str());
            self.text(&at.key("publisher"), &source.publisher);
            self.date(&at.key("date"), source.date.as_ref());
            self.optional_word(&at.key("kind"), source.kind.as_ref());
            if self.cited.get(number) == Some(&false) {
                self.report(&at, ProblemKind::Uncited);
            }
        }
    }
}

fn is_color(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether a text is a time by RFC 3339, with its offset from UTC; jiff alone would accept more than that.
fn is_time(text: &str) -> bool {
    let shape: String = text.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    let Some(rest) = shape.strip_prefix("0000-00-00T00:00:00") else { return false };
    let rest = rest.strip_prefix('.').map_or(rest, |fraction| fraction.trim_start_matches('0'));
    matches!(rest, "Z" | "+00:00" | "-00:00") && text.parse::<jiff::Timestamp>().is_ok()
}
