//! The manual pages: what clap knows of each command, and sections of our own.

use std::io;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, italic, roman};

use kzq_search::{FieldName, FieldValues};

/// What the user may type in a query, besides fields.
const QUERY_FORMS: [(&str, &str); 8] = [
    ("security council", "entries with both words; also in speakers, sources, topics, tags and notes"),
    ("\"security council\"", "the exact phrase"),
    ("!war", "entries without the word; -war is the same"),
    ("war OR peace", "entries with either word"),
    ("(war OR peace) treaty", "entries with “treaty” and either of the others"),
    ("\"climate policy\"~5", "the words at most five words apart"),
    ("/^colou?r/", "words that a regular expression matches"),
    ("topic:un-reform", "entries with a matching field (see below)"),
];

/// The files of the user, each with what it is for, where the environment does not move them.
const FILES: [(&str, &str); 7] = [
    ("~/.config/kzq/config.ron", "settings"),
    ("~/.config/kzq/themes/", "your own themes"),
    ("~/.local/share/kzq/quotations.ron", "your own collection, which `kzq add` creates"),
    ("~/.local/share/kzq/shelf.jsonl", "stars, notes, lists, highlights and saved searches"),
    ("~/.local/share/kzq/edits.jsonl", "how to undo changes to collections"),
    ("~/.local/state/kzq/", "where you left off, unfinished notes and reviews, and text copied without a clipboard"),
    ("~/.cache/kzq/", "copies of large collections, and names for shell completion; can be deleted at any time"),
];

/// An environment variable that overrides a setting, and what that does.
pub(super) type Variable = (&'static str, &'static str);

/// Environment variables that are not settings.
const VARIABLES: [(&str, &str); 5] = [
    ("KZQ_CONFIG", "Use this settings file."),
    ("NO_COLOR", "If set, print and draw without colours."),
    ("VISUAL, EDITOR", "The editor for notes and collections."),
    ("BROWSER", "The program that opens web addresses."),
    ("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME, XDG_CACHE_HOME", "Override the directories of the files."),
];

/// The names of the pages: of kzq, and of each command.
pub(super) fn names(root: &Command) -> Vec<Option<&str>> {
    let commands = root.get_subcommands().filter(|command| !command.is_hide_set()).map(Command::get_name);
    std::iter::once(None).chain(commands.filter(|name| *name != "help").map(Some)).collect()
}

/// The name of the file of a page.
pub(super) fn file_name(command: Option<&str>) -> String {
    command.map_or_else(|| "kzq.1".to_owned(), |name| format!("kzq-{name}.1"))
}

/// The page of kzq or of a command, in roff; `None` if there is no such command.
///
/// # Errors
///
/// If the page can't be rendered, which does not happen.
pub(super) fn page(root: &Command, name: Option<&str>, settings: &[Variable]) -> io::Result<Option<String>> {
    let mut root = root.clone();
    root.build();
    let command = match name {
        None => &root,
        Some(name) => match root.find_subcommand(name).filter(|_| names(&root).contains(&Some(name))) {
            Some(command) => command,
            None => return Ok(None),
        },
    };
    let title = name.map_or_else(|| "kzq".to_owned(), |name| format!("kzq-{name}"));
    let shown = command.clone().display_name(title.clone());
    let man = Man::new(shown).title(title).manual("kzq manual").source(concat!("kzq ", env!("CARGO_PKG_VERSION")));
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut roff = Roff::new();
    commands(&mut roff, command, name);
    examples(&mut roff, command);
    if name.is_none() || takes_query(command) {
        queries(&mut roff);
    }
    files(&mut roff);
    environment(&mut roff, settings);
    exit_status(&mut roff, &root);
    see_also(&mut roff, &root, name);
    roff.to_writer(&mut page)?;
    Ok(Some(String::from_utf8(page).map_err(io::Error::other)?))
}

/// A list of terms, each with what it means.
fn terms(roff: &mut Roff, rows: impl IntoIterator<Item = (Vec<Inline>, String)>) {
    for (term, meaning) in rows {
        roff.control("TP", []).text(term).text([roman(meaning)]);
    }
}

/// The commands of kzq, or those below a command with their arguments.
fn commands(roff: &mut Roff, command: &Command, name: Option<&str>) {
    let visible: Vec<&Command> =
        command.get_subcommands().filter(|below| !below.is_hide_set() && below.get_name() != "help").collect();
    if visible.is_empty() {
        return;
    }
    roff.control("SH", ["COMMANDS"]);
    terms(
        roff,
        visible.into_iter().map(|below| {
            let about = below.get_about().map(ToString::to_string).unwrap_or_default();
            let term = match name {
                None => vec![bold(format!("kzq-{}", below.get_name())), roman("(1)")],
                Some(name) => {
                    let mut term = vec![bold(format!("kzq {name} {}", below.get_name()))];
                    for arg in below.get_positionals() {
                        let value = arg.get_value_names().and_then(|names| names.first());
                        let value = value.map_or_else(|| arg.get_id().as_str().to_uppercase(), ToString::to_string);
                        term.extend([roman(" "), italic(value)]);
                    }
                    term
                }
            };
            (term, about)
        }),
    );
}

/// The examples in the help of a command, each with the comment after it.
pub(super) fn examples_of(command: &Command) -> Vec<(String, Option<String>)> {
    let help = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
    let lines = lines.take_while(|line| !line.trim().is_empty());
    let split = |line: &str| match line.split_once("  # ") {
        Some((line, comment)) => (line.trim().to_owned(), Some(comment.trim().to_owned())),
        None => (line.trim().to_owned(), None),
    };
    lines.map(|line| split(line.trim())).collect()
}

