//! [`ArticleMetadata`], and how its values are cleaned.

use kzq_text::markup::decode_references;

/// What a page says about its article. The texts are on one line, without control characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleMetadata {
    /// The title of the article.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published, as `2026-05-31`, or less exactly.
    pub date: Option<String>,
    /// Its canonical address.
    pub url: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
}

/// A value on one line, without character references, control characters and blanks around it; `None` if nothing is left.
pub(super) fn clean(value: &str) -> Option<String> {
    let decoded = decode_references(value);
    let words: Vec<String> = decoded
        .split(|c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}'))
        .map(|word| word.chars().filter(|c| !c.is_control()).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    let line = words.join(" ");
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

/// A value that is a full web address.
pub(super) fn web_address(value: &str) -> Option<String> {
    let address = clean(value)?;
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    (rest.len() > 3 && !address.contains(char::is_whitespace)).then_some(address)
}

/// A value that is a tag of a language, such as `en-GB`; `en_GB` is one, too.
pub(super) fn language_tag(value: &str) -> Option<String> {
    let value = clean(value)?;
    let tag = value.split([',', '.', '@']).next().unwrap_or_default().trim().replace('_', "-");
    let (language, rest) = tag.split_once('-').map_or((tag.as_str(), None), |(language, rest)| (language, Some(rest)));
    let is_language = (2..=3).contains(&language.len()) && language.chars().all(|c| c.is_ascii_alphabetic());
    let is_subtag = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    let language = language.to_ascii_lowercase();
    is_language.then(|| match rest.filter(|rest| rest.split('-').all(is_subtag)) {
        Some(rest) => format!("{language}-{rest}"),
        None => language,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_cleaned() {
        assert_eq!(clean("  A &amp; B\n\tC\u{7}D ").as_deref(), Some("A & B CD"));
        assert_eq!(clean("\u{1b} "), None);
        for (value, expected) in [
            ("https://a.example/b", Some("https://a.example/b")),
            ("/b", None),
            ("javascript:alert(1)", None),
            ("https://", None),
        ] {
            assert_eq!(web_address(value).as_deref(), expected, "{value}");
        }
        for (value, expected) in [
            ("en", Some("en")),
            ("EN_GB", Some("en-GB")),
            ("ru_RU.UTF-8", Some("ru-RU")),
            ("de, en", Some("de")),
            ("zh-Hans-CN", Some("zh-Hans-CN")),
            ("english", None),
            ("", None),
        ] {
            assert_eq!(language_tag(value).as_deref(), expected, "{value}");
        }
    }
}
