/** What a real part is to those who ask for one. */

/** A part that answers at `at`, or the sentence that says what is missing and how to get it. */
export type Real<At> = { readonly at: At } | { readonly missing: string };

/** Brokers as `host:port`, and what they ask of clients: nothing, unless `startKafka` was told to. */
export interface KafkaAt {
  readonly brokers: readonly string[];
  readonly sasl?: { readonly mechanism: 'plain'; readonly username: string; readonly password: string };
  /** The certificate to trust, in PEM. */
  readonly tls?: { readonly ca: string };
}

/** A connection string without a database. */
export interface MongodbAt {
  readonly uri: string;
  /** `ferretdb` proves the protocol, not speed. */
  readonly engine: 'mongodb' | 'ferretdb';
}
