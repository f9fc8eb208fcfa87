//! The words of the documents that are handed out.

mod brief;
pub mod signs;

use super::{panels, screen, terms, visible};
use crate::case::ProposalStatus;
pub use brief::*;

/// A level of visibility, before what is left out.
pub const INTERNAL: &str = "internal";
/// A level of visibility, before what is left out.
pub const SHARED: &str = "shared";
/// Where a document leaves nothing out for its audience.
pub const NOTHING_LEFT_OUT: &str = "Nothing is left out for this audience.";

/// What is left out, one and several.
pub const ISSUES: [&str; 2] = ["issue", "issues"];
/// What is left out, one and several.
pub const POSITIONS: [&str; 2] = ["position", "positions"];
/// What is left out, one and several.
pub const PROPOSALS: [&str; 2] = ["proposal", "proposals"];
/// What is left out, one and several.
pub const OUTCOMES: [&str; 2] = ["outcome", "outcomes"];
/// What is left out, one and several.
pub const ASSESSMENTS: [&str; 2] = ["assessment", "assessments"];
/// What is left out, one and several.
pub const NOTES: [&str; 2] = ["note", "notes"];
/// What is left out, one and several.
pub const LOG_ENTRIES: [&str; 2] = ["log entry", "log entries"];
/// What is left out, one and several.
pub const COMMENTS: [&str; 2] = ["comment", "comments"];
/// What is left out, one and several.
pub const SOURCES: [&str; 2] = ["source", "sources"];
/// What is left out, one and several.
pub const UNKNOWN_KEYS: [&str; 2] = ["unknown field", "unknown fields"];

/// Where a document would be written over a case.
#[must_use]
pub fn would_overwrite_case(path: &str) -> String {
    format!("{} is a case, and a document is never written over one. Choose another name.", visible(path))
}

/// "7 internal items are not in this document: 5 positions, 2 notes."
#[must_use]
pub fn left_out(level: &str, total: usize, parts: &[(usize, [&str; 2])]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, [one, several])| format!("{count} {}", if *count == 1 { one } else { several }))
        .collect();
    let (noun, verb) = if total == 1 { ("item", "is") } else { ("items", "are") };
    format!("{total} {level} {noun} {verb} not in this document: {}.", parts.join(", "))
}

/// Letters that are named at the most, of those that cannot be shown.
const NAMED_LETTERS: usize = 6;

/// "1 letter has no form in the program's fonts and stands there as � or a box: 漢 (U+6F22). HTML and Word documents show them."
#[must_use]
pub fn undrawn(letters: &[char]) -> String {
    let name = |letter: &char| format!("{letter} (U+{:04X})", u32::from(*letter));
    let named: Vec<String> = letters.iter().take(NAMED_LETTERS).map(name).collect();
    let more = if letters.len() > NAMED_LETTERS { ", …" } else { "" };
    let (noun, verb, stand) = match letters.len() {
        1 => ("letter", "has", "stands"),
        _ => ("letters", "have", "stand"),
    };
    format!(
        "{} {noun} {verb} no form in the program’s fonts and {stand} there as \u{FFFD} or a box: {}{more}. \
         HTML and Word documents show them.",
        letters.len(),
        named.join(", "),
    )
}

/// A picture has become several files.
#[must_use]
pub fn several_files(files: usize) -> String {
    format!("The picture is too high for one file; it goes on in files with numbers, up to -{files}.")
}

/// Where a picture of several files was to go to standard output.
pub const ONE_OUTPUT: &str =
    "The picture is too high for one file. Name a file with --out, or choose fewer issues with --axis or --issue.";

/// A further file of a picture would take the place of one that is there.
#[must_use]
pub fn in_the_way(file: &str) -> String {
    format!(
        "The picture is too high for one file, and the file in which it would go on, {file}, is there already. \
         Choose another name."
    )
}

/// At the head of each page that is for the mediator or the other side.
pub const MARKED_SHARED: &str = "Shared: not for publication";
/// At the head of each page that is for the own delegation.
pub const MARKED_INTERNAL: &str = "Internal: own delegation only";

/// At the head of each page, after that of the audience: the case's own marking, which says nothing of the audience.
#[must_use]
pub fn case_marking(handling: &str) -> String {
    format!("Case marking: {handling}")
}

