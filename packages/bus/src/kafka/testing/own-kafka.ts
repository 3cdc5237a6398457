/** A broker that one test file has to itself, because it restarts it or needs it secured. */
import { type KafkaAt, type KafkaOptions, MissingError, type Real, type Server, startKafka } from '@facteur/real';

/** A broker and the means to end it, or what is missing. @throws Error when it is missing while `FACTEUR_REQUIRE_REAL=1` */
export async function ownKafka(options: KafkaOptions = {}): Promise<Real<Server<KafkaAt>>> {
  try {
    return { at: await startKafka(options) };
  } catch (error) {
    if (error instanceof MissingError && process.env.FACTEUR_REQUIRE_REAL !== '1') return { missing: error.message };
    throw error;
  }
}
