//! What both sides added under one id, or one number, and is not the same: theirs gets another.

use hashbrown::{HashMap, HashSet};

use super::super::fresh::numbered;
use super::super::pointer::{Fate, Pointer, pointers, redirect};
use super::super::rename::with_id;
use super::super::{ListName, Record, Target, is_blank};
use super::join::{Part, Walk};
use super::{News, NewsKind};
use crate::case::{Case, CaseDate, Issue, IssueOption, OptionId, Ref, split_number};

/// Theirs with what cannot be as they have it beside ours, and what should be told of it; nothing where all can.
pub(super) fn set_apart(cases: [&Case; 3], walk: &Walk) -> Option<(Case, Vec<News>)> {
    let mut apart = Apart { cases, leads: HashMap::new(), changed: Vec::new() };
    for (at, part) in walk.parts.iter().enumerate() {
        apart.ids(at, part);
        if part.list == ListName::Issue {
            apart.options(at, part);
            apart.numbers(at, part);
        }
    }
    (!apart.changed.is_empty()).then(|| apart.finish(walk))
}

/// A record of theirs that is changed.
struct Changed {
    part: usize,
    number: usize,
    record: Record,
    news: Vec<NewsKind>,
}

struct Apart<'a> {
    cases: [&'a Case; 3],
    /// What they call something, and what it is called now.
    leads: HashMap<Target, Target>,
    changed: Vec<Changed>,
}

