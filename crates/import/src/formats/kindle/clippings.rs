//! `My Clippings.txt`, which a Kindle writes in any of its languages, and `KOReader` in the same form.
//!
//! The records are classified without knowing the language: a range of locations with words is a highlight, a single
//! location with words is a note of the user, and one without words is a bookmark. The names of many languages are known
//! too, and go first. A Kindle adds a record each time a highlight is changed: the last one is taken.

use foldhash::{HashMap, HashMapExt};
use kzq_corpus::SourceKind;
use kzq_edit::{EntryDraft, Locator};

use super::overlaps::{MAX_COMPARED, Overlaps};
use super::place::Kind;
use super::records::{self, Clipping, SEPARATOR};
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Imported, Item, Sink, Skipped};
use crate::reading::{Authors, Work, add_extra, squeeze};
use kzq_text::steps::count;

/// The row of the format.
pub(in super::super) const FORMAT: Format = Format {
    name: "kindle-clippings",
    about: "a Kindle's `My Clippings.txt` in any language, also from KOReader",
    sniff,
    read,
};

/// What a record becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Highlight,
    /// A highlight in which neither a range nor a known word says so.
    Supposed,
    Note,
    Skipped(&'static str),
}

/// What is known about the records of a book.
#[derive(Debug)]
struct Book {
    work: Work,
    /// Its highlights and its notes, as numbers of records.
    highlights: Vec<usize>,
    notes: Vec<usize>,
}

fn sniff(input: &Input<'_>) -> Option<String> {
    let has_separator = input.start().lines().take(200).any(|line| line.trim() == SEPARATOR);
    let is_read = has_separator && records::records(input.start()).take(5).any(|record| record.is_ok());
    is_read.then(|| format!("`{SEPARATOR}` between records with a location"))
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let records: Vec<_> = records::records(input.text).collect();
    if !records.iter().any(Result::is_ok) {
        let message = "no record of a clipping found: a title, a line with a location, the words, and `==========`";
        return Err(ReadError::of_file(message));
    }
    let clippings: Vec<Option<&Clipping<'_>>> = records.iter().map(|record| record.as_ref().ok()).collect();
    let mut roles = roles(&clippings);
    let books = books(&clippings, &roles);
    for book in books.values() {
        for at in superseded(&clippings, &book.highlights) {
            roles[at] = Role::Skipped("superseded by a later highlight");
        }
    }
    let notes = attach_notes(&clippings, &mut roles, &books);
    for (at, record) in records.iter().enumerate() {
        let item = match record {
            Err(line) => Item::Skipped(Skipped { line: *line, reason: "a record without a line for its location" }),
            Ok(clipping) => match roles[at] {
                Role::Skipped(reason) => Item::Skipped(Skipped { line: clipping.line, reason }),
                Role::Note => continue,
                role => Item::Entry(entry(clipping, role, &books[clipping.heading.as_str()].work, notes.get(&at))),
            },
        };
        if !sink.accept(item) {
            break;
        }
    }
    Ok(())
}

/// Whether a place is a range.
fn is_range(clipping: &Clipping<'_>) -> bool {
    [&clipping.place.page, &clipping.place.location].into_iter().flatten().any(|span| span.is_range)
}

/// What each record is.
fn roles(clippings: &[Option<&Clipping<'_>>]) -> Vec<Role> {
    // KOReader gives a single page for everything; so where there is no range, its lack says nothing.
    let has_ranges = clippings.iter().flatten().any(|clipping| is_range(clipping));
    let role = |clipping: &Clipping<'_>| match (clipping.named, clipping.body.is_empty()) {
        (_, true) if clipping.is_cut => Role::Skipped("the publisher's limit of clippings was reached"),
        (Some(Kind::Bookmark), true) => Role::Skipped("a bookmark has no words"),
        (_, true) => Role::Skipped("no words"),
        (Some(Kind::Highlight), _) => Role::Highlight,
        (Some(Kind::Note), _) => Role::Note,
        (Some(Kind::Bookmark), _) => Role::Skipped("the words of a bookmark"),
        (None, _) if is_range(clipping) => Role::Highlight,
        (None, _) if has_ranges => Role::Note,
        (None, _) => Role::Supposed,
    };
    clippings.iter().map(|clipping| clipping.map_or(Role::Skipped("unreadable"), role)).collect()
}

