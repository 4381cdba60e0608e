//! [`Keymap`]: which action a key triggers in each scope, and which keys an action has.

use std::collections::HashMap;

use super::action::{Action, Definition, TABLE};
use super::chord::{Chord, ParseChordError};
use super::scope::Scope;
use kzq_text::Safe;

/// The key bindings of all actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    /// The key names of each action in each scope of the table.
    key_names: HashMap<(Scope, Action), Vec<Safe<'static>>>,
    sequences: HashMap<(Scope, Vec<Chord>), Action>,
}

/// The result of looking up the keys pressed so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyMatch {
    /// The keys trigger an action.
    Action(Action),
    /// The keys are the prefix of a longer sequence.
    Prefix,
    /// The keys are unbound.
    Unbound,
}

/// What an unbound key is retried as, if it is one of a Cyrillic layout: the key at its place on a QWERTY layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherLayout {
    /// Nothing: characters are typed into a text field.
    None,
    /// Letters only; `.` and `,` may be those of a QWERTY layout.
    Letters,
    /// Also `.` and `,`, which are on the keys of `/` and `?`.
    LettersAndSigns,
}

/// Parses a key, or a sequence of keys separated by spaces: `j`, `Ctrl-d`, `g g`.
///
/// # Errors
///
/// Fails on the first text that is not a key.
pub(crate) fn parse_sequence(keys: &str) -> Result<Vec<Chord>, ParseChordError> {
    keys.split(' ').map(str::parse).collect()
}

impl Default for Keymap {
    /// The default keys of the table.
    fn default() -> Self {
        let mut keymap = Self { key_names: HashMap::new(), sequences: HashMap::new() };
        for definition in TABLE {
            for row in definition.keys {
                let keys = row.keys.iter().filter_map(|&keys| Some((keys.into(), parse_sequence(keys).ok()?)));
                keymap.bind(row.scope, definition.action, keys);
            }
        }
        keymap
    }
}

impl Keymap {
    pub(crate) fn empty() -> Self {
        Self { key_names: HashMap::new(), sequences: HashMap::new() }
    }

    /// Binds keys to an action in a scope.
    pub(crate) fn bind(
        &mut self,
        scope: Scope,
        action: Action,
        keys: impl Iterator<Item = (Safe<'static>, Vec<Chord>)>,
    ) {
        let row = self.key_names.entry((scope, action)).or_default();
        for (name, sequence) in keys {
            row.push(name);
            self.sequences.insert((scope, sequence), action);
        }
    }

    /// The names of an action's keys in a scope; empty if it has none.
    pub fn key_names(&self, scope: Scope, action: Action) -> &[Safe<'static>] {
        self.key_names.get(&(scope, action)).map_or(&[], Vec::as_slice)
    }

    /// The names of an action's keys in the first of these scopes in which it has any.
    pub fn keys_in(&self, scopes: &[Scope], action: Action) -> &[Safe<'static>] {
        scopes.iter().map(|&scope| self.key_names(scope, action)).find(|keys| !keys.is_empty()).unwrap_or_default()
    }

    /// The first key of an action in a scope, or else in a wider one; empty if it has none.
    pub fn first_key(&self, scope: Scope, action: Action) -> Safe<'static> {
        self.keys_in(scope.chain(), action).first().cloned().unwrap_or_default()
    }

