//! `demarche export`: a briefing from a case, with every choice as a flag.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::FAILED;
use super::read::tell;
use crate::case::{CaseDate, Kind, Snapshot};
use crate::compare::Column;
use crate::export::{self, Audience, Choices, Direction, Format, Layout, PROPOSALS, Progress, Sheet};
use crate::file;
use crate::words::{self, terms};

pub(super) const AFTER_HELP: &str = "\
The document leaves out what its audience may not see: by default everything
that is shared or internal. How much that was is told on standard error.

The layouts:
  side-by-side  a table with a row for each issue and a column for each party
  brief         what a delegation takes into the room; whose, says --for
  summary       at most 120 words and the picture of the axes
  record        everything, with all evidence
They hold for pdf, docx, html and md. An xlsx file has a sheet for each list of
the case, a csv file its positions, and svg and png the picture of the axes. A
png picture that is too high for one file goes on in OUT-2.png, OUT-3.png ….

The same case and choices give the same bytes, unless --dated is given.

Exit status: 0 when the document was written, and 2 when it was not.

Examples:
  demarche export talks.json --to pdf --out table.pdf
  demarche export talks.json --to docx --layout brief --for syria --audience internal --out brief.docx
  demarche export talks.json --to md --layout record --axis security --out -";

/// Where a document goes when its name is this.
const STDOUT: &str = "-";

/// What goes into the document, for whom and how.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The case
    case: PathBuf,
    /// What kind of file to make
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: FormatWord,
    /// The file to write; - for standard output
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// How the case is laid out; without it, side by side
    #[arg(long, value_enum)]
    layout: Option<LayoutWord>,
    /// Whose brief it is; without it, the first principal's
    #[arg(long = "for", value_name = "PARTY")]
    own_party: Option<String>,
    /// For whom the document is
    #[arg(long, value_enum, default_value_t = AudienceWord::Public)]
    audience: AudienceWord,
    /// Only issues on this axis; may be given again
    #[arg(long, value_name = "AXIS")]
    axis: Vec<String>,
    /// Only this issue, by its id or its number; may be given again
    #[arg(long, value_name = "ISSUE")]
    issue: Vec<String>,
    /// Only positions of this party, and what it proposed or answered; may be given again
    #[arg(long, value_name = "PARTY")]
    party: Vec<String>,
    /// Only positions of this kind; may be given again
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Vec<KindWord>,
    /// Positions as they stood in this round; without it, those that stand now
    #[arg(long, value_name = "ROUND")]
    round: Option<String>,
    /// The columns in their order, by the ids of parties and the word proposals, with commas between them
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    columns: Vec<String>,
    /// The paper's size; without it, A4
    #[arg(long, value_enum)]
    paper: Option<SheetWord>,
    /// From which side lines and columns begin; without it, as the case's language is written
    #[arg(long, value_enum)]
    direction: Option<DirectionWord>,
    /// Put the picture of the axes into the table or the record
    #[arg(long)]
    picture: bool,
    /// Name today's date in the footer
    #[arg(long)]
    dated: bool,
}

