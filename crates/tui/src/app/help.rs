//! The help: an overview of the keys of a place, then those of all other places; or the keys that match a filter.
//!
//! The overview has columns, or on a small screen a line or two for each group.

use super::find::Find;
use crate::keys::action::{Action, Definition, TABLE};
use crate::keys::command::{COMMANDS, CommandRow};
use crate::keys::groups::{GROUPS, OTHER_TITLE, is_grouped};
use crate::keys::keymap::Keymap;
use crate::keys::scope::Scope;
use kzq_text::{Safe, safe, width};

/// A row of the help, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpRow {
    /// The title of a scope or of a group.
    Heading(&'static str),
    /// Keys and what they do.
    Keys(Safe<'static>, &'static str),
    /// Nothing.
    Blank,
}

impl HelpRow {
    /// The columns that its keys take.
    pub fn key_columns(&self) -> usize {
        match self {
            Self::Keys(keys, _) => width::width(keys.as_str()),
            Self::Heading(_) | Self::Blank => 0,
        }
    }

    /// The columns that its keys take with what they do, and a blank between them.
    fn run_columns(&self) -> usize {
        match self {
            Self::Keys(_, doc) => self.key_columns() + 1 + width::width(doc),
            Self::Heading(_) | Self::Blank => 0,
        }
    }
}

/// A line of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpLine {
    /// One row, or several side by side.
    pub rows: Vec<HelpRow>,
    /// If the rows follow one another after the title of their group, which is blank where they are continued: the blank
    /// columns between them.
    pub run_gap: Option<usize>,
}

impl HelpLine {
    fn of(rows: Vec<HelpRow>) -> Self {
        Self { rows, run_gap: None }
    }
}

/// The blank columns between rows that are side by side.
pub const HELP_GAP: usize = 2;
/// The blank columns between rows that follow one another, and where there is little room.
const RUN_GAPS: [usize; 2] = [3, 2];
/// Rows are side by side only if each has this many columns, or as many as the longest needs.
const MIN_COLUMNS: usize = 36;
/// The title of the commands of the palette.
const COMMANDS_TITLE: &str = "Commands (in the palette)";

/// All keys with their full docs: those of `scope` first, then those of all other scopes, and the commands.
pub fn help_rows(scope: Scope, keymap: &Keymap) -> Vec<HelpRow> {
    let others = reachable(scope).filter(|other| *other != scope);
    let keys = [scope].into_iter().chain(others).map(|scope| scope_rows(scope, keymap));
    join_groups(keys.chain([command_rows(scope)]))
}

/// The places that can be reached from one. Where entries are picked, there is only the help; in a review, there are no
/// panes, and its one form says what its keys do.
fn reachable(scope: Scope) -> impl Iterator<Item = Scope> {
    let reached: &[Scope] = match scope {
        Scope::Pick => &[Scope::Help],
        Scope::Review => &[Scope::Palette, Scope::Help, Scope::Typing],
        _ => &Scope::ALL,
    };
    Scope::ALL.into_iter().filter(move |other| reached.contains(other) || scope.chain().contains(other))
}

/// The lines of the help in an area of `columns` by `rows`.
pub fn help_lines(scope: Scope, find: &Find, keymap: &Keymap, (columns, rows): (usize, usize)) -> Vec<HelpLine> {
    if !find.is_empty() {
        return matching_rows(&help_rows(scope, keymap), find).into_iter().map(|row| HelpLine::of(vec![row])).collect();
    }
    let groups = overview(scope, keymap);
    let max = (columns + HELP_GAP) / (MIN_COLUMNS.min(needed_columns(&groups)) + HELP_GAP);
    // No more columns than needed to see all of them at once.
    let mut lines = lay_out(&groups, 1);
    for count in 2..=max {
        if lines.len() <= rows {
            break;
        }
        lines = lay_out(&groups, count);
    }
    if lines.len() > rows {
        // On a small screen, a few lines for each group show all of them at once.
        let mut runs = RUN_GAPS.into_iter().map(|gap| run_lines(&groups, gap, (columns, rows)));
        lines = runs.find(|runs| runs.len() <= rows).unwrap_or(lines);
    }
    let elsewhere = reachable(scope).filter(|other| !scope.chain().contains(other));
    let others = join_groups([command_rows(scope)].into_iter().chain(elsewhere.map(|other| scope_rows(other, keymap))));
    lines.push(HelpLine::of(vec![HelpRow::Blank]));
    lines.extend(others.into_iter().map(|row| HelpLine::of(vec![row])));
    lines
}

