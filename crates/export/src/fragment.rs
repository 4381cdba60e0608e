//! Text fragments (WICG, "URL Fragment Text Directives"): the part of a URL after `#:~:text=`, by which a browser
//! scrolls to words and highlights them.
//!
//! A browser matches whole words, ignoring case and accents, and takes the first match. Exact words must be within one
//! block of the page; a range, `first words,last words`, may span several. Words immediately before and after
//! distinguish one match from another: `prefix-,` and `,-suffix`.

mod page;
#[cfg(test)]
mod tests;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use kzq_text::print::is_invisible;
use kzq_text::{Safe, percent_encode};

pub(super) use page::FoldedText;

/// Texts with more characters than this are given as a range.
const MAX_EXACT_CHARS: usize = 300;
/// Number of words at each end of a range; the smallest that leads to the right place is used.
const RANGE_WORD_COUNTS: [usize; 7] = [4, 6, 8, 12, 16, 24, 40];
/// Maximum number of context words on either side.
const MAX_CONTEXT_WORDS: usize = 12;

/// Words to find in a source text.
#[derive(Clone, Copy, Debug)]
pub(super) struct FragmentTarget<'t> {
    pub(super) words: &'t str,
    /// The lead before them.
    pub(super) lead: Option<&'t str>,
    /// How many earlier entries of the source have the same words.
    pub(super) duplicate_index: usize,
}

/// Returns the directive (`text=…`) for words in the text of their source. It matches no other place there, unless the
/// words around it are identical too. Returns `None` if the words are not in the text.
pub(super) fn directive_in_text(text: &FoldedText, target: FragmentTarget<'_>) -> Option<String> {
    let matched = text.find(target.words, target.lead, target.duplicate_index)?;
    let own_span = (matched.folded_range.start, matched.folded_range.end);
    let candidates = DirectiveTerms::candidates(matched.words, matched.before, matched.after);
    let comes_first = |terms: &&DirectiveTerms<'_>| terms.find_matches(text.folded()).first() == Some(&own_span);
    let unique = candidates.iter().find(|terms| terms.find_matches(text.folded()) == [own_span]);
    // If nothing is unique a browser takes the first match, and more context never hurts.
    Some(unique.or_else(|| candidates.iter().rev().find(comes_first)).or(candidates.last())?.to_directive())
}

/// Returns the directive for words whose source text is not available, chosen not to match `others`, the folded texts
/// of the other entries of the source.
pub(super) fn directive_without_text(words: &str, others: &[&str]) -> String {
    let folded_words = fold_text(words.trim());
    let own_span = (0, folded_words.len());
    let is_unambiguous = |terms: &&DirectiveTerms<'_>| {
        // A match could begin in another entry and end in this one.
        let start = fold_text(terms.start);
        terms.find_matches(&folded_words).first() == Some(&own_span)
            && others.iter().all(|other| word_matches(other, &start).next().is_none())
    };
    let candidates = DirectiveTerms::candidates(words, "", "");
    candidates.iter().find(is_unambiguous).or(candidates.last()).map(|terms| terms.to_directive()).unwrap_or_default()
}

/// The terms of a directive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct DirectiveTerms<'w> {
    prefix: &'w str,
    start: &'w str,
    end: &'w str,
    suffix: &'w str,
}

impl<'w> DirectiveTerms<'w> {
    /// Returns the directives that may lead to the words, shortest first.
    fn candidates(words: &'w str, before: &'w str, after: &'w str) -> Vec<Self> {
        let words = words.trim();
        let is_one_block = !words.contains('\n');
        let mut candidates: Vec<Self> = Vec::new();
        if is_one_block && words.chars().nth(MAX_EXACT_CHARS).is_none() {
            candidates.push(Self { start: words, ..Self::default() });
        } else {
            let (first, last) = (first_block(words), last_block(words));
            let ranges = RANGE_WORD_COUNTS
                .iter()
                .map(|&count| (first_words_of_block(first, count), last_words_of_block(last, count)));
            // Within one block the two ends must not meet.
            let disjoint = ranges.filter(|(start, end)| !is_one_block || start.len() + end.len() < words.len());
            candidates.extend(disjoint.map(|(start, end)| Self { start, end, ..Self::default() }));
            if candidates.is_empty() {
                candidates.push(Self { start: words, ..Self::default() });
            }
        }
        let last = candidates[candidates.len() - 1];
        for count in 1..=MAX_CONTEXT_WORDS {
            let (prefix, suffix) = (last_words_of_block(before, count), first_words_of_block(after, count));
            candidates.extend([Self { prefix, ..last }, Self { suffix, ..last }, Self { prefix, suffix, ..last }]);
        }
        candidates.dedup();
        candidates
    }

