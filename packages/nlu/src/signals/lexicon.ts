/** The words by which each signal is told, in French of all countries and English. Folded text: lower case, no accents, plain apostrophes. */

export type SignalName = 'upset' | 'legal' | 'leaving' | 'vulnerable' | 'press';

/** Gaps are bounded and within a sentence, so that no text makes a pattern slow. */
const GAP = '[^.!?\\n]{0,40}?';

const UPSET = [
  'scandal\\w*|inadmissible\\w*|inacceptable\\w*|intolerable\\w*|insupportable\\w*|honteu(?:x|se|ses|sement)|(?:une|la|quelle) honte|(?:pas|aucune) honte|lamentable\\w*|deplorable\\w*|indigne\\w*',
  'furieu(?:x|se|ses)|en colere|colere noire|exaspere\\w*|excede(?:e|s|es)?|outre(?:e|s|es)|revoltant\\w*|revolte(?:e|s|es)?|(?:suis|commence a etre) (?:\\w+ )?enervee?|ecoeure(?:e|s|es)?|degoute(?:e|s|es)?|ulcere(?:e|s)|remonte(?:e|s)? contre|hors de moi|a bout(?: de (?:patience|nerfs|force))?(?! de)',
  "ras[ -]le[ -]bol|marre de|ai marre|en ai (?:assez|ma claque|plein le dos)|plus que marre|ca suffit(?! ?\\?)|c'en est trop|la coupe est pleine|c'est le pompon|tannee?s?|perdu patience|patience a des limites",
  "(?<!signal[ -])arnaqu\\w*|escro\\w*|bande de voleurs|voleurs(?! (?:ont|m'ont))|c'est du vol|voleuse|foutage de gueule|foutez de|foutent de|fous de ma|moquez[ -]vous|vous moquez|se moque(?:r|nt)? (?:du|de)|(?:prenez|prend|prennent)(?:-vous)? (?:\\w+ ){0,3}pour (?:un con|des cons|des idiots|un idiot|une idiote|des imbeciles|des pigeons|un pigeon)",
  "incompeten\\w*|incapables|bons a rien|nullissimes?|(?:vous etes|c'est|service|trop|vraiment) (?:\\w+ )?nuls?(?! part)|n'importe quoi|du grand n'importe quoi|jamais vu (?:ca|cela|un service)|jamais ete aussi (?:mal|decue?)|honte a vous",
  '(?:tres|extremement|vraiment|profondement|plus que|super|trop) (?:decue?s?|mecontente?s?|facheee?s?|contrariee?s?|agacee?s?)|mecontent(?:e|es|s|ement)?|de qui se moque|inqualifiable|aberrant\\w*|ahurissant\\w*|catastroph(?:e|ique)',
  'merde|putain|bordel|connards?|conneries?|tabarnak|en crisse|crisse de|calisse|hchouma|degage[rz]?|vous avez perdu un(?:e)? client(?:e)?',
  'unacceptable|disgrace\\w*|disgusting|disgusted|furious|outrageous|outraged|ridiculous|fed up|scam\\w*|rip[ -]?off|appalling|appalled|terrible (?:service|experience)|worst|angry|livid|pathetic|useless|sick of|had enough|joke of a|bullshit|incompetent|lost a customer',
];

const LEGAL = [
  "(?:mon|notre|un|l'|votre) ?avocate?s?|avocats|tribuna(?:l|ux)|en justice|justice de paix|juge de paix|prud'hommes|(?<!office des )poursuites|poursuivre en|action (?:judiciaire|collective|de groupe)|actions? en justice|voie(?:s)? (?:judiciaires?|de droit|legales?)|recours (?:judiciaire|juridique|legal|collectif)",
  '(?:porter?|porterai|porterons|portons|deposer?|deposerai|depot de|une) ?plainte(?: contre vous)?|plainte (?:sera|a ete|penale|deposee)|mise? en demeure|met(?:s|tons|trai)? en demeure|huissiers?|commissaires? de justice|protection juridique|assistance juridique',
  'dgccrf|signal ?conso|repression des fraudes|mediateurs?|mediation (?:de la consommation)?|conciliateur|60 millions(?: de consommateurs)?|que choisir|ufc|test[ -]?achats?|frc|federation romande des consommateurs|office de la protection du consommateur|opc|petites creances|economie inspectie|spf economie|cnil|ombudsman|ocpm',
  'opposition (?:aupres de )?ma banque|chargeback|retrofacturation',
  'my (?:lawyer|attorney|solicitor)|solicitors?|legal (?:action|proceedings|advice)|small claims|sue you|(?:take|taking) you to court|see you in court|trading standards|report you to|citizens advice|consumer protection|better business bureau',
];

