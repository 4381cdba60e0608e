//! Whatever the browser is doing when it gets a signal, a hangup or a stop, it ends or
//! stops soon and in good order.
//!
//! `KZQ_LONG=1` enables the long runs: every signal at every moment, several times. The moments are random
//! within bounds; the seed is printed, and `KZQ_SEED` sets it.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Signal, kill_process};
use tempfile::TempDir;

use crate::support::process::Process;
use crate::support::terminal::{Exit, Launch, Session, key};
use crate::support::{Chance, KZQ, alone, aloud, eventually, is_long, search_path};

/// The sequence that enters the alternate screen (xterm 1049).
const ENTER_SCREEN: &[u8] = b"\x1b[?1049h";
/// The titles of the embedded collection and of the large one.
const TITLES: [&str; 2] = ["Tokayev on Talk to Al Jazeera", "A large collection"];

/// The collection to browse, and the environment.
#[derive(Clone, Copy)]
enum Setting {
    /// The embedded collection.
    Plain,
    /// A collection that takes a while to read.
    Large,
    /// Inside a tmux that hangs.
    Tmux,
}

/// An activity of the browser.
struct Moment {
    name: &'static str,
    setting: Setting,
    /// Brings a browser that has just been started to this moment.
    come: fn(&mut Session, &mut Chance),
}

const MOMENTS: [Moment; 20] = [
    Moment { name: "being started", setting: Setting::Plain, come: |_, _| {} },
    Moment { name: "just started", setting: Setting::Plain, come: |_, chance| wait(chance, 10) },
    Moment { name: "starting", setting: Setting::Plain, come: |_, chance| wait(chance, 60) },
    Moment { name: "taking the terminal", setting: Setting::Plain, come: |session, _| taken(session) },
    Moment { name: "showing its first frame", setting: Setting::Plain, come: |session, _| shown(session) },
    Moment { name: "beginning to read much", setting: Setting::Large, come: |session, _| taken(session) },
    Moment {
        name: "reading much",
        setting: Setting::Large,
        come: |session, chance| {
            taken(session);
            wait(chance, 300);
        },
    },
    Moment {
        name: "reading much, with keys typed",
        setting: Setting::Large,
        come: |session, chance| {
            taken(session);
            session.type_keys("/wheel");
            wait(chance, 200);
        },
    },
    Moment {
        name: "scrolling in what is being read",
        setting: Setting::Large,
        come: |session, chance| {
            shown(session);
            session.type_keys(&"jGk".repeat(20));
            wait(chance, 50);
        },
    },
    Moment { name: "having read much", setting: Setting::Large, come: |session, _| session.wait_for("000 entries") },
    Moment {
        name: "in the filter",
        setting: Setting::Plain,
        come: |session, _| {
            shown(session);
            session.type_keys("/cpc");
            session.wait_for("7 of 42");
        },
    },
    Moment {
        name: "being typed into",
        setting: Setting::Plain,
        come: |session, chance| {
            shown(session);
            session.type_keys("/kazakhstan strategic");
            wait(chance, 30);
        },
    },
    Moment {
        name: "being given many keys",
        setting: Setting::Plain,
        come: |session, chance| {
            shown(session);
            session.type_keys(&"jjlkhGgg".repeat(100));
            wait(chance, 100);
        },
    },
    Moment {
        name: "being given a long paste",
        setting: Setting::Plain,
        come: |session, chance| {
            shown(session);
            session.type_keys(&format!("/\x1b[200~{}\x1b[201~", "words and words ".repeat(2000)));
            wait(chance, 30);
        },
    },
    Moment {
        name: "showing its help",
        setting: Setting::Plain,
        come: |session, _| {
            shown(session);
            session.type_keys("?");
            session.wait_for(" Keys ");
        },
    },
    Moment {
        name: "asking for a format",
        setting: Setting::Plain,
        come: |session, _| {
            session.wait_for("y will paste");
            session.type_keys("Y");
            session.wait_for("Copy as");
        },
    },
    Moment {
        name: "comparing",
        setting: Setting::Plain,
        come: |session, chance| {
            shown(session);
            session.type_keys("=");
            wait(chance, 30);
        },
    },
    Moment {
        name: "copying",
        setting: Setting::Plain,
        come: |session, chance| {
            // Nothing can be copied before that.
            session.wait_for("y will paste");
            session.type_keys("y");
            wait(chance, 15);
        },
    },
    Moment {
        name: "waiting for a helper that hangs",
        setting: Setting::Tmux,
        come: |session, chance| {
            session.wait_for("y will paste");
            session.type_keys("y");
            let hangs = session.home().join("hangs");
            assert!(eventually(|| hangs.exists()), "tmux is not asked; the screen is\n{}", session.screen());
            wait(chance, 50);
        },
    },
    Moment {
        name: "being resized",
        setting: Setting::Plain,
        come: |session, chance| {
            shown(session);
            for (columns, rows) in [(40, 10), (300, 90), (9000, 9000), (0, 0), (120, 36)] {
                session.resize(columns, rows);
            }
            wait(chance, 20);
        },
    },
];

