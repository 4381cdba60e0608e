//! Commands that print once and exit: formatted on a terminal, plain through a pipe.

use crate::support::collection_in;
use crate::support::command::{Done, Run, kzq};
use crate::support::terminal::{Exit, Launch, Session, key};

/// A run on the collection of [`collection_in`].
fn on_engines(arguments: &[&str]) -> Run {
    let run = kzq(arguments);
    let collection = collection_in(run.home());
    run.env("KZQ_DATA", collection)
}

/// The output of a successful run.
#[track_caller]
fn printed(arguments: &[&str]) -> String {
    let done = on_engines(arguments).run();
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    done.stdout
}

/// A launch on the collection of [`collection_in`].
fn in_terminal(launch: Launch) -> Launch {
    let collection = collection_in(launch.home());
    launch.env("KZQ_DATA", collection)
}

/// Runs a command to completion in a terminal of 40 columns.
fn shown(arguments: &[&str], variables: &[(&str, &str)]) -> Session {
    let launch = in_terminal(Launch::kzq()).size(40, 24);
    let launch = arguments.iter().fold(launch, Launch::arg);
    let launch = variables.iter().fold(launch, |launch, (name, value)| launch.env(name, value));
    let mut session = launch.start();
    assert_eq!(session.wait_for_exit(), Exit::Code(0), "{}", session.screen());
    session
}

mod on_a_terminal {
    use super::*;

    #[test]
    fn entries_are_wrapped_at_words_with_matches_in_bold() {
        let session = shown(&["search", "pretensions"], &[]);
        assert_eq!(
            session.screen(),
            "no-pretensions (verbatim)\n\
             “It has no ‘pretensions’ whatever — to\n\
             originate anything.”\n\
             — Ada Byron, Notes, The Paper, 1\n\
             September 1843"
        );
        assert!(session.has_written("‘\x1b[1mpretensions\x1b[0m’".as_bytes()), "a match is bold");
        assert!(session.has_written("\x1b[2m— Ada Byron".as_bytes()), "the attribution is dim");
    }

    #[test]
    fn source_name_links_to_its_address() {
        let session = shown(&["--example", "show", "security-council-deadlock"], &[]);
        let link = b"\x1b]8;;https://qazinform.com/amp/";
        assert!(session.has_written(link), "{}", session.screen());
        assert!(!session.screen().contains("https://"), "{}", session.screen());
    }

    #[test]
    fn related_entries_are_wrapped() {
        let related = shown(&["related", "no-pretensions"], &[]).screen();
        assert!(related.lines().all(|line| line.chars().count() <= 40), "{related}");
        assert!(related.starts_with("not-original (reported):"), "{related}");
    }

    #[test]
    fn topic_ids_are_complete_at_any_width() {
        let topics = kzq(["--example", "topics", "--json"]).run().stdout;
        let topics: serde_json::Value = serde_json::from_str(&topics).unwrap();
        let ids: Vec<&str> = topics.as_array().unwrap().iter().map(|topic| topic["id"].as_str().unwrap()).collect();
        for columns in [40, 50, 80, 120] {
            let mut session = Launch::kzq().arg("--example").arg("topics").size(columns, 120).start();
            assert_eq!(session.wait_for_exit(), Exit::Code(0));
            let screen = session.screen();
            for id in &ids {
                assert!(screen.lines().any(|line| line.ends_with(&format!(" {id}"))), "{columns}: {id}\n{screen}");
            }
        }
    }

    #[test]
    fn colours_can_be_switched_off_and_on() {
        for (arguments, variables) in [
            (&["search", "pretensions"][..], &[("NO_COLOR", "1")][..]),
            (&["search", "pretensions"], &[("TERM", "dumb")]),
            (&["search", "pretensions", "--color", "never"], &[]),
        ] {
            let session = shown(arguments, variables);
            assert!(!session.has_written(b"\x1b"), "{arguments:?} {variables:?}");
            assert!(session.screen().contains("whatever — to\noriginate"), "it is still wrapped");
        }
        let session = shown(&["search", "pretensions", "--color", "always"], &[("NO_COLOR", "1")]);
        assert!(session.has_written(b"\x1b[1mpretensions"));
    }

