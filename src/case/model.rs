//! The case and its lists, field by field as the file has them.

use serde_json::Number;

use super::record::record;
use super::{
    Attribution, AxisId, Basis, CaseDate, Confidence, EventId, Firmness, IssueId, Kind, List, Moment, NoteId, OptionId,
    OutcomeId, OutcomeState, PartyId, PositionId, ProposalId, ProposalStatus, Ref, Reliability, Role, RoundId,
    SourceId, SourceKind, Stance, Status, Values, Visibility,
};

record! {
    /// A negotiation: who sits at the table, on what, and what each says.
    pub struct Case {
        /// Always `demarche/case`.
        req format: String,
        /// The major version of the format.
        req version: u32,
        req title: String,
        opt summary: Option<String>,
        /// BCP 47 tag of the language that the case is written in.
        opt language: Option<String>,
        /// The date up to which the case is kept.
        opt as_of: Option<CaseDate>,
        /// The marking shown as a banner on screen and on every exported page.
        opt handling: Option<String>,
        opt parties: List<Party>,
        opt axes: List<Axis>,
        opt issues: List<Issue>,
        opt positions: List<Position>,
        opt proposals: List<Proposal>,
        opt outcomes: List<Outcome>,
        opt rounds: List<Round>,
        opt events: List<Event>,
        opt sources: List<Source>,
        opt assessments: List<Assessment>,
        opt notes: List<Note>,
        opt glossary: List<GlossaryEntry>,
        opt log: List<LogEntry>,
    }
}

record! {
    /// A side with positions.
    pub struct Party {
        req id: PartyId,
        req name: String,
        opt short_name: Option<String>,
        /// The name in the party's own script.
        opt native_name: Option<String>,
        req role: Role,
        /// The accent as `#rrggbb`; the program gives one where there is none.
        opt color: Option<String>,
        opt delegation: Vec<Delegate>,
        opt about: Option<String>,
    }
}

record! {
    /// A member of a delegation.
    pub struct Delegate {
        req name: String,
        opt title: Option<String>,
        /// Other spellings of the name in the sources.
        opt also_written: Vec<String>,
    }
}

record! {
    /// A group of issues: territorial, security, economic, or one that the case adds.
    pub struct Axis {
        req id: AxisId,
        req name: String,
        opt about: Option<String>,
    }
}

record! {
    /// One thing to be settled, on one axis.
    pub struct Issue {
        req id: IssueId,
        req axis: AxisId,
        /// The permanent number, for example `T1`.
        opt number: Option<String>,
        req title: String,
        opt question: Option<String>,
        opt background: Option<String>,
        req status: Status,
        /// Required for the two agreed states.
        opt status_evidence: Vec<Evidence>,
        /// What could be settled on, in order from one pole to the other.
        opt options: Vec<IssueOption>,
        opt tags: Vec<String>,
    }
}

record! {
    /// One thing an issue could be settled on.
    pub struct IssueOption {
        req id: OptionId,
        req label: String,
        opt about: Option<String>,
    }
}

record! {
    /// What one party says on one issue.
    pub struct Position {
        req id: PositionId,
        req party: PartyId,
        req issue: IssueId,
        req kind: Kind,
        req text: String,
        opt basis: Option<Basis>,
        opt firmness: Option<Firmness>,
        /// The options wanted, accepted or, for a red line, refused.
        opt options: Vec<OptionId>,
        opt conditions: Vec<Condition>,
        /// A round or a date.
        opt since: Option<Moment>,
        /// A round or a date.
        opt until: Option<Moment>,
        /// The party's earlier version of this position.
        opt replaces: Option<PositionId>,
        opt evidence: Vec<Evidence>,
        /// Public where nothing is said.
        opt visibility: Option<Visibility>,
        opt tags: Vec<String>,
        opt comment: Option<String>,
    }
}

record! {
    /// A thing on which a position or a response depends.
    pub struct Condition {
        req text: String,
        opt requires: Option<Ref>,
        opt from: Option<PartyId>,
    }
}

record! {
    /// What a claim rests on: a source, who said it and how sure that is.
    pub struct Evidence {
        req source: SourceId,
        /// The source's own words.
        opt quote: Option<String>,
        opt speaker: Option<String>,
        req attribution: Attribution,
        /// The source in which this one was read.
        opt via: Option<SourceId>,
        opt date: Option<CaseDate>,
        opt reliability: Option<Reliability>,
        /// 1 to 6; 6 means that it cannot be judged.
        opt credibility: Option<u8>,
        /// The position, outcome or event that this evidence contradicts.
        opt disputes: Option<Ref>,
        opt note: Option<String>,
    }
}

