//! Small words of names: particles in Cyrillic letters, and the legal forms of firms.

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

/// Whether a word is the legal form of a firm: `GmbH`.
pub(super) fn is_firm(word: &str) -> bool {
    matches!(
        word,
        "GmbH"
            | "AG"
            | "SE"
            | "KG"
            | "KGaA"
            | "Ltd"
            | "Inc"
            | "plc"
            | "PLC"
            | "LLC"
            | "LLP"
            | "Corp"
            | "SA"
            | "SARL"
            | "NV"
            | "BV"
            | "ASA"
            | "AB"
            | "Oy"
            | "Oyj"
            | "ООО"
            | "ОАО"
            | "ЗАО"
            | "ПАО"
            | "АО"
    )
}
