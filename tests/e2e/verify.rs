//! `kzq verify`: checks the quotations of a collection against their source texts.

use serde_json::Value;

use crate::support::command::{Done, Run, kzq};
use crate::support::file_in;
use crate::support::terminal::{Exit, Launch};

/// The texts of the embedded collection's quotations, in order.
fn quotations() -> Vec<String> {
    let exported = kzq(["export", "kind:quote", "--json"]).run();
    let entries: Value = serde_json::from_str(&exported.stdout).unwrap();
    entries.as_array().unwrap().iter().map(|entry| entry["text"].as_str().unwrap().to_owned()).collect()
}

/// A fictitious article that contains the quotations of the embedded collection.
fn article(print: impl Fn(usize, &str) -> String) -> String {
    let quoted = quotations();
    let told = |(index, text): (usize, &String)| {
        format!("On point {} he went on — at length:\n\n“{},” he said…\n\n", index + 1, print(index, text))
    };
    quoted.iter().enumerate().map(told).collect()
}

/// Verifies the embedded collection against an article.
fn verified(article: &str, more: &[&str]) -> Done {
    let run = kzq(["verify"]);
    let file = run.home().join("article.txt");
    std::fs::write(&file, article).unwrap();
    more.iter().fold(run.arg("--source").arg("article=article.txt"), Run::arg).run()
}

fn verdicts(article: &str) -> (Option<i32>, Vec<Value>) {
    let done = verified(article, &["--json"]);
    let Value::Array(verdicts) = serde_json::from_str(&done.stdout).unwrap() else { panic!("{done:?}") };
    (done.code, verdicts)
}

#[test]
fn quotations_found_in_their_source_are_exact() {
    let text = article(|_, quotation| quotation.to_owned());
    let (code, verdicts) = verdicts(&text);
    assert_eq!((code, verdicts.len()), (Some(0), 16));
    for (verdict, quotation) in verdicts.iter().zip(quotations()) {
        assert_eq!(verdict["verdict"], "exact", "{verdict}");
        let place = |key: &str| usize::try_from(verdict[key].as_u64().unwrap()).unwrap();
        let slice: String = text.chars().skip(place("start")).take(place("end") - place("start")).collect();
        assert_eq!(slice, quotation);
        let at = text.find(&quotation).unwrap();
        assert_eq!(place("line"), 1 + text[..at].matches('\n').count());
        assert_eq!(verdict["diff"], Value::Null);
    }
    let done = verified(&text, &[]);
    assert_eq!(done.code, Some(0));
    assert_eq!(done.stdout.lines().filter(|line| line.starts_with("exact ")).count(), 16);
    assert_eq!(
        done.stderr,
        "16 quotations: 16 exact, 0 folded, 0 near, 0 missing\n\
         26 paraphrases and summaries not checked: only verbatim words can be\n"
    );
}

#[test]
fn typographic_changes_are_folded_and_wording_changes_near() {
    let text = article(|index, quotation| match index {
        0 => quotation.replace("We are moving forward", "We are not moving forward"),
        1 => quotation.replace('’', "'"),
        2 => quotation.replace("balance between", "balance\nbetween"),
        3 => "What he said of it is not known".to_owned(),
        10 => quotation.replace("\n\n", " "),
        11 => quotation.replace("Coal in our", "coal in our"),
        _ => quotation.to_owned(),
    });
    let (code, verdicts) = verdicts(&text);
    assert_eq!(code, Some(1));
    let names: Vec<&str> = verdicts.iter().map(|verdict| verdict["verdict"].as_str().unwrap()).collect();
    assert_eq!(names[..5], ["near", "folded", "exact", "missing", "exact"]);
    assert_eq!(names[10..13], ["folded", "near", "exact"]);
    assert_eq!(verdicts[1]["folded"], serde_json::json!(["marks"]));
    assert_eq!(verdicts[10]["folded"], serde_json::json!(["paragraphs"]));
    let deleted: Vec<&Value> =
        verdicts[0]["diff"].as_array().unwrap().iter().filter(|piece| piece["op"] == "delete").collect();
    assert_eq!(deleted, [&serde_json::json!({"op": "delete", "text": " not"})]);
    assert!(verified(&text, &[]).stdout.contains("We are [-not-] moving forward"));
}

