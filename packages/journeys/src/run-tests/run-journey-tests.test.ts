import { describe, expect, it } from '@jest/globals';
import { journeyFrom } from '../journey.ts';
import { DEMO_CATALOGUE } from '../testing/demo-catalogue.ts';
import { filesAround, JOURNEY_TEXT } from '../testing/journey-text.ts';
import { dataInText } from '../testing/play-conversation.ts';
import { junitReport } from './junit.ts';
import { testReport } from './report-text.ts';
import { hasPassed, runJourneyTests } from './run-journey-tests.ts';

const ORDER = '{ number: CMD-2026-00001, total: { minor: 4990, currency: EUR } }';
const DEAR = '{ number: CMD-2026-00001, total: { minor: 20000, currency: EUR } }';
const REFUND = '{ amount: { minor: 4990, currency: EUR } }';

/** The trial journey with these texts as its tests. */
function journeyWith(
  tests: Readonly<Record<string, string>>,
  text = JOURNEY_TEXT,
  more: Readonly<Record<string, string>> = {},
) {
  const files = Object.fromEntries(Object.entries(tests).map(([name, test]) => [`tests/${name}.yaml`, test]));
  const { journey, problems } = journeyFrom(filesAround(text, { ...files, ...more }), DEMO_CATALOGUE);
  if (journey === undefined) throw new Error(JSON.stringify(problems));
  return journey;
}

function run(...texts: readonly string[]) {
  const journey = journeyWith(Object.fromEntries(texts.map((text, index) => [`t${index + 1}`, text])));
  return runJourneyTests(journey, [journey], { findData: dataInText });
}

function report(...texts: readonly string[]): string {
  return testReport(run(...texts), { language: 'fr', folder: 'p' });
}

const PAID = `test: rembourse
given:
  boutique.order: { output: ${ORDER} }
  comptabilite.refund: { output: ${REFUND} }
conversation:
  - customer: Le colis CMD-2026-00001 est perdu.
  - expect:
      intent: essai
      data: { commande: CMD-2026-00001, motif: perdu, photo: null }
      calls: [boutique.order, { comptabilite.refund: { order: CMD-2026-00001, amount: "49,90 €" } }]
      reply: confirmation
      says: "CMD-2026-00001 : 49,90 €"
      close: resolved
`;

describe('a test that goes as its author wrote', () => {
  it.each([
    { name: 'data, exact inputs, text of the reply', test: PAID },
    {
      name: 'time, reminders and what an advisor fills in',
      test: `test: x
given:
  boutique.order: [{ error: unavailable }, { output: ${DEAR} }]
conversation:
  - customer: Bonjour
  - expect: { reply: [demande, demande-motif] }
  - after: 1w
  - expect: { reply: [relance, demande-motif, relance, demande-motif] }
  - after: 1w
    expect: { review: no-answer }
  - advisor: continuer
    data: { commande: CMD-2026-00001, motif: perdu }
  - expect: { review: connector-failed, calls: [boutique.order] }
  - advisor: réessayer
  - expect: { review: step-review, queue: compta }
  - advisor: refuser
  - expect: { close: refused }
`,
    },
    {
      name: 'answers by inputs',
      test: `test: x
given:
  boutique.order:
    - { when: { number: CMD-2026-00002 }, error: not-found }
    - { output: ${DEAR} }
conversation:
  - customer: Perdu.
    subject: Commande CMD-2026-00001
  - expect: { review: step-review, queue: compta }
`,
    },
  ])('passes: $name', ({ test }) => {
    const result = run(test);
    expect(testReport(result, { language: 'en', folder: '.' })).toContain('1 test passed');
    expect(hasPassed(result)).toBe(true);
  });
});

