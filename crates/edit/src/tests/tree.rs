//! The content of a RON file, read without the code under test.

use crate::string_literal;
use kzq_ron::{RonTokenKind, tokens};

/// RON without white space, comments and trailing commas.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Leaf(String),
    Group(String, Vec<(String, Tree)>),
}

impl Tree {
    pub(super) fn read(ron: &str) -> Self {
        let mut all: Vec<(RonTokenKind, &str)> = tokens(ron).map(|token| (token.kind, token.text)).collect();
        // Extensions come first.
        if all[0].1 == "#" {
            let end = all.iter().position(|(_, text)| *text == "]").unwrap();
            all.drain(..=end);
        }
        let mut at = 0;
        let tree = Self::value(&all, &mut at);
        assert_eq!(at, all.len(), "{ron}");
        tree
    }

    fn value(all: &[(RonTokenKind, &str)], at: &mut usize) -> Self {
        let mut head = all[*at].1.to_owned();
        if all[*at].0 != RonTokenKind::Open {
            *at += 1;
            if all.get(*at).is_none_or(|(kind, _)| *kind != RonTokenKind::Open) {
                return Self::Leaf(head);
            }
            head += all[*at].1;
        }
        *at += 1;
        let mut items = Vec::new();
        while all[*at].0 != RonTokenKind::Close {
            let mut name = String::new();
            if all[*at + 1].1 == ":" {
                all[*at].1.clone_into(&mut name);
                *at += 2;
            }
            items.push((name, Self::value(all, at)));
            if all[*at].1 == "," {
                *at += 1;
            }
        }
        *at += 1;
        Self::Group(head, items)
    }

    pub(super) fn items(&self) -> &[(String, Self)] {
        let Self::Group(_, items) = self else { panic!("{self:?}") };
        items
    }

    pub(super) fn items_mut(&mut self) -> &mut Vec<(String, Self)> {
        let Self::Group(_, items) = self else { panic!("no group") };
        items
    }

    pub(super) fn field(&self, name: &str) -> Option<&Self> {
        self.items().iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    pub(super) fn field_mut(&mut self, name: &str) -> Option<&mut Self> {
        self.items_mut().iter_mut().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    pub(super) fn entry_mut(&mut self, id: &str) -> &mut Self {
        let id = Self::Leaf(string_literal(id));
        let entries = self.field_mut("entries").unwrap().items_mut();
        &mut entries.iter_mut().find(|(_, entry)| entry.field("id") == Some(&id)).unwrap().1
    }

    /// Sorts the fields: where a new table is put does not matter here.
    pub(super) fn sorted(mut self) -> Self {
        self.items_mut().sort_by(|one, other| one.0.cmp(&other.0));
        self
    }
}
