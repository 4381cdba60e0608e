//! What reading apps put on the clipboard with the words that were selected, and words with a credit.

use crate::credit::{self, Credit, Inline, Likeness, after_dash, in_line};
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

/// The most lines that a credit may have.
const MAX_CREDIT_LINES: usize = 3;

/// The longest words that may be a credit, in words.
const MAX_CREDIT_WORDS: usize = 12;

/// A draft of a text that was copied or typed, and what the user should look at in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    /// The entry.
    pub draft: EntryDraft,
    /// What is unclear, each as a short clause in lower case.
    pub doubts: Vec<String>,
}

/// Words, and what may be the credit after them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credited<'t> {
    /// The words without the credit.
    pub words: &'t str,
    /// The credit, if it is clearly one.
    pub credit: Option<Box<Credit>>,
    /// What may be a credit, but stays in the words.
    pub unsure: Option<&'t str>,
}

/// Makes a draft of a text that was copied or typed. What Apple Books and Kindle append to the words becomes the
/// source; a pair of quotation marks around them is dropped. A credit after or below the words is parsed as in an
/// import.
pub fn recognise(text: &str) -> Recognised {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    if let Some(draft) = apple_books(text).or_else(|| kindle(text)) {
        return Recognised { draft, doubts: Vec::new() };
    }
    let Credited { words, credit, unsure } = split_credit(text);
    let mut recognised = Recognised {
        draft: EntryDraft { text: strip_outer_marks(words).to_owned(), ..EntryDraft::default() },
        doubts: unsure.map(left_in_text).into_iter().collect(),
    };
    if let Some(credit) = credit {
        credit.apply(&mut recognised.draft, &mut recognised.doubts);
    }
    recognised
}

/// The doubt about words that may be a credit.
pub fn left_in_text(words: &str) -> String {
    format!("“{words}” may be a credit; it is left in the text")
}

/// Returns a text without the quotation marks around it: one pair, if it closes at the end and none opens again inside.
pub fn strip_outer_marks(text: &str) -> &str {
    let text = text.trim();
    let first = text.chars().next();
    let inside = PAIRS.iter().filter(|(open, _)| Some(*open) == first).find_map(|&(open, close)| {
        let inside = text.strip_prefix(open)?.strip_suffix(close)?;
        let opens_again = if open == '‘' { inside.contains(open) } else { inside.contains([open, close]) };
        (!opens_again && !inside.trim().is_empty()).then_some(inside)
    });
    inside.map_or(text, str::trim)
}

/// Splits a credit from the end of a text: after a dash, on the last line or on a line of its own, or just a name below
/// words in quotation marks.
pub fn split_credit(text: &str) -> Credited<'_> {
    let text = text.trim();
    let uncredited = Credited { words: text, ..Credited::default() };
    if let Some((words, name)) = own_lines(text) {
        let credit = credit::read(name);
        if is_credit(&credit) {
            return Credited { words, credit: Some(Box::new(credit)), unsure: None };
        }
        let begins_name = name.starts_with(|c: char| !c.is_lowercase());
        let is_short = name.split_whitespace().count() <= MAX_CREDIT_WORDS;
        return Credited { unsure: (begins_name && is_short).then_some(name), ..uncredited };
    }
    let last_line = text.rfind('\n').map_or(0, |at| at + 1);
    let (above, last) = text.split_at(last_line);
    if is_dialogue(above) || begins_with_dash(last.trim()) {
        return uncredited;
    }
    match in_line(last) {
        Inline::Found(words, credit) => {
            Credited { words: text[..last_line + words.len()].trim_end(), credit: Some(credit), unsure: None }
        }
        Inline::Weak(words, _) => {
            let rest = last[words.len()..].trim();
            Credited { unsure: Some(after_dash(rest).unwrap_or(rest)), ..uncredited }
        }
        Inline::Unsure(rest) => Credited { unsure: Some(rest), ..uncredited },
        Inline::None => below_marks(above, last).map_or(uncredited, |credit| Credited {
            words: above.trim_end(),
            credit: Some(Box::new(credit)),
            unsure: None,
        }),
    }
}

/// Splits a text before the last line that begins with a dash, if the lines below it belong to the same credit.
fn own_lines(text: &str) -> Option<(&str, &str)> {
    let mut end = text.len();
    for _ in 0..MAX_CREDIT_LINES {
        let start = text[..end].rfind('\n')? + 1;
        let line = text[start..end].trim();
        if let Some(name) = after_dash(line).and_then(|_| after_dash(&text[start..])) {
            let words = text[..start].trim_end();
            let goes_on = end == text.len()
                || line.ends_with([',', ';'])
                || text[end..].trim_start().starts_with(['“', '"', '_', '*', '(']);
            return (goes_on && !words.is_empty() && !is_dialogue(words)).then_some((words, name));
        }
        if line.is_empty() {
            return None;
        }
        end = start - 1;
    }
    None
}

