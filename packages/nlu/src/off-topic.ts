/**
 * What mailboxes also get and no journey answers: the classifier learns these as one more class, out of scope. Some are off topic for
 * every company; some say that something is wrong but not what is wanted; some are requests that a company may well answer, and those
 * are left out where they resemble its own examples.
 */

/** Off topic for everyone. */
export const generalOffTopic: readonly { readonly text: string; readonly language: 'fr' | 'en' }[] = [
  ...french([
    'Merci beaucoup pour votre aide, bonne journée à toute l’équipe.',
    'Bonjour, j’espère que vous allez bien.',
    'Je vous souhaite une excellente année et beaucoup de réussite.',
    'Super, merci, tout est arrivé et je suis ravie !',
    'Parfait, c’est bien noté de mon côté.',
    'Votre boutique est magnifique, continuez comme ça.',
    'Un grand bravo à votre collègue qui m’a si bien renseigné au téléphone.',
    'Je me permets de vous adresser ma candidature pour un poste de vendeuse.',
    'Veuillez trouver ci-joint mon CV et ma lettre de motivation.',
    'Recrutez-vous des préparateurs pour les fêtes de fin d’année ?',
    'Je cherche un stage de deux mois en communication dans votre entreprise.',
    'Étudiante en master, je réalise une enquête sur le commerce en ligne, auriez-vous dix minutes ?',
    'Notre agence améliore le référencement de votre site sur les moteurs de recherche.',
    'Nous vous proposons un audit gratuit de votre site internet.',
    'Boostez vos ventes grâce à nos campagnes de publicité ciblées.',
    'Offre exceptionnelle : moins soixante pour cent sur toute la gamme de bureaux, cliquez ici.',
    'Découvrez notre nouvelle collection de textiles professionnels au salon de Lyon.',
    'Fabricant d’emballages en carton, nous serions heureux de devenir votre fournisseur.',
    'Voici notre grille tarifaire pour le transport de palettes en Europe.',
    'Je suis représentant en mobilier et j’aimerais vous présenter notre catalogue professionnel.',
    'Pourriez-vous m’indiquer le nom de la personne responsable des achats ?',
    'Notre comité d’entreprise souhaite un partenariat avec votre enseigne.',
    'Blogueuse décoration, je vous propose une collaboration sur mes réseaux sociaux.',
    'Notre association organise une tombola, pourriez-vous offrir un lot ?',
    'Nous cherchons des sponsors pour la course solidaire du printemps.',
    'Vous avez gagné un téléphone, confirmez vite vos coordonnées bancaires.',
    'Votre compte sera bloqué, cliquez sur ce lien pour confirmer votre mot de passe.',
    'Investissez dans les cryptomonnaies et doublez votre capital en un mois.',
    'Obtenez un crédit rapide sans justificatif à un taux imbattable.',
    'Je m’ennuie ce soir, viens discuter avec moi sur ce site de rencontre.',
    'Notre fils est né mardi, il pèse trois kilos deux et toute la famille va bien.',
    'Ma mère est hospitalisée et nous sommes très inquiets.',
    'On se retrouve dimanche chez Mamie pour son anniversaire ?',
    'Peux-tu rappeler le plombier pour la fuite de la salle de bains ?',
    'La réunion de demain est déplacée à quatorze heures en salle bleue.',
    'Je suis absent du bureau jusqu’au quinze, pour toute urgence contactez ma collègue.',
    'Veuillez valider vos congés d’été avant la fin de la semaine.',
    'Le contrôle de l’ascenseur aura lieu jeudi matin, merci de laisser l’accès libre.',
    'Votre abonnement à la lettre d’information est confirmé.',
    'Désinscrivez-moi de votre lettre d’information s’il vous plaît.',
    'Quels sont les horaires de votre magasin le samedi ?',
    'Avez-vous un parking près de la boutique ?',
    'Est-ce que vous vendez aussi des canapés d’angle ?',
    'Quelle est la différence entre les deux tailles de tapis ?',
    'Cette couleur existe-t-elle en vert sauge ?',
    'Faites-vous des réductions pour les étudiants ?',
    'Comment entretenir un meuble en rotin qui reste dehors ?',
    'Que pensez-vous de la météo de ce week-end ?',
    'Quelle est la recette de la tarte aux pommes de votre vitrine ?',
    'Le maire invite les commerçants à la cérémonie des vœux.',
    'Avis d’imposition : votre cotisation foncière est disponible en ligne.',
    'Nous vous informons de travaux dans votre rue du lundi au vendredi.',
    'Je vous ai croisé au marché samedi, quelle belle surprise !',
    'C’est une erreur, ce message ne vous était pas destiné.',
    'Test, est-ce que ce mail arrive bien ?',
    'Je ne comprends rien à ce que vous racontez.',
    'Ok ça marche, à demain alors.',
  ]),
  ...english([
    'Thank you so much for your help, have a great day.',
    'Hello, I hope you are doing well.',
    'Everything arrived safely, I love it, thanks again!',
    'I would like to apply for the sales position, please find my resume attached.',
    'We can bring your website to the first page of search results.',
    'Our factory produces packaging at the best price, ask for our catalogue.',
    'Congratulations, you have been selected to receive a prize, click the link.',
    'Your account will be suspended unless you verify your password now.',
    'Are you open on Sundays and is there a car park?',
    'Do you sell corner sofas as well?',
    'The meeting has been moved to Thursday afternoon.',
    'I am out of the office until Monday with limited access to email.',
    'Would you sponsor our charity run this spring?',
    'My daughter had her baby last night, we are all so happy.',
    'Double your income with our trading robot.',
    'Please unsubscribe me from your newsletter.',
  ]),
];

