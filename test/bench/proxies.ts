// What stands before the stub cloud in measurements: nothing, a bare pass-through, the port, and another gateway.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'undici';
import { median } from './measure.ts';

const here = import.meta.dirname;

/** A prompt of about a kilobyte. */
export const WORDS = 'Please look at what the tide does with the boats in the old harbour and tell me about it. '.repeat(11);

export type Name = 'lintel' | 'bare' | 'portkey';

export interface Gate {
  readonly name: Name | 'direct';
  /** A whole answer; milliseconds. */
  whole(prompt?: string): Promise<number>;
  /** Streamed: milliseconds to the first word. */
  stream(): Promise<number>;
  /** Leaves after the first word; resolves when it left, on `performance.now()`. */
  leave(): Promise<number>;
  /** Processor time so far, in microseconds. */
  use(): Promise<number>;
  close(): void;
}

async function openProxy(name: Gate['name'], cloud: string, model: string, args: readonly string[]): Promise<Gate> {
  let child: ChildProcess | undefined;
  let address = cloud;
  if (name !== 'direct') {
    const program = { lintel: 'cloud-port.ts', bare: 'pass-through.ts', portkey: 'portkey.ts' }[name];
    child = fork(join(here, program), args, { env: { ...process.env, STUB_MODEL: model }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    [{ address }] = (await once(child, 'message')) as [{ address: string }];
  }
  const pool = new Pool(address, { connections: 64, pipelining: 1 });
  const headers = {
    authorization: 'Bearer secret',
    'content-type': 'application/json',
    ...(name === 'portkey' ? { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `${cloud}/v1` } : {}),
  };
  const ask = (asked: string, stream: boolean, prompt = WORDS) =>
    pool.request({
      path: '/v1/chat/completions',
      method: 'POST',
      headers,
      body: JSON.stringify({ model: name === 'lintel' ? 'stub/echo' : asked, messages: [{ role: 'user', content: prompt }], stream }),
    });
  return {
    name,
    async whole(prompt) {
      const began = performance.now();
      const { statusCode, body } = await ask(model, false, prompt);
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`${name}: ${statusCode} ${text.slice(0, 300)}`);
      return performance.now() - began;
    },
    async stream() {
      const began = performance.now();
      const { body } = await ask(model, true);
      let first: number | undefined;
      for await (const chunk of body) if (first === undefined && /"content":"[^"]/.test(String(chunk))) first = performance.now() - began;
      return first ?? Number.NaN;
    },
    async leave() {
      const { body } = await ask(model, true);
      for await (const chunk of body) if (/"content":"[^"]/.test(String(chunk))) break;
      return performance.now();
    },
    async use() {
      if (child === undefined) return 0;
      child.send('use');
      const [{ cpuMicros }] = (await once(child, 'message')) as [{ cpuMicros: number }];
      return cpuMicros;
    },
    close() {
      child?.disconnect();
      void pool.destroy();
    },
  };
}

/** Every proxy before a cloud that answers in one way. @param model the name that says how */
export async function openAll(cloud: string, model: string, portkey: string | undefined, folder: string): Promise<Gate[]> {
  const proxies = [
    await openProxy('direct', cloud, model, []),
    await openProxy('bare', cloud, model, [cloud]),
    await openProxy('lintel', cloud, model, [cloud, mkdtempSync(join(folder, 'port-'))]),
  ];
  if (portkey !== undefined) proxies.push(await openProxy('portkey', cloud, model, [portkey]));
  return proxies;
}

/** One measure of each, to be taken in turn. */
export const perProxy = (proxies: readonly Gate[], measure: (proxy: Gate) => Promise<number>) =>
  Object.fromEntries(proxies.map((proxy) => [proxy.name, () => measure(proxy)]));

/** The median of so many. */
export const times = async (count: number, one: () => Promise<number>) => {
  const figures: number[] = [];
  for (let index = 0; index < count; index++) figures.push(await one());
  return median(figures);
};