/// Gives each word of the command line what it stands for, in the order in which they are offered.
macro_rules! words {
    ($($name:ident for $target:ident { $($(#[$meta:meta])* $variant:ident $(= $word:literal)? ),* $(,)? })*) => { $(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
        enum $name { $( $(#[$meta])* $(#[value(name = $word)])? $variant ),* }

        impl From<$name> for $target {
            fn from(word: $name) -> Self {
                match word { $( $name::$variant => Self::$variant ),* }
            }
        }
    )* };
}

words! {
    FormatWord for Format {
        /// Pages, ready to print
        Pdf,
        /// A document for word processors
        Docx,
        /// One page for a browser
        Html,
        /// Plain text with Markdown
        Markdown = "md",
        /// A workbook with a sheet for each list
        Xlsx,
        /// The positions as a table
        Csv,
        /// The picture of the axes as a drawing
        Svg,
        /// The picture of the axes as dots
        Png,
    }
    LayoutWord for Layout { SideBySide, Brief, Summary, Record }
    AudienceWord for Audience {
        /// Anybody: nothing that is shared or internal
        Public,
        /// The mediator or the other side: nothing that is internal
        Shared,
        /// The own delegation: everything
        Internal,
    }
    KindWord for Kind { Demand, Concession, RedLine, Interest }
    SheetWord for Sheet { A4, Letter }
    DirectionWord for Direction { LeftToRight = "ltr", RightToLeft = "rtl" }
}

impl Options {
    fn choices(&self, snapshot: &Snapshot) -> Choices {
        let issue = |word: &String| {
            let numbered = || {
                let issues = &snapshot.case().issues;
                let number = |known: &str| known.eq_ignore_ascii_case(word.trim());
                issues.iter().find(|issue| issue.number.as_deref().is_some_and(number)).map(|issue| issue.id.clone())
            };
            let id = word.as_str().into();
            if snapshot.issue(&id).is_some() { id } else { numbered().unwrap_or(id) }
        };
        let column = |word: &String| match word.trim() {
            PROPOSALS => Column::Proposals,
            party => Column::Party(party.into()),
        };
        Choices {
            layout: self.layout.map(Into::into).unwrap_or_default(),
            audience: self.audience.into(),
            own_party: self.own_party.as_deref().map(Into::into),
            axes: self.axis.iter().map(|id| id.as_str().into()).collect(),
            issues: self.issue.iter().map(issue).collect(),
            parties: self.party.iter().map(|id| id.as_str().into()).collect(),
            kinds: self.kind.iter().map(|kind| (*kind).into()).collect(),
            round: self.round.as_deref().map(Into::into),
            columns: self.columns.iter().map(column).collect(),
            picture: self.picture,
            sheet: self.paper.map(Into::into).unwrap_or_default(),
            direction: self.direction.map(Into::into).unwrap_or_default(),
            made_on: self.dated.then(today),
        }
    }

    /// The flags that were given and make no difference to this format or layout.
    fn without_effect(&self) -> Vec<&'static str> {
        let format = Format::from(self.to);
        let layout: Layout = self.layout.map(Into::into).unwrap_or_default();
        let lists = matches!(format, Format::Xlsx | Format::Csv);
        let alone = matches!(format, Format::Svg | Format::Png);
        let is = |wanted: Layout| format.has_layout() && layout == wanted;
        [
            ("--layout", self.layout.is_some() && !format.has_layout()),
            ("--for", self.own_party.is_some() && !is(Layout::Brief)),
            ("--party", !self.party.is_empty() && is(Layout::Brief)),
            ("--columns", !self.columns.is_empty() && (format == Format::Csv || is(Layout::Brief))),
            ("--paper", self.paper.is_some() && (alone || matches!(format, Format::Csv | Format::Markdown))),
            ("--direction", self.direction.is_some() && matches!(format, Format::Csv | Format::Markdown)),
            ("--picture", self.picture && (lists || alone || is(Layout::Brief) || is(Layout::Summary))),
            ("--dated", self.dated && format == Format::Csv),
        ]
        .into_iter()
        .filter_map(|(flag, idle)| idle.then_some(flag))
        .collect()
    }
}

/// Today as people write it.
fn today() -> String {
    let zone = jiff::tz::TimeZone::try_system().unwrap_or(jiff::tz::TimeZone::UTC);
    let day = zone.to_datetime(jiff::Timestamp::now()).date().to_string();
    terms::date(&CaseDate::from(day.as_str()))
}

/// Writes the document, and gives the exit status.
pub(super) fn run(options: &Options, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    if options.out != Path::new(STDOUT) && file::says_case(&options.out) {
        return writeln!(err, "{}", words::export::would_overwrite_case(&options.out.display().to_string()))
            .map(|()| FAILED);
    }
    let opened = match file::read(&options.case, &file::Progress::default()) {
        Ok(opened) => opened,
        Err(error) => return tell(&options.case, &error, err).map(|()| FAILED),
    };
    let made = export::export(
        &opened.snapshot,
        &options.choices(&opened.snapshot),
        Format::from(options.to),
        &Progress::default(),
    );
    let made = match made {
        Ok(made) => made,
        Err(error) => return writeln!(err, "error: {error}").map(|()| FAILED),
    };
    if options.out == Path::new(STDOUT) {
        if !made.further.is_empty() {
            return writeln!(err, "error: {}", words::export::ONE_OUTPUT).map(|()| FAILED);
        }
        out.write_all(&made.bytes)?;
    } else {
        let first = (options.out.clone(), made.bytes.as_slice());
        for (path, bytes) in std::iter::once(first).chain(made.further_files(&options.out)) {
            if let Err(error) = file::save(&path, bytes) {
                return writeln!(err, "{}", words::save_error(&error)).map(|()| FAILED);
            }
        }
    }
    let idle = options.without_effect();
    if !idle.is_empty() {
        writeln!(err, "{}", words::export::without_effect(&idle, Format::from(options.to).has_layout()))?;
    }
    for remark in made.remarks() {
        writeln!(err, "{remark}")?;
    }
    Ok(0)
}
