/** Pages that need nothing else, for reports: markup that escapes, a frame, one style. */
export { pageDocument } from './document.ts';
export { type Html, html } from './markup.ts';
export { STYLES } from './styles.ts';
export { numbersIn, type PageLanguage } from './words.ts';
