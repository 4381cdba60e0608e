//! A thousand random edits of files with comments in all kinds of places: each does what was asked and nothing else.

use proptest::prelude::*;

use crate::{
    CollectionText, DraftLead, EntryDraft, Locator, NewRows, Resolution, Resolver, Row, SourceDraft, SourceReference,
    SpeakerReference, Splice, string_literal,
};
use kzq_ron::{FileKind, Parser, RonTokenKind, Severity, tokens};

const FILE_KIND: FileKind = FileKind {
    name: "collection",
    minimal_example: "()",
    opening_example: "(",
    unknown_field_severity: Severity::Warning,
};

/// RON without white space, comments and trailing commas.
#[derive(Clone, Debug, PartialEq)]
enum Tree {
    Leaf(String),
    Group(String, Vec<(String, Tree)>),
}

impl Tree {
    fn read(ron: &str) -> Self {
        let mut all: Vec<(RonTokenKind, &str)> = tokens(ron).map(|token| (token.kind, token.text)).collect();
        // Extensions come first.
        if all[0].1 == "#" {
            let end = all.iter().position(|(_, text)| *text == "]").unwrap();
            all.drain(..=end);
        }
        let mut at = 0;
        let tree = Self::value(&all, &mut at);
        assert_eq!(at, all.len(), "{ron}");
        tree
    }

    fn value(all: &[(RonTokenKind, &str)], at: &mut usize) -> Self {
        let mut head = all[*at].1.to_owned();
        if all[*at].0 != RonTokenKind::Open {
            *at += 1;
            if all.get(*at).is_none_or(|(kind, _)| *kind != RonTokenKind::Open) {
                return Self::Leaf(head);
            }
            head += all[*at].1;
        }
        *at += 1;
        let mut items = Vec::new();
        while all[*at].0 != RonTokenKind::Close {
            let mut name = String::new();
            if all[*at + 1].1 == ":" {
                all[*at].1.clone_into(&mut name);
                *at += 2;
            }
            items.push((name, Self::value(all, at)));
            if all[*at].1 == "," {
                *at += 1;
            }
        }
        *at += 1;
        Self::Group(head, items)
    }

    fn items(&self) -> &[(String, Self)] {
        let Self::Group(_, items) = self else { panic!("{self:?}") };
        items
    }

    fn items_mut(&mut self) -> &mut Vec<(String, Self)> {
        let Self::Group(_, items) = self else { panic!("no group") };
        items
    }

    fn field(&self, name: &str) -> Option<&Self> {
        self.items().iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    fn field_mut(&mut self, name: &str) -> Option<&mut Self> {
        self.items_mut().iter_mut().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    fn entry_mut(&mut self, id: &str) -> &mut Self {
        let id = Self::Leaf(string_literal(id));
        let entries = self.field_mut("entries").unwrap().items_mut();
        &mut entries.iter_mut().find(|(_, entry)| entry.field("id") == Some(&id)).unwrap().1
    }

    /// Sorts the fields: where a new table is put does not matter here.
    fn sorted(mut self) -> Self {
        self.items_mut().sort_by(|one, other| one.0.cmp(&other.0));
        self
    }
}

/// White space and comments between tokens.
#[derive(Clone, Copy, Debug)]
enum Style {
    OneLine,
    Lines,
    Windows,
}

/// A file as its tokens, and what is between them.
#[derive(Clone, Debug)]
struct Sample {
    text: String,
    ids: Vec<String>,
    topics: Vec<String>,
}

/// What one sample is made of.
#[derive(Clone, Debug)]
struct Plan {
    style: Style,
    has_mark: bool,
    has_extension: bool,
    tables: [bool; 3],
    entries_first: bool,
    entries: usize,
    /// Chooses trivia and commas, one after another.
    choices: Vec<u8>,
}

fn plan() -> impl Strategy<Value = Plan> {
    (
        prop_oneof![Just(Style::OneLine), Just(Style::Lines), Just(Style::Windows)],
        any::<bool>(),
        any::<bool>(),
        any::<[bool; 3]>(),
        any::<bool>(),
        0..4_usize,
        prop::collection::vec(any::<u8>(), 40..160),
    )
        .prop_map(|(style, has_mark, has_extension, tables, entries_first, entries, choices)| Plan {
            style,
            has_mark,
            has_extension,
            tables,
            entries_first,
            entries,
            choices,
        })
}

struct SampleWriter<'p> {
    plan: &'p Plan,
    at: usize,
    out: String,
}

impl SampleWriter<'_> {
    fn choice(&mut self) -> u8 {
        self.at += 1;
        self.plan.choices[self.at % self.plan.choices.len()]
    }

