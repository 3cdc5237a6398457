/** The topic table of ARCHITECTURE.md. */
import { DEAD_LETTER_TOPICS, TOPICS, type Topic } from '../topics.ts';

const DAY_MS = 86_400_000;
const HEAD = ['topic', 'says', 'published by', 'consumed by', 'kept'];

/** A Markdown table: one row per topic in the order of the flow, and one for the dead letters of all groups. */
export function topicTable(): string {
  const rows = TOPICS.map((topic) => rowOf(topic, `\`${topic.name}\` v${topic.event.version}`));
  const [letters] = DEAD_LETTER_TOPICS;
  if (letters) rows.push(rowOf(letters, `\`dead-letter.<group>\` v${letters.event.version}`));
  const lines = [HEAD, HEAD.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}

function rowOf({ summary, producers, consumers, retentionMs }: Topic, name: string): string[] {
  const readers = consumers.length > 0 ? consumers.join(', ') : 'operators';
  return [name, summary, producers.join(', '), readers, `${retentionMs / DAY_MS} days`];
}
