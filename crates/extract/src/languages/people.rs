//! Nouns for persons and organisations, and given names by gender.

/// Nouns for persons without a name, and given names, of a language. Words are separated by blanks.
#[derive(Debug)]
pub(super) struct People {
    /// Men, women, and either.
    pub(super) men: &'static str,
    pub(super) women: &'static str,
    pub(super) either: &'static str,
    /// Several persons.
    pub(super) several: &'static str,
    /// Organisations and documents that say something.
    pub(super) things: &'static str,
    /// Forms of address before a name.
    pub(super) mr: &'static str,
    pub(super) mrs: &'static str,
    /// Given names.
    pub(super) his_names: &'static str,
    pub(super) her_names: &'static str,
}

/// The table, in the order of [`super::tongue::Tongue`].
pub(super) const PEOPLE: &[People] = &[
    // English
    People {
        men: "spokesman chairman congressman councilman man boy father brother son husband king prince policeman fisherman \
            fireman businessman salesman grandfather uncle nephew actor host waiter landlord priest monk lord gentleman lad dad \
            clergyman craftsman foreman alderman assemblyman ombudsman postman tribesman sportsman widower",
        women: "spokeswoman chairwoman congresswoman councilwoman woman girl mother sister daughter wife queen princess \
            policewoman businesswoman grandmother aunt niece actress hostess waitress landlady nun lady mum mom widow \
            assemblywoman alderwoman midwife",
        either: "spokesperson official aide adviser advisor source critic opponent rival supporter ally biographer analyst \
            expert observer historian reporter journalist witness insider diplomat colleague friend cousin lawyer \
            staffer assistant secretary person voter protester participant reader speechwriter translator interpreter \
            predecessor successor lecturer carer rapper drummer skipper sculptor academic trustee patient minister president mayor governor senator representative judge justice prosecutor \
            defendant plaintiff attorney counsel solicitor barrister chief head director manager coach trainer captain \
            player striker goalkeeper referee doctor nurse surgeon professor teacher student pupil principal headteacher \
            dean chancellor premier leader deputy lawmaker legislator politician candidate ambassador envoy commissioner \
            sheriff detective officer inspector sergeant constable firefighter paramedic soldier general colonel commander admiral \
            veteran activist campaigner organiser organizer volunteer farmer miller baker driver passenger pilot sailor \
            engineer scientist researcher economist strategist banker investor trader broker owner founder executive ceo cfo chair \
            boss employee worker employer customer client resident neighbour neighbor local tourist visitor survivor victim \
            relative author writer poet novelist artist painter singer musician composer conductor producer filmmaker \
            curator librarian editor publisher columnist commentator presenter bishop pastor imam rabbi pope archbishop \
            vicar parishioner speaker clerk usher juror suspect neighbour parent child teenager pensioner retiree somebody someone \
            respondent user buyer seller shopkeeper vendor merchant dealer shopper commuter cyclist walker fan caller \
            correspondent teamster architect designer developer carpenter plumber electrician mechanic vet veterinarian \
            chef cook barman technician forecaster meteorologist biologist ecologist geologist physicist astronomer \
            epidemiologist psychologist psychiatrist therapist consultant contractor ranger warden superintendent \
            magistrate coroner heckler member delegate councillor councilor backbencher negotiator regulator tycoon billionaire \
            supervisor treasurer comptroller mediator surveyor entrepreneur landowner tenant homeowner refugee migrant prisoner inmate hostage guard physician dentist pharmacist",
        several: "officials aides advisers sources critics opponents supporters allies analysts experts observers historians \
            reporters journalists witnesses insiders diplomats colleagues friends lawyers people voters protesters police \
            ministers lawmakers prosecutors doctors researchers scientists economists investors workers residents \
            neighbours neighbors locals relatives authors parents leaders members activists campaigners organisers organizers \
            authorities investigators inspectors auditors feds cops fans employers executives politicians republicans democrats others many some crowd audience",
        things: "statement report newspaper paper press office administration campaign government ministry embassy party \
            article letter sign email e-mail document study survey union association company council committee court \
            department agency hospital school university bank group firm charity club organisation organization institute \
            federation commission army police force board team church court tribunal memo filing ruling indictment note \
            poster advertisement ad notice label plaque inscription caption headline leaflet manual constitution treaty law bill resolution \
            tweet post message text website page transcript verdict complaint lawsuit article editorial operator airline \
            foundation network authority service bureau centre center parliament senate congress house kremlin telegram diary \
            card affidavit release warrant petition directive dossier guidelines charter banner programme brochure catalogue magazine minutes rules contract will watchdog regulator think-tank statement",
        mr: "mr sir lord mister capt captain father fr monsieur herr",
        mrs: "mrs ms miss lady dame madam mme madame frau",
        his_names: "aaron abdul abdullah abraham adam adrian ahmed al alan albert alec alejandro alex alexander alexei alfred ali alistair allan allen \
            alvin amir anders andre andrei andrew andy angelo angus ante anthony anton antonio archie ari arnold arthur arturo ashraf \
            barack barry bart ben benedict benjamin bernard bernie bert bill billy björn bob bobby boris brad bradley brendan \
            brett brian bruce bruno bryan byron callum calvin cameron carl carlos casey cecil cesar chad charles charlie chester chris \
            christian christopher chuck clarence clark claude clayton cliff clifford clint clive clyde colin colm connor conor craig \
            curtis cyril dale damian damien dan daniel danny darrell darren darryl dave david dean dele dennis derek desmond diego \
            dmitri dmitry dominic don donald doug douglas duncan dustin dwayne dwight dylan earl ed eddie edgar edmund eduardo \
            edward edwin eli elias elijah elliot elliott elon emil emilio emmanuel enrique eric erik ernest ernie eugene evan \
            ewan felix ferdinand fernando finn floyd francis francisco franco frank franklin fred freddie frederick gabriel \
            gareth garry gary gavin gene geoff geoffrey george gerald gerard gilbert gil giles giovanni glen glenn gordon graham \
            grant greg gregory guillermo gus gustavo guy hakim hamid hamza hank hans harold harrison harry harvey hassan hector henrik \
            henry herbert herman horace howard hugh hugo hussein ian ibrahim igor imran isaac ismail ivan ivor jack jackson jacob \
            jake jamal james jamie jan jared jason javier jay jeff jefferson jeffrey jeremy jerome jerry jesse jesus jim jimmy joachim joe \
            joel johan john johnny jon jonathan jordan jorge jose josef joseph josh joshua josiah juan julian julio justin kamal kareem karim \
            karl keir keith ken kenneth kevin khaled khalid kurt kyle lance larry lars laurence lawrence lee leo leon leonard leroy leslie \
            lewis liam lionel lloyd logan lorenzo louis lucas luis luke magnus malcolm manuel marc marcel marco marcus mario mark marko \
            marshall martin marvin mason mateo matt matthew maurice max mehmet melvin michael miguel mike mikhail miles milton mitch \
            mitchell mohamed mohammad mohammed muhammad mustafa nasser nathan nathaniel neal ned neil nelson nicholas nick nigel niall noah \
            noel norman oleg oliver omar orlando oscar otto owen pablo paddy patrick paul pavel pedro percy pete peter phil philip \
            phillip pierre piotr rafael raj ralph ramon randy rashid raul ray raymond reginald rene rex ricardo richard rick ricky rob robbie \
            robert roberto rod roderick rodney roger roland roman ron ronald ronnie rory ross rowan roy rupert russell ryan said salman sam \
            samuel santiago saul scott sean sebastian sergei sergey seth shane shaun shawn sidney simon stan stanley stefan stephen steve steven \
            stewart stuart sven tariq ted terence terrence terry theo theodore thomas tim timothy tobias toby todd tom tomas tommy tony \
            travis trevor tristan troy tunde tyler tyrone vernon viktor victor vikram vince vincent vladimir volodymyr wade wallace walter warren \
            wayne wesley wilfred will william winston xavier yousef yusuf zachary zack",
        her_names: "abigail ada adele agnes aisha alexandra alice alicia alison allison amanda amber amelia amina amy ana anastasia andrea \
            angela angelina anita ann anna anne annette annie april ariana ashley astrid audrey ava barbara beatrice becky bella \
            belinda bernadette beth bethany betty beverly bianca bonnie brenda bridget brittany camilla candace cara carla carmen carol \
            carole caroline carolyn carrie catherine cathy cecilia celia charlotte chelsea cheryl chloe christina christine cindy \
            claire clara claudia colleen connie constance cora courtney crystal cynthia daisy dana danielle daphne dawn debbie \
            deborah debra deirdre delia denise diana diane dina dolores donna doris dorothy edith eileen elaine eleanor elena elise \
            elizabeth ella ellen ellie elsa emily emma erica erika erin esther ethel eva eve evelyn faith fatima felicity fiona \
            florence frances francesca freya gabriela gabrielle gail gemma georgia georgina geraldine gertrude gillian gina ginny glenda \
            gloria grace greta gwen hannah harriet hazel heather heidi helen helena hilary hillary holly hope ida imogen ines ingrid \
            irene irina iris isabel isabella isabelle jacinda jackie jacqueline jane janet janice jasmine jean jeanette jenna jennifer jenny \
            jess jessica jill jo joan joanna joanne jodie josephine joy joyce judith judy julia juliana julie juliet june kamala kara karen kate \
            katherine kathleen kathryn kathy katie katrina kayla keira kelly kerry kim kirsten kirsty kristen kristin laura lauren layla leah \
            leila lena lily linda lisa liz lois lorraine louise lucia lucy lydia lynn mabel madeleine madison maggie mandy mara \
            margaret marguerite maria mariam marian marie marilyn marina marion marjorie marlene martha mary maryam maureen maxine may megan \
            meghan melanie melinda melissa mercedes mia michelle mildred miranda miriam moira molly monica morgan muriel myra nadia nadine \
            nancy naomi natalia natalie natasha nellie nicole nicola nina nora norma olga olive olivia pamela patricia paula \
            pauline pearl peggy penelope penny petra phoebe phyllis polly priscilla priya rachel rebecca regina renee rhoda rhonda rita roberta \
            robin rosa rosalind rose rosemary rosie roxanne ruby ruth sabrina sadie sally samantha sandra saoirse sara sarah selena \
            shannon sharon sheila shelley shirley sienna sofia sonia sonya sophia sophie stacey stella stephanie sue susan susanna susie suzanne sylvia \
            tamara tania tanya tara teresa tess tessa thelma theresa tiffany tina tracey tracy ursula valerie vanessa vera veronica \
            victoria viola violet virginia vivian wanda wendy whitney winifred ximena yasmin yolanda yvette yvonne zara zoe philippa",
    },
    // German
    People {
        men: "sprecher regierungssprecher polizeisprecher mitarbeiter berater kritiker beobachter experte beamter beamte vertreter \
            vertrauter anwalt bruder mann sohn vater minister präsident bürgermeister oberbürgermeister landrat richter \
            staatsanwalt verteidiger angeklagte angeklagter zeuge gutachter chef geschäftsführer vorsitzender vorsitzende direktor leiter \
            trainer kapitän spieler torwart arzt professor lehrer schüler student rektor kanzler bundeskanzler abgeordneter \
            abgeordnete politiker kandidat botschafter kommissar polizist feuerwehrmann soldat general veteran aktivist landwirt \
            bauer bäcker müller fahrer pilot ingenieur wissenschaftler forscher ökonom volkswirt unternehmer gründer \
            eigentümer besitzer arbeiter angestellter kunde anwohner nachbar tourist besucher überlebender autor schriftsteller dichter künstler \
            maler sänger musiker komponist dirigent regisseur kurator journalist reporter redakteur bischof pfarrer papst \
            imam rabbiner händler verkäufer könig prinz fan zuschauer passant augenzeuge rentner experten imker geselle meister \
            förster jäger fischer wirt hallenwart sekretär senator premier premierminister außenminister innenminister ministerpräsident \
            fraktionschef parteichef generalsekretär staatssekretär kollege freund großvater onkel vorstand vorstandschef bundespräsident herr \
            augenarzt chefarzt hausmeister schaffner bursche junge greis historiker analyst jurist lokführer kläger beklagter täter",
        women: "sprecherin regierungssprecherin polizeisprecherin mitarbeiterin beraterin kritikerin beobachterin expertin beamtin vertreterin \
            vertraute anwältin schwester frau tochter mutter ministerin präsidentin bürgermeisterin landrätin richterin \
            staatsanwältin verteidigerin zeugin gutachterin chefin geschäftsführerin direktorin leiterin trainerin spielerin ärztin \
            professorin lehrerin schülerin studentin kanzlerin bundeskanzlerin politikerin kandidatin pflegerin hebamme bäuerin \
            nachbarin anwohnerin autorin künstlerin sängerin journalistin reporterin redakteurin bischöfin pfarrerin königin \
            prinzessin rentnerin meisterin wirtin kollegin freundin großmutter tante dame witwe kundin besucherin orgelbauerin",
        either: "vorsitzende abgeordnete angeklagte jemand person kind mitglied jugendliche vertraute betroffene",
        several: "kreise kreisen experten kritiker sprecher beamte beobachter leute anwohner nachbarn wissenschaftler forscher ermittler \
            behörden medien eltern aktivisten händler fans zeugen gegner befürworter ärzte",
        things: "verbund verkehrsverbund land bund kanton papier schreiben entwurf gesetzentwurf bericht zeitung partei regierung ministerium unternehmen firma verband verein gewerkschaft polizei \
            staatsanwaltschaft gericht behörde amt landesamt bundesamt gutachten studie mitteilung erklärung brief schreiben schild anklageschrift \
            anklage urteil gesetz gesetzentwurf entwurf satzung vertrag plakat tafel inschrift telegramm opposition koalition \
            fraktion kommission rat stadt gemeinde land bund verwaltung klinik krankenhaus schule universität bank konzern \
            institut stiftung agentur nachrichtenagentur kirche armee senat parlament bundestag presse blatt protokoll vermerk antrag \
            aussendung pressemitteilung stellungnahme bauernbund verkehrsverbund verbund bund kammer liga club klub botschaft \
            aushang zettel akte dokument papier resolution umfrage netzwerk redaktion sender bericht presseerklärung",
        mr: "herr herrn graf freiherr pater",
        mrs: "frau gräfin fräulein",
        his_names: "achim adam adolf albert albrecht alexander alfred alois andreas anton armin arne arno arnold arthur august axel balthasar bastian \
            benedikt benjamin bernd bernhard bernward bert berthold bertram björn bodo boris bruno burkhard carl carsten christian christof christoph \
            clemens constantin cornelius corvin daniel david denis dennis detlef detlev dieter dietmar dietrich dirk dominik eberhard \
            eckart eckhard edgar edmund eduard egon elias emil erhard eric erich erik ernst erwin eugen ewald fabian falk felix ferdinand \
            finn florian frank franz friedhelm friedrich fritz gabriel georg gerald gerd gerhard gernot gert gottfried gottlieb gregor guido \
            gunnar gunter gunther gustav günter günther hannes hanno hans harald hardy harry hartmut heiko heiner heinrich heinz heino helge helmut \
            hendrik henning henrik herbert heribert hermann hinrich holger horst hubert hubertus hugo ingo ingolf jakob jan jannik jens jo joachim \
            jochen johann johannes jonas jörg jörn josef jost julian julius jürgen kai karl karlheinz karsten kaspar kilian klaus konrad \
            konstantin kuno kurt lars leander lennart leo leon leonhard leopold linus lorenz lothar ludger ludwig luis lukas lutz magnus malte manfred \
            manuel marc marcel marco marcus marek mario marius mark markus martin marvin mathias mats matthias max maximilian mehmet michael mirko \
            moritz murat nico niels niklas nikolaus nils norbert oliver olaf ole olof oskar oswald otmar otto patrick paul peter philipp pascal rainer \
            ralf ralph raimund reiner reinhard reinhold rené richard robert robin roland rolf roman rudi rudolf ruslan rüdiger sascha sebastian \
            severin siegfried siegmund simon sönke stefan steffen stephan sven tadeusz theo theodor thilo thomas thorben thorsten till tillmann tilo tim timo \
            tino tobias tom torben torsten udo ulf uli ulrich ulli urs uwe valentin veit viktor vincent volker volkmar walter werner wilfried \
            wilhelm willi willy winfried wolf wolfgang wolfram xaver yusuf",
        her_names: "adelheid agnes alexandra alice alina amelie andrea angela angelika anita anja anke anna annalena anne annegret annelie anneliese \
            annemarie annette antje antonia astrid barbara beate beatrice beatrix bettina bianca birgit birgitta birte brigitta brigitte britta \
            carina carla carmen carola caroline cäcilie charlotte christa christel christiane christina christine clara claudia constanze corinna \
            cornelia dagmar daniela diana dora doris dorothea edeltraud edith elena eleonore elfriede elisabeth elke ella elsa elvira emilia \
            emma erika erna esther eva evelyn franziska friederike frieda gabi gabriele gerda gerlinde gertrud gesa gesine gisela greta gudrun gundula \
            hanna hannah hannelore hedwig heide heidemarie heidi heike helena helene helga henriette herta hertha hilde hildegard hildegund ilka ilona \
            ilse ina ines inga inge ingeborg ingrid irene iris irma irmgard isabel isabell isabella jana janina jasmin jennifer jessica johanna \
            josefine judith julia juliane jutta karin karla karola karoline katharina kathrin katja katrin kerstin kirsten klara klaudia konstanze kristin \
            kristina lara laura lea lena leonie leyla lieselotte lina linda lisa liselotte louisa lucia luise lydia magda magdalena maike manuela mara mareike \
            margarete margit margot margret maria marianne marie marina marion marlene marlies martha martina mechthild meike melanie merle mia michaela \
            miriam monika nadine nadja natalie nicole nina nora olga ottilie patricia paula petra pia ramona rebecca regina regine renate rita romy rosa \
            rosemarie roswitha ruth sabine sabrina sandra sara sarah saskia sibel sibylle sigrid silke silvia simone sina sofia sonja sophia \
            sophie stefanie steffi stephanie susanne svenja svetlana sylvia tamara tanja tatjana tina theresa ulla ulrike ursula ute uta valerie vanessa \
            vera verena veronika viktoria waltraud wiebke yasmin yvonne",
    },
    // French
    People {
        men: "homme garçon père frère fils mari roi prince acteur directeur président conseiller avocat policier pompier agriculteur \
            chercheur professeur instituteur étudiant écrivain romancier chanteur musicien metteur réalisateur patron ouvrier employé \
            vendeur voisin habitant riverain passager conducteur entraîneur joueur capitaine gardien médecin chirurgien infirmier \
            procureur juge magistrat prévenu accusé plaignant adjoint député sénateur préfet maire ministre premier secrétaire délégué élu \
            candidat adversaire opposant proche ami collaborateur dirigeant fondateur entrepreneur propriétaire client visiteur touriste \
            témoin expert historien économiste analyste observateur responsable représentant syndicaliste militant porte-parole \
            ambassadeur général colonel commandant soldat officier évêque prêtre pape imam rabbin boulanger cuisinier chef mécano mécanicien \
            rémouleur passeur coureur cycliste sélectionneur journaliste reporter correspondant animateur lecteur auditeur spectateur monsieur confrère \
            collègue sélectionneur champion retraité quidam vacancier géographe architecte ingénieur technicien marin pêcheur paysan éleveur viticulteur \
            ténor cacique baron commerçant artisan salarié gendarme gérant chauffeur livreur restaurateur apiculteur berger danseur compositeur peintre photographe sculpteur survivant rescapé chancelier gouverneur commissaire inspecteur enquêteur négociateur émissaire successeur prédécesseur locataire notaire tailleur facteur",
        women: "femme fille mère sœur soeur épouse reine princesse actrice directrice présidente conseillère avocate policière pompière \
            agricultrice chercheuse professeure institutrice étudiante écrivaine romancière chanteuse musicienne réalisatrice patronne \
            ouvrière employée vendeuse voisine habitante riveraine passagère conductrice entraîneuse joueuse capitaine gardienne \
            chirurgienne infirmière procureure prévenue accusée plaignante adjointe députée sénatrice préfète maire ministre secrétaire déléguée \
            élue candidate opposante amie collaboratrice dirigeante fondatrice entrepreneuse propriétaire cliente visiteuse touriste \
            experte historienne économiste responsable représentante militante porte-parole ambassadrice générale boulangère \
            cuisinière cheffe championne retraitée vacancière auditrice lectrice spectatrice animatrice madame mademoiselle collègue \
            sage-femme juge magistrate acheteuse dame commerçante artisane salariée gérante survivante rescapée danseuse compositrice photographe bénévole chancelière gouverneure commissaire inspectrice locataire juriste",
        either: "maître personne enfant élève source victime témoin membre quelqu'un porte-parole ministre maire juge journaliste \
            adversaire proche responsable collègue analyste spécialiste scientifique biologiste géologue climatologue politologue sociologue",
        several: "sources autorités syndicats médias habitants riverains experts manifestants parents salariés élus proches témoins \
            responsables députés agriculteurs enquêteurs avocats observateurs gens critiques",
        things: "communiqué gouvernement parti ministère journal quotidien rapport texte lettre article loi arrêté plaque affiche \
            panneau document note recette règlement entreprise société groupe direction syndicat association fédération mairie \
            préfecture parquet tribunal cour police gendarmerie hôpital école université banque agence institut fondation comité \
            commission conseil assemblée sénat parlement église armée ambassade opposition majorité élysée matignon quai étude sondage enquête \
            décision jugement verdict courrier courriel message télégramme presse radio chaîne site magazine hebdomadaire manuel \
            entourage cabinet exécutif municipalité région département ville ong collectif club équipe fabricant exploitant opérateur constructeur rédaction",
        mr: "m mm monsieur père",
        mrs: "mme mmes madame mlle mademoiselle",
        his_names: "adrien alain albert alexandre alexis alfred amadou anatole andré anthony antoine armand arnaud arthur auguste aurélien aymeric barnabé baptiste \
            bastien benjamin benoît bernard bertrand boris bruno cédric célestin charles christian christophe claude clément constant corentin cyril damien daniel david \
            denis didier dimitri dominique édouard emile émile emmanuel enzo éric erwan étienne fabien fabrice ferdinand fernand florent florian francis \
            franck françois frédéric gabriel gaël gaston gautier geoffroy georges gérald gérard gert ghislain gilbert gilles grégoire grégory guillaume gustave guy hamid \
            henri hervé hippolyte hubert hugo hugues ibrahim ismaël ivan jacques jean jérémie jérémy jérôme joël jonathan jordan joseph josé julien jules karim kévin khalid laurent \
            léo léon léonard lionel loïc louis luc lucas lucien ludovic malik manuel marc marcel marin marius mathias mathieu mathis matthieu maurice max maxence \
            maxime mehdi michel mickaël mohamed moussa moustapha nathan nicolas noël norbert olivier oscar ousmane pascal patrice patrick paul philippe pierre quentin \
            raoul raphaël raymond rayan rémi rémy renaud rené richard robert robin rodolphe roger roland romain samuel sébastien serge simon stanislas \
            stéphane sylvain théo théodore thibault thierry thomas timéo timothée tristan valentin valéry victor vincent xavier yacine yann yannick yves yvon youssef",
        her_names: "adèle agathe agnès albane alice aline alix amandine amélie anaïs andrée angèle anne annick annie apolline arlette audrey aurélie aurore \
            bénédicte bérénice bernadette brigitte camille carine carole caroline catherine cécile céline chantal charlotte chloé christelle christiane \
            christine claire clara clarisse claudine clémence clémentine clotilde colette constance corinne danielle delphine denise diane dominique dorothée édith élise élisabeth elisabeth \
            elsa émilie emma estelle esther eugénie eva évelyne fabienne fanny fatima fatou florence françoise frédérique gabrielle gaëlle geneviève georgette germaine ghislaine \
            gisèle hélène henriette hortense huguette inès irène isabelle jacqueline jeanne jeannine joëlle josette josiane judith julie juliette justine karine kenza laetitia \
            laure laurence léa leïla léonie lili lise louise lucie lucienne lydie madeleine magali maëlle manon margaux margot marguerite marianne marie \
            marine marion marthe martine mathilde maud mélanie mélissa micheline mireille monique morgane muriel myriam nadège nadia nadine nathalie nicole nina \
            noémie nora océane odette odile olga olivia pascale patricia paule paulette pauline raymonde régine renée rosalie rose sabine sabrina salomé samia \
            sandra sandrine sarah séverine simone solange solène sonia sophie stéphanie suzanne sylvie tatiana thérèse valentine valérie vanessa véronique victoire \
            violaine virginie viviane yasmina yasmine yolande yvette yvonne zoé",
    },
    // Russian
    People {
        men: "представитель секретарь пресс-секретарь источник чиновник советник помощник критик эксперт аналитик адвокат брат муж сын отец друг \
            журналист свидетель очевидец собеседник министр президент премьер премьер-министр мэр губернатор депутат сенатор судья прокурор следователь \
            истец ответчик обвиняемый подсудимый подозреваемый защитник глава директор гендиректор начальник председатель зампред замминистра заместитель руководитель лидер капитан \
            тренер игрок вратарь врач профессор учитель преподаватель студент ректор ученый исследователь экономист инженер предприниматель бизнесмен \
            владелец основатель рабочий сотрудник работник житель жилец сосед пассажир водитель пилот моряк матрос полковник генерал майор \
            полицейский солдат военнослужащий ветеран активист фермер крестьянин пекарь писатель поэт художник певец музыкант \
            композитор режиссер актер продюсер редактор ведущий священник епископ патриарх имам болельщик зритель мужчина парень старик мальчик дед \
            король принц посол дипломат канцлер кандидат оппозиционер политик политолог историк юрист нотариус предшественник преемник \
            коллега уполномоченный омбудсмен вице-премьер вице-президент спикер координатор куратор перевозчик паромщик лаборант сыровар \
            мастер бригадир механик диспетчер покупатель продавец клиент турист посетитель докладчик оратор секретарь корреспондент \
            комментатор обозреватель гляциолог эколог биолог физик химик астроном психолог топ-менеджер менеджер артист пенсионер шериф дизайнер архитектор волонтер доброволец выпускник школьник воспитатель библиотекарь наблюдатель специалист доктор медик эксперт худрук лесник охотник рыбак дворник шахтер тракторист",
        women: "представительница помощница сестра жена дочь мать подруга журналистка свидетельница собеседница ответчица \
            истица обвиняемая подсудимая директриса учительница преподавательница студентка сотрудница работница жительница соседка пассажирка писательница поэтесса \
            художница певица актриса ведущая женщина девушка старушка девочка бабушка продавщица королева принцесса теща вдова \
            волейболистка спортсменка чиновница пенсионерка артистка завуч хозяйка владелица медсестра глава судья коллега посетительница покупательница",
        either: "глава судья коллега кто-то лицо человек",
        several: "источники чиновники критики эксперты аналитики журналисты свидетели очевидцы представители власти депутаты жители соседи родители \
            ученые исследователи следователи наблюдатели сотрудники чиновники собеседники предприниматели медики специалисты организаторы политологи экологи историки защитники адвокаты активисты болельщики пассажиры врачи люди юристы авторы учителя спасатели",
        things: "министерство ведомство служба администрация правительство партия пресс-служба мэрия суд полиция прокуратура компания предприятие завод \
            газета журнал издание агентство телеканал канал комитет комиссия совет дума союз профсоюз ассоциация фонд институт университет \
            больница школа банк группа сообщение заявление письмо документ отчет доклад заключение предписание постановление решение резолюция закон статья объявление \
            плакат табличка вывеска надпись телеграмма жюри редакция минобороны мид кремль минздрав минфин мвд фсб цб росстат \
            минтранс минсельхоз минтруд минюст минкультуры минобрнауки госдума кабмин минэнерго минпромторг минэкономразвития росгвардия роскомнадзор церковь посольство клуб команда штаб федерация \
            управление департамент гидрометцентр оператор релиз пресс-релиз исследование опрос иск протокол инструкция устав договор приговор",
        mr: "господин г г-н товарищ тов отец",
        mrs: "госпожа г-жа",
        his_names: "абдула авдей азат айдар алан александр алексей альберт анатолий андрей антон аркадий арсен арсений артем артемий артур ашот богдан борис вадим \
            валентин валера валерий василий вениамин виктор виталий владимир владислав влад всеволод вячеслав гарик геннадий георгий герман глеб григорий давид дамир даниил данила \
            денис дмитрий евгений егор ефим захар иван игнат игорь ильдар илья иннокентий иосиф кирилл константин лев леонид макар максим марат мирон мирослав \
            мурат михаил никита николай олег павел петр платон прохор рамаз рамзан равиль рафаэль ренат рустам роберт родион роман ростислав руслан савелий святослав семен сергей станислав \
            степан тарас тимофей тимур тихон фарид федор феликс филипп харитон хасан шамиль эдуард эльдар эмиль эрик эрнест юлиан юрий яков ян ярослав дональд джо джон \
            владимир эммануэль олаф фридрих реджеп си касым-жомарт нурсултан ильхам никол биньямин марк илон саша ваня эд том тим сэм майк пол питер джордж джеймс майкл уильям уолтер ричард стивен дэвид крис карл ханс жан пьер франсуа жак луи хосе хуан карлос луис мигель антонио марио джованни стефан ларс бенджамин дэниел мэтью тони фрэнк генри чарльз адам",
        her_names: "агата агния ада айгуль айсулу алевтина александра алена алина алиса алла альбина анастасия ангелина анжела анна антонина арина аэлита белла валентина валерия варвара \
            василиса вера вероника виктория виолетта виталина галина дарья диана дина динара евгения евдокия екатерина елена елизавета жанна зинаида зоя зульфия инга \
            инна инесса ирина карина кира клавдия клара кристина ксения лада лариса лидия лилия лия лиза любовь людмила майя маргарита марианна марина мария марфа милана мира \
            надежда наталия наталья нелли нина нонна оксана олеся ольга пелагея полина раиса регина римма роза роксана руслана светлана серафима снежана \
            софия софья стелла таисия тамара татьяна ульяна урсула фаина фатима эвелина эльвира эльмира эмма юлиана юлия яна ярослава ангела мелания катя маша настя",
    },
];
