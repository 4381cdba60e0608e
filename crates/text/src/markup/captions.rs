//! Extracts the words of subtitles (SRT, `WebVTT`): without times, numbers of cues, comments and tags.

use super::character_reference::decode_reference;
use super::plain_text::PlainText;

/// Length in bytes within which a tag must end.
const MAX_TAG_LEN: usize = 256;

/// A line of a cue: pieces of text, each with its byte offset in the original.
type Line = Vec<(String, usize)>;

/// A cue that has words.
struct TimedLines<'o> {
    time: &'o str,
    lines: Vec<Line>,
}

/// The words of subtitles, with the speakers that they name.
#[derive(Clone, Debug)]
pub struct Voices<'o> {
    /// A paragraph for each voice, beginning with its name and a colon if the subtitles name it: `Ada: We must.`
    pub plain: PlainText<'o>,
    /// Where somebody begins to speak whom the subtitles do not name, in bytes of the text.
    pub unnamed: Vec<usize>,
}

/// Who speaks from a line on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice<'o> {
    /// A tag names the speaker; with the byte offset of the name.
    Named(&'o str, usize),
    /// Somebody else than before.
    Other,
}

/// The words of subtitles, line by line, with their times and voices.
#[derive(Clone, Debug)]
pub struct Captions<'o> {
    /// The words.
    pub plain: PlainText<'o>,
    /// The cues, or their parts if several voices speak in one, in order.
    pub cues: Vec<Cue<'o>>,
}

/// Words of subtitles that are displayed together and spoken by one voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue<'o> {
    /// Where its words begin, in bytes of the text; they end where the next cue begins.
    pub start: usize,
    /// When it appears, as the subtitles write it: `00:01:02.500`.
    pub time: &'o str,
    /// The name of the voice, if a tag names it.
    pub speaker: Option<&'o str>,
}

/// Extracts the words of subtitles, with the names of the voices.
pub fn read_voices(original: &str) -> Voices<'_> {
    let mut plain = PlainText::new(original);
    let mut unnamed = Vec::new();
    let cues = cues(original);
    let rolls = does_roll(&cues);
    let (mut before, mut speaker) = (String::new(), None);
    for (number, line) in cues.iter().flat_map(|cue| cue.lines.iter().enumerate()) {
        let words = words(line);
        if rolls && number == 0 && words == before {
            continue;
        }
        let voice = voice(original, line[0].1);
        // In subtitles that name voices, a cue without a name has another voice.
        let voice = voice.or(matches!(speaker, Some(Voice::Named(..))).then_some(Voice::Other).filter(|_| number == 0));
        match voice {
            Some(Voice::Named(name, at)) => {
                if matches!(speaker, Some(Voice::Named(own, _)) if own == name) {
                    plain.push("\n", line[0].1.saturating_sub(1));
                } else {
                    plain.end_paragraph();
                    plain.push(name, at);
                    plain.push(": ", at + name.len());
                }
            }
            Some(Voice::Other) => {
                plain.end_paragraph();
                unnamed.push(plain.text.len());
            }
            None if !plain.text.is_empty() => plain.push("\n", line[0].1.saturating_sub(1)),
            None => {}
        }
        speaker = voice.or(speaker);
        for (text, at) in line {
            plain.push(text, *at);
        }
        before = words;
    }
    Voices { plain, unnamed }
}

/// The voice that what precedes the words of a line announces; they begin at a byte offset of the original.
fn voice(original: &str, at: usize) -> Option<Voice<'_>> {
    let line = original[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut before = original[line..at].trim();
    while let Some((rest, tag)) = before.strip_suffix('>').and_then(|tags| tags.rsplit_once('<')) {
        if let Some(name) = tag.strip_prefix('v').filter(|name| name.starts_with([' ', '.', '\t'])) {
            let name = name.split_once(char::is_whitespace).map_or("", |(_, name)| name).trim();
            let start = line + original[line..at].find(name)?;
            return (!name.is_empty()).then_some(Voice::Named(name, start));
        }
        before = rest.trim_end();
    }
    (before.ends_with(">>") || before.ends_with("&gt;&gt;")).then_some(Voice::Other)
}

/// Whether a text begins as subtitles do.
pub(super) fn is_captions(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let is_webvtt = first.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
    let is_number = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    is_webvtt || is_timing(first) || (is_number && lines.next().is_some_and(is_timing))
}

