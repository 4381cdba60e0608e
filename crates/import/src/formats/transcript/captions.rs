//! Subtitles: SRT and `WebVTT`.
//!
//! Besides the labels of all transcripts, cues have voices (`<v Jane Doe>`) and signs that somebody else speaks: `>>`, or
//! dashes at the beginning of their lines. Captions that roll, such as those of `YouTube`, repeat the last line of
//! the cue before; every line is read once.

use std::borrow::Cow;

use super::cast::Cast;
use super::clock::parse_time;
use super::cues::{Cue, Part, parts, timing};
use super::direction;
use super::label;
use super::piece::{Mark, Piece};
use super::turns::{Turns, Unlabelled};
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Item, Sink, Skipped};
use crate::reading::squeeze;
use kzq_text::markup::decode_references;

/// The row of `SubRip`.
pub(in crate::formats) const SRT: Format = Format {
    name: "srt",
    about: "subtitles as SRT; speakers by `Name:` or `>>`",
    sniff: |input| sniff_srt(input.text),
    read: |input, options, sink| read(input, false, options, sink),
};

/// The row of `WebVTT`.
pub(in crate::formats) const WEBVTT: Format = Format {
    name: "webvtt",
    about: "subtitles as WebVTT, also from Zoom and YouTube; speakers by `<v Name>`, `Name:` or `>>`",
    sniff: |input| is_webvtt(input.text).then(|| "begins with WEBVTT".to_owned()),
    read: |input, options, sink| read(input, true, options, sink),
};

/// How many cues show whether captions roll.
const SAMPLE: usize = 200;
/// Milliseconds between cues that roll.
const MAX_GAP: u64 = 500;
/// Signs of another speaker; where they are used, a cue without one continues.
const SIGNS: &[&str] = &[">>", "&gt;&gt;"];
/// Length in bytes within which a tag must end.
const MAX_TAG: usize = 256;
/// Tags that are not words.
const TAGS: &[&str] = &["b", "c", "font", "i", "lang", "rt", "ruby", "s", "u", "v"];

fn is_webvtt(text: &str) -> bool {
    text.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
}

fn sniff_srt(text: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next()?;
    let is_number = first.bytes().all(|byte| byte.is_ascii_digit());
    let time = if is_number { lines.next()? } else { first };
    timing(time).map(|_| format!("begins with a cue: “{time}”"))
}

fn read(input: &Input<'_>, is_webvtt: bool, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let text = input.text;
    if !text.lines().any(|line| timing(line).is_some()) {
        return Err(ReadError::of_file("no cue found: `00:00:01.000 --> 00:00:02.000` on a line"));
    }
    let cues = || {
        parts(text, is_webvtt).filter_map(|part| match part {
            Part::Cue(cue) => Some(cue),
            Part::Other(..) => None,
        })
    };
    let rolls = does_roll(cues().take(SAMPLE));
    let mut captions = Captions::new(rolls);
    let cast = Cast::learn(cues().flat_map(|cue| captions.pieces(&cue)), &[]);
    let changes = text.lines().any(|line| SIGNS.iter().any(|sign| line.trim_start().starts_with(sign)));
    if rolls {
        sink.remark("the captions roll; lines that they repeat are read once".to_owned());
    }
    let unlabelled = if changes { Unlabelled::GoOn } else { Unlabelled::EndSentence };
    let mut skipped = Vec::new();
    let mut captions = Captions::new(rolls);
    let mut turns = Turns::new(&cast, unlabelled, sink).in_language(language(text).filter(|_| is_webvtt));
    for part in parts(text, is_webvtt) {
        match part {
            Part::Cue(cue) => {
                if !captions.pieces(&cue).iter().all(|piece| turns.push(piece)) {
                    return Ok(());
                }
            }
            Part::Other(line, reason) => skipped.push(Skipped { line, reason }),
        }
    }
    turns.finish();
    for item in skipped {
        if !sink.accept(Item::Skipped(item)) {
            break;
        }
    }
    Ok(())
}

