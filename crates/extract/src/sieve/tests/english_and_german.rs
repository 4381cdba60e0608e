//! Speakers in English and German.

use super::super::*;
use kzq_corpus::read;
use kzq_text::markup::Markup;

/// Returns the speaker of the last quotation between `“` and `”` in a text.
fn speaker(text: &str) -> Option<String> {
    let candidate = |start: usize| {
        let start = start + '“'.len_utf8();
        let end = start + text[start..].find('”').unwrap();
        Candidate::new(CandidateKind::Quote, std::iter::once(start..end).collect())
    };
    let mut found: Vec<Candidate> = text.match_indices('“').map(|(at, _)| candidate(at)).collect();
    let empty = read("c.ron", br#"(schema: 1, id: "c", title: "C", entries: [])"#).corpus.unwrap();
    attribute(&Article::read(text, Markup::Plain), &mut found, &SpeakerIndex::new(&empty));
    found.pop().and_then(|candidate| candidate.speaker)
}

/// Texts in English and German, and the speaker of the last quotation between `“` and `”`.
const MARKED: &[(&str, Option<&str>)] = &[
    ("The market was a “booming” trade that was stopped in the port, the police said.", Some("the police")),
    ("The bridge had been rated “fair” by inspectors in the autumn.", Some("inspectors")),
    ("According to a report published in the spring, it was “light”.", Some("a report")),
    ("Jane Doe, the council’s member for roads, told the paper that it was “a near miss”.", Some("Jane Doe")),
    ("“It is out of their hands,” said Acme Ltd financial analyst John Roe.", Some("John Roe")),
    ("The clerk Mary Poe read an entry from the diary of the man: “Clock arrived.”", None),
    ("Ministerin Anna Roth (ABC) nannte den Tag ein “Zeichen der Zeit” für die Stadt.", Some("Anna Roth")),
    ("Peter Becker war nicht der Erste. “Es ärgert mich”, sagte Becker vor dem Spiel.", Some("Peter Becker")),
    ("Das ist nicht gut, sagte Anna Roth. Der Plan sei “nicht für die Stadt”.", Some("Anna Roth")),
    ("Der Plan ist alt, heißt es in dem Gutachten, und für die Stadt “nicht mehr gut”.", Some("Gutachten")),
    // Titles, with and without a full stop.
    ("“It was late when we left,” said Sgt Paul Roe.", Some("Paul Roe")),
    ("“It was late when we left,” said Major-Gen. Paul Roe.", Some("Paul Roe")),
    // The subject of the previous sentence, not the name next to the pronoun.
    ("The witness was Lt-Col Gopal Roe. He said Jacob Moe had been a “person of note” to them.", Some("Gopal Roe")),
    ("Mary Roe thanked the bank and Jane Doe’s son. “It was meant to be,” she said.", Some("Mary Roe")),
    // Appositions, places, complements and clauses.
    ("One of the protesters, Mary Roe, 42, a lecturer from Leeds, said: “We will be back.”", Some("Mary Roe")),
    ("The engineer Paul Roe, 60, from Whitby, North Yorkshire, said: “It is late.”", Some("Paul Roe")),
    ("The minister in the Ministry of Finance Paul Roe said: “It is a simple one.”", Some("Paul Roe")),
    ("The pair left the stage just after Mary Roe uttered the lines: “Come forth!”", Some("Mary Roe")),
    ("A video by the group showed a man with a sign that read “over here” to the crowd.", Some("a sign")),
    // The fullest name.
    ("Gustav Paul Roe has a bar in the town. “I like it in here,” Paul Roe said.", Some("Gustav Paul Roe")),
    // Nouns that are not speakers.
    ("The pair launched the cannon to the sound of the lines: “Come forth!”", None),
    ("Der Plan ist nicht neu, und die Hoffnung lautet, “dass es nicht dabei bleibt”.", None),
    ("Am Ende der Debatte rief eine Frau: “Dann gehen wir zu Fuß!”", Some("eine Frau")),
    ("Jan Roth, seit Jahren im Amt, hält das Wort für “Unsinn” und das ist es nicht.", Some("Jan Roth")),
    // The subject of a demonstrative sentence, not the firm mentioned before.
    (
        "Nordlink said it was “safe” in the storm. That did not satisfy Maren Roe, the head of the council. “I have no soup,” she said.",
        Some("Maren Roe"),
    ),
    // The name in the second paragraph.
    (
        "A pensioner who sold the birds walked free on Monday, telling the court he was “as surprised as them”.\n\nLionel Roe, 68, had admitted it to the police.",
        Some("Lionel Roe"),
    ),
    // Relative clauses and participles.
    ("The town was told of it by a leaflet promising “four centuries of flight” in the spring.", Some("a leaflet")),
    (
        "One of them, Desmond Roe, a retired driver who did not attend, complained that it was “a chip shop”.",
        Some("Desmond Roe"),
    ),
    (
        "The clerk Paul Roe read out part of a letter from the club, which told the man that it was “not in tone”.",
        Some("a letter"),
    ),
    (
        "Mary Roe left without Ade Moe, who hurt a shoulder in what he described as “a friendly collision”.",
        Some("Ade Moe"),
    ),
    // The person who is asked answers.
    (
        "Judge Harriet Roe asked Paul Moe whether he had anything to add to it. “Only that I fed them.”",
        Some("Paul Moe"),
    ),
    ("Harriet Roe decided otherwise. The fraud, in her words, was “shabby but not wicked”.", Some("Harriet Roe")),
    ("Piet de Roe was at the port. “In the first hour we were late,” De Roe conceded.", Some("Piet de Roe")),
    ("It was late in the hall. “That was worth the fare,” murmured the woman beside me.", Some("the woman beside me")),
    (
        "Anna Roth ist da. Ein Gutachten war zu dem Schluss gekommen, das Tor sei “am Ende”, und es ist alt.",
        Some("ein Gutachten"),
    ),
    ("Das Geld ist nicht da. “Wo ist das Geld?”, wollte Anna Roth (ABC) von der Stadt wissen.", Some("Anna Roth")),
    ("“Ja, der ist da”, sagte Anna Roth. Dann, nach einer Pause: “Aber schön ist das nicht.”", Some("Anna Roth")),
    ("Der Bauer Jan K. ist nicht da. “Das ist nicht gut”, sagte Jan K. vor der Tür.", Some("Jan K.")),
    (
        "Katharina von Roth ist in der Stadt. Von Roth wies das zurück: “Das ist nicht der Fall.”",
        Some("Katharina von Roth"),
    ),
    (
        "Jan Roth kam nicht zu Wort. Der Abgeordnete, selbst Organist, nannte das “nicht gut” für die Stadt.",
        Some("Jan Roth"),
    ),
    (
        "Der Mann ist in Haft. Sein Anwalt, Jens Roth, hatte Freispruch gefordert: Er sei “nicht der Täter”.",
        Some("Jens Roth"),
    ),
    ("Anna Roth kam nicht zu Wort. “Das ist nicht der Fall”, ärgert sich die 51-Jährige.", Some("Anna Roth")),
    (
        "Das ist der Ofen, sagte Anna Roth. “Er hat gesagt: ‘Das ist nicht gut.’” Sie ist nicht da. “Das ist er auch nicht.”",
        Some("Anna Roth"),
    ),
    ("Roe, 34, is in the team. “I came for the weather,” she said.", Some("Roe")),
    ("“Das ist ein Signal”, sagte der Gesundheits- und Sozialminister Jan Roth.", Some("Jan Roth")),
    // Adverbs, journals and places that are no persons.
    ("Jane Roe was in the hall. Afterwards Roe went to the bar. “It was late,” she said.", Some("Jane Roe")),
    (
        "Dr. Jane Roe has worked with birds. In a paper published in the journal Current Pathology, she argued so. “It is a skill,” she said.",
        Some("Jane Roe"),
    ),
    ("Die Hafenstadt Poti ist alt. Sie sei “bald am Ende”, sagte sie nach der Rede.", None),
    ("Am Theater inszeniert Jane Roe Goethes “Faust” und das ist neu. “Es geht”, sagt Jane Roe.", Some("Jane Roe")),
    ("Jane Roe war da. “Das ist eine Enteignung”, sagte die Tiroler Mandatarin dem Sender.", Some("Jane Roe")),
    // The document that a relative clause quotes.
    (
        "Anna Roth verwies auf ein Gutachten des Landes, das vor einem “Rückgang der Sanierung” warne, und ging.",
        Some("ein Gutachten"),
    ),
    ("Anna Roth verwies auf einen Bericht, wonach die Stadt selbst “einen Stopp” verlangt habe.", Some("Bericht")),
];

#[test]
fn speakers_are_found() {
    let mut wrong = Vec::new();
    for (text, expected) in MARKED {
        let found = speaker(text);
        if found.as_deref() != *expected {
            wrong.push((text, found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
