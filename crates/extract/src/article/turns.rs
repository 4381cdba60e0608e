//! The turns of transcripts and interviews.
//!
//! A text has turns if its labels are clear: letters for question and answer, capitals or names, one of which comes back.
//! What follows a turn without a label of its own belongs to it, if another turn follows; headings and block quotations do
//! not. After a direction in a paragraph of its own, such as `(APPLAUSE)`, nobody knows who speaks until the next label.
//! Who speaks after the last label is not known beyond its paragraph.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::paragraphs::trim_range;

use super::labels::{Label, LabelKind, label, time};
use super::lines::{Paragraph, paragraphs};
use super::notes::{is_direction, without_notes};

/// A turn of a transcript: a label, and the words after it. Ranges in bytes of the article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The label, without its colon and without a role. Empty if no label says who speaks.
    pub label: Range<usize>,
    /// The words, a range for each paragraph; what [`without_notes`](super::without_notes) leaves out separates ranges, too.
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

/// The turns of a text.
#[derive(Debug, Default)]
pub(super) struct Turns {
    /// In order.
    pub(super) turns: Vec<Turn>,
    /// The words that follow the last one without a label.
    pub(super) unlabelled: Option<Range<usize>>,
}

/// Whether a text has turns.
pub(super) fn has_turns(text: &str) -> bool {
    !turns(text, Known::default()).turns.is_empty()
}

/// Reads the turns of a text.
pub(super) fn turns(text: &str, known: Known<'_>) -> Turns {
    let paragraphs = paragraphs(text);
    let mut labels: Vec<Label> = paragraphs.iter().flatten().filter_map(|line| label(text, line)).collect();
    // A heading with a colon is no turn.
    labels.retain(|label| known.is_transcript || known.ends.binary_search(&label.range.start).is_err());
    let accepted = accepted(text, &labels, known.is_transcript);
    if accepted.is_empty() {
        return Turns::default();
    }
    labels.retain(|label| accepted.contains_key(&key(text, label)));
    let mut labels = &labels[..];
    let mut reader = Reader { text, turns: Vec::new(), whose: Whose::Nobody, waiting: Vec::new(), unnamed: Vec::new() };
    for paragraph in &paragraphs {
        let Some(start) = paragraph.first().map(|line| line.start) else { continue };
        let ended = known.ends.partition_point(|&end| end <= start);
        let end_before = ended.checked_sub(1).map(|at| known.ends[at]);
        if end_before.is_some_and(|end| reader.turns.last().is_some_and(|turn| turn.label.start < end)) {
            reader.leave();
        }
        let end = end_of(paragraph);
        let (own, later) = labels.split_at(labels.partition_point(|label| label.range.start < end));
        labels = later;
        let is_by_line = own.len() > 1;
        let (mut from, mut is_labelled) = (start, false);
        for label in own {
            let line = paragraph.partition_point(|line| line.start <= label.range.start).saturating_sub(1);
            reader.add(from..paragraph[line].start, is_labelled, is_by_line);
            reader.begin(label.range.clone());
            (from, is_labelled) = (label.end, true);
        }
        reader.add(from..end, is_labelled, is_by_line);
    }
    if known.is_open_ended {
        reader.close();
    }
    let is_word = |part: &Range<usize>| text[part.clone()].contains(char::is_alphanumeric);
    let left = reader.waiting.iter().chain(reader.unnamed.iter().flat_map(|turn| &turn.words));
    let unlabelled = left.filter(|part| is_word(part)).cloned().reduce(|first, last| first.start..last.end);
    let mut turns = reader.turns;
    for turn in &mut turns {
        if !turn.words.iter().any(is_word) {
            turn.words.clear();
        }
    }
    Turns { turns, unlabelled }
}

/// Whose the words are that come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// Nobody's: they are outside the transcript.
    Nobody,
    /// The speaker's whom the last label names.
    Labelled,
    /// A speaker's whom no label names.
    Unlabelled,
}

/// Reads turns, part by part.
struct Reader<'t> {
    text: &'t str,
    turns: Vec<Turn>,
    whose: Whose,
    /// What follows the last turn without a label, until it is clear that another turn follows.
    waiting: Vec<Range<usize>>,
    /// The same after a direction: turns of nobody known.
    unnamed: Vec<Turn>,
}

