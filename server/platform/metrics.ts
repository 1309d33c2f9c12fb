import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ServerEvent } from '../contracts/events.ts';
import type { Emitter } from './emitter.ts';

/** The event loop's lag is sampled by waking up; more often would keep an idle computer from resting. */
const LAG_SAMPLE_MS = 100;

/**
 * What the appliance counts, in Prometheus' terms; labels hold no personal data. `liveCalls` is asked whenever the
 * figures are read; finished calls are counted from `events`.
 */
export function createMetrics(liveCalls: () => number, events: Emitter<ServerEvent>): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_SAMPLE_MS });
  new Gauge({
    name: 'ringhouse_live_calls',
    help: 'Calls in progress, ringing ones included.',
    registers,
    collect() {
      this.set(liveCalls());
    },
  });
  const ended = new Counter({
    name: 'ringhouse_calls_total',
    help: 'Calls that have ended, by reason.',
    labelNames: ['reason'],
    registers,
  });
  const seconds = new Counter({
    name: 'ringhouse_call_seconds_total',
    help: 'Seconds of finished calls.',
    registers,
  });
  const greeting = new Histogram({
    name: 'ringhouse_greeting_seconds',
    help: 'Start of the media stream to the first greeting audio.',
    labelNames: ['cached'],
    buckets: [0.01, 0.03, 0.06, 0.1, 0.25, 0.5, 1, 2, 4],
    registers,
  });
  const webhook = new Histogram({
    name: 'ringhouse_webhook_seconds',
    help: 'Webhook received to TwiML made.',
    buckets: [0.001, 0.005, 0.01, 0.05, 0.15, 0.5, 3],
    registers,
  });
  events.on((event) => {
    if (event.type !== 'call.ended') return;
    const { durationMs, timings } = event.call;
    ended.inc({ reason: event.endReason });
    seconds.inc((durationMs ?? 0) / 1000);
    if (timings.webhookMs !== null) webhook.observe(timings.webhookMs / 1000);
    if (timings.greetingMs !== null)
      greeting.observe({ cached: String(timings.greetingCached) }, timings.greetingMs / 1000);
  });
  return registry;
}
