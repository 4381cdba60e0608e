//! Drafts as rows of RON.

use std::collections::{HashMap, HashSet};

use crate::draft::{
    DraftCheck, DraftDifference, DraftKind, DraftLead, DraftStatus, EntryDraft, Links, Locator, SourceDraft,
    SpeakerDraft,
};
use crate::layout::{Row, push_joined, push_list_literal, push_literal, string_literal};
use crate::new_rows::{NewSource, NewSpeaker, NewTopic};
use crate::resolve::ResolvedEntry;
use crate::slug::UniqueIds;
use kzq_text::steps::count;

/// The length in bytes of the fields of an ordinary entry, besides its words.
const OTHER_FIELDS: usize = 256;

impl ResolvedEntry {
    /// Returns the entry as an item of `entries`.
    pub fn row(&self) -> Row {
        let Self { id, speaker, source, topics, draft } = self;
        let (opening, speaker_field) = match draft.kind {
            DraftKind::Quote => ("Quote(", "by"),
            DraftKind::Paraphrase => ("Paraphrase(", "of"),
            DraftKind::Qa { .. } => ("Qa(", "answers_for"),
        };
        let mut row = Row::with_capacity(opening, draft.text.len() + OTHER_FIELDS);
        row.push_text("id", id);
        row.push_optional(speaker_field, speaker.as_deref());
        if let DraftKind::Qa { verbatim, .. } = draft.kind {
            row.push("wording", if verbatim { "Verbatim" } else { "Paraphrase" });
        }
        row.push_list("topics", topics);
        row.push_list("tags", &draft.tags);
        if let Some(turn) = draft.turn {
            row.push("turn", &turn.to_string());
        }
        if let Some(lead) = &draft.lead {
            let (kind, text) = match lead {
                DraftLead::Asked(text) => ("Asked", text),
                DraftLead::AskedAsTold(text) => ("AskedAsTold", text),
                DraftLead::Narrated(text) => ("Narrated", text),
            };
            row.push("lead", &format!("{kind}({})", string_literal(text)));
        }
        if let DraftKind::Qa { question, .. } = &draft.kind {
            row.push_text("question", question);
            row.push_text("answer", &draft.text);
        } else {
            row.push_text("text", &draft.text);
        }
        row.push_list("sic", &draft.sic);
        if let Some(source) = source {
            row.push_with("source", |out| citation(source, &draft.locator).push_line(out));
        }
        push_links(&mut row, &draft.links);
        row.push_optional("date", draft.date.as_deref());
        row.push_optional("time", draft.locator.time.as_deref());
        row.push_optional("lang", draft.lang.as_deref());
        if let Some(status) = &draft.status {
            let (kind, reason) = match status {
                DraftStatus::Misattributed(reason) => ("Misattributed", reason),
                DraftStatus::Disputed(reason) => ("Disputed", reason),
            };
            row.push("status", &format!("{kind}({})", string_literal(reason)));
        }
        row.push_optional("note", draft.note.as_deref());
        push_extra(&mut row, draft, source.is_some());
        if let Some(check) = &draft.checked {
            row.push("checked", &check.row().one_line());
        }
        row
    }
}

fn push_links(row: &mut Row, links: &Links) {
    let Links { rests_on, differs, variants, says_same, translation_of } = links;
    if let Some(ids) = rests_on {
        row.push_with("rests_on", |out| push_list_literal(out, ids));
    }
    if !differs.is_empty() {
        let items: Vec<String> = differs.iter().map(DraftDifference::ron).collect();
        row.push("differs", &format!("[{}]", items.join(", ")));
    }
    row.push_list("variants", variants);
    row.push_list("says_same", says_same);
    row.push_optional("translation_of", translation_of.as_deref());
}

impl DraftDifference {
    fn ron(&self) -> String {
        match self {
            Self::Against { phrase, words, quotation } => {
                let mut row = Row::new("Against(");
                row.push_text("phrase", phrase);
                row.push_text("words", words);
                row.push_optional("in", quotation.as_deref());
                row.one_line()
            }
            Self::Beyond(phrase) => format!("Beyond({})", string_literal(phrase)),
            Self::Other(text) => string_literal(text),
        }
    }
}

impl DraftCheck {
    fn row(&self) -> Row {
        let Self { by, date, fingerprint } = self;
        let mut row = Row::new("(");
        row.push_text("by", by);
        row.push_text("date", date);
        row.push_optional("fingerprint", fingerprint.as_deref());
        row
    }
}

/// A source with the place in it.
fn citation(source: &str, locator: &Locator) -> Row {
    let mut row = Row::new("(");
    row.push_text("id", source);
    push_locator(&mut row, locator);
    row
}

