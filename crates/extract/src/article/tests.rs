use std::fmt::Write as _;

use kzq_text::markup::Markup;

use super::*;

fn pieces<'t>(article: &'t Article<'_>, ranges: &[Range<usize>]) -> Vec<&'t str> {
    ranges.iter().map(|range| &article.text()[range.clone()]).collect()
}

/// Two paragraphs long enough to be an article.
const FIRST: &str =
    "The central span of the bridge moved almost two metres early on Tuesday, and nobody at all was hurt.";
const SECOND: &str =
    "“We heard it sing before it moved,” said Ada Byron, who lives by the east pier, and put the kettle on.";

fn page(article: &str, around: &str) -> String {
    format!("<html><head><title>Bridge falls</title></head><body>{around}{article}</body></html>")
}

#[test]
fn page_text_is_the_text_of_its_article() {
    let paragraphs = format!("<p>{FIRST}</p><p>{SECOND}</p>");
    let expected = format!("Bridge falls\n\n{FIRST}\n\n{SECOND}\n");
    for (name, article) in [
        ("article", format!("<article><h1>Bridge falls</h1>{paragraphs}</article>")),
        ("main", format!("<main><h1>Bridge falls</h1>{paragraphs}</main>")),
        ("role", format!("<div role=main><h1>Bridge falls</h1>{paragraphs}</div>")),
        (
            "itemprop",
            format!("<h1>Bridge falls</h1><div itemprop=articleBody>{paragraphs}</div><p>Written in some haste.</p>"),
        ),
        (
            "class",
            format!("<h1>Bridge falls</h1><div class=story-body>{paragraphs}</div><div>Written in some haste.</div>"),
        ),
        (
            "density",
            format!("<div><h1>Bridge falls</h1></div><div><div>{paragraphs}</div></div><div>Written in haste.</div>"),
        ),
        (
            "chunks",
            format!(
                "<article><h1>Bridge falls</h1><div class=body><p>{FIRST}</p></div><div class=body><p>{SECOND}</p></div></article>"
            ),
        ),
        ("breaks", format!("<article><h1>Bridge falls</h1>{FIRST}<br> <br>\n{SECOND}</article>")),
        (
            "other articles",
            format!(
                "<article><a href=/1>One</a></article><article><h1>Bridge falls</h1>{paragraphs}</article><article><a href=/2>Two</a></article>"
            ),
        ),
        ("nothing closed", format!("<article><h1>Bridge falls</h1><p>{FIRST}<p>{SECOND}")),
        ("a form around all", format!("<form><h1>Bridge falls</h1><div>{paragraphs}</div></form>")),
    ] {
        let page = page(&article, "<nav><a href=/>Home</a></nav><header>NBS News</header>");
        assert_eq!(Article::read(&page, Markup::Html).text(), expected, "{name}");
    }
}

#[test]
fn clutter_is_left_out() {
    for clutter in [
        "<nav><a href=/>Home</a></nav>",
        "<div class=cookie-banner><p>We use cookies for a great many things that you would not like to know.</p><button>Yes</button></div>",
        "<div role=dialog>Agree</div>",
        "<aside><h2>Most read</h2><ol><li>A treasure in the attic</li></ol></aside>",
        "<div class=teaser><strong>Read also:</strong> <a href=/1>“My commute is now 11 miles”</a></div>",
        "<p><strong>READ MORE: <a href=/1>How safe are bridges?</a></strong></p>",
        "<p>Lesen Sie auch: <a href=/1>Wie sicher sind Brücken?</a></p>",
        "<p>Читайте также: <a href=/1>«Мост закрыт»</a></p>",
        "<p><a href=/1>“My commute is now 11 miles”</a></p>",
        "<h3>More on this story</h3><ul><li><a href=/1>How safe are bridges?</a></li><li><a href=/2>What is iron?</a></li></ul>",
        "<div class=share><button>Share</button> <span>Copy</span></div>",
        "<div class='newsletter-signup'><p>Get our letter every morning, free of charge and full of bridges.</p></div>",
        "<div class=paywall><p>Subscribe to read on, for one pound in each of the first six months.</p></div>",
        "<section class=comments><h2>Comments</h2><p>ferryman_62: “They knew.” My cousin said that this would happen in 2019.</p></section>",
        "<p hidden>Hidden</p><p style='display:none'>Hidden</p><span class=sr-only>opens in a new tab</span>",
        "<ul class=breadcrumbs><li>News</li><li>Local</li></ul>",
        "<figure><img src=a><span class=credit>Ada Byron</span></figure>",
        "<figure><figcaption>Photo: Ada Byron/Agency</figcaption></figure>",
        "<div class=ad-slot>Advertisement</div><p>Advertisement</p>",
        "<footer>© NBS</footer><script>var a = '<p>no</p>'</script>",
        "<ul class=tags><li>bridges</li></ul>",
    ] {
        let article = format!("<article><h1>Bridge falls</h1><p>{FIRST}</p>{clutter}<p>{SECOND}</p></article>");
        let page = page(&article, clutter);
        assert_eq!(
            Article::read(&page, Markup::Html).text(),
            format!("Bridge falls\n\n{FIRST}\n\n{SECOND}\n"),
            "{clutter}"
        );
    }
}

