//! The commands in groups: in the help of kzq, and as a table for the README.

use std::fmt::Write;

use super::command::GROUPS;
use clap::builder::styling::Styles;
use clap::{Arg, Command};

/// Columns for the names of commands in the help.
const NAME_COLUMNS: usize = 13;

/// Lists the commands of kzq by group in its help; clap has no headings for subcommands.
pub(super) fn with_groups(command: Command, styles: &Styles) -> Command {
    let (header, literal) = (styles.get_header(), styles.get_literal());
    let mut template = "{about-with-newline}\n{usage-heading} {usage}\n".to_owned();
    for (heading, commands) in GROUPS {
        // Writing to a string cannot fail.
        let _ = writeln!(template, "\n{header}{heading}:{header:#}");
        for (name, about) in with_abouts(&command, commands) {
            let _ = writeln!(template, "  {literal}{name}{literal:#}{:1$}{about}", "", NAME_COLUMNS - name.len());
        }
    }
    let _ = write!(template, "\n{header}Options:{header:#}\n{{options}}{{after-help}}");
    command.help_template(template)
}

/// Returns the commands as a Markdown table, by group.
pub(super) fn commands_table(command: &Command) -> String {
    let mut table = "| command | what it does |\n|---|---|\n".to_owned();
    for (index, (heading, commands)) in GROUPS.iter().enumerate() {
        let _ = writeln!(table, "| **{heading}** | |");
        if index == 0 {
            table.push_str("| `kzq` | open the browser |\n");
        }
        for (name, about) in with_abouts(command, commands) {
            let _ = write!(table, "| `kzq {name}");
            let arguments = command.find_subcommand(name).into_iter().flat_map(Command::get_positionals);
            for argument in arguments {
                let _ = write!(table, " {}", argument_usage(argument));
            }
            let (first, rest) = about.split_at(about.chars().next().map_or(0, char::len_utf8));
            let _ = writeln!(table, "` | {}{rest} |", first.to_lowercase());
        }
    }
    table.truncate(table.trim_end().len());
    table
}

/// Commands with what they do.
fn with_abouts<'n>(command: &Command, names: &'n [&str]) -> impl Iterator<Item = (&'n str, String)> {
    names.iter().map(move |&name| {
        let about = command.find_subcommand(name).and_then(Command::get_about);
        (name, about.map(ToString::to_string).unwrap_or_default())
    })
}

/// A positional argument as in a synopsis: `ID`, `[QUERY…]`.
fn argument_usage(argument: &Arg) -> String {
    let name = argument.get_value_names().and_then(|names| names.first());
    let name = name.map_or_else(|| argument.get_id().as_str().to_uppercase(), ToString::to_string);
    let is_list = argument.get_num_args().is_some_and(|count| count.max_values() > 1);
    let name = if is_list { name + "…" } else { name };
    if argument.is_required_set() { name } else { format!("[{name}]") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command;

    #[test]
    fn every_command_is_in_one_group() {
        let command = command();
        let mut known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        let mut listed: Vec<&str> = GROUPS.iter().flat_map(|(_, commands)| *commands).copied().collect();
        known.sort_unstable();
        listed.sort_unstable();
        assert_eq!(listed, known);
        assert!(listed.iter().all(|name| name.len() < NAME_COLUMNS));
    }
}
