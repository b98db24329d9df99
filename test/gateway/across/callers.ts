import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

/** A conversation in plain words, which every caller puts into its own. */
export interface Question {
  readonly model: string;
  readonly text?: string;
  /** Data of a picture in base 64. */
  readonly picture?: string;
  readonly tools?: boolean;
  readonly stop?: string;
  readonly system?: string;
  /** What came back before and the results of its calls, in the caller's own form. */
  readonly before?: Reply;
  readonly results?: Readonly<Record<string, string>>;
}

/** An answer as its caller reads it. */
export interface Reply {
  readonly text: string;
  readonly thought: string;
  readonly calls: readonly { readonly id: string; readonly at: unknown }[];
  readonly reason: string;
  readonly used: { readonly input: number; readonly cached: number; readonly output: number };
  /** The message, as the caller would send it back. */
  readonly own: unknown;
}

export interface Caller {
  readonly name: string;
  ask(address: string, question: Question, streams: boolean): Promise<Reply>;
}

const SCHEMA = { type: 'object', properties: { at: { type: 'string' } }, required: ['at'] } as const;
const DEFAULT = 'Hello.';

const openai: Caller = {
  name: 'openai',
  async ask(address, { model, text = DEFAULT, picture, tools, stop, system, before, results = {} }, streams) {
    const client = new OpenAI({ baseURL: `${address}/v1`, apiKey: 'key', maxRetries: 0 });
    const messages = [
      ...(system === undefined ? [] : [{ role: 'system', content: system }]),
      {
        role: 'user',
        content:
          picture === undefined
            ? text
            : [
                { type: 'text', text },
                { type: 'image_url', image_url: { url: `data:image/png;base64,${picture}` } },
              ],
      },
      ...(before === undefined ? [] : [before.own]),
      ...(before?.calls ?? []).map(({ id }) => ({ role: 'tool', tool_call_id: id, content: results[id] ?? 'Blue.' })),
    ] as OpenAI.ChatCompletionMessageParam[];
    const body = {
      model,
      messages,
      ...(tools ? { tools: [{ type: 'function' as const, function: { name: 'look', parameters: SCHEMA } }] } : {}),
      ...(stop === undefined ? {} : { stop }),
    };
    const answer = streams
      ? await client.chat.completions.stream({ ...body, stream_options: { include_usage: true } }).finalChatCompletion()
      : await client.chat.completions.create(body);
    const [choice] = answer.choices;
    // The client puts unknown fields of deltas together by itself.
    const message = choice?.message as OpenAI.ChatCompletionMessage & { reasoning_content?: string };
    const calls = (message.tool_calls ?? []).flatMap((call) =>
      call.type === 'function' ? [{ id: call.id, at: JSON.parse(call.function.arguments).at }] : [],
    );
    return {
      text: message.content ?? '',
      thought: message.reasoning_content ?? '',
      calls,
      reason: choice?.finish_reason ?? '',
      used: {
        input: answer.usage?.prompt_tokens ?? 0,
        cached: answer.usage?.prompt_tokens_details?.cached_tokens ?? 0,
        output: answer.usage?.completion_tokens ?? 0,
      },
      own: message,
    };
  },
};