/// The credit that a line is below words in quotation marks.
fn below_marks(words: &str, line: &str) -> Option<Credit> {
    let is_marked = strip_outer_marks(words).len() < words.trim().len();
    Some(credit::read(line)).filter(|credit| is_marked && credit.likeness == Likeness::Certain)
}

/// Whether what follows a dash on a line of its own is a credit.
fn is_credit(credit: &Credit) -> bool {
    credit.likeness != Likeness::No || credit.source.is_some()
}

/// Returns whether a line of a text begins with a dash, as what persons say in turn does in many languages.
fn is_dialogue(text: &str) -> bool {
    text.lines().any(|line| begins_with_dash(line.trim()))
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

/// The words, and after them `Flanagan, David. Title (p. 129). Publisher. Kindle Edition.`
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

/// Returns where the credit begins in a text on one line: after the last sentence before `Last, First. Title (p. 1)`.
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

    /// Returns the recognised words, speaker, title and place.
    fn summary(text: &str) -> [String; 4] {
        let draft = recognise(text).draft;
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
    fn citations_copied_from_reading_apps_are_recognised() {
        for (text, expected) in [
            (
                "“It is a truth.”\n\nExcerpt From\nPride and Prejudice\nJane Austen\nThis material may be protected by copyright.",
                ["It is a truth.", "Jane Austen", "Pride and Prejudice", ""],
            ),
            (
                "“First.\r\n\r\nSecond.”\r\n\r\nExcerpt from\r\nLetters\r\nCicero\r\nThis material may be protected by copyright.",
                ["First.\n\nSecond.", "Cicero", "Letters", ""],
            ),
            // With two authors, the speaker is unknown.
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
        let publisher = match recognise("A. B, C. D (p. 1). Some Press. Kindle Edition.").draft.source {
            Some(SourceReference::Described(source)) => source.publisher,
            _ => None,
        };
        assert_eq!(publisher.as_deref(), Some("Some Press"));
    }

    #[test]
    fn credits_are_read_as_on_import() {
        for (text, expected) in [
            ("To be.\n— William Shakespeare", ["To be.", "William Shakespeare", "", ""]),
            ("To be.\n\n  -- Shakespeare.", ["To be.", "Shakespeare", "", ""]),
            ("“To be.” – William Shakespeare", ["To be.", "William Shakespeare", "", ""]),
            ("\"To be.\" ― Ludwig van Beethoven", ["To be.", "Ludwig van Beethoven", "", ""]),
            ("“Yes.”\n— J. R. R. Tolkien", ["Yes.", "J. R. R. Tolkien", "", ""]),
            ("„Ja.“\n— Charles de Gaulle", ["Ja.", "Charles de Gaulle", "", ""]),
            (
                "Ignorance is strength. -- George Orwell, 1984, p. 6",
                ["Ignorance is strength.", "George Orwell", "1984", "6"],
            ),
            ("“Why not?” —Jane Austen, Emma", ["Why not?", "Jane Austen", "Emma", ""]),
            ("Why not? ― Jane Austen (1813)", ["Why not?", "Jane Austen", "", ""]),
            ("I am dying ~ Oscar Wilde", ["I am dying", "Oscar Wilde", "", ""]),
            ("“Why not?”\n— Jane Austen,\n   “Emma”, p. 12", ["Why not?", "Jane Austen", "Emma", "12"]),
            ("“To be.”\nWilliam Shakespeare", ["To be.", "William Shakespeare", "", ""]),
            ("To be – William Shakespeare", ["To be", "William Shakespeare", "", ""]),
            ("We agree.\n— Marx and Engels", ["We agree.", "", "", ""]),
            ("We met.\n— Ada Byron, Countess of Lovelace", ["We met.", "Ada Byron", "", ""]),
        ] {
            assert_eq!(summary(text), expected, "{text}");
        }
        let doubtful = recognise("So it goes.\n— Churchill (attributed)").draft;
        assert!(doubtful.status.is_some() && doubtful.text == "So it goes.");
        assert_eq!(recognise("Why not? ― Jane Austen (1813)").draft.date.as_deref(), Some("1813"));
    }

    #[test]
    fn uncertain_credits_stay_in_the_text() {
        for (text, doubt) in [
            ("Wait for me - Bob", "Bob"),
            ("Garbage In – Gospel Out", "Gospel Out"),
            ("We met.\n— President", "President"),
            ("We met.\n— Was it 1843?", "Was it 1843?"),
            ("Your fault -- core dumped", ""),
            ("— Who?\n— Ada", ""),
            ("We met.\n— and parted", ""),
            ("— Ada", ""),
            ("To be.\nWilliam Shakespeare", ""),
        ] {
            let Recognised { draft, doubts } = recognise(text);
            assert_eq!((draft.text.as_str(), &draft.speaker), (text, &None), "{text}");
            let expected: Vec<String> = if doubt.is_empty() { Vec::new() } else { vec![left_in_text(doubt)] };
            assert_eq!(doubts, expected, "{text}");
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