/// Lays out the rows of each group one after the other, beside its title, with `gap` blank columns between them; with a
/// blank line between groups if there is room in `screen_rows`.
fn run_lines(groups: &[Vec<HelpRow>], gap: usize, (columns, screen_rows): (usize, usize)) -> Vec<HelpLine> {
    let room = columns.saturating_sub(run_indent(groups.iter().flatten()));
    let mut lines = Vec::new();
    for group in groups {
        let Some((title, rows)) = group.split_first() else { continue };
        let (mut line, mut used) = (vec![title.clone()], 0);
        for row in rows {
            let width = row.run_columns();
            if used > 0 && used + gap + width > room {
                lines.push(std::mem::replace(&mut line, vec![HelpRow::Blank]));
                used = 0;
            }
            used += width + if used > 0 { gap } else { 0 };
            line.push(row.clone());
        }
        lines.push(line);
    }
    let blanks = groups.len().saturating_sub(1);
    let has_blanks = lines.len() + blanks <= screen_rows;
    let mut spaced = Vec::with_capacity(lines.len() + blanks);
    for rows in lines {
        if has_blanks && !spaced.is_empty() && rows[0] != HelpRow::Blank {
            spaced.push(HelpLine::of(vec![HelpRow::Blank]));
        }
        spaced.push(HelpLine { rows, run_gap: Some(gap) });
    }
    spaced
}

/// The column at which rows begin that follow one another, after the longest title and two blanks.
pub fn run_indent<'r>(rows: impl Iterator<Item = &'r HelpRow>) -> usize {
    let title = |row: &HelpRow| if let HelpRow::Heading(title) = row { width::width(title) } else { 0 };
    rows.map(title).max().unwrap_or_default() + 2
}

/// The columns that rows need if the keys of all have those of the longest.
fn needed_columns(groups: &[Vec<HelpRow>]) -> usize {
    /// Before the keys, and after them.
    const BLANKS: usize = 2;
    let doc_columns = |row: &HelpRow| if let HelpRow::Keys(_, doc) = row { width::width(doc) } else { 0 };
    let widest = |columns: &dyn Fn(&HelpRow) -> usize| groups.iter().flatten().map(columns).max().unwrap_or_default();
    widest(&HelpRow::key_columns) + widest(&doc_columns) + BLANKS
}

fn join_groups(groups: impl Iterator<Item = Vec<HelpRow>>) -> Vec<HelpRow> {
    let mut rows = Vec::new();
    for group in groups.filter(|group| !group.is_empty()) {
        if !rows.is_empty() {
            rows.push(HelpRow::Blank);
        }
        rows.extend(group);
    }
    rows
}

/// The keys of one scope under its title; empty if there are none.
fn scope_rows(scope: Scope, keymap: &Keymap) -> Vec<HelpRow> {
    let keys = keymap
        .bound_actions(scope)
        .map(|(definition, keys)| HelpRow::Keys(Safe::join(keys.iter().map(Safe::to_borrowed), "  "), definition.doc));
    titled(scope.title(), keys.collect())
}

/// The commands of the palette that work in a scope.
fn command_rows(scope: Scope) -> Vec<HelpRow> {
    let works = |row: &&CommandRow| match scope {
        Scope::Pick => false,
        Scope::Review => row.command.works_in_review(),
        _ => true,
    };
    let rows = COMMANDS.iter().filter(works).map(|row| HelpRow::Keys(safe!(":", row.usage()), row.doc));
    titled(COMMANDS_TITLE, rows.collect())
}

