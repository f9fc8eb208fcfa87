//! Mending a problem, where there is one obvious way to.

use jiff::fmt::temporal::{Pieces, PiecesOffset};

use super::begin::standard_axis;
use super::raw::{Patch, patched};
use super::{
    Change, Edit, Field, Intent, Key, ListName, fresh_option, fresh_ref, next_number, place_of, read_date, rename,
    rename_option, usual_id,
};
use crate::case::{
    AxisId, Case, Fields as _, Issue, IssueId, Moment, OptionId, Path, Problem, ProblemKind, Ref, STANDARD_AXES,
    Snapshot, Step,
};

/// A repair that can be offered.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// What it does.
    pub kind: RepairKind,
    /// The edit that does it.
    pub edit: Edit,
}

/// What a repair does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RepairKind {
    /// Writes this in place of what is there.
    ChangeTo(Box<str>),
    /// Gives a record or an option this id, and all that point at it the same.
    Rename(Box<str>),
    /// Gives an issue this number.
    Number(Box<str>),
    /// Gives an option this id, and leaves what points at the other of the same id alone.
    TellApart(Box<str>),
    /// Adds an axis that is always there, by this name.
    AddAxis(Box<str>),
    /// Takes an entry out in which nothing stands.
    TakeOut,
    /// Takes out that a position replaces itself.
    ReplaceNothing,
}

/// The repair of a problem; nothing where it takes a person to know.
#[must_use]
pub fn repair(snapshot: &Snapshot, problem: &Problem) -> Option<Repair> {
    let path = &problem.path;
    let change_to = |text: &str| {
        let value = serde_json::to_string(text).ok()?;
        write(snapshot, path, &Patch::Value(&value), RepairKind::ChangeTo(text.into()))
    };
    match &problem.kind {
        ProblemKind::NoSuchRecord(target) => {
            let found = close_record(snapshot, target, problem.subject.as_ref())?;
            // Some fields name the kind of record, others have room for one kind only.
            let names_kind = matches!(last_key(path), Some("requires" | "disputes" | "on"));
            change_to(&if names_kind { found.to_string() } else { found.id().to_owned() })
        }
        ProblemKind::NoSuchOption { issue: Some(issue), option } => {
            let found = close_option(snapshot.issue(issue)?, option)?;
            if matches!(path.0.iter().rev().nth(1), Some(Step::Key(key)) if key == "values") {
                // Here the option is a key, and what it is worth stays with it.
                let kind = RepairKind::ChangeTo(found.as_str().into());
                return write(snapshot, path, &Patch::Key(found.as_str()), kind);
            }
            change_to(found.as_str())
        }
        ProblemKind::NoSuchMoment(moment) => change_to(&close_moment(snapshot, moment)?),
        ProblemKind::UnreadableDate(date) => change_to(read_date(date.as_str())?.as_str()),
        ProblemKind::UnknownWord { word, known } => change_to(closest(word, known.iter().copied())?),
        ProblemKind::UnreadableColor(color) => change_to(&plain_color(color)?),
        ProblemKind::MissingAxis(axis) => Some(add_axis(snapshot, axis)),
        ProblemKind::NumberTaken { .. } => {
            let number = next_number(snapshot, &issue_at(snapshot, path)?.axis);
            let value = serde_json::to_string(&number).ok()?;
            write(snapshot, path, &Patch::Value(&value), RepairKind::Number(number.into()))
        }
        ProblemKind::OptionTaken(_) => {
            let issue = issue_at(snapshot, path)?;
            let [_, _, _, Step::Index(at), _] = path.0.as_slice() else { return None };
            let id = fresh_option(issue, &issue.options.get(*at)?.label);
            let value = serde_json::to_string(&id).ok()?;
            write(snapshot, path, &Patch::Value(&value), RepairKind::TellApart(id.as_str().into()))
        }
        ProblemKind::EmptyText => take_out(snapshot, path),
        ProblemKind::UnusualId(id) => usual(snapshot, problem, id),
        ProblemKind::UnreadableTime(time) => change_to(&plain_time(time)?),
        // In a circle of several it takes a person to know which is the earliest.
        ProblemKind::ReplacesLoop(1) => replace_nothing(snapshot, path),
        ProblemKind::NoSuchOption { issue: None, .. }
        | ProblemKind::AgreedWithoutEvidence
        | ProblemKind::RedLineCrossed { .. }
        | ProblemKind::DemandRefused { .. }
        | ProblemKind::ReplacesLoop(_)
        | ProblemKind::ReplacesOtherParty(_)
        | ProblemKind::Uncited
        | ProblemKind::NoEvidence
        | ProblemKind::OutOfRange { .. } => None,
    }
}

