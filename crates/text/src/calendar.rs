//! English names of months and weekdays.

/// Month names, January first.
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

/// Weekday names, Monday first as in ISO 8601.
pub const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Whether `word` names a month or weekday, ignoring ASCII case.
pub fn is_month_or_weekday(word: &str) -> bool {
    MONTHS.iter().chain(&WEEKDAYS).any(|name| name.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_weekdays_are_recognised_in_any_case() {
        for (word, expected) in
            [("monday", true), ("Sunday", true), ("MAY", true), ("december", true), ("sept", false), ("", false)]
        {
            assert_eq!(is_month_or_weekday(word), expected, "{word}");
        }
    }
}
