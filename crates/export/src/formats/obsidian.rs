//! Notes for Obsidian: a Markdown file with properties for each entry.
//!
//! A note says which entry it was written from, and has a checksum of itself, so that an export never overwrites a file of
//! the user's or what the user has changed in a note.

use super::exported_entry::ExportedEntry;
use super::markdown::{escape_obsidian, render_markdown_with};
use crate::unique_names::rename_duplicates;
use kzq_corpus::{Corpus, EntryId, LocatorField, Source};
use kzq_text::Safe;
use serde::Serialize;
use twox_hash::XxHash3_64;
use unicode_normalization::UnicodeNormalization;

/// The property with the entry: `collection/id`.
const ENTRY: &str = "kzq: ";
/// The property with the checksum of all other lines.
const CHECKSUM: &str = "kzq_checksum: ";

/// Renders a note: its properties as front matter (YAML), and the entry as Markdown.
pub(super) fn render_note(exported: &ExportedEntry<'_>) -> Safe<'static> {
    let properties = render_properties(exported);
    // The checksum is of what the file has: a note is not data, so its hidden characters are dropped.
    let entry_line =
        kzq_text::safe!("---\n", ENTRY, yaml(&exported.corpus.qualified_id(exported.id)), "\n").into_visible();
    let rest = kzq_text::safe!(properties, "---\n\n", render_markdown_with(exported, escape_obsidian)).into_visible();
    let checksum = checksum(&[entry_line.as_str(), rest.as_str()].concat());
    kzq_text::safe!(entry_line, CHECKSUM, Safe::line(checksum), "\n", rest)
}

/// Renders the properties of an entry other than those that kzq needs, a line for each.
fn render_properties(exported: &ExportedEntry<'_>) -> Safe<'static> {
    let &ExportedEntry { corpus, entry, .. } = exported;
    let speaker = corpus.speaker_of(entry);
    let source = corpus.source_of(entry);
    let citation = entry.citation();
    let locator = |field| citation.and_then(|citation| citation.locator(field)).map(yaml);
    let paths = || entry.topics().iter().map(|&topic| &corpus.topic(topic).path);
    let properties = [
        ("speaker: ", speaker.map(|speaker| yaml(&speaker.name))),
        ("role: ", speaker.and_then(|speaker| speaker.role.as_ref()).map(yaml)),
        ("kind: ", Some(entry.kind().name().into())),
        ("wording: ", Some(entry.wording().name().into())),
        ("status: ", entry.status().map(|status| yaml(&status.to_line()))),
        ("said: ", entry.date().map(|date| yaml_date(&date.to_string()))),
        ("source: ", source.map(|source| yaml(&source.title))),
        ("publisher: ", source.and_then(|source| source.publisher.as_ref()).map(yaml)),
        ("url: ", source.and_then(Source::address).map(|url| yaml(&url))),
        ("date: ", source.and_then(|source| source.date).map(|date| yaml_date(&date.to_string()))),
        ("section: ", citation.and_then(|citation| citation.section).map(yaml)),
        ("item: ", citation.and_then(|citation| citation.item).map(|item| kzq_text::safe!(item as usize))),
        ("chapter: ", locator(LocatorField::Chapter)),
        ("page: ", locator(LocatorField::Page)),
        ("line: ", locator(LocatorField::Line)),
        ("location: ", locator(LocatorField::Location)),
        ("time: ", entry.time().map(yaml)),
        ("lang: ", entry.lang().map(yaml)),
        ("note: ", entry.note().map(yaml)),
        ("topics: ", yaml_list(paths().map(Safe::to_borrowed))),
        ("tags: ", yaml_list(paths().chain(entry.tags()).map(tag))),
    ];
    let lines = properties.into_iter().filter_map(|(name, value)| Some(kzq_text::safe!(name, value?, "\n")));
    Safe::join(lines, "")
}

/// Formats a value as YAML, of which JSON is a part (YAML 1.2).
fn yaml(value: &impl Serialize) -> Safe<'static> {
    // Texts and lists of texts can be serialised.
    Safe::line(serde_json::to_string(value).unwrap_or_default())
}

/// Formats a list, or returns `None` if it is empty.
fn yaml_list<'t>(texts: impl Iterator<Item = Safe<'t>>) -> Option<Safe<'static>> {
    let texts: Vec<_> = texts.collect();
    (!texts.is_empty()).then(|| yaml(&texts))
}

/// Formats a date; Obsidian takes an unquoted `2025-05-29` for a date, and anything else for text.
fn yaml_date(date: &str) -> Safe<'static> {
    let is_day = date.len() == 10 && date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_day { Safe::line(date.to_owned()) } else { yaml(&date) }
}

