//! Papers that hold every variant of the tree, with the words of the sample case.

use std::sync::Arc;

use demarche::case::{AxisId, Case, Condition, Evidence, Kind, Party, Position, Snapshot};
use demarche::compare::{Column, Comparison, Entry, Filter, default_columns};
use demarche::export::Sheet;
use demarche::export::paper::{
    Accent, Block, Card, Link, Look, Mark, NumberedSource, Paper, Picture, Row, RowKind, Run, Table, TableColumn, Text,
};
use demarche::words::{chip, screen, terms};

/// Arabic with a Latin word, a number and brackets in it.
pub(crate) const ARABIC: &str = "برعاية الولايات المتحدة (US)، اجتمع مسؤولون رفيعو المستوى في باريس يوم 6 كانون الثاني.";
/// Hebrew with a Latin word and a number in it.
pub(crate) const HEBREW: &str = "ישראל דורשת ערבויות ביטחון לפי UNSCR 497 (1981).";

/// The sample case.
pub(crate) fn sample() -> Snapshot {
    let case: Case = serde_json::from_str(include_str!("../../sample-data/paris-2026.json")).unwrap();
    Snapshot::new(Arc::new(case))
}

/// A case's comparison as a landscape table.
pub(crate) fn side_by_side(snapshot: &Snapshot) -> Paper {
    Paper { subtitle: "Side by side".to_owned(), landscape: true, blocks: vec![table(snapshot)], ..paper(snapshot) }
}

/// A paper with at least one of everything.
pub(crate) fn everything(snapshot: &Snapshot) -> Paper {
    let case = snapshot.case();
    let mut blocks =
        vec![heading(1, "Our objectives"), Block::Paragraph(Text::plain(case.summary.clone().unwrap_or_default()))];
    for axis in &case.axes {
        blocks.push(heading(2, &axis.name));
        for issue in case.issues.iter().filter(|issue| issue.axis == axis.id) {
            let number = issue.number.clone().unwrap_or_default();
            blocks.push(heading(3, &format!("{number} {}", issue.title)));
            let status = Text::default().marked(Mark::Status(issue.status.clone()));
            blocks.push(Block::Paragraph(status.with(terms::status(&issue.status), Look::Quiet)));
            let cards = snapshot.positions_on(&issue.id).map(|position| record_card(snapshot, position));
            blocks.extend(cards);
        }
    }
    blocks.push(Block::PageBreak);
    blocks.push(heading(1, "Background"));
    let event = |event: &demarche::case::Event| {
        let text = Text::default().with(event.date.as_str(), Look::Strong).with("  ", Look::Plain);
        vec![
            Block::Paragraph(text.with(&event.text, Look::Plain)),
            Block::Paragraph(Text::default().with(chip::evidence(snapshot, &event.evidence), Look::Quiet)),
        ]
    };
    blocks.push(Block::List(case.events.iter().map(|one| event(one)).collect()));
    blocks.push(Block::Paragraph(Text::plain(ARABIC)));
    blocks.push(Block::Paragraph(Text::plain(HEBREW)));
    blocks.push(Block::Paragraph(
        Text::plain("The joint statement, in Arabic: ").with(ARABIC, Look::Quote).broken().with("And on.", Look::Quiet),
    ));
    blocks.push(Block::Picture(picture()));
    blocks.push(table(snapshot));
    blocks.push(heading(1, "Sources"));
    blocks.push(Block::Sources(sources(case)));
    Paper {
        subtitle: "Full record".to_owned(),
        marking: Some("Internal: own delegation only".to_owned()),
        sheet: Sheet::A4,
        blocks,
        ..paper(snapshot)
    }
}

/// A table of so many rows, with text that tells them apart.
pub(crate) fn long(rows: usize) -> Paper {
    let column = |head: &str, number: Option<usize>| TableColumn {
        head: vec![Block::Paragraph(Text::default().with(head, Look::Strong))],
        share: if number.is_some() { 3.0 } else { 2.0 },
        party: number.map(|number| format!("party-{number}").as_str().into()),
        accent: number.map(|number| Accent { number, color: None }),
    };
    let columns = vec![column("Issue", None), column("Lydia", Some(0)), column("Media", Some(1))];
    let mut table = Table { label: "Every issue".to_owned(), columns, rows: Vec::new() };
    for number in 0..rows {
        let axis = AxisId::from(format!("axis-{}", number / 100).as_str());
        if number % 100 == 0 {
            let group = Text::default().with(format!("Axis {}", number / 100), Look::Label);
            table.rows.push(Row { axis: Some(axis.clone()), kind: RowKind::Group(group) });
        }
        let claim = |party: &str| {
            let text = Text::default().marked(Mark::Kind(Kind::Demand)).with("Demand", Look::Strong);
            vec![
                Block::Paragraph(text),
                Block::Paragraph(Text::plain(format!("{party} asks for row {number:05}, and for nothing but that."))),
            ]
        };
        let cells =
            vec![vec![Block::Paragraph(Text::plain(format!("Row{number:05}")))], claim("Lydia"), claim("Media")];
        table.rows.push(Row { axis: Some(axis), kind: RowKind::Cells(cells) });
    }
    Paper { title: "A long table".to_owned(), landscape: true, blocks: vec![Block::Table(table)], ..Paper::default() }
}