/// The language that the head of the file gives.
fn language(text: &str) -> Option<String> {
    let mut head = text.lines().take_while(|line| !line.trim().is_empty());
    let tag = head.find_map(|line| line.strip_prefix("Language:"))?.trim();
    is_language(tag).then(|| tag.to_owned())
}

/// Whether a text is the tag of a language.
pub(super) fn is_language(tag: &str) -> bool {
    tag.len() <= 35
        && tag.split('-').next().is_some_and(|part| matches!(part.len(), 2 | 3))
        && tag.split('-').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// A line of a cue, or a part of one, that one voice says.
#[derive(Debug)]
struct Fragment {
    line: usize,
    voice: Option<String>,
    /// Whether a voice ended before it.
    is_behind_voice: bool,
    text: String,
}

/// The parts of a cue without tags.
fn fragments(cue: &Cue<'_>) -> Vec<Fragment> {
    let mut found = Vec::new();
    let (mut voice, mut is_behind_voice) = (None, false);
    for &(line, text) in &cue.lines {
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['<', '{']) {
            plain.push_str(&rest[..at]);
            rest = &rest[at..];
            let Some((tag, after)) = tag(rest) else {
                plain.push_str(&rest[..1]);
                rest = &rest[1..];
                continue;
            };
            rest = after;
            if let Some(tag) = tag.strip_prefix('v').filter(|tag| tag.starts_with(['.', ' ', '\t'])) {
                push_fragment(&mut found, line, voice.as_deref(), is_behind_voice, &plain);
                plain.clear();
                let name = tag.split_once([' ', '\t']).map_or("", |(_, name)| name);
                voice = Some(decode_references(name).trim().to_owned()).filter(|name| !name.is_empty());
            } else if tag == "/v" {
                push_fragment(&mut found, line, voice.as_deref(), is_behind_voice, &plain);
                plain.clear();
                (voice, is_behind_voice) = (None, true);
            }
        }
        plain.push_str(rest);
        push_fragment(&mut found, line, voice.as_deref(), is_behind_voice, &plain);
    }
    found
}

fn push_fragment(found: &mut Vec<Fragment>, line: usize, voice: Option<&str>, is_behind_voice: bool, text: &str) {
    let text = decode_references(text);
    let text = squeeze(&text);
    if !text.is_empty() {
        found.push(Fragment { line, voice: voice.map(str::to_owned), is_behind_voice, text });
    }
}

/// The inside of the tag at the beginning of a text, and what follows it: `<i>`, `<00:00:01.500>`, `{\an8}`.
fn tag(text: &str) -> Option<(&str, &str)> {
    let start = &text[..text.floor_char_boundary(MAX_TAG)];
    let (opening, closing) = if text.starts_with('<') { ("<", '>') } else { ("{\\", '}') };
    let end = start.strip_prefix(opening)?.find(closing)? + opening.len();
    let (inside, rest) = (&text[opening.len()..end], &text[end + 1..]);
    if closing == '}' {
        return Some((inside, rest));
    }
    let name = inside.trim_start_matches('/').split(['.', ' ', '\t']).next().unwrap_or_default();
    let is_tag = TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name)) || parse_time(inside).is_some();
    is_tag.then_some((inside, rest))
}

/// Turns cues into pieces.
struct Captions {
    rolls: bool,
    /// The lines of the cue before, and when that ended.
    before: (Vec<String>, u64),
}

impl Captions {
    fn new(rolls: bool) -> Self {
        Self { rolls, before: (Vec::new(), 0) }
    }

