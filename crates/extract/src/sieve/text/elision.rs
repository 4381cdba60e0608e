//! French words that are several: `s’étonne-t-elle`.

use std::ops::Range;

use crate::languages::tongue::key;

/// Splits a French word at its elision and before its pronoun: `s’étonne-t-elle`.
pub(super) fn split_french(text: &str, word: Range<usize>) -> Vec<Range<usize>> {
    const ELIDED: &[&str] = &["l", "d", "s", "n", "j", "m", "c", "t", "qu", "lorsqu", "puisqu", "jusqu"];
    const PRONOUNS: &[&str] = &["il", "elle", "ils", "elles", "on", "je", "nous"];
    let mut parts = Vec::new();
    let mut word = word;
    if let Some((at, mark)) = text[word.clone()].char_indices().find(|(_, c)| matches!(c, '\'' | '’'))
        && ELIDED.contains(&key(&text[word.start..word.start + at]).as_str())
    {
        parts.push(word.start..word.start + at);
        word.start += at + mark.len_utf8();
    }
    let written = &text[word.clone()];
    if let Some(at) = written.rfind(['-', '‑'])
        && PRONOUNS.contains(&key(written[at..].trim_start_matches(['-', '‑'])).as_str())
    {
        let pronoun = word.end - written[at..].trim_start_matches(['-', '‑']).len()..word.end;
        let verb = written[..at].trim_end_matches(['-', '‑']);
        let verb = verb.strip_suffix("-t").or_else(|| verb.strip_suffix("‑t")).unwrap_or(verb);
        parts.push(word.start..word.start + verb.len());
        word = pronoun;
    }
    if !word.is_empty() {
        parts.push(word);
    }
    parts
}
