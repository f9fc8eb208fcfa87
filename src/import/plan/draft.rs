//! The case as it grows while a plan is made, with every change that makes it.

use std::sync::Arc;

use hashbrown::{HashMap, HashSet};

use super::super::mapping::{AxisChoice, PartyChoice};
use super::super::vocabulary::plain;
use super::super::{Parties, PartyMatch, Place};
use super::{Fate, Made, Skipped};
use crate::case::{
    Axis, AxisId, Difference, Extra, Issue, IssueId, NoteId, Party, PartyId, PositionId, Ref, Shift, Snapshot, Source,
    SourceId,
};
use crate::edit::{Change, Key, Noun, Record, apply, fresh_id, next_number, usual_id};

pub(super) struct Draft {
    pub(super) snapshot: Snapshot,
    pub(super) changes: Vec<Change>,
    pub(super) made: Vec<Made>,
    pub(super) skipped: Vec<Skipped>,
    parties: Parties,
    by_number: HashMap<String, IssueId>,
    by_title: HashMap<String, IssueId>,
    /// For each axis, the letters of its numbers and the next of them.
    numbers: HashMap<AxisId, (String, u32)>,
    /// New issues that are not in the case yet.
    begun: Vec<Issue>,
    begun_at: HashMap<IssueId, usize>,
    /// Issues of the case as the table has them.
    touched: Vec<(Issue, Option<Place>)>,
    touched_at: HashMap<IssueId, usize>,
    /// What has been told of, so that it is told once.
    told: HashSet<Ref>,
    /// What a name stood for before: a table says the same names again and again.
    named_parties: HashMap<String, PartyId>,
    named_axes: HashMap<String, AxisId>,
    /// The sources by address, publisher and id.
    sources: HashMap<String, Vec<SourceId>>,
}

impl Draft {
    pub(super) fn new(snapshot: &Snapshot, skipped: Vec<Skipped>) -> Self {
        let mut draft = Self {
            snapshot: snapshot.clone(),
            changes: Vec::new(),
            made: Vec::new(),
            skipped,
            parties: Parties::of(snapshot),
            by_number: HashMap::new(),
            by_title: HashMap::new(),
            numbers: HashMap::new(),
            begun: Vec::new(),
            begun_at: HashMap::new(),
            touched: Vec::new(),
            touched_at: HashMap::new(),
            told: HashSet::new(),
            named_parties: HashMap::new(),
            named_axes: HashMap::new(),
            sources: HashMap::new(),
        };
        for source in &snapshot.case().sources {
            draft.index_source(source);
        }
        for issue in &snapshot.case().issues {
            draft.index(issue);
        }
        draft
    }

    fn index(&mut self, issue: &Issue) {
        if let Some(number) = issue.number.as_deref().map(plain).filter(|number| !number.is_empty()) {
            self.by_number.entry(number).or_insert_with(|| issue.id.clone());
        }
        let title = plain(&issue.title);
        if !title.is_empty() {
            self.by_title.entry(title).or_insert_with(|| issue.id.clone());
        }
    }

