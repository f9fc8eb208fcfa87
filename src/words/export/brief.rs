//! The words of a delegation's brief and of a summary.

use super::BRIEF;
use crate::case::{Kind, Status};
use crate::words::terms;

/// Whose brief it is.
#[must_use]
pub fn brief_for(party: &str) -> String {
    format!("{BRIEF} for {party}")
}

/// A part of a brief.
pub const OBJECTIVES: &str = "Our objectives";
/// A part of a brief.
pub const ARGUMENTS: &str = "Arguments to use";
/// A part of a brief.
pub const TACTICS: &str = "Tactical points";
/// A part of a brief.
pub const THEIR_OBJECTIVES: &str = "Their objectives";
/// A part of a brief.
pub const RESPONSE: &str = "Our response";
/// A part of a brief.
pub const PRESS_LINE: &str = "Press line";
/// A part of a brief.
pub const BACKGROUND: &str = "Background";

/// In the tactical points: own concessions.
pub const WE_GIVE: &str = "What we can give";
/// In the tactical points: own red lines.
pub const WE_REFUSE: &str = "Our red lines";
/// In the tactical points: the other side's concessions.
pub const THEY_GIVE: &str = "What they can give";

/// A kind of position where there is none of it.
pub const DEMAND: &str = "demand";
/// A kind of position where there is none of it.
pub const CONCESSION: &str = "concession";
/// A kind of position where there is none of it.
pub const RED_LINE: &str = "red line";

/// In an empty part of a brief.
#[must_use]
pub fn none_of(party: &str, kind: &str) -> String {
    format!("No {kind} of {party} is on record.")
}

/// In an empty part of a brief.
pub const NO_CONCESSION_OF_THEIRS: &str = "No concession of the other side is on record.";
/// In an empty part of a brief.
pub const NO_OBJECTIVE_OF_THEIRS: &str = "No demand, red line or interest of the other side is on record.";
/// Where there is something on record that was not asked for.
pub const NOT_CHOSEN: &str = "Left out by choice.";

/// In an empty part of a brief whose material was not asked for.
#[must_use]
pub fn left_out_by_choice(count: usize) -> String {
    format!("Left out by choice: {count} on record.")
}

/// In an empty part of a brief whose positions are all history.
#[must_use]
pub fn none_stands(count: usize) -> String {
    format!("None that stands now; {count} on record.")
}

/// In an empty part of a brief.
pub const NOTHING_TO_ANSWER: &str = "The other side asks for nothing on record, and nothing is on the table.";
/// In the press line, where only what all said together is on record.
#[must_use]
pub fn no_own_word(party: &str) -> String {
    format!("No public word of {party} alone is on record.")
}

/// In an empty part of a brief.
pub const NO_PRESS_LINE: &str = "The record holds no public outcome or statement of ours to quote.";
/// In an empty part of a brief.
pub const NO_BACKGROUND: &str = "No round or dated fact is on record.";

/// In an empty part of a brief.
#[must_use]
pub fn no_argument(party: &str) -> String {
    format!("No interest of {party}, no quoted words and no support for its demands is on record.")
}

/// In the response, on an issue that we have said nothing on.
#[must_use]
pub fn no_position_of(party: &str) -> String {
    format!("{} of {party}", terms::NO_POSITION)
}

/// What we hold on an issue.
pub const OUR_OBJECTIVE: &str = "our objective";
/// What we hold on an issue.
pub const OUR_RED_LINE: &str = "our red line";
/// What we hold on an issue.
pub const OUR_CONCESSION: &str = "what we can give";
/// In the response, on an issue on which all that we can give is agreed.
pub const AGREED_ALREADY: &str = "what we gave is agreed already";
/// In the response, on an issue that is not agreed, of a concession of ours that stands in a joint text.
pub const IN_JOINT_TEXT: &str = "what we concede is in a joint text already";
/// In the response, on an issue that a proposal which we have answered is about.
pub const SEE_BELOW: &str = "our answer to the proposal, below";

/// In the response: what we hold, which stands above in full.
#[must_use]
pub fn see_above(held: &[&str]) -> String {
    match held {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}, above", before.join(", ")),
        held => format!("{}, above", held.concat()),
    }
}

/// In the response: what we say to what they raise on an issue.
#[must_use]
pub fn response_to(said: &str) -> String {
    format!("To what they ask or refuse here: {said}")
}

/// In the tactical points, before concessions whose issues are agreed.
pub const AGREED_LEAD: &str = "Agreed already, so not to be given again";
/// In the tactical points, before concessions that stand in a joint text while their issues are not settled.
pub const IN_JOINT_TEXT_LEAD: &str = "In a joint text already, though not agreed";

