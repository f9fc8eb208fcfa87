//! A paragraph's text as runs: stretches that look the same and run in one direction.

use std::io::{self, Write};
use std::ops::Range;

use super::direction::{self, Script};
use super::letters::legible;
use super::links::Links;
use super::xml::Xml;
use crate::export::ink::{self, Ink};
use crate::export::isolates::runs_right_to_left;
use crate::export::paper::{Link, Look, Mark, Run, Text};
use crate::words::export::signs;

/// A new line within a paragraph, while its text is one string.
const LINE: char = '\u{2028}';

/// Between a mark and its word, so that no line ends there.
const BESIDE: char = '\u{A0}';

/// The font that holds the marks on Windows; the others are named as its stand-ins in `parts/fonts.xml`.
const MARK_FONT: &str = "Segoe UI Symbol";

/// A paragraph's text as one string, so that its directions can be found, and how its parts look.
pub(super) struct Line<'a> {
    text: String,
    spans: Vec<(Range<usize>, Face<'a>)>,
}

/// How a part looks, and where it leads.
#[derive(Clone, Copy)]
enum Face<'a> {
    Words(Look, Option<&'a Link>),
    Mark(Ink),
}

/// How a paragraph's style makes its words look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Own {
    pub(super) look: Look,
    /// Whether it makes plain words bold: then Word takes a character style that is bold as well for the opposite.
    pub(super) bold: bool,
}

impl Own {
    /// A style that does nothing to plain words.
    pub(super) const PLAIN: Self = Self { look: Look::Plain, bold: false };
}

impl<'a> Line<'a> {
    pub(super) fn of(text: &'a Text) -> Self {
        let mut line = Self { text: String::new(), spans: Vec::new() };
        let mut after_mark = false;
        for run in &text.0 {
            let start = line.text.len();
            let face = match run {
                Run::Words { text, look, link } => {
                    let words = legible(text);
                    let words = if after_mark && !words.is_empty() {
                        line.text.push(BESIDE);
                        words.trim_start_matches(' ')
                    } else {
                        &words
                    };
                    line.text.extend(words.chars().map(|letter| if letter == '\n' { LINE } else { letter }));
                    Face::Words(*look, link.as_ref())
                }
                Run::Mark(mark) => {
                    let (sign, ink) = sign(mark);
                    line.text.push_str(sign);
                    Face::Mark(ink)
                }
                Run::Break => {
                    line.text.push(LINE);
                    Face::Words(Look::Plain, None)
                }
            };
            if line.text.len() > start {
                after_mark = matches!(face, Face::Mark(_));
                line.spans.push((start..line.text.len(), face));
            }
        }
        line
    }

    /// A line that is plain throughout.
    pub(super) fn plain(text: &str) -> Self {
        let text = legible(text).replace('\n', " ");
        let spans = vec![(0..text.len(), Face::Words(Look::Plain, None))];
        Self { text, spans }
    }

    /// Whether the paragraph runs from right to left, on a page that does or does not.
    pub(super) fn rtl(&self, page_rtl: bool) -> bool {
        runs_right_to_left(&self.text, page_rtl)
    }

    /// Whether it runs from left to right and holds words that do not.
    pub(super) fn is_mixed(&self) -> bool {
        !self.rtl(true) && direction::stretches(&self.text, false).iter().any(|(_, rtl)| *rtl)
    }

    /// How all words look, if they look the same and lead nowhere else: then the paragraph's style can say it.
    pub(super) fn look(&self) -> Option<Look> {
        let mut looks = self.spans.iter().filter_map(|(range, face)| match face {
            Face::Words(look, _) => {
                let text = self.text.get(range.clone()).unwrap_or_default();
                text.contains(|letter: char| !letter.is_whitespace()).then_some(*look)
            }
            Face::Mark(_) => None,
        });
        let first = looks.next()?;
        looks.all(|look| look == first).then_some(first)
    }

