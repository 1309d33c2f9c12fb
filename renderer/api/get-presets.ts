import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { personalityPreset } from '../../server/contracts/agent.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getPresets = () => request('GET', '/api/presets', z.array(personalityPreset));

export function usePresets() {
  return useQuery({ queryKey: keys.presets, queryFn: getPresets });
}