    fn index_source(&mut self, source: &Source) {
        let mut keys = vec![plain(&source.publisher), plain(source.id.as_str())];
        keys.extend(source.url.clone());
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            self.sources.entry(key).or_default().push(source.id.clone());
        }
    }

    /// The sources of an address, of a publisher or of an id.
    pub(super) fn sources(&self, key: &str) -> impl Iterator<Item = &Arc<Source>> {
        let ids = self.sources.get(key).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| self.snapshot.source(id))
    }

    /// Whether a record has been made, changed or found before.
    pub(super) fn is_told(&self, target: &Ref) -> bool {
        self.told.contains(target)
    }

    /// Adds a record at the end of its list.
    pub(super) fn add(&mut self, noun: Noun, record: impl Into<Record>, text: &str, from: Option<Place>) {
        let record = record.into();
        let Some(target) = record.target() else { return };
        let at = record.list().len(self.snapshot.case());
        let change = Change::Insert { at, record: record.clone() };
        // Of the lists, that of positions alone does not say by its length what has come.
        let shifts = if matches!(record, Record::Position(_)) { vec![Shift::Came(at)] } else { Vec::new() };
        if self.take(change, &Difference { shifts, ..Difference::default() }) {
            match &record {
                Record::Party(party) => self.parties.add(party),
                Record::Source(source) => self.index_source(source),
                _ => {}
            }
            self.tell(Fate::New, noun, target, text, from);
        }
    }

    /// Keeps a new issue until all are added.
    pub(super) fn begin_issue(&mut self, issue: Issue, from: Option<Place>) {
        self.index(&issue);
        self.tell(Fate::New, Noun::Issue, Ref::Issue(issue.id.clone()), &issue.title, from);
        self.begun_at.insert(issue.id.clone(), self.begun.len());
        self.begun.push(issue);
    }

    /// Changes an issue, new or not; all that a table says of one is brought together before it is compared with what
    /// the case has.
    pub(super) fn change_issue(&mut self, id: &IssueId, from: Option<Place>, change: impl FnOnce(&mut Issue)) {
        if !self.begun_at.contains_key(id) && !self.touched_at.contains_key(id) {
            let Some(issue) = self.snapshot.issue(id) else { return };
            self.touched_at.insert(id.clone(), self.touched.len());
            self.touched.push((Issue::clone(issue), from));
        }
        let begun = self.begun_at.get(id).and_then(|at| self.begun.get_mut(*at));
        let touched = self.touched_at.get(id).and_then(|at| self.touched.get_mut(*at)).map(|(issue, _)| issue);
        let Some(issue) = begun.or(touched) else { return };
        change(issue);
        let issue = issue.clone();
        self.index(&issue);
    }

    /// An issue as it will be.
    fn coming(&self, id: &IssueId) -> Option<&Issue> {
        let begun = self.begun_at.get(id).and_then(|at| self.begun.get(*at));
        let touched = || self.touched_at.get(id).and_then(|at| self.touched.get(*at)).map(|(issue, _)| issue);
        begun.or_else(touched).or_else(|| self.snapshot.issue(id).map(|issue| &**issue))
    }

    /// Adds the new issues to the case, and changes those that it had.
    pub(super) fn add_issues(&mut self) {
        self.begun_at.clear();
        let first = self.snapshot.case().issues.len();
        let changes = std::mem::take(&mut self.begun).into_iter().enumerate();
        let changes: Vec<Change> =
            changes.map(|(number, issue)| Change::Insert { at: first + number, record: issue.into() }).collect();
        // Ids are fresh, so nothing is refused.
        if let Ok(case) = apply(&self.snapshot, &changes) {
            self.snapshot = self.snapshot.edited(Arc::new(case), &Difference::default());
            self.changes.extend(changes);
        }
        self.touched_at.clear();
        for (after, from) in std::mem::take(&mut self.touched) {
            let (target, title) = (Ref::Issue(after.id.clone()), after.title.clone());
            let Some(before) = self.snapshot.issue(&after.id).cloned() else { continue };
            let fate = if self.change(&target, before, after) { Fate::Changed } else { Fate::Same };
            self.tell(fate, Noun::Issue, target, &title, from);
        }
    }

    /// Writes what differs in a record; false when nothing does.
    pub(super) fn change(&mut self, target: &Ref, before: impl Into<Record>, after: impl Into<Record>) -> bool {
        let after = after.into();
        let Some(change) = Change::between(Key::Record(target.clone()), &before.into(), &after) else { return false };
        let written = Difference { written: vec![target.clone()], ..Difference::default() };
        let taken = self.take(change, &written);
        if let Record::Issue(issue) = &after
            && taken
        {
            self.index(issue);
        }
        taken
    }

    fn take(&mut self, change: Change, difference: &Difference) -> bool {
        // Ids are fresh and records are there, so nothing is refused.
        let Ok(case) = apply(&self.snapshot, std::slice::from_ref(&change)) else { return false };
        self.snapshot = self.snapshot.edited(Arc::new(case), difference);
        self.changes.push(change);
        true
    }

    pub(super) fn tell(&mut self, fate: Fate, noun: Noun, target: Ref, text: &str, from: Option<Place>) {
        self.told.insert(target.clone());
        self.made.push(Made { fate, noun, target, text: text.to_owned(), from });
    }

    /// The issue that a number and a title name, and whether the number is another's.
    pub(super) fn issue(&self, number: Option<&str>, title: Option<&str>) -> (Option<IssueId>, bool) {
        let numbered = number.and_then(|number| self.by_number.get(&plain(number)));
        let titled = title.and_then(|title| self.by_title.get(&plain(title)));
        match (numbered, titled) {
            (Some(numbered), Some(titled)) => (Some(titled.clone()), numbered != titled),
            (Some(numbered), None) => {
                let known = self.coming(numbered).map_or("", |issue| issue.title.as_str());
                let is_it = title.is_none_or(|title| resembles(known, title));
                (is_it.then(|| numbered.clone()), !is_it)
            }
            (None, titled) => (titled.cloned(), false),
        }
    }

    /// The permanent number of a new issue.
    pub(super) fn number(&mut self, axis: &AxisId) -> String {
        let (letters, mut next) = self.numbers.get(axis).cloned().unwrap_or_else(|| {
            let first = next_number(&self.snapshot, axis);
            let letters = first.trim_end_matches(|letter: char| letter.is_ascii_digit());
            let count = first.strip_prefix(letters).and_then(|count| count.parse().ok());
            (letters.to_owned(), count.unwrap_or(1))
        });
        // The table may have given numbers of this axis itself.
        while self.by_number.contains_key(&plain(&format!("{letters}{next}"))) {
            next += 1;
        }
        let number = format!("{letters}{next}");
        self.numbers.insert(axis.clone(), (letters, next + 1));
        number
    }

    /// The party of a choice, added where there is none; nothing when one that the case should have is gone.
    pub(super) fn party(&mut self, choice: &PartyChoice, from: Option<Place>) -> Option<PartyId> {
        let (name, role) = match choice {
            PartyChoice::Existing(id) => return self.snapshot.party(id).map(|party| party.id.clone()),
            PartyChoice::New { name, role } => (name.trim(), role),
        };
        if let Some(id) = self.named_parties.get(name) {
            return Some(id.clone());
        }
        if let PartyMatch::Exact(id) = self.parties.find(name) {
            self.named_parties.insert(name.to_owned(), id.clone());
            return Some(id);
        }
        // Signs alone are no name that could be found again.
        if plain(name).is_empty() {
            return None;
        }
        let id: PartyId = fresh_id(&self.snapshot, name);
        let party = Party {
            id: id.clone(),
            name: name.to_owned(),
            short_name: None,
            native_name: None,
            role: role.clone(),
            color: None,
            delegation: Vec::new(),
            about: None,
            extra: Extra::default(),
        };
        self.add(Noun::Party, party, name, from);
        self.named_parties.insert(name.to_owned(), id.clone());
        Some(id)
    }

    /// The axis of a choice, added where there is none.
    pub(super) fn axis(&mut self, choice: &AxisChoice, from: Option<Place>) -> AxisId {
        let name = match choice {
            AxisChoice::Existing(id) if self.snapshot.axis(id).is_some() => return id.clone(),
            AxisChoice::Existing(id) => id.as_str().to_owned(),
            AxisChoice::Named(name) => name.trim().to_owned(),
        };
        if let Some(id) = self.named_axes.get(&name) {
            return id.clone();
        }
        let wanted = plain(&name);
        let is_meant = |axis: &&Arc<Axis>| plain(&axis.name) == wanted || axis.id.as_str() == name;
        if let Some(axis) = self.snapshot.case().axes.iter().find(is_meant) {
            let id = axis.id.clone();
            self.named_axes.insert(name, id.clone());
            return id;
        }
        let id: AxisId = fresh_id(&self.snapshot, &name);
        let axis = Axis { id: id.clone(), name: name.clone(), about: None, extra: Extra::default() };
        self.add(Noun::Axis, axis, &name, from);
        self.named_axes.insert(name, id.clone());
        id
    }

    /// An id that neither the case nor a new issue has.
    pub(super) fn fresh_issue(&self, title: &str) -> IssueId {
        let free: IssueId = fresh_id(&self.snapshot, title);
        if !self.begun_at.contains_key(&free) {
            return free;
        }
        let words = usual_id(title);
        let plain = if words.is_empty() { "issue" } else { &words };
        let numbered = (2_u32..).map(|number| IssueId::from(&*format!("{plain}-{number}")));
        let is_free = |id: &IssueId| self.snapshot.issue(id).is_none() && !self.begun_at.contains_key(id);
        numbered.take(self.begun.len() + self.snapshot.case().issues.len() + 1).find(is_free).unwrap_or(free)
    }

    pub(super) fn fresh_position(&self, party: &PartyId, issue: &IssueId) -> PositionId {
        fresh_id(&self.snapshot, &format!("{party} {issue}"))
    }

    pub(super) fn fresh_note(&self, issue: &IssueId) -> NoteId {
        fresh_id(&self.snapshot, &format!("note {issue}"))
    }

    pub(super) fn fresh_source(&self, text: &str) -> SourceId {
        fresh_id(&self.snapshot, text)
    }
}

/// Whether two titles can be of one issue: half of the words of the shorter are in the other.
fn resembles(one: &str, other: &str) -> bool {
    let (one, other) = (super::super::vocabulary::words(one), super::super::vocabulary::words(other));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    let shared = short.iter().filter(|word| long.contains(word)).count();
    short.is_empty() || shared * 2 >= short.len()
}
