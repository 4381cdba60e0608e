//! Citations of several sources together.

use crate::{Format, export};
use kzq_corpus::{EntryId, read};

/// Cites sources together, one per row of title, authors (in RON) and date, and returns their references without
/// the titles, and their in-text citations.
fn cited(format: Format, sources: &[(&str, &str, &str)]) -> Vec<String> {
    let rows = sources.iter().enumerate().map(|(at, (title, authors, date))| {
        // Books are dated by year only.
        let kind = if date.contains('-') { "Article" } else { "Book" };
        format!(r#""s{at}": (kind: {kind}, title: "{title}", authors: [{authors}], date: "{date}"),"#)
    });
    let entries =
        (0..sources.len()).map(|at| format!(r#"Quote(id: "e{at}", by: "a", text: "x", source: (id: "s{at}")),"#));
    let text = format!(
        r#"(schema: 1, id: "c", title: "C", speakers: {{"a": (name: "Ann Author")}}, sources: {{{}}}, entries: [{}])"#,
        rows.collect::<String>(),
        entries.collect::<String>()
    );
    let reading = read("c.ron", text.as_bytes());
    let corpus = reading.corpus.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
    let ids: Vec<EntryId> = corpus.entry_ids().collect();
    let written = export(&corpus, &ids, format).text.to_string();
    written.split("\n\n").map(|reference| reference.split_once("\nIn text: ").unwrap().1.to_owned()).collect()
}

const ROE: &str = r#""Jane Roe""#;

#[test]
fn works_of_one_author_and_year_have_letters_in_apa() {
    let apa = |sources: &[(&str, &str, &str)]| cited(Format::Apa, sources);
    // By date, then by title without its article; a bare year sorts before its months.
    assert_eq!(
        apa(&[
            ("The Last", ROE, "2024-05-02"),
            ("First", ROE, "2024-05-01"),
            ("A Beginning", ROE, "2024-05-02"),
            ("Whenever", ROE, "2024"),
            ("Another Year", ROE, "2023"),
        ]),
        [
            "(Author, as cited in Roe, 2024d)",
            "(Author, as cited in Roe, 2024b)",
            "(Author, as cited in Roe, 2024c)",
            "(Author, as cited in Roe, 2024a)",
            "(Author, as cited in Roe, 2023)",
        ]
    );
    // Without authors, the titles distinguish them, unless these are the same too.
    assert_eq!(apa(&[("Air", "", "2024"), ("Sea", "", "2024")])[0], "(Author, as cited in Air, 2024)");
    assert_eq!(apa(&[("Air", "", "2024"), ("Air", "", "2024")])[1], "(Author, as cited in Air, 2024b)");
}

#[test]
fn undated_works_of_one_author_have_letters_in_apa() {
    let text = r#"(schema: 1, id: "c", title: "C", sources: {
            "one": (kind: Book, title: "One", authors: ["Jane Roe"]), "two": (kind: Book, title: "Two", authors: ["Jane Roe"]),
        }, entries: [Quote(id: "q", text: "x", source: (id: "two")), Quote(id: "r", text: "x", source: (id: "one"))])"#;
    let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
    let ids: Vec<EntryId> = corpus.entry_ids().collect();
    assert_eq!(
        export(&corpus, &ids, Format::Apa).text.as_str(),
        "Roe, J. (n.d.-b). Two.\nIn text: (as cited in Roe, n.d.-b)\n\n\
         Roe, J. (n.d.-a). One.\nIn text: (as cited in Roe, n.d.-a)"
    );
    // A single one has no letter.
    assert_eq!(
        export(&corpus, &ids[..1], Format::Apa).text.as_str(),
        "Roe, J. (n.d.). Two.\nIn text: (as cited in Roe, n.d.)"
    );
}

#[test]
fn apa_names_enough_authors_to_distinguish_works() {
    let [poe, moe] = [r#""Jane Roe", "Jim Poe", "Al Bo""#, r#""Jane Roe", "Joe Moe", "Al Bo""#];
    let [poe_of_four, moe_of_four] = [poe, moe].map(|three| format!("{three}, \"Cy Doe\""));
    for (sources, expected) in [
        // A single author can't be “et al.”.
        (vec![("A", poe, "2024"), ("B", moe, "2024")], ["Roe, Poe, & Bo, 2024", "Roe, Moe, & Bo, 2024"]),
        (
            vec![("A", poe_of_four.as_str(), "2024"), ("B", moe_of_four.as_str(), "2024")],
            ["Roe, Poe, et al., 2024", "Roe, Moe, et al., 2024"],
        ),
        // The year alone or a letter distinguishes these.
        (vec![("A", poe, "2024"), ("B", moe, "2023")], ["Roe et al., 2024", "Roe et al., 2023"]),
        (vec![("A", poe, "2024"), ("B", poe, "2024")], ["Roe et al., 2024a", "Roe et al., 2024b"]),
        // First authors with the same family name get initials.
        (vec![("A", ROE, "2024"), ("B", r#""Tim Roe""#, "2020")], ["J. Roe, 2024", "T. Roe, 2020"]),
        (vec![("A", ROE, "2024"), ("B", r#""John Roe""#, "2024")], ["Roe, 2024a", "Roe, 2024b"]),
    ] {
        assert_eq!(cited(Format::Apa, &sources), expected.map(|text| format!("(Author, as cited in {text})")));
    }
}

#[test]
fn works_of_one_author_have_short_titles_in_mla() {
    for (sources, expected) in [
        (vec![("First", ROE, "2024"), ("Second", ROE, "2020")], ["Roe, First", "Roe, Second"]),
        // The short titles are the same, so the whole ones are given.
        (
            vec![("The end of the war in the west", ROE, "2024"), ("The end of the war in the east", ROE, "2020")],
            ["Roe, The end of the war in the west", "Roe, The end of the war in the east"],
        ),
        (
            vec![("First", r#""Jane Roe", "A B", "C D""#, "2024"), ("Second", r#""Jane Roe", "E F", "G H""#, "2024")],
            ["Roe et al., First", "Roe et al., Second"],
        ),
        (vec![("First", ROE, "2024"), ("Second", r#""Tim Roe""#, "2020")], ["J. Roe", "T. Roe"]),
        (vec![("First", ROE, "2024"), ("Second", r#""John Roe""#, "2020")], ["Jane Roe", "John Roe"]),
        (vec![("First", ROE, "2024"), ("Second", r#""Jim Poe""#, "2020")], ["Roe", "Poe"]),
    ] {
        assert_eq!(cited(Format::Mla, &sources), expected.map(|text| format!("(Author qtd. in {text})")));
    }
}

#[test]
fn thousands_of_similar_works_have_distinct_citations() {
    let authors: Vec<String> =
        (0..3000).map(|at| format!(r#""Jane Roe", "A B{}", "C D{at}", "E F""#, at % 7)).collect();
    let sources: Vec<(&str, &str, &str)> = authors.iter().map(|authors| ("T", authors.as_str(), "2024")).collect();
    let started = cited(Format::Apa, &sources);
    let distinct: std::collections::HashSet<&String> = started.iter().collect();
    assert_eq!(distinct.len(), sources.len());
}