const LEAVING = [
  '(?:aller|irai|allons|irons|vais|va) (?:voir )?(?:ailleurs|(?:chez|a) (?:la |un |vos? )?concurren\\w+)|(?:chez|a|vers|par) (?:la |un |vos? |votre )?concurren\\w+|changer (?:de (?:fournisseur|boutique|cremerie|banque|operateur|enseigne|marque))|passer? a la concurrence',
  "(?:plus jamais|jamais plus)(?: rien)?(?: \\w+){0,3} (?:chez vous|de vous|votre (?:site|boutique|hotel))|(?:plus jamais|jamais plus) (?:je )?(?:ne )?(?:commander\\w*|acheter\\w*|reserver\\w*|client\\w*)|derniere (?:fois que (?:je |j'|nous |on )?(?:command|achet|reserv|vien|pass|fais)\\w*|commande (?:chez|que))|ne (?:commander|reviendr|reserver|achete|rachete)\\w* plus|vous (?:avez perdu|perdez|venez de perdre|allez (?:me )?perdre) (?:un|une|des)? ?(?:bon(?:ne)? )?(?:client\\w*)?|cliente? (?:de )?perdue?",
  '(?:fermer?|ferme[rz]|fermeture de|cloturer?|cloture[rz]|cloture de|supprimer?|supprime[rz]|resilier?|resilie[rz]?|resiliation de) (?:de )?(?:mon|notre|le) (?:compte|abonnement|contrat)|je (?:vous quitte|resilie)',
  '(?:take|taking) (?:my|our) (?:business|custom) elsewhere|go(?:ing)? (?:elsewhere|to (?:a|your) competitors?)|switch(?:ing)? to (?:a|another|your) \\w+|never (?:order|buy|shop|book|use)\\w*(?: \\w+){0,4} again|lost a customer|last time (?:i|we) (?:order|buy|shop|book|use)|(?:close|cancel) my (?:account|subscription)',
];

const PRESS = [
  `(?:alert|contact|prevenir|preven|previen|saisi|appel|ecrir|ecris|informer?)\\w*${GAP}(?:la presse|les medias|les journaux|un journal|une? journaliste|les journalistes|la tele|bfm|ouest-france|le parisien|la rtbf|la rts|radio-canada)`,
  '(?:je suis|en tant que|suis une?) journaliste|journaliste (?:a|au|aux|pour|chez|pigiste)|signal[ -]arnaques?|cash investigation|capital sur m6|julien courbet|on ne repond plus|a bon entendeur|la facture (?:de|a) radio-canada',
  `(?:publi(?:e|er|ons|erai|erons|erez)|partag(?:e|er|erai|erons)|je (?:\\w+ )?poste|poster(?:ai|ons)?|diffus\\w*|racont\\w*|temoign\\w*|balanc\\w*|denonc\\w*|alert\\w*|twitt\\w*|tweet\\w*|faire savoir|mettr\\w*|dir(?:e|ai|ons))(?!\\p{L})${GAP}(?:reseaux sociaux|facebook|twitter|tiktok|instagram|sur x\\b|trustpilot|google)`,
  `(?:reseaux sociaux|trustpilot|avis google)${GAP}(?:seront|vont|sauront|apprecier|savoir|interesse)|(?:mauvais|tres mauvais|avis) (?:avis )?(?:negatif|assassin)s?|laisser? un (?:tres )?mauvais avis|faire du bruit|bad buzz`,
  'go(?:ing)? to the press|(?:contact|call|tell|alert)\\w* (?:the |a )?(?:press|media|newspapers?|journalists?)|i am a journalist|(?:post|share|tell everyone)\\w*[^.!?\\n]{0,40}?(?:social media|facebook|twitter|tiktok|trustpilot)|bad review|negative review|go viral',
];

