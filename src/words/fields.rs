//! What the fields of a record are called, and their values as people read them.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::names::{self, Name};
use super::{panels, records, terms};
use crate::case::{
    Attribution, AxisId, Basis, CaseDate, Confidence, Firmness, IssueId, Kind, Moment, OutcomeState, PartyId,
    PositionId, ProposalStatus, Ref, Role, RoundId, Snapshot, SourceId, SourceKind, Stance, Status, Visibility,
};
use crate::edit::{ListName, Record};

/// Where a field has no value.
pub const NOTHING: &str = "Nothing";

/// What a field is called.
#[must_use]
pub fn label(list: Option<ListName>, field: &str) -> String {
    let word = match (list, field) {
        (Some(ListName::Position), "options") => "Options it names",
        (_, "options") => "Options",
        (Some(ListName::Log), "at") => "Time",
        (Some(ListName::Round), "label") => "Name",
        (_, "status_evidence") => panels::STATUS_EVIDENCE,
        (_, "as_of") => panels::AS_OF,
        (_, "also_written") => "Also written",
        (_, "short_name") => "Short name",
        (_, "native_name") => "Name in its own script",
        (_, "color") => panels::COLOR,
        (_, "url") => panels::LINK,
        (_, "via") => "Read in",
        (_, "speaker" | "author") => "By",
        (_, "requires") => "Depends on",
        (_, "from") => panels::TO_BE_DONE_BY,
        (_, "disputes") => "Contradicts",
        (_, "responses") => panels::ANSWERS,
        (_, "response" | "stance") => "Answer",
        (_, "walk_away") => panels::WALK_AWAY,
        (_, "visibility") => "Who may see it",
        (_, "values") => "Values",
        (_, "created") => panels::CREATED,
        (_, other) => return panels::sentence(&other.replace('_', " ")),
    };
    word.to_owned()
}

/// Reads values; what they point at is looked for in one version after the other.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    versions: Vec<&'a Snapshot>,
}

impl<'a> Reader<'a> {
    /// Looks things up in the first of these versions that has them.
    #[must_use]
    pub fn new(versions: Vec<&'a Snapshot>) -> Self {
        Self { versions }
    }

    /// A record's name, as the first version tells it.
    #[must_use]
    pub fn record(&self, record: &Record) -> Name {
        let knows = |snapshot: &&&Snapshot| match record {
            Record::Position(position) => snapshot.party(&position.party).is_some(),
            Record::Proposal(proposal) => snapshot.party(&proposal.sponsor).is_some(),
            _ => true,
        };
        let version = self.versions.iter().find(knows).or(self.versions.first());
        version.map_or_else(Name::default, |snapshot| records::of_record(snapshot, record))
    }

    /// A field's value in lines: a list has one for each thing in it. `json` is the value; `of` is the record it is of.
    #[must_use]
    pub fn lines(&self, of: Option<&Record>, field: &str, json: Option<&str>) -> Vec<String> {
        let Some(value) = json.and_then(|json| serde_json::from_str::<Value>(json).ok()) else {
            return vec![NOTHING.to_owned()];
        };
        match &value {
            Value::Array(things) if things.is_empty() => vec![NOTHING.to_owned()],
            Value::Array(things) => things.iter().map(|thing| self.one(of, field, thing)).collect(),
            Value::Object(entries) if field == "values" => {
                let entry = |(option, value): (&String, &Value)| format!("{}: {value}", self.option(of, option));
                entries.iter().map(entry).collect()
            }
            value => vec![self.one(of, field, value)],
        }
    }

    /// A field's value in one line.
    #[must_use]
    pub fn line(&self, of: Option<&Record>, field: &str, json: Option<&str>) -> String {
        self.lines(of, field, json).join("; ")
    }

    fn one(&self, of: Option<&Record>, field: &str, value: &Value) -> String {
        match value {
            Value::String(text) => self.text(of, field, text),
            Value::Object(entries) => {
                let issue = entries.get("issue").and_then(Value::as_str);
                let part = |(key, value): (&String, &Value)| {
                    let inner = match value {
                        Value::String(text) if key == "option" => {
                            issue.map_or_else(|| text.clone(), |issue| self.option_of(&IssueId::from(issue), text))
                        }
                        Value::Array(things) => {
                            things.iter().map(|thing| self.one(of, key, thing)).collect::<Vec<_>>().join(", ")
                        }
                        value => self.one(of, key, value),
                    };
                    match key.as_str() {
                        "id" => None,
                        "text" | "label" | "name" => Some(inner),
                        "quote" => Some(panels::quoted(&inner)),
                        key => Some(format!("{}: {inner}", label(None, key).to_lowercase())),
                    }
                };
                entries.iter().filter_map(part).collect::<Vec<_>>().join(" · ")
            }
            Value::Array(things) => {
                things.iter().map(|thing| self.one(of, field, thing)).collect::<Vec<_>>().join(", ")
            }
            Value::Null => NOTHING.to_owned(),
            other => other.to_string(),
        }
    }

