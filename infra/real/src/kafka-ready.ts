/**
 * Whether a broker serves consumer groups and idempotent producers. Its port opens seconds before: the topic of offsets is
 * made by the first question for a coordinator, then loaded; numbers for producers are fetched at the first question too.
 * Until then clients are told "coordinator is loading".
 */
import { askKafka, int16, int32, text } from './kafka-request.ts';
import { OFFSETS_PARTITIONS } from './kafka-settings.ts';

const FIND_COORDINATOR = 10;
const DESCRIBE_GROUPS = 15;
const INIT_PRODUCER_ID = 22;

/**
 * Names of groups that nobody joins, one for each partition of the offsets: a group's partition is the hash of its name, and
 * a letter's hash is its code.
 */
const PROBES = Array.from({ length: OFFSETS_PARTITIONS }, (_, index) => String.fromCharCode('a'.charCodeAt(0) + index));

/** @throws Error when the broker does not answer, or says that it cannot serve groups or idempotent producers yet */
export async function requireKafka(host: string, port: number): Promise<void> {
  const [coordinator, groups, producer] = await askKafka(host, port, [
    [FIND_COORDINATOR, 0, text('a')],
    [DESCRIBE_GROUPS, 0, Buffer.concat([int32(PROBES.length), ...PROBES.map(text)])],
    // No transactional id, no time limit.
    [INIT_PRODUCER_ID, 0, Buffer.concat([int16(-1), int32(0)])],
  ]);
  refuse(coordinator?.readInt16BE(0));
  for (const code of groupCodes(groups)) refuse(code);
  refuse(producer?.readInt16BE(4));
}

/** The error code of each group: code, four texts, then its members, of whom there are none. */
function groupCodes(body: Buffer = Buffer.alloc(4)): number[] {
  const codes: number[] = [];
  let at = 4;
  for (let group = 0; group < body.readInt32BE(0); group++) {
    codes.push(body.readInt16BE(at));
    at += 2;
    for (let field = 0; field < 4; field++) at += 2 + Math.max(0, body.readInt16BE(at));
    at += 4;
  }
  return codes;
}

function refuse(code: number | undefined): void {
  if (code !== 0) throw new Error(`The broker answers error ${code} (14: coordinator is loading, 15: none yet)`);
}
