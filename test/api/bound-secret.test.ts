import { expect, test } from 'vitest';
import { bindSecret } from '../../electron/api/bound-secret.ts';
import type { Secret } from '../../electron/platform/secrets.ts';

function secretOf(first?: string): Secret {
  let kept = first;
  return {
    read: () => kept,
    async write(value) {
      kept = value;
    },
    async remove() {
      kept = undefined;
    },
  };
}

test('a token goes to the hub it was given for, and is forgotten with another one', async () => {
  let hub: string | undefined;
  const secret = secretOf('hf_kept');
  const token = bindSecret(secret, () => hub);
  expect(token.read()).toBe('hf_kept');
  hub = 'http://127.0.0.1:1';
  expect(token.read()).toBeUndefined();
  await token.addressChanged();
  hub = undefined;
  expect(token.read()).toBeUndefined();
  hub = 'https://mirror.example.org';
  await token.write('hf_mirror');
  await token.addressChanged();
  expect(token.read()).toBe('hf_mirror');
  expect(secret.read()).toBe('hf_mirror');
});

test('a token of the environment goes to the environment’s hub alone, and is never deleted', async () => {
  let hub: string | undefined = 'http://127.0.0.1:1';
  const secret = secretOf('hf_env');
  const token = bindSecret(secret, () => hub, { address: undefined });
  expect(token.read()).toBeUndefined();
  await token.addressChanged();
  hub = undefined;
  expect(token.read()).toBe('hf_env');
});