#[test]
fn quotations_without_a_source_text_are_reported_and_fail() {
    let done = kzq(["verify"]).run();
    assert_eq!(done.code, Some(1));
    assert_eq!(
        done.stdout,
        "not checked: 16 quotations from “article” – no source text (give one with --source article=FILE)\n"
    );
    assert!(done.stderr.contains("16 not checked"), "{done:?}");

    let done = kzq(["verify", "--json"]).run();
    let verdicts: Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(verdicts[15]["verdict"], Value::Null, "nothing was found missing");
    assert_eq!(verdicts[15]["reason"], "the text of its source was not given");
    assert_eq!(verdicts[15]["line"], Value::Null);
}

#[test]
fn unknown_source_or_unreadable_text_is_rejected() {
    for (given, code, said) in [
        ("articel=x.txt", 2, "there is no source “articel”"),
        ("article", 2, "expected the id of a source"),
        ("article=nowhere.txt", 4, "nowhere.txt"),
        ("tokayev-al-jazeera/article=nowhere.txt", 4, "nowhere.txt"),
        ("article=.", 4, ""),
    ] {
        let done = kzq(["verify", "--source", given]).run();
        assert_eq!(done.code, Some(code), "{given}: {done:?}");
        assert!(done.stderr.contains(said), "{given}: {done:?}");
    }
    let run = kzq(["verify", "--source", "article=-"]).stdin(b"no\xff".to_vec());
    let done = run.run();
    assert_eq!(done.code, Some(4));
    assert!(done.stderr.contains("not UTF-8 from byte 2 on"), "{done:?}");
}

/// A collection with a source that names its text file.
const WITH_TEXT: &str = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")},
    sources: {"s": (title: "S", text: "texts/s.txt")},
    entries: [Quote(id: "q", by: "a", text: "It’s so.", source: (id: "s"))])"#;

mod own_texts {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::Path;

    use tempfile::TempDir;

    use super::*;
    use crate::support::file_in;

    /// A temporary directory with the collection and a directory for its texts.
    fn place() -> TempDir {
        let directory = tempfile::tempdir().unwrap();
        fs::create_dir(directory.path().join("texts")).unwrap();
        file_in(directory.path(), "c.ron", WITH_TEXT);
        directory
    }

    fn verify(data: &Path) -> Done {
        kzq(["verify", "--data"]).arg(data).run()
    }

    #[test]
    fn text_named_in_a_collection_is_read() {
        let place = place();
        file_in(&place.path().join("texts"), "s.txt", "She said:\n“It’s so.”");
        for data in [place.path().join("c.ron"), place.path().to_owned()] {
            let done = verify(&data);
            assert_eq!((done.code, done.stdout.as_str()), (Some(0), "exact       s:2  q\n"), "{done:?}");
        }
        let done = kzq(["verify", "--source", "s=-", "--data"]).arg(place.path()).stdin(b"No.".to_vec()).run();
        assert_eq!(done.stdout, "missing     s  q\n", "what is given comes before what is named");
    }