/// The books by the line of their title.
fn books<'c>(clippings: &[Option<&'c Clipping<'_>>], roles: &[Role]) -> HashMap<&'c str, Book> {
    let mut books = HashMap::new();
    let is_koreader =
        clippings.iter().flatten().all(|clipping| clipping.place.location.is_none() && !is_range(clipping));
    for (at, clipping) in clippings.iter().enumerate() {
        let Some(clipping) = clipping else { continue };
        let book: &mut Book = books.entry(clipping.heading.as_str()).or_insert_with(|| Book {
            work: work(clipping, is_koreader),
            highlights: Vec::new(),
            notes: Vec::new(),
        });
        match roles[at] {
            Role::Highlight | Role::Supposed => book.highlights.push(at),
            Role::Note => book.notes.push(at),
            Role::Skipped(_) => {}
        }
    }
    books
}

/// The book of a record. `KOReader` writes no author, so what its titles have in brackets may be part of them.
fn work(clipping: &Clipping<'_>, is_koreader: bool) -> Work {
    let (title, author) = records::title_and_author(&clipping.heading);
    let mut authors = author.map(Authors::inverted).unwrap_or_default();
    if let Some(author) = author.filter(|_| is_koreader) {
        authors.doubt = Some(format!("“{author}” may be part of the title"));
    }
    Work::new(SourceKind::Book, title, authors)
}

