//! The words of the panels beside the comparison: navigator, inspector and problems.

use super::{names, terms};
use crate::case::{Firmness, Kind, Moment, Position, Reliability, RoundId, Snapshot, Status, Visibility};
use crate::safe::{CLOSE, OPEN, own};

/// The inspector's name, for those who hear the screen.
pub const INSPECTOR: &str = "Inspector";
/// The navigator's name, for those who hear the screen.
pub const NAVIGATOR: &str = "Navigator";
/// The name of the edge at which the navigator is opened where it has no room beside the comparison.
pub const OPEN_NAVIGATOR: &str = "Show the navigator over the comparison";
/// The name of that edge while the navigator is open.
pub const CLOSE_NAVIGATOR: &str = "Fold the navigator away";
/// The name of the edge at which the inspector is opened where it has no room beside the comparison.
pub const OPEN_INSPECTOR: &str = "Show the inspector over the comparison";
/// The name of that edge while the inspector is open.
pub const CLOSE_INSPECTOR: &str = "Fold the inspector away";
/// The name of the edge by which a panel over the comparison is made wider.
pub const PANEL_WIDTH: &str = "Width of the panel";
/// The name of the list of problems, for those who hear the screen.
pub const PROBLEMS: &str = "Problems";
/// In the inspector while nothing is selected.
pub const NOTHING_SELECTED: &str = "Select an issue or a position to read everything the file says about it.";
/// In the list of problems while there are none.
pub const NO_PROBLEMS: &str = "No problems found";
/// Under it.
pub const NO_PROBLEMS_MEANING: &str =
    "Every reference leads somewhere, what is agreed cites its evidence, and every position has a source.";
/// In place of the words of a record that has none yet.
pub const UNNAMED: &str = "No name yet";
/// Where a reference leads nowhere.
pub const LEADS_NOWHERE: &str = "Not in this case";
/// Above the issues.
pub const ALL_ISSUES: &str = "All issues";
/// What that does.
pub const SHOW_ALL_ISSUES: &str = "Show every issue again";

/// At an issue that the filter hides.
pub const FILTERED_OUT: &str = "Hidden by the filter";

/// What is shown while no record is selected.
pub const CASE: &str = "Case";
/// A record.
pub const POSITION: &str = "Position";
/// A record.
pub const PARTY: &str = "Party";
/// A record.
pub const ISSUE: &str = "Issue";
/// A record.
pub const AXIS: &str = "Axis";
/// A record.
pub const PROPOSAL: &str = "Proposal";
/// A record.
pub const OUTCOME: &str = "Outcome";
/// A record.
pub const ROUND: &str = "Round";
/// A record.
pub const EVENT: &str = "Event";
/// A record.
pub const SOURCE: &str = "Source";
/// A record.
pub const NOTE: &str = "Note";

/// A list of records.
pub const PARTIES: &str = "Parties";
/// A list of records.
pub const ISSUES: &str = "Issues";
/// A list of records.
pub const POSITIONS: &str = "Positions";
/// A list of records.
pub const PROPOSALS: &str = "Proposals";
/// A list of records.
pub const OUTCOMES: &str = "Outcomes";
/// A list of records.
pub const ROUNDS: &str = "Rounds";
/// A list of records.
pub const EVENTS: &str = "Events";
/// A list of records.
pub const SOURCES: &str = "Sources";
/// A list of records.
pub const NOTES: &str = "Notes";
/// A list of terms.
pub const GLOSSARY: &str = "Glossary";
/// What was decided or changed in meetings.
pub const LOG: &str = "Log";