fn push_locator(row: &mut Row, locator: &Locator) {
    let Locator { section, item, chapter, page, line, location, time: _ } = locator;
    row.push_optional("section", section.as_deref());
    if let Some(item) = item {
        row.push("item", &item.to_string());
    }
    row.push_optional("chapter", chapter.as_deref());
    row.push_optional("page", page.as_deref());
    row.push_optional("line", line.as_deref());
    row.push_optional("location", location.as_deref());
}

/// Adds the custom fields. A key that is given twice gets a number, as a map takes each key once; a place in a source that
/// is not known has no field, so it is kept here.
fn push_extra(row: &mut Row, draft: &EntryDraft, has_source: bool) {
    let Locator { section, item, chapter, page, line, location, time: _ } = &draft.locator;
    let item = item.map(|item| item.to_string());
    let places = [
        ("section", section),
        ("item", &item),
        ("chapter", chapter),
        ("page", page),
        ("line", line),
        ("location", location),
    ];
    let places = places.into_iter().filter_map(|(key, value)| Some((key, value.as_deref()?))).filter(|_| !has_source);
    let given = draft.extra.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    let mut pairs: Vec<(String, &str)> = Vec::new();
    let (mut seen, mut keys, mut unique_keys) = (HashSet::new(), HashSet::new(), UniqueIds::default());
    for (key, value) in given.chain(places) {
        count(1);
        if seen.insert((key, value)) {
            let key = unique_keys.unique(key.to_owned(), " ", |key| {
                count(1);
                keys.contains(key)
            });
            keys.insert(key.clone());
            pairs.push((key, value));
        }
    }
    if pairs.is_empty() {
        return;
    }
    row.push_with("extra", |out| {
        out.push('{');
        push_joined(out, &pairs, |out, (key, value)| {
            push_literal(out, key);
            out.push_str(": ");
            push_literal(out, value);
        });
        out.push('}');
    });
}

impl NewSpeaker {
    /// Returns the speaker as an item of `speakers`.
    pub(crate) fn row(&self) -> Row {
        let SpeakerDraft { id: _, name, role, aliases, organisation } = &self.draft;
        let mut row = Row::new(format!("{}: (", string_literal(&self.id)));
        row.push_text("name", name);
        row.push_optional("role", role.as_deref());
        row.push_list("aliases", aliases);
        if *organisation {
            row.push("organisation", "true");
        }
        row
    }
}

impl NewSource {
    /// Returns the source as an item of `sources`.
    pub(crate) fn row(&self) -> Row {
        let SourceDraft { kind, authors, title, translators, editors, .. } = &self.draft;
        let mut row = Row::new(format!("{}: (", string_literal(&self.id)));
        if let Some(kind) = kind.ron_name() {
            row.push("kind", kind);
        }
        row.push_list("authors", authors);
        row.push_text("title", title);
        let texts = |row: &mut Row, fields: &[(&str, &Option<String>)]| {
            for (name, text) in fields {
                row.push_optional(name, text.as_deref());
            }
        };
        let SourceDraft { container, publisher, place, date, url, accessed, .. } = &self.draft;
        texts(&mut row, &[("container", container)]);
        row.push_list("translator", translators);
        row.push_list("editor", editors);
        texts(
            &mut row,
            &[("publisher", publisher), ("place", place), ("date", date), ("url", url), ("accessed", accessed)],
        );
        let SourceDraft { edition, volume, issue, pages, isbn, doi, note, archived, text, .. } = &self.draft;
        texts(
            &mut row,
            &[
                ("edition", edition),
                ("volume", volume),
                ("issue", issue),
                ("pages", pages),
                ("isbn", isbn),
                ("doi", doi),
                ("note", note),
                ("archived", archived),
                ("text", text),
                ("reports", &self.reports),
            ],
        );
        row
    }
}

impl NewTopic {
    /// Returns the path of the topic above it.
    fn parent(&self) -> Option<&str> {
        self.path.rsplit_once('/').map(|(parent, _)| parent)
    }

    fn row(&self) -> Row {
        let mut row = Row::short("(");
        row.push_text("id", self.path.rsplit_once('/').map_or(self.path.as_str(), |(_, id)| id));
        row.push_optional("label", self.label.as_deref());
        row
    }
}

