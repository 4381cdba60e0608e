//! Calendar dates: a day, a month or a year, early or unsure ones included.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use kzq_text::calendar::MONTHS;

/// A date as far as it is known: `2025`, `2025-05` or `2025-05-29` as in ISO 8601; `-380` is 380 BC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Negative before Christ: -380 is 380 BC.
    year: i16,
    month: Option<u8>,
    day: Option<u8>,
    certainty: Certainty,
}

/// How sure a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// As written.
    Sure,
    /// About then: `c. 180`.
    Circa,
    /// Then, but this is uncertain: `1843?`.
    Doubtful,
}

/// How much of a date counts, from the coarsest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateUnit {
    /// The year alone.
    Year,
    /// The year and the month.
    Month,
    /// The year, the month and the day.
    Day,
}

/// Why a text is not a valid date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not digits and hyphens in the right places.
    #[error("a date is written 2025-05-29, 2025-05 or 2025; an early or unsure one -380, c. 180 or 1843?")]
    Format,
    /// A month outside 1 to 12.
    #[error("there is no month {0}")]
    Month(u8),
    /// A day that the month does not have.
    #[error("that month has no day {0}")]
    Day(u8),
}

impl Date {
    /// Returns the year, always known; negative before Christ.
    pub fn year(self) -> i16 {
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

    /// Returns how sure it is.
    pub fn certainty(self) -> Certainty {
        self.certainty
    }

    /// Returns the year, month or day that it falls in, as a date that is sure; the year or month if no more is known.
    #[must_use]
    pub fn period(self, unit: DateUnit) -> Self {
        Self {
            year: self.year,
            month: self.month.filter(|_| unit != DateUnit::Year),
            day: self.day.filter(|_| unit == DateUnit::Day),
            certainty: Certainty::Sure,
        }
    }

    /// Returns the year, month or day after this one.
    #[must_use]
    pub fn following(self) -> Self {
        // There is no year 0.
        let next_year = if self.year == -1 { 1 } else { self.year.saturating_add(1) };
        match (self.month, self.day) {
            (Some(month), Some(day)) if day < days_in_month(self.year, month) => Self { day: Some(day + 1), ..self },
            (Some(month), day) if month < 12 => Self { month: Some(month + 1), day: day.map(|_| 1), ..self },
            (month, day) => Self { year: next_year, month: month.map(|_| 1), day: day.map(|_| 1), ..self },
        }
    }

    /// Returns the English name of the month, if known.
    pub fn month_name(self) -> Option<&'static str> {
        self.month.map(|month| MONTHS[usize::from(month) - 1])
    }

    /// Formats the year for running text: `1843`, `380 BC`.
    pub fn year_in_words(self) -> String {
        if self.year < 0 { format!("{} BC", self.year.unsigned_abs()) } else { self.year.to_string() }
    }

    /// Formats the date for running text: `29 May 2025`, `May 2025`, `2025`, `c. 180`, `380 BC`, `1843?`.
    pub fn long_form(self) -> String {
        let year = self.year_in_words();
        let form = match (self.month_name(), self.day) {
            (Some(month), Some(day)) => format!("{day} {month} {year}"),
            (Some(month), None) => format!("{month} {year}"),
            (None, _) => year,
        };
        match self.certainty {
            Certainty::Sure => form,
            Certainty::Circa => format!("c. {form}"),
            Certainty::Doubtful => format!("{form}?"),
        }
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let circa = ["c.", "ca."].into_iter().find_map(|prefix| text.strip_prefix(prefix)).map(str::trim_start);
        let (date, certainty) = match (circa, text.strip_suffix('?')) {
            (Some(date), _) => (date, Certainty::Circa),
            (None, Some(date)) => (date, Certainty::Doubtful),
            (None, None) => (text, Certainty::Sure),
        };
        let (date, is_bc) = date.strip_prefix('-').map_or((date, false), |date| (date, true));
        let mut parts = date.split('-');
        let year = parts.next().unwrap_or_default();
        let has_month = date.len() > year.len();
        // A year of one or two digits is probably short for another, such as 87 for 1987.
        let is_year = match year.len() {
            1..=2 => is_bc || certainty != Certainty::Sure && !has_month,
            3 => is_bc || !has_month,
            length => length == 4,
        };
        let year = Some(year).filter(|_| is_year).and_then(parse_digits).ok_or(DateError::Format)?;
        let two_digits = |part: &str| Some(part).filter(|part| part.len() == 2).and_then(parse_digits);
        let mut next = || parts.next().map(|part| two_digits(part).ok_or(DateError::Format)).transpose();
        let (month, day) = (next()?, next()?);
        if parts.next().is_some() || is_bc && year == 0 {
            return Err(DateError::Format);
        }
        let small = |number: i16| u8::try_from(number).unwrap_or(u8::MAX);
        let (month, day) = (month.map(small), day.map(small));
        let year = if is_bc { -year } else { year };
        if let Some(month) = month {
            if !(1..=12).contains(&month) {
                return Err(DateError::Month(month));
            }
            if let Some(day) = day.filter(|day| !(1..=days_in_month(year, month)).contains(day)) {
                return Err(DateError::Day(day));
            }
        }
        Ok(Self { year, month, day, certainty })
    }
}

