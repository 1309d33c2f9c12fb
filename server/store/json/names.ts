import { AppError } from '../../platform/errors.ts';
import type { Scope } from '../scope.ts';
import type { DocumentKind } from '../store.ts';

const NAME = /^[a-z0-9][a-z0-9_-]{0,79}$/;
/** Names that Windows gives to devices, in any folder. Data must be movable between systems. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;
const HIGHEST_TENANT_ID = 999_999_999;

/** Whether a name can be a file on every system and stays in its folder. */
export function isSafeName(name: unknown): name is string {
  return typeof name === 'string' && NAME.test(name) && !DEVICE.test(name) && !(name in Object.prototype);
}

/** Returns the name, or throws `invalid`. The name itself is not repeated: it may hold personal data. */
export function safeName(name: string): string {
  if (isSafeName(name)) return name;
  throw new AppError(
    'invalid',
    'A storage name must be 1 to 80 lower-case letters, digits, "-" or "_", begin with a letter or digit, and not be a reserved word.',
  );
}

/** The folder of a scope, relative to the data folder, with `/`. */
export function scopeFolder(scope: Scope): string {
  if (scope.kind === 'appliance') return 'appliance';
  const { tenantId } = scope;
  if (!Number.isInteger(tenantId) || tenantId < 1 || tenantId > HIGHEST_TENANT_ID)
    throw new AppError('invalid', 'A tenant id must be a whole number from 1 to 999999999.');
  return `tenants/${tenantId}`;
}

/** The folder of one kind in a scope; throws `invalid` when the kind belongs to the other sort of scope. */
export function kindFolder(scope: Scope, kind: Pick<DocumentKind<unknown>, 'name' | 'scope'>): string {
  if (kind.scope !== scope.kind)
    throw new AppError('invalid', `Documents of kind ${kind.name} belong to a ${kind.scope} scope.`);
  return `${scopeFolder(scope)}/${safeName(kind.name)}`;
}

/** A path of the data folder as it may be shown and logged: a name that is made of a caller's number is left out. */
export const shownPath = (path: string): string => path.replace(/\/caller-memory\/.*$/, '/caller-memory/…');

/** The tenant id a folder name stands for, or `undefined`. */
export function tenantIdOf(folderName: string): number | undefined {
  return /^[1-9][0-9]{0,8}$/.test(folderName) ? Number(folderName) : undefined;
}
