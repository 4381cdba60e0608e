//! Words that mean the same in every language, or of which each is enough: places, organisations, names.

/// Adjectives of nationality and names of countries and cities, in lower case and without accents: none is a person.
pub(super) const PLACES: &str = "\
    africa african africans america american americans argentina argentine asia asian australia australian austria \
    austrian belgium belgian berlin bonn brazil brazilian britain british brussels bulgaria bulgarian canada canadian chile \
    china chinese cuba cuban czech denmark danish dutch egypt egyptian england english europe european europeans finland \
    finnish france french georgia georgian germany german germans greece greek hungary hungarian india indian indonesia iran \
    iranian iraq iraqi ireland irish israel israeli italy italian japan japanese jewish kazakh kazakhs kazakhstan \
    kazakhstani kiev korea korean kyiv london madrid mexico mexican moscow netherlands norway norwegian palestinian paris \
    poland polish portugal portuguese prussian prussia roman rome russia russian russians scotland scottish serbia serbian \
    soviet soviets spain spanish sweden swedish swiss switzerland syria syrian texas tokyo turkey turkish u.k u.n u.s uk \
    ukraine ukrainian un us usa eu ussr uzbek vietnam vietnamese wales washington welsh vatican catholic protestant muslim \
    democrat democratic republican socialist communist conservative liberal labour democrats republicans western eastern \
    northern southern west east north south astana almaty ankara istanbul beijing peking geneva vienna wien prag prague \
    warsaw kremlin pentagon capitol hill \
    deutschland deutsche deutscher amerikanische amerikanischer französische französischer russische russischer britische \
    frankreich russland reichstag bundestag europa \
    allemagne allemand américain américaine français française russe russie europe états-unis \
    россия россии российский казахстан казахстана рк рф сша германии германия франции москва астана украины кремль \
    қазақстан ресей америка türkiye türk almanya rusya fransa amerikan \
    januar februar marz märz april mai juni juli august oktober dezember montag dienstag mittwoch donnerstag freitag samstag \
    sonntag \
    españa español alemania francia rusia estados unidos";

/// Words that show that a name is not a person's: organisations, media, works, groups.
pub(super) const ORGANISATIONS: &str = "\
    academy act presse press medien address administration afp agency alliance ap army article assembly association bank bbc board bloomberg \
    book broadcasting bureau bundesbank bundesrat cabinet campaign center centre channel chronicle church club cnn college \
    commission committee company conference congress constitution convention corp corporation council country court \
    daily declaration department dpa editorial embassy fbi cia federation figaro forum foundation gazette government group \
    guardian hall herald house inaugural inc institute interfax journal kommersant kommission kongress labor league letter \
    library lmt magazine mail manifesto ministry monde monument museum nato nation nations nbc cbs npr abc fox msnbc network \
    news newspaper observer office organization organisation parliament partei party pentagon police post presidency press \
    project radio register regierung remarks report reuters review ria school security senate service society speech \
    spiegel stadium standard state states street sun supreme survey tass telegraph television temps times treaty tribune \
    trust tv union university war wire world zeitung zeit bild welt anadolu aa agence agentur spd cdu csu fdp afd казинформ \
    тасс риа интерфакс известия газета агентство правительство министерство комитет партия совет дума университет ведомости \
    коммерсантъ parti gouvernement république république nationale gouvernment sénat commission ajansı gazetesi partisi \
    meclis hükümet";

/// Given names of men, in lower case and without accents: `Mrs. Ronald Reagan` is not Ronald Reagan.
pub(super) const MEN: &str = "\
    abraham adam adolf adrian albert alexander alexei alfred andrei andrew anthony arthur barack benjamin bernard bill bob \
    boris brian bruce calvin carl charles chester christopher claude daniel david dennis dmitri donald douglas dwight edgar \
    edward emmanuel eric ernest eugene felix francis frank franklin fred friedrich gary george gerald gerhard gordon grover \
    hans harold harry heinrich helmut henry herbert herman howard hubert hugh ivan jack jacques james jean jerry jim jimmy \
    joe john jonathan jose joseph juan karl keith kenneth kevin konrad larry lawrence leo leon leonard leonid lewis louis \
    ludwig luis lyndon mark martin max michael mikhail millard mitt mustafa nelson nicholas nikita nikolai oliver otto pablo \
    patrick paul peter philip pierre ralph raymond recep richard robert roger ronald rutherford samuel scott sergei stephen \
    steven ted theodore thomas timothy ulysses victor vladimir walter warren wilhelm william willy winston woodrow zachary \
    владимир сергей дмитрий михаил борис иван александр алексей николай касым";

