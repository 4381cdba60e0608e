//! What holds for the entries of every format: defaults that the user gives, and values that no collection takes.

use kzq_corpus::{Date, path_error};
use kzq_edit::{DraftStatus, EntryDraft, SourceDraft, SourceReference, SpeakerReference, strip_outer_marks};

use crate::item::Imported;
use crate::reading::add_extra;

/// The custom field that names the file from which an entry was imported.
const ORIGIN: &str = "imported";

/// What entries have that their file says nothing about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Defaults {
    pub(crate) speaker: Option<SpeakerReference>,
    pub(crate) source: Option<SourceReference>,
    /// Topics of all entries, besides their own.
    pub(crate) topics: Vec<String>,
    pub(crate) lang: Option<String>,
}

/// Removes blanks and one pair of quotation marks around the words of an entry.
pub(crate) fn strip_marks(draft: &mut EntryDraft) {
    let marked = draft.text.trim();
    let words = strip_outer_marks(marked);
    let kept = if words.is_empty() { marked } else { words };
    if kept.len() < draft.text.len() {
        draft.text = kept.to_owned();
    }
}

/// Completes an entry from a file, and removes what no collection takes; `false` if it has no words.
pub(crate) fn complete(entry: &mut Imported, file: &str, defaults: &Defaults) -> bool {
    clean(entry);
    let draft = &mut entry.draft;
    if draft.speaker.is_none() {
        draft.speaker.clone_from(&defaults.speaker);
    }
    if draft.source.is_none() {
        draft.source.clone_from(&defaults.source);
    }
    if draft.lang.is_none() {
        draft.lang.clone_from(&defaults.lang);
    }
    for topic in &defaults.topics {
        if !draft.topics.contains(topic) {
            draft.topics.push(topic.clone());
        }
    }
    if draft.extra.iter().all(|(key, _)| key != ORIGIN) {
        draft.extra.push((ORIGIN.to_owned(), file.to_owned()));
    }
    draft.text.chars().any(|c| !c.is_whitespace() && !c.is_control())
}

/// Cleans a source: values that no collection takes go to its note.
pub(crate) fn clean_source(source: &mut SourceDraft) {
    let mut notes = Vec::new();
    for (name, date) in [("date", &mut source.date), ("accessed", &mut source.accessed)] {
        notes.extend(refused(date, is_date).map(|date| format!("{name}: {date}")));
    }
    for (name, url) in [("address", &mut source.url), ("archived", &mut source.archived)] {
        notes.extend(refused(url, is_web_address).map(|url| format!("{name}: {url}")));
    }
    notes.extend(refused(&mut source.text, |path| path_error(path).is_none()).map(|path| format!("text: {path}")));
    for names in [&mut source.authors, &mut source.translators, &mut source.editors] {
        names.retain(|name| !name.trim().is_empty());
    }
    let texts = [
        &mut source.container,
        &mut source.publisher,
        &mut source.place,
        &mut source.edition,
        &mut source.volume,
        &mut source.issue,
        &mut source.pages,
        &mut source.isbn,
        &mut source.doi,
        &mut source.note,
    ];
    for text in texts {
        drop_blank(text);
    }
    if source.title.trim().is_empty() {
        let title = source.container.clone().or_else(|| source.url.clone());
        source.title = title.unwrap_or_default();
    }
    if !notes.is_empty() {
        let note = source.note.take().into_iter().chain(notes).collect::<Vec<_>>();
        source.note = Some(note.join("\n"));
    }
    source.reports.iter_mut().for_each(clean_source);
    source.reports.retain(|reported| !reported.title.trim().is_empty());
}

/// Removes values that no collection takes, and keeps them as custom fields.
fn clean(entry: &mut Imported) {
    let mut kept = Vec::new();
    let draft = &mut entry.draft;
    if let Some(date) = refused(&mut draft.date, is_date) {
        entry.doubts.push(format!("invalid date “{date}” for a collection"));
        kept.push(("date", date));
    }
    match &mut draft.speaker {
        Some(SpeakerReference::Described(speaker)) => {
            if speaker.name.trim().is_empty() {
                draft.speaker = None;
            } else {
                drop_blank(&mut speaker.role);
                speaker.aliases.retain(|alias| !alias.trim().is_empty());
            }
        }
        Some(SpeakerReference::Id(_)) | None => {}
    }
    if let Some(SourceReference::Described(source)) = &mut draft.source {
        clean_source(source);
        if source.title.trim().is_empty() {
            kept.extend(take_untitled_source(source));
            draft.source = None;
        }
    }
    drop_blank(&mut draft.lang);
    drop_blank(&mut draft.note);
    let locator = &mut draft.locator;
    for text in [
        &mut locator.section,
        &mut locator.chapter,
        &mut locator.page,
        &mut locator.line,
        &mut locator.location,
        &mut locator.time,
    ] {
        drop_blank(text);
    }
    draft.tags.retain(|tag| !tag.trim().is_empty());
    if let Some(DraftStatus::Misattributed(reason) | DraftStatus::Disputed(reason)) = &mut draft.status
        && reason.trim().is_empty()
    {
        "no reason is given".clone_into(reason);
    }
    let text = &draft.text;
    draft.sic.retain(|slip| !slip.trim().is_empty() && text.matches(slip.as_str()).count() == 1);
    for (key, value) in kept {
        add_extra(entry, key, &value);
    }
    name_blank_keys(&mut entry.draft);
}

/// Gives custom fields without a key one. Fields of one key get numbers when they are written.
fn name_blank_keys(draft: &mut EntryDraft) {
    for (key, _) in &mut draft.extra {
        let name = key.trim();
        if name.is_empty() {
            "field".clone_into(key);
        } else if name.len() < key.len() {
            *key = name.to_owned();
        }
    }
}

