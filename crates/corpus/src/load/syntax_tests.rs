//! The messages for collections with syntax errors.

use super::read;
use kzq_ron::Rule;

/// Returns the text underlined by the only diagnostic of an invalid collection, and its message.
fn fault(ron: &str) -> (String, String) {
    let findings = read("x.ron", ron.as_bytes()).diagnostics;
    let [finding] = &findings[..] else { panic!("{ron}: {findings:#?}") };
    assert_eq!(finding.rule, Rule::Syntax, "{ron}");
    let place = &finding.location;
    (place.excerpt.as_str()[place.underline.clone()].to_owned(), finding.message.to_string())
}

#[test]
fn files_that_are_no_collection_are_rejected() {
    for (ron, marked, message) in [
        ("", "", "there is no collection in this file"),
        ("// nothing yet", "", "there is no collection in this file"),
        ("# Quotations", "#", "a collection begins with `(`; this is the word `#`"),
        ("My quotations", "My", "a collection begins with `(`; this is the word `My`"),
        ("Collection(schema: 1)", "Collection", "a collection begins with `(`; this is the word `Collection`"),
        ("[(schema: 1)]", "[", "a collection begins with `(`; this is a list"),
        ("\"schema\"", "\"schema\"", "a collection begins with `(`; this is a text"),
        ("(\"schema\": 1)", "\"schema\"", "a field's name has no quotation marks"),
        ("(1, 2)", "1", "this is not the name of a field"),
        ("(by-line: \"a\")", "by-line", "this is not the name of a field"),
    ] {
        assert_eq!(fault(ron), (marked.to_owned(), message.to_owned()), "{ron}");
    }
}

#[test]
fn errors_underline_the_mistake_itself() {
    for (ron, marked, message) in [
        ("(id: \"a\",\n title: \"b", "\"b", "this text is never closed"),
        ("(id: \"a\",\n topics: [\n", "[", "this `[` is never closed"),
        ("(id: \"a\", /* no /* end */", "/* end */", "this comment is never closed"),
        ("(id: \"a\"\n// more\n title: \"b\")", "", "a comma is missing here"),
        ("(id \"a\")", "\"a\"", "a colon is missing between `id` and this"),
        ("(id: “a”)", "“", "text must be in straight double quotes"),
        ("(id: 'ab')", "'ab'", "text must be in double quotes, not single ones"),
        ("(date: 2025-05-29)", "2025-05-29", "this is not a number; text must be in double quotes"),
        ("(url: https://a.b\n)", "https:", "text must be in double quotes"),
        ("(by: the mayor)", "the mayor", "text must be in double quotes"),
        ("(a: [\"b\"] \"c\")", "\"c\"", "a comma is missing before this"),
        ("(a: (b: 1]", "]", "this `]` does not close the `(` of line 1"),
        ("(a: [1, )])", ")", "this `)` does not close the `[` of line 1"),
        ("(id: \"a\"))", ")", "the collection is closed before this"),
        ("(a: [\nQ(b: 1,\nQ(c: 2)])", "(", "this `(` is not closed before the `Q(` of line 3"),
        ("(a: [(b: 1), (b: 2),\nc: 3)", "[", "this list is not closed before the field `c`"),
        ("(a: [Q(b: 1), c: 3)])", ")", "this `)` closes the `(` of line 1, but its field `c` follows"),
        ("(a: )", ")", "a value is missing before this"),
        ("(a: , b: 1)", ",", "a value is missing before this"),
        ("(a: @b)", "@", "unexpected char '@'"),
        ("(a: [b: 1])", "b", "the field `b` must be in parentheses"),
        ("(a: 3 \"b\")", "\"b\"", "a comma is missing before this"),
        ("(a: Asked \"b\")", "\"b\"", "the text after `Asked` must be in parentheses"),
        ("(a: \"\\u{110000}\")", "\\u{110000}", "there is no escape `\\u{110000}`"),
    ] {
        assert_eq!(fault(ron), (marked.to_owned(), message.to_owned()), "{ron}");
    }
}

#[test]
fn long_words_are_truncated_in_messages() {
    let (_, message) = fault(&"x".repeat(5_000));
    assert_eq!(message, format!("a collection begins with `(`; this is the word `{}…`", "x".repeat(60)));
}

#[test]
fn too_deeply_nested_brackets_are_rejected() {
    let deep = format!("(a: {}", "[".repeat(100_000));
    assert_eq!(fault(&deep).1, "brackets are nested too deep here");
}

#[test]
fn type_errors_name_the_expected_and_the_actual_type() {
    for (field, marked, message) in [
        ("id: 7", "7", "`id` must be a text in double quotes; this is the number 7"),
        ("id: 'x'", "'x'", "`id` must be a text in double quotes; this is in single quotes"),
        ("schema: -1", "-1", "`schema` must be a whole number, not below 0; this is the number -1"),
        ("schema: 1.5", "1.5", "`schema` must be a whole number, not below 0; this is the number 1.5"),
        ("topics: {}", "{", "`topics` must be a list: […]; this is a map"),
        ("topics: [\"a\"]", "\"a\"", "each of `topics` must be fields in parentheses: (…); this is a text"),
        ("speakers: []", "[", "`speakers` must be a map: {\"…\": …}; this is a list"),
        (
            "speakers: {a: (name: \"A\")}",
            "a",
            "each key of `speakers` must be a text in double quotes; this is the word `a`",
        ),
    ] {
        let name = field.split(':').next().unwrap();
        let others = ["schema: 1", "id: \"x\"", "title: \"X\"", "entries: []"];
        let others: Vec<&str> = others.into_iter().filter(|other| !other.starts_with(name)).collect();
        let ron = format!("({field} /* so */, {})", others.join(", "));
        assert_eq!(fault(&ron), (marked.to_owned(), message.to_owned()), "{ron}");
    }
}
