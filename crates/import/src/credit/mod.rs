//! Credits: who is said to have said it, and where: `Jane Austen, "Emma" (1815)`.
//!
//! A credit that is not understood is kept as it is in the custom field `credit`, with a doubt, and its speaker stays
//! unknown.

mod caveats;
mod date;
mod doubtful;
mod given_names;
mod line;
mod name;
mod no_names;
mod segments;
mod words;

use kzq_corpus::{SourceKind, Wording};
use kzq_edit::{DraftKind, DraftStatus, SourceDraft, SourceReference, SpeakerDraft, SpeakerReference};

use crate::item::Imported;
use crate::reading::squeeze;
pub(crate) use caveats::{Caveats, UNKNOWN_SPEAKER, split as split_caveats};
pub(crate) use date::read as read_date;
use doubtful::{DOUBTFUL_BEFORE, DOUBTFUL_PARTS};
pub(crate) use line::{Inline, after_dash, in_line};
pub(crate) use name::{Likeness, is_initial, likeness};
use segments::{CONNECTIVES, Kind, Segment};
use words::OCCASIONS;

/// A credit that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Credit {
    /// How much it looks like a credit: its speaker like a name, or “Anonymous” and the like.
    pub(crate) likeness: Likeness,
    pub(crate) speaker: Option<SpeakerDraft>,
    pub(crate) source: Option<SourceDraft>,
    pub(crate) date: Option<String>,
    pub(crate) page: Option<String>,
    pub(crate) chapter: Option<String>,
    pub(crate) status: Option<DraftStatus>,
    /// How close the words are to the speaker's, unless they are the speaker's own.
    pub(crate) wording: Option<Wording>,
    pub(crate) note: Option<String>,
    pub(crate) extra: Vec<(String, String)>,
    pub(crate) doubts: Vec<String>,
}

impl Credit {
    /// Gives an entry what the credit says.
    pub(crate) fn apply(self, imported: &mut Imported) {
        let draft = &mut imported.draft;
        if self.wording.is_some() {
            draft.kind = DraftKind::Paraphrase;
        }
        draft.speaker = self.speaker.map(SpeakerReference::Described);
        if let Some(mut source) = self.source {
            if self.wording == Some(Wording::Summary) {
                source.kind = SourceKind::Summary { machine: true };
            }
            draft.source = Some(SourceReference::Described(Box::new(source)));
        }
        draft.date = self.date.or(draft.date.take());
        draft.locator.page = self.page.or(draft.locator.page.take());
        draft.locator.chapter = self.chapter.or(draft.locator.chapter.take());
        draft.status = self.status.or(draft.status.take());
        draft.note = join(draft.note.take(), self.note);
        draft.extra.extend(self.extra);
        imported.doubts.extend(self.doubts);
    }

    /// Whether the credit is that of kzq's exports for an unknown speaker.
    pub(crate) fn is_nobody(&self) -> bool {
        self.likeness == Likeness::Certain && self.speaker.is_none() && self.extra.is_empty()
    }

    /// Whether the words are a credit where nothing but the words shows it: at the end of a line, in a heading.
    pub(crate) fn is_plausible(&self) -> bool {
        self.likeness == Likeness::Certain
            || self.likeness == Likeness::Possible
                && self.speaker.as_ref().is_some_and(|speaker| speaker.name.contains(' '))
    }

    fn add_note(&mut self, note: &str) {
        self.note = join(self.note.take(), Some(note.to_owned()));
    }
}

/// Joins two notes.
pub(crate) fn join(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) => Some(format!("{first}; {second}")),
        (first, second) => first.or(second),
    }
}

/// Reads a credit. Line breaks in it count as blanks; a dash in front of it is ignored.
pub(crate) fn read(text: &str) -> Credit {
    let whole = squeeze(text);
    let raw = after_dash(&whole).unwrap_or(&whole).trim().to_owned();
    let (bare, caveats) = split_caveats(&raw);
    // Words that are not the speaker's own are credited as being about the speaker.
    let bare = bare.strip_prefix("on ").filter(|_| caveats.wording.is_some()).unwrap_or(bare);
    let mut credit = read_bare(bare);
    credit.status = caveats.status.or(credit.status);
    credit.wording = caveats.wording;
    credit.note = join(credit.note, caveats.translation.map(str::to_owned));
    credit
}

