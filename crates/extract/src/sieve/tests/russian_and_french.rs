//! Speakers in Russian and French.

use super::super::*;
use crate::extract;
use kzq_corpus::read;
use kzq_text::markup::Markup;

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
    // Nor is the second of two who are addressed.
    (
        "La présidente, Violaine Roux, relève la date. « Le nom appartenait à un peintre », relève-t-elle. « Madame la greffière l’a noté, madame la présidente. »",
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
    // A surname before another name, a full name behind an aside, a passive, and what somebody has done.
    (
        "Le ministre, Jean Roux, est là. « Le texte sera voté », a déclaré M. Roux devant Paul Petit et les siens.",
        Some("Jean Roux"),
    ),
    (
        "Le marché rouvre dans la ville. « J’ai pleuré comme un veau », admettait à la sortie Gwenvaël Roux, docker.",
        Some("Gwenvaël Roux"),
    ),
    (
        "Le ministre, Jean Roux, a assuré que le projet de loi serait présenté au Parlement « avant l’été », et sans délai.",
        Some("Jean Roux"),
    ),
    (
        "Le cahier des charges, que le maire a fait traduire, prévoit l’enlèvement de « tout obstacle fixe » sur la route.",
        None,
    ),
    // The verb of another quotation.
    (
        "Le gouvernement est là, et la presse. Jean Roux promet un texte « sans délai », Paul Petit dénonce une « farce ». Rien de plus.",
        Some("Paul Petit"),
    ),
    // What somebody adds is not always a word.
    (
        "Тренер Павел Рунд зол, и не он один. Рунд считает, что судья добавил «минимум две минуты лишних».",
        Some("Павел Рунд"),
    ),
    // A person whom the text calls only by a noun.
    (
        "« À la porte ! », lance une avocate.\n\nLa ministre quitte la salle. « Je respecte votre avis », dit-elle.",
        None,
    ),
    (
        "Вчера всё было иначе. Шведский соавтор статьи, нейроэтолог Ингрид Рунд, осторожнее. «Я бы так не сказала», — призналась она.",
        Some("Ингрид Рунд"),
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
