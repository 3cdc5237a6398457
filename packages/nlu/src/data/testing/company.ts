/** What the company of the data sets declares: its numbers and its products. */
import { openCatalogue } from '../catalogue.ts';
import type { DataContext } from '../found.ts';
import { orderPattern, parcelPatterns, readNumberPatterns } from '../numbers/default-numbers.ts';

export const company: DataContext = {
  numbers: readNumberPatterns([
    orderPattern,
    { type: 'order-number', pattern: 'FR20######' },
    { type: 'order-number', pattern: '########', check: 'luhn', near: ['commande', 'cmd', 'order', 'achat'] },
    { type: 'invoice-number', pattern: 'FA-20##-####' },
    { type: 'booking-number', pattern: 'TIL-#####' },
    ...parcelPatterns,
  ]),
  catalogue: openCatalogue([
    { id: 'tabouret-oslo', name: 'Tabouret Oslo' },
    { id: 'lampe-lune', name: 'Lampe de chevet Lune' },
    { id: 'marmite-fonte', name: 'Marmite en fonte' },
    { id: 'nappe-lin', name: 'Nappe en lin' },
    { id: 'miroir-soleil', name: 'Miroir rond Soleil', aliases: ['miroir Soleil'] },
    { id: 'canape-bergen', name: 'Canapé Bergen' },
    { id: 'theiere-sakura', name: 'Théière Sakura' },
    { id: 'tapis-berbere', name: 'Tapis berbère' },
    { id: 'chaise-nomade', name: 'Chaise pliante Nomade', aliases: ['chaise Nomade'] },
    { id: 'parure-ocean', name: 'Parure de lit Océan' },
    { id: 'cafetiere-italienne', name: 'Cafetière italienne' },
  ]),
};
