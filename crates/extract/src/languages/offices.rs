//! Other nouns for a person that an article has introduced by an office or a trade.

use super::tongue::{Tongue, is_in};

/// Nouns for the same office or trade; those of one row may mean the same person.
const FRENCH: &[&str] = &[
    "maire mairesse édile bourgmestre",
    "avocat avocate conseil pénaliste bâtonnier bâtonnière",
    "prévenu prévenue accusé accusée",
    "entraîneur entraîneuse entraîneure coach sélectionneur sélectionneuse technicien technicienne",
    "gardien gardienne portier portière goal",
    "pdg patron patronne dirigeant dirigeante directeur directrice gérant gérante entrepreneur entrepreneuse industriel",
    "acteur actrice comédien comédienne interprète",
    "réalisateur réalisatrice cinéaste metteur metteuse",
    "écrivain écrivaine romancier romancière auteur auteure autrice essayiste poète poétesse",
    "médecin docteur docteure praticien praticienne généraliste urgentiste chirurgien chirurgienne",
    "prêtre curé abbé ecclésiastique religieux évêque prélat",
    "professeur professeure enseignant enseignante instituteur institutrice maître maîtresse pédagogue prof",
    "pêcheur marin patron skippeur navigateur navigatrice",
    "avocat-général procureur procureure parquetier parquetière",
    "journaliste reporter rédacteur rédactrice éditorialiste chroniqueur chroniqueuse",
    "analyste économiste stratégiste expert experte consultant consultante",
];

/// Nouns for a kind of persons, and behind the colon those whom it may mean.
const FRENCH_KINDS: &[&str] = &[
    "élu élue : maire mairesse député députée sénateur sénatrice conseiller conseillère adjoint adjointe président présidente",
    "parlementaire : député députée sénateur sénatrice rapporteur rapporteure eurodéputé eurodéputée",
    "magistrat magistrate : juge procureur procureure président présidente maire mairesse",
    "défenseur défenseure : avocat avocate",
    "chercheur chercheuse scientifique universitaire savant savante spécialiste expert experte : biologiste géologue \
        historien historienne sociologue climatologue chimiste physicien physicienne botaniste archéologue astronome \
        écologue glaciologue politologue professeur professeure anthropologue ethnologue virologue épidémiologiste \
        météorologue économiste neurologue linguiste géographe hydrologue ornithologue entomologiste vulcanologue \
        volcanologue sismologue océanographe paléontologue démographe philosophe médecin analyste",
    "artiste créateur créatrice : peintre plasticien plasticienne sculpteur sculptrice musicien musicienne chanteur \
        chanteuse comédien comédienne danseur danseuse chorégraphe compositeur compositrice photographe acteur actrice",
    "musicien musicienne : pianiste violoniste violoncelliste guitariste batteur batteuse chanteur chanteuse compositeur \
        compositrice accordéoniste saxophoniste organiste",
    "joueur joueuse sportif sportive athlète champion championne international internationale médaillé médaillée : \
        attaquant attaquante buteur buteuse défenseur défenseuse milieu ailier ailière gardien gardienne capitaine \
        nageur nageuse sprinteur sprinteuse rameur rameuse skieur skieuse coureur coureuse boxeur boxeuse judoka \
        escrimeur escrimeuse cycliste perchiste handballeur handballeuse rugbyman footballeur footballeuse",
    "coureur coureuse : cycliste grimpeur grimpeuse sprinteur sprinteuse baroudeur marathonien marathonienne",
    "agriculteur agricultrice paysan paysanne exploitant exploitante : éleveur éleveuse maraîcher maraîchère fermier \
        fermière céréalier céréalière viticulteur viticultrice vigneron vigneronne producteur productrice apiculteur \
        apicultrice",
    "syndicaliste cégétiste responsable représentant représentante : délégué déléguée secrétaire",
    "commerçant commerçante artisan artisane : boulanger boulangère boucher bouchère libraire fromager fromagère épicier \
        épicière coiffeur coiffeuse fleuriste menuisier luthier luthière potier potière cordonnier cordonnière \
        restaurateur restauratrice cafetier cafetière horloger horlogère relieur relieuse poissonnier poissonnière",
    "restaurateur restauratrice : cuisinier cuisinière chef cheffe aubergiste hôtelier hôtelière",
    "policier policière enquêteur enquêtrice : commissaire commandant commandante capitaine brigadier brigadière \
        inspecteur inspectrice",
    "soldat militaire gradé officier officière : colonel général lieutenant adjudant capitaine commandant",
    "ministre : ministre-déléguée ministre-délégué secrétaire",
    "soignant soignante : infirmier infirmière médecin aide-soignant aide-soignante",
    "homme femme retraité retraitée : agriculteur agricultrice ouvrier ouvrière",
];

const RUSSIAN: &[&str] = &[
    "мэр градоначальник сити-менеджер",
    "губернатор глава",
    "тренер наставник коуч рулевой главком",
    "вратарь голкипер",
    "форвард нападающий",
    "гендиректор директор руководитель глава топ-менеджер",
    "адвокат защитник",
    "учитель преподаватель педагог учительница преподавательница",
    "врач доктор медик хирург терапевт",
    "прокурор гособвинитель",
    "пресс-секретарь представитель представительница спикер",
    "следователь сыщик",
    "композитор музыкант",
    "режиссер постановщик худрук",
    "писатель прозаик литератор романист писательница",
    "певец певица вокалист исполнитель исполнительница артист артистка",
    "священник батюшка настоятель протоиерей иерей клирик",
    "таксист водитель шофер",
    "пасечник пчеловод",
    "истец заявитель",
    "истица заявительница",
    "пенсионер старик",
    "рыбак рыболов",
];

