//! All the ways a browser can end, each in a real terminal: the terminal is restored, and the exit code tells
//! what happened.

use std::fs;
use std::time::{Duration, Instant};

use kzq::host::terminal::screen::Screen;
use rustix::process::{Signal, kill_process};

use crate::support::command::{closed_pipe, full_device, kzq};
use crate::support::process::Process;
use crate::support::terminal::{Exit, Launch, Session, State, key};
use crate::support::{BROKEN, KZQ, collection_in, eventually, file_in};

/// The title of the embedded collection, which the browser shows once it has started.
const TITLE: &str = "Tokayev on Talk to Al Jazeera";
/// The sequence that enters the alternate screen (xterm 1049).
const ENTER_SCREEN: &[u8] = b"\x1b[?1049h";
/// 128 and the number of SIGHUP.
const HUNG_UP: Exit = Exit::Code(129);

/// A browser that has drawn its first frame.
fn browser() -> Session {
    let session = Launch::kzq().start();
    session.wait_for(TITLE);
    session
}

mod quitting {
    use super::*;

    #[test]
    fn q_and_ctrl_c_quit() {
        for quit in ["q", key::CTRL_C] {
            let mut session = browser();
            session.type_keys(quit);
            assert_eq!(session.wait_for_exit(), Exit::Code(0), "{quit:?}");
            session.assert_restored();
            assert!(!session.screen().contains(TITLE), "the browser’s screen is left behind");
        }
    }

    #[test]
    fn ctrl_c_leaves_the_filter_first() {
        let mut session = browser();
        session.type_keys("/cpc");
        session.wait_for("cpc");
        session.type_keys(key::CTRL_C);
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        session.assert_restored();
    }
}

mod failing {
    use super::*;

    #[test]
    fn broken_collection_is_reported_without_drawing() {
        let launch = Launch::script("exec \"$0\" --data broken.ron 2>report");
        file_in(launch.home(), "broken.ron", BROKEN);
        let mut session = launch.start();

        assert_eq!(session.wait_for_exit(), Exit::Code(3));
        assert_eq!(session.raw(), b"", "stdout stays empty");
        let report = fs::read_to_string(session.home().join("report")).expect("stderr went there");
        assert!(report.contains("broken.ron:4:12"), "{report}");
        assert!(report.contains("title: 7"), "{report}");
    }

    #[test]
    fn large_broken_collection_is_reported_on_exit() {
        let launch = Launch::script("exec \"$0\" --no-cache --data broken.ron 2>report");
        let entry = |number| format!("Quote(id: \"q{number}\", by: \"a\", text: \"{}\"),\n", "Words. ".repeat(20));
        let entries: String = (0..10_000).map(entry).collect();
        let head = "(schema: 1, id: \"c\", title: \"C\", speakers: {\"a\": (name: \"A\")}, entries: [\n";
        file_in(launch.home(), "broken.ron", &format!("{head}{entries}Quote(id: 7),\n])"));
        let mut session = launch.start();

        assert_eq!(session.wait_for_exit(), Exit::Code(3));
        session.assert_restored();
        assert!(session.has_written(ENTER_SCREEN), "it is opened while the browser runs");
        let report = fs::read_to_string(session.home().join("report")).expect("stderr went there");
        assert!(report.contains("broken.ron:10002:11"), "{report}");
    }

    #[test]
    fn panic_of_the_drawing_thread_restores_the_terminal() {
        assert_a_panic_restores_the_terminal("ways_out::panicking::drawing_thread_panics");
    }

    #[test]
    fn a_panic_of_another_thread_restores_the_terminal() {
        assert_a_panic_restores_the_terminal("ways_out::panicking::another_thread_panics");
    }

    /// Runs one of the ignored tests below, which use the terminal and panic.
    #[track_caller]
    fn assert_a_panic_restores_the_terminal(panicking: &str) {
        let this = std::env::current_exe().expect("this test binary");
        let child = Launch::program(this).arg("--exact").arg(panicking).arg("--ignored").arg("--nocapture");
        // Writing a long report takes time, in which other threads continue; the screen is high enough for it.
        let child = child.env(panicking::VARIABLE, "1").env("RUST_BACKTRACE", "1").size(120, 500);
        let mut session = child.start();

        assert_eq!(session.wait_for_exit(), Exit::Code(101));
        session.assert_restored();
        assert!(session.has_written(ENTER_SCREEN), "it never had the terminal");
        let screen = session.screen();
        assert!(screen.contains(panicking::MESSAGE), "the report is to be read on the normal screen\n{screen}");
        assert!(!screen.contains("frame"), "a frame was drawn after the terminal was given back\n{screen}");
        // The test harness also exits with 101, but the process must have ended before that.
        assert!(!screen.contains("test result"), "the process outlived the panic\n{screen}");
    }
}

