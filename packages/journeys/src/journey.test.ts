import { describe, expect, it } from '@jest/globals';
import { bundleOf } from './files/journey-files.ts';
import { journeyFrom, journeyFromBundle, journeysFrom } from './journey.ts';
import { DEMO_CATALOGUE } from './testing/demo-catalogue.ts';
import { filesAround, JOURNEY_TEXT, journeyOf } from './testing/journey-text.ts';

/** `file:line:column code` of every problem; the file only when it is not journey.yaml. */
function problemsOf(text: string, more: Readonly<Record<string, string>> = {}): string[] {
  return journeyFrom(filesAround(text, more), DEMO_CATALOGUE).problems.map(
    ({ file, line, column, code }) => `${file === 'journey.yaml' ? '' : `${file}:`}${line}:${column} ${code}`,
  );
}

describe('a right journey', () => {
  it('is read with its defaults', () => {
    expect(journeyOf()).toMatchObject({
      name: 'essai',
      title: { fr: 'Essai', en: 'Trial' },
      risk: 0.01,
      sender: 'authenticated',
      priority: 'normal',
      moneyAlone: false,
      touchesMoney: true,
      compatibleWith: [],
      examples: { fr: ['Un exemple.'] },
    });
    expect(journeyOf().provisionalThreshold).toBeUndefined();
  });

  it('has the words for its names, of every kind', () => {
    const words = { commande: { fr: 'Commande', en: 'Order' }, order: { fr: 'Commande' }, accepter: { fr: 'Oui' } };
    expect(journeyOf(JOURNEY_TEXT.replace('queue: sav', `words: ${JSON.stringify(words)}`)).words).toEqual(words);
    expect(journeyOf().words).toEqual({});
  });

  it.each([
    { what: 'a test', more: { 'tests/x.yaml': 'test: x' }, same: true },
    { what: 'Windows line ends', more: { 'examples.fr.txt': 'Un exemple.\r\n' }, same: true },
    { what: 'an example', more: { 'examples.fr.txt': 'Un autre.\n' }, same: false },
    { what: 'a template', more: { 'templates/autre.fr.md': '---\nsubject: x\n---\n' }, same: false },
  ])('keeps its hash with $what: $same', ({ more, same }) => {
    expect(journeyOf(JOURNEY_TEXT, more).hash === journeyOf().hash).toBe(same);
  });
});

