import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { downloadRuntime, findRuntime, hasDisplay } from '../../scripts/electron-runtime.mjs';
import { EXECUTABLE, runtimeArchive, startMirror, VERSION, writeElectronPackage } from '../fakes/electron-mirror.ts';

const archive = runtimeArchive('#!/bin/sh\necho it runs\n');
let root: string;
let folder: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lintel-electron-'));
  folder = join(root, 'electron');
  writeElectronPackage(folder, archive);
  vi.stubEnv('electron_config_cache', join(root, 'cache'));
  vi.stubEnv('npm_config_electron_mirror', undefined);
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

/** Downloads from a mirror with short limits; gives what it wrote to the terminal. */
async function downloadFrom(url: string, limits: { signal?: AbortSignal; stalledAfter?: number } = {}): Promise<string> {
  vi.stubEnv('ELECTRON_MIRROR', url);
  let written = '';
  const output = { write: (text: string) => (written += text) };
  await downloadRuntime(folder, { signal: new AbortController().signal, answerWithin: 300, output, ...limits });
  return written;
}

function expectNothingInstalled(): void {
  expect(findRuntime(folder)).toBeUndefined();
  expect(readdirSync(folder).sort()).toEqual(['checksums.json', 'package.json']);
}

const sendArchive = (response: ServerResponse) => response.setHeader('content-length', archive.length).end(archive);

describe('a download', () => {
  test('ends with a runtime that is found and runs', async () => {
    await using mirror = await startMirror((_, response) => sendArchive(response));
    const written = await downloadFrom(mirror.url);
    const runtime = findRuntime(folder);
    expect(runtime).toBe(join(folder, 'dist', EXECUTABLE));
    if (process.platform !== 'win32') expect(execFileSync(runtime ?? '', { encoding: 'utf8' })).toBe('it runs\n');
    expect(readFileSync(join(folder, 'path.txt'), 'utf8')).toBe(EXECUTABLE);
    expect(mirror.asked).toEqual([`/v${VERSION}/electron-v${VERSION}-${process.platform}-${process.arch}.zip`]);
    expect(written).toContain(mirror.host);
    expect(written).toContain('100 % of 1 MB');
  });

  test('follows a redirect, as release downloads do', async () => {
    await using store = await startMirror((_, response) => sendArchive(response));
    await using mirror = await startMirror((_, response) => response.writeHead(302, { location: `${store.url}blob` }).end());
    await downloadFrom(mirror.url);
    expect(findRuntime(folder)).toBeDefined();
    expect(store.asked).toEqual(['/blob']);
  });

  test('replaces a runtime of another version', async () => {
    await using mirror = await startMirror((_, response) => sendArchive(response));
    await downloadFrom(mirror.url);
    writeFileSync(join(folder, 'dist', 'version'), '44.0.0');
    expect(findRuntime(folder)).toBeUndefined();
    await downloadFrom(mirror.url);
    expect(findRuntime(folder)).toBeDefined();
  });

  test('once made needs no host the next time', async () => {
    const mirror = await startMirror((_, response) => sendArchive(response));
    await downloadFrom(mirror.url);
    rmSync(join(folder, 'dist'), { recursive: true });
    await mirror[Symbol.asyncDispose]();
    await downloadFrom(mirror.url);
    expect(findRuntime(folder)).toBeDefined();
  });
});

describe('a host that', () => {
  test('answers too late is given up at the limit', async () => {
    await using mirror = await startMirror((_, response) => setTimeout(() => sendArchive(response), 5000).unref());
    const began = performance.now();
    await expect(downloadFrom(mirror.url)).rejects.toThrow(`${mirror.host} did not answer within 0.3 s`);
    expect(performance.now() - began).toBeLessThan(2000);
    expectNothingInstalled();
  });

  test('refuses connections is given up', async () => {
    const mirror = await startMirror(() => {});
    await mirror[Symbol.asyncDispose]();
    await expect(downloadFrom(mirror.url)).rejects.toThrow('fetch failed');
    expectNothingInstalled();
  });

  test('does not have the version is given up', async () => {
    await using mirror = await startMirror((_, response) => response.writeHead(404).end('no'));
    await expect(downloadFrom(mirror.url)).rejects.toThrow('answered 404');
    expectNothingInstalled();
  });

  test('hands out other bytes is not trusted', async () => {
    const other = runtimeArchive('#!/bin/sh\necho evil\n');
    await using mirror = await startMirror((_, response) => response.end(other));
    await expect(downloadFrom(mirror.url)).rejects.toThrow(/checksum/i);
    expectNothingInstalled();
  });

  test('holds another version under the right name is not trusted', async () => {
    const older = runtimeArchive('#!/bin/sh\n', '44.0.0');
    writeElectronPackage(folder, older);
    await using mirror = await startMirror((_, response) => response.end(older));
    await expect(downloadFrom(mirror.url)).rejects.toThrow('no Electron of the version');
    expectNothingInstalled();
  });

  test('falls silent midway is given up', async () => {
    await using mirror = await startMirror((_, response) =>
      response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 50)),
    );
    await expect(downloadFrom(mirror.url, { stalledAfter: 200 })).rejects.toThrow('sent nothing for 0.2 s');
    expectNothingInstalled();
  });

  test('drops the connection midway leaves nothing', async () => {
    await using mirror = await startMirror((_, response) => {
      response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 50));
      setTimeout(() => response.destroy(), 50);
    });
    await expect(downloadFrom(mirror.url)).rejects.toThrow();
    expectNothingInstalled();
  });
});

test('Ctrl-C midway stops the download at once and leaves nothing', async () => {
  const skip = new AbortController();
  await using mirror = await startMirror((_, response) => {
    response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 50));
    setTimeout(() => skip.abort(new Error('skipped')), 50);
  });
  await expect(downloadFrom(mirror.url, { signal: skip.signal })).rejects.toThrow('skipped');
  expectNothingInstalled();
});

test('a display is needed on Linux only', () => {
  expect(hasDisplay('linux', {})).toBe(false);
  expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false);
  expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasDisplay('darwin', {})).toBe(true);
  expect(hasDisplay('win32', {})).toBe(true);
});
