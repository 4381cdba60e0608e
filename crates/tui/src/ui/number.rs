//! Numbers formatted for display.

use kzq_text::Safe;

/// Formats a number with thousands separators: `1,234,567`.
pub(super) fn with_thousands_separators(number: usize) -> Safe<'static> {
    let mut digits = number.to_string();
    let mut at = digits.len();
    while at > 3 {
        at -= 3;
        digits.insert(at, ',');
    }
    Safe::line(digits)
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
