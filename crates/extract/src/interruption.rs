//! The words of the writer inside a quotation: `«Yes, — said Doe, — and no»`, `« Oui, dit-il, et non. »`.

use std::ops::Range;

use crate::cues::{CueWord, cue_words, is_saying};
use crate::languages::tongue::{Lexicon, Sense, Tongue, key};
use crate::paragraphs::trim_range;
use crate::quote_marks::QuotedRun;
use kzq_text::persons::is_abbreviated_title;

/// A cue inside a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Interruption {
    /// From behind the words before it, which keep their comma, to the words after it.
    pub(crate) range: Range<usize>,
}

/// How the writer sets off his words inside a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Between dashes.
    Dashes,
    /// Between dashes, or in the French way between commas, with the verb first.
    DashesOrCommas,
}

/// Maximum length of the words of the writer, in bytes.
const MAX_CUE_BYTES: usize = 400;

/// Finds the words of the writer inside a quotation, in order.
pub(crate) fn find_interruptions(
    text: &str,
    content: Range<usize>,
    nested: &[QuotedRun],
    style: Style,
) -> Vec<Interruption> {
    let mut found: Vec<Interruption> = Vec::new();
    let mut at = content.start;
    let mut nested = nested.iter().peekable();
    while let Some(c) = text[at..content.end].chars().next() {
        if let Some(run) = nested.peek() {
            if at >= run.range.end {
                nested.next();
                continue;
            }
            if at >= run.range.start {
                at = run.range.end.min(content.end);
                continue;
            }
        }
        let cue = match c {
            '—' | '–' | '―' | '-' => after_dash(text, &content, at),
            ',' | '!' | '?' | '…' if style == Style::DashesOrCommas => after_comma(text, &content, at),
            _ => None,
        };
        match cue {
            Some(cue) => {
                at = cue.range.end.max(at + c.len_utf8());
                found.push(cue);
            }
            None => at += c.len_utf8(),
        }
    }
    found
}

/// The words of a quotation without those of the writer.
pub(crate) fn without_interruptions(
    text: &str,
    content: Range<usize>,
    interruptions: &[Interruption],
) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut at = content.start;
    let end = Interruption { range: content.end..content.end };
    for cue in interruptions.iter().chain([&end]) {
        let piece = trim_range(text, at..cue.range.start.max(at));
        if text[piece.clone()].contains(char::is_alphanumeric) {
            pieces.push(piece);
        }
        at = cue.range.end;
    }
    pieces
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―' | '-')
}

/// A cue after the dash at `at`: `, — said Doe, —`, Spanish ` —dijo Doe—`.
fn after_dash(text: &str, content: &Range<usize>, at: usize) -> Option<Interruption> {
    let above = &text[content.start..at];
    // A blank, or in some papers the punctuation itself: `да,— сказал он`.
    if !above.ends_with(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '!' | '?' | '…')) {
        return None;
    }
    let before = above.trim_end();
    let rest = text[at..content.end].trim_start_matches(is_dash);
    let start = content.end - rest.len();
    let is_attached = rest.starts_with(char::is_lowercase) && text[at..].starts_with(['—', '–']);
    let is_set_off = rest.starts_with(char::is_whitespace);
    let ends = before.ends_with([',', '.', '!', '?', '…', '»', '”', '“', '"']);
    if before.is_empty() || !(is_attached || (is_set_off && ends)) {
        return None;
    }
    let limit = text.floor_char_boundary(content.end.min(start + MAX_CUE_BYTES));
    let limit = text[start..limit].find("\n\n").map_or(limit, |end| start + end);
    let clause = start + text[start..limit].len() - text[start..limit].trim_start().len();
    if !text[clause..limit].starts_with(char::is_lowercase) {
        return None;
    }
    // It ends at a dash behind punctuation, or where the quotation does.
    let dash = text[clause..limit].char_indices().find(|&(end, c)| {
        let above = &text[clause..clause + end];
        let is_behind_stop = above.trim_end().ends_with([',', '.', ':', ';', '!', '?', '…'])
            && (c != '-' || above.ends_with(char::is_whitespace));
        is_dash(c) && (is_behind_stop || (is_attached && c != '-'))
    });
    let (end, after) = match dash {
        Some((dash, _)) => {
            let end = clause + dash;
            let rest = text[end..content.end]
                .trim_start_matches(|c: char| is_dash(c) || c.is_whitespace() || matches!(c, ',' | '.'));
            (end, content.end - rest.len())
        }
        None if limit == content.end => (limit, limit),
        None => return None,
    };
    let words = cue_words(text, clause..end);
    let is_between = before.ends_with([',', '!', '?', '…']);
    let is_closed = dash.is_some() && text[clause..end].trim_end().ends_with([',', '.']);
    let is_cue =
        words.iter().take(5).any(CueWord::is_saying) || (is_between && begins_with_russian_verb(&words, is_closed));
    if !is_cue {
        return None;
    }
    Some(Interruption { range: content.start + before.len()..after })
}

