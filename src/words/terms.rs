//! The field's terms as people read them.

use jiff::fmt::temporal::{Pieces, PiecesOffset};

use crate::case::{
    Attribution, Basis, CaseDate, Confidence, Firmness, Kind, OutcomeState, Precise, ProposalStatus, Reliability, Role,
    SourceKind, Stance, Status, Visibility,
};

/// What stands in a cell without a position.
pub const NO_POSITION: &str = "No recorded position";

/// A kind of position, as its label.
#[must_use]
pub fn kind(kind: &Kind) -> &str {
    match kind {
        Kind::Demand => "Demand",
        Kind::Concession => "Concession",
        Kind::RedLine => "Red line",
        Kind::Interest => "Interest",
        Kind::Other(word) => word,
    }
}

/// What a kind of position means.
#[must_use]
pub fn kind_meaning(kind: &Kind) -> &'static str {
    match kind {
        Kind::Demand => "the party asks for this",
        Kind::Concession => "the party offers or would accept this",
        Kind::RedLine => "the party refuses this",
        Kind::Interest => "why: the need behind the demand",
        Kind::Other(_) => "a kind that this version does not know",
    }
}

/// A status, as its label.
#[must_use]
pub fn status(status: &Status) -> &str {
    match status {
        Status::Agreed => "Agreed",
        Status::AgreedInPrinciple => "Agreed in principle",
        Status::UnderDiscussion => "Under discussion",
        Status::Contested => "Contested",
        Status::NotAddressed => "Not addressed",
        Status::Unknown => "Unknown",
        Status::Other(word) => word,
    }
}

/// A party's role.
#[must_use]
pub fn role(role: &Role) -> &str {
    match role {
        Role::Principal => "principal",
        Role::Mediator => "mediator",
        Role::Guarantor => "guarantor",
        Role::Observer => "observer",
        Role::Stakeholder => "stakeholder",
        Role::Other(word) => word,
    }
}

/// What a position rests on.
#[must_use]
pub fn basis(basis: &Basis) -> &str {
    match basis {
        Basis::Stated => "stated by the party",
        Basis::Reported => "reported of the party",
        Basis::Inferred => "inferred",
        Basis::Other(word) => word,
    }
}

/// How firmly a position is held.
#[must_use]
pub fn firmness(firmness: &Firmness) -> &str {
    match firmness {
        Firmness::Firm => "firm",
        Firmness::Flexible => "flexible",
        Firmness::Unknown => "firmness unknown",
        Firmness::Other(word) => word,
    }
}

/// Who may see a record.
#[must_use]
pub fn visibility(visibility: &Visibility) -> &str {
    match visibility {
        Visibility::Public => "Public",
        Visibility::Shared => "Shared",
        Visibility::Internal => "Internal",
        Visibility::Other(word) => word,
    }
}

/// An attribution, as it stands on a chip.
#[must_use]
pub fn attribution(attribution: &Attribution) -> &str {
    match attribution {
        Attribution::JointText => "joint text",
        Attribution::OnRecord => "on record",
        Attribution::OfficialStatement => "official statement",
        Attribution::StateMedia => "state media",
        Attribution::AnonymousOfficial => "anonymous official",
        Attribution::Intermediary => "intermediary",
        Attribution::OutletReport => "outlet report",
        Attribution::Analyst => "analyst",
        Attribution::Other(word) => word,
    }
}

/// An attribution in words.
#[must_use]
pub fn attribution_meaning(attribution: &Attribution) -> &'static str {
    match attribution {
        Attribution::JointText => "a text that the parties issued together",
        Attribution::OnRecord => "said openly by a named person",
        Attribution::OfficialStatement => "a statement of a government or its office",
        Attribution::StateMedia => "reported by the state's own media",
        Attribution::AnonymousOfficial => "said by an official who is not named",
        Attribution::Intermediary => "passed on by a third party",
        Attribution::OutletReport => "reported by a news outlet without a named source",
        Attribution::Analyst => "an analyst's reading, not a report",
        Attribution::Other(_) => "an attribution that this version does not know",
    }
}

/// A source's reliability in words, by the Admiralty code.
#[must_use]
pub fn reliability(reliability: &Reliability) -> &'static str {
    match reliability {
        Reliability::A => "completely reliable source",
        Reliability::B => "usually reliable source",
        Reliability::C => "fairly reliable source",
        Reliability::D => "not usually reliable source",
        Reliability::E => "unreliable source",
        Reliability::F => "the source's reliability cannot be judged",
        Reliability::Other(_) => "a grade that this version does not know",
    }
}

