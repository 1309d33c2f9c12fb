import { ForwardedCalls } from '../call/forwarded-calls.ts';
import { TransferDesk } from '../call/transfer-desk.ts';
import { keepVoicemail } from '../call/voicemail.ts';
import type { LineSetup } from '../carrier/line-setup.ts';
import { createPracticeLine } from '../carrier/practice/practice-line.ts';
import { createLineSetup } from '../carrier/twilio/numbers.ts';
import { createTwilioProtocol } from '../carrier/twilio/protocol.ts';
import type { Trunk } from '../carrier/twilio/signature.ts';
import type { CallRecord } from '../contracts/call.ts';
import { practiceNumber } from '../contracts/practice-number.ts';
import type { Tenant } from '../contracts/tenant.ts';
import { type IncomingParts, STREAM_PATH } from '../http/public/incoming-parts.ts';
import { tenantScope } from '../store/make-scope.ts';
import type { TenantScope } from '../store/scope.ts';
import type { ApplianceSettings } from '../tenants/appliance-settings.ts';
import { Lines } from '../tenants/lines.ts';
import { createFixedTunnel } from '../tunnel/fixed.ts';
import { createNgrokTunnel } from '../tunnel/ngrok.ts';
import { createNoTunnel } from '../tunnel/none.ts';
import { Probes } from '../tunnel/probes.ts';
import { PublicAddress } from '../tunnel/public-address.ts';
import type { Tunnel } from '../tunnel/tunnel.ts';
import type { Base } from './base.ts';
import type { Calls } from './calls.ts';
import type { Engines } from './engines.ts';
import { wireAdmission } from './money.ts';
import type { Rooms } from './rooms.ts';

/** The account of practice calls; no carrier's looks like it. */
const PRACTICE_ACCOUNT = 'ACpractice';

export type Line = ReturnType<typeof wireLine>;
/** Everything between the world and a call: addresses, signatures, numbers, and the practice phone. */
export function wireLine(base: Base, rooms: Rooms, engines: Engines, { afterCall, registry }: Calls) {
  const { settings, tenants, archive, inbox } = rooms;
  const { config, clock, ids, logger, events, publish } = base;
  const { journals } = base.store;
  let publicPort = config.publicPort;
  const loopbackOrigin = (): string => `http://127.0.0.1:${publicPort}`;
  const practiceSecret = ids.token();
  const address = wireAddress(base, settings);
  const carrierAccount = (): LineSetup | null => {
    const { twilioAccountSid: accountSid, twilioApiUrl: apiUrl } = settings.current();
    const authToken = settings.secret('TWILIO_AUTH_TOKEN');
    return accountSid && authToken ? createLineSetup({ accountSid, authToken, apiUrl }) : null;
  };
  const lines = new Lines({
    tenants,
    setup: carrierAccount,
    origin: () => address.origin(),
    logger,
    publish,
  });
  events.on(({ type }) => void (type === 'tenant.changed' && lines.point()));
  const trunks = (): Trunk[] => {
    const origin = address.origin();
    const authToken = settings.secret('TWILIO_AUTH_TOKEN');
    const practiceTrunk = { origin: loopbackOrigin(), authToken: practiceSecret, practice: true };
    return [practiceTrunk, ...(origin && authToken ? [{ origin, authToken, practice: false }] : [])];
  };
  const protocol = createTwilioProtocol({
    clock,
    trunks,
    accountOf: ({ practice }) => (practice ? PRACTICE_ACCOUNT : settings.current().twilioAccountSid),
    streamPath: STREAM_PATH,
  });
  const practice = createPracticeLine({
    clock,
    ids,
    log: logger,
    origin: loopbackOrigin,
    authToken: practiceSecret,
    accountSid: PRACTICE_ACCOUNT,
    speech: engines.offline.speech,
    callerVoice: 'rms',
    carrierVoice: 'kal',
    typed: (callSid, text) => registry.get(callSid)?.typed(text),
  });
  const onStorageFailed = (error: string): void =>
    logger.error({ error }, 'A forwarded call could not be written down');
  const forwarded = new ForwardedCalls({ clock, ids, journals, afterCall, publish, onStorageFailed });
  const file = (scope: TenantScope, tenant: Tenant, record: CallRecord): Promise<void> =>
    inbox.file(scope, tenant, tenants.settingsOf(tenant), record);
  const incoming: IncomingParts = {
    registry,
    archive,
    desk: new TransferDesk(ids),
    forwarded,
    protocol,
    logger,
    clock,
    tenantOf: findTenant(rooms),
    agentOf: (tenant) => tenants.settingsOf(tenant),
    admit: wireAdmission(rooms, registry),
    onVoicemail: (call, tenant, recording) =>
      keepVoicemail({ archive, clock, file, publish }, tenantScope(tenant.id), tenant, call, recording),
  };
  return {
    address,
    probes: new Probes(),
    carrierAccount,
    lines,
    practice,
    incoming,
    forwarded,
    loopbackOrigin,
    publicPort: () => publicPort,
    setPublicPort(port: number) {
      publicPort = port;
    },
  };
}

function findTenant({ draftCalls, tenants }: Rooms): IncomingParts['tenantOf'] {
  return (call) => {
    const { practice, to } = call;
    const known = tenants.byNumber(to);
    if (!practice) return known;
    // On the practice line a tenant without a number has one made from its id.
    const tenant = known ?? tenants.list().find(({ id }) => practiceNumber(id) === to);
    return tenant && draftCalls.met(call, tenant);
  };
}

function wireAddress(
  { clock, logger, alerts, publish, loadNgrok }: Base,
  settings: ApplianceSettings,
): PublicAddress {
  const make = async (): Promise<Tunnel> => {
    const { publicUrl, ngrokDomain } = settings.current();
    if (publicUrl !== null) return createFixedTunnel(publicUrl);
    const authtoken = settings.secret('NGROK_AUTHTOKEN');
    if (authtoken === undefined) return createNoTunnel();
    return createNgrokTunnel({
      authtoken,
      domain: ngrokDomain,
      clock,
      logger,
      ...(loadNgrok && { load: loadNgrok }),
    });
  };
  return new PublicAddress(make, (status) => {
    publish({ type: 'tunnel.changed', tunnel: status });
    if (status.state === 'failed' && status.problem !== null)
      alerts.raise({ key: 'tunnel', level: 'critical', message: status.problem });
    else if (status.state !== 'connecting') alerts.resolve('tunnel');
  });
}