describe('a test that fails', () => {
  it.each([
    {
      name: 'another template',
      from: 'reply: confirmation',
      to: 'reply: relance',
      at: '11:7',
      expected: 'relance',
      happened: 'confirmation',
    },
    {
      name: 'another amount',
      from: '49,90 €" } }]',
      to: '49,91 €" } }]',
      at: '10:7',
      expected: 'boutique.order\ncomptabilite.refund { order: CMD-2026-00001, amount: 49,91 € }',
      happened: 'boutique.order\ncomptabilite.refund { order: CMD-2026-00001, amount: 49,90\u00A0€ }',
    },
    {
      name: 'other words',
      from: 'says: "CMD-2026-00001',
      to: 'says: "CMD-2026-00002',
      at: '12:7',
      expected: '… CMD-2026-00002 : 49,90 € …',
      happened: 'Objet CMD-2026-00001 : 49,90 €',
    },
    {
      name: 'another outcome',
      from: 'close: resolved',
      to: 'close: refused',
      at: '13:7',
      expected: 'refused',
      happened: 'resolved',
    },
    {
      name: 'a review that nobody wrote',
      from: `{ output: ${REFUND} }`,
      to: '{ error: refused }',
      at: '7:5',
      expected: 'rien',
      happened: 'connector-failed',
    },
    {
      name: 'another datum',
      from: 'motif: perdu,',
      to: 'motif: abîmé,',
      at: '9:7',
      expected: 'abîmé',
      happened: 'perdu',
    },
    {
      name: 'another intent',
      from: 'intent: essai',
      to: 'intent: autre',
      at: '8:7',
      expected: 'autre',
      happened: 'essai',
    },
  ])('tells $name, with its line', ({ from, to, at, expected, happened }) => {
    expect(PAID).toContain(from);
    const { tests } = run(PAID.replace(from, to));
    const differences = tests.flatMap(({ failures }) => failures.flatMap((failure) => failure.differences));
    const told = differences.map((difference) => ({
      at: `${difference.line}:${difference.column}`,
      expected: difference.expected.fr,
      happened: difference.happened.fr,
    }));
    expect(told).toContainEqual({ at, expected, happened });
  });

  it('reads well', () => {
    expect(
      report(PAID.replace('reply: confirmation', 'reply: relance')),
    ).toBe(`✗ essai : 0 essai réussi, 1 essai échoué ; étapes 57 % (4/7), règles 50 % (1/2)
  ✗ rembourse
    p/essai/tests/t1.yaml:11:7
      réponse :
        attendu  relance
        obtenu   confirmation
  · règle 2 de « choisir » jamais prise — p/essai/journey.yaml:22
  · étape « valider » jamais atteinte — p/essai/journey.yaml:23
  · étape « fin » jamais atteinte — p/essai/journey.yaml:30
  · étape « verifier » jamais atteinte — p/essai/journey.yaml:31
`);
  });

  it.each([
    {
      name: 'a decision that nobody asked for',
      line: '- advisor: accepter',
      told: '6:5\n      aucun conseiller n’est attendu ici',
    },
    {
      name: 'a mail that brings nothing',
      line: '- customer: Merci\n  - expect: { reply: relance }',
      told: 'le parcours n’attendait rien de ce que dit ce mail',
    },
  ])('tells $name', ({ line, told }) => {
    const text = `test: x\nconversation:\n  - customer: Perdu.\n  - expect: { reply: demande }\n\n  ${line}\n`;
    expect(report(text)).toContain(told);
  });

  it('tells an option that the advisor does not have, and goes no further', () => {
    const text = `test: x\nconversation:\n  - customer: Perdu CMD-2026-00001\n  - advisor: rembourser\n  - expect: { close: resolved }\n`;
    const { tests } = run(text);
    expect(tests[0]?.failures.map(({ messages, line }) => [line, messages[0]?.fr])).toEqual([
      [4, '« rembourser » n’est pas proposé : réessayer, confier, clore'],
    ]);
  });

  it('tells a template that cannot be written, whatever was expected', () => {
    const text = PAID.replace(REFUND, '{ sum: 1 }').replace(/ {6}says: .*\n/, '');
    expect(report(text)).toContain('le modèle « confirmation » (fr) ne peut pas être écrit');
  });

  it('does not run a test file with a fault, and tells the fault', () => {
    const result = run(PAID.replace('conversation', 'conversatio'), PAID);
    expect(hasPassed(result)).toBe(false);
    expect(result.tests).toHaveLength(1);
    expect(testReport(result, { language: 'en', folder: 'p' })).toContain(
      'p/essai/tests/t1.yaml:5:1\n      unknown key "conversatio" — did you mean "conversation"?',
    );
  });
});

