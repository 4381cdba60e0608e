//! The cues of subtitles: SRT and `WebVTT`.

use std::collections::VecDeque;

use super::clock::parse_time;

/// A cue.
#[derive(Debug)]
pub(super) struct Cue<'t> {
    /// When it begins and ends, in milliseconds.
    pub(super) time: (u64, u64),
    /// Its lines, each with its number.
    pub(super) lines: Vec<(usize, &'t str)>,
}

/// A part of a file of subtitles.
#[derive(Debug)]
pub(super) enum Part<'t> {
    Cue(Cue<'t>),
    /// A line that is not part of a cue, and why it has no words.
    Other(usize, &'static str),
}

/// Blocks of `WebVTT` that are not cues.
const BLOCKS: &[(&str, &str)] =
    &[("NOTE", "a comment"), ("STYLE", "a style sheet"), ("REGION", "a region of the screen")];

/// Divides a file into its cues.
pub(super) struct Parts<'t> {
    lines: std::iter::Zip<std::ops::RangeFrom<usize>, std::str::Lines<'t>>,
    is_webvtt: bool,
    /// The time of the next cue, if its line was read.
    time: Option<(u64, u64)>,
    pending: VecDeque<Part<'t>>,
    is_over: bool,
}

/// Divides a file into its cues; `is_webvtt` tells `WebVTT` from SRT.
pub(super) fn parts(text: &str, is_webvtt: bool) -> Parts<'_> {
    Parts { lines: (1..).zip(text.lines()), is_webvtt, time: None, pending: VecDeque::new(), is_over: false }
}

impl<'t> Iterator for Parts<'t> {
    type Item = Part<'t>;

    fn next(&mut self) -> Option<Part<'t>> {
        while self.pending.is_empty() && !self.is_over {
            let time = self.time.take();
            let mut block: Vec<(usize, &'t str)> = Vec::new();
            self.is_over = true;
            for (number, line) in self.lines.by_ref() {
                if let Some(next) = timing(line) {
                    self.time = Some(next);
                    self.is_over = false;
                    break;
                }
                block.push((number, line));
            }
            if !self.is_over {
                self.drop_name(&mut block);
            }
            self.divide(time, block);
        }
        self.pending.pop_front()
    }
}

impl<'t> Parts<'t> {
    /// Drops the number or name of the next cue.
    fn drop_name(&self, block: &mut Vec<(usize, &'t str)>) {
        let is_behind_gap = block.len() < 2 || block[block.len() - 2].1.trim().is_empty();
        let Some((_, last)) = block.last() else { return };
        let is_number = !last.trim().is_empty() && last.trim().bytes().all(|byte| byte.is_ascii_digit());
        if is_number || self.is_webvtt && is_behind_gap {
            block.pop();
        }
    }

    /// Takes what is between two times.
    fn divide(&mut self, time: Option<(u64, u64)>, block: Vec<(usize, &'t str)>) {
        let mut rest = block.into_iter().peekable();
        if let Some(time) = time {
            // An empty line ends a cue of WebVTT; in SRT there may be some inside.
            let is_webvtt = self.is_webvtt;
            let cue: Vec<(usize, &str)> =
                std::iter::from_fn(|| rest.next_if(|(_, line)| !is_webvtt || !line.is_empty())).collect();
            let lines = cue.into_iter().filter(|(_, line)| !line.trim().is_empty()).collect();
            self.pending.push_back(Part::Cue(Cue { time, lines }));
        } else if self.is_webvtt {
            // The head.
            while rest.next_if(|(_, line)| !line.trim().is_empty()).is_some() {}
        }
        while let Some((number, line)) = rest.next() {
            if line.trim().is_empty() {
                continue;
            }
            let word = line.split_whitespace().next().unwrap_or_default();
            let known = BLOCKS.iter().find(|(name, _)| self.is_webvtt && *name == word);
            let reason = known.map_or("a line outside the cues", |(_, reason)| reason);
            self.pending.push_back(Part::Other(number, reason));
            while rest.next_if(|(_, line)| !line.trim().is_empty()).is_some() {}
        }
    }
}

/// Reads `00:00:01,000 --> 00:00:02,000`, with hours or without, and settings after.
pub(super) fn timing(line: &str) -> Option<(u64, u64)> {
    let (start, rest) = line.split_once("-->")?;
    Some((parse_time(start.trim())?, parse_time(rest.split_whitespace().next()?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, is_webvtt: bool) -> Vec<String> {
        let shown = |part| match part {
            Part::Cue(Cue { time, lines }) => {
                let lines: Vec<String> = lines.iter().map(|(number, line)| format!("{number} {line}")).collect();
                format!("{}: {}", time.0, lines.join(" / "))
            }
            Part::Other(line, reason) => format!("{line} {reason}"),
        };
        parts(text, is_webvtt).map(shown).collect()
    }

    #[test]
    fn srt_cues_are_split_at_their_numbers() {
        let text = "1\r\n00:00:01,000 --> 00:00:02,000\r\none\r\ntwo\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000 X1:0\r\n\
                    three\r\n\r\nfour\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\n42\r\n";
        assert_eq!(shown(text, false), ["1000: 3 one / 4 two", "3000: 8 three / 10 four", "5000: 13 42"]);
    }

    #[test]
    fn webvtt_blocks_other_than_cues_are_reported() {
        let text = "WEBVTT - a talk\nKind: captions\n\nNOTE\nby Bo\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:x\n\n\
                    intro\n00:01.000 --> 00:02.000 align:start\none\n \ntwo\n\nlost\n\n1\n00:00:03.000 --> 00:00:04.000\n\
                    three\n\nNOTE end\n";
        assert_eq!(
            shown(text, true),
            [
                "4 a comment",
                "7 a style sheet",
                "10 a region of the screen",
                "1000: 15 one / 17 two",
                "19 a line outside the cues",
                "3000: 23 three",
                "25 a comment"
            ]
        );
    }
}
