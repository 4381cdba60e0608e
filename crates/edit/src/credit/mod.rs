//! Credits: who is said to have said it, and where: `Jane Austen, "Emma" (1815)`.
//!
//! A credit that is not understood is kept as it is in the custom field `credit`, with a doubt, and its speaker stays
//! unknown.

mod caveats;
mod date;
mod doubtful;
mod fields;
mod given_names;
mod line;
mod name;
mod named;
mod no_names;
mod parts;
mod place;
mod reader;
mod segments;
mod speaker;
mod words;

pub use caveats::{Caveats, UNKNOWN_SPEAKER, split as split_caveats};
pub use date::read as read_date;
use doubtful::{split_status_after, split_status_before};
pub use fields::{Credit, join};
pub use given_names::is_given_name;
pub use line::{Inline, after_dash, in_line};
pub use name::{Likeness, likeness};
pub use named::{is_turned_round, read_name};
use parts::take_parts;
pub use place::{chapter, page};
pub use reader::CreditReader;
use segments::{Kind, Segment};
use speaker::{take_several, take_speaker};
use words::strip_ignoring_case;

/// Reads a credit. Line breaks in it count as blanks; a dash before it is ignored.
pub fn read(text: &str) -> Credit {
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
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
    let (rest, status) = split_status_before(raw, raw);
    let (rest, after) = split_status_after(rest, raw);
    let mut credit = Credit { status: status.or(after), ..Credit::default() };
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
    if let Some(taken) = take_several(&parts, raw, &mut credit).or_else(|| take_speaker(&parts, &mut credit)) {
        rest = &parts[taken..];
    }
    take_parts(rest, raw, &mut credit);
    if let Some(source) = credit.source.as_mut().filter(|source| source.authors.is_empty()) {
        source.authors.clone_from(&credit.several);
    }
    let has_work = credit.source.is_some();
    if let Some(section) = credit.section.take_if(|_| !has_work) {
        credit.add_note(&section);
    }
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
        // The date after a title is when the work appeared.
        if let Some(source) = credit.source.as_mut().filter(|source| source.date.is_none()) {
            source.date = credit.date.take();
        }
    }
    credit
}

#[cfg(test)]
mod tests;