/// The edit that writes at a path.
fn write(snapshot: &Snapshot, path: &Path, how: &Patch<'_>, kind: RepairKind) -> Option<Repair> {
    let (key, before, steps) = match path.0.as_slice() {
        [Step::Key(list), Step::Index(at), steps @ ..] => {
            let record = list_of(list)?.get(snapshot.case(), *at)?;
            (record.key(*at), Some(record), steps)
        }
        steps => (Key::Case, None, steps),
    };
    let (Step::Key(name), rest) = steps.split_first()? else { return None };
    let value = match &before {
        Some(record) => record.field(name),
        None => Case::field(snapshot.case(), name),
    };
    let value = patched(&value?, rest, how)?;
    let field = Field { name: name.clone(), value: Some(value.into()) };
    let changes = vec![Change::Set { key, fields: vec![field] }];
    let place = before.as_ref().and_then(place_of);
    Some(Repair { kind, edit: Edit::new(Intent::Repair, changes, place) })
}

fn list_of(key: &str) -> Option<ListName> {
    ListName::ALL.iter().copied().find(|list| list.key() == key)
}

fn last_key(path: &Path) -> Option<&str> {
    path.0.iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_ref()),
        Step::Index(_) => None,
    })
}

fn issue_at<'a>(snapshot: &'a Snapshot, path: &Path) -> Option<&'a Issue> {
    match path.0.as_slice() {
        [Step::Key(list), Step::Index(at), ..] if list == "issues" => Some(snapshot.case().issues.get(*at)?),
        _ => None,
    }
}

fn close_record(snapshot: &Snapshot, target: &Ref, subject: Option<&Ref>) -> Option<Ref> {
    let case = snapshot.case();
    macro_rules! among {
        ($kind:ident, $list:ident, $id:expr) => {{
            let others = case.$list.iter().map(|record| record.id.as_str());
            let others = others.filter(|id| subject.is_none_or(|own| own.kind() != target.kind() || own.id() != *id));
            closest($id, others).map(|id| Ref::$kind(id.into()))
        }};
    }
    match target {
        Ref::Party(id) => among!(Party, parties, id.as_str()),
        Ref::Axis(id) => among!(Axis, axes, id.as_str()),
        Ref::Issue(id) => among!(Issue, issues, id.as_str()),
        Ref::Position(id) => among!(Position, positions, id.as_str()),
        Ref::Proposal(id) => among!(Proposal, proposals, id.as_str()),
        Ref::Outcome(id) => among!(Outcome, outcomes, id.as_str()),
        Ref::Round(id) => among!(Round, rounds, id.as_str()),
        Ref::Event(id) => among!(Event, events, id.as_str()),
        Ref::Source(id) => among!(Source, sources, id.as_str()),
        Ref::Note(id) => among!(Note, notes, id.as_str()),
        Ref::Other(text) => without_kind(snapshot, text),
    }
}

/// The one record of any kind that has this id, where the kind was forgotten.
fn without_kind(snapshot: &Snapshot, text: &str) -> Option<Ref> {
    const KINDS: [&str; 10] =
        ["party", "axis", "issue", "position", "proposal", "outcome", "round", "event", "source", "note"];
    let mut found = KINDS.iter().map(|kind| Ref::from(&*format!("{kind}:{}", text.trim())));
    let mut found = found.by_ref().filter(|target| snapshot.resolves(target));
    found.next().filter(|_| found.next().is_none())
}

fn close_option<'a>(issue: &'a Issue, option: &OptionId) -> Option<&'a OptionId> {
    let by_label = |wanted: &str| issue.options.iter().find(|known| usual_id(&known.label) == usual_id(wanted));
    let found = closest(option.as_str(), issue.options.iter().map(|known| known.id.as_str()));
    match found {
        Some(id) => issue.options.iter().map(|known| &known.id).find(|known| known.as_str() == id),
        None => by_label(option.as_str()).map(|known| &known.id),
    }
}

fn close_moment(snapshot: &Snapshot, moment: &Moment) -> Option<String> {
    if let Some(date) = read_date(moment.as_str()) {
        return Some(date.as_str().to_owned());
    }
    let rounds = &snapshot.case().rounds;
    let by_id = closest(moment.as_str(), rounds.iter().map(|round| round.id.as_str()));
    let by_label = || rounds.iter().find(|round| usual_id(&round.label) == usual_id(moment.as_str()));
    by_id.map(str::to_owned).or_else(|| by_label().map(|round| round.id.to_string()))
}

