use super::*;
use crate::corpus::{EntryId, Wording, read};
use crate::export::{Format, link_within, write_out};

/// A browser's search (WICG, "Find a range from a text directive"), as far as these texts need it: written apart from
/// the code under test. Gives the words found.
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
        // Exact words stand in one block.
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

/// The end of `words` in `page`, if they stand there whole, whatever their case.
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
    directive(words, Around::Others(&[]))
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
    // Scripts without blanks are cut where their commas are; what can't be cut is given whole.
    assert!(alone(&"汉字，".repeat(120)).contains(','));
    assert!(!alone(&"汉".repeat(400)).contains(','));
}

#[test]
fn a_range_grows_until_it_leads_to_its_own_end() {
    let words = format!("a b c d e f {} a b c d z", "and so on a b c d ".repeat(20));
    let url = format!("x#:~:{}", alone(&words));
    assert_eq!(found(&words, &url), Some(words.as_str()), "{url}");
    let other = format!("a b c d e g {}", "x ".repeat(200));
    let directive = directive(&words, Around::Others(&[&folded(&other)]));
    let page = format!("{other}\n{words}");
    assert_eq!(found(&page, &format!("x#:~:{directive}")), Some(words.as_str()), "{directive}");
}

#[test]
fn in_a_text_at_hand_words_are_extended_until_they_are_unique() {
    let page = "He said: “It is time.” She said: “It is time.” They agreed.\nIt is time.";
    let words = "It is time.";
    let directive = |from: usize| {
        let before = &page[..page.match_indices(words).nth(from).unwrap().0];
        Terms::of(words, before, &page[before.len() + words.len()..], |terms| {
            let own = folded(before).len();
            terms.places(&folded(page)).take(2).eq([(own, own + words.len())])
        })
        .written()
    };
    for (from, expected) in [
        (0, "text=He%20said%3A%20%E2%80%9C-,It%20is%20time%2E"),
        (1, "text=She%20said%3A%20%E2%80%9C-,It%20is%20time%2E"),
    ] {
        assert_eq!(directive(from), expected);
    }
    let url = format!("x#:~:{}", super::directive(words, Around::Source(page)));
    let at = found(page, &url).unwrap().as_ptr() as usize - page.as_ptr() as usize;
    assert_eq!(at, page.find(words).unwrap());
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
    let corpus = read("e.ron", include_bytes!("../../../data/tokayev-al-jazeera.ron")).corpus.unwrap();
    let said: Vec<EntryId> = corpus.ids().filter(|&id| corpus.entry(id).wording() == Wording::Verbatim).collect();
    assert_eq!(said.len(), 16);
    let text = |id: EntryId| corpus.entry(id).text();
    // A page of nothing but the quotations, each after words that many of them begin with.
    let page: String =
        said.iter().map(|&id| format!("He told us more.\n“{}”, he said.\n", text(id))).collect::<Vec<_>>().concat();
    let mut links = std::collections::HashSet::new();
    for &id in &said {
        let far = write_out(&corpus, &[id], Format::Link).text;
        let near = link_within(&corpus, corpus.entry(id), &page).unwrap();
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
    /// Whatever else a page holds, a link made with the page at hand leads to the first place of the words.
    #[test]
    fn a_link_leads_to_its_words(
        before in "([ab]{1,2} ){0,12}",
        words in "[ab]{1,2}( [ab]{1,2}){0,6}",
        behind in "( [ab]{1,2}){0,12}",
    ) {
        let page = format!("{before}{words}{behind}");
        // The words may stand inside others before they stand for themselves.
        let at = (0..page.len()).find(|&at| word_match(&page, at, &words).is_some()).unwrap();
        let url = format!("x#:~:{}", directive(&words, Around::Source(&page)));
        let found = found(&page, &url).map(|found| found.as_ptr() as usize - page.as_ptr() as usize);
        proptest::prop_assert_eq!(found, Some(at), "{}", url);
    }
}
