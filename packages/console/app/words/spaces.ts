/** French typography: the space before a high sign must not break the line. Pure. */

/** With no-break spaces before `: ; ! ? »` and `%`, and after `«`. */
export function frenchSpaces(text: string): string {
  return text.replaceAll(/ ([:;!?»%€])/g, '\u00a0$1').replaceAll('« ', '«\u00a0');
}

/** The same words with `change` applied to every text, those made by functions too. */
export function mapTexts<Words extends object>(words: Words, change: (text: string) => string): Words {
  const mapped = Object.entries(words).map(([name, value]: [string, unknown]) => [name, mapOne(value, change)]);
  return (Array.isArray(words) ? mapped.map(([, value]) => value) : Object.fromEntries(mapped)) as Words;
}

function mapOne(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value === 'function') {
    return (...given: unknown[]) => change((value as (...given: unknown[]) => string)(...given));
  }
  return typeof value === 'object' && value !== null ? mapTexts(value, change) : value;
}
