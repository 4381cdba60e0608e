//! A thousand random edits of files with comments in all kinds of places: each makes exactly the requested change.

use proptest::prelude::*;

use super::sample::{Sample, Style, plan, sample};
use super::tree::Tree;
use crate::{
    CollectionText, DraftLead, EntryDraft, Locator, NewRows, Resolution, Resolver, Row, SourceDraft, SourceReference,
    SpeakerReference, Splice, string_literal,
};
use ron::extensions::Extensions;
use ron::options::Options;
use ron::value::RawValue;

/// A change of a file.
#[derive(Clone, Debug)]
enum Change {
    /// Adds entries, each with optional numbers of a speaker, a source and a topic.
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

/// Asserts that a text is valid RON.
fn assert_parses(text: &str) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let parsed = options.from_str::<&RawValue>(text);
    assert!(parsed.is_ok(), "{parsed:?}\n{text}");
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

/// Returns the rows as items of a table.
fn row_items(rows: impl Iterator<Item = Row>) -> Vec<(String, Tree)> {
    let rows: Vec<String> = rows.map(|row| row.one_line()).collect();
    let is_map = rows.first().is_some_and(|row| row.starts_with('"'));
    let rows = if is_map { format!("{{{}}}", rows.join(",")) } else { format!("[{}]", rows.join(",")) };
    Tree::read(&rows).items().to_vec()
}

/// Adds topics to a tree one by one, each below its parent.
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

/// Returns the splice that makes a change, and the expected tree.
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
    fn edits_make_exactly_the_requested_change(plan in plan(), changes in prop::collection::vec(change(), 1..4)) {
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
