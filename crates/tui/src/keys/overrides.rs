//! The user's key overrides: how they are parsed, applied to the table of actions, and checked.
//!
//! An override names an action, `star`, or an action in one scope, `list.mark`; the latter takes precedence. It
//! replaces all keys of the action there; an empty list removes them. In scopes where text is typed, keys that type a
//! character are skipped in overrides without a scope; if that leaves none, the default keys stay.

use super::action::{Action, TABLE};
use super::chord::{Chord, NoKey};
use super::keymap::{Keymap, Meaning, sequence};
use super::scope::Scope;
use kzq_ron::{nearest, said};
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
pub struct KeyFault {
    /// The index of the override.
    pub at: usize,
    /// The index of the key in the override; `None` if the name or the whole override is at fault.
    pub key: Option<usize>,
    /// The rule that is broken.
    pub rule: KeyRule,
    /// What is wrong, as a sentence.
    pub message: Safe<'static>,
    /// How it might be fixed.
    pub help: Option<Safe<'static>>,
}

/// A rule that overrides must obey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyRule {
    /// An override names an action, and a scope in which the action has keys.
    Named,
    /// A key parses, and a terminal can send it.
    Key,
    /// A key has one meaning in a scope, and can be typed there.
    Clash,
    /// Every scope can be left.
    WayOut,
}

/// The actions that need a key wherever the table gives them one.
const WAYS_OUT: [Action; 3] = [Action::Quit, Action::Leave, Action::Back];

/// Builds the keymap of the table with overrides applied.
///
/// # Errors
///
/// Returns everything that is wrong.
pub(crate) fn apply(overrides: &[Override]) -> Result<Keymap, Vec<KeyFault>> {
    let mut applying = Applying { faults: Vec::new(), rows: Vec::new() };
    let read: Vec<Option<Read>> = overrides.iter().enumerate().map(|(at, given)| applying.read(at, given)).collect();
    applying.rows = rows(&read);
    applying.find_clashes();
    applying.find_hidden();
    applying.find_dead_ends(&read);
    let mut faults = applying.faults;
    if faults.is_empty() {
        return Ok(keymap(&applying.rows));
    }
    faults.sort_by_key(|fault| (fault.at, fault.key));
    Err(faults)
}

/// An override whose name is valid.
struct Read {
    at: usize,
    scope: Option<Scope>,
    action: Action,
    keys: Vec<KeySet>,
}

/// A key or sequence of an action.
#[derive(Clone)]
struct KeySet {
    name: Safe<'static>,
    sequence: Vec<Chord>,
    /// The indices of the override and of its key; `None` for a default key.
    from: Option<(usize, usize)>,
}

/// An action with its keys in a scope.
struct Row {
    scope: Scope,
    action: Action,
    keys: Vec<KeySet>,
}

/// The effective keys in every scope of the table, overrides applied.
fn rows(read: &[Option<Read>]) -> Vec<Row> {
    let mut rows = Vec::new();
    for definition in TABLE {
        for row in definition.keys {
            let of_action = || read.iter().flatten().filter(|read| read.action == definition.action);
            let exact = of_action().find(|read| read.scope == Some(row.scope));
            let wide = of_action().find(|read| read.scope.is_none());
            let own = row
                .keys
                .iter()
                .filter_map(|&keys| Some(KeySet { name: keys.into(), sequence: sequence(keys).ok()?, from: None }));
            let keys = match (exact, wide) {
                (Some(exact), _) => exact.keys.clone(),
                (None, Some(wide)) => {
                    let is_typed = |set: &&KeySet| row.scope.is_typed() && types(&set.sequence);
                    let left: Vec<KeySet> = wide.keys.iter().filter(|set| !is_typed(set)).cloned().collect();
                    if left.is_empty() && !wide.keys.is_empty() { own.collect() } else { left }
                }
                (None, None) => own.collect(),
            };
            rows.push(Row { scope: row.scope, action: definition.action, keys });
        }
    }
    rows
}

fn keymap(rows: &[Row]) -> Keymap {
    let mut keymap = Keymap::empty();
    for row in rows {
        keymap.put(row.scope, row.action, row.keys.iter().map(|set| (set.name.clone(), set.sequence.clone())));
    }
    keymap
}

/// Whether a sequence starts with a key that types a character.
fn types(sequence: &[Chord]) -> bool {
    sequence.first().is_some_and(|chord| chord.typed().is_some())
}

