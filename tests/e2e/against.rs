//! `kzq proofread --against`: checks drafts against texts, without a collection.

use serde_json::Value;

use crate::support::command::{Done, Run, kzq};
use crate::support::file_in;

/// A transcript with speaker labels; the draft uses only surnames after the first mention.
const INTERVIEW: &str = "\
Transcript of a talk about bridges

ANNA BERG: Thank you for coming. What did the council decide?

TOM REED: The council voted on Monday to close the old bridge for two years. Nobody was happy about it, but the cables
are older than my father.

We shall build a new one before the winter of next year.

ANNA BERG: And who pays?

REED: The province pays two thirds, and the town the rest. I told them it would not be cheap.
";

const DRAFT: &str = "\
# The bridge

“The council voted on Monday to close the old bridge for two years,” said Tom Reed.

“Nobody was happy about it … [and] the cables are older than my father,” Mr. Reed told the paper.

“We shall build a new bridge before the winter of next year,” Reed added.

“The province pays two thirds, and the town the rest,” said Anna Berg.

“It was never my idea in the first place,” said Reed.
";

/// Prepares a check of a draft against a text, each given as file name and content.
fn check(draft: (&str, &str), against: (&str, &str)) -> Run {
    let run = kzq(["proofread", "--json", draft.0, "--against", against.0]);
    file_in(run.home(), draft.0, draft.1);
    file_in(run.home(), against.0, against.1);
    run
}

fn judged(done: &Done) -> Vec<Value> {
    match serde_json::from_str(&done.stdout) {
        Ok(Value::Array(judged)) => judged,
        _ => panic!("{done:?}"),
    }
}

/// The verdict, source line and speaker of each quotation.
fn rows(done: &Done) -> Vec<(String, Option<u64>, Option<String>)> {
    let row = |judged: &Value| {
        let speaker = judged["speaker"].as_str().map(str::to_owned);
        (judged["verdict"].as_str().unwrap().to_owned(), judged["source_line"].as_u64(), speaker)
    };
    judged(done).iter().map(row).collect()
}

#[test]
fn a_draft_is_checked_against_a_transcript() {
    let done = check(("draft.md", DRAFT), ("interview.txt", INTERVIEW)).run();
    assert_eq!(done.code, Some(1));
    let reed = || Some("TOM REED".to_owned());
    let expected = [
        ("exact", Some(5), reed()),
        ("edited", Some(5), reed()),
        ("drifted", Some(8), reed()),
        ("misattributed", Some(12), reed()),
        ("unknown", None, None),
    ];
    assert_eq!(rows(&done), expected.map(|(verdict, line, speaker)| (verdict.to_owned(), line, speaker)));
    assert!(judged(&done).iter().all(|judged| judged["entry"].is_null()));
    assert!(done.stderr.ends_with("against 1 text: interview.txt\n"), "{}", done.stderr);
}

#[test]
fn subtitles_provide_time_and_speaker() {
    let captions = "WEBVTT\n\n00:03:14.000 --> 00:03:17.000\n<v Tom Reed>The bridge was closed\n\n\
                    00:03:17.000 --> 00:03:19.000\n<v Tom Reed>for two long years.\n";
    let draft = "“The bridge was closed for two long years,” said Reed.\n";
    let judged = judged(&check(("draft.txt", draft), ("talk.vtt", captions)).run());
    assert_eq!(judged[0]["verdict"], "exact", "{judged:?}");
    assert_eq!(judged[0]["source_time"], "00:03:14");
    assert_eq!(judged[0]["speaker"], "Tom Reed");
}

#[test]
fn quotation_spanning_two_paragraphs_is_found() {
    let source = "The first day was long and cold.\n\nThe second day was longer still.\n";
    let draft = "“The first day was long and cold. The second day was longer still.”\n";
    let done = check(("draft.txt", draft), ("diary.txt", source)).run();
    assert_eq!((done.code, rows(&done)), (Some(0), vec![("folded".to_owned(), Some(1), None)]));
}

#[test]
fn collections_are_checked_too_if_data_is_given() {
    let collection = r#"(schema: 1, id: "c", title: "C", speakers: {"ada": (name: "Ada Byron")}, entries: [
        Quote(id: "engine", by: "ada", text: "It has no pretensions whatever to originate anything.")])"#;
    let draft =
        "“It has no pretensions whatever to originate anything,” said Ada Byron. “And who pays?” asked Anna Berg.\n";
    let run = check(("draft.txt", draft), ("interview.txt", INTERVIEW));
    let file = file_in(run.home(), "c.ron", collection);
    let done = run.arg("--data").arg(file).run();
    assert_eq!(done.code, Some(0), "{done:?}");
    assert_eq!(judged(&done)[0]["entry"], "c/engine");
    assert_eq!(judged(&done)[1]["source"], "interview.txt");
}

#[test]
fn unreadable_source_is_reported() {
    let run = kzq(["proofread", "draft.md", "--against", "gone.txt"]);
    file_in(run.home(), "draft.md", DRAFT);
    let done = run.run();
    assert_eq!(done.code, Some(4));
    assert!(done.stderr.contains("gone.txt"), "{}", done.stderr);
}

#[test]
fn generic_labels_and_titles_are_not_speaker_names() {
    let source = "MODERATOR: Welcome to the hall, everybody.\n\nTOM REED: It was closed on Monday morning.\n\n\
                  MODERATOR: [laughter]\n\nMR. REED: It will open again in the spring.\n";
    let draft =
        "“Welcome to the hall, everybody,” said Tom Reed.\n\n“It will open again in the spring,” said Tom Reed.\n";
    let done = check(("draft.txt", draft), ("talk.txt", source)).run();
    let reed = Some("TOM REED".to_owned());
    assert_eq!(rows(&done), [("exact".to_owned(), Some(1), None), ("exact".to_owned(), Some(7), reed)], "{done:?}");
    // A turn without speech is not an entry and is not counted.
    let run = check(("draft.txt", draft), ("talk.txt", source));
    let file = file_in(
        run.home(),
        "c.ron",
        r#"(schema: 1, id: "c", title: "C", entries: [Quote(id: "on", text: "We go on.")])"#,
    );
    let done = run.arg("--data").arg(file).run();
    assert!(done.stderr.contains("against 1 text: talk.txt; 1 collection, 1 entry: c"), "{}", done.stderr);
}

#[test]
fn subtitles_without_punctuation_are_split_into_passages() {
    let cue = |at: usize| {
        format!("{at}\n00:{:02}:{:02},000 --> 00:59:59,000\nand we went on to place number {at}\n\n", at / 60, at % 60)
    };
    let captions: String = (1..400).map(cue).collect();
    let draft = "“and we went on to place number 300 and we went on to place number 301,” said Ann Lee.\n";
    let judged = judged(&check(("draft.txt", draft), ("talk.srt", &captions)).run());
    assert_eq!((&judged[0]["verdict"], &judged[0]["source_time"]), (&"exact".into(), &"00:05:00".into()), "{judged:?}");
}
