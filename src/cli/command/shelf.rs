//! `list`, `star`, `unstar`, `note`, and `export --list`.

use std::io;
use std::sync::Arc;

use serde::Serialize;

use super::entries::Form;
use super::{Context, Outcome, entries};
use crate::cli::args::ListCommand;
use crate::cli::formats::EntryFormat;
use kzq_corpus::{EntryId, Lookup, Wording};
use kzq_export::{Record, caveat};
use kzq_shelf::{Change, EntryName, Finder, Held, Imprint, List, Places, Shelf, Spot, Standing};
use kzq_text::Safe;
use kzq_text::safe;

/// Saves changes of the shelf; returns the stored shelf, which may include changes made by other processes.
pub type Keep<'c> = Box<dyn FnMut(&[Change]) -> io::Result<Shelf> + 'c>;

/// The user's shelf, and how to save it.
pub struct Desk<'c> {
    pub(super) shelf: Shelf,
    keep: Keep<'c>,
}

impl<'c> Desk<'c> {
    /// Wraps a loaded shelf, and the function that saves changes to it.
    pub fn new(shelf: Shelf, keep: Keep<'c>) -> Self {
        Self { shelf, keep }
    }
}

impl Default for Desk<'_> {
    /// An empty shelf, for commands that do not need it.
    fn default() -> Self {
        Self::new(Shelf::default(), Box::new(|_| Ok(Shelf::default())))
    }
}

impl Context<'_> {
    /// Locates the shelf's entries in the corpus.
    pub(super) fn places(&self) -> Places {
        if self.desk.shelf.is_empty() {
            return Places::default();
        }
        Finder::default().find(&self.desk.shelf, self.engine.corpus())
    }

    fn keep(&mut self, changes: &[Change]) -> io::Result<()> {
        self.desk.shelf = (self.desk.keep)(changes)?;
        Ok(())
    }

    fn imprint(&self, id: EntryId) -> Arc<Imprint> {
        Arc::new(Imprint::of(self.engine.corpus(), id))
    }

    /// Looks up entries by id; prints a message for each that is not found.
    fn entries_of(&mut self, ids: &[String]) -> io::Result<Vec<EntryId>> {
        let mut found = Vec::new();
        for id in ids {
            match self.engine.corpus().look_up(id) {
                Lookup::Found(entry) => found.push(entry),
                other => {
                    let message = entries::not_found(self, id, other);
                    self.messages.line(&message)?;
                }
            }
        }
        Ok(found)
    }

    /// Looks up entry names by id, in the collections or, for entries no longer there, on the shelf.
    fn names_of(&mut self, ids: &[String]) -> io::Result<Vec<EntryName>> {
        let mut names = Vec::new();
        for id in ids {
            let found = self.engine.corpus().look_up(id);
            let is_meant = |name: &&EntryName| name.text().as_str() == id || name.parts().1 == id;
            let mut held = self.desk.shelf.entries().map(|(name, _)| name).filter(is_meant);
            match (found, held.next().cloned(), held.next()) {
                (Lookup::Found(entry), ..) => names.push(EntryName::of(self.engine.corpus(), entry)),
                (Lookup::Missing, Some(name), None) => names.push(name),
                (other, ..) => {
                    drop(held);
                    let message = entries::not_found(self, id, other);
                    self.messages.line(&message)?;
                }
            }
        }
        Ok(names)
    }

    /// Looks up a list by name; prints a message if there is none.
    fn list_named(&mut self, name: &str) -> io::Result<Option<List>> {
        let lists = self.desk.shelf.lists();
        if let Some(list) = lists.iter().find(|list| list.name.as_str() == name.trim()) {
            return Ok(Some(list.clone()));
        }
        let names = Safe::join(lists.iter().map(|list| safe!("“", list.name, "”")), ", ");
        let message = safe!("there is no list “", Safe::line(name), "”");
        let message = if names.is_empty() { message } else { safe!(message, "; there are ", names) };
        self.messages.line(&message)?;
        Ok(None)
    }
}

pub(super) fn star(context: &mut Context<'_>, ids: &[String], format: EntryFormat) -> io::Result<Outcome> {
    if ids.is_empty() {
        let starred = context.desk.shelf.entries().filter(|(_, held)| held.starred);
        let starred: Vec<EntryName> = starred.map(|(name, _)| name.clone()).collect();
        return print_held(context, &starred, format);
    }
    let found = context.entries_of(ids)?;
    let name = |context: &Context<'_>, id| EntryName::of(context.engine.corpus(), id);
    let changes = found.iter().map(|&id| Change::Star(name(context, id), Some(context.imprint(id))));
    context.keep(&changes.collect::<Vec<_>>())?;
    Ok(Outcome::of(found.len() == ids.len()))
}

pub(super) fn unstar(context: &mut Context<'_>, ids: &[String]) -> io::Result<Outcome> {
    let names = context.names_of(ids)?;
    context.keep(&names.iter().cloned().map(Change::Unstar).collect::<Vec<_>>())?;
    Ok(Outcome::of(names.len() == ids.len()))
}