/// Returns new topics as items of `topics`, each with those below it, by the path of the topic to which they belong: one
/// that already exists, or none.
pub(crate) fn topic_rows(topics: &[NewTopic]) -> Vec<(Option<&str>, Vec<Row>)> {
    let mut rows: HashMap<&str, Row> = topics.iter().map(|topic| (topic.path.as_str(), topic.row())).collect();
    let mut roots: Vec<(Option<&str>, Vec<Row>)> = Vec::new();
    let mut place: HashMap<Option<&str>, usize> = HashMap::new();
    // Topics come after those above them: from the last on, each is complete when it is moved.
    let mut complete: Vec<(Option<&str>, Row)> = Vec::new();
    for topic in topics.iter().rev() {
        let Some(mut row) = rows.remove(topic.path.as_str()) else { continue };
        row.reverse_children();
        match topic.parent().and_then(|parent| rows.get_mut(parent)) {
            Some(parent) => parent.push_child(row),
            None => complete.push((topic.parent(), row)),
        }
    }
    for (parent, row) in complete.into_iter().rev() {
        let at = *place.entry(parent).or_insert(roots.len());
        if at == roots.len() {
            roots.push((parent, Vec::new()));
        }
        roots[at].1.push(row);
    }
    roots
}

#[cfg(test)]
mod tests {
    use kzq_corpus::SourceKind;
    use kzq_text::steps::more_than_linear;
    use proptest::prelude::*;

    use super::*;
    use crate::draft::SourceReference;
    use crate::{CollectionText, NewCollection, NewRows, Resolution, Resolver, SpeakerReference};

    fn row(draft: EntryDraft) -> (NewRows, Row) {
        let mut resolver = Resolver::default();
        let Resolution::New(entry) = resolver.resolve(draft).unwrap() else { panic!("it is new") };
        (resolver.rows().clone(), entry.row())
    }