/// Whether a clause begins with some Russian verb, and a pronoun or a name is its subject: `смеется она`. Between dashes
/// behind punctuation, that is a cue whatever the verb means; if it `is_closed` by another dash, also before a noun:
/// `возражает глава района`.
fn begins_with_russian_verb(words: &[CueWord<'_>], is_closed: bool) -> bool {
    const MAX_WORDS: usize = 8;
    const ENDINGS: &[&str] =
        &["л", "ла", "ли", "лся", "лась", "лись", "ет", "ит", "ют", "ят", "ат", "ут", "ется", "ится", "ются", "ятся"];
    const MIN_LETTERS: usize = 5;
    const SUBJECTS: &[&str] = &["он", "она", "они", "я", "мы"];
    const OBJECTS: &[&str] = &["ему", "ей", "ее", "его", "им", "их", "мне", "меня", "нам", "нас", "тебе", "тебя"];
    // “Передразнивает ее Лужина”.
    let (verb, subject) = match words {
        [verb, object, subject, ..] if OBJECTS.contains(&object.folded.as_str()) => (verb, subject),
        [verb, subject, ..] => (verb, subject),
        _ => return false,
    };
    let is_verb = verb.folded.chars().count() >= MIN_LETTERS && ENDINGS.iter().any(|end| verb.folded.ends_with(end));
    let names = || words[1..].iter().take(MAX_WORDS).any(CueWord::is_capital) || words.len() <= MAX_WORDS / 2;
    let is_subject = subject.is_capital() || SUBJECTS.contains(&subject.folded.as_str()) || is_closed && names();
    is_verb && !verb.is_capital() && is_subject
}

/// A cue after the punctuation at `at`, with its verb first: `, a dit Doe,`, `, confie-t-il.`.
fn after_comma(text: &str, content: &Range<usize>, at: usize) -> Option<Interruption> {
    const MAX_APPOSITIONS: usize = 3;
    let start = at + text[at..].chars().next().map_or(0, char::len_utf8);
    if !text[start..content.end].starts_with(char::is_whitespace) {
        return None;
    }
    let limit = text.floor_char_boundary(content.end.min(start + MAX_CUE_BYTES));
    let limit = text[start..limit].find("\n\n").map_or(limit, |end| start + end);
    let next_stop = |from: usize| {
        let stop = text[from..limit].char_indices().find(|&(end, c)| {
            let word = text[from..from + end].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let abbreviates = c == '.' && (word.chars().count() < 2 || is_abbreviated_title(word));
            matches!(c, ',' | '.' | '!' | '?' | '…' | ';' | ':') && !abbreviates
        });
        match stop {
            Some((end, c)) => Some((from + end, Some(c))),
            None if limit == content.end => Some((limit, None)),
            None => None,
        }
    };
    let (mut end, mut stop) = next_stop(start)?;
    let words = cue_words(text, start..end);
    // “Rappelle Doe, professeure à Lyon et auteure.”, “raconte un habitué, 33 ans.”
    let is_named = words.iter().any(CueWord::is_capital) || words.iter().skip(1).any(CueWord::is_determiner);
    for _ in 0..MAX_APPOSITIONS {
        if !(is_named && stop == Some(',') && is_apposition(&text[end + 1..limit])) {
            break;
        }
        (end, stop) = next_stop(end + 1)?;
    }
    let begins_word = text[start..end].trim_start().starts_with(char::is_alphabetic);
    let is_cue = begins_with_inversion(&words) || stop != Some('?') && begins_with_hyphen(text, &words);
    if !begins_word || !is_cue || matches!(stop, Some(':' | ';')) {
        return None;
    }
    let after = end + stop.map_or(0, char::len_utf8);
    let after = content.end - text[after..content.end].trim_start().len();
    Some(Interruption { range: start..after })
}

/// Whether a French clause begins with a verb of any meaning that a hyphen joins with its subject: `sourit-elle`,
/// `s’amuse-t-il`. Some such are no cues: `semble-t-il`.
fn begins_with_hyphen(text: &str, words: &[CueWord<'_>]) -> bool {
    const MAX_BEFORE: usize = 2;
    const SUBJECTS: &[&str] = &["il", "elle", "ils", "elles"];
    const IMPERSONAL: &[&str] = &[
        "semble", "semblait", "parait", "faut", "fallait", "faudrait", "est", "etait", "serait", "sont", "vaut",
        "peut", "doit", "suffit", "reste", "y", "va", "vient", "arrive",
    ];
    let subject = words.iter().take(MAX_BEFORE + 3).position(|word| SUBJECTS.contains(&word.folded.as_str()));
    let Some(subject) = subject.filter(|&at| at > 0) else { return false };
    let verb = if words[subject - 1].folded == "t" { subject.checked_sub(2) } else { Some(subject - 1) };
    let Some(verb) = verb else { return false };
    let is_joined = text[words[verb].range.end..words[subject].range.start].starts_with(['-', '‑', '–']);
    // “S’est-il amusé”, “a-t-elle tempêté”
    let is_auxiliary = matches!(words[verb].folded.as_str(), "est" | "a" | "ont" | "avait" | "sont" | "etait");
    let is_participle =
        |word: &CueWord<'_>| word.text.ends_with(['é', 'i', 'u', 't', 's']) || word.text.ends_with("ée");
    let has_participle = words.get(subject + 1).is_some_and(is_participle);
    let is_verb = if is_auxiliary { has_participle } else { !IMPERSONAL.contains(&words[verb].folded.as_str()) };
    let begins_low = words[..subject].iter().all(|word| !word.is_capital());
    is_joined && is_verb && begins_low && verb <= MAX_BEFORE
}

/// Whether words behind a name and a comma say who that is.
fn is_apposition(text: &str) -> bool {
    const YEARS: &[&str] = &["ans", "an"];
    const MORE: &[&str] = &["ancien", "ancienne", "premier", "première", "co-auteur", "co-auteure", "ex-ministre"];
    let mut words = text.split_whitespace().map(|word| key(word.trim_end_matches([',', '.', '!', '?', '…'])));
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_role = |word: &str| Lexicon::of(Tongue::French).sense(word).is(Sense::ROLE);
    // “33 ans”, “la trentaine”, “un habitué”, “l’œil malicieux” is none.
    let is_age = YEARS.contains(&second.as_str()) && !first.contains(|c: char| !c.is_alphanumeric() && c != '-')
        || matches!(first.as_str(), "la" | "une") && second.ends_with("aine");
    let has_article = matches!(first.as_str(), "un" | "une" | "le" | "la" | "son" | "sa") && is_role(&second);
    // “À Brest.”
    let is_place = ["à ", "au ", "en ", "dans le ", "dans la ", "près de "]
        .iter()
        .any(|at| text.trim_start().strip_prefix(at).is_some_and(|rest| rest.starts_with(char::is_uppercase)));
    let bare = first.strip_prefix("l'").unwrap_or(&first);
    MORE.contains(&first.as_str()) || first.ends_with("logue") || is_role(bare) || is_age || has_article || is_place
}

/// Whether a French clause begins with its verb of saying, and the subject follows: `dit-il`, `nous a confié Doe`.
fn begins_with_inversion(words: &[CueWord<'_>]) -> bool {
    const CLITICS: &[&str] = &["me", "m", "nous", "vous", "lui", "leur", "s", "se", "y", "en", "l"];
    const AUXILIARIES: &[&str] = &["a", "ont", "avait", "avaient", "ai", "est", "eut", "t", "il", "elle", "on", "je"];
    const SUBJECTS: &[&str] = &[
        "il", "elle", "on", "ils", "elles", "je", "t", "ce", "le", "la", "l", "les", "un", "une", "son", "sa", "m",
        "mme", "notre",
    ];
    const ADVERBIAL: &[&str] = &[
        "d",
        "emblee",
        "abord",
        "ailleurs",
        "encore",
        "ainsi",
        "aussi",
        "alors",
        "enfin",
        "toujours",
        "aussitot",
        "en",
        "souriant",
        "riant",
        "soupirant",
        "effet",
        "meme",
        "deja",
        "ensuite",
        "pourtant",
    ];
    let verb = words.iter().take_while(|word| CLITICS.contains(&word.folded.as_str())).count();
    let auxiliaries = words[verb..].iter().take_while(|word| AUXILIARIES.contains(&word.folded.as_str())).count();
    let at = verb + auxiliaries;
    // `il dit` is no inversion, `a-t-il dit` is.
    if words.get(verb).is_some_and(|word| matches!(word.folded.as_str(), "il" | "elle" | "on" | "je" | "t")) {
        return false;
    }
    let is_order =
        |word: &CueWord<'_>| matches!(word.folded.as_str(), "dites" | "dis" | "disons") || word.folded.ends_with("ez");
    let Some(said) = words.get(at).filter(|said| !said.is_capital() && !is_order(said)) else { return false };
    let is_known = Lexicon::of(Tongue::French).sense(&key(said.text)).is(Sense::CUE);
    let is_verb =
        is_known || is_saying(&said.folded) || matches!(said.folded.as_str(), "fit" | "dit" | "reprit" | "note");
    let has_subject = |word: &CueWord<'_>| SUBJECTS.contains(&word.folded.as_str()) || word.is_capital();
    let inverted = words[verb..at].iter().any(|word| matches!(word.folded.as_str(), "il" | "elle" | "on" | "je"));
    // `prévient d'emblée Doe`, `explique encore le maire`
    let is_adverbial = |word: &&CueWord<'_>| ADVERBIAL.contains(&word.folded.as_str()) || word.folded.ends_with("ment");
    let adverbs = words[at + 1..].iter().take(3).take_while(is_adverbial).count();
    is_verb && (inverted || words.get(at + 1 + adverbs).is_some_and(has_subject))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inserted_narration_is_left_out() {
        for (text, expected) in [
            ("Да, — сказал он. — Нет", "Да, | Нет"),
            ("Да, - сказал он, - и нет", "Да, | и нет"),
            ("Да,— сказал он.— И нет", "Да, | И нет"),
            ("Да? — тихо спросила она, не глядя на меня. — Нет.", "Да? | Нет."),
            ("А если нет? — спрашиваю я.", "А если нет?"),
            ("Это — сказал я себе — ложь", "Это — сказал я себе — ложь"),
            ("Своё — вкуснее", "Своё — вкуснее"),
            ("Oui, confie-t-il. Non.", "Oui, | Non."),
            ("Aucune piste, a assuré la ministre Solène Guivarch, n'est écartée.", "Aucune piste, | n'est écartée."),
            ("Oui, nous a dit M. Doe, mais non", "Oui, | mais non"),
            ("Et comment ? s’étonne-t-elle.", "Et comment ?"),
            ("Alors, c’est pour cela, fit un quidam.", "Alors, c’est pour cela,"),
            ("Oui, il a dit la vérité, et non", "Oui, il a dit la vérité, et non"),
            ("Oui, dites-le, et non", "Oui, dites-le, et non"),
            ("Une pause, demandez-la. Et non", "Une pause, demandez-la. Et non"),
            ("Oui, raconte Zoé, infirmière au port, à Brest. On le savait.", "Oui, | On le savait."),
            ("Нет, — дразнит её Анна и уходит.", "Нет,"),
            ("Oui, rigole-t-elle. Non.", "Oui, | Non."),
            ("La lenteur, sourit-elle, c’est le temps.", "La lenteur, | c’est le temps."),
            ("Oui, s’est-il amusé, et non", "Oui, | et non"),
            ("Il est, semble-t-il, parti", "Il est, semble-t-il, parti"),
            ("Et le maire, viendra-t-il ? Non.", "Et le maire, viendra-t-il ? Non."),
            ("Il a chanté, raconte Zoé, 33 ans, infirmière. On le savait.", "Il a chanté, | On le savait."),
            ("On part, lance un habitué, la soixantaine. On reste.", "On part, | On reste."),
            ("Ce n'est rien, prévient d'emblée Zoé Le Bihan. Partez.", "Ce n'est rien, | Partez."),
            ("Oui, explique encore le maire, et non", "Oui, | et non"),
            ("Спросили, кто автор, — смеется она. — Я сказала: Бах", "Спросили, кто автор, | Я сказала: Бах"),
            ("Их три, - доложил Перов, - и все плохи", "Их три, | и все плохи"),
            ("Дом, — сад он любил, — стоит", "Дом, — сад он любил, — стоит"),
            ("Sí —dijo Ana—. No.", "Sí | No."),
            ("Sí —dijo Ana—, y no.", "Sí | y no."),
        ] {
            let found = find_interruptions(text, 0..text.len(), &[], Style::DashesOrCommas);
            let pieces = without_interruptions(text, 0..text.len(), &found);
            let shown: Vec<&str> = pieces.into_iter().map(|piece| &text[piece]).collect();
            assert_eq!(shown.join(" | "), expected, "{text}");
        }
    }

    #[test]
    fn many_dashes_and_commas_take_linear_time() {
        for unit in [", — да", " —a", ", dit", "— ", ", a-t-il"] {
            let text = unit.repeat(100_000);
            find_interruptions(&text, 0..text.len(), &[], Style::DashesOrCommas);
        }
    }
}
