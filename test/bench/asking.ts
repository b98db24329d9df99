import { Agent, request as httpRequest } from 'node:http';
import { createLocalEngine } from '../../electron/engines/local/engine.ts';
import { forkWorker } from '../../electron/engines/local/fork.ts';
import { scan } from '../../shared/privacy/scan.ts';
import { decide } from '../../shared/routing/decide.ts';
import { issuePermit } from '../../shared/routing/permit.ts';
import { DEFAULT_POLICY } from '../../shared/routing/policy.ts';
import { traitsOf } from '../../shared/routing/traits.ts';
import { request, SITUATION, target } from '../fakes/ports.ts';

/** How one answer went, in milliseconds and tokens. */
export interface Asked {
  readonly firstTokenMs: number;
  readonly totalMs: number;
  readonly tokens: number;
  readonly inputTokens: number;
}

/** Generated tokens per second after the first piece. */
export const speedOf = ({ firstTokenMs, totalMs, tokens }: Asked) => ((tokens - 1) / (totalMs - firstTokenMs)) * 1000;

export type Ask = (prompt: string, tokens: number) => Promise<Asked>;

/** Asks through the port, as an app does, streaming. On `node:http`: fetch would cost more than what is measured. */
export function askPort(address: string, key: string, model: string): Ask {
  const agent = new Agent({ keepAlive: true });
  return (prompt, tokens) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify({
        model,
        messages: [{ role: 'user', content: prompt }],
        max_tokens: tokens,
        temperature: 0,
        stream: true,
        stream_options: { include_usage: true },
      });
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const began = performance.now();
      const sent = httpRequest(`${address}/v1/chat/completions`, { method: 'POST', agent, headers }, (response) => {
        let firstTokenMs: number | undefined;
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          text += piece;
          if (firstTokenMs === undefined && /"content":"[^"]/.test(text)) firstTokenMs = performance.now() - began;
        });
        response.on('end', () => {
          const totalMs = performance.now() - began;
          const used = /"completion_tokens":(\d+)/.exec(text)?.[1];
          const read = /"prompt_tokens":(\d+)/.exec(text)?.[1];
          if (used === undefined) reject(new Error(text));
          else resolve({ firstTokenMs: firstTokenMs ?? totalMs, totalMs, tokens: Number(used), inputTokens: Number(read) });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
}

/** Asks a worker of the same kind without the port: engine and process, nothing between. */
export function askWorker(model: { id: string; name: string; path: string }, workerEntry: string): { ask: Ask; close(): Promise<void> } {
  const engine = createLocalEngine({ launch: forkWorker, workerEntry });
  return {
    close: () => engine.dispose(),
    async ask(prompt, tokens) {
      const asked = request(prompt, { id: crypto.randomUUID(), maxOutputTokens: tokens, sampling: { temperature: 0 } });
      const fleet = [target(model.id)];
      const plan = decide(traitsOf(asked, scan, fleet, DEFAULT_POLICY.minConfidence), DEFAULT_POLICY, fleet, SITUATION);
      const candidate = plan.permitted[0];
      if (candidate === undefined) throw new Error(plan.sentence);
      const began = performance.now();
      let firstTokenMs: number | undefined;
      for await (const event of engine.engine(model).chat(issuePermit(plan, candidate, false), asked, new AbortController().signal)) {
        if (event.type === 'text') firstTokenMs ??= performance.now() - began;
        if (event.type === 'error') throw new Error(event.error.message);
        if (event.type === 'finish') {
          const totalMs = performance.now() - began;
          const { inputTokens, outputTokens } = event.usage;
          return { firstTokenMs: firstTokenMs ?? totalMs, totalMs, tokens: outputTokens, inputTokens };
        }
      }
      throw new Error('The worker ended without an answer.');
    },
  };
}
