//! Text fragments (WICG, "URL Fragment Text Directives"): the part of a URL after `#:~:text=`, by which a browser
//! scrolls to words and highlights them.
//!
//! A browser matches whole words, ignoring case and accents, and takes the first match. Exact words must be within one
//! block of the page; a range, `first words,last words`, may span several. Words immediately before and after
//! distinguish one match from another: `prefix-,` and `,-suffix`.

mod page;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

pub(super) use page::SeenText;

/// Texts with more characters than this are given as a range.
const EXACT: usize = 300;
/// Number of words at each end of a range; the smallest that leads to the right place is used.
const WORDS: [usize; 7] = [4, 6, 8, 12, 16, 24, 40];
/// Maximum number of context words on either side.
const AROUND: usize = 12;

/// Words to find in a source text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sought<'t> {
    pub(super) words: &'t str,
    /// The lead before them.
    pub(super) lead: Option<&'t str>,
    /// How many earlier entries of the source have the same words.
    pub(super) rank: usize,
}

/// Returns the directive (`text=…`) for words in the text of their source. It matches no other place there, unless the
/// words around it are identical too. Returns `None` if the words are not in the text.
pub(super) fn directive_within(text: &SeenText, sought: Sought<'_>) -> Option<String> {
    let place = text.find(sought.words, sought.lead, sought.rank)?;
    let own = (place.folded.start, place.folded.end);
    let candidates = Terms::candidates(place.words, place.before, place.behind);
    let leads_there = |terms: &&Terms<'_>| terms.places(text.folded()).first() == Some(&own);
    let unique = candidates.iter().find(|terms| terms.places(text.folded()) == [own]);
    // If nothing is unique a browser takes the first match, and more context never hurts.
    Some(unique.or_else(|| candidates.iter().rev().find(leads_there)).or(candidates.last())?.written())
}

/// Returns the directive for words whose source text is not available, chosen not to match `others`, the folded texts
/// of the other entries of the source.
pub(super) fn directive_among(words: &str, others: &[&str]) -> String {
    let whole = folded(words.trim());
    let own = (0, whole.len());
    let fits = |terms: &&Terms<'_>| {
        // A match could begin in another entry and end in this one.
        let start = folded(terms.start);
        terms.places(&whole).first() == Some(&own)
            && others.iter().all(|other| occurrences(other, &start).next().is_none())
    };
    let candidates = Terms::candidates(words, "", "");
    candidates.iter().find(fits).or(candidates.last()).map(Terms::written).unwrap_or_default()
}

/// The terms of a directive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Terms<'w> {
    prefix: &'w str,
    start: &'w str,
    end: &'w str,
    suffix: &'w str,
}

impl<'w> Terms<'w> {
    /// Returns the directives that may lead to the words, shortest first.
    fn candidates(words: &'w str, before: &'w str, behind: &'w str) -> Vec<Self> {
        let words = words.trim();
        let is_one_block = !words.contains('\n');
        let mut candidates: Vec<Self> = Vec::new();
        if is_one_block && words.chars().nth(EXACT).is_none() {
            candidates.push(Self { start: words, ..Self::default() });
        } else {
            let (first, last) = (first_block(words), last_block(words));
            let ranges = WORDS.iter().map(|&count| (first_words(first, count), last_words(last, count)));
            // Within one block the two ends must not meet.
            let apart = ranges.filter(|(start, end)| !is_one_block || start.len() + end.len() < words.len());
            candidates.extend(apart.map(|(start, end)| Self { start, end, ..Self::default() }));
            if candidates.is_empty() {
                candidates.push(Self { start: words, ..Self::default() });
            }
        }
        let last = candidates[candidates.len() - 1];
        for count in 1..=AROUND {
            let (prefix, suffix) = (last_words(before, count), first_words(behind, count));
            candidates.extend([Self { prefix, ..last }, Self { suffix, ..last }, Self { prefix, suffix, ..last }]);
        }
        candidates.dedup();
        candidates
    }