/** Customers who do not say what they want. */
export const vagueRequests: typeof generalOffTopic = [
  ...french([
    'J’ai un problème avec ma commande.',
    'Il y a une erreur dans ma commande, que puis-je faire ?',
    'J’ai une question à propos de mon achat.',
    'Pouvez-vous m’aider au sujet de mon colis ?',
    'Rien ne va avec cette livraison, que faites-vous ?',
    'Je ne suis pas satisfait du tout de ma commande.',
    'Je vous écris concernant la commande citée en objet.',
    'Merci de me rappeler à propos de ma commande.',
    'Quelles sont les solutions possibles dans mon cas ?',
    'Comment ça se passe si le colis ne me convient pas ?',
    'Quelqu’un peut-il enfin me répondre ?',
    'Je ne sais pas ce que je dois faire maintenant.',
    'Voici les informations que vous m’aviez demandées.',
    'Suite à notre échange, je vous donne mon accord.',
  ]),
  ...english([
    'I have a problem with my order.',
    'Could someone help me with my parcel please?',
    'I am not happy with my purchase.',
  ]),
];

/** Customers' requests that many companies answer by a journey of their own. */
export const otherServiceRequests: typeof generalOffTopic = french([
  'Je souhaite annuler ma commande passée hier.',
  'Merci d’annuler ma commande avant qu’elle ne parte.',
  'Pouvez-vous changer mon adresse de livraison, j’ai déménagé ?',
  'Voici ma nouvelle adresse et mon nouveau numéro de téléphone.',
  'Je voudrais modifier ma commande et ajouter un deuxième article.',
  'Pourriez-vous m’envoyer la facture de ma commande ?',
  'J’ai besoin d’un duplicata de facture pour ma comptabilité.',
  'Je n’arrive pas à me connecter à mon compte client.',
  'Mon mot de passe ne fonctionne plus sur votre site.',
  'Mon code promo n’est pas accepté au moment de payer.',
  'Le paiement par carte est refusé sur votre site.',
  'J’ai été débité deux fois pour le même achat.',
  'Comment utiliser ma carte cadeau et mes points de fidélité ?',
  'Je voudrais échanger cet article contre une taille au-dessus.',
  'L’appareil est tombé en panne, est-il sous garantie ?',
  'Pouvez-vous m’envoyer votre catalogue de printemps ?',
  'Il me faudrait la notice de montage de l’étagère.',
  'Quand cet article sera-t-il de nouveau disponible ?',
  'Je souhaite réserver une chambre double pour deux nuits.',
  'Est-il possible d’avancer mon arrivée à l’hôtel au vendredi ?',
  'Je veux supprimer mon compte et toutes mes données personnelles.',
  'Je tiens à me plaindre de l’accueil de votre conseillère.',
  'Pouvez-vous me rappeler au sujet d’un devis ?',
  'Combien coûte la livraison en Suisse ?',
  'Livrez-vous en Belgique et en point relais ?',
]);

function french(texts: readonly string[]) {
  return texts.map((text) => ({ text, language: 'fr' as const }));
}

function english(texts: readonly string[]) {
  return texts.map((text) => ({ text, language: 'en' as const }));
}
