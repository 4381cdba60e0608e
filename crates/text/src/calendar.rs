//! English names of months and weekdays, and times as ISO 8601.

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

/// Returns the number of a month, from 1, by its name or an abbreviation of it: `May`, `sep`, `Sept.`.
pub fn month_named(word: &str) -> Option<u8> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let begins = |month: &str| month.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    (1..).zip(MONTHS).find(|(_, month)| word.len() >= 3 && begins(month)).map(|(number, _)| number)
}

/// Formats a Unix time, in seconds, as ISO 8601 in UTC: `2026-01-31T12:00:00Z`.
pub fn format_unix_time(seconds: i64) -> String {
    const SECONDS_PER_DAY: i64 = 86_400;
    // Years start in March here, so that the leap day is the last day of the year; an era is 400 years (Howard Hinnant,
    // "chrono-Compatible Low-Level Date Algorithms").
    let (days, second) = (seconds.div_euclid(SECONDS_PER_DAY) + 719_468, seconds.rem_euclid(SECONDS_PER_DAY));
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = (era * 400 + year + i64::from(month >= 10), (month + 2) % 12 + 1);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", second / 3_600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_formatted_in_utc() {
        for (seconds, expected) in [
            (-1, "1969-12-31T23:59:59Z"),
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_868_799, "2000-02-29T23:59:59Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_767_225_599, "2025-12-31T23:59:59Z"),
            (1_795_333_620, "2026-11-22T07:47:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(format_unix_time(seconds), expected);
        }
    }

    #[test]
    fn months_are_named_in_full_or_short() {
        for (word, expected) in [
            ("May", Some(5)),
            ("sep", Some(9)),
            ("Sept.", Some(9)),
            ("DECEMBER", Some(12)),
            ("ma", None),
            ("Mai", None),
        ] {
            assert_eq!(month_named(word), expected, "{word}");
        }
    }

    #[test]
    fn months_and_weekdays_are_recognised_in_any_case() {
        for (word, expected) in
            [("monday", true), ("Sunday", true), ("MAY", true), ("december", true), ("sept", false), ("", false)]
        {
            assert_eq!(is_month_or_weekday(word), expected, "{word}");
        }
    }
}
