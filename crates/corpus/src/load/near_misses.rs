//! What a newcomer writes in place of a field.

/// The help for unknown fields: where, what the author wrote, and what they probably meant.
const NEAR_MISSES: [(&[&str], &[&str], &str); 33] = [
    (&QUOTE, &["author", "authors", "speaker", "who", "person", "of", "answers_for"], "`by` names the speaker"),
    (
        &PARAPHRASE,
        &["author", "authors", "speaker", "who", "person", "by", "answers_for"],
        "`of` names whom it is about",
    ),
    (&QA, &["author", "authors", "speaker", "who", "person", "by", "of"], "`answers_for` names who answers"),
    (&QUOTE, &["quote", "quotation", "words", "content", "body"], "the words are the `text`"),
    (&PARAPHRASE, &["paraphrase", "words", "content", "body"], "the words are the `text`"),
    (&QA, &["text", "quote", "words", "content", "body"], "the words are a `question` and an `answer`"),
    (&ENTRY, &["tag", "keyword", "keywords", "labels"], "`tags` is a list of free words: tags: [\"…\"]"),
    (&ENTRY, &["topic", "category", "categories"], "`topics` is a list of paths: topics: [\"…\"]"),
    (&ENTRY, &["work", "book", "article", "title", "cite", "citation"], "`source` names the work: source: (id: \"…\")"),
    (&ENTRY, &["page", "pages"], "`page` belongs in `source: (id: …, page: \"12\")`"),
    (&ENTRY, &["chapter"], "`chapter` belongs in `source: (id: …, chapter: \"3\")`"),
    (&ENTRY, &["line", "lines"], "`line` belongs in `source: (id: …, line: \"14\")`"),
    (&ENTRY, &["location", "loc"], "`location` belongs in `source: (id: …, location: \"233\")`"),
    (&ENTRY, &["section"], "`section` belongs in `source: (id: …, section: \"…\")`"),
    (&ENTRY, &["item"], "`item` belongs in `source: (id: …, item: 1)`"),
    (&ENTRY, &["url", "link", "publisher", "doi", "isbn"], "that belongs to the source, among `sources`"),
    (&ENTRY, &["year", "when"], "`date` says when the words were said"),
    (&ENTRY, &["notes", "comment", "comments", "remark"], "`note` is a remark"),
    (&ENTRY, &["language"], "`lang` is the language"),
    (&ENTRY, &["timestamp", "timecode"], "`time` is the place in a recording"),
    (&ENTRY, &["misattributed", "disputed"], "`status: Misattributed(\"reason\")` or `Disputed(\"reason\")`"),
    (&["source of an entry"], &["pages"], "`page` is a text: page: \"12\" or page: \"12-13\""),
    (&SOURCE, &["author", "by"], "`authors` is a list of names: authors: [\"…\"]"),
    (&SOURCE, &["name"], "the name of a source is its `title`"),
    (&SOURCE, &["year"], "`date` can be a year: date: \"1843\""),
    (&SOURCE, &["link", "address"], "`url` is the address"),
    (&SOURCE, &["journal", "magazine", "series", "programme", "newspaper"], "`container` is the larger work"),
    (&SOURCE, &["translators"], "`translator` is a name or a list of names"),
    (&SOURCE, &["editors"], "`editor` is a name or a list of names"),
    (&["speaker"], &["title", "job", "position", "occupation"], "`role` is the office or occupation"),
    (&["speaker"], &["alias", "aka"], "`aliases` is a list of other spellings: aliases: [\"…\"]"),
    (&["speaker", "name"], &["organization"], "it is spelled `organisation`"),
    (&["collection"], &["quotes", "quotations"], "the quotations are `entries`"),
];

const QUOTE: [&str; 1] = ["quotation"];
const PARAPHRASE: [&str; 1] = ["paraphrase"];
const QA: [&str; 1] = ["question and answer"];
const ENTRY: [&str; 3] = [QUOTE[0], PARAPHRASE[0], QA[0]];
const SOURCE: [&str; 1] = ["source"];

/// Returns what the author of an unknown field of a struct probably meant.
pub(super) fn help_for_field(struct_name: &str, written: &str) -> Option<&'static str> {
    let is_meant =
        |(structs, names, _): &&(&[&str], &[&str], &str)| structs.contains(&struct_name) && names.contains(&written);
    NEAR_MISSES.iter().find(is_meant).map(|&(.., help)| help)
}