fn titled(title: &'static str, rows: Vec<HelpRow>) -> Vec<HelpRow> {
    if rows.is_empty() { rows } else { [vec![HelpRow::Heading(title)], rows].concat() }
}

/// The keys that work in a scope, wider ones included, in groups.
fn overview(scope: Scope, keymap: &Keymap) -> Vec<Vec<HelpRow>> {
    let keys_of = |action: Action| keymap.keys_in(scope.chain(), action);
    let own_row = |definition: &'static Definition| {
        let keys = Safe::join(keys_of(definition.action).iter().take(2).map(Safe::to_borrowed), " ");
        (!keys.is_empty()).then_some(HelpRow::Keys(keys, definition.doc))
    };
    let groups = GROUPS.iter().map(|group| {
        let rows = group.rows.iter().flat_map(|row| {
            let is_shown = |action: &&Action| !keys_of(**action).is_empty();
            match row.actions.iter().filter(is_shown).count() {
                // Of actions that are shown together, one key each is enough.
                count if count == row.actions.len() => {
                    let most = if count > 1 { 1 } else { 2 };
                    let keys = row.actions.iter().flat_map(|&action| keys_of(action).iter().take(most));
                    vec![HelpRow::Keys(Safe::join(keys.map(Safe::to_borrowed), " "), row.text)]
                }
                // The text would promise the others, too.
                _ => row.actions.iter().filter_map(|action| own_row(action.definition())).collect(),
            }
        });
        titled(group.title, rows.collect())
    });
    let others = TABLE.iter().filter(|definition| !is_grouped(definition.action)).filter_map(own_row);
    let others = titled(OTHER_TITLE, others.collect());
    groups.chain([others]).filter(|group| !group.is_empty()).collect()
}

/// Lays out groups in columns that are as low as they can be with no group in two of them.
fn lay_out(groups: &[Vec<HelpRow>], count: usize) -> Vec<HelpLine> {
    let longest = groups.iter().map(Vec::len).max().unwrap_or_default();
    let total = groups.iter().map(|group| group.len() + 1).sum::<usize>();
    let columns = (longest.max(total / count)..=total).find_map(|height| fill_columns(groups, count, height));
    let columns = columns.unwrap_or_default();
    let height = columns.iter().map(Vec::len).max().unwrap_or_default();
    let cell = |column: &Vec<HelpRow>, line: usize| column.get(line).cloned().unwrap_or(HelpRow::Blank);
    (0..height).map(|line| HelpLine::of(columns.iter().map(|column| cell(column, line)).collect())).collect()
}

/// Fills columns of a height with groups in order, if there is room for all.
fn fill_columns(groups: &[Vec<HelpRow>], count: usize, height: usize) -> Option<Vec<Vec<HelpRow>>> {
    let mut columns = vec![Vec::new()];
    for group in groups {
        let column = columns.last_mut()?;
        if column.is_empty() {
            column.clone_from(group);
        } else if column.len() + 1 + group.len() <= height {
            column.push(HelpRow::Blank);
            column.extend(group.iter().cloned());
        } else {
            columns.push(group.clone());
        }
    }
    let fits = columns.len() <= count && columns.iter().all(|column| column.len() <= height);
    columns.resize(count.max(columns.len()), Vec::new());
    fits.then_some(columns)
}

/// The rows that match, under their headings; a heading that matches keeps all its rows.
fn matching_rows(rows: &[HelpRow], find: &Find) -> Vec<HelpRow> {
    let groups = rows.split(|row| *row == HelpRow::Blank).map(|group| {
        let is_whole = group.first().is_some_and(|heading| matches(heading, find));
        let is_kept = |row: &&HelpRow| is_whole || matches(row, find);
        let kept: Vec<HelpRow> = group.iter().skip(1).filter(is_kept).cloned().collect();
        if kept.is_empty() { kept } else { [vec![group[0].clone()], kept].concat() }
    });
    join_groups(groups)
}

