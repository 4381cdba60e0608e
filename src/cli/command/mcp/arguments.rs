//! [`Arguments`]: the arguments of a tool, which may be anything.

use serde_json::{Map, Value};

use kzq_text::{Safe, safe};

/// An argument that a tool takes, and the only declaration of its limit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Argument {
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
    pub(super) kind: Kind,
}

/// What an argument may be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A text of at most this many characters.
    Text(usize),
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// A whole number from 1 to a limit, with its default.
    Number { default: usize, max: usize },
    /// `true` or `false`.
    Flag,
}

/// The arguments of a call, of the kinds that they should be.
pub(super) struct Arguments<'c>(&'c Map<String, Value>);

impl<'c> Arguments<'c> {
    /// Checks the arguments of a call.
    ///
    /// # Errors
    ///
    /// What is wrong with them.
    pub(super) fn check(known: &[Argument], given: &'c Map<String, Value>) -> Result<Self, String> {
        for (name, value) in given {
            let Some(argument) = known.iter().find(|argument| argument.name == name) else {
                let names = Safe::join(known.iter().map(|argument| Safe::from(argument.name)), ", ");
                let name = Safe::line(name.chars().take(40).collect::<String>());
                return Err(safe!("there is no argument “", name, "”; there are ", names).to_string());
            };
            argument.check(value)?;
        }
        Ok(Self(given))
    }

    /// A text, if it is given.
    pub(super) fn text(&self, name: &str) -> Option<&'c str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// A number, or its default.
    pub(super) fn number(&self, argument: &Argument) -> usize {
        let Kind::Number { default, .. } = argument.kind else { return 0 };
        let given = self.0.get(argument.name).and_then(Value::as_u64);
        given.and_then(|number| usize::try_from(number).ok()).unwrap_or(default)
    }

    /// A flag; `false` unless it is given.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool) == Some(true)
    }
}

impl Argument {
    fn check(&self, value: &Value) -> Result<(), String> {
        let name = self.name;
        match (self.kind, value) {
            (Kind::Text(max), Value::String(text)) => match text.chars().count() {
                length if length > max => {
                    Err(format!("`{name}` has {length} characters; at most {max} are read in one call"))
                }
                _ => Ok(()),
            },
            (Kind::Text(_), _) => Err(format!("`{name}` must be a string")),
            (Kind::Word(words), Value::String(word)) if words().contains(&word.as_str()) => Ok(()),
            (Kind::Word(words), _) => Err(format!("`{name}` must be one of {}", words().join(", "))),
            (Kind::Number { max, .. }, Value::Number(number)) => match number.as_u64() {
                Some(number) if (1..=max as u64).contains(&number) => Ok(()),
                _ => Err(format!("`{name}` must be from 1 to {max}")),
            },
            (Kind::Number { max, .. }, _) => Err(format!("`{name}` must be a whole number from 1 to {max}")),
            (Kind::Flag, Value::Bool(_)) => Ok(()),
            (Kind::Flag, _) => Err(format!("`{name}` must be true or false")),
        }
    }
}
