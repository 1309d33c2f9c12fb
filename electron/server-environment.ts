/**
 * Environment of the server under the shell. The token stays the same when the server is started again, so that the open
 * panel still gets in. A variable that the user has set wins.
 */
export function serverEnvironment(
  own: Readonly<Record<string, string | undefined>>,
  dataDir: string,
  controlToken: string,
): Record<string, string> {
  const set = Object.entries(own).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { RINGHOUSE_DATA_DIR: dataDir, RINGHOUSE_CONTROL_TOKEN: controlToken, ...Object.fromEntries(set) };
}
