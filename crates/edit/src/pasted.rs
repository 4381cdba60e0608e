//! What reading apps put on the clipboard with the words that were selected.

use crate::draft::{EntryDraft, SourceDraft, SourceReference, SpeakerReference};
use kzq_corpus::SourceKind;
use kzq_text::marks::begins_with_dash;
use kzq_text::persons::{is_particle_of_name, title};

/// The marks that can enclose a quotation.
const PAIRS: [(char, char); 7] = [('“', '”'), ('"', '"'), ('«', '»'), ('„', '“'), ('»', '«'), ('„', '”'), ('‘', '’')];

/// What the last sentence of the words can end with.
const SENTENCE_ENDS: [char; 6] = ['.', '!', '?', '”', '"', '…'];

/// The longest name that a credit may be, in words.
const MAX_NAME_WORDS: usize = 6;

/// Makes a draft of a text that was copied or typed. What Apple Books and Kindle append to the words becomes the source;
/// a pair of quotation marks around them is dropped. A credit is taken only where it cannot be anything else.
pub fn recognise(text: &str) -> EntryDraft {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    if let Some(draft) = apple_books(text).or_else(|| kindle(text)) {
        return draft;
    }
    let (words, speaker) = match split_credit(text) {
        Some((words, name)) => (words, Some(SpeakerReference::named(name))),
        None => (text, None),
    };
    EntryDraft { text: strip_outer_marks(words).to_owned(), speaker, ..EntryDraft::default() }
}

/// Returns a text without the quotation marks around it: one pair, if it closes at the end and none opens again inside.
pub fn strip_outer_marks(text: &str) -> &str {
    let text = text.trim();
    let inside = PAIRS.iter().find_map(|&(open, close)| {
        let inside = text.strip_prefix(open)?.strip_suffix(close)?;
        let opens_again = if open == '‘' { inside.contains(open) } else { inside.contains([open, close]) };
        (!opens_again && !inside.trim().is_empty()).then_some(inside)
    });
    inside.map_or(text, str::trim)
}

/// Splits a text into the words and the name of a credit after a dash: on a line of its own, or behind the quotation mark
/// that closes the words. `None` if there is none, or it may be part of the words.
pub fn split_credit(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let (words, credit) = match text.rsplit_once('\n') {
        Some((words, last)) if begins_with_dash(last.trim()) && !is_dialogue(words) => (words, last),
        _ => behind_closing_mark(text)?,
    };
    let name = credit.trim().trim_start_matches(['—', '–', '―', '-']).trim();
    let name = name.strip_suffix('.').filter(|name| !name.ends_with(char::is_uppercase)).unwrap_or(name);
    (is_plausible_name(name) && !words.trim().is_empty()).then_some((words.trim(), name))
}

/// Returns whether a line of a text begins with a dash, as what persons say in turn does in many languages.
fn is_dialogue(text: &str) -> bool {
    text.lines().any(|line| begins_with_dash(line.trim()))
}

/// Splits a text at a dash behind the quotation mark that closes it, if the mark that opens it is at the beginning.
fn behind_closing_mark(text: &str) -> Option<(&str, &str)> {
    PAIRS.iter().find_map(|&(open, close)| {
        let inside = text.strip_prefix(open)?;
        let end = inside.rfind(close)?;
        let (words, credit) = text.split_at(open.len_utf8() + end + close.len_utf8());
        let is_one = strip_outer_marks(words).len() < words.len();
        (is_one && begins_with_dash(credit.trim())).then_some((words, credit))
    })
}

/// Returns whether a text looks like the name of a person: a few words that begin with capitals, but for particles.
fn is_plausible_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_word = |word: &&str| {
        let letters = word.trim_matches(|c: char| matches!(c, '.' | ',' | '\'' | '’' | '-'));
        let has_name_chars = letters.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'));
        has_name_chars
            && letters.chars().next().is_some_and(|first| !first.is_lowercase() || is_particle_of_name(letters))
    };
    let is_capital = |word: &&str| word.starts_with(|c: char| !c.is_lowercase());
    (1..=MAX_NAME_WORDS).contains(&words.len())
        && words.iter().all(is_word)
        && words.last().is_some_and(is_capital)
        && !name.contains(',')
        && !words.iter().all(|word| title(&word.to_lowercase()).is_some())
}

/// `“words”`, an empty line, `Excerpt From`, the title, the author, and a line about copyright.
fn apple_books(text: &str) -> Option<EntryDraft> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let at = lines.iter().rposition(|line| line.eq_ignore_ascii_case("excerpt from"))?;
    let is_about_copyright = |line: &&str| line.to_ascii_lowercase().contains("protected by copyright");
    let below: Vec<&str> = lines[at + 1..].iter().copied().filter(|line| !line.is_empty()).collect();
    let (title, authors) = match below.as_slice() {
        [title, author, last] if is_about_copyright(last) => (*title, names(author)),
        [title, last] if is_about_copyright(last) => (*title, Vec::new()),
        [title, author] => (*title, names(author)),
        [title] => (*title, Vec::new()),
        _ => return None,
    };
    let heading = text.lines().take(at).map(|line| line.len() + 1).sum::<usize>().min(text.len());
    let words = strip_outer_marks(&text[..heading]);
    (!words.is_empty()).then(|| book(words, title, authors, None))
}

