/** What the demo company has set up, so that whoever tries it out finds templates and a macro to look at. */
import { isAppError } from '@facteur/primitives';
import type { MacroAction, TemplateContent } from './items.ts';
import type { Setup } from './setup.ts';

const DEMO = { id: 'demo', isSupervisor: true };

const TEMPLATES: readonly TemplateContent[] = [
  {
    title: 'Excuses et geste commercial',
    language: 'fr',
    text: `Bonjour {{customer.name}},

Nous vous prions de nous excuser pour [[ce qui s’est passé]]. Ce n’est pas ce que vous attendiez de nous, et nous le comprenons.

Pour nous faire pardonner, nous vous offrons [[le geste]] sur votre prochaine commande.

Bien cordialement,
{{me.name}}`,
  },
  {
    title: 'Enquête auprès du transporteur',
    language: 'fr',
    text: `Bonjour {{customer.name}},

Nous avons ouvert une enquête auprès du transporteur au sujet de votre colis [[numéro de suivi]]. Sa réponse nous parvient en général sous [[nombre de jours]] jours ; nous revenons vers vous dès que nous l’avons.

Votre dossier porte le numéro {{case.number}}.

Bien cordialement,
{{me.name}}`,
  },
  {
    title: 'Carrier inquiry',
    language: 'en',
    text: `Hello {{customer.name}},

We have opened an inquiry with the carrier about your parcel [[tracking number]]. They usually answer within [[number of days]] days; we will write to you as soon as they do.

Your case number is {{case.number}}.

Kind regards,
{{me.name}}`,
  },
];

const INQUIRY = 'Enquête auprès du transporteur';

/** Writes it where nobody has set anything up yet. Somebody else who does so at the same moment is let go first. */
export async function setUpDemo(setup: Setup): Promise<void> {
  const known = await Promise.all([setup.list('template', DEMO), setup.list('macro', DEMO)]);
  if (known.flat().length > 0) return;
  try {
    const saved = [];
    for (const content of TEMPLATES) saved.push(await setup.save('template', DEMO, { scope: 'all', content }));
    const inquiry = saved.find(({ title }) => title === INQUIRY);
    if (inquiry) await setup.save('macro', DEMO, { scope: 'all', content: macroWith(inquiry.id) });
  } catch (error) {
    if (!isAppError(error, 'CONFLICT')) throw error;
  }
}

function macroWith(template: string): { title: string; actions: MacroAction[] } {
  const actions: MacroAction[] = [
    { do: 'tag', tag: 'transporteur' },
    { do: 'assign', to: 'me' },
    { do: 'reply', template },
  ];
  return { title: INQUIRY, actions };
}
