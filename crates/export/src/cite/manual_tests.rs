//! Checks against the manuals, by subject: APA 7, MLA 9, and Chicago 17 and 18. The sources are invented.

use crate::{Format, export};
use kzq_corpus::{EntryId, read};

use Format::{
    Apa, Chicago18Bibliography as Bib18, Chicago18Note as Note18, ChicagoBibliography as Bib17, ChicagoNote as Note17,
    Mla,
};

/// A source in RON, and the locator of the words in it.
type Cited = (&'static str, &'static str);

/// Cites sources together in a format. For APA and MLA, a line has the reference and the in-text citation, separated by
/// a bar. The speakers are unknown, so that the citations do not mention them.
fn cite(format: Format, sources: &[Cited]) -> Vec<String> {
    let rows = sources.iter().enumerate().map(|(at, (source, _))| format!(r#""s{at}": ({source}),"#));
    let entries = sources
        .iter()
        .enumerate()
        .map(|(at, (_, place))| format!(r#"Quote(id: "e{at}", text: "x", source: (id: "s{at}", {place})),"#));
    let text = format!(
        r#"(schema: 1, id: "c", title: "C", sources: {{{}}}, entries: [{}])"#,
        rows.collect::<String>(),
        entries.collect::<String>()
    );
    let reading = read("c.ron", text.as_bytes());
    let corpus = reading.corpus.unwrap_or_else(|| panic!("{text}: {:?}", reading.diagnostics));
    assert!(reading.diagnostics.is_empty(), "{text}: {:?}", reading.diagnostics);
    let ids: Vec<EntryId> = corpus.entry_ids().collect();
    let written = export(&corpus, &ids, format).text.to_string();
    let lines = written.split("\n\n").map(|line| {
        let line = line.replace("(as cited in ", "(").replace("(qtd. in ", "(").replace("\nIn text: ", " | ");
        line.strip_prefix("quoted in ").unwrap_or(&line).to_owned()
    });
    lines.collect()
}

/// Asserts all rows of a subject, and reports all failures together.
#[track_caller]
fn assert_rows(rows: &[(Format, &[Cited], &[&str])]) {
    let mut wrong = Vec::new();
    for (format, sources, expected) in rows {
        let got = cite(*format, sources);
        for (at, expected) in expected.iter().enumerate() {
            let got = got.get(at).map_or("", String::as_str);
            if got != *expected {
                wrong.push(format!("{format:?}\n  expected {expected}\n  got      {got}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Asserts the citations of one source in several formats.
#[track_caller]
fn assert_each(source: Cited, expected: &[(Format, &str)]) {
    let sources = [source];
    let lines: Vec<[&str; 1]> = expected.iter().map(|(_, line)| [*line]).collect();
    let rows: Vec<(Format, &[Cited], &[&str])> =
        expected.iter().zip(&lines).map(|((format, _), line)| (*format, &sources[..], &line[..])).collect();
    assert_rows(&rows);
}

/// APA 8.19, 9.47: letters by date, a year alone before its months, then by title; in the list and in the text.
#[test]
fn letters_after_the_year_follow_dates_and_titles() {
    assert_rows(&[(
        Apa,
        &[
            (
                r#"kind: Article, title: "Weirs", container: "Daily Tide", authors: ["Jane Roe"], date: "2024-11-02""#,
                "",
            ),
            (r#"kind: Article, title: "Locks", container: "Daily Tide", authors: ["Jane Roe"], date: "2024-03""#, ""),
            (r#"kind: Book, title: "The Canal", publisher: "Mole Press", authors: ["Jane Roe"], date: "2024""#, ""),
            (r#"kind: Book, title: "An Aqueduct", publisher: "Mole Press", authors: ["Jane Roe"], date: "2024""#, ""),
            (r#"kind: Book, title: "Sluices", publisher: "Mole Press", authors: ["Jane Roe"], date: "2023""#, ""),
        ],
        &[
            "Roe, J. (2024d, November 2). Weirs. Daily Tide. | (Roe, 2024d)",
            "Roe, J. (2024c, March). Locks. Daily Tide. | (Roe, 2024c)",
            "Roe, J. (2024b). The Canal. Mole Press. | (Roe, 2024b)",
            "Roe, J. (2024a). An Aqueduct. Mole Press. | (Roe, 2024a)",
            "Roe, J. (2023). Sluices. Mole Press. | (Roe, 2023)",
        ],
    )]);
}

/// APA 9.14: a book is cited with its year only, even if the day is known.
#[test]
fn books_are_dated_by_year_only() {
    assert_each(
        (r#"kind: Book, title: "The Quay", publisher: "Mole Press", authors: ["Nan Swift"], date: "2019-05-03""#, ""),
        &[
            (Apa, "Swift, N. (2019). The Quay. Mole Press. | (Swift, 2019)"),
            (Mla, "Swift, Nan. The Quay. Mole Press, 2019. | (Swift)"),
            (Note17, "Nan Swift, The Quay (Mole Press, 2019)."),
            (Bib18, "Swift, Nan. The Quay. Mole Press, 2019."),
        ],
    );
    assert_each(
        (
            r#"kind: Article, title: "Peat", container: "Annals of Mud", volume: "8", issue: "6", pages: "3-4", authors: ["Moe Finch"],
                date: "2013-06""#,
            "",
        ),
        &[
            (Apa, "Finch, M. (2013, June). Peat. Annals of Mud, 8(6), 3–4. | (Finch, 2013)"),
            (Mla, "Finch, Moe. “Peat.” Annals of Mud, vol. 8, no. 6, June 2013, pp. 3–4. | (Finch)"),
            (Bib17, "Finch, Moe. “Peat.” Annals of Mud 8, no. 6 (June 2013): 3–4."),
        ],
    );
}

/// APA 8.20, and MLA: two first authors with the same family name.
#[test]
fn authors_with_the_same_family_name_are_distinguished() {
    const ANN: Cited = (
        r#"kind: Book, title: "One", publisher: "Mole Press", authors: ["Ann Breaker"], date: "2003""#,
        r#"page: "7""#,
    );
    const TOM: Cited = (
        r#"kind: Book, title: "Two", publisher: "Mole Press", authors: ["Tom Breaker", "Jim Poe", "Al Bo"], date: "2004""#,
        r#"page: "8""#,
    );
    const AMY: Cited =
        (r#"kind: Book, title: "Two", publisher: "Mole Press", authors: ["Amy Breaker"], date: "2004""#, "");
    assert_rows(&[
        (
            Apa,
            &[ANN, TOM],
            &[
                "Breaker, A. (2003). One. Mole Press. | (A. Breaker, 2003, p. 7)",
                "Breaker, T., Poe, J., & Bo, A. (2004). Two. Mole Press. | (T. Breaker et al., 2004, p. 8)",
            ],
        ),
        (
            Mla,
            &[ANN, TOM],
            &[
                "Breaker, Ann. One. Mole Press, 2003. | (A. Breaker 7)",
                "Breaker, Tom, et al. Two. Mole Press, 2004. | (T. Breaker et al. 8)",
            ],
        ),
        (
            Mla,
            &[ANN, AMY],
            &[
                "Breaker, Ann. One. Mole Press, 2003. | (Ann Breaker 7)",
                "Breaker, Amy. Two. Mole Press, 2004. | (Amy Breaker)",
            ],
        ),
    ]);
}

/// APA 8.17, 9.8, and MLA; Chicago 17 14.76; Chicago 18 13.78: how many authors are named.
#[test]
fn long_author_lists_are_shortened() {
    const NAMES: [&str; 21] = [
        "Abe Ant",
        "Bea Bee",
        "Cal Crab",
        "Dot Dove",
        "Eli Elk",
        "Flo Fly",
        "Gil Gnat",
        "Hal Hare",
        "Ivo Ibex",
        "Jan Jay",
        "Kay Kid",
        "Leo Lynx",
        "Mia Mole",
        "Ned Newt",
        "Ora Owl",
        "Pam Puma",
        "Quin Quail",
        "Ray Rat",
        "Sam Stoat",
        "Ted Toad",
        "Una Urchin",
    ];
    let book = |authors: &[&str]| {
        let authors: Vec<String> = authors.iter().map(|name| format!("{name:?}")).collect();
        let source =
            format!(r#"kind: Book, title: "T", publisher: "P", authors: [{}], date: "2015""#, authors.join(", "));
        source.leak() as &'static str
    };
    let of = |count: usize| [(book(&NAMES[..count]), "")];
    let (one, two, three, four) = (of(1), of(2), of(3), of(4));
    let (six, seven, ten, eleven, twenty, all) = (of(6), of(7), of(10), of(11), of(20), of(21));
    assert_rows(&[
        (Apa, &one, &["Ant, A. (2015). T. P. | (Ant, 2015)"]),
        (Apa, &two, &["Ant, A., & Bee, B. (2015). T. P. | (Ant & Bee, 2015)"]),
        (Apa, &three, &["Ant, A., Bee, B., & Crab, C. (2015). T. P. | (Ant et al., 2015)"]),
        (
            Apa,
            &twenty,
            &[
                "Ant, A., Bee, B., Crab, C., Dove, D., Elk, E., Fly, F., Gnat, G., Hare, H., Ibex, I., Jay, J., Kid, K., Lynx, L., \
               Mole, M., Newt, N., Owl, O., Puma, P., Quail, Q., Rat, R., Stoat, S., & Toad, T. (2015). T. P. | (Ant et al., 2015)",
            ],
        ),
        (
            Apa,
            &all,
            &[
                "Ant, A., Bee, B., Crab, C., Dove, D., Elk, E., Fly, F., Gnat, G., Hare, H., Ibex, I., Jay, J., Kid, K., Lynx, L., \
               Mole, M., Newt, N., Owl, O., Puma, P., Quail, Q., Rat, R., Stoat, S., . . . Urchin, U. (2015). T. P. | (Ant et al., 2015)",
            ],
        ),
        (Mla, &two, &["Ant, Abe, and Bea Bee. T. P, 2015. | (Ant and Bee)"]),
        (Mla, &three, &["Ant, Abe, et al. T. P, 2015. | (Ant et al.)"]),
        (Note17, &three, &["Abe Ant, Bea Bee, and Cal Crab, T (P, 2015)."]),
        (Note17, &four, &["Abe Ant et al., T (P, 2015)."]),
        (Note18, &two, &["Abe Ant and Bea Bee, T (P, 2015)."]),
        (Note18, &three, &["Abe Ant et al., T (P, 2015)."]),
        (Bib17, &two, &["Ant, Abe, and Bea Bee. T. P, 2015."]),
        (
            Bib17,
            &ten,
            &[
                "Ant, Abe, Bea Bee, Cal Crab, Dot Dove, Eli Elk, Flo Fly, Gil Gnat, Hal Hare, Ivo Ibex, and Jan Jay. T. P, 2015.",
            ],
        ),
        (Bib17, &eleven, &["Ant, Abe, Bea Bee, Cal Crab, Dot Dove, Eli Elk, Flo Fly, Gil Gnat, et al. T. P, 2015."]),
        (Bib18, &six, &["Ant, Abe, Bea Bee, Cal Crab, Dot Dove, Eli Elk, and Flo Fly. T. P, 2015."]),
        (Bib18, &seven, &["Ant, Abe, Bea Bee, Cal Crab, et al. T. P, 2015."]),
    ]);
}

/// APA 9.11; MLA on organisations that publish their own works; Chicago 14.84.
#[test]
fn organisations_are_cited_as_authors_and_publishers() {
    assert_each(
        (
            r#"kind: Book, title: "Rivers", publisher: "Water Board", authors: [(name: "Water Board", organisation: true)],
                date: "2020""#,
            r#"page: "9""#,
        ),
        &[
            (Apa, "Water Board. (2020). Rivers. | (Water Board, 2020, p. 9)"),
            (Mla, "Rivers. Water Board, 2020. | (Rivers 9)"),
            (Note17, "Water Board, Rivers (Water Board, 2020), 9."),
            (Bib17, "Water Board. Rivers. Water Board, 2020."),
        ],
    );
    assert_each(
        (r#"kind: Book, title: "Rivers", publisher: "Mole Press", authors: ["{Good Words}"], date: "2020""#, ""),
        &[
            (Apa, "Good Words. (2020). Rivers. Mole Press. | (Good Words, 2020)"),
            (Mla, "Good Words. Rivers. Mole Press, 2020. | (Good Words)"),
            (Bib17, "Good Words. Rivers. Mole Press, 2020."),
        ],
    );
    // A full stop that ends the name also ends the element.
    assert_each(
        (r#"kind: Book, title: "Rivers", publisher: "Water Inc.", authors: ["Mole Corp."], date: "2020""#, ""),
        &[
            (Apa, "Mole Corp. (2020). Rivers. Water Inc. | (Mole Corp., 2020)"),
            (Mla, "Mole Corp. Rivers. Water Inc., 2020. | (Mole Corp.)"),
            (Bib17, "Mole Corp. Rivers. Water Inc., 2020."),
        ],
    );
}

/// Checks how the author of a book is named: in APA, in MLA and in a note.
#[track_caller]
fn assert_names(rows: &[(&str, &str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (author, apa, mla, note) in rows {
        let source = format!(r#"kind: Book, title: "T", publisher: "P", authors: [{author:?}], date: "2001""#).leak()
            as &'static str;
        for (format, expected) in [(Apa, apa), (Mla, mla), (Note17, note)] {
            let got = cite(format, &[(source, "")]).remove(0);
            if got != *expected {
                wrong.push(format!("{author}, {format:?}\n  expected {expected}\n  got      {got}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Lists omit titles and degrees (MLA on titles and suffixes; APA 9.8) but keep suffixes (APA 9.8).
#[test]
fn titles_are_omitted_and_suffixes_kept() {
    assert_names(&[
        (
            "Sir Isaac Mole",
            "Mole, I. (2001). T. P. | (Mole, 2001)",
            "Mole, Isaac. T. P, 2001. | (Mole)",
            "Isaac Mole, T (P, 2001).",
        ),
        (
            "Rev. Dr. Ida Pier",
            "Pier, I. (2001). T. P. | (Pier, 2001)",
            "Pier, Ida. T. P, 2001. | (Pier)",
            "Ida Pier, T (P, 2001).",
        ),
        (
            "His Holiness the Dalai Lama",
            "His Holiness the Dalai Lama. (2001). T. P. | (His Holiness the Dalai Lama, 2001)",
            "His Holiness the Dalai Lama. T. P, 2001. | (His Holiness the Dalai Lama)",
            "His Holiness the Dalai Lama, T (P, 2001).",
        ),
        (
            "Martin Luther Dock, Jr.",
            "Dock, M. L., Jr. (2001). T. P. | (Dock, 2001)",
            "Dock, Martin Luther, Jr. T. P, 2001. | (Dock)",
            "Martin Luther Dock Jr., T (P, 2001).",
        ),
        (
            "John D. Pierman III",
            "Pierman, J. D., III. (2001). T. P. | (Pierman, 2001)",
            "Pierman, John D., III. T. P, 2001. | (Pierman)",
            "John D. Pierman III, T (P, 2001).",
        ),
        (
            "Henry Jetty, Ph.D.",
            "Jetty, H. (2001). T. P. | (Jetty, 2001)",
            "Jetty, Henry. T. P, 2001. | (Jetty)",
            "Henry Jetty, T (P, 2001).",
        ),
    ]);
}

/// Particles before and after the given name (APA 9.8; Chicago 8.5), patronymics, single names, and other scripts.
#[test]
fn particles_patronymics_and_single_names_are_handled() {
    assert_names(&[
        (
            "van Gracht, Vincent",
            "van Gracht, V. (2001). T. P. | (van Gracht, 2001)",
            "van Gracht, Vincent. T. P, 2001. | (van Gracht)",
            "Vincent van Gracht, T (P, 2001).",
        ),
        (
            "Quai, Simone de",
            "Quai, S. de. (2001). T. P. | (Quai, 2001)",
            "Quai, Simone de. T. P, 2001. | (Quai)",
            "Simone de Quai, T (P, 2001).",
        ),
        (
            "de la Mer, Walter",
            "de la Mer, W. (2001). T. P. | (de la Mer, 2001)",
            "de la Mer, Walter. T. P, 2001. | (de la Mer)",
            "Walter de la Mer, T (P, 2001).",
        ),
        (
            "von der Mole, Ursula",
            "von der Mole, U. (2001). T. P. | (von der Mole, 2001)",
            "von der Mole, Ursula. T. P, 2001. | (von der Mole)",
            "Ursula von der Mole, T (P, 2001).",
        ),
        (
            "al-Mina, Bashar",
            "al-Mina, B. (2001). T. P. | (al-Mina, 2001)",
            "al-Mina, Bashar. T. P, 2001. | (al-Mina)",
            "Bashar al-Mina, T (P, 2001).",
        ),
        (
            "Ben-Yam, David",
            "Ben-Yam, D. (2001). T. P. | (Ben-Yam, 2001)",
            "Ben-Yam, David. T. P, 2001. | (Ben-Yam)",
            "David Ben-Yam, T (P, 2001).",
        ),
        (
            "ben Yam, David",
            "ben Yam, D. (2001). T. P. | (ben Yam, 2001)",
            "ben Yam, David. T. P, 2001. | (ben Yam)",
            "David ben Yam, T (P, 2001).",
        ),
        (
            "Flann O’Pier",
            "O’Pier, F. (2001). T. P. | (O’Pier, 2001)",
            "O’Pier, Flann. T. P, 2001. | (O’Pier)",
            "Flann O’Pier, T (P, 2001).",
        ),
        (
            "Vladimir Petrovich Prichalov",
            "Prichalov, V. P. (2001). T. P. | (Prichalov, 2001)",
            "Prichalov, Vladimir Petrovich. T. P, 2001. | (Prichalov)",
            "Vladimir Petrovich Prichalov, T (P, 2001).",
        ),
        (
            "Platonides",
            "Platonides. (2001). T. P. | (Platonides, 2001)",
            "Platonides. T. P, 2001. | (Platonides)",
            "Platonides, T (P, 2001).",
        ),
        (
            "García Muelle, Gabriel",
            "García Muelle, G. (2001). T. P. | (García Muelle, 2001)",
            "García Muelle, Gabriel. T. P, 2001. | (García Muelle)",
            "Gabriel García Muelle, T (P, 2001).",
        ),
        (
            "Jean-Luc Quai",
            "Quai, J.-L. (2001). T. P. | (Quai, 2001)",
            "Quai, Jean-Luc. T. P, 2001. | (Quai)",
            "Jean-Luc Quai, T (P, 2001).",
        ),
        (
            "Кемеров, Қасым-Жомарт",
            "Кемеров, Қ.-Ж. (2001). T. P. | (Кемеров, 2001)",
            "Кемеров, Қасым-Жомарт. T. P, 2001. | (Кемеров)",
            "Қасым-Жомарт Кемеров, T (P, 2001).",
        ),
        ("林海", "林海. (2001). T. P. | (林海, 2001)", "林海. T. P, 2001. | (林海)", "林海, T (P, 2001)."),
    ]);
}

/// Names with the family name first get no comma in MLA and Chicago, since nothing is inverted; APA puts
/// initials after a comma.
#[test]
fn names_with_family_name_first_are_not_inverted() {
    let text = r#"(schema: 1, id: "c", title: "C", speakers: {"xi": (name: "Lin Haibo", aliases: ["Lin, Haibo"])},
        sources: {"talk": (kind: Speech, title: "A Talk", date: "2001")},
        entries: [Quote(id: "e", by: "xi", text: "x", source: (id: "talk"))])"#;
    let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
    let ids: Vec<EntryId> = corpus.entry_ids().collect();
    for (format, expected) in [
        (Apa, "Lin, H. (2001). A Talk [Speech].\nIn text: (Lin, 2001)"),
        (Mla, "Lin Haibo. “A Talk.” 2001. Speech.\nIn text: (Lin)"),
        (Note17, "Lin Haibo, “A Talk” (speech, 2001)."),
        (Bib17, "Lin Haibo. “A Talk.” Speech. 2001."),
        (Bib18, "Lin Haibo. “A Talk.” Speech. 2001."),
    ] {
        assert_eq!(export(&corpus, &ids, format).text.as_str(), expected);
    }
}

/// APA 10.2; MLA on other contributors; Chicago 14.103, 14.104: the editors and translators of a book.
#[test]
fn editors_and_translators_of_books_are_named() {
    assert_each(
        (r#"kind: Book, title: "Quays", publisher: "Mole Press", date: "1992", editor: "Jon Keel""#, r#"page: "3""#),
        &[
            (Apa, "Keel, J. (Ed.). (1992). Quays. Mole Press. | (Keel, 1992, p. 3)"),
            (Mla, "Keel, Jon, editor. Quays. Mole Press, 1992. | (Keel 3)"),
            (Note17, "Jon Keel, ed., Quays (Mole Press, 1992), 3."),
            (Bib17, "Keel, Jon, ed. Quays. Mole Press, 1992."),
        ],
    );
    assert_each(
        (r#"kind: Book, title: "Quays", publisher: "Mole Press", date: "1992", editor: ["Kai Hull", "Lea Mast"]"#, ""),
        &[
            (Apa, "Hull, K., & Mast, L. (Eds.). (1992). Quays. Mole Press. | (Hull & Mast, 1992)"),
            (Mla, "Hull, Kai, and Lea Mast, editors. Quays. Mole Press, 1992. | (Hull and Mast)"),
            (Note17, "Kai Hull and Lea Mast, eds., Quays (Mole Press, 1992)."),
            (Bib17, "Hull, Kai, and Lea Mast, eds. Quays. Mole Press, 1992."),
        ],
    );
    assert_each(
        (
            r#"kind: Book, title: "Glass", publisher: "Mole Press", date: "1995", authors: ["Émile Verre"], translator: "Dora Klar",
                editor: "Jon Keel""#,
            "",
        ),
        &[
            (Apa, "Verre, É. (1995). Glass (J. Keel, Ed.; D. Klar, Trans.). Mole Press. | (Verre, 1995)"),
            (Mla, "Verre, Émile. Glass. Translated by Dora Klar, edited by Jon Keel, Mole Press, 1995. | (Verre)"),
            (Note17, "Émile Verre, Glass, trans. Dora Klar, ed. Jon Keel (Mole Press, 1995)."),
            (Bib17, "Verre, Émile. Glass. Translated by Dora Klar. Edited by Jon Keel. Mole Press, 1995."),
        ],
    );
}

/// APA 10.3; MLA on works in a container; Chicago 14.107: a chapter of an edited book.
#[test]
fn chapters_are_cited_with_their_book() {
    assert_each(
        (
            r#"kind: Book, title: "Note G", container: "Memoirs", place: "London", publisher: "Taylor", edition: "2",
                date: "1943", authors: ["Tess Byron"], editor: "Uri Scheutz", pages: "125-131""#,
            r#"page: "127""#,
        ),
        &[
            (
                Apa,
                "Byron, T. (1943). Note G. In U. Scheutz (Ed.), Memoirs (2nd ed., pp. 125–131). Taylor. | (Byron, 1943, p. 127)",
            ),
            (
                Mla,
                "Byron, Tess. “Note G.” Memoirs, edited by Uri Scheutz, 2nd ed., Taylor, 1943, pp. 125–31. | (Byron 127)",
            ),
            (Note17, "Tess Byron, “Note G,” in Memoirs, 2nd ed., ed. Uri Scheutz (London: Taylor, 1943), 127."),
            (Bib17, "Byron, Tess. “Note G.” In Memoirs, 2nd ed., edited by Uri Scheutz, 125–31. London: Taylor, 1943."),
            (Note18, "Tess Byron, “Note G,” in Memoirs, 2nd ed., ed. Uri Scheutz (Taylor, 1943), 127."),
            (Bib18, "Byron, Tess. “Note G.” In Memoirs, 2nd ed., edited by Uri Scheutz. Taylor, 1943."),
        ],
    );
}

/// MLA on number ranges; Chicago 9.61: how far the second number is shortened. APA gives it in full.
#[test]
fn page_ranges_are_shortened() {
    for (pages, apa, mla, chicago) in [
        ("12-13", "12–13", "12–13", "12–13"),
        ("96-117", "96–117", "96–117", "96–117"),
        ("100-104", "100–104", "100–04", "100–104"),
        ("101-108", "101–108", "101–08", "101–8"),
        ("107-108", "107–108", "107–08", "107–8"),
        ("125-131", "125–131", "125–31", "125–31"),
        ("498-532", "498–532", "498–532", "498–532"),
        ("808-833", "808–833", "808–33", "808–33"),
        ("1087-1089", "1087–1089", "1087–89", "1087–89"),
        ("1100-1113", "1100–1113", "1100–13", "1100–1113"),
        ("xi-xv", "xi–xv", "xi–xv", "xi–xv"),
    ] {
        let source = r#"kind: Book, title: "T", publisher: "P", date: "1943", authors: ["Tess Byron"]"#;
        let place = format!("page: {pages:?}").leak() as &'static str;
        assert_each(
            (source, place),
            &[
                (Apa, &format!("Byron, T. (1943). T. P. | (Byron, 1943, pp. {apa})")),
                (Mla, &format!("Byron, Tess. T. P, 1943. | (Byron {mla})")),
                (Note17, &format!("Tess Byron, T (P, 1943), {chicago}.")),
            ],
        );
        let source = format!(
            r#"kind: Article, title: "S", container: "J", volume: "9", date: "1943", authors: ["Tess Byron"], pages: {pages:?}"#
        );
        assert_each(
            (source.leak(), ""),
            &[
                (Apa, &format!("Byron, T. (1943). S. J, 9, {apa}. | (Byron, 1943)")),
                (Mla, &format!("Byron, Tess. “S.” J, vol. 9, 1943, pp. {mla}. | (Byron)")),
                (Bib17, &format!("Byron, Tess. “S.” J 9 (1943): {chicago}.")),
            ],
        );
    }
}

/// APA 8.13; MLA and Chicago on locators.
#[test]
fn locators_are_abbreviated() {
    for (place, apa, mla, note) in [
        (r#"page: "102""#, "p. 102", " 102", "102"),
        (r#"section: "p. 102""#, "p. 102", " 102", "102"),
        (r#"section: "pp. 12-13""#, "pp. 12–13", " 12–13", "12–13"),
        (r#"page: "xvi""#, "p. xvi", " xvi", "xvi"),
        (r#"page: "12, 15""#, "pp. 12, 15", " 12, 15", "12, 15"),
        (r#"chapter: "3""#, "Chapter 3", ", ch. 3", "chap. 3"),
        (r#"section: "Chapter 3""#, "Chapter 3", ", ch. 3", "chap. 3"),
        (r#"line: "14""#, "line 14", ", line 14", "line 14"),
        (r#"line: "14-16""#, "lines 14–16", ", lines 14–16", "lines 14–16"),
        (r#"section: "para. 4""#, "para. 4", ", par. 4", "para. 4"),
    ] {
        assert_each(
            (r#"kind: Book, title: "T", publisher: "P", date: "1943", authors: ["Tess Byron"]"#, place),
            &[
                (Apa, &format!("Byron, T. (1943). T. P. | (Byron, 1943, {apa})")),
                (Mla, &format!("Byron, Tess. T. P, 1943. | (Byron{mla})")),
                (Note17, &format!("Tess Byron, T (P, 1943), {note}.")),
            ],
        );
    }
}

/// Chicago 14.193, 14.194: a newspaper loses an English “The” and keeps other articles. APA and MLA keep both.
#[test]
fn chicago_drops_the_english_article_of_newspapers() {
    for (name, chicago) in
        [("The Evening Ferry", "Evening Ferry"), ("Le Phare", "Le Phare"), ("Die Woche", "Die Woche")]
    {
        let source = format!(
            r#"kind: Article, title: "Late", container: {name:?}, date: "2024-06-03", authors: ["Iris Vale"], url: "https://a.example/l""#
        );
        assert_each(
            (source.leak(), ""),
            &[
                (Apa, &format!("Vale, I. (2024, June 3). Late. {name}. https://a.example/l | (Vale, 2024)")),
                (Mla, &format!("Vale, Iris. “Late.” {name}, 3 June 2024, https://a.example/l. | (Vale)")),
                (Note17, &format!("Iris Vale, “Late,” {chicago}, June 3, 2024, https://a.example/l.")),
                (Bib17, &format!("Vale, Iris. “Late.” {chicago}, June 3, 2024. https://a.example/l.")),
            ],
        );
    }
}

/// MLA on months: those of more than four letters are shortened.
#[test]
fn months_are_shortened_in_mla() {
    for (date, expected) in [
        ("2024-05-03", "3 May 2024"),
        ("2024-06-03", "3 June 2024"),
        ("2024-07", "July 2024"),
        ("2024-09-30", "30 Sept. 2024"),
        ("2024-01-02", "2 Jan. 2024"),
        ("2024-12", "Dec. 2024"),
    ] {
        let source =
            format!(r#"kind: Article, title: "Late", container: "Tide", date: {date:?}, authors: ["Iris Vale"]"#);
        assert_each((source.leak(), ""), &[(Mla, &format!("Vale, Iris. “Late.” Tide, {expected}. | (Vale)"))]);
    }
}

/// APA 9.16, 9.17; MLA, which has no “n.d.”; Chicago 14.12, 14.207: web pages without a date.
#[test]
fn web_pages_are_cited_with_publication_or_access_date() {
    assert_each(
        (
            r#"kind: Web, title: "Opening Times", publisher: "Port of Elsewhere", authors: ["Emil Wade"],
                url: "https://port.example/times", accessed: "2025-01-02""#,
            "",
        ),
        &[
            (
                Apa,
                "Wade, E. (n.d.). Opening Times. Port of Elsewhere. Retrieved January 2, 2025, from https://port.example/times \
                 | (Wade, n.d.)",
            ),
            (
                Mla,
                "Wade, Emil. “Opening Times.” Port of Elsewhere, https://port.example/times. Accessed 2 Jan. 2025. | (Wade)",
            ),
            (
                Note17,
                "Emil Wade, “Opening Times,” Port of Elsewhere, accessed January 2, 2025, https://port.example/times.",
            ),
            (
                Bib17,
                "Wade, Emil. “Opening Times.” Port of Elsewhere. Accessed January 2, 2025. https://port.example/times.",
            ),
        ],
    );
    assert_each(
        (
            r#"kind: Web, title: "About", publisher: "Port of Elsewhere", authors: ["Della Wade"], date: "2021-03",
                url: "https://port.example/about""#,
            "",
        ),
        &[
            (Apa, "Wade, D. (2021, March). About. Port of Elsewhere. https://port.example/about | (Wade, 2021)"),
            (Mla, "Wade, Della. “About.” Port of Elsewhere, Mar. 2021, https://port.example/about. | (Wade)"),
            (Note17, "Della Wade, “About,” Port of Elsewhere, March 2021, https://port.example/about."),
            (Bib17, "Wade, Della. “About.” Port of Elsewhere, March 2021. https://port.example/about."),
        ],
    );
}

/// A mark at the end of a title replaces the full stop (APA 9.19), and MLA and Chicago keep a comma after a
/// question mark in a note only (Chicago 6.125, 14.96). A comma replaces a full stop.
#[test]
fn titles_end_with_a_single_mark() {
    for (title, apa, mla, note, bibliography) in [
        (
            "Who Owns the Sea?",
            "Who Owns the Sea?",
            "“Who Owns the Sea?”",
            "“Who Owns the Sea?,”",
            "“Who Owns the Sea?”",
        ),
        ("Ahoy!", "Ahoy!", "“Ahoy!”", "“Ahoy!,”", "“Ahoy!”"),
        ("Ended.", "Ended.", "“Ended.”", "“Ended,”", "“Ended.”"),
        (
            "What “Open Water” Means",
            "What “Open Water” Means.",
            "“What ‘Open Water’ Means.”",
            "“What ‘Open Water’ Means,”",
            "“What ‘Open Water’ Means.”",
        ),
        ("On “Ropes”", "On “Ropes.”", "“On ‘Ropes.’”", "“On ‘Ropes,’”", "“On ‘Ropes.’”"),
    ] {
        let source = format!(
            r#"kind: Article, title: {title:?}, container: "Tide", date: "2021-06-15", authors: ["Nora Blake"]"#
        );
        assert_each(
            (source.leak(), ""),
            &[
                (Apa, &format!("Blake, N. (2021, June 15). {apa} Tide. | (Blake, 2021)")),
                (Mla, &format!("Blake, Nora. {mla} Tide, 15 June 2021. | (Blake)")),
                (Note17, &format!("Nora Blake, {note} Tide, June 15, 2021.")),
                (Bib17, &format!("Blake, Nora. {bibliography} Tide, June 15, 2021.")),
            ],
        );
    }
    // The title of a book has no quotation marks.
    assert_each(
        (r#"kind: Book, title: "Whose Quay?", publisher: "Mole Press", date: "1989", authors: ["Nea Rudder"]"#, ""),
        &[
            (Apa, "Rudder, N. (1989). Whose Quay? Mole Press. | (Rudder, 1989)"),
            (Mla, "Rudder, Nea. Whose Quay? Mole Press, 1989. | (Rudder)"),
            (Note17, "Nea Rudder, Whose Quay? (Mole Press, 1989)."),
            (Bib17, "Rudder, Nea. Whose Quay? Mole Press, 1989."),
        ],
    );
}

/// The editions and volumes of a book (APA 9.19; MLA on versions and numbers; Chicago 14.113).
#[test]
fn editions_and_volumes_of_books_are_cited() {
    assert_each(
        (
            r#"kind: Book, title: "Quays", publisher: "Mole Press", edition: "2", volume: "3", date: "1998", authors: ["Amy Larch"]"#,
            "",
        ),
        &[
            (Apa, "Larch, A. (1998). Quays (2nd ed., Vol. 3). Mole Press. | (Larch, 1998)"),
            (Mla, "Larch, Amy. Quays. 2nd ed., vol. 3, Mole Press, 1998. | (Larch)"),
            (Note17, "Amy Larch, Quays, 2nd ed., vol. 3 (Mole Press, 1998)."),
            (Bib17, "Larch, Amy. Quays. 2nd ed. Vol. 3. Mole Press, 1998."),
        ],
    );
    assert_each(
        (
            r#"kind: Book, title: "Quays", publisher: "Mole Press", edition: "revised", date: "1998", authors: ["Amy Larch"]"#,
            "",
        ),
        &[
            (Apa, "Larch, A. (1998). Quays (Rev. ed.). Mole Press. | (Larch, 1998)"),
            (Mla, "Larch, Amy. Quays. Rev. ed., Mole Press, 1998. | (Larch)"),
            (Note17, "Amy Larch, Quays, rev. ed. (Mole Press, 1998)."),
            (Bib17, "Larch, Amy. Quays. Rev. ed. Mole Press, 1998."),
        ],
    );
}

/// Journal articles with a DOI (APA 10.1; MLA on DOIs; Chicago 14.8, 14.171).
#[test]
fn journal_articles_are_cited_with_their_doi() {
    assert_each(
        (
            r#"kind: Article, title: "Tides", container: "The Harbour Journal", volume: "12", issue: "3", pages: "145-167", date: "2019",
                authors: ["Mary Major"], doi: "10.1000/182", url: "https://harbour.example/tides""#,
            r#"page: "150""#,
        ),
        &[
            (
                Apa,
                "Major, M. (2019). Tides. The Harbour Journal, 12(3), 145–167. https://doi.org/10.1000/182 \
                 | (Major, 2019, p. 150)",
            ),
            (
                Mla,
                "Major, Mary. “Tides.” The Harbour Journal, vol. 12, no. 3, 2019, pp. 145–67, https://doi.org/10.1000/182. \
                 | (Major 150)",
            ),
            (Note17, "Mary Major, “Tides,” Harbour Journal 12, no. 3 (2019): 150, https://doi.org/10.1000/182."),
            (Bib17, "Major, Mary. “Tides.” Harbour Journal 12, no. 3 (2019): 145–67. https://doi.org/10.1000/182."),
        ],
    );
}

/// Works without an author begin with their title (APA 8.14, 9.12; MLA; Chicago 14.79), but a bibliography in Chicago style
/// lists articles under their newspaper (14.199).
#[test]
fn works_without_an_author_start_with_their_title() {
    assert_each(
        (r#"kind: Article, title: "High Water", container: "Tide", date: "2022-06-30""#, r#"page: "7""#),
        &[
            (Apa, "High Water. (2022, June 30). Tide. | (“High Water,” 2022, p. 7)"),
            (Mla, "“High Water.” Tide, 30 June 2022. | (“High Water” 7)"),
            (Note17, "“High Water,” Tide, June 30, 2022, 7."),
            (Bib17, "Tide. “High Water.” June 30, 2022."),
        ],
    );
}

/// A second quotation from a source is cited like the first: APA 7 and MLA 9 shorten names from the start.
#[test]
fn later_citations_have_the_form_of_the_first() {
    let text = r#"(schema: 1, id: "c", title: "C", sources: {"s": (kind: Book, title: "T", publisher: "P", date: "2015",
            authors: ["Abe Ant", "Bea Bee", "Cal Crab"])},
        entries: [Quote(id: "e", text: "x", source: (id: "s", page: "3")), Quote(id: "f", text: "y", source: (id: "s", page: "4"))])"#;
    let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
    let ids: Vec<EntryId> = corpus.entry_ids().collect();
    for (format, expected) in [
        (Apa, ["(as cited in Ant et al., 2015, p. 3)", "(as cited in Ant et al., 2015, p. 4)"]),
        (Mla, ["(qtd. in Ant et al. 3)", "(qtd. in Ant et al. 4)"]),
        (
            Note17,
            ["Abe Ant, Bea Bee, and Cal Crab, T (P, 2015), 3.", "Abe Ant, Bea Bee, and Cal Crab, T (P, 2015), 4."],
        ),
    ] {
        let written = export(&corpus, &ids, format).text;
        assert!(expected.iter().all(|citation| written.as_str().contains(citation)), "{}", written.as_str());
    }
}
