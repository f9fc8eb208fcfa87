//! How far an export has come, and whether it is still wanted.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Shared between who exports and who waits; a copy is the same.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    cancelled: AtomicBool,
    /// In thousandths.
    done: AtomicU32,
}

/// The export was stopped by the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl Progress {
    /// How much is done, from 0 to 1.
    #[must_use]
    pub fn done(&self) -> f32 {
        // Thousandths are exact in f32.
        #[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
        let done = self.0.done.load(Ordering::Relaxed) as f32;
        done / 1000.0
    }

    /// Asks the export to stop at its next step.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it has been asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }

    /// Tells that `part` of `whole` is done.
    ///
    /// # Errors
    /// When the export is not wanted any more.
    pub fn step(&self, part: usize, whole: usize) -> Result<(), Cancelled> {
        let thousandths = part.min(whole).saturating_mul(1000) / whole.max(1);
        self.0.done.store(u32::try_from(thousandths).unwrap_or(1000), Ordering::Relaxed);
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }
}