fn examples(roff: &mut Roff, command: &Command) {
    roff.control("SH", ["EXAMPLES"]);
    terms(
        roff,
        examples_of(command).into_iter().map(|(line, comment)| {
            let comment = comment.map(|comment| format!("({comment})")).unwrap_or_default();
            (vec![bold(line)], comment)
        }),
    );
}

fn takes_query(command: &Command) -> bool {
    let is_query = |names: &[clap::builder::Str]| names.iter().any(|name| name == "QUERY");
    command.get_arguments().any(|arg| arg.get_value_names().is_some_and(is_query))
}

fn queries(roff: &mut Roff) {
    roff.control("SH", ["QUERIES"]);
    roff.text([roman("In the filter of the browser, and wherever a command takes a query:")]);
    terms(roff, QUERY_FORMS.map(|(form, meaning)| (vec![bold(form)], meaning.to_owned())));
    roff.control("SS", ["Fields"]);
    terms(
        roff,
        FieldName::ALL.map(|field| {
            let row = field.row();
            let values = match row.values {
                FieldValues::Name(what) | FieldValues::Dates(what) => what.replace('`', ""),
                FieldValues::Words(_) | FieldValues::Orders => row.values.words().join(", "),
            };
            (vec![bold(format!("{}:", row.name))], format!("{}; the value is {values}.", row.doc))
        }),
    );
}

fn files(roff: &mut Roff) {
    roff.control("SH", ["FILES"]);
    terms(roff, FILES.map(|(file, what)| (vec![italic(file)], what.replace('`', ""))));
}

fn environment(roff: &mut Roff, settings: &[Variable]) {
    roff.control("SH", ["ENVIRONMENT"]);
    let is_other = |name: &str| VARIABLES.iter().any(|(other, _)| *other == name);
    let settings = settings.iter().filter(|(name, _)| !is_other(name)).map(|(name, summary)| {
        (vec![bold(*name)], format!("{} It overrides the settings file.", summary.replace('`', "")))
    });
    let others = VARIABLES.map(|(name, what)| (vec![bold(name)], what.replace('`', "")));
    terms(roff, settings.chain(others));
}

/// The exit codes, as the help of kzq has them.
fn exit_status(roff: &mut Roff, root: &Command) {
    roff.control("SH", ["EXIT STATUS"]);
    let help = root.get_after_help().map(ToString::to_string).unwrap_or_default();
    let rows = help.lines().skip(1).take_while(|line| !line.is_empty()).filter_map(|line| line.trim().split_once("  "));
    terms(roff, rows.map(|(code, meaning)| (vec![bold(code)], meaning.trim().replace('`', ""))));
}

fn see_also(roff: &mut Roff, root: &Command, name: Option<&str>) {
    let others = names(root).into_iter().filter(|other| *other != name);
    let mut line = Vec::new();
    for other in others.take(if name.is_some() { 1 } else { usize::MAX }) {
        if !line.is_empty() {
            line.push(roman(", "));
        }
        line.extend([bold(other.map_or_else(|| "kzq".to_owned(), |other| format!("kzq-{other}"))), roman("(1)")]);
    }
    roff.control("SH", ["SEE ALSO"]).text(line);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli;

    /// Splits a command line into words like a shell.
    fn words(line: &str) -> Vec<std::ffi::OsString> {
        let (mut words, mut word, mut quote, mut is_word) = (Vec::new(), String::new(), None, false);
        for c in line.chars() {
            match (quote, c) {
                (Some(open), _) if c == open => quote = None,
                (Some(_), _) => word.push(c),
                (None, '"' | '\'') => (quote, is_word) = (Some(c), true),
                (None, ' ') if is_word => {
                    words.push(std::mem::take(&mut word).into());
                    is_word = false;
                }
                (None, ' ') => {}
                (None, _) => {
                    word.push(c);
                    is_word = true;
                }
            }
        }
        words.extend(is_word.then(|| word.into()));
        words
    }

    #[test]
    fn every_example_is_a_valid_command_line() {
        let root = cli::command();
        for name in names(&root) {
            let command = name.map_or(&root, |name| root.find_subcommand(name).unwrap());
            let examples = examples_of(command);
            assert!(!examples.is_empty(), "{name:?} has no examples");
            for (line, _) in examples {
                // Only the first program of a pipeline; a substitution of the shell is one word.
                let line = line
                    .split([' '])
                    .take_while(|word| !["|", ">", "<", "&&"].contains(word))
                    .collect::<Vec<_>>()
                    .join(" ");
                let line = line.split("$(").next().unwrap_or_default().to_owned()
                    + if line.contains("$(") { "word" } else { "" };
                assert!(line.starts_with("kzq"), "{line}");
                if let Err(error) = cli::parse(&words(&line)) {
                    panic!("{line}: {error}");
                }
            }
        }
    }

    #[test]
    fn every_page_has_its_sections() {
        let root = cli::command();
        for name in names(&root) {
            let page = page(&root, name, &[("KZQ_DATA", "What to load.")]).unwrap().unwrap();
            for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "FILES", "ENVIRONMENT", "SEE ALSO"] {
                assert!(
                    page.contains(&format!("\n.SH {section}\n")) || page.contains(&format!(".SH \"{section}\"")),
                    "{name:?} {section}"
                );
            }
            assert!(page.contains("KZQ_DATA") && page.contains("KZQ_CONFIG"));
        }
        assert!(page(&root, Some("search"), &[]).unwrap().unwrap().contains(".SH QUERIES"));
        assert_eq!(page(&root, Some("help"), &[]).unwrap(), None);
        assert_eq!(page(&root, Some("../x"), &[]).unwrap(), None);
    }
}
