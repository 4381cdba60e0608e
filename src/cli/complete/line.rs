//! What is at the cursor of a command line: a command, an option, or a value of an argument.

use clap::{Arg, Command};

use super::values::Values;

/// What may be at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The words that clap lists: commands, options, or the possible values of an argument, each with what it means.
    pub(crate) words: Vec<(String, String)>,
    /// The values of an argument that depend on the collections and the shelf.
    pub(crate) values: Option<Values>,
    /// What comes before the value in the word: `--source=`.
    pub(crate) before: String,
    /// The options before it that say what to load, as they are typed.
    pub(crate) options: Vec<String>,
}

/// The options that say what to load.
const OF_DATA: [&str; 4] = ["data", "example", "config", "shelf"];

/// Finds what is at the cursor: in the word `current`, after `words`, the first of which is the program.
pub(crate) fn place(root: &mut Command, words: &[String], current: &str) -> Place {
    root.build();
    let mut walk = Walk { path: Vec::new(), command: root, pending: None, positionals: 0, is_literal: false };
    let mut options = Vec::new();
    for word in words.iter().skip(1) {
        walk.step(word, &mut options);
    }
    walk.at(current, options)
}

/// The state after some words.
struct Walk<'c> {
    /// The names of the commands.
    path: Vec<&'c str>,
    command: &'c Command,
    /// The option whose value comes next.
    pending: Option<&'c Arg>,
    positionals: usize,
    /// Whether `--` came.
    is_literal: bool,
}

impl<'c> Walk<'c> {
    fn step(&mut self, word: &str, options: &mut Vec<String>) {
        if let Some(option) = self.pending.take() {
            note(option, Some(word), options);
        } else if self.is_literal || word == "-" || !word.starts_with('-') {
            match self.command.find_subcommand(word).filter(|_| self.positionals == 0 && !self.is_literal) {
                Some(command) => {
                    self.path.push(command.get_name());
                    self.command = command;
                }
                None => self.positionals += 1,
            }
        } else if word == "--" {
            self.is_literal = true;
        } else if let Some((option, value)) = self.option(word) {
            match value {
                None if takes_value(option) => self.pending = Some(option),
                value => note(option, value, options),
            }
        }
    }

    /// The option that a word is, with the value in it.
    fn option<'w>(&self, word: &'w str) -> Option<(&'c Arg, Option<&'w str>)> {
        if let Some(long) = word.strip_prefix("--") {
            let (name, value) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
            return Some((self.command.get_arguments().find(|arg| arg.get_long() == Some(name))?, value));
        }
        // Flags may be written together, the last with a value.
        let letters = word.strip_prefix('-')?;
        letters.char_indices().find_map(|(at, letter)| {
            let option = self.command.get_arguments().find(|arg| arg.get_short() == Some(letter))?;
            let rest = &letters[at + letter.len_utf8()..];
            let is_last = rest.is_empty() || takes_value(option);
            is_last.then(|| (option, Some(rest.strip_prefix('=').unwrap_or(rest)).filter(|rest| !rest.is_empty())))
        })
    }

    fn at(&self, current: &str, options: Vec<String>) -> Place {
        let nothing = Place { words: Vec::new(), values: None, before: String::new(), options };
        if let Some(option) = self.pending {
            return self.values(option, String::new(), nothing);
        }
        if !self.is_literal && current.starts_with('-') {
            if let Some((before, _)) = current.split_once('=').filter(|_| current.starts_with("--")) {
                let option = self.option(before).filter(|(option, _)| takes_value(option));
                return option
                    .map_or(nothing.clone(), |(option, _)| self.values(option, format!("{before}="), nothing));
            }
            let visible = self.command.get_arguments().filter(|arg| !arg.is_hide_set());
            let words =
                visible.filter_map(|arg| Some((format!("--{}", arg.get_long()?), help(arg.get_help())))).collect();
            return Place { words, ..nothing };
        }
        let positionals: Vec<&Arg> = self.command.get_positionals().collect();
        let many = |arg: &&&Arg| arg.get_num_args().is_some_and(|count| count.max_values() > 1);
        let positional = positionals.get(self.positionals).or(positionals.last().filter(many));
        let mut place = positional.map_or(nothing.clone(), |arg| self.values(arg, String::new(), nothing));
        if self.positionals == 0 && !self.is_literal {
            let commands = self.command.get_subcommands().filter(|command| !command.is_hide_set());
            place.words.extend(commands.map(|command| (command.get_name().to_owned(), help(command.get_about()))));
        }
        place
    }

    fn values(&self, arg: &Arg, before: String, nothing: Place) -> Place {
        let possible = arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set());
        let words = possible.map(|value| (value.get_name().to_owned(), help(value.get_help()))).collect();
        Place { words, values: Values::of(&self.path, arg), before, ..nothing }
    }
}

fn takes_value(option: &Arg) -> bool {
    option.get_action().takes_values()
}

/// Notes an option that says what to load.
fn note(option: &Arg, value: Option<&str>, options: &mut Vec<String>) {
    let name = option.get_long().filter(|name| OF_DATA.contains(name));
    options.extend(name.map(|name| value.map_or(format!("--{name}"), |value| format!("--{name}={value}"))));
}

