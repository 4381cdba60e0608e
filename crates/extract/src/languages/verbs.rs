//! Verbs told by their endings.

/// Whether a Russian word in lower case looks like a finite verb of the third person: `возражает`, `поправился`.
pub(crate) fn is_russian_verb(key: &str) -> bool {
    const PRESENT: &[&str] = &["ет", "ит", "ют", "ят", "ат", "ут"];
    const MIN_LETTERS: usize = 5;
    let bare = key.strip_suffix("ся").or_else(|| key.strip_suffix("сь")).unwrap_or(key);
    let is_long = bare.chars().count() >= MIN_LETTERS;
    is_long && (past_ending(bare).is_some() || PRESENT.iter().any(|ending| bare.ends_with(ending)))
}

/// What follows the stem of a Russian verb in the past tense: nothing for a man, `а` for a woman.
pub(crate) fn past_ending(bare: &str) -> Option<&str> {
    const STEMS: &[&str] = &["ал", "ил", "ел", "ул", "ял", "ыл"];
    ["а", "о", "и", ""]
        .into_iter()
        .find(|ending| bare.strip_suffix(ending).is_some_and(|stem| STEMS.iter().any(|vowel| stem.ends_with(vowel))))
}

/// Whether a Russian verb of the third person is in the plural: `говорят`, `заявили`.
pub(crate) fn is_russian_plural(key: &str) -> bool {
    let bare = key.strip_suffix("ся").or_else(|| key.strip_suffix("сь")).unwrap_or(key);
    ["ли", "ют", "ят", "ат", "ут"].iter().any(|ending| bare.ends_with(ending))
}

/// Whether a German word in lower case may be a finite verb by its ending.
pub(crate) fn is_german_verb(key: &str) -> bool {
    const OTHERS: &[&str] = &[
        "ausgerechnet",
        "insgesamt",
        "erst",
        "fast",
        "meist",
        "zuletzt",
        "samt",
        "mitsamt",
        "statt",
        "anstatt",
        "exakt",
        "direkt",
        "überhaupt",
        "selbst",
        "jetzt",
        "sonst",
        "längst",
        "meistens",
        "mithin",
        "bereit",
        "ganz",
        "heute",
        "leute",
        "seite",
        "weite",
        "seinerzeit",
        "derzeit",
        "bekannt",
        "zumeist",
        "zunächst",
        "vielleicht",
        "nicht",
    ];
    const MIN_LETTERS: usize = 4;
    key.chars().count() >= MIN_LETTERS && (key.ends_with('t') || key.ends_with("te")) && !OTHERS.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_recognised_by_their_endings() {
        for word in ["поправился", "отрезала", "возражает", "сердится", "рассмеялись", "вздохнула"]
        {
            assert!(is_russian_verb(word), "{word}");
        }
        for word in ["который", "сторож", "потому", "глава", "город"] {
            assert!(!is_russian_verb(word), "{word}");
        }
        assert!(["stichelt", "spöttelte", "gratulierte", "kontert"].into_iter().all(is_german_verb));
        assert!(!["ausgerechnet", "wobei", "selbst", "insgesamt"].into_iter().any(is_german_verb));
    }
}
