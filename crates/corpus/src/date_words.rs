//! Dates as people write them.

use std::fmt::Write as _;

use crate::{Certainty, Date, DateError};
use kzq_text::calendar::month_named;

impl Date {
    /// Reads a date as people write it: as a collection does, or in English words: `4 May 1949`, `May 4th, 1949`,
    /// `May 1949`, `about 180`, `380 BC`. Numbers alone must begin with the year: in `4/5/1949` the month is unclear.
    ///
    /// # Errors
    ///
    /// If the text is not a date, or its month or day does not exist.
    pub fn from_words(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        match text.parse() {
            Err(DateError::Format) => {}
            read => return read,
        }
        let (mut text, mut certainty) = (text, Certainty::Sure);
        if let Some(sure) = text.strip_suffix('?') {
            (text, certainty) = (sure, Certainty::Doubtful);
        }
        let mut words: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|word| !word.is_empty() && *word != "of")
            .collect();
        if certainty == Certainty::Sure && words.first().is_some_and(|word| is_about(word)) {
            words.remove(0);
            certainty = Certainty::Circa;
        }
        let era = take_era(&mut words);
        let (year, month, day) = match words[..] {
            [date] => parts_of_number(date)?,
            [month, year] => (year, month_named(month), None),
            [first, second, year] => match (month_named(first), month_named(second)) {
                (Some(month), _) => (year, Some(month), Some(day_of(second)?)),
                (None, month) => (year, month, Some(day_of(first)?)),
            },
            _ => return Err(DateError::Format),
        };
        if words.len() > 1 && month.is_none() {
            return Err(DateError::Format);
        }
        // Without its era a year of one or two digits is probably short for another.
        let is_year = (1..=4).contains(&year.len())
            && (year.len() > 2 || era.is_some() || certainty == Certainty::Circa && month.is_none());
        if !is_year || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(DateError::Format);
        }
        let minus = if era == Some(Era::BeforeChrist) { "-" } else { "" };
        let mut date = format!("{minus}{year:0>4}");
        for number in [month, day].into_iter().flatten() {
            let _ = write!(date, "-{number:02}");
        }
        match certainty {
            Certainty::Sure => date,
            Certainty::Circa => format!("c. {date}"),
            Certainty::Doubtful => format!("{date}?"),
        }
        .parse()
    }
}

/// How years are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Era {
    BeforeChrist,
    AnnoDomini,
}

/// Removes the era after or before a year.
fn take_era(words: &mut Vec<&str>) -> Option<Era> {
    let era = |word: &str| match word.replace('.', "").to_ascii_uppercase().as_str() {
        "BC" | "BCE" => Some(Era::BeforeChrist),
        "AD" | "CE" => Some(Era::AnnoDomini),
        _ => None,
    };
    let last = words.last().and_then(|word| era(word));
    if last.is_some() {
        words.pop();
        return last;
    }
    // Before the year, which is the last word, is only `AD`.
    let at = words.len().checked_sub(2)?;
    let before = era(words[at]).filter(|era| *era == Era::AnnoDomini)?;
    words.remove(at);
    Some(before)
}

/// Divides `1949`, `1949-5-4` or `1949/05/04`.
fn parts_of_number(date: &str) -> Result<(&str, Option<u8>, Option<u8>), DateError> {
    let mut parts = date.split(['-', '/']);
    let year = parts.next().unwrap_or_default();
    let mut next = || parts.next().map(|part| part.parse().map_err(|_| DateError::Format)).transpose();
    let (month, day) = (next()?, next()?);
    if parts.next().is_some() || month.is_some() && year.len() != 4 {
        return Err(DateError::Format);
    }
    Ok((year, month, day))
}

fn day_of(word: &str) -> Result<u8, DateError> {
    let digits = ["st", "nd", "rd", "th", "."].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    digits.parse().map_err(|_| DateError::Format)
}

fn is_about(word: &str) -> bool {
    ["c", "c.", "ca", "ca.", "circa", "about", "around"].iter().any(|about| about.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn common_date_notations_are_parsed() {
        for (text, expected) in [
            ("4 May 1949", "1949-05-04"),
            ("4th of May, 1949", "1949-05-04"),
            ("May 4, 1949", "1949-05-04"),
            ("sept. 1949", "1949-09"),
            ("1949", "1949"),
            ("1949-05-04", "1949-05-04"),
            ("1949-5-4", "1949-05-04"),
            ("1949/05", "1949-05"),
            ("about 180", "c. 180"),
            ("circa May 1843", "c. 1843-05"),
            ("c. 30", "c. 30"),
            ("380 BC", "-380"),
            ("15 March 44 B.C.", "-44-03-15"),
            ("AD 65", "0065"),
            ("May 1843?", "1843-05?"),
        ] {
            assert_eq!(Date::from_words(text), expected.parse(), "{text}");
        }
    }

    #[test]
    fn ambiguous_and_invalid_dates_are_rejected() {
        for (text, error) in [
            ("4/5/1949", DateError::Format),
            ("4.5.1949", DateError::Format),
            ("May 87", DateError::Format),
            ("87", DateError::Format),
            ("May", DateError::Format),
            ("4 Mai 1949", DateError::Format),
            ("yesterday", DateError::Format),
            ("", DateError::Format),
            ("30 February 1949", DateError::Day(30)),
            ("1949-13", DateError::Month(13)),
            ("0 May 1949", DateError::Day(0)),
        ] {
            assert_eq!(Date::from_words(text), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn long_form_round_trips(
            text in "([1-9][0-9]{3}|0[1-9][0-9]{2}|-[1-9][0-9]{0,2})(-(0[1-9]|1[0-2])(-([01][1-9]|2[0-8]))?)?"
        ) {
            let date: Date = text.parse().unwrap();
            prop_assert_eq!(Date::from_words(&date.long_form()), Ok(date));
        }

        #[test]
        fn arbitrary_text_does_not_panic(text in "\\PC{0,20}") {
            let _ = Date::from_words(&text);
        }
    }
}