/// In the tactical points: concessions that are given already, by their issues.
#[must_use]
pub fn given_already(lead: &str, issues: &[&str]) -> String {
    format!("{lead}: {}.", issues.join(", "))
}

/// Who made a proposal, where it is the own party.
pub const US: &str = "us";
/// Before the own party's answer to a proposal.
pub const OUR_ANSWER: &str = "our answer";
/// Before others' proposals.
pub const NO_ANSWER_OF_OURS: &str = "No answer of ours is on record to:";
/// Before our proposals.
pub const NO_ANSWER_OF_THEIRS: &str = "No answer of theirs is on record to:";

/// "Agreed on 6 January 2026: ".
#[must_use]
pub fn on_date(state: &str, date: Option<&str>) -> String {
    match date {
        Some(date) => format!("{state} on {date}: "),
        None => format!("{state}: "),
    }
}

/// Before the last round of a brief.
#[must_use]
pub fn last_round(label: &str) -> String {
    format!("Last round: {label}.")
}

/// Before the rounds that came before the last.
pub const EARLIER_ROUNDS: &str = "Rounds before it: ";

/// A text that was cut after a sentence.
#[must_use]
pub fn goes_on(sentence: &str) -> String {
    format!("{sentence} …")
}

/// Under the dated facts of a brief.
#[must_use]
pub fn more_facts(count: usize) -> String {
    let verb = if count == 1 { "stands" } else { "stand" };
    format!("{} {verb} in the full record.", terms::count(count, "more dated fact"))
}

/// In a summary, before the principals.
pub const BETWEEN: &str = "Principals:";
/// In a summary, before the mediators.
pub const MEDIATED_BY: &str = "Mediated by:";
/// In a summary, before outcomes.
pub const OUTCOMES_LEAD: &str = "Outcomes:";
/// In a summary, before issues on which the principals meet.
pub const COMMON_GROUND: &str = "Common ground:";
/// In a summary, before issues on which the principals meet under conditions.
pub const COMMON_GROUND_IF: &str = "Common ground if conditions are met:";
/// A count before what it is made up of.
#[must_use]
pub fn lead(total: &str) -> String {
    format!("{total}:")
}

/// How many issues there are, before their states of today where an earlier round is shown.
#[must_use]
pub fn states_today(total: &str) -> String {
    format!("{total}, today")
}

/// "7 contested".
#[must_use]
pub fn of_state(count: usize, status: &Status) -> String {
    format!("{count} {}", terms::status(status).to_lowercase())
}

/// An outcome in a few words.
#[must_use]
pub fn outcome(title: &str, state: &str, attribution: &str) -> String {
    format!("{title} ({}, {attribution})", state.to_lowercase())
}

/// What a party wants, refuses or would accept.
#[must_use]
pub fn wants(party: &str, kind: &Kind, options: &[&str]) -> String {
    let options = options.join(" / ");
    match kind {
        Kind::RedLine => format!("{party} refuses: {options}"),
        Kind::Concession => format!("{party} would accept: {options}"),
        Kind::Demand | Kind::Interest | Kind::Other(_) => format!("{party}: {options}"),
    }
}

/// In the summary, of what the record infers.
pub const INFERRED_SHORT: &str = "inferred";
/// In the summary, of what has conditions.
pub const CONDITIONAL: &str = "conditional";

/// A short line with what has to be known of it: `Israel leaves the summit (inferred)`.
#[must_use]
pub fn remarked(line: &str, remarks: &[&str]) -> String {
    if remarks.is_empty() { line.to_owned() } else { format!("{line} ({})", remarks.join(", ")) }
}

/// What a party holds, and what it would accept instead: `No withdrawal, or on conditions: a part of it`.
#[must_use]
pub fn or_would_accept(line: &str, instead: &str, on_conditions: bool) -> String {
    let or = if on_conditions { "or on conditions" } else { "or" };
    format!("{line}, {or}: {instead}")
}

/// A party that refuses what another wants.
#[must_use]
pub fn refuses_it(party: &str) -> String {
    format!("{party} refuses it")
}

/// How many contested issues are not told, by their numbers where those take at most so many words; nothing where
/// there is none.
#[must_use]
pub fn further_contested(told: usize, issues: &[&str], most: usize) -> Option<String> {
    let number = issues.len();
    let further = if told == 0 { "contested issue" } else { "further contested issue" };
    let names = issues.join(", ");
    let short = names.split_whitespace().count() <= most;
    match number {
        0 => None,
        _ if short => Some(format!("And {}: {names}.", terms::count(number, further))),
        _ => Some(format!("And {}.", terms::count(number, further))),
    }
}

/// After a list that has no room for all.
#[must_use]
pub fn and_more(count: usize) -> String {
    format!(" and {count} more")
}
