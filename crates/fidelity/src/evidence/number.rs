//! Parses numbers in digits or words: `five`, `twenty-five`; `2.5 million` and `2,500,000` have the same value.

/// Scale of the fixed-point values: they count millionths, so that fractions are integers.
const FIXED_POINT_ONE: u128 = 1_000_000;

/// The meaning of a word as a part of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberPart {
    /// In digits, as a fixed-point value.
    Digits(u128),
    /// Below a hundred, spelled out.
    Small(u128),
    /// The word `hundred`.
    Hundred,
    /// A thousand, million and so on.
    Scale(u128),
}

const SMALL_NUMBERS: [(&str, u128); 29] = [
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("dozen", 12),
];

const SCALES: [(&str, u128); 4] =
    [("thousand", 1_000), ("million", 1_000_000), ("billion", 1_000_000_000), ("trillion", 1_000_000_000_000)];

impl NumberPart {
    /// Parses a folded word; `None` if it is not a part of a number.
    pub(super) fn parse(word: &str) -> Option<Self> {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return parse_digits(word).map(Self::Digits);
        }
        let scale = word.strip_suffix('s').unwrap_or(word);
        if scale == "hundred" {
            return Some(Self::Hundred);
        }
        let find =
            |table: &[(&str, u128)], word: &str| table.iter().find(|(name, _)| *name == word).map(|&(_, value)| value);
        find(&SCALES, scale).map(Self::Scale).or_else(|| find(&SMALL_NUMBERS, word).map(Self::Small))
    }
}

/// Parses digits with thousands separators and a decimal point, as a fixed-point value.
fn parse_digits(word: &str) -> Option<u128> {
    let plain = word.replace(',', "");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    if whole.len() > 24 || fraction.len() > 6 || !(whole.bytes().chain(fraction.bytes())).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let fraction: u128 = format!("{fraction:0<6}").parse().ok()?;
    whole.parse::<u128>().ok()?.checked_mul(FIXED_POINT_ONE)?.checked_add(fraction)
}

/// A number parsed part by part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Number {
    /// The value since the last scale word.
    since_scale: u128,
    /// The value up to and including the last scale word.
    up_to_scale: u128,
    last: Option<NumberPart>,
}

impl Number {
    /// The number extended by a part; `None` if that part begins a new number.
    pub(super) fn with_part(self, part: NumberPart) -> Option<Self> {
        let open = match (self.last, part) {
            (None, NumberPart::Digits(value)) => value,
            (None | Some(NumberPart::Hundred | NumberPart::Scale(_)), NumberPart::Small(value)) => {
                self.since_scale.checked_add(value * FIXED_POINT_ONE)?
            }
            // “Twenty five”: tens, then ones.
            (Some(NumberPart::Small(tens @ 20..)), NumberPart::Small(ones @ 1..10)) if tens % 10 == 0 => {
                self.since_scale.checked_add(ones * FIXED_POINT_ONE)?
            }
            (None, NumberPart::Hundred) => 100 * FIXED_POINT_ONE,
            (Some(NumberPart::Small(_) | NumberPart::Digits(_)), NumberPart::Hundred) => {
                self.since_scale.checked_mul(100)?
            }
            (last, NumberPart::Scale(scale)) if !matches!(last, Some(NumberPart::Scale(_))) => {
                let times = if last.is_none() { FIXED_POINT_ONE } else { self.since_scale };
                let done = self.up_to_scale.checked_add(times.checked_mul(scale)?)?;
                return Some(Self { since_scale: 0, up_to_scale: done, last: Some(part) });
            }
            _ => return None,
        };
        Some(Self { since_scale: open, last: Some(part), ..self })
    }

    /// The fixed-point value, equal for all spellings of a number.
    pub(super) fn value(self) -> u128 {
        self.up_to_scale.saturating_add(self.since_scale)
    }
}

/// The value of the longest number that some folded words begin with, and how many of them it takes.
pub(crate) fn leading_number(words: &[&str]) -> Option<(u128, usize)> {
    let mut number = Number::default();
    let mut length = 0;
    for (at, word) in words.iter().enumerate() {
        // “Two hundred and fifty”.
        if *word == "and" && matches!(number.last, Some(NumberPart::Hundred | NumberPart::Scale(_))) {
            continue;
        }
        let Some(longer) = NumberPart::parse(word).and_then(|part| number.with_part(part)) else { break };
        (number, length) = (longer, at + 1);
    }
    (length > 0).then(|| (number.value(), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(words: &str) -> Option<u128> {
        let mut number = Number::default();
        for word in words.split(' ') {
            number = number.with_part(NumberPart::parse(word)?)?;
        }
        Some(number.value())
    }

    #[test]
    fn spellings_of_a_number_have_the_same_value() {
        for (one, other) in [
            ("five", "5"),
            ("twenty five", "25"),
            ("two hundred fifty", "250"),
            ("2.5 million", "2,500,000"),
            ("three million", "3000000"),
            ("hundred", "100"),
            ("nineteen hundred", "1900"),
            ("two thousand twenty nine", "2029"),
            ("dozen", "12"),
            ("million", "1000000"),
        ] {
            assert!(value(one).is_some() && value(one) == value(other), "{one} {other}");
        }
        for words in ["ninth", "five six", "5 6", "million million", "1a", "twelve three", "2029 five"] {
            assert_eq!(value(words), None, "{words}");
        }
    }

    #[test]
    fn a_number_out_of_range_is_rejected() {
        assert_eq!(value("999999999999999999999999999"), None);
        assert_eq!(value("999999999999999999999999 trillion"), None);
    }
}
