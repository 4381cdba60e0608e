//! Transcripts as text: `NAME, TITLE: words`, then `SURNAME: words`.

use super::cast::{Cast, Voice};
use super::clock::parse_time;
use super::direction;
use super::label;
use super::piece::{Mark, Piece};
use super::turns::{Turns, Unlabelled};
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::Sink;
use kzq_edit::credit::{Likeness, likeness};

/// The row of the format.
pub(in crate::formats) const FORMAT: Format = Format {
    name: "transcript",
    about: "transcripts as text: `Name: words`, also with times, and Q and A",
    sniff,
    read,
};

/// The lines of a transcript.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut is_behind_gap = false;
    let mut time = None;
    (1..).zip(text.lines()).filter_map(move |(line, text)| {
        let text = text.trim();
        if text.is_empty() {
            is_behind_gap = true;
            return None;
        }
        let text = text.strip_prefix(">>").map_or(text, |text| text.trim_start_matches('>').trim_start());
        let (own_time, text) = leading_time(text);
        time = own_time.or(time);
        if text.is_empty() {
            return None;
        }
        let joint = if std::mem::take(&mut is_behind_gap) { "\n\n" } else { "\n" };
        let mut piece = Piece { line, time: None, mark: Mark::None, text: text.into(), words_at: 0, joint };
        if let Some(direction) = direction::read(text) {
            piece.mark = Mark::Direction(direction);
        } else if let Some(labelled) =
            label::split(text).or_else(|| label::question_or_answer(text)).or_else(|| label::alone(text))
        {
            time = labelled.time.or(time);
            piece.mark = Mark::Label(labelled.label);
            piece.words_at = labelled.words_at;
        }
        piece.time = time.take().map(|time| (time, time));
        Some(piece)
    })
}

/// The time that a line begins with, and what follows it: `[00:02] words`, `00:02 - words`.
fn leading_time(text: &str) -> (Option<u64>, &str) {
    let bare = text.trim_start_matches("**");
    let close = match bare.chars().next() {
        Some('[') => "]",
        Some('(') => ")",
        _ => "",
    };
    let found = if close.is_empty() {
        let end = bare.find(char::is_whitespace).unwrap_or(bare.len());
        parse_time(bare[..end].trim_end_matches(':')).map(|time| (time, &bare[end..]))
    } else {
        bare[1..].split_once(close).and_then(|(time, rest)| Some((parse_time(time)?, rest)))
    };
    match found {
        Some((time, rest)) => (Some(time), rest.trim_start_matches([' ', '\t', '-', '–', ':'])),
        None => (None, text),
    }
}

/// The names of a list of the speakers at the head of a text.
fn introduced(text: &str) -> Vec<&str> {
    text.lines().take(40).flat_map(label::listed).collect()
}

fn sniff(input: &Input<'_>) -> Option<String> {
    let text = input.start();
    let cast = Cast::learn(pieces(text), &introduced(text));
    if cast.is_empty() {
        return None;
    }
    let (mut blocks, mut labelled, mut certain, mut sentences) = (0, 0, 0, 0);
    for piece in pieces(text) {
        let label = match &piece.mark {
            Mark::Label(label) if !matches!(cast.voice(label), Voice::Words | Voice::Suspect) => Some(label),
            _ => None,
        };
        blocks += usize::from(label.is_some() || piece.joint == "\n\n");
        let Some(label) = label else { continue };
        labelled += 1;
        let is_sure =
            label.role.is_some() || label::is_capital(&label.name) || likeness(&label.name) == Likeness::Certain;
        certain += usize::from(is_sure || !matches!(cast.voice(label), Voice::Member(_)));
        sentences += usize::from(
            piece.text.ends_with(['.', '?', '!', '…', '。', '”', '"']) || piece.words_at == piece.text.len(),
        );
    }
    // Single names with short words look like the fields of a record.
    let is_dialogue = labelled > 2 && (certain == labelled || sentences * 2 >= labelled);
    (is_dialogue && (labelled * 2 >= blocks || certain > 2 && certain * 8 >= blocks))
        .then(|| format!("{labelled} labels of speakers at the beginning of lines"))
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let cast = Cast::learn(pieces(input.text), &introduced(input.text));
    if cast.is_empty() {
        return Err(ReadError::of_file("no speaker found: `Name: words` on a line, with a name that comes twice"));
    }
    let mut turns = Turns::new(&cast, Unlabelled::GoOn, sink).with_head();
    for piece in pieces(input.text) {
        if !turns.push(&piece) {
            return Ok(());
        }
    }
    turns.finish();
    Ok(())
}

#[cfg(test)]
mod tests {
    use kzq_edit::{DraftKind, DraftLead, SpeakerReference};

    use super::*;
    use crate::formats::tests::{Found, collect, described};

    fn found(text: &str) -> Found {
        collect(&FORMAT, "talk.txt", text.as_bytes())
    }

    fn all(text: &str) -> Vec<String> {
        found(text).entries.iter().map(described).collect()
    }

