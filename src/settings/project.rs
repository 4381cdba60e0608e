//! [`ProjectFile`]: the file `.kzq.ron` at the root of a project.
//!
//! A project may come from a stranger: its file sets only which of the project's collections and texts drafts are checked
//! against, and what is not judged.

use std::path::{Component, Path, PathBuf};

use kzq_edit::string_literal;
use kzq_ron::{
    Diagnostic, FieldReader, FieldRole, Fields, FileKind, Node, Parser, RonTokenKind, Rule, Severity, Spanned,
    decode_utf8, is_blank, skip_trivia, tokens,
};
use kzq_text::Safe;

/// The name of the file.
pub const PROJECT_FILE_NAME: &str = ".kzq.ron";
/// The largest file that is read, in bytes.
pub const MAX_PROJECT_FILE_BYTES: u64 = 1 << 20;

const PROJECT: FileKind = FileKind {
    name: "project file",
    minimal_example: "()",
    opening_example: "(data: [\"quotations\"], …)",
    unknown_field_severity: Severity::Error,
    help_for_field: |_, _| Some("a project file sets `data`, `against` and `ignore`"),
};

/// What a project sets. Paths are relative to the directory of the file, and lead into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectFile {
    /// The collections of the project: files, or directories of them.
    pub data: Vec<PathBuf>,
    /// The texts that drafts are checked against.
    pub against: Vec<PathBuf>,
    /// The words of quotations that are not judged.
    pub ignore: Vec<String>,
}

/// What a path may lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathTarget {
    /// A regular file, or a directory.
    FileOrDirectory,
    /// A regular file.
    File,
}

/// Says why a path, relative to the directory of the file, does not lead to what it should within the project.
pub type CheckPath<'c> = dyn Fn(&Path, PathTarget) -> Result<(), Safe<'static>> + 'c;

/// Parses a project file, which diagnostics call `file`. An empty file sets nothing.
///
/// # Errors
///
/// All diagnostics, in the order of the file.
pub fn parse_project(file: &str, bytes: &[u8], check: &CheckPath<'_>) -> Result<ProjectFile, Vec<Diagnostic>> {
    let file = Safe::line(file).into_owned();
    let text = decode_utf8(&PROJECT, &file, bytes)?;
    if is_blank(text) {
        return Ok(ProjectFile::default());
    }
    let mut parser = Parser::with_kind(&PROJECT, file, text);
    let Some(fields) = parser.parse_file() else { return Err(parser.into_diagnostics()) };
    let mut given = FieldReader::new(&mut parser, "project file", Node::new(text), fields);
    let [data, against, ignore] = ["data", "against", "ignore"].map(|name| Some((name, given.take(name)?)));
    let reader = given.parser();
    let project = ProjectFile {
        data: paths(reader, data, PathTarget::FileOrDirectory, check),
        against: paths(reader, against, PathTarget::File, check),
        ignore: strings(reader, ignore).into_iter().map(|ignored| ignored.value).collect(),
    };
    given.finish();
    let findings = parser.into_diagnostics();
    if findings.is_empty() { Ok(project) } else { Err(findings) }
}

/// Adds words at the front of those that a project file ignores; everything else stays as it is. `None` if the text is
/// not a valid project file, or would no longer be one.
pub fn with_ignored(text: &str, words: &str) -> Option<String> {
    let words = string_literal(words);
    if is_blank(text) {
        return Some(format!("(\n    ignore: [{words}],\n)\n"));
    }
    let ignore = fields(text)?.0.into_iter().find(|(name, _)| name == "ignore").map(|(_, list)| list.span(text));
    let (at, item) = match ignore {
        Some(list) => (text[list.clone()].starts_with('[').then_some(list.start + 1)?, words),
        None => (beginning(text)?, format!("ignore: [{words}]")),
    };
    let rest = &text[at..];
    let is_empty = skip_trivia(rest).starts_with([']', ')']);
    // On a line of its own if the next one is.
    let line = rest.find(|c: char| !c.is_whitespace()).map(|next| &rest[..next]).filter(|gap| gap.contains('\n'));
    let added = match line {
        Some(gap) if !is_empty => format!("{gap}{item},"),
        _ => format!("{item}{}", if is_empty { "" } else { ", " }),
    };
    Some(format!("{}{added}{rest}", &text[..at])).filter(|text| fields(text).is_some())
}

/// The fields of a project file that has no mistake.
fn fields(text: &str) -> Option<Fields<'_>> {
    let mut parser = Parser::with_kind(&PROJECT, Safe::default(), text);
    let fields = parser.parse_file()?;
    (!parser.has_diagnostics()).then_some(fields)
}

/// Where the fields begin: after the first parenthesis that is in no bracket, as extensions are.
fn beginning(text: &str) -> Option<usize> {
    let mut depth = 0;
    let first = tokens(text).find(|token| match token.kind {
        RonTokenKind::Open if depth == 0 && token.text == "(" => true,
        RonTokenKind::Open => {
            depth += 1;
            false
        }
        RonTokenKind::Close => {
            depth -= 1;
            false
        }
        _ => false,
    });
    Some(first?.end())
}

/// Parses a list of texts that are not empty.
fn strings<'s>(parser: &mut Parser<'s>, field: Option<(&'static str, Node<'s>)>) -> Vec<Spanned<String>> {
    let Some((name, node)) = field else { return Vec::new() };
    let mut strings = Vec::new();
    for node in parser.parse::<Vec<Node<'s>>>(FieldRole::Field(name), node).unwrap_or_default() {
        let Some(string) = parser.parse_spanned::<String>(FieldRole::Item(name), node) else { continue };
        if string.value.trim().is_empty() {
            parser.error_with_help(Rule::Empty, string.span, "this text is empty", Some("remove it".into()));
        } else {
            strings.push(string);
        }
    }
    strings
}

