/** The `main.cf` and the `master.cf` of a Postfix with folders of its own, beside the system's. */
import { join } from 'node:path';

/** What the settings depend on. */
export interface PostfixSettings {
  /** Holds `etc`, `queue` and `data`. */
  readonly folder: string;
  /** Of the loopback. */
  readonly port: number;
  /** Domain → where its mails go, as Postfix writes it: `lmtp:inet:127.0.0.1:2424`. */
  readonly routes: Readonly<Record<string, string>>;
  /** Where all other mails go. */
  readonly relay: { readonly host: string; readonly port: number };
}

/** Everybody on the loopback may send. Mails that were put off are tried again each second; nothing asks the DNS. */
export function postfixMain({ folder, routes, relay }: PostfixSettings): string {
  const lookups = Object.entries(routes).map(([domain, to]) => `{ ${domain} = ${to} }`);
  const transport = lookups.length > 0 ? `inline:{ ${lookups.join(', ')} }` : '';
  return `compatibility_level = 3.6
queue_directory = ${join(folder, 'queue')}
data_directory = ${join(folder, 'data')}
maillog_file = /dev/stdout
myhostname = relay.example
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_tls_security_level = none
smtp_tls_security_level = none
smtp_dns_support_level = disabled
relay_domains = ${Object.keys(routes).join(', ')}
transport_maps = ${transport}
relayhost = [${relay.host}]:${relay.port}
notify_classes =
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
transport_retry_time = 1s
in_flow_delay = 0
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
`;
}

/** The services of Postfix's own file, without chroot, with one port. */
export function postfixMaster({ port }: Pick<PostfixSettings, 'port'>): string {
  return `127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
lmtp unix - - n - - lmtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;
}
