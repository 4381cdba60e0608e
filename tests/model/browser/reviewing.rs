//! Reviewing the quotations found in a text, key by key.

use std::sync::Arc;

use kzq_corpus::Corpus;
use kzq_extract::article::Article;
use kzq_extract::candidate::{Candidate, CandidateKind, Why};
use kzq_extract::extract;
use kzq_extract::review::{Decision, Review, ReviewItem};
use kzq_extract::speakers::SpeakerIndex;
use kzq_text::markup::Markup;
use kzq_tui::app::{Effect, Event, Model, MouseKind, Preferences, ReviewStart};
use kzq_tui::ui::{Appearance, Glyphs, Theme, ThemeName};
use proptest::prelude::*;

use super::harness::{Browser, embedded, toast};

const TEXT: &str = "\
The nets of Lowmoor

“We mend nets. We mend boats too,” said Ada Byron of the harbour office. “Nobody else on this coast does either.”

The so-called “mesh fund” is older than the harbour. “It holds,” Bo Lindt said, “as long as nobody pulls (hard).”

“Then again,” she added, “everybody pulls.”

“Who asked the council?” No one remembers who said that.
";

/// The candidates in the text, each with its kind, speaker and reason.
fn candidates() -> Vec<Candidate> {
    let found = |kind, parts: &[&str], speaker: Option<&str>, why, cue: &str| {
        let range = |words: &str| TEXT.find(words).map(|start| start..start + words.len());
        Candidate {
            speaker: speaker.map(str::to_owned),
            cue: (!cue.is_empty()).then(|| range(cue).unwrap()),
            why,
            ..Candidate::new(kind, parts.iter().map(|words| range(words).unwrap()).collect())
        }
    };
    let (ada, bo) = (Some("Ada Byron"), Some("Bo Lindt"));
    vec![
        found(CandidateKind::Quote, &["We mend nets. We mend boats too,"], ada, Why::Named, "said"),
        found(CandidateKind::Quote, &["Nobody else on this coast does either."], ada, Why::Continuation, ""),
        found(CandidateKind::Term, &["mesh fund"], None, Why::Term, ""),
        found(CandidateKind::Quote, &["It holds,", "as long as nobody pulls (hard)."], bo, Why::Named, "said"),
        found(CandidateKind::Quote, &["Then again,", "everybody pulls."], ada, Why::Reference, "added"),
        found(CandidateKind::Quote, &["Who asked the council?"], None, Why::Unsure, ""),
    ]
}

fn open_review(review: Review, size: (u16, u16)) -> Browser {
    open_review_of(TEXT, review, Vec::new(), size)
}

fn open_review_of(text: &str, review: Review, unclosed_marks: Vec<usize>, (columns, rows): (u16, u16)) -> Browser {
    let title = "The nets of Lowmoor".into();
    let start = ReviewStart { title, text: text.into(), places: None, review, unclosed_marks };
    let preferences = Preferences { review: Some(start), ..Preferences::default() };
    let mut browser = Browser::of(Model::with_preferences(preferences, (columns, rows)));
    let corpus = embedded();
    let totals = kzq_search::FacetCounts::unfiltered(&corpus);
    let update = kzq_tui::app::CorpusUpdate { corpus, totals, progress: None };
    browser.grow(Event::CorpusUpdated(Box::new(update)));
    browser
}

fn open(columns: u16, rows: u16) -> Browser {
    open_review(Review::new(candidates()), (columns, rows))
}

fn review(browser: &Browser) -> &Review {
    browser.model.review().expect("a review is open").review()
}

/// The words of a candidate.
fn words(browser: &Browser, at: usize) -> String {
    let spans = review(browser).items()[at].candidate.spans.iter();
    spans.map(|span| &TEXT[span.clone()]).collect::<Vec<_>>().join(" … ")
}

/// The items of the last request to write.
fn written(browser: &mut Browser) -> Vec<ReviewItem> {
    match browser.effects.pop() {
        Some(Effect::WriteAccepted(items)) => items,
        other => panic!("{other:?}"),
    }
}

