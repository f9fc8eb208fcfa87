//! What the flags say of a table's columns, and of a draft's names.

use clap::ValueEnum;

use crate::case::{Attribution, Kind, Snapshot, Visibility};
use crate::fold::fold;
use crate::import::brackets::{Choices, Meaning};
use crate::import::{AxisChoice, Certainty, ColumnRole, Grid, Mapping, Parties, PartyChoice, column_name, heading};
use crate::words::import as words;

/// What a table's rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Rows {
    /// Issues, with a column per party
    Issues,
    /// Parties, with a column per issue
    Parties,
}

/// Who may see what is taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Seen {
    /// Everybody
    Public,
    /// The mediator or the other side as well
    Shared,
    /// The own delegation alone
    Internal,
}

/// What holds for a workbook or a table of positions that Demarche has made.
#[derive(Debug, clap::Args)]
pub(super) struct OwnFlags {
    /// Take out of the case what is not in the workbook or table of positions that comes back
    #[arg(long, requires = "into")]
    pub(super) remove: bool,
}

/// Which table, and what its columns are.
#[derive(Debug, clap::Args)]
pub(super) struct TableFlags {
    /// The table to take: the name of its sheet, the heading above it, or its number; without it, the largest
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Option<String>,
    /// What each row is
    #[arg(long, value_enum)]
    pub(super) rows: Option<Rows>,
    /// The row with the headings, from 1, or "none"
    #[arg(long, value_name = "ROW")]
    header: Option<String>,
    /// The column with what the issues are called
    #[arg(long, value_name = "COL")]
    issue: Option<String>,
    /// The column with the issues' permanent numbers
    #[arg(long, value_name = "COL")]
    number: Option<String>,
    /// The column with the issues' axes
    #[arg(long, value_name = "COL")]
    axis: Option<String>,
    /// A column with what a party says; the kind is demand where nothing is said
    #[arg(long, value_name = "COL=NAME[:KIND]")]
    party: Vec<String>,
    /// The column that names the party, in a table with a row per position
    #[arg(long, value_name = "COL")]
    speaker: Option<String>,
    /// The column with what that party says
    #[arg(long, value_name = "COL")]
    position: Option<String>,
    /// The column with the kind of that position
    #[arg(long, value_name = "COL")]
    kind: Option<String>,
    /// The column with the status
    #[arg(long, value_name = "COL")]
    status: Option<String>,
    /// The column with the draft agreement
    #[arg(long, value_name = "COL")]
    draft: Option<String>,
    /// The column with the question to be settled
    #[arg(long, value_name = "COL")]
    question: Option<String>,
    /// The column with the background
    #[arg(long, value_name = "COL")]
    background: Option<String>,
    /// The column with the sources
    #[arg(long, value_name = "COL")]
    source: Option<String>,
    /// The column with remarks
    #[arg(long, value_name = "COL")]
    note: Option<String>,
    /// A column that is not to be read
    #[arg(long, value_name = "COL")]
    ignore: Vec<String>,
}

/// What holds for tables and drafts.
#[derive(Debug, clap::Args)]
pub(super) struct CommonFlags {
    /// The axis of issues for which nothing names one
    #[arg(long, value_name = "NAME")]
    default_axis: Option<String>,
    /// In what way the sources of a table tie a claim to its speaker, such as on-record; without it, outlet-report
    #[arg(long, value_name = "WORD")]
    attribution: Option<String>,
    /// Cite the sources of a row for its status as well, where that is agreed or agreed in principle
    #[arg(long)]
    cite_status: bool,
    /// Who may see what is taken in; without it, the own delegation alone
    #[arg(long, value_enum)]
    visibility: Option<Seen>,
}

impl CommonFlags {
    pub(super) fn apply_to(&self, axis: &mut AxisChoice, visibility: &mut Visibility, snapshot: &Snapshot) {
        if let Some(name) = &self.default_axis {
            *axis = AxisChoice::called(name, snapshot);
        }
        if let Some(seen) = self.visibility {
            *visibility = match seen {
                Seen::Public => Visibility::Public,
                Seen::Shared => Visibility::Shared,
                Seen::Internal => Visibility::Internal,
            };
        }
    }
}

impl CommonFlags {
    /// How the sources of a table are cited.
    pub(super) fn apply_to_sources(&self, mapping: &mut Mapping) -> Result<(), String> {
        if let Some(said) = &self.attribution {
            let word = fold(said).replace([' ', '-'], "_");
            let known = Attribution::KNOWN.iter().find(|known| known.as_str() == word);
            let words: Vec<&str> = Attribution::KNOWN.iter().map(Attribution::as_str).collect();
            mapping.attribution = known.cloned().ok_or_else(|| words::no_such_attribution(said, &words))?;
        }
        mapping.backs_status = self.cite_status;
        Ok(())
    }

