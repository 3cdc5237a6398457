/** The product in one process, on its embedded bus and store. */
import { PRODUCT } from '../plan/faults.ts';
import { openApi } from './api.ts';
import { apiOf, type Ground, type World } from './world.ts';

/** Starts it; resolves once it is ready. */
export async function openEmbeddedWorld(ground: Ground): Promise<World> {
  const { token, env, office, backOffice, mailServer } = ground;
  // Nothing that it needs lives elsewhere: it must start every time.
  const product = ground.launch(PRODUCT, ['start', '--demo'], { env, mayFailToStart: false });
  const all = [product, office];
  return {
    processes: new Map(all.map((each) => [each.name, each])),
    backOffice,
    mailServer,
    smtp: () => product.addresses()?.smtp,
    api: () => apiOf(product.addresses(), token),
    desk: async (withinMs) => openApi((await product.ready(withinMs)).http, token),
    backOfficeUrl: async (withinMs) => (await office.ready(withinMs)).http,
    async stop() {
      for (const each of all) await each.stop();
      await backOffice.close();
      await mailServer.close();
    },
  };
}
