import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'lintel-imports-'));
  for (const part of ['.gitignore', 'biome.json', 'lint', 'shared', 'tsconfig.base.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Writes `files` into the copy; takes them away again when `work` is done. */
async function among<Result>(files: ReadonlyMap<string, string>, work: () => Promise<Result>): Promise<Result> {
  for (const [name, content] of files) {
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    writeFileSync(join(copy, name), `${content}\n`);
  }
  try {
    return await work();
  } finally {
    for (const name of files.keys()) rmSync(join(copy, name));
  }
}

/** A tool of this project's, run in the copy: what it prints, whether it is content or not. */
async function output(tool: string, ...argv: string[]): Promise<string> {
  const script = join(root, 'node_modules', tool);
  try {
    return (await run(process.execPath, [script, ...argv], { cwd: copy, maxBuffer: 2 ** 26 })).stdout;
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

interface Report {
  readonly diagnostics: readonly { severity: string; category: string; message: string; location: { path: string } }[];
}

/** What the linter holds against each file. */
async function lint(files: ReadonlyMap<string, string>): Promise<Map<string, string[]>> {
  const argv = ['lint', '--reporter=json', '--max-diagnostics=none', '--diagnostic-level=error', ...new Set([...files.keys()].map(top))];
  const report = JSON.parse(await among(files, () => output('@biomejs/biome/bin/biome', ...argv))) as Report;
  const faults = new Map([...files.keys()].map((name): [string, string[]] => [name, []]));
  for (const { category, message, location } of report.diagnostics) faults.get(location.path)?.push(`${category}: ${message}`);
  return faults;
}
const top = (name: string) => name.split('/', 1)[0] ?? '';

const PURE = /shared\/ imports only itself/;
const STANDARD = /noRestrictedGlobals|noJsRestrictedProperties/;
const ELECTRON = /import electron/;
const LLAMA = /import node-llama-cpp/;
const AI_SDK = /imports the AI SDK/;
const ROOMS = /Rooms meet only in wiring\.ts/;
const WIRING = /starts Lintel/;
const NETWORK = /opens connections|noRestrictedGlobals|noJsRestrictedProperties/;

/** Files that break a rule, and the rule. */
const WRONG: readonly (readonly [file: string, content: string, rule: RegExp])[] = [
  ['shared/chat/zustand.ts', `import { createStore } from 'zustand';\nexport const store = createStore;`, PURE],
  ['shared/chat/zod.ts', `import { z } from 'zod';\nexport const schema = z.string();`, PURE],
  ['shared/api/zustand.ts', `import { createStore } from 'zustand/vanilla';\nexport const store = createStore;`, PURE],
  ['shared/routing/cel.ts', `import { parse } from '@marcbachmann/cel-js';\nexport const read = parse;`, PURE],
  ['shared/routing/react.ts', `export { useState } from 'react';`, PURE],
  ['shared/routing/node.ts', `import { join } from 'node:path';\nexport const path = join('a');`, PURE],
  ['shared/routing/import-type.ts', `export type Path = typeof import('node:path');`, PURE],
  ['shared/routing/later.ts', `export const path = await import('node:path');`, PURE],
  ['shared/routing/main.ts', `export { wire } from '../../electron/wiring.ts';`, PURE],
  ['shared/routing/window.ts', `export { api } from '../../renderer/api.ts';`, PURE],
  ['shared/routing/reference.ts', `/// <reference types="node" />\nexport const folder = process.cwd();`, /noTripleSlashReference/],
  ['shared/routing/now.ts', `export const now = () => Date.now();`, STANDARD],
  ['shared/routing/today.ts', `export const today = () => new Date();`, STANDARD],
  ['shared/routing/elapsed.ts', `export const elapsed = () => performance.now();`, STANDARD],
  ['shared/routing/random.ts', `export const random = () => Math.random();`, STANDARD],
  ['shared/routing/taken.ts', `export const { random } = Math;`, STANDARD],
  ['shared/routing/global.ts', `export const now = () => globalThis.Date.now();`, STANDARD],
  ['shared/routing/uuid.ts', `export const id = () => crypto.randomUUID();`, STANDARD],

  ['electron/tray.ts', `import { Tray } from 'electron';\nexport const tray = Tray;`, ELECTRON],
  ['electron/api/electron.ts', `import { app } from 'electron/main';\nexport const name = app.name;`, ELECTRON],
  ['electron/platform/electron.ts', `export const electron = await import('electron');`, ELECTRON],
  ['electron/platform/type.ts', `export type App = import('electron').App;`, ELECTRON],
  ['electron/wiring.ts', `import type { App } from 'electron';\nexport type Shell = App;`, ELECTRON],
  ['renderer/electron.ts', `import { ipcRenderer } from 'electron';\nexport const ipc = ipcRenderer;`, ELECTRON],
  ['renderer/main.ts', `export { wire } from '../electron/wiring.ts';`, /only through the contract/],

  ['electron/engines/local/engine.ts', `import { getLlama } from 'node-llama-cpp';\nexport const llama = getLlama;`, LLAMA],
  ['electron/engines/local/new.ts', `import type { Token } from 'node-llama-cpp';\nexport type Word = Token;`, LLAMA],
  ['electron/models/llama.ts', `export const llama = await import('node-llama-cpp');`, LLAMA],
  ['electron/llama.ts', `export * from 'node-llama-cpp';`, LLAMA],
  ['electron/engines/remote/clouds.ts', `export const cloud = await import('@ai-sdk/anthropic/internal');`, AI_SDK],
  ['electron/wiring-clouds.ts', `import { generateText } from 'ai';\nexport const say = generateText;`, AI_SDK],

  ['electron/gateway/ledger.ts', `export { openDatabase } from '../ledger/database.ts';`, ROOMS],
  ['electron/gateway/windows.ts', `export { WINDOW_URL } from '../windows/scheme.ts';`, ROOMS],
  ['electron/gateway/api.ts', `export { chat } from '../api/chat.ts';`, ROOMS],
  ['electron/gateway/dialects/openai-chat/models.ts', `export type Library = import('../../../models/library.ts').Library;`, ROOMS],
  ['electron/engines/local/platform.ts', `import type { Log } from '../../platform/log.ts';\nexport type Voice = Log;`, ROOMS],
  ['electron/ledger/engines.ts', `export const fork = await import('../engines/local/fork.ts');`, ROOMS],
  ['electron/models/gateway.ts', `export { writeJson } from '../gateway/json.ts';`, ROOMS],
  ['electron/models/egress.ts', `export { openDoor } from '../egress/door.ts';`, ROOMS],
  ['electron/egress/ledger.ts', `export { openDatabase } from '../ledger/database.ts';`, ROOMS],
  ['electron/platform/headless.ts', `export { serve } from '../headless.ts';`, ROOMS],
  ['electron/telemetry/egress.ts', `export { openDoor } from '../egress/door.ts';`, ROOMS],
  ['electron/gateway/telemetry.ts', `export { openTelemetry } from '../telemetry/telemetry.ts';`, ROOMS],
  ['electron/gateway/wiring.ts', `export { wire } from '../wiring.ts';`, WIRING],
  ['electron/engines/local/wiring.ts', `import type { Lintel } from '../../wiring.ts';\nexport type House = Lintel;`, WIRING],
  ['electron/api/wiring.ts', `export { wire } from '../wiring.ts';`, WIRING],
  ['electron/cli/wiring.ts', `export const wiring = await import('../wiring.ts');`, WIRING],
  ['electron/windows/wiring.ts', `export { wire } from '../wiring.ts';`, WIRING],
  ['electron/windows/boot.ts', `import { wire } from '../wiring.ts';\nexport const boot = wire;`, WIRING],
  ['electron/new.ts', `export { wire } from './wiring.ts';`, WIRING],

  ['electron/models/http.ts', `import { get } from 'node:http';\nexport const download = get;`, NETWORK],
  [
    'electron/models/https.ts',
    `import https, { type Agent } from 'node:https';\nexport const download = (agent: Agent) => https.get({ agent });`,
    NETWORK,
  ],
  ['electron/platform/net.ts', `import * as net from 'node:net';\nexport const connect = net.connect;`, NETWORK],
  ['electron/platform/dns.ts', `export { lookup } from 'node:dns/promises';`, NETWORK],
  ['electron/platform/all.ts', `export * from 'node:tls';`, NETWORK],
  [
    'electron/gateway/http.ts',
    `import { type IncomingMessage, request } from 'node:http';\nexport const ask = (_: IncomingMessage) => request;`,
    NETWORK,
  ],
  ['electron/egress/errand.ts', `import { request } from 'undici';\nexport const ask = request;`, NETWORK],
  ['electron/api/lazy.ts', `export const { request } = await import('undici');`, NETWORK],
  ['electron/engines/remote/undici.ts', `import { request } from 'undici';\nexport const ask = request;`, NETWORK],
  ['electron/ledger/later.ts', `export const http = await import('node:http2');`, NETWORK],
  ['electron/ledger/built-in.ts', `export const http = process.getBuiltinModule('node:http');`, NETWORK],
  ['electron/gateway/fetch.ts', `export const ask = () => fetch('http://127.0.0.1');`, NETWORK],
  ['electron/fetch.ts', `export const ask = globalThis.fetch;`, NETWORK],
  ['electron/api/socket.ts', `export const socket = () => new WebSocket('ws://127.0.0.1');`, NETWORK],
  ['electron/cli/doctor.ts', `export const ask = () => fetch('http://127.0.0.1');`, NETWORK],
  ['electron/cli/doctor.ts', `import { connect, createServer } from 'node:net';\nexport const both = [connect, createServer];`, NETWORK],
  [
    'electron/gateway/listen.ts',
    `import { createServer, request } from 'node:http';\nexport const both = [createServer, request];`,
    NETWORK,
  ],
  ['electron/gateway/client.ts', `import * as http from 'node:http';\nexport const ask = http.get;`, NETWORK],
  ['electron/gateway/listen.ts', `import { createServer, get } from 'node:https';\nexport const both = [createServer, get];`, NETWORK],
  ['electron/gateway/second.ts', `import { createServer } from 'node:http';\nexport const door = createServer;`, NETWORK],
  ['electron/cli/dns.ts', `import { resolve4 } from 'node:dns/promises';\nexport const ask = resolve4;`, NETWORK],
  ['electron/egress/door.ts', `export const { request } = await import('undici');`, NETWORK],
  ['electron/platform/beacon.ts', `export const tell = (text: string) => navigator.sendBeacon('http://127.0.0.1', text);`, NETWORK],
  ['electron/platform/stream.ts', `export const source = () => new EventSource('http://127.0.0.1');`, NETWORK],
  ['electron/platform/old.ts', `export const ask = () => new XMLHttpRequest();`, NETWORK],
  ['renderer/stores/fetch.ts', `export const ask = () => fetch('https://example.org');`, NETWORK],
  ['renderer/ui/socket.ts', `export const socket = () => new WebSocket('wss://example.org');`, NETWORK],
  ['renderer/ui/source.ts', `export const source = () => new EventSource('https://example.org');`, NETWORK],
  ['renderer/ui/old.ts', `export const ask = () => new XMLHttpRequest();`, NETWORK],
  ['renderer/ui/beacon.ts', `export const tell = () => navigator.sendBeacon('https://example.org');`, NETWORK],
  ['renderer/ui/peer.ts', `export const peer = () => new RTCPeerConnection();`, NETWORK],
  ['renderer/ui/global.ts', `export const ask = () => globalThis.fetch('https://example.org');`, NETWORK],
  ['electron/windows/net.ts', `import { app, net } from 'electron';\nexport const ask = () => net.request(app.name);`, NETWORK],
];

/** Files that keep to the rules: what each place is there for. */
const RIGHT: readonly (readonly [file: string, content: string])[] = [
  ['shared/api/contract.ts', `import { z } from 'zod';\nimport { ZONES } from '../privacy/zones.ts';\nexport const zone = z.enum(ZONES);`],
  ['shared/routing/half.ts', `export const half = (whole: number) => Math.floor(whole / 2);`],
  ['electron/main.ts', `import { app } from 'electron';\nimport { wire } from './wiring.ts';\nexport const start = [app, wire];`],
  [
    'electron/windows/tray.ts',
    `import { Tray } from 'electron';\nimport type { Log } from '../platform/log.ts';\nexport const tray = (_: Log) => Tray;`,
  ],
  ['electron/windows/quit.ts', `import type { Lintel } from '../wiring.ts';\nexport type House = Lintel;`],
  ['electron/headless.ts', `export { wire } from './wiring.ts';\nexport { forkWorker } from './engines/local/fork.ts';`],
  ['electron/engines/local/generate.ts', `import { getLlama } from 'node-llama-cpp';\nexport const llama = getLlama;`],
  [
    'electron/gateway/listen.ts',
    `import { createServer, type IncomingMessage, STATUS_CODES } from 'node:http';\nimport { createServer as secure } from 'node:https';\nimport { route } from '../../shared/routing/route.ts';\nexport const all = (_: IncomingMessage) => [createServer, secure, STATUS_CODES, route];`,
  ],
  ['electron/egress/agents.ts', `import { Agent } from 'undici';\nexport const agent = Agent;`],
  ['electron/egress/connector.ts', `import { connect } from 'node:net';\nexport const open = connect;`],
  ['renderer/api.ts', `export const send = (path: string) => fetch(path);`],
  ['electron/gateway/body.ts', `import type { IncomingMessage } from 'node:http';\nexport type Asked = IncomingMessage;`],
  ['electron/cli/connect.ts', `export const connect = async () => [fetch, await import('../wiring.ts')];`],
  ['electron/cli/doctor.ts', `import { createServer } from 'node:net';\nexport const probe = createServer;`],
];

describe('the linter', () => {
  it('refuses every wrong import, clock and door, each by its own rule', async () => {
    const faults = await lint(new Map(WRONG.map(([file, content]) => [file, content])));
    const missed = WRONG.filter(([file, , rule]) => !faults.get(file)?.some((fault) => rule.test(fault)));
    expect(missed.map(([file]) => ({ file, faults: faults.get(file) }))).toEqual([]);
  });

  it('has nothing against what each place is there for', async () => {
    const faults = await lint(new Map(RIGHT));
    expect([...faults].filter(([, found]) => found.length > 0)).toEqual([]);
  });
});

describe('the main process', () => {
  /** What a file imports by path, at once or later, types aside. */
  const importsOf = (file: string) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /^(?:import|export|\} from)(?! type)[^;'"]*?['"](\.{1,2}\/[^'"\n]+)['"]|import\('(\.[^']+)'\)/gm,
      ),
    ].map(([, first, later]) => join(dirname(file), first ?? later ?? ''));

  it.each(['main.ts', 'headless.ts', 'cli/entry.ts'])('never loads llama.cpp, beginning at %s', (entry) => {
    const seen = new Set([join(root, 'electron', entry)]);
    for (const file of seen) for (const next of importsOf(file)) seen.add(next);
    expect(seen).toContain(join(root, 'electron', 'engines', 'local', 'supervisor.ts'));
    expect([...seen].filter((file) => /from 'node-llama-cpp'/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});

describe('the compiler', () => {
  it.each([
    ['a Node global in shared', 'shared/routing/wrong.ts', 'export const folder = process.cwd();', /process/],
    ['a page in shared', 'shared/chat/wrong.ts', 'export const page = document;', /document/],
    ['a clock that is not of the language', 'shared/chat/wrong.ts', 'export const now = performance.now();', /performance/],
    ['node: in shared', 'shared/privacy/wrong.ts', `export { join } from 'node:path';`, /node:path/],
    ['privacy that knows routing', 'shared/privacy/wrong.ts', `export { decide } from '../routing/decide.ts';`, /decide\.ts/],
    ['chat that knows privacy', 'shared/chat/wrong.ts', `export { isWithin } from '../privacy/zones.ts';`, /zones\.ts/],
    ['routing that knows the contract', 'shared/routing/wrong.ts', `export { contract } from '../api/contract.ts';`, /contract\.ts/],
  ])('refuses %s', async (_name, file, content, words) => {
    const project = dirname(file);
    const printed = await among(new Map([[file, content]]), () => output('typescript/bin/tsc', '-b', project, '--pretty', 'false'));
    expect(
      printed
        .split('\n')
        .filter((line) => line.startsWith(`${file}(`))
        .join('\n'),
    ).toMatch(words);
  });

  it('takes shared as it is', async () => {
    expect(await output('typescript/bin/tsc', '-b', 'shared/api', '--pretty', 'false')).toBe('');
  });
});
