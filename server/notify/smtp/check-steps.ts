import type { Transporter } from 'nodemailer';
import { type Finding, failed, failedAs, type PlannedStep, passed } from '../../platform/checks.ts';
import { explainMail } from './mail-problem.ts';
import { accountOf, mailServer, openTransport } from './server.ts';

interface MailCheckParts {
  smtpUrl: string | undefined;
  /** As it stands in `From`; `null`: the account of the mail server. */
  sender: string | null;
}

const SENDER = [
  'Under Mail in the settings, enter a sender that this account may use, such as Ringhouse <phone@example.com>.',
  'Or leave it empty: then the account itself is the sender.',
];

/** Tries the mail server: logs in, then sends one e-mail from the sender to itself. */
export function mailCheckSteps({ smtpUrl, sender }: MailCheckParts): PlannedStep[] {
  let server: URL | null = null;
  /** Runs `use` with a connection of its own; what goes wrong becomes a finding. */
  const connected = async (
    use: (transport: Transporter, server: URL) => Promise<Finding>,
  ): Promise<Finding> => {
    if (!server) return failedAs('There is no mail server.');
    const transport = await openTransport(server);
    try {
      return await use(transport, server);
    } catch (error) {
      return explained(error, server);
    } finally {
      transport.close();
    }
  };
  return [
    {
      id: 'address',
      title: 'A mail server is entered',
      needed: true,
      async run() {
        server = mailServer(smtpUrl);
        return passed(server.host);
      },
    },
    {
      id: 'login',
      title: 'It can be reached, and lets us log in',
      needed: true,
      run: () =>
        connected(async (transport) => {
          await transport.verify();
          return passed();
        }),
    },
    {
      id: 'sender',
      title: 'It takes an e-mail from the sender',
      needed: false,
      run: () => connected((transport, from) => sendToItself(transport, sender ?? accountOf(from))),
    },
  ];
}

async function sendToItself(transport: Transporter, from: string): Promise<Finding> {
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address)) return failed(`${from} is not an e-mail address.`, SENDER);
  try {
    await transport.sendMail({
      from,
      to: { name: '', address },
      subject: 'Ringhouse can send e-mail',
      text: 'This e-mail was sent by the check of the mail server in Ringhouse. Nothing needs to be done.',
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return passed(`A short e-mail went to ${address}.`);
  } catch (error) {
    const command = error instanceof Error && 'command' in error ? error.command : null;
    // The sender was taken by then; that nobody reads mail there is no fault.
    if (command === 'RCPT TO')
      return passed(`It takes ${address} as the sender, but delivers nothing to it.`);
    if (command === 'MAIL FROM') return failed(`The mail server does not let ${address} send.`, SENDER);
    throw error;
  }
}

function explained(error: unknown, server: URL): Finding {
  const { message } = explainMail(error, server);
  if (/refused the user name/.test(message))
    return failed(failedAs(message).problem ?? message, [
      'Enter the address again as smtps://user:password@mail.example.com; signs such as @ or / in the password are written %40 and %2F.',
      'Where the account has two-step login, make a password for apps and use that.',
    ]);
  return failedAs(message);
}