/// Extracts the words of subtitles, with their times.
pub fn read_captions(original: &str) -> Captions<'_> {
    let mut plain = PlainText::new(original);
    let mut found: Vec<Cue<'_>> = Vec::new();
    let cues = cues(original);
    let rolls = does_roll(&cues);
    let mut before = String::new();
    for cue in &cues {
        let mut speaker = None;
        for (number, line) in cue.lines.iter().enumerate() {
            let words = words(line);
            if rolls && number == 0 && words == before {
                continue;
            }
            if !plain.text.is_empty() {
                plain.push("\n", line[0].1.saturating_sub(1));
            }
            speaker = match voice(original, line[0].1) {
                Some(Voice::Named(name, _)) => Some(name),
                Some(Voice::Other) => None,
                None => speaker,
            };
            if !found.last().is_some_and(|last| std::ptr::eq(last.time, cue.time) && last.speaker == speaker) {
                found.push(Cue { start: plain.text.len(), time: cue.time, speaker });
            }
            for (text, at) in line {
                plain.push(text, *at);
            }
            before = words;
        }
    }
    Captions { plain, cues: found }
}

fn words(line: &Line) -> String {
    line.iter().map(|(text, _)| text.as_str()).collect::<String>().trim().to_owned()
}

/// Whether cues repeat the last line of the one before, as those of `YouTube` do.
fn does_roll(cues: &[TimedLines<'_>]) -> bool {
    let repeats = |pair: &&[TimedLines<'_>]| match (pair[0].lines.last(), pair[1].lines.first()) {
        (Some(last), Some(first)) => words(last) == words(first),
        _ => false,
    };
    let count = cues.windows(2).filter(repeats).count();
    count > 1 && count * 2 >= cues.len()
}

/// The cues that have words.
fn cues(original: &str) -> Vec<TimedLines<'_>> {
    let mut at = 0;
    let lines: Vec<(usize, &str)> = original
        .split_inclusive('\n')
        .map(|line| {
            at += line.len();
            (at - line.len(), line.trim_end_matches(['\n', '\r']))
        })
        .collect();
    let is_webvtt = original.trim_start_matches('\u{feff}').starts_with("WEBVTT");
    let is_blank = |at: usize| lines[at].1.trim().is_empty();
    let mut timings = (0..lines.len()).filter(|&at| is_timing(lines[at].1)).peekable();
    let mut cues = Vec::new();
    while let Some(timing) = timings.next() {
        let mut end = lines.len();
        if let Some(&next) = timings.peek() {
            // The line before the next time may be the number or the name of its cue.
            let name = next - 1;
            let is_number = !is_blank(name) && lines[name].1.trim().bytes().all(|byte| byte.is_ascii_digit());
            let is_name = is_number || (is_webvtt && name > timing + 1 && is_blank(name - 1));
            end = if is_name { name.max(timing + 1) } else { next };
        }
        let inside = timing + 1..end;
        // An empty line ends a cue of WebVTT; in SRT there may be some inside.
        let ends_at = inside.clone().find(|&at| is_webvtt && lines[at].1.is_empty()).unwrap_or(end);
        let inside = lines[inside.start..ends_at].iter().map(|&(at, line)| without_tags(line, at));
        let cue: Vec<Line> = inside.filter(|line| !words(line).is_empty()).collect();
        let time = lines[timing].1.split("-->").next().unwrap_or_default().trim();
        if !cue.is_empty() {
            cues.push(TimedLines { time, lines: cue });
        }
    }
    cues
}

/// Whether a line says when a cue is shown: `00:00:01,000 --> 00:00:02,000`.
fn is_timing(line: &str) -> bool {
    let is_time =
        |text: &str| text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | ',' | '.'));
    let sides = line.split_once("-->");
    sides
        .is_some_and(|(start, end)| is_time(start.trim()) && is_time(end.split_whitespace().next().unwrap_or_default()))
}

/// The text of a line at byte offset `at`, without tags (`<i>`, `<00:00:01.500>`, `{\an8}`) and the sign of another
/// speaker (`>>`).
fn without_tags(line: &str, mut at: usize) -> Line {
    let bare = line.trim_start();
    let words = bare.strip_prefix("&gt;&gt;").unwrap_or(bare).trim_start_matches('>').trim_start();
    at += line.len() - words.len();
    let mut rest = words.trim_end();
    let mut pieces: Line = Vec::new();
    while !rest.is_empty() {
        let next = rest.find(['<', '{', '&']).unwrap_or(rest.len());
        if next > 0 {
            pieces.push((rest[..next].to_owned(), at));
            (rest, at) = (&rest[next..], at + next);
            continue;
        }
        let length = tag_len(rest).unwrap_or_else(|| {
            let (text, length) = decode_reference(rest).unwrap_or_else(|| (rest[..1].to_owned(), 1));
            pieces.push((text, at));
            length
        });
        (rest, at) = (&rest[length..], at + length);
    }
    pieces
}

