//! Examples of what each manual requires, with invented sources.

use crate::{Format, export};
use kzq_corpus::{EntryId, Lookup, read};

const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C",
    speakers: {
        "tokayev": (name: "Kassym-Jomart Tokayev", aliases: ["K.-J. Tokayev"]),
        "ada": (name: "Ada Lovelace"),
        "plato": (name: "Plato"),
        "king": (name: "Martin Luther King Jr."),
    },
    sources: {
        "talk": (kind: Broadcast, title: "On balancing Russia, China and the West", container: "Talk to Al Jazeera",
            publisher: "Al Jazeera", date: "2025-05-29"),
        "programme": (kind: Broadcast, title: "The State of Things", container: "Evening News", publisher: "Radio One",
            date: "2024-09-03", url: "https://radio.example/1"),
        "article": (kind: Article, title: "Digital Dreams: What “New Kazakhstan” Means", publisher: "Qazinform",
            url: "https://qazinform.example/a", accessed: "2026-11-22", reports: "talk"),
        "dated": (kind: Article, title: "Who Owns the Sea?", container: "The Paper", publisher: "Paper House",
            date: "2023-01-15", accessed: "2026-11-22", url: "https://paper.example/b", authors: ["Ada Lovelace", "John F. Kennedy"]),
        "page": (kind: Summary(machine: true), title: "In Short", publisher: "summarize.example",
            url: "https://summarize.example/1", accessed: "2026-11-22", reports: "talk"),
        "book": (kind: Book, title: "Notes on the Engine", publisher: "Taylor", date: "1843", authors: ["Lovelace, Ada"]),
        "part": (kind: Book, title: "Note G", container: "Scientific Memoirs", publisher: "Taylor", date: "1843",
            authors: ["Ada Lovelace"]),
        "speech": (kind: Speech, title: "I Have a Dream", container: "March on Washington", date: "1963-08-28"),
        "law": (kind: Document, title: "A Law on Things", date: "2020-07"),
        "bare": (title: "Somewhere"),
    },
    entries: [
        Quote(id: "article", by: "tokayev", turn: 1, text: "x", source: (id: "article", section: "Trade routes")),
        Quote(id: "article-2", by: "tokayev", turn: 2, text: "y", source: (id: "article", section: "Middle powers")),
        Paraphrase(id: "article-told", of: "tokayev", text: "z", source: (id: "article", section: "Trade routes")),
        Quote(id: "talk", by: "tokayev", turn: 1, text: "x", time: "12:34", source: (id: "talk")),
        Quote(id: "programme", by: "ada", text: "x", time: "1:02:03", source: (id: "programme")),
        Quote(id: "dated", by: "ada", text: "x", source: (id: "dated")),
        Quote(id: "dated-other", by: "plato", text: "x", source: (id: "dated")),
        Paraphrase(id: "page", of: "tokayev", text: "x", source: (id: "page", section: "Takeaways", item: 9)),
        Quote(id: "book", by: "ada", text: "x", source: (id: "book", section: "Note G")),
        Quote(id: "part", by: "ada", text: "x", source: (id: "part")),
        Quote(id: "speech", by: "king", text: "x", source: (id: "speech")),
        Quote(id: "law", by: "plato", text: "x", source: (id: "law", section: "Article 1")),
        Quote(id: "bare", by: "plato", text: "x", source: (id: "bare")),
        Quote(id: "nowhere", by: "plato", text: "x"),
    ])"#;

fn export_entries(names: &[&str], format: Format) -> String {
    let reading = read("c.ron", COLLECTION.as_bytes());
    let corpus = reading.corpus.unwrap();
    let id = |name: &&str| match corpus.look_up(name) {
        Lookup::Found(id) => id,
        _ => panic!("no {name} among {:?}", reading.diagnostics),
    };
    export(&corpus, &names.iter().map(id).collect::<Vec<EntryId>>(), format).text.to_string()
}

#[track_caller]
fn assert_all(format: Format, examples: &[(&str, &str)]) {
    let got: Vec<String> = examples.iter().map(|(name, _)| export_entries(&[name], format)).collect();
    let expected: Vec<&str> = examples.iter().map(|(_, expected)| *expected).collect();
    assert_eq!(got, expected, "\n{}", got.join("\n\n"));
}