    #[test]
    fn piped_output_is_plain_unless_colours_are_requested() {
        let plain = printed(&["search", "pretensions"]);
        assert_eq!(
            plain,
            "no-pretensions (verbatim)\n“It has no ‘pretensions’ whatever — to originate anything.”\n\
             — Ada Byron, Notes, The Paper, 1 September 1843\n"
        );
        let coloured = printed(&["search", "pretensions", "--color", "always"]);
        assert!(coloured.contains("\x1b[1mpretensions\x1b[0m"), "{coloured:?}");
        assert_eq!(coloured.lines().count(), plain.lines().count(), "a pipe has no width");
    }
}

mod formats {
    use super::*;

    #[test]
    fn short_options_equal_long_options() {
        let file = "engines.ron";
        for (short, long) in [
            (&["search", "-j", "engine"][..], &["search", "--json", "engine"][..]),
            (&["search", "-n1", "speaker:ada"], &["search", "--limit", "1", "speaker:ada"]),
            (&["show", "-f", "words", "not-original"], &["show", "--format", "words", "not-original"]),
            (&["topics", "-d", file], &["topics", "--data", file]),
            (&["-d", file, "keywords", "-n", "2", "-j"], &["--data", file, "keywords", "--limit", "2", "--json"]),
        ] {
            assert_eq!(printed(short), printed(long), "{short:?}");
        }
    }

    #[test]
    fn search_and_show_print_ids_and_tables() {
        assert_eq!(printed(&["search", "-f", "ids", "speaker:ada"]), "no-pretensions\nnot-original\n");
        assert_eq!(printed(&["show", "-f", "ids", "not-original"]), "not-original\n");
        let csv = printed(&["show", "-f", "csv", "not-original"]);
        assert!(csv.starts_with("id,collection,") && csv.contains("\nnot-original,engines,"), "{csv}");
        let tsv = printed(&["search", "-f", "tsv", "engine"]);
        assert!(tsv.starts_with("id\tcollection\t"), "{tsv}");
    }

    #[test]
    fn template_can_be_given_on_the_command_line() {
        assert_eq!(
            printed(&["search", "speaker:ada", "--template", "{id}\\t{wording}"]),
            "no-pretensions\tverbatim\nnot-original\treported\n"
        );
        for command in ["search", "export"] {
            let lines = printed(&[command, "speaker:ada", "--template", "{id}: {words}"]);
            let lines: Vec<&str> = lines.lines().collect();
            assert_eq!(lines.len(), 2, "a line for each entry: {lines:?}");
            assert!(
                lines[1].starts_with("not-original: ") && lines[1].ends_with(" (reported, not the speaker's words)"),
                "{lines:?}"
            );
        }
        let done = on_engines(&["search", "ada", "--template", "{nobody}"]).run();
        assert_eq!(done.code, Some(2), "{done:?}");
        assert!(done.stderr.contains("nobody"), "{done:?}");
    }

    #[test]
    fn entries_can_be_terminated_by_nul() {
        for command in ["search", "export"] {
            assert_eq!(printed(&[command, "-0", "-f", "ids", "speaker:ada"]), "no-pretensions\0not-original\0");
        }
        let report = on_engines(&["export", "-0", "-f", "markdown", "--group-by", "topic"]).run();
        assert_eq!(report.code, Some(2), "{report:?}");
        let words = printed(&["show", "-0", "-f", "words", "no-pretensions", "not-original"]);
        assert_eq!(words.matches('\0').count(), 2, "{words:?}");
        assert!(words.ends_with("(reported, not the speaker's words)\0"), "{words:?}");
        for format in ["json", "csv", "ron"] {
            let done = on_engines(&["search", "-0", "-f", format, "ada"]).run();
            assert_eq!((done.code, done.stdout.as_str()), (Some(2), ""), "{format}");
            assert!(done.stderr.contains("makes one document"), "{done:?}");
        }
    }
}

mod choosing {
    use super::*;

