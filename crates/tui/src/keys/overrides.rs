//! The user's key overrides: how they are parsed, applied to the table of actions, and checked.
//!
//! An override names an action, `star`, or an action in one scope, `list.mark`; the latter takes precedence. It
//! replaces all keys of the action there; an empty list removes them. In scopes where text is typed, keys that type a
//! character are skipped in overrides without a scope; if that leaves none, the default keys stay.
//!
//! A default key yields to the user's: it is dropped where the user gives it to another action, so that new default keys
//! never make a valid file invalid. Only the last key that leaves a scope stays, and the override is refused.

use super::action::{Action, TABLE};
use super::bindings::{
    Binding, BoundAction, EXIT_ACTIONS, ParsedOverride, build_keymap, exit_rows, has_exit, resolve_bindings,
    starts_with_char,
};
use super::chord::{Chord, ParseChordError};
use super::keymap::{Keymap, parse_sequence};
use super::scope::Scope;
use kzq_ron::{find_similar, quote_for_message};
use kzq_text::Safe;
use kzq_text::safe;

/// The user's keys for an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The action, or the scope and the action: `star`, `list.mark`.
    pub name: String,
    /// The keys; the chords of a sequence are separated by spaces.
    pub keys: Vec<String>,
}

/// A problem with an override.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeymapError {
    /// The index of the override.
    pub index: usize,
    /// The index of the key in the override; `None` if the name or the whole override is at fault.
    pub key_index: Option<usize>,
    /// The rule that is broken.
    pub rule: KeymapRule,
    /// What is wrong, as a sentence.
    pub message: Safe<'static>,
    /// How it might be fixed.
    pub help: Option<Safe<'static>>,
}

/// A rule that overrides must obey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeymapRule {
    /// An override names an action, and a scope in which the action has keys.
    KnownAction,
    /// A key parses, and a terminal can send it.
    ValidKey,
    /// A key has one meaning in a scope, and can be typed there.
    Conflict,
    /// Every scope can be left.
    HasExit,
}

impl Keymap {
    /// Creates the keymap of the table with the user's overrides applied.
    ///
    /// # Errors
    ///
    /// Returns everything that is wrong with the overrides.
    pub fn with_overrides(overrides: &[Override]) -> Result<Self, Vec<KeymapError>> {
        let mut checker = OverrideChecker { errors: Vec::new(), rows: Vec::new() };
        let read: Vec<Option<ParsedOverride>> =
            overrides.iter().enumerate().map(|(at, raw)| checker.parse(at, raw)).collect();
        checker.find_repeated(&read);
        checker.rows = resolve_bindings(&read);
        checker.find_conflicts();
        checker.find_shadowed();
        checker.find_unreachable_exits(&read);
        let mut faults = checker.errors;
        if faults.is_empty() {
            return Ok(build_keymap(&checker.rows));
        }
        faults.sort_by_key(|fault| (fault.index, fault.key_index));
        Err(faults)
    }
}

fn action_name(action: Action) -> &'static str {
    action.definition().name
}

/// The title of a scope, for the middle of a sentence.
fn scope_phrase(scope: Scope) -> Safe<'static> {
    let title = scope.title();
    let (first, rest) = title.split_at(1);
    safe!(Safe::line(first.to_lowercase()), rest)
}

/// Collects the problems of overrides.
struct OverrideChecker {
    errors: Vec<KeymapError>,
    rows: Vec<BoundAction>,
}

impl OverrideChecker {
    /// Reports a problem unless the same key already breaks the same rule.
    fn report(
        &mut self,
        (at, key): (usize, Option<usize>),
        rule: KeymapRule,
        message: Safe<'static>,
        help: Option<Safe<'static>>,
    ) {
        if !self.errors.iter().any(|fault| (fault.index, fault.key_index, fault.rule) == (at, key, rule)) {
            self.errors.push(KeymapError { index: at, key_index: key, rule, message, help });
        }
    }

