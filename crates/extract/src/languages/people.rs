//! Nouns for persons and organisations, and given names by gender.

use super::tables::People;
use super::{german, russian};

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
            sheriff garda shipowner detective officer inspector sergeant constable firefighter paramedic soldier general colonel commander admiral \
            veteran activist campaigner organiser organizer volunteer farmer miller baker driver passenger pilot sailor \
            engineer scientist researcher economist strategist banker investor trader broker owner founder executive ceo cfo chair \
            boss employee worker employer customer client resident neighbour neighbor local tourist visitor survivor victim \
            relative author writer poet novelist artist painter singer musician composer conductor producer filmmaker \
            curator librarian editor publisher columnist commentator presenter bishop pastor imam rabbi pope archbishop \
            vicar parishioner speaker clerk usher juror suspect parent child teenager pensioner retiree somebody someone \
            respondent user buyer seller shopkeeper vendor merchant dealer shopper commuter cyclist walker fan caller \
            correspondent teamster architect designer developer carpenter plumber electrician mechanic vet veterinarian \
            chef cook barman technician forecaster meteorologist biologist ecologist geologist physicist astronomer \
            epidemiologist psychologist psychiatrist therapist consultant contractor ranger warden superintendent \
            magistrate coroner heckler member delegate councillor councilor backbencher negotiator tycoon billionaire \
            supervisor treasurer comptroller mediator surveyor entrepreneur landowner tenant homeowner refugee migrant prisoner inmate hostage guard physician dentist pharmacist \
            accountant administrator adventurer agent ambulanceman anchor animator anthropologist archaeologist \
            archeologist astronaut athlete auditor bartender beekeeper bookseller bookkeeper bookmaker botanist \
            breeder bureaucrat businessperson cabinetmaker cardiologist caretaker cashier celebrity chairperson \
            challenger chemist chiropractor choreographer cleaner clinician co-author co-founder co-owner \
            cofounder coauthor collector comedian compatriot constituent counterpart creator crewmember \
            criminologist cryptographer dancer defector demographer dermatologist diver dissident doorman \
            educator emcee enthusiast ethicist evangelist ex-president ex-wife explorer exporter facilitator \
            fighter florist fugitive fundraiser geneticist geographer glaciologist grandparent grandson \
            granddaughter groundskeeper grower gunman gynaecologist hairdresser harvester hiker housemate \
            housewife hydrologist immigrant immunologist importer industrialist influencer informant innkeeper \
            instructor insurer intern interviewer investigator islander jeweller jockey jogger laborer labourer \
            landscaper librettist lifeguard linguist lobbyist locksmith magician manufacturer marketer \
            mathematician mayor-elect medic mentor midfielder winger batsman quarterback centre-back miner \
            missionary motorist mountaineer mp msp naturalist neurologist neuroscientist newcomer newsreader \
            nutritionist oceanographer oligarch oncologist onlooker operator optician ornithologist orthodontist \
            outfitter overseer paediatrician pediatrician palaeontologist paleontologist panellist panelist \
            pathologist pharmacologist philanthropist philosopher photographer photojournalist physiotherapist \
            pianist playwright pollster poultryman preacher president-elect principal-designate printer \
            programmer promoter prosecutor-general psychotherapist publicist pundit purser radiologist rancher \
            realtor receptionist recipient recruiter recruit rector rescuer restaurateur reviewer roofer scholar \
            screenwriter seismologist senator-elect sheikh singer-songwriter skier smallholder sociologist \
            songwriter specialist spectator squatter statistician stepfather stepmother steward stockbroker \
            storyteller subcontractor superfan swimmer technologist tenant-farmer theologian toxicologist \
            trade-unionist trapper trekker trucker tutor underwriter undersecretary unionist urologist \
            vice-president vice-chancellor vice-chair violinist virologist viewer vintner volcanologist waterman \
            webmaster weightlifter whistleblower whistle-blower winemaker woodsman workman wrestler youngster \
            youth zoologist zookeeper taoiseach archdeacon chief-of-staff brigadier corporal lieutenant \
            detective-inspector \
            convener convenor coxswain groundsman groundswoman beadle provost bursar registrar archivist conservator \
            curate chaplain deacon verger churchwarden sexton abbot housekeeper \
            postman postmistress postmaster milkman fishmonger butcher greengrocer grocer ironmonger seamstress \
            cobbler blacksmith farrier saddler thatcher stonemason bricklayer plasterer glazier welder foreman \
            forewoman signalman stationmaster bosun harbourmaster crofter shepherd gamekeeper gardener \
            gravedigger undertaker solicitor-general baritone tenor \
            soprano mezzo-soprano contralto cellist trumpeter flautist oboist organist percussionist bassist guitarist \
            singer-guitarist frontman frontwoman vocalist choirmaster impresario dramatist stage-manager set-designer \
            illustrator cartoonist printmaker potter weaver dramaturg auctioneer numismatist philatelist handler \
            falconer fancier twitcher birdwatcher hillwalker rambler climber caver kayaker rower \
            yachtsman yachtswoman helmsman bowler wicketkeeper fly-half flanker scrum-half goalscorer \
            defender full-back wing-back playmaker substitute umpire linesman head-coach snowboarder \
            sprinter hurdler javelin-thrower gymnast oarsman bystander passer-by well-wisher mourner \
            stagehand farmhand deckhand stablehand democrat republican tory socialist nationalist parliamentarian peer marcher picket stallholder punter drinker guest bride groom newlywed twin \
            sibling grandma granddad octogenarian nonagenarian septuagenarian centenarian barista busker croupier \
            lodger roommate flatmate classmate teammate shipmate bunkmate crewmate schoolmate matriarch patriarch heir \
            heiress godfather godmother stepson stepdaughter orphan toddler schoolboy schoolgirl sixth-former \
            undergraduate postgraduate postdoc alumnus goalie fielder pitcher catcher centre-half centre-forward \
            prop-forward hooker runner-up medallist champion titleholder underdog novice rookie \
            motorcyclist biker courier postie dustman binman roadsweeper sweeper window-cleaner janitor \
            porter concierge doorkeeper bouncer squire baron baroness duke duchess earl countess viscount \
            marquess emir sultan shah emperor empress tsar lama monk friar cantor muezzin \
            sleuth profiler cryptanalyst spy",
        several: "officials aides advisers sources critics opponents supporters allies analysts experts observers historians \
            reporters journalists witnesses insiders diplomats colleagues friends lawyers people voters protesters police \
            ministers lawmakers prosecutors doctors researchers scientists economists investors workers residents \
            neighbours neighbors locals relatives authors parents leaders members activists campaigners organisers organizers \
            authorities investigators inspectors auditors feds cops fans employers executives politicians republicans democrats others many some crowd audience \
            attorneys bankers bishops bosses bureaucrats bystanders captains carers citizens clergy clients pickets marchers swimmers gardeners plot-holders stallholders guests peers mps ecologists biologists \
            philosophers statisticians engineers fellows trustees governors islanders anglers \
            rowers sailors climbers walkers ramblers allotment-holders ticket-holders season-ticket-holders \
            climatologists coaches commentators commissioners commuters consultants consumers councillors \
            councilors couples customers deputies detectives developers directors drivers educators \
            environmentalists epidemiologists ex-employees families farmers fishermen firefighters forecasters \
            founders geologists grandparents guards headteachers homeowners humanitarians immigrants \
            insurers judges jurors landlords legislators lobbyists managers medics meteorologists \
            midwives migrants motorists mourners musicians negotiators nurses officers onlookers operators \
            paramedics participants passengers patients pensioners pilots planners players pollsters \
            preservationists prisoners producers professors psychologists pundits pupils refugees regulators \
            representatives rescuers retailers rivals scholars senators shareholders shopkeepers skeptics \
            sceptics soldiers specialists spectators sponsors strategists strikers students subscribers \
            survivors teachers teammates technicians teenagers tenants tourists traders unionists users vendors \
            veterans victims viewers villagers visitors volunteers youths defence defense prosecution",
        things: "statement report newspaper paper press office administration campaign government ministry embassy party \
            article letter sign email e-mail document study survey union association company council committee court \
            department agency hospital school university bank group firm charity club organisation organization institute \
            federation commission army police force board team church tribunal memo filing ruling indictment note \
            poster advertisement ad notice label plaque inscription caption headline leaflet manual constitution treaty law bill resolution \
            tweet post message text website page transcript verdict complaint lawsuit editorial operator airline \
            foundation network authority service bureau centre center parliament senate congress house kremlin telegram diary \
            card affidavit release warrant petition directive dossier guidelines charter banner programme brochure catalogue magazine minutes rules contract watchdog regulator think-tank \
            academy alliance archive assembly bailiff bbc blog brewery broadcaster bulletin cabinet carrier \
            chamber chapter coalition comment commissariat communique communiqué conference conglomerate \
            consortium constabulary consulate cooperative corporation decree developer directorate diocese \
            employer executive faculty fbi gazette headquarters inquest inquiry inspectorate insurer junta lab \
            laboratory leadership library maker manufacturer management manifesto marina mayoralty militia \
            mission monastery nonprofit non-profit notification ombudsman opposition organiser outlet panel \
            papers patrol planner platform playbook portal presidency press-release producer prosecution \
            publication publisher railway receipt regime registry review secretariat sheriff start-up startup \
            studio submission subsidiary summons supplier taskforce task-force thinktank trust utility vatican \
            workshop guidance invitation lyrics placard preface prospectus telegraph testimony transcripts \
            treatise testament reprimand entry pamphlet flyer postcard chalkboard blackboard whiteboard noticeboard \
            signboard billboard tombstone gravestone headstone epitaph tattoo t-shirt badge bumper-sticker sticker \
             poll index almanac guidebook textbook dictionary app podcast newsletter newsroom logbook log \
            ledger memorandum circular questionnaire scoreboard timetable handout menu wristband \
            application subpoena deposition readout factsheet white-paper green-paper obituary \
            orchestra choir quartet ensemble troupe brigade regiment battalion squadron coastguard lifeboat \
            congregation synod borough county parish",
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
    german::PEOPLE,
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
            collègue champion retraité quidam vacancier géographe architecte ingénieur technicien marin pêcheur paysan éleveur viticulteur \
            ténor cacique baron commerçant artisan salarié gendarme gérant chauffeur livreur restaurateur apiculteur berger danseur compositeur peintre photographe sculpteur survivant rescapé chancelier gouverneur commissaire inspecteur enquêteur négociateur émissaire successeur prédécesseur locataire notaire tailleur facteur \
            abbé académicien administrateur agent aîné allocataire amiral anthropologue apprenti archéologue \
            archevêque archiviste armateur arbitre artificier assassin assureur astronaute athlète attaché \
            auteur automobiliste aumônier bâtonnier banquier batteur bénéficiaire bibliothécaire bijoutier \
            boucher braconnier brigadier buraliste buteur caissier camarade cambrioleur caporal cardinal \
            cardiologue céréalier chanoine charpentier chasseur chimiste chroniqueur chorégraphe citadin citoyen \
            coiffeur coéquipier collégien collectionneur comédien comptable concepteur concessionnaire concierge \
            concitoyen concurrent consommateur constructeur consul consultant conteur contribuable contrôleur \
            coordinateur copain coprésident couturier couvreur créateur cultivateur curé défenseur demandeur \
            démineur démographe dentiste dessinateur développeur diplomate directeur-général docteur \
            documentariste douanier doyen directeur-adjoint dramaturge écologiste éditeur éditorialiste \
            éducateur électeur électricien encadrant enseignant épicier ermite eurodéputé exploitant explorateur \
            expatrié fabricant factotum fermier festivalier fleuriste footballeur forestier forgeron galeriste \
            garagiste géologue géomètre gestionnaire grand-père guitariste humoriste hydrologue hôtelier \
            huissier imprimeur industriel infectiologue informaticien initiateur instigateur interprète \
            intérimaire internaute interlocuteur inventeur investisseur jardinier jockey joaillier \
            kinésithérapeute lauréat légiste libraire lieutenant linguiste logisticien lycéen maçon magasinier \
            maître-nageur manager mandataire manifestant maraîcher marchand maréchal marathonien mathématicien \
            médiateur mémorialiste menuisier météorologue meneur missionnaire modérateur moine moniteur \
            musicologue naturaliste natif navigateur négociant neurologue numismate océanographe oncle opérateur \
            oncologue opticien orateur organisateur ornithologue orfèvre ouvreur palefrenier paroissien parrain \
            parlementaire participant partenaire passionné pasteur patient pharmacien philosophe physicien \
            pianiste piéton plombier plongeur polémiste politicien pongiste pourvoyeur prêteur pratiquant \
            prédicateur présentateur prisonnier producteur programmateur promoteur proviseur psychiatre \
            psychologue publicitaire quinquagénaire quadragénaire trentenaire sexagénaire septuagénaire \
            octogénaire radiologue randonneur rapporteur rappeur recruteur recteur rédacteur réfugié régisseur \
            résident résistant routier sans-abri sans-papiers saisonnier saxophoniste scénariste scientifique \
            sergent serveur serrurier skieur sociologue soigneur sommelier sous-préfet sous-officier spécialiste \
            stagiaire fromager luthier horloger relieur potier cordonnier ébéniste maréchal-ferrant \
            tonnelier vannier chapelier brasseur distillateur chevrier oléiculteur \
            ostréiculteur mytiliculteur pisciculteur sylviculteur bûcheron garde-forestier garde-champêtre \
            cantonnier éboueur camionneur taxi cheminot aiguilleur éclusier batelier \
             héritier légataire filleul neveu cousin beau-frère beau-père gendre \
             équipier rameur nageur sprinteur grimpeur perchiste boxeur judoka lutteur \
            escrimeur handballeur rugbyman basketteur volleyeur hockeyeur pilier talonneur demi \
            commissaire-priseur antiquaire brocanteur éclairagiste décorateur \
            costumier marionnettiste clown jongleur acrobate dompteur saltimbanque chansonnier parolier \
            accordéoniste violoncelliste organiste trompettiste chef-opérateur monteur \
            cadreur preneur bruiteur projectionniste critique glaciologue botaniste \
            entomologiste volcanologue vulcanologue sismologue paléontologue ethnologue \
             astronome astrophysicien écologue climatologue toxicologue graphologue \
             fiscaliste greffier parquetier pénaliste sous-directeur \
             contre-amiral gradé adjudant major légionnaire vétéran \
            déporté substitut sénateur-maire député-maire questeur conseiller-maître secouriste \
            sauveteur scaphandrier gars bonhomme compère acolyte comparse complice \
             homologue devancier rival manutentionnaire cariste \
            soudeur tourneur fraiseur ajusteur chaudronnier verrier papetier typographe tisserand \
            teinturier cafetier limonadier traiteur poissonnier charcutier crémier primeur pizzaïolo \
            caviste saunier paludier \
            intéressé militaire passant badaud curieux inconnu promeneur flâneur pdg dg drh dgs fêtard plaisantin farceur rigolo tiers \
            statisticien styliste surveillant tatoueur téléspectateur théologien torréfacteur \
            traducteur trader transporteur trésorier truand universitaire urbaniste urgentiste usager \
            utilisateur vainqueur vétérinaire vice-président vigneron vigile violoniste virologue voyageur \
            voyagiste zadiste zoologue sexologue gynécologue pédiatre nutritionniste épidémiologiste naturopathe \
            gastro-entérologue généticien biochimiste",
        women: "femme fille mère sœur soeur épouse reine princesse actrice directrice présidente conseillère avocate policière pompière \
            agricultrice chercheuse professeure institutrice étudiante écrivaine romancière chanteuse musicienne réalisatrice patronne \
            ouvrière employée vendeuse voisine habitante riveraine passagère conductrice entraîneuse joueuse capitaine gardienne \
            chirurgienne infirmière procureure prévenue accusée plaignante adjointe députée sénatrice préfète maire ministre secrétaire déléguée \
            élue candidate opposante amie collaboratrice dirigeante fondatrice entrepreneuse propriétaire cliente visiteuse touriste \
            experte historienne économiste responsable représentante militante porte-parole ambassadrice générale boulangère \
            cuisinière cheffe championne retraitée vacancière auditrice lectrice spectatrice animatrice madame mademoiselle collègue \
            sage-femme juge magistrate acheteuse dame commerçante artisane salariée gérante survivante rescapée danseuse compositrice photographe bénévole chancelière gouverneure commissaire inspectrice locataire juriste \
            administratrice agente aînée anthropologue archéologue archiviste assistante attachée autrice \
            auteure automobiliste avocate-générale bibliothécaire biologiste blessée bouchère buraliste \
            caissière camarade cardiologue céréalière chimiste chroniqueuse chorégraphe citoyenne coiffeuse \
            coéquipière collégienne comédienne comptable conceptrice concierge consommatrice consultante \
            conteuse contrôleuse coordinatrice copine coprésidente correspondante couturière créatrice \
            cultivatrice défenseure démographe dentiste dessinatrice détenue diplomate directrice-générale \
            docteure documentariste doyenne écologiste éditrice éditorialiste éducatrice électrice enseignante \
            épicière eurodéputée exploitante fermière festivalière fleuriste fonctionnaire footballeuse \
            galeriste gendarme géologue gestionnaire grand-mère humoriste hôtelière informaticienne initiatrice \
            intellectuelle interprète internaute interlocutrice intervenante jardinière journaliste \
            fromagère luthière horlogère relieuse potière cordonnière menuisière forgeronne brasseuse \
            apicultrice chevrière bergère ostréicultrice bûcheronne factrice livreuse chauffeuse cheminote \
            éclusière passeuse batelière héritière légataire filleule nièce cousine belle-sœur belle-mère bru \
            grand-tante équipière rameuse nageuse coureuse marathonienne sprinteuse grimpeuse perchiste boxeuse \
            judoka lutteuse escrimeuse handballeuse rugbywoman basketteuse volleyeuse hockeyeuse arbitre \
            antiquaire brocanteuse collectionneuse metteuse décoratrice costumière marionnettiste clownesse \
            acrobate dompteuse violoncelliste organiste batteuse guitariste trompettiste accordéoniste monteuse \
            cadreuse glaciologue botaniste ornithologue entomologiste volcanologue paléontologue hydrologue \
            géographe ethnologue astronome astrophysicienne écologue climatologue légiste \
            graphologue huissière greffière bâtonnière parquetière pénaliste notaire sous-directrice adjudante \
            brigadière vétérane résistante déportée substitute rapporteure rapporteuse questeure sauveteuse \
            maître-nageuse plongeuse prédécesseure successeure rivale concurrente consœur homologue \
            manutentionnaire soudeuse imprimeuse tisserande cafetière poissonnière charcutière crémière \
            sommelière caviste cadresse meunière éleveuse productrice viticultrice maraîchère marchande \
             dramaturge essayiste poétesse plasticienne sculptrice autrice-compositrice \
            octogénaire centenaire nonagénaire intéressée maîtresse-nageuse sœur-jumelle jumelle \
            militaire médiatrice passante badaude curieuse piétonne inconnue promeneuse flâneuse pdg dg drh dgs fêtarde plaisantine farceuse rigolote \
            kinésithérapeute lauréate libraire linguiste lycéenne magasinière maîtresse manifestante \
            marraine mathématicienne météorologue monitrice musicologue navigatrice neurologue \
            océanographe organisatrice parlementaire participante partenaire passionnée patiente pharmacienne \
            philosophe physicienne pianiste pilote politicienne présentatrice proviseure \
            psychiatre psychologue rappeuse rectrice rédactrice réfugiée résidente \
             restauratrice routière saisonnière scénariste scientifique secouriste serveuse skieuse \
            sociologue soignante spécialiste stagiaire styliste surveillante tante technicienne traductrice \
            trésorière universitaire urbaniste urgentiste usagère utilisatrice vétérinaire vice-présidente \
            vigneronne violoniste virologue volontaire voyageuse veuve sexagénaire quadragénaire \
            quinquagénaire trentenaire septuagénaire gynécologue pédiatre nutritionniste épidémiologiste \
            professionnelle gastro-entérologue",
        either: "maître personne enfant élève source victime témoin membre quelqu'un porte-parole ministre maire juge journaliste \
            adversaire proche responsable collègue analyste spécialiste scientifique biologiste géologue climatologue politologue sociologue \
            célébrité vedette idole recrue architecte artiste bénévole \
            cadre critique adulte ado adolescent adolescente pensionnaire camarade fidèle intime interprète \
            dentiste capitaliste notable stagiaire apprentie novice volontaire philatéliste garagiste \
            archiviste machiniste cinéphile mélomane noctambule mécène partisan partisane sympathisant \
            sympathisante adhérent adhérente abonné abonnée édile convive hôte hôtesse commensal connaisseur \
            connaisseuse anonyme internaute usager usagère habitué habituée retraité retraitée actif \
            sexagénaire nonagénaire centenaire quadragénaire jeune aîné aînée cadet \
            cadette benjamin benjamine gamin gamine gosse môme bambin écolier écolière collégienne lycéenne \
            étudiante dame demoiselle vieillard",
        several: "sources autorités syndicats médias habitants riverains experts manifestants parents salariés élus proches témoins \
            responsables députés agriculteurs enquêteurs avocats observateurs gens critiques \
            actionnaires adversaires agents analystes associations assureurs automobilistes auteurs banquiers \
            bénévoles camarades chasseurs cheminots chercheurs citoyens clients collègues commerçants \
            consommateurs contribuables défenseurs détracteurs diplomates dirigeants écologistes économistes \
            éleveurs élèves employés enseignants étudiants fonctionnaires gendarmes grévistes historiens \
            infirmières infirmiers internautes investisseurs journalistes jurés lycéens magistrats maires marins \
            médecins militaires militants ministres négociateurs opposants organisateurs organisations ouvriers \
            parlementaires partenaires partisans passagers patients patrons pêcheurs pilotes policiers pompiers \
            professeurs professionnels propriétaires psychologues réfugiés représentants retraités salariées \
            scientifiques secouristes sénateurs socialistes soignants soldats spécialistes spectateurs \
            supporteurs supporters survivants sympathisants touristes travailleurs universitaires usagers \
            utilisateurs victimes viticulteurs voisins volontaires voyageurs",
        things: "communiqué gouvernement parti ministère journal quotidien rapport texte lettre article loi arrêté plaque affiche \
            panneau document note recette règlement entreprise société groupe direction syndicat association fédération mairie \
            préfecture parquet tribunal cour police gendarmerie hôpital école université banque agence institut fondation comité \
            commission conseil assemblée sénat parlement église armée ambassade opposition majorité élysée matignon quai étude sondage enquête \
            décision jugement verdict courrier courriel message télégramme presse radio chaîne site magazine hebdomadaire manuel \
            entourage cabinet exécutif municipalité région département ville ong collectif club équipe fabricant exploitant opérateur constructeur rédaction \
            académie administration agenda amendement annexe annonce antenne archevêché arrêt assureur atelier \
            autorité badge banderole bilan blog brochure bulletin calicot catalogue chaine cinéma circulaire \
            citation clinique compagnie confédération congrès consigne consortium constitution consulat contrat \
            convention coopérative coordination couronne décret dépêche déclaration diocèse directive division \
            dossier édito éditorial entrefilet épître évêché faculté festival filiale firme garderie gérance \
            holding industriel inspection institution invitation jury juridiction justice kremlin laboratoire \
            leader ligue lettre-type librairie lycée maison-blanche manifeste mémo mosquée notice observatoire \
            office ordonnance organisation organisateur otan orchestre paroisse patronat pétition plainte \
            planning plateforme plate-forme porte-avions préambule prestataire procès-verbal prospectus \
            publication réquisitoire résolution revue secrétariat serveur sous-préfecture start-up succursale \
            témoignage testament thèse traité transporteur trust tweet union unesco unicef usine vatican \
            verbatim vigie \
            défense accusation \
            exposé motifs mémoire délibération registre \
            tract faire-part missive billet carton écriteau pancarte charte \
            protocole accord projet proposition avenant sommation assignation \
            expertise contre-expertise audit diagnostic synthèse compte-rendu avis \
            sentence réquisitions attendus livret programme dépliant \
            plaquette préface postface légende inscription épitaphe sms mail mél \
            post tribune chronique carnet calepin almanach guide encyclopédie \
            dictionnaire intersyndicale interprofession service mouvement chambre régie maison-mère enseigne marque rectorat \
            chancellerie diplomatie secrétariat-général état-major capitainerie douane douanes \
             interpellation motion profession-de-foi ordre-du-jour \
            régionale agence-régionale ars caf cpam urssaf dgccrf cnil arcom drac ddfip union-locale \
            confédération-paysanne cgt cfdt fo unsa sud medef cpme fnsea wwf greenpeace anticor pme eti \
             mutuelle assurance airline armateur hôtel-de-ville métropole \
            agglomération intercommunalité communauté commune amicale cse ces ceser chu ehpad crèche collège \
             aumônerie distributeur fournisseur bailleur promoteur aménageur gestionnaire repreneur \
            météo-france samu smur instance \
            bureau prud'hommes greffe barreau ordre",
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
            stéphane sylvain théo théodore thibault thierry thomas timéo timothée tristan valentin valéry victor vincent xavier yacine yann yannick yves yvon youssef \
            désiré baudouin firmin milan idriss idrissa cheikh mamadou souleymane boubacar abdoulaye oumar \
            ousseynou modibo seydou lamine babacar malick thiago timothé ambroise anselme aristide achille \
            alcide alphonse amédée ange antonin augustin balthazar barthélemy basile baudoin casimir césaire \
            clovis côme cyprien cyrille denys donatien edgar edmond éloi émilien ernest eugène eustache \
            évariste félicien félix fulbert gaétan gatien gédéon gonzague gontran hector honoré hyacinthe \
            ignace isidore jacky jacquot jeannot joachim jocelyn jonas judicaël killian lambert landry \
            lazare léandre léonce léopold lilian loup maël malo marc-antoine marcelin marien martial médard \
            melchior nestor octave odilon omer parfait philibert prosper régis rodrigue roch ronan saturnin \
            sévère siméon sixte sosthène tanguy théophile théodule ulysse urbain valère vianney victorien \
            wandrille wilfried yanis ylan ywen zacharie jean-baptiste jean-claude jean-françois jean-jacques \
            jean-louis jean-luc jean-marc jean-marie jean-michel jean-noël jean-paul jean-philippe \
            jean-pierre jean-yves pierre-yves paul-henri marc-aurèle charles-henri rachid saïd kamel mourad \
            nordine abdel abdelkader bilal sofiane ilyes",
        her_names: "adèle agathe agnès albane alice aline alix amandine amélie anaïs andrée angèle anne annick annie apolline arlette audrey aurélie aurore \
            bénédicte bérénice bernadette brigitte camille carine carole caroline catherine cécile céline chantal charlotte chloé christelle christiane \
            christine claire clara clarisse claudine clémence clémentine clotilde colette constance corinne danielle delphine denise diane dominique dorothée édith élise élisabeth elisabeth \
            elsa émilie emma estelle esther eugénie eva évelyne fabienne fanny fatima fatou florence françoise frédérique gabrielle gaëlle geneviève georgette germaine ghislaine \
            gisèle hélène henriette hortense huguette inès irène isabelle jacqueline jeanne jeannine joëlle josette josiane judith julie juliette justine karine kenza laetitia \
            laure laurence léa leïla léonie lili lise louise lucie lucienne lydie madeleine magali maëlle manon margaux margot marguerite marianne marie \
            marine marion marthe martine mathilde maud mélanie mélissa micheline mireille monique morgane muriel myriam nadège nadia nadine nathalie nicole nina \
            noémie nora océane odette odile olga olivia pascale patricia paule paulette pauline raymonde régine renée rosalie rose sabine sabrina salomé samia \
            sandra sandrine sarah séverine simone solange solène sonia sophie stéphanie suzanne sylvie tatiana thérèse valentine valérie vanessa véronique victoire \
            violaine virginie viviane yasmina yasmine yolande yvette yvonne zoé \
            soraya lucette assa nawel naïma djamila houria zineb aminata awa aïssatou mariama rokia binta \
            khady ndeye fanta ramata élodie églantine capucine solveig maïwenn maëva rozenn soizic \
            gwenaëlle nolwenn enora klervi bleuenn morgan anouk sidonie philomène félicie eulalie léontine \
            joséphine albertine marcelle lucile blanche flavie sylviane ginette roberte gilberte simonne \
            ottilie wilhelmine josianne maryse maryvonne marylène marlène anne-marie marie-claude marie-christine marie-hélène \
            marie-thérèse marie-france marie-laure marie-pierre marie-louise anne-laure anne-sophie mahaut \
            oriane ludivine coralie émeline adeline mylène magalie peggy prune garance romane lola jade \
            inaya lina assia samira farida malika rachida nassima karima fatoumata oumou ilse anja greta astrid",
    },
    // Russian
    russian::PEOPLE,
];