record! {
    /// Something on the table from a party, often the mediator.
    pub struct Proposal {
        req id: ProposalId,
        req sponsor: PartyId,
        req title: String,
        req text: String,
        req status: ProposalStatus,
        opt terms: Vec<Term>,
        opt responses: Vec<ProposalResponse>,
        opt evidence: Vec<Evidence>,
        /// Public where nothing is said.
        opt visibility: Option<Visibility>,
    }
}

record! {
    /// What a proposal says on one issue.
    pub struct Term {
        req issue: IssueId,
        opt option: Option<OptionId>,
        req text: String,
    }
}

record! {
    /// A party's answer to a proposal.
    pub struct ProposalResponse {
        req party: PartyId,
        req stance: Stance,
        opt text: Option<String>,
        opt conditions: Vec<Condition>,
        opt evidence: Vec<Evidence>,
    }
}

record! {
    /// Something agreed or announced.
    pub struct Outcome {
        req id: OutcomeId,
        req title: String,
        req text: String,
        req state: OutcomeState,
        opt date: Option<CaseDate>,
        opt parties: Vec<PartyId>,
        opt issues: Vec<IssueId>,
        opt evidence: Vec<Evidence>,
        /// Public where nothing is said.
        opt visibility: Option<Visibility>,
    }
}

record! {
    /// A session of the talks.
    pub struct Round {
        req id: RoundId,
        req label: String,
        opt place: Option<String>,
        opt start: Option<CaseDate>,
        opt end: Option<CaseDate>,
        opt participants: Vec<Participant>,
        opt result: Option<String>,
        opt evidence: Vec<Evidence>,
    }
}

record! {
    /// A party at a round, and the people it sent.
    pub struct Participant {
        req party: PartyId,
        opt people: Vec<String>,
    }
}

record! {
    /// A dated fact of the background.
    pub struct Event {
        req id: EventId,
        req date: CaseDate,
        req text: String,
        opt evidence: Vec<Evidence>,
    }
}

record! {
    /// A text that evidence cites.
    pub struct Source {
        req id: SourceId,
        req publisher: String,
        opt title: Option<String>,
        opt date: Option<CaseDate>,
        opt url: Option<String>,
        opt language: Option<String>,
        opt kind: Option<SourceKind>,
        opt note: Option<String>,
    }
}

record! {
    /// The analyst's own judgement of a party, apart from reported fact.
    pub struct Assessment {
        req party: PartyId,
        opt issue: Option<IssueId>,
        /// How much the issue matters to the party, 0 to 100.
        opt weight: Option<Number>,
        /// How good each option is for the party, 0 to 100.
        opt values: Values,
        opt walk_away: Option<String>,
        opt confidence: Option<Confidence>,
        opt rationale: Option<String>,
        /// Internal where nothing is said.
        opt visibility: Option<Visibility>,
    }
}

record! {
    /// A remark of the people who keep the case.
    pub struct Note {
        req id: NoteId,
        opt on: Option<Ref>,
        req text: String,
        opt author: Option<String>,
        opt created: Option<String>,
        /// Internal where nothing is said.
        opt visibility: Option<Visibility>,
    }
}

record! {
    /// A term and what it means.
    pub struct GlossaryEntry {
        req term: String,
        req definition: String,
        opt evidence: Vec<Evidence>,
    }
}

record! {
    /// What was decided or changed in a meeting.
    pub struct LogEntry {
        /// RFC 3339 with offset.
        req at: String,
        opt on: Option<Ref>,
        req text: String,
    }
}

macro_rules! visibility {
    ($default:ident: $($name:ident),*) => { $(
        impl $name {
            /// Who may see it, with the format's default where the file says nothing.
            #[must_use]
            pub fn visibility(&self) -> &Visibility {
                self.visibility.as_ref().unwrap_or(&Visibility::$default)
            }
        }
    )* };
}

visibility!(Public: Position, Proposal, Outcome);
visibility!(Internal: Assessment, Note);

impl Party {
    /// The short name where there is one, else the name.
    #[must_use]
    pub fn label(&self) -> &str {
        self.short_name.as_deref().unwrap_or(&self.name)
    }
}