/// Not tests, but code that [`failing`] runs in a terminal, as kzq itself cannot panic on demand.
mod panicking {
    use super::*;

    pub const VARIABLE: &str = "KZQ_TEST_PANICS";
    pub const MESSAGE: &str = "a panic on purpose";

    /// Enters the screen of the browser.
    fn screen() -> Screen {
        std::env::var_os(VARIABLE).expect("another test gives it a terminal");
        Screen::enter(true).expect("a terminal")
    }

    #[test]
    #[ignore = "needs the terminal that another test gives it"]
    fn drawing_thread_panics() {
        let _screen = screen();
        panic!("{MESSAGE}");
    }

    #[test]
    #[ignore = "needs the terminal that another test gives it"]
    fn another_thread_panics() {
        let mut screen = screen();
        let other = std::thread::spawn(|| panic!("{MESSAGE}"));
        // The drawing thread does not notice the panic and continues.
        for count in 0_u64.. {
            screen.draw(|frame| frame.render_widget(format!("frame {count}"), frame.area())).expect("a terminal");
            if other.is_finished() {
                return;
            }
        }
    }
}

mod signals {
    use super::*;

    /// Far more than the 200 ms it may take, for busy machines.
    const SOON: Duration = Duration::from_secs(2);

    #[test]
    fn signal_exits_with_128_plus_its_number() {
        for signal in [Signal::TERM, Signal::INT, Signal::HUP, Signal::QUIT] {
            let mut session = browser();
            assert_ends_soon(&mut session, signal);
            session.assert_restored();
        }
    }

    #[test]
    fn crash_restores_the_terminal_and_still_kills_the_process() {
        for signal in [Signal::ABORT, Signal::ILL, Signal::FPE, Signal::SEGV, Signal::BUS] {
            let mut session = browser();
            session.signal(signal);
            let exit = session.wait_for_exit();
            assert!(matches!(exit, Exit::Killed(_)), "{signal:?}: {exit:?}");
            session.assert_restored();
        }
    }

    #[test]
    fn signal_ends_the_browser_while_the_terminal_hangs() {
        // A frame of this size does not fit into the buffer of the pty, so the browser blocks while writing it.
        let mut session = Launch::kzq().size(400, 200).start();
        session.wait_for("q quit");
        session.stop_reading();
        assert_ends_soon(&mut session, Signal::TERM);
        // The content of the screen is lost, but not the modes of the terminal.
        assert_eq!(session.state().modes, session.found().modes);
    }

    #[track_caller]
    fn assert_ends_soon(session: &mut Session, signal: Signal) {
        let begun = Instant::now();
        session.signal(signal);
        let exit = session.wait_for_exit();
        let took = begun.elapsed();
        eprintln!("{signal:?}: ended after {took:?}");
        assert_eq!(exit, Exit::Code(128 + signal.as_raw().cast_unsigned()), "{signal:?}");
        assert!(took < SOON, "{signal:?}: took {took:?}");
    }
}

mod suspending {
    use super::*;

    /// The prompt of the shell that runs kzq.
    const PROMPT: &str = "shell>";

    /// An interactive shell, which has job control, and the state of its terminal.
    fn shell() -> (Session, State) {
        let session = Launch::program("sh").arg("-i").env("PS1", format!("{PROMPT} ")).env("KZQ", KZQ).start();
        session.wait_for(PROMPT);
        let state = session.state();
        (session, state)
    }

    /// Types a command line that starts or resumes the browser.
    #[track_caller]
    fn browse(shell: &mut Session, line: &str) {
        shell.type_keys(&format!("{line}{}", key::ENTER));
        shell.wait_for(TITLE);
    }

    /// Filters the list and confirms the filter.
    #[track_caller]
    fn filter(shell: &mut Session, word: &str) {
        shell.type_keys(&format!("/{word}"));
        shell.wait_until("a shorter list", |screen| {
            let contents = screen.contents();
            contents.contains(word) && !contents.contains("42 entries")
        });
        shell.type_keys(key::ENTER);
    }

    /// Waits until the shell prompts again and its terminal has the given state.
    #[track_caller]
    fn wait_for_prompt(shell: &Session, state: &State) {
        shell.wait_until("the shell’s prompt", |screen| {
            !screen.alternate_screen() && screen.contents().trim_end().ends_with(PROMPT)
        });
        assert!(eventually(|| shell.state() == *state), "{:?} is not {state:?}", shell.state());
    }

