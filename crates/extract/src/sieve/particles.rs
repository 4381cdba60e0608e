//! Small words of names: particles in Cyrillic letters.

/// Whether a word is a particle of a foreign name in Cyrillic letters: `де`, `ван`.
pub(super) fn is_cyrillic_particle(word: &str) -> bool {
    matches!(
        word,
        "де" | "дель"
            | "ди"
            | "дю"
            | "дос"
            | "ла"
            | "ле"
            | "ван"
            | "фон"
            | "дер"
            | "ден"
            | "тер"
            | "аль"
            | "эль"
            | "ибн"
            | "бин"
            | "бен"
    )
}