/// A section of the inspector.
pub const EVIDENCE: &str = "Evidence";
/// A section of the inspector.
pub const STATUS_EVIDENCE: &str = "Evidence of the status";
/// In place of evidence.
pub const NO_EVIDENCE_RECORDED: &str = "No evidence is recorded.";
/// A section: what has a condition on the record.
pub const DEPENDENTS: &str = "What depends on this";
/// A section: what contradicts the record.
pub const DISPUTED_BY: &str = "Disputed by";
/// A section: what the position replaces.
pub const EARLIER: &str = "Earlier versions";
/// A section: what replaces the position.
pub const LATER: &str = "Later versions";
/// Under the versions, when they lead back to the first.
pub const VERSIONS_LOOP: &str = "These versions replace each other in a circle, so none of them is the latest.";
/// A section of the inspector.
pub const COMMENT: &str = "Comment";
/// A section: what this version does not know.
pub const ALSO_IN_FILE: &str = "Also in the file";
/// A section of an issue.
pub const OPTIONS: &str = "Options, from pole to pole";
/// At an option that nobody names.
pub const NOBODY: &str = "No recorded position names this.";
/// A section of a proposal.
pub const TERMS: &str = "Terms";
/// A section of a proposal or a party.
pub const ANSWERS: &str = "Answers";
/// A section of a party.
pub const DELEGATION: &str = "Delegation";
/// A section of a party.
pub const PROPOSES: &str = "Proposes";
/// A section of a party.
pub const ASKED_BY: &str = "What others ask of it first";
/// A section of a round.
pub const PARTICIPANTS: &str = "Who took part";
/// A section of a round.
pub const DATED: &str = "Positions that begin or end here";
/// A section of a source.
pub const CITED_BY: &str = "Cited by";
/// A section of a note.
pub const NOTE_ON: &str = "On";
/// On an axis without issues.
pub const NO_ISSUES: &str = "No issue is on this axis.";
/// A section while nothing is selected.
pub const ABOUT_THE_CASE: &str = "About the case";

/// A section of the form of a position.
pub const ABOUT_THE_POSITION: &str = "About the position";
/// A section of the form of an issue.
pub const ABOUT_THE_ISSUE: &str = "About the issue";

/// The label of a fact.
pub const BASIS: &str = "Basis";
/// The label of a fact.
pub const FIRMNESS: &str = "Firmness";
/// The label of a fact.
pub const SINCE: &str = "Since";
/// The label of a fact.
pub const UNTIL: &str = "Until";
/// The label of a fact.
pub const TAGS: &str = "Tags";
/// The label of a fact.
pub const SAID_BY: &str = "Said by";
/// The label of a fact.
pub const SAID_ON: &str = "Date";
/// The label of a fact.
pub const ATTRIBUTION: &str = "Attribution";
/// The label of a fact: the source in which another was read.
pub const VIA: &str = "Via";
/// The label of a fact.
pub const GRADE: &str = "Grade";
/// The label of a fact.
pub const CONTRADICTS: &str = "Disputes";
/// The label of a fact.
pub const REMARK: &str = "Remark";
/// The label of a fact.
pub const TO_BE_DONE_BY: &str = "To be met by";
/// The label of a fact.
pub const OPTION: &str = "Option";
/// The label of a fact.
pub const SPONSOR: &str = "From";
/// The label of a fact.
pub const STATE: &str = "State";
/// The label of a fact.
pub const DATE: &str = "Date";
/// The label of a fact.
pub const PLACE: &str = "Place";
/// The label of a fact.
pub const START: &str = "Start";
/// The label of a fact.
pub const END: &str = "End";
/// The label of a fact.
pub const LANGUAGE: &str = "Language";
/// The label of a fact.
pub const LINK: &str = "Link";
/// The label of a fact.
pub const AUTHOR: &str = "Author";
/// The label of a fact.
pub const CREATED: &str = "Written";
/// The label of a fact.
pub const FULL_NAME: &str = "Name";
/// The label of a fact.
pub const COLOR: &str = "Colour";
/// The label of a fact.
pub const HANDLING: &str = "Handling";
/// The label of a fact.
pub const AS_OF: &str = "As of";

