//! Words that negate a statement.

use kzq_text::fold::fold;

/// Negations, folded: English, German, French, Russian, Turkish, Kazakh.
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
    "aucun",
    "aucune",
    "guere",
    "rien",
    "sans",
    "не",
    "нет",
    "ни",
    "никогда",
    "никто",
    "ничего",
    "нельзя",
    "негде",
    "некому",
    "нигде",
    "никак",
    "никакие",
    "никакои",
    "никаких",
    "никого",
    "никому",
    "без",
    "degil",
    "емес",
    "жок",
    "жоқ",
];

/// Whether a word is a negation: `not`, `never`, `don't`.
pub(crate) fn is_negation(word: &str) -> bool {
    let word = fold(word);
    NEGATIONS.contains(&word.as_str()) || word.ends_with("n't") || is_elided_ne(&word)
}

/// Whether a folded word begins with the French `ne` before a vowel: `n'est`.
fn is_elided_ne(word: &str) -> bool {
    word.strip_prefix("n'").is_some_and(|rest| rest.starts_with(['a', 'e', 'h', 'i', 'o', 'u', 'y']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negations_are_found_in_several_languages() {
        for word in
            ["not", "Don’t", "cannot", "kein", "n’est", "N’a", "jamais", "aucune", "не", "никакой", "değil", "емес"]
        {
            assert!(is_negation(word), "{word}");
        }
        for word in ["note", "nest", "now", "plus", "néant", "небо", "нота"] {
            assert!(!is_negation(word), "{word}");
        }
        assert!(NEGATIONS.iter().all(|word| fold(word) == *word));
    }
}
