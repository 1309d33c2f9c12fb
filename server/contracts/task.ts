import { z } from 'zod';

/** Something that takes a while: a backup, an import, a replay. */
export const task = z.object({
  id: z.string(),
  /** As a person reads it: "Backing up". */
  title: z.string(),
  /**
   * What it works on, so that a page finds what was begun before it was opened: the id of a bundle or an import
   * (with `/apply` behind it where that is carried out), the name of a backup that is checked, `backups` where one is made.
   */
  subject: z.string().nullable(),
  state: z.enum(['running', 'done', 'failed']),
  done: z.number().nonnegative(),
  /** `null`: not known how much there is to do. */
  total: z.number().nonnegative().nullable(),
  /** What went wrong and what to do, when `failed`. */
  problem: z.string().nullable(),
});
export type Task = z.infer<typeof task>;