    #[test]
    fn a_turn_of_speech_is_an_entry() {
        for (text, expected) in [
            (
                "JANE DOE, ANCHOR: One.\n\nTwo goes\non.\n\nJOHN ROE, SENATOR: Three.\n\nDOE: Four.\n",
                vec!["One.\n\nTwo goes\non. — JANE DOE", "Three. — JOHN ROE", "Four. — JANE DOE"],
            ),
            (
                "Jane: One.\nBo: Two.\nJane: Three.\nBo: Four.\n",
                vec!["One. — Jane", "Two. — Bo", "Three. — Jane", "Four. — Bo"],
            ),
            (
                "**Jane:** One.\n\n**Bo:** Two.\n\n**Jane:** Three.\n**Bo**: Four.\n",
                vec!["One. — Jane", "Two. — Bo", "Three. — Jane", "Four. — Bo"],
            ),
            ("Jane: One.\nJane: Two.\n", vec!["One.\nTwo. — Jane"]),
            (
                "(Jane Doe)\nOne.\n(Bo Lee)\nTwo.\n(Jane Doe)\nThree.\n(Bo Lee)\nFour.\n",
                vec!["One. — Jane Doe", "Two. — Bo Lee", "Three. — Jane Doe", "Four. — Bo Lee"],
            ),
            (
                "Jane Doe  0:02\nOne.\n\nBo Lee  0:09\nTwo.\n\nJane Doe  0:12\nThree.\n",
                vec!["One. — Jane Doe", "Bo Lee  0:09\nTwo. — ?", "Three. — Jane Doe"],
            ),
            ("Speakers: Jane Doe, Bo Lee\n\nJane Doe: One.\nBo Lee: Two.\n", vec!["One. — Jane Doe", "Two. — Bo Lee"]),
            // A colon alone does not indicate a speaker.
            (
                "Jane: One.\nNote: this too.\nJane: Two.\nBo: x\nBo: y\n",
                vec!["One.\nNote: this too.\nTwo. — Jane", "x\ny — Bo"],
            ),
            ("JANE DOE, ANCHOR: One.\nRemember: two.\n", vec!["One.\nRemember: two. — JANE DOE"]),
        ] {
            assert_eq!(all(text), expected, "{text}");
        }
    }

    #[test]
    fn speaker_named_only_once_is_doubtful() {
        let found = found("Jane: One.\nBo: Two.\nThree.\nJane: Four.\n");
        assert_eq!(
            found.entries.iter().map(described).collect::<Vec<_>>(),
            ["One. — Jane", "Bo: Two.\nThree. — ?", "Four. — Jane"]
        );
        assert_eq!(found.entries[1].doubts, ["“Bo” may be the speaker, but is named only once"]);
    }

    #[test]
    fn full_names_replace_short_ones_in_all_turns() {
        let text = "Date: 4 May 1949\nLocation: Bath\nPresent: Tom Reed (chair), Ann Lee\nDATE OF RECORDING: May\n\n\
                    TOM REED: One.\nANN LEE: Two.\nREED: Three.\nLEE: Four.\nMOORE: Five.\nREED: Six.\n";
        let found = found(text);
        assert_eq!(
            found.entries.iter().map(described).collect::<Vec<_>>(),
            [
                "One. — Tom Reed",
                "Two. — Ann Lee",
                "Three. — Tom Reed",
                "Four. — Ann Lee",
                "Five. — MOORE",
                "Six. — Tom Reed"
            ]
        );
        assert_eq!(found.entries[4].doubts, ["“MOORE” is named only once; taken for a speaker like the others"]);
        assert!(found.skipped.iter().all(|skipped| skipped.line <= 4 && skipped.reason == "before the first speaker"));
        assert_eq!(
            all("TOM REED: One.\n\nREED: Two.\n\nLEE: Three.\n\nREED: Four.\n"),
            ["One.\n\nTwo. — TOM REED", "Three. — LEE", "Four. — TOM REED"]
        );
        // Two people with the same family name.
        assert_eq!(
            all("TOM REED: One.\nANN REED: Two.\nREED: Three.\nTOM REED: Four.\n"),
            ["One. — TOM REED", "Two. — ANN REED", "Three. — ?", "Four. — TOM REED"]
        );
    }

    #[test]
    fn roles_and_manners_of_speaking_are_kept() {
        let found =
            found("JANE DOE, CNN ANCHOR: One.\nROE (through translator): Two.\nJOHN ROE (D-TX), SENATOR: Three.\n");
        let Some(SpeakerReference::Described(jane)) = &found.entries[0].draft.speaker else { panic!() };
        assert_eq!((jane.name.as_str(), jane.role.as_deref()), ("JANE DOE", Some("CNN ANCHOR")));
        let roe = &found.entries[1].draft;
        assert_eq!(roe.extra, [("manner".to_owned(), "through translator".to_owned())]);
        let Some(SpeakerReference::Described(roe)) = &roe.speaker else { panic!() };
        assert_eq!(roe.role.as_deref(), Some("SENATOR (D-TX)"));
    }