describe('the checker', () => {
  it.each([
    ['a broken line', 'intent: essai', 'intent: "essai', '3:9 yaml-syntax'],
    ['a key written twice', 'queue: sav', 'risk: 2%', '5:1 yaml-syntax'],
    ['a reference', 'queue: sav', 'queue: *sav', '5:8 yaml-syntax'],
    ['a name that objects have', '  motif:\n', '  constructor:\n', '8:3 wrong-value'],
    ['an unknown key', 'queue: sav', 'qeue: sav', '5:1 unknown-key'],
    ['an unknown key of a field', 'ask: demande-motif', 'aks: demande-motif', '11:5 unknown-key'],
    ['an unknown key of a step', 'save: order,', 'savee: order,', '18:68 unknown-key'],
    ['a missing key', 'intent: essai\n', '', '1:1 missing-key'],
    ['words without French', 'queue: sav', 'words: { fin: { en: End } }', '5:10 missing-key'],
    ['words that are a text', 'queue: sav', 'words: { fin: Fin }', '5:15 wrong-value'],
    ['words for a name that is no name', 'queue: sav', 'words: { la fin: { fr: Fin } }', '5:10 wrong-value'],
    ['words for nothing', 'queue: sav', 'words: { fni: { fr: Fin } }', '5:10 unknown-name'],
    ['words for a choice that is no name', 'queue: sav', 'words: { perdu: { fr: Perdu } }', '5:10 unknown-name'],
    ['a risk without percent', 'risk: 1%', 'risk: 0.01', '4:7 wrong-value'],
    ['another folder', 'journey: essai', 'journey: autre', '1:10 name-mismatch'],
    ['a choice without choices', '    of: [perdu, abîmé]\n', '', '8:3 missing-key'],
    ['choices of something else', 'type: document', 'type: document\n    of: [a]', '14:5 wrong-value'],
    ['an unknown type', 'type: order-number', 'type: order', '7:21 wrong-value'],
    ['a field name with a space', '  motif:\n', '  le motif:\n', '8:3 wrong-value'],
    ['a bad duration', '3d, 7d', '3 days, 7d', '7:58 wrong-value'],
    ['reminders after giving up', 'give-up: 14d', 'give-up: 5d', '7:57 wrong-value'],
    ['a field that looks at an unknown one', 'when: motif', 'when: motiv', '15:11 unset-variable'],
    ['a step that does nothing', 'fin: { close: refused }', 'fin: { clos: refused }', '30:12 step-kind'],
    [
      'a step that does two things',
      'fin: { close: refused }',
      'fin: { close: refused, start: essai }',
      '30:5 step-kind',
    ],
    ['a step without dash', '  - fin: { close', '    fin: { close', '29:5 wrong-value'],
    ['a step written twice', '  - fin: {', '  - confirmer: {', '30:5 duplicate-name'],
    ['a reserved name', 'fin', 'end', '30:5 reserved-name'],
    ['an unknown step in go', 'go: rembourser', 'go: renbourser', '21:48 unknown-step'],
    ['an unknown step in otherwise', 'otherwise: valider', 'otherwise: validez', '22:24 unknown-step'],
    ['an unknown step in on', 'not-found: verifier', 'not-found: verifie', '18:98 unknown-step'],
    ['an unknown step in options', 'refuser: fin', 'refuser: finn', '23:117 unknown-step'],
    ['a step that nothing leads to', 'otherwise: valider', 'otherwise: fin', '23:5 unreachable-step'],
    ['nothing after the last step', '{ handoff: sav, show: [commande] }', '{ reply: demande }', '31:5 no-next'],
    [
      'a last row with a rule',
      '{ otherwise: valider }',
      '{ when: order.refunded, go: valider }',
      '20:7 otherwise-missing',
    ],
    ['a row without target', 'eur(150), go: rembourser', 'eur(150)', '21:11 missing-key'],
    ['a comma in a rule', 'order.total <= eur(150)', 'order.status in (a, "b")', '21:37 comma-in-flow'],
    ['a decimal comma', 'eur(150)', 'eur(150,00)', '21:42 comma-in-flow'],
    ['a rule cut short', 'order.total <= eur(150)', 'order.total <=', '21:33 feel-syntax'],
    ['a rule in quotes with a fault', 'order.total <= eur(150)', '"order.total <= sum(150)"', '21:35 feel-syntax'],
    ['an unknown operation', 'boutique.order', 'boutique.ordre', '18:24 unknown-operation'],
    ['an unknown undo', 'once-per: order.number', 'once-per: order.number\n      undo: x.y', '28:13 unknown-operation'],
    ['an unknown input', 'with: { number:', 'with: { numero:', '18:48 unknown-input'],
    ['a missing input', ', amount: order.total', '', '25:7 missing-input'],
    ['an unknown error', 'not-found:', 'not-fund:', '18:87 unknown-error'],
    ['money without once-per', '      once-per: order.number\n', '', '25:7 once-per-missing'],
    ['an unknown variable', 'number: commande', 'number: comande', '18:56 unset-variable'],
    ['a variable that is saved later', 'order.total <= eur(150)', 'refund.amount <= eur(150)', '21:19 unset-variable'],
    ['a variable that is set on one way only', 'order.total <= eur(150)', 'count(photo) > 0', '21:25 maybe-unset'],
    ['an unknown variable shown', 'show: [commande]', 'show: [comande]', '31:38 unset-variable'],
    ['an unknown template', 'reply: confirmation', 'reply: confirmtion', '29:25 missing-template'],
    ['an unknown reminder', 'remind-with: relance', 'remind-with: relanse', '7:80 missing-template'],
  ])('tells %s', (_, from, to, expected) => {
    expect(JOURNEY_TEXT).toContain(from);
    expect(problemsOf(JOURNEY_TEXT.replaceAll(from, to)).join(' ')).toBe(expected);
  });

  it('tells a loop without a human, and lets one through a review', () => {
    const loop = JOURNEY_TEXT.replace(
      'on: { not-found: verifier }',
      'on: { not-found: retrouver, not-yours: verifier }',
    );
    expect(problemsOf(loop)).toEqual(['18:5 endless-loop']);
    expect(problemsOf(JOURNEY_TEXT.replace('refuser: fin', 'refuser: fin, encore: retrouver'))).toEqual([]);
  });

  it.each([
    {
      name: 'no examples',
      more: { 'examples.fr.txt': '# rien\n\n' },
      expected: ['examples.fr.txt:1:1 missing-examples'],
    },
    {
      name: 'a template that reads an unknown variable',
      more: { 'templates/confirmation.fr.md': '---\nsubject: a\n---\nb\n{{ oder.number }}' },
      expected: ['templates/confirmation.fr.md:5:4 unset-variable'],
    },
    {
      name: 'a template that reads what may be unset',
      more: { 'templates/confirmation.fr.md': '---\nsubject: a\n---\n{{ photo[0].name }}' },
      expected: ['templates/confirmation.fr.md:4:4 maybe-unset'],
    },
    {
      name: 'nothing when the template asks first',
      more: { 'templates/confirmation.fr.md': '---\nsubject: a\n---\n{% if photo %}{{ photo[0].name }}{% endif %}' },
      expected: [],
    },
    {
      name: 'an ask that reads what is not there yet',
      more: { 'templates/demande.fr.md': '---\nsubject: a\n---\n{{ order.number }}' },
      expected: ['templates/demande.fr.md:4:4 unset-variable'],
    },
  ])('tells $name', ({ more, expected }) => {
    expect(problemsOf(JOURNEY_TEXT, more)).toEqual(expected);
  });

  it('tells a folder without journey.yaml', () => {
    expect(journeyFrom({ folder: 'x', files: {} }, {}).problems).toMatchObject([{ code: 'missing-file' }]);
  });

  it('speaks both languages and gives the nearest spelling', () => {
    const [problem] = journeyFrom(
      filesAround(JOURNEY_TEXT.replace('queue: sav', 'qeue: sav')),
      DEMO_CATALOGUE,
    ).problems;
    expect(problem).toMatchObject({
      message: { fr: 'mot-clé inconnu « qeue »', en: 'unknown key "qeue"' },
      hint: { fr: 'vouliez-vous écrire « queue » ?', en: 'did you mean "queue"?' },
    });
  });
});

