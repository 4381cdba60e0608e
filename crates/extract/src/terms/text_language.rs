//! [`TextLanguage`]: the language of an article.

/// A language as far as its marks, capitals and cues differ from those of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextLanguage {
    English,
    /// Nouns are capitalised.
    German,
    /// Cues are set off by commas inside the marks.
    French,
    Russian,
    Other,
}

impl TextLanguage {
    /// The language of a text, by its most frequent words.
    pub(crate) fn of(text: &str) -> Self {
        const MAX_WORDS: usize = 4000;
        const MIN_SHARE: usize = 20;
        let frequent: [(Self, &[&str]); 4] = [
            (Self::English, &["the", "of", "and", "to", "in", "was", "that", "is", "for", "he"]),
            (Self::German, &["der", "die", "und", "das", "den", "von", "ist", "nicht", "mit", "ein"]),
            (Self::French, &["le", "la", "les", "et", "des", "du", "une", "est", "pas", "dans"]),
            (Self::Russian, &["и", "в", "не", "на", "что", "с", "по", "как", "он", "из"]),
        ];
        let mut counts = [0; 4];
        let mut all = 0;
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(MAX_WORDS) {
            all += 1;
            let word = word.to_lowercase();
            for (count, (_, words)) in counts.iter_mut().zip(&frequent) {
                *count += usize::from(words.contains(&word.as_str()));
            }
        }
        let best = (0..4).max_by_key(|&at| counts[at]).filter(|&at| counts[at] * MIN_SHARE > all);
        best.map_or(Self::Other, |at| frequent[at].0)
    }
}
