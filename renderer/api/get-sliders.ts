import { useQuery } from '@tanstack/react-query';
import { sliderGuide } from '../../server/contracts/agent.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getSliders = () => request('GET', '/api/sliders', sliderGuide);

/** The sliders with titles, groups and the sentence of each value band. */
export function useSliders() {
  return useQuery({ queryKey: keys.sliders, queryFn: getSliders });
}
