//! The English names of months and days of the week.

/// The months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days of the week, Monday first as in ISO 8601.
pub const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Whether a word is the name of a month or of a day of the week, whatever its case.
pub fn is_named(word: &str) -> bool {
    MONTHS.iter().chain(&WEEKDAYS).any(|name| name.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_days_are_named_in_any_case() {
        for (word, expected) in
            [("monday", true), ("Sunday", true), ("MAY", true), ("december", true), ("sept", false), ("", false)]
        {
            assert_eq!(is_named(word), expected, "{word}");
        }
    }
}
