use crate::fragment::*;
use crate::{Format, export, export_with_texts};
use kzq_corpus::{EntryId, Wording, read};

/// Searches like a browser (WICG, "Find a range from a text directive"), as far as these tests need it, independent of
/// the code under test. Returns the words found.
fn find_like_a_browser<'t>(page: &'t str, url: &str) -> Option<&'t str> {
    let directive = url.split_once(":~:text=")?.1;
    let mut terms: Vec<String> = directive.split(',').map(str::to_owned).collect();
    let prefix = terms[0].ends_with('-').then(|| terms.remove(0));
    let suffix = terms.last().is_some_and(|term| term.starts_with('-')).then(|| terms.pop()).flatten();
    let prefix = prefix.map(|term| percent_decode(term.strip_suffix('-').unwrap()));
    let suffix = suffix.map(|term| percent_decode(term.strip_prefix('-').unwrap()));
    let (start, end) = (percent_decode(&terms[0]), terms.get(1).map(|term| percent_decode(term)));
    for at in page.char_indices().map(|(at, _)| at) {
        let from = match &prefix {
            None => at,
            Some(prefix) => match word_match(page, at, prefix) {
                Some(end) => end + page[end..].len() - page[end..].trim_start().len(),
                None => continue,
            },
        };
        let Some(first_end) = word_match(page, from, &start) else { continue };
        // An exact match must be within one block.
        if end.is_none() && page[from..first_end].contains('\n') {
            continue;
        }
        let stop = match &end {
            None => Some(first_end),
            Some(end) => page[first_end..].char_indices().find_map(|(at, _)| word_match(page, first_end + at, end)),
        };
        let Some(stop) = stop else { continue };
        let after = stop + page[stop..].len() - page[stop..].trim_start().len();
        if suffix.as_ref().is_none_or(|suffix| word_match(page, after, suffix).is_some()) {
            return Some(&page[from..stop]);
        }
    }
    None
}

/// Returns the end of `words` in `page` if they match as whole words at `at`, ignoring case.
fn word_match(page: &str, at: usize, words: &str) -> Option<usize> {
    let candidate = page.get(at..at + words.len())?;
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let same = candidate.to_lowercase() == words.to_lowercase();
    let (before, after) = (page[..at].chars().next_back(), page[at + words.len()..].chars().next());
    let cut =
        (is_word(before) && is_word(words.chars().next())) || (is_word(after) && is_word(words.chars().next_back()));
    (same && !cut).then_some(at + words.len())
}

