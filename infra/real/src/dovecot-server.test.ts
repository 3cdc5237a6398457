import { expect, it } from '@jest/globals';
import { identityOf } from '../guard/processes.mjs';
import { describeReal } from './describe-real.ts';
import { dovecotHere, startDovecot } from './dovecot-server.ts';
import { requireGreeting } from './require-greeting.ts';

describeReal('a Dovecot of one’s own', await dovecotHere(), () => {
  it('greets while it runs, also after SIGKILL and a restart, and leaves no process', async () => {
    const server = await startDovecot({ users: [{ name: 'sav', password: 'secret' }] });
    const { host, port } = server.at;
    await requireGreeting(host, port, '* OK');
    await server.kill();
    await expect(requireGreeting(host, port, '* OK')).rejects.toThrow();
    await server.restart();
    await requireGreeting(host, port, '* OK');
    const pid = server.pid();
    await server.stop();
    expect(identityOf(pid)).toBeUndefined();
    await expect(requireGreeting(host, port, '* OK')).rejects.toThrow(/ECONNREFUSED/);
  });
});