    /// Returns the matches a browser would find in a folded text, at most the first two.
    fn places(&self, whole: &str) -> Vec<(usize, usize)> {
        let [prefix, start, end, suffix] = [self.prefix, self.start, self.end, self.suffix].map(folded);
        let is_behind = |at: usize| {
            let before = whole[..at].trim_end();
            before.strip_suffix(&prefix).is_some_and(|rest| is_apart(before, rest.len()))
        };
        let is_before = |at: usize| {
            let behind = whole[at..].trim_start();
            behind.starts_with(&suffix) && is_apart(behind, suffix.len())
        };
        let mut places = Vec::new();
        for at in occurrences(whole, &start).filter(|&at| is_behind(at)) {
            let behind = at + start.len();
            if end.is_empty() {
                places.extend(is_before(behind).then_some((at, behind)));
            } else {
                let mut ends = occurrences(&whole[behind..], &end).map(|place| behind + place + end.len());
                // If no end follows this start, none follows a later one.
                let Some(stop) = ends.find(|&stop| is_before(stop)) else { break };
                places.push((at, stop));
            }
            if places.len() == 2 {
                break;
            }
        }
        places
    }

    /// Formats the terms as a directive.
    fn written(&self) -> String {
        let mut out = "text=".to_owned();
        if !self.prefix.is_empty() {
            out += &encoded(self.prefix);
            out += "-,";
        }
        out += &encoded(self.start);
        if !self.end.is_empty() {
            out.push(',');
            out += &encoded(self.end);
        }
        if !self.suffix.is_empty() {
            out += ",-";
            out += &encoded(self.suffix);
        }
        out
    }
}

/// Folds a text as a browser compares it: no case or accents, straight quotation marks, single spaces.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold(c, &mut out));
    out
}

/// Appends a folded character to `out`.
fn fold(c: char, out: &mut String) {
    decompose_compatible(c, |part| {
        for c in part.to_lowercase().filter(|&c| !is_combining_mark(c) && c != '\u{ad}') {
            match c {
                '‘' | '’' | '‚' | '‛' => out.push('\''),
                '“' | '”' | '„' | '‟' => out.push('"'),
                c if !c.is_whitespace() => out.push(c),
                _ if !out.ends_with(' ') => out.push(' '),
                _ => {}
            }
        }
    });
}

/// Iterates over the offsets of whole-word matches in a text; matches may overlap.
fn occurrences<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = usize> + 't {
    let mut from = 0;
    let found = std::iter::from_fn(move || {
        let at = from + text.get(from..)?.find(words)?;
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
        Some(at)
    });
    found.filter(move |&at| is_apart(text, at) && is_apart(text, at + words.len()))
}

/// Returns whether an offset is not inside a word.
fn is_apart(text: &str, at: usize) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !(is_word(text[..at].chars().next_back()) && is_word(text[at..].chars().next()))
}

fn first_block(words: &str) -> &str {
    words.split('\n').next().unwrap_or(words).trim_end()
}

fn last_block(words: &str) -> &str {
    words.rsplit('\n').next().unwrap_or(words).trim_start()
}

/// Returns the first words of a text, within its first block.
fn first_words(text: &str, count: usize) -> &str {
    let block = first_block(text.trim_start());
    let end = breaks(block).nth(count.saturating_sub(1)).unwrap_or(block.len());
    block[..end].trim_end()
}

/// Returns the last words of a text, within its last block.
fn last_words(text: &str, count: usize) -> &str {
    let block = last_block(text.trim_end());
    let mut starts: Vec<usize> = std::iter::once(0).chain(breaks(block)).filter(|&at| at < block.len()).collect();
    starts.reverse();
    let start = starts.get(count.saturating_sub(1)).copied().unwrap_or_default();
    block[start..].trim_start()
}

/// Iterates over the ends of words: before white space, or after a comma or stop in scripts without spaces.
fn breaks(block: &str) -> impl Iterator<Item = usize> + '_ {
    let ends = block.char_indices().filter_map(|(at, c)| match c {
        '，' | '。' | '、' | '；' | '！' | '？' => Some(at + c.len_utf8()),
        _ if c.is_whitespace() => Some(at),
        _ => None,
    });
    ends.filter(|&at| at > 0)
}

/// Percent-encodes a term (RFC 3986): the characters that the directive syntax uses (`-`, `,`, `&`), and everything at
/// which a URL in running text might be cut off.
fn encoded(term: &str) -> String {
    let mut out = String::with_capacity(term.len() * 2);
    let last = term.len().saturating_sub(1);
    for (at, byte) in term.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => out.push(char::from(byte)),
            b'.' if at < last => out.push('.'),
            b'\n' => out += "%20",
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
