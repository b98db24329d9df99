import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type LintelProcess, startLintel } from './lintel-process.ts';

let browser: Browser;
let started: LintelProcess;
beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  [browser, started] = await Promise.all([launchBrowser(), startLintel()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await started.stop();
  elsewhere.close();
});

/** What a script would do, if one ran. */
const OWN = 'window.top.document.title=`owned`';
const AWAY = 'http://away.invalid';

/** A server that nothing here may reach; it takes the place of `AWAY`. */
let elsewhere: Server;
const visits: string[] = [];

/** What a model may write to have something run or fetched, by what it is written in. */
const PAYLOADS: Readonly<Record<string, readonly string[]>> = {
  html: [
    `<script>${OWN}</script>`,
    `<img src=x onerror="${OWN}">`,
    `<svg onload="${OWN}"><script>${OWN}</script></svg>`,
    `<iframe src="javascript:${OWN}"></iframe>`,
    `<iframe srcdoc="<script>${OWN}</script>"></iframe>`,
    `<object data="javascript:${OWN}"></object><embed src="javascript:${OWN}">`,
    `<a href="javascript:${OWN}" id="click">click</a>`,
    `<form action="${AWAY}/"><button formaction="javascript:${OWN}">x</button></form>`,
    `<details open ontoggle="${OWN}"><summary>x</summary></details>`,
    `<input autofocus onfocus="${OWN}">`,
    `<body onload="${OWN}"><style>@import "${AWAY}/x.css"; body{display:none}</style>`,
    `<base href="${AWAY}/"><meta http-equiv="refresh" content="0;url=${AWAY}/">`,
    `<link rel="stylesheet" href="${AWAY}/x.css"><link rel="prefetch" href="${AWAY}/p">`,
    `<video src="${AWAY}/v" onerror="${OWN}" autoplay></video><audio src="${AWAY}/a"></audio>`,
    `<math><mtext><table><mglyph><style><img src=x onerror="${OWN}"></style></mglyph></table></mtext></math>`,
    `<template><script>${OWN}</script></template><noscript><p title="</noscript><img src=x onerror=${OWN}>">`,
  ],
  markdown: [
    `[a](javascript:${OWN}) [b](JaVaScRiPt:${OWN}) [c](java\nscript:${OWN}) [d](&#106;avascript:${OWN})`,
    `[e](data:text/html;base64,PHNjcmlwdD4) [f](vbscript:x) [g](file:///etc/passwd) [h](smb://x/y) [i](ms-msdt:x)`,
    `[j]: javascript:${OWN}\n\n[j] and <javascript:${OWN}>`,
    `![k](${AWAY}/pixel.png) ![l](//away.invalid/p.png) ![m](data:image/svg+xml,<svg onload="${OWN}"/>) ![n](file:///etc/passwd)`,
    `[![o](${AWAY}/inner.png)](${AWAY}/outer "title\\" onmouseover=${OWN}")`,
    `| [x](javascript:${OWN}) | ![y](${AWAY}/t.png) |\n|---|---|\n| <img src=x onerror=${OWN}> | z |`,
    `- [ ] <input onfocus=${OWN} autofocus>\n\n[^1]: <script>${OWN}</script>\n\nnote[^1]`,
  ],
  latex: [
    `$\\href{javascript:${OWN}}{click}$ $\\url{javascript:${OWN}}$`,
    `$$\\includegraphics[height=1em]{${AWAY}/x.png}$$`,
    `$\\htmlClass{x}{y}$ $\\htmlStyle{background:url(${AWAY}/s)}{y}$ $\\htmlData{a=b}{y}$ $\\htmlId{z}{y}$`,
    `$\\unicode{<img src=x onerror=${OWN}>}$ $\\text{<script>${OWN}</script>}$`,
    '$\\def\\a{\\a\\a}\\a$ $\\newcommand{\\b}{\\b\\b\\b}\\b$',
    '$\\rule{999999em}{999999em}$',
    `\\[ \\require{html}\\style{color:red}{x} \\]`,
    '$'.repeat(400),
  ],
  mermaid: [
    `graph TD; A["<img src=x onerror='${OWN}'>"] --> B["<script>${OWN}</script>"]`,
    `graph TD; A-->B; click A "javascript:${OWN}" "tip"; click B call alert(1)`,
    `%%{init: {"securityLevel": "loose", "htmlLabels": true, "theme": "base", "themeCSS": "@import url(${AWAY}/m.css); * { background: url(${AWAY}/b) }"}}%%\ngraph TD; A["<iframe src='${AWAY}/f'></iframe>"]-->B`,
    `---\nconfig:\n  securityLevel: loose\n---\ngraph TD; A@{ img: "${AWAY}/node.png", label: "x", w: 60, h: 60 } --> B`,
    `classDiagram\nclass A\nlink A "javascript:${OWN}" "tip"\ncallback A "${OWN}"`,
    `sequenceDiagram\nA->>B: <img src=${AWAY}/s.png onerror=${OWN}>\nlink A: x @ javascript:${OWN}`,
    'graph TD; A[',
  ],
};