/// Converts a tag, or the path of a topic, to a tag of Obsidian. It has letters, digits, `_`, `-` and `/`, and not only digits.
fn tag(path: &Safe<'static>) -> Safe<'static> {
    let tag = path.replace_chars(|_, c| (!c.is_alphanumeric() && !matches!(c, '_' | '-' | '/')).then_some("-"));
    if tag.as_str().chars().all(|c| c.is_numeric() || c == '/') { kzq_text::safe!("_", tag) } else { tag }
}

fn checksum(text: &str) -> String {
    format!("\"{:016x}\"", XxHash3_64::oneshot(text.as_bytes()))
}

/// How an existing file relates to the note of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteState {
    /// The note as kzq wrote it.
    Untouched,
    /// The note, changed by somebody since.
    Changed,
    /// Something else.
    Foreign,
}

/// Returns how an existing file relates to the note of the entry with this qualified id.
pub fn note_state(file: &str, qualified_id: &Safe<'_>) -> NoteState {
    let front_matter = file.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")).map(|(front, _)| front);
    let value = |name: &str| front_matter.into_iter().flat_map(str::lines).find_map(|line| line.strip_prefix(name));
    // An editor of properties may have dropped the quotation marks.
    if value(ENTRY).map(|id| id.trim().trim_matches(['"', '\''])) != Some(qualified_id.visible().as_str()) {
        return NoteState::Foreign;
    }
    let Some(saved) = value(CHECKSUM) else { return NoteState::Changed };
    let line = [CHECKSUM, saved, "\n"].concat();
    let others = file.replacen(&line, "", 1);
    let others = others.strip_suffix('\n').unwrap_or(&others);
    if checksum(others) == saved { NoteState::Untouched } else { NoteState::Changed }
}

