import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChatRequest } from '../../../shared/chat/request.ts';
import type { ModelSettings } from '../../../shared/models/settings.ts';
import { makeModel, PRESETS } from '../../../tools/boxed-model/model.ts';
import { ask, chat, requestOf } from '../../conformance/chat.ts';
import { createSubject } from './subject.ts';

/** Tools and calls as the Hermes and Qwen families write them: one JSON object in a tag. */
export const HERMES = `{{ bos_token }}{%- if tools %}<|system|>Tools:{% for tool in tools %}
{{ tool | tojson }}{% endfor %}<|end|>{% endif %}
{%- for message in messages %}
{%- if message.role == 'tool' %}<|user|><tool_response>
{{ message.content }}
</tool_response><|end|>
{%- elif message.role == 'assistant' and message.tool_calls %}<|assistant|>{{ message.content or '' }}
{%- for call in message.tool_calls %}{%- if call.function %}{%- set call = call.function %}{%- endif %}
<tool_call>
{"name": "{{ call.name }}", "arguments": {{ call.arguments | tojson }}}
</tool_call>{%- endfor %}<|end|>
{%- else %}<|{{ message.role }}|>{{ message.content }}<|end|>{%- endif %}{%- endfor %}
{%- if add_generation_prompt %}<|assistant|>{% endif %}`;

/** Thought in tags before the answer, kept for the last turn only, with a switch. */
export const THINKING = `{{ bos_token }}{%- for message in messages %}
{%- set text = message.content %}
{%- if message.role == 'assistant' and '</think>' in text %}{%- set text = text.split('</think>')[-1].lstrip('\\n') %}{%- endif %}<|{{ message.role }}|>{{ text }}<|end|>{%- endfor %}
{%- if add_generation_prompt %}<|assistant|>{%- if enable_thinking is defined and enable_thinking is false %}<think>

</think>

{% endif %}{% endif %}`;

const folders: string[] = [];

/** An engine on a model that always says the same, piece by piece. */
export async function createScripted(script: readonly string[], chatTemplate = HERMES, settings?: ModelSettings) {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-scripted-'));
  folders.push(folder);
  const path = join(folder, 'scripted.gguf');
  await writeFile(path, makeModel({ ...PRESETS.starter, chatTemplate, script }));
  const subject = createSubject(path, settings === undefined ? {} : { settings });
  const request = (rest: Partial<ChatRequest>) => requestOf('Go.', { sampling: { temperature: 0 }, ...rest });
  return {
    ...subject,
    ask: (rest: Partial<ChatRequest> = {}) => ask(subject.engine, subject.targetId, request(rest)),
    chat: (rest: Partial<ChatRequest>, signal: AbortSignal) => chat(subject.engine, subject.targetId, request(rest), signal),
  };
}

export async function removeScripted(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
}