    #[test]
    fn generic_and_ambiguous_labels_give_no_speaker() {
        let found = found(
            "[00:02] SPEAKER_00: One.\n[01:02:03] SPEAKER_01: Two.\nUNIDENTIFIED MALE: Three.\nJANE DOE AND JOHN ROE: Four.\n\
             JANE DOE, X: a\nJOHN DOE, Y: b\nDOE: Five.\n",
        );
        let shown: Vec<_> = found.entries.iter().map(|entry| (described(entry), entry.draft.extra.clone())).collect();
        for (at, words, label) in [
            (0, "One. — ?", "SPEAKER_00"),
            (1, "Two. — ?", "SPEAKER_01"),
            (2, "Three. — ?", "UNIDENTIFIED MALE"),
            (3, "Four. — ?", "JANE DOE AND JOHN ROE"),
            (6, "Five. — ?", "DOE"),
        ] {
            assert_eq!(shown[at], (words.to_owned(), vec![("speaker".to_owned(), label.to_owned())]));
        }
        assert_eq!(found.entries[6].doubts, ["several speakers are called “DOE”; the speaker is left unknown"]);
        let times: Vec<_> = found.entries.iter().map(|entry| entry.draft.locator.time.as_deref()).collect();
        assert_eq!(times[..3], [Some("0:02"), Some("1:02:03"), None]);
    }

    #[test]
    fn words_after_interruptions_have_no_speaker() {
        let found = found(
            "A heading\n\nJANE DOE, ANCHOR: One.\n\n(CROSSTALK)\n\nTwo.\n\nDOE: Three (LAUGHTER) goes on.\n\n(BEGIN VIDEO CLIP)\n\n\
             Four.\n\nROE: Five.\n\nROE: Five, again.\n\n(END VIDEO CLIP)\n\nSix.\n\nDOE: Seven.\n(APPLAUSE)\n",
        );
        let shown: Vec<String> = found.entries.iter().map(described).collect();
        assert_eq!(
            shown,
            [
                "One. — JANE DOE",
                "Two. — ?",
                "Three (LAUGHTER) goes on. — JANE DOE",
                "Four. — ?",
                "Five.\n\nFive, again. — ROE",
                "Six. — ?",
                "Seven. — JANE DOE"
            ]
        );
        assert_eq!(found.entries[1].doubts, ["no speaker is named after “(CROSSTALK)”; the speaker is left unknown"]);
        let clips: Vec<bool> = found.entries.iter().map(|entry| !entry.draft.extra.is_empty()).collect();
        assert_eq!(clips, [false, false, false, true, true, false, false]);
        let skipped: Vec<_> = found.skipped.iter().map(|skipped| (skipped.line, skipped.reason)).collect();
        let direction = "a stage direction, not speech";
        assert_eq!(
            skipped,
            [(1, "before the first speaker"), (5, direction), (11, direction), (19, direction), (24, direction)]
        );
    }

    #[test]
    fn questions_and_answers_are_pairs() {
        for text in ["Q: One?\nA: Two.\n\nQ: Three?\nA: Four.\n", "Q.  One?\nA.  Two.\nQ.  Three?\nA.  Four.\n"] {
            let found = found(text);
            assert_eq!(found.entries.iter().map(described).collect::<Vec<_>>(), ["Two. — ?", "Four. — ?"]);
            let kind = DraftKind::Qa { question: "One?".to_owned(), verbatim: true };
            assert_eq!(found.entries[0].draft.kind, kind);
            assert_eq!(found.entries[0].line, 1);
        }
        let found = found("Q: One?\nJANE DOE, MINISTER: Two.\nQ: Three?\nQ: Four?\nDOE: Five.\nA: Six.\n");
        let shown: Vec<String> = found.entries.iter().map(described).collect();
        assert_eq!(shown, ["Two. — JANE DOE", "Three? — ?", "Five. — JANE DOE", "Six. — ?"]);
        let leads: Vec<_> = found.entries.iter().map(|entry| entry.draft.lead.clone()).collect();
        let asked = |question: &str| Some(DraftLead::Asked(question.to_owned()));
        assert_eq!(leads, [asked("One?"), None, asked("Four?"), None]);
    }

    #[test]
    fn only_dialogues_are_recognised() {
        for (text, expected) in [
            ("JANE DOE, ANCHOR: One.\n\nTwo.\n\nDOE: Three.\n\nROE: Four.\n\nROE: Five.\n", true),
            ("Jane: One.\nBo: Two.\nJane: Three.\nBo: Four.\n", true),
            ("[00:02] SPEAKER_00: one\n[00:04] SPEAKER_01: two\n[00:05] SPEAKER_00: three\n", true),
            ("Q: One?\nA: Two.\nQ: Three?\nA: Four.\n", true),
            ("Name: Jane\nCity: Paris\n\nName: Bo\nCity: Rome\n\nName: Al\nCity: Bonn\n", false),
            ("Note: one.\nNote: two.\nNote: three.\n", false),
            ("Words that go on.\n\nThere is one thing: this.\n\nAnd another: that.\n", false),
            ("From: bo@example.org\nTo: al@example.org\nSubject: x\n\nFrom: y\nTo: z\n", false),
            ("", false),
        ] {
            let input = Input { name: "x", bytes: text.as_bytes(), text };
            assert_eq!(sniff(&input).is_some(), expected, "{text}");
        }
    }
}
