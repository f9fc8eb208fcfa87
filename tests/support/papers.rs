//! Papers that are hard to write as a document: from right to left, things inside things, and text that would do harm.

use demarche::case::{Kind, Status};
use demarche::export::Sheet;
use demarche::export::paper::{
    Accent, Block, Card, Link, Look, Mark, NumberedSource, Paper, Picture, Row, RowKind, Table, TableColumn, Text,
};

use super::paper::{ARABIC, HEBREW};

/// A paper in Arabic whose pages run from right to left, with Latin and Hebrew in it.
pub(crate) fn right_to_left() -> Paper {
    let head = |text: &str, number: Option<usize>| TableColumn {
        head: vec![
            Block::Paragraph(Text::default().with(text, Look::Strong)),
            Block::Paragraph(Text::default().with("طرف رئيسي", Look::Label)),
        ],
        share: 1.0,
        party: None,
        accent: number.map(|number| Accent { number, color: None }),
    };
    let demand = |text: &str, number: usize| {
        let kind = Text::default().marked(Mark::Kind(Kind::Demand)).with("مطلب", Look::Strong);
        let source = Text::default().with("رويترز · B2 ", Look::Quiet).linked("[1]", Look::Quiet, Link::Source(1));
        let blocks = vec![Block::Paragraph(kind), Block::Paragraph(Text::plain(text)), Block::Paragraph(source)];
        Block::Card(Card { accent: Some(Accent { number, color: None }), blocks })
    };
    let issue = vec![
        Block::Paragraph(Text::default().with("T1", Look::Label)),
        Block::Paragraph(Text::default().with("الانسحاب من الأراضي", Look::Strong)),
        Block::Paragraph(Text::default().marked(Mark::Status(Status::Contested)).with("متنازع عليه", Look::Quiet)),
    ];
    let cells = vec![
        issue,
        vec![demand("انسحاب كامل إلى خطوط ما قبل 8 كانون الأول 2024.", 0), demand("إحياء اتفاق 1974.", 0)],
        vec![demand(HEBREW, 1), demand("No withdrawal without security guarantees.", 1)],
    ];
    let table = Table {
        label: "مواقف الأطراف".to_owned(),
        columns: vec![head("القضية", None), head("سوريا (Syria)", Some(0)), head("ישראל", Some(1))],
        rows: vec![
            Row { axis: None, kind: RowKind::Group(Text::default().with("إقليمي", Look::Label)) },
            Row { axis: None, kind: RowKind::Cells(cells) },
        ],
    };
    let list = vec![
        vec![Block::Paragraph(Text::plain("1974-05-31: اتفاق فض الاشتباك."))],
        vec![Block::Paragraph(Text::plain("UNSCR 497 (1981) in Latin letters."))],
    ];
    Paper {
        title: "محادثات سوريا وإسرائيل، باريس، كانون الثاني 2026".to_owned(),
        subtitle: "جنبا إلى جنب".to_owned(),
        language: Some("ar".to_owned()),
        right_to_left: true,
        sheet: Sheet::Letter,
        landscape: true,
        handling: Some("مصادر علنية فقط".to_owned()),
        marking: Some("Internal".to_owned()),
        footer: "حتى 7 كانون الثاني 2026 · version 1".to_owned(),
        blocks: vec![
            Block::Heading { level: 1, text: Text::plain("المواقف") },
            Block::Paragraph(Text::plain(ARABIC)),
            Block::Table(table),
            Block::List(list),
            demand(ARABIC, 0),
            demand("A card that runs from left to right.", 1),
            Block::Sources(vec![NumberedSource { number: 1, text: Text::plain("رويترز, Reuters, 2026") }]),
        ],
        ..Paper::default()
    }
}