/// The analyst's own judgement.
pub const ASSESSMENT: &str = "Analyst's assessment";
/// A judgement: how much the issue matters to the party.
pub const WEIGHT: &str = "Weight";
/// A judgement.
pub const CONFIDENCE: &str = "Confidence";
/// A judgement: where the party would leave the table.
pub const WALK_AWAY: &str = "Walks away";
/// A judgement: above the options, each with its value.
pub const VALUES: &str = "What each option is worth to the party, out of 100";

/// The heading of a judgement, with who may see it.
#[must_use]
pub fn assessment_heading(visibility: &Visibility) -> String {
    format!("{ASSESSMENT} · {}", terms::visibility(visibility).to_lowercase())
}

/// An option's value, for those who hear the screen.
#[must_use]
pub fn value_name(option: &str, value: &str) -> String {
    format!("{option}: {value} of 100")
}

/// A number out of 100.
#[must_use]
pub fn of_hundred(number: &serde_json::Number) -> String {
    format!("{number} of 100")
}

/// What is shown for a selection that the case does not have.
pub const NOT_IN_THE_CASE: &str = "What was selected is not in this case. Select something else.";

/// A problem, for those who hear the screen.
#[must_use]
pub fn problem_name(problem: &str, hint: &str) -> String {
    format!("Problem: {problem} {hint}")
}

/// A line of the list of problems, for those who hear the screen.
#[must_use]
pub fn problem_row(problem: &str, place: &str, hint: &str) -> String {
    format!("{place}: {problem} {hint}")
}

/// A word of the format as the beginning of a line.
#[must_use]
pub fn sentence(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a status means.
#[must_use]
pub fn status_meaning(status: &Status) -> &'static str {
    match status {
        Status::Agreed => "the parties agree, and evidence is cited",
        Status::AgreedInPrinciple => "the parties agree on the whole, not yet on the words",
        Status::UnderDiscussion => "the parties are talking about it",
        Status::Contested => "the parties hold against each other",
        Status::NotAddressed => "the talks have not dealt with it",
        Status::Unknown => "the record does not say where it stands",
        Status::Other(_) => "a status that this version does not know",
    }
}

/// Who may see a record.
#[must_use]
pub fn visibility_meaning(visibility: &Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "for everybody",
        Visibility::Shared => "for the mediator or the other side",
        Visibility::Internal => "for the own delegation only",
        Visibility::Other(_) => "a visibility that this version does not know",
    }
}

/// A visibility with what it means.
#[must_use]
pub fn visibility(visibility: &Visibility) -> &str {
    match visibility {
        Visibility::Public => "public",
        Visibility::Shared => "shared: for the mediator or the other side",
        Visibility::Internal => "internal: for the own delegation only",
        Visibility::Other(word) => word,
    }
}

/// How firmly a position is held, beside the label that says so.
#[must_use]
pub fn firmness(firmness: &Firmness) -> &str {
    match firmness {
        Firmness::Unknown => "unknown",
        other => terms::firmness(other),
    }
}

/// What a position does with the options that it names.
#[must_use]
pub fn options_label(kind: &Kind) -> &'static str {
    match kind {
        Kind::Demand => "Wants",
        Kind::Concession => "Accepts",
        Kind::RedLine => "Refuses",
        Kind::Interest | Kind::Other(_) => "Names",
    }
}

/// An option's place between the poles.
#[must_use]
pub fn option_place(place: usize, count: usize) -> String {
    format!("option {place} of {count}")
}

/// Under an option that the issue does not have.
pub const NO_SUCH_OPTION: &str = "not an option of this issue";

/// What a party does with an option: "Israel refuses".
#[must_use]
pub fn stands(party: &str, kind: &Kind, conditional: bool, visibility: &Visibility) -> String {
    let verb = match kind {
        Kind::Demand => "wants it",
        Kind::Concession => "would accept it",
        Kind::RedLine => "refuses it",
        Kind::Interest | Kind::Other(_) => "names it",
    };
    let mut line = format!("{} {verb}", own(party));
    if conditional {
        line.push_str(", on conditions");
    }
    if *visibility != Visibility::Public {
        line.push_str(" · ");
        line.push_str(&terms::visibility(visibility).to_lowercase());
    }
    line
}