    fn pieces(&mut self, cue: &Cue<'_>) -> Vec<Piece<'static>> {
        let mut fragments = fragments(cue);
        if self.rolls && !fragments.is_empty() {
            let lines: Vec<String> = fragments.iter().map(|fragment| fragment.text.clone()).collect();
            let (dropped, grown) =
                if cue.time.0 <= self.before.1 + MAX_GAP { overlap(&self.before.0, &lines) } else { (0, None) };
            self.before = (lines, cue.time.1);
            if let Some(grown) = grown {
                fragments[dropped - 1].text = grown;
                fragments.drain(..dropped - 1);
            } else {
                fragments.drain(..dropped);
            }
        }
        let dashed = fragments.iter().filter(|fragment| without_dash(&fragment.text).is_some()).count();
        let has_dashes = dashed > 1 || fragments.first().is_some_and(|first| without_dash(&first.text).is_some());
        let mut pieces: Vec<Piece<'static>> = Vec::new();
        let mut voice = None;
        for (at, fragment) in fragments.into_iter().enumerate() {
            let is_same_voice = at > 0 && voice == fragment.voice;
            voice.clone_from(&fragment.voice);
            for piece in divide(fragment, cue.time, has_dashes) {
                let goes_on = matches!(piece.mark, Mark::None)
                    || is_same_voice && matches!(&piece.mark, Mark::Label(label) if label.is_given);
                match pieces.last_mut().filter(|last| goes_on && !matches!(last.mark, Mark::Direction(_))) {
                    Some(last) => {
                        last.text.to_mut().push(' ');
                        last.text.to_mut().push_str(&piece.text);
                    }
                    None => pieces.push(piece),
                }
            }
        }
        pieces
    }
}

/// Divides a line at `>>`, and finds what shows who speaks.
fn divide(fragment: Fragment, time: (u64, u64), has_dashes: bool) -> Vec<Piece<'static>> {
    let Fragment { line, voice, is_behind_voice, text } = fragment;
    let piece = |mark, text: String, words_at| Piece {
        line,
        time: Some(time),
        mark,
        text: Cow::Owned(text),
        words_at,
        joint: " ",
    };
    if let Some(direction) = direction::read(&text) {
        return vec![piece(Mark::Direction(direction), text, 0)];
    }
    if let Some(voice) = voice {
        return vec![piece(Mark::Label(label::given(&voice)), text, 0)];
    }
    let mut pieces = Vec::new();
    let mut parts = text.split(">>").enumerate();
    while let Some((at, part)) = parts.next() {
        let words = part.trim_start_matches('>').trim();
        if words.is_empty() {
            // A lone `>>`, with the words on the next line.
            if at > 0 && parts.clone().all(|(_, part)| part.trim().is_empty()) {
                pieces.push(piece(Mark::Change, ">>".to_owned(), 2));
                break;
            }
            continue;
        }
        let undashed = without_dash(words).filter(|_| has_dashes);
        let bare = undashed.unwrap_or(words);
        let is_change = at > 0 || undashed.is_some() || is_behind_voice;
        let sign = if at > 0 { ">> " } else { "" };
        let labelled = label::split(bare).or_else(|| label::alone(bare));
        pieces.push(match labelled {
            Some(labelled) => piece(Mark::Label(labelled.label), bare.to_owned(), labelled.words_at),
            None if is_change => piece(Mark::Change, format!("{sign}{bare}"), sign.len()),
            None => piece(Mark::None, bare.to_owned(), 0),
        });
    }
    pieces
}

/// A line without the dash that shows that somebody else speaks.
fn without_dash(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['-', '–', '—', '‐'])?;
    let words = rest.trim_start();
    (words.len() < rest.len() || words.starts_with(|c: char| c.is_alphabetic())).then_some(words)
}

/// Whether cues repeat the lines before them.
fn does_roll<'t>(cues: impl Iterator<Item = Cue<'t>>) -> bool {
    let (mut pairs, mut overlaps) = (0, 0);
    let mut before: Option<(Vec<String>, u64)> = None;
    for cue in cues {
        let lines: Vec<String> = fragments(&cue).into_iter().map(|fragment| fragment.text).collect();
        if lines.is_empty() {
            continue;
        }
        if let Some((before, end)) = &before {
            pairs += 1;
            overlaps += usize::from(cue.time.0 <= end + MAX_GAP && overlap(before, &lines).0 > 0);
        }
        before = Some((lines, cue.time.1));
    }
    pairs > 1 && overlaps * 2 >= pairs
}

