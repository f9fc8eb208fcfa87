//! The walk through the records, list by list.

use hashbrown::{HashMap, HashSet};

use super::across::Refused;
use super::at::At;
use super::{Checker, STANDARD_AXES, is_color, is_time};
use crate::case::{AxisId, Position, PositionId, ProblemKind, Ref, Status};

impl Checker<'_> {
    pub(super) fn head(&mut self) {
        let case = self.snapshot.case();
        self.text(&At::Case.key("title"), &case.title);
        self.date(&At::Case.key("as_of"), case.as_of.as_ref());
    }

    pub(super) fn parties_and_axes(&mut self) {
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

    pub(super) fn issues(&mut self) {
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

    pub(super) fn positions(&mut self) {
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

    pub(super) fn replaces(&mut self, at: &At<'_>, position: &Position, earlier: &PositionId) {
        match self.snapshot.position(earlier) {
            None => self.report(at, ProblemKind::NoSuchRecord(Ref::Position(earlier.clone()))),
            Some(found) if found.party != position.party => {
                self.report(at, ProblemKind::ReplacesOtherParty(earlier.clone()));
            }
            Some(_) => {}
        }
    }

    pub(super) fn proposals(&mut self) {
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

    pub(super) fn outcomes_rounds_and_events(&mut self) {
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

    pub(super) fn assessments(&mut self) {
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

    pub(super) fn notes_and_log(&mut self) {
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

    /// The sources, once every list with evidence has been walked.
    pub(super) fn sources(&mut self) {
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