    #[test]
    fn all_fields_of_an_entry_are_written_in_order() {
        let source = SourceDraft { title: "Letters".into(), ..SourceDraft::default() };
        let draft = EntryDraft {
            id: Some("one".into()),
            kind: DraftKind::Qa { question: "Why?".into(), verbatim: true },
            text: "“Because”\nof \"it\".".into(),
            speaker: Some(SpeakerReference::named("Ada")),
            source: Some(SourceReference::Described(Box::new(source))),
            locator: Locator {
                section: Some("1".into()),
                item: Some(2),
                chapter: Some("3".into()),
                page: Some("xvi".into()),
                line: Some("5".into()),
                location: Some("6-7".into()),
                time: Some("1:02".into()),
            },
            topics: vec!["Work/Late".into()],
            topic_labels: Vec::new(),
            tags: vec!["a".into(), "b c".into()],
            lead: Some(DraftLead::AskedAsTold("She was asked".into())),
            turn: Some(4),
            date: Some("c. 180".into()),
            lang: Some("en".into()),
            note: Some("n".into()),
            status: Some(DraftStatus::Disputed("too late".into())),
            sic: vec!["of".into()],
            links: Box::new(Links {
                rests_on: Some(Vec::new()),
                differs: vec![
                    DraftDifference::Other("it: she said “that”".into()),
                    DraftDifference::Beyond("\"it\"".into()),
                    DraftDifference::Against { phrase: "of".into(), words: "to".into(), quotation: Some("two".into()) },
                    DraftDifference::Against { phrase: "of".into(), words: "to".into(), quotation: None },
                ],
                variants: vec!["two".into()],
                says_same: vec!["three".into(), "four".into()],
                translation_of: Some("five".into()),
            }),
            extra: vec![("k".into(), "v".into()), ("k".into(), "w".into()), ("k".into(), "v".into())],
            checked: Some(Box::new(DraftCheck {
                by: "Bo".into(),
                date: "2026-11".into(),
                fingerprint: Some("9".into()),
            })),
        };
        let expected = r#"Qa(
    id: "one",
    answers_for: "ada",
    wording: Verbatim,
    topics: ["work/late"],
    tags: ["a", "b c"],
    turn: 4,
    lead: AskedAsTold("She was asked"),
    question: "Why?",
    answer: "“Because”\nof \"it\".",
    sic: ["of"],
    source: (id: "letters", section: "1", item: 2, chapter: "3", page: "xvi", line: "5", location: "6-7"),
    rests_on: [],
    differs: ["it: she said “that”", Beyond("\"it\""), Against(phrase: "of", words: "to", in: "two"), Against(phrase: "of", words: "to")],
    variants: ["two"],
    says_same: ["three", "four"],
    translation_of: "five",
    date: "c. 180",
    time: "1:02",
    lang: "en",
    status: Disputed("too late"),
    note: "n",
    extra: {"k": "v", "k 2": "w"},
    checked: (by: "Bo", date: "2026-11", fingerprint: "9"),
)"#;
        assert_eq!(row(draft).1.block("", &crate::Layout::default()), expected);
    }

    #[test]
    fn many_custom_fields_of_one_name_take_linear_time() {
        let draft = |size: usize| EntryDraft {
            extra: (0..size).map(|value| ("x".into(), value.to_string())).collect(),
            ..EntryDraft::default()
        };
        let grown = more_than_linear(8, 10, draft, |draft| push_extra(&mut Row::new("("), draft, false));
        assert_eq!(grown, []);
    }

    #[test]
    fn locators_without_a_source_are_kept_in_extra() {
        let locator = Locator { page: Some("12".into()), item: Some(3), ..Locator::default() };
        let draft = EntryDraft { text: "x".into(), id: Some("x".into()), locator, ..EntryDraft::default() };
        assert_eq!(row(draft).1.one_line(), r#"Quote(id: "x", text: "x", extra: {"item": "3", "page": "12"})"#);
    }

    #[test]
    fn tables_are_written_in_the_usual_layout() {
        let rows = NewRows {
            speakers: vec![
                NewSpeaker { id: "ada".into(), draft: SpeakerDraft { name: "Ada".into(), ..SpeakerDraft::default() } },
                NewSpeaker {
                    id: "un".into(),
                    draft: SpeakerDraft {
                        name: "UN".into(),
                        role: Some("Host".into()),
                        aliases: vec!["United Nations".into()],
                        organisation: true,
                        ..SpeakerDraft::default()
                    },
                },
            ],
            sources: vec![NewSource {
                id: "notes".into(),
                draft: SourceDraft {
                    kind: SourceKind::Book,
                    authors: vec!["Ada".into()],
                    title: "Notes".into(),
                    isbn: Some("1".into()),
                    archived: Some("https://a.example/1".into()),
                    text: Some("notes.txt".into()),
                    editors: vec!["Bo".into()],
                    ..SourceDraft::default()
                },
                reports: None,
            }],
            topics: [("a", Some("A")), ("b", None), ("a/c", None), ("a/d", Some("D"))]
                .map(|(path, label)| NewTopic { path: path.into(), label: label.map(str::to_owned) })
                .to_vec(),
        };
        let expected = r#"(
    schema: 1,
    id: "my-notes",
    title: "My notes",

    speakers: {
        "ada": (
            name: "Ada",
        ),
        "un": (
            name: "UN",
            role: "Host",
            aliases: ["United Nations"],
            organisation: true,
        ),
    },

    sources: {
        "notes": (
            kind: Book,
            authors: ["Ada"],
            title: "Notes",
            editor: ["Bo"],
            isbn: "1",
            archived: "https://a.example/1",
            text: "notes.txt",
        ),
    },

    topics: [
        (id: "a", label: "A", topics: [
            (id: "c"),
            (id: "d", label: "D"),
        ]),
        (id: "b"),
    ],

    entries: [
    ],
)
"#;
        assert_eq!(NewCollection::named("My notes").head(&rows) + NewCollection::TAIL, expected);
    }

    proptest! {
        /// Arbitrary texts survive writing and reading.
        #[test]
        fn arbitrary_texts_round_trip(texts in prop::collection::vec("(\\PC|[\\x00-\\x1f\"\\\\\u{ad}\u{202e}\u{feff}\u{85}]|[a-z“”]){1,12}", 5)) {
            let source = SourceDraft { title: texts[3].clone(), publisher: Some(texts[1].clone()), ..SourceDraft::default() };
            let draft = EntryDraft {
                text: texts[0].clone(),
                speaker: Some(SpeakerReference::named(texts[1].clone())),
                source: Some(SourceReference::Described(Box::new(source))),
                note: Some(texts[2].clone()),
                tags: vec![texts[4].clone()],
                extra: vec![(texts[4].clone(), texts[2].clone())],
                ..EntryDraft::default()
            };
            let (rows, row) = row(draft);
            let mut writer = crate::ItemWriter::new();
            writer.push(&row);
            let file = NewCollection::named(&texts[3]).head(&rows) + &writer.take() + NewCollection::TAIL;
            prop_assert!(ron::from_str::<ron::Value>(&file).is_ok(), "{}", file);
            let collection = CollectionText::parse(&file).unwrap();
            prop_assert_eq!(collection.text_field("title"), Some(texts[3].clone()));
            prop_assert_eq!(&collection.known_speakers()[0].name, &texts[1]);
            prop_assert_eq!(&collection.known_sources()[0].title, &texts[3]);
            let entries = collection.entries().unwrap();
            let fields = crate::structure::Group::of_value(&file, &entries.items[0].value).unwrap();
            prop_assert_eq!(collection.text_of(&fields, "text"), Some(texts[0].clone()));
            prop_assert_eq!(collection.text_of(&fields, "note"), Some(texts[2].clone()));
            prop_assert_eq!(collection.texts_of(&fields, "tags"), &texts[4..]);
        }
    }
}