/// Reads a credit without caveats.
fn read_bare(raw: &str) -> Credit {
    let mut credit = Credit::default();
    let rest = take_status(raw, raw, &mut credit);
    let rest = strip_ignoring_case(rest, "by ").unwrap_or(rest);
    if name::is_unknown(rest) {
        credit.likeness = Likeness::Certain;
        if rest != UNKNOWN_SPEAKER {
            credit.extra.push(("credit".to_owned(), raw.to_owned()));
        }
        return credit;
    }
    let parts = segments::split(rest);
    let mut rest = parts.as_slice();
    if let Some(taken) = take_speaker(&parts, &mut credit) {
        rest = &parts[taken..];
    }
    take_parts(rest, raw, &mut credit);
    if credit.speaker.is_none() && credit.extra.is_empty() && !credit.is_nobody() {
        if let [Segment { kind: Kind::Text | Kind::Bracket, .. }, ..] = parts[..] {
            if parts.get(1).is_some_and(|part| part.is_joined && part.kind == Kind::Title) {
                // “To “Greensleeves””: not what the words are from.
                credit.source = None;
            }
            credit.doubts.push(format!("the credit “{raw}” is not clear; the speaker is left unknown"));
        }
        credit.extra.push(("credit".to_owned(), raw.to_owned()));
    } else if credit.speaker.is_some() && credit.status.is_none() && credit.date.is_some() && credit.source.is_some() {
        // The date behind a title is when the work appeared.
        if let Some(source) = credit.source.as_mut().filter(|source| source.date.is_none()) {
            source.date = credit.date.take();
        }
    }
    credit
}

/// Takes “attributed to” and the like off the front.
fn take_status<'t>(bare: &'t str, raw: &str, credit: &mut Credit) -> &'t str {
    let reason = || format!("credited as “{raw}”");
    let before = DOUBTFUL_BEFORE
        .iter()
        .find_map(|&(words, is_wrong)| strip_ignoring_case(bare, words).map(|rest| (rest, is_wrong)));
    if let Some((rest, is_wrong)) = before {
        credit.status = Some(status(is_wrong, reason()));
        return rest;
    }
    match bare.strip_suffix('?') {
        Some(rest) if likeness(rest) != Likeness::No => {
            credit.status = Some(DraftStatus::Disputed(reason()));
            rest
        }
        _ => bare,
    }
}

fn status(is_wrong: bool, reason: String) -> DraftStatus {
    if is_wrong { DraftStatus::Misattributed(reason) } else { DraftStatus::Disputed(reason) }
}

