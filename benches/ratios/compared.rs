//! Two things timed in turns, and the line that is printed of them.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// A line of the table.
pub(crate) struct Row {
    pub(crate) name: String,
    /// The ratio; nothing when it cannot be measured here, and `detail` says why.
    pub(crate) value: Option<f64>,
    pub(crate) bound: f64,
    pub(crate) detail: String,
}

/// Two things timed in turns.
pub(crate) struct Compared {
    ratio: f64,
    ours: Duration,
    theirs: Duration,
}

impl Compared {
    /// The medians, and the median of the turns' ratios.
    pub(crate) fn of(turns: &[(Duration, Duration)]) -> Self {
        let seconds = |time: Duration| time.as_secs_f64();
        let middle = |key: &dyn Fn(&(Duration, Duration)) -> f64| rank(turns.iter().map(key).collect(), 50);
        Self {
            ratio: middle(&|(ours, theirs)| seconds(*ours) / seconds(*theirs)),
            ours: Duration::from_secs_f64(middle(&|(ours, _)| seconds(*ours))),
            theirs: Duration::from_secs_f64(middle(&|(_, theirs)| seconds(*theirs))),
        }
    }

    pub(crate) fn row(&self, name: &str, bound: f64) -> Row {
        Row { name: name.to_owned(), value: Some(self.ratio), bound, detail: self.times() }
    }

    /// Both medians.
    pub(crate) fn times(&self) -> String {
        format!("{:.1} ms ÷ {:.1} ms", milliseconds(self.ours), milliseconds(self.theirs))
    }
}

/// Times both in turns; what they return is dropped outside the time. The first turn only warms up.
pub(crate) fn compare<A, B>(turns: usize, mut ours: impl FnMut() -> A, mut theirs: impl FnMut() -> B) -> Compared {
    let times: Vec<_> = (0..=turns).map(|_| (time(&mut ours), time(&mut theirs))).skip(1).collect();
    Compared::of(&times)
}

fn time<T>(run: &mut impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    let result = black_box(run());
    let time = start.elapsed();
    drop(result);
    time
}

/// The value below which so many hundredths of the values lie; 50 is the median. Zero when there are none.
pub(crate) fn rank(mut values: Vec<f64>, hundredths: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get((values.len() * hundredths / 100).min(values.len().saturating_sub(1))).copied().unwrap_or_default()
}

pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