fn name(action: Action) -> &'static str {
    TABLE.iter().find(|definition| definition.action == action).map_or("", |definition| definition.name)
}

/// The title of a scope, for the middle of a sentence.
fn place(scope: Scope) -> Safe<'static> {
    let title = scope.title();
    let (first, rest) = title.split_at(1);
    safe!(Safe::line(first.to_lowercase()), rest)
}

/// Collects the problems of overrides.
struct Applying {
    faults: Vec<KeyFault>,
    rows: Vec<Row>,
}

impl Applying {
    /// Reports a problem unless the same key already breaks the same rule.
    fn fault(
        &mut self,
        (at, key): (usize, Option<usize>),
        rule: KeyRule,
        message: Safe<'static>,
        help: Option<Safe<'static>>,
    ) {
        if !self.faults.iter().any(|fault| (fault.at, fault.key, fault.rule) == (at, key, rule)) {
            self.faults.push(KeyFault { at, key, rule, message, help });
        }
    }

    fn read(&mut self, at: usize, given: &Override) -> Option<Read> {
        let named = self.named(at, &given.name);
        let mut keys = Vec::new();
        for (key, text) in given.keys.iter().enumerate() {
            match read_keys(text) {
                Ok(sequence) => {
                    let name = Safe::join(sequence.iter().map(|chord| Safe::line(chord.to_string())), " ");
                    keys.push(KeySet { name, sequence, from: Some((at, key)) });
                }
                Err((message, help)) => self.fault((at, Some(key)), KeyRule::Key, message, Some(help)),
            }
        }
        let (scope, action) = named?;
        let everywhere = || TABLE.iter().any(|row| row.action == action && row.keys[0].scope == Scope::Everywhere);
        let is_typed = scope.map_or_else(everywhere, |scope| scope.is_typed() || scope == Scope::Everywhere);
        for set in keys.iter().filter(|set| is_typed && types(&set.sequence)) {
            let where_typed = place(scope.filter(|scope| scope.is_typed()).unwrap_or(Scope::Filter));
            let message = safe!("`", set.name, "` types a character ", where_typed);
            let help = "there a key has Ctrl or Alt, or a name, as Enter or F2 have";
            self.fault((at, set.from.map(|(_, key)| key)), KeyRule::Clash, message, Some(help.into()));
        }
        Some(Read { at, scope, action, keys })
    }

    /// Resolves the name of an override to a scope and an action.
    fn named(&mut self, at: usize, text: &str) -> Option<(Option<Scope>, Action)> {
        let (scope_name, action_name) =
            text.split_once('.').map_or((None, text), |(scope, action)| (Some(scope), action));
        let scope = scope_name.map(|name| Scope::ALL.into_iter().find(|scope| scope.name() == name));
        let definition = TABLE.iter().find(|definition| definition.name == action_name);
        match (scope, definition) {
            (Some(None), _) => {
                let scope = scope_name.unwrap_or_default();
                let near = nearest(scope, Scope::ALL.iter().map(|scope| scope.name()));
                let all = || safe!("there are ", Safe::join(Scope::ALL.map(|scope| scope.name().into()), ", "));
                let help = near.map_or_else(all, |near| safe!("did you mean `", said(near), "`?"));
                self.fault((at, None), KeyRule::Named, safe!("there is no place `", said(scope), "`"), Some(help));
                None
            }
            (_, None) => {
                let near = nearest(action_name, TABLE.iter().map(|definition| definition.name));
                let help = near.map(|near| safe!("did you mean `", said(near), "`?"));
                let help = help.unwrap_or_else(|| "`kzq config --sample` has all actions".into());
                let message = safe!("there is no action `", said(action_name), "`");
                self.fault((at, None), KeyRule::Named, message, Some(help));
                None
            }
            (Some(Some(scope)), Some(definition)) if !definition.keys.iter().any(|row| row.scope == scope) => {
                let message = safe!("`", definition.name, "` does nothing ", place(scope));
                let places = definition.keys.iter().map(|row| row.scope.name().into());
                let help = safe!("it has keys in: ", Safe::join(places, ", "));
                self.fault((at, None), KeyRule::Named, message, Some(help));
                None
            }
            (scope, Some(definition)) => Some((scope.flatten(), definition.action)),
        }
    }