const anthropic: Caller = {
  name: 'anthropic',
  async ask(address, { model, text = DEFAULT, picture, tools, stop, system, before, results = {} }, streams) {
    const client = new Anthropic({ baseURL: address, apiKey: 'key', maxRetries: 0 });
    const body: Anthropic.MessageCreateParamsNonStreaming = {
      model,
      max_tokens: 4000,
      ...(system === undefined ? {} : { system }),
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text },
            ...(picture === undefined
              ? []
              : [{ type: 'image' as const, source: { type: 'base64' as const, media_type: 'image/png' as const, data: picture } }]),
          ],
        },
        ...(before === undefined ? [] : [{ role: 'assistant' as const, content: before.own as Anthropic.ContentBlockParam[] }]),
        ...(before === undefined
          ? []
          : [
              {
                role: 'user' as const,
                content: before.calls.map(({ id }) => ({ type: 'tool_result' as const, tool_use_id: id, content: results[id] ?? 'Blue.' })),
              },
            ]),
      ],
      ...(tools ? { tools: [{ name: 'look', input_schema: SCHEMA as unknown as Anthropic.Tool.InputSchema }] } : {}),
      ...(stop === undefined ? {} : { stop_sequences: [stop] }),
    };
    const answer = streams ? await client.messages.stream(body).finalMessage() : await client.messages.create(body);
    const { content, stop_reason, usage } = answer;
    const cached = usage.cache_read_input_tokens ?? 0;
    return {
      text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
      thought: content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
      calls: content.flatMap((block) => (block.type === 'tool_use' ? [{ id: block.id, at: (block.input as { at: unknown }).at }] : [])),
      reason: stop_reason ?? '',
      used: { input: usage.input_tokens + cached + (usage.cache_creation_input_tokens ?? 0), cached, output: usage.output_tokens },
      own: content,
    };
  },
};

interface GeminiPart {
  text?: string;
  thought?: boolean;
  thoughtSignature?: string;
  functionCall?: { id: string; name: string; args: { at?: unknown } };
}

interface GeminiAnswer {
  candidates: { content: { parts: GeminiPart[] }; finishReason?: string }[];
  usageMetadata?: Record<string, number>;
}

const gemini: Caller = {
  name: 'gemini',
  async ask(address, { model, text = DEFAULT, picture, tools, stop, system, before, results = {} }, streams) {
    const body = {
      ...(system === undefined ? {} : { systemInstruction: { parts: [{ text: system }] } }),
      contents: [
        { role: 'user', parts: [{ text }, ...(picture === undefined ? [] : [{ inlineData: { mimeType: 'image/png', data: picture } }])] },
        ...(before === undefined ? [] : [{ role: 'model', parts: before.own }]),
        ...(before === undefined || before.calls.length === 0
          ? []
          : [
              {
                role: 'user',
                parts: before.calls.map(({ id }) => ({
                  functionResponse: { id, name: 'look', response: { result: results[id] ?? 'Blue.' } },
                })),
              },
            ]),
      ],
      ...(tools
        ? { tools: [{ functionDeclarations: [{ name: 'look', parameters: { type: 'OBJECT', properties: { at: { type: 'STRING' } } } }] }] }
        : {}),
      generationConfig: { ...(stop === undefined ? {} : { stopSequences: [stop] }), thinkingConfig: { includeThoughts: true } },
    };
    const verb = streams ? 'streamGenerateContent?alt=sse' : 'generateContent';
    const answer = await fetch(`${address}/v1beta/models/${model}:${verb}`, {
      method: 'POST',
      headers: { 'x-goog-api-key': 'key' },
      body: JSON.stringify(body),
    });
    const said = await answer.text();
    if (answer.status !== 200) throw new Error(said);
    const chunks: GeminiAnswer[] = streams
      ? said
          .split('\n\n')
          .filter((event) => event !== '')
          .map((event) => JSON.parse(event.replace('data: ', '')))
      : [JSON.parse(said)];
    const parts = chunks.flatMap(({ candidates }) => candidates[0]?.content.parts ?? []);
    const usage = chunks.at(-1)?.usageMetadata ?? {};
    return {
      text: parts.map((part) => (part.thought ? '' : (part.text ?? ''))).join(''),
      thought: parts.map((part) => (part.thought ? (part.text ?? '') : '')).join(''),
      calls: parts.flatMap(({ functionCall }) => (functionCall === undefined ? [] : [{ id: functionCall.id, at: functionCall.args.at }])),
      reason: chunks.at(-1)?.candidates[0]?.finishReason ?? '',
      used: {
        input: usage.promptTokenCount ?? 0,
        cached: usage.cachedContentTokenCount ?? 0,
        output: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
      },
      own: parts,
    };
  },
};

export const CALLERS: readonly Caller[] = [openai, anthropic, gemini];