/// Waits for a random time of at most this many milliseconds.
fn wait(chance: &mut Chance, milliseconds: u64) {
    thread::sleep(Duration::from_micros(chance.below(1000 * milliseconds)));
}

#[track_caller]
fn taken(session: &Session) {
    session.wait_until("a screen that is taken", vt100::Screen::alternate_screen);
}

#[track_caller]
fn shown(session: &Session) {
    session.wait_until("a title", |screen| TITLES.iter().any(|title| screen.contents().contains(title)));
}

/// The number of entries of the large collection.
const ENTRIES: usize = 12_000;

/// The large collection.
fn large() -> &'static Path {
    static FOLDER: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, file) = FOLDER.get_or_init(|| {
        let folder = TempDir::new().expect("a temporary directory");
        let file = folder.path().join("large.ron");
        let mut ron = format!(
            "(schema: 1, id: \"large\", title: \"{}\", speakers: {{\"a\": (name: \"Ada Byron\")}}, entries: [\n",
            TITLES[1]
        );
        for number in 0..ENTRIES {
            let words = "The wheel turns and the engine weaves. ".repeat(5);
            let _ = writeln!(ron, "Quote(id: \"q{number}\", by: \"a\", text: \"{number}. {}\"),", words.trim_end());
        }
        fs::write(&file, ron + "])\n").expect("a collection");
        (folder, file)
    });
    file
}

impl Setting {
    /// The arguments for kzq.
    fn arguments(self) -> Vec<String> {
        let more = match self {
            Self::Plain => vec!["--clipboard", "osc52"],
            Self::Large => vec!["--data", large().to_str().expect("a path of text")],
            Self::Tmux => Vec::new(),
        };
        ["--no-cache"].into_iter().chain(more).map(str::to_owned).collect()
    }

    /// Prepares the environment of a program.
    fn prepare_environment(self, launch: Launch) -> Launch {
        let Self::Tmux = self else { return launch };
        let bin = launch.home().join("bin");
        fs::create_dir(&bin).expect("a new directory");
        {
            // No other process may be started while the script is open for writing: it could not be executed then.
            let _alone = alone();
            let tmux = bin.join("tmux");
            fs::write(&tmux, "#!/bin/sh\n: >\"$HOME/hangs\"\nexec sleep 30\n").expect("a new file");
            fs::set_permissions(&tmux, fs::Permissions::from_mode(0o755)).expect("our own file");
        }
        let mut path = bin.into_os_string();
        path.push(":");
        path.push(search_path());
        launch.env("PATH", path).env("TMUX", "somewhere,1,0")
    }
}

impl Moment {
    /// Starts a browser and brings it to this moment.
    fn start_browser(&self, chance: &mut Chance) -> Session {
        let launch = self.setting.arguments().iter().fold(Launch::kzq(), Launch::arg);
        let mut session = self.setting.prepare_environment(launch).start();
        (self.come)(&mut session, chance);
        session
    }
}

/// Whether a program ended by a signal as kzq does, or, before kzq could handle signals, in the default way.
fn ended_by(signal: Signal, exit: &Exit, session: &Session) -> bool {
    let had_terminal = session.has_written(ENTER_SCREEN);
    match exit {
        Exit::Code(code) => *code == 128 + signal.as_raw().cast_unsigned(),
        Exit::Killed(_) => !had_terminal,
    }
}

/// The number of measured times, and the longest one.
#[derive(Default)]
struct Times {
    count: usize,
    longest: Duration,
    at: String,
}

impl Times {
    fn add(&mut self, took: Duration, at: impl FnOnce() -> String) {
        self.count += 1;
        if took > self.longest {
            (self.longest, self.at) = (took, at());
        }
    }
}

