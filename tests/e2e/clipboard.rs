//! All ways to copy: the clipboard receives exactly the text that the preview shows, and the message afterwards reports
//! only what is known.
//!
//! The tests of tmux and of the X11 clipboard are skipped, with a message, if the programs are not installed.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use kzq_corpus::{Corpus, Lookup, read};
use kzq_export::{Format, export};
use rustix::process::Pid;
use tempfile::TempDir;

use crate::support::process::Process;
use crate::support::terminal::{Exit, Launch, Session, key};
use crate::support::{
    COLLECTION, KZQ, PASTE, alone, aloud, collection_in, eventually, file_in, installed, search_path, start,
};

/// kzq with the collection whose first entry must become [`PASTE`].
fn launch() -> Launch {
    let launch = Launch::kzq();
    let collection = collection_in(launch.home());
    launch.arg("--data").arg(collection)
}

/// Starts a browser, copies the first entry, and waits for a message.
fn copied(launch: Launch, said: &str) -> Session {
    let mut session = launch.start();
    session.wait_for("y will paste");
    session.type_keys("y");
    session.wait_for(said);
    session
}

#[test]
fn copy_over_ssh_goes_to_the_terminal() {
    let session = copied(launch().env("SSH_TTY", "/dev/pts/0"), "sent to the terminal");
    assert_eq!(session.clipboard(), [PASTE]);
}

/// A collection of one quotation that is too long to send to a terminal; also returns its words.
fn collection_with_one_long_quotation() -> (String, String) {
    let words = "The engine weaves algebraical patterns. ".repeat(2500);
    let collection = format!(
        "(schema: 1, id: \"long\", title: \"Long\", speakers: {{\"ada\": (name: \"Ada Byron\")}}, \
         entries: [Quote(id: \"no-pretensions\", by: \"ada\", text: \"{}\")])",
        words.trim_end()
    );
    (collection, words)
}

#[test]
fn text_too_long_for_the_terminal_is_written_to_a_file() {
    let (collection, words) = collection_with_one_long_quotation();
    let launch = Launch::kzq().env("SSH_TTY", "/dev/pts/0");
    let state = launch.home().join("state");
    fs::write(launch.home().join("long.ron"), collection).expect("a collection");
    let session = copied(launch.arg("--data").arg("long.ron").env("XDG_STATE_HOME", &state), "written to");
    assert!(session.clipboard().is_empty(), "a part of it went to the terminal");
    assert!(session.screen().contains("too long"), "{}", session.screen());
    let written = fs::read_to_string(state.join("kzq/clipboard.txt")).expect("the file is there");
    assert!(written.starts_with(&format!("“{}”", words.trim_end())), "{}", written.len());
}

#[test]
fn clipboard_file_replaces_an_existing_symlink_or_pipe() {
    let (collection, words) = collection_with_one_long_quotation();
    for obstacle in ["ln -s ../../victim state/kzq/clipboard.txt", "mkfifo state/kzq/clipboard.txt"] {
        let launch = Launch::kzq().env("SSH_TTY", "/dev/pts/0");
        let home = launch.home().to_owned();
        fs::create_dir_all(home.join("state/kzq")).unwrap();
        fs::write(home.join("victim"), "precious").unwrap();
        assert!(Command::new("sh").args(["-c", obstacle]).current_dir(&home).status().unwrap().success());
        fs::write(home.join("long.ron"), &collection).expect("a collection");
        let _session =
            copied(launch.arg("--data").arg("long.ron").env("XDG_STATE_HOME", home.join("state")), "written to");
        let written = fs::read_to_string(home.join("state/kzq/clipboard.txt")).expect("a regular file");
        assert!(written.starts_with(&format!("“{}”", words.trim_end())), "{obstacle}");
        assert_eq!(fs::read_to_string(home.join("victim")).unwrap(), "precious", "{obstacle}");
    }
}

#[test]
fn copy_just_before_exit_completes() {
    let mut session = launch().env("SSH_TTY", "/dev/pts/0").start();
    session.wait_for("no-pretensions");
    session.type_keys("yq");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    assert_eq!(session.clipboard(), [PASTE]);
    session.assert_restored();
}

#[test]
fn a_copy_that_fails_just_before_the_end_is_reported() {
    let (collection, _) = collection_with_one_long_quotation();
    let launch = Launch::kzq().env("SSH_TTY", "/dev/pts/0");
    file_in(launch.home(), "long.ron", &collection);
    // It is too long for the terminal, and there is no directory for the file.
    let state = file_in(launch.home(), "state", "");
    let mut session = launch.arg("--data").arg("long.ron").env("XDG_STATE_HOME", state).start();
    session.wait_for("y will paste");
    session.type_keys("yq");
    assert_eq!(session.wait_for_exit(), Exit::Code(4));
    session.wait_for("error: not copied");
    session.assert_restored();
}

