//! The pictures in `docs/` are drawn from frames of the program.
//!
//! `KZQ_RECORD=1 cargo test --test e2e pictures` redraws them.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};

use kzq_tui::app::{CollectionOrigin, Event};
use kzq_tui::ui::ThemeName;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use vt100::Screen;

use crate::harness::{Browser, embedded, look, rows};
use crate::support::terminal::{Exit, Launch};
use crate::svg::{Frame, animated, still};

/// The size of the demo's window.
const SIZE: (u16, u16) = (104, 30);

/// The draft that the demo checks, and the command that checks it.
const DRAFT: &str = "\
“The world will little note, nor long remember what we say here,” said
Lincoln, who wanted “government of the people, by the people and for the
people” to last. “This Fourth of July is yours, not mine,” Lincoln added.
“You can fool all of the people some of the time,” he may have said.
";
const COMMAND: &str = "kzq --data lincoln.ron proofread draft.md";

fn in_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Fails if a picture differs from the stored one; `KZQ_RECORD=1` stores it instead.
#[track_caller]
fn assert_drawn(path: &str, drawn: &str) {
    if std::env::var_os("KZQ_RECORD").is_some_and(|value| value == "1") {
        fs::write(in_project(path), drawn).unwrap();
    }
    let kept = fs::read_to_string(in_project(path)).unwrap_or_default();
    assert!(kept == drawn, "{path} has drifted; KZQ_RECORD=1 cargo test --test e2e pictures draws it again");
}

#[test]
fn search_picture_matches_the_screen() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/cpc<Enter>");
    assert_drawn("docs/screen.svg", &still(browser.frame(&look(ThemeName::Dark)).0));
}

#[test]
fn pictures_of_the_first_start_match_the_screen() {
    for (columns, rows) in [(120, 36), (80, 24)] {
        let mut browser = Browser::open_from(CollectionOrigin::Embedded, &embedded(), (columns, rows));
        assert_drawn(&format!("docs/first-{columns}x{rows}.svg"), &still(browser.frame(&look(ThemeName::Dark)).0));
        browser.keys("aA nation under a well regulated government should permit none to remain uninstructed.<Tab>Kas");
        assert_drawn(&format!("docs/form-{columns}x{rows}.svg"), &still(browser.frame(&look(ThemeName::Dark)).0));
    }
}

#[test]
fn the_demo_is_made_of_real_screens() {
    let mut demo = Demo { browser: Browser::open(SIZE.0, SIZE.1), frames: Vec::new() };
    // A search that tolerates typing errors.
    demo.shows("", 1000, "42 entries");
    for (typed, milliseconds) in [("/", 300), ("secr", 250), ("ity", 250), (" conc", 250), ("il", 1100)] {
        demo.types(typed, milliseconds);
    }
    demo.shows("<Enter>", 800, "Security Council");
    let still = demo.frames.len() - 1;
    // A format is previewed, then copied.
    demo.shows("Y", 700, "Copy as");
    demo.shows("jjj", 350, "Copy as");
    demo.shows("jjjjjj", 1350, "@article{");
    demo.browser.keys("<Enter>").event(Event::EffectDone("copied to the clipboard".into()));
    demo.shows("", 900, "copied to the clipboard");
    // A summary beside the original words.
    for (typed, milliseconds) in [("/<Ctrl-u>", 300), ("five y", 250), ("ears", 500)] {
        demo.types(typed, milliseconds);
    }
    demo.shows("<Enter>", 700, "five years");
    demo.shows("=", 2500, "not in the words: five years");
    // A draft is checked.
    let shell = proofread();
    for (columns, milliseconds) in [(2, 700), (15, 250), (SIZE.0, 550)] {
        demo.frames.push(Frame { cells: cells_before(&shell, (columns, 5)), cursor: None, milliseconds });
    }
    demo.frames.push(Frame { cells: shell, cursor: None, milliseconds: 3000 });

    let whole: u32 = demo.frames.iter().map(|frame| frame.milliseconds).sum();
    assert!((12_000..=16_000).contains(&whole), "the demo takes {whole} ms");
    let drawn = animated(&demo.frames, still);
    assert!(drawn.len() <= 300_000, "the demo has {} bytes", drawn.len());
    assert_drawn("docs/demo.svg", &drawn);
}

/// The frames so far, and the browser that draws the next one.
struct Demo {
    browser: Browser,
    frames: Vec<Frame>,
}

impl Demo {
    /// Types into an input line, where the cursor is shown.
    fn types(&mut self, keys: &str, milliseconds: u32) {
        let (cells, cursor) = self.browser.keys(keys).frame(&look(ThemeName::Dark));
        self.frames.push(Frame { cells, cursor: Some(cursor), milliseconds });
    }

    /// Types keys; the resulting frame must show a text.
    #[track_caller]
    fn shows(&mut self, keys: &str, milliseconds: u32, text: &str) {
        let (cells, _) = self.browser.keys(keys).frame(&look(ThemeName::Dark));
        let screen = rows(&cells).join("\n");
        assert!(screen.contains(text), "no “{text}” in\n{screen}");
        self.frames.push(Frame { cells, cursor: None, milliseconds });
    }
}

/// The screen of a shell in which the draft is printed, then proofread.
fn proofread() -> Buffer {
    let run = COMMAND.replacen("kzq", "exec \"$0\"", 1);
    let script = format!("echo '$ cat draft.md'; cat draft.md; echo '$ {COMMAND}'; {run}");
    let launch = Launch::script(&script).size(SIZE.0, SIZE.1);
    fs::copy(in_project("data/examples/lincoln.ron"), launch.home().join("lincoln.ron")).unwrap();
    fs::write(launch.home().join("draft.md"), DRAFT).unwrap();
    let mut session = launch.start();
    assert_eq!(session.wait_for_exit(), Exit::Code(1));
    let drawn = RefCell::default();
    session.wait_until("the summary of the draft", |screen| {
        *drawn.borrow_mut() = cells(screen);
        screen.contents().contains(COMMAND) && screen.contents().contains("4 quotations: ")
    });
    drawn.into_inner()
}

/// The content of a terminal before the cell at a position is written.
fn cells_before(cells: &Buffer, (column, row): (u16, u16)) -> Buffer {
    let mut shown = Buffer::empty(cells.area);
    for y in 0..=row {
        for x in 0..if y < row { cells.area.width } else { column } {
            shown[(x, y)] = cells[(x, y)].clone();
        }
    }
    shown
}

/// The cells of an emulated terminal.
fn cells(screen: &Screen) -> Buffer {
    let (height, width) = screen.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, width.get(), height.get()));
    for y in 0..height.get() {
        for x in 0..width.get() {
            let Some(cell) = screen.cell(y, x).filter(|cell| cell.has_contents()) else { continue };
            let bold = if cell.bold() { Modifier::BOLD } else { Modifier::empty() };
            let style = Style::new().fg(colour(cell.fgcolor())).add_modifier(bold);
            buffer[(x, y)].set_symbol(cell.contents()).set_style(style);
        }
    }
    buffer
}

/// The colours of the terminal in the demo.
fn colour(colour: vt100::Color) -> Color {
    match colour {
        vt100::Color::Idx(1) => Color::Rgb(0xf2, 0x7a, 0x72),
        vt100::Color::Idx(2) => Color::Rgb(0x8f, 0xc9, 0x7a),
        vt100::Color::Idx(3) => Color::Rgb(0xe3, 0xb3, 0x41),
        vt100::Color::Rgb(r, g, b) => Color::Rgb(r, g, b),
        vt100::Color::Default | vt100::Color::Idx(_) => Color::Reset,
    }
}
