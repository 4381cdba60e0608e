//! Lists in one value, such as tags in a cell.

use std::borrow::Cow;

use kzq_text::steps::count;

/// Splits a list: `['a', 'b']` as Python writes it, `["a", "b"]`, `a, b`, `a; b`, `#a #b`.
pub(super) fn split_list(text: &str) -> Vec<Cow<'_, str>> {
    let is_tagged = || text.starts_with('#') && text.split_whitespace().all(|word| word.starts_with('#'));
    let items: Vec<Cow<'_, str>> = match text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
        Some(inner) => split_quoted(inner).into_iter().map(Cow::Owned).collect(),
        None if text.contains(';') => text.split(';').map(Cow::Borrowed).collect(),
        None if text.contains(',') => text.split(',').map(Cow::Borrowed).collect(),
        None if is_tagged() => text.split_whitespace().map(Cow::Borrowed).collect(),
        None => vec![Cow::Borrowed(text)],
    };
    items.into_iter().map(without_hash).filter(|item| !item.is_empty()).collect()
}

fn without_hash(item: Cow<'_, str>) -> Cow<'_, str> {
    match item {
        Cow::Borrowed(item) => Cow::Borrowed(item.trim().trim_start_matches('#')),
        Cow::Owned(item) => Cow::Owned(item.trim().trim_start_matches('#').to_owned()),
    }
}

/// Splits the inside of a list in brackets, whose items may be in single or double marks.
fn split_quoted(inner: &str) -> Vec<String> {
    let mut closings = ['\'', '"'].map(|mark| (mark, closing_marks(inner, mark).peekable()));
    let mut items = Vec::new();
    let mut at = inner.len() - inner.trim_start().len();
    while at < inner.len() {
        let rest = &inner[at..];
        let own = closings.iter_mut().find(|(mark, _)| rest.starts_with(*mark));
        let quoted = own.and_then(|(mark, ends)| {
            while ends.next_if(|&end| end <= at).is_some() {}
            let &end = ends.peek()?;
            Some((inner[at + 1..end].replace(&format!("\\{mark}"), &mark.to_string()), end + 1))
        });
        let (item, end) = quoted.unwrap_or_else(|| {
            let item = rest.split(',').next().unwrap_or(rest);
            (item.trim().to_owned(), at + item.len())
        });
        count(end - at);
        items.push(item);
        at = inner.len() - inner[end..].trim_start_matches(|c: char| c == ',' || c.is_whitespace()).len();
    }
    items
}

/// Returns where a mark closes an item: before a comma or the end.
fn closing_marks(inner: &str, mark: char) -> impl Iterator<Item = usize> {
    inner.match_indices(mark).map(|(at, _)| at).filter(move |&at| {
        let after = inner[at + 1..].trim_start();
        count(1);
        !inner[..at].ends_with('\\') && (after.is_empty() || after.starts_with(','))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_text::steps::more_than_linear;

    #[test]
    fn lists_are_split_in_every_notation() {
        for (text, expected) in [
            ("['be-yourself', 'misattributed-oscar-wilde']", &["be-yourself", "misattributed-oscar-wilde"] as &[_]),
            (r#"["it's", 'rock ''n roll']"#, &["it's", "rock ''n roll"]),
            (r"['don\'t, please', 'b']", &["don't, please", "b"]),
            ("[a, b]", &["a", "b"]),
            ("a, b,, c", &["a", "b", "c"]),
            ("a b; c", &["a b", "c"]),
            ("#a #b", &["a", "b"]),
            ("one word", &["one word"]),
            ("[]", &[]),
        ] {
            assert_eq!(split_list(text), expected, "{text}");
        }
    }

    #[test]
    fn lists_are_split_in_linear_time() {
        for item in ["'a b, ", "'a', ", "a, ", "\\', "] {
            let list = |size: usize| format!("[{}]", item.repeat(size));
            let grown = more_than_linear(8, 10, list, |list| drop(split_list(list)));
            assert_eq!(grown, [], "{item}");
        }
    }
}
