import { AppError } from '../platform/errors.ts';

/**
 * Throws `forbidden` unless the host of `url` is on the tenant's list: word for word, or under a `*.` entry, which does
 * not mean the domain itself.
 */
export function assertAllowedHost(url: URL, hosts: readonly string[]): void {
  const name = url.hostname.replace(/\.$/, '');
  const isListed = hosts.some((host) =>
    host.startsWith('*.') ? name.endsWith(host.slice(1)) && name !== host.slice(2) : name === host,
  );
  if (isListed) return;
  throw new AppError(
    'forbidden',
    `The host ${name} is not one that this tenant's tools may reach. Add it to the allowed hosts and save.`,
  );
}