    #[test]
    fn a_text_is_read_without_its_markup() {
        const PAGE: &str = "<!doctype html>\n<head><title>T</title><style>p { content: \"We will paint it.\" }</style></head>\n\
            <script>var said = \"We will never pay.\";</script><!-- We will hide the rest. -->\n\
            <nav>Home and other pages here</nav><img alt=\"A very fine picture of it\">\n\
            <p>She said: &ldquo;It&rsquo;s <em>so</em>,<br>\n   and so it stays.&rdquo;</p>\n\
            <p>Caf&eacute; prices<sup>[12]</sup> rose &amp; rose.</p>";
        const NOTES: &str = "---\ntitle: We will never pay.\n---\n\n*We **must*** [go](http://x \"never\")\nnow.\n\n\
            ```\nWe will hide the rest.\n```\n![A very fine picture of it](x.png)\n";
        const CAPTIONS: &str = "1\n00:00:01,000 --> 00:00:02,000\n<i>We must go</i>\n\n\
            2\n00:00:03,000 --> 00:00:04,000\nnow or never.\n";
        const PAGES: &str = "The ministry will build the harbour and the\n\n12    Annual Report of the Ministry of Works \
            and Transport, volume 3\n\nbridge in May. Then it\nwill stop [3] for a\u{b9} while.\n";
        for (file, text, quotation, verdict, passage) in [
            ("page.html", PAGE, "We will paint it.", "missing", ""),
            ("page.html", PAGE, "We will never pay.", "missing", ""),
            ("page.html", PAGE, "We will hide the rest.", "missing", ""),
            ("page.html", PAGE, "Home and other pages here", "missing", ""),
            ("page.html", PAGE, "A very fine picture of it", "missing", ""),
            (
                "page.html",
                PAGE,
                "It’s so, and so it stays.",
                "exact",
                "It&rsquo;s <em>so</em>,<br>\n   and so it stays.",
            ),
            ("page.html", PAGE, "so it stays.”", "exact", "so it stays.&rdquo;"),
            (
                "page.html",
                PAGE,
                "Café prices rose & rose.",
                "exact",
                "Caf&eacute; prices<sup>[12]</sup> rose &amp; rose.",
            ),
            ("page", PAGE, "Café prices rose", "exact", "Caf&eacute; prices<sup>[12]</sup> rose"),
            ("page.html", "<pre>\nWe will be-\ngin it.\n</pre>", "We will begin it.", "folded", "We will be-\ngin it."),
            ("notes.md", NOTES, "We must go now.", "exact", "We **must*** [go](http://x \"never\")\nnow."),
            ("notes.md", NOTES, "We will never pay.", "missing", ""),
            ("notes.md", NOTES, "We will hide the rest.", "missing", ""),
            ("notes.md", NOTES, "A very fine picture of it", "missing", ""),
            ("notes.txt", NOTES, "We will hide the rest.", "exact", "We will hide the rest."),
            (
                "talk.srt",
                CAPTIONS,
                "We must go now or never.",
                "exact",
                "We must go</i>\n\n2\n00:00:03,000 --> 00:00:04,000\nnow or never.",
            ),
            (
                "pages.txt",
                PAGES,
                "and the bridge in May.",
                "near",
                "and the\n\n12    Annual Report of the Ministry of Works and Transport, volume 3\n\nbridge in May.",
            ),
            ("pages.txt", PAGES, "it will stop for a while.", "folded", "it\nwill stop [3] for a\u{b9} while."),
        ] {
            let run = kzq(["verify", "--json", "--data", "c.ron", "--source"]).arg(format!("s={file}"));
            file_in(run.home(), "c.ron", &WITH_TEXT.replace("It’s so.", quotation));
            file_in(run.home(), file, text);
            let done = run.run();
            let found = &serde_json::from_str::<Value>(&done.stdout).unwrap()[0];
            assert_eq!(found["verdict"], verdict, "{file}: {quotation}: {found}");
            let place = |key: &str| found[key].as_u64().map_or(0, |at| usize::try_from(at).unwrap());
            let part: String = text.chars().skip(place("start")).take(place("end") - place("start")).collect();
            assert_eq!(part, passage, "{file}: {quotation}");
            assert_eq!(
                place("line"),
                if passage.is_empty() { 0 } else { 1 + text[..text.find(passage).unwrap()].matches('\n').count() }
            );
            if verdict == "near" {
                let pieces: Vec<String> = found["diff"].as_array().unwrap().iter().map(Value::to_string).collect();
                assert!(
                    pieces.len() == 3 && pieces[1].contains("Annual Report") && pieces[1].contains("delete"),
                    "{pieces:?}"
                );
            }
        }
    }