#[test]
fn last_of_several_quick_copies_wins() {
    let mut session = launch().env("SSH_TTY", "/dev/pts/0").start();
    session.wait_for("no-pretensions");
    session.type_keys("jykyq");
    session.wait_for_exit();
    let copied = session.clipboard();
    assert_eq!((copied.len(), copied.last().map(String::as_str)), (2, Some(PASTE)));
}

#[test]
fn the_preview_shows_what_will_be_pasted() {
    // Wide enough for its lines.
    let session = launch().size(200, 40).start();
    session.wait_for("y will paste");
    for line in PASTE.lines() {
        session.wait_for(line);
    }
}

#[test]
fn copy_menu_copies_in_each_format() {
    let (corpus, _) = Corpus::merge(vec![read("engines.ron", COLLECTION.as_bytes())]);
    let Lookup::Found(entry) = corpus.look_up("no-pretensions") else { panic!("it is not there") };
    for (steps, format) in Format::copied().enumerate() {
        let mut session = launch().env("SSH_TTY", "/dev/pts/0").start();
        session.wait_for("no-pretensions");
        session.type_keys("Y");
        session.wait_for(format.label());
        session.type_keys(&"k".repeat(Format::copied().count()));
        session.type_keys(&"j".repeat(steps));
        session.type_keys(key::ENTER);
        let text = export(&corpus, &[entry], format).text;
        if text.is_empty() {
            session.wait_for("not copied: no address is given");
            assert!(session.clipboard().is_empty(), "{format:?}");
        } else {
            session.wait_for("sent to the terminal");
            assert_eq!(session.clipboard(), [text.as_str()], "{format:?}");
        }
    }
}

#[test]
fn clipboard_file_is_readable_only_by_its_owner() {
    let launch = launch().arg("--clipboard").arg("file");
    let state = launch.home().join("state");
    let file = state.join("kzq/clipboard.txt");
    // The existing file is longer and readable by everyone.
    fs::create_dir_all(state.join("kzq")).expect("a new directory");
    fs::write(&file, PASTE.repeat(2)).expect("a new file");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("our own file");

    let session = copied(launch.env("XDG_STATE_HOME", &state), "written to");
    session.wait_for(&file.display().to_string());

    assert_eq!(fs::read_to_string(&file).expect("the file is there"), PASTE);
    assert_eq!(fs::metadata(&file).expect("the file is there").permissions().mode() & 0o7777, 0o600);
    assert!(session.clipboard().is_empty(), "it went to the terminal too");
}

#[test]
fn requested_clipboard_has_no_fallback_and_failure_is_reported() {
    let session = copied(launch().arg("--clipboard").arg("system"), "not copied");
    assert!(session.clipboard().is_empty(), "it went to the terminal");
    assert!(!session.home().join(".local").exists(), "it went to a file");
}

#[test]
fn address_opens_in_the_configured_browser_or_is_copied() {
    const ADDRESS: &str = "https://mill.example/speech";
    let launch = || {
        let launch = Launch::kzq().arg("--data").arg("mill.ron").env("SSH_TTY", "/dev/pts/0");
        let source = format!("sources: {{\"s\": (title: \"The mill\", url: \"{ADDRESS}\")}}");
        let entry = "entries: [Quote(id: \"mill\", by: \"a\", text: \"The mill runs.\", source: (id: \"s\"))]";
        let collection =
            format!("(schema: 1, id: \"c\", title: \"C\", speakers: {{\"a\": (name: \"Ada\")}}, {source}, {entry})");
        fs::write(launch.home().join("mill.ron"), collection).expect("a collection");
        launch
    };
    let mut session = launch().start();
    session.wait_for("The mill runs.");
    session.type_keys("o");
    session.wait_for("sent to the terminal");
    assert_eq!(session.clipboard(), [ADDRESS]);

    let launch = launch();
    let opened = launch.home().join("opened");
    let browser = launch.home().join("browser");
    fs::write(&browser, format!("#!/bin/sh\nprintf '%s' \"$*\" >'{}'\n", opened.display())).unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let mut session = launch.env("BROWSER", format!("{} --tab %s:other", browser.display())).start();
    session.wait_for("The mill runs.");
    session.type_keys("o");
    session.wait_for("opening");
    assert!(eventually(|| fs::read_to_string(&opened).is_ok_and(|given| given == format!("--tab {ADDRESS}"))));
    assert!(session.clipboard().is_empty());
}

mod tmux {
    use super::*;

