//! The table of commands that are typed into the palette: `:sort date`, `:42`.
//!
//! The palette, its completion, the help and the documentation are all made from [`COMMANDS`].

use kzq_text::{Safe, safe};

/// A command that is typed into the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Goes to a row of the list.
    GoToRow,
    /// Sets the order of the list.
    Sort,
    /// Filters by a collection.
    Open,
    /// Filters by a topic.
    Topic,
    /// Filters by a speaker.
    Speaker,
    /// Filters by one of the user's lists.
    List,
    /// Runs a saved search.
    Search,
    /// Saves the filter under a name.
    Save,
    /// Renames a saved search.
    Rename,
    /// Changes the theme.
    Theme,
    /// Writes entries into a file that is not there yet.
    Write,
    /// Writes entries into a file, whether it exists or not.
    Overwrite,
    /// Quits.
    Quit,
}

/// One row of the table of commands.
#[derive(Debug)]
pub struct CommandRow {
    /// The command that the row describes.
    pub command: Command,
    /// The name as typed; empty if the argument alone is the command.
    pub name: &'static str,
    /// What is typed after the name, if anything.
    pub argument: Option<Argument>,
    /// What the command does, in a few words.
    pub doc: &'static str,
}

/// The argument of a command.
#[derive(Debug)]
pub struct Argument {
    /// What the help shows in its place.
    pub placeholder: &'static str,
    /// What it is, in a message.
    pub kind: &'static str,
    /// Whether it may be anything, not only what is offered.
    pub is_free: bool,
}

const fn offered(placeholder: &'static str, kind: &'static str) -> Argument {
    Argument { placeholder, kind, is_free: false }
}

const fn free(placeholder: &'static str, kind: &'static str) -> Argument {
    Argument { placeholder, kind, is_free: true }
}

const fn row(command: Command, name: &'static str, argument: Option<Argument>, doc: &'static str) -> CommandRow {
    CommandRow { command, name, argument, doc }
}

/// Every command, once.
pub static COMMANDS: [CommandRow; 13] = [
    row(Command::GoToRow, "", Some(free("NUMBER", "row")), "go to this row of the list"),
    row(Command::Sort, "sort", Some(offered("ORDER", "order")), "set the order of the list"),
    row(Command::Topic, "topic", Some(offered("NAME", "topic")), "filter by a topic"),
    row(Command::Speaker, "speaker", Some(offered("NAME", "speaker")), "filter by a speaker"),
    row(Command::List, "list", Some(offered("NAME", "list")), "filter by one of your lists"),
    row(Command::Open, "open", Some(free("COLLECTION", "collection")), "filter by a collection that is loaded"),
    row(Command::Search, "search", Some(offered("NAME", "saved search")), "run a saved search"),
    row(Command::Save, "save", Some(free("NAME", "search")), "save the filter as a search in the sidebar"),
    row(
        Command::Rename,
        "rename",
        Some(free("NAME", "search")),
        "rename the saved search at the cursor of the sidebar",
    ),
    row(Command::Theme, "theme", Some(offered("NAME", "theme")), "change the theme until you quit"),
    row(Command::Write, "write", Some(free("FILE", "file")), "write the marked or filtered entries to a file"),
    row(Command::Overwrite, "write!", Some(free("FILE", "file")), "the same, but overwrite the file"),
    row(Command::Quit, "q", None, "quit"),
];

impl CommandRow {
    /// How the command is typed, with a placeholder for its argument: `sort ORDER`.
    pub fn usage(&self) -> Safe<'static> {
        let placeholder = self.argument.as_ref().map(|argument| argument.placeholder);
        Safe::join(
            [Some(self.name), placeholder].into_iter().flatten().filter(|part| !part.is_empty()).map(Safe::from),
            " ",
        )
    }

    /// The command with an argument, as it is typed.
    pub fn with_argument(&self, argument: &Safe<'_>) -> Safe<'static> {
        if self.name.is_empty() { argument.to_borrowed().into_owned() } else { safe!(self.name, " ", argument) }
    }
}

impl Command {
    /// Returns the command's row of the table.
    pub fn row(self) -> &'static CommandRow {
        // The table may have another order than the variants.
        COMMANDS.iter().find(|row| row.command == self).unwrap_or(&COMMANDS[0])
    }

    /// Whether it does anything in a review, where there is no list.
    pub fn works_in_review(self) -> bool {
        matches!(self, Self::Theme | Self::Quit)
    }

    /// The command that takes an argument and is typed here, and the argument so far.
    pub fn parse(typed: &str) -> Option<(&'static CommandRow, &str)> {
        let typed = typed.trim_start();
        if !typed.trim().is_empty() && typed.trim().bytes().all(|digit| digit.is_ascii_digit()) {
            return Some((Self::GoToRow.row(), typed.trim()));
        }
        let (name, argument) = typed.split_once(char::is_whitespace)?;
        let is_named = |row: &&CommandRow| !row.name.is_empty() && row.name == name && row.argument.is_some();
        COMMANDS.iter().find(is_named).map(|row| (row, argument.trim()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_command_has_a_unique_name_and_a_doc() {
        let mut names = HashSet::new();
        for row in &COMMANDS {
            assert!(names.insert(row.name), "{} is given twice", row.name);
            assert!(std::ptr::eq(row.command.row(), row), "{}", row.name);
            assert!(!row.doc.is_empty() && !row.doc.ends_with('.'), "{}", row.name);
            assert!(!row.usage().is_empty(), "{}", row.name);
        }
    }

    #[test]
    fn command_is_parsed_once_its_argument_begins() {
        for (typed, expected) in [
            ("sort date", Some((Command::Sort, "date"))),
            ("  sort   date ", Some((Command::Sort, "date"))),
            ("sort ", Some((Command::Sort, ""))),
            ("sort", None),
            ("sorted date", None),
            ("speaker George Orwell", Some((Command::Speaker, "George Orwell"))),
            ("42", Some((Command::GoToRow, "42"))),
            ("42 ", Some((Command::GoToRow, "42"))),
            ("42 a", None),
            ("q ", None),
            ("copy as", None),
            ("", None),
            (" ", None),
        ] {
            let parsed = Command::parse(typed).map(|(row, argument)| (row.command, argument));
            assert_eq!(parsed, expected, "{typed:?}");
        }
    }
}
