import { describe, expect, it } from '@jest/globals';
import { JOURNEY_TEXT, journeyOf } from '../testing/journey-text.ts';
import type { Diagram, DiagramNode } from './diagram.ts';
import { diagramOf } from './diagram-of.ts';

function nodeIn({ nodes }: Diagram, id: string): DiagramNode | undefined {
  return nodes.find((node) => node.id === id);
}

/** `a -label→ b`, the kind in front when it is not plain. */
function edgesFrom({ edges }: Diagram, id: string): string[] {
  return edges
    .filter(({ from }) => from === id)
    .map(({ kind, labels, to }) => `${kind}: ${labels.join(' | ')} → ${to}`.replaceAll('\u00a0', ' '));
}

function linesIn(diagram: Diagram, id: string): string[] | undefined {
  return nodeIn(diagram, id)?.lines.map((line) => line.replaceAll('\u00a0', ' '));
}

/** `JOURNEY_TEXT` with `from` replaced. */
function changed(from: string, to: string, more: Readonly<Record<string, string>> = {}): Diagram {
  expect(JOURNEY_TEXT).toContain(from);
  return diagramOf(journeyOf(JOURNEY_TEXT.replace(from, to), more));
}

const template = (subject: string) => `---\nsubject: ${subject}\n---\nx\n`;

describe('the diagram of a journey', () => {
  const diagram = diagramOf(journeyOf());

  it('has a box for the mail, what is collected, the lack of an answer, and each step in order', () => {
    expect(diagram.nodes.map(({ id, shape }) => `${id} ${shape}`)).toEqual([
      'journey:begin round',
      'collect box',
      'collect:review round',
      'retrouver box',
      'choisir diamond',
      'valider box',
      'rembourser box',
      'confirmer box',
      'fin round',
      'verifier round',
    ]);
  });

  it.each([
    { from: 'journey:begin', expected: ['next:  → collect'] },
    { from: 'collect', expected: ['next:  → retrouver', 'late: sans réponse après 14 jours → collect:review'] },
    { from: 'retrouver', expected: ['next:  → choisir', 'error: introuvable → verifier'] },
    { from: 'choisir', expected: ['rule: 1. order.total <= eur(150) → rembourser', 'rule: sinon → valider'] },
    { from: 'valider', expected: ['option: accepter → rembourser', 'option: refuser → fin'] },
    { from: 'rembourser', expected: ['next:  → confirmer'] },
    { from: 'confirmer', expected: [] },
  ])('leads on from $from', ({ from, expected }) => {
    expect(edgesFrom(diagram, from)).toEqual(expected);
  });

  it.each([
    {
      id: 'collect',
      expected: [
        '• commande : numéro de commande — « Objet »',
        '• motif : perdu ou abîmé — « Objet »',
        '• photo : document, si motif = "abîmé" — « Objet »',
        '• relances après 3 jours et 7 jours',
      ],
    },
    { id: 'retrouver', expected: ['boutique : order', 'avec number = commande', '→ order'] },
    { id: 'valider', expected: ['corbeille : sav', 'montre order et photo', 'sous 4 heures'] },
    {
      id: 'rembourser',
      expected: [
        'comptabilite : refund',
        'avec order = order.number, amount = order.total',
        '→ refund',
        'une seule fois par order.number',
      ],
    },
    { id: 'confirmer', expected: ['« Objet »', 'ferme le dossier : résolu'] },
    { id: 'fin', expected: ['ferme le dossier : refusé'] },
    { id: 'verifier', expected: ['corbeille : sav', 'montre commande'] },
  ])('says in words what $id does', ({ id, expected }) => {
    const text = JOURNEY_TEXT.replace('queue: compta', 'queue: sav');
    expect(linesIn(diagramOf(journeyOf(text)), id)).toEqual(expected);
  });

  it('speaks English when asked to', () => {
    const english = diagramOf(journeyOf(), 'en');
    expect(english.title).toBe('Trial');
    expect(linesIn(english, 'verifier')).toEqual(['queue: sav', 'shows commande']);
    expect(edgesFrom(english, 'choisir').at(-1)).toBe('rule: otherwise → valider');
  });

  it('shows a subject without the marks of its template, and the first example of what customers write', () => {
    const subject = template(`"{% if order %}Votre commande {{ order.number | escape }} : c'est fait{% endif %}"`);
    const english = template('"Order {{order.number}}"');
    const journey = journeyOf(JOURNEY_TEXT, {
      'templates/confirmation.fr.md': subject,
      'templates/confirmation.en.md': english,
    });
    expect(linesIn(diagramOf(journey), 'confirmer')?.[0]).toBe("« Votre commande [order.number] : c'est fait »");
    expect(linesIn(diagramOf(journey, 'en'), 'confirmer')?.[0]).toBe('“Order [order.number]”');
    expect(linesIn(diagramOf(journey), 'journey:begin')).toEqual(['« Un exemple. »']);
  });

  it('joins the ways from one step to another, apart from errors', () => {
    const joined = changed('on: { not-found: verifier }', 'on: { not-found: verifier, not-yours: verifier }');
    expect(edgesFrom(joined, 'retrouver')).toEqual([
      'next:  → choisir',
      'error: introuvable | n’appartient pas au client → verifier',
    ]);
    const same = changed('otherwise: valider', 'when: order.refunded, go: valider }\n        - { otherwise: valider');
    expect(edgesFrom(same, 'choisir').at(-1)).toBe('rule: 2. order.refunded | sinon → valider');
  });

  it('names the other journey in which this one goes on', () => {
    const other = changed('fin: { close: refused }', 'fin: { start: remboursement }');
    expect(nodeIn(other, 'fin')).toMatchObject({ shape: 'link', journey: 'remboursement' });
  });

  it('begins with the first step when nothing is collected', () => {
    const text = JOURNEY_TEXT.replace(/collect:[\s\S]*?steps:/, 'steps:')
      .replace('{ number: commande }', '{ number: \'"x"\' }')
      .replace(', photo]', ']')
      .replace('show: [commande]', 'show: [facts]');
    const diagram = diagramOf(journeyOf(text));
    expect(diagram.nodes.slice(0, 2).map(({ id }) => id)).toEqual(['journey:begin', 'retrouver']);
    expect(edgesFrom(diagram, 'journey:begin')).toEqual(['next:  → retrouver']);
  });
});