/// Who has put an option on the table.
#[must_use]
pub fn proposed_by(party: &str) -> String {
    format!("{} proposes it", own(party))
}

/// A position's kind, with from when to when it is held: "Demand · until London".
#[must_use]
pub fn version_head(snapshot: &Snapshot, position: &Position) -> String {
    let mut head = terms::kind(&position.kind).to_owned();
    if position.until.is_some() || snapshot.replaced_by(&position.id).next().is_some() {
        if let Some(since) = &position.since {
            head.push_str(" · since ");
            head.push_str(&own(&moment(snapshot, since)));
        }
        match &position.until {
            Some(until) => {
                head.push_str(" · until ");
                head.push_str(&own(&moment(snapshot, until)));
            }
            None => head.push_str(" · earlier"),
        }
    }
    if *position.visibility() != Visibility::Public {
        head.push_str(" · ");
        head.push_str(&terms::visibility(position.visibility()).to_lowercase());
    }
    head
}

/// A point in the talks: a round by its label, or a date.
#[must_use]
pub fn moment(snapshot: &Snapshot, moment: &Moment) -> String {
    let round = snapshot.round(&RoundId::from(moment.as_str()));
    round
        .map(|round| round.label.clone())
        .or_else(|| moment.date().map(|date| terms::date(&date)))
        .unwrap_or_else(|| moment.as_str().to_owned())
}

/// A position's kind in a list of a party's, on one line: "T1 · Demand · earlier".
#[must_use]
pub fn stand_on(snapshot: &Snapshot, issue: &str, position: &Position) -> String {
    let mut head = format!("{} · {}", own(issue), terms::kind(&position.kind));
    if position.until.is_some() || snapshot.replaced_by(&position.id).next().is_some() {
        head.push_str(" · earlier");
    }
    if *position.visibility() != Visibility::Public {
        head.push_str(" · ");
        head.push_str(&terms::visibility(position.visibility()).to_lowercase());
    }
    head
}

/// The heading over a party's positions on one axis.
#[must_use]
pub fn positions_on_axis(axis: &str) -> String {
    format!("{POSITIONS} · {}", own(axis))
}

/// Other spellings of a name.
#[must_use]
pub fn also_written(names: &[String]) -> String {
    format!("also written {}", names.iter().map(|name| own(name)).collect::<Vec<_>>().join(", "))
}

/// Who wrote a note, and when.
#[must_use]
pub fn note_line(author: Option<&str>, created: Option<&str>) -> String {
    match (author, created.map(terms::time)) {
        (Some(author), Some(created)) => format!("{}, {created}", own(author)),
        (Some(author), None) => author.to_owned(),
        (None, Some(created)) => created,
        (None, None) => NOTE.to_owned(),
    }
}

/// Which entry of evidence a key belongs to.
#[must_use]
pub fn evidence_place(whose: &str, number: usize) -> String {
    place(whose, EVIDENCE, number)
}

/// Which condition a key belongs to.
#[must_use]
pub fn condition_place(whose: &str, number: usize) -> String {
    place(whose, "Condition", number)
}

fn place(whose: &str, what: &str, number: usize) -> String {
    let number = number + 1;
    if whose.is_empty() || whose == STATUS_EVIDENCE {
        format!("{what} {number}")
    } else {
        format!("{} · {what} {number}", own(whose))
    }
}

/// How many entries of evidence there are.
#[must_use]
pub fn evidence_count(count: usize) -> String {
    format!("{EVIDENCE}: {}", terms::count(count, "source"))
}