impl Reader<'_> {
    /// Begins the turn of a label.
    fn begin(&mut self, label: Range<usize>) {
        self.close();
        self.turns.push(Turn { label, words: Vec::new() });
        self.whose = Whose::Labelled;
    }

    /// Ends the last turn: what waits is part of the transcript.
    fn close(&mut self) {
        if let Some(turn) = self.turns.last_mut() {
            turn.words.append(&mut self.waiting);
        }
        self.turns.extend(self.unnamed.drain(..).filter(|turn| !turn.words.is_empty()));
    }

    /// Leaves the transcript: what waits is no part of it.
    fn leave(&mut self) {
        self.waiting.clear();
        self.unnamed.clear();
        self.whose = Whose::Nobody;
    }

    /// Adds a part of a paragraph; `is_labelled` if a label is right before it, `is_by_line` if each line of the paragraph
    /// is a turn.
    fn add(&mut self, part: Range<usize>, is_labelled: bool, is_by_line: bool) {
        let text = self.text;
        if !is_by_line {
            return self.add_line(part, is_labelled);
        }
        let mut at = part.start;
        let mut words = part.start..part.start;
        for line in text[part].split_inclusive('\n') {
            let range = at..at + line.len();
            at = range.end;
            if is_direction(line) {
                self.add_line(words, is_labelled);
                self.add_line(range, is_labelled);
                words = at..at;
            } else {
                words.end = at;
            }
        }
        self.add_line(words, is_labelled);
        if is_labelled {
            self.close();
        }
    }

    /// Adds words, or a direction.
    fn add_line(&mut self, part: Range<usize>, is_labelled: bool) {
        let Some(turn) = self.turns.last_mut().filter(|_| self.whose != Whose::Nobody) else { return };
        let is_bare = turn.words.is_empty() && self.waiting.is_empty();
        if is_direction(&self.text[part.clone()]) {
            // `ADA: (nods)` says nothing yet.
            if self.whose == Whose::Unlabelled || !is_bare {
                self.whose = Whose::Unlabelled;
                self.unnamed.push(Turn { label: 0..0, words: Vec::new() });
            }
            return;
        }
        let (text, is_first) = (self.text, is_bare && self.whose == Whose::Labelled);
        let words = without_notes(text, without_time(text, part, is_first));
        match self.whose {
            Whose::Labelled if is_labelled || is_bare => turn.words.extend(words),
            Whose::Labelled => self.waiting.extend(words),
            _ => {
                if self.unnamed.is_empty() {
                    self.unnamed.push(Turn { label: 0..0, words: Vec::new() });
                }
                let Some(unnamed) = self.unnamed.last_mut() else { return };
                if let Some(first) = words.first().filter(|_| unnamed.words.is_empty()) {
                    unnamed.label = first.start..first.start;
                }
                unnamed.words.extend(words);
            }
        }
    }
}

