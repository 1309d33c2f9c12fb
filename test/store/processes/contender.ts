// Tries to lock the folder named in each message `{lock}` and answers `{got}`; `{release}` frees it, `{leave}` ends.

import type { FolderLock } from '../../../server/store/json/file-system.ts';
import { nodeFileSystem } from '../../../server/store/json/node-file-system.ts';

let held: FolderLock | undefined;

process.on('message', (message: { lock?: string; release?: true }) => {
  if (message.lock === undefined) {
    held?.release();
    held = undefined;
    process.send?.({ released: true });
    return;
  }
  held = nodeFileSystem.lock(message.lock);
  process.send?.({ got: held !== undefined });
});
process.send?.({ ready: true });
