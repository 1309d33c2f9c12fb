import { Switch } from '@mantine/core';
import type { ShellApi } from '../../../server/contracts/shell.ts';
import { useStartAtLogin, useStartsAtLogin } from '../../api/start-at-login.ts';
import { say, sayFailed } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';

const REFUSED = new Error(
  'The system did not take it. Allow Ringhouse among the apps that start at login in the settings of the system, then try again.',
);

/** Whether the desktop app starts with the computer. */
export function LoginSection({ shell }: { shell: ShellApi }) {
  const query = useStartsAtLogin(shell);
  const start = useStartAtLogin(shell);
  const turn = async (on: boolean): Promise<void> => {
    const isOn = await start.mutateAsync(on).catch(() => !on);
    if (isOn !== on) sayFailed('It could not be changed', REFUSED);
    else say(on ? 'Ringhouse starts with the computer.' : 'Ringhouse no longer starts by itself.');
  };
  return (
    <Section title="This computer">
      <Loaded query={query} what="How Ringhouse starts" loading={<Loading rows={1} height={44} />}>
        {(isOn) => (
          <Switch
            label="Start with the computer"
            description={
              isOn === null
                ? 'Only the installed app can: this one runs from its source folder.'
                : 'Calls are answered from the moment you log in; the panel waits in the tray.'
            }
            checked={isOn ?? false}
            disabled={isOn === null}
            onChange={(event) => void turn(event.currentTarget.checked)}
          />
        )}
      </Loaded>
    </Section>
  );
}