#[test]
fn review_is_usable_at_every_screen_size() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20), (45, 15)] {
        let mut browser = open(columns, rows);
        browser.keys("ax");
        insta::assert_snapshot!(format!("review_{columns}x{rows}"), browser.screen());
    }
    // The smallest screen shows the text and messages.
    let mut browser = open(30, 8);
    assert!(browser.screen().contains("mend nets"));
    browser.keys("y");
    assert!(browser.screen().contains("no such key"));
}

#[test]
fn decisions_have_ascii_signs_in_the_mono_theme() {
    let mut browser = open(120, 36);
    browser.keys("aw").event(Event::AcceptedWritten(Ok("wrote 1 quotation".into())));
    browser.keys("xakk");
    let ascii = Appearance { theme: Theme::builtin(ThemeName::Mono), glyphs: Glyphs::ASCII };
    let screen = browser.screen_in(&ascii);
    for (words, sign) in [("mend nets", 'w'), ("so-called", 'T'), ("Then again", '?')] {
        let row = screen.lines().find(|line| line.contains(words)).unwrap();
        assert_eq!(row.chars().nth(2), Some(sign), "{screen}");
    }
}

#[test]
fn decisions_advance_are_counted_and_can_be_undone() {
    let mut browser = open(120, 36);
    assert!(browser.screen().contains("1 of 6 · 5 undecided · 1 term"), "{}", browser.screen());
    browser.keys("ax");
    assert!(browser.screen().contains("4 of 6 · 3 undecided · 1 to write"), "{}", browser.screen());
    browser.keys("A");
    assert_eq!(toast(&browser), "accepted 1 quotation by Bo Lindt");
    browser.keys("]");
    assert_eq!(review(&browser).current_index(), 5);
    browser.keys("A");
    assert_eq!(toast(&browser), "nobody is named; choose a speaker first");
    browser.keys("2A");
    assert_eq!(review(&browser).items()[5].candidate.speaker.as_deref(), Some("Bo Lindt"));
    browser.keys("[a");
    assert_eq!(toast(&browser), "nothing left to decide; w writes 4 quotations");
    browser.keys("uuuuuu");
    assert_eq!(review(&browser).items(), Review::new(candidates()).items());
    browser.keys("u");
    assert_eq!(toast(&browser), "nothing to undo");
}

#[test]
fn quotations_can_be_resized_joined_and_split_but_not_typed() {
    let mut browser = open(100, 30);
    browser.keys("HH");
    assert_eq!(words(&browser, 0), "We mend nets. We mend");
    browser.keys("LLl");
    assert_eq!(words(&browser, 0), "mend nets. We mend boats too,");
    browser.keys("hB");
    assert_eq!((words(&browser, 0), words(&browser, 1)), ("We mend nets.".into(), "We mend boats too,".into()));
    browser.keys("JJ");
    assert_eq!(words(&browser, 0), "We mend nets. We mend boats too, … Nobody else on this coast does either.");
    browser.keys("uuu");
    assert_eq!(words(&browser, 1), "Nobody else on this coast does either.");
    browser.keys("GB");
    assert_eq!(toast(&browser), "it is one sentence; move its end instead");
    // Other characters are not inserted.
    browser.keys("y").event(Event::Paste("typed".into()));
    assert_eq!(words(&browser, 5), "Who asked the council?");
}

#[test]
fn speaker_can_be_chosen_or_typed() {
    let mut browser = open(100, 30);
    browser.keys("Gs");
    let screen = browser.screen();
    assert!(screen.contains("Ada Byron") && screen.contains("in this text") && screen.contains("Tokayev"), "{screen}");
    browser.keys("toka<Enter>");
    let speaker = |browser: &Browser| review(browser).items()[5].candidate.speaker.clone();
    assert!(speaker(&browser).unwrap().contains("Tokayev"));
    assert!(browser.screen().contains("you chose the speaker") && browser.screen().contains("3 "));
    // A new name gets a number; `unknown` is a choice, too.
    browser.keys("sCy Moss<Enter>1");
    assert_eq!(speaker(&browser).as_deref(), Some("Ada Byron"));
    browser.keys("4");
    assert_eq!(speaker(&browser).as_deref(), Some("Cy Moss"));
    browser.keys("9");
    assert_eq!(toast(&browser), "no speaker has this number");
    browser.keys("sunknown<Enter>");
    assert_eq!(speaker(&browser), None);
    // Letters that a name has somewhere, as “Kassym-Jomart Tokayev” has those of “Mary”, don't choose it.
    browser.keys("sMary<Enter>");
    assert_eq!(speaker(&browser).as_deref(), Some("Mary"));
    browser.keys("sMary T<Down><Up><Enter>");
    assert_eq!(speaker(&browser).as_deref(), Some("Mary T"));
    browser.keys("sunknown<Enter>s<Esc>");
    assert!(browser.model.popup().is_none() && speaker(&browser).is_none());
}

