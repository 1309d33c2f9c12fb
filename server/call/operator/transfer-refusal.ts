import { AppError } from '../../platform/errors.ts';
import type { TransferProblem } from '../transfer-rules.ts';

/** Why an operator can't put a caller through, and what to do instead. */
export function transferRefusal(problem: TransferProblem, label: string): AppError {
  switch (problem) {
    case 'unknown':
      return new AppError('invalid', 'There is no such destination. Choose one of those listed.', {
        fields: { label: `Nobody is called ${label}.` },
      });
    case 'not-dialled':
      return new AppError(
        'conflict',
        `The number of ${label} may not be dialled. Check it, and the countries that may be dialled, in the tenant's settings.`,
      );
    case 'closed':
      return new AppError('conflict', `${label} cannot be reached at this time, by the hours that were set.`);
    case 'too-often':
      return new AppError('conflict', 'No more transfers are tried in this call: too many have failed.');
  }
}