/// Prints or sets the note on an entry; an empty text removes it.
pub(super) fn note(context: &mut Context<'_>, id: &str, text: Option<&str>) -> io::Result<Outcome> {
    let [name] = &context.names_of(&[id.to_owned()])?[..] else { return Ok(Outcome::Nothing) };
    let from = context.desk.shelf.note(name).cloned();
    let Some(text) = text else {
        match &from {
            Some(note) => context.out.line(note)?,
            None => context.messages.line(&safe!("there is no note on “", name.text(), "”"))?,
        }
        return Ok(Outcome::of(from.is_some()));
    };
    let to = Safe::text(text.trim_end().to_owned());
    let found = context.engine.corpus().look_up(name.text().as_str()).entry();
    let imprint = found.map(|entry| context.imprint(entry));
    let to = (!to.is_empty()).then_some(to);
    context.keep(&[Change::Note { entry: name.clone(), imprint, from, to }])?;
    Ok(Outcome::Found)
}

pub(super) fn list(context: &mut Context<'_>, what: Option<&ListCommand>, json: bool) -> io::Result<Outcome> {
    match what {
        None => print_lists(context, json),
        Some(ListCommand::Show { name, printing }) => match context.list_named(name)? {
            Some(list) => print_held(context, &list.entries, printing.format()),
            None => Ok(Outcome::Nothing),
        },
        Some(ListCommand::Add { name, ids }) => add(context, name, ids),
        Some(ListCommand::Remove { name, ids }) => remove(context, name, ids),
        Some(ListCommand::Rename { name, to }) => rename(context, name, to),
        Some(ListCommand::Delete { name }) => {
            let Some(list) = context.list_named(name)? else { return Ok(Outcome::Nothing) };
            context.keep(&[Change::Delist(list.name, list.entries)])?;
            Ok(Outcome::Found)
        }
    }
}

fn add(context: &mut Context<'_>, name: &str, ids: &[String]) -> io::Result<Outcome> {
    let Some(list) = Shelf::list_name(name) else {
        context.messages.line(&"a list needs a name".into())?;
        return Ok(Outcome::Nothing);
    };
    let found = context.entries_of(ids)?;
    let mut changes = vec![Change::List(list.clone(), Spot::Last)];
    changes.extend(found.iter().map(|&id| Change::Add {
        list: list.clone(),
        entry: EntryName::of(context.engine.corpus(), id),
        imprint: Some(context.imprint(id)),
        spot: Spot::Last,
    }));
    context.keep(&changes)?;
    Ok(Outcome::of(found.len() == ids.len()))
}

fn remove(context: &mut Context<'_>, name: &str, ids: &[String]) -> io::Result<Outcome> {
    let Some(list) = context.list_named(name)? else { return Ok(Outcome::Nothing) };
    let names = context.names_of(ids)?;
    let mut removed = 0;
    for name in &names {
        if list.entries.contains(name) {
            removed += 1;
        } else {
            context.messages.line(&safe!("“", name.text(), "” does not stand in “", list.name, "”"))?;
        }
    }
    context.keep(&names.into_iter().map(|entry| Change::Remove(list.name.clone(), entry)).collect::<Vec<_>>())?;
    Ok(Outcome::of(removed == ids.len()))
}

fn rename(context: &mut Context<'_>, name: &str, to: &str) -> io::Result<Outcome> {
    let Some(list) = context.list_named(name)? else { return Ok(Outcome::Nothing) };
    let problem = match Shelf::list_name(to) {
        None => "a list needs a name".into(),
        Some(to) if context.desk.shelf.list(to.as_str()).is_some() => safe!("there is a list “", to, "” already"),
        Some(to) => {
            context.keep(&[Change::Rename { from: list.name, to }])?;
            return Ok(Outcome::Found);
        }
    };
    context.messages.line(&problem)?;
    Ok(Outcome::Nothing)
}

#[derive(Serialize)]
struct ListRecord<'s> {
    name: &'s Safe<'static>,
    entries: Vec<&'s Safe<'static>>,
}

fn print_lists(context: &mut Context<'_>, json: bool) -> io::Result<Outcome> {
    let lists = context.desk.shelf.lists();
    if json {
        let entries = |list: &List| list.entries.iter().map(|name| name.text().clone()).collect::<Vec<_>>();
        let all: Vec<(Safe<'static>, Vec<Safe<'static>>)> =
            lists.iter().map(|list| (list.name.clone(), entries(list))).collect();
        let records = all.iter().map(|(name, entries)| ListRecord { name, entries: entries.iter().collect() });
        context.out.json(&records.collect::<Vec<_>>())?;
    } else {
        for list in lists {
            context.out.line(&safe!(Safe::line(format!("{:>5}  ", list.entries.len())), list.name))?;
        }
        if lists.is_empty() {
            context.messages.line(&"there are no lists; `kzq list add NAME ID` makes one".into())?;
        }
    }
    Ok(Outcome::of(!context.desk.shelf.lists().is_empty()))
}