    fn parse(&mut self, at: usize, raw: &Override) -> Option<ParsedOverride> {
        let target = self.parse_name(at, &raw.name);
        let mut keys = Vec::new();
        for (key, text) in raw.keys.iter().enumerate() {
            match parse_keys(text) {
                Ok(sequence) => {
                    let name = Safe::join(sequence.iter().map(|chord| Safe::line(chord.to_string())), " ");
                    keys.push(Binding { name, sequence, origin: Some((at, key)) });
                }
                Err((message, help)) => self.report((at, Some(key)), KeymapRule::ValidKey, message, Some(help)),
            }
        }
        let (scope, action) = target?;
        let everywhere = || TABLE.iter().any(|row| row.action == action && row.keys[0].scope == Scope::Everywhere);
        let is_typed = scope.map_or_else(everywhere, |scope| scope.is_text_input() || scope == Scope::Everywhere);
        for set in keys.iter().filter(|set| is_typed && starts_with_char(&set.sequence)) {
            let where_typed = scope_phrase(scope.filter(|scope| scope.is_text_input()).unwrap_or(Scope::Filter));
            let message = safe!("`", set.name, "` types a character ", where_typed);
            let help = "use Ctrl or Alt, or a named key such as Enter or F2";
            self.report((at, set.origin.map(|(_, key)| key)), KeymapRule::Conflict, message, Some(help.into()));
        }
        Some(ParsedOverride { index: at, scope, action, keys })
    }

    /// Resolves the name of an override to a scope and an action.
    fn parse_name(&mut self, at: usize, text: &str) -> Option<(Option<Scope>, Action)> {
        let (scope_name, action_name) =
            text.split_once('.').map_or((None, text), |(scope, action)| (Some(scope), action));
        let scope = scope_name.map(Scope::from_name);
        let definition =
            TABLE.iter().find(|definition| definition.name == action_name || definition.old_name == Some(action_name));
        match (scope, definition) {
            (Some(None), _) => {
                let scope = scope_name.unwrap_or_default();
                let near = find_similar(scope, Scope::ALL.iter().map(|scope| scope.name()));
                let all = || safe!("try ", Safe::join(Scope::ALL.map(|scope| scope.name().into()), ", "));
                let help = near.map_or_else(all, |near| safe!("did you mean `", quote_for_message(near), "`?"));
                self.report(
                    (at, None),
                    KeymapRule::KnownAction,
                    safe!("unknown place `", quote_for_message(scope), "`"),
                    Some(help),
                );
                None
            }
            (_, None) => {
                let near = find_similar(action_name, TABLE.iter().map(|definition| definition.name));
                let help = near.map(|near| safe!("did you mean `", quote_for_message(near), "`?"));
                let help = help.unwrap_or_else(|| "`kzq config --sample` has all actions".into());
                let message = safe!("unknown action `", quote_for_message(action_name), "`");
                self.report((at, None), KeymapRule::KnownAction, message, Some(help));
                None
            }
            (Some(Some(scope)), Some(definition)) if !definition.keys.iter().any(|row| row.scope == scope) => {
                let message = safe!("`", definition.name, "` does nothing ", scope_phrase(scope));
                let places = definition.keys.iter().map(|row| row.scope.name().into());
                let help = safe!("it has keys in: ", Safe::join(places, ", "));
                self.report((at, None), KeymapRule::KnownAction, message, Some(help));
                None
            }
            (scope, Some(definition)) => Some((scope.flatten(), definition.action)),
        }
    }

    /// Finds actions that are given twice in a scope, by the name and by that of an earlier version.
    fn find_repeated(&mut self, read: &[Option<ParsedOverride>]) {
        for (at, one) in read.iter().flatten().enumerate() {
            let mut earlier = read.iter().flatten().take(at);
            if earlier.any(|other| (other.scope, other.action) == (one.scope, one.action)) {
                let message = safe!("the keys of `", action_name(one.action), "` are given twice");
                let help = "one of the names is that of an earlier version".into();
                self.report((one.index, None), KeymapRule::Conflict, message, Some(help));
            }
        }
    }

