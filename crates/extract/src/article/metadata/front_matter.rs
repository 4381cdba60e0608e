//! The front matter of Markdown: YAML between `---`, or TOML between `+++`.

use super::authors::author_names;
use super::dates::iso_date;
use super::values::{ArticleMetadata, clean, language_tag, web_address};

/// What the front matter of a text says.
pub(in super::super) fn front_matter(original: &str) -> ArticleMetadata {
    let mut metadata = ArticleMetadata::default();
    let original = original.strip_prefix('\u{feff}').unwrap_or(original);
    let mut lines = original.lines();
    let (fence, separator) = match lines.next().map(str::trim_end) {
        Some("---") => ("---", ':'),
        Some("+++") => ("+++", '='),
        _ => return metadata,
    };
    let inside: Vec<&str> =
        lines.by_ref().take_while(|line| line.trim_end() != fence && line.trim_end() != "...").collect();
    let mut list = String::new();
    for line in &inside {
        // The items of a list below a key, `- Jane Novak` or `- name: Jane Novak`, are in the next lines.
        if let Some(item) = line.trim_start().strip_prefix("- ").filter(|_| !list.is_empty()) {
            let item = item.trim_start().strip_prefix("name:").unwrap_or(item);
            set(&mut metadata, &list, item);
            continue;
        }
        let Some((key, value)) = line.split_once(separator).filter(|(key, _)| !key.starts_with([' ', '\t', '#']))
        else {
            continue;
        };
        list = key.trim().trim_matches('"').to_lowercase();
        set(&mut metadata, &list, value);
    }
    metadata
}

fn set(metadata: &mut ArticleMetadata, key: &str, value: &str) {
    let value = value.trim();
    let unquoted = |value: &str| {
        let quoted = |mark: char| value.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        quoted('"')
            .map(|value| value.replace("\\\"", "\""))
            .or_else(|| quoted('\'').map(|value| value.replace("''", "'")))
            .unwrap_or_else(|| value.to_owned())
    };
    let Some(text) = clean(&unquoted(value)) else { return };
    match key {
        "title" => metadata.title = metadata.title.take().or(Some(text)),
        "author" | "authors" | "by" | "byline" => {
            let items = value.trim_start_matches('[').trim_end_matches(']').split(if value.starts_with('[') {
                ','
            } else {
                '\n'
            });
            let items: Vec<String> = items.map(|item| unquoted(item.trim())).collect();
            for name in author_names(items.iter().map(String::as_str)) {
                if !metadata.authors.contains(&name) {
                    metadata.authors.push(name);
                }
            }
        }
        "date" | "published" | "pubdate" => metadata.date = metadata.date.take().or_else(|| iso_date(&text)),
        "url" | "link" | "canonical" | "canonical_url" | "source" => {
            metadata.url = metadata.url.take().or_else(|| web_address(&text));
        }
        "publisher" | "publication" | "site" | "site_name" => {
            metadata.publisher = metadata.publisher.take().or(Some(text));
        }
        "lang" | "language" => metadata.language = metadata.language.take().or_else(|| language_tag(&text)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_parsed_as_metadata() {
        let full = ArticleMetadata {
            title: Some("Clear skies: and \"lies\"".to_owned()),
            publisher: Some("NBS".to_owned()),
            authors: vec!["Jane Novak".to_owned(), "Tom Roe".to_owned()],
            date: Some("2022-10-30".to_owned()),
            url: Some("https://a.example/b".to_owned()),
            language: Some("en".to_owned()),
        };
        for text in [
            "---\ntitle: \"Clear skies: and \\\"lies\\\"\"\npublisher: NBS\nauthors: [Jane Novak, \"Tom Roe\"]\ndate: 2022-10-30\n\
             url: https://a.example/b\nlang: en\ntags: [x]\n---\ntitle: no\n",
            "\u{feff}---\r\ntitle: 'Clear skies: and \"lies\"'\r\nauthor:\r\n  - name: Jane Novak\r\n  - Tom Roe\r\nDate: 30 October 2022\r\n\
             source: https://a.example/b\r\nsite: NBS\r\nlanguage: EN\r\n---\r\n",
            "+++\ntitle = 'Clear skies: and \"lies\"'\nauthors = ['Jane Novak', 'Tom Roe']\ndate = 2022-10-30T10:00:00Z\n\
             url = \"https://a.example/b\"\nlang = \"en\"\npublisher = \"NBS\"\n+++\n",
        ] {
            assert_eq!(front_matter(text), full, "{text}");
        }
        assert_eq!(front_matter("title: x\n"), ArticleMetadata::default());
        assert_eq!(front_matter("---\nurl: /b\n---\n").url, None);
    }
}
