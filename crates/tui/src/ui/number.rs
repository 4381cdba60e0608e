//! Numbers formatted for display.

use kzq_text::Safe;

/// Formats a number with thousands separators: `1,234,567`.
pub(super) fn with_thousands_separators(number: usize) -> Safe<'static> {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let groups =
        std::iter::once(&digits[..first]).chain((first..digits.len()).step_by(3).map(|at| &digits[at..at + 3]));
    let groups: Vec<&str> = groups.filter(|group| !group.is_empty()).collect();
    Safe::line(groups.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        for (number, shown) in [(0, "0"), (999, "999"), (1000, "1,000"), (12_345, "12,345"), (1_234_567, "1,234,567")] {
            assert_eq!(with_thousands_separators(number).as_str(), shown);
        }
    }
}
