//! `kzq proofread`: checks the quotations of drafts against a collection.

use serde_json::Value;

use crate::support::command::{Done, Run, kzq};
use crate::support::file_in;

const DRAFT: &str = include_str!("drafts/interview.md");

const TWO_SPEAKERS: &str = r#"(schema: 1, id: "two", title: "Two",
    speakers: {"ada": (name: "Ada Byron", role: "Countess"), "bob": (name: "Bob Babbage", aliases: ["Robert Babbage"])},
    entries: [
        Quote(id: "engine", by: "ada", text: "It has no pretensions whatever to originate anything."),
        Quote(id: "cost", by: "bob", text: "Whatever it may cost, the engine shall not be stopped."),
        Paraphrase(id: "told", of: "bob", text: "Babbage holds that the machine will go on at any price."),
    ])"#;

fn on_two(name: &str, draft: &str) -> Run {
    let run = kzq(["proofread", "--json"]);
    let collection = file_in(run.home(), "two.ron", TWO_SPEAKERS);
    file_in(run.home(), name, draft);
    run.arg("--data").arg(collection).arg(name)
}

fn judged(done: &Done) -> Vec<Value> {
    match serde_json::from_str(&done.stdout) {
        Ok(Value::Array(judged)) => judged,
        _ => panic!("{done:?}"),
    }
}

/// The verdicts on a draft, each with its entry.
fn verdicts(name: &str, draft: &str) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let judged = judged(&on_two(name, draft).run());
    judged.iter().map(|judged| (text(&judged["verdict"]), text(&judged["entry"]))).collect()
}

#[test]
fn verdicts_of_the_sample_draft_match_the_snapshot() {
    let run = kzq(["proofread", "interview.md", "--json"]);
    file_in(run.home(), "interview.md", DRAFT);
    let done = run.run();
    assert_eq!(done.code, Some(1));
    let judged = judged(&done);
    let row = |judged: &Value| {
        let text = |key: &str| judged[key].as_str().unwrap_or("-").to_owned();
        let words = text("text").replace('\n', " ");
        let words: String = words.chars().take(48).collect();
        format!(
            "{:>2}:{:<3} {:13} {:32} {:22} {words}",
            judged["line"],
            judged["column"].to_string(),
            text("verdict"),
            text("entry"),
            text("attributed_to"),
        )
        .trim_end()
        .to_owned()
    };
    let table: Vec<String> = judged.iter().map(row).collect();
    insta::assert_snapshot!("draft_table", table.join("\n"));
    for judged in &judged {
        let at = |key: &str| usize::try_from(judged[key].as_u64().unwrap()).unwrap() - 1;
        let line = DRAFT.lines().nth(at("line")).unwrap();
        let rest: String = line.chars().skip(at("column")).collect();
        let begins = ["“", "\"", "„", "«", "‘", "&ldquo;", "digitalization", "We have made"];
        assert!(begins.iter().any(|mark| rest.starts_with(mark)), "{rest}");
        let differs = matches!(judged["verdict"].as_str(), Some("drifted"));
        assert!(!differs || judged["diff"].is_array(), "{judged}");
    }
}

#[test]
fn report_of_the_sample_draft_matches_the_snapshot() {
    let run = kzq(["proofread", "interview.md"]);
    file_in(run.home(), "interview.md", DRAFT);
    let done = run.run();
    insta::assert_snapshot!("draft_report", format!("{}\n{}", done.stdout, done.stderr));
}

#[test]
fn words_of_another_speaker_are_misattributed() {
    let of = |draft: &str| {
        let judged = judged(&on_two("draft.txt", draft).run());
        let text = |key: &str| judged[0][key].as_str().unwrap_or("-").to_owned();
        [text("verdict"), text("speaker"), text("attributed_to")].join("|")
    };
    for (draft, expected) in [
        ("“It has no pretensions whatever,” Byron wrote.", "exact|Ada Byron|Ada Byron"),
        ("“It has no pretensions whatever,” Robert Babbage wrote.", "misattributed|Ada Byron|Bob Babbage"),
        ("“It has no pretensions whatever,” Mr. Babbage wrote.", "misattributed|Ada Byron|Bob Babbage"),
        ("“It has no pretensions whatever,” said Charles Dickens.", "misattributed|Ada Byron|Charles Dickens"),
        ("Babbage spoke: “It has no pretensions whatever.”", "misattributed|Ada Byron|Bob Babbage"),
        ("Babbage came in. “It has no pretensions whatever.”", "exact|Ada Byron|-"),
        ("Babbage came in. “It has no pretensions whatever,” he said.", "misattributed|Ada Byron|Bob Babbage"),
        ("“It has no pretensions whatever,” the Countess said.", "exact|Ada Byron|-"),
        ("“It has no pretensions whatever,” she said.", "exact|Ada Byron|-"),
        ("“It has no pretensions at all,” Babbage said.", "drifted|Ada Byron|Bob Babbage"),
        ("“It has no pretensions whatever.” (Robert Babbage)", "misattributed|Ada Byron|Bob Babbage"),
        ("Bob Babbage, 29 May 1843: “It has no pretensions whatever.”", "misattributed|Ada Byron|Bob Babbage"),
        ("“It has no pretensions whatever.”\n\n-- Bob Babbage", "misattributed|Ada Byron|Bob Babbage"),
        ("Byron was told by Babbage: “It has no pretensions whatever.”", "misattributed|Ada Byron|Bob Babbage"),
        ("“It has no pretensions whatever,” a critic of Byron said.", "exact|Ada Byron|-"),
    ] {
        assert_eq!(of(draft), expected, "{draft}");
    }
}

