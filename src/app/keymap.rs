//! Which action a key means, by scope.

use std::collections::HashMap;

use super::action::{Action, Scope, TABLE};
use super::chord::{Chord, NoKey};

/// The keys of all actions.
#[derive(Clone, Debug)]
pub struct Keymap {
    sequences: HashMap<(Scope, Vec<Chord>), Action>,
}

/// What keys pressed so far mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// An action.
    Action(Action),
    /// The beginning of a sequence.
    Beginning,
    /// Nothing.
    Nothing,
}

/// What is wrong with a table of keys.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// A key that is none.
    #[error("{name}: {error}")]
    Key {
        /// The action.
        name: &'static str,
        /// Why.
        error: NoKey,
    },
    /// One key for two actions.
    #[error("`{keys}` means both {one} and {other}")]
    Twice {
        /// The keys.
        keys: &'static str,
        /// An action.
        one: &'static str,
        /// Another.
        other: &'static str,
    },
}

impl Keymap {
    /// The default keys, and everything that is wrong with their table.
    pub fn from_table() -> (Self, Vec<KeymapError>) {
        let mut keymap = Self { sequences: HashMap::new() };
        let mut errors = Vec::new();
        for definition in TABLE {
            for (scope, keys) in definition.keys.iter().flat_map(|row| row.keys.iter().map(|&keys| (row.scope, keys))) {
                let chords: Result<Vec<Chord>, NoKey> = keys.split(' ').map(str::parse).collect();
                match chords {
                    Err(error) => errors.push(KeymapError::Key { name: definition.name, error }),
                    Ok(chords) => {
                        if let Some(other) = keymap.sequences.insert((scope, chords), definition.action) {
                            errors.push(KeymapError::Twice { keys, one: name(other), other: definition.name });
                        }
                    }
                }
            }
        }
        (keymap, errors)
    }

    /// What `keys` mean where `scopes` hold, narrowest first. A key that means nothing is tried as the key
    /// in its place on a QWERTY layout, except where characters are `typed` into a text.
    pub fn meaning(&self, scopes: &[Scope], keys: &[Chord], typed: bool) -> Meaning {
        match self.exact(scopes, keys) {
            Meaning::Nothing if !typed => {
                let latin: Vec<Chord> = keys.iter().map(|key| key.on_qwerty().unwrap_or(*key)).collect();
                self.exact(scopes, &latin)
            }
            meaning => meaning,
        }
    }

    fn exact(&self, scopes: &[Scope], keys: &[Chord]) -> Meaning {
        for &scope in scopes {
            if let Some(&action) = self.sequences.get(&(scope, keys.to_vec())) {
                return Meaning::Action(action);
            }
            if self
                .sequences
                .keys()
                .any(|(known, sequence)| *known == scope && sequence.len() > keys.len() && sequence.starts_with(keys))
            {
                return Meaning::Beginning;
            }
        }
        Meaning::Nothing
    }
}

fn name(action: Action) -> &'static str {
    TABLE.iter().find(|definition| definition.action == action).map_or("", |definition| definition.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(scopes: &[Scope], keys: &str) -> Meaning {
        let chords: Vec<Chord> = keys.split(' ').map(|key| key.parse().unwrap()).collect();
        Keymap::from_table().0.meaning(scopes, &chords, scopes[0] == Scope::Filter)
    }

    #[test]
    fn the_table_is_sound() {
        assert_eq!(Keymap::from_table().1, []);
    }

    #[test]
    fn the_narrowest_scope_comes_first() {
        let list = [Scope::List, Scope::Panes, Scope::Everywhere];
        let topics = [Scope::Topics, Scope::Panes, Scope::Everywhere];
        let filter = [Scope::Filter, Scope::Everywhere];
        for (scopes, keys, expected) in [
            (&list[..], "Enter", Meaning::Action(Action::Read)),
            (&topics, "Enter", Meaning::Action(Action::Choose)),
            (&filter, "Enter", Meaning::Action(Action::Keep)),
            (&list, "g", Meaning::Beginning),
            (&list, "g g", Meaning::Action(Action::First)),
            (&list, "g x", Meaning::Nothing),
            (&list, "й", Meaning::Action(Action::Quit)),
            (&list, "п п", Meaning::Action(Action::First)),
            (&list, "Н", Meaning::Action(Action::CopyAs)),
            (&list, ".", Meaning::Action(Action::Filter)),
            (&filter, "й", Meaning::Nothing),
            (&filter, "q", Meaning::Nothing),
            (&filter, "Ctrl-c", Meaning::Action(Action::Leave)),
        ] {
            assert_eq!(meaning(scopes, keys), expected, "{keys}");
        }
    }
}
