//! Calendar dates of sources: a day, a month or a year.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use kzq_text::calendar::MONTHS;

/// An ISO 8601 date in the extended format, as far as it is known: `2025`, `2025-05` or `2025-05-29`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Why a text is not a valid date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not digits and hyphens in the right places.
    #[error("a date is written 2025-05-29, 2025-05 or 2025")]
    Format,
    /// A month outside 1 to 12.
    #[error("there is no month {0}")]
    Month(u8),
    /// A day that the month does not have.
    #[error("that month has no day {0}")]
    Day(u8),
}

impl Date {
    /// Returns the year, always known.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Returns the month, from 1, if known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// Returns the day of the month, from 1, if known.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// Returns the English name of the month, if known.
    pub fn month_name(self) -> Option<&'static str> {
        self.month.map(|month| MONTHS[usize::from(month) - 1])
    }

    /// Formats the date for running text: `29 May 2025`, `May 2025`, `2025`.
    pub fn long_form(self) -> String {
        match (self.month_name(), self.day) {
            (Some(month), Some(day)) => format!("{day} {month} {}", self.year),
            (Some(month), None) => format!("{month} {}", self.year),
            (None, _) => self.year.to_string(),
        }
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.split('-');
        let year = parts.next().and_then(|part| parse_digits(part, 4)).ok_or(DateError::Format)?;
        let month = parts.next().map(|part| parse_two_digits(part).ok_or(DateError::Format)).transpose()?;
        let day = parts.next().map(|part| parse_two_digits(part).ok_or(DateError::Format)).transpose()?;
        if parts.next().is_some() {
            return Err(DateError::Format);
        }
        if let Some(month) = month {
            if !(1..=12).contains(&month) {
                return Err(DateError::Month(month));
            }
            if let Some(day) = day.filter(|day| !(1..=days_in_month(year, month)).contains(day)) {
                return Err(DateError::Day(day));
            }
        }
        Ok(Self { year, month, day })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

fn parse_digits(part: &str, length: usize) -> Option<u16> {
    let all_digits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| part.parse().ok()).flatten()
}

fn parse_two_digits(part: &str) -> Option<u8> {
    parse_digits(part, 2).and_then(|number| u8::try_from(number).ok())
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_dates_round_trip() {
        for (text, words) in [
            ("2025-05-29", "29 May 2025"),
            ("2025-05", "May 2025"),
            ("2025", "2025"),
            ("2024-02-29", "29 February 2024"),
        ] {
            let date: Date = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(date.long_form(), words);
        }
    }

    #[test]
    fn invalid_dates_are_rejected() {
        for (text, error) in [
            ("29 May 2025", DateError::Format),
            ("2025-5-29", DateError::Format),
            ("2025-05-29-01", DateError::Format),
            ("", DateError::Format),
            ("2025-13", DateError::Month(13)),
            ("2025-00-01", DateError::Month(0)),
            ("2025-02-29", DateError::Day(29)),
            ("1900-02-29", DateError::Day(29)),
            ("2025-04-31", DateError::Day(31)),
        ] {
            assert_eq!(text.parse::<Date>(), Err(error), "{text}");
        }
    }
}