const VULNERABLE = [
  "cancers?|chimio\\w*|radiotherapie|leucemie|hospitalis\\w*|(?:a|de|sort\\w*|rentr\\w*) (?:de )?l'hopital|en soins palliatifs|fin de vie|maladie (?:grave|chronique|longue duree|rare|d'alzheimer|de parkinson)|alzheimer|parkinson|sclerose|gravement malade|suis (?:\\w+ )?malade|(?:mon|ma|notre) \\w+ (?:\\w+ )?est (?:tres |gravement )?malade|tombee? malade|depression|depressi(?:f|ve)|burn[ -]?out|un avc|infarctus|dialyse|diabetique|(?:arret|conge)(?: de)? maladie|operation du|me faire operer|je suis enceinte|enceinte de|grossesse (?:a risque|difficile)|fausse couche|oxygene medical",
  'handicap\\w*|en invalidite|invalide a|fauteuil roulant|mobilite reduite|\\bpmr\\b|malvoyant\\w*|non[ -]voyant\\w*|aveugle|malentendant\\w*|(?:suis|est) sourde?|autis\\w+|dyslexi\\w+|sous (?:tutelle|curatelle)|marche avec (?:une canne|un deambulateur|des bequilles)|aah\\b',
  "deces|decede(?:e|s|es)?|en deuil|mon deuil|(?:mari|femme|epou(?:x|se)|pere|mere|papa|maman|fils|fille|frere|soeur|oncle|tante|conjointe?|compagn(?:e|on)|grand-(?:pere|mere)|bebe) (?:qui )?(?:est|etait) morte?|(?:la )?mort (?:de|d') ?(?:mon|ma|mes|notre|son|sa)|vien(?:s|t) de perdre (?:mon|ma|son|sa|notre)|(?:ai|avons|a) perdu (?:mon|ma|notre|son|sa) (?:mari|femme|epou\\w+|pere|mere|fils|fille|frere|soeur|maman|papa|conjointe?|compagn\\w+|bebe|enfant|grand-\\w+)|veuf|veuve|enterrement|obseques|funerailles|feu mon (?:mari|pere)|nous a quittes",
  "(?:j'ai|age[e]?s? de|de|a|ai|passe) (?:bientot |plus de |mes )?(?:7[5-9]|8\\d|9\\d|10\\d) ans|quatre-vingt\\S* ans|personnes? agee?s?|grand age|\\behpad\\b|maison de (?:retraite|repos)|home pour personnes|\\bems\\b|chsld|tres agee?s?|(?:nonagenaire|octogenaire|centenaire)",
  "surendett\\w*|interdite? bancaire|\\brsa\\b|au chomage|(?:ete|suis) licencie\\w*|perdu mon (?:emploi|travail|boulot)|plus un (?:sou|rond|centime)|sans (?:ressources|revenus?|argent|emploi)|plus de quoi (?:manger|vivre|payer)|(?:ne |n')?(?:peux|arrive|arrivons|pouvons) (?:plus|pas) (?:a )?(?:payer|regler|boucler|joindre les deux bouts|nourrir)|fins? de mois (?:difficile|compliquee?)s?|minima sociaux|a la rue|sans[ -]abri|expulsion|expulsee?|difficultes? financieres?|grande precarite|restos du coeur|banque alimentaire|aide sociale|\\bcpas\\b|mere isolee|seule avec (?:mes|trois|deux|quatre) (?:\\w+ )?enfants",
  "j'ai (?:1[0-7]|onze|douze|treize|quatorze|quinze|seize|dix-sept) ans|suis (?:encore )?mineure?|je suis (?:une? )?collegien(?:ne)?|(?:mon fils|ma fille|mon enfant|mon petit-fils|ma petite-fille) (?:de|age(?:e)? de|qui a) (?:[1-9]|1[0-7]) ans(?= (?:a|qui a|avait) )|mineure? (?:a|qui a) (?:command|achet|pay)\\w*",
  "violences? (?:conjugales?|familiales?|domestiques?)|victime de (?:violences?|viol|harcelement)|conjoint violent|mari violent|mon ex(?:[ -]\\w+)? (?:me )?(?:menace|harcele|suit|bat|frappe|surveille)|(?:me|m'a) (?:frappee?|battue?|menacee?)|ordonnance (?:de protection|d'eloignement)|foyer d'urgence|suicid\\w*|en finir avec la vie|mettre fin a mes jours|plus envie de vivre|me foutre en l'air",
  "passed away|funeral|bereave\\w*|(?:my \\w+|he|she) (?:has )?(?:just )?died|late (?:husband|wife|father|mother|mum|dad)|widow(?:er)?|chemotherapy|in hospital|hospitali[sz]ed|terminally ill|seriously ill|disab(?:led|ility)|wheelchair|visually impaired|i am (?:blind|deaf|pregnant)|dementia|elderly|nursing home|care home|i(?:'m| am) (?:7[5-9]|8\\d|9\\d)(?: years old)?(?!\\w|%)|lost my job|(?:can't|cannot|can not) afford|in debt|unemployed|homeless|food bank|domestic (?:violence|abuse)|abusive (?:partner|husband|ex)|i(?:'m| am) (?:1[0-7])(?: years old)?(?![\\w%])|kill myself|suicid\\w*",
];

/** One pattern a signal, for folded text; with the flag `g`. */
export const lexicon: Readonly<Record<SignalName, RegExp>> = {
  upset: whole(UPSET),
  legal: whole(LEGAL),
  leaving: whole(LEAVING),
  vulnerable: whole(VULNERABLE),
  press: whole(PRESS),
};

function whole(parts: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}