    /// Writes the runs of a paragraph with such a style.
    pub(super) fn write<W: Write>(
        &self,
        xml: &mut Xml<W>,
        links: &mut Links,
        own: Own,
        page_rtl: bool,
    ) -> io::Result<()> {
        let stretches = direction::stretches(&self.text, self.rtl(page_rtl));
        let mut rest = stretches.as_slice();
        for (span, face) in &self.spans {
            let led = match face {
                Face::Words(_, Some(link)) => open_link(xml, links, link)?,
                _ => None,
            };
            while let [(stretch, rtl), after @ ..] = rest {
                let piece = span.start.max(stretch.start)..span.end.min(stretch.end);
                if !piece.is_empty() {
                    let text = self.text.get(piece).unwrap_or_default();
                    // Word goes by the runs' directions, LibreOffice by the isolates, which stay in the text.
                    Style { face: *face, own, led, rtl: rtl.then(|| direction::script(text)) }.write(xml, text)?;
                }
                if stretch.end > span.end {
                    break;
                }
                rest = after;
            }
            if led.is_some() {
                xml.close()?;
            }
        }
        Ok(())
    }
}

/// Begins a link where it leads somewhere, and names the style of its words.
fn open_link<W: Write>(xml: &mut Xml<W>, links: &mut Links, link: &Link) -> io::Result<Option<&'static str>> {
    match link {
        Link::Source(number) => {
            let Some(anchor) = links.bookmark(*number) else { return Ok(None) };
            xml.open("w:hyperlink", &[("w:anchor", &anchor), ("w:history", "1")])?;
            Ok(Some("SourceLink"))
        }
        Link::Url(url) => {
            let Some(relationship) = links.relationship(url) else { return Ok(None) };
            xml.open("w:hyperlink", &[("r:id", &relationship), ("w:history", "1")])?;
            Ok(Some("Hyperlink"))
        }
    }
}

/// How one run is written.
struct Style<'a> {
    face: Face<'a>,
    own: Own,
    /// The style of a link's words.
    led: Option<&'static str>,
    rtl: Option<Script>,
}

impl Style<'_> {
    fn write<W: Write>(&self, xml: &mut Xml<W>, text: &str) -> io::Result<()> {
        xml.open("w:r", &[])?;
        self.properties(xml)?;
        for (number, part) in text.split(LINE).enumerate() {
            if number > 0 {
                xml.empty("w:br", &[])?;
            }
            if !part.is_empty() {
                let kept = part.starts_with(' ') || part.ends_with(' ') || part.contains("  ");
                let space: &[_] = if kept { &[("xml:space", "preserve")] } else { &[] };
                xml.text("w:t", space, part)?;
            }
        }
        xml.close()
    }

    /// Writes `w:rPr` where the run differs from its paragraph, in the order of the schema's `CT_RPr`.
    fn properties<W: Write>(&self, xml: &mut Xml<W>) -> io::Result<()> {
        let look = match self.face {
            Face::Words(look, _) if look != self.own.look => Some(look),
            _ => None,
        };
        let style = match (self.face, self.led, look) {
            (Face::Mark(_), ..) => Some("Mark"),
            (_, Some("SourceLink"), Some(Look::Quiet)) => Some("ChipSourceLink"),
            (_, Some(_), Some(Look::Quiet)) => Some("ChipLink"),
            (_, Some(led), _) => Some(led),
            (_, None, Some(look)) => character_style(look),
            (_, None, None) => None,
        };
        // A link has a style of its own, so that its look has to be said beside it.
        let beside = if self.led.is_some() { look } else { None };
        if style.is_none() && beside.is_none() && self.rtl.is_none() {
            return Ok(());
        }
        xml.open("w:rPr", &[])?;
        if let Some(style) = style {
            xml.value("w:rStyle", style)?;
        }
        match (self.face, self.rtl) {
            (Face::Mark(_), _) => {
                let font = MARK_FONT;
                let fonts = [("w:ascii", font), ("w:hAnsi", font), ("w:eastAsia", font), ("w:cs", font)];
                xml.empty("w:rFonts", &fonts)?;
            }
            (_, Some(Script::Hebrew)) => xml.empty("w:rFonts", &[("w:cs", "Noto Sans Hebrew")])?,
            _ => {}
        }
        let bold = match look {
            // What is said of the run itself holds, whatever the styles say.
            Some(look) if self.own.bold => Some(matches!(look, Look::Strong | Look::Label)),
            Some(Look::Strong | Look::Label) if self.led.is_some() => Some(true),
            _ => None,
        };
        if let Some(bold) = bold {
            let off = [("w:val", "0")];
            let off: &[_] = if bold { &[] } else { &off };
            xml.empty("w:b", off)?;
            xml.empty("w:bCs", off)?;
        }
        match beside {
            Some(Look::Quote) => xml.empty("w:i", &[])?,
            Some(Look::Label) => xml.empty("w:caps", &[])?,
            Some(Look::Plain | Look::Strong | Look::Quiet) | None => {}
        }
        if let Face::Mark(ink) = self.face {
            xml.value("w:color", &hex(ink))?;
        }
        let is_label = look.unwrap_or(self.own.look) == Look::Label && matches!(self.face, Face::Words(..));
        if is_label && self.rtl.is_some() {
            // Space between letters would tear joined ones apart.
            xml.value("w:spacing", "0")?;
        }
        if let Some(script) = self.rtl {
            xml.empty("w:rtl", &[])?;
            xml.empty("w:lang", &[("w:bidi", language(script))])?;
        }
        xml.close()
    }
}

