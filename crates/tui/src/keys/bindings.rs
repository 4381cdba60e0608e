//! The keys of all actions with the user's overrides applied, and which default keys yield to them.

use super::action::{Action, TABLE};
use super::chord::Chord;
use super::keymap::{KeyMatch, Keymap, parse_sequence};
use super::scope::Scope;
use kzq_text::Safe;

/// The actions that need a key wherever the table gives them one.
pub(super) const EXIT_ACTIONS: [Action; 3] = [Action::Quit, Action::Cancel, Action::Back];

/// An override whose name is valid.
pub(super) struct ParsedOverride {
    pub(super) index: usize,
    pub(super) scope: Option<Scope>,
    pub(super) action: Action,
    pub(super) keys: Vec<Binding>,
}

/// A key or sequence of an action.
#[derive(Clone)]
pub(super) struct Binding {
    pub(super) name: Safe<'static>,
    pub(super) sequence: Vec<Chord>,
    /// The indices of the override and of its key; `None` for a default key.
    pub(super) origin: Option<(usize, usize)>,
}

/// An action with its keys in a scope.
pub(super) struct BoundAction {
    pub(super) scope: Scope,
    pub(super) action: Action,
    pub(super) bindings: Vec<Binding>,
}

/// The effective keys in every scope of the table, overrides applied.
pub(super) fn resolve_bindings(parsed: &[Option<ParsedOverride>]) -> Vec<BoundAction> {
    let mut rows = Vec::new();
    for definition in TABLE {
        for row in definition.keys {
            let of_action = || parsed.iter().flatten().filter(|read| read.action == definition.action);
            let exact = of_action().find(|read| read.scope == Some(row.scope));
            let wide = of_action().find(|read| read.scope.is_none());
            let own = row.keys.iter().filter_map(|&keys| {
                Some(Binding { name: keys.into(), sequence: parse_sequence(keys).ok()?, origin: None })
            });
            let keys = match (exact, wide) {
                (Some(exact), _) => exact.keys.clone(),
                (None, Some(wide)) => {
                    let is_typed = |set: &&Binding| row.scope.is_text_input() && starts_with_char(&set.sequence);
                    let left: Vec<Binding> = wide.keys.iter().filter(|set| !is_typed(set)).cloned().collect();
                    if left.is_empty() && !wide.keys.is_empty() { own.collect() } else { left }
                }
                (None, None) => own.collect(),
            };
            rows.push(BoundAction { scope: row.scope, action: definition.action, bindings: keys });
        }
    }
    drop_taken_defaults(&mut rows);
    drop_defaults_over_exits(&mut rows);
    rows
}

impl Binding {
    /// Whether terminals send the keys as they are named.
    fn is_unambiguous(&self) -> bool {
        self.sequence.iter().all(|chord| chord.is_unambiguous())
    }

    /// Whether one of two sequences of keys begins the other, or they are equal.
    fn overlaps(&self, sequence: &[Chord]) -> bool {
        self.sequence.starts_with(sequence) || sequence.starts_with(&self.sequence)
    }
}

/// Drops default keys that the user has given to another action: equal ones in the same scope, and those that begin the
/// user's keys or are begun by them, also in narrower scopes. The last key that leaves a scope stays.
fn drop_taken_defaults(rows: &mut [BoundAction]) {
    let user_rows = rows.iter().flat_map(|row| {
        let own = row.bindings.iter().filter(|binding| binding.origin.is_some());
        own.map(|binding| (row.scope, binding.sequence.clone()))
    });
    let user_keys: Vec<(Scope, Vec<Chord>)> = user_rows.collect();
    for row in rows {
        let chain = row.scope.chain();
        let is_taken = |binding: &Binding| {
            binding.origin.is_none()
                && user_keys.iter().any(|(scope, keys)| {
                    let is_equal = binding.sequence == *keys;
                    binding.overlaps(keys) && if is_equal { row.scope == *scope } else { chain.contains(scope) }
                })
        };
        let leaves = |binding: &&Binding| !is_taken(binding) && binding.is_unambiguous();
        if !EXIT_ACTIONS.contains(&row.action) || row.bindings.iter().any(|binding| leaves(&binding)) {
            row.bindings.retain(|binding| !is_taken(binding));
        }
    }
}

/// Drops default keys of narrower scopes that take the user's only keys to leave a scope.
fn drop_defaults_over_exits(rows: &mut [BoundAction]) {
    for scope in Scope::ALL {
        for exit in EXIT_ACTIONS {
            if has_exit(rows, &build_keymap(rows), scope, exit) {
                continue;
            }
            let user_rows = exit_rows(rows, scope, exit).flat_map(|row| {
                let own = row.bindings.iter().filter(|binding| binding.origin.is_some());
                own.map(|binding| (row.scope, binding.sequence.clone()))
            });
            let user_keys: Vec<(Scope, Vec<Chord>)> = user_rows.collect();
            for row in rows.iter_mut().filter(|row| row.action != exit && scope.chain().contains(&row.scope)) {
                let chain = row.scope.chain();
                let is_over = |binding: &Binding| {
                    user_keys.iter().any(|(wider, keys)| chain.contains(wider) && binding.sequence == *keys)
                };
                row.bindings.retain(|binding| binding.origin.is_some() || !is_over(binding));
            }
        }
    }
}

/// The rows of an action that leaves a scope, among the scopes in which keys are looked up there.
pub(super) fn exit_rows(rows: &[BoundAction], scope: Scope, exit: Action) -> impl Iterator<Item = &BoundAction> {
    rows.iter().filter(move |row| row.action == exit && scope.chain().contains(&row.scope))
}

/// Whether an action that leaves a scope has keys there that reach it; also if the table gives it none.
pub(super) fn has_exit(rows: &[BoundAction], keymap: &Keymap, scope: Scope, exit: Action) -> bool {
    let chain = scope.chain();
    let mut bindings = exit_rows(rows, scope, exit).flat_map(|row| &row.bindings);
    !exit.definition().keys.iter().any(|row| chain.contains(&row.scope))
        || bindings.any(|binding| {
            binding.is_unambiguous() && keymap.lookup_exact(chain, &binding.sequence) == KeyMatch::Action(exit)
        })
}

pub(super) fn build_keymap(rows: &[BoundAction]) -> Keymap {
    let mut keymap = Keymap::empty();
    for row in rows {
        keymap.bind(row.scope, row.action, row.bindings.iter().map(|set| (set.name.clone(), set.sequence.clone())));
    }
    keymap
}

/// Whether a sequence starts with a key that types a character.
pub(super) fn starts_with_char(sequence: &[Chord]) -> bool {
    sequence.first().is_some_and(|chord| chord.typed_char().is_some())
}
