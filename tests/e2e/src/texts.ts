/** What customers write, in words that the demo company's journeys know. */

export const whereIs = (order: string): string => `Bonjour,\n\nOù en est ma commande ${order} ?\n\nMerci`;

export const refund = (order: string): string =>
  `Bonjour,\n\nJe souhaite obtenir le remboursement de ma commande ${order}.\n\nMerci`;

export const lost = (order: string): string =>
  `Bonjour,\n\nMon colis est perdu, pouvez-vous me renvoyer la commande ${order} ?\n\nMerci`;

/** Nothing that a journey answers. */
export const unclear = (order: string): string =>
  `Bonjour,\n\nJe vous écris au sujet de ma commande ${order}. Que faire ?`;
