import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SettingsPatch, settingsView } from '../../server/contracts/settings.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const updateSettings = (patch: SettingsPatch) => request('PATCH', '/api/settings', settingsView, patch);

export function useUpdateSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: updateSettings,
    onSuccess: async (view) => {
      client.setQueryData(keys.settings, view);
      await client.invalidateQueries({ queryKey: keys.status });
    },
  });
}