    /// Finds keys that are bound to two actions in one scope.
    fn find_clashes(&mut self) {
        let mut found = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            for (at, set) in row.keys.iter().enumerate() {
                let same_row = row.keys[..at].iter().map(|other| (row, other));
                let above = self.rows[..index].iter().filter(|other| other.scope == row.scope);
                let above = above.flat_map(|other| other.keys.iter().map(move |set| (other, set)));
                let Some((other_row, other)) = above.chain(same_row).find(|(_, other)| other.sequence == set.sequence)
                else {
                    continue;
                };
                // A default key was there first; of two overrides, the earlier one was.
                let (wrong, standing) = if set.from >= other.from { (set, other_row) } else { (other, row) };
                let Some((at, key)) = wrong.from else { continue };
                let taken = name(standing.action);
                let message = safe!("`", set.name, "` means `", taken, "` ", place(row.scope), " already");
                let help = if other_row.action == row.action {
                    "it need be given once only".into()
                } else {
                    safe!("give `", row.scope.name(), ".", taken, "` other keys, or none: []")
                };
                found.push(((at, Some(key)), message, help));
            }
        }
        for (at, message, help) in found {
            self.fault(at, KeyRule::Clash, message, Some(help));
        }
    }

    /// Finds keys that can't be typed because a prefix of them is bound.
    fn find_hidden(&mut self) {
        let mut found = Vec::new();
        for chain in Scope::ALL.map(Scope::chain) {
            let in_chain: Vec<&Row> = self.rows.iter().filter(|row| chain.contains(&row.scope)).collect();
            let all = || in_chain.iter().flat_map(|row| row.keys.iter().map(move |set| (*row, set)));
            for (long_row, long) in all().filter(|(_, long)| long.sequence.len() > 1) {
                let begins = |short: &KeySet| {
                    short.sequence.len() < long.sequence.len() && long.sequence.starts_with(&short.sequence)
                };
                for (short_row, short) in all().filter(|(_, short)| begins(short)) {
                    let Some((at, key)) = short.from.or(long.from) else { continue };
                    let scope = if short.from.is_some() { short_row.scope } else { long_row.scope };
                    let message = safe!(
                        "`",
                        short.name,
                        "` (",
                        name(short_row.action),
                        ") and `",
                        long.name,
                        "` (",
                        name(long_row.action),
                        ") can't both be typed ",
                        place(scope)
                    );
                    let help = "keys that begin other keys mean nothing by themselves";
                    found.push(((at, Some(key)), message, help));
                }
            }
        }
        for (at, message, help) in found {
            self.fault(at, KeyRule::Clash, message, Some(help.into()));
        }
    }

    /// Finds scopes that could no longer be left.
    fn find_dead_ends(&mut self, read: &[Option<Read>]) {
        let keymap = keymap(&self.rows);
        let mut found = Vec::new();
        for scope in Scope::ALL {
            for out in WAYS_OUT {
                let has_keys = |definition: &&super::definition::Definition| definition.action == out;
                let Some(definition) = TABLE.iter().find(has_keys) else { continue };
                let chain = scope.chain();
                if !definition.keys.iter().any(|row| chain.contains(&row.scope)) {
                    continue;
                }
                let rows = || self.rows.iter().filter(|row| row.action == out && chain.contains(&row.scope));
                let mut sets = rows().flat_map(|row| &row.keys);
                let arrives = |set: &KeySet| set.sequence.iter().all(|chord| chord.arrives());
                if sets.any(|set| arrives(set) && keymap.exact(chain, &set.sequence) == Meaning::Action(out)) {
                    continue;
                }
                let own = read
                    .iter()
                    .flatten()
                    .find(|read| read.action == out && read.scope.is_none_or(|scope| chain.contains(&scope)));
                let shadow = || {
                    let taken =
                        |set: &KeySet| rows().any(|row| row.keys.iter().any(|own| own.sequence == set.sequence));
                    let over = self.rows.iter().filter(|row| row.action != out && chain.contains(&row.scope));
                    over.flat_map(|row| &row.keys).find(|set| taken(set)).and_then(|set| set.from)
                };
                let at = own.map(|own| (own.at, None)).or_else(|| shadow().map(|(at, key)| (at, Some(key))));
                let message = safe!("nothing would be left for `", name(out), "` ", place(scope));
                found.extend(at.map(|at| (at, message)));
            }
        }
        for (at, message) in found {
            self.fault(at, KeyRule::WayOut, message, Some("give it a key, so that there is a way out".into()));
        }
    }
}

