//! Every issue with what is asked, where it stands, and what each party says on it.

use std::sync::Arc;

use hashbrown::HashSet;

use super::super::scribe::{Scribe, dispute, heading, labelled, plain, quiet, with_visibility};
use super::super::stopped;
use super::Record;
use crate::case::{Issue, Kind, OptionId, Outcome, PartyId, Position, PositionId, Proposal, Ref, Role, Term};
use crate::compare::axes::{Axes, AxisLine};
use crate::compare::{Column, Entry};
use crate::export::paper::{About, Block, Card, Look, Text};
use crate::export::{Cancelled, Progress};
use crate::words::{axes, export as words, names, panels, screen, terms};

impl<'a> Record<'a> {
    pub(super) fn issues(&mut self, places: &Axes, progress: &Progress) -> Result<(), Cancelled> {
        self.push(heading(1, panels::ISSUES));
        if self.comparison.issues.is_empty() {
            self.push(quiet(words::NO_ISSUE));
        }
        for group in &self.comparison.groups {
            let before = self.blocks.len();
            let axis = group.axis.and_then(|axis| self.scribe.case().axes.get(axis as usize));
            self.push(heading(2, axes::group(self.snapshot(), group.axis)));
            self.blocks.extend(axis.and_then(|axis| axis.about.as_deref()).map(plain));
            let issues = self.comparison.issues.get(group.rows.clone()).unwrap_or_default();
            let issues = issues.iter().filter_map(|number| self.snapshot().numbered_issue(*number));
            let counts = self.scribe.issue_counts(&group.counts, issues.map(Arc::as_ref));
            self.push(quiet(counts));
            for row in group.rows.clone() {
                stopped(progress)?;
                self.issue(row, places.lines.get(row));
            }
            let of = axis.map(|axis| axis.id.clone());
            let blocks = self.blocks.split_off(before);
            self.push(Block::About(About { axes: of.into_iter().collect(), parties: Vec::new(), blocks }));
        }
        Ok(())
    }

    fn issue(&mut self, row: usize, line: Option<&AxisLine>) {
        let number = self.comparison.issues.get(row).copied();
        let Some(issue) = number.and_then(|number| self.snapshot().numbered_issue(number)) else { return };
        self.push(heading(3, names::issue(issue)));
        let status = self.scribe.status_line(issue);
        self.push(Block::Paragraph(status));
        self.blocks.extend(issue.question.as_deref().map(plain));
        self.blocks.extend(issue.background.as_deref().map(plain));
        self.options(issue, row, line);
        self.blocks.extend(Self::tags(&issue.tags));
        self.positions(issue, row);
        self.terms(issue, row);
        self.outcomes_on(issue);
        if !issue.status_evidence.is_empty() {
            self.push(label(panels::STATUS_EVIDENCE));
            let evidence = self.evidence(&issue.status_evidence);
            self.push(evidence);
        }
    }

    /// The options from pole to pole, each with who wants, would accept or refuses it, and whether the principals meet.
    fn options(&mut self, issue: &'a Issue, row: usize, line: Option<&AxisLine>) {
        if issue.options.is_empty() {
            return;
        }
        self.push(label(panels::OPTIONS));
        let standing = self.standing(row);
        let on_table = self.on_table(row);
        let items = issue.options.iter().map(|option| {
            let mut stands: Vec<String> = standing
                .iter()
                .filter(|position| position.options.contains(&option.id))
                .map(|position| {
                    let party = self.scribe.label(&position.party);
                    panels::stands(party, &position.kind, !position.conditions.is_empty(), position.visibility())
                })
                .collect();
            let proposed = on_table.iter().filter(|(_, term)| term.option.as_ref() == Some(&option.id));
            stands.extend(proposed.map(|(proposal, _)| words::proposes_it(&proposal.title)));
            let mut blocks = vec![plain(&option.label)];
            blocks.extend(option.about.as_deref().map(quiet));
            blocks.push(quiet(if stands.is_empty() { self.nobody(issue, &option.id) } else { stands.join("; ") }));
            blocks
        });
        let items = items.collect();
        self.push(Block::List(items));
        if let Some(line) = line {
            let finding = axes::finding(self.snapshot(), line);
            self.push(quiet(words::fact(words::ON_THE_AXIS, &finding)));
        }
    }