    /// Writes white space and comments.
    fn trivia(&mut self) {
        let choice = self.choice();
        self.out.push_str(match (self.plan.style, choice % 16) {
            (_, 0..4) => " ",
            (_, 4..8) => "",
            (_, 8) => " /* one, ) ] } \" : */ ",
            (_, 9) => "/* two /* ( */ */",
            (Style::OneLine, _) => " ",
            (_, 10) => " // three ) ] } \" : ,\n\t",
            (_, 11) => "// four\n        ",
            (_, 12) => "\n",
            (_, 13) => "\n    // five: (\n    /* six\n */\n    ",
            (_, _) => "\n        ",
        });
    }

    fn token(&mut self, token: &str) {
        self.trivia();
        self.out.push_str(token);
    }

    /// Writes items, with a comma after the last one or not.
    fn items(&mut self, items: &[&dyn Fn(&mut Self)]) {
        for (index, item) in items.iter().enumerate() {
            item(self);
            if index + 1 < items.len() || self.choice().is_multiple_of(2) {
                self.token(",");
            }
        }
    }

    fn group(&mut self, open: &str, close: &str, items: &[&dyn Fn(&mut Self)]) {
        self.token(open);
        self.items(items);
        self.token(close);
    }

    fn field(&mut self, name: &str, value: &str) {
        self.token(name);
        self.token(":");
        self.token(value);
    }

    fn text(&mut self) -> String {
        let texts = [
            "\"plain\"",
            "\"a \\\" ) ] , b\"",
            "r\"raw ( \"",
            "r#\"raw \" } #\"#",
            "\"\\u{201c}x\"",
            "\"// no comment\"",
            "\"over\n lines\"",
            "\"/* no comment\"",
        ];
        let text = texts[usize::from(self.choice()) % texts.len()];
        match self.plan.style {
            Style::OneLine => text.replace('\n', " "),
            _ => text.to_owned(),
        }
    }

    fn entry(&mut self, number: usize) {
        let text = self.text();
        let topics = self.choice() % 3;
        let list = |writer: &mut Self| {
            writer.token("topics");
            writer.token(":");
            let topic = |writer: &mut Self| writer.token("\"t\"");
            let items: &[&dyn Fn(&mut Self)] = &[&topic];
            writer.group("[", "]", if topics == 1 { &[] } else { items });
        };
        let source = |writer: &mut Self| {
            writer.token("source");
            writer.token(":");
            writer.group("(", ")", &[&|writer| writer.field("id", "\"p\""), &|writer| writer.field("item", "3")]);
        };
        let id = |writer: &mut Self| writer.field("id", &format!("\"e{number}\""));
        let by = |writer: &mut Self| writer.field("by", "\"a\"");
        let words = |writer: &mut Self| writer.field("text", &text);
        let fields: Vec<&dyn Fn(&mut Self)> =
            if topics == 0 { vec![&id, &by, &words, &source] } else { vec![&by, &id, &list, &words] };
        self.token("Quote");
        self.group("(", ")", &fields);
    }
}

