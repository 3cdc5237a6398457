/** Parts of a mail that become cases of their own, as they are chosen in its text. Pure. */
import type { MailRequest } from '../api/types.ts';

export const MOST_PARTS = 8;

/** From `start` to before `end` in the mail's text. */
export interface Part {
  readonly start: number;
  readonly end: number;
  /** False: it was understood as a request, and stays in this case. */
  readonly isChosen: boolean;
  /** The intent that it was understood as. */
  readonly intent?: string;
}

/**
 * What was understood, as parts. What this case is about stays here: were it cut out as well, two cases would run for one request.
 * Without a journey the first request is taken for it.
 */
export function suggestedParts(
  text: string,
  requests: readonly Pick<MailRequest, 'span' | 'intents'>[],
  own: string | undefined,
): readonly Part[] {
  const found = requests
    .filter(({ span }) => span.in === 'text' && span.start < span.end)
    .map(({ span, intents }) => ({ ...trimmed(text, span), intent: intents[0]?.intent }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start)
    .filter((part, index, all) => index === 0 || part.start >= (all[index - 1]?.end ?? 0));
  const mine =
    own === undefined
      ? 0
      : Math.max(
          0,
          found.findIndex(({ intent }) => intent === own),
        );
  return found.slice(0, MOST_PARTS + 1).map(({ start, end, intent }, index) => ({
    start,
    end,
    isChosen: index !== mine,
    ...(intent !== undefined && { intent }),
  }));
}

/** With what was selected as a chosen part, in place of those that it touches; unchanged when nothing but space was selected. */
export function withPart(text: string, parts: readonly Part[], selected: Pick<Part, 'start' | 'end'>): readonly Part[] {
  const { start, end } = trimmed(text, selected);
  if (start >= end) return parts;
  const others = parts.filter((part) => part.end <= start || part.start >= end);
  return [...others, { start, end, isChosen: true }].sort((a, b) => a.start - b.start);
}

export function withoutPart(parts: readonly Part[], start: number): readonly Part[] {
  return parts.filter((part) => part.start !== start);
}

/** With the part that begins there chosen, or no more so. */
export function toggled(parts: readonly Part[], start: number): readonly Part[] {
  return parts.map((part) => (part.start === start ? { ...part, isChosen: !part.isChosen } : part));
}

/** The texts of what becomes cases, as the mail has them. */
export function chosenTexts(text: string, parts: readonly Part[]): readonly { readonly text: string }[] {
  return parts.filter(({ isChosen }) => isChosen).map(({ start, end }) => ({ text: text.slice(start, end) }));
}

/** True for one to eight chosen parts. */
export function canSplit(parts: readonly Part[]): boolean {
  const count = parts.filter(({ isChosen }) => isChosen).length;
  return count >= 1 && count <= MOST_PARTS;
}

function trimmed(text: string, { start, end }: Pick<Part, 'start' | 'end'>): { start: number; end: number } {
  const [from, to] = [Math.max(0, Math.min(start, end)), Math.min(text.length, Math.max(start, end))];
  const inside = text.slice(from, to);
  const lead = inside.length - inside.trimStart().length;
  return { start: from + lead, end: Math.max(from + lead, to - (inside.length - inside.trimEnd().length)) };
}
