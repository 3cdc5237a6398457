/** `npm run bench [-- names… --quick --json]`: a table and JSON; exits 1 when a figure misses what is wanted. */
import { authorsBench } from './authors.ts';
import { busBench } from './bus.ts';
import { casesBench } from './cases.ts';
import { deskBench } from './desk.ts';
import { type Bench, type Figure, isReached } from './figure.ts';
import { journeysBench } from './journeys.ts';
import { kafkaBench } from './kafka.ts';
import { mailHostileBench } from './mail-hostile.ts';
import { mailInspectBench } from './mail-inspect.ts';
import { mongodbBench } from './mongodb.ts';
import { nluBench } from './nlu.ts';
import { nluCascadeBench } from './nlu-cascade.ts';
import { nluFewShotBench } from './nlu-few-shot.ts';
import { memoryBench, pipelineBench } from './pipeline.ts';
import { pipelineEncoderBench } from './pipeline-encoder.ts';
import { pipelineKafkaBench } from './pipeline-kafka.ts';
import { processesBench } from './processes.ts';
import { sleepingBench } from './sleeping.ts';
import { storeBench } from './store.ts';
import { removeTemporaryFolders } from './temporary.ts';

const BENCHES: Readonly<Record<string, Bench>> = {
  bus: busBench,
  store: storeBench,
  journeys: journeysBench,
  pipeline: pipelineBench,
  memory: memoryBench,
  cases: casesBench,
  desk: deskBench,
  authors: authorsBench,
  sleeping: sleepingBench,
  'mail-inspect': mailInspectBench,
  'mail-hostile': mailHostileBench,
  nlu: nluBench,
  'nlu-cascade': nluCascadeBench,
  'nlu-few-shot': nluFewShotBench,
  'pipeline-encoder': pipelineEncoderBench,
  kafka: kafkaBench,
  'pipeline-kafka': pipelineKafkaBench,
  mongodb: mongodbBench,
  processes: processesBench,
};

/** It takes 16 GB of disk for a while. */
const WHEN_NAMED: ReadonlySet<string> = new Set(['sleeping']);

const words = process.argv.slice(2);
const names = words.filter((word) => !word.startsWith('--'));
const unknown = names.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  process.stderr.write(`Unknown bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}\n`);
  process.exit(2);
}
const figures: Figure[] = [];
try {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (names.length > 0 ? !names.includes(name) : WHEN_NAMED.has(name)) continue;
    process.stderr.write(`${name}…\n`);
    figures.push(...(await bench({ quick: words.includes('--quick') })));
  }
} finally {
  await removeTemporaryFolders();
}
process.stdout.write(words.includes('--json') ? `${JSON.stringify(figures, null, 2)}\n` : table(figures));
process.exit(figures.every(isReached) ? 0 : 1);

function table(rows: readonly Figure[]): string {
  const lines = rows.map((row) => {
    const { bench, what, value, unit, bare, ratio, wanted, atMost } = row;
    const goal =
      wanted === undefined
        ? ''
        : `${atMost ? '≤' : '≥'} ${ratio === undefined ? wanted : `${Math.round(wanted * 100)} %`} ${isReached(row) ? 'reached' : 'MISSED'}`;
    return [
      bench,
      what,
      `${number(value)} ${unit}`,
      bare === undefined ? '' : number(bare),
      ratio === undefined ? '' : `${Math.round(ratio * 100)} %`,
      goal,
    ];
  });
  const all = [['bench', 'what', 'measured', 'bare limit', 'ratio', 'wanted'], ...lines];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((line) => (line[column] ?? '').length)));
  return `${all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`;
}

function number(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