#[test]
fn topics_can_be_set_in_the_form() {
    let mut browser = open(100, 30);
    browser.keys("tnets, boats<Enter>");
    assert_eq!(review(&browser).items()[0].topics, ["nets", "boats"]);
    assert!(browser.model.popup().is_none() && browser.screen().contains("nets, boats"));
    browser.keys("t<Ctrl-u><Ctrl-s>");
    assert!(review(&browser).items()[0].topics.is_empty());
}

#[test]
fn only_newly_accepted_quotations_are_written() {
    let mut browser = open(100, 30);
    browser.keys("w");
    assert_eq!(toast(&browser), "nothing accepted yet");
    browser.keys("aaw");
    assert_eq!(written(&mut browser).len(), 2);
    browser.event(Event::AcceptedWritten(Ok("wrote 2 quotations".into())));
    assert!(browser.screen().contains("2 written"));
    browser.keys("w");
    assert_eq!((toast(&browser).as_str(), browser.effects.len()), ("nothing new to write", 0));
    browser.keys("ggx");
    assert_eq!(toast(&browser), "it is written already; `kzq edit --undo` takes that back");
    browser.keys("]aw");
    let last = written(&mut browser);
    assert_eq!((last.len(), last[0].candidate.speaker.as_deref()), (1, Some("Bo Lindt")));
    // After a failure, it remains to be written.
    browser.event(Event::AcceptedWritten(Err("no room on the disk".into())));
    assert_eq!(toast(&browser), "no room on the disk");
    browser.keys("w");
    assert_eq!(written(&mut browser).len(), 1);
}

#[test]
fn saved_review_resumes_where_it_was_left() {
    let mut browser = open(100, 30);
    browser.keys("aHTx");
    let saved = ron::to_string(review(&browser)).unwrap();
    let resumed: Review = ron::from_str(&saved).unwrap();
    assert!(resumed.fits(TEXT) && resumed.is_begun());
    let mut again = open_review(resumed, (100, 30));
    assert_eq!(
        again.screen().lines().skip(1).collect::<Vec<_>>(),
        browser.screen().lines().skip(1).collect::<Vec<_>>()
    );
    again.keys("uuuu");
    assert_eq!(review(&again).items(), Review::new(candidates()).items());
}

#[test]
fn help_palette_and_mouse_work_in_a_review() {
    let mut browser = open(120, 36);
    browser.keys("?");
    assert!(browser.screen().contains("accept all of the speaker"), "{}", browser.screen());
    browser.keys("<Esc>:");
    let screen = browser.screen();
    assert!(screen.contains("write-accepted") && !screen.contains("sort ORDER"), "{screen}");
    browser.keys("reject<Enter>");
    assert_eq!(review(&browser).items()[0].decision, Decision::Rejected);
    browser.keys("<Esc><Esc>");
    assert!(browser.model.review().is_some());
    browser.keys("m");
    assert!(matches!(browser.effects.pop(), Some(Effect::CaptureMouse(false))));
    let row = browser.screen().lines().position(|line| line.contains("Who asked")).unwrap();
    browser.click(MouseKind::Click, 20, u16::try_from(row).unwrap());
    assert_eq!(review(&browser).current_index(), 5);
    let mut low = open(60, 20);
    low.click(MouseKind::WheelDown, 5, 3);
    assert!(!low.screen().contains("The nets of Lowmoor\n"), "{}", low.screen());
    browser.keys("q");
    assert!(matches!(browser.effects.pop(), Some(Effect::Quit)));
}