/// Returns the names of the files for the notes of entries: their ids, made unique whatever the case of letters.
pub fn note_file_names(corpus: &Corpus, ids: &[EntryId]) -> Vec<Safe<'static>> {
    let stems: Vec<_> = ids
        .iter()
        .map(|&id| {
            let entry = corpus.entry(id);
            (file_stem(entry.id().as_str()), file_stem(corpus.collection(entry.collection()).id.as_str()))
        })
        .collect();
    let renamed = rename_duplicates(&stems, str::to_lowercase);
    let name = |(at, (stem, _)): (usize, &(Safe<'static>, _))| kzq_text::safe!(renamed.get(&at).unwrap_or(stem), ".md");
    stems.iter().enumerate().map(name).collect()
}

/// Converts an id to a part of a file name that every system and Obsidian take.
fn file_stem(id: &str) -> Safe<'static> {
    /// Leaves room for a collection, a number and an extension in 255 bytes, also where the name is encrypted.
    const MAX_BYTES: usize = 64;
    /// Names of devices on Windows, also with an extension.
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    let allowed = |c: char| if c.is_control() || "\\/:*?\"<>|#^[]".contains(c) { '-' } else { c };
    let composed: String = id.nfc().map(allowed).collect();
    // A file whose name begins with a dot is hidden; Windows drops dots and blanks at the end.
    let cut = &composed[..composed.floor_char_boundary(MAX_BYTES)];
    let stem = cut.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' ']);
    let device = stem.split('.').next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
    let is_device = DEVICES.contains(&device.to_lowercase().as_str());
    Safe::line(if stem.is_empty() || is_device { format!("{stem}_") } else { stem.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, export};
    use kzq_corpus::{Corpus, Lookup, read};

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada \"A.\" Byron: 1", role: "Countess")},
        sources: {"s": (title: "Notes", publisher: "Taylor", url: "https://a.example/", date: "1843-07-10"), "u": (title: "U", date: "1843")},
        topics: [(id: "t", topics: [(id: "u.v")]), (id: "2024")],
        entries: [
            Quote(id: "one", by: "a", text: "No #tag, no [[link]].\n\n==a== %%b%% $c$ ^d", topics: ["t/u.v", "2024"],
                source: (id: "s", section: "G", item: 2, page: "7-8"), date: "1843-07-01", tags: ["two words"], note: "n: \"m\"\n---", lang: "en"),
            Paraphrase(id: "two", of: "a", text: "She doubts it.", source: (id: "u")),
            Quote(id: "three", text: "x", status: Disputed("only \"heard\"")),
        ])"#;

    fn note(corpus: &Corpus, name: &str) -> String {
        let Lookup::Found(id) = corpus.look_up(name) else { panic!("no {name}") };
        export(corpus, &[id], Format::Obsidian).text.to_string()
    }

    #[test]
    fn notes_contain_properties_and_the_entry() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let one = note(&corpus, "one");
        let checksum = one.lines().nth(2).unwrap();
        assert!(checksum.starts_with("kzq_checksum: \"") && checksum.len() == 32, "{checksum}");
        assert_eq!(
            one.replace(checksum, "…"),
            r#"---
kzq: "c/one"
…
speaker: "Ada \"A.\" Byron: 1"
role: "Countess"
kind: quote
wording: verbatim
said: 1843-07-01
source: "Notes"
publisher: "Taylor"
url: "https://a.example/"
date: 1843-07-10
section: "G"
item: 2
page: "7-8"
lang: "en"
note: "n: \"m\"\n---"
topics: ["t/u.v","2024"]
tags: ["t/u-v","_2024","two-words"]
---

> No \#tag, no \[\[link\]\].
>
> \=\=a\=\= \%\%b\%\% \$c\$ \^d
>
> — Ada "A." Byron: 1, 1 July 1843, [Notes, Taylor](https://a.example/), 10 July 1843, pp. 7–8"#
        );
        let two = note(&corpus, "two");
        assert!(two.contains("\nwording: reported\nsource: \"U\"\ndate: \"1843\"\n---\n\nShe doubts it."), "{two}");
        let three = note(&corpus, "three");
        assert!(
            three.contains("\nkind: quote\nwording: verbatim\nstatus: \"disputed: only \\\"heard\\\"\"\n---\n"),
            "{three}"
        );
        assert!(three.ends_with("> x\n>\n> — unknown speaker, no source given (disputed: only \"heard\")"), "{three}");
        assert!(two.ends_with("(reported, not the speaker's words)") && !two.contains("> "), "{two}");
    }

    #[test]
    fn notes_are_classified_as_untouched_changed_or_foreign() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let written = format!("{}\n", note(&corpus, "one"));
        let id = Safe::from("c/one");
        for (file, expected) in [
            (written.clone(), NoteState::Untouched),
            (format!("{written}My own thoughts.\n"), NoteState::Changed),
            (written.replace("Countess", "Queen"), NoteState::Changed),
            (written.replace("\"c/one\"", "c/one"), NoteState::Changed),
            (written.replace("kzq_checksum", "sum"), NoteState::Changed),
            (written.replace("c/one", "c/two"), NoteState::Foreign),
            (written.replacen("---\n", "", 1), NoteState::Foreign),
            ("# My note\n\nkzq: \"c/one\"\n".to_owned(), NoteState::Foreign),
            ("---\ntitle: x\n---\nkzq: c/one\n".to_owned(), NoteState::Foreign),
            (String::new(), NoteState::Foreign),
        ] {
            assert_eq!(note_state(&file, &id), expected, "{file}");
        }
    }

    #[test]
    fn file_names_are_valid_on_every_system() {
        let long = "ä".repeat(200);
        let cut = "ä".repeat(32);
        for (id, expected) in [
            ("plain-id_1.2", "plain-id_1.2"),
            ("a/b:c#d^e[f]g|h\\i*j?k\"l<m>n", "a-b-c-d-e-f-g-h-i-j-k-l-m-n"),
            ("..", "_"),
            (".hidden", "hidden"),
            ("end.", "end"),
            ("CON", "CON_"),
            ("com1", "com1_"),
            ("nul.txt", "nul.txt_"),
            ("lpt9.a.b", "lpt9.a.b_"),
            ("console", "console"),
            ("a\u{308}", "ä"),
            (&long, &cut),
        ] {
            assert_eq!(file_stem(id).as_str(), expected, "{id}");
        }
    }

    #[test]
    fn file_names_are_unique() {
        let file = |collection: &str, ids: &[&str]| {
            let entries: Vec<_> = ids.iter().map(|id| format!("Quote(id: {id:?}, by: \"a\", text: \"x\")")).collect();
            format!(
                "(schema: 1, id: {collection:?}, title: \"T\", speakers: {{\"a\": (name: \"A\")}}, entries: [{}])",
                entries.join(", ")
            )
        };
        let long = |end: &str| format!("{}{end}", "l".repeat(80));
        let files = [file("one", &["x", "y", "Y", &long("1"), &long("2")]), file("two", &["x", "z", "one-x"])];
        let (corpus, _) = Corpus::merge(files.iter().map(|text| read("c.ron", text.as_bytes())).collect());
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        let names = note_file_names(&corpus, &ids);
        let l = "l".repeat(64);
        assert_eq!(
            names.iter().map(Safe::as_str).collect::<Vec<_>>(),
            [
                "one-x-2.md".to_owned(),
                "one-y.md".to_owned(),
                "one-Y-2.md".to_owned(),
                format!("one-{l}.md"),
                format!("one-{l}-2.md"),
                "two-x.md".to_owned(),
                "z.md".to_owned(),
                "one-x.md".to_owned(),
            ]
        );
    }
}