/// Given names of women, in lower case and without accents: before a man's surname they name another person.
pub(super) const WOMEN_BY_NAME: &str = "\
    abigail alice amy andrea angela ann anna anne barbara betty brigitte carla caroline catherine christine claire claudia \
    coretta denise diana dolley dorothy edith eleanor elena elisabeth elizabeth emily emma eva eve florence frances grace \
    hannah harriet helen helene hillary ida irene ivana jackie jacqueline jane janet jean jeanne jenna jill joan judith julia \
    karen kate katherine lady laura linda lisa louise lucy lyudmila mamie margaret maria marie martha mary melania michelle \
    monica nancy nadezhda natalia olga patricia pat rachel raisa rosalynn rose ruth sally sandra sara sarah simone sophie \
    susan svetlana tatiana valerie vera veronica virginia анна елена ирина людмила мария наталья ольга светлана татьяна";

/// Forms of address for women.
pub(super) const WOMEN: &str = "mrs ms miss lady dame mme mlle madame mademoiselle frau senora dona госпожа hanım";

/// Titles after a name: `Mustafa Kemal Paşa`.
pub(super) const TITLES_AFTER: &str = "pasa paşa bey efendi hanım hanim hazretleri";

/// Short forms of given names; those in one row are the same name.
pub(super) const SHORT_NAMES: &[&str] = &[
    "abraham abe",
    "albert al bert",
    "alexander alex sasha",
    "andrew andy drew",
    "anthony tony",
    "benjamin ben",
    "charles charlie chuck",
    "christopher chris",
    "daniel dan danny",
    "david dave",
    "donald don",
    "dwight ike",
    "edward ed eddie ted teddy ned",
    "elizabeth liz betty beth",
    "eugene gene",
    "francis frank",
    "franklin frank",
    "frederick fred freddie",
    "gerald jerry gerry",
    "harold harry hal",
    "henry harry hank",
    "hillary hilary",
    "hubert hugh",
    "james jim jimmy jamie",
    "john jack johnny",
    "joseph joe joey",
    "kenneth ken kenny",
    "lawrence larry",
    "margaret maggie meg peggy",
    "martin marty",
    "matthew matt",
    "michael mike mick",
    "nicholas nick",
    "patrick pat paddy",
    "peter pete",
    "philip phil",
    "raymond ray",
    "richard dick rick",
    "robert bob bobby rob",
    "ronald ron ronnie",
    "samuel sam sammy",
    "stephen steven steve",
    "theodore ted teddy theo",
    "thomas tom tommy",
    "timothy tim",
    "walter walt",
    "william bill billy will",
];

/// Other words than titles after which a full stop does not end a sentence.
pub(super) const ABBREVIATIONS: &str = "\
    jr sr jan feb mar apr aug sept sep oct nov dec no vs etc inc corp co ltd dept mt ft calif conn fla ga ill ind kan mass \
    mich minn mo neb okla ore pa tenn tex va wash wis d-mass u.s nr bzw hr fr usw г тов им гг стр проф акад дж supt hon rt \
    esq ca cf fig op ed eds";

/// Words before the title of a work, a term or the name of a control: what follows in marks is no quotation.
pub(super) const LABELS: &str = "\
    dubbed nicknamed termed term terms word titled entitled subtitled magazine newspaper book novel film \
    movie play song album poem essay chapter section show series podcast game painting opera musical exhibition website blog \
    sitcom documentary hashtag file folder click press tap select choose button menu tab checkbox option field labeled \
    labelled marked named \
    sogenannte sogenannten sogenannter sogenanntes genannte zeitschrift zeitung magazin roman buch film lied begriff begriffe \
    wort titel taste schaltfläche \
    mot mots terme revue journal magazine livre chanson intitulé bouton touche \
    слово слова термин понятие журнал журнале газета газете роман книга фильм песня повесть кнопка кнопку называемый \
    называемая называемое называемого \
    llamado llamada palabra término revista periódico libro película novela canción botón \
    sözde kelimesi dergisi gazetesi romanı filmi";