describe('a start of another journey', () => {
  const starting = JOURNEY_TEXT.replace('- fin: { close: refused }', '- fin: { start: suite }');
  const second = JOURNEY_TEXT.replace('journey: essai', 'journey: suite').replace('intent: essai', 'intent: suite');
  const test = (follow: boolean, rest: string) => `test: x
follow: ${follow}
given:
  boutique.order: [{ output: ${DEAR} }, { output: ${ORDER} }]
  comptabilite.refund: { output: ${REFUND} }
conversation:
  - customer: Perdu CMD-2026-00001
  - advisor: refuser
  - expect: { start: suite, review: step-review, ${rest} }
`;
  it.each([
    { name: 'goes on there when the test says so', follow: true, rest: 'reply: confirmation, close: resolved' },
    { name: 'ends the test otherwise', follow: false, rest: 'reply: []' },
  ])('$name', ({ follow, rest }) => {
    const journey = journeyWith({ x: test(follow, rest) }, starting);
    const { journey: other } = journeyFrom({ ...filesAround(second), folder: 'suite' }, DEMO_CATALOGUE);
    if (other === undefined) throw new Error('no second journey');
    const result = runJourneyTests(journey, [journey, other], { findData: dataInText });
    expect(testReport(result, { language: 'fr', folder: '.' })).toContain('1 essai réussi');
    // What the other journey reached is not this one's.
    expect(result.coverage.unreached.map(({ step }) => step)).toContain('rembourser');
  });
});

describe('the intent of a mail', () => {
  const text =
    'test: x\nconversation:\n  - customer: Bonjour.\n  - expect: { intent: autre, reply: [demande, demande-motif] }\n';
  it('is the classifier’s when there is one', () => {
    const journey = journeyWith({ x: text });
    const result = runJourneyTests(journey, [journey], { findData: dataInText, classify: () => 'autre' });
    expect(hasPassed(result)).toBe(true);
  });

  it('is that of the journey whose example the mail is', () => {
    const journey = journeyWith({ x: text });
    const other = { ...journey, name: 'b', intent: 'autre', examples: { fr: ['Bonjour.'] } };
    expect(hasPassed(runJourneyTests(journey, [journey, other], { findData: dataInText }))).toBe(true);
    expect(hasPassed(runJourneyTests(journey, [journey], { findData: dataInText }))).toBe(false);
  });
});

describe('JUnit', () => {
  it('counts failures and errors, and escapes everything', () => {
    const results = [
      run(
        PAID,
        PAID.replace('test: rembourse', 'test: "<a> & \\"b\\"\\u0007"').replace('resolved', 'refused'),
        'test: x\n',
      ),
    ];
    const xml = junitReport(results, 'fr', 'p');
    expect(xml).toContain('<testsuite name="essai" tests="3" failures="1" errors="1">');
    expect(xml).toContain('name="&lt;a&gt; &amp; &quot;b&quot;\uFFFD"');
    expect(xml).toContain('<error message="p/essai/tests/t3.yaml:1:1: il manque « conversation »');
    expect(xml.match(/<testcase/g)).toHaveLength(3);
    expect(
      [...xml.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)].reduce(
        (open, [, end, , alone]) => open + (end ? -1 : alone ? 0 : 1),
        0,
      ),
    ).toBe(0);
  });
});
