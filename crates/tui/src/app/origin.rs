//! [`CollectionOrigin`]: where the collections come from, and how to begin one of one's own.

use std::path::Path;

use kzq_text::{Safe, safe};

/// Where the collections being browsed come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CollectionOrigin {
    /// The sample that is built in.
    Embedded,
    /// These files and directories, as named by the user.
    Paths(Vec<Safe<'static>>),
}

impl Default for CollectionOrigin {
    /// Not known.
    fn default() -> Self {
        Self::Paths(Vec::new())
    }
}

/// A command that starts a collection.
#[derive(Clone, Copy, Debug)]
pub struct FirstStep {
    /// What it does.
    pub doc: &'static str,
    /// The command.
    pub command: &'static str,
    /// The arguments that it needs, each with a blank before it.
    pub arguments: &'static str,
}

/// How to start a collection, as the browser explains it if the user has none.
pub const FIRST_STEPS: &[FirstStep] = &[
    FirstStep { doc: "Add a quotation", command: "kzq add", arguments: "" },
    FirstStep { doc: "Import what you have", command: "kzq import", arguments: " FILE" },
];

/// The name of a collection file in a command, where none is known.
const ANY_FILE: &str = "COLLECTION.ron";

impl CollectionOrigin {
    /// The collection file to which a command adds, as it is written in a shell.
    pub fn target(&self) -> Safe<'_> {
        let Self::Paths(paths) = self else { return ANY_FILE.into() };
        let [path] = paths.as_slice() else { return ANY_FILE.into() };
        let is_file = Path::new(path.as_str()).extension().is_some_and(|extension| extension == "ron");
        let is_plain = |c: char| c.is_alphanumeric() || "/._-+@%,:=".contains(c);
        match path.as_str() {
            text if !is_file || text.contains('\'') => ANY_FILE.into(),
            text if text.chars().all(is_plain) => path.to_borrowed(),
            _ => safe!("'", path, "'"),
        }
    }
}

/// The first steps on one line, with or without their arguments.
pub fn first_steps_line(with_arguments: bool) -> Safe<'static> {
    let step = |step: &FirstStep| safe!(step.command, if with_arguments { step.arguments } else { "" });
    Safe::join(FIRST_STEPS.iter().map(step), ", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_name_the_file_if_there_is_one() {
        for (paths, target) in [
            (&["quotes.ron"][..], "quotes.ron"),
            (&["/home/ada/Zitate_ä.ron"], "/home/ada/Zitate_ä.ron"),
            (&["my quotes.ron"], "'my quotes.ron'"),
            (&["$(ls).ron"], "'$(ls).ron'"),
            (&["ada's.ron"], "COLLECTION.ron"),
            (&["collections"], "COLLECTION.ron"),
            (&["a.ron", "b.ron"], "COLLECTION.ron"),
            (&[], "COLLECTION.ron"),
        ] {
            let origin = CollectionOrigin::Paths(paths.iter().map(|&path| path.into()).collect());
            assert_eq!(origin.target().as_str(), target);
        }
        assert_eq!(CollectionOrigin::Embedded.target().as_str(), "COLLECTION.ron");
    }
}