/// What a source without a title says, as custom fields.
pub(crate) fn take_untitled_source(source: &mut SourceDraft) -> Vec<(&'static str, String)> {
    let people =
        [("author", &mut source.authors), ("translator", &mut source.translators), ("editor", &mut source.editors)];
    let people = people.map(|(key, names)| (key, (!names.is_empty()).then(|| std::mem::take(names).join("; "))));
    let texts = [
        ("publisher", &mut source.publisher),
        ("place", &mut source.place),
        ("published", &mut source.date),
        ("accessed", &mut source.accessed),
        ("edition", &mut source.edition),
        ("volume", &mut source.volume),
        ("issue", &mut source.issue),
        ("pages", &mut source.pages),
        ("isbn", &mut source.isbn),
        ("doi", &mut source.doi),
        ("archived", &mut source.archived),
        ("source", &mut source.note),
    ];
    let texts = texts.map(|(key, text)| (key, text.take()));
    people.into_iter().chain(texts).filter_map(|(key, value)| Some((key, value?))).collect()
}

/// Takes a value away that does not pass a test.
fn refused(value: &mut Option<String>, is_allowed: impl Fn(&str) -> bool) -> Option<String> {
    drop_blank(value);
    value.take_if(|value| !is_allowed(value))
}

fn drop_blank(value: &mut Option<String>) {
    value.take_if(|value| value.trim().is_empty());
}

fn is_date(date: &str) -> bool {
    date.parse::<Date>().is_ok()
}

/// Whether a collection takes an address.
fn is_web_address(url: &str) -> bool {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    is_web && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(draft: EntryDraft, defaults: &Defaults) -> (Imported, bool) {
        let mut entry = Imported { line: 1, draft, doubts: Vec::new() };
        let has_words = complete(&mut entry, "quotes.txt", defaults);
        (entry, has_words)
    }

    #[test]
    fn one_outer_pair_of_marks_is_stripped() {
        for (text, expected) in [
            ("“Words.”", "Words."),
            ("\"Words.\"", "Words."),
            ("  Words.\n", "Words."),
            ("“Yes,” he said, “no.”", "“Yes,” he said, “no.”"),
            ("““Words.””", "““Words.””"),
        ] {
            let mut draft = EntryDraft { text: text.to_owned(), ..EntryDraft::default() };
            strip_marks(&mut draft);
            let (entry, has_words) = completed(draft, &Defaults::default());
            assert_eq!((entry.draft.text.as_str(), has_words), (expected, true), "{text}");
        }
        for text in ["", " \n", "\u{7}"] {
            assert!(!completed(EntryDraft { text: text.to_owned(), ..EntryDraft::default() }, &Defaults::default()).1);
        }
    }

    #[test]
    fn defaults_fill_missing_fields_and_file_name_is_kept() {
        let defaults = Defaults {
            speaker: Some(SpeakerReference::named("Ada")),
            topics: vec!["wit".to_owned()],
            lang: Some("en".to_owned()),
            ..Defaults::default()
        };
        let text = || "Words.".to_owned();
        let (entry, _) = completed(EntryDraft { text: text(), ..EntryDraft::default() }, &defaults);
        assert_eq!(entry.draft.speaker, Some(SpeakerReference::named("Ada")));
        assert_eq!((entry.draft.topics, entry.draft.lang.as_deref()), (vec!["wit".to_owned()], Some("en")));
        assert_eq!(entry.draft.extra, [("imported".to_owned(), "quotes.txt".to_owned())]);
        let own = EntryDraft {
            text: text(),
            speaker: Some(SpeakerReference::named("Bo")),
            topics: vec!["wit".to_owned()],
            extra: vec![("imported".to_owned(), "first.txt".to_owned())],
            ..EntryDraft::default()
        };
        let (entry, _) = completed(own.clone(), &defaults);
        assert_eq!(entry.draft, EntryDraft { lang: Some("en".to_owned()), ..own });
    }

    #[test]
    fn invalid_values_are_kept_in_extra() {
        let source = SourceDraft {
            title: "Notes".to_owned(),
            url: Some("www.example.org".to_owned()),
            date: Some("once".to_owned()),
            ..SourceDraft::default()
        };
        let draft = EntryDraft {
            text: "a a b".to_owned(),
            speaker: Some(SpeakerReference::named(" ")),
            source: Some(SourceReference::Described(Box::new(source))),
            date: Some("yesterday".to_owned()),
            tags: vec![" ".to_owned(), "t".to_owned()],
            sic: vec!["a".to_owned(), "b".to_owned(), "c".to_owned()],
            status: Some(DraftStatus::Disputed(String::new())),
            extra: [(" k", "1"), ("k", "2"), (" ", "3")].map(|(key, text)| (key.to_owned(), text.to_owned())).into(),
            ..EntryDraft::default()
        };
        let (entry, _) = completed(draft, &Defaults::default());
        let draft = entry.draft;
        assert_eq!(
            (draft.date, draft.speaker, draft.tags, draft.sic),
            (None, None, vec!["t".to_owned()], vec!["b".to_owned()])
        );
        assert_eq!(draft.status, Some(DraftStatus::Disputed("no reason is given".to_owned())));
        let keys: Vec<&str> = draft.extra.iter().map(|(key, _)| key.as_str()).collect();
        // The writer numbers the keys that are given twice.
        assert_eq!(keys, ["k", "k", "field", "date", "imported"]);
        let Some(SourceReference::Described(source)) = draft.source else { panic!() };
        assert_eq!(source.note.as_deref(), Some("date: once\naddress: www.example.org"));
        assert_eq!(entry.doubts, ["invalid date “yesterday” for a collection"]);
    }
}