/// Leaves out a time without brackets before the first words of a turn.
fn without_time(text: &str, part: Range<usize>, is_first: bool) -> Range<usize> {
    let part = trim_range(text, part);
    let length = time(&text[part.clone()]).filter(|_| is_first).unwrap_or(0);
    part.start + length..part.end
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
    // `JANE DOE, MINISTER` comes back as `DOE`.
    let mut of_family: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, count) in &counts {
        if let Some((_, family)) = name.rsplit_once(' ') {
            *of_family.entry(family).or_default() += count;
        }
    }
    let count_of = |label: &Label| {
        let name = key(text, label);
        let short = name.rsplit_once(' ').and_then(|(_, family)| counts.get(family));
        let long = of_family.get(name.as_str());
        counts[&name] + short.or(long).copied().unwrap_or(0)
    };
    let repeats = labels.iter().any(|label| count_of(label) > 1);
    let letters: Vec<&Label> = labels.iter().filter(|label| label.kind == LabelKind::Letter).collect();
    // Letters are initials, or those of a list, unless two of them alternate.
    let mut kinds: Vec<&str> = letters.iter().map(|label| &text[label.range.clone()]).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let letters_are_clear = kinds.len() == 2 && letters.len() > 1;
    // Names may answer the questions of nobody in particular.
    let names_repeat = labels.iter().any(|label| label.kind != LabelKind::Letter && count_of(label) > 1);
    let questions_are_clear = names_repeat && kinds == ["Q"] && letters.len() > 1;
    let is_clear = |label: &&Label| match label.kind {
        // A comma may also be part of a sentence.
        LabelKind::Name if label.has_role => count_of(label) > 1,
        LabelKind::Capitals if label.has_role => is_transcript || count_of(label) > 1,
        LabelKind::Letter => letters_are_clear || questions_are_clear,
        LabelKind::Capitals => is_transcript || repeats || letters_are_clear,
        LabelKind::Name => is_transcript || (repeats && labels.len() >= 3),
    };
    let clear: Vec<&Label> = labels.iter().filter(is_clear).collect();
    if !is_transcript && (clear.len() < 2 || !(clear.iter().any(|label| count_of(label) > 1) || letters_are_clear)) {
        return BTreeMap::new();
    }
    clear.into_iter().map(|label| (key(text, label), count_of(label))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, is_transcript: bool) -> Vec<(&str, Vec<&str>)> {
        let part = |range: &Range<usize>| &text[range.clone()];
        let Turns { turns, .. } = turns(text, Known { is_transcript, ..Known::default() });
        turns.iter().map(|turn| (part(&turn.label), turn.words.iter().map(part).collect())).collect()
    }

    #[test]
    fn words_after_the_last_label_are_told_apart() {
        for (text, is_open_ended, expected) in [
            ("ADA: One.\n\nBO: Two.\n\nADA: Three.\n\nFour.\n\n***\n\nFive.\n", false, Some("Four.\n\n***\n\nFive.")),
            ("ADA: One.\n\nBO: Two.\n\nADA: Three.\n\nFour.\n", true, None),
            ("ADA: One.\n\nBO: Two.\n\n(APPLAUSE)\n\nFour.\n", false, Some("Four.")),
            ("ADA: One.\n\nTwo.\n\nADA: Three.\n", false, None),
            ("One.\n\nTwo.\n", false, None),
        ] {
            let known = Known { is_transcript: true, is_open_ended, ..Known::default() };
            let Turns { unlabelled, .. } = turns(text, known);
            assert_eq!(unlabelled.map(|range| &text[range]), expected, "{text}");
        }
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
            // The family name comes back.
            (
                "JANE DOE, FINANCE MINISTER: One.\n\nTom Reyes, reporter: Two?\n\nDOE: Three.\n\nReyes: Four.\n",
                vec![
                    ("JANE DOE", vec!["One."]),
                    ("Tom Reyes", vec!["Two?"]),
                    ("DOE", vec!["Three."]),
                    ("Reyes", vec!["Four."]),
                ],
            ),
            (
                "Q: One?\n\nJANE DOE, MINISTER: Two.\n\nQ: Three?\n\nDOE: Four.\n",
                vec![("Q", vec!["One?"]), ("JANE DOE", vec!["Two."]), ("Q", vec!["Three?"]), ("DOE", vec!["Four."])],
            ),
            // Behind a direction, nobody knows who speaks.
            (
                "DOE: One.\n\n(APPLAUSE)\n\nTwo [inaudible] three.\n\nFour.\n\n[MUSIC]\n\nFive.\n\nROE: Six.\n\nDOE: Seven.\n\n(END)\n\nEight.",
                vec![
                    ("DOE", vec!["One."]),
                    ("", vec!["Two [inaudible] three.", "Four."]),
                    ("", vec!["Five."]),
                    ("ROE", vec!["Six."]),
                    ("DOE", vec!["Seven."]),
                ],
            ),
            (
                "DOE: One.\n(BEGIN VIDEO)\nTwo.\nROE: (sighs)\nThree.\nDOE: Four.\n(END VIDEO)\nFive.\n\nSix.",
                vec![
                    ("DOE", vec!["One."]),
                    ("", vec!["Two."]),
                    ("ROE", vec!["Three."]),
                    ("DOE", vec!["Four."]),
                    ("", vec!["Five."]),
                ],
            ),
            (
                "DOE: One.\n(Laughter)\nTwo.\n\n[10:02]\n\nThree.\n\nROE: Four.\n\nDOE: Five.",
                vec![("DOE", vec!["One.", "Two.", "Three."]), ("ROE", vec!["Four."]), ("DOE", vec!["Five."])],
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
    fn other_lines_with_colons_are_not_turns() {
        for text in [
            "Time: 10:00\nOrt: Berlin\nNote: bring a pen\nNote: and paper\n",
            "Bridge falls: two hurt\n\nAda Byron: the last interview\n\nShe said: no.",
            "A. Kowalska wrote it.\n\nA. Kowalska read it.\n",
            "UPDATE: bridge closed\n\nText.\n",
            "Ada Byron, who told the paper: no\n\nByron: no\n\nIn May, Ada Byron: no\n",
            "",
        ] {
            assert_eq!(read(text, false), [], "{text}");
        }
        assert_eq!(read("Ada: One.\n\nTwo.\n", true), [("Ada", vec!["One."])]);
    }

    #[test]
    fn end_of_a_turn_is_exclusive() {
        let text = "Q: Why?\n\nA: So.\n\nA heading\n\nNarration.\n\nQ: When?\n";
        let ends = [text.find("A heading").unwrap()];
        let Turns { turns, .. } = turns(text, Known { ends: &ends, ..Known::default() });
        assert_eq!(turns.iter().map(|turn| turn.words.len()).collect::<Vec<_>>(), [1, 1, 1]);
    }
}