#[test]
fn apa() {
    assert_all(
        Format::Apa,
        &[
            // 9.12: without an author the title comes first; 9.16: the retrieval date, if there is no date;
            // 8.6: for words quoted in another's work both are named.
            (
                "article",
                "Digital Dreams: What “New Kazakhstan” Means. (n.d.). Qazinform. Retrieved November 22, 2026, from \
                 https://qazinform.example/a\nIn text: (Tokayev, 2025, as cited in “Digital Dreams: What ‘New Kazakhstan’ \
                 Means,” n.d., Trade routes section)",
            ),
            // 10.13, example 95: the interviewee is the author of an interview; 8.28: the time.
            (
                "talk",
                "Tokayev, K.-J. (2025, May 29). On balancing Russia, China and the West [Interview]. Talk to Al \
                 Jazeera; Al Jazeera.\nIn text: (Tokayev, 2025, 12:34)",
            ),
            // 10.12: an episode in its programme.
            (
                "programme",
                "The State of Things [Broadcast]. (2024, September 3). In Evening News. Radio One. \
                 https://radio.example/1\nIn text: (Lovelace, in “The State of Things,” 2024, 1:02:03)",
            ),
            // 10.1: a periodical without its publisher, no retrieval date if there is a date; 9.8: the ampersand.
            (
                "dated",
                "Lovelace, A., & Kennedy, J. F. (2023, January 15). Who Owns the Sea? The Paper. \
                 https://paper.example/b\nIn text: (Lovelace, in Lovelace & Kennedy, 2023)",
            ),
            // 9.21: a description in brackets.
            (
                "page",
                "In Short [Machine-generated summary]. (n.d.). summarize.example. Retrieved November 22, 2026, from \
                 https://summarize.example/1\nIn text: (Tokayev, 2025, as summarized by a machine in “In Short,” n.d., \
                 Takeaways section, no. 9)",
            ),
            // 10.2, 10.3: a book, and a part of one.
            ("book", "Lovelace, A. (1843). Notes on the Engine. Taylor.\nIn text: (Lovelace, 1843, Note G section)"),
            ("part", "Lovelace, A. (1843). Note G. In Scientific Memoirs. Taylor.\nIn text: (Lovelace, 1843)"),
            (
                "speech",
                "King, M. L., Jr. (1963, August 28). I Have a Dream [Speech]. March on Washington.\n\
                 In text: (King, 1963)",
            ),
            (
                "law",
                "A Law on Things. (2020, July).\nIn text: (Plato, as cited in A Law on Things, 2020, Article 1 section)",
            ),
            ("bare", "Somewhere. (n.d.).\nIn text: (Plato, as cited in “Somewhere,” n.d.)"),
            ("nowhere", ""),
        ],
    );
}

#[test]
fn mla() {
    assert_all(
        Format::Mla,
        &[
            // 5.23: without an author the title comes first; 5.111: the access date; 6.77: "qtd. in"; 6.10: a long
            // title is shortened.
            (
                "article",
                "“Digital Dreams: What ‘New Kazakhstan’ Means.” Qazinform, n.d., https://qazinform.example/a. \
                 Accessed 22 Nov. 2026.\nIn text: (Tokayev qtd. in “Digital Dreams”)",
            ),
            (
                "talk",
                "Tokayev, Kassym-Jomart. “On balancing Russia, China and the West.” Talk to Al Jazeera, Al Jazeera, \
                 29 May 2025. Interview.\nIn text: (Tokayev 12:34)",
            ),
            (
                "programme",
                "“The State of Things.” Evening News, Radio One, 3 Sept. 2024, https://radio.example/1. Broadcast.\n\
                 In text: (Lovelace in “The State of Things” 1:02:03)",
            ),
            // A title that ends in a question mark gets no full stop.
            (
                "dated",
                "Lovelace, Ada, and John F. Kennedy. “Who Owns the Sea?” The Paper, Paper House, 15 Jan. 2023, \
                 https://paper.example/b.\nIn text: (Lovelace in Lovelace and Kennedy)",
            ),
            (
                "page",
                "“In Short.” summarize.example, n.d., https://summarize.example/1. Accessed 22 Nov. 2026. \
                 Machine-generated summary.\nIn text: (Tokayev summarized by a machine in “In Short”)",
            ),
            ("book", "Lovelace, Ada. Notes on the Engine. Taylor, 1843.\nIn text: (Lovelace)"),
            ("part", "Lovelace, Ada. “Note G.” Scientific Memoirs, Taylor, 1843.\nIn text: (Lovelace)"),
            (
                "speech",
                "King, Martin Luther, Jr. “I Have a Dream.” March on Washington, 28 Aug. 1963. Speech.\nIn text: (King)",
            ),
            ("law", "A Law on Things. July 2020.\nIn text: (Plato qtd. in A Law on Things)"),
            ("bare", "“Somewhere.” n.d.\nIn text: (Plato qtd. in “Somewhere”)"),
        ],
    );
}

