//! Files with comments in all kinds of places.

use proptest::prelude::*;

/// How white space and comments are placed between tokens.
#[derive(Clone, Copy, Debug)]
pub(super) enum Style {
    OneLine,
    Lines,
    Windows,
}

/// A sample file, with the ids of its entries and its topics.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub(super) text: String,
    pub(super) ids: Vec<String>,
    pub(super) topics: Vec<String>,
}

/// The ingredients of a sample.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) style: Style,
    has_mark: bool,
    has_extension: bool,
    tables: [bool; 3],
    entries_first: bool,
    entries: usize,
    /// Chooses trivia and commas, one after another.
    choices: Vec<u8>,
}

pub(super) fn plan() -> impl Strategy<Value = Plan> {
    (
        prop_oneof![Just(Style::OneLine), Just(Style::Lines), Just(Style::Windows)],
        any::<bool>(),
        any::<bool>(),
        any::<[bool; 3]>(),
        any::<bool>(),
        0..4_usize,
        prop::collection::vec(any::<u8>(), 40..160),
    )
        .prop_map(|(style, has_mark, has_extension, tables, entries_first, entries, choices)| Plan {
            style,
            has_mark,
            has_extension,
            tables,
            entries_first,
            entries,
            choices,
        })
}

struct SampleWriter<'p> {
    plan: &'p Plan,
    at: usize,
    out: String,
}

impl SampleWriter<'_> {
    fn choice(&mut self) -> u8 {
        self.at += 1;
        self.plan.choices[self.at % self.plan.choices.len()]
    }

    /// Writes white space and comments.
    fn trivia(&mut self) {
        let choice = self.choice();
        self.out.push_str(match (self.plan.style, choice % 16) {
            (_, 0..4) => " ",
            (_, 4..8) => "",
            (_, 8) => " /* one, ) ] } \" : */ ",
            (_, 9) => "/* two /* ( */ */",
            (Style::OneLine, _) => " ",
            (_, 10) => " // three ) ] } \" : ,\n\t",
            (_, 11) => "// four\n        ",
            (_, 12) => "\n",
            (_, 13) => "\n    // five: (\n    /* six\n */\n    ",
            (_, _) => "\n        ",
        });
    }

    fn token(&mut self, token: &str) {
        self.trivia();
        self.out.push_str(token);
    }

    /// Writes items, with a comma after the last one or not.
    fn items(&mut self, items: &[&dyn Fn(&mut Self)]) {
        for (index, item) in items.iter().enumerate() {
            item(self);
            if index + 1 < items.len() || self.choice().is_multiple_of(2) {
                self.token(",");
            }
        }
    }

    fn group(&mut self, open: &str, close: &str, items: &[&dyn Fn(&mut Self)]) {
        self.token(open);
        self.items(items);
        self.token(close);
    }

    fn field(&mut self, name: &str, value: &str) {
        self.token(name);
        self.token(":");
        self.token(value);
    }

    fn text(&mut self) -> String {
        let texts = [
            "\"plain\"",
            "\"a \\\" ) ] , b\"",
            "r\"raw ( \"",
            "r#\"raw \" } #\"#",
            "\"\\u{201c}x\"",
            "\"// no comment\"",
            "\"over\n lines\"",
            "\"/* no comment\"",
        ];
        let text = texts[usize::from(self.choice()) % texts.len()];
        match self.plan.style {
            Style::OneLine => text.replace('\n', " "),
            _ => text.to_owned(),
        }
    }

    fn entry(&mut self, number: usize) {
        let text = self.text();
        let topics = self.choice() % 3;
        let list = |writer: &mut Self| {
            writer.token("topics");
            writer.token(":");
            let topic = |writer: &mut Self| writer.token("\"t\"");
            let items: &[&dyn Fn(&mut Self)] = &[&topic];
            writer.group("[", "]", if topics == 1 { &[] } else { items });
        };
        let source = |writer: &mut Self| {
            writer.token("source");
            writer.token(":");
            writer.group("(", ")", &[&|writer| writer.field("id", "\"p\""), &|writer| writer.field("item", "3")]);
        };
        let id = |writer: &mut Self| writer.field("id", &format!("\"e{number}\""));
        let by = |writer: &mut Self| writer.field("by", "\"a\"");
        let words = |writer: &mut Self| writer.field("text", &text);
        let fields: Vec<&dyn Fn(&mut Self)> =
            if topics == 0 { vec![&id, &by, &words, &source] } else { vec![&by, &id, &list, &words] };
        self.token("Quote");
        self.group("(", ")", &fields);
    }
}

pub(super) fn sample(plan: &Plan) -> Sample {
    let mut writer = SampleWriter { plan, at: 0, out: String::new() };
    if plan.has_extension {
        writer.out.push_str("#![enable(implicit_some)]");
    }
    let text = |name: &'static str, value: &'static str| move |writer: &mut SampleWriter<'_>| writer.field(name, value);
    let head = [text("schema", "1"), text("id", "\"c\""), text("title", "\"C\"")];
    let row = |writer: &mut SampleWriter<'_>, id: &str, field: &str| {
        writer.token(id);
        writer.token(":");
        writer.group("(", ")", &[&|writer| writer.field(field, "\"X\"")]);
    };
    let speakers = |writer: &mut SampleWriter<'_>| {
        writer.token("speakers");
        writer.token(":");
        writer.group("{", "}", &[&|writer| row(writer, "\"a\"", "name")]);
    };
    let sources = |writer: &mut SampleWriter<'_>| {
        writer.token("sources");
        writer.token(":");
        writer.group("{", "}", &[&|writer| row(writer, "\"p\"", "title"), &|writer| row(writer, "\"q\"", "title")]);
    };
    let topics = |writer: &mut SampleWriter<'_>| {
        writer.token("topics");
        writer.token(":");
        let below = |writer: &mut SampleWriter<'_>| {
            writer.token("topics");
            writer.token(":");
            writer.group("[", "]", &[&|writer| writer.group("(", ")", &[&|writer| writer.field("id", "\"u\"")])]);
        };
        writer.group("[", "]", &[&|writer| writer.group("(", ")", &[&|writer| writer.field("id", "\"t\""), &below])]);
    };
    let entries = |writer: &mut SampleWriter<'_>| {
        writer.token("entries");
        writer.token(":");
        let entries: Vec<_> =
            (0..plan.entries).map(|number| move |writer: &mut SampleWriter<'_>| writer.entry(number)).collect();
        let entries: Vec<&dyn Fn(&mut SampleWriter<'_>)> = entries.iter().map(|entry| entry as _).collect();
        writer.group("[", "]", &entries);
    };
    let mut fields: Vec<&dyn Fn(&mut SampleWriter<'_>)> = head.iter().map(|field| field as _).collect();
    let tables: [&dyn Fn(&mut SampleWriter<'_>); 3] = [&speakers, &sources, &topics];
    fields.extend(tables.iter().zip(plan.tables).filter(|(_, is_there)| *is_there).map(|(table, _)| *table));
    fields.insert(if plan.entries_first { 0 } else { fields.len() }, &entries);
    writer.group("(", ")", &fields);
    writer.trivia();
    let mut text = writer.out;
    if matches!(plan.style, Style::Windows) {
        text = text.replace('\n', "\r\n");
    }
    if plan.has_mark {
        text.insert(0, '\u{feff}');
    }
    let ids = (0..plan.entries).map(|number| format!("e{number}")).collect();
    let topics = if plan.tables[2] { vec!["t".to_owned(), "t/u".to_owned()] } else { Vec::new() };
    Sample { text, ids, topics }
}
