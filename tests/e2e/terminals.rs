//! All kinds of terminals: slow ones, ones with odd or constantly changing sizes, ones with few colours,
//! and tmux and GNU screen.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::command::kzq;
use crate::support::terminal::{Exit, Launch, Session, key};
use crate::support::{
    Chance, KZQ, PASTE, aloud, collection_in, eventually, file_in, installed, is_long, search_path, start,
};

/// The title of the embedded collection, which the browser shows once it has started.
const TITLE: &str = "Tokayev on Talk to Al Jazeera";

fn browser() -> Session {
    let session = Launch::kzq().start();
    session.wait_for(TITLE);
    session.wait_for("1 of 42");
    session
}

#[track_caller]
fn quit(mut session: Session) {
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    session.assert_restored();
}

/// Closes a dialog with this title, and waits until it is closed: otherwise Esc and the next key would be read as one.
#[track_caller]
fn close(session: &mut Session, title: &str) {
    session.type_keys(key::ESC);
    session.wait_until("nothing above the list", |screen| !screen.contents().contains(title));
}

mod slow {
    use super::*;

    #[test]
    fn keys_do_not_wait_for_unread_frames() {
        let mut session = Launch::kzq().size(200, 60).start();
        session.wait_for("1 of 42");
        // A frame in which everything changes takes a tenth of a second or more.
        session.read_slowly(512, Duration::from_millis(10));
        let before = session.frames();
        let begun = Instant::now();
        for _ in 0..30 {
            session.type_keys("Ggg");
            thread::sleep(Duration::from_millis(10));
        }
        session.type_keys("jj");
        session.wait_for("3 of 42");
        let frames = session.frames() - before;
        aloud!("92 keys at 50 kB a second: {frames} frames, {:?}", begun.elapsed());
        // Each key is processed at once; one frame is drawn for all keys that arrived while the last one was written.
        assert!(frames < 60, "{frames} frames were written for 92 keys");
        session.read_slowly(1 << 12, Duration::ZERO);
        quit(session);
    }

    #[test]
    fn keys_typed_while_output_is_stuck_need_few_frames() {
        let mut session = Launch::kzq().size(400, 200).start();
        session.wait_for("1 of 42");
        // A frame of this size does not fit into the buffer of the pty: the browser blocks while writing it.
        session.read_slowly(1, Duration::from_millis(100));
        session.type_keys(key::CTRL_L);
        let before = session.frames();
        for _ in 0..30 {
            session.type_keys("j");
            thread::sleep(Duration::from_millis(5));
        }
        session.read_slowly(1 << 12, Duration::ZERO);
        session.wait_for("31 of 42");
        let frames = session.frames() - before;
        aloud!("30 keys while nothing was read: {frames} frames");
        assert!(frames < 15, "{frames} frames were written for 30 keys");
        quit(session);
    }
}

mod sizes {
    use super::*;

    #[test]
    fn many_resizes_lose_no_keys_and_end_in_a_complete_frame() {
        let mut chance = Chance::new();
        let mut session = browser();
        let odd = [0, 1, 2, 3, 39, 40, 79, 80, 99, 100, 500, 1000, 9000, u16::MAX];
        let mut down = 0;
        let changes = if is_long() { 5000 } else { 150 };
        for change in 0..changes {
            let mut size = || match chance.below(3) {
                0 => odd[usize::try_from(chance.below(odd.len() as u64)).expect("it is small")],
                _ => u16::try_from(1 + chance.below(250)).expect("it is small"),
            };
            session.resize(size(), size());
            // Down and up again, so that the end of the list is never reached.
            let key = if change % 70 < 35 { "j" } else { "k" };
            down += if key == "j" { 1 } else { -1 };
            session.type_keys(key);
        }
        session.resize(120, 36);
        session.wait_until("a whole frame", |screen| {
            let rows: Vec<String> = screen.rows(0, 120).collect();
            rows[0].contains(TITLE) && rows[35].contains("quit") && screen.rows(119, 1).any(|cell| cell == "╮")
        });
        session.wait_for(&format!("{} of 42", 1 + down));
        aloud!("{changes} sizes: no key was lost");
        quit(session);
    }