#[test]
fn chicago_notes() {
    assert_all(
        Format::ChicagoNote,
        &[
            // 14.260: quoted in a secondary source; 14.160: the section; 14.207: the access date if there is no date;
            // 14.213: an interview.
            (
                "article",
                "Kassym-Jomart Tokayev, interview, Talk to Al Jazeera, Al Jazeera, May 29, 2025, quoted in “Digital \
                 Dreams: What ‘New Kazakhstan’ Means,” Qazinform, n.d., under “Trade routes,” accessed November 22, \
                 2026, https://qazinform.example/a.",
            ),
            (
                "article-told",
                "Kassym-Jomart Tokayev, Talk to Al Jazeera, Al Jazeera, May 29, 2025, paraphrased in “Digital \
                 Dreams: What ‘New Kazakhstan’ Means,” Qazinform, n.d., under “Trade routes,” accessed November 22, \
                 2026, https://qazinform.example/a.",
            ),
            (
                "talk",
                "Kassym-Jomart Tokayev, “On balancing Russia, China and the West,” interview, Talk to Al Jazeera, \
                 Al Jazeera, May 29, 2025, 12:34.",
            ),
            // 14.267: the time in a recording.
            (
                "programme",
                "Ada Lovelace, in “The State of Things,” broadcast, Evening News, Radio One, September 3, 2024, \
                 1:02:03, https://radio.example/1.",
            ),
            (
                "dated",
                "Ada Lovelace, in Ada Lovelace and John F. Kennedy, “Who Owns the Sea?,” The Paper, Paper House, \
                 January 15, 2023, https://paper.example/b.",
            ),
            (
                "page",
                "Kassym-Jomart Tokayev, Talk to Al Jazeera, Al Jazeera, May 29, 2025, summarized by a machine in “In \
                 Short,” machine-generated summary, summarize.example, n.d., under “Takeaways,” no. 9, accessed \
                 November 22, 2026, https://summarize.example/1.",
            ),
            // 14.20: the publication facts in parentheses.
            ("book", "Ada Lovelace, Notes on the Engine (Taylor, 1843), under “Note G.”"),
            ("part", "Ada Lovelace, “Note G,” Scientific Memoirs, Taylor, 1843."),
            // 14.217: likewise for a speech.
            ("speech", "Martin Luther King Jr., “I Have a Dream” (speech, March on Washington, August 28, 1963)."),
            ("law", "Plato, quoted in A Law on Things, July 2020, under “Article 1.”"),
            ("bare", "Plato, quoted in “Somewhere,” n.d."),
        ],
    );
}

#[test]
fn chicago_bibliography() {
    assert_all(
        Format::ChicagoBibliography,
        &[
            (
                "article",
                "“Digital Dreams: What ‘New Kazakhstan’ Means.” Qazinform, n.d. Accessed November 22, 2026. \
                 https://qazinform.example/a.",
            ),
            (
                "talk",
                "Tokayev, Kassym-Jomart. “On balancing Russia, China and the West.” Interview. Talk to Al Jazeera, \
                 Al Jazeera, May 29, 2025.",
            ),
            (
                "programme",
                "“The State of Things.” Broadcast. Evening News, Radio One, September 3, 2024. https://radio.example/1.",
            ),
            (
                "dated",
                "Lovelace, Ada, and John F. Kennedy. “Who Owns the Sea?” The Paper, Paper House, January 15, 2023. \
                 https://paper.example/b.",
            ),
            (
                "page",
                "“In Short.” Machine-generated summary. summarize.example, n.d. Accessed November 22, 2026. \
                 https://summarize.example/1.",
            ),
            ("book", "Lovelace, Ada. Notes on the Engine. Taylor, 1843."),
            ("part", "Lovelace, Ada. “Note G.” In Scientific Memoirs. Taylor, 1843."),
            ("speech", "King, Martin Luther, Jr. “I Have a Dream.” Speech. March on Washington, August 28, 1963."),
            ("law", "A Law on Things. July 2020."),
            ("bare", "“Somewhere.” n.d."),
        ],
    );
}