fn percent_decode(term: &str) -> String {
    assert!(term.is_ascii() && !term.contains(['-', '&', ' ', '#', '"', '<']), "{term}");
    let bytes = term.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        if bytes[at] == b'%' {
            out.push(u8::from_str_radix(&term[at + 1..at + 3], 16).unwrap());
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap()
}

fn directive_alone(words: &str) -> String {
    directive_without_text(words, &[])
}

#[test]
fn syntax_characters_are_encoded() {
    for (words, expected) in [
        ("We must be frank", "text=We%20must%20be%20frank"),
        ("One Belt, One Road", "text=One%20Belt%2C%20One%20Road"),
        ("so-called R&D 40%", "text=so%2Dcalled%20R%26D%2040%25"),
        ("it’s #1", "text=it%E2%80%99s%20%231"),
        ("U.N. reform.", "text=U.N.%20reform%2E"),
        ("汉字", "text=%E6%B1%89%E5%AD%97"),
    ] {
        assert_eq!(directive_alone(words), expected);
    }
}

#[test]
fn long_and_multi_block_texts_are_linked_as_a_range() {
    let long = (0..80).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
    assert_eq!(directive_alone(&long), "text=word0%20word1%20word2%20word3,word76%20word77%20word78%20word79");
    assert_eq!(directive_alone("One two.\n\nThree, four."), "text=One%20two%2E,Three%2C%20four%2E");
    let exact = "a".repeat(300);
    assert_eq!(directive_alone(&exact), format!("text={exact}"));
    assert!(
        directive_alone(&long[..300]).split(',').count() == 1 && directive_alone(&long[..301]).split(',').count() == 2
    );
    // Scripts without spaces are cut at commas; text that cannot be cut is used in full.
    assert!(directive_alone(&"汉字，".repeat(120)).contains(','));
    assert!(!directive_alone(&"汉".repeat(400)).contains(','));
}

#[test]
fn a_range_grows_until_it_is_unambiguous() {
    let words = format!("a b c d e f {} a b c d z", "and so on a b c d ".repeat(20));
    let url = format!("x#:~:{}", directive_alone(&words));
    assert_eq!(find_like_a_browser(&words, &url), Some(words.as_str()), "{url}");
    let other = format!("a b c d e g {}", "x ".repeat(200));
    let directive = directive_without_text(&words, &[&fold_text(&other)]);
    let page = format!("{other}\n{words}");
    assert_eq!(find_like_a_browser(&page, &format!("x#:~:{directive}")), Some(words.as_str()), "{directive}");
}

/// Returns the directive for the first match of words in a page.
fn directive_for(page: &str, words: &str) -> String {
    directive_in_text(&FoldedText::new(page.into()), FragmentTarget { words, lead: None, duplicate_index: 0 }).unwrap()
}

#[test]
fn context_from_the_source_text_is_added_until_unique() {
    let page = FoldedText::new("He said: “It is time.” She said: “It is time.” They agreed.\nIt is time.".into());
    for (rank, expected) in [
        (0, "text=It%20is%20time%2E,-%E2%80%9D%20She"),
        (1, "text=It%20is%20time%2E,-%E2%80%9D%20They"),
        (2, "text=agreed%2E-,It%20is%20time%2E"),
    ] {
        let target = FragmentTarget { words: "It is time.", lead: None, duplicate_index: rank };
        assert_eq!(directive_in_text(&page, target).unwrap(), expected);
    }
    let target = FragmentTarget { words: "Time is it.", lead: None, duplicate_index: 0 };
    assert_eq!(directive_in_text(&page, target), None);
}

#[test]
fn case_variants_and_partial_words_are_distinguished() {
    for (page, words) in [
        ("The engine, the engine computes; and so on.\nThe engine computes. So it is.", "The engine computes"),
        ("We WILL act.\nWe will go.", "will"),
        ("Cafe is a word. A café is a place.", "café"),
        ("It's “so”. It’s \"so\".", "It’s \"so\""),
    ] {
        let directive = directive_for(page, words);
        let found = find_like_a_browser(page, &format!("x#:~:{directive}"))
            .map(|found| found.as_ptr() as usize - page.as_ptr() as usize);
        assert_eq!(found, page.rfind(words), "{directive}");
        assert!(directive.contains("-,") || directive.contains(",-"), "{directive}");
    }
}

#[test]
fn multi_line_words_are_linked_as_a_range_of_the_source() {
    let page = "Alpha begins here and it goes on\nin one block.\n\nBeta ends here";
    assert_eq!(
        directive_for(page, "it goes on in one block.\n\nBeta ends here"),
        "text=it%20goes%20on,Beta%20ends%20here"
    );
    assert_eq!(directive_for(page, "it goes on in one block."), "text=it%20goes%20on,in%20one%20block%2E");
}

#[test]
fn ranges_are_distinguished_by_context() {
    let (page, words) = ("One: a b\nc d.\nTwo: a b\nc d?\nThree: a b\nc d!", "a b\nc d");
    let seen = FoldedText::new(page.into());
    for rank in 0..3 {
        let directive = directive_in_text(&seen, FragmentTarget { words, lead: None, duplicate_index: rank }).unwrap();
        let found = find_like_a_browser(page, &format!("x#:~:{directive}")).unwrap();
        assert_eq!(found, words);
        let at = found.as_ptr() as usize - page.as_ptr() as usize;
        assert_eq!(at, page.match_indices(words).nth(rank).unwrap().0, "{directive}");
    }
    // If the contexts are all identical, a browser takes the first match.
    let same = "x y. ".repeat(40);
    assert_eq!(
        find_like_a_browser(&same, &format!("x#:~:{}", directive_for(&same, "x y."))).map(str::as_ptr),
        Some(same.as_ptr())
    );
}

#[test]
fn equal_words_at_two_places_get_different_links() {
    let text = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "A")},
        sources: {"p": (title: "P", url: "https://a.example/x#sec2", text: "p.txt")},
        entries: [
            Quote(id: "one", by: "a", text: "We will act.", source: (id: "p")),
            Quote(id: "two", by: "a", text: "We will act.", source: (id: "p")),
            Quote(id: "led", by: "a", text: "We will act.", lead: Narrated("He asked about jobs."), source: (id: "p")),
        ])"#;
    let page = "He asked about taxes. We will act. Then he left.\n\nHe asked about jobs. We will act. Then he stayed.\n\n\
        We WILL act. A pre-war house.";
    let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
    let ids: Vec<EntryId> = corpus.entry_ids().collect();
    let texts = |_| Some(page.into());
    let links = export_with_texts(&corpus, &texts, &ids, Format::Link).text;
    let places: Vec<usize> = links
        .as_str()
        .lines()
        .map(|link| {
            find_like_a_browser(page, link).unwrap_or_else(|| panic!("{link}")).as_ptr() as usize
                - page.as_ptr() as usize
        })
        .collect();
    let [first, second] = [0, 1].map(|number| page.match_indices("We will act.").nth(number).unwrap().0);
    assert_eq!(places, [first, second, second], "{links}");
    assert!(links.as_str().lines().all(|link| link.starts_with("https://a.example/x#sec2:~:text=")), "{links}");
    // Without the source text, they are distinguished from other entries as far as possible.
    assert!(export(&corpus, &ids[..1], Format::Link).text.as_str().ends_with("#sec2:~:text=We%20will%20act%2E"));
}