impl Apart<'_> {
    /// Finds a record of theirs, as it is by now.
    fn theirs(&self, at: usize, part: &Part, number: usize) -> Option<Record> {
        let changed = self.changed.iter().rev().take_while(|changed| changed.part == at);
        let known = changed.into_iter().find(|changed| changed.number == number).map(|changed| changed.record.clone());
        known.or_else(|| {
            let [_, _, theirs] = part.places(number);
            let [_, _, case] = self.cases;
            part.list.get(case, theirs?)
        })
    }

    fn change(&mut self, at: usize, number: usize, record: Record, news: Option<NewsKind>) {
        let known = self.changed.iter_mut().rev().take_while(|changed| changed.part == at);
        if let Some(known) = known.into_iter().find(|changed| changed.number == number) {
            known.record = record;
            known.news.extend(news);
        } else {
            self.changed.push(Changed { part: at, number, record, news: news.into_iter().collect() });
        }
    }

    /// Gives another id to what has one under which ours has something else.
    fn ids(&mut self, at: usize, part: &Part) {
        let mut taken = None;
        // What reads the same is another thing where it points at what is called otherwise now.
        let all = part.aligned.places.len();
        let numbers: Vec<usize> = if self.leads.is_empty() {
            part.touched.iter().map(|touched| touched.number).collect()
        } else {
            (0..all).collect()
        };
        for number in numbers {
            let [None, Some(ours), Some(theirs)] = part.versions(self.cases, number) else { continue };
            let Some(was) = theirs.target() else { continue };
            let mut led = theirs.clone();
            redirect(&mut led, &|_, pointer| self.fate(pointer));
            if is_same(&ours, &led, self.has_base()) {
                continue;
            }
            let taken = taken.get_or_insert_with(|| Taken::of(part.list, self.cases));
            let (id, is_known) = taken.free(&was, &led);
            let Some(new) = with_id(&was, &id) else { continue };
            let mut record = theirs;
            if record.set_field("id", serde_json::to_string(&id).ok().as_deref()).is_err() {
                continue;
            }
            if part.aligned.times.get(number) == Some(&0) {
                self.leads.insert(was.clone().into(), new.into());
            }
            self.change(at, number, record, (!is_known).then_some(NewsKind::Apart { was }));
        }
    }

    fn has_base(&self) -> bool {
        let [base, ..] = self.cases;
        ListName::ALL.iter().any(|list| list.len(base) > 0)
    }

    fn fate(&self, pointer: Pointer<'_>) -> Fate {
        let lead = (!self.leads.is_empty()).then(|| self.leads.get(&pointer.target()?)).flatten();
        lead.map_or(Fate::Stays, |target| Fate::LeadsTo(target.clone()))
    }

    /// Gives another id to options of theirs under which ours has another of the same issue.
    fn options(&mut self, at: usize, part: &Part) {
        for number in part.touched.iter().map(|touched| touched.number) {
            let [base, Some(Record::Issue(ours)), Some(theirs)] = part.versions(self.cases, number) else { continue };
            // What is another issue by now has options of its own.
            let Some(Record::Issue(theirs)) =
                self.theirs(at, part, number).filter(|now| now.target() == theirs.target())
            else {
                continue;
            };
            let known = match &base {
                Some(Record::Issue(base)) => base.options.as_slice(),
                _ => &[],
            };
            let mut after = Issue::clone(&theirs);
            let mut news = Vec::new();
            for place in 0..after.options.len() {
                let Some(option) = after.options.get(place).cloned() else { continue };
                let is_other = |other: &IssueOption| other.id == option.id && other.label != option.label;
                if known.iter().any(|other| other.id == option.id) || !ours.options.iter().any(is_other) {
                    continue;
                }
                let all = || known.iter().chain(&ours.options).chain(&theirs.options).chain(&after.options);
                let again = |id: &str| {
                    let is_ours =
                        ours.options.iter().any(|other| other.id.as_str() == id && other.label == option.label);
                    is_ours && !known.iter().chain(&theirs.options).any(|other| other.id.as_str() == id)
                };
                let is_taken = |id: &str| !again(id) && all().any(|other| other.id.as_str() == id);
                let id = numbered(stem(option.id.as_str(), &|id| all().any(|other| other.id.as_str() == id)), is_taken);
                let new = OptionId::from(&*id);
                let of = |option: &OptionId| Target::Option(theirs.id.clone(), option.clone());
                self.leads.entry(of(&option.id)).or_insert_with(|| of(&new));
                let was = option.id.clone();
                let is_known = again(&id);
                let option = IssueOption { id: new.clone(), ..option.clone() };
                if let Some(to) = after.options.get_mut(place) {
                    *to = option.clone();
                }
                news.push((!is_known).then_some(NewsKind::OptionApart { option, was }));
            }
            for news in news {
                self.change(at, number, after.clone().into(), news);
            }
        }
    }

    /// Gives the next free number to issues of theirs whose new number ours has given to another.
    fn numbers(&mut self, at: usize, part: &Part) {
        let [base_case, ..] = self.cases;
        let issue = |record: Option<Record>| match record {
            Some(Record::Issue(issue)) => Some(issue),
            _ => None,
        };
        let number_of = |issue: &Option<std::sync::Arc<Issue>>| issue.as_ref().and_then(|issue| issue.number.clone());
        // What ours has numbered since, with the number of the record.
        let mut given: HashMap<String, usize> = HashMap::new();
        for number in part.touched.iter().map(|touched| touched.number) {
            let [base, ours, _] = part.versions(self.cases, number).map(issue);
            if let Some(label) = number_of(&ours).filter(|label| number_of(&base).as_ref() != Some(label)) {
                given.entry(label).or_insert(number);
            }
        }
        if given.is_empty() {
            return;
        }
        let known: HashSet<&str> = base_case.issues.iter().filter_map(|issue| issue.number.as_deref()).collect();
        let mut highest: HashMap<String, u32> = HashMap::new();
        for label in self.cases.into_iter().flat_map(|case| &case.issues).filter_map(|issue| issue.number.as_deref()) {
            if let Some((prefix, count)) = split_number(label) {
                let highest = highest.entry(prefix.to_owned()).or_default();
                *highest = count.max(*highest);
            }
        }
        for number in part.touched.iter().map(|touched| touched.number) {
            let [base, ours, theirs] = part.versions(self.cases, number).map(issue);
            let Some(was) = number_of(&theirs).filter(|label| number_of(&base).as_ref() != Some(label)) else {
                continue;
            };
            let Some(mut record) = self.theirs(at, part, number) else { continue };
            let is_apart = record.target() != theirs.map(|issue| Ref::Issue(issue.id.clone()));
            let ours = ours.filter(|_| !is_apart);
            if let (Some(_), Some(ours)) = (&base, &ours)
                && ours.number != number_of(&base)
            {
                // Where both have given the same issue another, somebody has to choose.
                continue;
            }
            let here = ours.filter(|_| base.is_none()).and_then(|ours| ours.number.clone());
            let collides = !known.contains(&*was) && given.get(&was).is_some_and(|other| *other != number || is_apart);
            let label = match here {
                // The number that the same issue has in ours is the one under which it is known here.
                Some(here) if here == was => continue,
                Some(here) => here,
                None if !collides => continue,
                None => {
                    let prefix = split_number(&was).map_or_else(|| was.clone(), |(prefix, _)| prefix.to_owned());
                    let count = highest.entry(prefix.clone()).or_default();
                    *count = count.saturating_add(1);
                    format!("{prefix}{count}")
                }
            };
            if record.set_field("number", serde_json::to_string(&label).ok().as_deref()).is_ok() {
                self.change(at, number, record, Some(NewsKind::Renumbered { was }));
            }
        }
    }

    /// Theirs with all of it, and every pointer that led to what is called otherwise now.
    fn finish(mut self, walk: &Walk) -> (Case, Vec<News>) {
        let [_, _, theirs] = self.cases;
        let mut case = theirs.clone();
        let mut news = Vec::new();
        let changed: HashMap<(usize, usize), Changed> =
            self.changed.drain(..).map(|changed| ((changed.part, changed.number), changed)).collect();
        for (at, part) in walk.parts.iter().enumerate() {
            for number in 0..part.aligned.places.len() {
                let [_, _, Some(place)] = part.places(number) else { continue };
                let changed = changed.get(&(at, number));
                let Some(before) = part.list.get(theirs, place) else { continue };
                let mut record = changed.map_or_else(|| before.clone(), |changed| changed.record.clone());
                let is_new = || {
                    let [base, ..] = part.versions(self.cases, number);
                    base.as_ref() != Some(&before)
                };
                if self.leads_from(&record) && is_new() {
                    redirect(&mut record, &|_, pointer| self.fate(pointer));
                } else if changed.is_none() {
                    continue;
                }
                let told = changed.into_iter().flat_map(|changed| &changed.news);
                news.extend(told.map(|kind| News { record: record.clone(), kind: kind.clone() }));
                record.replace(&mut case, place);
            }
        }
        (case, news)
    }

    fn leads_from(&self, record: &Record) -> bool {
        let mut leads = false;
        if !self.leads.is_empty() {
            pointers(record, &mut |_, pointer| leads |= !matches!(self.fate(pointer), Fate::Stays));
        }
        leads
    }
}

