/** Whether handlers ask for rules at all. */
import { mailReceived } from '@facteur/contracts';
import { mailData, openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { caseViewState, record } from '../case-view.ts';
import { eventAt } from '../testing/sample-events.ts';
import { appliesRules } from './apply-rules.ts';
import { openRuleWatch, type RuleWatch } from './rule-watch.ts';
import { openSetup, type Setup } from './setup.ts';
import { ruleOf } from './testing/sample-setup.ts';

const SAM = { id: 'sam', isSupervisor: true };
const nobody = async (): Promise<[]> => [];

let kernel: TestKernel;
let watch: RuleWatch;
let stopping: AbortController;
let running: Promise<void>;
let goalsChanged: number;
beforeEach(async () => {
  kernel = await openTestKernel();
  goalsChanged = 0;
  const setup = await openSetup({ kernel: kernel.kernel(), people: nobody });
  watch = openRuleWatch(kernel.kernel(), setup, () => {
    goalsChanged += 1;
  });
  stopping = new AbortController();
  running = Promise.resolve();
});
afterEach(async () => {
  stopping.abort();
  await running;
  await kernel.dispose();
});

/** Until it has looked, and found what it then says. */
async function started(): Promise<void> {
  running = watch.run(stopping.signal);
  await kernel.until(() => !watch.isAnyOn());
}
async function write(setup: Setup, isOn = true): Promise<void> {
  const { id: _, ...content } = ruleOf('', { language: 'fr' }, { tags: ['vip'] }, { isOn });
  await setup.save('rule', SAM, { scope: 'all', content });
}
/** What the read model asks for besides with the next mail. */
function asked(): readonly string[] {
  const handler = appliesRules(record(mailReceived.topic), watch.isAnyOn);
  const { effects = [] } = handler(eventAt(1, 'e1', mailData('m1')), caseViewState.initial(''));
  return effects.map(({ kind }) => kind);
}

describe('the watch of rules', () => {
  it('has rules asked for until it has looked: better in vain than missed', async () => {
    expect(asked()).toEqual(['apply-rules']);
  });

  it('has nothing asked for where there are no rules', async () => {
    await started();
    expect(asked()).toEqual([]);
  });

  it('has a rule that was written through it applied to the next mail', async () => {
    await started();
    await write(watch.setup);
    expect(asked()).toEqual(['apply-rules']);
  });

  it('has nothing asked for a rule that is off', async () => {
    await started();
    await write(watch.setup, false);
    expect(asked()).toEqual([]);
  });

  it('sees another instance’s rule within seconds', async () => {
    await started();
    await write(await openSetup({ kernel: kernel.kernel(), people: nobody }));
    expect(asked()).toEqual([]);
    // What is shared is read again after five seconds; a look follows every second.
    for (let second = 0; second < 6; second += 1) await kernel.clock.advance(1_000);
    await kernel.until(() => watch.isAnyOn());
    expect(asked()).toEqual(['apply-rules']);
  });

  it('sees within seconds that the last rule went', async () => {
    await write(watch.setup);
    running = watch.run(stopping.signal);
    const [rule] = await watch.setup.rules();
    await watch.setup.remove('rule', SAM, rule?.id ?? '');
    await kernel.clock.advance(1_000);
    await kernel.until(() => !watch.isAnyOn());
    expect(asked()).toEqual([]);
  });

  it('tells of goals that were changed through it, and of nothing else', async () => {
    await write(watch.setup);
    expect(goalsChanged).toBe(0);
    await watch.setup.setGoals([{ mailbox: '*', priority: '*', minutes: 60 }]);
    expect(goalsChanged).toBe(1);
  });
});