/// Every stretch of words of a paper, in its order.
pub(crate) fn words(paper: &Paper) -> Vec<String> {
    let mut words = vec![paper.title.clone(), paper.subtitle.clone()];
    words.extend(paper.handling.clone());
    words.extend(paper.marking.clone());
    words.push(paper.footer.clone());
    all(&paper.blocks, &mut words);
    words.retain(|word| !word.trim().is_empty());
    words
}

fn all(blocks: &[Block], words: &mut Vec<String>) {
    let text = |text: &Text, words: &mut Vec<String>| {
        words.extend(text.0.iter().filter_map(|run| match run {
            Run::Words { text, .. } => Some(text.clone()),
            _ => None,
        }));
    };
    for block in blocks {
        match block {
            Block::Heading { text: of, .. } | Block::Paragraph(of) => text(of, words),
            Block::List(items) => items.iter().for_each(|item| all(item, words)),
            Block::Card(card) => all(&card.blocks, words),
            Block::Table(table) => {
                table.columns.iter().for_each(|column| all(&column.head, words));
                for row in &table.rows {
                    match &row.kind {
                        RowKind::Group(of) => text(of, words),
                        RowKind::Cells(cells) => cells.iter().for_each(|cell| all(cell, words)),
                    }
                }
            }
            Block::Sources(sources) => sources.iter().for_each(|source| text(&source.text, words)),
            Block::About(about) => all(&about.blocks, words),
            Block::Picture(_) | Block::PageBreak => {}
        }
    }
}

fn paper(snapshot: &Snapshot) -> Paper {
    let case = snapshot.case();
    Paper {
        title: case.title.clone(),
        language: case.language.clone(),
        handling: Some(case.handling.clone().unwrap_or_else(|| "PUBLIC SOURCES ONLY".to_owned())),
        footer: "as of 7 January 2026 · format version 1".to_owned(),
        ..Paper::default()
    }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: Text::plain(text) }
}

fn accent(snapshot: &Snapshot, party: &Party) -> Option<Accent> {
    Some(Accent { number: snapshot.party_number(&party.id)?, color: party.color.clone() })
}

fn table(snapshot: &Snapshot) -> Block {
    let case = snapshot.case();
    let columns = default_columns(snapshot);
    let comparison = Comparison::build(snapshot, &Filter::default(), &columns);
    let heads = columns.iter().map(|column| match column {
        Column::Party(id) => {
            let party = snapshot.party(id).unwrap();
            let mut head = Text::default().with(party.label(), Look::Strong);
            if let Some(native) = &party.native_name {
                head = head.with("  ", Look::Plain).with(native, Look::Quiet);
            }
            TableColumn {
                head: vec![
                    Block::Paragraph(head),
                    Block::Paragraph(Text::default().with(terms::role(&party.role), Look::Label)),
                ],
                share: 1.5,
                party: Some(id.clone()),
                accent: accent(snapshot, party),
            }
        }
        Column::Proposals => TableColumn {
            head: vec![Block::Paragraph(Text::default().with("On the table", Look::Strong))],
            share: 1.2,
            party: None,
            accent: None,
        },
    });
    let issue = TableColumn {
        head: vec![Block::Paragraph(Text::default().with("Issue", Look::Strong))],
        share: 0.9,
        party: None,
        accent: None,
    };
    let mut rows = Vec::new();
    for group in &comparison.groups {
        let axis = case.axes.get(group.axis.unwrap() as usize).unwrap();
        let head = Text::default().with(&axis.name, Look::Label).with("   ", Look::Plain);
        let head = head.with(screen::issue_counts(&group.counts), Look::Quiet);
        rows.push(Row { axis: Some(axis.id.clone()), kind: RowKind::Group(head) });
        for row in group.rows.clone() {
            let issue = snapshot.numbered_issue(comparison.issues[row]).unwrap();
            let number = Text::default().with(issue.number.as_deref().unwrap_or(""), Look::Label);
            let status = Text::default().marked(Mark::Status(issue.status.clone()));
            let mut cells = vec![vec![
                Block::Paragraph(number),
                Block::Paragraph(Text::default().with(&issue.title, Look::Strong)),
                Block::Paragraph(status.with(terms::status(&issue.status), Look::Quiet)),
            ]];
            for (column, shown) in columns.iter().enumerate() {
                let mut cell: Vec<Block> = Vec::new();
                for entry in comparison.cell(row, column) {
                    cell.push(match entry {
                        Entry::Position(number) => cell_card(snapshot, snapshot.numbered(*number).unwrap()),
                        Entry::Term { proposal, term } => {
                            let proposal = case.proposals.get(*proposal as usize).unwrap();
                            let blocks = vec![
                                Block::Paragraph(Text::default().with(&proposal.title, Look::Strong)),
                                Block::Paragraph(Text::plain(&proposal.terms[*term as usize].text)),
                            ];
                            let sponsor = snapshot.party(&proposal.sponsor).unwrap();
                            Block::Card(Card { accent: accent(snapshot, sponsor), blocks })
                        }
                    });
                }
                if cell.is_empty() && matches!(shown, Column::Party(_)) {
                    cell.push(Block::Paragraph(Text::default().with(terms::NO_POSITION, Look::Quiet)));
                }
                cells.push(cell);
            }
            rows.push(Row { axis: Some(axis.id.clone()), kind: RowKind::Cells(cells) });
        }
    }
    let columns = std::iter::once(issue).chain(heads).collect();
    Block::Table(Table { label: "The parties' positions, issue by issue".to_owned(), columns, rows })
}

