//! Times in a recording.

/// Reads a time such as `1:02:03`, `00:02`, `00:00:01,500` in milliseconds.
pub(super) fn parse_time(text: &str) -> Option<u64> {
    let (clock, fraction) = match text.split_once([',', '.']) {
        Some((clock, fraction)) => (clock, fraction),
        None => (text, "0"),
    };
    let number = |digits: &str| {
        let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse::<u64>().ok()).flatten()
    };
    let mut seconds = 0;
    let mut parts = 0;
    for part in clock.split(':') {
        let value = number(part).filter(|&value| parts == 0 || (value < 60 && part.len() == 2))?;
        seconds = seconds * 60 + value;
        parts += 1;
    }
    let milliseconds = number(&format!("{fraction:0<3}").chars().take(3).collect::<String>())?;
    ((2..=3).contains(&parts) && fraction.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some(seconds * 1000 + milliseconds)
}

/// A time as entries have it: `0:02`, `12:34`, `1:02:03`.
pub(super) fn show_time(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hour > 0 { format!("{hour}:{minute:02}:{second:02}") } else { format!("{minute}:{second:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_and_without_hours_are_parsed() {
        for (text, expected) in [
            ("00:00:01,500", Some("0:01")),
            ("00:01.500", Some("0:01")),
            ("12:34", Some("12:34")),
            ("1:02:03", Some("1:02:03")),
            ("100:00:00.000", Some("100:00:00")),
            ("00:02", Some("0:02")),
            ("12", None),
            ("12:3", None),
            ("12:75", None),
            ("1:2:3:4", None),
            ("John 3:16", None),
            ("3:16,17a", None),
            ("", None),
        ] {
            assert_eq!(parse_time(text).map(show_time).as_deref(), expected, "{text}");
        }
        assert_eq!(parse_time("00:00:01,5"), Some(1500));
    }
}
