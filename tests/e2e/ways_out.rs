//! Every way out of the browser, each in a real terminal: the terminal is given back as it was found, and the exit
//! code says what happened.

use std::fs;
use std::time::{Duration, Instant};

use kzq::host::terminal::screen::Screen;
use rustix::process::{Signal, kill_process};

use crate::support::command::{closed_pipe, full_device, kzq};
use crate::support::process::Process;
use crate::support::terminal::{Exit, Launch, Session, State, key};
use crate::support::{BROKEN, KZQ, becomes_so, collection_in, file_in};

/// What the browser shows as soon as it is there: the title of the embedded collection.
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
    fn a_broken_collection_is_reported_and_the_screen_is_never_taken() {
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
    fn a_large_broken_collection_is_reported_when_the_screen_is_given_back() {
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
    fn a_panic_of_the_thread_that_draws_restores_the_terminal() {
        assert_a_panic_restores_the_terminal("ways_out::panicking::the_thread_that_draws_panics");
    }

    #[test]
    fn a_panic_of_another_thread_restores_the_terminal() {
        assert_a_panic_restores_the_terminal("ways_out::panicking::another_thread_panics");
    }

    /// Runs one of the ignored tests below, which take the terminal and panic.
    #[track_caller]
    fn assert_a_panic_restores_the_terminal(panicking: &str) {
        let this = std::env::current_exe().expect("this test binary");
        let child = Launch::program(this).arg("--exact").arg(panicking).arg("--ignored").arg("--nocapture");
        // A long report takes its time, in which other threads go on; the screen is high enough for it.
        let child = child.env(panicking::VARIABLE, "1").env("RUST_BACKTRACE", "1").size(120, 500);
        let mut session = child.start();

        assert_eq!(session.wait_for_exit(), Exit::Code(101));
        session.assert_restored();
        assert!(session.has_written(ENTER_SCREEN), "it never had the terminal");
        let screen = session.screen();
        assert!(screen.contains(panicking::MESSAGE), "the report is to be read on the normal screen\n{screen}");
        assert!(!screen.contains("frame"), "a frame was drawn after the terminal was given back\n{screen}");
        // The harness of the tests exits with 101 too; it must not have come to that.
        assert!(!screen.contains("test result"), "the process outlived the panic\n{screen}");
    }
}

/// Not tests, but what [`failing`] runs in a terminal: kzq itself has no way to panic on demand.
mod panicking {
    use super::*;

    pub const VARIABLE: &str = "KZQ_TEST_PANICS";
    pub const MESSAGE: &str = "a panic on purpose";

    /// Takes the terminal.
    fn screen() -> Screen {
        std::env::var_os(VARIABLE).expect("another test gives it a terminal");
        Screen::enter(true).expect("a terminal")
    }

    #[test]
    #[ignore = "needs the terminal that another test gives it"]
    fn the_thread_that_draws_panics() {
        let _screen = screen();
        panic!("{MESSAGE}");
    }

    #[test]
    #[ignore = "needs the terminal that another test gives it"]
    fn another_thread_panics() {
        let mut screen = screen();
        let other = std::thread::spawn(|| panic!("{MESSAGE}"));
        // The thread that draws knows nothing of it, and goes on.
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

    /// Far more than the 200 ms that it may take, for machines that are busy.
    const SOON: Duration = Duration::from_secs(2);

    #[test]
    fn a_signal_ends_the_browser_with_128_and_its_number() {
        for signal in [Signal::TERM, Signal::INT, Signal::HUP, Signal::QUIT] {
            let mut session = browser();
            assert_ends_soon(&mut session, signal);
            session.assert_restored();
        }
    }

    #[test]
    fn a_crash_gives_the_terminal_back_and_is_still_a_crash() {
        for signal in [Signal::ABORT, Signal::ILL, Signal::FPE, Signal::SEGV, Signal::BUS] {
            let mut session = browser();
            session.signal(signal);
            let exit = session.wait_for_exit();
            assert!(matches!(exit, Exit::Killed(_)), "{signal:?}: {exit:?}");
            session.assert_restored();
        }
    }

    #[test]
    fn a_signal_ends_the_browser_while_the_terminal_takes_nothing() {
        // A frame of this size is more than a pty holds, so the browser is stuck in writing it.
        let mut session = Launch::kzq().size(400, 200).start();
        session.wait_for("q quit");
        session.stop_reading();
        assert_ends_soon(&mut session, Signal::TERM);
        // What the screen shows is lost, but not the modes of the terminal.
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

    /// The prompt of the shell that kzq runs under.
    const PROMPT: &str = "shell>";

    /// An interactive shell, which has job control, and the state in which it keeps its terminal.
    fn shell() -> (Session, State) {
        let session = Launch::program("sh").arg("-i").env("PS1", format!("{PROMPT} ")).env("KZQ", KZQ).start();
        session.wait_for(PROMPT);
        let state = session.state();
        (session, state)
    }

    /// Types a command line that brings the browser.
    #[track_caller]
    fn browse(shell: &mut Session, line: &str) {
        shell.type_keys(&format!("{line}{}", key::ENTER));
        shell.wait_for(TITLE);
    }

    /// Filters, and keeps the filter.
    #[track_caller]
    fn filter(shell: &mut Session, word: &str) {
        shell.type_keys(&format!("/{word}"));
        shell.wait_until("a shorter list", |screen| {
            let contents = screen.contents();
            contents.contains(word) && !contents.contains("42 entries")
        });
        shell.type_keys(key::ENTER);
    }

    /// Waits until the shell prompts again, in a terminal like before.
    #[track_caller]
    fn wait_for_prompt(shell: &Session, state: &State) {
        shell.wait_until("the shell’s prompt", |screen| {
            !screen.alternate_screen() && screen.contents().trim_end().ends_with(PROMPT)
        });
        assert!(becomes_so(|| shell.state() == *state), "{:?} is not {state:?}", shell.state());
    }

    #[test]
    fn ctrl_z_gives_the_shell_back_and_fg_the_browser() {
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
    fn a_suspended_browser_that_is_sent_to_the_background_waits_there() {
        let (mut shell, state) = shell();
        browse(&mut shell, "$KZQ");
        let browser = shell.foreground();
        shell.type_keys(key::CTRL_Z);
        wait_for_prompt(&shell, &state);

        shell.type_keys(&format!("bg{}", key::ENTER));
        shell.wait_until("a third prompt", |screen| screen.contents().matches(PROMPT).count() == 3);
        // It may not touch the terminal from there, and is stopped as soon as it tries.
        assert!(becomes_so(|| Process::of(browser).is_some_and(|process| process.is_stopped)));
        wait_for_prompt(&shell, &state);
        browse(&mut shell, "fg");
        shell.type_keys("q");
        wait_for_prompt(&shell, &state);
    }

    #[test]
    fn sigtstp_does_what_ctrl_z_does() {
        let (mut shell, state) = shell();
        browse(&mut shell, "$KZQ");
        kill_process(shell.foreground(), Signal::TSTP).expect("the browser is there");
        wait_for_prompt(&shell, &state);

        browse(&mut shell, "fg");
        shell.type_keys("q");
        wait_for_prompt(&shell, &state);
    }

    #[test]
    fn a_browser_that_was_stopped_unasked_takes_the_terminal_again() {
        let (mut shell, state) = shell();
        browse(&mut shell, "sane=$(stty -g); $KZQ");
        kill_process(shell.foreground(), Signal::STOP).expect("the browser is there");
        // Nothing was restored, so Enter is not the end of a line; a reader helps himself with Ctrl-j and `stty`.
        shell.wait_for(PROMPT);
        shell.type_keys("stty $sane\n");
        shell.type_keys("fg\n");
        shell.wait_until("nothing of the shell on the screen", |screen| !screen.contents().contains(PROMPT));
        filter(&mut shell, "brics");
        shell.type_keys("q");
        wait_for_prompt(&shell, &state);
    }

    #[test]
    fn a_script_that_started_the_browser_stops_with_it() {
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
    fn where_no_shell_could_bring_it_back_it_stays_and_says_so() {
        // As the program of a terminal, and in a script that is.
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
    /// What ending in good order may cost at most.
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
        assert!(becomes_so(|| process().is_zombie), "it is still there");
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
    fn a_stdout_that_is_no_terminal_is_refused_with_a_hint() {
        let done = kzq::<&str>([]).run();
        assert_eq!((done.code, done.stdout.as_str()), (Some(2), ""));
        assert!(done.stderr.contains(HINT), "{}", done.stderr);
    }

    #[test]
    fn a_terminal_that_cannot_be_drawn_on_is_refused_with_a_hint() {
        let mut session = Launch::kzq().env("TERM", "dumb").start();
        assert_eq!(session.wait_for_exit(), Exit::Code(2));
        assert!(session.screen().contains("TERM is “dumb”"), "{}", session.screen());
        assert!(session.screen().contains(HINT), "{}", session.screen());
        assert!(!session.has_written(b"\x1b"), "it gets nothing but text");
    }

    #[test]
    fn where_no_keys_can_be_read_the_browser_is_refused_with_a_hint() {
        let mut session = Launch::script("setsid --wait \"$0\" </dev/null; exit $?").start();
        assert_eq!(session.wait_for_exit(), Exit::Code(2));
        assert!(session.screen().contains(HINT), "{}", session.screen());
        assert!(!session.has_written(b"\x1b"), "the screen is not taken");
        session.assert_restored();
    }

    #[test]
    fn keys_come_from_the_terminal_where_stdin_is_something_else() {
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
    fn nobody_who_stops_reading_is_told_off() {
        for line in ["export", "search tokayev", "topics", "keys", "man", "completions bash", "--help", "--version"] {
            let done = kzq(line.split(' ')).run_into(closed_pipe());
            assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "kzq {line}");
        }
    }

    #[test]
    fn a_reader_of_one_line_gets_one_line() {
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
    fn a_full_disk_is_a_failure() {
        for line in ["export", "man", "--help"] {
            let done = kzq(line.split(' ')).run_into(full_device());
            assert_eq!(done.code, Some(4), "kzq {line}");
            assert!(done.stderr.contains("No space left"), "kzq {line}: {}", done.stderr);
        }
    }
}

mod sizes {
    use super::*;

    /// Waits for a frame that fills the screen: with something in its last column, and the hints in its last row.
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
    fn no_size_is_refused_and_no_key_is_lost() {
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
