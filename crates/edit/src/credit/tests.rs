use super::*;
use crate::draft::DraftStatus;

/// Summarises the fields of a credit.
fn summary(text: &str) -> String {
    let credit = read(text);
    let mut out = Vec::new();
    let mut add = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            out.push(format!("{name}: {value}"));
        }
    };
    let speaker = credit.speaker.as_ref();
    add("by", speaker.map(|speaker| speaker.name.as_str()));
    add("role", speaker.and_then(|speaker| speaker.role.as_deref()));
    add("kind", speaker.filter(|speaker| speaker.organisation).map(|_| "organisation"));
    let source = credit.source.as_ref();
    add("in", source.map(|source| source.title.as_str()));
    let authors = source.map(|source| source.authors.join("; ")).filter(|authors| !authors.is_empty());
    add("of", authors.as_deref());
    add("in date", source.and_then(|source| source.date.as_deref()));
    add("url", source.and_then(|source| source.url.as_deref()));
    add("date", credit.date.as_deref());
    add("page", credit.page.as_deref());
    add("chapter", credit.chapter.as_deref());
    add("section", credit.section.as_deref());
    add("note", credit.note.as_deref());
    match &credit.status {
        Some(DraftStatus::Misattributed(_)) => add("status", Some("misattributed")),
        Some(DraftStatus::Disputed(_)) => add("status", Some("disputed")),
        None => {}
    }
    for (name, value) in &credit.extra {
        add(&format!("extra {name}"), Some(value));
    }
    add("doubts", (!credit.doubts.is_empty()).then_some("yes"));
    out.join(" | ")
}

