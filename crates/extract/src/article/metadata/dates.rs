//! Dates as pages write them, made ISO 8601.

use kzq_text::calendar::{format_unix_time, month_named};

use super::values::clean;

/// How the names of months begin in Russian, German and French, with their numbers; the longest first where one begins another.
const MONTHS: &[(&str, u8)] = &[
    ("янв", 1),
    ("фев", 2),
    ("мар", 3),
    ("апр", 4),
    ("май", 5),
    ("мая", 5),
    ("июн", 6),
    ("июл", 7),
    ("авг", 8),
    ("сен", 9),
    ("окт", 10),
    ("ноя", 11),
    ("дек", 12),
    ("jän", 1),
    ("mär", 3),
    ("mai", 5),
    ("okt", 10),
    ("dez", 12),
    ("januar", 1),
    ("februar", 2),
    ("juni", 6),
    ("juli", 7),
    ("janv", 1),
    ("fév", 2),
    ("fev", 2),
    ("mars", 3),
    ("avr", 4),
    ("juin", 6),
    ("juil", 7),
    ("août", 8),
    ("aout", 8),
    ("septembre", 9),
    ("octobre", 10),
    ("novembre", 11),
    ("déc", 12),
];

/// The day of a date, as `2026-05-31`, or the month or the year if it says no more. `None` if it is not a date, or
/// could be several, such as `02/03/2024`, of which the year is kept.
pub(in super::super) fn iso_date(value: &str) -> Option<String> {
    let value = clean(value)?;
    from_iso(&value).or_else(|| from_seconds(&value)).or_else(|| from_words(&value))
}

/// `2024-02-06T17:42:10Z`, `2024/02/06`, `20240206`, `2024-02`, `2024`.
fn from_iso(value: &str) -> Option<String> {
    let digits = |from: usize, to: usize| value.get(from..to).filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
    let year = digits(0, 4)?;
    let rest = &value[4..];
    let ends = |at: usize| !value[at..].starts_with(|c: char| c.is_ascii_digit());
    if let Some((month, day)) = digits(4, 6).zip(digits(6, 8)).filter(|_| value.len() >= 8 && ends(8)) {
        return date(number(year)?, number(month)?, Some(number(day)?));
    }
    if rest.is_empty() {
        return is_year(number(year)?).then(|| year.to_owned());
    }
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let mut parts = rest[1..].splitn(2, separator);
    let month = parts.next()?;
    let Some(rest) = parts.next() else { return date(number(year)?, number(month)?, None) };
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    date(number(year)?, number(month)?, Some(number(&rest[..length])?))
}

/// Seconds or milliseconds since 1970.
fn from_seconds(value: &str) -> Option<String> {
    let is_time = matches!(value.len(), 10 | 13) && value.bytes().all(|byte| byte.is_ascii_digit());
    let time = value.get(..10).filter(|_| is_time)?.parse().ok()?;
    format_unix_time(time).get(..10).map(str::to_owned)
}

/// `6 February 2024`, `Tue, Feb 6, 2024 17:42`, `6. Februar 2024`, `06.02.2024`.
fn from_words(value: &str) -> Option<String> {
    let words: Vec<&str> =
        value.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(8).collect();
    let year_at = words.iter().position(|word| word.len() == 4 && number(word).is_some_and(is_year))?;
    let year = number(words[year_at])?;
    let day_of = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        number(digits).filter(|day| (1..=31).contains(day) && digits.len() <= 2)
    };
    if let Some(month_at) = words[..year_at].iter().position(|word| month_of(word).is_some()) {
        let month = u32::from(month_of(words[month_at])?);
        let before = month_at.checked_sub(1).and_then(|at| day_of(words[at]));
        let after = words[month_at + 1..year_at].iter().find_map(|word| day_of(word));
        return date(year, month, before.or(after));
    }
    let numbers: Vec<u32> = words[..year_at].iter().filter_map(|word| day_of(word)).collect();
    let [.., first, second] = numbers[..] else { return None };
    match () {
        // With full stops, the day comes first.
        () if value.contains('.') && second <= 12 => date(year, second, Some(first)),
        () if first > 12 && second <= 12 => date(year, second, Some(first)),
        () if second > 12 && first <= 12 => date(year, first, Some(second)),
        () if first == second => date(year, first, Some(second)),
        () => Some(year.to_string()),
    }
}

fn month_of(word: &str) -> Option<u8> {
    let word = word.to_lowercase();
    let foreign = || MONTHS.iter().find(|(start, _)| word.starts_with(start)).map(|&(_, number)| number);
    month_named(&word).or_else(foreign)
}

fn number(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_year(year: u32) -> bool {
    (1400..2200).contains(&year)
}

fn date(year: u32, month: u32, day: Option<u32>) -> Option<String> {
    let leap = u32::from(year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)));
    let days = match month {
        2 => 28 + leap,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !is_year(year) || !(1..=12).contains(&month) {
        return None;
    }
    match day {
        Some(day) if !(1..=days).contains(&day) => None,
        Some(day) => Some(format!("{year:04}-{month:02}-{day:02}")),
        None => Some(format!("{year:04}-{month:02}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_converted_to_iso_8601() {
        for (value, expected) in [
            ("2024-02-06T17:42:10.000Z", Some("2024-02-06")),
            ("2024-02-06 17:42", Some("2024-02-06")),
            ("2024-2-6", Some("2024-02-06")),
            ("2024/02/06", Some("2024-02-06")),
            ("20240206", Some("2024-02-06")),
            ("20240206T174210Z", Some("2024-02-06")),
            ("2024-02", Some("2024-02")),
            ("2024", Some("2024")),
            ("1707241330", Some("2024-02-06")),
            ("1707241330000", Some("2024-02-06")),
            ("6 February 2024, 17:42 GMT", Some("2024-02-06")),
            ("Tue, 06 Feb 2024 17:42:10 +0000", Some("2024-02-06")),
            ("Feb. 6th, 2024", Some("2024-02-06")),
            ("February 2024", Some("2024-02")),
            ("6. März 2024", Some("2024-03-06")),
            ("06.02.2024, 06:00 Uhr", Some("2024-02-06")),
            ("6 février 2024", Some("2024-02-06")),
            ("1er août 2024", Some("2024-08-01")),
            ("6 июля 2024", Some("2024-07-06")),
            ("13/02/2024", Some("2024-02-13")),
            ("02/13/2024", Some("2024-02-13")),
            ("02/03/2024", Some("2024")),
            ("2024-02-31", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(iso_date(value).as_deref(), expected, "{value}");
        }
    }
}
