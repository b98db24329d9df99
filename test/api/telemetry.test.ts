import { expect, test } from 'vitest';
import { createObservers, type ObserverParts } from '../../electron/api/observers.ts';
import { createTelemetryCalls } from '../../electron/api/telemetry.ts';
import { settings } from '../../shared/api/settings.ts';
import { memorySecret } from '../fakes/model-source.ts';

const nothing = { body: undefined, id: '' };

test('headers for the collector go in and never out', async () => {
  const secret = memorySecret();
  const calls = createTelemetryCalls(secret);
  expect(calls.telemetryHeaders(nothing)).toEqual({ hasHeaders: false });
  await expect(calls.setTelemetryHeaders({ body: { headers: 'not headers' }, id: '' })).rejects.toMatchObject({
    code: 'bad-request',
    field: 'headers',
  });
  expect(await calls.setTelemetryHeaders({ body: { headers: 'authorization=Bearer%20x' }, id: '' })).toEqual({ hasHeaders: true });
  expect(secret.read()).toBe('authorization=Bearer%20x');
  expect(await calls.removeTelemetryHeaders(nothing)).toEqual({ hasHeaders: false });
});

test('nothing is observed from outside until a person sets where to', () => {
  let kept = settings.parse({});
  let isStaying = false;
  const parts = (endpoint?: string): ObserverParts => ({
    settings: { get: () => kept },
    endpoint,
    headers: { read: () => undefined },
    stayOnDevice: () => isStaying,
    door: () => {
      throw new Error('Nothing is to be sent.');
    },
  });
  const off = createObservers(parts());
  expect([off.otlp(), off.webhook()]).toEqual([undefined, undefined]);
  expect(createObservers(parts('http://127.0.0.1:4318')).otlp()).toEqual({
    endpoint: 'http://127.0.0.1:4318',
    traces: true,
    metrics: true,
  });
  kept = settings.parse({ telemetry: { endpoint: 'https://a.example', traces: false }, alerts: { webhook: 'https://b.example/x' } });
  expect([off.otlp(), off.webhook()]).toEqual([{ endpoint: 'https://a.example', traces: false, metrics: true }, 'https://b.example/x']);
  isStaying = true;
  expect([off.isOpen('https://a.example'), off.isOpen('http://collector'), off.isOpen('http://127.0.0.1:4318')]).toEqual([
    false,
    false,
    true,
  ]);
});
