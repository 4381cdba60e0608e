//! The user's key bindings: parsing them, and writing the effective ones.

use std::collections::HashMap;

use super::config_reader::ConfigReader;
use super::sample_line::{SampleLine, quote};
use kzq_ron::Rule;
use kzq_ron::{FieldRole, Node, Pairs, Spanned, quote_for_message};
use kzq_text::safe;
use kzq_tui::keys::action::{Definition, Keys, TABLE};
use kzq_tui::keys::keymap::Keymap;
use kzq_tui::keys::overrides::{KeymapError, KeymapRule, Override};

impl<'s> ConfigReader<'_, 's, '_> {
    /// Parses key bindings, and applies them to the default keymap.
    pub(super) fn keys(&mut self, name: &'static str, node: Node<'s>) -> Option<Keymap> {
        let pairs = self.parser.parse::<Pairs<'s>>(FieldRole::Field(name), node)?.0;
        let mut overrides: Vec<Override> = Vec::new();
        let mut spans_of_overrides = Vec::new();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (key, value) in pairs {
            let key = self.parser.parse_spanned::<String>(FieldRole::Key(name), key);
            let nodes = self.parser.parse::<Vec<Node<'s>>>(FieldRole::Item(name), value);
            let (Some(Spanned { value: key, span }), Some(nodes)) = (key, nodes) else { continue };
            if let Some(first) = seen.insert(key.clone(), span.start) {
                let message = safe!("the keys of `", quote_for_message(&key), "` are given twice");
                self.parser.duplicate(Rule::DuplicateKey, span.clone(), first, message);
                continue;
            }
            let keys =
                nodes.into_iter().filter_map(|node| self.parser.parse_spanned::<String>(FieldRole::Item("keys"), node));
            let (keys, spans): (Vec<_>, Vec<_>) = keys.map(|at| (at.value, at.span)).unzip();
            overrides.push(Override { name: key, keys });
            spans_of_overrides.push((span, spans));
        }
        match Keymap::with_overrides(&overrides) {
            Ok(keymap) => Some(keymap),
            Err(faults) => {
                for KeymapError { index: at, key_index: key, rule, message, help } in faults {
                    let (name, keys) = &spans_of_overrides[at];
                    let span = key.and_then(|key| keys.get(key)).unwrap_or(name);
                    self.parser.error_with_help(diagnostic_rule(rule), span.clone(), message, help);
                }
                None
            }
        }
    }
}

fn diagnostic_rule(rule: KeymapRule) -> Rule {
    match rule {
        KeymapRule::KnownAction => Rule::Dangling,
        KeymapRule::ValidKey => Rule::BadKey,
        KeymapRule::Conflict => Rule::KeyClash,
        KeymapRule::HasExit => Rule::NoWayOut,
    }
}

/// The key bindings that differ from the defaults, in RON.
pub(super) fn to_ron(keymap: &Keymap) -> String {
    let changes = keymap.changed_bindings();
    let changes = changes.iter().map(|(name, keys)| ron_pair(name, keys.iter().map(kzq_text::Safe::as_str)));
    format!("{{{}}}", changes.collect::<Vec<_>>().join(", "))
}

fn ron_pair<'k>(name: &str, keys: impl Iterator<Item = &'k str>) -> String {
    format!("{}: [{}]", quote(name), keys.map(quote).collect::<Vec<_>>().join(", "))
}

/// All default key bindings, as a file would set them.
pub(super) fn sample_lines() -> Vec<SampleLine> {
    let mut lines = vec![SampleLine::Setting("keys: {".to_owned())];
    for definition in TABLE {
        lines.push(SampleLine::Comment(format!("{}: {}", definition.name, definition.doc)));
        lines.extend(sample_rows(definition).into_iter().map(|row| SampleLine::Setting(format!("{row},"))));
    }
    lines.push(SampleLine::Setting("},".to_owned()));
    lines
}

/// The bindings of an action: one row if they are the same in all its scopes.
fn sample_rows(definition: &Definition) -> Vec<String> {
    let first = definition.keys[0].keys;
    if definition.keys.iter().all(|row| row.keys == first) {
        return vec![ron_pair(definition.name, first.iter().copied())];
    }
    let row = |row: &Keys| ron_pair(&format!("{}.{}", row.scope.name(), definition.name), row.keys.iter().copied());
    definition.keys.iter().map(row).collect()
}