fn sample(plan: &Plan) -> Sample {
    let mut writer = SampleWriter { plan, at: 0, out: String::new() };
    if plan.has_extension {
        writer.out.push_str("#![enable(implicit_some)]");
    }
    let text = |name: &'static str, value: &'static str| move |writer: &mut SampleWriter<'_>| writer.field(name, value);
    let head = [text("schema", "1"), text("id", "\"c\""), text("title", "\"C\"")];
    let row = |writer: &mut SampleWriter<'_>, id: &str, field: &str| {
        writer.token(id);
        writer.token(":");
        writer.group("(", ")", &[&|writer| writer.field(field, "\"X\"")]);
    };
    let speakers = |writer: &mut SampleWriter<'_>| {
        writer.token("speakers");
        writer.token(":");
        writer.group("{", "}", &[&|writer| row(writer, "\"a\"", "name")]);
    };
    let sources = |writer: &mut SampleWriter<'_>| {
        writer.token("sources");
        writer.token(":");
        writer.group("{", "}", &[&|writer| row(writer, "\"p\"", "title"), &|writer| row(writer, "\"q\"", "title")]);
    };
    let topics = |writer: &mut SampleWriter<'_>| {
        writer.token("topics");
        writer.token(":");
        let below = |writer: &mut SampleWriter<'_>| {
            writer.token("topics");
            writer.token(":");
            writer.group("[", "]", &[&|writer| writer.group("(", ")", &[&|writer| writer.field("id", "\"u\"")])]);
        };
        writer.group("[", "]", &[&|writer| writer.group("(", ")", &[&|writer| writer.field("id", "\"t\""), &below])]);
    };
    let entries = |writer: &mut SampleWriter<'_>| {
        writer.token("entries");
        writer.token(":");
        let entries: Vec<_> =
            (0..plan.entries).map(|number| move |writer: &mut SampleWriter<'_>| writer.entry(number)).collect();
        let entries: Vec<&dyn Fn(&mut SampleWriter<'_>)> = entries.iter().map(|entry| entry as _).collect();
        writer.group("[", "]", &entries);
    };
    let mut fields: Vec<&dyn Fn(&mut SampleWriter<'_>)> = head.iter().map(|field| field as _).collect();
    let tables: [&dyn Fn(&mut SampleWriter<'_>); 3] = [&speakers, &sources, &topics];
    fields.extend(tables.iter().zip(plan.tables).filter(|(_, is_there)| *is_there).map(|(table, _)| *table));
    fields.insert(if plan.entries_first { 0 } else { fields.len() }, &entries);
    writer.group("(", ")", &fields);
    writer.trivia();
    let mut text = writer.out;
    if matches!(plan.style, Style::Windows) {
        text = text.replace('\n', "\r\n");
    }
    if plan.has_mark {
        text.insert(0, '\u{feff}');
    }
    let ids = (0..plan.entries).map(|number| format!("e{number}")).collect();
    let topics = if plan.tables[2] { vec!["t".to_owned(), "t/u".to_owned()] } else { Vec::new() };
    Sample { text, ids, topics }
}

/// A change of a file.
#[derive(Clone, Debug)]
enum Change {
    /// Adds entries; each with the numbers of a speaker, a source and a topic, or none.
    Add(Vec<[Option<u8>; 3]>),
    Set(usize, &'static str, &'static str),
    Remove(usize, &'static str),
    Push(usize, &'static str),
    RemoveEntry(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let number = prop::option::of(0..4_u8);
    let field = prop::sample::select(vec!["topics", "tags", "text", "by", "note", "source"]);
    prop_oneof![
        3 => prop::collection::vec([number.clone(), number.clone(), number], 1..3).prop_map(Change::Add),
        1 => (any::<usize>(), field.clone(), prop::sample::select(vec!["\"new\"", "[\"x\", \"y\"]", "(id: \"p\")"]))
            .prop_map(|(at, field, value)| Change::Set(at, field, value)),
        1 => (any::<usize>(), field).prop_map(|(at, field)| Change::Remove(at, field)),
        1 => (any::<usize>(), prop::sample::select(vec!["topics", "tags"]))
            .prop_map(|(at, field)| Change::Push(at, field)),
        1 => any::<usize>().prop_map(Change::RemoveEntry),
    ]
}

fn draft(sample: &Sample, number: usize, [speaker, source, topic]: [Option<u8>; 3]) -> EntryDraft {
    let speaker = speaker.map(|speaker| match speaker {
        0 => SpeakerReference::named("x"),
        other => SpeakerReference::named(format!("Speaker {other}")),
    });
    let source = source.map(|source| {
        let title = if source == 0 { "X".to_owned() } else { format!("Book “{source}”") };
        SourceReference::Described(Box::new(SourceDraft { title, isbn: Some("1".into()), ..SourceDraft::default() }))
    });
    let below = sample.topics.last().map_or("New", String::as_str);
    let topics = topic.map(|topic| match topic {
        0 => "T/U".to_owned(),
        1 => format!("{below}/Below"),
        2 => "t/Beside".to_owned(),
        _ => "A/B/C".to_owned(),
    });
    EntryDraft {
        text: format!("Said “{number}”, in \"{}\"\nlines", sample.text.len()),
        speaker,
        source,
        topics: topics.into_iter().collect(),
        lead: (number == 1).then(|| DraftLead::Asked("Why?".into())),
        locator: Locator { page: Some("12".into()), ..Locator::default() },
        ..EntryDraft::default()
    }
}

/// Asserts that a text is RON of which the brackets, at least, are a collection.
fn assert_parses(text: &str) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut parser = Parser::with_kind(&FILE_KIND, "x.ron".into(), text);
    let fields = parser.parse_file();
    let diagnostics = parser.into_diagnostics();
    assert!(fields.is_some(), "{diagnostics:?}\n{text}");
}

fn tree(text: &str) -> Tree {
    Tree::read(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Asserts that a splice only adds.
fn assert_only_adds(splice: &Splice, text: &str) {
    for edit in splice.edits() {
        assert!(text[edit.range.clone()].trim().is_empty(), "{edit:?}");
    }
}

/// The tree of rows, as items of a table.
fn row_items(rows: impl Iterator<Item = Row>) -> Vec<(String, Tree)> {
    let rows: Vec<String> = rows.map(|row| row.one_line()).collect();
    let is_map = rows.first().is_some_and(|row| row.starts_with('"'));
    let rows = if is_map { format!("{{{}}}", rows.join(",")) } else { format!("[{}]", rows.join(",")) };
    Tree::read(&rows).items().to_vec()
}

/// Adds topics to a tree one by one, each below the one above it.
fn expect_topics(expected: &mut Tree, rows: &NewRows) {
    for topic in &rows.topics {
        let mut group = &mut *expected;
        let mut parts: Vec<&str> = topic.path.split('/').collect();
        let id = parts.pop().unwrap();
        for part in parts {
            let id = Tree::Leaf(string_literal(part));
            let list = group.field_mut("topics").unwrap().items_mut();
            group = &mut list.iter_mut().find(|(_, topic)| topic.field("id") == Some(&id)).unwrap().1;
        }
        let label = topic.label.iter().map(|label| ("label".to_owned(), Tree::Leaf(string_literal(label))));
        let fields = std::iter::once(("id".to_owned(), Tree::Leaf(string_literal(id)))).chain(label).collect();
        if group.field("topics").is_none() {
            group.items_mut().push(("topics".to_owned(), Tree::Group("[".into(), Vec::new())));
        }
        let list = group.field_mut("topics").unwrap();
        list.items_mut().push((String::new(), Tree::Group("(".into(), fields)));
    }
}

/// Makes a change; returns the new text and the tree that it should have.
fn make(sample: &Sample, text: &str, change: &Change) -> Option<(Splice, Tree)> {
    let collection = CollectionText::parse(text).unwrap();
    let mut expected = tree(text);
    let id = |at: usize| sample.ids.get(at % sample.ids.len().max(1));
    let splice = match change {
        Change::Add(drafts) => {
            let mut resolver = Resolver::of(&collection);
            let mut writer = collection.entry_writer().unwrap();
            let mut entries = Vec::new();
            for (number, &numbers) in drafts.iter().enumerate() {
                if let Resolution::New(entry) = resolver.resolve(draft(sample, number, numbers)).unwrap() {
                    writer.push(&entry.row());
                    entries.push(entry.row());
                }
            }
            let rows = resolver.rows();
            for (table, bracket, rows) in [
                ("speakers", "{", row_items(rows.speakers.iter().map(crate::NewSpeaker::row))),
                ("sources", "{", row_items(rows.sources.iter().map(crate::NewSource::row))),
                ("entries", "[", row_items(entries.into_iter())),
            ] {
                if expected.field(table).is_none() && !rows.is_empty() {
                    expected.items_mut().push((table.to_owned(), Tree::Group(bracket.into(), Vec::new())));
                }
                if let Some(table) = expected.field_mut(table) {
                    table.items_mut().extend(rows);
                }
            }
            expect_topics(&mut expected, rows);
            let splice = collection.additions(rows, writer).unwrap();
            assert_only_adds(&splice, text);
            splice
        }
        Change::Set(at, field, value) => {
            let splice = collection.set_field(id(*at)?, field, value).unwrap();
            let fields = expected.entry_mut(id(*at)?).items_mut();
            match fields.iter_mut().find(|(name, _)| name == field) {
                Some((_, old)) => *old = Tree::read(value),
                None => fields.push(((*field).to_owned(), Tree::read(value))),
            }
            splice
        }
        Change::Remove(at, field) => {
            let id = id(*at)?;
            expected.entry_mut(id).field(field)?;
            expected.entry_mut(id).items_mut().retain(|(name, _)| name != field);
            collection.remove_field(id, field).unwrap()
        }
        Change::Push(at, field) => {
            let fields = expected.entry_mut(id(*at)?);
            if fields.field(field).is_none() {
                fields.items_mut().push(((*field).to_owned(), Tree::Group("[".into(), Vec::new())));
            }
            let list = fields.field_mut(field)?;
            let Tree::Group(bracket, items) = list else { return None };
            if bracket != "[" {
                return None;
            }
            items.push((String::new(), Tree::Leaf("\"pushed\"".into())));
            let splice = collection.push_item(id(*at)?, field, "\"pushed\"").unwrap();
            assert_only_adds(&splice, text);
            splice
        }
        Change::RemoveEntry(at) => {
            let id = id(*at)?;
            let gone = Some(Tree::Leaf(string_literal(id)));
            expected.field_mut("entries").unwrap().items_mut().retain(|(_, entry)| entry.field("id").cloned() != gone);
            collection.remove_entry(id).unwrap()
        }
    };
    Some((splice, expected))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn an_edit_does_what_was_asked_and_nothing_else(plan in plan(), changes in prop::collection::vec(change(), 1..4)) {
        let sample = sample(&plan);
        assert_parses(&sample.text);
        let mut text = sample.text.clone();
        let mut left = sample.clone();
        for change in &changes {
            let Some((splice, expected)) = make(&left, &text, change) else { continue };
            let changed = splice.apply(&text);
            assert_parses(&changed);
            prop_assert_eq!(tree(&changed).sorted(), expected.sorted(), "{}", changed);
            prop_assert_eq!(splice.inverse(&text).apply(&changed), &text[..]);
            let crlf = changed.matches("\r\n").count();
            let is_windows = matches!(plan.style, Style::Windows) && text.split_inclusive('\n').next().is_some_and(|line| line.ends_with("\r\n"));
            prop_assert!(!is_windows || crlf == changed.matches('\n').count(), "{:?}", changed);
            if let Change::RemoveEntry(at) = change {
                left.ids.remove(at % left.ids.len());
            }
            text = changed;
        }
    }
}
