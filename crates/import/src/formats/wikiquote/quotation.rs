//! A quotation with what is below it, and what entry it becomes.

use kzq_corpus::SourceKind;
use kzq_edit::{DraftStatus, EntryDraft, SourceDraft, SourceReference, SpeakerDraft, SpeakerReference};

use super::markup::{Rendered, Titles, render};
use super::page::{Page, Subject};
use super::sections::{Role, Sections};
use crate::item::Imported;
use crate::reading::{add_extra, squeeze};
use kzq_edit::credit::{self, Credit, Inline, Likeness, in_line, likeness, read_date};

/// A quotation as its lines are gathered.
#[derive(Debug)]
pub(super) struct Quotation<'t> {
    pub(super) line: usize,
    lines: Vec<&'t str>,
    /// What is below it, with its depth from 2.
    below: Vec<(usize, String)>,
    /// Whether a line that begins with `:` was taken for a part of it.
    is_continued: bool,
}

/// Beginnings of lines below a quotation that are not sources, in lower case.
const NO_SOURCES: &[&str] = &[
    "alternat",
    "as translated",
    "also quoted",
    "comment",
    "context",
    "later",
    "note:",
    "often misquoted",
    "original",
    "paraphrase",
    "translation",
    "translated",
    "variant",
    "variation",
];

/// Words that show of what kind a source is, in lower case.
const KINDS: &[(&str, SourceKind)] = &[
    ("speech", SourceKind::Speech),
    ("address", SourceKind::Speech),
    ("lecture", SourceKind::Speech),
    ("remarks", SourceKind::Speech),
    ("letter", SourceKind::Document),
];

/// Length in characters of the longest source without a title.
const MAX_SOURCE: usize = 160;

/// Whether a line outside the lists has words.
pub(super) fn has_words(line: &str) -> bool {
    let is_table = line.starts_with("{|") || line.starts_with(['|', '!']);
    !is_table && render(line, Titles::Plain).text.chars().any(char::is_alphanumeric)
}

impl<'t> Quotation<'t> {
    pub(super) fn new(line: usize, words: &'t str) -> Self {
        Self { line, lines: vec![words], below: Vec::new(), is_continued: false }
    }

    /// Whether a line that begins with `:` may be a part of the words.
    pub(super) fn goes_on(&self) -> bool {
        self.below.is_empty()
    }

    pub(super) fn push_line(&mut self, words: &'t str) {
        self.lines.push(words);
        self.is_continued = true;
    }

    /// Takes a line below the words; `goes_on` if it continues the one before.
    pub(super) fn push_below(&mut self, depth: usize, text: &'t str, goes_on: bool) {
        match self.below.last_mut() {
            Some(last) if goes_on => {
                last.1.push('\n');
                last.1.push_str(text);
            }
            None if goes_on => self.lines.push(text),
            _ => self.below.push((depth, text.to_owned())),
        }
    }

    /// The entry that it becomes; `None` if it has no words.
    pub(super) fn into_entry(self, page: &Page, sections: &Sections) -> Option<Imported> {
        let words = render(&self.lines.join("\n"), Titles::Plain);
        if !words.text.chars().any(char::is_alphanumeric) {
            return None;
        }
        let draft = EntryDraft { text: words.text.clone(), ..EntryDraft::default() };
        let mut entry = Imported { line: self.line, draft, doubts: Vec::new() };
        if self.is_continued {
            entry.doubts.push("lines that begin with `:` are taken for a part of the words".to_owned());
        }
        for template in &words.left_out {
            entry.doubts.push(format!("the template “{template}” is left out"));
        }
        let mut below = Below::new(&self.below, words.references);
        let role = sections.role();
        match role {
            Role::Misattributed | Role::Disputed => below.give_reason(role, &mut entry, page),
            Role::Own if matches!(page.subject, Subject::Person { .. } | Subject::UncertainPerson) => {
                entry.draft.speaker = subject(page);
                below.give_source(&mut entry, sections.work());
            }
            Role::Own | Role::About | Role::None => below.give_speaker(&mut entry, page, role, sections.work()),
        }
        add_extra(&mut entry, "heading", &sections.headings());
        let notes = below.notes();
        entry.draft.note = credit::join(entry.draft.note.take(), Some(notes).filter(|notes| !notes.is_empty()));
        Some(entry)
    }
}

