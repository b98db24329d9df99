// npm run client-pages: writes docs/clients, a page a client, from the settings that the window shows.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECIPES } from '../shared/api/client-recipes.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs', 'clients');
/** @type {{ speech: Record<string, string>, clients: Record<string, string> }} */
const texts = JSON.parse(readFileSync(join(root, 'renderer', 'locales', 'en', 'apps.json'), 'utf8'));
const ADDRESS = 'http://127.0.0.1:5468';

const ROUTES = {
  chat: '`POST /v1/chat/completions`, `GET /v1/models`',
  responses: '`POST /v1/responses`',
  messages: '`POST /v1/messages`, `POST /v1/messages/count_tokens`',
  ollama: '`POST /api/chat`, `GET /api/tags`, `POST /api/show`',
};

/** What is known not to work, or to work otherwise, by client. @type {Readonly<Record<string, readonly string[]>>} */
const LIMITS = {
  'anthropic-sdk': ['The address stands without `/v1`: the SDK adds it.'],
  ollama: [
    'Most apps for Ollama have no field for a key. Let programs in without one (Apps, Keys), or use their OpenAI-compatible setting.',
    'What differs from Ollama itself is listed in [port.md](../port.md).',
  ],
  langchain: ['In Python, embeddings need `check_embedding_ctx_length=False`: lists of tokens are refused.'],
  llamaindex: ['It knows no context window of models it has not heard of: set `context_window` to that of the model that answers.'],
  codex: [
    'It speaks responses only; `wire_api = "chat"` is refused by current versions.',
    'The key is read from the environment, not from the file.',
    'Tools that only OpenAI runs (web search, image generation) are skipped.',
  ],
  'claude-code': [
    'The address stands without `/v1`.',
    'Any value of `ANTHROPIC_API_KEY` may come before the token: unset it.',
    'Its names of models (`claude-…`) can stand for one of yours: `lintel models alias set`.',
  ],
  cline: ['Agents need a model that can call tools and a long context.'],
  zed: [
    'The key comes from the variable `LINTEL_API_KEY`, named after the provider, or from its own settings page.',
    '`max_tokens` is the context window that it counts with: set it to that of the model that answers.',
  ],
  'open-webui': ['From Docker the host is `host.docker.internal`, which reaches the port only where it is open beyond loopback.'],
  obsidian: ['Plug-ins that ask as a web page need `app://obsidian.md` among the allowed origins (`port.allowedOrigins`).'],
  'home-assistant': [
    'It usually runs on another computer: the port must be open to the network.',
    'Versions without a field for a key work only on the same computer, with apps let in without a key.',
  ],
  raycast: ['Custom providers have to be switched on in its settings, and it asks each model’s abilities of the file, not of Lintel.'],
  cursor: [
    'Its servers make the calls, and they cannot reach an address of this computer or of your network. It works only through a public address of yours, which sends prompts out and back in again.',
    'Completion while typing stays with its own models.',
  ],
  jetbrains: ['Some features stay with its own service; chat and agents use the provider.'],
};

/** @param {(typeof RECIPES)[number]} recipe */
function page({ id, name, speech, place, isTried, settings }) {
  const where = place === undefined ? texts.clients[id] : `Put this into \`${place}\`:`;
  const limits = LIMITS[id] ?? [];
  return `# ${name}

${texts.speech[speech]} It uses ${ROUTES[speech]}, streaming and tools as the model that answers can.

${isTried ? 'Tried: the real client runs against the port in Lintel’s tests.' : 'Not tried with the real client: its settings were taken from its documentation, and the shapes of its requests are covered by the tests of its dialect.'}

Make a key under Apps, Set up an app, or with \`lintel keys create "${name}"\`, and put it in place of \`YOUR_KEY\`.

${where}

\`\`\`
${settings(ADDRESS, 'YOUR_KEY')}
\`\`\`

${limits.length === 0 ? '' : `## Known limits\n\n${limits.map((limit) => `- ${limit}`).join('\n')}\n\n`}![The settings of ${name} in Lintel](../images/clients/${id}.png)
`;
}

mkdirSync(folder, { recursive: true });
for (const recipe of RECIPES) writeFileSync(join(folder, `${recipe.id}.md`), page(recipe));
const list = RECIPES.map(({ id, name, speech }) => `| [${name}](${id}.md) | ${ROUTES[speech]} |`).join('\n');
writeFileSync(
  join(folder, 'README.md'),
  `# Clients\n\nHow known clients are set up; any other that takes a base address of OpenAI works the same.\n\n| client | asks |\n|---|---|\n${list}\n`,
);