#[test]
fn words_of_an_unknown_speaker_are_never_misattributed() {
    let collection = r#"(schema: 1, id: "old", title: "Old", speakers: {"bob": (name: "Bob Babbage")}, entries: [
        Quote(id: "storm", text: "A storm is coming up the river."),
        Quote(id: "calm", by: "bob", text: "A calm lies upon the river.", status: Disputed("no record of it")),
    ])"#;
    for (draft, verdict, note) in [
        ("“A storm is coming up the river,” Bob Babbage said.", "exact", "-"),
        ("“A storm is coming up the river,” said Charles Dickens.", "exact", "-"),
        (
            "“A calm lies upon the river,” Babbage said.",
            "exact",
            "the attribution to Bob Babbage is disputed: no record of it",
        ),
    ] {
        let run = kzq(["proofread", "--json"]);
        let collection = file_in(run.home(), "old.ron", collection);
        file_in(run.home(), "draft.txt", draft);
        let judged = judged(&run.arg("--data").arg(collection).arg("draft.txt").run());
        let text = |key: &str| judged[0][key].as_str().unwrap_or("-").to_owned();
        assert_eq!((text("verdict").as_str(), text("note").as_str()), (verdict, note), "{draft}");
    }
}

#[test]
fn misattributed_and_disputed_entries_are_reported() {
    let collection = r#"(schema: 1, id: "old", title: "Old", speakers: {"mark": (name: "Mark Roe"), "ann": (name: "Ann Doe")},
        entries: [
            Quote(id: "storm", by: "mark", text: "Everybody talks about the weather.",
                status: Misattributed("Charles Poe wrote it in 1897")),
            Quote(id: "calm", by: "mark", text: "A calm lies upon the river.", status: Disputed("no record of it")),
            Quote(id: "wind", by: "mark", text: "The wind turns in the night.", status: Disputed("no record of it")),
            Quote(id: "gale", by: "ann", text: "The wind turns in the night."),
        ])"#;
    let wrongly = "wrongly attributed to Mark Roe: Charles Poe wrote it in 1897";
    let disputed = "the attribution to Mark Roe is disputed: no record of it";
    let so = |note: &str| format!("as the draft says, {note}");
    for (draft, verdict, kind, note, code) in [
        (
            "“Everybody talks about the weather,” Mark Roe said.",
            "misattributed",
            "misattributed",
            wrongly.to_owned(),
            1,
        ),
        ("“Everybody talks about the weather.”", "misattributed", "misattributed", wrongly.to_owned(), 1),
        ("“Everybody talks about the weather,” Ann Doe said.", "misattributed", "misattributed", wrongly.to_owned(), 1),
        // The collection names him, but not with certainty.
        ("“Everybody talks about the weather,” Poe said.", "exact", "misattributed", wrongly.to_owned(), 1),
        (
            "“Everybody talks about the weather,” often attributed to Mark Roe.",
            "exact",
            "misattributed",
            so(wrongly),
            0,
        ),
        ("Roe supposedly said: “Everybody talks about the weather.”", "exact", "misattributed", so(wrongly), 0),
        (
            "Apocryphal tales end. Roe said: “Everybody talks about the weather.”",
            "misattributed",
            "misattributed",
            wrongly.to_owned(),
            1,
        ),
        ("“A calm lies upon the river,” Roe said.", "exact", "disputed", disputed.to_owned(), 1),
        ("“A calm … upon the river,” Roe said.", "edited", "disputed", disputed.to_owned(), 1),
        ("Roe soll gesagt haben: “A calm lies upon the river.”", "exact", "disputed", so(disputed), 0),
        ("“A calm lies upon the river”, attribué à Roe.", "exact", "disputed", so(disputed), 0),
        ("“A calm lies upon the river,” Ann Doe said.", "misattributed", "disputed", disputed.to_owned(), 1),
        // An undisputed entry takes precedence.
        ("“The wind turns in the night.”", "exact", "-", "-".to_owned(), 0),
        ("“The wind turns in the night,” Roe said.", "exact", "disputed", disputed.to_owned(), 1),
    ] {
        let run = kzq(["proofread", "--json"]);
        let collection = file_in(run.home(), "old.ron", collection);
        file_in(run.home(), "draft.txt", draft);
        let done = run.arg("--data").arg(collection).arg("draft.txt").run();
        let judged = &judged(&done)[0];
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let found = (text(&judged["verdict"]), text(&judged["status"]["kind"]), text(&judged["note"]), done.code);
        assert_eq!(found, (verdict.to_owned(), kind.to_owned(), note, Some(code)), "{draft}");
    }
}

