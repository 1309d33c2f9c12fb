import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { greetingPreview, greetingPreviewRequest } from '../../server/contracts/panel.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

export type GreetingPreviewRequest = z.input<typeof greetingPreviewRequest>;

const previewGreeting = async (body: GreetingPreviewRequest) =>
  (await request('POST', '/api/greeting-preview', greetingPreview, body)).text;

/** The greeting as it would be said; not asked for while the template cannot be used. */
export function useGreetingPreview(body: GreetingPreviewRequest) {
  return useQuery({
    queryKey: keys.greetingPreview(body),
    queryFn: () => previewGreeting(body),
    enabled: greetingPreviewRequest.safeParse(body).success,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}
