//! The checks on a case: everything that deserves a look and blocks nothing.
//!
//! Each check is linear in the size of the case, and a place becomes a [`Path`]
//! only once something is wrong there: a case without problems costs no allocation per record.

mod across;
mod at;
mod records;
#[cfg(test)]
mod tests;

use hashbrown::HashMap;
use serde_json::Number;

use across::{Refused, Taken};
use at::At;

use super::{
    CaseDate, Condition, Evidence, IssueId, IssueNumber, Moment, OptionId, PartyId, Path, Problem, ProblemKind, Ref,
    Snapshot, SourceId, Step, Word,
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
    checker.sources();
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

struct Checker<'a> {
    snapshot: &'a Snapshot,
    problems: Vec<Problem>,
    /// The options of every issue, the issue by its number, with a number among all options of the case.
    options: HashMap<(IssueNumber, &'a str), usize>,
    /// What each party takes, by its number and the option's.
    taken: HashMap<(usize, usize), Taken<'a>>,
    refused: Vec<Refused>,
    cited: Vec<bool>,
}

impl<'a> Checker<'a> {
    fn new(snapshot: &'a Snapshot) -> Self {
        let case = snapshot.case();
        let options = snapshot.numbered_issues();
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

    fn issue(&mut self, at: &At<'_>, id: &IssueId) -> Option<IssueNumber> {
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
    fn option(&mut self, at: &At<'_>, issue: (&IssueId, Option<IssueNumber>), option: &OptionId) -> Option<usize> {
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
