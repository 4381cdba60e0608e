//! Templates: `{{name|argument|key=value}}`.

/// What is displayed of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Template {
    /// This wikitext.
    Text(String),
    /// A reference, as wikitext.
    Reference(String),
    /// Nothing that matters.
    Silent,
    /// It is not known.
    Unknown(String),
}

/// Templates that display an argument: the numbers of the arguments of which the first given one counts.
const ARGUMENTS: &[(&str, &[usize])] = &[
    ("w", &[2, 1]),
    ("wikipedia", &[2, 1]),
    ("wikt", &[2, 1]),
    ("wikisource", &[2, 1]),
    ("lang", &[2]),
    ("nowrap", &[1]),
    ("nobr", &[1]),
    ("small", &[1]),
    ("smaller", &[1]),
    ("big", &[1]),
    ("larger", &[1]),
    ("sc", &[1]),
    ("smallcaps", &[1]),
    ("abbr", &[1]),
    ("tooltip", &[1]),
    ("center", &[1]),
    ("quote", &[1]),
    ("cquote", &[1]),
    ("quotation", &[1]),
];

/// Templates that display a sign.
const SIGNS: &[(&str, &str)] = &[
    ("!", "|"),
    ("=", "="),
    ("'", "'"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("spaced ndash", " – "),
    ("spaces", " "),
    ("gap", " "),
    ("br", "\n"),
    ("ellipsis", "…"),
    ("...", "…"),
];

/// Beginnings of the names of templates that are remarks of editors.
const SILENT: &[&str] = &[
    "anchor",
    "better source",
    "citation needed",
    "clarify",
    "cn",
    "dead link",
    "defaultsort",
    "efn",
    "fact",
    "isbn",
    "page needed",
    "rp",
    "sfn",
    "sic",
    "source",
    "unsourced",
    "verify",
    "webarchive",
    "who",
    "year needed",
];

/// Arguments of a reference in the order in which a credit has them.
const REFERENCE: &[&str] =
    &["author", "title", "work", "journal", "newspaper", "publisher", "date", "year", "page", "pages"];

/// Reads the inside of a template.
pub(super) fn read(inside: &str) -> Template {
    let mut parts = arguments(inside).into_iter();
    let name = parts.next().unwrap_or_default().trim().replace('_', " ");
    let lower = name.to_lowercase();
    let parts: Vec<&str> = parts.collect();
    if let Some((_, sign)) = SIGNS.iter().find(|(sign, _)| *sign == lower) {
        return Template::Text((*sign).to_owned());
    }
    if let Some((_, numbers)) = ARGUMENTS.iter().find(|(template, _)| *template == lower) {
        let text = numbers.iter().find_map(|&number| argument(&parts, number));
        return text.map_or(Template::Silent, |text| Template::Text(text.to_owned()));
    }
    if lower.starts_with("cite ") || lower == "citation" {
        return Template::Reference(reference(&parts));
    }
    if SILENT
        .iter()
        .any(|silent| lower == *silent || lower.strip_prefix(silent).is_some_and(|rest| rest.starts_with([' ', ':'])))
    {
        return Template::Silent;
    }
    Template::Unknown(name)
}

/// Splits a template at its bars, but not inside links and templates.
fn arguments(inside: &str) -> Vec<&str> {
    let (mut depth, mut start) = (0_usize, 0);
    let mut parts = Vec::new();
    for (at, c) in inside.char_indices() {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                parts.push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inside[start..]);
    parts
}

/// The argument of a number, which may be written out: `1=words`.
fn argument<'t>(parts: &[&'t str], number: usize) -> Option<&'t str> {
    let key = number.to_string();
    let keys = [key.as_str(), "text", "quote"];
    let named = parts.iter().find_map(|part| value(part, &keys[..if number == 1 { 3 } else { 1 }]));
    let plain = || parts.iter().filter(|part| !is_named(part)).nth(number - 1).map(|part| part.trim());
    named.or_else(plain).filter(|text| !text.is_empty())
}

fn value<'t>(part: &'t str, keys: &[&str]) -> Option<&'t str> {
    let (key, value) = part.split_once('=')?;
    keys.contains(&key.trim()).then(|| value.trim())
}

/// Whether an argument has a name. What has markup before the sign has none.
fn is_named(part: &str) -> bool {
    part.split_once('=').is_some_and(|(key, _)| {
        key.trim().chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ')) && key.trim().len() < 20
    })
}

/// A reference in the order of a credit: author, title, date, page.
fn reference(parts: &[&str]) -> String {
    let field = |key: &str| parts.iter().find_map(|part| value(part, &[key])).filter(|value| !value.is_empty());
    let names = [field("first"), field("last")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let mut found: Vec<String> = Some(names).filter(|names| !names.is_empty()).into_iter().collect();
    for key in REFERENCE {
        let Some(value) = field(key) else { continue };
        found.push(match *key {
            "title" => format!("''{value}''"),
            "page" => format!("p. {value}"),
            "pages" => format!("pp. {value}"),
            _ => value.to_owned(),
        });
    }
    let link = field("url").map(|url| format!(" [{url}]")).unwrap_or_default();
    format!("{}{link}", found.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_display_an_argument_or_nothing() {
        let text = |text: &str| Template::Text(text.to_owned());
        for (inside, expected) in [
            ("w|Jane Austen", text("Jane Austen")),
            ("w|Jane Austen|Jane", text("Jane")),
            ("Quote|text=[[a|b]]|author=c", text("[[a|b]]")),
            ("quote|1=a = b", text("a = b")),
            ("lang|de|Wort", text("Wort")),
            ("!", text("|")),
            ("citation needed|date=May", Template::Silent),
            ("DEFAULTSORT:Austen, Jane", Template::Silent),
            ("Infobox_x|a=b", Template::Unknown("Infobox x".to_owned())),
            (
                "cite book|last=Bell|first=Bo|title=Notes|year=1843|page=3|url=http://example.org",
                Template::Reference("Bo Bell, ''Notes'', 1843, p. 3 [http://example.org]".to_owned()),
            ),
        ] {
            assert_eq!(read(inside), expected, "{inside}");
        }
    }
}
