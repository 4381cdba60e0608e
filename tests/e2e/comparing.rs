//! `kzq compare`: its output as text and as JSON.

use crate::support::command::kzq;

#[test]
fn paraphrase_is_printed_beside_its_quotation() {
    let done = kzq(["compare", "digital-within-five-years"]).run();
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!("compare", done.stdout);
    let printed = done.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(printed.contains("_within five years_") && printed.contains("someday later"));
    assert!(printed.contains("not in the words: five years"));
    assert!(!done.stdout.contains('\x1b'));
}

#[test]
fn json_has_facts_with_their_positions() {
    let done = kzq(["compare", "--json", "digital-within-five-years"]).run();
    let json: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(json["entry"]["id"], "digital-within-five-years");
    let fact = &json["facts"][0];
    assert_eq!((&fact["fact"], &fact["text"]), (&"number".into(), &"five years".into()));
    let (start, end) = (fact["start"].as_u64().unwrap(), fact["end"].as_u64().unwrap());
    let text = json["entry"]["text"].as_str().unwrap();
    assert_eq!(&text[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()], "five years");
    assert_eq!(fact["in_lead"], false);
    assert!(json["unfounded"].as_array().unwrap().iter().any(|words| words["text"] == "within five years"));
    let beside = &json["beside"][0];
    assert_eq!((&beside["relation"], &beside["entry"]["id"]), (&"words".into(), &"fully-digitalized-country".into()));
    assert_eq!((&beside["facts"], &beside["in_common"]), (&serde_json::Value::Null, &serde_json::json!([])));
}

#[test]
fn json_lists_the_paraphrases_of_a_quotation() {
    let done = kzq(["compare", "--json", "fully-digitalized-country"]).run();
    let json: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(json["facts"], serde_json::Value::Null, "words are not compared");
    let beside = json["beside"].as_array().unwrap();
    assert!(beside.iter().all(|side| side["relation"] == "paraphrase" && side["facts"].is_array()));
    assert_eq!(beside.len(), 4);
}

#[test]
fn missing_entry_is_reported_with_a_suggestion() {
    let done = kzq(["compare", "digital-within-five-yars"]).run();
    assert_eq!(done.code, Some(1));
    assert!(done.stderr.contains("did you mean “digital-within-five-years”?"), "{}", done.stderr);
}

#[test]
fn dropped_or_added_negation_is_reported() {
    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ann Bee")}, entries: [
        Quote(id: "q", by: "a", text: "We will not raise taxes this year. Germany sold oil to us."),
        Paraphrase(id: "drops", of: "a", text: "Bee will raise taxes this year.", rests_on: ["q"]),
        Paraphrase(id: "keeps", of: "a", text: "Bee will not raise taxes this year.", rests_on: ["q"]),
        Paraphrase(id: "swaps", of: "a", text: "We sold oil to Germany.", rests_on: ["q"]),
        Paraphrase(id: "denies", of: "a", text: "Germany has not sold oil to us.", rests_on: ["q"]),
    ])"#;
    let compared = |id: &str| {
        let run = kzq(["compare", id]);
        let collection = crate::support::file_in(run.home(), "c.ron", COLLECTION);
        let done = run.arg("--data").arg(collection).run();
        done.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let unsure = "nothing that is not in the words; whether it means the same is for you to judge";
    assert!(compared("drops").contains("the words deny, this does not: not raise taxes this year"));
    assert!(!compared("drops").contains(unsure));
    assert!(compared("keeps").contains(unsure) && compared("swaps").contains(unsure));
    assert!(compared("denies").contains("this denies, the words do not: "), "{}", compared("denies"));
    let whole = compared("q");
    assert_eq!((whole.matches(unsure).count(), whole.matches("the words deny").count()), (2, 1), "{whole}");
}

#[test]
fn unlinked_entries_are_compared_with_the_first() {
    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ann Bee")}, entries: [
        Quote(id: "first", by: "a", text: "We will build two dams by 2030."),
        Quote(id: "second", by: "a", text: "We will build five dams by 2035."),
        Quote(id: "french", by: "a", lang: "fr", text: "Nous construirons deux barrages."),
        Quote(id: "english", by: "a", lang: "en", text: "We will build dams."),
        Paraphrase(id: "report", of: "a", text: "Bee will build two dams by 2031.", rests_on: ["first"]),
    ])"#;
    let compared = |arguments: &[&str]| {
        let run = kzq(["compare"].iter().chain(arguments));
        let collection = crate::support::file_in(run.home(), "c.ron", COLLECTION);
        run.arg("--data").arg(collection).run()
    };
    let words = |arguments: &[&str]| compared(arguments).stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let pair = words(&["first", "second"]);
    assert!(pair.contains("We will build _two dams_") && pair.contains("only said here: five dams, 2035"), "{pair}");
    assert!(pair.contains("only said here: two dams, 2030"), "each has what only it says: {pair}");
    assert!(!pair.contains("no paraphrase in this collection"), "{pair}");
    assert_eq!(words(&["first", "second", "first", "second"]), pair);
    assert_eq!(words(&["first", "first"]), words(&["first"]));
    let done = compared(&["first", "second", "report", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    let relations: Vec<&str> =
        json["beside"].as_array().unwrap().iter().map(|side| side["relation"].as_str().unwrap()).collect();
    assert_eq!((&json["entry"]["id"], relations), (&"first".into(), vec!["chosen", "paraphrase"]));
    // Texts in different languages are not compared.
    let done = compared(&["english", "french", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(json["beside"][0]["facts"], serde_json::Value::Null);
    let done = compared(&["first", "secnd"]);
    assert_eq!((done.code, done.stdout.as_str()), (Some(1), ""));
}