    #[test]
    fn empty_and_huge_sizes_are_supported() {
        for (columns, rows) in [(0, 0), (0, 36), (120, 0), (1, 1), (9000, 9000), (9000, 1), (1, 9000)] {
            let mut session = Launch::kzq().size(columns, rows).start();
            let begun = Instant::now();
            session.type_keys("/cpc");
            session.type_keys(key::ENTER);
            session.type_keys("y?");
            session.type_keys(key::ESC);
            // Whatever it shows, it runs and quits on request.
            assert!(eventually(|| session.frames() > 0), "{columns}x{rows}: nothing is drawn");
            session.resize(120, 36);
            session.wait_for("kzq");
            aloud!("{columns}x{rows}: {} bytes were written, {:?}", session.raw().len(), begun.elapsed());
            session.type_keys(key::CTRL_C);
            session.type_keys(key::CTRL_C);
            assert_eq!(session.wait_for_exit(), Exit::Code(0), "{columns}x{rows}");
        }
    }
}

mod cursor {
    use super::*;

    #[test]
    fn cursor_is_a_steady_bar_and_restored_on_exit() {
        let mut session = browser();
        assert_eq!(session.state().cursor_shape, 6);
        session.type_keys("/cpc");
        session.wait_for("1 of 7");
        assert_eq!(session.state().cursor_shape, 6);
        session.type_keys(key::CTRL_C);
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        assert_eq!(session.state().cursor_shape, 0);
        session.assert_restored();
    }

    #[test]
    fn editor_gets_the_users_cursor_and_the_bar_returns() {
        let launch = Launch::kzq().arg("--data").arg("own.ron").env("EDITOR", "sh shape.sh");
        file_in(launch.home(), "own.ron", OWN);
        // The last cursor shape it sets must still be readable when the editor has ended.
        file_in(launch.home(), "shape.sh", "printf 'the editor ran' >ran; printf '\\033[3 q'");
        let mut session = launch.start();
        session.wait_for("It weaves.");
        session.type_keys("E");
        assert!(eventually(|| session.home().join("ran").exists()), "the editor was not run\n{}", session.screen());
        assert!(eventually(|| session.has_written(b"\x1b[3 q") && session.state().cursor_shape == 6), "no bar");
        let raw = session.raw();
        let at = |bytes: &[u8]| raw.windows(bytes.len()).position(|window| window == bytes);
        assert!(at(b"\x1b[0 q") < at(b"\x1b[3 q"), "the editor begins with the user's own");
        quit(session);
    }

    const OWN: &str = r#"(schema: 1, id: "own", title: "Own", speakers: {"a": (name: "Ada Byron")},
        entries: [Quote(id: "one", by: "a", text: "It weaves.")])"#;
}

mod plain {
    use super::*;

    /// A collection with only ASCII characters.
    const ASCII: &str = r#"(schema: 1, id: "a", title: "Plain", speakers: {"a": (name: "Ada Byron")},
        topics: [(id: "t", label: "Topic", topics: [(id: "u", label: "Under")])],
        entries: [Quote(id: "one", by: "a", text: "It weaves.", topics: ["t/u"]),
        Paraphrase(id: "two", of: "a", text: "She says that it weaves.", rests_on: ["one"], topics: ["t"])])"#;

    #[test]
    fn ascii_locale_uses_only_ascii_symbols() {
        for (name, value) in [("LANG", "C"), ("LANG", ""), ("LC_ALL", "POSIX"), ("LC_CTYPE", "de_DE.ISO-8859-1")] {
            let launch = Launch::kzq().arg("--data").arg("plain.ron").env(name, value);
            file_in(launch.home(), "plain.ron", ASCII);
            let mut session = launch.start();
            session.wait_for("It weaves.");
            for (keys, title) in [("?", "Keys"), ("Y", "Copy as"), ("=", "= Compare"), ("i", "No source")] {
                session.type_keys(keys);
                session.wait_for(title);
                close(&mut session, title);
            }
            session.type_keys("q");
            assert_eq!(session.wait_for_exit(), Exit::Code(0));
            let foreign: String = session.screen().chars().filter(|c| !c.is_ascii()).collect();
            let raw = String::from_utf8(session.raw()).expect("the browser writes UTF-8");
            let written: String = raw.chars().filter(|c| !c.is_ascii()).collect();
            // Quotation marks belong to the quotations, not to the browser.
            let own = written.chars().filter(|c| !matches!(c, '“' | '”' | '‘' | '’' | '—')).collect::<String>();
            assert_eq!((own.as_str(), foreign.as_str()), ("", ""), "{name}={value}");
        }
    }

    /// The numbers in the sequences that set colours (SGR).
    fn colours(raw: &[u8]) -> Vec<Vec<u16>> {
        let raw = String::from_utf8_lossy(raw);
        let sequences = raw.split("\x1b[").skip(1);
        let parameters = sequences.filter_map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';')?;
            rest[end..].starts_with('m').then(|| rest[..end].split(';').filter_map(|number| number.parse().ok()))
        });
        parameters.map(Iterator::collect).collect()
    }

    #[test]
    fn sixteen_colour_terminal_gets_only_those_colours() {
        for term in ["xterm", "linux", "vt100", "screen", "ansi"] {
            let mut session = Launch::kzq().env("TERM", term).env("COLORTERM", "").start();
            session.wait_for("1 of 42");
            session.type_keys("/cpc");
            session.wait_for("of 42");
            session.type_keys(key::ENTER);
            session.type_keys("Y");
            session.wait_for("Copy as");
            close(&mut session, "Copy as");
            session.type_keys("q");
            assert_eq!(session.wait_for_exit(), Exit::Code(0), "TERM={term}");
            session.assert_restored();
            for numbers in colours(&session.raw()) {
                let from_table = |at: usize| {
                    numbers.get(at + 1) == Some(&5) && numbers.get(at + 2).is_some_and(|&colour| colour < 16)
                };
                let mut extended = (0..numbers.len()).filter(|&at| matches!(numbers[at], 38 | 48));
                assert!(extended.all(from_table), "TERM={term}: {numbers:?}");
            }
        }
    }

    #[test]
    fn no_color_disables_colours() {
        let mut session = Launch::kzq().env("NO_COLOR", "1").start();
        session.wait_for("1 of 42");
        session.type_keys("/cpc");
        session.wait_for("of 42");
        session.type_keys(key::CTRL_C);
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        for numbers in colours(&session.raw()) {
            let coloured = numbers.iter().any(|number| matches!(number, 30..=38 | 40..=48 | 90..=107));
            assert!(!coloured, "{numbers:?}");
        }
    }

    #[test]
    fn commands_work_with_any_terminal_type_and_locale() {
        for (name, value) in [("TERM", "dumb"), ("TERM", ""), ("TERM", "nonsense"), ("LANG", "C"), ("COLUMNS", "0")] {
            let done = kzq(["search", "cpc"]).env(name, value).run();
            assert_eq!(done.code, Some(0), "{name}={value}: {done:?}");
            assert!(done.stdout.contains("CPC") && !done.stdout.contains('\x1b'), "{name}={value}");
        }
    }
}