/// The language that Word takes for a script, for spelling and the shapes of numbers.
fn language(script: Script) -> &'static str {
    match script {
        Script::Arabic => "ar-SA",
        Script::Hebrew => "he-IL",
    }
}

/// The style of words that look otherwise than their paragraph.
fn character_style(look: Look) -> Option<&'static str> {
    match look {
        Look::Plain => None,
        Look::Strong => Some("Strong"),
        Look::Quiet => Some("ChipChar"),
        Look::Label => Some("LabelChar"),
        Look::Quote => Some("QuoteChar"),
    }
}

/// A colour as `WordprocessingML` writes it.
pub(super) fn hex(ink: Ink) -> String {
    ink.to_string().trim_start_matches('#').to_owned()
}

/// The sign of a mark, told apart by its shape alone, and the colour that supports it.
fn sign(mark: &Mark) -> (&'static str, Ink) {
    match mark {
        Mark::Kind(kind) => (signs::kind(kind), ink::kind(kind)),
        Mark::Status(status) => (signs::status(status), ink::status(status)),
        Mark::Disputed => (signs::DISPUTED, ink::VERMILION),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Kind, Status};

    fn written(text: &Text, own: Look, page_rtl: bool) -> String {
        let mut xml = Xml::new(Vec::new()).unwrap();
        let own = Own { look: own, bold: false };
        Line::of(text).write(&mut xml, &mut Links::default(), own, page_rtl).unwrap();
        let written = String::from_utf8(xml.finish().unwrap()).unwrap();
        written.split_once("?>").unwrap().1.to_owned()
    }

    #[test]
    fn plain_words_need_no_properties() {
        assert_eq!(written(&Text::plain("Syria"), Look::Plain, false), "<w:r><w:t>Syria</w:t></w:r>");
        let label = Text::default().with("Security ", Look::Label);
        assert_eq!(written(&label, Look::Label, false), "<w:r><w:t xml:space=\"preserve\">Security </w:t></w:r>");
        assert!(written(&label, Look::Plain, false).contains("<w:rStyle w:val=\"LabelChar\"/>"));
    }

    #[test]
    fn words_from_right_to_left_are_marked_with_their_language() {
        let text = written(&Text::plain("Syria سوريا, Israel ישראל"), Look::Plain, false);
        assert!(text.contains("<w:rPr><w:rtl/><w:lang w:bidi=\"ar-SA\"/></w:rPr><w:t>سوريا</w:t>"), "{text}");
        let hebrew =
            "<w:rPr><w:rFonts w:cs=\"Noto Sans Hebrew\"/><w:rtl/><w:lang w:bidi=\"he-IL\"/></w:rPr><w:t>ישראל</w:t>";
        assert!(text.contains(hebrew), "{text}");
        assert!(text.contains("<w:r><w:t xml:space=\"preserve\">, Israel </w:t></w:r>"), "{text}");
    }

    #[test]
    fn joined_letters_are_not_spaced_out() {
        let label = Text::default().with("الأمن", Look::Label);
        assert!(written(&label, Look::Label, true).contains("<w:spacing w:val=\"0\"/>"));
    }

    #[test]
    fn a_mark_stays_beside_its_word() {
        for word in ["Demand", " Demand"] {
            let text = Text::default().marked(Mark::Kind(Kind::Demand)).with(word, Look::Strong);
            let written = written(&text, Look::Plain, false);
            assert!(written.contains("<w:t>▲</w:t>") && written.contains("<w:t>\u{A0}Demand</w:t>"), "{written}");
        }
    }

    #[test]
    fn what_is_strong_stays_so_in_a_heading() {
        let text = Text::default().with("T1", Look::Strong).with(" quiet", Look::Quiet).with(" plain", Look::Plain);
        let mut xml = Xml::new(Vec::new()).unwrap();
        let own = Own { look: Look::Plain, bold: true };
        Line::of(&text).write(&mut xml, &mut Links::default(), own, false).unwrap();
        let written = String::from_utf8(xml.finish().unwrap()).unwrap();
        assert!(written.contains("<w:rStyle w:val=\"Strong\"/><w:b/><w:bCs/>"), "{written}");
        assert!(written.contains("<w:rStyle w:val=\"ChipChar\"/><w:b w:val=\"0\"/><w:bCs w:val=\"0\"/>"), "{written}");
        assert!(written.contains("<w:r><w:t xml:space=\"preserve\"> plain</w:t></w:r>"), "{written}");
    }

    #[test]
    fn new_lines_are_breaks() {
        let text = written(&Text::plain("one\ntwo").broken().with("three", Look::Plain), Look::Plain, false);
        assert_eq!(text, "<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>three</w:t></w:r>");
    }

    #[test]
    fn a_link_to_nothing_is_plain_text() {
        let text = Text::default().linked("[4]", Look::Plain, Link::Source(4));
        assert_eq!(written(&text, Look::Plain, false), "<w:r><w:t>[4]</w:t></w:r>");
        let text = Text::default().linked("here", Look::Quiet, Link::Url("https://a.b/".to_owned()));
        let led = "<w:hyperlink r:id=\"link1\" w:history=\"1\"><w:r><w:rPr><w:rStyle w:val=\"ChipLink\"/></w:rPr>";
        assert!(written(&text, Look::Plain, false).starts_with(led));
    }

    #[test]
    fn every_mark_has_a_shape_of_its_own() {
        let kinds = [Kind::Demand, Kind::Concession, Kind::RedLine, Kind::Interest].map(Mark::Kind);
        let statuses = [
            Status::Agreed,
            Status::AgreedInPrinciple,
            Status::UnderDiscussion,
            Status::Contested,
            Status::NotAddressed,
            Status::Unknown,
        ];
        let marks = kinds.into_iter().chain(statuses.map(Mark::Status)).chain([Mark::Disputed]);
        let signs: std::collections::BTreeSet<&str> = marks.map(|mark| sign(&mark).0).collect();
        assert_eq!(signs.len(), 11);
    }
}