/// Parses keys; on failure, returns what is wrong and a suggestion.
fn read_keys(text: &str) -> Result<Vec<Chord>, (Safe<'static>, Safe<'static>)> {
    let help = || {
        let meant: Option<Vec<String>> = text.split(' ').map(|key| Some(Chord::meant(key)?.to_string())).collect();
        match meant {
            Some(meant) => safe!("did you mean `", said(&meant.join(" ")), "`?"),
            None => "keys are written j, G, Ctrl-d, Alt-x, Shift-Tab, PgDn, F1, Space; in a row: g g".into(),
        }
    };
    let no_key = |NoKey(key)| {
        let message = if key.is_empty() { "a key is not empty".into() } else { safe!("`", said(&key), "` is no key") };
        (message, help())
    };
    let sequence = sequence(text).map_err(no_key)?;
    match sequence.iter().find(|chord| !chord.can_be_sent()) {
        Some(chord) => Err((safe!("no terminal sends `", said(&chord.to_string()), "`"), help())),
        None => Ok(sequence),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(overrides: &[(&str, &[&str])]) -> Vec<Override> {
        let given = |(name, keys): &(&str, &[&str])| Override {
            name: (*name).to_owned(),
            keys: keys.iter().map(ToString::to_string).collect(),
        };
        overrides.iter().map(given).collect()
    }

    /// The reported problems: indices of override and key, message, help.
    fn wrong(overrides: &[(&str, &[&str])]) -> Vec<String> {
        let told = |fault: &KeyFault| {
            let key = fault.key.map_or_else(String::new, |key| format!(".{key}"));
            let help = fault.help.as_ref().map_or("", Safe::as_str);
            format!("{}{key}: {}; {help}", fault.at, fault.message)
        };
        Keymap::with(&given(overrides)).expect_err("it is wrong").iter().map(told).collect()
    }

    #[test]
    fn keys_take_the_place_of_those_of_the_table() {
        let keymap = Keymap::with(&given(&[
            ("star", &["*"]),
            ("down", &["j", "Down", "Ctrl-n"]),
            ("list.mark", &["Space", "x"]),
            ("undo", &[]),
            ("compare", &["c c"]),
        ]))
        .unwrap();
        let meaning = |scope: Scope, keys| keymap.exact(scope.chain(), &sequence(keys).unwrap());
        for (scope, keys, expected) in [
            (Scope::List, "*", Meaning::Action(Action::Star)),
            (Scope::Sheet, "*", Meaning::Action(Action::Star)),
            (Scope::List, "s", Meaning::Nothing),
            (Scope::List, "j", Meaning::Action(Action::Down)),
            (Scope::Filter, "Ctrl-n", Meaning::Action(Action::Down)),
            // It would be typed as text.
            (Scope::Filter, "j", Meaning::Nothing),
            (Scope::List, "x", Meaning::Action(Action::Mark)),
            (Scope::Detail, "x", Meaning::Nothing),
            (Scope::Detail, "Space", Meaning::Action(Action::Mark)),
            (Scope::List, "u", Meaning::Nothing),
            (Scope::List, "c", Meaning::Beginning),
            (Scope::List, "c c", Meaning::Action(Action::Compare)),
        ] {
            assert_eq!(meaning(scope, keys), expected, "{keys}");
        }
    }

    #[test]
    fn where_text_is_typed_the_keys_of_the_table_stay_if_no_others_are_left() {
        let keymap = Keymap::with(&given(&[("down", &["t"])])).unwrap();
        let meaning = |scope: Scope, keys| keymap.exact(scope.chain(), &sequence(keys).unwrap());
        assert_eq!(meaning(Scope::List, "t"), Meaning::Action(Action::Down));
        assert_eq!(meaning(Scope::List, "j"), Meaning::Nothing);
        assert_eq!(meaning(Scope::Filter, "Down"), Meaning::Action(Action::Down));
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        assert_eq!(
            wrong(&[("starr", &["x", "ctrl-x"]), ("lst.mark", &[]), ("filter.star", &[]), ("zzz", &["jj", ""])]),
            [
                "0: there is no action `starr`; did you mean `star`?",
                "0.1: `ctrl-x` is no key; did you mean `Ctrl-x`?",
                "1: there is no place `lst`; did you mean `list`?",
                "2: `star` does nothing in the filter; it has keys in: panes, sheet",
                "3: there is no action `zzz`; `kzq config --sample` has all actions",
                "3.0: `jj` is no key; keys are written j, G, Ctrl-d, Alt-x, Shift-Tab, PgDn, F1, Space; in a row: g g",
                "3.1: a key is not empty; keys are written j, G, Ctrl-d, Alt-x, Shift-Tab, PgDn, F1, Space; in a row: g g",
            ]
        );
    }

    #[test]
    fn a_key_means_one_thing_in_one_place() {
        for (overrides, expected) in [
            (
                &[("star", &["u"][..])][..],
                &["0.0: `u` means `undo` browsing already; give `panes.undo` other keys, or none: []"][..],
            ),
            (&[("star", &["*", "*"])], &["0.1: `*` means `star` browsing already; it need be given once only"]),
            (
                &[("star", &["*"]), ("compare", &["*"])],
                &["1.0: `*` means `star` browsing already; give `panes.star` other keys, or none: []"],
            ),
            (
                &[("star", &["g"])],
                &[
                    "0.0: `g` (star) and `g g` (first) can't both be typed browsing; keys that begin other keys mean nothing by themselves",
                ],
            ),
            (
                &[("star", &["y s"])],
                &[
                    "0.0: `y` (copy) and `y s` (star) can't both be typed browsing; keys that begin other keys mean nothing by themselves",
                ],
            ),
            (
                &[("filter.down", &["j"]), ("leave", &["x", "Ctrl-c"])],
                &[
                    "0.0: `j` types a character in the filter; there a key has Ctrl or Alt, or a name, as Enter or F2 have",
                    "1.0: `x` types a character in the filter; there a key has Ctrl or Alt, or a name, as Enter or F2 have",
                ],
            ),
            (&[("star", &["Ctrl-S"])], &["0.0: no terminal sends `Ctrl-S`; did you mean `Ctrl-s`?"]),
        ] {
            assert_eq!(wrong(overrides), expected);
        }
        // A freed key can be reused.
        assert!(Keymap::with(&given(&[("star", &["u"]), ("undo", &[])])).is_ok());
        // A narrower scope may take a key of a wider one.
        assert!(Keymap::with(&given(&[("list.mark", &["s"])])).is_ok());
    }

    #[test]
    fn there_is_always_a_way_out() {
        for (overrides, expected) in [
            (&[("quit", &[][..])][..], "0: nothing would be left for `quit` browsing"),
            (&[("sheet.quit", &[])], "0: nothing would be left for `quit` in a sheet"),
            (&[("leave", &[])], "0: nothing would be left for `leave` browsing"),
            (&[("copy", &["Ctrl-c"])], "0.0: nothing would be left for `leave` browsing"),
            (&[("list.mark", &["q"])], "0.0: nothing would be left for `quit` in the list"),
            (&[("menu.back", &[])], "0: nothing would be left for `back` in a menu"),
        ] {
            let wrong = wrong(overrides);
            assert_eq!(wrong[0], format!("{expected}; give it a key, so that there is a way out"), "{wrong:#?}");
        }
        assert!(Keymap::with(&given(&[("list.mark", &["q"]), ("quit", &["Q"])])).is_ok());
        // Terminals send these as Enter and as Esc.
        for key in ["Ctrl-m", "Ctrl-["] {
            assert!(wrong(&[("quit", &[key])])[0].contains("nothing would be left"), "{key}");
            assert!(Keymap::with(&given(&[("quit", &[key, "Q"])])).is_ok(), "{key}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

        #[test]
        fn whatever_is_accepted_can_be_left(
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
            match Keymap::with(&overrides) {
                Ok(keymap) => {
                    for scope in Scope::ALL {
                        let chain = scope.chain();
                        let leaves = chain.iter().flat_map(|&scope| keymap.keys(scope, Action::Leave)).any(|keys| {
                            let keys = sequence(keys.as_str()).unwrap_or_default();
                            keymap.exact(chain, &keys) == Meaning::Action(Action::Leave)
                        });
                        proptest::prop_assert!(leaves, "{}", scope.name());
                    }
                    proptest::prop_assert_eq!(Keymap::with(&overrides), Ok(keymap));
                }
                Err(faults) => {
                    proptest::prop_assert!(!faults.is_empty());
                    for fault in faults {
                        let keys = overrides[fault.at].keys.len();
                        proptest::prop_assert!(fault.key.is_none_or(|key| key < keys), "{}", fault.message);
                    }
                }
            }
        }
    }
}
