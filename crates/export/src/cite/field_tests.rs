//! How the fields of entries and sources are cited in each format.

use crate::{Format, export};
use kzq_corpus::{EntryId, LocatorField, SourceField, read};

#[test]
fn unknown_speakers_are_never_replaced_by_authors() {
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
                "@book{c:bare,\n  key = {Old Sayings},\n  title = {{Old Sayings}},\n  publisher = {Press},\n  year = {1901},\n  \
                 note = {Quotes an unknown speaker},\n}",
                "@misc{c:talk,\n  key = {A Talk},\n  title = {{A Talk}},\n  howpublished = {Speech},\n  year = {1950},\n  \
                 note = {Quotes an unknown speaker},\n}",
                "@book{c:bare,\n  key = {Old Sayings},\n  title = {{Old Sayings}},\n  publisher = {Press},\n  year = {1901},\n  \
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
            (Format::Apa, "(Doe, 1999, Chapter 3, pp. 12–13)"),
            (Format::Mla, "(Doe 12–13, ch. 3)"),
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
fn doubtful_attributions_are_marked_in_every_format() {
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
fn date_of_the_quotation_is_cited() {
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
fn ancient_and_uncertain_dates_are_cited() {
    for (date, attributed, apa, mla, bibtex, csl, ris) in [
        ("c. 180", "c. 180", "(ca. 180)", "Circa 180.", "{ca. 180}", "[[180]],\"circa\":true", "DA  - 0180///circa"),
        ("-380", "380 BC", "(380 BC)", "380 BC.", "{380 BC}", "[[-380]]", "DA  - ///380 BC"),
        ("1843?", "1843?", "([1843?])", "[1843?].", "{[1843?]}", "[[1843]],\"circa\":true", "DA  - 1843///uncertain"),
        (
            "c. -44-03",
            "c. March 44 BC",
            "(ca. 44 BC, March)",
            "Circa Mar. 44 BC.",
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
fn translators_editions_and_other_details_are_cited() {
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
            (Format::ChicagoNote, "Jane Doe, “On Things,” Journal 12, no. 3 (1999): 12."),
            (Format::ChicagoBibliography, "Doe, Jane. “On Things.” Journal 12, no. 3 (1999): 45–67."),
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
fn names_of_organisations_are_never_inverted() {
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

#[test]
fn sections_naming_a_page_or_chapter_are_cited_as_locators() {
    const BOOK: &str = r#"kind: Book, date: "1999", authors: ["Jane Doe"]"#;
    for (section, apa, mla, note) in [
        ("p. 102", "(Doe, 1999, p. 102)", "(Doe 102)", "(1999), 102."),
        ("Chapter 3", "(Doe, 1999, Chapter 3)", "(Doe, ch. 3)", "(1999), chap. 3."),
        ("para. 4", "(Doe, 1999, para. 4)", "(Doe, par. 4)", "(1999), para. 4."),
        ("Ended.", "(Doe, 1999, Ended section)", "(Doe)", "(1999), under “Ended.”"),
    ] {
        let entry = format!(r#"by: "d", source: (id: "s", section: "{section}")"#);
        assert_cited(BOOK, &entry, &[(Format::Apa, apa), (Format::Mla, mla), (Format::ChicagoNote, note)]);
    }
}

#[test]
fn three_editors_have_a_serial_comma() {
    assert_cited(
        r#"kind: Book, authors: ["Jane Doe"], container: "All Things", editor: ["Al Roe", "Bo Poe", "Cy Moe"],
        publisher: "Press", date: "1999""#,
        r#"source: (id: "s", page: "27")"#,
        &[
            (Format::Mla, "All Things, edited by Al Roe, Bo Poe, and Cy Moe, Press, 1999."),
            (Format::ChicagoNote, "in All Things, ed. Al Roe, Bo Poe, and Cy Moe (Press, 1999), 27."),
        ],
    );
}

#[test]
fn parts_of_books_and_edited_books_are_cited() {
    let entry = r#"source: (id: "s", page: "27")"#;
    assert_cited(
        r#"kind: Book, authors: ["Jane Doe"], container: "All Things.", editor: ["Al Roe", "Bo Poe"], translator: "Cy Moe",
        edition: "2", volume: "3", pages: "20-31", place: "London", publisher: "Press", date: "1999""#,
        entry,
        &[
            (
                Format::Apa,
                "Doe, J. (1999). On Things (C. Moe, Trans.). In A. Roe & B. Poe (Eds.), All Things (2nd ed., Vol. 3, \
                 pp. 20–31). Press.\nIn text: (as cited in Doe, 1999, p. 27)",
            ),
            (
                Format::Mla,
                "Doe, Jane. “On Things.” All Things, translated by Cy Moe, edited by Al Roe and Bo Poe, 2nd ed., vol. 3, \
                 Press, 1999, pp. 20–31.",
            ),
            (
                Format::ChicagoNote,
                "Jane Doe, “On Things,” in All Things, 2nd ed., vol. 3, trans. Cy Moe, ed. Al Roe and Bo Poe (London: Press, \
                 1999), 27.",
            ),
            (
                Format::ChicagoBibliography,
                "Doe, Jane. “On Things.” In All Things, 2nd ed., vol. 3, translated by Cy Moe, edited by Al Roe and Bo Poe, \
                 20–31. London: Press, 1999.",
            ),
            // The 18th edition omits places, and the pages of a chapter in a bibliography.
            (Format::Chicago18Note, "ed. Al Roe and Bo Poe (Press, 1999), 27."),
            (Format::Chicago18Bibliography, "edited by Al Roe and Bo Poe. Press, 1999."),
        ],
    );
    assert_cited(
        r#"kind: Book, editor: ["Al Roe", "Bo Poe"], publisher: "Press", date: "1999""#,
        entry,
        &[
            (
                Format::Apa,
                "Roe, A., & Poe, B. (Eds.). (1999). On Things. Press.\nIn text: (as cited in Roe & Poe, 1999, p. 27)",
            ),
            (Format::Mla, "Roe, Al, and Bo Poe, editors. On Things. Press, 1999.\nIn text: (qtd. in Roe and Poe 27)"),
            (Format::ChicagoNote, "Al Roe and Bo Poe, eds., On Things (Press, 1999), 27."),
            (Format::ChicagoBibliography, "Roe, Al, and Bo Poe, eds. On Things. Press, 1999."),
            (Format::Bibtex, "  title = {{On Things}},\n  editor = {Roe, Al and Poe, Bo},"),
        ],
    );
}

#[test]
fn number_of_listed_authors_follows_each_manual() {
    let names = |count: usize| {
        let names = (0..count).map(|at| format!("\"{} Roe\"", ["Al", "Bo", "Cy", "Di"][at % 4]));
        names.collect::<Vec<_>>().join(", ")
    };
    for (count, apa, mla, note_17, list_17, note_18, list_18) in [
        (
            2,
            "Roe, A., & Roe, B.",
            "Roe, Al, and Bo Roe.",
            "Al Roe and Bo Roe,",
            "Roe, Al, and Bo Roe.",
            "Al Roe and Bo Roe,",
            "Roe, Al, and Bo Roe.",
        ),
        (
            3,
            "Roe, A., Roe, B., & Roe, C.",
            "Roe, Al, et al.",
            "Al Roe, Bo Roe, and Cy Roe,",
            "Roe, Al, Bo Roe, and Cy Roe.",
            "Al Roe et al.,",
            "Roe, Al, Bo Roe, and Cy Roe.",
        ),
        (
            7,
            "Roe, B., & Roe, C. (",
            "Roe, Al, et al.",
            "Al Roe et al.,",
            "Bo Roe, and Cy Roe.",
            "Al Roe et al.,",
            "Roe, Al, Bo Roe, Cy Roe, et al.",
        ),
        (
            11,
            "Roe, B., & Roe, C. (",
            "Roe, Al, et al.",
            "Al Roe et al.,",
            "Roe, Al, Bo Roe, Cy Roe, Di Roe, Al Roe, Bo Roe, Cy Roe, et al.",
            "Al Roe et al.,",
            "Roe, Al, Bo Roe, Cy Roe, et al.",
        ),
        (
            21,
            "Roe, C., . . . Roe, A. (",
            "Roe, Al, et al.",
            "Al Roe et al.,",
            "Cy Roe, et al.",
            "Al Roe et al.,",
            "Cy Roe, et al.",
        ),
    ] {
        assert_cited(
            &format!(r#"kind: Book, date: "1999", authors: [{}]"#, names(count)),
            r#"source: (id: "s")"#,
            &[
                (Format::Apa, apa),
                (Format::Mla, mla),
                (Format::ChicagoNote, note_17),
                (Format::ChicagoBibliography, list_17),
                (Format::Chicago18Note, note_18),
                (Format::Chicago18Bibliography, list_18),
            ],
        );
    }
}

#[test]
fn source_fields_have_their_keys_in_each_record_format() {
    let source = r#"kind: Article, authors: ["Goethe, Johann Wolfgang von", "von der Leyen, Ursula", "{Good and Words}"],
        editor: "Al Roe", translator: "Bo Poe", container: "Journal", publisher: "Press", place: "London", edition: "2",
        volume: "12", issue: "3", pages: "45-67", isbn: "978-0-00", doi: "10.1000/182", url: "https://a.example/",
        archived: "https://archive.example/1", date: "1999-05", accessed: "2020-01-02", note: "Seen in print.""#;
    for (format, fields) in [
        (
            Format::Bibtex,
            &[
                "author = {von Goethe, Johann Wolfgang and {von der Leyen}, Ursula and {Good and Words}}",
                "editor = {Roe, Al}",
                "translator = {Poe, Bo}",
                "journal = {Journal}",
                "publisher = {Press}",
                "address = {London}",
                "edition = {2}",
                "volume = {12}",
                "number = {3}",
                "pages = {45--67}",
                "isbn = {978-0-00}",
                "doi = {10.1000/182}",
                "url = {https://a.example/}",
                "archived = {https://archive.example/1}",
                "year = {1999}",
                "month = may",
                "urldate = {2020-01-02}",
                "annote = {Seen in print.}",
            ][..],
        ),
        (
            Format::Ris,
            &[
                "TY  - JOUR",
                "AU  - Goethe, Johann Wolfgang von",
                "AU  - von der Leyen, Ursula",
                "AU  - Good and Words",
                "ED  - Roe, Al",
                "A4  - Poe, Bo",
                "T2  - Journal",
                "PB  - Press",
                "CY  - London",
                "ET  - 2",
                "VL  - 12",
                "IS  - 3",
                "SP  - 45",
                "EP  - 67",
                "SN  - 978-0-00",
                "DO  - 10.1000/182",
                "UR  - https://a.example/",
                "AV  - https://archive.example/1",
                "PY  - 1999",
                "DA  - 1999/05//",
                "Y2  - 2020/01/02/",
                "RN  - Seen in print.",
            ],
        ),
        (
            Format::CslJson,
            &[
                "\"type\": \"article-journal\"",
                "\"dropping-particle\": \"von\"",
                "\"non-dropping-particle\": \"von der\"",
                "\"literal\": \"Good and Words\"",
                "\"editor\"",
                "\"translator\"",
                "\"container-title\": \"Journal\"",
                "\"publisher\": \"Press\"",
                "\"publisher-place\": \"London\"",
                "\"edition\": \"2\"",
                "\"volume\": \"12\"",
                "\"issue\": \"3\"",
                "\"page\": \"45-67\"",
                "\"ISBN\"",
                "\"DOI\"",
                "\"URL\"",
                "\"archive_location\"",
                "\"issued\"",
                "\"accessed\"",
                "\"annote\": \"Seen in print.\"",
            ],
        ),
    ] {
        let expected: Vec<(Format, &str)> = fields.iter().map(|field| (format, *field)).collect();
        assert_cited(source, r#"source: (id: "s")"#, &expected);
    }
}

/// Collects the leaves of a value, each with the name of its field and its text.
fn leaves(name: &str, value: &serde_json::Value, found: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::Object(fields) => fields.iter().for_each(|(name, value)| leaves(name, value, found)),
        serde_json::Value::Array(items) => items.iter().for_each(|item| leaves(name, item, found)),
        serde_json::Value::String(text) => found.push((name.to_owned(), text.clone())),
        other => found.push((name.to_owned(), other.to_string())),
    }
}

/// Visits all fields of a source, so that a new one must get a value here and be written to the records.
#[test]
fn records_contain_the_value_of_every_source_field() {
    const TEXT: &str = r#"(schema: 1, id: "c", title: "C", sources: {
            "told": (kind: Broadcast, title: "Nightly Omega", date: "1998"),
            "s": (kind: Article, title: "Alpha", authors: ["Beta"], container: "Gamma", publisher: "Delta", date: "1999-05-04",
                accessed: "2020-01-02", url: "https://a.example/epsilon", archived: "https://b.example/zeta", note: "Eta",
                translator: "Theta", editor: "{Iota}", place: "Kappa", edition: "Lambda", volume: "Mu", issue: "Nu", pages: "Xi",
                isbn: "Omicron", doi: "10.1000/pi", text: "on/your/disk.txt", reports: "told"),
        }, entries: [
            Quote(id: "q", text: "x", time: "1:02:03", date: "1997-02", source: (id: "s", section: "Rho", item: 77, chapter: "Sigma",
                page: "Tau", line: "Upsilon", location: "Phi")),
        ])"#;
    // Not the id of its collection, the kind, which determines the format, or the file on the user's disk. Its own id
    // is in the key, and the source it reports is in a note.
    const APART: [&str; 6] = ["id", "collection", "kind", "reports", "text", "organisations"];
    let reading = read("c.ron", TEXT.as_bytes());
    assert_eq!(reading.diagnostics, []);
    let corpus = reading.corpus.unwrap();
    let source = corpus.sources().iter().find(|source| source.id.as_str() == "s").unwrap();
    let mut fields = Vec::new();
    leaves("source", &serde_json::to_value(source).unwrap(), &mut fields);
    let mut empty: Vec<&str> =
        fields.iter().filter(|(_, value)| value == "null").map(|(name, _)| name.as_str()).collect();
    for field in SourceField::ALL.into_iter().filter(|&field| source.text_of(field).is_none()) {
        empty.push(field.name());
    }
    let locators = corpus.entry(EntryId::new(0)).citation().unwrap().locators;
    let has = |field: &LocatorField| locators.iter().any(|(other, _)| other == field);
    for field in LocatorField::ALL.into_iter().filter(|field| !has(field)) {
        empty.push(field.name());
    }
    assert!(empty.is_empty(), "give a value to {empty:?} here, then write it in each format below");
    let is_name_of_text = |value: &str| SourceField::ALL.iter().any(|field| format!("{field:?}") == value);
    let of_source = fields
        .iter()
        .filter(|(name, value)| !APART.contains(&name.as_str()) && !is_name_of_text(value))
        // Months may be written as words.
        .map(|(name, value)| if matches!(name.as_str(), "date" | "accessed") { &value[..4] } else { value });
    let of_entry = ["1:02:03", "Rho", "77", "Sigma", "Tau", "Upsilon", "Phi", "1997", "Nightly Omega"];
    let values: Vec<&str> = of_source.chain(of_entry).collect();
    assert!(values.len() > 25, "{values:?}");
    for format in [Format::Bibtex, Format::Ris, Format::CslJson] {
        let written = export(&corpus, &[EntryId::new(0)], format).text.to_string();
        let missing: Vec<&&str> = values.iter().filter(|value| !written.contains(**value)).collect();
        assert!(missing.is_empty(), "{format:?} lacks {missing:?}:\n{written}");
        assert!(written.contains("c:s"), "{written}");
    }
}
