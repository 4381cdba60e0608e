//! Figures and tables in Markdown.

use std::fmt::Write as _;
use std::time::Duration;

/// Samples of one figure.
#[derive(Clone, Debug, Default)]
pub struct Samples(Vec<f64>);

impl Samples {
    /// Adds a sample.
    pub fn add(&mut self, sample: f64) {
        self.0.push(sample);
    }

    /// Adds a time, in milliseconds.
    pub fn add_time(&mut self, time: Duration) {
        self.add(millis(time));
    }

    /// Adds all of others.
    pub fn join(&mut self, others: &Self) {
        self.0.extend(&others.0);
    }

    /// The number of samples.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The sum of all samples.
    pub fn sum(&self) -> f64 {
        self.0.iter().sum()
    }

    /// The median.
    pub fn median(&self) -> Option<f64> {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        match sorted.len() {
            0 => None,
            even if even % 2 == 0 => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
            _ => Some(sorted[middle]),
        }
    }

    /// The maximum.
    pub fn worst(&self) -> Option<f64> {
        self.0.iter().copied().max_by(f64::total_cmp)
    }
}

/// A time in milliseconds.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// A figure with three digits; a dash if there is none.
pub fn figure(value: Option<f64>) -> String {
    match value {
        None => "–".to_owned(),
        Some(value) if value >= 99.95 => thousands(value),
        Some(value) if value >= 9.995 => format!("{value:.1}"),
        Some(value) if value >= 0.9995 => format!("{value:.2}"),
        Some(value) => format!("{value:.3}"),
    }
}

fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut spaced = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            spaced.push(',');
        }
        spaced.push(digit);
    }
    spaced
}

/// The factor between `value` and `one`, for a cell.
pub fn ratio(value: Option<f64>, one: Option<f64>) -> String {
    match (value, one) {
        (Some(value), Some(one)) if one > 0.0 => {
            let ratio = value / one;
            if ratio < 9.95 { format!(" (×{ratio:.1})") } else { format!(" (×{})", thousands(ratio)) }
        }
        _ => String::new(),
    }
}

/// A table: a row of headings and rows of cells.
pub struct Table(String);

impl Table {
    /// A table with headings; all columns but the first are right-aligned.
    pub fn new(headings: &[&str]) -> Self {
        let mut table = Self(String::new());
        table.row(headings.iter().map(|&heading| heading.to_owned()));
        table.row((0..headings.len()).map(|column| if column == 0 { "---" } else { "---:" }.to_owned()));
        table
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.0.push('|');
        for cell in cells {
            // Writing to a string does not fail.
            _ = write!(self.0, " {} |", cell.replace('|', "\\|"));
        }
        self.0.push('\n');
    }

    /// Returns the table as Markdown.
    pub fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_three_digits() {
        let values = [0.012_34, 1.0, 9.999, 12.34, 99.96, 1234.5];
        let figures: Vec<String> = values.map(|value| figure(Some(value))).into();
        assert_eq!(figures, ["0.012", "1.00", "10.0", "12.3", "100", "1,234"]);
    }

    #[test]
    fn the_median_of_an_even_number_lies_between() {
        let mut samples = Samples::default();
        for sample in [4.0, 1.0, 3.0, 2.0] {
            samples.add(sample);
        }
        assert_eq!((samples.median(), samples.worst()), (Some(2.5), Some(4.0)));
    }
}
