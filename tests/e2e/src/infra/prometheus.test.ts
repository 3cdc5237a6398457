/** Prometheus' settings and alerts: accepted by promtool, tested, and each leads to a part of the runbook. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeReal } from '@facteur/real';
import { describe, expect, it } from '@jest/globals';
import { openPromtool, ROOT } from './tools.ts';

const FOLDER = 'infra/prometheus';
const rules = await readFile(join(ROOT, FOLDER, 'rules.yml'), 'utf8');
const tests = await readFile(join(ROOT, FOLDER, 'rules.test.yml'), 'utf8');
/** The text of each alert, by its name. */
const alerts = rules
  .split(/^ {6}- /m)
  .filter((rule) => rule.startsWith('alert: '))
  .map((rule) => [/^alert: (\w+)/.exec(rule)?.[1] ?? '', rule] as const);

describeReal('promtool', await openPromtool(), (promtool) => {
  it.each([
    { name: 'the settings', args: ['check', 'config', `${FOLDER}/prometheus.yml`] },
    { name: 'the rules', args: ['check', 'rules', `${FOLDER}/rules.yml`] },
    { name: 'what the rules’ tests expect', args: ['test', 'rules', `${FOLDER}/rules.test.yml`] },
  ])('accepts $name', async ({ args }) => {
    const { code, stdout, stderr } = await promtool(args);
    expect({ code, failures: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, failures: '' });
  });
});

describe('an alert', () => {
  it('exists for each thing that goes wrong', () => {
    expect(alerts.map(([name]) => name)).toHaveLength(18);
  });

  it.each(alerts)('%s says what is wrong and is tested', (name, rule) => {
    expect(rule).toMatch(/^ +summary: ".+"$/m);
    expect(tests).toMatch(new RegExp(`alertname: ${name}\\n +exp_alerts:\\n`));
  });

  it.each(alerts)('%s leads to a part of a page that exists', async (_, rule) => {
    const [, page = '', anchor] = /^ +runbook: (docs\/\S+\.md)#(\S+)$/m.exec(rule) ?? [];
    expect(anchorsOf(await readFile(join(ROOT, page), 'utf8'))).toContain(anchor);
  });
});

/** As GitHub and most others make them of headings. */
function anchorsOf(markdown: string): string[] {
  const headings = markdown.match(/^#+ .*$/gm) ?? [];
  return headings.map((heading) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