describe('a published journey', () => {
  it('still runs when a connector has lost an operation', () => {
    const { journey, problems } = journeyFromBundle(bundleOf(filesAround(JOURNEY_TEXT)), {});
    expect(journey).toMatchObject({ hash: journeyOf().hash, touchesMoney: true });
    expect(problems.map(({ code }) => code)).toEqual(['unknown-operation', 'unknown-operation']);
  });

  it('does not run when a connector has begun to move money that it does not guard', () => {
    const order = { inputs: { number: { required: true } }, effect: 'money', errors: ['not-found'] } as const;
    const { journey, problems } = journeyFromBundle(bundleOf(filesAround(JOURNEY_TEXT)), {
      ...DEMO_CATALOGUE,
      'boutique.order': order,
    });
    expect(journey).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual(['once-per-missing']);
  });

  it.each(['', '[]', '{"folder":"x","files":{"journey.yaml":1}}'])('is refused from the blob "%s"', (blob) => {
    expect(() => journeyFromBundle(Buffer.from(blob), {})).toThrow(
      expect.objectContaining({ code: 'JOURNEY_INVALID' }),
    );
  });
});

describe('several journeys', () => {
  it('must name each other rightly', () => {
    const text = JOURNEY_TEXT.replace('queue: sav', 'compatible-with: [essay]').replace(
      '{ close: refused }',
      '{ start: esai }',
    );
    const other = { ...filesAround(JOURNEY_TEXT.replace('journey: essai', 'journey: double')), folder: 'double' };
    const { problems } = journeysFrom([filesAround(text), other], DEMO_CATALOGUE);
    expect(problems.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)).toEqual([
      'essai/journey.yaml:30:19 unknown-journey',
      'essai/journey.yaml:5:19 unknown-journey',
      'double/journey.yaml:3:9 duplicate-name',
    ]);
  });
});
