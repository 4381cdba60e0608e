//! [`Values`]: what the values of an argument are.

use clap::Arg;

/// What the values of an argument are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Values {
    /// Ids of entries.
    Entries,
    /// A query: names of fields, and their values.
    Query,
    /// Ids of sources.
    Sources,
    /// An id of a source, `=`, and a file.
    SourceFile,
    /// Names of speakers.
    Speakers,
    /// Paths of topics.
    Topics,
    Tags,
    Languages,
    Lists,
    SavedSearches,
    Themes,
    Files,
}

impl Values {
    /// The values of an argument of a command; `None` if they are listed by clap, or anything may be typed.
    pub(super) fn of(path: &[&str], arg: &Arg) -> Option<Self> {
        let name = arg.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
        Some(match (path, arg.get_id().as_str(), name) {
            (["export"], "id", _) => return None,
            (["show"], "source", _) => Self::Sources,
            (["verify"], "sources", _) => Self::SourceFile,
            (["add"], "by", _) | (["import"], "speaker", _) => Self::Speakers,
            (["add" | "import"], "source", _) => Self::Sources,
            (["config"], "show_theme", _) | (_, _, "THEME") => Self::Themes,
            (["export"], "list", _) | (["list", ..], "name", _) => Self::Lists,
            (["search"], "saved", _) | (["saved", ..], "name", _) => Self::SavedSearches,
            (["proofread"], "against", _) => Self::Files,
            (_, _, "ID") => Self::Entries,
            (_, _, "QUERY") => Self::Query,
            (_, _, "TOPIC") => Self::Topics,
            (_, _, "TAG") => Self::Tags,
            (_, _, "LANG") => Self::Languages,
            (_, _, "FILE" | "FILE|DIR" | "DIR" | "DRAFT" | "ARTICLE") => Self::Files,
            _ => return None,
        })
    }
}