    #[test]
    fn copy_goes_to_the_tmux_buffer() {
        if !installed("tmux") {
            return;
        }
        let home = TempDir::new().expect("a temporary directory");
        let server = Server { sockets: home.path() };
        let collection = collection_in(home.path());
        let browse = format!("'{KZQ}' --data '{}'", collection.display());
        server.run(&["new-session", "-d", "-x", "120", "-y", "36", &browse]);

        let shows = |text| server.run(&["capture-pane", "-p"]).contains(text);
        assert!(eventually(|| shows("no-pretensions")));
        server.run(&["send-keys", "y"]);
        assert!(eventually(|| shows("copied to tmux")), "{}", server.run(&["capture-pane", "-p"]));
        assert_eq!(server.run(&["show-buffer"]), PASTE);
    }

    #[test]
    fn hanging_tmux_falls_back_without_blocking_the_browser() {
        let launch = launch();
        let bin = launch.home().join("bin");
        fake_tmux(&bin, "echo $$ >\"$HOME/tmux.pid\"; exec sleep 1000");
        let mut path = bin.into_os_string();
        path.push(":");
        path.push(search_path());
        let mut session = launch.env("PATH", path).env("TMUX", "somewhere,1,0").start();
        session.wait_for("no-pretensions");
        let begun = Instant::now();
        session.type_keys("y");
        let pid = session.home().join("tmux.pid");
        assert!(eventually(|| fs::read_to_string(&pid).is_ok_and(|pid| pid.ends_with('\n'))), "tmux is not tried");

        session.type_keys("/holds");
        session.wait_for("1 of 2");
        assert!(session.clipboard().is_empty(), "the browser was held up");

        session.wait_for("sent to the terminal");
        aloud!("a tmux that hangs was left after {:?}", begun.elapsed());
        assert_eq!(session.clipboard(), [PASTE]);
        let pid = fs::read_to_string(&pid).expect("it was there").trim().parse().expect("an id");
        let hanging = Pid::from_raw(pid).and_then(Process::of);
        assert!(hanging.is_none(), "it still hangs around");
    }

    #[test]
    fn failing_tmux_falls_back_to_the_terminal() {
        let launch = launch();
        let bin = launch.home().join("bin");
        fake_tmux(&bin, "exit 1");
        let session = copied(launch.env("PATH", bin).env("TMUX", "somewhere,1,0"), "sent to the terminal");
        assert_eq!(session.clipboard(), [PASTE]);
    }

    /// Writes a program called tmux.
    fn fake_tmux(directory: &Path, script: &str) {
        fs::create_dir(directory).expect("a new directory");
        let file = directory.join("tmux");
        // No other process may be started while the script is open for writing: it could not be executed then.
        let _alone = alone();
        fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("a new file");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("our own file");
    }

    /// A tmux server for the test, which reads no configuration and ends with the test.
    struct Server<'t> {
        /// The directory of its socket.
        sockets: &'t Path,
    }

    impl Server<'_> {
        fn command(&self, args: &[&str]) -> Command {
            let mut command = Command::new("tmux");
            command.args(["-L", "kzq-test", "-f", "/dev/null"]).args(args).env_clear().env("PATH", search_path());
            command.env("TMUX_TMPDIR", self.sockets).env("HOME", self.sockets).env("LANG", "C.UTF-8");
            command.stdout(Stdio::piped()).stderr(Stdio::null());
            command
        }

        /// Runs a tmux command and returns its output.
        fn run(&self, args: &[&str]) -> String {
            let done = start(&mut self.command(args)).wait_with_output().expect("tmux ends");
            String::from_utf8(done.stdout).expect("tmux prints UTF-8")
        }
    }

    impl Drop for Server<'_> {
        fn drop(&mut self) {
            self.run(&["kill-server"]);
        }
    }
}

mod x11 {
    use super::*;