    /// Finds keys that are bound to two actions in one scope.
    fn find_conflicts(&mut self) {
        let mut found = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            for (at, set) in row.bindings.iter().enumerate() {
                let same_row = row.bindings[..at].iter().map(|other| (row, other));
                let above = self.rows[..index].iter().filter(|other| other.scope == row.scope);
                let above = above.flat_map(|other| other.bindings.iter().map(move |set| (other, set)));
                let Some((other_row, other)) = above.chain(same_row).find(|(_, other)| other.sequence == set.sequence)
                else {
                    continue;
                };
                // A default key was there first; of two overrides, the earlier one was.
                let (wrong, existing) = if set.origin >= other.origin { (set, other_row) } else { (other, row) };
                let Some((at, key)) = wrong.origin else { continue };
                let taken = action_name(existing.action);
                let message = safe!("`", set.name, "` means `", taken, "` ", scope_phrase(row.scope), " already");
                let help = if other_row.action == row.action {
                    "give it only once".into()
                } else {
                    safe!("give `", row.scope.name(), ".", taken, "` other keys, or none: []")
                };
                found.push(((at, Some(key)), message, help));
            }
        }
        for (at, message, help) in found {
            self.report(at, KeymapRule::Conflict, message, Some(help));
        }
    }

    /// Finds keys that can't be typed because a prefix of them is bound.
    fn find_shadowed(&mut self) {
        let mut found = Vec::new();
        for chain in Scope::ALL.map(Scope::chain) {
            let in_chain: Vec<&BoundAction> = self.rows.iter().filter(|row| chain.contains(&row.scope)).collect();
            let all = || in_chain.iter().flat_map(|row| row.bindings.iter().map(move |set| (*row, set)));
            for (long_row, long) in all().filter(|(_, long)| long.sequence.len() > 1) {
                let begins = |short: &Binding| {
                    short.sequence.len() < long.sequence.len() && long.sequence.starts_with(&short.sequence)
                };
                for (short_row, short) in all().filter(|(_, short)| begins(short)) {
                    // A default key of a wider scope is merely hidden here.
                    let (Some((at, key)), Some(_)) = (short.origin, long.origin) else { continue };
                    let message = safe!(
                        "`",
                        short.name,
                        "` (",
                        action_name(short_row.action),
                        ") and `",
                        long.name,
                        "` (",
                        action_name(long_row.action),
                        ") can't both be typed ",
                        scope_phrase(short_row.scope)
                    );
                    let help = "a key that begins another sequence cannot be used alone";
                    found.push(((at, Some(key)), message, help));
                }
            }
        }
        for (at, message, help) in found {
            self.report(at, KeymapRule::Conflict, message, Some(help.into()));
        }
    }

    /// Finds scopes that could no longer be left.
    fn find_unreachable_exits(&mut self, read: &[Option<ParsedOverride>]) {
        let keymap = build_keymap(&self.rows);
        let mut found = Vec::new();
        for scope in Scope::ALL {
            for exit in EXIT_ACTIONS {
                if has_exit(&self.rows, &keymap, scope, exit) {
                    continue;
                }
                let chain = scope.chain();
                let own = read
                    .iter()
                    .flatten()
                    .find(|read| read.action == exit && read.scope.is_none_or(|scope| chain.contains(&scope)));
                let shadow = || {
                    let taken = |set: &Binding| {
                        exit_rows(&self.rows, scope, exit)
                            .any(|row| row.bindings.iter().any(|own| own.sequence == set.sequence))
                    };
                    let over = self.rows.iter().filter(|row| row.action != exit && chain.contains(&row.scope));
                    over.flat_map(|row| &row.bindings).find(|set| taken(set)).and_then(|set| set.origin)
                };
                let at = own.map(|own| (own.index, None)).or_else(|| shadow().map(|(at, key)| (at, Some(key))));
                let message = safe!("`", action_name(exit), "` would have no key ", scope_phrase(scope));
                found.extend(at.map(|at| (at, message)));
            }
        }
        for (at, message) in found {
            self.report(at, KeymapRule::HasExit, message, Some("give it a key, so that you can leave".into()));
        }
    }
}

/// Parses keys; on failure, returns what is wrong and a suggestion.
fn parse_keys(text: &str) -> Result<Vec<Chord>, (Safe<'static>, Safe<'static>)> {
    let help = || {
        let meant: Option<Vec<String>> = text.split(' ').map(|key| Some(Chord::suggest(key)?.to_string())).collect();
        match meant {
            Some(meant) => safe!("did you mean `", quote_for_message(&meant.join(" ")), "`?"),
            None => "keys are written j, G, Ctrl-d, Alt-x, Shift-Tab, PgDn, F1, Space; in a row: g g".into(),
        }
    };
    let no_key = |ParseChordError(key)| {
        let message = if key.is_empty() {
            "a key must not be empty".into()
        } else {
            safe!("`", quote_for_message(&key), "` is not a key")
        };
        (message, help())
    };
    let sequence = parse_sequence(text).map_err(no_key)?;
    match sequence.iter().find(|chord| !chord.is_sendable()) {
        Some(chord) => Err((safe!("terminals do not send `", quote_for_message(&chord.to_string()), "`"), help())),
        None => Ok(sequence),
    }
}

#[cfg(test)]
mod tests {
    use super::super::keymap::KeyMatch;
    use super::*;