/// Whom a page is about, if that is a person with a name.
fn subject(page: &Page) -> Option<SpeakerReference> {
    let Subject::Person { name, aliases } = &page.subject else { return None };
    let speaker = SpeakerDraft { name: name.clone(), aliases: aliases.clone(), ..SpeakerDraft::default() };
    Some(SpeakerReference::Described(speaker))
}

/// What is below a quotation.
struct Below {
    /// Lines right below it; taken away as they are understood.
    lines: Vec<Rendered>,
    /// Lines below those, and what references say.
    others: Vec<String>,
}

impl Below {
    fn new(below: &[(usize, String)], references: Vec<String>) -> Self {
        let mut lines: Vec<Rendered> = Vec::new();
        let mut others = Vec::new();
        for (depth, text) in below {
            let mut rendered = render(text, Titles::Marked);
            rendered.text = squeeze(&rendered.text);
            if rendered.text.is_empty() {
                continue;
            }
            others.append(&mut rendered.references);
            if *depth == 2 { lines.push(rendered) } else { others.push(rendered.text) }
        }
        let mut references = references.into_iter().map(|text| squeeze(&text)).filter(|text| !text.is_empty());
        if lines.is_empty() {
            // The reference is the source.
            let first = references.next().map(|text| {
                let italics = text.split_once('“').and_then(|(_, rest)| rest.split_once('”'));
                let italics = italics.map(|(title, _)| title.to_owned()).into_iter().collect();
                Rendered { text, italics, ..Rendered::default() }
            });
            lines.extend(first);
        }
        others.extend(references);
        Self { lines, others }
    }

    /// What is left, for a note.
    fn notes(self) -> String {
        self.lines.into_iter().map(|line| line.text).chain(self.others).collect::<Vec<_>>().join("\n")
    }

    /// Takes the reason why the attribution is wrong or doubtful.
    fn give_reason(&mut self, role: Role, entry: &mut Imported, page: &Page) {
        let reason = std::mem::take(&mut self.lines).into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
        entry.draft.status = Some(match role {
            Role::Misattributed => DraftStatus::Misattributed(reason),
            _ => DraftStatus::Disputed(reason),
        });
        entry.draft.speaker = subject(page);
        if matches!(page.subject, Subject::Theme | Subject::Unclear) {
            entry.doubts.push("to whom it is attributed is not clear; the speaker is left unknown".to_owned());
        }
    }

    /// Takes the source, on the page of the speaker.
    fn give_source(&mut self, entry: &mut Imported, work: Option<&SourceDraft>) {
        let is_source = |line: &Rendered| {
            let lower = line.text.to_lowercase();
            let is_short = line.text.chars().count() <= MAX_SOURCE;
            !NO_SOURCES.iter().any(|begin| lower.starts_with(begin)) && (is_short || !line.italics.is_empty())
        };
        match self.lines.iter().position(is_source) {
            Some(at) => give_source(&self.lines.remove(at), entry, work),
            None => entry.draft.source = work.cloned().map(|work| SourceReference::Described(Box::new(work))),
        }
    }

    /// Takes the speaker and the source, where the page is not that of the speaker.
    fn give_speaker(&mut self, entry: &mut Imported, page: &Page, role: Role, work: Option<&SourceDraft>) {
        let is_sure = role == Role::Own && page.subject == Subject::Theme;
        let credits = self.lines.iter().enumerate().map(|(at, line)| (at, line_credit(line)));
        let found = credits.into_iter().find(|(_, (credit, is_linked))| {
            credit.speaker.is_some()
                && (*is_linked || credit.is_plausible() || is_sure && credit.likeness != Likeness::No)
        });
        if let Some((at, (credit, _))) = found {
            self.lines.remove(at);
            credit.apply(&mut entry.draft, &mut entry.doubts);
            let own = |speaker: &SpeakerReference| matches!((speaker, &page.subject), (SpeakerReference::Described(speaker), Subject::Person { name, .. }) if speaker.name == *name);
            if entry.draft.speaker.as_ref().is_some_and(own) {
                entry.draft.speaker = None;
                entry.doubts.push("it is among quotations about the person who is named as its speaker".to_owned());
            }
        } else if let Some(first) = self.lines.first().map(|line| line.text.clone()) {
            self.lines.remove(0);
            add_extra(entry, "credit", &first);
            entry.doubts.push(format!("the credit “{first}” is not clear; the speaker is left unknown"));
        } else if let Inline::Found(words, credit) = in_line(&entry.draft.text.clone()) {
            words.clone_into(&mut entry.draft.text);
            credit.apply(&mut entry.draft, &mut entry.doubts);
        } else {
            entry.doubts.push("nobody is named; the speaker is left unknown".to_owned());
        }
        if entry.draft.source.is_none() && role == Role::Own {
            entry.draft.source = work.cloned().map(|work| SourceReference::Described(Box::new(work)));
        }
    }
}

