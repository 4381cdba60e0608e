//! The turns of transcripts and interviews.
//!
//! A text has turns if its labels are clear: letters for question and answer, capitals or names, one of which comes back.
//! What follows a turn without a label of its own belongs to it, if another turn follows; headings, block quotations and
//! directions in brackets do not. Who speaks after the last label is not known beyond its paragraph.

use std::collections::BTreeMap;
use std::ops::Range;

use super::labels::{Label, LabelKind, label, time};
use super::lines::{Paragraph, paragraphs};

/// How words begin that say what is heard besides words, in lower case.
const HEARD: &[&str] = &[
    "laugh",
    "applau",
    "cheer",
    "crosstalk",
    "inaudible",
    "pause",
    "music",
    "silence",
    "sigh",
    "unintelligible",
    "indistinct",
    "cough",
    "chuckl",
    "rire",
    "rit",
    "lach",
    "beifall",
    "gelächter",
    "heiterkeit",
    "zuruf",
    "musik",
    "смех",
    "смеё",
    "смее",
    "аплод",
    "пауза",
    "неразборч",
    "музык",
    "шум",
    "улыба",
    "sourit",
    "silence",
    "schweig",
    "nickt",
    "nods",
    "smil",
    "lächel",
];
/// Length in bytes of the longest direction in brackets.
const MAX_DIRECTION_LEN: usize = 80;

/// A turn of a transcript: a label, and the words after it. Ranges in bytes of the article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The label, without its colon and without a role in brackets.
    pub label: Range<usize>,
    /// The words, a range for each paragraph; directions such as `[laughter]` and times are left out.
    pub words: Vec<Range<usize>>,
}

/// What is known of a text besides its words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known<'k> {
    /// Whether it is a transcript for sure.
    pub(super) is_transcript: bool,
    /// Whether what follows the last label is a part of its turn.
    pub(super) is_open_ended: bool,
    /// Where turns end: headings, block quotations, voices without a name. In order.
    pub(super) ends: &'k [usize],
}

/// Whether a text has turns.
pub(super) fn has_turns(text: &str) -> bool {
    !turns(text, Known::default()).is_empty()
}

/// The turns of a text, in order.
pub(super) fn turns(text: &str, known: Known<'_>) -> Vec<Turn> {
    let paragraphs = paragraphs(text);
    let mut labels: Vec<Label> = paragraphs.iter().flatten().filter_map(|line| label(text, line)).collect();
    // A heading with a colon is no turn.
    labels.retain(|label| known.is_transcript || known.ends.binary_search(&label.range.start).is_err());
    let accepted = accepted(text, &labels, known.is_transcript);
    if accepted.is_empty() {
        return Vec::new();
    }
    let mut labels = labels.into_iter().filter(|label| accepted.contains_key(&key(text, label))).peekable();
    let mut turns: Vec<Turn> = Vec::new();
    // The paragraphs after the last turn that nobody has been given yet.
    let mut waiting: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for paragraph in &paragraphs {
        let Some(start) = paragraph.first().map(|line| line.start) else { continue };
        let ended = known.ends.partition_point(|&end| end <= start);
        let end_before = ended.checked_sub(1).map(|at| known.ends[at]);
        if end_before.is_some_and(|end| turns.last().is_some_and(|turn| turn.label.start < end)) {
            is_open = false;
        }
        let mut from = start;
        for line in paragraph {
            let Some(found) = labels.next_if(|label| line.contains(&label.range.start)) else { continue };
            close_part(text, from..line.start, &mut turns, &mut waiting, is_open);
            if let Some(turn) = turns.last_mut().filter(|_| is_open) {
                turn.words.append(&mut waiting);
            }
            waiting.clear();
            turns.push(Turn { label: found.range, words: Vec::new() });
            (from, is_open) = (found.end, true);
        }
        let end = end_of(paragraph);
        if from > start {
            if let Some(turn) = turns.last_mut() {
                turn.words.extend(words(text, from..end));
                // The label may have a line of its own.
                is_open = true;
            }
        } else {
            close_part(text, start..end, &mut turns, &mut waiting, is_open);
        }
    }
    if known.is_open_ended
        && let Some(turn) = turns.last_mut().filter(|_| is_open)
    {
        turn.words.append(&mut waiting);
    }
    turns
}

/// Gives a part of a paragraph without a label to the turn before, or keeps it until it is clear whose it is.
fn close_part(text: &str, part: Range<usize>, turns: &mut [Turn], waiting: &mut Vec<Range<usize>>, is_open: bool) {
    let Some(turn) = turns.last_mut().filter(|_| is_open) else { return };
    if turn.words.is_empty() && waiting.is_empty() {
        turn.words.extend(words(text, part));
    } else {
        waiting.extend(words(text, part));
    }
}

fn end_of(paragraph: &Paragraph) -> usize {
    paragraph.last().map_or(0, |line| line.end)
}

/// By what labels are the same.
fn key(text: &str, label: &Label) -> String {
    text[label.range.clone()].to_lowercase()
}

/// The labels that are clear, with how often they come.
fn accepted(text: &str, labels: &[Label], is_transcript: bool) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for label in labels {
        *counts.entry(key(text, label)).or_default() += 1;
    }
    let count_of = |label: &Label| counts[&key(text, label)];
    let repeats = labels.iter().any(|label| count_of(label) > 1);
    let letters: Vec<&Label> = labels.iter().filter(|label| label.kind == LabelKind::Letter).collect();
    // Letters are initials, or those of a list, unless two of them alternate.
    let mut kinds: Vec<&str> = letters.iter().map(|label| &text[label.range.clone()]).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let letters_are_clear = kinds.len() == 2 && letters.len() > 1;
    let is_clear = |label: &&Label| match label.kind {
        LabelKind::Letter => letters_are_clear,
        LabelKind::Capitals => is_transcript || repeats || letters_are_clear,
        LabelKind::Name => is_transcript || (repeats && labels.len() >= 3),
    };
    let clear: Vec<&Label> = labels.iter().filter(is_clear).collect();
    if !is_transcript && (clear.len() < 2 || !(clear.iter().any(|label| count_of(label) > 1) || letters_are_clear)) {
        return BTreeMap::new();
    }
    clear.into_iter().map(|label| (key(text, label), count_of(label))).collect()
}

