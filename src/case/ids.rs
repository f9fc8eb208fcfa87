//! Identifiers as types, and references of the form `kind:id`.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::hash::BuildHasher;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::extra::Key;

/// The text as an id, sharing the memory of an equal id that was read not long ago.
///
/// The same few ids stand in a file again and again; sharing them saves an
/// allocation for each, and keeps what is compared most often close together.
fn shared(text: &str) -> Arc<str> {
    const SLOTS: usize = 1024;
    thread_local! {
        static RECENT: RefCell<Vec<Option<Arc<str>>>> = const { RefCell::new(Vec::new()) };
        static HASHER: hashbrown::DefaultHashBuilder = hashbrown::DefaultHashBuilder::default();
    }
    #[expect(clippy::cast_possible_truncation, reason = "any of the bits will do")]
    let slot = HASHER.with(|hasher| hasher.hash_one(text)) as usize % SLOTS;
    RECENT.with_borrow_mut(|recent| {
        if recent.is_empty() {
            recent.resize(SLOTS, None);
        }
        match recent.get_mut(slot) {
            Some(Some(known)) if **known == *text => Arc::clone(known),
            Some(place) => Arc::clone(place.insert(text.into())),
            None => text.into(),
        }
    })
}

macro_rules! ids {
    ($( $(#[$meta:meta])* $name:ident ),* $(,)?) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as it stands in the file.
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self { Self(id.into()) }
        }

        impl From<&$name> for $name {
            fn from(id: &$name) -> Self { id.clone() }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }

        // Lets a table keyed by the id be asked with a text from the file.
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str { &self.0 }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Self(shared(Key::deserialize(deserializer)?.as_str())))
            }
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool { true }
            fn schema_name() -> Cow<'static, str> { stringify!($name).into() }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "minLength": 1 })
            }
        }
    )* };
}

ids! {
    /// Names a party within its case.
    PartyId,
    /// Names an axis within its case.
    AxisId,
    /// Names an issue within its case.
    IssueId,
    /// Names an option within its issue.
    OptionId,
    /// Names a position within its case.
    PositionId,
    /// Names a proposal within its case.
    ProposalId,
    /// Names an outcome within its case.
    OutcomeId,
    /// Names a round within its case.
    RoundId,
    /// Names an event within its case.
    EventId,
    /// Names a source within its case.
    SourceId,
    /// Names a note within its case.
    NoteId,
}

/// Points at one record of a case, written `kind:id` in the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ref {
    /// `party:…`
    Party(PartyId),
    /// `axis:…`
    Axis(AxisId),
    /// `issue:…`
    Issue(IssueId),
    /// `position:…`
    Position(PositionId),
    /// `proposal:…`
    Proposal(ProposalId),
    /// `outcome:…`
    Outcome(OutcomeId),
    /// `round:…`
    Round(RoundId),
    /// `event:…`
    Event(EventId),
    /// `source:…`
    Source(SourceId),
    /// `note:…`
    Note(NoteId),
    /// Anything else, kept as written.
    Other(Arc<str>),
}

impl Ref {
    /// The word before the colon; empty for a reference of no known kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Party(_) => "party",
            Self::Axis(_) => "axis",
            Self::Issue(_) => "issue",
            Self::Position(_) => "position",
            Self::Proposal(_) => "proposal",
            Self::Outcome(_) => "outcome",
            Self::Round(_) => "round",
            Self::Event(_) => "event",
            Self::Source(_) => "source",
            Self::Note(_) => "note",
            Self::Other(_) => "",
        }
    }

    /// The id after the colon; the whole text for a reference of no known kind.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Party(id) => id.as_str(),
            Self::Axis(id) => id.as_str(),
            Self::Issue(id) => id.as_str(),
            Self::Position(id) => id.as_str(),
            Self::Proposal(id) => id.as_str(),
            Self::Outcome(id) => id.as_str(),
            Self::Round(id) => id.as_str(),
            Self::Event(id) => id.as_str(),
            Self::Source(id) => id.as_str(),
            Self::Note(id) => id.as_str(),
            Self::Other(text) => text,
        }
    }
}

impl From<&str> for Ref {
    fn from(text: &str) -> Self {
        match text.split_once(':') {
            Some(("party", id)) => Self::Party(id.into()),
            Some(("axis", id)) => Self::Axis(id.into()),
            Some(("issue", id)) => Self::Issue(id.into()),
            Some(("position", id)) => Self::Position(id.into()),
            Some(("proposal", id)) => Self::Proposal(id.into()),
            Some(("outcome", id)) => Self::Outcome(id.into()),
            Some(("round", id)) => Self::Round(id.into()),
            Some(("event", id)) => Self::Event(id.into()),
            Some(("source", id)) => Self::Source(id.into()),
            Some(("note", id)) => Self::Note(id.into()),
            _ => Self::Other(text.into()),
        }
    }
}

impl From<&Ref> for Ref {
    fn from(target: &Ref) -> Self {
        target.clone()
    }
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(text) => f.write_str(text),
            _ => write!(f, "{}:{}", self.kind(), self.id()),
        }
    }
}

impl Serialize for Ref {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ref {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from(Key::deserialize(deserializer)?.as_str()))
    }
}

impl schemars::JsonSchema for Ref {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Ref".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^(party|axis|issue|position|proposal|outcome|round|event|source|note):.+$"
        })
    }
}
