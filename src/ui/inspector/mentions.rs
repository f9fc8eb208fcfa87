//! What else in the case speaks of a record; gathered once for a selection, not in every frame.

use std::sync::Arc;

use egui::{Id, Ui};
use hashbrown::HashSet;

use crate::case::{
    AxisId, Case, Evidence, Issue, IssueId, List, NoteId, PartyId, Position, PositionId, PositionNumber, Problem,
    ProposalId, Ref, Snapshot, SourceId, Visibility,
};
use crate::compare::Secrecy;

/// What belongs to the selected record, as numbers into the case's lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Mentions {
    /// The problems of the record, as numbers into the list of all problems.
    pub problems: Vec<usize>,
    /// What has a condition on the record.
    pub depends: Vec<Ref>,
    /// The remarks on it.
    pub notes: Vec<NoteId>,
    /// The positions on an issue, party by party.
    pub positions: Vec<PositionNumber>,
    /// For each option of an issue, the positions that name it and still stand.
    pub stands: Vec<Vec<PositionNumber>>,
    /// What is on the table on an issue: the proposal and the term in it.
    pub terms: Vec<(usize, usize)>,
    /// A party's positions, axis by axis; the axis by its number, or nothing where it leads nowhere.
    pub by_axis: Vec<(Option<usize>, Vec<PositionNumber>)>,
    /// The positions with a condition that this party is to meet.
    pub asked_by: Vec<Ref>,
    /// A party's proposals.
    pub sponsored: Vec<usize>,
    /// A party's answers: the proposal and the response in it.
    pub answers: Vec<(usize, usize)>,
    /// Outcomes that a party is part of, or that settle an issue.
    pub outcomes: Vec<Ref>,
    /// Rounds that a party took part in.
    pub rounds: Vec<Ref>,
    /// The records that cite a source.
    pub cited_by: Vec<Ref>,
    /// Positions that begin or end with a round.
    pub dated: Vec<Ref>,
    /// The records whose evidence contradicts this one.
    pub disputed_by: Vec<Ref>,
    /// A position's earlier versions, the latest first.
    pub earlier: Vec<PositionNumber>,
    /// A position's later versions, the nearest first.
    pub later: Vec<PositionNumber>,
    /// Whether the versions of a position lead back to it.
    pub looped: bool,
    /// The analyst's judgements of it.
    pub assessments: Vec<usize>,
    /// What the log says of it.
    pub log: Vec<usize>,
    /// How much of all this is not for everybody.
    pub secrecy: Secrecy,
}

#[derive(Clone)]
struct Cached {
    case: Arc<Case>,
    problems: (usize, usize),
    target: Option<Ref>,
    mentions: Arc<Mentions>,
}

/// Gathers what speaks of a record, or takes what was gathered before.
pub(super) fn mentions(ui: &Ui, snapshot: &Snapshot, target: Option<&Ref>, problems: &[Problem]) -> Arc<Mentions> {
    let id = Id::unique("inspector mentions");
    let place = (problems.as_ptr().addr(), problems.len());
    let known = ui.data(|data| data.get_temp::<Cached>(id));
    let known =
        known.filter(|cached| cached.target.as_ref() == target && is_same_but_names(&cached.case, snapshot.case()));
    let mentions = match (known, target) {
        (Some(cached), _) if cached.problems == place && Arc::ptr_eq(&cached.case, snapshot.case()) => {
            return cached.mentions;
        }
        (Some(cached), Some(target)) => {
            let mentions = Mentions::clone(&cached.mentions);
            Mentions { problems: problems_of(problems, target), ..mentions }
        }
        (None, Some(target)) => gather(snapshot, target, problems).counted(snapshot, target),
        (_, None) => Mentions::default(),
    };
    let mentions = Arc::new(mentions);
    let case = Arc::clone(snapshot.case());
    let cached = Cached { case, problems: place, target: target.cloned(), mentions: Arc::clone(&mentions) };
    ui.data_mut(|data| data.insert_temp(id, cached));
    mentions
}

