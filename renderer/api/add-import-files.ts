import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IMPORT_BYTES, type ImportState, importState } from '../../server/contracts/import.ts';
import { ApiError, request } from './client.ts';
import { keys } from './keys.ts';

/** Adds files to an import, one after the other; without an `id` another import is begun. */
async function addFiles({ id, files }: { id: string | null; files: File[] }): Promise<ImportState> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > IMPORT_BYTES)
    throw new ApiError(
      400,
      'invalid',
      `All files together may have ${IMPORT_BYTES / 1024 / 1024} MB. Split them, and import the parts one after the other.`,
    );
  let state = id === null ? await request('POST', '/api/imports', importState) : null;
  const target = state?.id ?? id;
  for (const file of files)
    state = await request(
      'POST',
      `/api/imports/${target}/files?name=${encodeURIComponent(file.name)}`,
      importState,
      file,
    );
  if (!state) throw new ApiError(400, 'invalid', 'Choose a file first.');
  return state;
}

export function useAddImportFiles() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: addFiles,
    onSuccess: (state) => client.setQueryData(keys.import(state.id), state),
  });
}
