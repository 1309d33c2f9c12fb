import { asData } from '../../agent/as-data.ts';
import type { Intervention } from '../../contracts/call.ts';

/** What a conversation that is opened in mid-call must know of the operator's part in it; empty for none. */
export function operatorBriefing(interventions: readonly Intervention[]): string {
  const told = interventions.flatMap(({ kind, text }) =>
    kind === 'whispered' && text !== null ? [text] : [],
  );
  const spoke = interventions.some(({ kind }) => kind === 'taken-over');
  if (told.length === 0 && !spoke) return '';
  const lines = [
    '\n\n# Your colleague in this call',
    ...(spoke
      ? [
          'A colleague has spoken with the caller in your place for a while. What was said then is not in this conversation.',
        ]
      : []),
    ...(told.length > 0 ? [`A colleague who listens has told you, oldest first: ${asData(told)}`] : []),
  ];
  return lines.join('\n');
}