    #[test]
    fn ctrl_z_returns_to_the_shell_and_fg_to_the_browser() {
        let (mut shell, state) = shell();
        browse(&mut shell, "$KZQ");
        filter(&mut shell, "brics");
        shell.type_keys(key::CTRL_Z);
        wait_for_prompt(&shell, &state);

        browse(&mut shell, "fg");
        shell.wait_for("brics");
        shell.type_keys("q");
        wait_for_prompt(&shell, &state);
    }

    #[test]
    fn suspended_browser_stays_stopped_in_the_background() {
        let (mut shell, state) = shell();
        browse(&mut shell, "$KZQ");
        let browser = shell.foreground();
        shell.type_keys(key::CTRL_Z);
        wait_for_prompt(&shell, &state);

        shell.type_keys(&format!("bg{}", key::ENTER));
        shell.wait_until("a third prompt", |screen| screen.contents().matches(PROMPT).count() == 3);
        // A background process may not use the terminal, and is stopped as soon as it tries.
        assert!(eventually(|| Process::of(browser).is_some_and(|process| process.is_stopped)));
        wait_for_prompt(&shell, &state);
        browse(&mut shell, "fg");
        shell.type_keys("q");
        wait_for_prompt(&shell, &state);
    }

    #[test]
    fn sigtstp_suspends_like_ctrl_z() {
        let (mut shell, state) = shell();
        browse(&mut shell, "$KZQ");
        kill_process(shell.foreground(), Signal::TSTP).expect("the browser is there");
        wait_for_prompt(&shell, &state);

        browse(&mut shell, "fg");
        shell.type_keys("q");
        wait_for_prompt(&shell, &state);
    }

    #[test]
    fn browser_redraws_after_sigstop_and_fg() {
        let (mut shell, state) = shell();
        browse(&mut shell, "sane=$(stty -g); $KZQ");
        kill_process(shell.foreground(), Signal::STOP).expect("the browser is there");
        // Nothing was restored, so Enter does not end a line; a user would type Ctrl-j and `stty`.
        shell.wait_for(PROMPT);
        shell.type_keys("stty $sane\n");
        shell.type_keys("fg\n");
        shell.wait_until("nothing of the shell on the screen", |screen| !screen.contents().contains(PROMPT));
        filter(&mut shell, "brics");
        shell.type_keys("q");
        wait_for_prompt(&shell, &state);
    }

    #[test]
    fn script_is_suspended_with_its_browser() {
        let (mut shell, state) = shell();
        browse(&mut shell, "sh -c '$KZQ; echo the script goes $((1))n'");
        shell.type_keys(key::CTRL_Z);
        wait_for_prompt(&shell, &state);

        browse(&mut shell, "fg");
        shell.type_keys("q");
        shell.wait_for("the script goes 1n");
        wait_for_prompt(&shell, &state);
    }

    #[test]
    fn suspending_without_job_control_is_refused() {
        // As the only program of a terminal, and in a script that is.
        for launch in [Launch::kzq(), Launch::script("\"$0\"; exit $?")] {
            let mut session = launch.start();
            session.wait_for(TITLE);
            session.type_keys(key::CTRL_Z);
            session.wait_for("cannot suspend: no job control");
            session.type_keys("q");
            assert_eq!(session.wait_for_exit(), Exit::Code(0));
            session.assert_restored();
        }
    }
}

mod hanging_up {
    use super::*;

    const SOON: Duration = Duration::from_secs(1);
    /// The maximum CPU time for ending normally.
    const LITTLE_WORK: Duration = Duration::from_millis(200);

    #[test]
    fn a_hang_up_ends_the_browser() {
        assert_gone_after_hang_up(Launch::kzq());
    }

    #[test]
    fn a_hang_up_without_a_signal_ends_the_browser() {
        assert_gone_after_hang_up(Launch::kzq().without_controlling_terminal());
    }

    #[track_caller]
    fn assert_gone_after_hang_up(launch: Launch) {
        let mut session = launch.start();
        session.wait_for(TITLE);
        let pid = session.pid();
        let process = || Process::of(pid).expect("nobody has waited for it");
        let worked_before = process().work;

        let begun = Instant::now();
        session.hang_up();
        assert!(eventually(|| process().is_zombie), "it is still there");
        let took = begun.elapsed();
        let worked = process().work.saturating_sub(worked_before);
        eprintln!("ended after {took:?}, {worked:?} of work");

        assert!(took < SOON, "took {took:?}");
        assert!(worked < LITTLE_WORK, "worked for {worked:?}");
        assert_eq!(session.wait_for_exit(), HUNG_UP);
    }
}