    fn overrides_of(overrides: &[(&str, &[&str])]) -> Vec<Override> {
        let given = |(name, keys): &(&str, &[&str])| Override {
            name: (*name).to_owned(),
            keys: keys.iter().map(ToString::to_string).collect(),
        };
        overrides.iter().map(given).collect()
    }

    /// Returns the reported errors: indices of override and key, message, help.
    fn errors(overrides: &[(&str, &[&str])]) -> Vec<String> {
        let describe = |fault: &KeymapError| {
            let key = fault.key_index.map_or_else(String::new, |key| format!(".{key}"));
            let help = fault.help.as_ref().map_or("", Safe::as_str);
            format!("{}{key}: {}; {help}", fault.index, fault.message)
        };
        Keymap::with_overrides(&overrides_of(overrides)).expect_err("it is wrong").iter().map(describe).collect()
    }

    #[test]
    fn overrides_replace_default_keys() {
        let keymap = Keymap::with_overrides(&overrides_of(&[
            ("star", &["*"]),
            ("down", &["j", "Down", "Ctrl-n"]),
            ("list.mark", &["Space", "x"]),
            ("undo", &[]),
            ("compare", &["c c"]),
        ]))
        .unwrap();
        let meaning = |scope: Scope, keys| keymap.lookup_exact(scope.chain(), &parse_sequence(keys).unwrap());
        for (scope, keys, expected) in [
            (Scope::List, "*", KeyMatch::Action(Action::Star)),
            (Scope::View, "*", KeyMatch::Action(Action::Star)),
            (Scope::List, "s", KeyMatch::Unbound),
            (Scope::List, "j", KeyMatch::Action(Action::Down)),
            (Scope::Filter, "Ctrl-n", KeyMatch::Action(Action::Down)),
            // It would be typed as text.
            (Scope::Filter, "j", KeyMatch::Unbound),
            (Scope::List, "x", KeyMatch::Action(Action::Mark)),
            (Scope::Detail, "x", KeyMatch::Unbound),
            (Scope::Detail, "Space", KeyMatch::Action(Action::Mark)),
            (Scope::List, "u", KeyMatch::Unbound),
            (Scope::List, "c", KeyMatch::Prefix),
            (Scope::List, "c c", KeyMatch::Action(Action::Compare)),
        ] {
            assert_eq!(meaning(scope, keys), expected, "{keys}");
        }
    }

    #[test]
    fn old_names_are_accepted() {
        let old = overrides_of(&[
            ("put-in", &["F5"]),
            ("words.copy", &["F6"]),
            ("sheet.stop-next", &["F7"]),
            ("listed.back", &["F8"]),
        ]);
        let new = overrides_of(&[
            ("add-to-list", &["F5"]),
            ("select.copy", &["F6"]),
            ("view.next-section", &["F7"]),
            ("in-list.back", &["F8"]),
        ]);
        let keymap = Keymap::with_overrides(&new).unwrap();
        assert_eq!(Keymap::with_overrides(&old), Ok(keymap.clone()));
        let changed: Vec<String> = keymap.changed_bindings().into_iter().map(|(name, _)| name).collect();
        assert_eq!(changed, ["in-list.back", "select.copy", "lists.add-to-list", "view.next-section"]);
        let twice = errors(&[("put-in", &["F5"]), ("add-to-list", &["F5"])]);
        assert!(twice[0].starts_with("1: the keys of `add-to-list` are given twice"), "{twice:#?}");
        for definition in TABLE {
            let names = [Some(definition.name), definition.old_name].into_iter().flatten();
            for name in names {
                assert!(Keymap::with_overrides(&overrides_of(&[(name, &["F9"])])).is_ok(), "{name}");
            }
        }
    }

    #[test]
    fn default_keys_stay_in_text_scopes_if_none_are_left() {
        let keymap = Keymap::with_overrides(&overrides_of(&[("down", &["t"])])).unwrap();
        let meaning = |scope: Scope, keys| keymap.lookup_exact(scope.chain(), &parse_sequence(keys).unwrap());
        assert_eq!(meaning(Scope::List, "t"), KeyMatch::Action(Action::Down));
        assert_eq!(meaning(Scope::List, "j"), KeyMatch::Unbound);
        assert_eq!(meaning(Scope::Filter, "Down"), KeyMatch::Action(Action::Down));
    }

