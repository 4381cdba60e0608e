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
            ("law", "A Law on Things. (2020, July).\nIn text: (Plato, as cited in A Law on Things, 2020, Article 1)"),
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
                "“Digital Dreams: What ‘New Kazakhstan’ Means.” Qazinform, https://qazinform.example/a. \
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
                "Lovelace, Ada, and John F. Kennedy. “Who Owns the Sea?” The Paper, 15 Jan. 2023, \
                 https://paper.example/b.\nIn text: (Lovelace in Lovelace and Kennedy)",
            ),
            (
                "page",
                "“In Short.” summarize.example, https://summarize.example/1. Accessed 22 Nov. 2026. \
                 Machine-generated summary.\nIn text: (Tokayev summarized by a machine in “In Short”)",
            ),
            ("book", "Lovelace, Ada. Notes on the Engine. Taylor, 1843.\nIn text: (Lovelace)"),
            ("part", "Lovelace, Ada. “Note G.” Scientific Memoirs, Taylor, 1843.\nIn text: (Lovelace)"),
            (
                "speech",
                "King, Martin Luther, Jr. “I Have a Dream.” March on Washington, 28 Aug. 1963. Speech.\nIn text: (King)",
            ),
            ("law", "A Law on Things. July 2020.\nIn text: (Plato qtd. in A Law on Things, Article 1)"),
            ("bare", "“Somewhere.”\nIn text: (Plato qtd. in “Somewhere”)"),
        ],
    );
}

#[test]
fn chicago_notes() {
    assert_all(
        Format::ChicagoNote,
        &[
            // 14.260: quoted in a secondary source; 14.160: the section; 14.207: the access date if there is not a
            // date; 14.213: an interview.
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
                "Ada Lovelace, in Ada Lovelace and John F. Kennedy, “Who Owns the Sea?,” Paper, \
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
            ("part", "Ada Lovelace, “Note G,” in Scientific Memoirs (Taylor, 1843)."),
            // 14.217: likewise for a speech.
            ("speech", "Martin Luther King Jr., “I Have a Dream” (speech, March on Washington, August 28, 1963)."),
            ("law", "Plato, quoted in A Law on Things, July 2020, Article 1."),
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
                "Qazinform. “Digital Dreams: What ‘New Kazakhstan’ Means.” n.d. Accessed November 22, 2026. \
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
                "Lovelace, Ada, and John F. Kennedy. “Who Owns the Sea?” Paper, January 15, 2023. \
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
        (Format::ChicagoNote, "Jane Doe, “A Day,” Paper, 2023, translation, original in ru."),
        (Format::ChicagoBibliography, "“A Day.” Paper, 2023. Cited: translation, original in ru."),
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
fn references_do_not_name_speakers_as_authors() {
    for format in [Format::Apa, Format::Mla, Format::ChicagoNote, Format::ChicagoBibliography] {
        let written = export_entries(&["page"], format);
        assert!(!written.starts_with("Tokayev"), "{written}");
        assert!(written.contains("machine") || written.contains("Machine"), "{written}");
        // MLA leaves an unknown date out.
        assert_eq!(written.contains("n.d."), format != Format::Mla, "{written}");
    }
}