mod multiplexers {
    use super::*;

    /// A tmux server for the test, which reads no configuration and ends with the test.
    struct Tmux(TempDir);

    impl Tmux {
        fn run(&self, args: &[&str]) -> String {
            let mut command = Command::new("tmux");
            command.args(["-L", "kzq-terminals", "-f", "/dev/null"]).args(args).env_clear();
            command.env("PATH", search_path()).env("TMUX_TMPDIR", self.0.path()).env("HOME", self.0.path());
            command.env("LANG", "C.UTF-8").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
            let done = start(&mut command).wait_with_output().expect("tmux ends");
            String::from_utf8(done.stdout).expect("tmux prints UTF-8")
        }

        #[track_caller]
        fn wait_for(&self, what: &str, is_so: impl Fn(&str) -> bool) {
            let shown = || self.run(&["capture-pane", "-p"]);
            assert!(eventually(|| is_so(&shown())), "waited in vain for {what}; the pane is\n{}", shown());
        }
    }

    impl Drop for Tmux {
        fn drop(&mut self) {
            self.run(&["kill-server"]);
        }
    }

    #[test]
    fn browser_draws_resizes_and_quits_in_a_tmux_pane() {
        if !installed("tmux") {
            return;
        }
        let tmux = Tmux(TempDir::new().expect("a temporary directory"));
        tmux.run(&["new-session", "-d", "-x", "120", "-y", "36", "PS1='shell> ' exec sh -i"]);
        tmux.wait_for("a prompt", |pane| pane.contains("shell>"));
        tmux.run(&["send-keys", "-l", &format!("'{KZQ}'")]);
        tmux.run(&["send-keys", "Enter"]);
        tmux.wait_for("the browser", |pane| pane.contains("1 of 42") && pane.lines().count() == 36);
        tmux.run(&["send-keys", "/", "c", "p", "c", "Enter"]);
        tmux.wait_for("a shorter list", |pane| pane.contains("1 of 7 "));
        for (columns, rows) in [(60, 20), (200, 50), (80, 24)] {
            tmux.run(&["resize-window", "-x", &columns.to_string(), "-y", &rows.to_string()]);
            tmux.wait_for("another size", |pane| {
                pane.lines().count() == rows && pane.lines().last().is_some_and(|line| line.contains("quit"))
            });
        }
        // Splitting a pane changes the size, too.
        tmux.run(&["split-window", "-d", "-h", "sleep 100"]);
        tmux.wait_for("half of the window", |pane| pane.lines().all(|line| line.chars().count() <= 40));
        tmux.run(&["send-keys", "q"]);
        tmux.wait_for("the prompt, and nothing of the browser", |pane| {
            pane.trim_end().ends_with("shell>") && !pane.contains("cpc")
        });
        // The modes of the pane according to tmux.
        let modes = "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{wrap_flag} #{keypad_flag}";
        assert_eq!(tmux.run(&["display-message", "-p", modes]).trim(), "0 1 0 1 0");
    }