    #[test]
    fn text_outlives_kzq_and_its_holder_ends_with_the_desktop() {
        if !installed("Xvfb") || !installed("xclip") {
            return;
        }
        let desktop = Desktop::start();
        let mut session = copied(launch().env("DISPLAY", &desktop.display), "copied to the clipboard");
        assert!(session.clipboard().is_empty(), "it went to the terminal too");
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));

        assert_eq!(desktop.clipboard(), PASTE);
        let home = session.home().to_owned();
        assert_eq!(holders(&home), 1);
        drop(desktop);
        assert!(eventually(|| holders(&home) == 0), "the holder is left behind");
    }

    #[test]
    fn new_copy_replaces_the_old_text_and_its_holder() {
        if !installed("Xvfb") || !installed("xclip") {
            return;
        }
        let desktop = Desktop::start();
        let mut session = copied(launch().env("DISPLAY", &desktop.display), "copied to the clipboard");
        session.type_keys("jy");
        assert!(eventually(|| desktop.clipboard().starts_with("She holds")), "{}", desktop.clipboard());
        let children = || Process::all().filter(|process| process.parent == Some(session.pid())).count();
        assert!(eventually(|| children() == 1), "the holder of the old text is left behind");
    }

    #[test]
    fn text_survives_a_terminal_hangup() {
        if !installed("Xvfb") || !installed("xclip") {
            return;
        }
        let desktop = Desktop::start();
        let mut session = copied(launch().env("DISPLAY", &desktop.display), "copied to the clipboard");
        session.hang_up();
        session.wait_for_exit();
        assert_eq!(desktop.clipboard(), PASTE);
    }

    #[test]
    fn long_text_is_copied_completely() {
        if !installed("Xvfb") || !installed("xclip") {
            return;
        }
        let desktop = Desktop::start();
        let (collection, words) = collection_with_one_long_quotation();
        let launch = Launch::kzq().arg("--data").arg("long.ron").env("DISPLAY", &desktop.display);
        fs::write(launch.home().join("long.ron"), collection).expect("a collection");
        let session = copied(launch, "copied to the clipboard");
        assert!(desktop.clipboard().starts_with(&format!("“{}”", words.trim_end())));
        assert!(session.clipboard().is_empty(), "it went to the terminal too");
    }

    #[test]
    fn hanging_desktop_falls_back_without_blocking_the_browser() {
        // Both accept connections but never answer.
        let (port, _x11) = (6100..7000)
            .find_map(|port| Some((port, TcpListener::bind(("127.0.0.1", port)).ok()?)))
            .expect("a port that is free");
        let home = TempDir::new().expect("a temporary directory");
        let _wayland = UnixListener::bind(home.path().join("wayland-7")).expect("a socket");
        for (name, value) in
            [("DISPLAY", format!("127.0.0.1:{}", port - 6000)), ("WAYLAND_DISPLAY", "wayland-7".into())]
        {
            let mut session = launch().env(name, &value).env("XDG_RUNTIME_DIR", home.path()).start();
            session.wait_for("no-pretensions");
            let begun = Instant::now();
            session.type_keys("y");
            assert!(eventually(|| holders(session.home()) == 1), "{name}: nobody tries");
            session.type_keys("/holds");
            session.wait_for("1 of 2");
            assert!(session.clipboard().is_empty(), "{name}: the browser was held up");
            session.wait_for("sent to the terminal");
            aloud!("{name}: a desktop that hangs was left after {:?}", begun.elapsed());
            assert_eq!(session.clipboard(), [PASTE], "{name}");
            assert!(eventually(|| holders(session.home()) == 0), "{name}: the holder is left behind");
        }
    }

    #[test]
    fn missing_display_falls_back_to_the_terminal() {
        let session = copied(launch().env("DISPLAY", ":9999"), "sent to the terminal");
        assert_eq!(session.clipboard(), [PASTE]);
        assert!(eventually(|| holders(session.home()) == 0), "the holder is left behind");
    }

    /// An X server without a visible screen, which ends with the test.
    struct Desktop {
        server: Child,
        display: String,
    }

    impl Desktop {
        fn start() -> Self {
            let mut command = Command::new("Xvfb");
            // It chooses a free display and prints its number once it is ready. As on a desktop, it does not reset when
            // the last client disconnects.
            command.args(["-displayfd", "1", "-noreset", "-nolisten", "tcp"]);
            let mut server = start(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()));
            let mut number = String::new();
            let stdout = server.stdout.take().expect("stdout is a pipe");
            BufReader::new(stdout).read_line(&mut number).expect("Xvfb prints its number");
            assert!(!number.is_empty(), "Xvfb does not start");
            Self { server, display: format!(":{}", number.trim()) }
        }

        /// What an application would paste.
        fn clipboard(&self) -> String {
            let mut command = Command::new("xclip");
            command.args(["-o", "-selection", "clipboard"]).env("DISPLAY", &self.display);
            let done = start(command.stdout(Stdio::piped())).wait_with_output().expect("xclip ends");
            String::from_utf8(done.stdout).expect("UTF-8 was copied")
        }
    }

    impl Drop for Desktop {
        fn drop(&mut self) {
            // It may have ended already.
            let _ = self.server.kill();
            let _ = self.server.wait();
        }
    }

    /// The number of processes that hold a text for a kzq that was started in this home.
    fn holders(home: &Path) -> usize {
        let home = home.display().to_string();
        Process::all()
            .filter(|process| process.last_argument_is("hold-clipboard") && process.has_variable("HOME", &home))
            .count()
    }
}