    #[test]
    fn random_prefers_verbatim_words() {
        for seed in ["1", "2", "3", "4"] {
            assert_eq!(printed(&["random", "--seed", seed, "-f", "ids"]), "no-pretensions\n");
        }
        assert_eq!(printed(&["random", "kind:paraphrase", "-f", "ids"]), "not-original\n");
    }

    #[test]
    fn the_quotation_of_the_day_is_the_same_all_day() {
        let daily = || kzq(["random", "--daily", "-f", "ids"]).run().stdout;
        // Midnight may pass between two runs, but not twice.
        assert!((0..2).any(|_| daily() == daily()));
        assert_eq!(kzq(["random", "--daily", "--seed", "1"]).run().code, Some(2));
    }

    #[test]
    fn a_short_quotation_has_at_most_200_characters() {
        for seed in 0..8 {
            let done = kzq(["random", "--short", "-f", "json", "--seed", &seed.to_string()]).run();
            let entry: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
            let chars = |name: &str| entry[name].as_str().map_or(0, |text| text.chars().count());
            assert!(["text", "question", "answer"].map(chars).iter().sum::<usize>() <= 200, "{entry}");
        }
        let run = kzq(["random", "--short"]);
        let text = r#"(schema: 1, id: "c", title: "C", entries: [Quote(id: "q", text: "LONG")])"#;
        let file = crate::support::file_in(run.home(), "c.ron", &text.replace("LONG", &"word ".repeat(50)));
        let Done { code, stderr, .. } = run.env("KZQ_DATA", file).run();
        assert_eq!((code, stderr.as_str()), (Some(1), "nothing found of at most 200 characters\n"));
    }
}

mod findings {
    use super::*;

    #[test]
    fn quiet_prints_only_findings() {
        let draft = "Ada Byron said: “It has no ‘pretensions’ whatever — to originate anything.”\n\n\
                     She said: “It has no ambitions whatever to originate anything at all.”\n";
        let proofread = |arguments: &[&str]| on_engines(arguments).stdin(draft).run();
        let all = proofread(&["proofread", "-"]);
        assert_eq!(all.code, Some(1), "{all:?}");
        let findings = proofread(&["proofread", "-q", "-"]);
        assert_eq!((findings.code, findings.stderr.as_str()), (Some(1), ""), "{findings:?}");
        assert!(findings.stdout.starts_with("(standard input):3:"), "{findings:?}");
        assert!(all.stdout.ends_with(&findings.stdout), "{all:?}");
    }

    #[test]
    fn quiet_prints_no_summary() {
        assert_eq!(printed(&["check", "-q"]), "");
        let done = on_engines(&["verify", "-q"]).run();
        assert_eq!((done.code, done.stderr.as_str()), (Some(1), ""), "its source has no text");
        assert!(done.stdout.starts_with("not checked: 1 quotation"), "{done:?}");
    }
}

mod nothing {
    use super::*;

    #[test]
    fn empty_lists_are_not_an_error() {
        for (arguments, message) in [
            (&["list"][..], "no lists; `kzq list add NAME ID` creates one\n"),
            (&["star"], "no starred entries\n"),
            (&["star", "-f", "ids"], "no starred entries\n"),
            (&["cache"], "the cache is empty\n"),
        ] {
            let done = on_engines(arguments).run();
            assert_eq!(
                (done.code, done.stdout.as_str(), done.stderr.as_str()),
                (Some(0), "", message),
                "{arguments:?}"
            );
        }
        assert_eq!(printed(&["star", "-j"]), "[]\n");
    }

    #[test]
    fn invalid_number_reports_the_expected_form() {
        for (arguments, wanted) in [
            (&["search", "ada", "-n", "many"][..], "'--limit <N>': expected a whole number, 0 or more"),
            (&["search", "ada", "-n", "1.5"], "'--limit <N>': expected a whole number, 0 or more"),
            (&["random", "--seed", "-7"], "'--seed <NUMBER>': expected a whole number, 0 or more"),
            (&["random", "--seed", "99999999999999999999999"], "'--seed <NUMBER>': expected a smaller number"),
        ] {
            let done = on_engines(arguments).run();
            assert_eq!((done.code, done.stdout.as_str()), (Some(2), ""), "{arguments:?}");
            assert!(done.stderr.contains(wanted), "{}", done.stderr);
        }
    }
}

