//! What was typed is not lost: whatever ends the program, fills the disk, or writes to the same file.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop here")]

mod child;
mod claim;
mod recovery;
mod replay;
mod save;
mod watch;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use demarche::file::Wake;

/// How long something may take that has to happen, on a loaded machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// Asks again and again until there is an answer, or fails with what was waited for.
fn wait_for<T>(what: &str, mut answer: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = answer() {
            return answer;
        }
        assert!(start.elapsed() < PATIENCE, "waited {} s in vain for {what}", PATIENCE.as_secs());
        thread::sleep(Duration::from_millis(20));
    }
}

/// Counts how often the window was woken.
#[derive(Clone, Default)]
struct Woken(Arc<AtomicUsize>);

impl Woken {
    fn wake(&self) -> Wake {
        let count = Arc::clone(&self.0);
        Arc::new(move || {
            count.fetch_add(1, Ordering::Relaxed);
        })
    }

    fn times(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    /// Whether no thread can wake it any more.
    fn is_left_alone(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }
}
