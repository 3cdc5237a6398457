/** The words of the pages for those who are not in yet. */
import type { PageLanguage } from './request-page.ts';

interface PageWords {
  readonly signInTitle: string;
  readonly signInWhy: string;
  readonly email: string;
  readonly password: string;
  readonly signIn: string;
  readonly signInHelpTitle: string;
  readonly signInHelp: readonly string[];
  readonly wrong: string;
  readonly 'too-many': string;
  readonly invitationTitle: string;
  readonly hello: string;
  readonly invitation: string;
  readonly newPassword: string;
  readonly again: string;
  readonly passwordHint: string;
  readonly accept: string;
  readonly 'too-short': string;
  readonly different: string;
  readonly invitationOverTitle: string;
  readonly invitationOver: string;
  readonly notAllowedTitle: string;
  readonly notAllowed: (roleName: string) => string;
  readonly back: string;
}

/** In French and English; HTML, with no-break spaces where French typography wants them. */
export const PAGE_WORDS: Readonly<Record<PageLanguage, PageWords>> = {
  fr: {
    signInTitle: 'Connexion nécessaire',
    signInWhy: 'Cette page est réservée aux personnes connectées.',
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    signIn: 'Se connecter',
    signInHelpTitle: 'Vous n’arrivez pas à vous connecter&nbsp;?',
    signInHelp: [
      'Vous n’avez pas encore de mot de passe, ou vous l’avez oublié&nbsp;? Demandez un lien d’invitation à la personne qui administre Facteur.',
      'Vous administrez Facteur&nbsp;? Au démarrage, il affiche un lien de connexion dans le terminal où il a été lancé. Ouvrez ce lien dans ce navigateur.',
    ],
    wrong: 'L’adresse ou le mot de passe ne convient pas. Vérifiez-les, puis réessayez.',
    'too-many': 'Trop d’essais en peu de temps. Patientez une minute, puis réessayez.',
    invitationTitle: 'Choisissez votre mot de passe',
    hello: 'Bonjour',
    invitation: 'choisissez le mot de passe qui vous servira à vous connecter.',
    newPassword: 'Mot de passe',
    again: 'Le même mot de passe, encore une fois',
    passwordHint: 'Au moins 10&nbsp;caractères. Une phrase de quelques mots convient très bien.',
    accept: 'Enregistrer et me connecter',
    'too-short': 'Ce mot de passe est trop court&nbsp;: il faut au moins 10&nbsp;caractères.',
    different: 'Les deux saisies ne sont pas identiques. Recommencez.',
    invitationOverTitle: 'Ce lien n’est plus valable',
    invitationOver:
      'Un lien d’invitation sert une seule fois, pendant sept jours. Demandez-en un autre à la personne qui administre Facteur.',
    notAllowedTitle: 'Accès réservé',
    notAllowed: (role) => `Il faut le rôle «&nbsp;${role}&nbsp;» pour ouvrir cette page.`,
    back: 'Revenir à la première page',
  },
  en: {
    signInTitle: 'Please sign in',
    signInWhy: 'This page is for people who have signed in.',
    email: 'E-mail address',
    password: 'Password',
    signIn: 'Sign in',
    signInHelpTitle: 'Trouble signing in?',
    signInHelp: [
      'No password yet, or forgotten? Ask whoever administers Facteur for an invitation link.',
      'You administer Facteur? When it starts, it prints a sign-in link in the terminal where it was launched. Open that link in this browser.',
    ],
    wrong: 'The address or the password is not right. Check them and try again.',
    'too-many': 'Too many attempts in a short time. Wait a minute, then try again.',
    invitationTitle: 'Choose your password',
    hello: 'Hello',
    invitation: 'choose the password that you will sign in with.',
    newPassword: 'Password',
    again: 'The same password once more',
    passwordHint: 'At least 10 characters. A phrase of a few words does very well.',
    accept: 'Save and sign in',
    'too-short': 'This password is too short: it takes at least 10 characters.',
    different: 'The two entries are not the same. Please start again.',
    invitationOverTitle: 'This link is no longer valid',
    invitationOver: 'An invitation link works once, for seven days. Ask whoever administers Facteur for another one.',
    notAllowedTitle: 'Not for everyone',
    notAllowed: (role) => `Opening this page takes the role “${role}”.`,
    back: 'Back to the first page',
  },
};
