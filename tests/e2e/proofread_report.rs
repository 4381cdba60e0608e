//! `kzq proofread --report`: the HTML report for an editor.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::command::{Done, Run, kzq};
use crate::support::file_in;

/// A run on the example, in the root directory of the repository.
fn example() -> Run {
    let run = kzq(["--data", "data/examples/lincoln.ron", "proofread", "data/examples/draft.md"]);
    run.directory(Path::new(env!("CARGO_MANIFEST_DIR")))
}

/// Adds a report to a run; returns the result and the report.
fn with_report(run: Run) -> (Done, String) {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("report.html");
    let done = run.arg("--report").arg(&file).run();
    let page = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{error}: {done:?}"));
    check(&page);
    (done, page)
}

/// An element of a page: its name, and its attributes.
type Element<'p> = (&'p str, Vec<(&'p str, &'p str)>);

/// The elements of a page; fails if an element is not closed or an attribute is not quoted.
fn elements(page: &str) -> Vec<Element<'_>> {
    const VOID: [&str; 3] = ["meta", "input", "br"];
    let rest = page.strip_prefix("<!DOCTYPE html>\n").unwrap();
    let (style, after) = (rest.find("<style>").unwrap(), rest.find("</style>").unwrap());
    assert!(!rest[style + 1..after].contains('<'), "the style sheet has no tags");
    let mut open = Vec::new();
    let mut found = Vec::new();
    for piece in rest.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("`<{piece}` is never closed"));
        assert!(text.split('&').skip(1).all(|after| after.contains(';')), "{text}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{piece}");
            continue;
        }
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = Vec::new();
        while let Some((attribute, value)) = rest.split_once("=\"") {
            let (value, after) = value.split_once('"').unwrap();
            attributes.push((attribute, value));
            rest = after.trim_start();
        }
        assert_eq!(rest, "", "{tag}");
        if !VOID.contains(&name) {
            open.push(name);
        }
        found.push((name, attributes));
    }
    assert!(open.is_empty(), "{open:?}");
    found
}

/// Fails unless a page is well formed, loads and runs nothing, and links only to its own parts and the web.
fn check(page: &str) {
    const ELEMENTS: &str = "html head meta title style body main header h1 h2 h3 small p nav section article table caption thead \
        tbody tr th td dl div dt dd ul li figure figcaption blockquote mark ins del span bdi a br time label \
        input";
    let elements = elements(page);
    let all = |wanted: &str| -> Vec<&str> {
        let attributes = elements.iter().flat_map(|(_, attributes)| attributes);
        attributes.filter(|(name, _)| *name == wanted).map(|(_, value)| *value).collect()
    };
    for (name, attributes) in &elements {
        assert!(ELEMENTS.split(' ').any(|known| known == *name), "<{name}>");
        for (attribute, _) in attributes {
            assert!(!attribute.starts_with("on") && !["src", "style"].contains(attribute), "<{name} {attribute}>");
        }
    }
    let ids = all("id");
    assert!(ids.iter().enumerate().all(|(at, id)| !ids[..at].contains(id)), "{ids:?}");
    for target in all("href") {
        let is_own = target.strip_prefix('#').is_some_and(|id| ids.contains(&id));
        assert!(is_own || target.starts_with("https://") || target.starts_with("http://"), "{target}");
    }
    for label in all("aria-labelledby") {
        assert!(ids.contains(&label), "{label}");
    }
}

/// The text of a page, one line per block.
fn text(page: &str) -> String {
    let body = page.split_once("<body>").unwrap().1;
    let mut out = String::new();
    for piece in body.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        out.push_str(match tag.split(' ').next().unwrap_or_default() {
            "input" if tag.contains("checkbox") => "[ ]",
            "input" => "____",
            "/td" | "/dt" | "/th" => " | ",
            "br" => " / ",
            "/label" => " ",
            _ => "",
        });
        out.push_str(text);
    }
    for (escaped, char) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        out = out.replace(escaped, char);
    }
    let lines = out.lines().map(|line| line.trim_end_matches([' ', '|'])).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The output of a program for some input.
fn pipe_through(program: &str, bytes: &[u8]) -> Vec<u8> {
    let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    child.wait_with_output().unwrap().stdout
}

