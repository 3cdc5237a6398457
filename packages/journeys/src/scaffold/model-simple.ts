/** The shortest journey: one reply, and the case is closed. */
import { examplesText, headText, type ScaffoldNames, templateText } from './scaffold-text.ts';

/** The files of a journey that replies at once. */
export function simpleFiles(names: ScaffoldNames): Record<string, string> {
  return {
    'journey.yaml': `${headText(names)}
# Les étapes, dans l’ordre.
steps:
  # Envoie le modèle templates/reponse.fr.md, puis ferme le dossier avec l’issue « resolved » (résolu).
  - repondre: { reply: reponse, close: resolved }
`,
    'examples.fr.txt': examplesText(names),
    'templates/reponse.fr.md': templateText(
      'Votre demande',
      `
À remplacer : la réponse au client. Écrivez le corps du mail seulement ; « Bonjour » et la signature sont ajoutés.`,
    ),
    'tests/repond.yaml': `# Un essai : une conversation qui doit se passer ainsi. Lancez-le par « npx facteur journeys test ».
test: répond et ferme le dossier
conversation:
  # Ce que le client écrit.
  - customer: Bonjour, à remplacer par une phrase de client.
  # Tout ce qui doit arriver, et rien d’autre : le modèle envoyé, puis la fermeture.
  - expect: { reply: reponse, close: resolved }
`,
  };
}