fn matches(row: &HelpRow, find: &Find) -> bool {
    match row {
        HelpRow::Heading(text) => !find.ranges_in(text).is_empty(),
        HelpRow::Keys(keys, doc) => !find.ranges_in(keys.as_str()).is_empty() || !find.ranges_in(doc).is_empty(),
        HelpRow::Blank => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(typed: &str) -> Find {
        let mut find = Find::start(0);
        find.edit_with(|edit| edit.insert(typed));
        find
    }

    #[test]
    fn keys_of_every_scope_fit_one_screen() {
        for scope in Scope::ALL {
            let groups = overview(scope, &Keymap::default());
            assert!(lay_out(&groups, 3).len() <= 32, "{scope:?}");
        }
    }

    #[test]
    fn keys_of_every_scope_fit_80_columns_and_24_rows() {
        for scope in Scope::ALL {
            let keymap = Keymap::default();
            // The border and a blank on both sides of the window, and of the screen.
            let lines = help_lines(scope, &Find::start(0), &keymap, (80 - 8, 24 - 4));
            let shown: Vec<HelpRow> = lines.into_iter().take(20).flat_map(|line| line.rows).collect();
            for row in overview(scope, &keymap).concat() {
                assert!(shown.contains(&row), "{scope:?}: {row:?}");
            }
        }
    }

    #[test]
    fn rows_on_one_line_fit_its_width() {
        let groups = overview(Scope::List, &Keymap::default());
        for (columns, rows) in [(72, 20), (92, 26), (40, 60), (1, 1)] {
            let lines = run_lines(&groups, 3, (columns, rows));
            let shown: Vec<HelpRow> =
                lines.iter().flat_map(|line| &line.rows).filter(|row| **row != HelpRow::Blank).cloned().collect();
            assert_eq!(shown, groups.concat());
            for line in lines.iter().filter(|line| line.rows.len() > 2) {
                let used: usize = line.rows[1..].iter().map(|row| row.run_columns() + 3).sum();
                assert!(run_indent(groups.iter().flatten()) + used - 3 <= columns, "{line:?}");
            }
        }
    }

    #[test]
    fn every_key_of_a_scope_is_in_its_overview() {
        for scope in Scope::ALL {
            let keymap = Keymap::default();
            let shown: Vec<HelpRow> = overview(scope, &keymap).concat();
            for definition in TABLE {
                let keys = scope.chain().iter().find_map(|&scope| keymap.key_names(scope, definition.action).first());
                let Some(key) = keys else { continue };
                let has = |row: &HelpRow| matches!(row, HelpRow::Keys(keys, _) if keys.as_str().contains(key.as_str()));
                assert!(shown.iter().any(has), "{scope:?}: {}", definition.name);
            }
        }
    }

    #[test]
    fn groups_are_not_split() {
        let groups = overview(Scope::List, &Keymap::default());
        for count in 1..4 {
            let lines = lay_out(&groups, count);
            assert!(lines.iter().all(|line| line.rows.len() == count));
            let columns = (0..count).map(|at| lines.iter().map(|line| line.rows[at].clone()).collect::<Vec<_>>());
            let shown: Vec<HelpRow> = columns.flatten().filter(|row| *row != HelpRow::Blank).collect();
            assert_eq!(shown, groups.concat(), "{count}");
            assert!(lines[0].rows.iter().all(|row| matches!(row, HelpRow::Heading(_))), "{count}");
        }
    }

    #[test]
    fn filter_keeps_matching_rows_with_their_heading() {
        let rows = |typed| {
            let lines = help_lines(Scope::List, &find(typed), &Keymap::default(), (112, 32));
            lines.into_iter().flat_map(|line| line.rows).collect::<Vec<_>>()
        };
        let star = rows("star");
        assert_eq!(star[0], HelpRow::Heading("Browsing"));
        assert!(star.iter().any(|row| matches!(row, HelpRow::Keys(_, "add or remove a star"))));
        assert!(!star.iter().any(|row| matches!(row, HelpRow::Keys(_, "quit"))));
        let list = rows("naming a list");
        assert_eq!(list.len(), 3, "{list:?}");
        assert_eq!(rows("no such thing"), []);
    }
}
