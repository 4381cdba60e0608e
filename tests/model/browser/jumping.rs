//! Going back and forth in the jump history.

use kzq_search::Facet;

use super::harness::Browser;

/// The selected entry and the filter after each step.
fn walk(browser: &mut Browser, keys: &[&str]) -> Vec<(String, String)> {
    let mut step = |keys: &&str| {
        browser.keys(keys);
        (browser.reading(), browser.model.filter().text().to_string())
    };
    keys.iter().map(&mut step).collect()
}

#[test]
fn jumps_go_back_and_forward() {
    let mut browser = Browser::open(120, 36);
    let places = walk(&mut browser, &["", "jj", "G", "/peace<Enter>", "]", "1jj<Enter>2"]);
    let back = walk(&mut browser, &["<Ctrl-o>", "<Ctrl-o>", "<Ctrl-o>", "<Ctrl-o>"]);
    assert_eq!(back, [&places[4], &places[3], &places[2], &places[1]].map(Clone::clone));
    browser.keys("<Ctrl-o>");
    assert!(browser.screen().contains("no earlier position"), "steps are walked back: {}", browser.screen());
    let forth = walk(&mut browser, &["<Alt-o>", "<Alt-o>", "<Ctrl-i>", "<Alt-o>"]);
    assert_eq!(forth, [&places[2], &places[3], &places[4], &places[5]].map(Clone::clone));
    assert!(browser.model.selection().only(Facet::Topic).is_some());
    browser.keys("<Alt-o>");
    assert!(browser.screen().contains("no later position"), "{}", browser.screen());
}

#[test]
fn jumping_back_restores_a_cleared_filter() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/security council<Enter><Esc>");
    assert!(browser.model.filter().is_empty());
    browser.keys("<Ctrl-o>");
    assert_eq!(browser.model.filter().text().as_str(), "security council");
}

#[test]
fn jumps_include_views_and_tab_still_switches_panes() {
    let mut browser = Browser::open(120, 36);
    browser.keys("r<Enter><Ctrl-o>");
    assert!(browser.model.view().is_some());
    browser.keys("<Alt-o>");
    assert!(browser.model.view().is_none());
    let focus = browser.model.focus();
    browser.keys("<Tab>");
    assert_ne!(browser.model.focus(), focus);
}
