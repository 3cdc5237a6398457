/** Right journeys made up by fast-check: every kind of step, ways ahead to any later step, ways back through a human. */
import fc from 'fast-check';

/** What a step is made from: numbers that choose among what is possible where it stands. */
interface Seed {
  readonly kind: number;
  readonly flags: number;
  readonly to: number;
  readonly inside: readonly Seed[];
}

/** Where a step stands. */
interface Spot {
  readonly name: string;
  /** Names that it may jump to. */
  readonly ahead: readonly string[];
  /** Names that a human may send it back to. */
  readonly back: readonly string[];
  readonly indent: string;
  /** The item's variable, inside an `each`. */
  readonly item: string | undefined;
}

const inner: fc.Arbitrary<Seed> = fc.record({
  kind: fc.nat(6),
  flags: fc.nat(7),
  to: fc.nat(20),
  inside: fc.constant([]),
});
const outer: fc.Arbitrary<Seed> = fc.record({
  kind: fc.nat(10),
  flags: fc.nat(7),
  to: fc.nat(20),
  inside: fc.array(inner, { minLength: 1, maxLength: 3 }),
});

/** Texts of journeys: `collect` and `steps`, for `smallJourney`. */
export const generatedJourneys: fc.Arbitrary<string> = fc
  .array(outer, { minLength: 1, maxLength: 6 })
  .map((seeds) => textOf(seeds));

function textOf(seeds: readonly Seed[]): string {
  const names = [...seeds.map((_, index) => `s${index}`), 'fin'];
  const steps = seeds.flatMap((seed, index) => {
    const ahead = names.slice(index + 1);
    return stepOf(seed, { name: `s${index}`, ahead, back: names.slice(0, index + 1), indent: '  ', item: undefined });
  });
  const asked = [...steps.join('\n').matchAll(/collect: \[(\w+)\]/g)].map(([, name = '']) => name);
  const fields = asked.map(
    (name) => `  ${name}: { type: money, ask: demande-${name}, valid: ${name} <= eur(10), invalid: trop }`,
  );
  return [
    'collect:',
    '  numero: { type: order-number, ask: demande, remind: [1d, 2d], give-up: 5d }',
    ...fields,
    'steps:',
    ...steps,
    '  - fin: { reply: adieu, close: resolved }',
    '',
  ].join('\n');
}

function stepOf(seed: Seed, spot: Spot): string[] {
  const { name, ahead, back, indent, item } = spot;
  const to = ahead[seed.to % ahead.length] ?? 'fin';
  const again = back[seed.to % Math.max(1, back.length)] ?? name;
  const [a, b] = [(seed.flags & 1) > 0, (seed.flags & 2) > 0];
  const line = (body: string): string[] => [`${indent}- ${name}: { ${body} }`];
  switch (seed.kind) {
    case 0: {
      const key = item ?? 'numero';
      const retry = a ? ', retry: [5m, 1h]' : '';
      const on = b ? `, on: { unavailable: ${to} }` : '';
      return line(`call: demo.act, with: { key: ${key} }, once-per: ${key}${retry}${on}`);
    }
    case 1:
      return [
        `${indent}- ${name}:`,
        `${indent}    decide:`,
        `${indent}      - { when: facts.flag, go: ${to} }`,
        `${indent}      - { otherwise: ${ahead[0] ?? 'fin'} }`,
      ];
    case 2: {
      const late = a ? `within: 4h, late: ${to}, ` : '';
      return line(`review: { queue: sav, ${late}options: { oui: ${ahead[0] ?? 'fin'}, retour: ${again} } }`);
    }
    case 3:
      return line('reply: nouvelle');
    case 4:
      return line(`wait: ${a ? '{ until: facts.jour, at-most: 30d }' : '3d'}`);
    case 5:
      return line(`wait: { event: arrive${b ? `, late: ${to}` : ''}, at-most: 10d${a ? `, save: ${name}-recu` : ''} }`);
    case 6:
      return line(`collect: [${name}x]${b ? `, late: ${to}` : ''}`);
    default:
      return eachOf(seed, spot);
  }
}

function eachOf({ inside }: Seed, { name, ahead }: Spot): string[] {
  const names = inside.map((_, index) => `${name}i${index}`);
  const item = `${name}-item`;
  const steps = inside.flatMap((seed, index) => {
    const next = names.slice(index + 1);
    const spot = { ahead: [...next, 'suivant', ...ahead], back: names.slice(0, index + 1), indent: '          ', item };
    return stepOf(seed, { name: `${name}i${index}`, ...spot });
  });
  return [`  - ${name}:`, '      each:', '        of: facts.list', `        as: ${item}`, '        do:', ...steps];
}