mod browsing {
    use super::*;

    #[test]
    fn the_browser_starts_with_a_query() {
        let mut session = in_terminal(Launch::kzq().arg("--query").arg("original")).start();
        session.wait_for("━ 1 of 1 ━");
        assert!(!session.screen().contains("welcome back"), "{}", session.screen());
        session.type_keys("q");
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
    }
}

mod picking {
    use super::*;

    /// Starts `kzq pick` with its output in a file, whose content is printed at the end with the exit code.
    fn picking(options: &str) -> Session {
        let line = format!("\"$0\" pick {options} >picked; echo \"exit $?\"; cat picked");
        let session = in_terminal(Launch::script(&line)).start();
        session.wait_for("On engines");
        session.wait_for("no-pretensions");
        session
    }

    #[test]
    fn enter_prints_the_filtered_entry() {
        let mut session = picking("-f ids");
        session.type_keys("original");
        session.type_keys(key::ENTER);
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        assert_eq!(session.screen(), "exit 0\nnot-original");
        session.assert_restored();
    }

    #[test]
    fn esc_and_ctrl_c_pick_nothing() {
        for leave in [key::ESC, key::CTRL_C] {
            let mut session = picking("--query originate");
            session.type_keys(leave);
            assert_eq!(session.wait_for_exit(), Exit::Code(0));
            assert_eq!(session.screen(), "exit 1");
        }
    }

    #[test]
    fn multi_option_prints_all_marked_entries() {
        let mut session = picking("--multi -f ids");
        session.type_keys("\t");
        session.type_keys("\t");
        session.type_keys(key::ENTER);
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        assert_eq!(session.screen(), "exit 0\nno-pretensions\nnot-original");
        // Without the option, Tab marks nothing.
        let mut session = picking("-f ids");
        session.type_keys("\t\t\x1b[B");
        session.type_keys(key::ENTER);
        session.wait_for_exit();
        assert_eq!(session.screen(), "exit 0\nnot-original");
    }

    #[test]
    fn pick_without_a_terminal_fails() {
        let launch = in_terminal(Launch::kzq().arg("pick")).without_controlling_terminal();
        let mut session = launch.start();
        assert_eq!(session.wait_for_exit(), Exit::Code(2));
        assert!(session.screen().contains("there is no terminal to pick on"), "{}", session.screen());
    }
}

/// One of the stories of `tests/model/browser/stories.rs`, in this file because it needs a shell.
#[test]
fn story_8_a_quotation_each_morning_in_the_shell() {
    // The shell profile prints a short quotation, preferring the speaker's own words to reported ones.
    let morning = printed(&["random", "--daily", "--short"]);
    assert!(morning.starts_with("no-pretensions (verbatim)\n“It has no ‘pretensions’"), "{morning}");
    // On a terminal it is formatted, with a dim attribution.
    let session = shown(&["random", "--daily", "--short"], &[]);
    assert!(session.has_written("\x1b[2m— Ada Byron".as_bytes()), "{}", session.screen());
    // For the end of a letter, a quotation is picked within a command.
    let line = "echo \"Yours, $(\"$0\" pick --query original --template '{speaker}: {words}')\"";
    let mut session = in_terminal(Launch::script(line)).start();
    session.wait_for("1 of 1");
    session.type_keys(key::ENTER);
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    assert!(session.screen().starts_with("Yours, Ada Byron: "), "{}", session.screen());
    // Empty lists are not an error, no match has its own exit code, and a syntax error shows its position.
    assert_eq!(on_engines(&["star"]).run().code, Some(0));
    assert_eq!(on_engines(&["search", "zebra"]).run().code, Some(1));
    let wrong = on_engines(&["search", "(original OR"]).run();
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.stderr.contains("this ( is never closed") && wrong.stderr.contains("\n  ^"), "{wrong:?}");
}
