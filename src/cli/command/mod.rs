//! The commands: a file and a row in the table for each.

mod add;
mod cache;
mod check;
mod compare;
mod completions;
mod config;
mod count;
mod edit;
mod export;
mod extract;
mod import;
pub(crate) mod keys;
mod keywords;
mod list;
pub(crate) mod lsp;
mod man;
mod mcp;
mod new;
mod note;
mod paths;
pub(crate) mod pick;
mod proofread;
mod random;
mod related;
mod saved;
mod search;
mod show;
mod sources;
mod speakers;
mod star;
mod topics;
mod unstar;
mod verify;

use clap::Subcommand;

use super::context::{DataCommand, PlainCommand};
use super::review::ReviewCommand;

/// Declares the commands: the arguments in [`Command`], what each needs in [`Command::kind`], and the groups of the help
/// in [`GROUPS`].
macro_rules! commands {
    ($($group:literal { $($kind:ident $module:ident::$name:ident,)+ })+) => {
        /// What kzq can do without the browser.
        #[derive(Clone, Debug, Subcommand)]
        pub(crate) enum Command {
            $($($name($module::$name),)+)+
        }

        impl Command {
            /// Returns the command by what it needs.
            pub(crate) fn kind(&self) -> CommandKind<'_> {
                match self {
                    $($(Self::$name(command) => CommandKind::$kind(command),)+)+
                }
            }
        }

        /// The headings of the help, each with the names of its commands.
        pub(crate) const GROUPS: &[(&str, &[&str])] = &[$(($group, &[$(stringify!($module)),+])),+];
    };
}

impl Command {
    /// Returns the command, if what it finds is to be reviewed in the browser.
    pub(crate) fn reviewed(&self) -> Option<&dyn ReviewCommand> {
        match self {
            Self::Extract(command) if command.is_reviewed() => Some(command),
            Self::Import(command) if command.is_reviewed() => Some(command),
            _ => None,
        }
    }
}

/// A command by what it needs.
pub(crate) enum CommandKind<'c> {
    /// It works on the loaded collections.
    Data(&'c dyn DataCommand),
    /// It needs no collections.
    Plain(&'c dyn PlainCommand),
    /// It lets the user pick entries in the browser, and prints them.
    Pick(&'c pick::Pick),
    /// It answers another program through pipes, until that ends it.
    Serve(&'c lsp::Lsp),
}

commands! {
    "Read" {
        Data search::Search,
        Data show::Show,
        Data compare::Compare,
        Data related::Related,
        Data random::Random,
        Data count::Count,
        Pick pick::Pick,
        Data keywords::Keywords,
        Data topics::Topics,
        Data speakers::Speakers,
        Data sources::Sources,
        Data export::Export,
    }
    "Write" {
        Plain add::Add,
        Plain edit::Edit,
        Plain import::Import,
        Data extract::Extract,
        Plain new::New,
    }
    "Check" {
        Plain check::Check,
        Data verify::Verify,
        Data proofread::Proofread,
        Serve lsp::Lsp,
        Data mcp::Mcp,
    }
    "Keep" {
        Data list::List,
        Data saved::Saved,
        Data star::Star,
        Data unstar::Unstar,
        Data note::Note,
    }
    "Set up" {
        Plain keys::Keys,
        Plain paths::Paths,
        Plain config::Config,
        Plain cache::Cache,
        Plain completions::Completions,
        Plain man::Man,
    }
}