/// Reads a line that names the speaker; and whether a link shows that it does.
fn line_credit(line: &Rendered) -> (Credit, bool) {
    let mut credit = credit::read(&line.text);
    if let (Some(source), Some(url)) = (&mut credit.source, &line.url) {
        source.url.get_or_insert_with(|| url.clone());
    }
    let Some((target, label)) = &line.first_link else { return (credit, false) };
    let after = line.text.trim_start_matches(['—', '–', '-', '~', ' ']).strip_prefix(label.as_str());
    if likeness(target) == Likeness::No || after.is_none() {
        return (credit, false);
    }
    match &mut credit.speaker {
        // “Einstein” is a link to the page “Albert Einstein”.
        Some(speaker) if speaker.name == *label => speaker.name.clone_from(target),
        Some(_) => return (credit, false),
        None => {
            let speaker = SpeakerDraft { name: target.clone(), ..SpeakerDraft::default() };
            let rest = after.unwrap_or_default().trim_start_matches([',', ' ', '.', ':', ';']);
            let title = line.italics.first().cloned();
            credit = Credit {
                likeness: Likeness::Certain,
                speaker: Some(speaker),
                source: title.map(|title| SourceDraft { title, url: line.url.clone(), ..SourceDraft::default() }),
                note: Some(rest.to_owned()).filter(|rest| !rest.is_empty()),
                ..Credit::default()
            };
        }
    }
    (credit, true)
}

/// Gives an entry the source that a line is: `''Emma'' (1815), Ch. 3`, `Letter to Bo (3 May 1843)`, `Ch. 3`.
fn give_source(line: &Rendered, entry: &mut Imported, work: Option<&SourceDraft>) {
    let read = credit::read(&line.text);
    let title = line.italics.first().cloned().or_else(|| read.source.as_ref().map(|source| source.title.clone()));
    let (bare, dated) = without_date(&line.text);
    let date = read.source.and_then(|source| source.date).or(read.date).or(dated);
    let has_own = title.is_some() || work.is_none();
    let locates = read.chapter.is_some() || read.page.is_some();
    entry.draft.locator.chapter = read.chapter;
    entry.draft.locator.page = read.page;
    let described = SourceDraft { title: title.unwrap_or_else(|| bare.to_owned()), date, ..SourceDraft::default() };
    let mut source = if has_own { described } else { work.cloned().unwrap_or_default() };
    let lower = line.text.to_lowercase();
    if let Some((_, kind)) = KINDS.iter().find(|(word, _)| lower.starts_with(word)) {
        source.kind = *kind;
    }
    source.url = line.url.clone().or(source.url);
    let is_whole = has_own && source.title == bare || !has_own && locates && !line.text.contains(',');
    if !is_whole {
        add_extra(entry, "source", &line.text);
    }
    if source.title.is_empty() {
        return;
    }
    entry.draft.source = Some(SourceReference::Described(Box::new(source)));
}

/// A text without the date at its end, and that.
fn without_date(text: &str) -> (&str, Option<String>) {
    let text = text.trim_end_matches('.');
    if let Some((before, date)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('('))
        && let Some(date) = read_date(date)
        && !before.trim().is_empty()
    {
        return (before.trim(), Some(date));
    }
    let commas = text.match_indices(", ");
    let found =
        commas.filter(|(at, _)| *at > 0).find_map(|(at, _)| Some((&text[..at], read_date(text[at + 2..].trim())?)));
    found.map_or((text, None), |(before, date)| (before.trim(), Some(date)))
}