/// Parses a list of paths that lead into the project.
fn paths<'s>(
    parser: &mut Parser<'s>,
    field: Option<(&'static str, Node<'s>)>,
    target: PathTarget,
    check: &CheckPath<'_>,
) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for Spanned { value, span } in strings(parser, field) {
        let path = PathBuf::from(value);
        let is_inside = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
        let is_hidden =
            |part: Component<'_>| matches!(part, Component::Normal(name) if name.as_encoded_bytes().starts_with(b"."));
        let first = path.components().next();
        let is_special = path == Path::new("-") || first == Some(Component::Normal("~".as_ref()));
        if is_special || !path.components().all(is_inside) {
            let help = "name a file of the project, relative to the directory of this file";
            parser.error_with_help(Rule::BadPath, span, "this path leads out of the project", Some(help.into()));
        } else if path.components().any(is_hidden) {
            let help = "rename it, or name another file";
            parser.error_with_help(Rule::BadPath, span, "hidden files are not read", Some(help.into()));
        } else if let Err(message) = check(&path, target) {
            parser.error(Rule::BadPath, span, message);
        } else {
            paths.push(path);
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<ProjectFile, Vec<String>> {
        let check = |path: &Path, target: PathTarget| match path.to_str() {
            Some("missing") => Err("there is no such file".into()),
            Some("directory") if target == PathTarget::File => Err("this is not a file".into()),
            _ => Ok(()),
        };
        parse_project(".kzq.ron", text.as_bytes(), &check).map_err(|findings| {
            let shown = |found: &Diagnostic| {
                let help = found.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
                format!("{}:{}: {}{help}", found.location.line, found.location.column, found.message)
            };
            findings.iter().map(shown).collect()
        })
    }

    #[test]
    fn project_file_sets_collections_texts_and_ignored_words() {
        let text = "(\n  // ours\n  data: [\"quotations\", \"./old/a.ron\"],\n  against: [\"talk.vtt\"],\n  ignore: [\"so-called\"],\n)";
        let expected = ProjectFile {
            data: vec!["quotations".into(), "./old/a.ron".into()],
            against: vec!["talk.vtt".into()],
            ignore: vec!["so-called".to_owned()],
        };
        assert_eq!(parse(text), Ok(expected));
        for text in ["", "// nothing\n", "()"] {
            assert_eq!(parse(text), Ok(ProjectFile::default()), "{text}");
        }
    }

    #[test]
    fn invalid_project_settings_are_located_errors() {
        let outside =
            "this path leads out of the project; name a file of the project, relative to the directory of this file";
        for (text, expected) in [
            ("(data: [\"a.ron\", \"/etc\"])", format!("1:18: {outside}")),
            ("(data: [\"a/../../b\"])", format!("1:9: {outside}")),
            ("(data: [\"~\"])", format!("1:9: {outside}")),
            ("(data: [\"-\"])", format!("1:9: {outside}")),
            ("(\n against: [\"~/a.txt\"])", format!("2:12: {outside}")),
            ("(data: [\".git/a.ron\"])", "1:9: hidden files are not read; rename it, or name another file".to_owned()),
            ("(data: [\"missing\"])", "1:9: there is no such file".to_owned()),
            ("(against: [\"directory\"])", "1:12: this is not a file".to_owned()),
            ("(ignore: [\"\"])", "1:11: this text is empty; remove it".to_owned()),
        ] {
            assert_eq!(parse(text), Err(vec![expected]), "{text}");
        }
        let [unknown] = &parse("(shelf: \"x\")").unwrap_err()[..] else { panic!() };
        assert!(unknown.starts_with("1:2: "), "{unknown}");
        assert!(unknown.contains("`data`, `against` and `ignore`"), "{unknown}");
    }

    #[test]
    fn ignored_words_are_inserted_first() {
        for (text, expected) in [
            ("", "(\n    ignore: [\"a \\\"b\\\"\"],\n)\n"),
            ("()", "(ignore: [\"a \\\"b\\\"\"])"),
            ("(data: [\"q\"])", "(ignore: [\"a \\\"b\\\"\"], data: [\"q\"])"),
            ("(ignore: [])", "(ignore: [\"a \\\"b\\\"\"])"),
            ("(ignore: [\"c\" /* why */,],)", "(ignore: [\"a \\\"b\\\"\", \"c\" /* why */,],)"),
            (
                "#![enable(implicit_some)]\n(\n  data: [\"q\"], // (ours\n)\n",
                "#![enable(implicit_some)]\n(\n  ignore: [\"a \\\"b\\\"\"],\n  data: [\"q\"], // (ours\n)\n",
            ),
            (
                "(\n    ignore: [\n        \"c\",\n    ],\n)",
                "(\n    ignore: [\n        \"a \\\"b\\\"\",\n        \"c\",\n    ],\n)",
            ),
        ] {
            let changed = with_ignored(text, "a \"b\"");
            assert_eq!(changed.as_deref(), Some(expected), "{text}");
            assert_eq!(parse(&changed.unwrap()).unwrap().ignore[0], "a \"b\"", "{text}");
        }
        for broken in ["(", "(ignore: 7)", "[1]", "(ignore: [\"a\"]"] {
            assert_eq!(with_ignored(broken, "b"), None, "{broken}");
        }
    }
}