/// How many lines of a cue the cue before has at its end, and what the last of them adds, if it has only grown.
fn overlap(before: &[String], lines: &[String]) -> (usize, Option<String>) {
    for count in (1..=before.len().min(lines.len())).rev() {
        let (last_before, others_before) = before[before.len() - count..].split_last().unwrap_or((&before[0], &[]));
        let (last, others) = lines[..count].split_last().unwrap_or((&lines[0], &[]));
        if others_before != others {
            continue;
        }
        if last_before == last {
            return (count, None);
        }
        if let Some(grown) = last.strip_prefix(last_before.as_str()).and_then(|grown| grown.strip_prefix(' ')) {
            return (count, Some(grown.to_owned()));
        }
    }
    (0, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::{Found, collect, described};

    /// Subtitles with cues of one second, each after a pause of the given number of seconds.
    fn srt(cues: &[&str]) -> String {
        let cue = |(at, text): (usize, &&str)| {
            format!("{}\n00:00:{at:02},000 --> 00:00:{:02},000\n{text}\n\n", at + 1, at + 1)
        };
        cues.iter().enumerate().map(cue).collect()
    }

    fn webvtt(cues: &[&str]) -> String {
        format!("WEBVTT\n\n{}", srt(cues).replace(",000", ".000"))
    }

    fn found(cues: &[&str]) -> Found {
        collect(&WEBVTT, "talk.vtt", webvtt(cues).as_bytes())
    }

    #[test]
    fn cues_of_a_speaker_are_joined() {
        for (cues, expected) in [
            // Voices.
            (&["<v Jane Doe>One</v>", "<v Jane Doe>is enough."][..], &["One is enough. — Jane Doe"][..]),
            (&["<v.loud.x Jane Doe>One.</v>\n<v Bo>Two.</v> Three."], &["One. — Jane Doe", "Two. — Bo", "Three. — ?"]),
            (&["<v Jane Doe>One\nis <i>enough</i>.", "Two."], &["One is enough. — Jane Doe", "Two. — ?"]),
            (&["<v SPEAKER_00>One."], &["One. — ?"]),
            // Labels.
            (
                &["Jane Doe: One", "Jane Doe: two.", "Bo: Three.", "Bo: Four."],
                &["One two. — Jane Doe", "Three. Four. — Bo"],
            ),
            (&["JANE DOE, ANCHOR: One", "is enough.", "Two."], &["One is enough. — JANE DOE", "Two. — ?"]),
            (&["Jane: One.", "Note: two.", "Jane: Three."], &["One. — Jane", "Note: two. — ?", "Three. — Jane"]),
            (&["(Jane Doe)\nOne.", "(Jane Doe)\nTwo."], &["One. Two. — Jane Doe"]),
            // Signs of a change of speaker.
            (&[">> One.", "Two.", "&gt;&gt; Three. >> Four."], &["One. Two. — ?", "Three. — ?", "Four. — ?"]),
            (
                &[">> JANE DOE, ANCHOR: One.", "Two.", ">>> DOE: Three.", ">>", "Four."],
                &["One. Two. Three. — JANE DOE", "Four. — ?"],
            ),
            (&["- One.\n- Two.", "Three."], &["One. — ?", "Two. — ?", "Three. — ?"]),
            // Nobody is named: split into sentences.
            (&["One is", "enough.", "Two is more."], &["One is enough. — ?", "Two is more. — ?"]),
            (&["it was -5 degrees\n- and cold"], &["it was -5 degrees - and cold — ?"]),
        ] {
            assert_eq!(found(cues).entries.iter().map(described).collect::<Vec<_>>(), expected, "{cues:?}");
        }
    }

    #[test]
    fn tags_are_removed_and_references_decoded() {
        for (text, expected) in [
            ("<i>One</i> &amp; <b>two</b>", "One & two"),
            ("<c.yellow>One</c><00:00:01.500> two", "One two"),
            ("{\\an8}<font color=\"#fff\">One</font>", "One"),
            ("<ruby>漢<rt>kan</rt></ruby>", "漢kan"),
            ("I <3 you {really}", "I <3 you {really}"),
            ("one &lt;i&gt; two", "one <i> two"),
        ] {
            let entry = collect(&SRT, "x.srt", srt(&[text]).as_bytes()).entries.remove(0);
            assert_eq!(entry.draft.text, expected);
        }
    }

    #[test]
    fn sounds_are_skipped_and_end_a_turn() {
        let found = found(&[">> JANE DOE, ANCHOR: One.", "[Applause]", "Two.", ">> DOE: Three."]);
        assert_eq!(
            found.entries.iter().map(described).collect::<Vec<_>>(),
            ["One. — JANE DOE", "Two. — ?", "Three. — JANE DOE"]
        );
        assert_eq!(found.skipped.iter().map(|skipped| skipped.line).collect::<Vec<_>>(), [9]);
        assert_eq!(found.entries[1].doubts, ["no speaker is named after “[Applause]”; the speaker is left unknown"]);
    }

    #[test]
    fn rolling_captions_are_deduplicated() {
        let youtube = "WEBVTT\nKind: captions\nLanguage: en\n\n\
            00:00:00.000 --> 00:00:02.000 align:start position:0%\n \nso<00:00:00.500><c> this</c>\n\n\
            00:00:02.000 --> 00:00:02.010 align:start position:0%\nso this\n \n\n\
            00:00:02.010 --> 00:00:04.000 align:start position:0%\nso this\nis<00:00:03.000><c> no</c>\n\n\
            00:00:04.000 --> 00:00:04.010 align:start position:0%\nis no\n \n\n\
            00:00:04.010 --> 00:00:06.000 align:start position:0%\nis no\nno<00:00:05.000><c> use</c>\n";
        let found = collect(&WEBVTT, "x.vtt", youtube.as_bytes());
        assert_eq!(found.entries.iter().map(described).collect::<Vec<_>>(), ["so this is no no use — ?"]);
        assert_eq!(found.entries[0].draft.lang.as_deref(), Some("en"));
        for (cues, expected) in [
            (&["one", "one\ntwo", "two\nthree"][..], "one two three"),
            (&["one", "one two", "one two three"], "one two three"),
            (&["no", "no\nno", "no\nyes"], "no no yes"),
        ] {
            let texts: Vec<String> = self::found(cues).entries.into_iter().map(|entry| entry.draft.text).collect();
            assert_eq!(texts, [expected]);
        }
    }

    #[test]
    fn words_spoken_twice_are_kept() {
        let found = found(&["No.", "No.", "Yes, it is.", "I think so.", "Well.", "So be it."]);
        assert_eq!(found.entries.len(), 6);
        assert_eq!(found.entries[1].draft.text, "No.");
    }

    #[test]
    fn cue_times_become_locators_and_not_dates() {
        let text = "1\n01:02:03,500 --> 01:02:04,000\nOne.\n\n2\n01:02:05,000 --> 01:02:06,000\nTwo.\n";
        let found = collect(&SRT, "x.srt", format!("\u{feff}{text}").as_bytes());
        let shown: Vec<_> =
            found.entries.iter().map(|entry| (entry.line, entry.draft.locator.time.as_deref())).collect();
        assert_eq!(shown, [(3, Some("1:02:03")), (7, Some("1:02:05"))]);
        assert!(found.entries.iter().all(|entry| entry.draft.date.is_none()));
    }

    #[test]
    fn webvtt_comments_are_reported() {
        let found = collect(&WEBVTT, "x", b"WEBVTT\n\nNOTE by Bo\n\n00:01.000 --> 00:02.000\nOne.\n\nNOTE end\n");
        let skipped: Vec<_> = found.skipped.iter().map(|skipped| (skipped.line, skipped.reason)).collect();
        assert_eq!((found.entries.len(), skipped), (1, vec![(3, "a comment"), (8, "a comment")]));
        assert!(collect(&SRT, "x", b"words\n").error.is_some());
    }
}
