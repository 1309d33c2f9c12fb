// Started by a command as if it were the server: serves the stand-in control API until it is told to stop.
import { env, exit, stderr, stdout } from 'node:process';
import { endOf, startControlStandIn, turnOf } from './control-stand-in.ts';

if (env.STAND_IN_FAILS) {
  stderr.write('Port 1 is used by another program.\n');
  exit(1);
}
const control = await startControlStandIn();
control.onCall = (send) => {
  const ports = `${env.RINGHOUSE_PUBLIC_PORT} ${env.RINGHOUSE_CONTROL_PORT}`;
  send('call.turn', turnOf({ role: 'agent', text: ports, atMs: 0 }));
  send('call.ended', endOf('agent-hung-up'));
};
stdout.write('{"level":"info","msg":"ready to start"}\n');
const { controlUrl } = control;
const { port } = new URL(controlUrl);
stdout.write(
  `ready ${JSON.stringify({ controlUrl, publicUrl: null, publicPort: 1, controlPort: Number(port) })}\n`,
);
process.once('SIGTERM', async () => {
  await control.close();
  exit(0);
});