/// In the footer: for whom the document is.
pub const FOR_PUBLIC: &str = "Public";
/// In the footer: for whom the document is.
pub const FOR_SHARED: &str = "Shared with the mediator or the other side";
/// In the footer: for whom the document is.
pub const FOR_INTERNAL: &str = "Internal to the own delegation";

/// In the footer: the date up to which the case is kept.
#[must_use]
pub fn as_of(date: &str) -> String {
    format!("{} {date}", panels::AS_OF)
}

/// In the footer: which version of the case it shows.
#[must_use]
pub fn version(number: u64) -> String {
    format!("Version {number:08x}")
}

/// In the footer: when the document was made.
#[must_use]
pub fn made_on(day: &str) -> String {
    format!("Made on {day}")
}

/// Between parts of a line.
pub const DOT: &str = " · ";
/// Between a claim and the numbers of its sources, which never begin a line.
pub const BEFORE_NUMBER: &str = "\u{A0}";

/// Parts of a line.
#[must_use]
pub fn dotted(parts: &[String]) -> String {
    parts.join(DOT)
}

/// One more part of a line.
#[must_use]
pub fn after_dot(words: &str) -> String {
    format!("{DOT}{words}")
}

/// A sentence after another.
#[must_use]
pub fn after_space(words: &str) -> String {
    format!(" {words}")
}

/// After a name that has been read before, where what it names goes on.
pub const CONTINUED: &str = "continued";

/// A remark after a name.
#[must_use]
pub fn after_comma(words: &str) -> String {
    format!(", {words}")
}

/// An item after another.
#[must_use]
pub fn after_semicolon(words: &str) -> String {
    format!("; {words}")
}

/// A sentence after what has no full stop of its own.
#[must_use]
pub fn after_full_stop(words: &str) -> String {
    format!(". {words}")
}

/// At the end of what has no full stop of its own.
pub const FULL_STOP: &str = ".";

/// A line with a sentence after it.
#[must_use]
pub fn joined_sentence(line: &str, sentence: &str) -> String {
    format!("{line}. {sentence}")
}

/// A remark after a name.
#[must_use]
pub fn in_brackets(words: &str) -> String {
    format!(" ({words})")
}

/// Two short labels as one.
#[must_use]
pub fn joined(one: &str, two: &str) -> String {
    format!("{one}{DOT}{two}")
}

/// The number of a source, at a claim.
#[must_use]
pub fn source_number(number: u32) -> String {
    format!("[{number}]")
}

/// Before the source in which another was read.
pub const READ_IN: &str = ", read in ";
/// Before one more source in which another was read.
pub const AND_IN: &str = " and in ";

/// In the list of sources, for one that the case cites but does not have.
#[must_use]
pub fn unknown_source(id: &str) -> String {
    format!("“{id}”, which is not among the sources of the case")
}

/// A source's language by its tag.
#[must_use]
pub fn in_language(tag: &str) -> String {
    match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "ar" => "in Arabic".to_owned(),
        "de" => "in German".to_owned(),
        "en" => "in English".to_owned(),
        "es" => "in Spanish".to_owned(),
        "fa" => "in Persian".to_owned(),
        "fr" => "in French".to_owned(),
        "he" | "iw" => "in Hebrew".to_owned(),
        "ru" => "in Russian".to_owned(),
        "tr" => "in Turkish".to_owned(),
        "zh" => "in Chinese".to_owned(),
        _ => format!("language {tag}"),
    }
}

/// A condition as part of a run of them, with the number of the issue that it leads to, and whether it is for us.
#[must_use]
pub fn condition(text: &str, number: Option<&str>, by_us: bool) -> String {
    let text = text.trim();
    let lower = text.get(..screen::ONLY_IF.len()).map(str::to_lowercase);
    let own = lower.is_some_and(|start| start == screen::ONLY_IF.to_lowercase());
    let text = if own { text.get(screen::ONLY_IF.len()..).unwrap_or_default().trim_start() } else { text };
    let remarks: Vec<&str> = number.into_iter().chain(by_us.then_some("for us to meet")).collect();
    if remarks.is_empty() { text.to_owned() } else { format!("{text} ({})", remarks.join(", ")) }
}

