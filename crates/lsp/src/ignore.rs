//! The command that has the project ignore a quotation.

use serde::Deserialize;
use serde_json::Value;

/// The name of the command.
pub(crate) const IGNORE_COMMAND: &str = "kzq.ignore";

/// The argument of the command.
#[derive(Deserialize)]
struct Argument {
    text: String,
}

/// Reads the arguments of the command: the words to ignore; `None` if they are invalid.
pub(crate) fn words_to_ignore(arguments: &[Value]) -> Option<String> {
    let [argument] = arguments else { return None };
    let Argument { text } = Argument::deserialize(argument).ok()?;
    Some(text).filter(|text| !text.trim().is_empty())
}