const RUSSIAN_KINDS: &[&str] = &[
    "парламентарий законодатель народный избранник : депутат сенатор спикер депутатка",
    "чиновник чиновница : министр замминистра вице-министр мэр губернатор вице-губернатор глава начальник замглавы вице-мэр руководитель \
        директор вице-премьер замгубернатора",
    "политик политикесса : депутат сенатор министр губернатор президент премьер премьер-министр мэр лидер",
    "эксперт специалист : аналитик экономист политолог социолог юрист партнер инвестстратег управляющий директор \
        руководитель профессор доцент синоптик метеоролог психолог историк эколог инженер тренер врач научный сотрудник \
        биолог технолог стратег консультант урбанист агроном ветеринар геолог",
    "ученый исследователь исследовательница : биолог физик химик историк геолог гляциолог профессор зоолог ботаник \
        археолог океанолог эколог антрополог астроном математик генетик вирусолог академик орнитолог лимнолог палеонтолог \
        сотрудник сотрудница руководитель ихтиолог энтомолог доцент доктор кандидат лингвист филолог географ",
    "предприниматель бизнесмен предпринимательница коммерсант : основатель владелец совладелец гендиректор директор \
        учредитель фермер хозяин хозяйка",
    "спортсмен спортсменка игрок : форвард вратарь защитник полузащитник нападающий капитан голкипер хоккеист \
        футболист биатлонист лыжник пловец боксер борец гимнастка фигуристка теннисист теннисистка дебютант",
    "артист артистка : актер актриса певец певица музыкант",
    "актер актриса : артист артистка исполнитель исполнительница",
    "общественник общественница : активист активистка волонтер правозащитник правозащитница",
    "журналист журналистка : корреспондент обозреватель репортер редактор",
    "силовик : полковник майор генерал",
    "правоохранитель : полицейский участковый следователь",
];

/// Phrases for who has an office, and the noun of the office.
const PHRASES: &[(&str, &str)] = &[
    ("le premier magistrat", "maire"),
    ("la première magistrate", "maire"),
    ("le premier édile", "maire"),
    ("la première édile", "maire"),
    ("глава региона", "губернатор"),
    ("глава области", "губернатор"),
    ("глава края", "губернатор"),
    ("глава города", "мэр"),
    ("глава государства", "президент"),
    ("глава правительства", "премьер"),
    ("глава ведомства", "министр"),
    ("глава министерства", "министр"),
];

/// The office that a phrase in lower case is for, if it is one of several words: `le premier magistrat` is the mayor.
pub(crate) fn office_of(phrase: &str) -> Option<&'static str> {
    PHRASES.iter().find(|(known, _)| *known == phrase).map(|(_, office)| *office)
}

/// The other nouns for people whom a noun may mean.
pub(crate) fn other_nouns(tongue: Tongue, noun: &str) -> Vec<&'static str> {
    let (same, kinds) = match tongue {
        Tongue::French => (FRENCH, FRENCH_KINDS),
        Tongue::Russian => (RUSSIAN, RUSSIAN_KINDS),
        Tongue::English | Tongue::German => return Vec::new(),
    };
    let has = |words: &str| is_in(words, noun);
    let of_row = same.iter().filter(|row| has(row)).flat_map(|row| row.split_whitespace());
    let of_kind = kinds.iter().filter_map(|row| row.split_once(" : ")).filter(|(kinds, _)| has(kinds));
    let of_kind = of_kind.flat_map(|(kinds, others)| kinds.split_whitespace().chain(others.split_whitespace()));
    of_row.chain(of_kind).filter(|other| *other != noun).collect()
}

/// Whether a Russian noun is for a kind of person, and by itself means one named before.
pub(crate) fn is_kind(noun: &str) -> bool {
    let kinds = RUSSIAN_KINDS.iter().filter_map(|row| row.split_once(" : "));
    kinds.flat_map(|(kinds, _)| kinds.split_whitespace()).any(|kind| kind == noun)
}

/// Nouns for whoever was spoken of last.
const ANYBODY: &str = "\
    homme femme monsieur dame intéressé intéressée dernier dernière garçon fille jeune vieillard gaillard bonhomme \
    adolescent adolescente gamin gamine senior aîné aînée cadet cadette premier première second seconde \
    natif native enfant gars demoiselle sexagénaire septuagénaire octogénaire nonagénaire centenaire \
    quinquagénaire quadragénaire trentenaire vingtenaire papy mamie père mère grand-père grand-mère veuf veuve \
    мужчина женщина парень девушка юноша старик старушка пенсионер пенсионерка бабушка дедушка дед \
    именинник именинница юбиляр юбилярша герой героиня ветеран долгожитель долгожительница землячка";

/// Whether a noun with an article is for whoever was spoken of last: `l’octogénaire`, `le jeune homme`, `женщина`.
pub(crate) fn means_anybody(noun: &str) -> bool {
    is_in(ANYBODY, noun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_for_the_same_person_are_recognised() {
        for (tongue, noun, other, expected) in [
            (Tongue::French, "édile", "maire", true),
            (Tongue::French, "élue", "sénatrice", true),
            (Tongue::French, "magistrate", "présidente", true),
            (Tongue::French, "procureure", "présidente", false),
            (Tongue::French, "maire", "députée", false),
            (Tongue::Russian, "парламентарий", "депутат", true),
            (Tongue::Russian, "эксперт", "аналитик", true),
            (Tongue::Russian, "аналитик", "эксперт", false),
            (Tongue::English, "mayor", "mayor", false),
        ] {
            assert_eq!(other_nouns(tongue, noun).contains(&other), expected, "{noun} {other}");
        }
        assert!(means_anybody("octogénaire") && means_anybody("женщина") && !means_anybody("maire"));
    }
}
