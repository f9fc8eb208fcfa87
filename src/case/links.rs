//! Which records point at which, turned around: what depends on a record, contradicts it, or replaces it.

use hashbrown::HashMap;

use super::tables::Layered;
use super::{Case, Event, Evidence, Issue, Note, Outcome, Position, PositionId, PositionNumber, Proposal, Ref, Round};

/// What points at each record, in file order.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    /// What points at each record, but for what disputes it.
    pub(super) dependents: Layered<Ref, Vec<Ref>>,
    /// What has evidence that contradicts each record.
    pub(super) disputed_by: Layered<Ref, Vec<Ref>>,
    /// The later versions of a position.
    pub(super) replaced_by: Layered<PositionId, Vec<PositionNumber>>,
}

/// How a record points at another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    Depends,
    Disputes,
}

/// A record with links.
pub(super) trait Linked {
    fn links(&self, visit: &mut impl FnMut(Link, &Ref));
}

fn disputes(evidence: &[Evidence], visit: &mut impl FnMut(Link, &Ref)) {
    for target in evidence.iter().filter_map(|evidence| evidence.disputes.as_ref()) {
        visit(Link::Disputes, target);
    }
}

impl Linked for Issue {
    fn links(&self, visit: &mut impl FnMut(Link, &Ref)) {
        disputes(&self.status_evidence, visit);
    }
}

impl Linked for Position {
    fn links(&self, visit: &mut impl FnMut(Link, &Ref)) {
        for target in self.conditions.iter().filter_map(|condition| condition.requires.as_ref()) {
            visit(Link::Depends, target);
        }
        disputes(&self.evidence, visit);
    }
}

impl Linked for Proposal {
    fn links(&self, visit: &mut impl FnMut(Link, &Ref)) {
        for term in &self.terms {
            visit(Link::Depends, &Ref::Issue(term.issue.clone()));
        }
        disputes(&self.evidence, visit);
        for response in &self.responses {
            for target in response.conditions.iter().filter_map(|condition| condition.requires.as_ref()) {
                visit(Link::Depends, target);
            }
            disputes(&response.evidence, visit);
        }
    }
}

impl Linked for Outcome {
    fn links(&self, visit: &mut impl FnMut(Link, &Ref)) {
        for issue in &self.issues {
            visit(Link::Depends, &Ref::Issue(issue.clone()));
        }
        disputes(&self.evidence, visit);
    }
}

impl Linked for Round {
    fn links(&self, visit: &mut impl FnMut(Link, &Ref)) {
        disputes(&self.evidence, visit);
    }
}

impl Linked for Event {
    fn links(&self, visit: &mut impl FnMut(Link, &Ref)) {
        disputes(&self.evidence, visit);
    }
}

impl Linked for Note {
    fn links(&self, visit: &mut impl FnMut(Link, &Ref)) {
        if let Some(target) = &self.on {
            visit(Link::Depends, target);
        }
    }
}

impl Links {
    /// The links of a case whose positions are numbered by their places.
    pub(super) fn build(case: &Case) -> Self {
        let mut dependents = HashMap::new();
        let mut disputed_by = HashMap::new();
        let mut replaced_by: HashMap<PositionId, Vec<PositionNumber>> = HashMap::new();
        let mut link = |link, target: &Ref, from: &dyn Fn() -> Ref| {
            let table = match link {
                Link::Depends => &mut dependents,
                Link::Disputes => &mut disputed_by,
            };
            push_once(table, target, from());
        };
        macro_rules! all {
            ($list:ident, $kind:ident) => {
                for record in &case.$list {
                    record.links(&mut |how, target| link(how, target, &|| Ref::$kind(record.id.clone())));
                }
            };
        }
        all!(issues, Issue);
        all!(positions, Position);
        all!(proposals, Proposal);
        all!(outcomes, Outcome);
        all!(rounds, Round);
        all!(events, Event);
        all!(notes, Note);
        for (number, position) in (0..).map(PositionNumber::from).zip(&case.positions) {
            if let Some(earlier) = &position.replaces {
                replaced_by.entry_ref(earlier).or_default().push(number);
            }
        }
        Self { dependents: dependents.into(), disputed_by: disputed_by.into(), replaced_by: replaced_by.into() }
    }

    /// Forgets how a record points at others.
    pub(super) fn unlink(&mut self, from: &Ref, links: &[(Link, Ref)]) {
        for (link, target) in links {
            let table = self.table(*link);
            let left = table.get(target).into_iter().flatten().filter(|other| *other != from).cloned().collect();
            table.insert(target.clone(), left);
        }
    }

    /// Notes how a record points at others; `place` tells where a record stands in the file.
    pub(super) fn link<P: Ord>(&mut self, from: &Ref, links: &[(Link, Ref)], place: impl Fn(&Ref) -> P) {
        for (link, target) in links {
            let table = self.table(*link);
            let mut list = table.get(target).cloned().unwrap_or_default();
            let own = place(from);
            list.insert(list.partition_point(|other| place(other) < own), from.clone());
            table.insert(target.clone(), list);
        }
    }

    fn table(&mut self, link: Link) -> &mut Layered<Ref, Vec<Ref>> {
        match link {
            Link::Depends => &mut self.dependents,
            Link::Disputes => &mut self.disputed_by,
        }
    }

    /// Forgets that a position replaces another.
    pub(super) fn unreplace(&mut self, number: PositionNumber, earlier: &PositionId) {
        let list = self.replaced_by.get(earlier).into_iter().flatten();
        let left = list.copied().filter(|other| *other != number).collect();
        self.replaced_by.insert(earlier.clone(), left);
    }

    /// Notes that a position replaces another; `place` tells where in the file a position stands.
    pub(super) fn replace<P: Ord>(
        &mut self,
        number: PositionNumber,
        earlier: &PositionId,
        place: impl Fn(PositionNumber) -> P,
    ) {
        let mut list = self.replaced_by.get(earlier).cloned().unwrap_or_default();
        let own = place(number);
        list.insert(list.partition_point(|other| place(*other) < own), number);
        self.replaced_by.insert(earlier.clone(), list);
    }
}

/// The links of a record, each once.
pub(super) fn links_of(record: &impl Linked) -> Vec<(Link, Ref)> {
    let mut links = Vec::new();
    record.links(&mut |link, target| {
        if !links.iter().any(|(known, other)| *known == link && other == target) {
            links.push((link, target.clone()));
        }
    });
    links
}

fn push_once(table: &mut HashMap<Ref, Vec<Ref>>, target: &Ref, from: Ref) {
    let list = table.entry_ref(target).or_default();
    if list.last() != Some(&from) {
        list.push(from);
    }
}