mod without_a_terminal {
    use super::*;

    const HINT: &str = "use `kzq search`";

    #[test]
    fn stdout_that_is_not_a_terminal_is_rejected_with_a_hint() {
        let done = kzq::<&str>([]).run();
        assert_eq!((done.code, done.stdout.as_str()), (Some(2), ""));
        assert!(done.stderr.contains(HINT), "{}", done.stderr);
    }

    #[test]
    fn dumb_terminal_is_rejected_with_a_hint() {
        let mut session = Launch::kzq().env("TERM", "dumb").start();
        assert_eq!(session.wait_for_exit(), Exit::Code(2));
        assert!(session.screen().contains("TERM is “dumb”"), "{}", session.screen());
        assert!(session.screen().contains(HINT), "{}", session.screen());
        assert!(!session.has_written(b"\x1b"), "it gets nothing but text");
    }

    #[test]
    fn missing_keyboard_input_is_rejected_with_a_hint() {
        let mut session = Launch::script("setsid --wait \"$0\" </dev/null; exit $?").start();
        assert_eq!(session.wait_for_exit(), Exit::Code(2));
        assert!(session.screen().contains(HINT), "{}", session.screen());
        assert!(!session.has_written(b"\x1b"), "the screen is not taken");
        session.assert_restored();
    }

    #[test]
    fn keys_are_read_from_the_terminal_if_stdin_is_a_file() {
        let launch = Launch::script("exec \"$0\" --data - <engines.ron");
        collection_in(launch.home());
        let mut session = launch.start();
        session.wait_for("On engines");
        session.type_keys("/original");
        session.wait_for("1 of 2");
        session.type_keys(key::ENTER);
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        session.assert_restored();
    }
}

mod closed_pipes {
    use super::*;

    #[test]
    fn commands_exit_quietly_when_stdout_is_closed() {
        for line in ["export", "search tokayev", "topics", "keys", "man", "completions bash", "--help", "--version"] {
            let done = kzq(line.split(' ')).run_with_stdout(closed_pipe());
            assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "kzq {line}");
        }
    }

    #[test]
    fn piping_to_head_prints_one_line_without_errors() {
        for line in ["export", "man", "--help"] {
            let pipeline = format!("{{ \"$0\" {line} 2>errors; echo $? >code; }} | head -n1 | wc -l");
            let mut session = Launch::script(&pipeline).start();
            assert_eq!(session.wait_for_exit(), Exit::Code(0));
            assert_eq!(session.screen().trim(), "1", "kzq {line}");
            let written = |name| fs::read_to_string(session.home().join(name)).expect("the shell wrote it");
            assert_eq!((written("code").as_str(), written("errors").as_str()), ("0\n", ""), "kzq {line}");
        }
    }

    #[test]
    fn full_disk_is_reported_as_an_error() {
        for line in ["export", "man", "--help"] {
            let done = kzq(line.split(' ')).run_with_stdout(full_device());
            assert_eq!(done.code, Some(4), "kzq {line}");
            assert!(done.stderr.contains("No space left"), "kzq {line}: {}", done.stderr);
        }
    }
}

mod sizes {
    use super::*;

    /// Waits for a frame that fills the screen: with text in the last column, and the hints in the last row.
    #[track_caller]
    fn wait_for_frame(session: &Session, columns: u16, rows: u16) {
        session.wait_until(&format!("a frame of {columns}x{rows}"), |screen| {
            let right = screen.rows(columns - 1, 1).any(|cell| !cell.trim().is_empty());
            right && screen.rows(0, columns).last().is_some_and(|row| row.contains("quit"))
        });
    }

    #[test]
    fn a_new_size_is_drawn_at_once() {
        let session = browser();
        for (columns, rows) in [(60, 20), (120, 36), (40, 10), (200, 50)] {
            session.resize(columns, rows);
            wait_for_frame(&session, columns, rows);
        }
    }

    #[test]
    fn resizing_to_any_size_loses_no_keys() {
        let mut session = browser();
        session.wait_for("1 of 42");
        for (columns, rows) in [(1, 1), (0, 0), (1, 50), (500, 1), (u16::MAX, u16::MAX), (120, 36)] {
            session.resize(columns, rows);
            session.type_keys("j");
        }
        wait_for_frame(&session, 120, 36);
        session.wait_for("7 of 42");
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        session.assert_restored();
    }
}
