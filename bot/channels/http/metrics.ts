/** What Prometheus may read. Labels are from closed sets, so that nobody's words end up in them. */
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { ChannelName, Courier, MessageKind, SendResult } from '../../types.ts';

export interface Metrics {
  registry: Registry;
  inbound(channel: ChannelName, result: 'stored' | 'duplicate' | 'failed'): void;
  /** One thing the core decided to say, by its kind. */
  outcome(kind: MessageKind): void;
  sent(channel: ChannelName, result: SendResult['kind']): void;
  request(method: string, route: string, status: number, seconds: number): void;
}

export function createMetrics(registry: Registry = new Registry()): Metrics {
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const inbound = new Counter({
    name: 'shaofatong_inbound_total',
    help: 'Messages handed in by people, by channel and result',
    labelNames: ['channel', 'result'],
    registers,
  });
  const outcomes = new Counter({
    name: 'shaofatong_outcomes_total',
    help: 'Messages the core decided to send, by kind',
    labelNames: ['kind'],
    registers,
  });
  const sends = new Counter({
    name: 'shaofatong_sends_total',
    help: 'Attempts to send through a channel, by result',
    labelNames: ['channel', 'result'],
    registers,
  });
  const requests = new Histogram({
    name: 'shaofatong_http_request_seconds',
    help: 'Time from request to the end of its response; event streams are left out',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers,
  });
  return {
    registry,
    inbound: (channel, result) => inbound.inc({ channel, result }),
    outcome: (kind) => outcomes.inc({ kind }),
    sent: (channel, result) => sends.inc({ channel, result }),
    request: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
  };
}

/** The same courier, counting what every channel hands in. */
export function countingCourier(courier: Courier, metrics: Metrics): Courier {
  return {
    async accept(inbound) {
      try {
        const result = await courier.accept(inbound);
        metrics.inbound(inbound.channel, result);
        return result;
      } catch (error) {
        metrics.inbound(inbound.channel, 'failed');
        throw error;
      }
    },
    transcript: (conversation, after, limit) => courier.transcript(conversation, after, limit),
    subscribe: (conversation, listener) => courier.subscribe(conversation, listener),
  };
}