#[test]
fn urls_keep_their_fragment_and_are_never_invented() {
    let collection = |url: &str| {
        let text = format!(
            r#"(schema: 1, id: "c", title: "C", speakers: {{"a": (name: "A")}}, sources: {{"p": (title: "P"{url})}},
            entries: [Quote(id: "q", by: "a", text: "Some words", source: (id: "p"))])"#
        );
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let id = corpus.entry_ids().next().unwrap();
        export(&corpus, &[id], Format::Link)
    };
    for (url, expected) in [
        ("https://a.example/x", "https://a.example/x#:~:text=Some%20words"),
        ("https://a.example/x?y=1#top", "https://a.example/x?y=1#top:~:text=Some%20words"),
        ("https://a.example/x#:~:text=else", "https://a.example/x#:~:text=Some%20words"),
        ("https://a.example/x#top:~:text=a&text=b", "https://a.example/x#top:~:text=Some%20words"),
    ] {
        assert_eq!(collection(&format!(", url: \"{url}\"")).text.as_str(), expected);
    }
    let without = collection("");
    assert!(without.text.is_empty());
    assert_eq!(without.skipped.map(|(count, why)| (count, why.reason())), Some((1, "no address is given")));
}

#[test]
fn links_of_the_embedded_collection_find_their_words() {
    let corpus = read("e.ron", include_bytes!("../../../../data/tokayev-al-jazeera.ron")).corpus.unwrap();
    let said: Vec<EntryId> = corpus.entry_ids().filter(|&id| corpus.entry(id).wording() == Wording::Verbatim).collect();
    assert_eq!(said.len(), 16);
    let text = |id: EntryId| corpus.entry(id).text();
    // A page that contains only the quotations, each after words that many of them start with.
    let page: String =
        said.iter().map(|&id| format!("He told us more.\n“{}”, he said.\n", text(id))).collect::<Vec<_>>().concat();
    let mut links = std::collections::HashSet::new();
    for &id in &said {
        let far = export(&corpus, &[id], Format::Link).text;
        let near = export_with_texts(&corpus, &|_| Some(page.as_str().into()), &[id], Format::Link).text;
        for link in [&far, &near] {
            assert_eq!(find_like_a_browser(&page, link.as_str()), Some(text(id).as_str()), "{link}");
        }
        assert!(links.insert(far));
    }
    let begins = |id: EntryId| text(id).as_str().split(' ').next().unwrap_or_default().to_owned();
    let shared = said.iter().filter(|&&id| said.iter().any(|&other| other != id && begins(id) == begins(other)));
    assert!(shared.count() >= 2, "some begin alike, and their links differ");
}

proptest::proptest! {
    /// A link made with the text of a page leads to the first match of the words, whatever else the page contains.
    #[test]
    fn links_lead_to_the_first_match_of_their_words(
        before in "([ab]{1,2} ){0,12}",
        words in "[ab]{1,2}( [ab]{1,2}){0,6}",
        after in "( [ab]{1,2}){0,12}",
    ) {
        let page = format!("{before}{words}{after}");
        // The words may occur inside longer words before their first match.
        let at = (0..page.len()).find(|&at| word_match(&page, at, &words).is_some()).unwrap();
        let url = format!("x#:~:{}", directive_for(&page, &words));
        let found = find_like_a_browser(&page, &url).map(|found| found.as_ptr() as usize - page.as_ptr() as usize);
        proptest::prop_assert_eq!(found, Some(at), "{}", url);
    }
}