    #[test]
    fn combining_characters_leave_no_artifacts() {
        const WORDS: [&str; 4] = [
            "हम इस सूचना की पुष्टि करते हैं।",
            "நாம் இந்தத் தகவலை உறுதி செய்கிறோம்.",
            "আমরা এই তথ্যটি নিশ্চিত করি। เราขอยืนยันข้อมูลนี้",
            "Plain words once more, for comparison.",
        ];
        if !installed("tmux") {
            return;
        }
        let tmux = Tmux(TempDir::new().expect("a temporary directory"));
        let entry = |(number, text)| format!("Quote(id: \"q{number}\", by: \"a\", text: \"{text}\"),\n");
        let entries: String = (1..).zip(WORDS).map(entry).collect();
        let head = "(schema: 1, id: \"c\", title: \"C\", speakers: {\"a\": (name: \"A\")}, entries: [\n";
        let collection = file_in(tmux.0.path(), "c.ron", &format!("{head}{entries}])"));
        let browse = format!("'{KZQ}' --private --fresh --data '{}'", collection.display());
        tmux.run(&["-u", "new-session", "-d", "-x", "120", "-y", "34", &browse]);
        tmux.wait_for("the browser", |pane| pane.contains("1 of 4"));
        for row in 2..=WORDS.len() {
            tmux.run(&["send-keys", "j"]);
            tmux.wait_for("the next entry", |pane| pane.contains(&format!("{row} of 4")));
            let seen = tmux.run(&["capture-pane", "-p"]);
            tmux.run(&["send-keys", "C-l"]);
            // The whole screen is redrawn, and there is no sign of when this is done.
            thread::sleep(Duration::from_millis(300));
            assert_eq!(seen, tmux.run(&["capture-pane", "-p"]), "entry {row}");
        }
    }

    #[test]
    fn browser_ends_when_its_tmux_session_is_killed() {
        if !installed("tmux") {
            return;
        }
        let tmux = Tmux(TempDir::new().expect("a temporary directory"));
        tmux.run(&["new-session", "-d", "-x", "100", "-y", "30", &format!("'{KZQ}'; echo ended $? >ended")]);
        tmux.run(&["set-option", "-g", "exit-empty", "off"]);
        tmux.wait_for("the browser", |pane| pane.contains("of 42"));
        let pid = tmux.run(&["display-message", "-p", "#{pane_pid}"]);
        tmux.run(&["kill-session"]);
        let gone = || fs::metadata(format!("/proc/{}", pid.trim())).is_err();
        assert!(eventually(gone), "it is still there");
    }

    #[test]
    fn browser_draws_copies_and_quits_in_gnu_screen() {
        if !installed("screen") {
            return;
        }
        let launch = Launch::program("screen").arg("-q").arg("-U").arg("-c").arg("screenrc");
        let collection = collection_in(launch.home());
        file_in(launch.home(), "screenrc", "startup_message off\naltscreen on\n");
        let sockets = launch.home().join("sockets");
        fs::create_dir(&sockets).expect("a new directory");
        fs::set_permissions(&sockets, std::os::unix::fs::PermissionsExt::from_mode(0o700)).expect("our own directory");
        let launch = launch.env("SCREENDIR", &sockets).env("PS1", "shell> ").env("SSH_TTY", "/dev/pts/0");
        let mut session = launch.arg("sh").arg("-i").start();
        session.wait_for("shell>");
        session.type_keys(&format!("'{KZQ}' --data '{}'{}", collection.display(), key::ENTER));
        session.wait_for("no-pretensions");
        session.resize(80, 24);
        session.wait_until("a frame of another size", |screen| {
            screen.rows(0, 80).nth(23).is_some_and(|row| row.contains("quit"))
        });
        session.type_keys("y");
        session.wait_for("sent to the terminal");
        assert!(eventually(|| session.clipboard() == [PASTE]), "{:?}", session.clipboard());
        session.type_keys("q");
        session.wait_until("the prompt, and nothing of the browser", |screen| {
            !screen.contents().contains("no-pretensions") && screen.contents().trim_end().ends_with("shell>")
        });
        session.type_keys(&format!("exit{}", key::ENTER));
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
    }
}