#[test]
fn words_without_an_entry_are_found_in_source_texts() {
    let collection = r#"(schema: 1, id: "c", title: "C", speakers: {"ann": (name: "Ann Doe"), "bob": (name: "Bob Roe")},
        sources: {"talk": (kind: Speech, title: "Talk", text: "talk.html"), "lost": (title: "Lost", text: "lost.txt")},
        entries: [Quote(id: "in", by: "ann", text: "The bridge opens in May.", source: (id: "talk"))])"#;
    let page = "<p>She said: “The bridge opens in May.</p>\n<!-- It will cost nothing at all. -->\n\
        <p>The mills have&nbsp;stood for 40 years, and they <b>will</b> stand.”</p>";
    let whose = "check who said it: the text of a source does not say";
    for (draft, verdict, entry, place, note) in [
        ("“The bridge opens in May,” Ann Doe said.", "exact", "in", "", ""),
        ("“and they will stand,” Ann Doe said.", "exact", "", "talk:3", whose),
        ("“years, and they will stand.” It is so.", "exact", "", "talk:3", ""),
        ("“and they will stand,” Bob Roe said.", "exact", "", "talk:3", whose),
        ("“The mills have stood for 40 years”", "folded", "", "talk:3", ""),
        ("“And they will stand,” she said.", "folded", "", "talk:3", ""),
        ("“mills have stood […] and they will stand”", "edited", "", "talk:3", ""),
        ("“It will cost nothing at all,” Ann Doe said.", "unknown", "", "", ""),
        ("“and they will never stand,” Ann Doe said.", "unknown", "", "", ""),
    ] {
        let run = kzq(["proofread", "--json"]);
        file_in(run.home(), "c.ron", collection);
        file_in(run.home(), "talk.html", page);
        file_in(run.home(), "draft.txt", draft);
        let done = run.arg("--data").arg("c.ron").arg("draft.txt").run();
        let judged = &judged(&done)[0];
        let text = |key: &str| judged[key].as_str().unwrap_or_default().to_owned();
        let found =
            judged["source_line"].as_u64().map_or_else(String::new, |line| format!("{}:{line}", text("source")));
        assert_eq!(
            (text("verdict"), text("entry"), found, text("note")),
            (verdict.to_owned(), entry.to_owned(), place.to_owned(), note.to_owned()),
            "{draft}"
        );
        assert_eq!(done.code, Some(i32::from(verdict == "unknown")), "{draft}");
        // Source texts are read only if they are needed.
        assert_eq!(done.stderr.contains("not read: lost.txt"), entry.is_empty(), "{done:?}");
    }
    let run = kzq(["proofread", "--data", "c.ron", "draft.txt"]);
    file_in(run.home(), "c.ron", &collection.replace(", \"lost\": (title: \"Lost\", text: \"lost.txt\")", ""));
    file_in(run.home(), "talk.html", page);
    file_in(run.home(), "draft.txt", "“and they will stand,” she said.");
    assert_eq!(
        run.run().stdout,
        "draft.txt:1:1: exact  talk:3\n            “and they will stand,”\n            \
         in talk, line 3; in no entry: `kzq add --source talk …`\n"
    );
}