#[test]
fn speaker_source_and_locator_are_read_from_credits() {
    for (text, expected) in [
        ("Jane Austen", "by: Jane Austen"),
        ("-- Jane Austen", "by: Jane Austen"),
        ("by Ernest Hemingway", "by: Ernest Hemingway"),
        ("Jane Austen, \"Emma\" (1815)", "by: Jane Austen | in: Emma | in date: 1815"),
        ("Jane Austen, _Emma_", "by: Jane Austen | in: Emma"),
        ("Jane Austen, “Emma”, 1815", "by: Jane Austen | in: Emma | in date: 1815"),
        ("Jane Austen\n    \"Emma\"", "by: Jane Austen | in: Emma"),
        ("Jane Austen, Emma", "by: Jane Austen | in: Emma"),
        ("Jane Austen: Emma", "by: Jane Austen | in: Emma"),
        ("Jane Austen - Emma", "by: Jane Austen | in: Emma"),
        ("Plato, Republic", "by: Plato | in: Republic"),
        ("Spock, \"Amok Time\", stardate 3372.7", "by: Spock | in: Amok Time | note: stardate 3372.7"),
        ("Oscar Wilde (1854-1900)", "by: Oscar Wilde | role: 1854-1900"),
        ("Oscar Wilde (1854–1900), \"Salome\"", "by: Oscar Wilde | role: 1854–1900 | in: Salome"),
        ("Seneca (4 B.C. - A.D. 65)", "by: Seneca | role: 4 B.C. - A.D. 65"),
        (
            "W. K. Clifford, British philosopher, circa 1876",
            "by: W. K. Clifford | role: British philosopher | date: c. 1876",
        ),
        ("William Pitt, 1783", "by: William Pitt | date: 1783"),
        ("Mrs. Janice Roe, April 8, 1965", "by: Mrs. Janice Roe | date: 1965-04-08"),
        ("Jane Austen (Bath)", "by: Jane Austen | note: Bath"),
        ("Jane Austen, \"Emma\", p. 12", "by: Jane Austen | in: Emma | page: 12"),
        ("Jane Austen, \"Emma\", ch. 3", "by: Jane Austen | in: Emma | chapter: 3"),
        (
            "Jane Austen, “Emma” (https://example.org/emma)",
            "by: Jane Austen | in: Emma | url: https://example.org/emma",
        ),
        ("Jane Austen (https://example.org/a/)", "by: Jane Austen | in: example.org/a | url: https://example.org/a/"),
        ("Rob Roe, on Unix.", "by: Rob Roe | note: on Unix"),
        ("Larry Roe in <1@example.org>", "by: Larry Roe | note: in <1@example.org>"),
        ("Larry Roe in \"Perl\"", "by: Larry Roe | in: Perl"),
        ("Jane Austen, quoted in Roe's \"Lives\"", "by: Jane Austen | in: Lives | note: quoted in Roe's “Lives”"),
        ("Ann Roe on \"Emma\"", "by: Ann Roe | note: on “Emma”"),
        ("Ann Roe, on the ending of \"Emma\"", "by: Ann Roe | note: on the ending of “Emma”"),
        ("Jane Austen, Emma.", "by: Jane Austen | in: Emma"),
        ("Jane Austen, Pride and Prejudice", "by: Jane Austen | in: Pride and Prejudice"),
        ("Shakespeare, Romeo and Juliet", "by: Shakespeare | in: Romeo and Juliet"),
        ("Hamlet, in Shakespeare's Hamlet, 3.1", "by: Hamlet | in: Hamlet | of: Shakespeare | section: 3.1"),
        ("Hamlet in Shakespeare's “Hamlet”, 3.1", "by: Hamlet | in: Hamlet | of: Shakespeare | section: 3.1"),
        ("Iago, in Othello, Act 3, Scene 3", "by: Iago | in: Othello | section: Act 3, Scene 3"),
        ("William Shakespeare, Hamlet, 3.1", "by: William Shakespeare | in: Hamlet | section: 3.1"),
        ("William Shakespeare, Hamlet III.i", "by: William Shakespeare | in: Hamlet | section: III.i"),
        ("William Shakespeare, _Hamlet_ (3.1)", "by: William Shakespeare | in: Hamlet | section: 3.1"),
        ("Marcus Aurelius, Meditations, 5.1", "by: Marcus Aurelius | in: Meditations | section: 5.1"),
        ("Jane Austen, 42", "by: Jane Austen | note: 42"),
        ("George Orwell, 1984, p. 6", "by: George Orwell | in: 1984 | page: 6"),
        ("Jane Austen, S. 24", "by: Jane Austen | page: 24"),
        ("Ada Byron, Countess of Lovelace", "by: Ada Byron | role: Countess of Lovelace"),
        ("Ann Roe, in Paris", "by: Ann Roe | note: in Paris"),
        ("Ann Roe, writer, from \"Lives\"", "by: Ann Roe | role: writer | in: Lives"),
        ("Ann Roe, author of \"Lives\"", "by: Ann Roe | role: author of \"Lives\""),
        ("Ann Roe, describing a cat", "by: Ann Roe | note: describing a cat"),
        ("Ann Roe, ann@example.org", "by: Ann Roe | note: ann@example.org"),
        ("Ann Roe, \"Lives\". Bell", "by: Ann Roe | in: Lives | note: Bell"),
    ] {
        assert_eq!(summary(text), expected, "{text}");
    }
}

#[test]
fn names_are_put_in_natural_order() {
    for (text, expected) in [
        ("Austen, Jane", "by: Jane Austen"),
        ("Austen, Jane.", "by: Jane Austen"),
        ("Eliot, T. S.", "by: T. S. Eliot"),
        ("King, Martin Luther, Jr.", "by: Martin Luther King, Jr."),
        ("Saint-Exupéry, Antoine de, Le Petit Prince", "by: Antoine de Saint-Exupéry | in: Le Petit Prince"),
        ("Austen, Emma", "by: Austen | in: Emma"),
        ("Emma – Jane Austen", "extra credit: Emma – Jane Austen | doubts: yes"),
        ("Austen, Jane, \"Emma\"", "by: Jane Austen | in: Emma"),
        ("Fred Roe, Jr.", "by: Fred Roe, Jr."),
        ("Jane Austen.", "by: Jane Austen"),
        ("Malcolm X.", "by: Malcolm X."),
        ("Acme, Inc.", "by: Acme, Inc. | kind: organisation"),
        ("United Nations", "by: United Nations | kind: organisation"),
        ("鲁迅", "by: 鲁迅"),
    ] {
        assert_eq!(summary(text), expected, "{text}");
    }
}

