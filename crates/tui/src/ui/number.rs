//! Numbers formatted for display.

use kzq_text::{Safe, safe};

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

/// A number of entries: `1 entry`, `2,000 entries`.
pub(super) fn entries(number: usize) -> Safe<'static> {
    safe!(with_thousands_separators(number), if number == 1 { " entry" } else { " entries" })
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

    #[test]
    fn one_entry_is_singular() {
        for (number, shown) in [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (1000, "1,000 entries")] {
            assert_eq!(entries(number).as_str(), shown);
        }
    }
}