describe('the diagram of every kind of step', () => {
  const text = `journey: essai
title: { fr: Essai }
intent: essai
risk: 1%
collect:
  commande: { type: order-number, ask: demande }
  motif: { type: choice, of: [perdu, volé], ask: demande-motif, give-up: 7d }
  montant: { type: money, optional: true }
steps:
  - retrouver: { call: boutique.order, with: { number: commande }, save: order, retry: [5m, 2h] }
  - preciser: { collect: [motif], late: relire }
  - table: { decide: { table: choix.csv } }
  - patienter: { wait: 3d }
  - livraison: { wait: { event: colis-livre, at-most: 10d, late: relire, save: colis } }
  - demain: { wait: { until: order.expectedOn, at-most: 20d } }
  - lignes:
      each:
        of: order.lines
        as: ligne
        do:
          - dire: { reply: demande }
  - fin: { close: resolved }
  - relire:
      review: { queue: sav, edit: [montant], within: 4h, late: fin, options: { encore: relire, finir: fin } }
`;
  const table = 'order.status;motif;go\n"shipped";"perdu";patienter\n-;"volé";relire\n-;-;patienter\n';
  const diagram = diagramOf(journeyOf(text, { 'choix.csv': table }));

  it.each([
    { from: 'collect', expected: ['next:  → retrouver', 'late: sans réponse après 14 jours → collect:review'] },
    { from: 'preciser', expected: ['next:  → table', 'late: après 7 jours → relire'] },
    {
      from: 'table',
      expected: [
        'rule: 1. order.status : shipped ; motif : perdu | sinon → patienter',
        'rule: 2. motif : volé → relire',
      ],
    },
    { from: 'livraison', expected: ['next:  → demain', 'late: après 10 jours → relire'] },
    { from: 'lignes', expected: ['next: chaque ligne → dire', 'next: à la fin → fin'] },
    { from: 'dire', expected: ['next: suivant → lignes'] },
    {
      from: 'relire',
      expected: ['option: encore → relire', 'option: finir → fin', 'late: après 4 heures → fin'],
    },
  ])('leads on from $from', ({ from, expected }) => {
    expect(edgesFrom(diagram, from)).toEqual(expected);
  });

  it.each([
    {
      id: 'collect',
      expected: ['• commande : numéro de commande — « Objet »', '• montant : montant, si le client le dit'],
    },
    { id: 'preciser', expected: ['• motif : perdu ou volé — « Objet »'] },
    {
      id: 'retrouver',
      expected: ['boutique : order', 'avec number = commande', '→ order', 'nouvel essai après 5 minutes et 2 heures'],
    },
    { id: 'table', expected: ['choix.csv'] },
    { id: 'patienter', expected: ['3 jours'] },
    { id: 'livraison', expected: ['événement « colis-livre »', '→ colis', 'au plus 10 jours'] },
    { id: 'demain', expected: ['jusqu’au jour order.expectedOn', 'au plus 20 jours, puis un conseiller'] },
    { id: 'lignes', expected: ['pour chaque ligne de order.lines'] },
    { id: 'relire', expected: ['corbeille : sav', 'à corriger : montant', 'sous 4 heures'] },
  ])('says in words what $id does', ({ id, expected }) => {
    expect(linesIn(diagram, id)).toEqual(expected);
  });
});