    /// A value that the file has as a text: what it stands for.
    fn text(&self, of: Option<&Record>, field: &str, text: &str) -> String {
        let list = of.map(Record::list);
        match field {
            "axis" => self.find(|version| version.axis(&AxisId::from(text)).map(|axis| axis.name.clone())),
            "party" | "sponsor" | "from" | "parties" => {
                self.find(|version| version.party(&PartyId::from(text)).map(|party| party.label().to_owned()))
            }
            "issue" | "issues" => {
                self.find(|version| version.issue(&IssueId::from(text)).map(|issue| names::issue(issue)))
            }
            "source" | "via" => self.reference(&Ref::Source(SourceId::from(text))),
            "replaces" => self.reference(&Ref::Position(PositionId::from(text))),
            "requires" | "disputes" | "on" => self.reference(&Ref::from(text)),
            "options" => Some(self.option(of, text)),
            "since" | "until" => self
                .find(|version| version.round(&RoundId::from(text)).map(|round| round.label.clone()))
                .or_else(|| Moment::from(text).date().map(|date| terms::date(&date))),
            "date" | "as_of" | "start" | "end" => Some(terms::date(&CaseDate::from(text))),
            "kind" if list == Some(ListName::Source) => {
                word(text, |kind: &SourceKind| terms::source_kind(kind).to_owned())
            }
            "kind" => word(text, |kind: &Kind| terms::kind(kind).to_owned()),
            "status" if list == Some(ListName::Proposal) => {
                word(text, |status: &ProposalStatus| terms::proposal_status(status).to_owned())
            }
            "status" => word(text, |status: &Status| terms::status(status).to_owned()),
            "state" => word(text, |state: &OutcomeState| terms::outcome_state(state).to_owned()),
            "role" => word(text, |role: &Role| terms::role(role).to_owned()),
            "basis" => word(text, |basis: &Basis| terms::basis(basis).to_owned()),
            "firmness" => word(text, |firmness: &Firmness| terms::firmness(firmness).to_owned()),
            "visibility" => word(text, |visibility: &Visibility| terms::visibility(visibility).to_owned()),
            "attribution" => word(text, |attribution: &Attribution| terms::attribution(attribution).to_owned()),
            "confidence" => word(text, |confidence: &Confidence| terms::confidence(confidence).to_owned()),
            "stance" => word(text, |stance: &Stance| terms::stance(stance).to_owned()),
            _ => None,
        }
        .unwrap_or_else(|| text.to_owned())
    }

    fn find<T>(&self, get: impl Fn(&Snapshot) -> Option<T>) -> Option<T> {
        self.versions.iter().find_map(|version| get(version))
    }

    fn reference(&self, target: &Ref) -> Option<String> {
        self.find(|version| version.resolves(target).then(|| names::of(version, target).spoken()))
    }

    fn option(&self, of: Option<&Record>, option: &str) -> String {
        let issue = match of {
            Some(Record::Position(position)) => Some(&position.issue),
            Some(Record::Assessment(assessment)) => assessment.issue.as_ref(),
            _ => None,
        };
        issue.map_or_else(|| option.to_owned(), |issue| self.option_of(issue, option))
    }

    fn option_of(&self, issue: &IssueId, option: &str) -> String {
        let label = self.find(|version| {
            let options = &version.issue(issue)?.options;
            options.iter().find(|known| known.id.as_str() == option).map(|known| known.label.clone())
        });
        label.unwrap_or_else(|| option.to_owned())
    }
}

fn word<T: DeserializeOwned>(text: &str, say: impl FnOnce(&T) -> String) -> Option<String> {
    serde_json::from_value(Value::String(text.to_owned())).ok().map(|word| say(&word))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn snapshot() -> Snapshot {
        let case = r#"{ "format": "demarche/case", "version": 1, "title": "Talks",
            "parties": [{ "id": "isr", "name": "Israel", "role": "principal" }],
            "axes": [{ "id": "security", "name": "Security" }],
            "issues": [{ "id": "line", "axis": "security", "number": "S1", "title": "The line", "status": "contested",
                "options": [{ "id": "full", "label": "Full withdrawal" }] }],
            "positions": [{ "id": "one", "party": "isr", "issue": "line", "kind": "demand", "text": "All of it" }],
            "sources": [{ "id": "wire", "publisher": "Reuters" }] }"#;
        Snapshot::new(Arc::new(serde_json::from_str(case).unwrap()))
    }

    #[test]
    fn values_are_read_as_people_read_them() {
        let snapshot = snapshot();
        let reader = Reader::new(vec![&snapshot]);
        let record = Record::Position(Arc::clone(snapshot.case().positions.get(0).unwrap()));
        let line = |field: &str, json: &str| reader.line(Some(&record), field, Some(json));
        assert_eq!(line("kind", r#""red_line""#), "Red line");
        assert_eq!(line("issue", r#""line""#), "S1 The line");
        assert_eq!(line("options", r#"["full", "gone"]"#), "Full withdrawal; gone");
        assert_eq!(line("since", r#""2026-01""#), "January 2026");
        assert_eq!(
            line("evidence", r#"[{"source": "wire", "attribution": "on_record", "quote": "No."}]"#),
            "source: Reuters · attribution: on record · “No.”"
        );
        assert_eq!(
            line("conditions", r#"[{"text": "if they leave", "requires": "issue:line", "from": "isr"}]"#),
            "if they leave · depends on: S1 The line · to be met by: Israel"
        );
        assert_eq!(reader.line(Some(&record), "comment", None), "Nothing");
    }

    #[test]
    fn fields_have_plain_names() {
        assert_eq!(label(Some(ListName::Party), "native_name"), "Name in its own script");
        assert_eq!(label(None, "walk_away"), "Walks away");
        assert_eq!(label(None, "house_style"), "House style");
    }
}
