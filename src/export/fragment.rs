//! Text fragments (WICG, "URL Fragment Text Directives"): the part of an address behind `#:~:text=`, by which a browser
//! scrolls to words and marks them.
//!
//! A browser seeks the words as whole words, whatever their case and accents, and takes the first place that fits.
//! Exact words must stand in one block of the page; a range, `first words,last words`, may run over several. Words
//! right before and right behind tell one place from another: `prefix-,` and `,-suffix`.

mod page;

use std::fmt::Write as _;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

pub(super) use page::SeenText;

/// Words of more characters than this are given by their beginning and their end.
const EXACT: usize = 300;
/// How many words a range begins and ends with: as few as lead to the right place.
const WORDS: [usize; 7] = [4, 6, 8, 12, 16, 24, 40];
/// How many words around them are given at the most.
const AROUND: usize = 12;

/// Words in a source of which the text is at hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sought<'t> {
    pub(super) words: &'t str,
    /// What leads in to them.
    pub(super) lead: Option<&'t str>,
    /// How many entries of the source stand before with the same words.
    pub(super) rank: usize,
}

/// The directive for words in the text of their source: `text=` and what a browser is to seek. It fits no other place
/// there, unless what stands around the words is the same, too. Nothing where they do not stand there.
pub(super) fn directive_within(text: &SeenText, sought: Sought<'_>) -> Option<String> {
    let place = text.find(sought.words, sought.lead, sought.rank)?;
    let own = (place.folded.start, place.folded.end);
    let candidates = Terms::candidates(place.words, place.before, place.behind);
    let leads_there = |terms: &&Terms<'_>| terms.places(text.folded()).first() == Some(&own);
    let unique = candidates.iter().find(|terms| terms.places(text.folded()) == [own]);
    // Where nothing fits there alone a browser takes the first place, and more words around it never hurt.
    Some(unique.or_else(|| candidates.iter().rev().find(leads_there)).or(candidates.last())?.written())
}

/// The directive for words of which it is not known where they stand, so that it fits no other words of the same
/// source; these are folded.
pub(super) fn directive_among(words: &str, others: &[&str]) -> String {
    let whole = folded(words.trim());
    let own = (0, whole.len());
    let fits = |terms: &&Terms<'_>| {
        // Words that begin in another entry could end in this one.
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
    /// The terms that may lead to words, the shortest first.
    fn candidates(words: &'w str, before: &'w str, behind: &'w str) -> Vec<Self> {
        let words = words.trim();
        let is_one_block = !words.contains('\n');
        let mut candidates: Vec<Self> = Vec::new();
        if is_one_block && words.chars().nth(EXACT).is_none() {
            candidates.push(Self { start: words, ..Self::default() });
        } else {
            let (first, last) = (first_block(words), last_block(words));
            let ranges = WORDS.iter().map(|&count| (first_words(first, count), last_words(last, count)));
            // In one block the two must not meet.
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

    /// The places in a folded text that a browser would find, the first two at the most.
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
                // What ends behind no beginning ends behind no later one either.
                let Some(stop) = ends.find(|&stop| is_before(stop)) else { break };
                places.push((at, stop));
            }
            if places.len() == 2 {
                break;
            }
        }
        places
    }

    /// As the directive is written.
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

/// A text as a browser compares it: without case and accents, curly quotation marks as straight ones, blanks as one.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold(c, &mut out));
    out
}

/// Puts a character behind what is folded already.
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

/// Where words stand in a text, as whole words; places may overlap.
fn occurrences<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = usize> + 't {
    let mut from = 0;
    let found = std::iter::from_fn(move || {
        let at = from + text.get(from..)?.find(words)?;
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
        Some(at)
    });
    found.filter(move |&at| is_apart(text, at) && is_apart(text, at + words.len()))
}

/// Whether no word runs over a place in a text.
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

/// The first words of a text, up to the end of its first block.
fn first_words(text: &str, count: usize) -> &str {
    let block = first_block(text.trim_start());
    let end = breaks(block).nth(count.saturating_sub(1)).unwrap_or(block.len());
    block[..end].trim_end()
}

/// The last words of a text, from the beginning of its last block.
fn last_words(text: &str, count: usize) -> &str {
    let block = last_block(text.trim_end());
    let mut starts: Vec<usize> = std::iter::once(0).chain(breaks(block)).filter(|&at| at < block.len()).collect();
    starts.reverse();
    let start = starts.get(count.saturating_sub(1)).copied().unwrap_or_default();
    block[start..].trim_start()
}

/// Where words end: before a blank; behind a comma or stop of scripts that set no blanks.
fn breaks(block: &str) -> impl Iterator<Item = usize> + '_ {
    let ends = block.char_indices().filter_map(|(at, c)| match c {
        '，' | '。' | '、' | '；' | '！' | '？' => Some(at + c.len_utf8()),
        _ if c.is_whitespace() => Some(at),
        _ => None,
    });
    ends.filter(|&at| at > 0)
}

/// A term percent-encoded (RFC 3986): the characters that the syntax of directives takes (`-`, `,`, `&`), and all that an
/// address in running text might be cut at.
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

#[cfg(test)]
mod tests;