/// Takes the speaker off the front of the parts; returns how many parts that took.
fn take_speaker(parts: &[Segment<'_>], credit: &mut Credit) -> Option<usize> {
    let (first, rest) = parts.split_first().filter(|(first, _)| first.kind == Kind::Text)?;
    let is_last = rest.is_empty();
    let text = if is_last { without_stop(first.text) } else { first.text };
    if let Some(second) = rest.first().filter(|part| part.kind == Kind::Text) {
        let given = if rest.len() == 1 { without_stop(second.text) } else { second.text };
        if name::is_legal_form(given) && likeness(text) != Likeness::No {
            let name = format!("{text}, {}", second.text);
            credit.likeness = Likeness::Certain;
            credit.speaker = Some(SpeakerDraft { name, organisation: true, ..SpeakerDraft::default() });
            return Some(2);
        }
        if let Some(name) = name::turn(text, given) {
            credit.likeness = Likeness::Certain;
            set_speaker(name, credit);
            return Some(2);
        }
        if kzq_text::persons::suffix(given).is_some() && likeness(text) != Likeness::No {
            credit.likeness = Likeness::Certain;
            set_speaker(format!("{text}, {given}"), credit);
            return Some(2);
        }
        if !text.contains(' ') && likeness(text) == Likeness::Possible && is_ambiguous_after_word(given) {
            // “Milton, John Smith”: a name turned round, or a name and a work?
            return None;
        }
    }
    if name::is_unknown(text) {
        credit.likeness = Likeness::Certain;
        if text != UNKNOWN_SPEAKER {
            credit.extra.push(("credit".to_owned(), text.to_owned()));
        }
        return Some(1);
    }
    let next = rest.first().filter(|part| part.kind == Kind::Title && part.is_joined);
    let (name, note) = divide_at_connective(text);
    let found = likeness(name);
    if found == Likeness::No {
        return None;
    }
    credit.likeness = found;
    set_speaker(name.to_owned(), credit);
    let is_whole = note_in_front(note, next, credit);
    Some(1 + usize::from(is_whole))
}

/// Takes words in front of a title: “in” leads over to it, other words are a note together with it. Returns whether the
/// title is part of the note only: “on “Hamlet””.
fn note_in_front(words: &str, title: Option<&Segment<'_>>, credit: &mut Credit) -> bool {
    let Some(title) = title else {
        if !words.is_empty() {
            credit.add_note(words);
        }
        return false;
    };
    let last = words.rsplit(' ').next().unwrap_or_default();
    let is_source =
        words.is_empty() || matches!(last, "in" | "from" | "quoted") || last.ends_with("'s") || last.ends_with("’s");
    if !(words.is_empty() || matches!(words, "in" | "from" | "in his" | "in her" | "from his" | "from her")) {
        credit.add_note(&format!("{words} “{}”", title.text));
    }
    !is_source
}

fn set_speaker(name: String, credit: &mut Credit) {
    let organisation = name::is_organisation(&name);
    credit.speaker = Some(SpeakerDraft { name, organisation, ..SpeakerDraft::default() });
}

/// Whether what follows a single name and a comma may as well be the given names: two or fewer capitalised words.
fn is_ambiguous_after_word(text: &str) -> bool {
    let words = text.split(' ').count();
    words <= 2
        && read_date(text).is_none()
        && likeness(text) != Likeness::No
        && !text.starts_with("The ")
        && !text.starts_with("Le ")
}

/// Divides “Rob Pike on X” into the name and the rest.
fn divide_at_connective(text: &str) -> (&str, &str) {
    let mut at = 0;
    for word in text.split(' ') {
        let ends_name = CONNECTIVES.contains(&word) && word != "of" || word.starts_with(['<', '#', '@']);
        if at > 0 && ends_name {
            return (text[..at].trim_end(), &text[at..]);
        }
        at += word.len() + 1;
    }
    (text, "")
}

/// Reads the parts behind the speaker.
fn take_parts(parts: &[Segment<'_>], raw: &str, credit: &mut Credit) {
    let has_title = parts.iter().any(|part| part.kind == Kind::Title);
    let mut at = 0;
    while at < parts.len() {
        let Segment { kind, text, .. } = parts[at];
        let title = parts.get(at + 1).filter(|next| next.is_joined && next.kind == Kind::Title);
        if kind == Kind::Text && title.is_some() && credit.speaker.is_some() {
            at += 1 + usize::from(note_in_front(text, title, credit));
            continue;
        }
        let next = parts.get(at + 1).filter(|part| part.kind == Kind::Text && kind == Kind::Text);
        let joined = next.and_then(|next| read_date(&format!("{text}, {}", next.text)));
        at += 1 + usize::from(joined.is_some());
        if let Some(date) = joined.or_else(|| read_date(text).filter(|_| kind != Kind::Title)) {
            credit.date.get_or_insert(date);
            continue;
        }
        let text = without_stop(text);
        let lower = text.to_lowercase();
        let words = lower.trim_end_matches('.');
        let doubtful = DOUBTFUL_PARTS.iter().find(|(part, _)| {
            words == *part || words.strip_prefix(part).is_some_and(|rest| rest.starts_with([';', ':', ',']))
        });
        match kind {
            Kind::Title => match &mut credit.source {
                None => credit.source = Some(work(text)),
                Some(_) => credit.add_note(text),
            },
            _ if doubtful.is_some_and(|_| credit.status.is_none()) => {
                let is_wrong = doubtful.is_some_and(|(_, is_wrong)| *is_wrong);
                credit.status = Some(status(is_wrong, format!("credited as “{raw}”")));
            }
            _ if date::is_life(text) => match &mut credit.speaker {
                Some(speaker) if speaker.role.is_none() => speaker.role = Some(text.to_owned()),
                _ => credit.add_note(text),
            },
            _ if let Some(url) = address(text) => set_address(url, credit),
            _ if let Some(page) = numbered(text, &["pages ", "page ", "pp. ", "pp ", "pg. ", "p. ", "p."]) => {
                credit.page = Some(page);
            }
            _ if let Some(chapter) = numbered(text, &["chapter ", "chap. ", "ch. "]) => credit.chapter = Some(chapter),
            Kind::Bracket if let [Segment { kind: Kind::Title, text, .. }] = segments::split(text)[..] => {
                credit.source.get_or_insert_with(|| work(text));
            }
            Kind::Text if credit.speaker.is_some() && credit.source.is_none() && is_role(text) => {
                match &mut credit.speaker {
                    Some(speaker) if speaker.role.is_none() => speaker.role = Some(text.to_owned()),
                    _ => credit.add_note(text),
                }
            }
            Kind::Text if credit.speaker.is_some() && credit.source.is_none() && !has_title && is_work(text) => {
                credit.source = Some(work(text));
            }
            // Without a speaker the whole credit is kept.
            _ if credit.speaker.is_some() || credit.source.is_some() => credit.add_note(text),
            _ => {}
        }
    }
}

fn work(title: &str) -> SourceDraft {
    SourceDraft { title: title.trim().trim_end_matches(',').to_owned(), ..SourceDraft::default() }
}

fn set_address(url: &str, credit: &mut Credit) {
    let source = credit.source.get_or_insert_with(|| {
        let title = url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/');
        SourceDraft { kind: SourceKind::Web, ..work(title) }
    });
    source.url = Some(url.to_owned());
}

/// The address that a text is.
fn address(text: &str) -> Option<&str> {
    let text = text.trim_matches(['<', '>']);
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    (is_address && !text.contains(' ')).then_some(text)
}

/// What follows one of the words: `p. 12` → `12`.
fn numbered(text: &str, words: &[&str]) -> Option<String> {
    let rest = words.iter().find_map(|word| strip_ignoring_case(text, word))?.trim();
    let is_number =
        |c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | 'i' | 'v' | 'x' | 'l' | 'c' | 'I' | 'V' | 'X');
    (!rest.is_empty() && rest.chars().all(is_number)).then(|| rest.replace('–', "-"))
}

/// Whether a part is an office or a description: “British philosopher”, “author of “Emma””.
fn is_role(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let is_occasion =
        OCCASIONS.contains(&first) || CONNECTIVES.contains(&first) || first.ends_with("ing") || first.ends_with("ed");
    if is_occasion || text.contains(['@', '<', '/']) || text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let is_described = text.split_whitespace().count() <= 6 && last.starts_with(char::is_lowercase);
    is_described || first.starts_with(char::is_lowercase)
}

/// Whether a part can be the name of a work: it begins with a capital or a figure, and is no remark.
fn is_work(text: &str) -> bool {
    let begins = text.starts_with(|c: char| (c.is_alphabetic() && !c.is_lowercase()) || c.is_ascii_digit());
    begins && text.split_whitespace().count() <= 12 && !text.contains(['<', '>', '@'])
}

/// A text without the full stop behind it, unless that belongs to an abbreviation.
fn without_stop(text: &str) -> &str {
    let Some(bare) = text.strip_suffix('.').filter(|bare| !bare.ends_with('.')) else { return text };
    let last = bare.rsplit([' ', ',']).next().unwrap_or_default();
    let is_short = is_initial(last) || kzq_text::persons::suffix(text.rsplit(' ').next().unwrap_or_default()).is_some();
    let is_abbreviation = kzq_text::persons::is_abbreviation(&last.to_lowercase()) || name::is_legal_form(last);
    if is_short && bare.contains(' ') || is_abbreviation { text } else { bare }
}

fn strip_ignoring_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let start = text.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

#[cfg(test)]
mod tests;
