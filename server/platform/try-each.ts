/**
 * Does something with each, one after the other, whatever becomes of the others. Rejects at the end with the first failure.
 */
export async function tryEach<T>(items: Iterable<T>, work: (item: T) => unknown): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items)
    try {
      await work(item);
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
}
