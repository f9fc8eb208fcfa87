//! What differs between two versions of a case, as other programs read it; `demarche diff --help` describes it.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::case::AxisId;
use crate::edit::Record;
use crate::edit::diff::{
    AxisDifferences, Detail, Differences, Fate, FieldChange, IssueDifferences, ItemChange, ListDifferences,
    PartyDifferences, Piece, RecordChange, RecordDifference, Reordered,
};

/// All that is printed of two cases.
#[derive(Serialize)]
pub(super) struct Report<'a> {
    before: &'a str,
    after: &'a str,
    case: Vec<Field<'a>>,
    axes: Vec<Axis<'a>>,
    lists: Vec<List<'a>>,
    reordered: Vec<Order>,
}

#[derive(Serialize)]
struct Axis<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    axis: Option<&'a str>,
    issues: Vec<Issue<'a>>,
}

#[derive(Serialize)]
struct Issue<'a> {
    #[serde(rename = "issue")]
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    own: Option<Changed<'a>>,
    parties: Vec<Party<'a>>,
}

#[derive(Serialize)]
struct Party<'a> {
    party: &'a str,
    positions: Vec<Changed<'a>>,
}

#[derive(Serialize)]
struct List<'a> {
    list: &'static str,
    records: Vec<Changed<'a>>,
}

#[derive(Serialize)]
struct Order {
    list: &'static str,
    moved: Vec<Option<String>>,
}

#[derive(Serialize)]
struct Changed<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<String>,
    change: &'static str,
    value: Whole<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Field<'a>>,
}

#[derive(Serialize)]
struct Field<'a> {
    #[serde(rename = "field")]
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "is_false")]
    moved: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    words: Vec<Words<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<Item<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entries: Vec<Field<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Words<'a> {
    Kept(&'a str),
    Removed(&'a str),
    Added(&'a str),
}

#[derive(Default, Serialize)]
struct Item<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    removed: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Field<'a>>,
}

/// A record as it stands in the file.
struct Whole<'a>(&'a Record);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Record::Party(record) => record.serialize(serializer),
            Record::Axis(record) => record.serialize(serializer),
            Record::Issue(record) => record.serialize(serializer),
            Record::Position(record) => record.serialize(serializer),
            Record::Proposal(record) => record.serialize(serializer),
            Record::Outcome(record) => record.serialize(serializer),
            Record::Round(record) => record.serialize(serializer),
            Record::Event(record) => record.serialize(serializer),
            Record::Source(record) => record.serialize(serializer),
            Record::Assessment(record) => record.serialize(serializer),
            Record::Note(record) => record.serialize(serializer),
            Record::Glossary(record) => record.serialize(serializer),
            Record::Log(record) => record.serialize(serializer),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for this form")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// A value of a case, which is JSON already.
fn raw(json: &str) -> Option<&RawValue> {
    serde_json::from_str(json).ok()
}

impl<'a> Report<'a> {
    pub(super) fn new([before, after]: [&'a str; 2], found: &'a Differences) -> Self {
        Self {
            before,
            after,
            case: fields(&found.head),
            axes: found.axes.iter().map(Axis::from).collect(),
            lists: found.lists.iter().map(List::from).collect(),
            reordered: found.reordered.iter().map(Order::from).collect(),
        }
    }
}

impl<'a> From<&'a AxisDifferences> for Axis<'a> {
    fn from(found: &'a AxisDifferences) -> Self {
        Self { axis: found.axis.as_ref().map(AxisId::as_str), issues: found.issues.iter().map(Issue::from).collect() }
    }
}

impl<'a> From<&'a IssueDifferences> for Issue<'a> {
    fn from(found: &'a IssueDifferences) -> Self {
        Self {
            id: found.issue.as_str(),
            own: found.own.as_ref().map(Changed::from),
            parties: found.parties.iter().map(Party::from).collect(),
        }
    }
}

impl<'a> From<&'a PartyDifferences> for Party<'a> {
    fn from(found: &'a PartyDifferences) -> Self {
        Self { party: found.party.as_str(), positions: found.positions.iter().map(Changed::from).collect() }
    }
}

impl<'a> From<&'a ListDifferences> for List<'a> {
    fn from(found: &'a ListDifferences) -> Self {
        Self { list: found.list.key(), records: found.records.iter().map(Changed::from).collect() }
    }
}

impl From<&Reordered> for Order {
    fn from(found: &Reordered) -> Self {
        let name = |record: &Record| record.target().map(|target| target.to_string());
        Self { list: found.list.key(), moved: found.records.iter().map(name).collect() }
    }
}

impl<'a> From<&'a RecordDifference> for Changed<'a> {
    fn from(found: &'a RecordDifference) -> Self {
        let record = found.change.record();
        let (change, fields) = match &found.change {
            RecordChange::Added(_) => ("added", Vec::new()),
            RecordChange::Removed(_) => ("removed", Vec::new()),
            RecordChange::Changed { fields: changed, .. } => ("changed", fields(changed)),
        };
        Self { record: record.target().map(|target| target.to_string()), change, value: Whole(record), fields }
    }
}

fn fields(changes: &[FieldChange]) -> Vec<Field<'_>> {
    changes.iter().map(Field::from).collect()
}

impl<'a> From<&'a FieldChange> for Field<'a> {
    fn from(change: &'a FieldChange) -> Self {
        let (mut words, mut items, mut entries) = (Vec::new(), Vec::new(), Vec::new());
        match &change.detail {
            Detail::Whole | Detail::Moved => {}
            Detail::Text(pieces) => words = pieces.iter().map(Words::from).collect(),
            Detail::Items(changes) => items = changes.iter().map(Item::from).collect(),
            Detail::Entries(changes) => entries = fields(changes),
        }
        let [before, after] = [&change.before, &change.after].map(|json| json.as_deref().and_then(raw));
        Self { name: &change.name, before, after, moved: change.detail == Detail::Moved, words, items, entries }
    }
}

impl<'a> From<&'a Piece> for Words<'a> {
    fn from(piece: &'a Piece) -> Self {
        match piece.fate {
            Fate::Kept => Self::Kept(&piece.text),
            Fate::Removed => Self::Removed(&piece.text),
            Fate::Added => Self::Added(&piece.text),
        }
    }
}

impl<'a> From<&'a ItemChange> for Item<'a> {
    fn from(change: &'a ItemChange) -> Self {
        match change {
            ItemChange::Added(item) => Self { added: raw(item), ..Self::default() },
            ItemChange::Removed(item) => Self { removed: raw(item), ..Self::default() },
            ItemChange::Moved(item) => Self { moved: raw(item), ..Self::default() },
            ItemChange::Changed { after, fields: changed } => {
                Self { changed: raw(after), fields: fields(changed), ..Self::default() }
            }
        }
    }
}