/// The words of a part of a paragraph, without times and directions.
fn words(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = part.start;
    let mut at = part.start;
    while let Some(open) = text[at..part.end].find(['[', '(']).map(|open| at + open) {
        match direction(&text[open..part.end], &text[part.start..open]) {
            Some(length) => {
                push_trimmed(text, start..open, &mut found);
                (start, at) = (open + length, open + length);
            }
            None => at = open + 1,
        }
    }
    // A line with a time before the words, or between them.
    push_trimmed(text, start..part.end, &mut found);
    found
}

/// The length of the direction or time in brackets that a text begins with; `before` is the text before it.
fn direction(text: &str, before: &str) -> Option<usize> {
    if let Some(length) = time(text) {
        return Some(length);
    }
    let within = &text[..text.floor_char_boundary(MAX_DIRECTION_LEN.min(text.len()))];
    let close = if text.starts_with('[') { ']' } else { ')' };
    let end = within.find(close)? + 1;
    let inside = text[1..end - 1].to_lowercase();
    let is_heard =
        inside.split(|c: char| !c.is_alphabetic()).any(|word| HEARD.iter().any(|start| word.starts_with(start)));
    // Alone in its paragraph, whatever it says.
    let is_alone = before.trim().is_empty() && text[end..].trim().is_empty();
    (is_alone || (is_heard && inside.split_whitespace().count() <= 4)).then_some(end)
}

fn push_trimmed(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let slice = &text[range.clone()];
    let mut start = range.start + (slice.len() - slice.trim_start().len());
    let end = start + slice.trim().len();
    if let Some(length) = time(&text[start..end]) {
        let rest = &text[start + length..end];
        start = end - rest.trim_start().len();
    }
    if start < end && text[start..end].contains(char::is_alphanumeric) {
        found.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, is_transcript: bool) -> Vec<(&str, Vec<&str>)> {
        let part = |range: &Range<usize>| &text[range.clone()];
        let turns = turns(text, Known { is_transcript, ..Known::default() });
        turns.iter().map(|turn| (part(&turn.label), turn.words.iter().map(part).collect())).collect()
    }

    #[test]
    fn transcripts_have_turns() {
        for (text, expected) in [
            (
                "COMMITTEE\n\n[10:02]\nTHE CHAIR: Order.\n\n[10:03]\nMS. ROE (Labour): Why?\n(Laughter)\n\n[10:04]\nTHE CHAIR: Order, please.\n\nThat is all.\n",
                vec![("THE CHAIR", vec!["Order."]), ("MS. ROE", vec!["Why?"]), ("THE CHAIR", vec!["Order, please."])],
            ),
            (
                "[00:01] ADA BYRON: One [laughter] two.\n[00:02] BO: No.\nThree.\n[00:03] ADA BYRON: (Sighs.) Four.",
                vec![("ADA BYRON", vec!["One", "two."]), ("BO", vec!["No.\nThree."]), ("ADA BYRON", vec!["Four."])],
            ),
            (
                "Q: Why?\n\nA: Because.\n\nAnd so on.\n\nQ: When?\n\nA: Now.\n\nThe book is out now.",
                vec![
                    ("Q", vec!["Why?"]),
                    ("A", vec!["Because.", "And so on."]),
                    ("Q", vec!["When?"]),
                    ("A", vec!["Now."]),
                ],
            ),
            (
                "Jane Novak:\nYes [the span] is gone.\n\nTom Roe:\nNo.\n\nJane Novak:\nWell.",
                vec![
                    ("Jane Novak", vec!["Yes [the span] is gone."]),
                    ("Tom Roe", vec!["No."]),
                    ("Jane Novak", vec!["Well."]),
                ],
            ),
            (
                "Q. Why?\nA. Because A. Kowalska said so.\n",
                vec![("Q", vec!["Why?"]), ("A", vec!["Because A. Kowalska said so."])],
            ),
        ] {
            assert_eq!(read(text, false), expected, "{text}");
        }
    }

    #[test]
    fn other_lines_with_colons_are_no_turns() {
        for text in [
            "Time: 10:00\nOrt: Berlin\nNote: bring a pen\nNote: and paper\n",
            "Bridge falls: two hurt\n\nAda Byron: the last interview\n\nShe said: no.",
            "A. Kowalska wrote it.\n\nA. Kowalska read it.\n",
            "UPDATE: bridge closed\n\nText.\n",
            "",
        ] {
            assert_eq!(read(text, false), [], "{text}");
        }
        assert_eq!(read("Ada: One.\n\nTwo.\n", true), [("Ada", vec!["One."])]);
    }

    #[test]
    fn what_ends_a_turn_is_no_part_of_it() {
        let text = "Q: Why?\n\nA: So.\n\nA heading\n\nNarration.\n\nQ: When?\n";
        let ends = [text.find("A heading").unwrap()];
        let turns = turns(text, Known { ends: &ends, ..Known::default() });
        assert_eq!(turns.iter().map(|turn| turn.words.len()).collect::<Vec<_>>(), [1, 1, 1]);
    }
}