#[test]
fn translations_are_marked() {
    let text = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada Lovelace")},
        sources: {"p": (kind: Article, title: "A Day", publisher: "The Paper", date: "2023", authors: ["Jane Doe"])},
        entries: [
            Quote(id: "en", by: "a", text: "Never.", lang: "en", translation_of: "ru", source: (id: "p")),
            Quote(id: "ru", by: "a", text: "Никогда.", lang: "ru", source: (id: "p")),
        ])"#;
    let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
    let ids: Vec<EntryId> = corpus.entry_ids().collect();
    for (format, expected) in [
        (Format::Words, "Never.\n(translation; original in ru)"),
        (Format::Apa, "(Lovelace, as cited in Doe, 2023; translation, original in ru)"),
        (Format::Mla, "(Lovelace qtd. in Doe; translation, original in ru)"),
        (Format::ChicagoNote, "Jane Doe, “A Day,” The Paper, 2023, translation, original in ru."),
        (Format::ChicagoBibliography, "The Paper, 2023. Cited: translation, original in ru."),
        (Format::Bibtex, "note = {Quotes Ada Lovelace. Cited: translation, original in ru}"),
        (Format::Ris, "N1  - Quotes Ada Lovelace. Cited: translation, original in ru"),
        (Format::CslJson, "\"note\": \"Quotes Ada Lovelace. Cited: translation, original in ru\""),
    ] {
        let of = |id: EntryId| export(&corpus, &[id], format).text.to_string();
        assert!(of(ids[0]).contains(expected), "{}", of(ids[0]));
        assert!(!of(ids[1]).contains("translation"), "{}", of(ids[1]));
    }
}

#[test]
fn mla_shortens_long_titles_in_text() {
    for (title, expected) in [
        ("The speech that he gave in English", "“Speech That He Gave”"),
        ("An essay & a half: 50% of it", "“Essay & a half”"),
        ("The end of the war in the west", "“End of the war”"),
        ("“We shall never surrender”: a speech in English", "“‘We shall never surrender’: a speech in English”"),
        ("Nobody wrote this", "“Nobody wrote this”"),
    ] {
        let text = format!(
            r#"(schema: 1, id: "c", title: "C", speakers: {{"a": (name: "Ada")}}, sources: {{"p": (title: "{title}")}},
            entries: [Quote(id: "q", by: "a", text: "x", source: (id: "p"))])"#
        );
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let written = export(&corpus, &corpus.entry_ids().collect::<Vec<_>>(), Format::Mla).text.to_string();
        assert!(written.to_lowercase().ends_with(&format!("qtd. in {})", expected.to_lowercase())), "{written}");
    }
}

#[test]
fn passages_of_a_source_share_one_reference() {
    assert_eq!(
        export_entries(&["article", "talk", "article-2", "article-told", "article"], Format::Apa),
        "Digital Dreams: What “New Kazakhstan” Means. (n.d.). Qazinform. Retrieved November 22, 2026, from \
         https://qazinform.example/a\nIn text: (Tokayev, 2025, as cited in “Digital Dreams: What ‘New Kazakhstan’ \
         Means,” n.d., Trade routes section); (Tokayev, 2025, as cited in “Digital Dreams: What ‘New Kazakhstan’ Means,” \
         n.d., Middle powers section); (Tokayev, 2025, paraphrased, as cited in “Digital Dreams: What ‘New Kazakhstan’ Means,” n.d., \
         Trade routes section)\n\n\
         Tokayev, K.-J. (2025, May 29). On balancing Russia, China and the West [Interview]. Talk to Al Jazeera; Al \
         Jazeera.\nIn text: (Tokayev, 2025, 12:34)"
    );
    let references = export_entries(&["article", "article-2", "talk"], Format::ChicagoBibliography);
    assert_eq!(references.split("\n\n").count(), 2);
    // But each passage has its own note.
    assert_eq!(export_entries(&["article", "article-2", "talk"], Format::ChicagoNote).split("\n\n").count(), 3);
}