/// The candidate that differs from a text by as little as a slip of the keyboard, if there is exactly one.
fn closest<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // A word's parts may stand apart by a hyphen, a space or the format's underscore.
    let plain = usual_id(text);
    let length = plain.chars().count();
    let reach = if length < 3 { 0 } else { (length / 4).clamp(1, 3) };
    let mut best: Option<(usize, &str)> = None;
    let mut is_alone = true;
    for candidate in candidates {
        if candidate.chars().count().abs_diff(length) > reach {
            continue;
        }
        let other = usual_id(candidate);
        // Those that differ in a number differ on purpose.
        if !digits(&other).eq(digits(&plain)) {
            continue;
        }
        let distance = strsim::osa_distance(&plain, &other);
        if distance > reach || best.is_some_and(|(least, _)| distance > least) {
            continue;
        }
        is_alone = best.is_none_or(|(least, _)| distance < least);
        best = Some((distance, candidate));
    }
    best.filter(|_| is_alone && !plain.is_empty()).map(|(_, candidate)| candidate)
}

fn digits(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(char::is_ascii_digit)
}

/// A color of three or six digits as `#rrggbb`.
fn plain_color(color: &str) -> Option<String> {
    let color = color.trim();
    let hex = color.strip_prefix('#').or_else(|| color.strip_prefix("0x")).unwrap_or(color);
    if !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    match hex.len() {
        6 => Some(format!("#{hex}")),
        3 => Some(format!("#{}", hex.chars().flat_map(|digit| [digit, digit]).collect::<String>())),
        _ => None,
    }
}

