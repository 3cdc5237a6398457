/** Reads the mail sets and says what is wrong with them: `node packages/nlu/sets/check.mjs [FILE…]`. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const HERE = import.meta.dirname;
const REGISTERS = 'polite curt furious oral misspelt phone belgian swiss quebec maghreb english mixed'.split(' ');
const INTENTS = [...readFileSync(join(HERE, 'taxonomy.md'), 'utf8').matchAll(/^\| `([a-z-]+)` \|/gm)].map(
  ([, intent]) => intent,
);

const files = process.argv.slice(2);
if (files.length === 0)
  files.push(
    ...readdirSync(HERE)
      .filter((name) => /^(mails|off-topic)\..*\.txt$/.test(name))
      .map((name) => join(HERE, name)),
  );
let wrong = 0;
for (const file of files) report(file);
process.exitCode = wrong > 0 ? 1 : 0;

function report(file) {
  const counts = { register: {}, requests: {}, intent: {}, words: {} };
  const mails = readFileSync(file, 'utf8')
    .split(/^(?=@ )/m)
    .filter((mail) => mail.trim() !== '');
  let line = 1;
  for (const mail of mails) {
    const fault = faultOf(mail, basename(file).startsWith('off-topic'), counts);
    if (fault !== undefined) {
      process.stderr.write(`${file}:${line}: ${fault}\n`);
      wrong += 1;
    }
    line += mail.split('\n').length - 1;
  }
  process.stdout.write(`${basename(file)} ${mails.length} ${JSON.stringify(counts)}\n`);
}

function faultOf(mail, isOffTopic, counts) {
  const [head = '', ...rest] = mail.split('\n');
  const body = rest.join('\n');
  const register = /^@ ([a-z]+)(?: topic: [^:]+?)?(?: subject: .+)?$/.exec(head)?.[1];
  if (!REGISTERS.includes(register)) return `the first line "${head}" is not "@ register [topic: …] [subject: …]"`;
  const marks = [...body.matchAll(/\[\[([^|\]]*)\|([^\]]*)\]\]/g)];
  if (isOffTopic && marks.length > 0) return 'an off-topic mail has no marks';
  if (!isOffTopic && marks.length === 0) return 'no request is marked';
  const unknown = marks.find(([, intent]) => !INTENTS.includes(intent));
  if (unknown) return `"${unknown[1]}" is no intent of taxonomy.md`;
  const text = body.replace(/\[\[[^|\]]*\|([^\]]*)\]\]/g, '$1');
  if (/\[\[|\]\]/.test(text)) return 'a mark is not closed, or is inside another';
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (words < 3 || words > 270) return `${words} words`;
  add(counts.register, register);
  const intents = new Set(marks.map(([, intent]) => intent));
  add(counts.requests, String(intents.size));
  for (const intent of intents) add(counts.intent, intent);
  add(counts.words, words < 15 ? '<15' : words < 40 ? '15-39' : words < 100 ? '40-99' : '100+');
  return undefined;
}

function add(counts, key) {
  counts[key] = (counts[key] ?? 0) + 1;
}
