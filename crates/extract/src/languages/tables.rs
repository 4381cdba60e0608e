//! What the tables of a language list: its small words, its verbs of saying, and its nouns and names for persons. Words
//! are separated by blanks.

/// The small words of a language.
#[derive(Debug)]
pub(super) struct Grammar {
    pub(super) auxiliaries: &'static str,
    pub(super) he: &'static str,
    pub(super) she: &'static str,
    pub(super) they: &'static str,
    pub(super) me: &'static str,
    pub(super) it: &'static str,
    pub(super) determiners: &'static str,
    pub(super) indefinite: &'static str,
    pub(super) possessives: &'static str,
    pub(super) prepositions: &'static str,
    pub(super) of: &'static str,
    pub(super) relatives: &'static str,
    pub(super) conjunctions: &'static str,
    pub(super) subordinators: &'static str,
    pub(super) adverbs: &'static str,
    pub(super) no_names: &'static str,
    pub(super) utterances: &'static str,
    pub(super) demonstratives: &'static str,
    pub(super) passives: &'static str,
    /// Forms of verbs by which speech is reported.
    pub(super) reported: &'static str,
    /// Phrases before a source, with `_` between their words, and words behind one.
    pub(super) according: &'static str,
    pub(super) according_after: &'static str,
    /// Words by which the language is recognised.
    pub(super) frequent: &'static str,
}

/// The verbs of saying of a language. Words are separated by blanks.
#[derive(Debug)]
pub(super) struct Sayings {
    /// Regular verbs, by the form from which [`regular_forms`] makes the others.
    pub(super) regular: &'static str,
    /// Other forms.
    pub(super) irregular: &'static str,
    /// Regular verbs, and forms of others, that are cues only beside a quotation: `laughed`.
    pub(super) weak_regular: &'static str,
    pub(super) weak_irregular: &'static str,
    /// The forms of a regular verb.
    pub(super) forms: fn(&str) -> Vec<String>,
}

/// Nouns for persons without a name, and given names, of a language. Words are separated by blanks.
#[derive(Debug)]
pub(super) struct People {
    /// Men, women, and either.
    pub(super) men: &'static str,
    pub(super) women: &'static str,
    pub(super) either: &'static str,
    /// Several persons.
    pub(super) several: &'static str,
    /// Organisations and documents that say something.
    pub(super) things: &'static str,
    /// Forms of address before a name.
    pub(super) mr: &'static str,
    pub(super) mrs: &'static str,
    /// Given names.
    pub(super) his_names: &'static str,
    pub(super) her_names: &'static str,
}
