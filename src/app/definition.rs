//! [`Definition`]: a row of the table of actions.

use super::action::Action;
use super::scope::Scope;

/// The keys of an action in one scope.
#[derive(Debug)]
pub struct Keys {
    /// Where.
    pub scope: Scope,
    /// Which; a sequence is written with blanks.
    pub keys: &'static [&'static str],
    /// What the footer says there, and how long it holds its place when the room gets scarce.
    pub hint: Option<(&'static str, u8)>,
}

/// One row of the table.
#[derive(Debug)]
pub struct Definition {
    /// The action.
    pub action: Action,
    /// Its stable name.
    pub name: &'static str,
    /// What it does, in a few words.
    pub doc: &'static str,
    /// Its keys by scope.
    pub keys: &'static [Keys],
}
