/** `@` at the end of what is typed asks for a name. Pure. */

const ASKED = /(^|\s)@([\p{L}\d._-]*)$/u;

/** What follows the last `@`; undefined when no name is being typed. */
export function mentionAt(text: string): string | undefined {
  return ASKED.exec(text)?.[2];
}

/** With the name that is being typed replaced by a person's id. */
export function withMention(text: string, id: string): string {
  return text.replace(ASKED, (_whole, before: string) => `${before}@${id} `);
}
