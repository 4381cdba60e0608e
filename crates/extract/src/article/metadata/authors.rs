//! Names of authors as pages write them, each for itself.

use super::values::clean;

/// Words before the names of authors, in lower case.
const INTRODUCTIONS: &[&str] = &[
    "written by",
    "story by",
    "words by",
    "text by",
    "report by",
    "reported by",
    "by",
    "von",
    "ein bericht von",
    "text:",
    "text",
    "par",
    "propos recueillis par",
    "автор:",
    "автор",
    "авторы:",
    "текст:",
    "текст",
    "autor:",
    "autorin:",
    "author:",
];
/// Words that join names.
const JOINING: &[&str] = &["and", "und", "et", "и", "with", "mit", "avec"];
/// Words of positions and places of work, which are no names.
const POSITIONS: &[&str] = &[
    "editor",
    "correspondent",
    "reporter",
    "staff",
    "writer",
    "columnist",
    "chief",
    "bureau",
    "contributor",
    "producer",
    "agency",
    "redakteur",
    "redakteurin",
    "korrespondent",
    "korrespondentin",
    "redaktion",
    "correspondant",
    "correspondante",
    "journaliste",
    "rédaction",
    "редактор",
    "корреспондент",
    "корреспондентка",
    "обозреватель",
    "редакция",
];

/// The names in values such as `By Jane Novak and Tom Roe`, in order, each once.
pub(super) fn author_names<'v>(values: impl IntoIterator<Item = &'v str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in values.into_iter().filter_map(clean).flat_map(|value| split(&value)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn split(value: &str) -> Vec<String> {
    let words: Vec<&str> = value.split(' ').filter(|word| !is_address(word)).collect();
    let value = words.join(" ");
    let value = without_brackets(without_introduction(&value));
    let parts: Vec<&str> = value.split([',', ';', '|', '/', '•', '·', '&', '\n']).map(str::trim).collect();
    if let [last, first] = parts[..]
        && value.contains(',')
        && [last, first].iter().all(|part| is_name(part) && !part.contains(' ') && !has_role(part))
    {
        return vec![format!("{first} {last}")];
    }
    parts
        .into_iter()
        .flat_map(split_at_words)
        .map(|name| without_introduction(&name).to_owned())
        .filter(|name| is_name(name))
        .collect()
}

/// Without what is in brackets, unless it names more authors: `(with Tom Roe)`.
fn without_brackets(value: &str) -> String {
    let mut kept = String::new();
    for (index, part) in value.split(['(', ')']).enumerate() {
        let first = part.split_whitespace().next().unwrap_or_default();
        if index % 2 == 0 || JOINING.contains(&first) {
            kept.push_str(part);
        }
    }
    kept
}

/// Splits at `and` and the like.
fn split_at_words(names: &str) -> Vec<String> {
    let mut parts = vec![Vec::new()];
    for word in names.split_whitespace() {
        if JOINING.contains(&word.to_lowercase().as_str()) {
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(word);
        }
    }
    parts.into_iter().map(|words| words.join(" ")).collect()
}

fn without_introduction(value: &str) -> &str {
    let value = value.trim();
    let begins = |phrase: &&&str| {
        let start = value
            .get(..phrase.len())
            .filter(|start| start.to_lowercase() == ***phrase || start.eq_ignore_ascii_case(phrase));
        start.is_some() && (phrase.ends_with(':') || value[phrase.len()..].starts_with([' ', ':', '\u{a0}']))
    };
    INTRODUCTIONS
        .iter()
        .find(begins)
        .map_or(value, |phrase| value[phrase.len()..].trim_start_matches([':', ' ', '\u{a0}']))
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.") || word.contains('@')
}

fn is_name(name: &str) -> bool {
    (2..=80).contains(&name.len())
        && name.split_whitespace().count() <= 6
        && name.contains(char::is_alphabetic)
        && !name.contains(|c: char| c.is_ascii_digit())
        && !has_role(name)
}

/// Whether a text names a position, or a place of work: `Political Editor`.
pub(in super::super) fn has_role(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| POSITIONS.contains(&word.to_lowercase().as_str()))
}

/// The authors that a line of a text names, if it only does that: `By Jane Novak`.
pub(in super::super) fn byline(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let rest = without_introduction(line);
    let names = author_names([rest]);
    let is_capital = |name: &String| name.starts_with(char::is_uppercase);
    // As in `By the sea`, it may be no name.
    let is_byline = rest.len() < line.len() && !rest.ends_with('.') && rest.chars().count() <= 100;
    (is_byline && !names.is_empty() && names.iter().all(is_capital)).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_are_split_and_cleaned() {
        for (value, expected) in [
            ("By Jane Novak and Tom Roe", vec!["Jane Novak", "Tom Roe"]),
            ("BY JANE NOVAK", vec!["JANE NOVAK"]),
            ("Von Karsten Wyludda und Ute Harms", vec!["Karsten Wyludda", "Ute Harms"]),
            ("Par Awa Kervella", vec!["Awa Kervella"]),
            ("Текст: Пётр Вельяминов", vec!["Пётр Вельяминов"]),
            ("Jane Novak, Tom Roe & Ann Lee", vec!["Jane Novak", "Tom Roe", "Ann Lee"]),
            ("Novak, Jane", vec!["Jane Novak"]),
            ("Jane Novak, Political Editor", vec!["Jane Novak"]),
            ("https://www.facebook.com/jane.novak", vec![]),
            ("Jane Novak https://example.com/jane", vec!["Jane Novak"]),
            ("jane@example.com", vec![]),
            ("Jane Novak (with Tom Roe, Ann Lee)", vec!["Jane Novak", "Tom Roe", "Ann Lee"]),
            ("Jane Novak (Agency)", vec!["Jane Novak"]),
            ("Byron Bell", vec!["Byron Bell"]),
            ("Dr. Andy Anders", vec!["Dr. Andy Anders"]),
            ("", vec![]),
        ] {
            assert_eq!(author_names([value]), expected, "{value}");
        }
        assert_eq!(author_names(["Jane Novak", "By Jane Novak"]), ["Jane Novak"]);
        assert_eq!(byline("Von Friederike Thon"), Some(vec!["Friederike Thon".to_owned()]));
        assert_eq!(byline("By the sea"), None);
        assert_eq!(byline("Friederike Thon"), None);
    }
}
