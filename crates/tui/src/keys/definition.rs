//! [`Definition`]: a row of the table of actions.

use super::action::Action;
use super::scope::Scope;

/// The default keys of an action in one scope.
#[derive(Debug)]
pub struct Keys {
    /// The scope in which the keys apply.
    pub scope: Scope,
    /// The keys; the chords of a sequence are separated by spaces.
    pub keys: &'static [&'static str],
    /// The footer hint in this scope and its priority; hints with a low priority are dropped first when space is tight.
    pub hint: Option<(&'static str, u8)>,
}

/// One row of the table of actions.
#[derive(Debug)]
pub struct Definition {
    /// The action that the row describes.
    pub action: Action,
    /// The stable name used in the configuration.
    pub name: &'static str,
    /// What the action does, in a few words.
    pub doc: &'static str,
    /// The default keys, one item per scope.
    pub keys: &'static [Keys],
}
