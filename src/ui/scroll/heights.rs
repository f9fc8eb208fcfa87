//! The heights of many rows, some measured and most only estimated.

/// Row heights with fast sums, as a Fenwick tree in `f64`: a million points and more stay exact to the pixel.
#[derive(Clone, Debug, Default)]
pub(in crate::ui) struct Heights {
    rows: Vec<f32>,
    measured: Vec<bool>,
    tree: Vec<f64>,
}

impl Heights {
    /// Starts from estimates, in points.
    #[must_use]
    pub(in crate::ui) fn estimated(rows: Vec<f32>) -> Self {
        let mut tree = vec![0.0; rows.len() + 1];
        for (row, height) in rows.iter().enumerate() {
            let slot = row + 1;
            if let Some(sum) = tree.get_mut(slot) {
                *sum += f64::from(*height);
            }
            let parent = slot + lowest_bit(slot);
            let sum = tree.get(slot).copied().unwrap_or_default();
            if let Some(above) = tree.get_mut(parent) {
                *above += sum;
            }
        }
        Self { measured: vec![false; rows.len()], rows, tree }
    }

    /// How many rows there are.
    #[must_use]
    pub(in crate::ui) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The height of a row, in points.
    #[must_use]
    pub(in crate::ui) fn get(&self, row: usize) -> f32 {
        self.rows.get(row).copied().unwrap_or_default()
    }

    /// Whether a row's height is known rather than estimated.
    #[must_use]
    pub(in crate::ui) fn is_measured(&self, row: usize) -> bool {
        self.measured.get(row).copied().unwrap_or_default()
    }

    /// Says how high a row is.
    pub(in crate::ui) fn set(&mut self, row: usize, height: f32) {
        let Some(known) = self.rows.get_mut(row) else { return };
        let change = f64::from(height) - f64::from(*known);
        *known = height;
        if let Some(measured) = self.measured.get_mut(row) {
            *measured = true;
        }
        let mut slot = row + 1;
        while let Some(sum) = self.tree.get_mut(slot) {
            *sum += change;
            slot += lowest_bit(slot);
        }
    }

    /// Forgets all measuring and keeps the heights as estimates.
    pub(in crate::ui) fn forget(&mut self) {
        self.measured.fill(false);
    }

    /// The height of all rows before `row` together.
    #[must_use]
    pub(in crate::ui) fn top(&self, row: usize) -> f64 {
        let mut slot = row.min(self.rows.len());
        let mut sum = 0.0;
        while slot > 0 {
            sum += self.tree.get(slot).copied().unwrap_or_default();
            slot -= lowest_bit(slot);
        }
        sum
    }

    /// The height of all rows together.
    #[must_use]
    pub(in crate::ui) fn total(&self) -> f64 {
        self.top(self.rows.len())
    }

    /// The row in which a distance from the top falls, and how far into it.
    #[must_use]
    pub(in crate::ui) fn at(&self, distance: f64) -> (usize, f32) {
        let mut row = 0;
        let mut rest = distance.max(0.0);
        let mut step = self.rows.len().next_power_of_two();
        while step > 0 {
            if let Some(sum) = self.tree.get(row + step)
                && *sum <= rest
            {
                rest -= sum;
                row += step;
            }
            step /= 2;
        }
        #[expect(clippy::cast_possible_truncation, reason = "less than one row's height")]
        if row >= self.rows.len() { (self.rows.len().saturating_sub(1), 0.0) } else { (row, rest as f32) }
    }
}

fn lowest_bit(slot: usize) -> usize {
    slot & slot.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_follow_what_is_measured() {
        let mut heights = Heights::estimated(vec![10.0; 7]);
        assert!((heights.total() - 70.0).abs() < 1e-9);
        heights.set(3, 30.0);
        assert!((heights.top(3) - 30.0).abs() < 1e-9);
        assert!((heights.top(4) - 60.0).abs() < 1e-9);
        assert!((heights.total() - 90.0).abs() < 1e-9);
        assert!(heights.is_measured(3) && !heights.is_measured(2));
    }

    #[test]
    fn a_distance_leads_to_the_row_it_falls_in() {
        let heights = Heights::estimated(vec![10.0, 20.0, 30.0]);
        assert_eq!(heights.at(0.0), (0, 0.0));
        assert_eq!(heights.at(9.0), (0, 9.0));
        assert_eq!(heights.at(10.0), (1, 0.0));
        assert_eq!(heights.at(35.0), (2, 5.0));
        assert_eq!(heights.at(1e9), (2, 0.0));
        assert_eq!(Heights::default().at(5.0), (0, 0.0));
    }

    #[test]
    fn a_hundred_thousand_rows_are_summed_to_the_pixel() {
        let mut heights = Heights::estimated(vec![181.3; 100_000]);
        for row in (0..100_000).step_by(7) {
            heights.set(row, 93.7);
        }
        let plain: f64 = (0..100_000).map(|row| f64::from(heights.get(row))).sum();
        assert!((heights.total() - plain).abs() < 0.01);
    }
}
