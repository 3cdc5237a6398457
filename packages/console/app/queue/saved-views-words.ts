/** Words of the saved views: in the first page, so few. */
import { pageWords } from '../words/page-words.ts';

export const savedViewsWords = pageWords(
  {
    held: (count: number): string =>
      count > 1
        ? `${count} vues ne sont gardées que dans ce navigateur. Les garder sur votre compte ?`
        : 'Une vue n’est gardée que dans ce navigateur. La garder sur votre compte ?',
    takeOver: 'Les garder',
    later: 'Plus tard',
    taken: 'Vos vues sont gardées sur votre compte.',
    shared: 'Vue de toute l’équipe',
    deleteTitle: 'Supprimer la vue',
  },
  {
    held: (count: number): string =>
      count > 1
        ? `${count} views are kept in this browser only. Keep them with your account?`
        : 'One view is kept in this browser only. Keep it with your account?',
    takeOver: 'Keep them',
    later: 'Later',
    taken: 'Your views are kept with your account.',
    shared: 'A view of the whole team',
    deleteTitle: 'Delete the view',
  },
);
