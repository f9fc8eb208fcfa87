//! Markdown read back by a reader of Markdown: nothing of the case's text may have become anything else.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::*;
use crate::export::paper::{Picture, TableColumn};

const NASTY: &[&str] = &[
    "<script>alert(1)</script>",
    "# no heading",
    "1. no list",
    "- no list\n- of two\n\n    no code",
    "a\n===\nb\n---",
    "| no | table |\n| --- | --- |",
    "*no* __emphasis__ ~~or~~ `code` ```\nfence\n```",
    "[no](https://evil.example) ![no](x.png) [x]: y",
    "https://evil.example www.evil.example a@b.example :smile: #1 @user &copy; &#60; $x$ H~2~O ^up^",
    "a\\",
    "\\*",
    "> no quote",
    "[^1] [^1]: no footnote",
    "**",
    " ** spaced ** ",
    "“quoted”",
    "a|b||c",
    "+ no\r\n* list\u{2028}here\u{85}end",
    "<!-- no comment --> <?php ?> <![CDATA[x]]>",
    "انسحاب [1] سوريا",
    "3) no",
    "tab\there",
    "",
    "   ",
    "- [ ] no task",
];

fn paper(blocks: Vec<Block>) -> Paper {
    Paper {
        title: "Title".to_owned(),
        subtitle: "Kind".to_owned(),
        footer: "Foot".to_owned(),
        blocks,
        ..Paper::default()
    }
}

fn markdown(blocks: Vec<Block>) -> String {
    String::from_utf8(write(&paper(blocks), &Progress::default()).unwrap()).unwrap()
}

/// The words that a reader sees, with single spaces; panics at anything that the text cannot have meant.
fn read(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH;
    let mut words = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::InlineHtml(html) if &*html == "<br>" => words.push(' '),
            Event::InlineHtml(html) if html.starts_with("<a id=\"source-") || &*html == "</a>" => {}
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell | Tag::Heading { .. }) | Event::End(_) => {
                if matches!(event, Event::Start(_)) {
                    words.push(' ');
                }
            }
            Event::Start(
                Tag::List(_)
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::BlockQuote(_)
                | Tag::Strong
                | Tag::Emphasis
                | Tag::Link { .. },
            )
            | Event::Rule => {}
            other => panic!("{other:?} in\n{markdown}"),
        }
    }
    plain(&words)
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn text_stays_text_wherever_it_stands() {
    for nasty in NASTY {
        let shown = plain(nasty);
        for look in [Look::Plain, Look::Strong, Look::Quiet, Look::Label, Look::Quote] {
            let text = || Text::default().with(*nasty, look);
            let paragraph = || Block::Paragraph(text());
            let column = || TableColumn { head: vec![paragraph()], share: 1.0, party: None, accent: None };
            let table = Table {
                label: "Table".to_owned(),
                columns: vec![column(), column()],
                rows: vec![
                    Row { axis: None, kind: RowKind::Group(text()) },
                    Row {
                        axis: None,
                        kind: RowKind::Cells(vec![vec![paragraph()], vec![Block::List(vec![vec![paragraph()]])]]),
                    },
                ],
            };
            for (block, times, more) in [
                (paragraph(), 1, "\0"),
                (Block::Heading { level: 2, text: text() }, 1, "\0"),
                (Block::List(vec![vec![paragraph()], vec![paragraph()]]), 2, "\0"),
                (Block::Card(Card { accent: None, blocks: vec![paragraph()] }), 1, "\0"),
                (Block::Table(table), 5, "• "),
            ] {
                let written = markdown(vec![block]);
                let body = read(&written);
                let found = body.matches(shown.as_str()).count();
                assert!(shown.is_empty() || found >= times, "{nasty:?} {look:?}: {found} in\n{written}\n{body}");
                let bare = plain(&body.replace(more, " ").replace(&shown, " "));
                assert!(shown.is_empty() || bare == "Title Kind Foot", "{nasty:?}: {bare:?} in\n{written}");
            }
        }
    }
}

#[test]
fn a_title_and_a_marking_stay_text_too() {
    for nasty in NASTY.iter().filter(|nasty| !nasty.trim().is_empty()) {
        let paper = Paper {
            title: (*nasty).to_owned(),
            handling: Some((*nasty).to_owned()),
            subtitle: "Kind".to_owned(),
            ..Paper::default()
        };
        let written = String::from_utf8(write(&paper, &Progress::default()).unwrap()).unwrap();
        assert_eq!(read(&written), format!("{0} Kind {0} {0}", plain(nasty)), "{written}");
    }
}

#[test]
fn a_number_leads_to_its_source_and_an_address_stays_one() {
    let source = NumberedSource {
        number: 1,
        text: Text::default().linked("Paper", Look::Plain, Link::Url("https://a.example/x(y)?a=1&copy=2|3".to_owned())),
    };
    let claim = Text::plain("Claim ").linked("[1]", Look::Quiet, Link::Source(1));
    let written = markdown(vec![Block::Paragraph(claim), Block::Sources(vec![source])]);
    assert!(written.contains("Claim [[1]](#source-1)\n"), "{written}");
    assert!(
        written.contains("1. <a id=\"source-1\"></a>[Paper](https://a.example/x%28y%29?a=1&amp;copy=2%7C3)"),
        "{written}"
    );
    assert_eq!(read(&written), "Title Kind Claim [1] Paper Foot");
}

#[test]
fn neighbours_that_look_the_same_are_one() {
    let text =
        Text::default().with("Demand", Look::Strong).with(" · Israel", Look::Strong).with(" · firm", Look::Quiet);
    assert!(markdown(vec![Block::Paragraph(text)]).contains("\n**Demand · Israel** · firm\n"));
}

#[test]
fn a_mark_stands_before_its_word_and_a_picture_is_told() {
    let marked = Text::default().marked(Mark::Kind(crate::case::Kind::RedLine)).with("Red line", Look::Strong);
    let picture =
        Picture { svg: "<svg/>".to_owned(), width: 1.0, height: 1.0, label: "Two lanes".to_owned(), continues: false };
    let written = markdown(vec![Block::Paragraph(marked), Block::Picture(picture)]);
    assert!(written.contains("\n⊖ **Red line**\n"), "{written}");
    assert!(written.contains("\nPicture: Two lanes\n"), "{written}");
}

#[test]
fn what_would_change_the_order_of_letters_is_spelt_out() {
    let written = markdown(vec![Block::Paragraph(Text::plain("a\u{202e}b\u{7}c"))]);
    assert_eq!(read(&written), r"Title Kind a\u{202E}b\u{0007}c Foot");
}

#[test]
fn pages_from_right_to_left_say_so() {
    let paper = Paper { right_to_left: true, ..paper(vec![Block::Paragraph(Text::plain("سلام"))]) };
    let written = String::from_utf8(write(&paper, &Progress::default()).unwrap()).unwrap();
    assert!(written.starts_with("<div dir=\"rtl\">\n\n# Title\n") && written.ends_with("\n\n</div>\n"), "{written}");
}
