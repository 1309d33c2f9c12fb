import { messageOf } from '../platform/errors.ts';

export interface NgrokProblem {
  /** What is wrong and what to do. */
  message: string;
  /** Whether trying again by itself can help. */
  retryable: boolean;
}

const TOKEN_REFUSED =
  'ngrok refused the authtoken. Copy it again from dashboard.ngrok.com (Your Authtoken) into the settings.';

/** By the number in `ERR_NGROK_…`. */
const KNOWN: Readonly<Record<string, NgrokProblem>> = {
  105: { message: TOKEN_REFUSED, retryable: false },
  107: { message: TOKEN_REFUSED, retryable: false },
  4018: { message: TOKEN_REFUSED, retryable: false },
  108: {
    message:
      'This ngrok account is connected from somewhere else already. Stop the other ngrok, or use another account; this one tries again by itself.',
    retryable: true,
  },
  319: {
    message:
      'The ngrok domain is not reserved for this account. Correct it in the settings or reserve it at ngrok.',
    retryable: false,
  },
  320: {
    message: 'The ngrok domain belongs to another account. Choose one of your own in the settings.',
    retryable: false,
  },
  334: {
    message:
      'The ngrok domain is in use already. Stop the other ngrok that uses it; this one tries again by itself.',
    retryable: true,
  },
  727: {
    message:
      "This month's requests of the ngrok plan are used up, so no call gets through. Choose a larger plan, or set a public URL of your own.",
    retryable: true,
  },
  3200: {
    message: 'ngrok says that the tunnel is offline. It is being opened again.',
    retryable: true,
  },
  8012: {
    message: 'ngrok could not reach the voice server on this computer. A firewall may be in between.',
    retryable: true,
  },
};

/** What an error of ngrok's says in plain words. Without a known code it is taken for a fault of the network. */
export function explainNgrok(error: unknown): NgrokProblem {
  const text = messageOf(error);
  const code = /ERR_NGROK_(\d+)/.exec(text)?.[1];
  const known = code === undefined ? undefined : KNOWN[code];
  if (known) return known;
  if (code !== undefined)
    return {
      message: `ngrok refused the tunnel (ERR_NGROK_${code}). See https://ngrok.com/docs/errors/err_ngrok_${code}.`,
      retryable: true,
    };
  const [firstLine = ''] = text.split('\n');
  return {
    message: `ngrok could not be reached (${firstLine.slice(0, 200)}). Check the network; it is tried again by itself.`,
    retryable: true,
  };
}