const FENCED = ['mermaid'];

async function open(title: string, texts: readonly string[]): Promise<{ page: Page; away: string[] }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const away: string[] = [];
  page.on('dialog', (dialog) => {
    away.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(started.address);
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  const at = 1_795_000_000_000;
  const messages = texts.flatMap((text, index) => [
    { id: `q${index}`, ...(index === 0 ? {} : { parentId: `a${index - 1}` }), role: 'user', text: text.slice(0, 200), createdAt: at },
    { id: `a${index}`, parentId: `q${index}`, role: 'assistant', text: `${text}\n\nend ${index}`, reasoning: text, createdAt: at },
  ]);
  const id = await page.evaluate(
    async (conversation) => {
      const headers = { 'x-lintel-window': '1', 'content-type': 'application/json' };
      await fetch('/ui/conversations/import', { method: 'POST', headers, body: JSON.stringify({ conversations: [conversation] }) });
      const [first] = (await (await fetch('/ui/conversations?limit=1')).json()) as { id: string }[];
      return first?.id;
    },
    { title, createdAt: at, updatedAt: Date.now() + 1e6, messages },
  );
  await page.goto(`${started.address}/#${id}`);
  await page.reload();
  await page.getByText(`end ${texts.length - 1}`, { exact: true }).waitFor();
  return { page, away };
}

it.each(Object.entries(PAYLOADS))('runs and fetches nothing of hostile %s', async (kind, payloads) => {
  const address = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  const aimed = payloads.map((payload) => payload.replaceAll(AWAY, address));
  const texts = aimed.map((payload) => (FENCED.includes(kind) ? `\`\`\`mermaid\n${payload}\n\`\`\`` : payload));
  const { page, away } = await open(`Hostile ${kind}`, texts);
  const column = page.getByRole('region', { name: 'Messages' });
  // Every message comes into sight once, and has time to be drawn.
  for (let step = 0; step < 40; step++) {
    await page.waitForTimeout(step < 3 ? 400 : 120);
    const isDone = await column.evaluate((element) => {
      const before = element.scrollTop;
      element.scrollTop = Math.max(0, before - element.clientHeight / 2);
      return before === 0;
    });
    if (isDone) break;
  }
  await page.waitForTimeout(500);
  expect(await page.title()).toBe(`Hostile ${kind} · Lintel`);
  expect([...visits, ...away]).toEqual([]);
  const links = await page.locator('main article a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  for (const href of links) expect(href).toMatch(/^(https?:|mailto:)/);
  expect(await page.locator('main article :is(script, iframe, object, embed, form, base, link, meta, video, audio, style)').count()).toBe(
    0,
  );
  // The only pictures are diagrams, in which nothing runs and nothing is fetched.
  const pictures = await page.locator('main article img').evaluateAll((all) => all.map((image) => image.getAttribute('src') ?? ''));
  if (kind === 'mermaid') expect(pictures.length).toBeGreaterThan(0);
  for (const source of pictures) expect(source).toMatch(/^data:image\/svg\+xml/);
  // Whoever clicks everything gets nothing but new tabs, of which none may run here.
  expect(await page.evaluate(() => document.body.checkVisibility())).toBe(true);
  await page.context().close();
});

it('lets the page that draws reach nothing, and be framed by nobody else', async () => {
  const response = await fetch(`${started.address}/diagram.html`);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).not.toMatch(/connect-src|img-src|unsafe-eval|script-src[^;]*unsafe/);
});
