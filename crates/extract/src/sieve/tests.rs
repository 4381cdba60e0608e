//! Tests of the whole sieve.

use super::*;
use crate::extract;
use kzq_corpus::read;
use kzq_text::markup::Markup;

#[test]
fn texts_may_begin_and_end_mid_sentence() {
    for text in [
        "«Мы закроем мост», — сказал он в городе. И как сказал это",
        "«Мы закроем мост», — сказал мэр. О том, на это.",
        "« Nous fermons le pont », a dit le maire de la ville. Et sur ce.",
        "“We close the bridge,” the mayor said. Then by van.",
        ", the mayor said. “We must go to the town and stay.”",
    ] {
        let article = Article::read(text, Markup::Plain);
        let cast = SpeakerIndex::new(&kzq_corpus::Corpus::default());
        assert!(!extract(&article, &cast).is_empty(), "{text}");
    }
}

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
];

/// A headline quotes three words of a quotation that the article contains in full.
#[test]
fn headline_quotation_has_the_speaker_of_the_full_quotation() {
    let text = "Fears grow over “a leaking wall”\n\nThe harbour of the town is to be closed in the autumn.\n\n\
        “For years we have had a leaking wall and nobody to mend it,” said Mary Roe, the harbour master.\n";
    let cast = SpeakerIndex::new(&kzq_corpus::Corpus::default());
    let found = extract(&Article::read(text, Markup::Plain), &cast);
    let speakers: Vec<Option<&str>> = found.iter().map(|it| it.speaker.as_deref()).collect();
    assert_eq!(speakers, [Some("Mary Roe"); 2]);
}

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

