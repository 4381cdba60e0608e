use crate::fragment::*;
use crate::{Format, write_out, write_out_with};
use kzq_corpus::{EntryId, Wording, read};

/// Searches like a browser (WICG, "Find a range from a text directive"), as far as these texts need it; independent of
/// the code under test. Returns the words found.
fn found<'t>(page: &'t str, url: &str) -> Option<&'t str> {
    let directive = url.split_once(":~:text=")?.1;
    let mut terms: Vec<String> = directive.split(',').map(str::to_owned).collect();
    let prefix = terms[0].ends_with('-').then(|| terms.remove(0));
    let suffix = terms.last().is_some_and(|term| term.starts_with('-')).then(|| terms.pop()).flatten();
    let prefix = prefix.map(|term| decoded(term.strip_suffix('-').unwrap()));
    let suffix = suffix.map(|term| decoded(term.strip_prefix('-').unwrap()));
    let (start, end) = (decoded(&terms[0]), terms.get(1).map(|term| decoded(term)));
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
        let behind = stop + page[stop..].len() - page[stop..].trim_start().len();
        if suffix.as_ref().is_none_or(|suffix| word_match(page, behind, suffix).is_some()) {
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
    let (before, behind) = (page[..at].chars().next_back(), page[at + words.len()..].chars().next());
    let cut =
        (is_word(before) && is_word(words.chars().next())) || (is_word(behind) && is_word(words.chars().next_back()));
    (same && !cut).then_some(at + words.len())
}

