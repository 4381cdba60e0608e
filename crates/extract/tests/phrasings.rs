//! Measures which speakers are found in many phrasings: `cargo test -p kzq-extract --test phrasings -- --nocapture`
//! prints the table, and `KZQ_ARTICLES_WRONG=1` lists the wrong answers.
//!
//! The texts are generated from the templates in `phrasings/`, cycling through names, verbs and nouns. A line `@name` lists words
//! for a placeholder: `{F}` and `{S}` a man’s name and surname, `{W}` and `{V}` a woman’s (`{Wg}` and `{Wi}` in the genitive and
//! instrumental), `{O}` another man’s, `{r}` and `{rw}` their roles, `{v}`, `{v1}` and `{vw}` a verb, `{q}` the words. `¶`
//! ends a paragraph; `=>` is followed by the speaker and other accepted answers; `-` means none.

#![expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a measurement: it prints a table")]

use kzq_corpus::read;
use kzq_extract::article::Article;
use kzq_extract::candidate::CandidateKind;
use kzq_extract::extract;
use kzq_extract::speakers::SpeakerIndex;
use kzq_text::fold::fold;
use kzq_text::markup::Markup;

/// The templates of each language, with the minimum rate of right speakers and the maximum rate of wrong ones.
const TEMPLATES: &[(&str, &str, f64, f64)] = &[
    ("en", include_str!("phrasings/en.txt"), 0.94, 0.02),
    ("de", include_str!("phrasings/de.txt"), 0.93, 0.02),
    ("fr", include_str!("phrasings/fr.txt"), 0.94, 0.02),
    ("ru", include_str!("phrasings/ru.txt"), 0.87, 0.05),
];
/// The number of texts generated from each template.
const VARIANTS: usize = 6;

/// The words for the placeholders of templates.
#[derive(Default)]
struct Words<'t> {
    opening: &'t str,
    lists: Vec<(&'t str, Vec<&'t str>)>,
}

impl<'t> Words<'t> {
    fn pick(&self, list: &str, number: usize) -> &'t str {
        let (_, words) = self.lists.iter().find(|(name, _)| *name == list).unwrap_or_else(|| panic!("no @{list}"));
        words[number % words.len()]
    }

    /// Returns a template with its placeholders filled in.
    fn fill(&self, template: &str, number: usize) -> String {
        let person = |list: &str, form: usize| {
            let forms: Vec<&str> = self.pick(list, number).split('|').collect();
            forms[form.min(forms.len() - 1)]
        };
        let word = |list: &str, step: usize| self.pick(list, number * step + step).to_owned();
        let has = |list: &str| self.lists.iter().any(|(name, _)| *name == list);
        let mut filled = template.to_owned();
        for (place, list, form) in [
            ("{F}", "man", 0),
            ("{S}", "man", 1),
            ("{W}", "woman", 0),
            ("{V}", "woman", 1),
            ("{Wg}", "woman", 2),
            ("{Wi}", "woman", 3),
            ("{O}", "other", 0),
            ("{P}", "other", 1),
        ] {
            filled = filled.replace(place, person(list, form));
        }
        for (place, list, step) in [
            ("{r}", "role", 5),
            ("{rw}", "rolew", 5),
            ("{v}", "verb", 7),
            ("{v1}", "verb1", 7),
            ("{vw}", "verbw", 7),
            ("{q}", "words", 1),
            ("{q2}", "words", 3),
        ] {
            if has(list) {
                filled = filled.replace(place, &word(list, step));
            }
        }
        filled.replace('¶', "\n\n")
    }
}

#[derive(Clone, Copy, Default)]
struct Answers {
    right: usize,
    null: usize,
    wrong: usize,
}

impl Answers {
    fn rate(self, part: usize) -> f64 {
        let number = |count: usize| f64::from(u32::try_from(count).unwrap());
        number(part) / number(self.right + self.null + self.wrong)
    }
}

/// Returns a name in folded case and without an article.
fn bare(name: &str) -> String {
    let name = fold(name).replace('’', "'");
    let articles = ["the ", "a ", "an ", "der ", "die ", "das ", "ein ", "eine ", "le ", "la ", "les ", "un ", "une "];
    articles.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(&name).to_owned()
}

#[test]
fn speakers_are_found_in_many_phrasings() {
    let empty = read("c.ron", br#"(schema: 1, id: "c", title: "C", entries: [])"#).corpus.unwrap();
    let cast = SpeakerIndex::new(&empty);
    println!("language texts  right   null  wrong");
    let mut faults = Vec::new();
    let mut below = Vec::new();
    for &(language, file, min_right, max_wrong) in TEMPLATES {
        let mut words = Words::default();
        let mut answers = Answers::default();
        for (number, line) in file.lines().enumerate() {
            if let Some((name, list)) = line.strip_prefix('@').and_then(|line| line.split_once(' ')) {
                if name.is_empty() {
                    words.opening = list;
                } else {
                    words.lists.push((name, list.split("; ").collect()));
                }
            }
            let Some((template, expected)) = line.split_once(" => ") else { continue };
            for variant in 0..VARIANTS {
                let number = number + variant * 11;
                let text = format!("{}\n\n{}\n", words.opening, words.fill(template, number));
                let is_place = |it: &str| matches!(it, "F" | "S" | "W" | "V" | "O" | "P");
                let place = |it: &str| if is_place(it) { format!("{{{it}}}") } else { it.to_owned() };
                let right: Vec<String> =
                    expected.split(" / ").map(|it| bare(&words.fill(&place(it), number))).collect();
                let found = extract(&Article::read(&text, Markup::Plain), &cast);
                let last = found.iter().rfind(|it| it.kind == CandidateKind::Quote);
                let speaker = last.and_then(|it| it.speaker.as_deref());
                let is_right = speaker.map_or("-".to_owned(), bare);
                if right.contains(&is_right) {
                    answers.right += 1;
                    continue;
                }
                *(if speaker.is_some() { &mut answers.wrong } else { &mut answers.null }) += 1;
                let text = text.lines().skip(2).collect::<Vec<_>>().join("¶");
                faults.push(format!("{language}: {speaker:?}, not {right:?}: {text}"));
            }
        }
        let all = answers.right + answers.null + answers.wrong;
        let [right, null, wrong] = [answers.right, answers.null, answers.wrong].map(|part| answers.rate(part));
        println!("{language:<8} {all:>5} {right:>6.3} {null:>6.3} {wrong:>6.3}");
        if right < min_right || wrong > max_wrong {
            below.push(language);
        }
    }
    if std::env::var_os("KZQ_ARTICLES_WRONG").is_some() {
        println!("{}", faults.join("\n"));
    }
    assert!(below.is_empty(), "too few speakers are right, or too many wrong, in {below:?}");
}
