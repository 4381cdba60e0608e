//! The user's key bindings: parsing them, and writing the effective ones.

use std::collections::HashMap;

use super::fields::{Sampled, quoted};
use super::file::Reading;
use kzq_ron::Code;
use kzq_ron::{At, Node, Pairs, Role, said};
use kzq_text::safe;
use kzq_tui::keys::action::TABLE;
use kzq_tui::keys::definition::Definition;
use kzq_tui::keys::keymap::Keymap;
use kzq_tui::keys::overrides::{KeyFault, KeyRule, Override};

impl<'s> Reading<'_, 's, '_> {
    /// Parses key bindings, and applies them to the default keymap.
    pub(super) fn keys(&mut self, name: &'static str, node: Node<'s>) -> Option<Keymap> {
        let pairs = self.reader.read::<Pairs<'s>>(Role::Field(name), node)?.0;
        let mut overrides: Vec<Override> = Vec::new();
        let mut places = Vec::new();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (key, value) in pairs {
            let key = self.reader.read_at::<String>(Role::Key(name), key);
            let nodes = self.reader.read::<Vec<Node<'s>>>(Role::Item(name), value);
            let (Some(At { value: key, span }), Some(nodes)) = (key, nodes) else { continue };
            if let Some(first) = seen.insert(key.clone(), span.start) {
                let message = safe!("the keys of `", said(&key), "` are given twice");
                self.reader.twice(Code::DuplicateKey, span.clone(), first, message);
                continue;
            }
            let keys = nodes.into_iter().filter_map(|node| self.reader.read_at::<String>(Role::Item("keys"), node));
            let (keys, spans): (Vec<_>, Vec<_>) = keys.map(|at| (at.value, at.span)).unzip();
            overrides.push(Override { name: key, keys });
            places.push((span, spans));
        }
        match Keymap::with(&overrides) {
            Ok(keymap) => Some(keymap),
            Err(faults) => {
                for KeyFault { at, key, rule, message, help } in faults {
                    let (name, keys) = &places[at];
                    let span = key.and_then(|key| keys.get(key)).unwrap_or(name);
                    self.reader.error_with_help(code(rule), span.clone(), message, help);
                }
                None
            }
        }
    }
}

fn code(rule: KeyRule) -> Code {
    match rule {
        KeyRule::Named => Code::Dangling,
        KeyRule::Key => Code::BadKey,
        KeyRule::Clash => Code::KeyClash,
        KeyRule::WayOut => Code::NoWayOut,
    }
}

/// The key bindings that differ from the defaults, in RON.
pub(super) fn written(keymap: &Keymap) -> String {
    let changes = keymap.changes();
    let changes = changes.iter().map(|(name, keys)| pair(name, keys.iter().map(kzq_text::Safe::as_str)));
    format!("{{{}}}", changes.collect::<Vec<_>>().join(", "))
}

fn pair<'k>(name: &str, keys: impl Iterator<Item = &'k str>) -> String {
    format!("{}: [{}]", quoted(name), keys.map(quoted).collect::<Vec<_>>().join(", "))
}

/// All default key bindings, as a file would set them.
pub(super) fn sampled() -> Vec<Sampled> {
    let mut lines = vec![Sampled::Setting("keys: {".to_owned())];
    for definition in TABLE {
        lines.push(Sampled::Remark(format!("{}: {}", definition.name, definition.doc)));
        lines.extend(rows(definition).into_iter().map(|row| Sampled::Setting(format!("{row},"))));
    }
    lines.push(Sampled::Setting("},".to_owned()));
    lines
}

/// The bindings of an action: one row if they are the same in all its scopes.
fn rows(definition: &Definition) -> Vec<String> {
    let first = definition.keys[0].keys;
    if definition.keys.iter().all(|row| row.keys == first) {
        return vec![pair(definition.name, first.iter().copied())];
    }
    let row = |row: &kzq_tui::keys::definition::Keys| {
        pair(&format!("{}.{}", row.scope.name(), definition.name), row.keys.iter().copied())
    };
    definition.keys.iter().map(row).collect()
}