/// Things inside things, numbers with gaps, and more parties than colours.
pub(crate) fn nested() -> Paper {
    let words = |text: &str| Block::Paragraph(Text::plain(text));
    let list = |texts: &[&str]| Block::List(texts.iter().map(|text| vec![words(text)]).collect());
    let card =
        |number: usize, blocks: Vec<Block>| Block::Card(Card { accent: Some(Accent { number, color: None }), blocks });
    let column = |text: &str| TableColumn { head: vec![words(text)], share: 1.0, party: None, accent: None };
    let small = || {
        Block::Table(Table {
            label: "A table inside".to_owned(),
            columns: vec![column("one"), column("two")],
            rows: vec![Row { axis: None, kind: RowKind::Cells(vec![vec![words("inner cell")], Vec::new()]) }],
        })
    };
    let wide = Table {
        label: "More columns than Word takes".to_owned(),
        columns: (0..70).map(|number| column(&format!("party{number}"))).collect(),
        rows: vec![
            Row { axis: None, kind: RowKind::Group(Text::plain("All of them")) },
            Row {
                axis: None,
                kind: RowKind::Cells((0..70).map(|number| vec![words(&format!("claim{number}"))]).collect()),
            },
        ],
    };
    let uneven = Table {
        label: "Rows that do not match".to_owned(),
        columns: vec![column("first"), column("second")],
        rows: vec![
            Row { axis: None, kind: RowKind::Cells(vec![vec![words("alone")]]) },
            Row { axis: None, kind: RowKind::Cells(["a1", "a2", "a3"].map(|text| vec![words(text)]).to_vec()) },
            Row { axis: None, kind: RowKind::Cells(vec![vec![words(&"long text ".repeat(900))], vec![small()]]) },
        ],
    };
    let source = |number: u32| NumberedSource { number, text: Text::plain(format!("Source number {number}")) };
    let linked = Text::plain("See ")
        .linked("[7]", Look::Quiet, Link::Source(7))
        .with(" and ", Look::Plain)
        .linked("[99]", Look::Plain, Link::Source(99))
        .with(" and ", Look::Plain)
        .linked(
            "the resolution",
            Look::Strong,
            Link::Url("https://press.un.org/en/2025/sc16269.doc.htm?a=1&b=2".to_owned()),
        )
        .linked(" no address", Look::Plain, Link::Url("https://".to_owned()));
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='900'><rect width='300' height='900' fill='#1E7A4C'/></svg>";
    Paper {
        title: "Nested".to_owned(),
        blocks: vec![
            Block::PageBreak,
            small(),
            small(),
            Block::List(vec![
                vec![words("outer"), list(&["inner one", "inner two"]), words("outer again")],
                vec![card(0, vec![words("a card in a list")]), small()],
                Vec::new(),
            ]),
            card(
                7,
                vec![words("a broken rule"), list(&["in a card"]), small(), card(13, vec![words("a card in a card")])],
            ),
            Block::Card(Card { accent: None, blocks: vec![words("nobody's card")] }),
            Block::Card(Card { accent: None, blocks: Vec::new() }),
            Block::Table(Table { label: String::new(), columns: Vec::new(), rows: Vec::new() }),
            Block::Paragraph(Text::default()),
            Block::Paragraph(linked),
            Block::Table(uneven),
            Block::Table(wide),
            Block::PageBreak,
            Block::Picture(Picture {
                svg: svg.to_owned(),
                width: 300.0,
                height: 900.0,
                label: "A tall one\nin two lines".to_owned(),
                continues: false,
            }),
            Block::Sources(vec![source(1), source(2), source(7), source(7), source(u32::MAX)]),
            Block::PageBreak,
        ],
        ..Paper::default()
    }
}

/// Text that would break the file, reorder the page or run something, in every place that can hold text.
pub(crate) fn hostile() -> Paper {
    let text = "]]><w:p/>&amp;<script>alert('1')</script> \u{0}\u{1}\u{8}\u{1b}\u{fffe}\u{ffff} \u{202e}evil\u{2066} \"=cmd|' /C calc'!A0 {PAGE}";
    let words = || {
        Block::Paragraph(Text::plain(text).with(text, Look::Label).linked(
            text,
            Look::Quiet,
            Link::Url(text.to_owned()),
        ))
    };
    let column = || TableColumn {
        head: vec![words()],
        share: 1.0,
        party: None,
        accent: Some(Accent { number: 0, color: Some(text.to_owned()) }),
    };
    Paper {
        title: text.to_owned(),
        subtitle: text.to_owned(),
        language: Some(text.to_owned()),
        handling: Some(text.to_owned()),
        marking: Some(text.to_owned()),
        footer: text.to_owned(),
        blocks: vec![
            Block::Heading { level: 200, text: Text::plain(text) },
            words(),
            Block::List(vec![vec![words()]]),
            Block::Table(Table {
                label: text.to_owned(),
                columns: vec![column(), column()],
                rows: vec![
                    Row { axis: None, kind: RowKind::Group(Text::plain(text)) },
                    Row { axis: None, kind: RowKind::Cells(vec![vec![words()], vec![words()]]) },
                ],
            }),
            Block::Picture(Picture {
                svg: "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>".to_owned(),
                width: 10.0,
                height: 10.0,
                label: text.to_owned(),
                continues: false,
            }),
            Block::Sources(vec![NumberedSource { number: 0, text: Text::plain(text) }]),
        ],
        ..Paper::default()
    }
}
