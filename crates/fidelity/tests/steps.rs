//! Drafts and articles take linear time, whatever they contain.

use std::sync::Arc;

use kzq_corpus::read;
use kzq_extract::article::Article;
use kzq_extract::extract;
use kzq_extract::speakers::SpeakerIndex;
use kzq_fidelity::{Comparison, LeftOut, MAX_COMPARED_BYTES, MAX_COUNTERPARTS, Proofreader, proofread};
use kzq_search::Engine;
use kzq_text::markup::Markup;
use kzq_text::steps::{more_than_linear, steps_of};

const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada Byron")}, entries: [
    Quote(id: "mills", by: "a", text: "The mills of our town stood still, and nobody knew why."),
    Quote(id: "bridge", by: "a", text: "We go on and we stay, for the old bridge is all we have."),
])"#;

/// A repetitive text: its prefix, the repeated unit, and the suffix that is repeated as often.
type Unit = (Markup, &'static str, &'static str, &'static str);

/// Units that once took quadratic time, and some of each kind.
const UNITS: &[Unit] = &[
    // Unpaired quotation marks, of one kind and mixed.
    (Markup::Plain, "", "‘a b’ c’s ", ""),
    (Markup::Plain, "", "“a „b «c \"d ", ""),
    (Markup::Plain, "", "‘a 'b ‹c ‚d ", ""),
    (Markup::Plain, "“x ", "“a “b” c” ", ""),
    (Markup::Plain, "a““a”", "”", ""),
    (Markup::Plain, "›‚– ", "”'‹„\"", ""),
    (Markup::Plain, "", "'」“a”\"„", ""),
    (Markup::Plain, "", "’[ ‚»", ""),
    (Markup::Plain, "“We go. ", "\"We go. ", ""),
    (Markup::Plain, "", "“We go, he said. ", ""),
    (Markup::Plain, "", "\n“We go, he said.\n\n", ""),
    (Markup::Plain, "", "\"1 ", ""),
    (Markup::Plain, "", "‘a\n\n", ""),
    (Markup::Plain, "", "‘a ‘b’ c\n\n", ""),
    (Markup::Plain, "", "“a“ “b“\n\n", ""),
    (Markup::Plain, "”,, ", "—» 5“\n\n“」«", ""),
    (Markup::Html, "»a", "> </div>‹5's", ""),
    // Marks that may set off a cue, and full stops that may end a sentence.
    (Markup::Plain, "", "—b.\n‘‚ … ", ""),
    (Markup::Plain, "「„”", "'s… – ``›``", ""),
    (Markup::Plain, "“", "we go – we ", ""),
    (Markup::Plain, "“", "a.", ""),
    (Markup::Plain, "“a ", "[", ""),
    (Markup::Plain, "“a ", "¹", ""),
    (Markup::Plain, "", "— We go, — said Ada. — We stay.\n", ""),
    (Markup::Plain, "", "“We go,” Ada Byron said. ", ""),
    // Nested and adjacent elements.
    (Markup::Html, "", "<q>a ", "</q>"),
    (Markup::Html, "", "<blockquote>a ", "</blockquote>"),
    (Markup::Html, "", "<cite>a “b” ", "</cite>"),
    (Markup::Html, "", "<blockquote>a</blockquote><q>b</q><cite>c</cite>", ""),
    (Markup::Html, "", "<sup>1", "</sup>"),
    (Markup::Html, "", "<div><p>“a” b ", "</div>"),
    (Markup::Markdown, "", "> “a", ""),
    (Markup::Markdown, "", "'s [a](\"> ", ""),
    // Two voices, since lines that are repeated at once belong to rolling captions.
    (
        Markup::Captions,
        "WEBVTT\n\n",
        "00:01.000 --> 00:02.000\n<v Ada>“a” &amp; b\n\n00:03.000 --> 00:04.000\n<v Bob>c\n\n",
        "",
    ),
];

fn text(&(_, before, repeated, after): &Unit, bytes: usize) -> String {
    let count = bytes.div_ceil(repeated.len() + after.len());
    [before, &repeated.repeat(count), &after.repeat(count)].concat()
}

/// The length in bytes of the smallest text.
const MIN_BYTES: usize = 256;
/// The length in bytes beyond which a text is longer than the context examined around each quotation; below it, the
/// work also grows with the context.
const BEYOND_CONTEXT: usize = 4096;

/// Doubles each text ten times, and returns those that took more than 2.5 times as many steps once they are longer than
/// the context of a quotation.
fn slow(work: impl Fn(&str, Markup)) -> Vec<String> {
    let mut slow = Vec::new();
    for unit in UNITS {
        let grown = more_than_linear(MIN_BYTES, 10, |bytes| text(unit, bytes), |text| work(text, unit.0));
        let grown = grown.iter().filter(|(bytes, ..)| *bytes > BEYOND_CONTEXT);
        slow.extend(grown.map(|grown| format!("{:?} {:?}: {grown:?}", unit.1, unit.2)));
    }
    slow
}

#[test]
fn proofreading_takes_linear_time() {
    let engine = Engine::new(Arc::new(read("c.ron", COLLECTION.as_bytes()).corpus.unwrap()));
    let proofreader = Proofreader::new(&engine);
    let slow = slow(|text, markup| drop(proofread(&proofreader, &markup.read(text))));
    assert!(slow.is_empty(), "{slow:#?}");
}

/// The context of each quotation is examined a few times, and not once for each phrase it might contain:
/// in these texts, that is most of the work.
#[test]
#[cfg(debug_assertions)]
fn short_quotations_side_by_side_take_few_steps() {
    const MAX_STEPS_PER_BYTE: u64 = 150;
    let engine = Engine::new(Arc::new(read("c.ron", COLLECTION.as_bytes()).corpus.unwrap()));
    let proofreader = Proofreader::new(&engine);
    for unit in &UNITS[..3] {
        let text = text(unit, 1 << 16);
        let steps = steps_of(|| drop(proofread(&proofreader, &Markup::Plain.read(&text)))) / text.len() as u64;
        assert!(steps < MAX_STEPS_PER_BYTE, "{:?}: {steps} steps for each byte", unit.2);
    }
}

#[test]
fn the_quotations_of_an_article_take_linear_time() {
    let cast = SpeakerIndex::new(&read("c.ron", COLLECTION.as_bytes()).corpus.unwrap());
    let slow = slow(|text, markup| drop(extract(&Article::read(text, markup), &cast)));
    assert!(slow.is_empty(), "{slow:#?}");
}

/// A collection with a quotation, paraphrases and translations, each with a text of `bytes` bytes.
fn related_entries(entries: usize, bytes: usize) -> Engine {
    /// Negations, hedges, quantifiers, conditions and causes, with and without a full stop.
    const UNIT: &str = "if most mills may not stand still because Ada never sold all bridges, ";
    let text = UNIT.repeat(bytes.div_ceil(UNIT.len()));
    let endless = text.replace(',', "");
    let head = format!(
        r#"(schema: 1, id: "c", title: "C", speakers: {{"a": (name: "Ada Byron")}}, entries: [
        Quote(id: "said", by: "a", text: "{text}"),"#
    );
    let pair = |number: usize| {
        format!(
            r#"Paraphrase(id: "told{number}", of: "a", rests_on: ["said"], text: "{endless}"),
            Quote(id: "translated{number}", by: "a", translation_of: "said", lang: "fr", text: "{text}"),"#
        )
    };
    let collection = head + &(0..entries).map(pair).collect::<String>();
    Engine::new(Arc::new(read("c.ron", (collection + "])").as_bytes()).corpus.expect("a collection")))
}

#[test]
fn comparisons_are_limited_and_count_what_they_leave_out() {
    let compare = |engine: &Engine| {
        let said = engine.corpus().entry_ids().next().expect("the quotation");
        let mut comparison = None;
        let steps = steps_of(|| comparison = Some(Comparison::new(engine, said)));
        (steps, comparison.expect("it was made"))
    };
    let (steps, full) = compare(&related_entries(1, MAX_COMPARED_BYTES));
    let (more_steps, cut) = compare(&related_entries(1, 4 * MAX_COMPARED_BYTES));
    assert!(more_steps <= steps + steps / 10, "{steps} {more_steps}");
    assert_eq!((full.left_out.entries, cut.left_out.entries), (0, 0));
    assert!(full.left_out.bytes < 3 * 100, "{:?}", full.left_out);
    assert!(cut.left_out.bytes >= 8 * MAX_COMPARED_BYTES, "{:?}", cut.left_out);

    let (_, comparison) = compare(&related_entries(MAX_COUNTERPARTS, 100));
    assert_eq!(comparison.counterparts.len(), MAX_COUNTERPARTS);
    assert_eq!(comparison.left_out, LeftOut { entries: MAX_COUNTERPARTS, bytes: 0 });
}