/// The words, and behind them `Flanagan, David. Title (p. 129). Publisher. Kindle Edition.`
fn kindle(text: &str) -> Option<EntryDraft> {
    let body = text.strip_suffix("Kindle Edition.").or_else(|| text.strip_suffix("Kindle Edition"))?.trim_end();
    // The credit is a paragraph of its own, or it follows the last sentence.
    let (words, credit) = match body.rsplit_once('\n') {
        Some((words, credit)) => (words.trim(), credit.trim()),
        None => body.split_at(credit_start(body)?),
    };
    let (open, close) = (credit.rfind(" (")?, credit.rfind(')')?);
    let place = Place::parse(credit.get(open + 2..close)?)?;
    let publisher = credit[close + 1..].trim_matches([' ', '.']);
    let (author, title) = credit[..open].split_once(". ")?;
    // Initials end in full stops, too: `Tolkien, J. R. R. The Hobbit`.
    let (author, title) = with_initials(author, title);
    let words = strip_outer_marks(words);
    if words.is_empty() || title.is_empty() {
        return None;
    }
    let mut draft = book(words, title, author.split(';').map(turned).collect(), Some(publisher));
    match place {
        Place::Page(page) => draft.locator.page = Some(page),
        Place::Location(location) => draft.locator.location = Some(location),
    }
    Some(draft)
}

/// Returns where the credit begins in a text on one line: behind the last sentence before `Last, First. Title (p. 1)`.
fn credit_start(body: &str) -> Option<usize> {
    let place = body.rfind(" (")?;
    let comma = body[..place]
        .match_indices(", ")
        .filter(|(at, _)| is_turned_name(&body[..*at], &body[at + 2..place]))
        .last()?
        .0;
    let name = body[..comma].rfind(SENTENCE_ENDS)?;
    Some(name + body[name..].chars().next()?.len_utf8())
}

/// Whether what is before and after a comma can be the family name and the first names of an author.
fn is_turned_name(before: &str, after: &str) -> bool {
    let family = before.rsplit(SENTENCE_ENDS).next().unwrap_or_default().trim();
    let first = after.split(". ").next().unwrap_or_default();
    after.contains(". ") && is_plausible_name(family) && is_plausible_name(first) && family.split(' ').count() <= 3
}

/// Moves initials from the beginning of the title to the end of the author: the full stop after an initial ends no name.
fn with_initials<'t>(author: &'t str, title: &'t str) -> (String, &'t str) {
    let (mut author, mut title) = (author.to_owned(), title);
    while author.ends_with(|c: char| c.is_uppercase())
        && author.rsplit(' ').next().is_some_and(|last| last.chars().count() == 1)
    {
        author.push('.');
        let Some((initial, rest)) = title.split_once(". ").filter(|(initial, _)| initial.chars().count() == 1) else {
            break;
        };
        author = format!("{author} {initial}");
        title = rest;
    }
    (author, title.trim())
}

/// Where in a Kindle book the words are.
enum Place {
    Page(String),
    Location(String),
}

impl Place {
    fn parse(text: &str) -> Option<Self> {
        let numbers = |rest: &str| {
            let rest = rest.trim();
            let is_number = rest.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '–'));
            (is_number && !rest.is_empty()).then(|| rest.to_owned())
        };
        let after = |names: &[&str]| names.iter().find_map(|name| text.strip_prefix(name)).and_then(numbers);
        after(&["pp. ", "p. ", "Pages ", "Page "]).map(Self::Page).or_else(|| {
            after(&["Kindle Locations ", "Kindle Location ", "Locations ", "Location "]).map(Self::Location)
        })
    }
}

