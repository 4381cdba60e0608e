//! What a credit says after the speaker.

use kzq_corpus::SourceKind;

use super::date::{is_life, read as read_date};
use super::doubtful::status_of;
use super::fields::Credit;
use super::name::without_stop;
use super::place;
use super::segments::{self, CONNECTIVES, Kind, Segment};
use super::speaker::note_in_front;
use super::words::{OCCASIONS, RANKS, YEAR_TITLES};
use crate::draft::SourceDraft;

/// Reads the parts after the speaker.
pub(super) fn take_parts(parts: &[Segment<'_>], raw: &str, credit: &mut Credit) {
    let has_title = parts.iter().any(|part| part.kind == Kind::Title);
    let mut at = 0;
    while at < parts.len() {
        let Segment { kind, text, .. } = parts[at];
        let title = parts.get(at + 1).filter(|next| next.is_joined && next.kind == Kind::Title);
        if kind == Kind::Text && title.is_some() && is_named(credit) {
            at += 1 + usize::from(note_in_front(text, title, credit));
            continue;
        }
        let next = parts.get(at + 1).filter(|part| part.kind == Kind::Text && kind == Kind::Text);
        let joined = next.and_then(|next| read_date(&format!("{text}, {}", next.text)));
        let has_place = parts.get(at + 1).is_some_and(|next| place::is_place(next.text));
        at += 1 + usize::from(joined.is_some());
        if is_titled_by_year(text, credit) {
            credit.source = Some(place::work(text, credit));
            continue;
        }
        if let Some(date) = joined.or_else(|| read_date(text).filter(|_| kind != Kind::Title)) {
            if has_place && credit.source.is_none() {
                credit.doubts.push(format!("“{text}” is taken for the year; it may be the title of the work"));
            }
            credit.date.get_or_insert(date);
            continue;
        }
        let text = without_stop(text);
        let status = if kind == Kind::Title { None } else { status_of(text, raw) };
        match kind {
            Kind::Title => match &mut credit.source {
                None => credit.source = Some(place::work(text, credit)),
                Some(_) => credit.add_note(text),
            },
            _ if status.is_some() && credit.status.is_none() => credit.status = status,
            _ if is_life(text) => match &mut credit.speaker {
                Some(speaker) if speaker.role.is_none() => speaker.role = Some(text.to_owned()),
                _ => credit.add_note(text),
            },
            _ if let Some(url) = address(text) => set_address(url, credit),
            _ if let Some(page) = place::page(text) => credit.page = Some(page),
            _ if let Some(chapter) = place::chapter(text) => credit.chapter = Some(chapter),
            _ if let Some(section) = place::section(text).filter(|_| is_named(credit) || credit.source.is_some()) => {
                credit.add_section(section);
            }
            Kind::Bracket if let [Segment { kind: Kind::Title, text, .. }] = segments::split(text)[..] => {
                let work = place::work(text, credit);
                credit.source.get_or_insert(work);
            }
            Kind::Text if credit.speaker.is_some() && credit.source.is_none() && is_role(text) => {
                match &mut credit.speaker {
                    Some(speaker) if speaker.role.is_none() => speaker.role = Some(text.to_owned()),
                    _ => credit.add_note(text),
                }
            }
            Kind::Text
                if is_named(credit)
                    && credit.source.is_none()
                    && let Some(source) = place::work_in(text, has_place, credit) =>
            {
                credit.source = Some(source);
            }
            Kind::Text if is_named(credit) && credit.source.is_none() && !has_title && place::is_work(text) => {
                credit.source = Some(place::work(text, credit));
            }
            // Without a speaker the whole credit is kept.
            _ if credit.speaker.is_some() || credit.source.is_some() => credit.add_note(text),
            _ => {}
        }
    }
}

/// Whether somebody is named who may have written the work.
fn is_named(credit: &Credit) -> bool {
    credit.speaker.is_some() || !credit.several.is_empty()
}

/// Whether a year is the title of a work of the speaker.
fn is_titled_by_year(text: &str, credit: &Credit) -> bool {
    let name = credit.speaker.as_ref().map(|speaker| speaker.name.to_lowercase()).unwrap_or_default();
    let family = name.rsplit(' ').next().unwrap_or_default();
    credit.source.is_none() && YEAR_TITLES.contains(&(family, text))
}

fn set_address(url: &str, credit: &mut Credit) {
    let source = credit.source.get_or_insert_with(|| {
        let title = url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/');
        SourceDraft { kind: SourceKind::Web, title: title.to_owned(), ..SourceDraft::default() }
    });
    source.url = Some(url.to_owned());
}

/// The address that a text is.
fn address(text: &str) -> Option<&str> {
    let text = text.trim_matches(['<', '>']);
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    (is_address && !text.contains(' ')).then_some(text)
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
    // “Countess of Lovelace”, “President of France”.
    let lower = first.to_lowercase();
    let is_rank = RANKS.contains(&lower.as_str()) || kzq_text::persons::title(&lower).is_some();
    if is_rank && text.split(' ').nth(1) == Some("of") {
        return true;
    }
    let is_described = text.split_whitespace().count() <= 6 && last.starts_with(char::is_lowercase);
    is_described || first.starts_with(char::is_lowercase)
}