/// Both parts of a grade in words; a part that is not given is left out.
#[must_use]
pub fn grade_meaning(reliability: Option<&Reliability>, credibility: Option<u8>) -> String {
    let parts = [reliability.map(terms::reliability), credibility.map(terms::credibility)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A text between quotation marks, unless it brings its own.
#[must_use]
pub fn quoted(text: &str) -> String {
    // On paper a text may stand between isolates.
    let words = text.trim_matches([OPEN, CLOSE]);
    let has_marks = words.starts_with(['“', '"', '«', '„', '”', '״']) && words.ends_with(['”', '"', '»', '“', '״']);
    if has_marks { text.to_owned() } else { format!("“{text}”") }
}

/// The host of a web address; nothing when it is no address on the web.
#[must_use]
pub fn host(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return None;
    }
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    // What stands before an @ is a user's name, and could pose as a host.
    let host = authority.rsplit('@').next()?;
    (!host.is_empty() && !host.contains(char::is_whitespace)).then_some(host)
}

/// What a link to the web does.
#[must_use]
pub fn open_url(host: &str) -> String {
    format!("Open {host} in the browser")
}

/// At the end of a long list.
#[must_use]
pub fn show_more(next: usize, rest: usize) -> String {
    format!("Show {next} of {rest} more")
}

/// At the end of a very long text, with the bytes that are left.
#[must_use]
pub fn show_rest_of_text(rest: usize) -> String {
    format!("Show more of this text ({} kB left)", rest.div_ceil(1000))
}

/// An issue in the navigator, for those who hear the screen.
#[must_use]
pub fn navigator_issue(issue: &crate::case::Issue, positions: usize, shown: bool) -> String {
    let status = terms::status(&issue.status).to_lowercase();
    let name = format!("{}, {status}, {}", names::issue(issue), terms::count(positions, "position"));
    if shown { name } else { format!("{name} (filtered out)") }
}

/// Over an issue in the navigator: "3 recorded positions · 2 earlier versions".
#[must_use]
pub fn positions_now(now: usize, earlier: usize) -> String {
    let now = terms::count(now, "recorded position");
    if earlier == 0 { now } else { format!("{now} · {}", terms::count(earlier, "earlier version")) }
}

/// In the navigator: what the filter lets through.
#[must_use]
pub fn shown_of(shown: usize, total: usize) -> String {
    if shown == total { total.to_string() } else { format!("{shown} of {total}") }
}

/// A record of a list with what comes before its text.
#[must_use]
pub fn dated(head: &str, text: &str) -> String {
    let head = head.strip_prefix(EVENT).map_or(head, |rest| rest.trim_start_matches(" · "));
    if text.is_empty() { head.to_owned() } else { format!("{head} · {}", own(text)) }
}

/// A foldable heading in the navigator, for those who hear the screen.
#[must_use]
pub fn navigator_group(name: &str, count: usize) -> String {
    format!("{name}, {count}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_what_the_browser_will_go_to() {
        assert_eq!(host("https://www.reuters.com/world?x=1"), Some("www.reuters.com"));
        assert_eq!(host("HTTP://a.b:8080#c"), Some("a.b:8080"));
        assert_eq!(host("https://reuters.com@evil.example/x"), Some("evil.example"));
        assert_eq!(host(r"https://reuters.com\@evil.example"), Some("reuters.com"));
        for other in ["file:///etc/passwd", "javascript:alert(1)", "reuters.com", "https://", "https:// a/"] {
            assert_eq!(host(other), None, "{other}");
        }
    }

    #[test]
    fn a_quote_gets_marks_once() {
        assert_eq!(quoted("No."), "“No.”");
        assert_eq!(quoted("“No.”"), "“No.”");
        assert_eq!(quoted("“No,” he said."), "““No,” he said.”");
    }

    #[test]
    fn a_grade_says_only_what_is_given() {
        assert_eq!(grade_meaning(Some(&Reliability::C), Some(3)), "fairly reliable source · possibly true");
        assert_eq!(grade_meaning(None, Some(6)), "its truth cannot be judged");
    }
}
