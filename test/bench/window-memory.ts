// npm run bench:window: streams 20 long answers and opens 50 chats in a real browser, and shows that the window's memory stays.
import { type CDPSession, chromium } from 'playwright-core';
import { browserOptions } from '../e2e/browser.ts';
import { lintel, startLintel } from '../e2e/lintel-process.ts';
import { openStubCloud } from '../stub-cloud/cloud.ts';

const ANSWERS = 20;
const CHATS = 50;
/** Chats that are opened before the first look: what is fetched and made once is there by then. */
const WARM = 5;
/** What the heap may gain, of what it held at first. */
const GROWTH = 0.2;
const MODEL = 'echo-tokens-3000-gap-1';

const [options, started, cloud] = await Promise.all([browserOptions(), startLintel(), openStubCloud()]);
const browser = await chromium.launch(options);
const place = ['--kind', 'openai-compatible', '--base-url', `${cloud.address}/v1`, '--zone', 'device', '--models', MODEL];
await lintel(['providers', 'add', '--name', 'Stub', ...place, '--data-dir', started.dataFolder]);

const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
page.setDefaultTimeout(120_000);
await page.goto(started.address);
const box = page.getByRole('textbox', { name: 'Message' });
await box.waitFor();
const session = await page.context().newCDPSession(page);

/** Long chats that lie there already: what each opening holds must go again, or be held within bounds. */
const ids = await page.evaluate(async (count) => {
  const paragraph =
    'A lintel is the beam over a doorway. It carries what lies above, **quietly**.\n\n```ts\nconst beam = carry(wall);\n```';
  const at = 1_795_000_000_000;
  const headers = { 'x-lintel-window': '1', 'content-type': 'application/json' };
  const conversations = Array.from({ length: count }, (_, chat) => ({
    ...{ title: `Chat ${chat}`, createdAt: at, updatedAt: at + chat },
    messages: Array.from({ length: 60 }, (_unused, index) => ({
      ...{ id: `m${index}`, role: index % 2 === 0 ? 'user' : 'assistant', text: `${paragraph}\n\nEnd ${index}.`, createdAt: at },
      ...(index === 0 ? {} : { parentId: `m${index - 1}` }),
    })),
  }));
  await fetch('/ui/conversations/import', { method: 'POST', headers, body: JSON.stringify({ conversations }) });
  return ((await (await fetch('/ui/conversations?limit=200')).json()) as { id: string }[]).map(({ id }) => id);
}, CHATS + WARM);

async function openAll(some: readonly string[]): Promise<void> {
  for (const id of some) {
    await page.evaluate((hash) => {
      location.hash = `#${hash}`;
    }, id);
    await page.getByText('End 59.', { exact: true }).waitFor();
  }
}

/** Long answers, each in a chat of its own: together they would be longer than a model holds. */
async function streamAll(count: number): Promise<void> {
  for (let answer = 0; answer < count; answer++) {
    await page.getByRole('button', { name: 'New chat', exact: true }).click();
    await page
      .getByRole('button', { name: /Automatic|echo/ })
      .first()
      .click();
    await page.getByRole('menuitemradio', { name: new RegExp(MODEL) }).click();
    await box.fill(`Question ${answer}: say a lot.`);
    await box.press('Enter');
    await page.getByRole('button', { name: /^Route: .* · \$/ }).waitFor();
  }
  await page.getByRole('button', { name: 'New chat', exact: true }).click();
}

/** Bytes of the heap once what nobody holds is gone, and the nodes of the page. */
async function look(to: CDPSession): Promise<{ readonly heap: number; readonly nodes: number }> {
  for (let round = 0; round < 3; round++) await to.send('HeapProfiler.collectGarbage');
  const { usedSize } = await to.send('Runtime.getHeapUsage');
  const { nodes } = await to.send('Memory.getDOMCounters');
  return { heap: usedSize, nodes };
}

const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
await openAll(ids.slice(0, WARM));
await streamAll(1);
const before = await look(session);
console.log(`at first: ${mib(before.heap)}, ${before.nodes} nodes`);
await streamAll(ANSWERS);
const between = await look(session);
console.log(`after ${ANSWERS} answers of 3,000 tokens: ${mib(between.heap)}, ${between.nodes} nodes`);
await openAll(ids.slice(WARM));
await page.getByRole('button', { name: 'New chat', exact: true }).click();
const after = await look(session);
const gain = after.heap / before.heap - 1;
console.log(`after ${CHATS} chats as well: ${mib(after.heap)}, ${after.nodes} nodes`);
console.log(`${gain <= GROWTH ? 'steady' : 'it grows'}: ${(gain * 100).toFixed(0)} % of the first`);
await browser.close();
await started.stop();
await cloud.close();
if (gain > GROWTH) process.exitCode = 1;