/// The length of the tag that a text begins with.
fn tag_len(text: &str) -> Option<usize> {
    let start = &text[..text.floor_char_boundary(MAX_TAG_LEN)];
    if start.starts_with("{\\") {
        return start.find('}').map(|end| end + 1);
    }
    let name = start.strip_prefix('<')?.trim_start_matches('/');
    name.starts_with(|c: char| c.is_ascii_alphanumeric()).then(|| start.find('>').map(|end| end + 1))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_voices_start_new_paragraphs() {
        for (original, expected, unnamed) in [
            (
                "WEBVTT\n\n0:01.0 --> 0:02.0\n<v Ada Byron>We must\n\n0:02.0 --> 0:03.0\n<v Ada Byron><i>go.</i>\n\n\
                 0:03.0 --> 0:04.0\n<v.loud Bo>Why?\n\n0:04.0 --> 0:05.0\nWell.\n",
                "Ada Byron: We must\ngo.\n\nBo: Why?\n\nWell.",
                vec!["Well."],
            ),
            (
                "1\n0:01 --> 0:02\n>> ADA: We must\n\n2\n0:02 --> 0:03\ngo.\n\n3\n0:03 --> 0:04\n&gt;&gt; Why?\n",
                "ADA: We must\ngo.\n\nWhy?",
                vec!["ADA: We must\ngo.\n\nWhy?", "Why?"],
            ),
        ] {
            let voices = read_voices(original);
            assert_eq!(voices.plain.text, expected);
            assert_eq!(voices.unnamed.iter().map(|&at| &voices.plain.text[at..]).collect::<Vec<_>>(), unnamed);
        }
    }

    #[test]
    fn cues_have_times_and_voices() {
        let original = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada Byron>We must\ngo.\n\n00:02.000 --> 00:03.000\n\
            <v Ada Byron>Now.\n<v Bo>Why?\n\n00:03.000 --> 00:04.000\nWell.\n";
        let Captions { plain, cues } = read_captions(original);
        let part = |at: usize| {
            let end = cues.get(at + 1).map_or(plain.text.len(), |next| next.start);
            (plain.text[cues[at].start..end].trim_end(), cues[at].time, cues[at].speaker)
        };
        assert_eq!(
            (0..cues.len()).map(part).collect::<Vec<_>>(),
            [
                ("We must\ngo.", "00:01.000", Some("Ada Byron")),
                ("Now.", "00:02.000", Some("Ada Byron")),
                ("Why?", "00:02.000", Some("Bo")),
                ("Well.", "00:03.000", None),
            ]
        );
    }

    #[test]
    fn subtitles_are_converted_to_text() {
        for (original, expected) in [
            (
                "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>one</i>\r\ntwo\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n\
                 {\\an8}three\r\n\r\nfour &amp; five\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\n42\r\n",
                "one\ntwo\nthree\nfour & five\n42",
            ),
            (
                "WEBVTT - a talk\nKind: captions\n\nNOTE\nby Bo\n\nintro\n00:01.000 --> 00:02.000 align:start\n\
                 <v Ada>We <00:01.500><c>must</c>\n \n>> go\n\nlost\n\nx\n00:00:03.000 --> 00:00:04.000\n3 < 4\n",
                "We must\ngo\n3 < 4",
            ),
            ("WEBVTT\n\n0:01.0 --> 0:02.0\none\n\n0:02.0 --> 0:02.1\none\n\n0:02.1 --> 0:03.0\none\ntwo\n", "one\ntwo"),
            ("WEBVTT\n\n0:01.0 --> 0:02.0\nNo.\n\n0:02.0 --> 0:02.1\nNo.\n", "No.\nNo."),
            ("no subtitles", ""),
        ] {
            let found = read_captions(original).plain;
            assert_eq!(found.text, expected, "{original}");
            for word in found.text.split_whitespace().filter(|word| *word != "&") {
                let at = found.text.find(word).unwrap();
                assert!(original[found.original_offset(at)..].starts_with(word), "{word}: {original}");
            }
        }
    }
}
