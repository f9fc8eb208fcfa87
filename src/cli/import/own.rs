//! A workbook or table of positions that Demarche has made and that comes back.

use std::sync::Arc;

use crate::case::{Case, Snapshot};
use crate::edit::{Document, Edit, Intent};
use crate::export::{Audience, audience};
use crate::import::sheets::{self, Taken, Trouble};
use crate::words;

/// What came back, as a case, and what there is to say of it.
pub(super) struct Back {
    pub(super) case: Arc<Case>,
    pub(super) told: Vec<String>,
    /// Whether something was left out.
    pub(super) is_part: bool,
}

/// Reads the file into a case of its own or, with one that is open, brings its changes into that.
///
/// # Errors
/// Everything that is wrong with it, a sentence each.
pub(super) fn read(bytes: &[u8], open: Option<&Snapshot>) -> Result<Back, Vec<String>> {
    let taken = if bytes.starts_with(b"PK") { sheets::read_xlsx(bytes) } else { sheets::read_csv(bytes) };
    let taken = taken.map_err(|troubles| sentences(&troubles))?;
    let left_out = sentences(&taken.left_out);
    let mut told = vec![words::workbook::taken(taken.case.positions.len(), taken.is_part)];
    let is_part = !left_out.is_empty();
    told.extend(left_out);
    let case = match open {
        Some(open) => {
            let case = merged(open, &taken)?;
            let changed = if case == *open.case() { words::workbook::NOTHING_NEW } else { words::workbook::BROUGHT_IN };
            told.push(changed.to_owned());
            case
        }
        None => Arc::new(taken.case),
    };
    Ok(Back { case, told, is_part })
}

/// The open case with what was changed in the table since it was handed out.
fn merged(open: &Snapshot, taken: &Taken) -> Result<Arc<Case>, Vec<String>> {
    // A table of positions does not say for whom it was; where it holds less than the case, that is no removal.
    let seen_by = taken.audience.unwrap_or_else(|| narrowest(open, taken));
    let (handed_out, _) = audience::redacted(open, seen_by);
    let changes = sheets::changes(open, &handed_out, taken).map_err(|troubles| sentences(&troubles))?;
    let mut document = Document::new(open.clone(), true);
    document
        .apply(Edit::new(Intent::Import, changes, None))
        .map_err(|refusal| vec![words::edits::refusal(&refusal)])?;
    Ok(Arc::clone(document.snapshot().case()))
}

/// The widest audience whose table could have been this one: the one before it holds a position that is not here.
fn narrowest(open: &Snapshot, taken: &Taken) -> Audience {
    let in_table = |id: &crate::case::PositionId| taken.case.positions.iter().any(|position| position.id == *id);
    let hidden = |needed: Audience| {
        let (seen, _) = audience::redacted(open, needed);
        open.case().positions.iter().any(|one| seen.position(&one.id).is_none() && in_table(&one.id))
    };
    if hidden(Audience::Shared) {
        Audience::Internal
    } else if hidden(Audience::Public) {
        Audience::Shared
    } else {
        Audience::Public
    }
}

fn sentences(troubles: &[Trouble]) -> Vec<String> {
    troubles.iter().map(ToString::to_string).collect()
}
