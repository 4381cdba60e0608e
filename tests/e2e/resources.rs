//! Endless and too large files, and low resource limits: kzq soon reports them and exits with a code.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::support::command::{Done, kzq};
use crate::support::terminal::{Exit, Launch};
use crate::support::{COLLECTION, KZQ, collection_in, file_in};

/// The time in which kzq must report why it does not read a file.
const SOON: Duration = Duration::from_secs(8);

fn make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo is there").success());
}

/// Asserts that a run failed soon, with an exit code and a message, and without a panic.
#[track_caller]
fn assert_refused(done: &Done, began: Instant, code: i32, message: &str, what: &str) {
    assert!(began.elapsed() < SOON, "{what} took {:?}", began.elapsed());
    assert_eq!(done.code, Some(code), "{what}: {}", done.stderr);
    assert!(done.stderr.contains(message) && !done.stderr.contains("panicked"), "{what}: {}", done.stderr);
}

/// The commands that read a file, each with `FILE` as a placeholder.
const READERS: &[&str] = &[
    "check FILE",
    "search peace --data FILE",
    "export --data FILE",
    "proofread FILE",
    "extract FILE",
    "import FILE",
    "verify --source notes=FILE --data engines.ron",
];

#[test]
fn devices_idle_pipes_and_directories_are_rejected() {
    let home = tempfile::tempdir().expect("a temporary directory");
    collection_in(home.path());
    let pipe = home.path().join("pipe");
    make_pipe(&pipe);
    for (file, message) in [("/dev/zero", "it is a device"), ("pipe", "no program writes"), (".", "directory")] {
        for reader in READERS {
            // These commands read directories.
            if file == "." && (reader.contains("--data FILE") || reader.starts_with("check")) {
                continue;
            }
            let (line, began) = (reader.replace("FILE", file), Instant::now());
            let done = kzq(line.split(' ')).directory(home.path()).run();
            assert_refused(&done, began, 4, message, &line);
        }
    }
}

#[test]
fn input_over_the_size_limit_is_rejected() {
    let home = tempfile::tempdir().expect("a temporary directory");
    collection_in(home.path());
    file_in(home.path(), "config.ron", "(max_size: 1)");
    file_in(home.path(), "large", &"“We go.” ".repeat(200_000));
    for reader in READERS {
        let line = format!("--config config.ron {}", reader.replace("FILE", "large"));
        let done = kzq(line.split(' ')).directory(home.path()).run();
        assert_refused(&done, Instant::now(), 3, "larger than `max_size`", &line);
    }
    for line in ["check -", "search peace --data -", "proofread -", "extract -", "import -"] {
        let line = format!("--config config.ron {line}");
        let done = kzq(line.split(' ')).directory(home.path()).stdin("x".repeat(3 << 20)).run();
        assert_refused(&done, Instant::now(), 3, "larger than `max_size`", &line);
    }
}

#[test]
fn the_browser_asks_about_a_file_over_the_limit() {
    for (answer, expected) in [("y\r", None), ("\r", Some(Exit::Code(3)))] {
        let launch = Launch::kzq().arg("--config").arg("config.ron").arg("--data").arg("large.ron").arg("--no-cache");
        file_in(launch.home(), "config.ron", "(max_size: 1)");
        let filler = format!("// {}\n", "x".repeat(1000)).repeat(2000);
        file_in(launch.home(), "large.ron", &(COLLECTION.to_owned() + "\n" + &filler));
        let mut session = launch.start();
        session.wait_for("Open it anyway?");
        session.type_keys(answer);
        if expected.is_none() {
            session.wait_for("On engines");
            session.type_keys("q");
        }
        assert_eq!(session.wait_for_exit(), expected.unwrap_or(Exit::Code(0)));
        session.assert_restored();
    }
}

#[test]
fn collection_can_be_read_from_a_pipe() {
    let home = tempfile::tempdir().expect("a temporary directory");
    let file = collection_in(home.path());
    let line = "mkfifo pipe; (sleep 0.2; cat engines.ron >pipe) & \"$0\" search pretensions --data pipe";
    let output = Command::new("sh").args(["-c", line, KZQ]).current_dir(home.path()).env("HOME", home.path()).output();
    let output = output.expect("sh is there");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let done = kzq(["search", "pretensions", "--data", "-"]).stdin(fs::read(file).unwrap()).run();
    assert_eq!(done.stdout.as_bytes(), output.stdout);
}

#[test]
fn collection_replaced_by_a_pipe_or_device_is_kept() {
    for what in ["pipe", "/dev/zero"] {
        let launch = Launch::kzq().arg("--data").arg("engines.ron");
        let file = collection_in(launch.home());
        let mut session = launch.start();
        session.wait_for("On engines");
        fs::remove_file(&file).unwrap();
        if what == "pipe" {
            make_pipe(&file);
        } else {
            std::os::unix::fs::symlink(what, &file).unwrap();
        }
        session.wait_for("no longer a regular file");
        session.wait_for("pretensions");
        // A regular file in its place is read again.
        fs::remove_file(&file).unwrap();
        fs::write(&file, COLLECTION.replace("On engines", "On looms")).unwrap();
        session.wait_for("On looms");
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        session.assert_restored();
    }
}

#[test]
fn low_resource_limits_work_or_are_reported() {
    // Open files, and address space in kilobytes, which threads need as well.
    let limits = [("-n", &[4, 5, 6, 7, 8, 10, 12, 16, 24][..]), ("-v", &[40_000, 60_000, 120_000, 200_000][..])];
    for (limit, values) in limits {
        for value in values {
            let what = format!("ulimit {limit} {value}");
            let mut session = Launch::script(&format!("{what}; exec \"$0\"")).start();
            let mut waited = Duration::ZERO;
            // Either the browser is shown, or it has ended with a message.
            while !session.screen().contains("Tokayev on") && !session.is_closed() && waited < SOON {
                thread::sleep(Duration::from_millis(20));
                waited += Duration::from_millis(20);
            }
            session.try_type("\x03");
            let exit = session.wait_for_exit();
            let written = String::from_utf8_lossy(&session.raw()).into_owned();
            assert!(!written.contains("panicked"), "{what}: {written}");
            let is_said = written.contains("error") || written.contains("memory") || exit == Exit::Code(0);
            assert!(is_said, "{what}: {exit:?} {written}");
            session.assert_restored();
        }
    }
}

#[test]
fn out_of_memory_is_reported_on_the_restored_terminal() {
    // glibc reserves more addresses for each thread than musl.
    let limit = if cfg!(target_env = "musl") { 110_000 } else { 300_000 };
    let launch = Launch::script(&format!("ulimit -v {limit}; exec \"$0\" --no-cache --data lines.ron"));
    let head = "(schema: 1, id: \"c\", title: \"C\", speakers: {\"a\": (name: \"A\")}, entries: [Quote(id: \"q\", by: \"a\", text: \"";
    file_in(launch.home(), "lines.ron", &format!("{head}{}x\")])", "\\n".repeat(5_000_000)));
    let mut session = launch.start();
    assert_eq!(session.wait_for_exit(), Exit::Code(4));
    session.assert_restored();
    assert!(session.screen().contains("memory"), "{}", session.screen());
    assert!(session.screen().contains("`ulimit -v`"), "{}", session.screen());
}
