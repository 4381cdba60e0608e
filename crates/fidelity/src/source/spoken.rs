//! Words as they are heard: what the transcriber decides when spoken words are written down.

use crate::evidence::number::leading_number;
use kzq_text::fold::alternate_spelling;

/// Spellings with a second one, both folded.
const SPELLINGS: &[(&str, &str)] = &[
    ("centre", "center"),
    ("theatre", "theater"),
    ("metre", "meter"),
    ("litre", "liter"),
    ("fibre", "fiber"),
    ("defence", "defense"),
    ("offence", "offense"),
    ("licence", "license"),
    ("programme", "program"),
    ("grey", "gray"),
    ("cheque", "check"),
    ("judgement", "judgment"),
    ("catalogue", "catalog"),
    ("dialogue", "dialog"),
    ("towards", "toward"),
    ("okay", "ok"),
    ("mister", "mr"),
    ("doctor", "dr"),
    ("saint", "st"),
    ("tonne", "ton"),
    ("skilful", "skillful"),
    ("fulfil", "fulfill"),
    ("adviser", "advisor"),
    ("first", "1st"),
    ("second", "2nd"),
    ("third", "3rd"),
    ("fourth", "4th"),
    ("fifth", "5th"),
    ("sixth", "6th"),
    ("seventh", "7th"),
    ("eighth", "8th"),
    ("ninth", "9th"),
    ("tenth", "10th"),
    ("eleventh", "11th"),
    ("twelfth", "12th"),
    ("eighteenth", "18th"),
    ("nineteenth", "19th"),
    ("twentieth", "20th"),
];

/// Endings of British spellings with the American ones.
const ENDINGS: &[(&str, &str)] = &[
    ("our", "or"),
    ("ours", "ors"),
    ("oured", "ored"),
    ("ouring", "oring"),
    ("ourable", "orable"),
    ("ourhood", "orhood"),
    ("ourhoods", "orhoods"),
    ("ourite", "orite"),
    ("lled", "led"),
    ("lling", "ling"),
    ("ller", "ler"),
    ("llers", "lers"),
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("ysing", "yzing"),
];

/// Words as they are heard: without spelling, case, hyphens and the form of numbers.
pub(super) fn spoken_form(words: &[String]) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut is_in_dollars = false;
    for word in words {
        match word.as_str() {
            "%" => parts.push("percent".to_owned()),
            "&" => parts.push("and".to_owned()),
            "$" => is_in_dollars = true,
            _ => {
                let number = word.ends_with(|c: char| c.is_ascii_digit());
                let pieces = word.split('-').filter(|part| !part.is_empty());
                parts.extend(pieces.map(|part| if number { part.to_lowercase() } else { spoken_word(part) }));
            }
        }
    }
    if is_in_dollars {
        parts.push("dollars".to_owned());
    }
    let mut heard: Vec<String> = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let rest: Vec<&str> = parts[at..].iter().map(String::as_str).collect();
        if let Some((value, length)) = leading_number(&rest) {
            heard.push(format!("#{value}"));
            at += length;
        } else if rest.starts_with(&["per", "cent"]) {
            heard.push("percent".to_owned());
            at += 2;
        } else {
            heard.push(parts[at].clone());
            at += 1;
        }
    }
    // Words written as one or two: `every one`, `everyone`.
    if heard.iter().any(|word| word.starts_with('#')) { heard } else { vec![heard.concat()] }
}

/// The spelling by which a word is compared.
fn spoken_word(word: &str) -> String {
    let lower: String = word.to_lowercase().replace('ё', "е").replace('ß', "ss").replace('.', "");
    if let Some((_, other)) = SPELLINGS.iter().find(|(one, _)| *one == lower) {
        return (*other).to_owned();
    }
    let (stem, plural) = match lower.strip_suffix('s') {
        Some(stem) => (stem, "s"),
        None => (lower.as_str(), ""),
    };
    if let Some((_, other)) = SPELLINGS.iter().find(|(one, _)| *one == stem) {
        return format!("{other}{plural}");
    }
    if let Some(other) = alternate_spelling(&lower) {
        return lower.min(other);
    }
    let american = ENDINGS.iter().find_map(|(british, american)| {
        lower.strip_suffix(british).filter(|stem| stem.chars().count() > 1).map(|stem| format!("{stem}{american}"))
    });
    american.unwrap_or(lower)
}
