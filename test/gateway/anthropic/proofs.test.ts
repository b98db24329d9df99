import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStubCloud, type StubCloud } from '../../stub-cloud/cloud.ts';
import { openRig } from '../rig.ts';

let cloud: StubCloud;
let rig: Awaited<ReturnType<typeof openRig>>;
beforeAll(async () => {
  cloud = await openStubCloud();
  rig = await openRig({ cloud, remotes: [['anthropic', 'echo']] });
});
afterAll(async () => {
  await rig.close();
  await cloud.close();
});

describe('proofs of thought', () => {
  test.each([
    ['Anthropic', (bytes: Buffer) => bytes.toString('base64'), true],
    // Sealed as Fernet has it: a version and a time come first. It is another provider's, so it stays here.
    ['OpenAI', (bytes: Buffer) => `openai.reasoningEncryptedContent:gAAAAAB${bytes.toString('base64url')}==`, false],
  ])('of %s are as long and as random as they are, and still nobody takes one for a secret', async (_, proofOf, isSent) => {
    for (let round = 0; round < 20; round++) {
      const bytes = Array.from({ length: 2 + round }, (_, at) => createHash('sha512').update(`${round} ${at}`).digest());
      const signature = proofOf(Buffer.concat(bytes));
      const answer = await fetch(`${rig.address}/v1/messages`, {
        method: 'POST',
        headers: { 'x-api-key': 'key' },
        body: JSON.stringify({
          ...{ model: 'anthropic/echo', max_tokens: 4000 },
          messages: [
            { role: 'user', content: 'Hello.' },
            {
              role: 'assistant',
              content: [
                { type: 'thinking', thinking: 'Hm.', signature },
                { type: 'text', text: 'Good day.' },
              ],
            },
            { role: 'user', content: 'Go on.' },
          ],
        }),
      });
      expect(answer.status, await answer.text()).toBe(200);
      expect(cloud.visits.at(-1)?.body.includes(signature)).toBe(isSent);
    }
  });
});