impl Mentions {
    /// Counts what of this, and of the record itself, is not for everybody.
    fn counted(mut self, snapshot: &Snapshot, target: &Ref) -> Self {
        let case = snapshot.case();
        let of = |target: &Ref| visibility(snapshot, target).map(Secrecy::of).unwrap_or_default();
        let assessments = self.assessments.iter().filter_map(|number| case.assessments.get(*number));
        let assessments: Secrecy = assessments.map(|judgement| Secrecy::of(judgement.visibility())).sum();
        let positions = self.by_axis.iter().flat_map(|(_, positions)| positions);
        let positions = positions.chain(&self.positions).chain(&self.earlier).chain(&self.later);
        let positions: Secrecy = positions
            .filter_map(|number| snapshot.numbered(*number))
            .map(|position| Secrecy::of(position.visibility()))
            .sum();
        let proposals = self.terms.iter().chain(&self.answers).map(|(proposal, _)| proposal).chain(&self.sponsored);
        let proposals: Secrecy = proposals
            .filter_map(|number| case.proposals.get(*number))
            .map(|proposal| Secrecy::of(proposal.visibility()))
            .sum();
        let notes: Secrecy = self.notes.iter().map(|note| of(&Ref::Note(note.clone()))).sum();
        let lists = [&self.depends, &self.outcomes, &self.asked_by, &self.cited_by, &self.dated, &self.disputed_by];
        let others: Secrecy = lists.into_iter().flatten().map(of).sum();
        self.secrecy = [of(target), assessments, positions, proposals, notes, others].into_iter().sum();
        self
    }
}

/// Who may see a record; nothing for one of a kind that everybody may see.
pub(super) fn visibility<'a>(snapshot: &'a Snapshot, target: &Ref) -> Option<&'a Visibility> {
    match target {
        Ref::Position(id) => snapshot.position(id).map(|it| it.visibility()),
        Ref::Proposal(id) => snapshot.proposal(id).map(|it| it.visibility()),
        Ref::Outcome(id) => snapshot.outcome(id).map(|it| it.visibility()),
        Ref::Note(id) => snapshot.note(id).map(|it| it.visibility()),
        _ => None,
    }
}

/// The issues of an axis, as they were found in a version of the list.
#[derive(Clone)]
struct IssuesOf {
    list: List<Issue>,
    axis: AxisId,
    issues: Arc<[Ref]>,
}

/// The issues of an axis, in file order; looked for once for each version of their list.
pub(super) fn issues_of(ui: &Ui, case: &Case, axis: &AxisId) -> Arc<[Ref]> {
    let id = Id::unique("issues of an axis");
    let known = ui.data(|data| data.get_temp::<IssuesOf>(id));
    let known = known.filter(|known| known.axis == *axis && known.list.is_same(&case.issues));
    known.map_or_else(
        || {
            let found = case.issues.iter().filter(|issue| issue.axis == *axis);
            let issues: Arc<[Ref]> = found.map(|issue| Ref::Issue(issue.id.clone())).collect();
            let found = IssuesOf { list: case.issues.clone(), axis: axis.clone(), issues: Arc::clone(&issues) };
            ui.data_mut(|data| data.insert_temp(id, found));
            issues
        },
        |known| known.issues,
    )
}

/// Whether all records are the same in which one can be spoken of; what only has a name may have another.
fn is_same_but_names(one: &Case, two: &Case) -> bool {
    let ids = |case: &Case| case.axes.iter().map(|axis| axis.id.clone()).collect::<Vec<_>>();
    one.issues.is_same(&two.issues)
        && one.positions.is_same(&two.positions)
        && one.proposals.is_same(&two.proposals)
        && one.outcomes.is_same(&two.outcomes)
        && one.rounds.is_same(&two.rounds)
        && one.events.is_same(&two.events)
        && one.assessments.is_same(&two.assessments)
        && one.notes.is_same(&two.notes)
        && one.log.is_same(&two.log)
        && (one.axes.is_same(&two.axes) || ids(one) == ids(two))
}

/// The problems of a record, as numbers into the list of all.
fn problems_of(problems: &[Problem], target: &Ref) -> Vec<usize> {
    let own = problems.iter().enumerate().filter(|(_, problem)| problem.subject.as_ref() == Some(target));
    own.map(|(number, _)| number).collect()
}

