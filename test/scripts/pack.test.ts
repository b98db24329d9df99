import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkConfig } from '../../scripts/pack/check-config.mjs';
import { checkFiles } from '../../scripts/pack/check-files.mjs';
import { filesFor } from '../../scripts/pack/files.mjs';
import { licencesOf } from '../../scripts/pack/licences.mjs';
import { closureOf } from '../../scripts/pack/packages.mjs';
import { updateSource } from '../../scripts/pack/stage.mjs';
import { ownTarget, TARGETS, targetNamed } from '../../scripts/pack/targets.mjs';

const root = join(import.meta.dirname, '..', '..');
const own = targetNamed(ownTarget());
/** Without the variants for graphics cards, which are most of a package's bytes and are not used here. */
const plain = { ...own, llama: own.llama.slice(0, 1) };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-package-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file of some bytes in the folder of the test. */
function fileOf(content: string): string {
  const path = join(folder, `file-${Math.abs(content.length)}-${content.slice(0, 4).replaceAll(/\W/g, '')}`);
  writeFileSync(path, content);
  return path;
}

describe('what a package holds', () => {
  it.each(Object.keys(TARGETS))('is sound for %s', (name) => {
    const target = targetNamed(name);
    const { files, missing } = filesFor(root, target);
    expect(checkFiles(files, target, root).faults).toEqual([]);
    // What is not installed here is for other systems.
    if (target.os === own.os) expect(missing.filter((one) => one.includes(`-${process.arch}`) && !one.includes('cuda'))).toEqual([]);
  });

  it.each([
    ['.env', 'A=1', /secret/],
    ['dist/main/release.pem', 'x', /secret/],
    ['resources/hub-token', 'hf_x', /data folder/],
    ['dist/main/wiring.ts', 'x', /source/],
    ['test/fakes/ports.js', 'x', /source/],
    ['dist/main/main.js.map', '{}', /source/],
    ['node_modules/@node-llama-cpp/win-x64/bins/llama.js', 'x', /another platform/],
    ['node_modules/some/thing.dylib', 'x', /another system/],
    ['dist/main/chunks/leak.js', `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\n${'B'.repeat(64)}\n`, /private key/],
    ['dist/main/chunks/path.js', `const at = '${root}/dist';`, /built in/],
    ['resources/left.log', 'x', /left over/],
  ])('has no %s', (path, content, fault) => {
    const target = targetNamed('linux-x64');
    const files = new Map([...filesFor(root, { ...target, llama: ['linux-x64'] }).files, [path, fileOf(content)] as const]);
    const { faults } = checkFiles(files, { ...target, llama: ['linux-x64'] }, root);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(fault);
  });

  it('is within its budget, and has all that it needs', () => {
    const { files } = filesFor(root, plain);
    expect(checkFiles(files, { ...plain, mostBytes: 1000 }, root).faults.join()).toMatch(/is its budget/);
    files.delete('dist/main/preload.cjs');
    expect(checkFiles(files, plain, root).faults).toEqual(['dist/main/preload.cjs is missing']);
  });

  it('runs by itself, away from the project: it starts, and answers a prompt', async () => {
    const app = join(folder, 'app');
    for (const [path, from] of filesFor(root, plain).files) {
      mkdirSync(dirname(join(app, path)), { recursive: true });
      copyFileSync(from, join(app, path));
    }
    writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'lintel', version: '1.2.3', type: 'module' }));
    const program = `(await import(${JSON.stringify(pathToFileURL(join(app, 'dist', 'main', 'headless.js')).href)})).startHeadless(['--port', '0', '--data-dir', ${JSON.stringify(join(folder, 'data'))}])`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const address = await addressOf(child);
    const cookie = (await fetch(address)).headers.get('set-cookie')?.split(';')[0] ?? '';
    const headers = { cookie, 'x-lintel-window': '1', 'content-type': 'application/json' };
    const reply = await fetch(`${address}/ui/chat`, { method: 'POST', headers, body: JSON.stringify({ text: 'Hello' }) });
    const lines = (await reply.text()).trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ type: 'end', answer: { status: 'done' } });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

const addressOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let errors = '';
    child.stderr?.on('data', (bytes) => (errors += bytes));
    child.stdout?.on('data', (bytes) => {
      const ready = /lintel ready (\S+)/.exec(String(bytes))?.[1];
      if (ready !== undefined) resolve(ready);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${errors}`)));
  });

describe('how it is wrapped', () => {
  it('is as it should be', () => expect(checkConfig(root).faults).toEqual([]));

  it.each([
    ['runAsNode: false', 'runAsNode: true', /fuse runAsNode/],
    ['asar: true', 'asar: false', /no archive/],
    ['executableArgs: []', 'executableArgs: [--no-sandbox]', /sandbox off/],
    ['target: deb', 'target: snap', /no deb for linux/],
    ['deleteAppDataOnUninstall: false', 'deleteAppDataOnUninstall: true', /what the person has/],
    ['  - "modules/**/*"\n  - "dist/main/worker.js"', '  - "dist/main/worker.js"', /inside the archive/],
    ['dist/main/worker-chunks/**/*', 'dist/main/**/*', /integrity is not checked/],
    ['apparmor-profile', 'no-such-profile', /is not there/],
  ])('is not taken with %j changed', (from, to, fault) => {
    const project = mkdtempSync(join(folder, 'project-'));
    const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
    expect(config).toContain(from);
    writeFileSync(join(project, 'electron-builder.yml'), config.replace(from, to));
    copyFileSync(join(root, 'package.json'), join(project, 'package.json'));
    mkdirSync(join(project, 'packaging', 'resources'), { recursive: true });
    for (const name of ['apparmor-profile', 'entitlements.mac.plist', 'icon.png', 'icons'])
      cpSync(join(root, 'packaging', 'resources', name), join(project, 'packaging', 'resources', name), { recursive: true });
    expect(checkConfig(project).faults.join('\n')).toMatch(fault);
  });

  it('names the licence of every part', () => {
    const { text, faults } = licencesOf(root);
    expect(faults).toEqual([]);
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
    // The window’s build leaves this one out.
    expect(text).not.toContain('\nelkjs ');
    for (const { name, version, path } of closureOf(root, Object.keys(dependencies)))
      if (name !== 'elkjs' && existsSync(join(root, path, 'package.json')))
        expect(text).toContain(`\n${name} ${readVersion(path) ?? version}\n`);
  });

  it('knows where newer ones are only with the key that signs them', () => {
    const key = '-----BEGIN PUBLIC KEY-----';
    expect(updateSource({})).toBeUndefined();
    expect(updateSource({ LINTEL_UPDATE_FEED: 'https://updates.example/' })).toBeUndefined();
    expect(() => updateSource({ LINTEL_UPDATE_FEED: 'http://updates.example/', LINTEL_UPDATE_KEY: key })).toThrow(/https/);
    expect(updateSource({ LINTEL_UPDATE_FEED: 'https://updates.example/', LINTEL_UPDATE_KEY: key })).toContain(
      'url: https://updates.example/',
    );
  });
});

const readVersion = (path: string) => (JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as { version?: string }).version;
