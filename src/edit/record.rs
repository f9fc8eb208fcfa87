//! The records of a case's lists under one roof, and how each is named.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::case::{
    Assessment, Axis, Case, Event, FieldError, Fields, GlossaryEntry, Issue, List, LogEntry, Note, Outcome, Party,
    Position, Proposal, Ref, Round, Snapshot, Source,
};

/// Names a record of a case, or the case itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Key {
    /// The case: its title, summary, language, date and handling.
    Case,
    /// A record that has an id.
    Record(Ref),
    /// An assessment, by its place in the list.
    Assessment(usize),
    /// An entry of the glossary, by its place in the list.
    Glossary(usize),
    /// An entry of the log, by its place in the list.
    Log(usize),
}

impl From<Ref> for Key {
    fn from(target: Ref) -> Self {
        Self::Record(target)
    }
}

impl Key {
    /// Where the record stands: its list, and its place in it from zero.
    #[must_use]
    pub fn place(&self, snapshot: &Snapshot) -> Option<(ListName, usize)> {
        self.list().zip(self.number_in(snapshot.case(), snapshot))
    }

    /// The reference, for a record that has an id.
    #[must_use]
    pub fn target(&self) -> Option<&Ref> {
        match self {
            Self::Record(target) => Some(target),
            _ => None,
        }
    }
}

macro_rules! lists {
    ($( $variant:ident, $list:ident: $record:ident, $key:pat => $keyed:expr, |$one:ident, $at:ident| $name:expr; )*) => {
        /// A record of one of the case's lists.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Record { $(
            #[doc = concat!("One of `", stringify!($list), "`.")]
            $variant(Arc<$record>),
        )* }

        /// One of the case's lists.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum ListName { $(
            #[doc = concat!("`", stringify!($list), "`")]
            $variant,
        )* }

        $( impl From<$record> for Record {
            fn from(record: $record) -> Self { Self::$variant(Arc::new(record)) }
        }
        impl From<Arc<$record>> for Record {
            fn from(record: Arc<$record>) -> Self { Self::$variant(record) }
        } )*

        impl ListName {
            /// Every list, in the order of the file.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )* ];

            /// The list's key in the file.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $( Self::$variant => stringify!($list), )* }
            }

            /// The fields that its records have.
            #[must_use]
            pub fn fields(self) -> &'static [&'static str] {
                match self { $( Self::$variant => $record::NAMES, )* }
            }

            /// How many records of it a case has.
            #[must_use]
            pub fn len(self, case: &Case) -> usize {
                match self { $( Self::$variant => case.$list.len(), )* }
            }

            /// The record at a place of the list.
            #[must_use]
            pub fn get(self, case: &Case, at: usize) -> Option<Record> {
                match self { $( Self::$variant => case.$list.get(at).cloned().map(Record::$variant), )* }
            }

            /// Whether two cases have the same records in it.
            pub(super) fn is_same(self, one: &Case, other: &Case) -> bool {
                match self { $( Self::$variant => one.$list == other.$list, )* }
            }

            pub(super) fn remove(self, case: &mut Case, at: usize) -> Option<Record> {
                match self { $( Self::$variant => case.$list.remove(at).map(Record::$variant), )* }
            }
        }

        impl Record {
            /// The list it belongs to.
            #[must_use]
            pub fn list(&self) -> ListName {
                match self { $( Self::$variant(_) => ListName::$variant, )* }
            }

            /// How a record is named that stands at `at` in its list.
            #[must_use]
            pub fn key(&self, at: usize) -> Key {
                match self { $( Self::$variant(record) => { let ($one, $at) = (record, at); $name } )* }
            }

            /// A field's value as JSON; nothing when it is not written.
            #[must_use]
            pub fn field(&self, name: &str) -> Option<Box<str>> {
                match self { $( Self::$variant(record) => record.field(name), )* }
            }

            /// Writes a field; nothing as a value empties it.
            ///
            /// # Errors
            /// Those of [`Fields::set_field`].
            pub fn set_field(&mut self, name: &str, value: Option<&str>) -> Result<(), FieldError> {
                match self { $( Self::$variant(record) => Arc::make_mut(record).set_field(name, value), )* }
            }

            /// The names of the fields that differ in a later version; all of the later one's when it is of another list.
            #[must_use]
            pub fn changed_fields(&self, later: &Self) -> Vec<Cow<'static, str>> {
                match (self, later) {
                    $( (Self::$variant(before), Self::$variant(after)) => before.changed_fields(after), )*
                    _ => later.list().fields().iter().map(|name| Cow::Borrowed(*name)).collect(),
                }
            }

            pub(super) fn insert(self, case: &mut Case, at: usize) {
                match self { $( Self::$variant(record) => case.$list.insert(at, record), )* }
            }

            pub(super) fn replace(self, case: &mut Case, at: usize) {
                match self { $( Self::$variant(record) => { case.$list.set(at, record); } )* }
            }
        }

        impl Key {
            /// The list in which the record stands; nothing for the case itself and for a reference of no known kind.
            #[must_use]
            pub fn list(&self) -> Option<ListName> {
                match self {
                    Self::Case | Self::Record(Ref::Other(_)) => None,
                    $( $key => Some(ListName::$variant), )*
                }
            }

            /// The place in its list; an id is looked for around the place that it has in `before`, an earlier version.
            pub(super) fn number_in(&self, case: &Case, before: &Snapshot) -> Option<usize> {
                match self {
                    Self::Case | Self::Record(Ref::Other(_)) => None,
                    $( $key => $keyed(self, case, before), )*
                }
            }
        }
    };
}

