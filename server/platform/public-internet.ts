import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { AppError } from './errors.ts';

/** All addresses of a host name, as text. Rejects when there are none. */
export type Resolve = (hostname: string) => Promise<string[]>;

export const systemResolve: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true, order: 'verbatim' })).map(({ address }) => address);

/** Public by their number, yet they answer from inside: the host agent of Azure. */
const INSIDE = new Set(['168.63.129.16']);

/**
 * Whether an address (IPv4 or IPv6, without brackets) belongs to a machine on the public internet: not loopback,
 * private, link-local, shared (carrier NAT), multicast, reserved, of a cloud's metadata service, nor any form of
 * IPv6 that stands for an IPv4 address.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast' || INSIDE.has(parsed.toString())) return false;
  if (!('parts' in parsed)) return true;
  // Only 2000::/3 has been given out; everything else is special, whether or not it has a name yet.
  const [first = 0] = parsed.parts;
  return first >= 0x2000 && first <= 0x3fff;
}

export function privateAddressRefused(hostname: string): AppError {
  return new AppError(
    'forbidden',
    `${hostname} is on a private network, which may not be reached from here. Use a public address, or have the operator allow it with RINGHOUSE_PRIVATE_HOSTS.`,
  );
}

/**
 * A lookup for sockets that gives only addresses on the public internet. As the socket connects to what was checked,
 * a name that answers differently the next time gains nothing. One private address among several refuses them all.
 */
export function guardedLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined || !addresses.every(isPublicAddress))
          return callback(privateAddressRefused(hostname), '');
        const found = addresses.map((address) => ({ address, family: familyOf(address) }));
        if (options.all) callback(null, found);
        else callback(null, first, familyOf(first));
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

function familyOf(address: string): 4 | 6 {
  return address.includes(':') ? 6 : 4;
}
