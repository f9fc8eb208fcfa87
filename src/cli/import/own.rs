//! A workbook or table of positions that Demarche has made and that comes back.

use std::sync::Arc;

use crate::case::{Case, Snapshot};
use crate::import::sheets::{self, Trouble};
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
    let taken = sheets::read(bytes).map_err(|troubles| sentences(&troubles))?;
    let left_out = sentences(&taken.left_out);
    let mut told = vec![words::workbook::taken(taken.case.positions.len(), taken.is_part)];
    let is_part = !left_out.is_empty();
    told.extend(left_out);
    let case = match open {
        Some(open) => {
            let case = sheets::merged(open, &taken).map_err(|troubles| sentences(&troubles))?;
            let changed = if case == *open.case() { words::workbook::NOTHING_NEW } else { words::workbook::BROUGHT_IN };
            told.push(changed.to_owned());
            case
        }
        None => Arc::new(taken.case),
    };
    Ok(Back { case, told, is_part })
}

fn sentences(troubles: &[Trouble]) -> Vec<String> {
    troubles.iter().map(ToString::to_string).collect()
}