#[test]
fn references_invent_no_authors_and_contain_no_words() {
    for format in [Format::Apa, Format::Mla, Format::ChicagoNote, Format::ChicagoBibliography] {
        let written = export_entries(&["page"], format);
        assert!(!written.starts_with("Tokayev"), "{written}");
        assert!(written.contains("machine") || written.contains("Machine"), "{written}");
        assert!(written.contains("n.d."), "{written}");
    }
}

#[test]
fn an_unknown_speaker_is_never_guessed() {
    let text = r#"(schema: 1, id: "c", title: "C",
        sources: {
            "doe": (kind: Book, title: "On Sayings", publisher: "Press", date: "1999", authors: ["Jane Doe"]),
            "bare": (kind: Book, title: "Old Sayings", publisher: "Press", date: "1901"),
            "talk": (kind: Speech, title: "A Talk", date: "1950"),
        },
        entries: [
            Quote(id: "doe", text: "x", source: (id: "doe")),
            Quote(id: "bare", text: "x", source: (id: "bare")),
            Quote(id: "talk", text: "x", source: (id: "talk")),
            Paraphrase(id: "told", text: "x", source: (id: "bare")),
        ])"#;
    let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
    for (format, expected) in [
        (
            Format::Attributed,
            [
                "“x”\n— unknown speaker, in On Sayings by Jane Doe, Press, 1999",
                "“x”\n— unknown speaker, Old Sayings, Press, 1901",
                "“x”\n— unknown speaker, A Talk, 1950",
                "x\n— on unknown speaker, Old Sayings, Press, 1901 (reported, not the speaker's words)",
            ],
        ),
        (
            Format::Apa,
            [
                "Doe, J. (1999). On Sayings. Press.\nIn text: (as cited in Doe, 1999)",
                "Old Sayings. (1901). Press.\nIn text: (Old Sayings, 1901)",
                "A Talk [Speech]. (1950).\nIn text: (“A Talk,” 1950)",
                "Old Sayings. (1901). Press.\nIn text: (paraphrased, as cited in Old Sayings, 1901)",
            ],
        ),
        (
            Format::Mla,
            [
                "Doe, Jane. On Sayings. Press, 1999.\nIn text: (qtd. in Doe)",
                "Old Sayings. Press, 1901.\nIn text: (Old Sayings)",
                "“A Talk.” 1950. Speech.\nIn text: (“A Talk”)",
                "Old Sayings. Press, 1901.\nIn text: (reported in Old Sayings)",
            ],
        ),
        (
            Format::ChicagoNote,
            [
                "quoted in Jane Doe, On Sayings (Press, 1999).",
                "Old Sayings (Press, 1901).",
                "“A Talk” (speech, 1950).",
                "paraphrased in Old Sayings (Press, 1901).",
            ],
        ),
        (
            Format::Bibtex,
            [
                "@book{c:doe,\n  author = {Doe, Jane},\n  title = {{On Sayings}},\n  publisher = {Press},\n  \
                 year = {1999},\n  note = {Quotes an unknown speaker},\n}",
                "@book{c:bare,\n  key = {Press},\n  title = {{Old Sayings}},\n  publisher = {Press},\n  year = {1901},\n  \
                 note = {Quotes an unknown speaker},\n}",
                "@misc{c:talk,\n  key = {A Talk},\n  title = {{A Talk}},\n  howpublished = {Speech},\n  year = {1950},\n  \
                 note = {Quotes an unknown speaker},\n}",
                "@book{c:bare,\n  key = {Press},\n  title = {{Old Sayings}},\n  publisher = {Press},\n  year = {1901},\n  \
                 note = {Reports an unknown speaker, not the speaker's words},\n}",
            ],
        ),
    ] {
        let written: Vec<String> =
            corpus.entry_ids().map(|id| export(&corpus, &[id], format).text.to_string()).collect();
        assert_eq!(written, expected, "{format:?}");
    }
    for format in [Format::Ris, Format::CslJson] {
        let written = export(&corpus, &corpus.entry_ids().collect::<Vec<_>>()[1..], format).text.to_string();
        assert!(!written.contains("AU  -") && !written.contains("\"author\""), "{written}");
    }
}