    #[test]
    fn a_text_must_be_a_readable_file_below_the_collection() {
        let outside = tempfile::tempdir().unwrap();
        file_in(outside.path(), "s.txt", "It’s so.");
        let said = |prepare: &dyn Fn(&Path)| {
            let place = place();
            prepare(&place.path().join("texts/s.txt"));
            let done = verify(place.path());
            assert_eq!(done.code, Some(1));
            done.stdout
        };
        assert!(said(&|_| {}).contains("texts/s.txt: No such file"));
        assert!(
            said(&|file| symlink(outside.path().join("s.txt"), file).unwrap()).contains("leads out of the directory")
        );
        assert!(said(&|file| fs::create_dir(file).unwrap()).contains("not a regular file"));
        assert!(said(&|file| fs::write(file, b"It\xff").unwrap()).contains("not UTF-8 from byte 2 on"));
        assert!(
            said(&|file| fs::File::create(file).unwrap().set_len(65 << 20).unwrap()).contains("longer than 64 MiB")
        );
    }

    #[test]
    fn collection_from_stdin_has_no_source_texts() {
        let done = kzq(["verify", "--data", "-"]).stdin(WITH_TEXT.as_bytes()).run();
        assert_eq!(done.code, Some(1));
        assert!(done.stdout.contains("was not read from a file"), "{done:?}");
    }
}

#[test]
fn exported_link_points_to_the_words_in_the_source_text() {
    let run = kzq(["export", "--format", "link", "--data", "c.ron"]);
    file_in(run.home(), "page.txt", "On taxes: we will act.\n\nOn jobs: we will act.\n");
    file_in(
        run.home(),
        "c.ron",
        r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "A")},
        sources: {"p": (title: "P", url: "https://p.example/", text: "page.txt")},
        entries: [
            Quote(id: "one", by: "a", text: "we will act.", source: (id: "p")),
            Quote(id: "two", by: "a", text: "we will act.", source: (id: "p")),
        ])"#,
    );
    assert_eq!(
        run.run().stdout,
        "https://p.example/#:~:text=taxes%3A-,we%20will%20act%2E\nhttps://p.example/#:~:text=jobs%3A-,we%20will%20act%2E\n"
    );
}

#[test]
fn exported_link_points_to_the_words_as_rendered() {
    let run = kzq(["export", "--format", "link", "--data", "c.ron"]);
    file_in(
        run.home(),
        "page.html",
        "<p>On taxes: we <b>will</b> act.</p><!-- we will act. --><p>On jobs: we will act.</p>",
    );
    file_in(
        run.home(),
        "c.ron",
        r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "A")},
        sources: {"p": (title: "P", url: "https://p.example/", text: "page.html")},
        entries: [Quote(id: "one", by: "a", text: "we will act.", source: (id: "p"))])"#,
    );
    assert_eq!(run.run().stdout, "https://p.example/#:~:text=taxes%3A-,we%20will%20act%2E\n");
}

#[test]
fn the_browser_shows_the_verdict_and_the_passage() {
    let launch = Launch::kzq().arg("--data").arg("harbour/harbour.ron").size(100, 30);
    let directory = launch.home().join("harbour");
    std::fs::create_dir_all(directory.join("sources")).unwrap();
    file_in(
        &directory,
        "harbour.ron",
        r#"(schema: 1, id: "harbour", title: "The harbour", speakers: {"ada": (name: "Ada Miles")},
        sources: {"page": (title: "A page", text: "sources/page.html")},
        entries: [Quote(id: "built", by: "ada", text: "We will build the harbour.", source: (id: "page"))])"#,
    );
    let page = "<p>On Monday</p>\n\n<p>She said: “We <i>will</i> build<!-- not --> the harbour.” So it was.</p>\n";
    file_in(&directory, "sources/page.html", page);
    let mut session = launch.start();
    session.wait_for("✓ exact · line 3");
    session.type_keys("p");
    session.wait_for("So it was.");
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    session.assert_restored();
}