macro_rules! by_id {
    ($variant:ident, $list:ident, $number:ident) => {
        |key: &Key, case: &Case, before: &Snapshot| {
            let Key::Record(Ref::$variant(id)) = key else { return None };
            around(&case.$list, before.$number(id).unwrap_or(case.$list.len()), |record| record.id == *id)
        }
    };
}

macro_rules! by_place {
    ($variant:ident, $list:ident) => {
        |key: &Key, case: &Case, _: &Snapshot| {
            let Key::$variant(at) = key else { return None };
            (*at < case.$list.len()).then_some(*at)
        }
    };
}

lists! {
    Party, parties: Party, Self::Record(Ref::Party(_)) => by_id!(Party, parties, party_number),
        |record, _at| Ref::Party(record.id.clone()).into();
    Axis, axes: Axis, Self::Record(Ref::Axis(_)) => by_id!(Axis, axes, axis_number),
        |record, _at| Ref::Axis(record.id.clone()).into();
    Issue, issues: Issue, Self::Record(Ref::Issue(_)) => by_id!(Issue, issues, issue_place),
        |record, _at| Ref::Issue(record.id.clone()).into();
    Position, positions: Position, Self::Record(Ref::Position(_)) => by_id!(Position, positions, position_place),
        |record, _at| Ref::Position(record.id.clone()).into();
    Proposal, proposals: Proposal, Self::Record(Ref::Proposal(_)) => by_id!(Proposal, proposals, proposal_number),
        |record, _at| Ref::Proposal(record.id.clone()).into();
    Outcome, outcomes: Outcome, Self::Record(Ref::Outcome(_)) => by_id!(Outcome, outcomes, outcome_number),
        |record, _at| Ref::Outcome(record.id.clone()).into();
    Round, rounds: Round, Self::Record(Ref::Round(_)) => by_id!(Round, rounds, round_number),
        |record, _at| Ref::Round(record.id.clone()).into();
    Event, events: Event, Self::Record(Ref::Event(_)) => by_id!(Event, events, event_number),
        |record, _at| Ref::Event(record.id.clone()).into();
    Source, sources: Source, Self::Record(Ref::Source(_)) => by_id!(Source, sources, source_number),
        |record, _at| Ref::Source(record.id.clone()).into();
    Assessment, assessments: Assessment, Self::Assessment(_) => by_place!(Assessment, assessments),
        |_record, at| Key::Assessment(at);
    Note, notes: Note, Self::Record(Ref::Note(_)) => by_id!(Note, notes, note_number),
        |record, _at| Ref::Note(record.id.clone()).into();
    Glossary, glossary: GlossaryEntry, Self::Glossary(_) => by_place!(Glossary, glossary),
        |_record, at| Key::Glossary(at);
    Log, log: LogEntry, Self::Log(_) => by_place!(Log, log),
        |_record, at| Key::Log(at);
}

impl Record {
    /// The record that a key names in a case.
    #[must_use]
    pub fn find(snapshot: &Snapshot, key: &Key) -> Option<Self> {
        key.list()?.get(snapshot.case(), key.number_in(snapshot.case(), snapshot)?)
    }

    /// The reference to it, if it has an id.
    #[must_use]
    pub fn target(&self) -> Option<Ref> {
        match self.key(0) {
            Key::Record(target) => Some(target),
            _ => None,
        }
    }
}

/// The place of the wanted record, looked for outwards from where it once stood: few edits move anything far.
fn around<T>(list: &List<T>, start: usize, wanted: impl Fn(&T) -> bool) -> Option<usize> {
    let is = |at: usize| list.get(at).is_some_and(|record| wanted(record));
    let reach = start.max(list.len().saturating_sub(start));
    (0..=reach).find_map(|step| {
        let below = start.checked_sub(step).filter(|at| is(*at));
        below.or_else(|| Some(start + step).filter(|at| is(*at)))
    })
}