/// Information's credibility in words, by the Admiralty code.
#[must_use]
pub fn credibility(credibility: u8) -> &'static str {
    match credibility {
        1 => "confirmed by other sources",
        2 => "probably true",
        3 => "possibly true",
        4 => "doubtfully true",
        5 => "improbable",
        6 => "its truth cannot be judged",
        _ => "a grade that this version does not know",
    }
}

/// Where a proposal stands.
#[must_use]
pub fn proposal_status(status: &ProposalStatus) -> &str {
    match status {
        ProposalStatus::Floated => "Floated",
        ProposalStatus::UnderConsideration => "Under consideration",
        ProposalStatus::Accepted => "Accepted",
        ProposalStatus::Rejected => "Rejected",
        ProposalStatus::Withdrawn => "Withdrawn",
        ProposalStatus::Unknown => "Unknown",
        ProposalStatus::Other(word) => word,
    }
}

/// What a party answers.
#[must_use]
pub fn stance(stance: &Stance) -> &str {
    match stance {
        Stance::Accepts => "accepts",
        Stance::Open => "open",
        Stance::Conditional => "accepts on conditions",
        Stance::Rejects => "rejects",
        Stance::Unknown => "no recorded answer",
        Stance::Other(word) => word,
    }
}

/// What has become of an outcome.
#[must_use]
pub fn outcome_state(state: &OutcomeState) -> &str {
    match state {
        OutcomeState::Announced => "Announced",
        OutcomeState::Agreed => "Agreed",
        OutcomeState::InForce => "In force",
        OutcomeState::Lapsed => "Lapsed",
        OutcomeState::Disputed => "Disputed",
        OutcomeState::Other(word) => word,
    }
}

/// What kind of text a source is.
#[must_use]
pub fn source_kind(kind: &SourceKind) -> &str {
    match kind {
        SourceKind::News => "news",
        SourceKind::Wire => "news agency",
        SourceKind::Official => "official",
        SourceKind::Treaty => "treaty",
        SourceKind::Resolution => "resolution",
        SourceKind::Academic => "academic",
        SourceKind::AnyOther => "other",
        SourceKind::Other(word) => word,
    }
}

/// How sure the analyst is.
#[must_use]
pub fn confidence(confidence: &Confidence) -> &str {
    match confidence {
        Confidence::Low => "low confidence",
        Confidence::Moderate => "moderate confidence",
        Confidence::High => "high confidence",
        Confidence::Other(word) => word,
    }
}

/// A date as people write it: "6 January 2026", "January 2026", "2026"; as it stands where it cannot be read.
#[must_use]
pub fn date(date: &CaseDate) -> String {
    match date.parse() {
        Some(Precise::Year(year)) => year.to_string(),
        Some(Precise::Month(year, month)) => format!("{} {year}", month_name(month)),
        Some(Precise::Day(day)) => format!("{} {} {}", day.day(), month_name(day.month()), day.year()),
        None => date.as_str().to_owned(),
    }
}

/// A time as it was written, with its own offset: "6 January 2026, 15:30 (UTC+01:00)"; a date
/// alone as a date, anything else as it stands.
#[must_use]
pub fn time(text: &str) -> String {
    let as_date = || date(&CaseDate::from(text));
    let Ok(pieces) = Pieces::parse(text) else { return as_date() };
    let (Some(time), Some(offset), None) = (pieces.time(), pieces.offset(), pieces.time_zone_annotation()) else {
        return as_date();
    };
    let day = date(&CaseDate::from(pieces.date().to_string().as_str()));
    let seconds = if time.second() == 0 { String::new() } else { format!(":{:02}", time.second()) };
    let offset = match offset {
        PiecesOffset::Numeric(offset) if !offset.offset().is_zero() => format!("UTC{}", offset.offset()),
        _ => "UTC".to_owned(),
    };
    format!("{day}, {:02}:{:02}{seconds} ({offset})", time.hour(), time.minute())
}

fn month_name(month: i8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

/// "1 issue", "2 issues": a count with its noun, which takes an s.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn a_time_keeps_the_offset_that_it_was_written_with() {
        for (written, shown) in [
            ("2026-01-06T15:30:00+01:00", "6 January 2026, 15:30 (UTC+01)"),
            ("2026-01-06T00:05:09-05:30", "6 January 2026, 00:05:09 (UTC-05:30)"),
            ("2026-01-06T15:30:00Z", "6 January 2026, 15:30 (UTC)"),
            ("2026-01-06T15:30:00.25+00:00", "6 January 2026, 15:30 (UTC)"),
            ("2026-01-06T15:30:00+01:00[Europe/Paris]", "2026-01-06T15:30:00+01:00[Europe/Paris]"),
            ("2026-01-06T15:30", "2026-01-06T15:30"),
            ("2026-01-06", "6 January 2026"),
            ("after lunch", "after lunch"),
        ] {
            assert_eq!(time(written), shown);
        }
    }
}