/// A moment that names its offset, as the format writes it; a date or a time alone is none.
fn plain_time(text: &str) -> Option<String> {
    let moment = Pieces::parse(text.trim()).ok()?;
    let (date, time) = (moment.date(), moment.time()?);
    let offset = match moment.offset()? {
        PiecesOffset::Zulu => "Z".to_owned(),
        PiecesOffset::Numeric(offset) => {
            let seconds = offset.offset().seconds();
            let sign = if seconds < 0 { '-' } else { '+' };
            let minutes = seconds.unsigned_abs() / 60;
            format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
        _ => return None,
    };
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    (time.subsec_nanosecond() == 0).then(|| format!("{date}T{hour:02}:{minute:02}:{second:02}{offset}"))
}

fn replace_nothing(snapshot: &Snapshot, path: &Path) -> Option<Repair> {
    let [Step::Key(list), Step::Index(at), Step::Key(name)] = path.0.as_slice() else { return None };
    let record = list_of(list)?.get(snapshot.case(), *at)?;
    let field = Field { name: name.clone(), value: None };
    let changes = vec![Change::Set { key: record.key(*at), fields: vec![field] }];
    let edit = Edit::new(Intent::Repair, changes, place_of(&record));
    Some(Repair { kind: RepairKind::ReplaceNothing, edit })
}

/// Puts a standard axis where it belongs among the standard ones.
fn add_axis(snapshot: &Snapshot, id: &AxisId) -> Repair {
    let earlier = STANDARD_AXES.iter().take_while(|axis| **axis != id.as_str());
    let places = earlier.filter_map(|axis| snapshot.axis_number(&AxisId::from(*axis)));
    let at = places.max().map_or(0, |at| at + 1);
    let axis = standard_axis(id);
    let kind = RepairKind::AddAxis(axis.name.as_str().into());
    let change = Change::Insert { at, record: axis.into() };
    Repair { kind, edit: Edit::new(Intent::Repair, vec![change], Some(Ref::Axis(id.clone()))) }
}

/// Takes an entry of a list out whose text is empty and which holds nothing else: a delegate or a condition.
fn take_out(snapshot: &Snapshot, path: &Path) -> Option<Repair> {
    let [Step::Key(list), Step::Index(at), rest @ ..] = path.0.as_slice() else { return None };
    let at = *at;
    let case = snapshot.case();
    let is_empty = match (list.as_ref(), rest) {
        ("parties", [Step::Key(field), Step::Index(entry), ..]) if field == "delegation" => {
            let delegate = case.parties.get(at)?.delegation.get(*entry)?;
            delegate.title.is_none() && delegate.also_written.is_empty() && delegate.extra.iter().next().is_none()
        }
        ("positions", [Step::Key(field), Step::Index(entry), ..]) if field == "conditions" => {
            is_bare(case.positions.get(at)?.conditions.get(*entry)?)
        }
        ("proposals", [_, Step::Index(response), Step::Key(field), Step::Index(entry), ..])
            if field == "conditions" =>
        {
            is_bare(case.proposals.get(at)?.responses.get(*response)?.conditions.get(*entry)?)
        }
        _ => false,
    };
    let entry = Path(path.0.get(..path.0.len().checked_sub(1)?)?.to_vec());
    is_empty.then(|| write(snapshot, &entry, &Patch::Remove, RepairKind::TakeOut))?
}

fn is_bare(condition: &crate::case::Condition) -> bool {
    condition.requires.is_none() && condition.from.is_none() && condition.extra.iter().next().is_none()
}

fn usual(snapshot: &Snapshot, problem: &Problem, id: &str) -> Option<Repair> {
    let plain = usual_id(id);
    if plain.is_empty() {
        return None;
    }
    let (id, edit) = if let [Step::Key(list), _, Step::Key(field), ..] = problem.path.0.as_slice()
        && list == "issues"
        && field == "options"
    {
        let issue = issue_at(snapshot, &problem.path)?;
        let new = fresh_option(issue, &plain);
        (new.to_string(), rename_option(snapshot, &IssueId::clone(&issue.id), &id.into(), new.as_str())?)
    } else {
        let target = problem.subject.as_ref()?;
        let new = fresh_ref(snapshot, target, &plain)?;
        (new.id().to_owned(), rename(snapshot, target, new.id())?)
    };
    Some(Repair { kind: RepairKind::Rename(id.into()), edit: Edit { intent: Intent::Repair, ..edit } })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::case::check;
    use crate::edit::testing::{after, case};

    /// What is offered for the first problem of a code, and whether that mends it and brings no other.
    fn offered(lists: &Value, code: &str) -> Option<RepairKind> {
        let start = case(lists);
        let problems = check(&start);
        let problem = problems.iter().find(|problem| problem.kind.code() == code).expect(code);
        let repair = repair(&start, problem)?;
        let left = check(&after(&start, &repair.edit));
        assert!(left.len() < problems.len(), "{problems:#?}\n{left:#?}");
        assert!(!left.contains(problem));
        Some(repair.kind)
    }

    fn change(text: &str) -> RepairKind {
        RepairKind::ChangeTo(text.into())
    }

    #[test]
    fn a_slip_in_a_reference_is_seen_and_a_guess_is_not_made() {
        let party = |id: &str| json!({ "id": id, "name": id, "role": "principal" });
        let outcome = |id: &str| {
            json!({ "parties": [party("syria"), party("israel"), party("party-1")],
                "outcomes": [{ "id": "x", "title": "x", "text": "x", "state": "agreed", "parties": ["israel", id] }] })
        };
        assert_eq!(offered(&outcome("syira"), "no_such_record"), Some(change("syria")));
        assert_eq!(offered(&outcome("Syria"), "no_such_record"), Some(change("syria")));
        assert_eq!(offered(&outcome("iran"), "no_such_record"), None);
        assert_eq!(offered(&outcome("party-2"), "no_such_record"), None);
        let note = |on: &str| json!({ "parties": [party("syria")], "issues": [], "notes": [{ "id": "n", "on": on, "text": "x" }] });
        assert_eq!(offered(&note("party:siria"), "no_such_record"), Some(change("party:syria")));
        assert_eq!(offered(&note("syria"), "no_such_record"), Some(change("party:syria")));
        assert_eq!(offered(&note("note:m"), "no_such_record"), None);
    }

    #[test]
    fn an_option_is_found_by_its_id_or_its_label_where_it_is_named_or_valued() {
        let lists = |option: &str| {
            json!({
                "parties": [{ "id": "p", "name": "p", "role": "principal" }],
                "axes": [{ "id": "territorial", "name": "x" }],
                "issues": [{ "id": "i", "axis": "territorial", "title": "i", "status": "unknown",
                    "options": [{ "id": "all-of-it", "label": "Full withdrawal" }] }],
                "assessments": [{ "party": "p", "issue": "i", "values": { option: 40.0 } }],
            })
        };
        assert_eq!(offered(&lists("all_of_it"), "no_such_option"), Some(change("all-of-it")));
        assert_eq!(offered(&lists("full-withdrawal"), "no_such_option"), Some(change("all-of-it")));
        assert_eq!(offered(&lists("nothing"), "no_such_option"), None);
    }

    #[test]
    fn dates_words_and_colors_are_written_as_the_format_has_them() {
        let source = |field: &str, value: &str| {
            let mut source = json!({ "id": "s", "publisher": "S" });
            source[field] = json!(value);
            json!({ "sources": [source] })
        };
        assert_eq!(offered(&source("date", "6 January 2026"), "unreadable_date"), Some(change("2026-01-06")));
        assert_eq!(offered(&source("date", "06/01/2026"), "unreadable_date"), None);
        assert_eq!(offered(&source("kind", "Oficial"), "unknown_word"), Some(change("official")));
        assert_eq!(offered(&source("kind", "podcast"), "unknown_word"), None);
        let party =
            |color: &str| json!({ "parties": [{ "id": "p", "name": "p", "role": "principal", "color": color }] });
        assert_eq!(offered(&party("fff"), "unreadable_color"), Some(change("#ffffff")));
        assert_eq!(offered(&party("1F5FA8"), "unreadable_color"), Some(change("#1F5FA8")));
        assert_eq!(offered(&party("blue"), "unreadable_color"), None);
    }

    #[test]
    fn a_missing_axis_comes_back_to_its_place() {
        let lists = json!({ "axes": [{ "id": "territorial", "name": "T" }, { "id": "economic", "name": "E" }] });
        assert_eq!(offered(&lists, "missing_axis"), Some(RepairKind::AddAxis("Security".into())));
        let start = case(&lists);
        let end = after(&start, &repair(&start, &check(&start)[0]).unwrap().edit);
        assert_eq!(end.axis_number(&"security".into()), Some(1));
    }

    #[test]
    fn numbers_options_and_ids_are_told_apart() {
        let option = |id: &str, label: &str| json!({ "id": id, "label": label, "weight": 1.5 });
        let issue = |id: &str, options: Value| json!({ "id": id, "axis": "territorial", "number": "T1", "title": id, "status": "unknown", "options": options });
        let lists = json!({
            "axes": [{ "id": "territorial", "name": "T" }],
            "issues": [issue("a", json!([option("x", "None"), option("x", "All of it")])),
                issue("Next One", json!([option("Y", "Y")]))],
        });
        assert_eq!(offered(&lists, "number_taken"), Some(RepairKind::Number("T2".into())));
        assert_eq!(offered(&lists, "option_taken"), Some(RepairKind::TellApart("all-of-it".into())));
        assert_eq!(offered(&lists, "unusual_id"), Some(RepairKind::Rename("next-one".into())));
        let start = case(&lists);
        let taken = check(&start).into_iter().find(|problem| problem.kind.code() == "option_taken").unwrap();
        let end = after(&start, &repair(&start, &taken).unwrap().edit);
        let kept = end.issue(&"a".into()).unwrap().options[1].extra.get("weight").map(str::to_owned);
        assert_eq!(kept.as_deref(), Some("1.5"), "what this version does not know stays");
    }

    #[test]
    fn a_time_is_written_as_the_format_has_it_where_it_names_its_offset() {
        let log = |at: &str| json!({ "log": [{ "at": at, "text": "Began." }] });
        for (typed, expected) in [
            ("2026-01-06 10:30+01:00", "2026-01-06T10:30:00+01:00"),
            ("2026-01-06t10:30:15z", "2026-01-06T10:30:15Z"),
            (" 2026-01-06T10:30:00-0530", "2026-01-06T10:30:00-05:30"),
        ] {
            assert_eq!(offered(&log(typed), "unreadable_time"), Some(change(expected)), "{typed}");
        }
        for unclear in ["2026-01-06T10:30:00", "2026-01-06", "10:30", "this morning"] {
            assert_eq!(offered(&log(unclear), "unreadable_time"), None, "{unclear}");
        }
    }

    #[test]
    fn a_position_that_replaces_itself_no_longer_does_and_a_longer_circle_is_left_to_a_person() {
        let position = |id: &str, replaces: &str| json!({ "id": id, "party": "p", "issue": "i", "kind": "demand", "text": "x", "replaces": replaces });
        let one = json!({ "positions": [position("a", "a")] });
        assert_eq!(offered(&one, "replaces_loop"), Some(RepairKind::ReplaceNothing));
        let two = json!({ "positions": [position("a", "b"), position("b", "a")] });
        assert_eq!(offered(&two, "replaces_loop"), None);
    }

    #[test]
    fn an_entry_in_which_nothing_stands_can_be_taken_out() {
        let lists = |requires: Value| {
            let mut condition = json!({ "text": " " });
            if !requires.is_null() {
                condition["requires"] = requires;
            }
            json!({ "positions": [{ "id": "p", "party": "a", "issue": "i", "kind": "demand", "text": "x",
                "conditions": [{ "text": "if" }, condition] }] })
        };
        assert_eq!(offered(&lists(Value::Null), "empty_text"), Some(RepairKind::TakeOut));
        assert_eq!(offered(&lists(json!("position:p")), "empty_text"), None);
    }
}