/// The highlights of a book that a later one repeats, extends or shortens.
fn superseded(clippings: &[Option<&Clipping<'_>>], highlights: &[usize]) -> Vec<usize> {
    let mut spans: Vec<_> = highlights
        .iter()
        .filter_map(|&at| {
            let clipping = clippings[at]?;
            let (first, last) = clipping.place.span()?.ordered();
            Some((first, last, at, clipping, squeeze(&clipping.body)))
        })
        .collect();
    spans.sort_by_key(|&(first, _, at, ..)| (first, at));
    let (mut found, mut open): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for number in 0..spans.len() {
        let (first, _, at, clipping, words) = &spans[number];
        open.retain(|&other| spans[other].1 >= *first);
        open.drain(..open.len().saturating_sub(MAX_COMPARED));
        count(1 + open.len());
        for &other in &open {
            let (_, _, other_at, other, other_words) = &spans[other];
            let repeats = words.contains(other_words.as_str()) || other_words.contains(words.as_str());
            if repeats && clipping.place.overlaps(&other.place) {
                found.push(*at.min(other_at));
            }
        }
        open.push(number);
    }
    found
}

/// Gives each note to the highlight that it lies on, and skips the others. The user's words are nobody's quotation.
fn attach_notes(
    clippings: &[Option<&Clipping<'_>>],
    roles: &mut [Role],
    books: &HashMap<&str, Book>,
) -> HashMap<usize, String> {
    let mut notes: HashMap<usize, String> = HashMap::new();
    for book in books.values() {
        let highlights: Vec<usize> =
            book.highlights.iter().copied().filter(|&on| !matches!(roles[on], Role::Skipped(_))).collect();
        let overlaps = Overlaps::new(highlights.iter().filter_map(|&on| Some((&clippings[on]?.place, on))));
        for &at in &book.notes {
            let Some(note) = clippings[at] else { continue };
            // A Kindle puts a note at the end of its highlight; KOReader writes it right after the highlight.
            let previous = at.checked_sub(1).filter(|on| highlights.binary_search(on).is_ok());
            let best = previous.into_iter().chain(overlaps.with(&note.place)).filter_map(|on| {
                let place = &clippings[on]?.place;
                let (first, last) = place.span()?.numbers;
                let is_at_end = note.place.span().is_some_and(|span| span.numbers.1 == last);
                place.overlaps(&note.place).then_some((on + 1 == at, is_at_end, first - last, on))
            });
            match best.max() {
                Some((.., on)) => {
                    let text = notes.entry(on).or_default();
                    // An edited note is written again.
                    if text.is_empty() || note.body.contains(text.as_str()) || text.contains(note.body.as_str()) {
                        text.clone_from(&note.body);
                    } else {
                        *text = format!("{text}\n\n{}", note.body);
                    }
                }
                None => roles[at] = Role::Skipped("a note of your own that lies on no highlight"),
            }
        }
    }
    notes
}

/// The entry of a highlight.
fn entry(clipping: &Clipping<'_>, role: Role, work: &Work, note: Option<&String>) -> Imported {
    let text = |span: &Option<super::place::Span>| span.as_ref().map(|span| span.text.clone());
    let locator =
        Locator { page: text(&clipping.place.page), location: text(&clipping.place.location), ..Locator::default() };
    let draft = EntryDraft { text: clipping.body.clone(), locator, note: note.cloned(), ..EntryDraft::default() };
    let mut entry = Imported { line: clipping.line, draft, doubts: Vec::new() };
    work.attribute(&mut entry);
    add_extra(&mut entry, "added", clipping.added);
    if clipping.is_cut {
        entry.doubts.push("cut off: the publisher's limit of clippings was reached".into());
    }
    if role == Role::Supposed {
        entry.doubts.push("may be a note of your own: the file gives no ranges of locations".into());
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::{Found, collect, described};
    use kzq_text::steps::more_than_linear;

    /// The records of a book, each a location and words.
    type Records = &'static [(&'static str, &'static str)];

    /// A file of records, each a title, a metadata line and words.
    fn file(records: &[(&str, &str, &str)]) -> String {
        let record = |(title, about, body): &(&str, &str, &str)| format!("{title}\n{about}\n\n{body}\n{SEPARATOR}\n");
        records.iter().map(record).collect::<Vec<String>>().concat()
    }

    fn found(records: &[(&str, &str, &str)]) -> Found {
        collect(&FORMAT, "My Clippings.txt", file(records).as_bytes())
    }

    const EMMA: &str = "Emma (Austen, Jane)";

    #[test]
    fn highlights_and_notes_are_matched_in_linear_time() {
        for (about, note) in [
            ("- Your Highlight on Location 1-9 | Added on Monday", None),
            (
                "- Your Highlight on Location {}-{}5 | Added on Monday",
                Some("- Your Note on Location {}5 | Added on Monday"),
            ),
            ("- Your Highlight on page {} | Added on Monday", Some("- Your Note on page 7 | Added on Monday")),
        ] {
            let file = |size: usize| {
                let record = |number: usize| {
                    let line = |about: &str| about.replace("{}", &number.to_string());
                    let records = [Some(about), note].into_iter().flatten().map(line).enumerate();
                    let records = records.map(|(at, about)| (EMMA, about, format!("words {number} {at}")));
                    records.map(|(title, about, body)| file(&[(title, &about, &body)])).collect::<String>()
                };
                (0..size).map(record).collect::<String>()
            };
            let grown = more_than_linear(512, 4, file, |text| drop(collect(&FORMAT, "c.txt", text.as_bytes())));
            assert_eq!(grown, [], "{about}");
        }
    }

    #[test]
    fn a_highlight_is_an_entry_by_the_author() {
        let about = "- Your Highlight on page 3 | Location 55-56 | Added on Sunday, February 23, 2020 2:58:27 PM";
        let found = found(&[(EMMA, about, "and had lived nearly twenty-one years in the world")]);
        let entry = &found.entries[0];
        assert_eq!(described(entry), "and had lived nearly twenty-one years in the world — Jane Austen, Emma");
        assert_eq!(entry.draft.locator.page.as_deref(), Some("3"));
        assert_eq!(entry.draft.locator.location.as_deref(), Some("55-56"));
        // The date of the highlight is not the date of the words.
        assert_eq!(entry.draft.date, None);
        assert_eq!(entry.draft.locator.time, None);
        let added = "Added on Sunday, February 23, 2020 2:58:27 PM".to_owned();
        assert_eq!(entry.draft.extra, [("added".to_owned(), added)]);
        assert!(entry.doubts.is_empty(), "{:?}", entry.doubts);
    }

    #[test]
    fn authors_are_put_in_natural_order() {
        let about = "- Your Highlight on Location 5-6 | Added on Monday";
        for (heading, expected) in [
            ("Emma (Jane Austen)", "w — Jane Austen, Emma"),
            ("Emma (Austen, Jane)", "w — Jane Austen, Emma"),
            ("Strength to Love (King, Martin Luther, Jr.)", "w — Martin Luther King, Jr., Strength to Love"),
            ("Strength to Love (Martin Luther King, Jr.)", "w — Martin Luther King, Jr., Strength to Love"),
            ("Solitude (García Márquez, Gabriel)", "w — Gabriel García Márquez, Solitude"),
            ("Letters (van Gogh, Vincent Willem)", "w — Vincent Willem van Gogh, Letters"),
            // The speaker is unknown.
            ("Poems (Bell, Currer; Bell, Ellis)", "w — ?, Poems by Currer Bell; Ellis Bell"),
            ("Poems (Currer Bell/Ellis Bell)", "w — ?, Poems by Currer Bell; Ellis Bell"),
            ("Poems (Currer Bell, Ellis Bell)", "w — ?, Poems by Currer Bell, Ellis Bell"),
            ("Poems (example.org)", "w — ?, Poems"),
            ("Poems (Unknown)", "w — ?, Poems"),
            ("Poems (draft)  ", "w — ?, Poems (draft)"),
            ("Poems", "w — ?, Poems"),
        ] {
            let found = found(&[(heading, about, "w")]);
            assert_eq!(described(&found.entries[0]), expected, "{heading}");
            let is_doubtful = ["/", ";", "Currer Bell, Ellis", "example"].iter().any(|part| heading.contains(part));
            assert_eq!(!found.entries[0].doubts.is_empty(), is_doubtful, "{heading}: {:?}", found.entries[0].doubts);
        }
    }

    #[test]
    fn repeated_byte_order_marks_and_crlf_are_accepted() {
        let records = file(&[
            (EMMA, "- Your Highlight on Location 5-6 | Added on Monday", "one"),
            (
                "\u{feff}Emma (Austen, Jane)",
                "- Your Highlight on Location 8-9 | Added on Monday",
                "two\n\nof two paragraphs",
            ),
        ]);
        for text in [records.clone(), records.replace('\n', "\r\n"), format!("{SEPARATOR}\n\n{records}")] {
            let found = collect(&FORMAT, "My Clippings.txt", text.as_bytes());
            let words: Vec<&str> = found.entries.iter().map(|entry| entry.draft.text.as_str()).collect();
            assert_eq!(words, ["one", "two\n\nof two paragraphs"]);
            assert_eq!(found.entries[0].draft.source, found.entries[1].draft.source);
        }
    }

    #[test]
    fn record_kinds_are_distinguished_in_any_language() {
        for (about, body, expected) in [
            ("- Plats 33-35 | Tillagt 1 juni 2020 10:00:00", "ord", "entry"),
            ("- Plats 33 | Tillagt 1 juni 2020 10:00:00", "ord", "a note of your own that lies on no highlight"),
            ("- Plats 33 | Tillagt 1 juni 2020 10:00:00", "", "no words"),
            ("- Your Bookmark on page 3 | Location 33 | Added on Monday", "", "a bookmark has no words"),
            ("- Highlight on Page 26 | Loc. 385  | Added on Monday", "words", "entry"),
            ("- Clip This Article on Page 26 | Loc. 385  | Added on Monday", "words", "entry"),
            ("- Your Asterisk on Location 33-34 | Added on Monday", "words", "entry"),
            (
                "- 7ページ｜位置No. 114-116のメモ |作成日: 2024年12月30日月曜日",
                "私",
                "a note of your own that lies on no highlight",
            ),
            (
                "- Your Highlight on Location 33-34 | Added on Monday",
                "<You have reached the clipping limit for this item>",
                "the publisher's limit of clippings was reached",
            ),
            (
                "- 您在位置 #33-34的标注 | 添加于 2019年9月30日",
                "<您已达到本内容的剪贴上限>",
                "the publisher's limit of clippings was reached",
            ),
        ] {
            // A range elsewhere, so that the lack of one is significant.
            let other = ("Other  ", "- Your Highlight on Location 1-2 | Added on Monday", "other");
            let found = found(&[other, (EMMA, about, body)]);
            let outcome = found.skipped.first().map_or("entry", |skipped| skipped.reason);
            assert_eq!((outcome, found.entries.len()), (expected, if expected == "entry" { 2 } else { 1 }), "{about}");
        }
    }

    #[test]
    fn later_highlights_replace_earlier_versions_of_the_same_words() {
        let highlight = |place: &str| format!("- Your Highlight on Location {place} | Added on Monday");
        let cases: &[(Records, &[&str])] = &[
            (&[("10-11", "the same"), ("10-11", "the same")], &["the same"]),
            (&[("10-11", "a part"), ("10-12", "a part of the whole")], &["a part of the whole"]),
            (&[("10-12", "the whole with a part"), ("12-12", "with a part")], &["with a part"]),
            (&[("10-11", "a part"), ("10-12", "and a\npart of it"), ("11-12", "part of it")], &["part of it"]),
            // Different words, or a different place.
            (&[("10-11", "one"), ("10-11", "two")], &["one", "two"]),
            (&[("10-11", "the same"), ("90-91", "the same")], &["the same", "the same"]),
        ];
        for (records, expected) in cases {
            let abouts: Vec<String> = records.iter().map(|(place, _)| highlight(place)).collect();
            let records: Vec<_> =
                records.iter().zip(&abouts).map(|((_, body), about)| (EMMA, about.as_str(), *body)).collect();
            let found = found(&records);
            let words: Vec<&str> = found.entries.iter().map(|entry| entry.draft.text.as_str()).collect();
            assert_eq!(words, *expected);
            assert!(found.skipped.iter().all(|skipped| skipped.reason == "superseded by a later highlight"));
            assert_eq!(words.len() + found.skipped.len(), records.len());
        }
        // The same words in another book are a separate entry.
        let about = highlight("10-11");
        let found = found(&[(EMMA, &about, "the same"), ("Persuasion (Austen, Jane)", &about, "the same")]);
        assert_eq!(found.entries.len(), 2);
    }

    #[test]
    fn notes_are_attached_to_the_highlight_at_their_location() {
        let highlight = "- Your Highlight on page 3 | Location 55-60 | Added on Monday";
        let note = |place: &str| format!("- Your Note on page 3 | Location {place} | Added on Monday");
        let cases: &[(Records, Option<&str>)] = &[
            (&[("60", "mine")], Some("mine")),
            (&[("57", "mine")], Some("mine")),
            (&[("60", "mine"), ("60", "mine, revised")], Some("mine, revised")),
            (&[("60", "mine"), ("58", "another")], Some("mine\n\nanother")),
            (&[("61", "mine")], None),
        ];
        for (notes, expected) in cases {
            let abouts: Vec<String> = notes.iter().map(|(place, _)| note(place)).collect();
            let notes = notes.iter().zip(&abouts).map(|((_, body), about)| (EMMA, about.as_str(), *body));
            let after: Vec<_> = [(EMMA, highlight, "words")].into_iter().chain(notes.clone()).collect();
            let before: Vec<_> = notes.chain([(EMMA, highlight, "words")]).collect();
            for records in [after, before] {
                let found = found(&records);
                assert_eq!(found.entries.len(), 1);
                assert_eq!(found.entries[0].draft.note.as_deref(), *expected, "{records:?}");
                assert_eq!(found.skipped.len(), usize::from(expected.is_none()));
            }
        }
    }

    #[test]
    fn highlights_with_inner_quotations_are_doubtful() {
        let about = "- Your Highlight on Location 5-9 | Added on Monday";
        for (body, expected) in [
            ("in mid-sentence it begins and", ""),
            ("“All of it in marks.”", ""),
            ("The “profits” of it", ""),
            ("a 6\" ruler", ""),
            (
                "As he told me, “Profits are down.” So it was",
                "has a quotation inside, perhaps of somebody other than the author",
            ),
            ("he told me, “Profits", "has a quotation inside, perhaps of somebody other than the author"),
            ("“One,” she said. “Two.”", "has a quotation inside, perhaps of somebody other than the author"),
            ("彼は「そうだ」と言った", "has a quotation inside, perhaps of somebody other than the author"),
            (
                "Call me <You have reached the clipping limit for this item>",
                "cut off: the publisher's limit of clippings was reached",
            ),
        ] {
            let found = found(&[(EMMA, about, body)]);
            assert_eq!(found.entries[0].doubts.join("; "), expected, "{body}");
            assert!(body.starts_with(&found.entries[0].draft.text), "{body}");
        }
    }

    #[test]
    fn koreader_clippings_have_single_pages_and_no_author() {
        let english = [
            ("Emma", "- Your highlight on page 12 | Added on Monday, June 01, 2020 10:00:00 AM", "words"),
            ("Emma", "- Your note on page 12 | Added on Monday, June 01, 2020 10:00:00 AM", "mine"),
        ];
        let found = collect(&FORMAT, "Emma.txt", file(&english).as_bytes());
        assert_eq!(described(&found.entries[0]), "words — ?, Emma");
        assert_eq!(found.entries[0].draft.note.as_deref(), Some("mine"));
        assert_eq!(found.entries[0].draft.locator.page.as_deref(), Some("12"));
        assert!(found.skipped.is_empty() && found.entries[0].doubts.is_empty());
        // The brackets in a title are not necessarily the author.
        let brackets = [("Emma (Penguin)", "- Your highlight on page 12 | Added on Monday, June 01, 2020", "words")];
        let found = collect(&FORMAT, "Emma.txt", file(&brackets).as_bytes());
        assert_eq!(described(&found.entries[0]), "words — ?, Emma by Penguin");
        assert_eq!(found.entries[0].doubts, ["“Penguin” may be part of the title: the speaker is left unknown"]);
        // In an unknown language, it is unclear whose words they are.
        let swedish = [("Emma", "- Din överstrykning på sida 12 | Tillagd måndag, juni 01, 2020", "ord")];
        let found = collect(&FORMAT, "Emma.txt", file(&swedish).as_bytes());
        assert_eq!(found.entries[0].doubts, ["may be a note of your own: the file gives no ranges of locations"]);
    }

    #[test]
    fn unreadable_records_are_reported() {
        let about = "- Your Highlight on Location 5-9 | Added on Monday";
        let text = format!("{}A title\nand no location\n\nwords\n{SEPARATOR}\n", file(&[(EMMA, about, "words")]));
        let found = collect(&FORMAT, "My Clippings.txt", text.as_bytes());
        assert_eq!(found.skipped, [Skipped { line: 6, reason: "a record without a line for its location" }]);
        // A title of two lines.
        let found = self::found(&[("Emma\nA Novel (Austen, Jane)", about, "words")]);
        assert_eq!(described(&found.entries[0]), "words — Jane Austen, Emma A Novel");
    }
}
