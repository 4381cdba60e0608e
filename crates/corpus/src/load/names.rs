//! Names of persons and organisations: of speakers, and of those who made a source.

use std::ops::Range;

use kzq_ron::{FieldReader, FieldRole, Fields, Node, Parser, Rule, Spanned, quote_for_message, skip_trivia};
use kzq_text::{Safe, organisations, persons};

/// Parses a required single-line text that must not be empty.
pub(super) fn required_line(fields: &mut FieldReader<'_, '_>, name: &'static str) -> Option<Safe<'static>> {
    let Spanned { value, span } = fields.required::<String>(name)?;
    if value.trim().is_empty() {
        fields.parser().error(Rule::Empty, span, kzq_text::safe!("`", name, "` is empty"));
        return None;
    }
    Some(Safe::line(value))
}

/// Whether a name is marked as that of an organisation.
pub(super) fn is_organisation(fields: &mut FieldReader<'_, '_>) -> bool {
    fields.optional::<bool>("organisation").is_some_and(|at| at.value)
}

/// Parses the names in a field: each a text, or `(name: "…", organisation: true)`. `or_one` allows one without a list.
pub(super) fn parse_names<'s>(
    fields: &mut FieldReader<'_, 's>,
    field: &'static str,
    or_one: bool,
    organisations: &mut Vec<Safe<'static>>,
) -> Vec<Safe<'static>> {
    let starts_with = |node: &Node<'_>, chars: &[char]| skip_trivia(node.as_str()).starts_with(chars);
    let Some(node) = fields.take(field) else { return Vec::new() };
    let parser = fields.parser();
    let nodes = if or_one && starts_with(&node, &['"', '(']) {
        vec![node]
    } else {
        parser.parse::<Option<Vec<Node<'s>>>>(FieldRole::Field(field), node).flatten().unwrap_or_default()
    };
    let parse_name = |node: Node<'s>| {
        if !starts_with(&node, &['(']) {
            let Spanned { value, span } = parser.parse_spanned::<String>(FieldRole::Item(field), node)?;
            let (name, is_braced) = without_braces(Safe::line(value));
            if is_braced {
                organisations.push(name.clone());
            } else {
                warn_of_several_names(parser, &name, span);
            }
            return Some(name);
        }
        let fields = parser.parse::<Fields<'_>>(FieldRole::Item(field), node)?;
        let mut row = FieldReader::new(parser, "name", node, fields);
        let name = required_line(&mut row, "name").map(without_braces);
        let is_marked = is_organisation(&mut row);
        row.finish();
        let (name, is_braced) = name?;
        if is_marked || is_braced {
            organisations.push(name.clone());
        }
        Some(name)
    };
    nodes.into_iter().filter_map(parse_name).collect()
}

/// Removes the braces around a name, with which BibTeX marks one that is never inverted.
pub(super) fn without_braces(name: Safe<'static>) -> (Safe<'static>, bool) {
    let inner = name.as_str().strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).map(str::trim);
    match inner.filter(|inner| !inner.is_empty() && !inner.contains(['{', '}'])) {
        Some(inner) => (Safe::line(inner.to_owned()), true),
        None => (name, false),
    }
}

/// Warns of a name that is several: `Jane Roe and Jim Poe`, `Jane Roe et al.`, `others`. The name of an organisation may
/// have an “and”.
fn warn_of_several_names(parser: &mut Parser<'_>, name: &Safe<'_>, span: Range<usize>) {
    let words: Vec<&str> = name.as_str().split_whitespace().collect();
    let is_others = persons::is_others(name.as_str()) || persons::without_others(name.as_str()).is_some();
    let joins = |word: &&str| matches!(word.to_lowercase().as_str(), "and" | "&" | "und" | "et" | ";");
    let has_of = words.iter().any(|word| matches!(*word, "of" | "for"));
    let is_joined = words.split_last().is_some_and(|(_, before)| before.iter().any(joins));
    let is_list = is_joined || words.iter().any(|word| word.ends_with(';'));
    let is_organisation = has_of || organisations::is_name_of_one(name.as_str());
    let (message, help) = if is_others {
        ("is not an author", "name the other authors, each in quotation marks, or leave them out")
    } else if is_list && !is_organisation {
        (
            "looks like several authors",
            "give each in quotation marks of its own, or mark an organisation: (name: \"…\", organisation: true)",
        )
    } else {
        return;
    };
    let message = kzq_text::safe!("“", quote_for_message(name.as_str()), "” ", message);
    parser.warn(Rule::SeveralNames, span, message, Some(Safe::from(help)));
}

#[cfg(test)]
mod tests {
    use crate::read;
    use kzq_ron::Rule;

    fn collection(names: &str) -> String {
        format!(
            r#"(schema: 1, id: "c", title: "C", sources: {{"s": (title: "S", authors: [{names}])}}, entries: [
                Quote(id: "q", text: "x", source: (id: "s"))])"#
        )
    }

    #[test]
    fn several_names_in_one_string_are_reported() {
        for (name, is_reported) in [
            ("Jane Roe and Jim Poe", true),
            ("Roe, Jane and Poe, Jim", true),
            ("Jane Roe & Jim Poe", true),
            ("Jane Roe; Jim Poe", true),
            ("Jane Roe et al.", true),
            ("et al.", true),
            ("others", true),
            ("and others", true),
            ("and Jim Poe", true),
            ("Jane Roe, Jim Poe, AND Al Bo", true),
            ("Jane Roe et al", true),
            ("Jane Roe", false),
            ("Alexander Anderson", false),
            ("Ortega y Gasset, José", false),
            ("{Simon and Schuster}", false),
            ("Department of Economic and Social Affairs, United Nations", false),
            ("Food and Drug Administration", false),
        ] {
            let reading = read("c.ron", collection(&format!("\"{name}\"")).as_bytes());
            let rules: Vec<Rule> = reading.diagnostics.iter().map(|diagnostic| diagnostic.rule).collect();
            assert_eq!(rules == [Rule::SeveralNames], is_reported, "{name}: {rules:?}");
            assert!(reading.corpus.is_some(), "{name}");
        }
    }

    #[test]
    fn braces_mark_an_organisation() {
        let names = r#""{The Economist}", (name: "Human Rights", organisation: true), (name: "{Le Monde}"), "{A} {B}", "{}", "Jane Roe""#;
        let corpus = read("c.ron", collection(names).as_bytes()).corpus.unwrap();
        let source = &corpus.sources()[0];
        let got: Vec<(&str, bool)> =
            source.authors.iter().map(|name| (name.as_str(), source.is_organisation(name))).collect();
        assert_eq!(
            got,
            [
                ("The Economist", true),
                ("Human Rights", true),
                ("Le Monde", true),
                ("{A} {B}", false),
                ("{}", false),
                ("Jane Roe", false),
            ]
        );
    }
}