/// Prints the entries of a list in its order, with messages about missing ones.
pub(super) fn export(context: &mut Context<'_>, list: &str, format: EntryFormat) -> io::Result<Outcome> {
    let Some(list) = context.list_named(list)? else { return Ok(Outcome::Nothing) };
    let held = standings(context, &list.entries);
    print_found(context, &held, format)
}

/// Prints the entries that still exist; messages about the others go to stderr.
fn print_found(
    context: &mut Context<'_>,
    held: &[(EntryName, Held, Standing)],
    format: EntryFormat,
) -> io::Result<Outcome> {
    let found: Vec<EntryId> = held.iter().filter_map(|(.., standing)| standing.entry()).collect();
    for (name, _, standing) in held {
        if let Some(remark) = standing.remark() {
            context.messages.line(&safe!(name.text(), ": ", remark))?;
        }
    }
    let is_any = entries::print(context, &found, format, Form::List)?;
    Ok(Outcome::of(is_any && found.len() == held.len()))
}

/// Returns what the shelf has of these entries, and their current status.
fn standings(context: &Context<'_>, names: &[EntryName]) -> Vec<(EntryName, Held, Standing)> {
    let corpus = context.engine.corpus();
    let standing = |(name, found): (&EntryName, Option<EntryId>)| {
        let held = context.desk.shelf.held(name)?;
        Some((name.clone(), held.clone(), held.standing(name, found, corpus)))
    };
    names.iter().zip(EntryName::find_all(names, corpus)).filter_map(standing).collect()
}

/// The shelf's copy of an entry that is gone or changed, as JSON.
#[derive(Serialize)]
struct HeldRecord<'s> {
    name: &'s Safe<'static>,
    standing: Option<&'static str>,
    wording: Option<Wording>,
    text: Option<&'s Safe<'static>>,
    speaker: Option<&'s Safe<'static>>,
    source: Option<&'s Safe<'static>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Printed<'s> {
    Entry(Box<Record<'s>>),
    Held(HeldRecord<'s>),
}

/// Prints entries of the shelf; for one that is gone, the shelf's copy.
fn print_held(context: &mut Context<'_>, names: &[EntryName], format: EntryFormat) -> io::Result<Outcome> {
    let held = standings(context, names);
    if format == EntryFormat::Json {
        let corpus = Arc::clone(context.engine.corpus());
        let printed: Vec<Printed<'_>> = held
            .iter()
            .map(|(name, held, standing)| match standing.entry() {
                Some(id) => Printed::Entry(Box::new(Record::of(&corpus, id))),
                None => Printed::Held(HeldRecord::of(name, held, *standing)),
            })
            .collect();
        context.out.json(&printed)?;
        return Ok(Outcome::of(!held.is_empty()));
    }
    if !format.is_for_reading() {
        return print_found(context, &held, format);
    }
    for (index, (name, held, standing)) in held.iter().enumerate() {
        if index > 0 {
            context.out.line(&Safe::default())?;
        }
        if let Some(id) = standing.entry() {
            entries::print(context, &[id], format, Form::Single)?;
        }
        match (standing, &held.imprint) {
            (Standing::Same(_), _) => {}
            (_, Some(imprint)) => {
                context.out.line(&safe!(name.text(), " (", imprint.wording.name(), ", ", remark(*standing), ")"))?;
                context.out.line(&told(imprint))?;
            }
            (_, None) => context.out.line(&safe!(name.text(), " (", remark(*standing), ")"))?,
        }
    }
    if held.is_empty() {
        context.messages.line(&"nothing is there".into())?;
    }
    Ok(Outcome::of(!held.is_empty()))
}

fn remark(standing: Standing) -> &'static str {
    match standing {
        Standing::Changed(_) => "as it was when it was put on the shelf",
        other => other.remark().unwrap_or_default(),
    }
}

/// Renders the shelf's copy of an entry; only verbatim words are set in quotation marks.
fn told(imprint: &Imprint) -> Safe<'static> {
    match imprint.wording {
        Wording::Verbatim => safe!("“", imprint.text, "”\n— ", imprint.speaker, ", ", imprint.source),
        other => {
            let caveat = caveat(other).unwrap_or_default();
            safe!(imprint.text, "\n— on ", imprint.speaker, ", ", imprint.source, " ", caveat)
        }
    }
}

impl<'s> HeldRecord<'s> {
    fn of(name: &'s EntryName, held: &'s Held, standing: Standing) -> Self {
        let imprint = held.imprint.as_deref();
        Self {
            name: name.text(),
            standing: standing.remark(),
            wording: imprint.map(|imprint| imprint.wording),
            text: imprint.map(|imprint| &imprint.text),
            speaker: imprint.map(|imprint| &imprint.speaker),
            source: imprint.map(|imprint| &imprint.source),
        }
    }
}