#[test]
fn parts_of_the_article_are_kept() {
    for (part, text) in [
        ("<p class=standfirst>Nobody was hurt.</p>", "Nobody was hurt."),
        ("<p class=byline>By <a href=/ada>Ada Byron</a>, NBS News</p>", "By Ada Byron, NBS News"),
        (
            "<figure><img src=a><figcaption>“Like a saw,” said Bo. Photo: Archive</figcaption></figure>",
            "“Like a saw,” said Bo.",
        ),
        ("<blockquote><p>No intervention is required.</p></blockquote>", "No intervention is required."),
        ("<h2>Diversion</h2>", "Diversion"),
        ("<ul><li>Two metres</li><li><a href=/1>A low G</a> was heard</li></ul>", "Two metres\n\nA low G was heard"),
        ("<div class='article has-sidebar'><p>It fell.</p></div>", "It fell."),
        ("<blockquote class=share><p>“Yes.”</p><footer>Bo</footer></blockquote>", "“Yes.”\n\nBo"),
    ] {
        for page in [
            page(&format!("<article><h1>Bridge falls</h1>{part}<p>{FIRST}</p><p>{SECOND}</p></article>"), ""),
            page(
                &format!(
                    "<article><h1>Bridge falls</h1>{part}<div itemprop=articleBody><p>{FIRST}</p><p>{SECOND}</p></div></article>"
                ),
                "",
            ),
        ] {
            let article = Article::read(&page, Markup::Html);
            assert_eq!(article.text(), format!("Bridge falls\n\n{text}\n\n{FIRST}\n\n{SECOND}\n"), "{part}");
        }
    }
}

#[test]
fn page_without_an_article_is_read_entirely() {
    for (page, text) in [
        ("<p>“No,” said Ada.</p><p><a href=/>Home</a></p>", "“No,” said Ada.\n\nHome\n"),
        ("<ul><li><a href=/1>One</a></ul>", "One\n"),
        ("no markup at all", "no markup at all\n"),
        ("", ""),
    ] {
        assert_eq!(Article::read(page, Markup::Html).text(), text, "{page}");
    }
}

#[test]
fn headings_and_title_of_markup_are_separated() {
    let markdown = "---\ntitle: Clear skies\nauthor: Ada Byron\n---\n\n# “Barely used”\n\nSo I bought it.\n\n## First light\n\nSaturn.\n";
    let article = Article::read(markdown, Markup::Markdown);
    assert_eq!(pieces(&article, &article.headings), ["First light"]);
    assert_eq!(article.metadata.title.as_deref(), Some("Clear skies"));
    assert_eq!(article.metadata.authors, ["Ada Byron"]);
    assert_eq!(article.text(), "“Barely used”\n\nSo I bought it.\n\nFirst light\n\nSaturn.\n");
    let article = Article::read("# A *title*\n\nText.\n", Markup::Markdown);
    assert_eq!((article.headings.len(), article.metadata.title.as_deref()), (0, Some("A title")));
    let page = page(
        &format!("<article><h1>Bridge falls</h1><p>{FIRST}</p><h2>Diver<em>sion</em></h2><p>{SECOND}</p></article>"),
        "",
    );
    let article = Article::read(&page, Markup::Html);
    assert_eq!(pieces(&article, &article.headings), ["Diversion"]);
    assert_eq!(article.metadata.title.as_deref(), Some("Bridge falls"));
}

#[test]
fn interviews_in_markdown_have_turns() {
    let article = Article::read(
        "# Bo\n\n**Q:** Why?\n\n**A:** So.\n\nBest of all.\n\n**Q:** When?\n\n**A:** Now.\n",
        Markup::Markdown,
    );
    let turns: Vec<_> =
        article.turns.iter().map(|turn| (pieces(&article, &turn.words), &article.text()[turn.label.clone()])).collect();
    assert_eq!(
        turns,
        [(vec!["Why?"], "Q"), (vec!["So.", "Best of all."], "A"), (vec!["When?"], "Q"), (vec!["Now."], "A")]
    );
}

