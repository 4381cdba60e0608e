//! Quotations, terms and speakers of German and Russian sentences, one row each, as determined by grammar alone.

use kzq_corpus::read;
use kzq_extract::article::Article;
use kzq_extract::candidate::CandidateKind;
use kzq_extract::extract;
use kzq_extract::speakers::SpeakerIndex;
use kzq_text::markup::Markup;

/// Formats the candidates of a text: each quotation with its speaker, terms in brackets.
fn shown(text: &str) -> String {
    let empty = read("c.ron", br#"(schema: 1, id: "c", title: "C", entries: [])"#).corpus.unwrap();
    let article = Article::read(text, Markup::Plain);
    let found = extract(&article, &SpeakerIndex::new(&empty));
    let one = |found: &kzq_extract::candidate::Candidate| {
        let parts: Vec<&str> = found.spans.iter().map(|span| &article.text()[span.clone()]).collect();
        match found.kind {
            CandidateKind::Term => format!("[{}]", parts.join("|")),
            CandidateKind::Quote => format!("{}: {}", found.speaker.as_deref().unwrap_or("?"), parts.join("|")),
        }
    };
    found.iter().map(one).collect::<Vec<_>>().join(" / ")
}

/// Checks each row below a sentence that identifies the language.
fn check(rows: &[(&str, &str)]) {
    const GERMAN: &str =
        "Die Brücke über den Fluss ist seit dem Herbst gesperrt, und sie wird nicht vor dem Frühjahr geöffnet.";
    const RUSSIAN: &str =
        "Мост через реку закрыт с осени, и его не откроют раньше весны, потому что на ремонт не хватает денег.";
    let is_russian = |text: &str| text.contains(|c: char| ('а'..='я').contains(&c));
    let found = |text: &str| shown(&format!("{}\n\n{text}\n", if is_russian(text) { RUSSIAN } else { GERMAN }));
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(text, expected)| found(text) != *expected)
        .map(|(text, expected)| format!("{text}\n  found    {}\n  expected {expected}", found(text)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn german_surnames_that_are_words() {
    check(&[
        (
            "Der Verein hat Jürgen Kurz gewählt. „Das Geld ist da und es wird verteilt“, sagt Kurz.",
            "Jürgen Kurz: Das Geld ist da und es wird verteilt",
        ),
        (
            "Anna Lange leitet die Schule seit zwei Jahren. „Wir haben keine Lehrer mehr“, klagte Lange.",
            "Anna Lange: Wir haben keine Lehrer mehr",
        ),
        (
            "Peter Richter kam zu spät. „Der Zug war voll“, erzählte Richter am Abend.",
            "Peter Richter: Der Zug war voll",
        ),
        (
            "Detlef Siebelung führt die Werft. Siebelung zeigte sich sicher, dass sie bleibt: „Hier geht das Licht nicht aus.“",
            "Detlef Siebelung: Hier geht das Licht nicht aus.",
        ),
        // `der` before a feminine noun is no nominative.
        (
            "Minister Karl Voss stand auf. Der Opposition warf der Minister vor, „nur Angst zu verkaufen“.",
            "Karl Voss: nur Angst zu verkaufen",
        ),
        ("„Das war der letzte Zug“, sagte Landessekretär Uwe Roth.", "Uwe Roth: Das war der letzte Zug"),
        (
            "In der Halle sprach Karin Sommer über die Not. „Uns fehlen die Leute“, sagte Sommer der „Allgemeinen Post“ und ging.",
            "Karin Sommer: Uns fehlen die Leute / [Allgemeinen Post]",
        ),
        (
            "Ex-Präsident Alfons Zellmann griff seinen Nachfolger an. Er habe „gute Gründe“ dafür, sagte Zellmann der „Neuen Woche“.",
            "Alfons Zellmann: gute Gründe / [Neuen Woche]",
        ),
        ("Am Montag trat Eva Klein vor die Presse. „Es reicht uns jetzt“, so Klein.", "Eva Klein: Es reicht uns jetzt"),
    ]);
}

#[test]
fn german_verbs_of_any_meaning_next_to_a_quotation() {
    check(&[
        (
            "Im Netz gab es Spott. Sabine Roth war dabei. „Das Schiff fährt rückwärts“, spöttelte sie.",
            "Sabine Roth: Das Schiff fährt rückwärts",
        ),
        (
            "„Ich freue mich sehr für dich“, gratulierte Minister Karl Voss der Siegerin.",
            "Karl Voss: Ich freue mich sehr für dich",
        ),
        ("„Der Plan ist ein Witz“, ätzt Oppositionschef Jan Vogt.", "Jan Vogt: Der Plan ist ein Witz"),
        ("„So geht das nicht weiter“, blaffte der Trainer Uwe Rahn.", "Uwe Rahn: So geht das nicht weiter"),
        ("„Niemand weiß, was kommt“, unkte Petra Lohse vor der Wahl.", "Petra Lohse: Niemand weiß, was kommt"),
    ]);
}

#[test]
fn german_reported_speech() {
    check(&[
        (
            "In einer Erklärung sagte Bernd Voigt: „Ich habe falsch informiert.“ Er übernehme die Verantwortung, „um Schaden von der Stadt abzuwenden“.",
            "Bernd Voigt: Ich habe falsch informiert. / Bernd Voigt: um Schaden von der Stadt abzuwenden",
        ),
        (
            "Die Lage sei ernst, sagte Ministerin Eva Roth. Sie verlange „ein Ende der Spielchen“ im Rat.",
            "Eva Roth: ein Ende der Spielchen",
        ),
        (
            "Schon zuvor hatte Robert Hanke die Chefin angegriffen. Sie habe „nur gespalten“, so Hanke. Darum sei klar gewesen: Sie sei eine „Fehlbesetzung“.",
            "Robert Hanke: nur gespalten / Robert Hanke: Fehlbesetzung",
        ),
        (
            "Der Umbau koste zu viel, sagte Kämmerer Olaf Brandt am Montag. Das Ganze sei ein „Irrsinn“ für die Stadt.",
            "Olaf Brandt: Irrsinn",
        ),
        (
            "Der Bericht ist da, und nichts ist gut, sagte Jana Krone. Der Umgang mit den Opfern sei eine „Schande“.",
            "Jana Krone: Schande",
        ),
    ]);
}

#[test]
fn german_clauses() {
    check(&[
        (
            "Gegenüber dem Radio Nordland bezeichnete es Matthias Miehle als „zynisch“, dass die Stadt schweigt.",
            "Matthias Miehle: zynisch",
        ),
        (
            "Bei der Sitzung nannte es die Ministerin Ute Kranz „beschämend“, dass niemand half.",
            "Ute Kranz: beschämend",
        ),
        (
            "Doris Ehlers leitet das Amt. Sie warnt, dass die Partei den Plan als „offene Feldschlacht“ bezeichnet.",
            "die Partei: offene Feldschlacht",
        ),
        (
            "An das Haus haben viele schöne Erinnerungen, wie eine Dame vor dem Stück berichtet. „Dort war eine sehr schöne Gaststätte mit Musik.“",
            "eine Dame: Dort war eine sehr schöne Gaststätte mit Musik.",
        ),
        (
            "Das Dach war schon im Herbst undicht, wie Hausmeister Kurt Adler erzählt. „Wir haben jeden Tag drei Eimer geleert.“",
            "Kurt Adler: Wir haben jeden Tag drei Eimer geleert.",
        ),
        (
            "Regisseur Jens Siemers hat viele Gespräche geführt. Nun werden die Erinnerungen wieder lebendig. „Das ist genau das, was wir im Haus gehört haben.“",
            "Jens Siemers: Das ist genau das, was wir im Haus gehört haben.",
        ),
        (
            "Für seine Leute hofft Robert Weihe auf ein Ende des Streits, sein Appell an beide Seiten: „Einigt euch schnell und vernünftig.“",
            "Robert Weihe: Einigt euch schnell und vernünftig.",
        ),
    ]);
}

#[test]
fn german_names_in_the_cue_and_titles() {
    check(&[
        (
            "„Wir haben täglich Meldungen bekommen. Wie viele es sind, wissen wir nicht“, erklärte Nadja Mohn von „Tierwohl“, „da hätte man sofort handeln müssen.“",
            "Nadja Mohn: Wir haben täglich Meldungen bekommen. Wie viele es sind, wissen wir nicht|da hätte man sofort handeln müssen. / [Tierwohl]",
        ),
        (
            "„Es war nie so einfach“, sagte Kai Behn vom Kanal „Geldfluss“, „und es bleibt so.“",
            "Kai Behn: Es war nie so einfach|und es bleibt so. / [Geldfluss]",
        ),
        (
            "Die Vorsitzende Sofia Ostmann würdigte die neue Chefin in einer Aussendung als „hoch qualifiziert“.",
            "Sofia Ostmann: hoch qualifiziert",
        ),
        ("Dort lag, was sonst knapp war, erzählt ein „ehemaliger Koch“.", "[ehemaliger Koch]"),
        (
            "Im Netz gab es jede Menge Spott für Karl Rau. „Das Rad ist schon erfunden“, sagte er.",
            "Karl Rau: Das Rad ist schon erfunden",
        ),
        (
            "Chef de Mission Dirk Schimmel trat vor die Presse. „Wir warten auf das Ergebnis“, sagte Chef de Mission Schimmel.",
            "Dirk Schimmel: Wir warten auf das Ergebnis",
        ),
    ]);
}

#[test]
fn russian_verbs_of_any_meaning_next_to_a_quotation() {
    check(&[
        (
            "Мэр Иван Лужин осмотрел мост. «И после выборов мы его продолжим», — поправился Лужин.",
            "Иван Лужин: И после выборов мы его продолжим",
        ),
        (
            "«Никакого обмана, — возражает директор школы Светлана Рогова. — Есть заключение экспертов».",
            "Светлана Рогова: Никакого обмана,|Есть заключение экспертов",
        ),
        (
            "«Нам бы хоть раз позвонили! — сердится бухгалтер Анна Тихонова. — Тут все друг друга знают».",
            "Анна Тихонова: Нам бы хоть раз позвонили!|Тут все друг друга знают",
        ),
        (
            "«Мы не успели собрать вещи», — разводит руками пенсионер Олег Крюков.",
            "Олег Крюков: Мы не успели собрать вещи",
        ),
        ("«Воды нет вторую неделю», — негодует жительница дома Нина Белова.", "Нина Белова: Воды нет вторую неделю"),
        (
            "«Приехали в пять утра, без номеров», — прибавил сторож, который просит не называть его.",
            "сторож: Приехали в пять утра, без номеров",
        ),
    ]);
}

#[test]
fn russian_names_after_institutions() {
    check(&[
        (
            "«Решение примет министр», — сказал журналистам пресс-секретарь польской Генпрокуратуры республики Матеуш Мартынюк.",
            "Матеуш Мартынюк: Решение примет министр",
        ),
        (
            "«Решение примет суд», — пояснил ранее РИА «Новости» пресс-секретарь генпрокуратуры Польши Матеуш Мартынюк.",
            "Матеуш Мартынюк: Решение примет суд / [Новости]",
        ),
        (
            "Глава фракции либералов Европарламента Ги Верховстадт выступил против «реакционных реформ» в стране.",
            "Ги Верховстадт: реакционных реформ",
        ),
        (
            "«Он нанес ущерб имиджу», — считает заместитель председателя фракции Левой партии Ульрих Маурер.",
            "Ульрих Маурер: Он нанес ущерб имиджу",
        ),
        (
            "«Доказать ему это не удалось», — заявил исполнительный секретарь фракции СДПГ Томас Опель.",
            "Томас Опель: Доказать ему это не удалось",
        ),
        (
            "«Свободе прессы угрожает опасность», — заявил во вторник, 3 января, в Висбадене глава немецкого отделения института Карл Эберт.",
            "Карл Эберт: Свободе прессы угрожает опасность",
        ),
        (
            "Министр финансов Алексей Рудин уходит. «Я не вижу себя в правительстве», — сказал глава Минфина.",
            "Алексей Рудин: Я не вижу себя в правительстве",
        ),
        (
            "Другая организация — Федеральный совет прессы Германии — назвала «внушающей опасения» попытку надавить на газету.",
            "Федеральный совет прессы Германии: внушающей опасения",
        ),
        (
            "«Урожай будет хорошим», — сообщил губернатор Кировской области Павел Ведров.",
            "Павел Ведров: Урожай будет хорошим",
        ),
        ("«Дорогу откроют осенью», — рассказал мэр Сызрани Урхо Калинен.", "Урхо Калинен: Дорогу откроют осенью"),
    ]);
}

#[test]
fn russian_subjects() {
    check(&[
        (
            "Депутат Иван Керимов против. Дело ведет глава администрации Светлана Рогова. «Проект не финансируется», — отрезала глава администрации.",
            "Светлана Рогова: Проект не финансируется",
        ),
        (
            "В мэрии говорят об «аварийности», рыбаки — о «тихом захвате порта».",
            "мэрия: аварийности / рыбаки: тихом захвате порта",
        ),
        (
            "Позже Суханов уточнил, что «последнюю страницу» ему не приносили. Инженер Олег Суханов живет рядом.",
            "Олег Суханов: последнюю страницу",
        ),
        (
            "«Его туда не пустили, пообещав другой пост», — сказал изданию информированный источник.",
            "информированный источник: Его туда не пустили, пообещав другой пост",
        ),
        (
            "Вскоре Петров добавил, что дорога «почти готова». Прораб Антон Петров строит ее два года.",
            "Антон Петров: почти готова",
        ),
        (
            "Источники издания «с большой долей уверенности» говорят и об отставке главы области Николая Виноградова.",
            "?: с большой долей уверенности",
        ),
        ("В акте прямо сказано: «Эксплуатация недопустима».", "акт: Эксплуатация недопустима"),
        (
            "Как сообщил директор завода Игорь Юдин, цех «работает без перерывов и выходных».",
            "Игорь Юдин: работает без перерывов и выходных",
        ),
    ]);
}

#[test]
fn nested_russian_marks() {
    check(&[
        (
            "«Россия удивила, обнародовав проект, в котором осуждается насилие, совершаемое «всеми сторонами, включая силы». В порту стоит авианосец «Адмирал Кузнецов». Ракеты поставлены в срок», — отмечает политолог Иван Рогов.",
            "Иван Рогов: Россия удивила, обнародовав проект, в котором осуждается насилие, совершаемое «всеми сторонами, включая силы». В порту стоит авианосец «Адмирал Кузнецов». Ракеты поставлены в срок",
        ),
        (
            "«Мы купили «Ниву», потом «Волгу», а ездим на автобусе», — смеется водитель Петр Жуков.",
            "Петр Жуков: Мы купили «Ниву», потом «Волгу», а ездим на автобусе",
        ),
        ("ООО «Торговый дом «Ромашка» подало иск. Фирма «Василек» ответила.", "[Торговый дом «Ромашка] / [Василек]"),
    ]);
}

#[test]
fn views_and_appositions() {
    check(&[
        (
            "Für Marie Lohse ist das Urteil „ein Schlag ins Gesicht der Opfer“.",
            "Marie Lohse: ein Schlag ins Gesicht der Opfer",
        ),
        ("Для Ивана Лужина это «удар по всему городу».", "Иван Лужин: удар по всему городу"),
        (
            "Generell sei die Lücke kleiner, sagt auch der Sprecher der Vereinigung der Anleger (VdA), Jürgen Kuhn. Er gibt zu bedenken: „Man muss unterscheiden.“",
            "Jürgen Kuhn: Man muss unterscheiden.",
        ),
        ("„Die Kassen sind leer“, sagte der Leiter des Amtes, Uwe Brandl.", "Uwe Brandl: Die Kassen sind leer"),
    ]);
}

#[test]
fn clauses_with_as_and_names_of_organisations() {
    check(&[
        (
            "Trainer Uwe Schubert bleibt bis zum Sommer und hat „nicht mehr viel zu verlieren“, wie er zugab.",
            "Uwe Schubert: nicht mehr viel zu verlieren",
        ),
        (
            "Der Umbau ist „ein Fass ohne Boden“, wie Stadträtin Karin Lorenz am Montag sagte.",
            "Karin Lorenz: ein Fass ohne Boden",
        ),
        (
            "Anders sieht das die Fraktion. „Wer das will, der soll es zahlen“, sagte deren Vorsitzender Holger Wieck.",
            "Holger Wieck: Wer das will, der soll es zahlen",
        ),
        (
            "Die „Deutsche Gesellschaft für Frieden“ (DGF) verurteilte den Tag und warnte vor einem „weiteren Schritt zurück“.",
            "[Deutsche Gesellschaft für Frieden] / DGF: weiteren Schritt zurück",
        ),
        (
            "Экс-депутат Иван Лужин против. «Мы этого не допустим», — заявил экс-депутат.",
            "Иван Лужин: Мы этого не допустим",
        ),
        ("«Грипп идет на спад», — рассказала врач-инфекционист Ольга Белова.", "Ольга Белова: Грипп идет на спад"),
    ]);
}

#[test]
fn initials_ages_and_parties() {
    check(&[
        (
            "Алексей Рудин ушел из правительства. «Разногласия не позволяют мне остаться», — сказал А.Рудин.",
            "Алексей Рудин: Разногласия не позволяют мне остаться",
        ),
        ("«Решение уже принято», — заявил В.Зубарев.", "В. Зубарев: Решение уже принято"),
        (
            "Max Ohlsen (24) traf auf Jan Prien (31). „Wir wollten mehr“, sagte der 24-Jährige.",
            "Max Ohlsen: Wir wollten mehr",
        ),
        (
            "Marie Lohse (SPD) und Eva Kranz (CDU) stritten lange. „Das ist unbezahlbar“, sagte die CDU-Politikerin.",
            "Eva Kranz: Das ist unbezahlbar",
        ),
    ]);
}

#[test]
fn works_nicknames_and_programmes() {
    check(&[
        ("In der Liga nennen sie ihn „das Archiv“.", "[das Archiv]"),
        ("Der Dichter Alfred Brück („Eine Welt für Jule“) würdigte seinen Freund.", "[Eine Welt für Jule]"),
        (
            "In einem Gespräch mit Israels „Meet the Press“-Programm sagte Naftali Behrend: „Ich werde nicht der Boxsack sein.“",
            "[Meet the Press] / Naftali Behrend: Ich werde nicht der Boxsack sein.",
        ),
        ("Er teilte einen Eintrag des Accounts „Fans for Roe“ mit vielen.", "[Fans for Roe]"),
        (
            "Die Sängerin Nina Schuba bezeichnete das Publikum als die „lahmste Menge“ im Land.",
            "Nina Schuba: lahmste Menge",
        ),
        (
            "Die Stiftung des Nobelpreisträgers Gabriel Marck (1927-2014) nannte Jan Losa „einen Meister der Erzählkunst“.",
            "die Stiftung des Nobelpreisträgers Gabriel Marck: einen Meister der Erzählkunst",
        ),
        ("Тренер, которого в команде называют «холодильником», доволен.", "[холодильником]"),
        (
            "Хоккеистка Ольга Пестова вернулась. «Лучше бы трубы прислал», — заметила на это Пестова.",
            "Ольга Пестова: Лучше бы трубы прислал",
        ),
    ]);
}

#[test]
fn credits_with_unusual_word_order_or_verbs() {
    check(&[
        ("„Das Geld war nie da“, ist Anna Priester überzeugt.", "Anna Priester: Das Geld war nie da"),
        ("„Das Geld war nie da“, zeigte sich Minister Karl Voss sicher.", "Karl Voss: Das Geld war nie da"),
        ("„Das Geld war nie da“, hatte Jana Krone am Montag gesagt.", "Jana Krone: Das Geld war nie da"),
        (
            "„Das Geld war nie da“, sagte der Deutschen Presse-Agentur am Montag Anna Priester.",
            "Anna Priester: Das Geld war nie da",
        ),
        (
            "Ruprecht von Aschau kam am Mittag. „Das Geld war nie da“, sagte von Aschau.",
            "Ruprecht von Aschau: Das Geld war nie da",
        ),
        ("Ähnlich äußerte sich Jana Krone: „Das Geld war nie da.“", "Jana Krone: Das Geld war nie da."),
        ("«Денег там никогда и не было», — не скрывает Нурлан Ахметов.", "Нурлан Ахметов: Денег там никогда и не было"),
        ("«Никто не знал, что будет дальше», — считают в компании.", "компания: Никто не знал, что будет дальше"),
        ("По мнению Айгуль Сатпаевой, работа «не сделана и наполовину».", "Айгуль Сатпаева: не сделана и наполовину"),
    ]);
}

#[test]
fn partial_quotations_within_a_sentence() {
    check(&[
        (
            "Коммунисты говорят о «широкой кампании», имеющей целью «опорочить и очернить» главу области.",
            "Коммунисты: широкой кампании / Коммунисты: опорочить и очернить",
        ),
        (
            "Anna Roth sprach von einem „Placebo mit Paragrafen“ für die Stadt und „einem Schlag für alle Helfer“.",
            "Anna Roth: Placebo mit Paragrafen / Anna Roth: einem Schlag für alle Helfer",
        ),
    ]);
}

#[test]
fn nouns_for_persons() {
    check(&[
        (
            "„Zu essen war noch nie so wichtig“, erklärt Ärztin und Autorin Rhiannon Lamberg gegenüber dem Sender.",
            "Rhiannon Lamberg: Zu essen war noch nie so wichtig",
        ),
        (
            "«Грипп идет на спад, но не везде», — сказал врач и депутат Иван Лужин.",
            "Иван Лужин: Грипп идет на спад, но не везде",
        ),
        (
            "Eine Kolonne fährt am Morgen über die Grenze. „Ich habe sie vor einer Woche gesehen“, sagt der Taxifahrer.",
            "der Taxifahrer: Ich habe sie vor einer Woche gesehen",
        ),
        (
            "«Давайте дождёмся конца квартала», — отвечает президент клуба Игорь Лисин. И добавляет: «Деньги есть, но они не на хоккей».",
            "Игорь Лисин: Давайте дождёмся конца квартала / Игорь Лисин: Деньги есть, но они не на хоккей",
        ),
    ]);
}