/// Goes through the case once.
pub(super) fn gather(snapshot: &Snapshot, target: &Ref, problems: &[Problem]) -> Mentions {
    let case = snapshot.case();
    let log = case.log.iter().enumerate().filter(|(_, entry)| entry.on.as_ref() == Some(target));
    let mut mentions = Mentions {
        problems: problems_of(problems, target),
        disputed_by: snapshot.disputed_by(target).to_vec(),
        log: log.map(|(number, _)| number).collect(),
        assessments: assessments(snapshot, target),
        ..Mentions::default()
    };
    for from in snapshot.dependents(target) {
        match from {
            Ref::Note(id) => mentions.notes.push(id.clone()),
            Ref::Position(_) => mentions.depends.push(from.clone()),
            // A proposal points at an issue by its terms as well.
            Ref::Proposal(id) if is_condition(snapshot, id, target) => mentions.depends.push(from.clone()),
            _ => {}
        }
    }
    match target {
        Ref::Party(id) => mentions.party(snapshot, id),
        Ref::Issue(id) => mentions.issue(snapshot, id),
        Ref::Position(id) => mentions.versions(snapshot, id),
        Ref::Source(id) => mentions.cited_by = citing(snapshot, id),
        Ref::Round(id) => {
            let named = |position: &Position| {
                [&position.since, &position.until].into_iter().flatten().any(|moment| moment.as_str() == id.as_str())
            };
            let dated = case.positions.iter().filter(|position| named(position));
            mentions.dated = dated.map(|position| Ref::Position(position.id.clone())).collect();
        }
        _ => {}
    }
    mentions
}

/// Whether an answer to a proposal depends on the target.
fn is_condition(snapshot: &Snapshot, proposal: &ProposalId, target: &Ref) -> bool {
    snapshot.proposal(proposal).is_some_and(|proposal| {
        let mut conditions = proposal.responses.iter().flat_map(|response| &response.conditions);
        conditions.any(|condition| condition.requires.as_ref() == Some(target))
    })
}

/// The judgements of a party, of all on an issue, or of the party and issue of a position.
pub(super) fn assessments(snapshot: &Snapshot, target: &Ref) -> Vec<usize> {
    let position = match target {
        Ref::Position(id) => snapshot.position(id),
        _ => None,
    };
    let assessments = snapshot.case().assessments.iter().enumerate();
    let about = assessments.filter(|(_, assessment)| match target {
        Ref::Party(id) => assessment.party == *id,
        Ref::Issue(id) => assessment.issue.as_ref() == Some(id),
        _ => position.is_some_and(|position| {
            assessment.party == position.party && assessment.issue.as_ref().is_none_or(|issue| *issue == position.issue)
        }),
    });
    about.map(|(number, _)| number).collect()
}

impl Mentions {
    fn issue(&mut self, snapshot: &Snapshot, id: &IssueId) {
        let Some(number) = snapshot.issue_number(id) else { return };
        let case = snapshot.case();
        let position = |number: &PositionNumber| snapshot.numbered(*number);
        self.positions = snapshot.position_numbers(number).to_vec();
        self.positions.sort_by_cached_key(|number| {
            position(number).and_then(|position| snapshot.party_number(&position.party)).unwrap_or(usize::MAX)
        });
        let options = snapshot.numbered_issue(number).map_or(&[][..], |issue| &issue.options);
        self.stands = vec![Vec::new(); options.len()];
        for number in &self.positions {
            let Some(position) = position(number) else { continue };
            if position.until.is_some() || snapshot.replaced_by(&position.id).next().is_some() {
                continue;
            }
            for (option, stands) in options.iter().zip(&mut self.stands) {
                if position.options.contains(&option.id) {
                    stands.push(*number);
                }
            }
        }
        for from in snapshot.dependents(&Ref::Issue(id.clone())) {
            let Ref::Proposal(from) = from else { continue };
            let (Some(number), Some(proposal)) = (snapshot.proposal_number(from), snapshot.proposal(from)) else {
                continue;
            };
            let terms = proposal.terms.iter().enumerate().filter(|(_, term)| term.issue == *id);
            self.terms.extend(terms.map(|(term, _)| (number, term)));
        }
        let outcomes = case.outcomes.iter().filter(|outcome| outcome.issues.contains(id));
        self.outcomes = outcomes.map(|outcome| Ref::Outcome(outcome.id.clone())).collect();
    }

