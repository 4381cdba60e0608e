//! Words that negate a statement.

use kzq_text::fold::fold;

/// Negations, folded: English, German, French, Russian.
const NEGATIONS: &[&str] = &[
    "not",
    "no",
    "never",
    "nor",
    "neither",
    "none",
    "nothing",
    "nobody",
    "nowhere",
    "without",
    "cannot",
    "hardly",
    "scarcely",
    "barely",
    "unless",
    "nicht",
    "nichts",
    "niemand",
    "kein",
    "keine",
    "keinen",
    "nie",
    "niemals",
    "ne",
    "pas",
    "jamais",
    "не",
    "нет",
    "ни",
    "никогда",
    "никто",
    "ничего",
    "нельзя",
];

/// Whether a word is a negation: `not`, `never`, `don't`.
pub(crate) fn is_negation(word: &str) -> bool {
    let word = fold(word);
    NEGATIONS.contains(&word.as_str()) || word.ends_with("n't")
}
