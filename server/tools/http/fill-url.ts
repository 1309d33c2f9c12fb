import { AppError } from '../../platform/errors.ts';

const PLACEHOLDER = /\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

export interface FilledUrl {
  url: URL;
  /** The arguments that stand in the URL. */
  used: Set<string>;
}

/**
 * The address with each `{argument}` filled in, escaped, so that an argument can't reach another path, query or host.
 * Throws `misconfigured` for a placeholder in the host, `invalid` (for the model) for an argument that is missing or
 * can't stand in a path.
 */
export function fillUrl(template: string, args: Readonly<Record<string, unknown>>): FilledUrl {
  const {
    origin = '',
    path = '',
    query = '',
  } = /^(?<origin>[a-z]+:\/\/[^/?#\\]*)(?<path>[^?#]*)(?<query>\?[^#]*)?/i.exec(template)?.groups ?? {};
  if (/[{}]/.test(origin))
    throw new AppError(
      'misconfigured',
      'An argument can’t stand in the host of the address. Write the host out.',
    );
  const used = new Set<string>();
  const textFor = (name: string): string => {
    used.add(name);
    return Object.hasOwn(args, name) ? asText(args[name]) : '';
  };
  const filledPath = path.replaceAll(PLACEHOLDER, (_, name: string) => {
    const value = textFor(name);
    if (value === '') throw new AppError('invalid', `${name} is missing. Ask for it and call again.`);
    return encodeURIComponent(value);
  });
  const filledQuery = query.replaceAll(PLACEHOLDER, (_, name: string) => encodeURIComponent(textFor(name)));
  // A browser's reading of addresses would go up a folder here.
  if (filledPath.split('/').some((part) => /^\.{1,2}$/.test(part)))
    throw new AppError('invalid', 'An argument can’t be "." or "..". Correct it and call again.');
  return { url: new URL(origin + filledPath + filledQuery), used };
}

/** Adds what is not in the URL yet to its query. */
export function addToQuery({ url, used }: FilledUrl, args: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(args))
    if (!used.has(name) && value !== null && value !== undefined)
      url.searchParams.append(name, asText(value));
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