/// Texts, and the speaker of their last quotation.
const SPEAKERS: &[(&str, Option<&str>)] = &[
    // A subject after words that cannot be one.
    (
        "Мост закрыт. «Балки держатся на честном слове», — сказал изданию глава района Николай Серов.",
        Some("Николай Серов"),
    ),
    (
        "Le bar est fermé depuis juin. « Ce n'est pas un placement », prévient d'emblée Jeanne Le Bihan.",
        Some("Jeanne Le Bihan"),
    ),
    // An adjective of a place is not a name.
    (
        "Губернатор Архангельской области Андрей Серов сказал на совещании: «Начнем считать наши дни».",
        Some("Андрей Серов"),
    ),
    // A document.
    ("Об этом пишут авторы. «Урожай у нас рекордный, а склады полны», — говорится в письме.", Some("письмо")),
    // The same source.
    (
        "Dans la ville, l'entourage de M. Vasseur a dénoncé les retards. « On parlera du budget plus tard », a-t-on indiqué de même source.",
        Some("l'entourage de M. Vasseur"),
    ),
    // A capital letter at the start of a sentence does not indicate a name.
    (
        "Цены выросли. Похожую картину описывает владелец салона в Норильске: «Мы отдали в этом году четыре машины».",
        Some("владелец салона в Норильске"),
    ),
    (
        "Цены на машины выросли. Местные наблюдатели считают, что завод просто перестал отвечать «требованиям дня».",
        Some("Местные наблюдатели"),
    ),
    // The second of two nouns is the subject.
    (
        "Причиной отставки источник в администрации назвал ссору. «Он не справился», — рассказал собеседник газеты.",
        Some("источник в администрации"),
    ),
    // An agency receives the statement.
    (
        "Завод закрыли на неделю. «Всеми вопросами занимается посольство», — сообщили РИА Новости в пресс-службе завода.",
        Some("пресс-служба завода"),
    ),
    // A place before a name, and a name in another case.
    (
        "По словам шерифа округа Харрис Эда Роуза, школа закрыта. «Всего там восемь человек», — сообщил он.",
        Some("Эд Роуз"),
    ),
    // Of two persons with the same name, the one last mentioned.
    (
        "Задержан рядовой Владислав Гронт. Дед рядового Владимир Гронт приехал на заставу. «Он ничего не мог сказать», — заявил Гронт.",
        Some("Владимир Гронт"),
    ),
    // The source of the previous sentence.
    (
        "Об этом рассказала председатель цехкома Наталья Рогова. По ее оценке, семья потеряет многое. «У нас таких семей одиннадцать».",
        Some("Наталья Рогова"),
    ),
    (
        "Дом на набережной пуст. «Играл без перерыва четыре часа», — сказала одна из пассажирок.",
        Some("одна из пассажирок"),
    ),
    // A name after a noun, with a title of either gender.
    (
        "L’avocate de la défense, Me Sophie Roux, a plaidé la relaxe dans la matinée. Selon elle, la barque n’était « ni éclairée, ni signalée ».",
        Some("Sophie Roux"),
    ),
    // The person who presides, not the ship.
    (
        "Le patron du chalutier Marie-Jeanne explique tout à la présidente, Isabelle Roux. La magistrate s’étonne : « Et vous n’avez pas réduit la vitesse ? »",
        Some("Isabelle Roux"),
    ),
    ("Une trentaine de marins sont dans la salle. « Ça pourrait être nous », souffle l’un d’eux.", Some("l’un d’eux")),
    (
        "Наставник гостей, испанец Мигель де ла Роу, не учил русский за год. «Я вижу автобус», — сказал он.",
        Some("Мигель де ла Роу"),
    ),
    // A noun that no table has, by which the text calls somebody.
    (
        "Claire Roux, écophysiologiste à l’institut, étudie la pluie. Paul Lenoir est venu. « Il faut l’aimer », prévient l’écophysiologiste.",
        Some("Claire Roux"),
    ),
    // “Face à lui” is nobody’s name.
    (
        "Paul Lenoir parle longtemps. Face à lui, le président du syndicat, Jean Roux, calcule. « Nous paierons », assure-t-il.",
        Some("Jean Roux"),
    ),
    ("Один из них, Глеб Носов, показал шов. «Видите? И я не вижу», — улыбается он.", Some("Глеб Носов")),
    ("Нина Рогова ушла. Дом, по её выражению, «стоит на честном слове».", Some("Нина Рогова")),
    (
        "Источник в банке сказал, что цена есть. Другой собеседник утверждает, что её нет. «Одни считают так», — иронизирует он.",
        Some("другой собеседник"),
    ),
    (
        "Местный егерь по прозвищу «Степаныч» советовал ждать. «Наслушаетесь такого», — предупреждал он.",
        Some("Степаныч"),
    ),
    // The speaker before a question answers it.
    (
        "Ефим Гордон вину не признаёт. Он ответил: «Там, где на нём играют».\n\n— А конкретнее? — уточнила судья Татьяна Рогова.\n\n— Конкретнее — у девочки.",
        Some("Ефим Гордон"),
    ),
    (
        "Комитет по экологии проект не поддержал. В его отзыве отмечается, что документ «не содержит понятия птицы».",
        Some("Комитет по экологии"),
    ),
    // A noun that is not a person cannot be the speaker.
    (
        "Le gouvernement parle de sobriété. La sobriété, une expression qui « n’a pas été testée à voix haute », est à la mode.",
        None,
    ),
    // The source at the end of a sentence with several quotations.
    (
        "L’avion doit ramener des Français, « les plus éprouvés » et les « plus vulnérables », selon le ministère des Affaires étrangères.",
        Some("le ministère des Affaires étrangères"),
    ),
    // A sentence after the quotation that refers to it.
    (
        "« Nous réfléchissons à des changements dans les participations. » Cette petite phrase de Jean Roux fait du bruit.",
        Some("Jean Roux"),
    ),
    // The person addressed is not the speaker.
    (
        "La présidente, Violaine Roux, relève la date. « Le nom appartenait à un peintre », relève-t-elle. « Mort en 1789, madame la présidente. »",
        None,
    ),
    // The only person in focus continues.
    (
        "Jeanne Roux n’a pas caché son agacement envers les équipes, coupables d’avoir roulé « pour personne, contre tout le monde ».\n\n« Ils ont des capteurs partout, sauf dans les jambes. »",
        Some("Jeanne Roux"),
    ),
    // French continuations, and references to a person by another noun.
    (
        "Le train est resté bloqué. « Le calme a régné dans les voitures », a déclaré à la presse la préfète du Gers, Jeanne Roux.",
        Some("Jeanne Roux"),
    ),
    (
        "« Ça n'a rien coûté », se réjouit Jean Roux. Et d'ajouter, l'œil malicieux : « À part le vin d'honneur. »",
        Some("Jean Roux"),
    ),
    (
        "Le procureur Jean Roux goûte peu l'image. À l'entendre, on ne saurait « régler ses dettes à la hache ».",
        Some("Jean Roux"),
    ),
    ("Jean Roux signe son livre le plus drôle et, de son propre aveu, « le plus mal élevé ».", Some("Jean Roux")),
    (
        "« On l'a donné, ce match », fulmine Milan Roux. Le Serbe en veut aux arbitres, coupables à ses yeux de « trois fautes en dix minutes ».",
        Some("Milan Roux"),
    ),
    (
        "La marque a perdu des clients. « On a fait des galettes que personne n'a demandées », se désole un cadre sous couvert d'anonymat.",
        Some("un cadre"),
    ),
    (
        "Même constat chez Jeanne Roux, déléguée syndicale, pour laquelle la direction « a confondu la presse et les clients ».",
        Some("Jeanne Roux"),
    ),
    ("Le ministre délégué, Jean Roux, a salué un texte « généreux, poétique et inapplicable ».", Some("Jean Roux")),
    (
        "L'argument n'a pas convaincu Jeanne Roux, qui accuse Jean Petit d'avoir « compté les minutes et non les gens ».",
        Some("Jeanne Roux"),
    ),
    (
        "Le maire de la commune, Jean Roux, a défilé. En attendant, résume l'édile, il reste « neuf mois pour une décision ».",
        Some("Jean Roux"),
    ),
    (
        "Pour la défense, Me Jeanne Roux dépeint un homme seul. « On vous demande de condamner une tradition », conclut l'avocate.",
        Some("Jeanne Roux"),
    ),
    (
        "Le ministre de la Ruralité, Baudouin van Hecke, se lève. Il refuse, dit-il, « la politique du robinet ouvert ».",
        Some("Baudouin van Hecke"),
    ),
    // Names in other cases, and behind a place or another name in the genitive.
    (
        "Бегство заметил сторож, и не в первый раз. «Ворота были открыты», — рассказала жительница Вологды Нурия.",
        Some("Нурия"),
    ),
    (
        "Умер скульптор Павел Рогов, и об этом не писали. «Он лепил до последнего дня», — сказала ученица Рогова, художница Нина Лужина.",
        Some("Нина Лужина"),
    ),
    (
        "Полина Сергеевна Лужина ведёт кружок, и не один год. Вечером мы провожаем Полину Сергеевну. «Завтра в девять», — напоминает она.",
        Some("Полина Сергеевна Лужина"),
    ),
    (
        "Мастерская Галины Лужиной открыта по субботам, других мастерских в городе нет. Лужина лепит сама. «Глина не любит спешки», — говорит Галина.",
        Some("Галина Лужина"),
    ),
    (
        "Le marché rouvre samedi. « La pluie ne nous fait pas peur », assure Tiago Pedro Roux, le placier.",
        Some("Tiago Pedro Roux"),
    ),
    ("Приглашённый на заседание эколог Семён Лужин возразил: «Реку сначала надо измерить».", Some("Семён Лужин")),
    ("Это было давно, и не в городе. «Она звонит каждый вечер», — сказал сын Роговой Михаил.", Some("Михаил")),
    (
        "Это было не в городе, и не вчера. Подписывает договор директор Павел Лужин. Тот был краток. «Подпишу», — сказал он.",
        Some("Павел Лужин"),
    ),
    // “Тот” is not the one whom the sentence above is about.
    ("Врач осмотрел больного, и не один. Тот обещал лежать. «А футбол?» — спросил он.", None),
    (
        "Le maire, Paul Roux, a reçu le préfet, Jean Petit. Celui-ci est reparti sans un mot. « On verra », a-t-il dit.",
        None,
    ),
    // A noun of one gender, and somebody told apart by what he does.
    (
        "Врач Анна Лужина обходит деревню. Степан Рогов встречает её у ворот. «Давление у меня как у космонавта», — отвечает дед.",
        Some("Степан Рогов"),
    ),
    (
        "Краевед Олег Лужин был против, и не он один. Мужчина, кормивший голубей, его перебил. «А мне парковка нужна», — сказал он.",
        Some("Мужчина"),
    ),
    (
        "Фельдшер Анна Лужина звонит в район, но не сразу. Диспетчер отвечает, что «машина будет к вечеру».",
        Some("Диспетчер"),
    ),
    (
        "Le directeur, Jean Roux, promet des bancs. « On attend depuis deux ans », soupire cette retraitée qui vient chaque matin.",
        Some("cette retraitée"),
    ),
    (
        "À la barre, Jeanne Roux parle bas. En huit ans, cette comptable a signé deux cents chèques. « J’avais honte », dit-elle.",
        Some("Jeanne Roux"),
    ),
    // Other words for an office.
    (
        "Le maire, Jean Roux, a quitté la salle. Sa première adjointe, Anne Petit, est restée. « C’est une surprise », a reconnu le premier magistrat.",
        Some("Jean Roux"),
    ),
    (
        "Губернатор Пётр Лужин собрал штаб. Он поручил, чтобы не было споров, составить списки. «Деньги найдём», — сказал глава региона.",
        Some("Пётр Лужин"),
    ),
    (
        "Тренер «Волны» Олег Рогов молчал, но не ушёл.\n\nНаставник «Зари» Павел Лужин вышел к прессе. На вопрос о контракте тренер ответил: «Спросите президента».",
        Some("Павел Лужин"),
    ),
    // Letters, signs and places.
    (
        "« Non », a dit Anne Petit, avant de lire un message de l’ancien gardien, Jean Roux, 80 ans : « Laissez la porte ouverte. »",
        Some("Jean Roux"),
    ),
    ("Le magasin est fermé. Sur la vitre, une feuille jaunie annonce : « À demain. »", Some("une feuille jaunie")),
    (
        "Au Sénat, rien ne bouge. « Nous avons le temps », glisse-t-on dans l’entourage du ministre.",
        Some("l’entourage du ministre"),
    ),
    // Whoever speaks of Jeanne is not Jeanne; a ministry of his own is not he.
    ("Jeanne Roux dirige l’orchestre. L’intéressée sourit : « Jeanne a changé la fin du morceau. »", None),
    (
        "Le ministre, Jean Roux, se lève. Son ministère a déjà payé. « J’ajoute un mot », glisse-t-il.",
        Some("Jean Roux"),
    ),
    // An interview whose questions are paragraphs without marks.
    (
        "Jeanne Roux, cheffe d’orchestre\n\nJeanne Roux arrive à vélo. Jeanne Roux commande un café. « On m’attend », dit Paul Petit.\n\nCette lettre vous a-t-elle blessée ?\n\n« Vexée, oui. »\n\nDe quoi avez-vous parlé ?\n\n« De leurs chaises. »\n\nEt du programme ?\n\n« Un peu, à la fin. »",
        Some("Jeanne Roux"),
    ),
    // In an interview, the only person introduced answers.
    (
        "Айсулу Жапарова приезжает на станцию каждый год.\n\n— Что изменилось за эти годы?\n\n— Звук. Раньше было тихо.\n\n— А чья это вода?\n\n— Спросите старост внизу.",
        Some("Айсулу Жапарова"),
    ),
];

#[test]
fn speakers_are_found_in_russian_and_french() {
    let empty = read("c.ron", br#"(schema: 1, id: "c", title: "C", entries: [])"#).corpus.unwrap();
    let mut wrong = Vec::new();
    for (text, expected) in SPEAKERS {
        let found = extract(&Article::read(text, Markup::Plain), &SpeakerIndex::new(&empty));
        let speaker = found.last().and_then(|candidate| candidate.speaker.clone());
        if speaker.as_deref() != *expected {
            wrong.push((text, speaker));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