fn kind_line(position: &Position) -> Text {
    Text::default().marked(Mark::Kind(position.kind.clone())).with(terms::kind(&position.kind), Look::Strong)
}

fn condition(snapshot: &Snapshot, condition: &Condition) -> Block {
    let number = condition.requires.as_ref().and_then(|_| snapshot.case().issues.get(0)?.number.clone());
    Block::Paragraph(Text::default().with(screen::only_if(&condition.text, number.as_deref()), Look::Quiet))
}

fn cell_card(snapshot: &Snapshot, position: &Position) -> Block {
    let mut blocks = vec![Block::Paragraph(kind_line(position)), Block::Paragraph(Text::plain(&position.text))];
    blocks.extend(position.conditions.iter().map(|one| condition(snapshot, one)));
    let mut chip = Text::default();
    if position.evidence.iter().any(|evidence| evidence.disputes.is_some()) {
        chip = chip.marked(Mark::Disputed).with("Disputed", Look::Quiet).with(" · ", Look::Quiet);
    }
    blocks.push(Block::Paragraph(chip.with(chip::evidence(snapshot, &position.evidence), Look::Quiet)));
    Block::Card(Card { accent: snapshot.party(&position.party).and_then(|party| accent(snapshot, party)), blocks })
}

fn record_card(snapshot: &Snapshot, position: &Position) -> Block {
    let party = snapshot.party(&position.party).unwrap();
    let mut head = Text::default().with(party.label(), Look::Strong).with("  ", Look::Plain);
    head.0.extend(kind_line(position).0);
    let mut blocks = vec![Block::Paragraph(head), Block::Paragraph(Text::plain(&position.text))];
    blocks.extend(position.conditions.iter().map(|one| condition(snapshot, one)));
    blocks.extend(position.evidence.iter().map(|evidence| Block::Paragraph(evidence_line(snapshot, evidence))));
    Block::Card(Card { accent: accent(snapshot, party), blocks })
}

fn evidence_line(snapshot: &Snapshot, evidence: &Evidence) -> Text {
    let mut line = Text::default();
    if let Some(quote) = &evidence.quote {
        line = line.with(format!("“{quote}” "), Look::Quote);
    }
    line = line.with(chip::evidence(snapshot, std::slice::from_ref(evidence)), Look::Quiet).with(" ", Look::Quiet);
    let number = snapshot.case().sources.iter().position(|source| source.id == evidence.source).unwrap() + 1;
    let number = u32::try_from(number).unwrap();
    line.linked(format!("[{number}]"), Look::Quiet, Link::Source(number))
}

fn sources(case: &Case) -> Vec<NumberedSource> {
    let source = |(at, source): (usize, &Arc<demarche::case::Source>)| {
        let mut text = Text::default().with(&source.publisher, Look::Strong);
        if let Some(title) = &source.title {
            text = text.with(", ", Look::Plain).with(title, Look::Quote);
        }
        if let Some(url) = &source.url {
            text = text.broken().linked(url, Look::Quiet, Link::Url(url.clone()));
        }
        NumberedSource { number: u32::try_from(at + 1).unwrap(), text }
    };
    case.sources.iter().enumerate().map(source).collect()
}

fn picture() -> Picture {
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="640" height="120" viewBox="0 0 640 120">
<rect x="120" y="40" width="200" height="18" fill="#2A5FC0" fill-opacity="0.25"/>
<line x1="20" y1="70" x2="620" y2="70" stroke="#1D2430"/>
<path d="M120 35 l8 14 h-16 z" fill="#1D2430"/>
<text x="20" y="20" font-family="Noto Sans" font-size="13" fill="#1D2430">T1 Withdrawal</text>
<text x="20" y="95" font-family="Noto Sans" font-size="11" fill="#56606D">full · سوريا · ישראל</text></svg>"##;
    Picture {
        svg: svg.to_owned(),
        width: 640.0,
        height: 120.0,
        label: "Where the parties stand on T1".to_owned(),
        continues: false,
    }
}
