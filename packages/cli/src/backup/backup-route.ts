/** `POST /api/v1/backup`: the running instance streams a backup of its own data. */
import { pipeline } from 'node:stream/promises';
import { type Route, route } from '@facteur/http';
import { AppError } from '@facteur/primitives';
import { type BackupPorts, capabilitiesOf, takeBackup } from './take-backup.ts';

/** One at a time: each keeps the store and the log from using space again. */
export function backupRoute(ports: BackupPorts): Route {
  let isTaken = false;
  return route({
    method: 'post',
    path: '/api/v1/backup',
    summary: 'A backup of store, log and blobs as they are now, as a gzipped tar; data keys are not in it',
    role: 'admin',
    async handle({ response }) {
      if (!capabilitiesOf(ports).store.isOneMoment)
        throw new AppError(
          'CONFLICT',
          'Here a backup fits together only while nothing is written: stop all services, then « facteur backup »',
        );
      if (isTaken) throw new AppError('CONFLICT', 'Another backup is being taken: wait for its end');
      isTaken = true;
      try {
        const bytes = await takeBackup(ports);
        response.status(200).type('application/gzip');
        await pipeline(bytes, response);
      } finally {
        isTaken = false;
      }
      return undefined;
    },
  });
}
