//! Text fragments (WICG, "URL Fragment Text Directives"): the part of an address behind `#:~:text=`, by which a browser
//! scrolls to words and marks them.
//!
//! A browser seeks the words as whole words, whatever their case and accents, and takes the first place that fits.
//! Exact words must stand in one block of the page; a range, `first words,last words`, may run over several. Words
//! right before and right behind tell one place from another: `prefix-,` and `,-suffix`.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words of more characters than this are given by their beginning and their end.
const EXACT: usize = 300;
/// How many words a range begins and ends with: as few as lead to the right place.
const WORDS: [usize; 7] = [4, 6, 8, 12, 16, 24, 40];
/// How many words around them are given at the most.
const AROUND: usize = 12;

/// What is known of where words stand.
#[derive(Clone, Copy, Debug)]
pub(super) enum Around<'t> {
    /// The text of their source.
    Source(&'t str),
    /// Other words of the same source, each folded; where they stand is not known.
    Others(&'t [&'t str]),
}

/// The directive for words: `text=` and what a browser is to seek. It fits no other place, as far as what is known
/// lets it.
pub(super) fn directive(words: &str, around: Around<'_>) -> String {
    if let Around::Source(source) = around
        && let Some(place) = occurrences(source, words).next()
    {
        let (before, behind) = (&source[..place], &source[place + words.len()..]);
        let whole = folded(source);
        let start = folded(before).len();
        let own = (start, start + folded(words).len());
        let fits = |terms: &Terms<'_>| terms.places(&whole).take(2).eq([own]);
        return Terms::of(words, before, behind, fits).written();
    }
    let others = if let Around::Others(others) = around { others } else { &[] };
    let whole = folded(words);
    let own = (0, whole.len());
    let fits = |terms: &Terms<'_>| {
        // Words that begin in another entry could end in this one.
        let start = folded(terms.start);
        terms.places(&whole).next() == Some(own)
            && others.iter().all(|other| occurrences(other, &start).next().is_none())
    };
    Terms::of(words, "", "", fits).written()
}

/// The terms of a directive.
#[derive(Clone, Copy, Debug, Default)]
struct Terms<'w> {
    prefix: &'w str,
    start: &'w str,
    end: &'w str,
    suffix: &'w str,
}

impl<'w> Terms<'w> {
    /// The shortest terms for words that fit; the longest where none do.
    fn of(words: &'w str, before: &'w str, behind: &'w str, fits: impl Fn(&Self) -> bool) -> Self {
        let words = words.trim();
        let is_one_block = !words.contains('\n');
        let mut least: Vec<Self> = Vec::new();
        if is_one_block && words.chars().nth(EXACT).is_none() {
            least.push(Self { start: words, ..Self::default() });
        } else {
            let (first, last) = (first_block(words), last_block(words));
            let ranges = WORDS.iter().map(|&count| (first_words(first, count), last_words(last, count)));
            // In one block the two must not meet.
            let apart = ranges.filter(|(start, end)| !is_one_block || start.len() + end.len() < words.len());
            least.extend(apart.map(|(start, end)| Self { start, end, ..Self::default() }));
            if least.is_empty() {
                least.push(Self { start: words, ..Self::default() });
            }
        }
        let last = least[least.len() - 1];
        let with_prefix = (1..=AROUND).map(|count| Self { prefix: last_words(before, count), ..last });
        let longest = Self { prefix: last_words(before, AROUND), ..last };
        let with_suffix = (1..=AROUND).map(|count| Self { suffix: first_words(behind, count), ..longest });
        least.iter().copied().chain(with_prefix).chain(with_suffix).find(|terms| fits(terms)).unwrap_or(last)
    }

    /// The places in a folded text that a browser would find, from the first on.
    fn places(&self, whole: &str) -> impl Iterator<Item = (usize, usize)> {
        let [prefix, start, end, suffix] = [self.prefix, self.start, self.end, self.suffix].map(folded);
        let starts: Vec<usize> = occurrences(whole, &start).collect();
        starts.into_iter().filter_map(move |at| {
            let behind = at + start.len();
            let stop =
                if end.is_empty() { behind } else { behind + occurrences(&whole[behind..], &end).next()? + end.len() };
            let (before, after) = (whole[..at].trim_end(), whole[stop..].trim_start());
            let is_behind = before.strip_suffix(&prefix).is_some_and(|rest| is_apart(before, rest.len()));
            let is_before = after.starts_with(&suffix) && is_apart(after, suffix.len());
            (is_behind && is_before).then_some((at, stop))
        })
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

/// A text as a browser compares it: without case and accents, blanks as one.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase) {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
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