#[test]
fn report_lists_each_quotation_with_its_source() {
    let plain = example().run();
    let (done, page) = with_report(example());
    assert_eq!((done.code, done.stdout), (plain.code, plain.stdout));
    assert!(done.stderr.starts_with("report written to ") && done.stderr.ends_with(&plain.stderr), "{}", done.stderr);
    let (before, rest) = page.split_once("<time datetime=\"").unwrap();
    let (day, after) = rest.split_once("</time>").unwrap();
    assert!(day.starts_with("20") && day.contains("\">"), "{day}");
    let text = text(&format!("{before}{after}"));
    for lines in [
        "Quotations in data/examples/draft.md\n8 quotations\nVerdict | Number | Meaning\n\
         ✓ Exact | 2 | the words, to the character\n",
        "Checked against | Lincoln and Douglass, 1852 to 1863 (lincoln-and-douglass), 21 entries\n",
        "To look at 4 quotations\nNo. | Place | Verdict | Words\n\
         2 | 5 | ✗ Drifted | government of the people, by the people, and for the pe…\n\
         5 | 13 | ✗ Paraphrase | no concern of his\n",
        "\n2 ✗ Drifted not quite the words of the entry\nline 5, column 90\nThe draft\n\
         government of the people, by the people, {+and+} for the people, shall not perish from [-the-] {+this+} \
         earth\nThe source: texts/gettysburg.txt, line 7\n… ",
        " shall have a new birth of freedom—and that government of the people, by the people, for the people, shall \
         not perish from the earth. /  / Abraham Lincoln. /  / November 19, 1863.\n",
        "\n3 ✓ Folded the same words, printed differently\nline 8, column 42\n",
        "\ndifferent: dashes\n",
        "\nThe paraphrase\nLincoln told Greeley that he fought for the Union alone and would keep slavery, and that \
         freedom for the slaves was no concern of his.\nIt rests on the words of Abraham Lincoln (paramount-object)\n",
        "Speaker in the draft | Abraham Lincoln\n\
         Speaker in the entry | on Abraham Lincoln (reported, not the speaker's words)\n\
         Entry | no-concern-for-the-slaves\nSource | none given\n\
         [ ] Checked, quotation 5 Initials, quotation 5 ____ Remark, quotation 5 ____\n",
        "\n7 ✗ Misattributed the words of another speaker\n",
        "Speaker in the draft | Abraham Lincoln\nSpeaker in the entry | Frederick Douglass\nEntry | yours-not-mine\n",
        "Address | https://www.gutenberg.org/ebooks/202\n",
        "\n8 ✗ Unknown not found\nline 24, column 97\nThe draft\nYou can fool all of the people some of the time,\n\
         Speaker in the draft | not named\n",
    ] {
        assert!(text.contains(lines), "{lines} in {text}");
    }
}