/// Cites the only entry of a collection in several formats.
#[track_caller]
fn assert_cited(source: &str, entry: &str, expected: &[(Format, &str)]) {
    let text = format!(
        r#"(schema: 1, id: "c", title: "C", speakers: {{"a": (name: "Ada Byron"), "d": (name: "Jane Doe")}},
        sources: {{"s": (title: "On Things", {source})}}, entries: [Quote(id: "q", text: "x", {entry})])"#
    );
    let reading = read("c.ron", text.as_bytes());
    assert_eq!(reading.diagnostics, [], "{text}");
    let corpus = reading.corpus.unwrap();
    for &(format, expected) in expected {
        let written = export(&corpus, &[EntryId::new(0)], format).text.to_string();
        assert!(written.contains(expected), "{format:?}: {expected}\n{written}");
    }
}

#[test]
fn pages_chapters_lines_and_locations_are_cited() {
    const BOOK: &str = r#"kind: Book, date: "1999", authors: ["Jane Doe"]"#;
    assert_cited(
        BOOK,
        r#"by: "a", source: (id: "s", section: "One", page: "12")"#,
        &[
            (Format::Attributed, "— Ada Byron, in On Things by Jane Doe, 1999, p. 12"),
            (Format::Apa, "(Byron, as cited in Doe, 1999, p. 12)"),
            (Format::Mla, "(Byron qtd. in Doe 12)"),
            (Format::ChicagoNote, "quoted in Jane Doe, On Things (1999), 12."),
            (Format::Bibtex, "note = {Quotes Ada Byron. Cited: One, p. 12}"),
            (Format::CslJson, "\"locator\": \"12\""),
            (Format::Json, "\"page\": \"12\""),
        ],
    );
    assert_cited(
        BOOK,
        r#"by: "d", source: (id: "s", chapter: "3", page: "12-13")"#,
        &[
            (Format::Apa, "(Doe, 1999, chap. 3, pp. 12–13)"),
            (Format::Mla, "(Doe 12–13, chap. 3)"),
            (Format::ChicagoNote, "Jane Doe, On Things (1999), chap. 3, 12–13."),
            (Format::Ris, "N1  - Cited: chap. 3, pp. 12–13"),
        ],
    );
    assert_cited(
        BOOK,
        r#"by: "d", source: (id: "s", section: "One", line: "14-16", location: "233")"#,
        &[
            (Format::Apa, "(Doe, 1999, One section, lines 14–16, loc. 233)"),
            (Format::Mla, "(Doe, lines 14–16, loc. 233)"),
            (Format::ChicagoNote, "under “One,” lines 14–16, loc. 233."),
        ],
    );
}

