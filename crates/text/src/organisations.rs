//! Words by which the name of an organisation is known.

/// Words in names of organisations and seldom in those of persons, in lower case.
const WORDS: &[&str] = &[
    "academy",
    "administration",
    "agence",
    "agencia",
    "agency",
    "airlines",
    "airways",
    "alliance",
    "amt",
    "army",
    "assembly",
    "association",
    "associates",
    "authority",
    "bank",
    "board",
    "broadcasting",
    "bundestag",
    "bureau",
    "cabinet",
    "center",
    "centre",
    "chronicle",
    "club",
    "coalition",
    "college",
    "commission",
    "committee",
    "company",
    "confederation",
    "congress",
    "corporation",
    "council",
    "court",
    "department",
    "directorate",
    "editors",
    "embassy",
    "federation",
    "forum",
    "foundation",
    "fund",
    "gazette",
    "gouvernement",
    "government",
    "group",
    "herald",
    "holdings",
    "house",
    "industries",
    "initiative",
    "institut",
    "institute",
    "institution",
    "international",
    "jazeera",
    "journal",
    "kingdom",
    "laboratories",
    "laboratory",
    "league",
    "library",
    "magazine",
    "media",
    "ministerium",
    "ministère",
    "ministerio",
    "ministry",
    "movement",
    "museum",
    "nasa",
    "nations",
    "network",
    "news",
    "newsroom",
    "office",
    "organisation",
    "organization",
    "parliament",
    "partei",
    "partners",
    "party",
    "police",
    "politburo",
    "post",
    "press",
    "presse",
    "productions",
    "publishers",
    "publishing",
    "radio",
    "regierung",
    "republic",
    "reuters",
    "review",
    "rundfunk",
    "school",
    "secretariat",
    "senate",
    "service",
    "services",
    "society",
    "staff",
    "states",
    "studios",
    "technologies",
    "television",
    "times",
    "tribune",
    "trust",
    "tv",
    "unesco",
    "unicef",
    "union",
    "universität",
    "university",
    "université",
    "verlag",
    "welle",
    "zeitung",
    "агентство",
    "банк",
    "комитет",
    "министерство",
    "партия",
    "правительство",
    "совет",
    "союз",
    "университет",
];

/// Articles with which names of newspapers and other organisations begin. `La` and `De` begin names of persons, too, but
/// of such that can't be inverted either.
const ARTICLES: &[&str] =
    &["The", "Der", "Die", "Das", "El", "La", "Los", "Las", "Il", "Lo", "Gli", "Le", "Les", "Het", "De", "O", "Os"];

/// Legal forms after the name of a company, in lower case, without full stops.
const LEGAL_FORMS: &[&str] = &["co", "corp", "gmbh", "inc", "kg", "llc", "llp", "ltd", "plc", "pty", "sarl"];

/// Legal forms that are known by their capitals, without full stops.
const LEGAL_FORMS_IN_CAPITALS: &[&str] =
    &["AB", "AG", "ASA", "BV", "KGaA", "NV", "Oy", "Oyj", "SA", "SE", "SpA", "eV", "АО", "ЗАО", "ОАО", "ООО", "ПАО"];

/// Whether a word is the legal form of a company, with or without its full stops: `Inc.`, `AG`, `S.p.A.`.
pub fn is_legal_form(word: &str) -> bool {
    let bare = word.replace('.', "");
    LEGAL_FORMS.contains(&bare.to_lowercase().as_str()) || LEGAL_FORMS_IN_CAPITALS.contains(&bare.as_str())
}

/// Whether a word is a legal form, in any case, that can't be initials: `Inc.`, but not `S.E.`, which may follow the comma
/// after a surname.
pub fn is_clear_legal_form(word: &str) -> bool {
    LEGAL_FORMS.contains(&word.trim().trim_end_matches('.').to_lowercase().as_str())
}

/// Whether a word is one of those in names of organisations, in any case.
pub fn is_word_of_one(word: &str) -> bool {
    WORDS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str())
}

/// Whether a name looks like that of an organisation: it begins with an article, ends in a legal form, or has a word
/// that names of persons seldom have.
pub fn is_name_of_one(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let [first, .., last] = words.as_slice() else { return false };
    ARTICLES.contains(first) || is_legal_form(last) || words.iter().any(|word| is_word_of_one(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations_are_distinguished_from_persons() {
        for name in [
            "The Economist",
            "Der Spiegel",
            "Il Sole 24 Ore",
            "O Globo",
            "Deutsche Welle",
            "Washington Post",
            "Apple Inc.",
            "Apple, Inc.",
            "Siemens AG",
            "Fiat S.p.A.",
            "Merck KGaA",
            "Agence France-Presse",
            "Ministry of Health",
            "United Nations",
            "Правительство России",
        ] {
            assert!(is_name_of_one(name), "{name}");
        }
        assert!(["Inc.", "GMBH", "ltd"].into_iter().all(is_clear_legal_form));
        assert!(!["S.E.", "K.G.", "AG", "Doe"].into_iter().any(is_clear_legal_form));
        for name in ["Ada Byron", "Sofia Inceman", "O. Henry", "Al Roe", "Charlotte Church", "Madonna", "The", ""] {
            assert!(!is_name_of_one(name), "{name}");
        }
    }
}