#[test]
fn content_security_policy_allows_only_the_style_sheet() {
    let (_, page) = with_report(example());
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let digits = String::from_utf8(pipe_through("sha256sum", style.as_bytes())).unwrap();
    let bytes: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).unwrap()).collect();
    let hash = String::from_utf8(pipe_through("base64", &bytes)).unwrap();
    let policy = format!("default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'", hash.trim());
    assert!(page.contains(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")), "{policy}");
    assert!(!style.contains("url(") && !style.contains("@import"));
}

#[test]
fn report_of_several_drafts_is_the_same_with_json_and_quiet() {
    let collection = r#"(schema: 1, id: "c", title: "C", speakers: {"ann": (name: "Ann Doe")},
        sources: {
            "talk": (kind: Speech, title: "Talk", text: "talk.txt", url: "https://example.org/talk"),
            "video": (kind: Broadcast, title: "News", url: "https://youtu.be/abc"),
            "lost": (title: "Lost", text: "lost.txt"),
        },
        entries: [
            Quote(id: "in", by: "ann", text: "The bridge opens in May.", source: (id: "talk")),
            Quote(id: "seen", by: "ann", text: "The mills will close for good.", source: (id: "video"), time: "1:05"),
        ])"#;
    let drafts = [
        ("one.txt", "“The bridge opens in June,” she said.\n\n“It will cost nothing at all,” said Ann Doe.\n"),
        ("two.txt", "“The mills will close for good,” Ann Doe said. The “council” met.\n\nAnd it went” on.\n"),
    ];
    let write = |options: &[&str]| {
        let run = kzq(["proofread", "--data", "c.ron", "one.txt", "two.txt"]);
        file_in(run.home(), "c.ron", collection);
        file_in(run.home(), "talk.txt", "She said: “The bridge opens in May. It will cost nothing at all.”\n");
        for (name, draft) in drafts {
            file_in(run.home(), name, draft);
        }
        with_report(options.iter().fold(run, Run::arg))
    };
    let (_, page) = write(&[]);
    for part in [
        "Quotations in <bdi dir=\"ltr\">2 drafts</bdi>",
        "<h2><bdi dir=\"ltr\">two.txt</bdi> <small>1 quotation</small></h2>",
        "<bdi dir=\"ltr\">one.txt</bdi>, line 1, column 1",
        "<del><span class=\"unseen\">[-</span>May<span class=\"unseen\">-]</span></del>",
        "<figcaption><bdi dir=\"ltr\">The source: talk.txt, line 1</bdi></figcaption>",
        "The bridge opens in May. <mark>It will cost nothing at all.</mark>”",
        "href=\"https://example.org/talk#:~:text=It%20will%20cost%20nothing%20at%20all",
        "href=\"https://youtu.be/abc?t=65\">https://youtu.be/abc?t=65</a>",
        "<bdi dir=\"ltr\">lost.txt: No such file or directory (os error 2)</bdi>",
        "1 term or title in quotation marks",
        "1 quotation mark without a partner in two.txt",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let (json, same) = write(&["--json"]);
    assert!(json.stdout.starts_with("[\n") && json.stdout.ends_with("]\n"), "{json:?}");
    let (quiet, also) = write(&["--quiet"]);
    assert!(!quiet.stderr.contains("report"), "{quiet:?}");
    assert_eq!((json.code, quiet.code), (Some(1), Some(1)));
    assert!(same == page && also == page, "what is printed makes no difference to the report");
}

#[test]
fn a_draft_without_quotations_has_a_report() {
    let (done, page) = with_report(kzq(["proofread", "-"]).stdin("Nothing is quoted here.\n"));
    assert_eq!(done.code, Some(0), "{done:?}");
    assert!(page.contains("<p>No quotations.</p>") && page.contains("(standard input)"), "{page}");
}

#[test]
fn hostile_texts_are_escaped() {
    let hostile = r#"</blockquote><script>alert(1)</script><img src=x onerror=alert(1)> & "quoted""#;
    let escaped =
        "&lt;/blockquote&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; &amp; &quot;";
    let text = hostile.replace('"', "\\\"");
    let collection = format!(
        r#"(schema: 1, id: "c", title: "{text}", speakers: {{"ann": (name: "Ann {text}")}},
        sources: {{
            "s": (title: "{text}", url: "https://example.org/\"><script>x</script>", text: "s.txt"),
            "t": (title: "T", url: "https://example.org/?a=1&b='2'"),
        }},
        entries: [
            Quote(id: "one", by: "ann", text: "{text} said the miller to the mayor.", source: (id: "s", page: "{text}")),
            Quote(id: "two", by: "ann", text: "The bridge opens in May.", source: (id: "t"), lang: "en",
                status: Disputed("{text}")),
        ])"#
    );
    let name = "<b onmouseover=alert(1)>.txt";
    let run = kzq(["proofread", "--data", "c.ron", name]);
    file_in(run.home(), "c.ron", &collection);
    file_in(run.home(), "s.txt", &format!("{hostile} said the miller to the mayor. {hostile}\u{202e}\u{1b}[2J\n"));
    let draft = format!(
        "“{hostile} said the miller to the town,” Ann said.\n\n“{hostile} and nobody has it,” said <i>Bob</i>.\n\n\
         “The bridge opens in May,” Ann said.\n"
    );
    file_in(run.home(), name, &draft);
    let (done, page) = with_report(run.arg("--from").arg("plain"));
    assert_eq!(done.code, Some(1), "{done:?}");
    assert!(page.contains(escaped) && page.contains("&lt;b onmouseover=alert(1)&gt;.txt"), "{page}");
    assert!(!page.contains(['\u{202e}', '\u{1b}']));
}

#[test]
fn report_overwrites_only_with_force_and_never_its_inputs() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    file_in(home, "c.ron", r#"(schema: 1, id: "c", title: "C", entries: [])"#);
    file_in(home, "draft.md", "“The bridge opens in May,” she said.\n");
    std::os::unix::fs::symlink("draft.md", home.join("link.html")).unwrap();
    let run = |options: &[&str]| {
        let run = kzq(["proofread", "--data", "c.ron", "draft.md", "--report"]).directory(home);
        options.iter().fold(run, Run::arg).run()
    };
    file_in(home, "old.html", "old");
    let done = run(&["old.html"]);
    assert_eq!(done.code, Some(4), "{done:?}");
    assert!(done.stderr.contains("--force"), "{done:?}");
    assert_eq!(fs::read_to_string(home.join("old.html")).unwrap(), "old");
    assert_eq!(run(&["old.html", "--force"]).code, Some(1));
    assert!(fs::read_to_string(home.join("old.html")).unwrap().starts_with("<!DOCTYPE html>"));
    for file in ["draft.md", "./draft.md", "link.html", "c.ron", "../nowhere/report.html", "-", "."] {
        let before = ["draft.md", "c.ron"].map(|name| fs::read_to_string(home.join(name)).unwrap());
        let done = run(&[file, "--force"]);
        assert!(matches!(done.code, Some(2 | 4)), "{file}: {done:?}");
        assert_eq!(before, ["draft.md", "c.ron"].map(|name| fs::read_to_string(home.join(name)).unwrap()), "{file}");
        assert_eq!(done.stdout, "", "{file}");
    }
    let mut names: Vec<_> = fs::read_dir(home).unwrap().map(|item| item.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["c.ron", "draft.md", "link.html", "old.html"]);
}