    /// Returns the matches a browser would find in a folded text, at most the first two.
    fn find_matches(&self, folded_text: &str) -> Vec<(usize, usize)> {
        let [prefix, start, end, suffix] = [self.prefix, self.start, self.end, self.suffix].map(fold_text);
        let has_prefix = |at: usize| {
            let before = folded_text[..at].trim_end();
            before.strip_suffix(&prefix).is_some_and(|rest| is_word_boundary(before, rest.len()))
        };
        let has_suffix = |at: usize| {
            let after = folded_text[at..].trim_start();
            after.starts_with(&suffix) && is_word_boundary(after, suffix.len())
        };
        let mut matches = Vec::new();
        for at in word_matches(folded_text, &start).filter(|&at| has_prefix(at)) {
            let match_end = at + start.len();
            if end.is_empty() {
                matches.extend(has_suffix(match_end).then_some((at, match_end)));
            } else {
                let mut ends = word_matches(&folded_text[match_end..], &end).map(|place| match_end + place + end.len());
                // If no end follows this start, none follows a later one.
                let Some(end_of_range) = ends.find(|&stop| has_suffix(stop)) else { break };
                matches.push((at, end_of_range));
            }
            if matches.len() == 2 {
                break;
            }
        }
        matches
    }

    /// Formats the terms as a directive.
    fn to_directive(self) -> String {
        let mut out = "text=".to_owned();
        if !self.prefix.is_empty() {
            out += &encode_term(self.prefix);
            out += "-,";
        }
        out += &encode_term(self.start);
        if !self.end.is_empty() {
            out.push(',');
            out += &encode_term(self.end);
        }
        if !self.suffix.is_empty() {
            out += ",-";
            out += &encode_term(self.suffix);
        }
        out
    }
}

/// Folds a text as a browser compares it: no case or accents, straight quotation marks, single spaces.
pub(super) fn fold_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_folded(c, &mut out));
    out
}

/// Appends a folded character to `out`.
fn push_folded(c: char, out: &mut String) {
    decompose_compatible(c, |part| {
        for c in part.to_lowercase().filter(|&c| !is_combining_mark(c) && !is_invisible(c)) {
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
fn word_matches<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = usize> + 't {
    let mut from = 0;
    let found = std::iter::from_fn(move || {
        let at = from + text.get(from..)?.find(words)?;
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
        Some(at)
    });
    found.filter(move |&at| is_word_boundary(text, at) && is_word_boundary(text, at + words.len()))
}

/// Returns whether an offset is not inside a word.
fn is_word_boundary(text: &str, at: usize) -> bool {
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
fn first_words_of_block(text: &str, count: usize) -> &str {
    let block = first_block(text.trim_start());
    let end = word_ends(block).nth(count.saturating_sub(1)).unwrap_or(block.len());
    block[..end].trim_end()
}

/// Returns the last words of a text, within its last block.
fn last_words_of_block(text: &str, count: usize) -> &str {
    let block = last_block(text.trim_end());
    let mut starts: Vec<usize> = std::iter::once(0).chain(word_ends(block)).filter(|&at| at < block.len()).collect();
    starts.reverse();
    let start = starts.get(count.saturating_sub(1)).copied().unwrap_or_default();
    block[start..].trim_start()
}

/// Iterates over the ends of words: before white space, or after a comma or stop in scripts without spaces.
fn word_ends(block: &str) -> impl Iterator<Item = usize> + '_ {
    let ends = block.char_indices().filter_map(|(at, c)| match c {
        '，' | '。' | '、' | '；' | '！' | '？' => Some(at + c.len_utf8()),
        _ if c.is_whitespace() => Some(at),
        _ => None,
    });
    ends.filter(|&at| at > 0)
}

/// Percent-encodes a term (RFC 3986): the characters that the directive syntax uses (`-`, `,`, `&`), and everything at
/// which a URL in running text might be cut off. Hidden characters are left out: browsers find the words without them.
fn encode_term(term: &str) -> String {
    let term = Safe::text(term).into_visible().as_str().replace('\n', " ");
    let is_kept = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let (words, stop) = term.split_at(term.strip_suffix('.').unwrap_or(&term).len());
    percent_encode(words.as_bytes(), |byte| is_kept(byte) || byte == b'.') + &percent_encode(stop.as_bytes(), is_kept)
}
