//! What points at something that the other side removed: found, and settled so that nothing comes to lead nowhere.

use std::cell::OnceCell;

use hashbrown::{HashMap, HashSet};

use super::super::pointer::{Fate, Pointer, pointers, redirect};
use super::super::{ListName, Place, Record, Takes, Target, order};
use super::join::{Part, Walk};
use super::{News, NewsKind, Uses};
use crate::case::{Case, Issue, IssueId, OptionId, Ref};

/// What is not there any more, and from which sides it is gone.
#[derive(Clone, Copy, Debug)]
struct Gone {
    part: usize,
    number: usize,
    ours: bool,
    theirs: bool,
}

/// The records that one side removed, by what points at them; of several with one id the first speaks for all.
fn removed(walk: &Walk, wanted: impl Fn(&Part, usize) -> bool, cases: [&Case; 3]) -> HashMap<Target, Gone> {
    let mut gone = HashMap::new();
    for (at, part) in walk.parts.iter().enumerate() {
        let first = |number: &&usize| part.aligned.times.get(**number) == Some(&0);
        for number in part.removed.iter().filter(first).copied().filter(|number| wanted(part, *number)) {
            let [base, ours, theirs] = part.versions(cases, number);
            if let Some(target) = base.and_then(|record| record.target()) {
                gone.insert(target.into(), Gone { part: at, number, ours: ours.is_none(), theirs: theirs.is_none() });
            }
        }
    }
    gone
}

fn pointers_of(record: &Record) -> HashSet<(Place, Target)> {
    let mut found = HashSet::new();
    pointers(record, &mut |place, pointer| found.extend(pointer.target().map(|target| (place, target))));
    found
}

/// What points only since at a record that the other side removed, whatever is chosen elsewhere; with it what cannot be
/// without such a record that is new itself.
pub(super) fn new_uses(cases: [&Case; 3], walk: &Walk) -> Uses {
    let gone = removed(walk, |_, _| true, cases);
    let mut uses = Uses::new();
    if gone.is_empty() {
        return uses;
    }
    // What goes along with a record that goes, and with which.
    let mut along: HashMap<Target, Vec<(usize, usize)>> = HashMap::new();
    for part in &walk.parts {
        for touched in part.touched.iter().filter(|touched| !touched.in_question) {
            let Some(merged) = part.merged.get(touched.number).and_then(Option::as_ref) else { continue };
            let [_, ours, theirs] = part.versions(cases, touched.number);
            let is_new = ours.is_none() || theirs.is_none();
            let [ours, theirs] = [ours, theirs].map(|record| record.map(|record| pointers_of(&record)));
            let mut certain = pointers_of(merged);
            for variant in &touched.variants {
                let others = pointers_of(variant);
                certain.retain(|pointer| others.contains(pointer));
            }
            let mut found = Vec::new();
            for pointer in &certain {
                let is_required = pointer.0.takes() == Takes::Record;
                let roots = match gone.get(&pointer.1) {
                    Some(gone) if gone.ours != gone.theirs => {
                        let side = if gone.ours { &ours } else { &theirs };
                        let is_old = side.as_ref().is_some_and(|side| side.contains(pointer));
                        if is_old { Vec::new() } else { vec![(gone.part, gone.number)] }
                    }
                    _ if is_required => along.get(&pointer.1).cloned().unwrap_or_default(),
                    _ => Vec::new(),
                };
                if let Some(target) = merged.target().filter(|_| is_required && is_new && !roots.is_empty()) {
                    along.entry(target.into()).or_default().extend(&roots);
                }
                found.extend(roots);
            }
            found.sort_unstable();
            found.dedup();
            for (at, number) in found {
                if let Some(list) = walk.parts.get(at).map(|part| part.list) {
                    uses.entry((list, number)).or_default().push(merged.clone());
                }
            }
        }
    }
    uses
}

/// The case that comes of a walk, without a pointer to nothing that neither side had.
pub(super) fn settle(cases: [&Case; 3], walk: Walk, uses: &Uses) -> (Case, Vec<News>) {
    let (gone, cut, issues) = (HashMap::new(), HashSet::new(), OnceCell::new());
    let mut settling = Settling { cases, walk, uses, gone, cut, issues, news: Vec::new() };
    settling.keep_along();
    settling.close();
    settling.finish()
}