#[test]
fn edits_that_change_the_meaning_are_drifted() {
    for (draft, verdict, note) in [
        ("“[The engine] has no pretensions whatever”", "edited", ""),
        ("“It has no pretensions […] to originate anything”", "edited", ""),
        ("“It has … pretensions whatever”", "drifted", "an edit adds or drops a negation: no"),
        ("“It has [great] pretensions whatever”", "drifted", "an edit adds or drops a negation: no"),
        ("“the engine [will] not be stopped”", "edited", ""),
        ("“the engine [must] not be stopped”", "drifted", "brackets put other words: “must” for “shall”"),
        ("“the engine shall not be [started]”", "drifted", "brackets put other words: “started” for “stopped”"),
        ("“the engine […] be stopped”", "drifted", "an edit adds or drops a negation: not"),
        ("“be stopped,” Babbage said", "exact", "the words before say “not”"),
        ("the engine will not “be stopped,” Babbage said", "exact", ""),
        ("“the engine shall [now] be stopped”", "drifted", "an edit adds or drops a negation: not"),
        ("“Whatever it may cost, the engine shall not be [15 times] stopped”", "edited", ""),
        ("“[In 1843] the engine shall not be stopped,” Byron said.", "misattributed", "the quotation is edited"),
        ("“It has no great pretensions whatever,” Babbage said.", "drifted", "the draft attributes it to Bob Babbage"),
    ] {
        let done = on_two("draft.txt", draft).run();
        let judged = judged(&done);
        assert_eq!((judged[0]["verdict"].as_str(), judged.len()), (Some(verdict), 1), "{draft}");
        assert_eq!(judged[0]["note"].as_str().unwrap_or_default(), note, "{draft}");
        assert_eq!(done.code, Some(i32::from(!["edited", "exact"].contains(&verdict))), "{draft}");
    }
}

#[test]
fn short_quotations_are_checked_only_if_known_or_attributed() {
    for (draft, expected) in [
        ("A “smart” and “very clever” engine.", &[][..]),
        ("With “no pretensions” at all.", &[("exact", "engine")]),
        ("“Nonsense,” she said.", &[]),
        ("“Whatever,” she said.", &[]),
        ("“Very clever,” she said.", &[("unknown", "-")]),
        ("A “very clever machine” it is.", &[]),
        ("The so-called “brass tax” and “Very Clever Machines of Brass”.", &[]),
        ("A “very clever machine of brass” it is.", &[("unknown", "-")]),
    ] {
        let found = verdicts("draft.txt", draft);
        let found: Vec<(&str, &str)> =
            found.iter().map(|(verdict, entry)| (verdict.as_str(), entry.as_str())).collect();
        assert_eq!(found.len(), expected.len(), "{draft}: {found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!(found.0, expected.0, "{draft}");
        }
    }
}

#[test]
fn draft_format_is_detected_from_name_and_content() {
    let words = "It has no pretensions whatever";
    for (name, draft, expected) in [
        ("a.md", format!("> {words}\n"), "exact"),
        ("a.txt", format!("From: ada@example.org\n\nByron wrote:\n> {words}\n>> but some\n\nAda\n"), "exact unknown"),
        ("a.html", format!("<blockquote>{words}</blockquote>"), "exact"),
        ("a.html", format!("<p>&ldquo;{words},&rdquo;</p><pre>“{words}”</pre>"), "exact"),
        ("a", format!("<p>“{words}”</p>"), "exact"),
        ("a", format!("# Head\n\n    “{words}”\n"), ""),
        ("a", format!("    “{words}”\n"), "exact"),
        ("a.md", format!("`“{words}”`"), ""),
        (
            "a.srt",
            "1\n00:00:01,000 --> 00:00:02,000\n“It has no pretensions\n\n2\n00:00:03,000 --> 00:00:04,000\nwhatever”\n"
                .to_owned(),
            "exact",
        ),
    ] {
        let found: Vec<String> = verdicts(name, &draft).into_iter().map(|(verdict, _)| verdict).collect();
        assert_eq!(found.join(" "), expected, "{name}: {draft}");
    }
}

#[test]
fn drafts_are_read_from_stdin_and_never_modified() {
    let run = kzq(["proofread", "-", "--from", "plain", "--json"]).stdin("“Multilateralism is faltering.”".as_bytes());
    let done = run.run();
    assert_eq!(done.code, Some(0), "{done:?}");
    assert_eq!(judged(&done)[0]["entry"], "security-council-deadlock");

    let directory = tempfile::tempdir().unwrap();
    let file = file_in(directory.path(), "interview.md", DRAFT);
    let changed = || std::fs::metadata(&file).unwrap().modified().unwrap();
    let before = changed();
    assert_eq!(kzq(["proofread"]).arg(&file).run().code, Some(1));
    assert_eq!((std::fs::read_to_string(&file).unwrap().as_str(), changed()), (DRAFT, before));
}

#[test]
fn unreadable_or_missing_draft_fails() {
    let done = kzq(["proofread", "nowhere.md"]).run();
    assert_eq!(done.code, Some(4));
    let done = kzq(["proofread"]).run();
    assert_eq!(done.code, Some(2));
    let done = kzq(["proofread", "-"]).stdin("Nothing is quoted here.".as_bytes()).run();
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), "0 quotations\n"));
}
