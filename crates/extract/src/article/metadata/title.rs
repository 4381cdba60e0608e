//! Titles of pages, without the name of the site.

use kzq_text::fold::fold;

/// What separates the title of an article from the name of the site.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " « ", " • ", " // ", " / "];

fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether two titles have the same words, in any marks.
pub(in super::super) fn is_same_title(one: &str, other: &str) -> bool {
    letters(one) == letters(other)
}

/// A title without the name of the site before or after it, if that is what `is_site` or the headline says.
pub(super) fn without_site(title: &str, headline: Option<&str>, is_site: impl Fn(&str) -> bool) -> String {
    let headline = headline.map(letters).filter(|headline| !headline.is_empty());
    let mut title = title.trim();
    loop {
        let cuts = SEPARATORS.iter().flat_map(|separator| {
            [title.rfind(separator), title.find(separator)].into_iter().flatten().map(|at| (at, separator.len()))
        });
        let shorter = cuts.flat_map(|(at, length)| {
            [(title[..at].trim(), title[at + length..].trim()), (title[at + length..].trim(), title[..at].trim())]
        });
        let is_headline = |text: &str| headline.as_ref().is_some_and(|headline| *headline == letters(text));
        let found = shorter.into_iter().find(|(kept, cut)| !kept.is_empty() && (is_headline(kept) || is_site(cut)));
        match found {
            Some((kept, _)) if !is_headline(title) => title = kept,
            _ => return title.to_owned(),
        }
    }
}

/// Whether a text is the name of a site, by the publisher or the domain of its address.
pub(super) fn is_site_name(text: &str, publisher: Option<&str>, url: Option<&str>) -> bool {
    let name = letters(text);
    let host = url.and_then(|url| url.split("://").nth(1)).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let domain = letters(host.trim_start_matches("www."));
    let bare = name.strip_prefix("the").unwrap_or(&name);
    name.chars().count() >= 2
        && (publisher.is_some_and(|publisher| letters(publisher) == name)
            || (bare.len() >= 3 && domain.starts_with(bare))
            || domain == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_name_is_removed_from_the_title() {
        for (title, headline, expected) in [
            ("Bridge falls - NBS News", None, "Bridge falls"),
            ("Bridge falls - a report | Local | NBS News", Some("Bridge falls - a report"), "Bridge falls - a report"),
            ("NBS News | Bridge falls", None, "Bridge falls"),
            ("Bridge falls | Nbs", None, "Bridge falls"),
            ("Bridge falls - again", None, "Bridge falls - again"),
            ("Other - Bridge falls", Some("Bridge falls"), "Bridge falls"),
            ("NBS News", None, "NBS News"),
            ("", None, ""),
        ] {
            let is_site = |text: &str| is_site_name(text, Some("NBS News"), Some("https://www.nbs.example/a"));
            assert_eq!(without_site(title, headline, is_site), expected, "{title}");
        }
    }
}
