import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the appliance counts, in Prometheus' terms. Labels hold no personal data. */
export interface Metrics {
  registry: Registry;
  callEnded(reason: string, durationMs: number): void;
  greetingSent(afterMs: number, cached: boolean): void;
  webhookAnswered(afterMs: number): void;
}

/** `liveCalls` is asked whenever the figures are read. */
export function createMetrics(liveCalls: () => number): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
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
  return {
    registry,
    callEnded(reason, durationMs) {
      ended.inc({ reason });
      seconds.inc(durationMs / 1000);
    },
    greetingSent: (afterMs, cached) => greeting.observe({ cached: String(cached) }, afterMs / 1000),
    webhookAnswered: (afterMs) => webhook.observe(afterMs / 1000),
  };
}