    /// What stands at an option that nothing that is shown names.
    fn nobody(&self, issue: &Issue, option: &OptionId) -> String {
        let positions = self.snapshot().positions_on(&issue.id).filter(|position| position.options.contains(option));
        let terms = self.scribe.case().proposals.iter().flat_map(|proposal| &proposal.terms);
        let terms = terms.filter(|term| term.issue == issue.id && term.option.as_ref() == Some(option));
        match positions.count() + terms.count() {
            0 => panels::NOBODY.to_owned(),
            // Without a choice, all that stands is shown.
            _ if self.filter.is_empty() && self.scribe.choices.columns.is_empty() => words::NAMED_BEFORE.to_owned(),
            hidden => words::not_shown(hidden),
        }
    }

    /// The positions that stand, in the order of the columns.
    fn standing(&self, row: usize) -> Vec<&'a Position> {
        let entries = self.comparison.row(row).filter_map(|(_, entry)| match entry {
            Entry::Position(number) => self.scribe.snapshot.numbered(number).map(Arc::as_ref),
            Entry::Term { .. } => None,
        });
        entries.collect()
    }

    /// Each party's positions, those that stand with their earlier versions, then what it holds no longer.
    fn positions(&mut self, issue: &'a Issue, row: usize) {
        let standing = self.standing(row);
        let mut told: HashSet<&PositionId> = standing.iter().map(|position| &position.id).collect();
        for (column, kind) in self.comparison.columns.iter().enumerate() {
            let Column::Party(party) = kind else { continue };
            let mut any = false;
            for position in standing.iter().copied().filter(|position| position.party == *party) {
                let earlier = self.earlier(position, &mut told);
                let card = self.position(position, &earlier);
                self.push_of(party, card);
                any = true;
            }
            let principal = self.snapshot().party(party).is_some_and(|party| party.role == Role::Principal);
            if !any && principal && self.comparison.hidden(row, column) == 0 {
                let name = names::party_label(self.scribe.snapshot, party);
                self.push_of(party, quiet(words::fact(name, terms::NO_POSITION)));
            }
        }
        let wants = |position: &Position| {
            let kinds: &[Kind] = &self.filter.kinds;
            self.wants_party(&position.party)
                && self.snapshot().party(&position.party).is_some()
                && (kinds.is_empty() || kinds.contains(&position.kind))
                && self.comparison.columns.contains(&Column::Party(position.party.clone()))
        };
        let rest: Vec<&'a Position> = self
            .snapshot()
            .positions_on(&issue.id)
            .map(Arc::as_ref)
            .filter(|position| wants(position) && !told.contains(&position.id))
            .collect();
        if rest.is_empty() {
            return;
        }
        if self.filter.round.is_some() {
            // Before or after the round: a record of one day does not tell them.
            self.push(quiet(words::other_times(rest.len())));
            return;
        }
        let mut blocks = vec![label(words::NO_LONGER_HELD)];
        for position in &rest {
            let card = self.position(position, &[]);
            blocks.push(self.scribe.about([], [&position.party], vec![card]));
        }
        let block = self.scribe.about([], rest.iter().map(|position| &position.party), blocks);
        self.push(block);
    }

    /// A block that is about a party.
    fn push_of(&mut self, party: &PartyId, block: Block) {
        let block = self.scribe.about([], [party], vec![block]);
        self.push(block);
    }

    /// The versions before a position, the latest first, as far as they have not been told.
    fn earlier(&self, position: &'a Position, told: &mut HashSet<&'a PositionId>) -> Vec<&'a Position> {
        let mut earlier = Vec::new();
        let mut next = position.replaces.as_ref();
        while let Some(version) = next.and_then(|id| self.snapshot().position(id)) {
            if !told.insert(&version.id) {
                break;
            }
            earlier.push(&**version);
            next = version.replaces.as_ref();
        }
        earlier
    }

    /// A position with all that is recorded of it.
    pub(super) fn position(&mut self, position: &'a Position, earlier: &[&'a Position]) -> Block {
        let mut blocks = self.claim(position);
        if !earlier.is_empty() {
            blocks.push(label(panels::EARLIER));
            let versions = earlier.iter().map(|version| self.claim(version)).collect();
            blocks.push(Block::List(versions));
        }
        Block::Card(Card { accent: self.scribe.accent(&position.party), blocks })
    }

    fn claim(&mut self, position: &'a Position) -> Vec<Block> {
        let mut head = Scribe::kind_line(position);
        head = head.with(words::after_dot(self.scribe.label(&position.party)), Look::Strong);
        let issue = self.snapshot().issue(&position.issue);
        if issue.is_none() {
            head = head.with(words::after_dot(position.issue.as_str()), Look::Quiet);
        }
        let mut facts = Vec::new();
        facts.extend(position.basis.as_ref().map(|basis| terms::basis(basis).to_owned()));
        facts.extend(position.firmness.as_ref().map(|firmness| terms::firmness(firmness).to_owned()));
        for (label, moment) in [(panels::SINCE, &position.since), (panels::UNTIL, &position.until)] {
            let moment = moment.as_ref().map(|moment| panels::moment(self.scribe.snapshot, moment));
            facts.extend(moment.map(|moment| words::from_when(label, &moment)));
        }
        if !facts.is_empty() {
            head = head.with(words::after_dot(&words::dotted(&facts)), Look::Quiet);
        }
        if self.scribe.is_disputed(&Ref::Position(position.id.clone()), &position.evidence) {
            head = dispute(head);
        }
        head = self.scribe.cited(head, &position.evidence);
        let mut blocks = vec![Block::Paragraph(head), plain(&position.text)];
        let options: Vec<&str> = position
            .options
            .iter()
            .map(|id| {
                let option = issue.and_then(|issue| issue.options.iter().find(|option| option.id == *id));
                option.map_or(id.as_str(), |option| &option.label)
            })
            .collect();
        blocks.extend(Self::fact(panels::options_label(&position.kind), &options));
        for condition in &position.conditions {
            let from = condition.from.as_ref().map(|party| self.scribe.label(party));
            blocks.push(plain(words::met_by(&self.scribe.only_if(condition), from)));
        }
        blocks.push(self.evidence(&position.evidence));
        blocks.extend(Self::tags(&position.tags));
        blocks.extend(position.comment.as_deref().map(|comment| quiet(words::fact(panels::COMMENT, comment))));
        blocks
    }

    /// The terms of proposals on an issue, in the case's order.
    fn on_table(&self, row: usize) -> Vec<(&'a Proposal, &'a Term)> {
        let proposals = &self.scribe.case().proposals;
        let terms = self.comparison.row(row).filter_map(|(_, entry)| match entry {
            Entry::Term { proposal, term } => {
                let proposal = proposals.get(proposal as usize).map(Arc::as_ref)?;
                Some((proposal, proposal.terms.get(term as usize)?))
            }
            Entry::Position(_) => None,
        });
        terms.collect()
    }

    /// What is on the table on an issue, in short; the proposals follow in full.
    fn terms(&mut self, issue: &'a Issue, row: usize) {
        let on_table = self.on_table(row);
        if on_table.is_empty() {
            return;
        }
        self.push(label(screen::PROPOSALS));
        let mut items = Vec::new();
        for (proposal, term) in on_table {
            let text = Self::term(Some(issue), &proposal.title, term);
            items.push(vec![Block::Paragraph(self.scribe.cited(text, &proposal.evidence))]);
        }
        self.push(Block::List(items));
    }

    /// What has come out on an issue, by name; the outcomes follow in full.
    fn outcomes_on(&mut self, issue: &Issue) {
        let snapshot = self.snapshot();
        let target = Ref::Issue(issue.id.clone());
        let outcomes = snapshot.dependents(&target).iter().filter_map(|from| match from {
            Ref::Outcome(id) => snapshot.outcome(id).filter(|outcome| !self.scribe.came_later(outcome)),
            _ => None,
        });
        let outcomes: Vec<&Arc<Outcome>> = outcomes.collect();
        let mut items = Vec::new();
        for outcome in outcomes {
            let text = Text::plain(&outcome.title);
            let state = terms::outcome_state(&outcome.state).to_lowercase();
            let text = with_visibility(text.with(words::in_brackets(&state), Look::Quiet), outcome.visibility());
            items.push(vec![Block::Paragraph(self.scribe.cited(text, &outcome.evidence))]);
        }
        if !items.is_empty() {
            self.push(label(panels::OUTCOMES));
            self.push(Block::List(items));
        }
    }

    /// What a proposal says on an issue, with the option that it names.
    pub(super) fn term(issue: Option<&Issue>, label: &str, term: &Term) -> Text {
        let text = labelled(None, &words::colon(label), &term.text, Look::Plain);
        let Some(id) = &term.option else { return text };
        let option = issue.and_then(|issue| issue.options.iter().find(|option| option.id == *id));
        let option = option.map_or(id.as_str(), |option| &option.label);
        text.with(words::in_brackets(&words::fact(panels::OPTION, option)), Look::Quiet)
    }
}

/// A heading inside an issue.
pub(super) fn label(words: &str) -> Block {
    Block::Paragraph(Text::default().with(words, Look::Strong))
}
