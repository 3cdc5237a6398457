/** What a browser shows when nobody is signed in: which link to open, and where that link is. */

const WORDS = {
  fr: {
    title: 'Connexion nécessaire',
    body: [
      'Cette page est réservée aux personnes connectées.',
      'Au démarrage, Facteur affiche un lien de connexion dans le terminal où il a été lancé. Ouvrez ce lien dans ce navigateur : vous serez connecté.',
      'Vous ne retrouvez pas le lien ? Arrêtez Facteur puis relancez-le : il en affichera un nouveau.',
    ],
  },
  en: {
    title: 'Please sign in',
    body: [
      'This page is for people who have signed in.',
      'When it starts, Facteur prints a sign-in link in the terminal where it was launched. Open that link in this browser, and you are signed in.',
      'Lost the link? Stop Facteur and start it again: it prints a new one.',
    ],
  },
} as const;

/** A whole HTML document that needs nothing else. Default language: French. */
export function signInPage(language: keyof typeof WORDS): string {
  const { title, body } = WORDS[language];
  const paragraphs = body.map((text) => `<p>${text.replaceAll(/ ([:?!;])/g, '&nbsp;$1')}</p>`).join('\n');
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Facteur</title></head>
<body><main>
<h1>${title}</h1>
${paragraphs}
</main></body>
</html>
`;
}
