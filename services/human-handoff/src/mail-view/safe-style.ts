/** What is let through of an inline style: how text looks, never where anything is fetched from or laid over something else. Pure. */

const PROPERTIES =
  /^(?:color|background-color|font|font-(?:family|size|style|weight|variant)|text-(?:align|decoration|indent|transform)|line-height|letter-spacing|vertical-align|white-space|word-break|direction|list-style-type|width|max-width|height|border(?:-[a-z]+){0,2}|padding(?:-[a-z]+)?|margin(?:-[a-z]+)?|border-collapse|border-spacing)$/;
/** Numbers, names, colours. No backslash, no quotation within which something could hide, no function but colours. */
const VALUE = /^(?:[\w\s#%.,!'"+-]|(?:rgba?|hsla?)\([\d\s.,%/]{1,40}\))+$/i;
const MOST_DECLARATIONS = 40;
const LONGEST = 200;

/** The style that is left, and how many declarations were taken out. */
export function safeStyle(style: string): { readonly style: string; readonly removed: number } {
  const declarations = style.split(';').filter((declaration) => declaration.trim() !== '');
  const kept = declarations.slice(0, MOST_DECLARATIONS).flatMap((declaration) => {
    const colon = declaration.indexOf(':');
    const name = declaration.slice(0, Math.max(0, colon)).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    return isSafe(name, value) ? [`${name}: ${value}`] : [];
  });
  return { style: kept.join('; '), removed: declarations.length - kept.length };
}

function isSafe(name: string, value: string): boolean {
  if (!PROPERTIES.test(name) || value.length > LONGEST || !VALUE.test(value)) return false;
  // Text that is drawn outside its place, over the words of others.
  return !(name.startsWith('margin') || name.startsWith('text-indent')) || !value.includes('-');
}