    fn party(&mut self, snapshot: &Snapshot, id: &PartyId) {
        let case = snapshot.case();
        let mut groups: Vec<(Option<usize>, Vec<PositionNumber>)> =
            (0..case.axes.len()).map(|axis| (Some(axis), Vec::new())).collect();
        let mut lost = Vec::new();
        // Of a party that has just been added nothing is said yet.
        let is_named = snapshot.positions_around(id) > 0;
        for (number, position) in snapshot.numbered_positions().take_while(|_| is_named) {
            if position.conditions.iter().any(|condition| condition.from.as_ref() == Some(id)) {
                self.asked_by.push(Ref::Position(position.id.clone()));
            }
            if position.party != *id {
                continue;
            }
            let axis = snapshot.issue(&position.issue).and_then(|issue| snapshot.axis_number(&issue.axis));
            match axis.and_then(|axis| groups.get_mut(axis)) {
                Some((_, group)) => group.push(number),
                None => lost.push(number),
            }
        }
        groups.push((None, lost));
        for (_, group) in &mut groups {
            // Together what is said on one issue, in the issues' order.
            group
                .sort_by_cached_key(|number| snapshot.numbered(*number).and_then(|it| snapshot.issue_place(&it.issue)));
        }
        groups.retain(|(_, group)| !group.is_empty());
        self.by_axis = groups;
        for (number, proposal) in case.proposals.iter().enumerate() {
            if proposal.sponsor == *id {
                self.sponsored.push(number);
            }
            let answers = proposal.responses.iter().enumerate().filter(|(_, response)| response.party == *id);
            self.answers.extend(answers.map(|(response, _)| (number, response)));
        }
        let outcomes = case.outcomes.iter().filter(|outcome| outcome.parties.contains(id));
        self.outcomes = outcomes.map(|outcome| Ref::Outcome(outcome.id.clone())).collect();
        let rounds = case.rounds.iter().filter(|round| round.participants.iter().any(|there| there.party == *id));
        self.rounds = rounds.map(|round| Ref::Round(round.id.clone())).collect();
    }

    fn versions(&mut self, snapshot: &Snapshot, id: &PositionId) {
        let Some(start) = snapshot.position_number(id) else { return };
        let mut seen: HashSet<PositionNumber> = HashSet::new();
        seen.insert(start);
        let mut at = start;
        while let Some(earlier) = snapshot.numbered(at).and_then(|it| snapshot.position_number(it.replaces.as_ref()?)) {
            if !seen.insert(earlier) {
                self.looped = true;
                break;
            }
            self.earlier.push(earlier);
            at = earlier;
        }
        let mut next = vec![start];
        while let Some(at) = next.pop() {
            let Some(position) = snapshot.numbered(at) else { continue };
            for later in snapshot.replaced_by(&position.id) {
                if let Some(number) = snapshot.position_number(&later.id)
                    && seen.insert(number)
                {
                    self.later.push(number);
                    next.push(number);
                }
            }
        }
    }
}

/// Every record with evidence from a source, or read in it, each once, in file order.
fn citing(snapshot: &Snapshot, source: &SourceId) -> Vec<Ref> {
    let case = snapshot.case();
    let cites = |evidence: &[Evidence]| {
        evidence.iter().any(|evidence| evidence.source == *source || evidence.via.as_ref() == Some(source))
    };
    let issues = case.issues.iter().filter(|it| cites(&it.status_evidence)).map(|it| Ref::Issue(it.id.clone()));
    let positions = case.positions.iter().filter(|it| cites(&it.evidence)).map(|it| Ref::Position(it.id.clone()));
    let proposals = case
        .proposals
        .iter()
        .filter(|it| cites(&it.evidence) || it.responses.iter().any(|response| cites(&response.evidence)))
        .map(|it| Ref::Proposal(it.id.clone()));
    let outcomes = case.outcomes.iter().filter(|it| cites(&it.evidence)).map(|it| Ref::Outcome(it.id.clone()));
    let rounds = case.rounds.iter().filter(|it| cites(&it.evidence)).map(|it| Ref::Round(it.id.clone()));
    let events = case.events.iter().filter(|it| cites(&it.evidence)).map(|it| Ref::Event(it.id.clone()));
    issues.chain(positions).chain(proposals).chain(outcomes).chain(rounds).chain(events).collect()
}