/// "Only if …; …": all conditions of a position; nothing where there is none.
#[must_use]
pub fn only_if_all(parts: &[String]) -> Option<String> {
    (!parts.is_empty()).then(|| format!("{} {}.", screen::ONLY_IF, parts.join("; ").trim_end_matches('.')))
}

/// Under a table: what the two-part grades mean.
pub const GRADES: &str = "Grades: A to F for the source's reliability, 1 to 6 for the information's credibility; F and \
                          6 mean that it cannot be judged, not that it is bad.";
/// Where the choices leave no issue.
pub const NO_ISSUE: &str = "No issue to show";

/// In an empty cell whose positions are not shown.
#[must_use]
pub fn not_shown(hidden: usize) -> String {
    format!("{hidden} on record, not shown here")
}

/// In a cell in which nothing stood any more in the chosen round.
#[must_use]
pub fn former_then(count: usize) -> String {
    format!("{} then · {}", terms::NO_POSITION, terms::count(count, "earlier version"))
}

/// At the head of a document: what the choices let through.
#[must_use]
pub fn chosen_by_filter(parts: &[String]) -> String {
    format!("Chosen by filter: {}", dotted(parts))
}

/// At the head of a table: the columns that it does not have.
#[must_use]
pub fn columns_not_shown(columns: &[String]) -> String {
    format!("Columns not shown: {}", columns.join(", "))
}

/// A party without a column.
#[must_use]
pub fn hidden_party(party: &str, count: usize) -> String {
    format!("{party} ({})", terms::count(count, "position"))
}

/// The proposals without a column.
#[must_use]
pub fn hidden_proposals(count: usize) -> String {
    format!("{} ({})", screen::PROPOSALS.to_lowercase(), terms::count(count, "term"))
}

/// What there is a number of.
pub const ISSUE_NOUN: &str = "issue";

/// "12 of 19 issues".
#[must_use]
pub fn some_issues(shown: usize, total: usize) -> String {
    format!("{shown} of {}", terms::count(total, ISSUE_NOUN))
}

/// What the choices let through, of one kind.
#[must_use]
pub fn only(label: &str, names: &[&str]) -> String {
    format!("{label}: only {}", names.join(", "))
}

/// That the document shows an earlier state.
#[must_use]
pub fn as_it_stood(round: &str) -> String {
    format!("as it stood in the round {round}")
}

/// Under the choice of a round: what is left out because it is later.
#[must_use]
pub fn proposed_later(count: usize) -> String {
    format!("{} reported only later left out", terms::count(count, "proposal"))
}

/// Under the choice of a round: what the mark means.
pub const TODAY_MEANS: &str = "“today” marks what is known only as it stands now";
/// Before a state that is not known of the chosen round.
pub const TODAY: &str = "today: ";
/// An answer that was given after the chosen round.
pub const ANSWERED_LATER: &str = "answered later";

/// A line on a state that is not known of the chosen round.
#[must_use]
pub fn of_today(line: &str) -> String {
    format!("{TODAY}{line}")
}

/// Who proposed something, and where it stands now, where an earlier round is shown.
#[must_use]
pub fn proposed_today(sponsor: &str, status: &ProposalStatus) -> String {
    format!("by {sponsor} · status today: {}", terms::proposal_status(status).to_lowercase())
}

/// A layout.
pub const SIDE_BY_SIDE: &str = "Side by side";
/// A layout.
pub const BRIEF: &str = "Delegation brief";
/// A layout.
pub const SUMMARY: &str = "Summary";
/// A layout.
pub const RECORD: &str = "Full record";

/// Before a fact: its label.
#[must_use]
pub fn colon(label: &str) -> String {
    format!("{label}:")
}

/// A fact with its label.
#[must_use]
pub fn fact(label: &str, text: &str) -> String {
    format!("{label}: {text}")
}

/// A grade with what it means.
#[must_use]
pub fn graded(grade: &str, meaning: &str) -> String {
    format!("{grade} ({meaning})")
}

/// A condition with who has to meet it.
#[must_use]
pub fn met_by(condition: &str, party: Option<&str>) -> String {
    match party {
        Some(party) => format!("{condition} · to be met by {party}"),
        None => condition.to_owned(),
    }
}

/// From or until when a position is held.
#[must_use]
pub fn from_when(label: &str, moment: &str) -> String {
    format!("{} {moment}", label.to_lowercase())
}