#[test]
fn help_lists_only_what_works_in_a_review() {
    use kzq_tui::app::{HelpRow, help_rows};
    use kzq_tui::keys::scope::Scope;

    let mut browser = open(120, 36);
    // The window shows all of it.
    browser.keys("?").event(Event::Resize(120, 200));
    let screen = browser.screen();
    let headings = help_rows(Scope::Review, browser.model.keymap()).into_iter().filter_map(|row| match row {
        HelpRow::Heading(title) => Some(title),
        _ => None,
    });
    let expected =
        ["In a review", "In the palette", "In this help", "Where you type", "Everywhere", "Commands (in the palette)"];
    assert_eq!(headings.collect::<Vec<_>>(), expected);
    assert!(screen.contains("undo the last change") && screen.contains(":theme NAME"), "{screen}");
    for absent in ["redo", "sort ORDER", "In the list", "note", "add or remove a star", "next field"] {
        assert!(!screen.contains(absent), "{absent}:\n{screen}");
    }
}

#[test]
fn unclosed_quotation_marks_are_shown() {
    let text = "“We mend nets,” said Ada Byron.\n\nBo Lindt said: “It holds well enough.\n\nThey left.";
    let article = Article::read(text, Markup::Plain);
    let unclosed = kzq_extract::unclosed_marks(&article);
    assert_eq!(unclosed, [text.find("“It").unwrap()]);
    let found = || Review::new(extract(&article, &SpeakerIndex::new(&Corpus::default())));
    for size in [(120, 36), (80, 24), (60, 20), (45, 15)] {
        let mut browser = open_review_of(text, found(), unclosed.clone(), size);
        let screen = browser.screen();
        assert!(screen.contains("a quotation mark without a partner: line 3"), "{screen}");
        let row = screen.lines().find(|line| line.contains("Bo Lindt said")).unwrap();
        assert!(row.contains("!Bo Lindt said: “It holds"), "{screen}");
        assert!(!screen.contains("no mark closes it"), "{screen}");
        let screen = browser.keys("j").screen();
        assert!(screen.contains("! no mark closes it: check"), "{screen}");
        if size.0 >= 80 {
            assert!(screen.contains("1 unclosed mark"), "{screen}");
        }
    }
    let screen = open_review_of(text, found(), vec![0, unclosed[0]], (80, 24)).screen();
    assert!(screen.contains("2 quotation marks without a partner: lines 1, 3"), "{screen}");
}

#[test]
fn escape_scrolls_back_to_the_current_quotation() {
    let mut browser = open(45, 12);
    let shows_it = |browser: &mut Browser, keys: &str| browser.keys(keys).screen().contains("▌? “We mend nets.");
    assert!(shows_it(&mut browser, ""));
    assert!(!shows_it(&mut browser, "<PgDn><PgDn>"));
    assert!(shows_it(&mut browser, "<Esc>"));
}

#[test]
fn text_without_quotations_shows_a_message() {
    let mut browser = open_review(Review::default(), (80, 24));
    assert!(browser.screen().contains("nothing found"));
    browser.keys("axAsthlHLJBTuw]jkG");
    assert!(browser.effects.is_empty() && review(&browser).items().is_empty());
}

#[test]
fn extracted_quotations_can_be_reviewed() {
    let article = Article::read(TEXT, Markup::Plain);
    let found = extract(&article, &SpeakerIndex::new(&Corpus::default()));
    assert!(!found.is_empty() && article.text() == TEXT);
    let mut browser = open_review(Review::new(found), (100, 30));
    browser.keys("aw");
    assert_eq!(written(&mut browser).len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn random_keys_keep_the_review_consistent_with_the_text(keys in "[axAjkshlHLJBTtu1-9wG?:m \\]\\[]{0,40}", size in 0_usize..4) {
        let mut browser = open([120, 80, 60, 33][size], [36, 24, 15, 9][size]);
        for key in keys.chars() {
            browser.keys(&key.to_string());
            if let Some(Effect::WriteAccepted(_)) = browser.effects.last() {
                browser.effects.clear();
                browser.event(Event::AcceptedWritten(Ok("wrote".into())));
            }
            browser.screen();
            prop_assert!(review(&browser).fits(TEXT));
        }
    }
}

/// The embedded collection has the speaker that the form offers.
#[test]
fn embedded_collection_has_the_offered_speaker() {
    let corpus: Arc<Corpus> = embedded();
    assert!(corpus.speakers().iter().any(|speaker| speaker.name.as_str().contains("Tokayev")));
}