impl fmt::Display for Date {
    /// Formats the date as a collection writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.certainty == Certainty::Circa {
            f.write_str("c. ")?;
        }
        // Years are padded as in ISO 8601, where that is what the date looks like otherwise.
        if self.year >= 0 && (self.month.is_some() || self.certainty == Certainty::Sure) {
            write!(f, "{:04}", self.year)?;
        } else {
            write!(f, "{}", self.year)?;
        }
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))?;
        if self.certainty == Certainty::Doubtful { f.write_str("?") } else { Ok(()) }
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

fn parse_digits(part: &str) -> Option<i16> {
    part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten()
}

/// Returns the days of a month: in the Julian calendar until 1582, and in the Gregorian one from 1583 on.
fn days_in_month(year: i16, month: u8) -> u8 {
    // There is no year 0: the one before 1 is 1 BC.
    let year = if year < 0 { year + 1 } else { year };
    let is_leap = year % 4 == 0 && (year < 1583 || year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_round_trip() {
        for (text, words) in [
            ("2025-05-29", "29 May 2025"),
            ("2025-05", "May 2025"),
            ("2025", "2025"),
            ("2024-02-29", "29 February 2024"),
            ("1500-02-29", "29 February 1500"),
            ("0180", "180"),
            ("c. 180", "c. 180"),
            ("c. 30", "c. 30"),
            ("c. 1843-05", "c. May 1843"),
            ("-380", "380 BC"),
            ("-44-03-15", "15 March 44 BC"),
            ("c. -380", "c. 380 BC"),
            ("1843?", "1843?"),
            ("0180-05?", "May 180?"),
            ("-5-02-29", "29 February 5 BC"),
        ] {
            let date: Date = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(date.long_form(), words);
        }
    }

    #[test]
    fn alternative_notations_are_normalised() {
        for (text, date) in [("180", "0180"), ("c.180", "c. 180"), ("ca. 180", "c. 180"), ("c. 0180", "c. 180")] {
            assert_eq!(text.parse::<Date>().map(|date| date.to_string()).as_deref(), Ok(date), "{text}");
        }
    }

    #[test]
    fn dates_are_ordered_chronologically() {
        let dates = ["-380", "-44-03-15", "-44-03-16", "0180", "c. 180", "1843-05", "1843-06", "2025"];
        assert!(dates.map(|text| text.parse::<Date>().unwrap()).is_sorted());
    }

    #[test]
    fn period_is_as_precise_as_unit_and_date_allow() {
        for (text, year, month, day) in [
            ("2025-05-29", "2025", "2025-05", "2025-05-29"),
            ("2025-05", "2025", "2025-05", "2025-05"),
            ("2025", "2025", "2025", "2025"),
            ("c. 180", "0180", "0180", "0180"),
            ("1843-05?", "1843", "1843-05", "1843-05"),
            ("-44-03-15", "-44", "-44-03", "-44-03-15"),
        ] {
            let date: Date = text.parse().unwrap();
            let periods = [DateUnit::Year, DateUnit::Month, DateUnit::Day].map(|unit| date.period(unit).to_string());
            assert_eq!(periods, [year, month, day], "{text}");
        }
    }

    #[test]
    fn following_returns_the_next_year_month_or_day() {
        for (text, next) in [
            ("2025", "2026"),
            ("-1", "0001"),
            ("-380", "-379"),
            ("2025-05", "2025-06"),
            ("2025-12", "2026-01"),
            ("2025-05-29", "2025-05-30"),
            ("2024-02-28", "2024-02-29"),
            ("2025-02-28", "2025-03-01"),
            ("2025-12-31", "2026-01-01"),
            ("-1-12-31", "0001-01-01"),
        ] {
            assert_eq!(text.parse::<Date>().unwrap().following().to_string(), next, "{text}");
        }
    }

    #[test]
    fn invalid_dates_are_rejected() {
        for (text, error) in [
            ("29 May 2025", DateError::Format),
            ("2025-5-29", DateError::Format),
            ("2025-05-29-01", DateError::Format),
            ("", DateError::Format),
            ("87", DateError::Format),
            ("c. 87-05", DateError::Format),
            ("180-05", DateError::Format),
            ("12025", DateError::Format),
            ("-0", DateError::Format),
            ("c. ", DateError::Format),
            ("?", DateError::Format),
            ("c. 180?", DateError::Format),
            ("2025-13", DateError::Month(13)),
            ("2025-00-01", DateError::Month(0)),
            ("2025-02-29", DateError::Day(29)),
            ("1900-02-29", DateError::Day(29)),
            ("2025-04-31", DateError::Day(31)),
        ] {
            assert_eq!(text.parse::<Date>(), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_parsed_date_round_trips(text in "(c\\. |ca\\.)?-?[0-9]{1,5}(-[01][0-9](-[0-3][0-9])?)?\\??") {
            if let Ok(date) = text.parse::<Date>() {
                prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
            }
        }
    }
}
