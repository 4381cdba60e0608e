//! The help of kzq and its commands: groups, width, examples, and the table of commands in the README.
//!
//! `KZQ_RECORD=1 cargo test --test e2e help` writes the table.

use std::fs;
use std::path::Path;
use std::process::Command;

use clap::CommandFactory;
use kzq::cli::{Args, commands_table};
use tempfile::TempDir;

use crate::support::command::kzq;
use crate::support::{KZQ, RECORDING, search_path};

/// The commands whose examples are run; the empty one is kzq itself. The others need a terminal, an editor or other
/// input, or write shell scripts; a test of the manual checks that kzq parses their examples.
const WITH_EXAMPLES: [&str; 16] = [
    "",
    "search",
    "export",
    "verify",
    "proofread",
    "compare",
    "config",
    "keys",
    "keywords",
    "paths",
    "random",
    "related",
    "show",
    "sources",
    "speakers",
    "topics",
];

/// The words of each command and subcommand; kzq itself has none.
fn commands() -> Vec<Vec<String>> {
    fn beneath(command: &clap::Command, words: &[String]) -> Vec<Vec<String>> {
        let mut all = vec![words.to_vec()];
        for under in command.get_subcommands() {
            let words: Vec<String> = words.iter().cloned().chain([under.get_name().to_owned()]).collect();
            all.extend(beneath(under, &words));
        }
        all
    }
    beneath(&Args::command(), &[])
}

/// The help of a command.
#[track_caller]
fn help<S: AsRef<str>>(words: &[S]) -> String {
    let done = kzq(words.iter().map(AsRef::as_ref).chain(["--help"])).run();
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{done:?}");
    done.stdout
}

/// The command lines of the examples in a help text.
fn examples(help: &str) -> Vec<&str> {
    let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
    lines.take_while(|line| !line.is_empty()).map(str::trim).collect()
}

#[test]
fn help_of_every_command_fits_80_columns() {
    for words in commands() {
        let help = help(&words);
        assert!(help.contains("Usage: kzq"), "{words:?}: {help}");
        let long: Vec<&str> = help.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(long.is_empty(), "{words:?}: {long:#?}");
    }
}

#[test]
fn help_lists_the_commands_in_groups() {
    let help = help::<&str>(&[]);
    let headings = help.lines().filter(|line| !line.starts_with(' ') && line.ends_with(':'));
    let expected = ["Read:", "Write:", "Check:", "Keep:", "Set up:", "Options:", "Examples:", "Exit status:"];
    assert_eq!(headings.collect::<Vec<_>>(), expected, "{help}");
    for command in Args::command().get_subcommands() {
        let start = format!("\n  {} ", command.get_name());
        let line = help.split_once(&start).map(|(_, rest)| rest.lines().next().unwrap_or_default().trim());
        let about = command.get_about().map(ToString::to_string);
        assert_eq!(line, about.as_deref(), "{}", command.get_name());
    }
}

#[test]
fn examples_in_help_work() {
    let home = TempDir::new().expect("a temporary directory");
    let file = |name: &str, text: &str| fs::write(home.path().join(name), text).expect(name);
    file("draft.md", "“We are moving forward with confidence,” said President Tokayev.\n");
    file("article.html", "<p>“The Analytical Engine has no pretensions,” wrote Ada Lovelace.</p>\n");
    file("article.txt", "We are moving forward with confidence.\n");
    file("notes.txt", "The Analytical Engine has no pretensions whatever.\n");
    file(
        "clippings.ron",
        r#"(schema: 1, id: "clippings", title: "Clippings", speakers: {"ada": (name: "Ada Lovelace")},
            sources: {"notes": (title: "Notes", text: "notes.txt")},
            entries: [Quote(id: "engine", by: "ada", source: (id: "notes"),
                text: "The Analytical Engine has no pretensions whatever.")])"#,
    );
    let programs = Path::new(KZQ).parent().expect("the program is in a directory").to_path_buf();
    let path = std::env::join_paths([programs].into_iter().chain(std::env::split_paths(&search_path()))).unwrap();
    let run = |line: &str| {
        let mut shell = Command::new("sh");
        shell.args(["-c", line]).current_dir(home.path()).env_clear().env("PATH", &path).env("HOME", home.path());
        let output = shell.output().expect("there is a shell");
        let text = |bytes| String::from_utf8(bytes).expect("kzq writes UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    assert_eq!(run("kzq list add speech bold-and-firm-reforms").0, Some(0));
    assert_eq!(run("kzq saved add monday topic:reform").0, Some(0));
    for command in WITH_EXAMPLES {
        let words: Vec<&str> = command.split_whitespace().collect();
        let help = help(&words);
        let examples = examples(&help);
        assert!((1..=5).contains(&examples.len()), "{command}: {examples:?}");
        for line in examples {
            let (code, stdout, stderr) = run(line);
            let is_browser =
                Args::command().get_subcommands().all(|known| !line.split(' ').any(|word| word == known.get_name()));
            if is_browser {
                assert_eq!(code, Some(2), "{line}");
                assert!(stderr.contains("the browser needs a terminal"), "{line}: {stderr}");
            } else {
                // `verify` and `proofread` may have findings; every other command must succeed.
                let has_findings = matches!(command, "verify" | "proofread") || line.contains(" proofread ");
                assert!(code == Some(0) || (code == Some(1) && has_findings), "{line}: {code:?}\n{stderr}");
                assert!(!stderr.contains("error:"), "{line}: {stderr}");
                assert!(!stdout.is_empty() || line.contains('>') || line.contains(" -o "), "{line}");
            }
        }
    }
    assert!(home.path().join("quotations.json").exists(), "an example writes it");
}

#[test]
fn command_table_in_the_readme_is_up_to_date() {
    const BEGIN: &str = "<!-- commands -->\n";
    const END: &str = "\n<!-- /commands -->";
    let _writing = RECORDING.lock();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).expect("there is a README");
    let (before, rest) = text.split_once(BEGIN).expect("the README has a place for the commands");
    let (shown, after) = rest.split_once(END).expect("the table of commands ends");
    let table = commands_table();
    if std::env::var_os("KZQ_RECORD").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).expect("the README is written");
    } else {
        assert_eq!(shown, table, "the commands drifted; KZQ_RECORD=1 cargo test --test e2e help writes them");
    }
}