/// The first line of a help text.
fn help(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default().lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: &str) -> Place {
        let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let current = words.pop().unwrap();
        place(&mut crate::cli::command(), &words, &current)
    }

    #[test]
    fn place_determines_the_expected_values() {
        for (line, values, before) in [
            ("kzq search ", Some(Values::Query), ""),
            ("kzq search war speaker:a", Some(Values::Query), ""),
            ("kzq -d x.ron search --limit 3 war", Some(Values::Query), ""),
            ("kzq search -- -a", Some(Values::Query), ""),
            ("kzq --query ", Some(Values::Query), ""),
            ("kzq --query=spe", Some(Values::Query), "--query="),
            ("kzq search --limit ", None, ""),
            ("kzq search --saved ", Some(Values::SavedSearches), ""),
            ("kzq search -n3 x", Some(Values::Query), ""),
            ("kzq search -jn ", None, ""),
            ("kzq show a", Some(Values::Entries), ""),
            ("kzq show a b c", Some(Values::Entries), ""),
            ("kzq show --source ", Some(Values::Sources), ""),
            ("kzq show --source=a", Some(Values::Sources), "--source="),
            ("kzq compare a", Some(Values::Entries), ""),
            ("kzq related a", Some(Values::Entries), ""),
            ("kzq related a b", None, ""),
            ("kzq edit a", Some(Values::Entries), ""),
            ("kzq note a", Some(Values::Entries), ""),
            ("kzq note a b", None, ""),
            ("kzq star a", Some(Values::Entries), ""),
            ("kzq list show ", Some(Values::Lists), ""),
            ("kzq list add monday ", Some(Values::Entries), ""),
            ("kzq list add monday a ", Some(Values::Entries), ""),
            ("kzq list rename monday ", None, ""),
            ("kzq saved delete ", Some(Values::SavedSearches), ""),
            ("kzq saved add x ", Some(Values::Query), ""),
            ("kzq export --list ", Some(Values::Lists), ""),
            ("kzq export --id ", None, ""),
            ("kzq verify --source ", Some(Values::SourceFile), ""),
            ("kzq --theme ", Some(Values::Themes), ""),
            ("kzq config --show-theme ", Some(Values::Themes), ""),
            ("kzq add --by ", Some(Values::Speakers), ""),
            ("kzq add --topic ", Some(Values::Topics), ""),
            ("kzq add --tag ", Some(Values::Tags), ""),
            ("kzq add --lang ", Some(Values::Languages), ""),
            ("kzq import --speaker ", Some(Values::Speakers), ""),
            ("kzq proofread ", Some(Values::Files), ""),
            ("kzq proofread --against ", Some(Values::Files), ""),
            ("kzq --data ", Some(Values::Files), ""),
            ("kzq extract ", Some(Values::Files), ""),
        ] {
            let place = at(line);
            assert_eq!((place.values, place.before.as_str()), (values, before), "{line}");
        }
    }

    #[test]
    fn commands_options_and_possible_values_are_listed() {
        for (line, word) in [
            ("kzq ", "search"),
            ("kzq list ", "show"),
            ("kzq -", "--data"),
            ("kzq search --", "--limit"),
            ("kzq search --", "--data"),
            ("kzq search --format ", "markdown"),
            ("kzq search -f ", "markdown"),
            ("kzq search --format=", "markdown"),
            ("kzq export --group-by ", "topic"),
            ("kzq completions ", "zsh"),
            ("kzq count --by ", "speaker"),
            ("kzq help ", "search"),
        ] {
            let words = at(line).words;
            assert!(words.iter().any(|(text, doc)| text == word && !doc.contains('\n')), "{line}: {words:?}");
        }
        assert!(!at("kzq search --").words.iter().any(|(text, _)| text == "--theme"));
    }

    #[test]
    fn options_that_select_files_are_collected() {
        let options = at("kzq -d a.ron --data=b.ron search --config c --shelf s --example ").options;
        assert_eq!(options, ["--data=a.ron", "--data=b.ron", "--config=c", "--shelf=s", "--example"]);
    }

    /// Every value is completed, or listed here as one that can't be.
    #[test]
    fn every_argument_is_completed_or_listed_as_free() {
        const FREE: [&str; 21] = [
            "N",
            "NUMBER",
            "TEMPLATE",
            "TEXT",
            "PAGE",
            "URL",
            "DATE",
            "NOTE",
            "NEW NAME",
            "TITLE",
            "FIELD=COLUMN",
            "NAME",
            "ID",
            "source",
            "encoding",
            "name",
            "SOURCE",
            "title",
            "COMMAND",
            "SHELL",
            "REVIEWER",
        ];
        fn visit(path: &[&str], command: &Command, missing: &mut Vec<String>) {
            for arg in command.get_arguments().filter(|arg| takes_value(arg) && !arg.is_hide_set()) {
                let name = arg.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
                let is_known = Values::of(path, arg).is_some() || !arg.get_possible_values().is_empty();
                if !is_known && !FREE.contains(&name) {
                    missing.push(format!("{path:?} {} {name}", arg.get_id()));
                }
            }
            for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
                visit(&[path, &[command.get_name()]].concat(), command, missing);
            }
        }
        let mut root = crate::cli::command();
        root.build();
        let mut missing = Vec::new();
        visit(&[], &root, &mut missing);
        assert_eq!(missing, Vec::<String>::new());
    }
}