fn decoded(term: &str) -> String {
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

fn alone(words: &str) -> String {
    directive_among(words, &[])
}

#[test]
fn what_the_syntax_takes_is_encoded() {
    for (words, expected) in [
        ("We must be frank", "text=We%20must%20be%20frank"),
        ("One Belt, One Road", "text=One%20Belt%2C%20One%20Road"),
        ("so-called R&D 40%", "text=so%2Dcalled%20R%26D%2040%25"),
        ("it’s #1", "text=it%E2%80%99s%20%231"),
        ("U.N. reform.", "text=U.N.%20reform%2E"),
        ("汉字", "text=%E6%B1%89%E5%AD%97"),
    ] {
        assert_eq!(alone(words), expected);
    }
}

#[test]
fn long_words_and_several_blocks_are_a_range() {
    let long = (0..80).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
    assert_eq!(alone(&long), "text=word0%20word1%20word2%20word3,word76%20word77%20word78%20word79");
    assert_eq!(alone("One two.\n\nThree, four."), "text=One%20two%2E,Three%2C%20four%2E");
    let exact = "a".repeat(300);
    assert_eq!(alone(&exact), format!("text={exact}"));
    assert!(alone(&long[..300]).split(',').count() == 1 && alone(&long[..301]).split(',').count() == 2);
    // Scripts without spaces are cut at their commas; what cannot be cut is given as a whole.
    assert!(alone(&"汉字，".repeat(120)).contains(','));
    assert!(!alone(&"汉".repeat(400)).contains(','));
}

#[test]
fn a_range_grows_until_it_leads_to_its_own_end() {
    let words = format!("a b c d e f {} a b c d z", "and so on a b c d ".repeat(20));
    let url = format!("x#:~:{}", alone(&words));
    assert_eq!(found(&words, &url), Some(words.as_str()), "{url}");
    let other = format!("a b c d e g {}", "x ".repeat(200));
    let directive = directive_among(&words, &[&folded(&other)]);
    let page = format!("{other}\n{words}");
    assert_eq!(found(&page, &format!("x#:~:{directive}")), Some(words.as_str()), "{directive}");
}

/// Returns the directive for the first match of words in a page.
fn within(page: &str, words: &str) -> String {
    directive_within(&SeenText::new(page.into()), Sought { words, lead: None, rank: 0 }).unwrap()
}

#[test]
fn in_a_text_at_hand_words_are_extended_until_they_are_unique() {
    let page = SeenText::new("He said: “It is time.” She said: “It is time.” They agreed.\nIt is time.".into());
    for (rank, expected) in [
        (0, "text=It%20is%20time%2E,-%E2%80%9D%20She"),
        (1, "text=It%20is%20time%2E,-%E2%80%9D%20They"),
        (2, "text=agreed%2E-,It%20is%20time%2E"),
    ] {
        let sought = Sought { words: "It is time.", lead: None, rank };
        assert_eq!(directive_within(&page, sought).unwrap(), expected);
    }
    let sought = Sought { words: "Time is it.", lead: None, rank: 0 };
    assert_eq!(directive_within(&page, sought), None);
}

#[test]
fn words_are_told_from_the_same_in_capitals_and_from_parts_of_others() {
    for (page, words) in [
        ("The engine, the engine computes; and so on.\nThe engine computes. So it is.", "The engine computes"),
        ("We WILL act.\nWe will go.", "will"),
        ("Cafe is a word. A café is a place.", "café"),
        ("It's “so”. It’s \"so\".", "It’s \"so\""),
    ] {
        let directive = within(page, words);
        let found =
            found(page, &format!("x#:~:{directive}")).map(|found| found.as_ptr() as usize - page.as_ptr() as usize);
        assert_eq!(found, page.rfind(words), "{directive}");
        assert!(directive.contains("-,") || directive.contains(",-"), "{directive}");
    }
}

#[test]
fn words_over_lines_of_the_text_are_a_range_of_what_stands_there() {
    let page = "Alpha begins here and it goes on\nin one block.\n\nBeta ends here";
    assert_eq!(within(page, "it goes on in one block.\n\nBeta ends here"), "text=it%20goes%20on,Beta%20ends%20here");
    assert_eq!(within(page, "it goes on in one block."), "text=it%20goes%20on,in%20one%20block%2E");
}

#[test]
fn a_range_is_told_from_another_by_what_is_around_it() {
    let (page, words) = ("One: a b\nc d.\nTwo: a b\nc d?\nThree: a b\nc d!", "a b\nc d");
    let seen = SeenText::new(page.into());
    for rank in 0..3 {
        let directive = directive_within(&seen, Sought { words, lead: None, rank }).unwrap();
        let found = found(page, &format!("x#:~:{directive}")).unwrap();
        assert_eq!(found, words);
        let at = found.as_ptr() as usize - page.as_ptr() as usize;
        assert_eq!(at, page.match_indices(words).nth(rank).unwrap().0, "{directive}");
    }
    // If all surroundings are identical a browser takes the first match.
    let same = "x y. ".repeat(40);
    assert_eq!(found(&same, &format!("x#:~:{}", within(&same, "x y."))).map(str::as_ptr), Some(same.as_ptr()));
}

#[test]
fn the_same_words_at_two_places_of_a_source_have_two_links() {
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
    let ids: Vec<EntryId> = corpus.ids().collect();
    let texts = |_| Some(page.into());
    let links = write_out_with(&corpus, &texts, &ids, Format::Link).text;
    let places: Vec<usize> = links
        .as_str()
        .lines()
        .map(|link| found(page, link).unwrap_or_else(|| panic!("{link}")).as_ptr() as usize - page.as_ptr() as usize)
        .collect();
    let [first, second] = [0, 1].map(|number| page.match_indices("We will act.").nth(number).unwrap().0);
    assert_eq!(places, [first, second, second], "{links}");
    assert!(links.as_str().lines().all(|link| link.starts_with("https://a.example/x#sec2:~:text=")), "{links}");
    // Without the source text they are distinguished from other entries, as far as possible.
    assert!(write_out(&corpus, &ids[..1], Format::Link).text.as_str().ends_with("#sec2:~:text=We%20will%20act%2E"));
}

#[test]
fn an_address_keeps_its_fragment_and_is_never_made_up() {
    let collection = |url: &str| {
        let text = format!(
            r#"(schema: 1, id: "c", title: "C", speakers: {{"a": (name: "A")}}, sources: {{"p": (title: "P"{url})}},
            entries: [Quote(id: "q", by: "a", text: "Some words", source: (id: "p"))])"#
        );
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let id = corpus.ids().next().unwrap();
        write_out(&corpus, &[id], Format::Link)
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
    assert_eq!(without.left_out.map(|(count, why)| (count, why.reason())), Some((1, "no address is given")));
}

#[test]
fn each_quotation_of_the_embedded_collection_is_found_where_it_stands() {
    let corpus = read("e.ron", include_bytes!("../../../../data/tokayev-al-jazeera.ron")).corpus.unwrap();
    let said: Vec<EntryId> = corpus.ids().filter(|&id| corpus.entry(id).wording() == Wording::Verbatim).collect();
    assert_eq!(said.len(), 16);
    let text = |id: EntryId| corpus.entry(id).text();
    // A page that consists of the quotations only, each after words with which many of them begin.
    let page: String =
        said.iter().map(|&id| format!("He told us more.\n“{}”, he said.\n", text(id))).collect::<Vec<_>>().concat();
    let mut links = std::collections::HashSet::new();
    for &id in &said {
        let far = write_out(&corpus, &[id], Format::Link).text;
        let near = write_out_with(&corpus, &|_| Some(page.as_str().into()), &[id], Format::Link).text;
        for link in [&far, &near] {
            assert_eq!(found(&page, link.as_str()), Some(text(id).as_str()), "{link}");
        }
        assert!(links.insert(far));
    }
    let begins = |id: EntryId| text(id).as_str().split(' ').next().unwrap_or_default().to_owned();
    let shared = said.iter().filter(|&&id| said.iter().any(|&other| other != id && begins(id) == begins(other)));
    assert!(shared.count() >= 2, "some begin alike, and their links differ");
}

proptest::proptest! {
    /// Whatever else a page contains, a link made with its text leads to the first match of the words.
    #[test]
    fn a_link_leads_to_its_words(
        before in "([ab]{1,2} ){0,12}",
        words in "[ab]{1,2}( [ab]{1,2}){0,6}",
        behind in "( [ab]{1,2}){0,12}",
    ) {
        let page = format!("{before}{words}{behind}");
        // The words may occur inside longer words before their first match.
        let at = (0..page.len()).find(|&at| word_match(&page, at, &words).is_some()).unwrap();
        let url = format!("x#:~:{}", within(&page, &words));
        let found = found(&page, &url).map(|found| found.as_ptr() as usize - page.as_ptr() as usize);
        proptest::prop_assert_eq!(found, Some(at), "{}", url);
    }
}
