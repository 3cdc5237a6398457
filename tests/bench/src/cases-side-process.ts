/** What `startSide` starts: the product on the folder of the first argument, with the demo data of the second. A message is a folder to import. */
import { secondsOf } from './figure.ts';
import { startProduct } from './product.ts';

const [home = '', demoData = ''] = process.argv.slice(2);
const product = await startProduct(home, demoData);
await product.indexed();
process.on('message', async (folder: string) => {
  const seconds = await secondsOf(async () => {
    await product.importFolder(folder);
    await product.idle();
  });
  // What leaves by itself later is this side's own, and must not run in the other's turn.
  await product.acknowledged();
  process.send?.(seconds);
});
process.once('disconnect', async () => {
  await product.running.stop();
  process.exit();
});
process.send?.('ready');
