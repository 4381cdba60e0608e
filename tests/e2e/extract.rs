//! `kzq extract`: from an article to a collection in which every quotation is exact.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::command::{Done, kzq};

/// A story with two speakers, an interrupted quotation, and one that spans several paragraphs.
const STORY: &str = "The “temporary” bridge of Port Ellery is closed.\n\n\
“The bridge is sixty years old,” said Mayor Ada Moss. “We have been lucky.”\n\n\
“We must,” Moss said, “be very frank about the money.”\n\n\
Tom Reyes, a fisherman, wrote:\n\n\
“Nobody asked us about the channel – nobody at all.\n\n\
“We would have said that May is the season.”\n";

/// A home directory, and runs of kzq in it.
struct Home(TempDir);

impl Home {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let home = Self(TempDir::new().unwrap());
        for (name, bytes) in files {
            let path = home.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        home
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    fn run(&self, arguments: &[&str], stdin: &str) -> Done {
        kzq(arguments).env("HOME", self.0.path()).directory(self.0.path()).stdin(stdin).run()
    }

    /// Runs kzq, which must exit with this code.
    #[track_caller]
    fn exits_with(&self, code: i32, arguments: &[&str]) -> Done {
        let done = self.run(arguments, "");
        assert_eq!(done.code, Some(code), "{arguments:?}: {done:?}");
        done
    }

    /// Verifies a collection, whose quotations must all be exact, and returns their number.
    #[track_caller]
    fn assert_all_exact(&self, collection: &str) -> usize {
        let done = self.exits_with(0, &["--data", collection, "verify"]);
        let lines: Vec<&str> = done.stdout.lines().collect();
        assert!(!lines.is_empty() && lines.iter().all(|line| line.starts_with("exact ")), "{done:?}");
        lines.len()
    }
}

fn records(done: &Done) -> Vec<Value> {
    serde_json::from_str(&done.stdout).unwrap_or_else(|error| panic!("{error}: {done:?}"))
}

#[test]
fn quotations_are_printed_with_their_positions() {
    let home = Home::with(&[("story.txt", STORY.as_bytes())]);
    let done = home.exits_with(0, &["extract", "story.txt"]);
    assert!(done.stdout.contains("3:2  ") && done.stdout.contains("\n“The bridge is sixty years old,”\n"), "{done:?}");
    assert!(done.stdout.contains("Ada Moss"), "{done:?}");
    assert!(done.stderr.contains(" quotations, ") && done.stderr.contains(" with a speaker"), "{done:?}");
    assert!(!done.stdout.contains('\x1b'), "{done:?}");
}

#[test]
fn json_positions_refer_to_the_extracted_text() {
    let page = "<!DOCTYPE html><title>Bridge</title><p>«Мост закрыт»,&nbsp;– сказала Ада Мосс.</p>\
                <p>“The bridge <b>is</b> closed &amp; old,” said Ada Moss.</p>";
    let crlf = STORY.replace('\n', "\r\n") + "A bell \u{7} rang. “It is the bell of the bridge,” said Ada Moss.\r\n";
    let home =
        Home::with(&[("story.txt", STORY.as_bytes()), ("crlf.txt", crlf.as_bytes()), ("page.html", page.as_bytes())]);
    for file in ["story.txt", "crlf.txt", "page.html"] {
        let text: Vec<char> = home.exits_with(0, &["extract", "--text", file]).stdout.chars().collect();
        let found = records(&home.exits_with(0, &["extract", "--json", file]));
        let mut words = Vec::new();
        for record in &found {
            let slice = |start: &Value, end: &Value| -> String {
                let at = |place: &Value| usize::try_from(place.as_u64().unwrap()).unwrap();
                text[at(start)..at(end)].iter().collect()
            };
            let spans = record["spans"].as_array().unwrap();
            let parts: Vec<String> = spans.iter().map(|span| slice(&span[0], &span[1])).collect();
            let own = record["text"].as_str().unwrap();
            assert!(own.starts_with(&parts[0]) && own.ends_with(parts.last().unwrap()), "{record}");
            if spans.len() == 1 {
                assert_eq!(own, slice(&record["start"], &record["end"]));
            }
            words.push(own.to_owned());
        }
        assert!(words.iter().any(|words| words.starts_with("The bridge is ")), "{file}: {words:?}");
    }
    assert_eq!(home.exits_with(0, &["extract", "--text", "story.txt"]).stdout, STORY);
}

#[test]
fn quotations_in_a_new_collection_are_exact() {
    let home = Home::with(&[("news/story.txt", STORY.as_bytes())]);
    let found = records(&home.exits_with(0, &["extract", "news/story.txt", "--json"]));
    let quotes = found.iter().filter(|record| record["kind"] == "quote").count();
    let options =
        ["--title", "Bridge", "--publisher", "The Bell", "--date", "4 May 2026", "--url", "https://bell.example/1"];
    let done = home.exits_with(0, &[&["extract", "news/story.txt", "-o", "c.ron"][..], &options].concat());
    assert!(done.stderr.contains("written to c.ron; `kzq --data c.ron verify` checks them"), "{done:?}");
    assert_eq!(home.assert_all_exact("c.ron"), quotes);
    home.exits_with(0, &["check", "c.ron"]);
    let collection = home.read("c.ron");
    for field in [
        "kind: Article",
        "title: \"Bridge\"",
        "publisher: \"The Bell\"",
        "date: \"2026-05-04\"",
        "url: \"https://bell.example/1\"",
        "text: \"news/story.txt\"",
        "name: \"Ada Moss\"",
        "text: \"The bridge is sixty years old\"",
    ] {
        assert!(collection.contains(field), "{field}: {collection}");
    }
    let done = home.exits_with(2, &["extract", "news/story.txt", "-o", "c.ron"]);
    assert!(done.stderr.contains("c.ron already exists; `--into c.ron` adds to it"), "{done:?}");
    home.exits_with(0, &["extract", "news/story.txt", "-o", "c.ron", "--force"]);
}

#[test]
fn article_in_another_directory_is_copied_under_a_free_name() {
    let home = Home::with(&[
        ("news/story.txt", STORY.as_bytes()),
        ("mine/story.txt", b"Another story.\n"),
        ("mine/kept.txt", b""),
    ]);
    let done = home.exits_with(0, &["extract", "news/story.txt", "-o", "mine/c.ron"]);
    assert!(done.stderr.contains("the text of the article is saved as mine/story-2.txt"), "{done:?}");
    assert_eq!(
        (home.read("mine/story.txt").as_str(), home.read("mine/story-2.txt").as_str()),
        ("Another story.\n", STORY)
    );
    home.assert_all_exact("mine/c.ron");
    let done = home.run(&["extract", "-", "-o", "mine/d.ron", "--title", "Bridge"], STORY);
    assert_eq!(done.code, Some(0), "{done:?}");
    assert_eq!(home.read("mine/article.txt"), STORY);
    home.assert_all_exact("mine/d.ron");
    let done = home.run(&["extract", "-", "-o", "mine/e.ron"], STORY);
    assert!(done.code == Some(2) && done.stderr.contains("`--title`"), "{done:?}");
}

#[test]
fn extracting_an_article_again_adds_nothing() {
    let home = Home::with(&[("a/story.txt", STORY.as_bytes())]);
    home.exits_with(0, &["new", "c.ron"]);
    let empty = home.read("c.ron");
    home.exits_with(0, &["extract", "a/story.txt", "--into", "c.ron"]);
    let once = home.read("c.ron");
    home.assert_all_exact("c.ron");
    let done = home.exits_with(0, &["extract", "a/story.txt", "--into", "c.ron"]);
    assert!(done.stderr.contains("skipped: already there\nnothing new"), "{done:?}");
    assert_eq!(home.read("c.ron"), once);
    home.exits_with(0, &["--data", "c.ron", "edit", "--undo"]);
    assert_eq!(home.read("c.ron"), empty);
    // A quotation whose speaker was changed is not added again.
    fs::write(home.path("c.ron"), once.replacen("by: \"ada-moss\",", "", 1)).unwrap();
    let done = home.exits_with(0, &["extract", "a/story.txt", "--into", "c.ron"]);
    assert!(done.stderr.contains("nothing new"), "{done:?}");
    let done = home.exits_with(2, &["extract", "a/story.txt", "--into", "none.ron"]);
    assert!(done.stderr.contains("there is no collection none.ron"), "{done:?}");
}

#[test]
fn speakers_are_matched_by_their_aliases() {
    let cast = "(schema: 1, id: \"c\", title: \"C\", speakers: {\"moss\": (name: \"Adelaide Moss\", aliases: [\"Ada Moss\"])},\n    entries: [])\n";
    let home = Home::with(&[("story.txt", STORY.as_bytes()), ("c.ron", cast.as_bytes())]);
    let found = records(&home.exits_with(0, &["extract", "story.txt", "--json", "--data", "c.ron"]));
    assert!(found.iter().any(|record| record["speaker"] == "Adelaide Moss"), "{found:?}");
    home.exits_with(0, &["extract", "story.txt", "--into", "c.ron"]);
    assert!(home.read("c.ron").contains("by: \"moss\""));
    home.assert_all_exact("c.ron");
}

#[test]
fn html_and_other_encodings_are_verified_as_exact() {
    let page = "<!DOCTYPE html><html><head><title>Bridge</title></head><body>\
                <p>“The bridge <i>is</i>&nbsp;closed &amp; old,” said Ada Moss.</p></body></html>";
    let utf16: Vec<u8> = format!("\u{feff}{STORY}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin = b"\x93The caf\xe9 by the bridge is closed,\x94 said Ada Moss.\n";
    let home = Home::with(&[
        ("page", page.as_bytes()),
        ("wide.txt", &utf16),
        ("latin.txt", latin),
        ("tags.txt", page.as_bytes()),
    ]);
    for (file, options) in [("page", &[][..]), ("wide.txt", &[]), ("latin.txt", &[]), ("tags.txt", &["--from", "html"])]
    {
        let collection = format!("{file}.ron");
        let done = home.exits_with(0, &[&["extract", file, "-o", &collection], options].concat());
        assert_eq!(done.stderr.contains("assumed to be windows-1252"), file == "latin.txt", "{done:?}");
        home.assert_all_exact(&collection);
    }
    assert_eq!(home.read("tags.txt.html"), page);
}

#[test]
fn turns_of_a_transcript_are_exact_whatever_is_noted_between_the_words() {
    let text = "JANE DOE, FINANCE MINISTER: We will not raise taxes [crosstalk] this year. I promise.\n\n\
                TOM REYES, REPORTER: And [inaudible] after that?\n\nDOE: Ask me then.\n\n(APPLAUSE)\n\n\
                Words of somebody else.\n\nREYES: Thank you. (Laughter.) Thank you.\n[10:02] And good night.\n\n\
                UNIDENTIFIED MALE: Louder!\n";
    let subtitles = "1\n0:01 --> 0:02\nJane Doe: We will not [laughter] raise taxes.\n\n2\n0:02 --> 0:03\n(Applause.)\n\n\
                     3\n0:03 --> 0:04\nI promise.\n\n4\n0:04 --> 0:05\nTom Reyes: And then?\n";
    let page = "<!DOCTYPE html><html><head><title>Budget</title></head><body><p><b>JANE DOE:</b> We will not [laughter] raise \
                taxes.</p><p>(APPLAUSE)</p><p>Words of somebody else.</p><p><b>TOM REYES:</b> And then?</p>\
                <p><b>JANE DOE:</b> Ask me then.</p></body></html>";
    let marked = "**Jane Doe:** We will not [laughter] raise taxes.\n\n(Applause)\n\nWords of somebody else.\n\n**Tom Reyes:** \
                  And then?\n\n**Jane Doe:** Ask me then.\n";
    let home = Home::with(&[
        ("t.txt", text.as_bytes()),
        ("t.srt", subtitles.as_bytes()),
        ("t.html", page.as_bytes()),
        ("t.md", marked.as_bytes()),
    ]);
    for (file, count) in [("t.txt", 6), ("t.srt", 3), ("t.html", 4), ("t.md", 4)] {
        let collection = format!("{file}.ron");
        home.exits_with(0, &["extract", file, "-o", &collection]);
        assert_eq!(home.assert_all_exact(&collection), count, "{file}");
    }
    let collection = home.read("t.txt.ron");
    for part in [
        "We will not raise taxes this year. I promise.",
        "And [inaudible] after that?",
        "Thank you. Thank you. And good night.",
    ] {
        assert!(collection.contains(part), "{part}: {collection}");
    }
    assert!(!collection.contains("UNIDENTIFIED") && !collection.contains("name: \"DOE\""), "{collection}");
    let found = records(&home.exits_with(0, &["extract", "t.txt", "--json"]));
    let speakers: Vec<Option<&str>> = found.iter().map(|record| record["speaker"].as_str()).collect();
    let (jane, tom) = (Some("JANE DOE"), Some("TOM REYES"));
    assert_eq!(speakers, [jane, tom, jane, None, tom, None]);
}

#[test]
fn a_mark_that_nothing_closes_is_reported_with_its_place() {
    let home = Home::with(&[(
        "un.txt",
        "Council meets\n\n“The bridge is safe for a year, said Ada Moss. It is not safe for two, she thinks.\n\nTom Reyes left.\n"
            .as_bytes(),
    )]);
    let done = home.exits_with(1, &["extract", "un.txt"]);
    assert!(done.stderr.contains("un.txt:3:1: a quotation mark without a partner: check what is quoted"), "{done:?}");
    assert!(done.stderr.contains("0 quotations"), "{done:?}");
}

#[test]
fn words_after_the_last_label_of_a_transcript_are_reported() {
    let text = "JANE DOE: Good evening.\n\nTOM REYES: It is cold.\n\nDOE: And the pier?\n\nREYES: It holds.\n\n\
                It held in the flood, too.\n\n“It will fall,” said Ada Moss.\n";
    let home = Home::with(&[("t.txt", text.as_bytes())]);
    let done = home.exits_with(0, &["extract", "t.txt"]);
    let expected =
        "t.txt:9:1: no label says who speaks from here to line 11: only what is in quotation marks is extracted\n";
    assert!(done.stderr.contains(expected), "{done:?}");
    assert!(!done.stdout.contains("flood") && done.stdout.contains("“It will fall,”"), "{done:?}");
    fs::write(home.path("u.txt"), text.split("It held").next().unwrap()).unwrap();
    assert!(!home.exits_with(0, &["extract", "u.txt"]).stderr.contains("label"));
}

#[test]
fn invalid_articles_and_options_are_rejected() {
    let home = Home::with(&[
        ("empty.txt", b"\n"),
        ("picture.png", b"\x89PNG\0\0\0\x01"),
        ("plain.txt", b"No words are quoted.\n"),
    ]);
    assert!(home.exits_with(1, &["extract", "plain.txt"]).stderr.contains("0 quotations"));
    home.exits_with(1, &["extract", "empty.txt", "-o", "c.ron", "--title", "T"]);
    assert!(!home.path("c.ron").exists());
    assert!(home.exits_with(3, &["extract", "picture.png"]).stderr.contains("picture.png: the file is not text"));
    home.exits_with(4, &["extract", "none.txt"]);
    for wrong in [&["--date", "yesterday"][..], &["--url", "bell"], &["--encoding", "klingon"], &["--title", " "]] {
        let done = home.exits_with(2, &[&["extract", "plain.txt", "-o", "c.ron"], wrong].concat());
        assert!(done.stderr.contains(if wrong[0] == "--encoding" { "klingon" } else { wrong[0] }), "{done:?}");
    }
    home.exits_with(2, &["extract", "plain.txt", "-o", "-"]);
    home.exits_with(2, &["extract", "plain.txt", "--text", "--json"]);
}

#[test]
fn latex_document_is_read_with_its_footnotes() {
    let text = "\\documentclass{article}\\begin{document}Он сказал: «Мы закрыты до весны», заявил Иван Петров.\\footnote{``We go on,''\
                said Tom Reyes.} \\input{ch2}\\end{document}\n";
    let windows_1251 = |c: char| match c {
        'А'..='я' => u8::try_from(u32::from(c) - u32::from('А') + 0xC0).unwrap(),
        c => u8::try_from(c).unwrap(),
    };
    let bytes: Vec<u8> = text.chars().map(windows_1251).collect();
    let home = Home::with(&[("story.tex", &bytes)]);
    let done = home.run(&["extract", "story.tex", "--encoding", "windows-1251", "--json"], "");
    let found: Vec<Value> = serde_json::from_str(&done.stdout).unwrap();
    let texts: Vec<&str> = found.iter().filter_map(|found| found["text"].as_str()).collect();
    assert_eq!(texts, ["Мы закрыты до весны", "We go on,"], "{done:?}");
    assert!(done.stderr.starts_with("not read: ch2, included by story.tex\n"), "{}", done.stderr);
}
