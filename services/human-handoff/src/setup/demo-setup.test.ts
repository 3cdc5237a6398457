import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { setUpDemo } from './demo-setup.ts';
import { openSetup, type Setup } from './setup.ts';

const LEA = { id: 'lea', isSupervisor: false };

let kernel: TestKernel;
let setup: Setup;
beforeEach(async () => {
  kernel = await openTestKernel();
  setup = await openSetup({ kernel: kernel.kernel(), people: async () => [] });
});
afterEach(() => kernel.dispose());

const seen = async () => ({
  templates: await setup.list('template', LEA),
  macros: await setup.list('macro', LEA),
});

it('everybody of the demo company finds templates, and a macro that uses one', async () => {
  await setUpDemo(setup);
  const { templates, macros } = await seen();
  expect(templates.map(({ language }) => language)).toEqual(expect.arrayContaining(['fr', 'en']));
  const used = macros[0]?.actions.flatMap((action) => (action.do === 'reply' ? action.template : []));
  expect(templates.map(({ id }) => id)).toEqual(expect.arrayContaining(used ?? ['none']));
});

it('a second start adds nothing, and what somebody wrote stays alone', async () => {
  const content = { title: 'Le mien', language: 'fr' as const, text: 'Bonjour' };
  await setup.save('template', { id: 'sam', isSupervisor: true }, { scope: 'all', content });
  await setUpDemo(setup);
  expect((await seen()).templates.map(({ title }) => title)).toEqual(['Le mien']);
});

it('two instances that start together end with one of each', async () => {
  await Promise.all([setUpDemo(setup), setUpDemo(setup)]);
  const { templates, macros } = await seen();
  expect(new Set(templates.map(({ title }) => title)).size).toBe(templates.length);
  expect(macros.length).toBeLessThanOrEqual(1);
});