#[test]
fn a_signal_ends_the_browser_at_any_moment() {
    const SIGNALS: [Signal; 7] =
        [Signal::HUP, Signal::INT, Signal::QUIT, Signal::TERM, Signal::USR1, Signal::USR2, Signal::ALARM];
    let mut chance = Chance::new();
    let mut times = Times::default();
    // In a short run each moment gets one or two signals, so that each signal is tested at a few moments.
    let (rounds, each) = if is_long() { (5, SIGNALS.len()) } else { (1, 2) };
    for round in 0..rounds {
        for (at, moment) in MOMENTS.iter().enumerate() {
            for number in 0..each {
                let signal = SIGNALS[(at * each + number) % SIGNALS.len()];
                let mut session = moment.start_browser(&mut chance);
                let begun = Instant::now();
                session.signal(signal);
                let exit = session.wait_for_exit();
                times.add(begun.elapsed(), || format!("{signal:?} {}", moment.name));
                assert!(ended_by(signal, &exit, &session), "round {round}: {signal:?} {}: {exit:?}", moment.name);
                session.assert_restored();
            }
        }
    }
    aloud!(
        "{} signals: all ended in good order, with the terminal as it was; the slowest after {:?} ({})",
        times.count,
        times.longest,
        times.at
    );
}

#[test]
fn a_hang_up_ends_the_browser_at_any_moment() {
    /// Far more than ending takes, even on busy machines, but less than a busy loop would take.
    const WORK: Duration = Duration::from_secs(1);
    let mut chance = Chance::new();
    let (mut times, mut work) = (Times::default(), Times::default());
    for round in 0..if is_long() { 10 } else { 1 } {
        for moment in &MOMENTS {
            let mut session = moment.start_browser(&mut chance);
            session.stop_reading();
            let pid = session.pid();
            let process = || Process::of(pid).expect("nobody has waited for it");
            let before = process().work;
            let begun = Instant::now();
            session.hang_up();
            assert!(eventually(|| process().is_zombie), "round {round}: {}: it is still there", moment.name);
            times.add(begun.elapsed(), || moment.name.to_owned());
            let worked = process().work.saturating_sub(before);
            work.add(worked, || moment.name.to_owned());
            assert!(worked < WORK, "round {round}: {}: it worked for {worked:?}", moment.name);
            let exit = session.wait_for_exit();
            assert!(ended_by(Signal::HUP, &exit, &session), "round {round}: {}: {exit:?}", moment.name);
        }
    }
    aloud!(
        "{} hang-ups: all gone, the slowest after {:?} ({}), the most work {:?} ({})",
        times.count,
        times.longest,
        times.at,
        work.longest,
        work.at
    );
}

#[test]
fn suspending_returns_to_the_shell_at_any_moment() {
    const PROMPT: &str = "shell>";
    let mut chance = Chance::new();
    let mut count = 0;
    let rounds = if is_long() { 5 } else { 1 };
    // Typed keys that have not been read would go to the shell.
    let is_quiet = |moment: &&Moment| {
        let typed = ["typed", "scrolling", "given", "comparing", "copying", "helper"];
        !typed.iter().any(|word| moment.name.contains(word))
    };
    for moment in (0..rounds).flat_map(|_| &MOMENTS).filter(is_quiet) {
        let launch = Launch::program("sh").arg("-i").env("PS1", format!("{PROMPT} ")).env("KZQ", KZQ);
        let mut shell = moment.setting.prepare_environment(launch).start();
        shell.wait_for(PROMPT);
        let state = shell.state();
        let is_back = |shell: &Session| shell.state() == state && shell.screen().trim_end().ends_with(PROMPT);
        shell.type_keys(&format!("$KZQ {}{}", moment.setting.arguments().join(" "), key::ENTER));
        let own = shell.pid();
        assert!(eventually(|| shell.foreground() != own), "{}: it is not started", moment.name);
        let browser = shell.foreground();
        (moment.come)(&mut shell, &mut chance);

        kill_process(browser, Signal::TSTP).expect("it is there");
        assert!(eventually(|| is_back(&shell)), "{}: the shell is not back\n{}", moment.name, shell.screen());
        shell.type_keys(&format!("fg{}", key::ENTER));
        shown(&shell);
        kill_process(browser, Signal::TERM).expect("it is there");
        assert!(eventually(|| is_back(&shell)), "{}: the shell is not back\n{}", moment.name, shell.screen());
        count += 1;
    }
    aloud!("{count} stops: the shell had its terminal back each time, and the browser came back");
}