    #[test]
    fn all_errors_are_reported_at_once() {
        assert_eq!(
            errors(&[("starr", &["x", "ctrl-x"]), ("lst.mark", &[]), ("filter.star", &[]), ("zzz", &["jj", ""])]),
            [
                "0: unknown action `starr`; did you mean `star`?",
                "0.1: `ctrl-x` is not a key; did you mean `Ctrl-x`?",
                "1: unknown place `lst`; did you mean `list`?",
                "2: `star` does nothing in the filter; it has keys in: panes, view",
                "3: unknown action `zzz`; `kzq config --sample` has all actions",
                "3.0: `jj` is not a key; keys are written j, G, Ctrl-d, Alt-x, Shift-Tab, PgDn, F1, Space; in a row: g g",
                "3.1: a key must not be empty; keys are written j, G, Ctrl-d, Alt-x, Shift-Tab, PgDn, F1, Space; in a row: g g",
            ]
        );
    }

    #[test]
    fn conflicting_keys_are_rejected() {
        for (overrides, expected) in [
            (
                &[("star", &["q"][..])][..],
                &["0.0: `q` means `quit` browsing already; give `panes.quit` other keys, or none: []"][..],
            ),
            (&[("star", &["*", "*"])], &["0.1: `*` means `star` browsing already; give it only once"]),
            (
                &[("star", &["*"]), ("compare", &["*"])],
                &["1.0: `*` means `star` browsing already; give `panes.star` other keys, or none: []"],
            ),
            (
                &[("star", &["*"]), ("compare", &["* *"])],
                &[
                    "0.0: `*` (star) and `* *` (compare) can't both be typed browsing; a key that begins another sequence cannot be used alone",
                ],
            ),
            (
                &[("filter.down", &["j"]), ("leave", &["x", "Ctrl-c"])],
                &[
                    "0.0: `j` types a character in the filter; use Ctrl or Alt, or a named key such as Enter or F2",
                    "1.0: `x` types a character in the filter; use Ctrl or Alt, or a named key such as Enter or F2",
                ],
            ),
            (&[("star", &["Ctrl-S"])], &["0.0: terminals do not send `Ctrl-S`; did you mean `Ctrl-s`?"]),
        ] {
            assert_eq!(errors(overrides), expected);
        }
        // A freed key can be reused.
        assert!(Keymap::with_overrides(&overrides_of(&[("star", &["u"]), ("undo", &[])])).is_ok());
        // A narrower scope may take a key of a wider one.
        assert!(Keymap::with_overrides(&overrides_of(&[("list.mark", &["s"])])).is_ok());
    }

    #[test]
    fn default_keys_yield_to_user_keys() {
        let lookup = |overrides: &[(&str, &[&str])], scope: Scope, keys: &str| {
            let keymap = Keymap::with_overrides(&overrides_of(overrides)).unwrap();
            keymap.lookup_exact(scope.chain(), &parse_sequence(keys).unwrap())
        };
        let taken: &[(&str, &[&str])] = &[("star", &["u"])];
        assert_eq!(lookup(taken, Scope::List, "u"), KeyMatch::Action(Action::Star));
        assert_eq!(lookup(taken, Scope::Lists, "u"), KeyMatch::Action(Action::Undo), "the user did not take it there");
        // Keys that are a prefix of default keys, and the reverse.
        assert_eq!(lookup(&[("star", &["g"])], Scope::List, "g"), KeyMatch::Action(Action::Star));
        assert_eq!(lookup(&[("star", &["y s"])], Scope::List, "y s"), KeyMatch::Action(Action::Star));
        assert_eq!(lookup(&[("star", &["y s"])], Scope::List, "y"), KeyMatch::Prefix);
        // If a narrower scope uses a prefix of default keys, they stay in other scopes.
        let narrow: &[(&str, &[&str])] = &[("list.mark", &["g"])];
        assert_eq!(lookup(narrow, Scope::List, "g"), KeyMatch::Action(Action::Mark));
        assert_eq!(lookup(narrow, Scope::Topics, "g g"), KeyMatch::Action(Action::First));
        // A default key of a narrower scope stays, unless it takes the user's only way out.
        assert_eq!(lookup(&[("star", &["Enter"])], Scope::List, "Enter"), KeyMatch::Action(Action::OpenDetail));
        assert_eq!(lookup(&[("quit", &["Enter", "Q"])], Scope::List, "Enter"), KeyMatch::Action(Action::OpenDetail));
        assert_eq!(lookup(&[("quit", &["Enter"])], Scope::List, "Enter"), KeyMatch::Action(Action::Quit));
        // One of several exit keys yields, the last one does not.
        assert_eq!(lookup(&[("take", &["q"])], Scope::Menu, "q"), KeyMatch::Action(Action::CopySelected));
        assert!(Keymap::with_overrides(&overrides_of(&[("take", &["q", "Esc"])])).is_err());
        // Keys that are shown in the settings can be loaded again.
        let keymap = Keymap::with_overrides(&overrides_of(taken)).unwrap();
        let shown = keymap
            .changed_bindings()
            .into_iter()
            .map(|(name, keys)| Override { name, keys: keys.iter().map(ToString::to_string).collect() });
        assert_eq!(Keymap::with_overrides(&shown.collect::<Vec<_>>()), Ok(keymap));
    }