/// The ids of a list that are taken in any version.
struct Taken {
    list: ListName,
    ids: HashSet<String>,
    /// What only ours has, by its id.
    ours: HashMap<String, Record>,
}

impl Taken {
    fn of(list: ListName, cases: [&Case; 3]) -> Self {
        let ids = |case: &Case| -> HashMap<String, Record> {
            let records = (0..list.len(case)).filter_map(|at| list.get(case, at));
            records.filter_map(|record| Some((record.target()?.id().to_owned(), record))).collect()
        };
        let [base, ours, theirs] = cases.map(ids);
        let only_ours = |id: &String| !base.contains_key(id) && !theirs.contains_key(id);
        let mut all: HashSet<String> = [&base, &ours, &theirs].into_iter().flat_map(HashMap::keys).cloned().collect();
        all.shrink_to_fit();
        Self { list, ids: all, ours: ours.into_iter().filter(|(id, _)| only_ours(id)).collect() }
    }

    /// An id for a record whose own is taken, and whether ours has it already under that id from an earlier merge.
    fn free(&mut self, was: &Ref, record: &Record) -> (String, bool) {
        let again = |id: &str| self.ours.get(id).is_some_and(|ours| is_same(ours, record, true));
        // What stands for a round may be a date as well.
        let is_date = |id: &str| self.list == ListName::Round && CaseDate::from(id).parse().is_some();
        let is_taken = |id: &str| is_date(id) || (self.ids.contains(id) && !again(id));
        let id = numbered(stem(was.id(), &|id| self.ids.contains(id)), is_taken);
        let is_known = again(&id);
        self.ours.remove(&id);
        self.ids.insert(id.clone());
        (id, is_known)
    }
}

/// An id without the number that was added as the plain one was taken.
fn stem(id: &str, is_taken: &dyn Fn(&str) -> bool) -> String {
    let plain = id.rsplit_once('-').filter(|(plain, number)| number.parse::<u32>().is_ok() && is_taken(plain));
    plain.map_or(id, |(plain, _)| plain).to_owned()
}

/// Whether two records that both sides added under one id are one.
fn is_same(ours: &Record, theirs: &Record, has_base: bool) -> bool {
    if ours == theirs {
        return true;
    }
    let says = |text: &str| !text.trim().is_empty();
    match (ours, theirs) {
        (Record::Position(ours), Record::Position(theirs)) => {
            says(&ours.text)
                && (&ours.party, &ours.issue, &ours.kind, &ours.text)
                    == (&theirs.party, &theirs.issue, &theirs.kind, &theirs.text)
        }
        (Record::Source(ours), Record::Source(theirs)) => {
            let is_named = ours.title.as_deref().is_some_and(says) || ours.url.as_deref().is_some_and(says);
            (&ours.publisher, &ours.title, &ours.url) == (&theirs.publisher, &theirs.title, &theirs.url)
                && (is_named || ours.date == theirs.date)
        }
        (Record::Note(ours), Record::Note(theirs)) => {
            says(&ours.text) && (&ours.on, &ours.text) == (&theirs.on, &theirs.text)
        }
        _ if !has_base => true,
        (Record::Proposal(ours), Record::Proposal(theirs)) => {
            (&ours.sponsor, &ours.title) == (&theirs.sponsor, &theirs.title)
                && (says(&ours.title) || (says(&ours.text) && ours.text == theirs.text))
        }
        (Record::Outcome(ours), Record::Outcome(theirs)) => {
            ours.title == theirs.title && (says(&ours.title) || (says(&ours.text) && ours.text == theirs.text))
        }
        _ if is_blank(ours) => false,
        (Record::Party(ours), Record::Party(theirs)) => ours.name == theirs.name,
        (Record::Axis(ours), Record::Axis(theirs)) => ours.name == theirs.name,
        (Record::Issue(ours), Record::Issue(theirs)) => (&ours.axis, &ours.title) == (&theirs.axis, &theirs.title),
        (Record::Round(ours), Record::Round(theirs)) => ours.label == theirs.label,
        (Record::Event(ours), Record::Event(theirs)) => (&ours.date, &ours.text) == (&theirs.date, &theirs.text),
        _ => true,
    }
}