    /// The actions that have keys in a scope, in table order.
    pub fn bound_actions(&self, scope: Scope) -> impl Iterator<Item = (&'static Definition, &[Safe<'static>])> {
        let keyed = TABLE.iter().map(move |definition| (definition, self.key_names(scope, definition.action)));
        keyed.filter(|(_, keys)| !keys.is_empty())
    }

    /// The bindings that differ from the table, as `(scope.action, keys)`, the form used in the configuration.
    pub fn changed_bindings(&self) -> Vec<(String, Vec<Safe<'static>>)> {
        let default = Self::default();
        let rows = TABLE.iter().flat_map(|definition| definition.keys.iter().map(move |row| (definition, row.scope)));
        let changed = rows.filter_map(|(definition, scope)| {
            let keys = self.key_names(scope, definition.action);
            let name = format!("{}.{}", scope.name(), definition.name);
            (keys != default.key_names(scope, definition.action)).then(|| (name, keys.to_vec()))
        });
        changed.collect()
    }

    /// Looks up `keys` in `scopes`, narrowest first, also as those of another layout.
    pub fn lookup(&self, scopes: &[Scope], keys: &[Chord], other: OtherLayout) -> KeyMatch {
        match self.lookup_exact(scopes, keys) {
            KeyMatch::Unbound if other != OtherLayout::None => {
                let is_other = |key: &Chord| other == OtherLayout::LettersAndSigns || key.is_cyrillic_letter();
                let to_latin = |key: &Chord| key.to_qwerty().filter(|_| is_other(key)).unwrap_or(*key);
                let latin: Vec<Chord> = keys.iter().map(to_latin).collect();
                self.lookup_exact(scopes, &latin)
            }
            meaning => meaning,
        }
    }

    pub(crate) fn lookup_exact(&self, scopes: &[Scope], keys: &[Chord]) -> KeyMatch {
        for &scope in scopes {
            if let Some(&action) = self.sequences.get(&(scope, keys.to_vec())) {
                return KeyMatch::Action(action);
            }
            if self
                .sequences
                .keys()
                .any(|(known, sequence)| *known == scope && sequence.len() > keys.len() && sequence.starts_with(keys))
            {
                return KeyMatch::Prefix;
            }
        }
        KeyMatch::Unbound
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::keys::overrides::Override;

    fn meaning(scopes: &[Scope], keys: &str) -> KeyMatch {
        let chords: Vec<Chord> = keys.split(' ').map(|key| key.parse().unwrap()).collect();
        let other = if scopes[0] == Scope::Filter { OtherLayout::None } else { OtherLayout::Letters };
        Keymap::default().lookup(scopes, &chords, other)
    }

    #[test]
    fn default_keymap_is_valid() {
        let mut taken = HashSet::new();
        for definition in TABLE {
            for row in definition.keys {
                for &keys in row.keys {
                    let sequence = parse_sequence(keys).unwrap();
                    assert!(taken.insert((row.scope, sequence)), "{} is taken: {}", keys, definition.name);
                }
            }
        }
        assert_eq!(
            Keymap::with_overrides(&[]),
            Ok(Keymap::default()),
            "nothing hides anything, and there are ways out"
        );
    }

    #[test]
    fn narrowest_scope_wins() {
        let (list, topics, filter) = (Scope::List.chain(), Scope::Topics.chain(), Scope::Filter.chain());
        for (scopes, keys, expected) in [
            (list, "Enter", KeyMatch::Action(Action::OpenDetail)),
            (topics, "Enter", KeyMatch::Action(Action::ApplyFacet)),
            (filter, "Enter", KeyMatch::Action(Action::AcceptFilter)),
            (list, "g", KeyMatch::Prefix),
            (list, "g g", KeyMatch::Action(Action::First)),
            (list, "g x", KeyMatch::Unbound),
            (list, "й", KeyMatch::Action(Action::Quit)),
            (list, "п п", KeyMatch::Action(Action::First)),
            (list, "Н", KeyMatch::Action(Action::CopyAs)),
            (list, ".", KeyMatch::Unbound),
            (filter, "й", KeyMatch::Unbound),
            (filter, "q", KeyMatch::Unbound),
            (filter, "Ctrl-c", KeyMatch::Action(Action::Cancel)),
        ] {
            assert_eq!(meaning(scopes, keys), expected, "{keys}");
        }
    }

    #[test]
    fn symbols_are_mapped_only_for_a_known_cyrillic_layout() {
        let keymap = Keymap::default();
        for (key, action) in [(".", Action::Filter), (",", Action::Help)] {
            let chord = [key.parse().unwrap()];
            let meaning = |other| keymap.lookup(Scope::List.chain(), &chord, other);
            assert_eq!(meaning(OtherLayout::Letters), KeyMatch::Unbound, "{key}");
            assert_eq!(meaning(OtherLayout::LettersAndSigns), KeyMatch::Action(action), "{key}");
        }
    }

    #[test]
    fn key_names_reflect_overrides() {
        let keys = |keys: &[&str]| keys.iter().map(ToString::to_string).collect();
        let overrides = [
            Override { name: "copy".into(), keys: keys(&["c", "y"]) },
            Override { name: "sheet.copy".into(), keys: keys(&["x"]) },
            Override { name: "mouse".into(), keys: Vec::new() },
        ];
        let keymap = Keymap::with_overrides(&overrides).unwrap();
        assert_eq!(keymap.first_key(Scope::List, Action::Copy).as_str(), "c");
        assert_eq!(keymap.first_key(Scope::View, Action::Copy).as_str(), "x");
        assert_eq!(keymap.first_key(Scope::List, Action::ToggleMouse).as_str(), "");
        let changed: Vec<String> = keymap.changed_bindings().into_iter().map(|(name, _)| name).collect();
        let expected = [
            "panes.compact-list",
            "panes.copy",
            "view.copy",
            "select.copy",
            "panes.mouse",
            "view.mouse",
            "select.mouse",
            "review.mouse",
        ];
        assert_eq!(changed, expected);
        assert_eq!(Keymap::default().changed_bindings(), []);
    }
}
