//! [`Keymap`]: which action a key triggers in each scope, and which keys an action has.

use std::collections::HashMap;

use super::action::{Action, TABLE};
use super::chord::{Chord, NoKey};
use super::definition::Definition;
use super::overrides;
use super::overrides::{KeyFault, Override};
use super::scope::Scope;
use kzq_text::Safe;

/// The key bindings of all actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    /// The key names of each action in each scope of the table.
    rows: HashMap<(Scope, Action), Vec<Safe<'static>>>,
    sequences: HashMap<(Scope, Vec<Chord>), Action>,
}

/// The result of looking up the keys pressed so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The keys trigger an action.
    Action(Action),
    /// The keys are the prefix of a longer sequence.
    Beginning,
    /// The keys are unbound.
    Nothing,
}

/// Parses a key, or a sequence of keys separated by spaces: `j`, `Ctrl-d`, `g g`.
///
/// # Errors
///
/// Fails on the first text that is not a key.
pub(crate) fn sequence(keys: &str) -> Result<Vec<Chord>, NoKey> {
    keys.split(' ').map(str::parse).collect()
}

impl Default for Keymap {
    /// The default keys of the table.
    fn default() -> Self {
        let mut keymap = Self { rows: HashMap::new(), sequences: HashMap::new() };
        for definition in TABLE {
            for row in definition.keys {
                let keys = row.keys.iter().filter_map(|&keys| Some((keys.into(), sequence(keys).ok()?)));
                keymap.put(row.scope, definition.action, keys);
            }
        }
        keymap
    }
}

impl Keymap {
    /// Creates the keymap of the table with the user's overrides applied.
    ///
    /// # Errors
    ///
    /// Returns everything that is wrong with the overrides.
    pub fn with(overrides: &[Override]) -> Result<Self, Vec<KeyFault>> {
        overrides::apply(overrides)
    }

    pub(crate) fn empty() -> Self {
        Self { rows: HashMap::new(), sequences: HashMap::new() }
    }

    /// Binds keys to an action in a scope.
    pub(crate) fn put(
        &mut self,
        scope: Scope,
        action: Action,
        keys: impl Iterator<Item = (Safe<'static>, Vec<Chord>)>,
    ) {
        let row = self.rows.entry((scope, action)).or_default();
        for (name, sequence) in keys {
            row.push(name);
            self.sequences.insert((scope, sequence), action);
        }
    }

    /// The names of an action's keys in a scope; empty if it has none.
    pub fn keys(&self, scope: Scope, action: Action) -> &[Safe<'static>] {
        self.rows.get(&(scope, action)).map_or(&[], Vec::as_slice)
    }

    /// The first key of an action in a scope, or else in a wider one; empty if it has none.
    pub fn key_of(&self, scope: Scope, action: Action) -> Safe<'static> {
        let wider = [scope, Scope::Panes, Scope::Everywhere];
        wider.into_iter().find_map(|scope| self.keys(scope, action).first().cloned()).unwrap_or_default()
    }

    /// The actions that have keys in a scope, in table order.
    pub fn actions(&self, scope: Scope) -> impl Iterator<Item = (&'static Definition, &[Safe<'static>])> {
        let keyed = TABLE.iter().map(move |definition| (definition, self.keys(scope, definition.action)));
        keyed.filter(|(_, keys)| !keys.is_empty())
    }

    /// The bindings that differ from the table, as `(scope.action, keys)`, the form used in the configuration.
    pub fn changes(&self) -> Vec<(String, Vec<Safe<'static>>)> {
        let default = Self::default();
        let rows = TABLE.iter().flat_map(|definition| definition.keys.iter().map(move |row| (definition, row.scope)));
        let changed = rows.filter_map(|(definition, scope)| {
            let keys = self.keys(scope, definition.action);
            let name = format!("{}.{}", scope.name(), definition.name);
            (keys != default.keys(scope, definition.action)).then(|| (name, keys.to_vec()))
        });
        changed.collect()
    }

    /// Looks up `keys` in `scopes`, narrowest first. An unbound key is retried as the key at its position on a QWERTY
    /// layout, unless characters are typed into a text field.
    pub fn meaning(&self, scopes: &[Scope], keys: &[Chord], typed: bool) -> Meaning {
        match self.exact(scopes, keys) {
            Meaning::Nothing if !typed => {
                let latin: Vec<Chord> = keys.iter().map(|key| key.on_qwerty().unwrap_or(*key)).collect();
                self.exact(scopes, &latin)
            }
            meaning => meaning,
        }
    }

    pub(crate) fn exact(&self, scopes: &[Scope], keys: &[Chord]) -> Meaning {
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn meaning(scopes: &[Scope], keys: &str) -> Meaning {
        let chords: Vec<Chord> = keys.split(' ').map(|key| key.parse().unwrap()).collect();
        Keymap::default().meaning(scopes, &chords, scopes[0] == Scope::Filter)
    }

    #[test]
    fn the_table_is_sound() {
        let mut taken = HashSet::new();
        for definition in TABLE {
            for row in definition.keys {
                for &keys in row.keys {
                    let sequence = sequence(keys).unwrap();
                    assert!(taken.insert((row.scope, sequence)), "{} is taken: {}", keys, definition.name);
                }
            }
        }
        assert_eq!(Keymap::with(&[]), Ok(Keymap::default()), "nothing hides anything, and there are ways out");
    }

    #[test]
    fn the_narrowest_scope_comes_first() {
        let (list, topics, filter) = (Scope::List.chain(), Scope::Topics.chain(), Scope::Filter.chain());
        for (scopes, keys, expected) in [
            (list, "Enter", Meaning::Action(Action::Read)),
            (topics, "Enter", Meaning::Action(Action::Choose)),
            (filter, "Enter", Meaning::Action(Action::Keep)),
            (list, "g", Meaning::Beginning),
            (list, "g g", Meaning::Action(Action::First)),
            (list, "g x", Meaning::Nothing),
            (list, "й", Meaning::Action(Action::Quit)),
            (list, "п п", Meaning::Action(Action::First)),
            (list, "Н", Meaning::Action(Action::CopyAs)),
            (list, ".", Meaning::Action(Action::Filter)),
            (filter, "й", Meaning::Nothing),
            (filter, "q", Meaning::Nothing),
            (filter, "Ctrl-c", Meaning::Action(Action::Leave)),
        ] {
            assert_eq!(meaning(scopes, keys), expected, "{keys}");
        }
    }

    #[test]
    fn keys_are_named_as_they_are_in_force() {
        let keys = |keys: &[&str]| keys.iter().map(ToString::to_string).collect();
        let overrides = [
            Override { name: "copy".into(), keys: keys(&["c", "y"]) },
            Override { name: "sheet.copy".into(), keys: keys(&["x"]) },
            Override { name: "mouse".into(), keys: Vec::new() },
        ];
        let keymap = Keymap::with(&overrides).unwrap();
        assert_eq!(keymap.key_of(Scope::List, Action::Copy).as_str(), "c");
        assert_eq!(keymap.key_of(Scope::Sheet, Action::Copy).as_str(), "x");
        assert_eq!(keymap.key_of(Scope::List, Action::Mouse).as_str(), "");
        let changed: Vec<String> = keymap.changes().into_iter().map(|(name, _)| name).collect();
        assert_eq!(changed, ["panes.copy", "sheet.copy", "words.copy", "panes.mouse", "sheet.mouse", "words.mouse"]);
        assert_eq!(Keymap::default().changes(), []);
    }
}
