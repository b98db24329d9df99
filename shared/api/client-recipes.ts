import type { KeyRules } from './app-keys.ts';
import type { AppSpeech } from './app-views.ts';

export interface Recipe {
  readonly id: string;
  /** As the client calls itself. */
  readonly name: string;
  readonly icon: KeyRules['icon'];
  /** How it speaks to the port. */
  readonly speech: AppSpeech;
  /** The file or place that the settings go into, where it has a name of its own. */
  readonly place?: string;
  /** Whether the real client is run against the port in the tests. */
  readonly isTried: boolean;
  /** It calls from its own servers, which cannot reach an address of this computer. */
  readonly isRemote?: boolean;
  /** The exact settings. @param address without `/v1` */
  settings(address: string, key: string): string;
}

const fields = (...lines: readonly (readonly [string, string])[]) => lines.map(([name, value]) => `${name}: ${value}`).join('\n');

/** How known clients are set up, in the order of the page. Names of settings are the clients' own. */
export const RECIPES: readonly Recipe[] = [
  {
    id: 'openai-sdk',
    name: 'OpenAI SDK',
    icon: 'code',
    speech: 'chat',
    isTried: true,
    settings: (address, key) => `import OpenAI from 'openai';

const client = new OpenAI({ baseURL: '${address}/v1', apiKey: '${key}' });
const answer = await client.chat.completions.create({
  model: 'auto',
  messages: [{ role: 'user', content: 'Hello' }],
});`,
  },
  {
    id: 'anthropic-sdk',
    name: 'Anthropic SDK',
    icon: 'code',
    speech: 'messages',
    isTried: true,
    settings: (address, key) => `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ baseURL: '${address}', apiKey: '${key}' });
const answer = await client.messages.create({
  model: 'auto',
  max_tokens: 256,
  messages: [{ role: 'user', content: 'Hello' }],
});`,
  },
  {
    id: 'ollama',
    name: 'Ollama apps',
    icon: 'bot',
    speech: 'ollama',
    isTried: true,
    settings: (address, key) => `import { Ollama } from 'ollama';

const client = new Ollama({ host: '${address}', headers: { Authorization: 'Bearer ${key}' } });
const answer = await client.chat({ model: 'auto', messages: [{ role: 'user', content: 'Hello' }] });`,
  },
  {
    id: 'ai-sdk',
    name: 'AI SDK',
    icon: 'braces',
    speech: 'chat',
    isTried: true,
    settings: (address, key) => `import { createOpenAI } from '@ai-sdk/openai';
import { generateText } from 'ai';

const lintel = createOpenAI({ baseURL: '${address}/v1', apiKey: '${key}' });
const { text } = await generateText({ model: lintel.chat('auto'), prompt: 'Hello' });`,
  },
  {
    id: 'langchain',
    name: 'LangChain',
    icon: 'workflow',
    speech: 'chat',
    isTried: true,
    settings: (address, key) => `import { ChatOpenAI } from '@langchain/openai';

const model = new ChatOpenAI({ model: 'auto', apiKey: '${key}', configuration: { baseURL: '${address}/v1' } });
const answer = await model.invoke('Hello');`,
  },
  {
    id: 'llamaindex',
    name: 'LlamaIndex',
    icon: 'book-open',
    speech: 'chat',
    isTried: false,
    settings: (address, key) => `from llama_index.llms.openai_like import OpenAILike

llm = OpenAILike(
    model="auto",
    api_base="${address}/v1",
    api_key="${key}",
    is_chat_model=True,
    context_window=8192,
)
print(llm.complete("Hello"))`,
  },
  {
    id: 'codex',
    name: 'Codex CLI',
    icon: 'square-terminal',
    speech: 'responses',
    place: '~/.codex/config.toml',
    isTried: false,
    settings: (address, key) => `# export LINTEL_KEY=${key}
model = "auto"
model_provider = "lintel"

[model_providers.lintel]
name = "Lintel"
base_url = "${address}/v1"
env_key = "LINTEL_KEY"
wire_api = "responses"`,
  },
  {
    id: 'claude-code',
    name: 'Claude Code',
    icon: 'square-terminal',
    speech: 'messages',
    isTried: false,
    settings: (address, key) => `export ANTHROPIC_BASE_URL=${address}
export ANTHROPIC_AUTH_TOKEN=${key}
export ANTHROPIC_MODEL=auto
claude`,
  },
  {
    id: 'cline',
    name: 'Cline',
    icon: 'code',
    speech: 'chat',
    isTried: false,
    settings: (address, key) =>
      fields(['API Provider', 'OpenAI Compatible'], ['Base URL', `${address}/v1`], ['API Key', key], ['Model ID', 'auto']),
  },
  {
    id: 'continue',
    name: 'Continue',
    icon: 'code',
    speech: 'chat',
    place: '~/.continue/config.yaml',
    isTried: false,
    settings: (address, key) => `name: Lintel
version: 0.0.1
schema: v1
models:
  - name: Lintel
    provider: openai
    model: auto
    apiBase: ${address}/v1
    apiKey: ${key}`,
  },
  {
    id: 'n8n',
    name: 'n8n',
    icon: 'workflow',
    speech: 'chat',
    isTried: false,
    settings: (address, key) => fields(['Credential', 'OpenAI'], ['API Key', key], ['Base URL', `${address}/v1`], ['Model', 'auto']),
  },
  {
    id: 'zed',
    name: 'Zed',
    icon: 'code',
    speech: 'chat',
    place: '~/.config/zed/settings.json',
    isTried: false,
    settings: (address, key) => `// export LINTEL_API_KEY=${key}
{
  "language_models": {
    "openai_compatible": {
      "lintel": {
        "api_url": "${address}/v1",
        "available_models": [{ "name": "auto", "display_name": "Lintel", "max_tokens": 8192 }]
      }
    }
  }
}`,
  },
  {
    id: 'open-webui',
    name: 'Open WebUI',
    icon: 'message-square',
    speech: 'chat',
    isTried: false,
    settings: (address, key) => `OPENAI_API_BASE_URL=${address}/v1
OPENAI_API_KEY=${key}`,
  },
  {
    id: 'obsidian',
    name: 'Obsidian plug-ins',
    icon: 'notebook-pen',
    speech: 'chat',
    isTried: false,
    settings: (address, key) => fields(['Base URL', `${address}/v1`], ['API Key', key], ['Model', 'auto']),
  },
  {
    id: 'home-assistant',
    name: 'Home Assistant',
    icon: 'house',
    speech: 'ollama',
    isTried: false,
    settings: (address, key) => fields(['URL', address], ['API key', key], ['Model', 'auto']),
  },
  {
    id: 'raycast',
    name: 'Raycast',
    icon: 'search',
    speech: 'chat',
    place: '~/.config/raycast/ai/providers.yaml',
    isTried: false,
    settings: (address, key) => `providers:
  - id: lintel
    name: Lintel
    base_url: ${address}/v1
    api_keys:
      lintel: ${key}
    models:
      - id: auto
        name: Lintel
        provider: lintel
        context: 8192`,
  },
  {
    id: 'cursor',
    name: 'Cursor',
    icon: 'code',
    speech: 'chat',
    isTried: false,
    isRemote: true,
    settings: (address, key) => fields(['OpenAI API Key', key], ['Override OpenAI Base URL', `${address}/v1`], ['Model', 'auto']),
  },
  {
    id: 'jetbrains',
    name: 'JetBrains AI Assistant',
    icon: 'code',
    speech: 'chat',
    isTried: false,
    settings: (address, key) => fields(['Provider', 'OpenAI-compatible'], ['Base URL', `${address}/v1`], ['Key', key], ['Model', 'auto']),
  },
];