    /// Whether the attribution is said, and not assumed.
    pub(super) fn says_attribution(&self) -> bool {
        self.attribution.is_some()
    }
}

impl TableFlags {
    /// Corrects a guess by what the flags say.
    pub(super) fn apply(
        &self,
        mapping: &mut Mapping,
        grid: &Grid,
        parties: &Parties,
        snapshot: &Snapshot,
    ) -> Result<(), String> {
        if let Some(header) = &self.header {
            let rows = match header.as_str() {
                "none" | "0" => 0..0,
                text => {
                    let row = text
                        .parse::<usize>()
                        .ok()
                        .and_then(|row| row.checked_sub(1))
                        .filter(|row| *row < grid.height());
                    let row = row.ok_or_else(|| words::no_such_row(text, grid.height()))?;
                    row..row + 1
                }
            };
            // Other headings give the columns other meanings.
            *mapping = crate::import::guess_below(grid, rows, snapshot);
            mapping.headers_certainty = Certainty::Certain;
        }
        let column = |text: &str| find(text, grid, mapping);
        let mut set = Vec::new();
        let single = [
            (&self.issue, ColumnRole::Title),
            (&self.number, ColumnRole::Number),
            (&self.axis, ColumnRole::Axis),
            (&self.speaker, ColumnRole::PartyName),
            (&self.position, ColumnRole::Statement(Kind::Demand)),
            (&self.kind, ColumnRole::Kind),
            (&self.status, ColumnRole::Status),
            (&self.draft, ColumnRole::Draft),
            (&self.question, ColumnRole::Question),
            (&self.background, ColumnRole::Background),
            (&self.source, ColumnRole::Evidence),
            (&self.note, ColumnRole::Note),
        ];
        for (flag, role) in single {
            if let Some(text) = flag {
                set.push((column(text)?, role));
            }
        }
        for text in &self.ignore {
            set.push((column(text)?, ColumnRole::Ignore));
        }
        for text in &self.party {
            let (named, rest) = text.split_once('=').ok_or_else(|| words::not_a_pair("--party", text))?;
            let (name, kind) = match rest.rsplit_once(':') {
                Some((name, word)) => (name, kind(word.trim()).ok_or_else(|| words::no_such_kind(word))?),
                None => (rest, Kind::Demand),
            };
            set.push((column(named)?, ColumnRole::Party(party(name.trim(), parties), kind)));
        }
        for (column, role) in set {
            mapping.set(column, role);
        }
        Ok(())
    }
}

/// What names in a draft stand for.
pub(super) fn labels(choices: &mut Choices, flags: &[String], parties: &Parties) -> Result<(), String> {
    for text in flags {
        let (name, meaning) = text.split_once('=').ok_or_else(|| words::not_a_pair("--label", text))?;
        let known: Vec<&str> = choices.labels.iter().map(|label| label.name.as_str()).collect();
        let missing = words::no_such_label(name.trim(), &known);
        let label = choices.labels.iter_mut().find(|label| fold(&label.name) == fold(name.trim()));
        let label = label.ok_or(missing)?;
        label.meaning = match meaning.trim() {
            "option" => Meaning::Option,
            "ignore" | "" => Meaning::Ignore,
            name => Meaning::Party(party(name, parties)),
        };
        label.certainty = Certainty::Certain;
    }
    choices.follow();
    Ok(())
}

fn party(name: &str, parties: &Parties) -> PartyChoice {
    parties.find(name).party().map_or_else(|| PartyChoice::new(name), |id| PartyChoice::Existing(id.clone()))
}

fn kind(word: &str) -> Option<Kind> {
    let word = fold(word).replace([' ', '-'], "_");
    Kind::KNOWN.iter().find(|kind| kind.as_str() == word || format!("{}s", kind.as_str()) == word).cloned()
}

/// The column of a heading, a number or letters.
fn find(text: &str, grid: &Grid, mapping: &Mapping) -> Result<usize, String> {
    let asked = text.trim();
    let headings: Vec<String> = (0..grid.width()).map(|column| heading(grid, &mapping.headers, column)).collect();
    let named = headings.iter().position(|heading| fold(heading) == fold(asked) && !asked.is_empty());
    let numbered =
        || asked.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).filter(|at| *at < grid.width());
    let lettered = || (0..grid.width()).find(|column| column_name(*column).eq_ignore_ascii_case(asked));
    named.or_else(numbered).or_else(lettered).ok_or_else(|| words::no_such_column(asked, &headings))
}
