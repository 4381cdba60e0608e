//! Reviews in a terminal: an extracted article is reviewed by keys, written and verified; likewise an imported file.

use std::fs;
use std::path::Path;

use rustix::process::Signal;

use crate::support::command::kzq;
use crate::support::terminal::{Exit, Launch, Session};
use crate::support::{eventually, file_in};

const ARTICLE: &str = "\
“We mend nets. We mend boats too,” said Ada Byron of the harbour office. “Nobody else on this coast does either.”

“The nets hold as long as nobody pulls hard,” Bo Lindt said.

“Who asked the council about all this?” No one remembers now.
";

/// A review of the article in a home directory that has drawn its first frame.
fn review(home: &Path, arguments: &[&str]) -> Session {
    let article = home.join("nets.txt");
    if !article.exists() {
        file_in(home, "nets.txt", ARTICLE);
    }
    let launch = Launch::kzq().env("HOME", home).arg("extract").arg(article).arg("--review");
    let session = arguments.iter().fold(launch, Launch::arg).start();
    session.wait_for("undecided");
    session
}

fn in_home(home: &Path, name: &str) -> String {
    home.join(name).display().to_string()
}

#[test]
fn reviewed_article_is_written_and_verifies_as_exact() {
    let home = tempfile::tempdir().unwrap();
    let collection = in_home(home.path(), "nets.ron");
    let mut session = review(home.path(), &["-o", &collection]);
    session.wait_for("1 of 4");
    // The first quotation is split and joined again; the last one gets a speaker.
    session.type_keys("BJaaa");
    session.wait_for("3 to write");
    session.type_keys("sCy Moss\ra");
    session.wait_for("nothing left to decide");
    session.type_keys("w");
    session.wait_for("wrote 4 quotations");
    session.type_keys("w");
    session.wait_for("nothing new to write");
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    session.assert_restored();

    let text = fs::read_to_string(&collection).unwrap();
    assert!(text.contains("Cy Moss") && text.contains("Who asked the council about all this?"), "{text}");
    let verified = kzq(["--data", &collection, "verify"]).run();
    assert_eq!(verified.code, Some(0), "{}{}", verified.stdout, verified.stderr);
    assert!(verified.stdout.contains("4 exact") || verified.stderr.contains("4 exact"), "{}", verified.stdout);
}

#[test]
fn the_lines_of_a_page_are_those_of_its_file() {
    let home = tempfile::tempdir().unwrap();
    let page = "<!DOCTYPE html>\n<html><head>\n<title>Nets</title>\n</head>\n<body>\n\n\n<p>“We mend nets and boats,” said Ada \
                Byron.</p></body></html>\n";
    let article = file_in(home.path(), "nets.html", page);
    let printed = kzq(["extract"]).arg(&article).run();
    assert!(printed.stdout.starts_with("8:5  Ada Byron"), "{printed:?}");
    let collection = in_home(home.path(), "nets.ron");
    let launch = Launch::kzq().env("HOME", home.path()).arg("extract").arg(&article).arg("--review").arg("-o");
    let mut session = launch.arg(&collection).start();
    session.wait_for("line 8");
    session.type_keys("q");
    session.wait_for_exit();
}

#[test]
fn review_resumes_after_quitting_or_a_signal() {
    let home = tempfile::tempdir().unwrap();
    let collection = in_home(home.path(), "nets.ron");
    let mut session = review(home.path(), &["-o", &collection]);
    session.type_keys("ax");
    session.wait_for("1 to write");
    session.signal(Signal::TERM);
    session.wait_for_exit();
    let mut session = review(home.path(), &["-o", &collection]);
    session.wait_for("1 to write");
    session.type_keys("w");
    session.wait_for("wrote 1 quotation");
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    // Written quotations stay written; those accepted later are added.
    let mut session = review(home.path(), &["-o", &collection]);
    session.wait_for("1 written");
    session.type_keys("aw");
    session.wait_for("wrote 1 quotation");
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    let text = fs::read_to_string(&collection).unwrap();
    assert_eq!(text.matches("Ada Byron").count(), 1, "{text}");
    assert!(text.contains("We mend nets") && text.contains("The nets hold"), "{text}");
    // A changed article starts another review.
    file_in(home.path(), "nets.txt", &ARTICLE.replace("hard", "very hard"));
    let session = review(home.path(), &["--into", &collection]);
    session.wait_for("4 undecided");
}

#[test]
fn a_review_that_cannot_be_saved_is_reported_and_saved_as_soon_as_possible() {
    let home = tempfile::tempdir().unwrap();
    let collection = in_home(home.path(), "nets.ron");
    let state = home.path().join(".local/state/kzq");
    fs::create_dir_all(&state).unwrap();
    // There can be no directory of this name.
    let obstacle = file_in(&state, "reviews", "");
    let mut session = review(home.path(), &["-o", &collection]);
    session.type_keys("ax");
    session.wait_for("1 to write");
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(4));
    session.wait_for("error: the review is not saved");

    let mut session = review(home.path(), &["-o", &collection]);
    session.type_keys("aw");
    session.wait_for("wrote 1 quotation");
    fs::remove_file(obstacle).unwrap();
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    let session = review(home.path(), &["-o", &collection]);
    session.wait_for("1 written");
}

#[test]
fn doubtful_imported_entries_are_reviewed() {
    let home = tempfile::tempdir().unwrap();
    let file = file_in(home.path(), "quotes.csv", "quote,author\nWe mend nets,Ada Byron\nNobody pulls,\n");
    let collection = in_home(home.path(), "quotes.ron");
    let launch = Launch::kzq().env("HOME", home.path()).arg("import").arg(file);
    let mut session = launch.arg("--review").arg("-o").arg(&collection).start();
    session.wait_for("1 undecided");
    session.wait_for("the file names nobody");
    session.type_keys("sBo Lindt\raw");
    session.wait_for("wrote 2 quotations");
    session.type_keys("q");
    assert_eq!(session.wait_for_exit(), Exit::Code(0));
    assert!(eventually(|| fs::read_to_string(&collection).is_ok_and(|text| text.contains("Bo Lindt"))));
}

#[test]
fn review_without_an_output_collection_fails() {
    let home = tempfile::tempdir().unwrap();
    let article = file_in(home.path(), "nets.txt", ARTICLE);
    let done = kzq(["extract", &article.display().to_string(), "--review"]).run();
    assert_eq!(done.code, Some(2));
    assert!(done.stderr.contains("-o"), "{}", done.stderr);
}