#[test]
fn open_entry_is_rechecked_when_its_source_text_changes() {
    let launch = Launch::kzq().arg("--data").arg("c.ron").size(100, 30);
    file_in(
        launch.home(),
        "c.ron",
        r#"(schema: 1, id: "c", title: "C", speakers: {"ada": (name: "Ada Miles")},
        sources: {"page": (title: "A page", text: "page.txt")},
        entries: [Quote(id: "built", by: "ada", text: "We will build the harbour.", source: (id: "page"))])"#,
    );
    let page = launch.home().join("page.txt");
    std::fs::write(&page, "She said: “We will build the harbour.”\n").unwrap();
    let mut session = launch.start();
    session.wait_for("✓ exact · line 1");
    std::fs::write(&page, "Nothing of the kind.\n").unwrap();
    session.wait_for("not found in");
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
}

#[test]
fn source_text_changed_since_a_check_is_reported() {
    const TEXT: &str = "She said: “The bridge opens in May.”\r\n";
    let run = kzq([""; 0]);
    let home = run.home().to_owned();
    std::fs::write(home.join("text.txt"), TEXT).unwrap();
    let collection = |fingerprint: &str| {
        let checked = format!(r#"checked: (by: "Bo Berg", date: "2026-11-20"{fingerprint})"#);
        let collection = format!(
            r#"(schema: 1, id: "c", title: "C", speakers: {{"a": (name: "Ada")}},
            sources: {{"s": (title: "S", text: "text.txt"), "t": (title: "T")}}, entries: [
                Quote(id: "q", by: "a", text: "The bridge opens in May.", source: (id: "s"), {checked}),
                Paraphrase(id: "p", of: "a", text: "It opens soon.", source: (id: "s"), {checked}),
            ])"#
        );
        std::fs::write(home.join("c.ron"), collection).unwrap();
    };
    let again = |arguments: &[&str]| {
        let run = kzq(["--data"]).arg(home.join("c.ron"));
        arguments.iter().fold(run, Run::arg).run()
    };
    let json = |arguments: &[&str]| serde_json::from_str::<Value>(&again(arguments).stdout).unwrap();

    collection("");
    let printed = again(&["sources", "--fingerprint"]).stdout;
    let fingerprint = printed.trim_end().strip_prefix("s  ").expect("one line").to_owned();
    assert_eq!(fingerprint.len(), 32, "{printed}");
    let listed = json(&["sources", "--json", "--fingerprint"]);
    assert_eq!((&listed[0]["fingerprint"], &listed[1]["fingerprint"]), (&Value::from(&*fingerprint), &Value::Null));
    assert_eq!(json(&["sources", "--json"])[0]["fingerprint"], Value::Null);

    let verified = || (again(&["verify"]).stdout, json(&["verify", "--json"])[0]["checked"]["changed"].clone());
    let exact = "exact       s:1  q  (checked by Bo Berg on 20 November 2026)\n";
    assert_eq!(verified(), (exact.to_owned(), Value::Null));

    collection(&format!(r#", fingerprint: "{fingerprint}""#));
    assert_eq!(verified(), (exact.to_owned(), Value::from(false)));
    // Different line endings are not a change.
    std::fs::write(home.join("text.txt"), TEXT.replace("\r\n", "\n")).unwrap();
    assert_eq!(verified(), (exact.to_owned(), Value::from(false)));

    std::fs::write(home.join("text.txt"), format!("{TEXT}And that was that.")).unwrap();
    let changed = "(source text changed since it was checked by Bo Berg on 20 November 2026)";
    let lines = format!("exact       s:1  q  {changed}\nchanged     s  p  {changed}\n");
    assert_eq!(verified(), (lines, Value::from(true)));
    assert_eq!(again(&["verify"]).code, Some(0));
}