/// The days of a round; nothing without a date.
#[must_use]
pub fn from_to(dates: &[String]) -> Option<String> {
    match dates {
        [] => None,
        [one] => Some(one.clone()),
        [first, last, ..] if first == last => Some(first.clone()),
        [first, last, ..] => Some(format!("{first} to {last}")),
    }
}

/// A part of the full record.
pub const TIMELINE: &str = "Timeline";
/// A part of the full record.
pub const DISPUTED_REPORTS: &str = "Disputed reports";
/// Over the reports that contradict each other.
pub const DISPUTED_MEANING: &str =
    "These reports contradict each other. They stand side by side, and none is taken for the truth.";
/// The head of a column.
#[must_use]
pub fn report_number(number: usize) -> String {
    format!("Report {number}")
}

/// Over disputes of as many reports.
#[must_use]
pub fn reports_in_dispute(count: usize) -> String {
    format!("{} that contradict each other, in each row", terms::count(count, "report"))
}

/// A part of the full record.
pub const ASSESSMENT: &str = "Assessment of the analyst";
/// Over the assessments.
pub const JUDGEMENT: &str = "What follows is the analyst's own judgement, not reported fact.";
/// Over the notes.
pub const REMARKS: &str = "Remarks of the people who keep the case, not reported fact.";
/// A part of the full record.
pub const NOWHERE: &str = "Positions without an issue or a party in the case";
/// In an issue: positions that have ended.
pub const NO_LONGER_HELD: &str = "No longer held";
/// Whether the principals' places meet.
pub const ON_THE_AXIS: &str = "Between the principals";
/// A delegation of which no member is recorded.
pub const NO_NAMES: &str = "no names on record";

/// At an option: a proposal that names it.
#[must_use]
pub fn proposes_it(title: &str) -> String {
    format!("“{title}” proposes it")
}

/// At an option that only what is history names.
pub const NAMED_BEFORE: &str = "Named only by what is no longer held";

/// In an issue: positions that did not stand in the chosen round.
#[must_use]
pub fn other_times(count: usize) -> String {
    format!("{} of other times not shown", terms::count(count, "position"))
}

/// A picture where there is only text.
#[must_use]
pub fn picture(label: &str) -> String {
    format!("Picture: {label}")
}

/// What a choice names.
pub const AN_AXIS: &str = "axis";
/// What a choice names.
pub const AN_ISSUE: &str = "issue";
/// What a choice names.
pub const A_PARTY: &str = "party";
/// What a choice names.
pub const A_COLUMN: &str = "column";
/// What a choice names.
pub const A_ROUND: &str = "round";

/// Why a document was not made: the choices name what is not there.
#[must_use]
pub fn unknown(noun: &str, id: &str, known: &[String]) -> String {
    let id = super::visible(id);
    if known.is_empty() {
        return format!("There is no {noun} “{id}”: the case has none at all.");
    }
    let known: Vec<_> = known.iter().map(|id| super::visible(id)).collect();
    format!("There is no {noun} “{id}”. The case has: {}.", known.join(", "))
}

/// After a document was made: flags that made no difference to it.
#[must_use]
pub fn without_effect(flags: &[&str], has_layout: bool) -> String {
    let what = if has_layout { "layout" } else { "format" };
    let verb = if flags.len() == 1 { "makes" } else { "make" };
    format!("warning: {} {verb} no difference to this {what}.", flags.join(", "))
}

/// Why a document was not made: a column is named twice.
#[must_use]
pub fn column_twice(column: &str) -> String {
    format!("The column “{}” is named twice. Name each column once.", super::visible(column))
}

/// Why a document was not made.
pub const NO_PARTY: &str = "The case has no party, so there is nobody to write a brief for. Add a party first.";
/// Why a picture was not made.
pub const NO_PICTURE: &str =
    "No issue that would be shown has options, so there is no axis to draw. Add options to an issue, or choose others.";
/// Why a document was not made.
pub const CANCELLED: &str = "The export was stopped. No file was written.";

/// Why a document was not made.
#[must_use]
pub fn not_built(format: &str) -> String {
    format!("This copy of the program was built without {format} files. Choose another format.")
}

/// Why a document was not made.
#[must_use]
pub fn failed(reason: &str) -> String {
    format!("The document could not be made: {reason}")
}