struct Settling<'a> {
    cases: [&'a Case; 3],
    walk: Walk,
    uses: &'a Uses,
    /// What is not in the outcome.
    gone: HashMap<Target, Gone>,
    /// That of it to which nothing new may point.
    cut: HashSet<Target>,
    /// The numbers of the issues.
    issues: OnceCell<HashMap<IssueId, usize>>,
    news: Vec<News>,
}

type Pointers = HashSet<(Place, Target)>;

impl Settling<'_> {
    fn part(&self, at: usize) -> Option<&Part> {
        self.walk.parts.get(at)
    }

    fn merged(&self, at: usize, number: usize) -> Option<&Record> {
        self.part(at)?.merged.get(number)?.as_ref()
    }

    fn put(&mut self, at: usize, number: usize, record: Option<Record>) {
        if let Some(slot) = self.walk.parts.get_mut(at).and_then(|part| part.merged.get_mut(number)) {
            *slot = record;
        }
    }

    fn versions(&self, at: usize, number: usize) -> [Option<Record>; 3] {
        self.part(at).map(|part| part.versions(self.cases, number)).unwrap_or_default()
    }

    /// Brings back what one side removed together with a record that was settled to stay, as it cannot be without it.
    fn keep_along(&mut self) {
        let mut kept: [HashSet<Target>; 2] = Default::default();
        for at in 0..self.walk.parts.len() {
            let Some(part) = self.part(at).filter(|part| !part.removed.is_empty()) else { continue };
            let mut back = Vec::new();
            for number in part.removed.iter().copied() {
                let [_, ours, theirs] = part.versions(self.cases, number);
                let (side, record) = match (ours, theirs) {
                    (None, Some(theirs)) => (&mut kept[0], theirs),
                    (Some(ours), None) => (&mut kept[1], ours),
                    _ => continue,
                };
                let is_listed = self.uses.contains_key(&(part.list, number));
                let is_there = part.merged.get(number).is_some_and(Option::is_some);
                let needs = || {
                    pointers_of(&record).iter().any(|(place, to)| place.takes() == Takes::Record && side.contains(to))
                };
                if is_listed && is_there {
                    side.extend(record.target().map(Target::Record));
                } else if !is_listed && !is_there && !part.is_in_question(number) && !side.is_empty() && needs() {
                    side.extend(record.target().map(Target::Record));
                    back.push((number, record));
                }
            }
            for (number, record) in back {
                self.put(at, number, Some(record));
            }
        }
    }

    /// Settles pointer by pointer until none is loose: what it leads to comes back, or it goes.
    fn close(&mut self) {
        self.gone = removed(&self.walk, |part, number| part.merged.get(number).is_none_or(Option::is_none), self.cases);
        let uses = self.uses;
        let is_listed =
            |gone: &Gone| self.part(gone.part).is_some_and(|part| uses.contains_key(&(part.list, gone.number)));
        self.cut = self.gone.iter().filter(|(_, gone)| is_listed(gone)).map(|(target, _)| target.clone()).collect();
        loop {
            let mut is_settled = true;
            for at in 0..self.walk.parts.len() {
                let count = self.part(at).map_or(0, |part| part.touched.len());
                for index in 0..count {
                    let touched = self.part(at).and_then(|part| part.touched.get(index));
                    let Some(number) = touched.map(|touched| touched.number) else { continue };
                    let Some(record) = self.merged(at, number).cloned() else { continue };
                    let loose = self.loose(at, number, &record);
                    if !loose.is_empty() {
                        is_settled = false;
                        self.tie(at, number, record, loose);
                    }
                }
            }
            if is_settled {
                break;
            }
        }
    }

    /// The pointers of a record that lead to nothing in the outcome, and did not in the side that has them.
    fn loose(&self, at: usize, number: usize, record: &Record) -> Vec<(Place, Target)> {
        let mut found = Vec::new();
        pointers(record, &mut |place, pointer| {
            let Some(target) = pointer.target() else { return };
            let leads_nowhere = match &target {
                Target::Record(_) => self.gone.contains_key(&target),
                Target::Option(issue, option) => {
                    self.issue_of(issue).is_some_and(|issue| issue.options.iter().all(|known| known.id != *option))
                }
            };
            if leads_nowhere && !found.contains(&(place, target.clone())) {
                found.push((place, target));
            }
        });
        if found.is_empty() {
            return found;
        }
        let [_, ours, theirs] = self.versions(at, number);
        let sides = [(ours, 1), (theirs, 2)].map(|(record, side)| (record.map(|record| pointers_of(&record)), side));
        let led_nowhere = |pointer: &(Place, Target)| {
            sides.iter().any(|(record, side)| {
                record.as_ref().is_some_and(|record| record.contains(pointer)) && !self.is_in(*side, &pointer.1)
            })
        };
        found.retain(|pointer| !led_nowhere(pointer));
        found
    }

    /// Whether ours, which is 1, or theirs, which is 2, has something.
    fn is_in(&self, side: usize, target: &Target) -> bool {
        match target {
            Target::Record(_) => {
                self.gone.get(target).is_none_or(|gone| !(if side == 1 { gone.ours } else { gone.theirs }))
            }
            Target::Option(issue, option) => {
                let version = self
                    .issue_number(issue)
                    .and_then(|(at, number)| self.versions(at, number).into_iter().nth(side).flatten());
                matches!(version, Some(Record::Issue(issue)) if issue.options.iter().any(|known| known.id == *option))
            }
        }
    }

    /// The part of the issues, and an issue's number in it.
    fn issue_number(&self, id: &IssueId) -> Option<(usize, usize)> {
        let at = self.walk.parts.iter().position(|part| part.list == ListName::Issue)?;
        let numbers = self.issues.get_or_init(|| {
            let Some(part) = self.part(at) else { return HashMap::new() };
            let first = |number: &usize| part.aligned.times.get(*number) == Some(&0);
            let issue = |number: usize| {
                let record = part.versions(self.cases, number).into_iter().flatten().next();
                match record {
                    Some(Record::Issue(issue)) => Some((issue.id.clone(), number)),
                    _ => None,
                }
            };
            (0..part.aligned.places.len()).filter(first).filter_map(issue).collect()
        });
        Some((at, *numbers.get(id)?))
    }

    fn issue_of(&self, id: &IssueId) -> Option<&Issue> {
        let (at, number) = self.issue_number(id)?;
        match self.merged(at, number)? {
            Record::Issue(issue) => Some(issue),
            _ => None,
        }
    }

    /// Settles the loose pointers of a record.
    fn tie(&mut self, at: usize, number: usize, record: Record, loose: Vec<(Place, Target)>) {
        let mut cut = Pointers::new();
        for (place, target) in loose {
            let is_back = match &target {
                Target::Record(_) => !self.cut.contains(&target) && self.bring_back(&target),
                Target::Option(issue, option) => {
                    let is_back = self.bring_option_back(issue, option);
                    if !is_back {
                        let kind = NewsKind::OptionLeftOut { option: option.clone() };
                        self.news.push(News { record: record.clone(), kind });
                    }
                    is_back
                }
            };
            if !is_back {
                cut.insert((place, target));
            }
        }
        if !cut.is_empty() {
            self.cut_from(at, number, record, &cut);
        }
    }

    /// Brings a record back from the side that has it.
    fn bring_back(&mut self, target: &Target) -> bool {
        let Some(gone) = self.gone.remove(target) else { return true };
        let [base, ours, theirs] = self.versions(gone.part, gone.number);
        let Some(record) = ours.or(theirs).or(base) else { return false };
        self.news.push(News { record: record.clone(), kind: NewsKind::Stays });
        self.put(gone.part, gone.number, Some(record));
        if let Some(part) = self.walk.parts.get_mut(gone.part) {
            part.touch(gone.number);
        }
        true
    }

    /// Brings an option back into its issue, unless its options are being decided; false where it never had it.
    fn bring_option_back(&mut self, id: &IssueId, option: &OptionId) -> bool {
        let Some((at, number)) = self.issue_number(id) else { return false };
        let is_disputed = self.part(at).and_then(|part| part.touched_of(number));
        if is_disputed.is_some_and(|touched| touched.disputed.iter().any(|field| field == "options")) {
            return false;
        }
        let [base, ours, theirs] = self.versions(at, number);
        let known = [ours, theirs, base].into_iter().flatten().find_map(|version| {
            let Record::Issue(version) = version else { return None };
            let place = version.options.iter().position(|known| known.id == *option)?;
            Some((place, version.options.get(place)?.clone()))
        });
        let (Some((place, option)), Some(Record::Issue(issue))) = (known, self.merged(at, number).cloned()) else {
            return false;
        };
        let mut issue = Issue::clone(&issue);
        issue.options.insert(place.min(issue.options.len()), option.clone());
        let record = Record::from(issue);
        self.news.push(News { record: record.clone(), kind: NewsKind::OptionStays { option } });
        self.put(at, number, Some(record));
        true
    }

    /// Takes pointers out of a record, and with them what cannot be without; a field that it cannot be without is again
    /// what it is for the side that has the record still. Where there is no such side the record goes.
    fn cut_from(&mut self, at: usize, number: usize, mut record: Record, cut: &Pointers) {
        let required: Vec<&str> = cut.iter().filter_map(|(place, _)| place.required_field()).collect();
        if !required.is_empty() {
            let [_, ours, theirs] = self.versions(at, number);
            let back = [ours, theirs].into_iter().flatten().map(|side| {
                let mut back = record.clone();
                // What it names of an issue is that issue's.
                let with_it = ["options", "values"].into_iter().filter(|_| required.contains(&"issue"));
                for name in required.iter().copied().chain(with_it) {
                    // The value is the same field's of another version.
                    drop(back.set_field(name, side.field(name).as_deref()));
                }
                back
            });
            let is_cut =
                |(place, target): &(Place, Target)| place.takes() == Takes::Record && self.cut.contains(target);
            let fits = |back: &Record| !self.loose(at, number, back).iter().any(is_cut);
            let back: Vec<Record> = back.collect();
            let is_in_both = back.len() == 2;
            // What is left of it is settled in the next round.
            if let Some(back) = back.into_iter().find(fits) {
                self.put(at, number, Some(back));
            } else if is_in_both {
                // Both sides have the record, each with something else that was to go: then that stays.
                for (_, target) in cut {
                    self.cut.remove(target);
                }
            } else {
                self.let_go(at, number, &record);
            }
            return;
        }
        let goes_with = |issue: &IssueId| {
            let target = Target::Record(Ref::Issue(issue.clone()));
            cut.iter().any(|(_, other)| *other == target)
        };
        let fate = |place: Place, pointer: Pointer<'_>| match pointer.target() {
            Some(Target::Option(issue, _)) if goes_with(&issue) => Fate::Goes,
            Some(target) if cut.contains(&(place, target.clone())) => Fate::Goes,
            _ => Fate::Stays,
        };
        redirect(&mut record, &fate);
        self.put(at, number, Some(record));
    }

    fn let_go(&mut self, at: usize, number: usize, record: &Record) {
        self.put(at, number, None);
        let is_first = self.part(at).is_some_and(|part| part.aligned.times.get(number) == Some(&0));
        if let Some(target) = record.target().filter(|_| is_first) {
            let [_, ours, theirs] = self.versions(at, number);
            let gone = Gone { part: at, number, ours: ours.is_none(), theirs: theirs.is_none() };
            self.cut.insert(target.clone().into());
            self.gone.insert(target.into(), gone);
        }
    }

    /// All lists in their merged order.
    fn finish(self) -> (Case, Vec<News>) {
        let mut case = self.walk.head;
        for Part { aligned, mut merged, .. } in self.walk.parts {
            let keep: Vec<bool> = merged.iter().map(Option::is_some).collect();
            let [base, ours, theirs] = &aligned.orders;
            // Where both sides moved the same record the place is ours: an order of the file is no statement of anybody's.
            let order = order::join(&keep, base, ours, theirs).order;
            // What neither side has any more is behind all others.
            for number in order.into_iter().chain(0..keep.len()) {
                if let Some(record) = merged.get_mut(number).and_then(Option::take) {
                    record.insert(&mut case, usize::MAX);
                }
            }
        }
        (case, self.news)
    }
}
