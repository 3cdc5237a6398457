/** Mails of a morning, for the pictures of the guides. */

/** Who, what about, what: customers and orders of the demo company. */
export const MAILS = [
  [
    'Claire Martin <claire.martin@courriel.example>',
    'Ma commande CMD-2026-00123',
    'Bonjour,\n\nOù en est ma commande CMD-2026-00123, s’il vous plaît ? Je l’attends toujours.\n\nMerci d’avance,\nClaire Martin',
  ],
  [
    'Fatou Diallo <fatou.diallo@courriel.example>',
    'Lampes jamais arrivées',
    'Bonjour,\n\nJe n’ai jamais reçu mes deux lampes, commande CMD-2026-00131 : le colis est perdu. Pouvez-vous me les renvoyer ?\n\nMerci,\nFatou Diallo',
  ],
  [
    'Claire Martin <claire.martin@courriel.example>',
    'Fauteuil au pied fendu',
    'Bonjour,\n\nJe souhaite être remboursée de ma commande CMD-2026-00124, le fauteuil est arrivé avec un pied fendu.\n\nCordialement,\nClaire Martin',
  ],
  [
    'Karim Benali <karim.benali@mail.example>',
    'Réclamation !!',
    'C’est inadmissible, cela fait trois semaines que j’attends et personne ne répond ! Je veux parler à un responsable. Commande CMD-2026-00126.\n\nKarim Benali',
  ],
  [
    'Élodie Lefèvre <elodie.lefevre@courriel.example>',
    'Thé au jasmin et nouvelle adresse',
    'Bonjour,\n\nJe voudrais retourner le thé de la commande CMD-2026-00127. Par la même occasion, j’ai déménagé : 12 rue des Lilas, 35000 Rennes.\n\nÉlodie Lefèvre',
  ],
  [
    'Jean-Marc Dubois <jm.dubois@mail.example>',
    'Abat-jour',
    'Bonjour, vendez-vous aussi des abat-jour en papier japonais ?\n\nJean-Marc Dubois',
  ],
  [
    'Fatou Diallo <fatou.diallo@courriel.example>',
    'Commande CMD-2026-00132',
    'Bonjour,\n\nLe thé de ma commande CMD-2026-00132 est arrivé abîmé. Remboursez-moi ou renvoyez-m’en un autre, comme vous préférez.\n\nFatou Diallo',
  ],
  [
    'Thomas Van den Berg <thomas.vdb@mail.example>',
    'Suivi et remboursement',
    'Bonjour,\n\nOù est ma commande CMD-2026-00133 ? Et quand serai-je remboursé de la précédente ?\n\nThomas Van den Berg',
  ],
  [
    'Sophie Keller <sophie.keller@courriel.example>',
    'Facture',
    'Bonjour, merci de m’envoyer la facture de la commande CMD-2026-00134.\n\nSophie Keller',
  ],
  [
    'Jean-Marc Dubois <jm.dubois@mail.example>',
    'Facture de la commande CMD-2026-00129',
    'Bonjour, il me faut un duplicata de facture pour ma commande CMD-2026-00129.\n\nMerci,\nJean-Marc Dubois',
  ],
  [
    'Emily Carter <emily.carter@mail.example>',
    'My order',
    'Hello,\n\nWhere is my order CMD-2026-00135? I also would like a refund for the other one.\n\nEmily Carter',
  ],
  [
    'Karim Benali <karim.benali@mail.example>',
    'Cafetière',
    'Bonjour,\n\nLa cafetière de ma commande CMD-2026-00125 est arrivée avec le couvercle fêlé. Je souhaite être remboursé.\n\nKarim Benali',
  ],
  [
    'Élodie Lefèvre <elodie.lefevre@courriel.example>',
    'Où est mon thé ?',
    'Bonjour,\n\nPouvez-vous me dire où en est ma commande CMD-2026-00127 ?\n\nÉlodie Lefèvre',
  ],
  [
    'Thomas Van den Berg <thomas.vdb@mail.example>',
    'Retour et adresse',
    'Bonjour, je souhaite retourner l’article de la commande CMD-2026-00133 et par la même occasion changer mon adresse postale : 12 rue des Lilas, 35000 Rennes.\n\nThomas Van den Berg',
  ],
  [
    'Emily Carter <emily.carter@mail.example>',
    'Personne ne répond !',
    'C’est inadmissible, cela fait trois semaines que j’attends et personne ne répond ! Je veux parler à un responsable. Commande CMD-2026-00135.\n\nEmily Carter',
  ],
  [
    'Claire Martin <claire.martin@courriel.example>',
    'Une idée de cadeau',
    'Bonjour, faites-vous des ateliers pour fabriquer ses bougies soi-même ?\n\nClaire Martin',
  ],
  [
    'Sophie Keller <sophie.keller@courriel.example>',
    'Carnets',
    'Bonjour, où en est ma commande CMD-2026-00134 ? Je voudrais aussi être remboursée de l’autre.\n\nSophie Keller',
  ],
  [
    'Jean-Marc Dubois <jm.dubois@mail.example>',
    'Vase en grès',
    'Bonjour,\n\nJe souhaite être remboursé de ma commande CMD-2026-00129, les carnets sont arrivés tachés.\n\nCordialement,\nJean-Marc Dubois',
  ],
  [
    'Fatou Diallo <fatou.diallo@courriel.example>',
    'Mon adresse, et un retour',
    'Bonjour, notez ma nouvelle adresse : 4 place du Marché, 69002 Lyon. Je voudrais aussi renvoyer le thé de la commande CMD-2026-00132.\n\nFatou Diallo',
  ],
];
