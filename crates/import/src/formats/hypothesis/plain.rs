//! Annotations as text: a summary, and a block of labelled lines for each.

use super::annotation::Annotation;
use crate::format::ReadError;
use crate::item::Sink;

/// The labels of lines.
const LABELS: [&str; 8] = ["Created at", "Author", "Page", "Type", "Quote", "Comment", "Tags", "Group"];

/// Whether a text has a summary and a first annotation.
pub(super) fn matches(text: &str) -> bool {
    let mut head = text.lines().take(40);
    head.any(|line| line.starts_with("Total annotations:")) && head.any(|line| number(line) == Some(1))
}

/// The number of an annotation whose block this line begins: `Annotation 3:`.
fn number(line: &str) -> Option<usize> {
    line.trim_end().strip_prefix("Annotation ")?.strip_suffix(':')?.parse().ok()
}

/// Reads a text.
pub(super) fn read(text: &str, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let lines: Vec<(usize, &str)> = (1..).zip(text.lines()).collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|&at| number(lines[at].1).is_some()).collect();
    if starts.is_empty() {
        return Err(ReadError::of_file("no annotation found: a line such as `Annotation 1:`"));
    }
    let head = &lines[..starts.first().copied().unwrap_or(0)];
    let is_address =
        |line: &str| ["http://", "https://", "urn:", "file:"].iter().any(|scheme| line.starts_with(scheme));
    let uri = head.iter().position(|(_, line)| is_address(line.trim()));
    let title = uri.and_then(|at| at.checked_sub(1)).map_or("", |at| head[at].1.trim());
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(lines.len());
        let about = Annotation {
            line: lines[start].0,
            uri: uri.map_or(String::new(), |at| head[at].1.trim().to_owned()),
            title: title.to_owned(),
            ..Annotation::default()
        };
        if !sink.accept(annotation(&lines[start + 1..end], about).into_item()) {
            break;
        }
    }
    Ok(())
}

/// Splits the lines of a block into labels and values; lines without a label belong to the one before.
fn labelled<'t>(lines: &[(usize, &'t str)]) -> Vec<(&'t str, Vec<&'t str>)> {
    let mut values: Vec<(&str, Vec<&str>)> = Vec::new();
    for (_, line) in lines {
        let label = line.split_once(": ").or_else(|| Some((line.strip_suffix(':')?, "")));
        match label.filter(|(label, _)| LABELS.contains(label) && values.iter().all(|(known, _)| known != label)) {
            Some((label, value)) => values.push((label, vec![value])),
            None if values.is_empty() => values.push(("Created at", vec![line])),
            None => values.last_mut().into_iter().for_each(|(_, value)| value.push(line)),
        }
    }
    values
}

fn annotation(lines: &[(usize, &str)], mut about: Annotation) -> Annotation {
    let mut values = labelled(lines);
    // Former exports give the name alone, in the line before the quotation.
    if values.iter().all(|(label, _)| *label != "Author") {
        let quote = values.iter().position(|(label, _)| *label == "Quote");
        if let Some((_, before)) = quote.and_then(|at| at.checked_sub(1)).and_then(|at| values.get_mut(at)) {
            about.user = if before.len() > 1 { before.pop().unwrap_or_default().to_owned() } else { String::new() };
        }
    }
    for (label, value) in values {
        let value = value.join("\n").trim().to_owned();
        match label {
            "Created at" => about.created = value,
            "Author" => about.user = value,
            "Page" => about.page = value,
            "Type" => about.is_reply = value.eq_ignore_ascii_case("reply"),
            "Quote" => unquoted(&value).clone_into(&mut about.exact),
            "Comment" => about.comment = value,
            "Tags" => about.tags = value.split(',').map(|tag| tag.trim().to_owned()).collect(),
            _ => {}
        }
    }
    about
}

/// The quotation without the marks that the export puts around it. `"null"` means that there is no quotation.
fn unquoted(value: &str) -> &str {
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    if inner == "null" { "" } else { inner }
}