#[test]
fn doubtful_attributions_have_a_status() {
    for (text, expected) in [
        ("attributed to Mark Twain", "by: Mark Twain | status: disputed"),
        ("Mark Twain (attributed)", "by: Mark Twain | status: disputed"),
        ("Mark Twain, attributed", "by: Mark Twain | status: disputed"),
        ("Mark Twain?", "by: Mark Twain | status: disputed"),
        ("Misattributed to Mark Twain", "by: Mark Twain | status: misattributed"),
        ("Mark Twain (misattributed)", "by: Mark Twain | status: misattributed"),
        ("Mark Twain (disputed)", "by: Mark Twain | status: disputed"),
        ("Mark Twain (apocryphal)", "by: Mark Twain | status: disputed"),
        ("Mark Twain (often attributed)", "by: Mark Twain | status: disputed"),
        ("Churchill (attributed)", "by: Churchill | status: disputed"),
        ("attr. to Mark Twain", "by: Mark Twain | status: disputed"),
        ("commonly misattributed to Mark Twain", "by: Mark Twain | status: misattributed"),
        ("Mark Twain zugeschrieben", "by: Mark Twain | status: disputed"),
    ] {
        assert_eq!(summary(text), expected, "{text}");
    }
    let reason = read("attributed to Mark Twain").status;
    assert_eq!(reason, Some(DraftStatus::Disputed("credited as “attributed to Mark Twain”".to_owned())));
}

#[test]
fn unclear_credits_give_no_speaker() {
    for (text, expected) in [
        ("Unknown", "extra credit: Unknown"),
        ("Anonymous", "extra credit: Anonymous"),
        ("Anon.", "extra credit: Anon."),
        ("Anonymous, \"Beowulf\"", "in: Beowulf | extra credit: Anonymous"),
        ("Spanish proverb", "extra credit: Spanish proverb"),
        ("core dumped", "extra credit: core dumped | doubts: yes"),
        ("Uncle Tom's Cabin (1972)", "date: 1972 | extra credit: Uncle Tom's Cabin (1972) | doubts: yes"),
        ("seen on the wall", "extra credit: seen on the wall | doubts: yes"),
        ("To \"Greensleeves\"", "extra credit: To \"Greensleeves\" | doubts: yes"),
        ("The Doctor, \"Emma\"", "in: Emma | extra credit: The Doctor, \"Emma\" | doubts: yes"),
        ("Taken from a wall", "extra credit: Taken from a wall | doubts: yes"),
        ("Edward Roe and James Roe", "extra credit: Edward Roe and James Roe | doubts: yes"),
        ("Mark Twain & Frank Roe", "extra credit: Mark Twain & Frank Roe | doubts: yes"),
        ("Marx and Engels", "extra credit: Marx and Engels | doubts: yes"),
        ("Ann Roe with Bob Roe", "extra credit: Ann Roe with Bob Roe | doubts: yes"),
        ("Ann Roe, Bob Roe and Carl Roe", "extra credit: Ann Roe, Bob Roe and Carl Roe | doubts: yes"),
        (
            "Marx and Engels, The Communist Manifesto",
            "in: The Communist Manifesto | of: Marx; Engels | extra credit: Marx and Engels, The Communist Manifesto | doubts: yes",
        ),
        ("Wodehouse, Pelham", "extra credit: Wodehouse, Pelham | doubts: yes"),
        (
            "\"Another Glitch\", a la Roe",
            "in: Another Glitch | note: a la Roe | extra credit: \"Another Glitch\", a la Roe",
        ),
    ] {
        assert_eq!(summary(text), expected, "{text}");
    }
}

#[test]
fn credits_are_plausible_only_with_a_likely_name() {
    for (text, expected) in [
        ("Jane Austen", true),
        ("Jane Austen, “Emma”", true),
        ("Plato", true),
        ("Anonymous", true),
        ("attributed to Plato", true),
        ("Bob Roe", true),
        ("Stravinsky", false),
        ("core dumped", false),
        ("Your fault", false),
        ("", false),
    ] {
        assert_eq!(read(text).is_plausible(), expected, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn credit_without_a_speaker_is_kept_in_extra(text in "([A-Z][a-zé]{0,4}|[a-z]{1,4}|[0-9]{1,4}|[\"“”_*()\\[\\],.;:?' -]|--|attributed to ){0,25}") {
        let credit = read(&text);
        // A credit without a speaker is kept in full.
        if credit.speaker.is_none() {
            proptest::prop_assert!(!credit.extra.is_empty());
        }
    }
}