#[test]
fn a_wrong_attribution_is_marked_in_every_format() {
    let entry = r#"by: "a", source: (id: "s"), status: Misattributed("first printed in <1990>")"#;
    let plain = "(misattributed: first printed in <1990>)";
    assert_cited(
        r#"date: "1999", authors: ["Jane Doe"], url: "https://a.example""#,
        entry,
        &[
            (Format::Words, &format!("x\n{plain}")),
            (Format::Attributed, plain),
            (Format::Markdown, "(misattributed: first printed in \\<1990>)"),
            (Format::Html, "(misattributed: first printed in &lt;1990&gt;)</figcaption>"),
            (Format::Apa, "1999; misattributed: first printed in <1990>)"),
            (Format::Mla, "; misattributed: first printed in <1990>)"),
            (Format::ChicagoNote, "1999, misattributed: first printed in <1990>, https"),
            (Format::ChicagoBibliography, "Cited: misattributed: first printed in <1990>."),
            (Format::Bibtex, "Cited: misattributed: first printed in <1990>"),
            (Format::Ris, "Cited: misattributed: first printed in <1990>"),
            (Format::CslJson, "Cited: misattributed: first printed in <1990>"),
            (
                Format::Json,
                "\"status\": {\n    \"kind\": \"misattributed\",\n    \"reason\": \"first printed in <1990>\"\n  }",
            ),
            (Format::Ron, "status: Misattributed(\"first printed in <1990>\"),"),
        ],
    );
    assert_cited("", r#"by: "a", status: Disputed("no record")"#, &[(Format::Attributed, "(disputed: no record)")]);
}

#[test]
fn the_date_of_the_words_is_cited() {
    let dated = r#"by: "a", date: "1843-07-10", source: (id: "s")"#;
    assert_cited(
        r#"kind: Book, date: "1999", authors: ["Jane Doe"]"#,
        dated,
        &[
            (Format::Attributed, "— Ada Byron, 10 July 1843, in On Things by Jane Doe, 1999"),
            (Format::Apa, "(Byron, 1843, as cited in Doe, 1999)"),
            (Format::ChicagoNote, "Ada Byron, July 10, 1843, quoted in Jane Doe, On Things (1999)."),
            (Format::Bibtex, "note = {Quotes Ada Byron. Cited: 10 July 1843}"),
            (Format::Json, "\"date\": \"1843-07-10\""),
        ],
    );
    assert_cited(
        "kind: Speech",
        dated,
        &[
            (Format::Attributed, "— Ada Byron, On Things, 10 July 1843"),
            (Format::Apa, "Byron, A. (1843, July 10). On Things [Speech].\nIn text: (Byron, 1843)"),
            (Format::Mla, "Byron, Ada. “On Things.” 10 July 1843. Speech."),
            (Format::ChicagoNote, "Ada Byron, “On Things” (speech, July 10, 1843)."),
        ],
    );
    assert_cited("", r#"by: "a", date: "1843?""#, &[(Format::Attributed, "— Ada Byron, 1843?, no source given")]);
}

#[test]
fn early_and_unsure_dates_are_cited() {
    for (date, attributed, apa, mla, bibtex, csl, ris) in [
        ("c. 180", "c. 180", "(ca. 180)", "ca. 180.", "{ca. 180}", "[[180]],\"circa\":true", "DA  - 0180///circa"),
        ("-380", "380 BC", "(380 BC)", "380 BC.", "{380 BC}", "[[-380]]", "DA  - ///380 BC"),
        ("1843?", "1843?", "([1843?])", "[1843?].", "{[1843?]}", "[[1843]],\"circa\":true", "DA  - 1843///uncertain"),
        (
            "c. -44-03",
            "c. March 44 BC",
            "(ca. 44 BC, March)",
            "ca. Mar. 44 BC.",
            "{ca. 44 BC}",
            "[[-44,3]],\"circa\":true",
            "DA  - ///c. March 44 BC",
        ),
    ] {
        let source = format!(r#"kind: Book, date: "{date}""#);
        let entry = r#"source: (id: "s")"#;
        assert_cited(
            &source,
            entry,
            &[
                (Format::Attributed, attributed),
                (Format::Apa, apa),
                (Format::Mla, mla),
                (Format::Bibtex, &format!("year = {bibtex}")),
                (Format::Ris, ris),
            ],
        );
        let text = format!(
            r#"(schema: 1, id: "c", title: "C", sources: {{"s": (title: "T", {source})}}, entries: [Quote(id: "q", text: "x", {entry})])"#
        );
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let written = export(&corpus, &[EntryId::new(0)], Format::CslJson).text.to_string();
        let written: String = written.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(written.contains(&format!("\"issued\":{{\"date-parts\":{csl}}}")), "{written}");
    }
}

#[test]
fn translators_editions_and_the_like_are_cited() {
    let entry = r#"by: "d", source: (id: "s", page: "12")"#;
    assert_cited(
        r#"kind: Book, authors: ["Jane Doe"], translator: "Al Roe", editor: ["Bo Poe", "Cy Moe"], edition: "2", volume: "3",
        place: "London", publisher: "Press", date: "1999", isbn: "978-0-00", doi: "10.1000/182", url: "https://a.example/""#,
        entry,
        &[
            (
                Format::Apa,
                "Doe, J. (1999). On Things (B. Poe & C. Moe, Eds.; A. Roe, Trans.; 2nd ed., Vol. 3). Press. \
                 https://doi.org/10.1000/182\n",
            ),
            (
                Format::Mla,
                "Doe, Jane. On Things. Translated by Al Roe, edited by Bo Poe and Cy Moe, 2nd ed., vol. 3, Press, 1999, \
                 https://doi.org/10.1000/182.\n",
            ),
            (
                Format::ChicagoNote,
                "Jane Doe, On Things, trans. Al Roe, ed. Bo Poe and Cy Moe, 2nd ed., vol. 3 (London: Press, 1999), 12, \
                 https://doi.org/10.1000/182.",
            ),
            (
                Format::ChicagoBibliography,
                "Doe, Jane. On Things. Translated by Al Roe. Edited by Bo Poe and Cy Moe. 2nd ed. Vol. 3. London: Press, \
                 1999. https://doi.org/10.1000/182.",
            ),
            (
                Format::Bibtex,
                "  editor = {Poe, Bo and Moe, Cy},\n  translator = {Roe, Al},\n  publisher = {Press},\n  \
                 address = {London},\n  edition = {2},\n  volume = {3},\n  isbn = {978-0-00},\n  doi = {10.1000/182},\n",
            ),
            (
                Format::Ris,
                "ED  - Poe, Bo\nED  - Moe, Cy\nA4  - Roe, Al\nTI  - On Things\nPB  - Press\nCY  - London\nET  - 2\n\
                 VL  - 3\nSN  - 978-0-00\nDO  - 10.1000/182\n",
            ),
            (Format::CslJson, "\"DOI\": \"10.1000/182\""),
            (Format::CslJson, "\"publisher-place\": \"London\""),
            (Format::CslJson, "\"translator\": [\n      {\n        \"family\": \"Roe\","),
            (Format::Json, "\"translator\": [\n      \"Al Roe\"\n    ],"),
            (Format::Json, "\"isbn\": \"978-0-00\","),
            (Format::Markdown, "[On Things, Press](https://a.example/)"),
        ],
    );
    assert_cited(
        r#"kind: Article, authors: ["Jane Doe"], container: "Journal", volume: "12", issue: "3", pages: "45-67", date: "1999""#,
        entry,
        &[
            (Format::Apa, "Doe, J. (1999). On Things. Journal, 12(3), 45–67.\n"),
            (Format::Mla, "Doe, Jane. “On Things.” Journal, vol. 12, no. 3, 1999, pp. 45–67.\n"),
            (Format::ChicagoNote, "Jane Doe, “On Things,” Journal, vol. 12, no. 3, 1999, 12."),
            (Format::ChicagoBibliography, "Doe, Jane. “On Things.” Journal, vol. 12, no. 3, 1999, 45–67."),
            (Format::Bibtex, "  volume = {12},\n  number = {3},\n  pages = {45--67},\n"),
            (Format::Ris, "VL  - 12\nIS  - 3\nSP  - 45\nEP  - 67\n"),
        ],
    );
    assert_cited(
        r#"doi: "doi:10.1000/182""#,
        entry,
        &[
            (Format::Markdown, "[On Things](https://doi.org/10.1000/182)"),
            (Format::Mla, "https://doi.org/10.1000/182."),
        ],
    );
}

#[test]
fn names_of_organisations_are_never_turned_round() {
    let entry = r#"by: "d", source: (id: "s")"#;
    assert_cited(
        r#"kind: Book, authors: [(name: "Human Rights", organisation: true), "Jane Doe"],
        translator: (name: "Good Words", organisation: true), date: "1999""#,
        entry,
        &[
            (Format::Apa, "Human Rights, & Doe, J. (1999). On Things (Good Words, Trans.)."),
            (Format::Mla, "Human Rights, and Jane Doe. On Things. Translated by Good Words, 1999."),
            (Format::ChicagoBibliography, "Human Rights, and Jane Doe. On Things."),
            (Format::Bibtex, "author = {{Human Rights} and Doe, Jane}"),
            (Format::Bibtex, "translator = {{Good Words}}"),
            (Format::Ris, "AU  - Human Rights\n"),
            (Format::CslJson, "\"literal\": \"Human Rights\""),
        ],
    );
}
