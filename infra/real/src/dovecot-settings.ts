/** The `dovecot.conf` and the `passwd-file` of a server with a folder of its own, that needs no system user or service. */
import { join } from 'node:path';

/** A mailbox of the server; its password is checked in clear. */
export interface DovecotUser {
  readonly name: string;
  readonly password: string;
}

/** Ports of the loopback. */
export interface DovecotPorts {
  /** In clear, and with STARTTLS. */
  readonly imap: number;
  /** TLS from the first byte. */
  readonly imaps: number;
}

/** What the settings depend on. */
export interface DovecotSettings {
  readonly ports: DovecotPorts;
  /** Holds `keystore.pem`, and everything that the server writes. */
  readonly folder: string;
  /** Who runs it. Dovecot's own users are used by root only, who may become them. */
  readonly isRoot: boolean;
  readonly user: string;
  /** The name of its group. */
  readonly group: string;
  /** Whom the mails belong to; Dovecot refuses root. */
  readonly uid: number;
  readonly gid: number;
  /** Bytes that each mailbox may hold. */
  readonly quotaBytes: number;
  /** The file with the settings of OAuth 2.0; undefined: passwords only. */
  readonly oauth2File?: string | undefined;
}

/** Mails lie in `mail/USER`, as Maildir: whoever writes a file to its `new` delivers a mail. */
export function dovecotSettings(settings: DovecotSettings): string {
  const { ports, folder, isRoot, user, group, uid, gid, quotaBytes, oauth2File } = settings;
  const keystore = join(folder, 'keystore.pem');
  return `
base_dir = ${join(folder, 'run')}
state_dir = ${join(folder, 'state')}
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
default_internal_user = ${isRoot ? 'dovecot' : user}
default_login_user = ${isRoot ? 'dovenull' : user}
${isRoot ? '' : `default_internal_group = ${group}`}
disable_plaintext_auth = no
auth_mechanisms = plain login${oauth2File === undefined ? '' : ' xoauth2 oauthbearer'}
ssl = yes
ssl_cert = <${keystore}
ssl_key = <${keystore}
first_valid_uid = 0
mail_uid = ${uid}
mail_gid = ${gid}
mail_home = ${join(folder, 'home')}/%u
mail_location = maildir:${join(folder, 'mail')}/%u
maildir_copy_with_hardlinks = no
mail_plugins = quota
passdb {
  driver = passwd-file
  args = scheme=PLAIN ${join(folder, 'users')}
}
${oauth2File === undefined ? '' : oauth2Passdb(oauth2File)}
userdb {
  driver = static
  args = uid=${uid} gid=${gid}
}
namespace inbox {
  inbox = yes
  separator = /
}
protocol imap {
  mail_max_userip_connections = 50
  mail_plugins = quota imap_quota
}
plugin {
  quota = maildir:User quota
  quota_rule = *:bytes=${quotaBytes}
}
# A wrong password here is on purpose.
auth_failure_delay = 0
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  ${isRoot ? '' : 'chroot ='}
  process_min_avail = 1
  service_count = 0
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
}
`;
}

function oauth2Passdb(file: string): string {
  return `
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${file}
}
`;
}

/** Whether a token is good, and whose it is, is asked there (RFC 7662). */
export function dovecotOauth2(introspectionUrl: string): string {
  return `
introspection_mode = post
introspection_url = ${introspectionUrl}
username_attribute = username
active_attribute = active
active_value = true
`;
}

/** One line a user. */
export function dovecotUsers(users: readonly DovecotUser[]): string {
  return users.map(({ name, password }) => `${name}:${password}\n`).join('');
}