    proptest::proptest! {
        /// Each action may take the default keys of any other, except the last way out of a scope.
        #[test]
        fn every_default_key_can_be_given_to_another_action(of in 0..TABLE.len(), to in 0..TABLE.len()) {
            for row in TABLE[of].keys.iter().filter(|_| !EXIT_ACTIONS.contains(&TABLE[of].action) && of != to) {
                for to in TABLE[to].keys.iter().filter(|to| to.scope == row.scope).map(|_| TABLE[to].name) {
                    let name = format!("{}.{to}", row.scope.name());
                    let keys = vec![row.keys[0].to_owned()];
                    let faults = Keymap::with_overrides(&[Override { name, keys }]).err().unwrap_or_default();
                    let is_exit = |fault: &KeymapError| fault.rule == KeymapRule::HasExit;
                    proptest::prop_assert!(faults.iter().all(is_exit), "{faults:?}");
                }
            }
        }
    }

    #[test]
    fn exit_keys_are_required() {
        for (overrides, expected) in [
            (&[("quit", &[][..])][..], "0: `quit` would have no key browsing"),
            (&[("sheet.quit", &[])], "0: `quit` would have no key in a view"),
            (&[("leave", &[])], "0: `cancel` would have no key browsing"),
            (&[("copy", &["Ctrl-c"])], "0.0: `cancel` would have no key browsing"),
            (&[("list.mark", &["q"])], "0.0: `quit` would have no key in the list"),
            (&[("menu.back", &[])], "0: `back` would have no key in a menu"),
        ] {
            let wrong = errors(overrides);
            assert_eq!(wrong[0], format!("{expected}; give it a key, so that you can leave"), "{wrong:#?}");
        }
        assert!(Keymap::with_overrides(&overrides_of(&[("list.mark", &["q"]), ("quit", &["Q"])])).is_ok());
        // Terminals send these as Enter and as Esc.
        for key in ["Ctrl-m", "Ctrl-["] {
            assert!(errors(&[("quit", &[key])])[0].contains("would have no key"), "{key}");
            assert!(Keymap::with_overrides(&overrides_of(&[("quit", &[key, "Q"])])).is_ok(), "{key}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

        #[test]
        fn accepted_keymaps_have_an_exit_in_every_scope(
            picks in proptest::collection::vec(
                (0..TABLE.len(), 0..=Scope::ALL.len(), proptest::collection::vec(
                    proptest::sample::select(vec!["q", "Esc", "Ctrl-c", "x", "g", "g g", "F5", "Space", "Ctrl-q", "y y"]), 0..3,
                )),
                0..5,
            ),
        ) {
            let overrides: Vec<Override> = picks
                .into_iter()
                .map(|(action, scope, keys)| {
                    let place = Scope::ALL.get(scope).map_or_else(String::new, |scope| format!("{}.", scope.name()));
                    let keys = keys.into_iter().map(str::to_owned).collect();
                    Override { name: format!("{place}{}", TABLE[action].name), keys }
                })
                .collect();
            match Keymap::with_overrides(&overrides) {
                Ok(keymap) => {
                    for scope in Scope::ALL {
                        let chain = scope.chain();
                        let leaves = chain.iter().flat_map(|&scope| keymap.key_names(scope, Action::Cancel)).any(|keys| {
                            let keys = parse_sequence(keys.as_str()).unwrap_or_default();
                            keymap.lookup_exact(chain, &keys) == KeyMatch::Action(Action::Cancel)
                        });
                        proptest::prop_assert!(leaves, "{}", scope.name());
                    }
                    proptest::prop_assert_eq!(Keymap::with_overrides(&overrides), Ok(keymap));
                }
                Err(faults) => {
                    proptest::prop_assert!(!faults.is_empty());
                    for fault in faults {
                        let keys = overrides[fault.index].keys.len();
                        proptest::prop_assert!(fault.key_index.is_none_or(|key| key < keys), "{}", fault.message);
                    }
                }
            }
        }
    }
}
