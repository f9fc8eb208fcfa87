use std::io::Write as _;

use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use super::*;

macro_rules! fixture {
    ($name:literal) => {
        (include_bytes!(concat!("../../../tests/tables/", $name)).as_slice(), $name)
    };
}

fn fixtures() -> Vec<(&'static [u8], &'static str)> {
    vec![
        fixture!("demands.xlsx"),
        fixture!("demands.xls"),
        fixture!("demands.ods"),
        fixture!("four-columns.docx"),
        fixture!("matrix.html"),
        fixture!("arabic-1256.csv"),
        (b"# A\n\n| Issue | Syria |\n|---|---|\n| a | b |\n", "x.md"),
        (b"Issue\tSyria\n\"a\nb\"\tc\n", "x.txt"),
    ]
}

/// A zip of these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

use std::io::Cursor;

fn docx(body: &str) -> Vec<u8> {
    package(&[("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes())])
}

fn texts(grid: &Grid) -> Vec<Vec<&str>> {
    (0..grid.height()).map(|row| (0..grid.width()).map(|column| grid.text(row, column)).collect()).collect()
}

#[test]
fn every_reader_takes_its_fixture() {
    for (bytes, name) in fixtures() {
        let grids = read(bytes, Some(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(grids[0].height() > 1 && grids[0].width() > 1, "{name}");
    }
}

#[test]
fn a_workbook_of_any_form_gives_the_same_table() {
    let [xlsx, xls, ods] = ["demands.xlsx", "demands.xls", "demands.ods"].map(|wanted| {
        let all = fixtures();
        let (bytes, name) = all.into_iter().find(|(_, name)| *name == wanted).unwrap();
        read(bytes, Some(name)).unwrap()
    });
    for grids in [&xlsx, &xls, &ods] {
        assert_eq!(grids.iter().map(Grid::label).collect::<Vec<_>>(), ["Positions", "Figures"]);
        let grid = &grids[0];
        assert_eq!((grid.text(2, 2), grid.text(2, 3), grid.text(3, 3)), ("Syria", "Syria", "Offers"));
        assert_eq!(grid.origin(4, 8), (4, 0), "the heading over all columns");
        // LibreOffice keeps no text of a formula in the old form.
        assert_eq!(grid.text(9, 2), if std::ptr::eq(grids, &raw const xls) { "0" } else { "At most 5 km" });
        assert_eq!((grid.text(9, 4), grid.text(5, 8), grid.text(9, 8)), ("25", "2026-01-06", "2026-01-06 14:30"));
        assert_eq!(texts(&grids[1])[1..3], [["Share", "0.3"], ["Whole", "3"]]);
    }
}

#[test]
fn a_word_table_has_its_merged_cells_lines_and_no_deleted_text() {
    let (bytes, name) = fixture!("four-columns.docx");
    let grids = read(bytes, Some(name)).unwrap();
    let grid = &grids[0];
    assert_eq!(grid.label(), "Four-column table, state of play 12 March 2026");
    assert_eq!((grid.width(), grid.columns_of(1, 0)), (5, 5));
    assert_eq!(grid.text(3, 2), "Member States shall report twice a year.\nReports shall be public.");
    assert_eq!(grid.text(6, 1), "The Commission may adopt implementing acts.");
    assert!(!texts(grid).concat().iter().any(|text| text.contains("deleted.")), "a deleted row");
    assert_eq!((grid.origin(8, 0), grid.text(8, 0)), ((7, 0), "5"));
    assert_eq!((grid.text(7, 1), grid.text(7, 2)), ("Fees shall not be charged.", "Fees shall not be charged."));
}

#[test]
fn word_text_is_read_as_if_all_changes_had_been_accepted() {
    let body = "<w:p><w:r><w:t>One</w:t></w:r></w:p><w:tbl><w:tr>\
        <w:tc><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b &amp; c</w:t></w:r></w:p></w:tc>\
        <w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>inner</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>table</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc>\
        <w:tc><w:p><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:t>x</w:t><w:tab/><w:t>y</w:t><w:br/><w:t>z</w:t></w:r></w:p></w:tc>\
        </w:tr></w:tbl><w:p><w:r><w:t>Two</w:t></w:r></w:p>";
    let grids = read(&docx(body), Some("x.docx")).unwrap();
    assert_eq!((grids.len(), grids[0].label()), (1, "One"));
    assert_eq!(texts(&grids[0]), [["ab & c", "inner\ntable", "x\ty\nz"]]);
    assert_eq!(read_text(&docx(body), None).unwrap(), "One\n\nTwo");
}

#[test]
fn a_page_has_spans_entities_and_tables_within_tables() {
    let page = "<h2>Round <b>two</b></h2><table><caption>Who &amp; what</caption>\
        <thead><tr><th>Issue<th colspan=2>Parties</thead>\
        <tr><td rowspan=2>Lines<td>Syria: <br>all<td><p>Israel</p><p>none</p></tr>\
        <tr><td><del>old</del><ins>new</ins><td style='display: none'>hidden<td>&lt;b&gt;&nbsp;</tr></table>\
        <table><tr><td><table><tr><td>a<td>b</table></table>";
    let grids = read(page.as_bytes(), Some("x.html")).unwrap();
    assert_eq!(grids.iter().map(Grid::label).collect::<Vec<_>>(), ["Who & what", "Table 3"]);
    assert_eq!(
        texts(&grids[0]),
        [["Issue", "Parties", "Parties"], ["Lines", "Syria:\nall", "Israel\nnone"], ["Lines", "new", "<b>"]]
    );
    assert_eq!(texts(&grids[1]), [["a", "b"]]);
}

#[test]
fn an_open_document_says_how_often_a_cell_comes_up() {
    let content = "<office:body><table:table table:name='Lines'>\
        <table:table-row><table:table-cell office:value-type='string' table:number-columns-repeated='2'><text:p>a<text:s/> b</text:p><text:p>c</text:p>\
        <office:annotation><text:p>remark</text:p></office:annotation></table:table-cell><table:table-cell table:number-columns-repeated='16382'/></table:table-row>\
        <table:table-row table:number-rows-repeated='1048575'><table:table-cell table:number-columns-repeated='16384'/></table:table-row></table:table></office:body>";
    let bytes = package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ]);
    let grids = read(&bytes, None).unwrap();
    assert_eq!(texts(&grids[0]), [["a b\nc", "a b\nc"]]);
    let many = content.replace(
        "table:number-columns-repeated='16382'/",
        "table:number-columns-repeated='16382'><text:p>x</text:p></table:table-cell",
    );
    let many = many.replace(
        "<table:table-cell table:number-columns-repeated='16384'/>",
        "<table:table-cell><text:p>x</text:p></table:table-cell>",
    );
    let bytes = package(&[("mimetype", b"x"), ("content.xml", many.as_bytes())]);
    assert!(matches!(read(&bytes, None), Ok(_) | Err(ImportError::TooManyCells)));
}

#[test]
fn the_clipboard_gives_a_table_from_its_text_or_its_html() {
    let text = "Issue\tSyria\r\nLines\t\"all,\nnow\"\r\n";
    assert_eq!(texts(&read_clipboard(text, None).unwrap()[0]), [["Issue", "Syria"], ["Lines", "all,\nnow"]]);
    let html = "Version:0.9\r\nStartHTML:0000000105\r\n<html><body><!--StartFragment--><table><tr><td>a<td>b</table>";
    assert_eq!(texts(&read_clipboard("a\tb", Some(html)).unwrap()[0]), [["a", "b"]]);
    assert_eq!(read_clipboard("a\tb", Some("<b>no table</b>")).unwrap()[0].width(), 2);
    assert_eq!(read_clipboard(" \n", None), Err(ImportError::Empty));
    assert_eq!(read_clipboard("A sentence, and more.", None), Err(ImportError::NoTable));
}

#[test]
fn what_cannot_be_read_says_why() {
    let (locked, _) = fixture!("locked.xlsx");
    let bomb = package(&[("word/document.xml", &vec![b' '; 300 << 20])]);
    assert!(bomb.len() < 1 << 20);
    let manifest = package(&[
        ("mimetype", b"x"),
        ("content.xml", b"\x01\x02"),
        ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
    ]);
    let case = br#"{ "format": "demarche/case", "version": 1, "title": "x" }"#;
    let cases: [(&[u8], ImportError); 12] = [
        (b"", ImportError::Empty),
        (b" \n", ImportError::Empty),
        (locked, ImportError::Password),
        (&manifest, ImportError::Password),
        (&bomb, ImportError::TooLarge),
        (case, ImportError::Foreign(Foreign::Case)),
        (b"[1, 2", ImportError::NoTable),
        (b"%PDF-1.7", ImportError::Foreign(Foreign::Pdf)),
        (b"{\\rtf1 x}", ImportError::Foreign(Foreign::Rtf)),
        (b"\x89PNG\r\n", ImportError::Foreign(Foreign::Picture)),
        (&package(&[("x.txt", b"x")]), ImportError::Foreign(Foreign::Archive)),
        (&docx("<w:p><w:r><w:t>Words.</w:t></w:r></w:p>"), ImportError::NoTable),
    ];
    for (bytes, expected) in cases {
        assert_eq!(read(bytes, None), Err(expected.clone()), "{expected}");
        assert!(!expected.message().is_empty() && !expected.hint().is_empty());
    }
    assert!(matches!(read(b"PK\x03\x04 not a zip", None), Err(ImportError::Damaged(_))));
}

#[test]
fn a_workbook_that_claims_to_be_huge_is_refused_before_it_takes_any_room() {
    let strings = format!("<sst uniqueCount=\"{}\"><si><t>a</t></si></sst>", u64::MAX / 64);
    let book = package(&[
        ("xl/workbook.xml", b"<workbook><sheets><sheet name='x' r:id='r1'/></sheets></workbook>"),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ]);
    assert_eq!(read(&book, None), Err(ImportError::damaged("uniqueCount")));
    let record = |kind: u16, data: &[u8]| {
        [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
    };
    let sheet = |rows: (u32, u32), columns: (u16, u16)| {
        let data = [
            &rows.0.to_le_bytes()[..],
            &rows.1.to_le_bytes(),
            &columns.0.to_le_bytes(),
            &columns.1.to_le_bytes(),
            &[0, 0],
        ]
        .concat();
        let head = [record(0x0809, &[0; 8]), record(0x0085, &28_u32.to_le_bytes()), record(0x000A, &[])].concat();
        let pad = vec![0xFF; 28 - head.len()];
        [head, pad, record(0x0809, &[0; 8]), record(0x0200, &data), record(0x000A, &[])].concat()
    };
    assert_eq!(compound::check_workbook(&sheet((0, 100), (0, 9))), Ok(()));
    assert_eq!(compound::check_workbook(&sheet((0, u32::MAX), (0, 256))), Err(ImportError::TooManyCells));
    assert_eq!(compound::check_workbook(&sheet((9, 3), (0, 256))), Err(ImportError::TooManyCells));
    let locked = [record(0x0809, &[0; 8]), record(0x002F, &[0; 6])].concat();
    assert_eq!(compound::check_workbook(&locked), Err(ImportError::Password));
}

#[test]
fn nesting_of_any_depth_is_read() {
    let deep = |open: &str, close: &str, text: &str| open.repeat(20_000) + text + &close.repeat(20_000);
    let body = deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", "<w:p><w:r><w:t>x</w:t></w:r></w:p>");
    assert_eq!(texts(&read(&docx(&body), None).unwrap()[0]), [["x"]]);
    let page = deep("<table><tr><td>", "", "x");
    assert!(read(page.as_bytes(), Some("x.html")).is_ok());
    assert!(read(deep("<div>", "", "x").as_bytes(), Some("x.html")).is_err());
}

/// Bytes with some of them changed, cut or doubled.
fn mutated(bytes: &[u8], changes: &[(usize, u8, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, kind, byte) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at % bytes.len();
        match kind % 5 {
            0 | 1 => bytes[at] = *byte,
            2 => bytes.truncate(at),
            3 => {
                let end = (at + usize::from(*byte)).min(bytes.len());
                drop(bytes.drain(at..end));
            }
            _ => {
                let end = (at + usize::from(*byte)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, piece));
            }
        }
    }
    bytes
}

/// The parts of a package with changes in one of them, zipped again: a zip notices changes of its own bytes.
fn repackaged(bytes: &[u8], part: usize, changes: &[(usize, u8, u8)]) -> Vec<u8> {
    let Ok(mut opened) = zip::ZipArchive::new(Cursor::new(bytes)) else { return mutated(bytes, changes) };
    let mut parts = Vec::new();
    for number in 0..opened.len() {
        let mut file = opened.by_index(number).unwrap();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut content).unwrap();
        parts.push((file.name().unwrap().into_owned(), content));
    }
    let relevant: Vec<usize> = (0..parts.len()).filter(|at| parts[*at].0.contains(".xml")).collect();
    let at = relevant[part % relevant.len()];
    parts[at].1 = mutated(&parts[at].1, changes);
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    package(&parts)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_damage_to_a_file_is_read_or_told(
        which in 0..8_usize,
        changes in prop::collection::vec((any::<usize>(), any::<u8>(), any::<u8>()), 1..12),
        part in any::<usize>(),
        inside in any::<bool>(),
    ) {
        let (bytes, name) = fixtures()[which];
        let bytes = if inside { repackaged(bytes, part, &changes) } else { mutated(bytes, &changes) };
        // That either returns is what is tested.
        let _ = read(&bytes, Some(name));
        let _ = read_text(&bytes, None);
    }

    #[test]
    fn any_text_is_read_or_told(text in "\\PC{0,60}", lines in prop::collection::vec("[a-z|,;\t\"<>/=\\[\\]#\\- \n]{0,30}", 0..8)) {
        let text = format!("{text}\n{}", lines.join("\n"));
        for name in ["x.csv", "x.md", "x.html", "x.txt"] {
            let _ = read(text.as_bytes(), Some(name));
        }
        let _ = read_clipboard(&text, Some(&text));
    }
}
