//! Reads subtitles: SRT and `WebVTT`.

use std::time::Duration;

use kzq_text::markup::read_captions;

use crate::document::{Document, Part, PartKind, TimedCue};

/// Reads subtitles.
pub(crate) fn read(original: &str) -> Document<'_> {
    let captions = read_captions(original);
    let cues = captions.cues.iter().map(|cue| TimedCue {
        start: cue.start,
        time: parse_time(cue.time),
        speaker: cue.speaker.map(str::to_owned),
    });
    let main = Part { cues: cues.collect(), ..Part::new(PartKind::Main, captions.plain) };
    Document::new(main, Vec::new(), Vec::new())
}

/// Parses a time such as `01:02:03,500` or `02:03.500`.
pub(super) fn parse_time(text: &str) -> Duration {
    let (seconds, fraction) = text.split_once([',', '.']).unwrap_or((text, ""));
    let number = |digits: &str| digits.trim().parse::<u64>().unwrap_or(0);
    let seconds = seconds.split(':').fold(0_u64, |sum, part| sum.saturating_mul(60).saturating_add(number(part)));
    let milliseconds = fraction.chars().chain("000".chars()).take(3).collect::<String>();
    Duration::from_secs(seconds).saturating_add(Duration::from_millis(number(&milliseconds)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_parsed() {
        for (text, expected) in
            [("01:02:03,500", 3_723_500), ("02:03.5", 123_500), ("2:03", 123_000), ("::", 0), ("9,99999", 9_999)]
        {
            assert_eq!(parse_time(text), Duration::from_millis(expected), "{text}");
        }
        parse_time("99999999999999999999:18446744073709551615:9");
        parse_time("18446744073709551615,999");
    }

    #[test]
    fn words_have_cue_times_and_places() {
        let document = read("1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n01:00:03,200 --> 01:00:04,000\ntwo.\n");
        let main = document.main();
        assert_eq!(main.text(), "One\ntwo.");
        let time = |at: usize| main.cue_at(at).map(|cue| cue.timestamp());
        assert_eq!([time(0), time(2), time(4)], ["00:00:01", "00:00:01", "01:00:03"].map(|time| Some(time.to_owned())));
        assert_eq!((main.place(4).line, main.place(4).column), (7, 1));
    }
}