#[test]
fn subtitles_have_turns() {
    for original in [
        "WEBVTT\n\n0:01.0 --> 0:02.0\n<v Ada Byron>We must\n\n0:02.0 --> 0:03.0\n<v Ada Byron>go.\n\n0:03.0 --> 0:04.0\n<v Bo>Why?\n",
        "1\n0:01 --> 0:02\nAda Byron: We must\n\n2\n0:02 --> 0:03\ngo.\n\n3\n0:03 --> 0:04\nBo: Why?\n",
        "1\n0:01 --> 0:02\n>> Ada Byron: We must\n\n2\n0:02 --> 0:03\ngo.\n\n3\n0:03 --> 0:04\n>> Bo: Why?\n\n4\n0:04 --> 0:05\n>> Hm.\n",
    ] {
        let article = Article::read(original, ArticleFormat::Transcript);
        let turns: Vec<_> = article
            .turns
            .iter()
            .map(|turn| (&article.text()[turn.label.clone()], pieces(&article, &turn.words)))
            .collect();
        assert_eq!(turns, [("Ada Byron", vec!["We must\ngo."]), ("Bo", vec!["Why?"])], "{original}");
    }
}

#[test]
fn plain_text_is_kept_unchanged() {
    for text in ["One  two \r\n\r\n> three\r\n\r\n\r\n", "a\n\n\n b", ""] {
        assert_eq!(Article::read(text, Markup::Plain).text(), text);
    }
    let article = Article::read("\u{feff}One", Markup::Plain);
    assert_eq!((article.text(), article.plain.place(0)), ("One", (1, 2)));
}

#[test]
fn texts_of_markup_have_no_stray_whitespace() {
    let original = "<article><p>a </p> <p> b <br> c&nbsp;</p><div> </div><p>d</p></article>";
    assert_eq!(Article::read(original, Markup::Html).text(), "a\n\nb\nc\n\nd\n");
    assert_eq!(Article::read("a `x` \n\n- b\n\n\n", Markup::Markdown).text(), "a\n\nb\n");
}

#[test]
fn long_pages_take_linear_time() {
    // Quadratic time would take minutes.
    let nested = |tag: &str, inside: &str, count: usize| format!("<{tag}>{inside}").repeat(count);
    let mut table = String::from("<article>");
    for row in 0..20_000 {
        let _ = write!(table, "<p class=a{row}>Row {row} of <a href=/>many</a> more</p></span>");
    }
    for page in [
        format!("{}<p>{FIRST}", nested("div", "", 100_000)),
        nested("div", "x ", 50_000),
        nested("h1", " ", 50_000),
        nested("figcaption", " ", 50_000),
        nested("q", "&nbsp;<p>", 30_000),
        format!("{}{}", "<br>".repeat(100_000), "<p>".repeat(100_000)),
        format!("{}{}", "a".repeat(500_000), "<sup>1</sup>".repeat(30_000)),
        format!("{}{}", "<b>".repeat(50_000), "</i>".repeat(50_000)),
        format!("<article>{}{}", nested("div", "", 50_000), " ".repeat(300_000)),
        table,
    ] {
        let article = Article::read(&page, Markup::Html);
        assert!(article.text().len() <= page.len() + 100_000);
    }
    let lines = "NAME: x (y [z\n\n".repeat(30_000);
    assert_eq!(Article::read(&lines, ArticleFormat::Transcript).turns.len(), 30_000);
}

proptest::proptest! {
    #[test]
    fn every_character_has_a_place_in_the_original(
        original in "([ab\n.:]|[<>&;/*_#`\\[(-]|<q>|</?(blockquote|p|div|h1|sup|figcaption|article|nav|pre|li|b)>|&amp;|&nbsp;|é|\n\n> |Q: |ANN: |\n1\n0:1 --> 0:2\n|<v Bo>|---\n|Photo: |\\PC){0,60}"
    ) {
        for (format, ..) in ArticleFormat::ALL {
            let article = Article::read(&original, format);
            let text = article.text();
            for (at, _) in text.char_indices() {
                proptest::prop_assert!(original.is_char_boundary(article.plain.original_offset(at)), "{:?} {}", format, at);
            }
            let plain = &article.plain;
            let ranges = [plain.block_quotes(), plain.inline_quotes(), plain.credits(), plain.works(), &article.headings].concat();
            let turns = article.turns.iter().flat_map(|turn| turn.words.iter().chain([&turn.label]).cloned());
            for range in ranges.into_iter().chain(turns) {
                proptest::prop_assert!(text.get(range.clone()).is_some(), "{:?} {:?}", format, range);
            }
            if matches!(format, ArticleFormat::Html | ArticleFormat::Markdown) && !text.is_empty() {
                proptest::prop_assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{:?} {:?}", format, text);
            }
            proptest::prop_assert!(article.headings.is_sorted_by_key(|heading| heading.start));
        }
    }
}

#[test]
fn short_paragraph_ending_in_a_quotation_is_no_heading() {
    let text = "The painter\n\nA first paragraph of the article.\n\nOb sie das ärgert? »Nein«, sagt sie. »Ja.«\n\nA last one.\n";
    let article = Article::read(text, Markup::Plain);
    assert!(article.headings.is_empty(), "{:?}", pieces(&article, &article.headings));
}