/// Splits the names of several authors.
fn names(line: &str) -> Vec<String> {
    line.split([';', '&'])
        .flat_map(|part| part.split(", "))
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// Puts the first names of `Last, First` first.
fn turned(name: &str) -> String {
    match name.trim().split_once(", ") {
        Some((last, first)) => format!("{first} {last}"),
        None => name.trim().to_owned(),
    }
}

/// The draft of words in a book. The author is the speaker only if there is one.
fn book(words: &str, title: &str, authors: Vec<String>, publisher: Option<&str>) -> EntryDraft {
    let speaker = match authors.as_slice() {
        [author] => Some(SpeakerReference::named(author.clone())),
        _ => None,
    };
    let source = SourceDraft {
        kind: SourceKind::Book,
        authors,
        title: title.to_owned(),
        publisher: publisher.filter(|name| !name.is_empty()).map(str::to_owned),
        ..SourceDraft::default()
    };
    EntryDraft {
        text: words.to_owned(),
        speaker,
        source: Some(SourceReference::Described(Box::new(source))),
        ..EntryDraft::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was recognised: words, speaker, title, place.
    fn summary(text: &str) -> [String; 4] {
        let draft = recognise(text);
        let speaker = match draft.speaker {
            Some(SpeakerReference::Described(speaker)) => speaker.name,
            _ => String::new(),
        };
        let title = match draft.source {
            Some(SourceReference::Described(source)) => source.title,
            _ => String::new(),
        };
        let place = draft.locator.page.or(draft.locator.location).unwrap_or_default();
        [draft.text, speaker, title, place]
    }

    #[test]
    fn what_reading_apps_copy_is_recognised() {
        for (text, expected) in [
            (
                "“It is a truth.”\n\nExcerpt From\nPride and Prejudice\nJane Austen\nThis material may be protected by copyright.",
                ["It is a truth.", "Jane Austen", "Pride and Prejudice", ""],
            ),
            (
                "“First.\r\n\r\nSecond.”\r\n\r\nExcerpt from\r\nLetters\r\nCicero\r\nThis material may be protected by copyright.",
                ["First.\n\nSecond.", "Cicero", "Letters", ""],
            ),
            // Whose words they are is not known where two wrote the book.
            (
                "“We agree.”\n\nExcerpt From\nBoth\nAda Lovelace & Mary Somerville\nThis material may be protected by copyright.",
                ["We agree.", "", "Both", ""],
            ),
            (
                "It was long ago. It was far away.\n\nFlanagan, David. JavaScript: The Guide (p. 129). O'Reilly Media. Kindle Edition.",
                ["It was long ago. It was far away.", "David Flanagan", "JavaScript: The Guide", "129"],
            ),
            (
                "It is out, in print. No. I read the Kindle Edition.",
                ["It is out, in print. No. I read the Kindle Edition.", "", "", ""],
            ),
            (
                "It was long ago. Flanagan, David. The Guide (pp. 84-85). Press. Kindle Edition. ",
                ["It was long ago.", "David Flanagan", "The Guide", "84-85"],
            ),
            (
                "“Is it?” Le Guin, Ursula K.. The Dispossessed (Kindle Locations 2391-2395). Press. Kindle Edition.",
                ["Is it?", "Ursula K. Le Guin", "The Dispossessed", "2391-2395"],
            ),
            (
                "Not all who wander.\nTolkien, J. R. R. The Fellowship (Page 129). Press. Kindle Edition.",
                ["Not all who wander.", "J. R. R. Tolkien", "The Fellowship", "129"],
            ),
        ] {
            assert_eq!(summary(text), expected, "{text}");
        }
        let publisher = match recognise("A. B, C. D (p. 1). Some Press. Kindle Edition.").source {
            Some(SourceReference::Described(source)) => source.publisher,
            _ => None,
        };
        assert_eq!(publisher.as_deref(), Some("Some Press"));
    }

    #[test]
    fn a_credit_is_taken_only_where_it_is_one() {
        for (text, words, name) in [
            ("To be.\n— William Shakespeare", "To be.", "William Shakespeare"),
            ("To be.\n\n  -- Shakespeare.", "To be.", "Shakespeare"),
            ("“To be.” – William Shakespeare", "To be.", "William Shakespeare"),
            ("\"To be.\" ― Ludwig van Beethoven", "To be.", "Ludwig van Beethoven"),
            ("“Yes.”\n— J. R. R. Tolkien", "Yes.", "J. R. R. Tolkien"),
            ("„Ja.“\n— Charles de Gaulle", "Ja.", "Charles de Gaulle"),
            // It may be part of the words.
            ("To be – William Shakespeare", "To be – William Shakespeare", ""),
            ("Your fault -- core dumped", "Your fault -- core dumped", ""),
            ("“Yes” and “no” — William Shakespeare", "“Yes” and “no” — William Shakespeare", ""),
            ("— Who?\n— Ada", "— Who?\n— Ada", ""),
            ("We met.\n— and parted", "We met.\n— and parted", ""),
            ("We met.\n— President", "We met.\n— President", ""),
            ("We met.\n— Ada, Countess of Lovelace", "We met.\n— Ada, Countess of Lovelace", ""),
            ("We met.\n— Was it 1843?", "We met.\n— Was it 1843?", ""),
            ("— Ada", "— Ada", ""),
        ] {
            assert_eq!(summary(text), [words, name, "", ""], "{text}");
        }
    }

    #[test]
    fn one_pair_of_outer_marks_is_stripped() {
        for (text, expected) in [
            ("“a”", "a"),
            (" \"a\" ", "a"),
            ("‘it’s’", "it’s"),
            ("„a“", "a"),
            ("»a«", "a"),
            ("“a” and “b”", "“a” and “b”"),
            ("“a” b", "“a” b"),
            ("““a””", "““a””"),
            ("“”", "“”"),
            ("“a ‘b’ c”", "a ‘b’ c"),
            ("a", "a"),
            ("", ""),
        ] {
            assert_eq!(strip_outer_marks(text), expected, "{text}");
        }
    }
}
