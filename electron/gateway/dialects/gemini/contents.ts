import { LintelError } from '../../../../shared/chat/error.ts';
import type { ChatMessage, Part } from '../../../../shared/chat/request.ts';
import { filePart } from '../file-part.ts';
import { proofIn } from './proof.ts';
import type { GenerateRequest, Part as WirePart } from './wire.ts';

/** What the model that is asked for takes. */
export interface Takes {
  /** It is one of Google's, which gets the caller's own fields. */
  readonly isGoogles: boolean;
}

/** The messages, the system instruction before them. Throws `bad-request` with the name of what cannot be told to the model. */
export function messagesOf({ systemInstruction, contents }: GenerateRequest, takes: Takes): ChatMessage[] {
  const turns = typeof contents === 'string' ? [{ role: 'user', parts: [{ text: contents }] }] : contents;
  const calls = createCalls();
  return [
    ...instructionsIn(systemInstruction),
    ...turns.flatMap(({ role, parts }, turn): ChatMessage[] => {
      const field = (at: number) => `contents[${turn}].parts[${at}]`;
      if (role === 'model')
        return [{ role: 'assistant', content: whole(parts.flatMap((part, at) => spoken(part, field(at), calls, takes))) }];
      const results = parts.flatMap((part, at) => resultOf(part, field(at), calls));
      const said = parts.flatMap((part, at) => (part.functionResponse === undefined ? shown(part, field(at), takes) : []));
      return [
        ...(results.length === 0 ? [] : [{ role: 'tool' as const, content: results }]),
        ...(said.length === 0 && results.length > 0 ? [] : [{ role: 'user' as const, content: said }]),
      ];
    }),
  ];
}

function instructionsIn(given: GenerateRequest['systemInstruction']): ChatMessage[] {
  if (given === null || given === undefined) return [];
  const parts = typeof given === 'string' ? [{ text: given }] : [given.parts].flat();
  const content = parts.flatMap(({ text }): Part[] => (text === undefined ? [] : [{ type: 'text', text }]));
  return content.length === 0 ? [] : [{ role: 'system', content }];
}

/** Ids for calls and results that have none, as Google's older models leave them out: results answer calls of their name in order. */
function createCalls() {
  const open: { readonly id: string; readonly name: string }[] = [];
  let count = 0;
  return {
    made(id: string | undefined, name: string): string {
      count++;
      const call = { id: id ?? `call_${count}`, name };
      open.push(call);
      return call.id;
    },
    answered(id: string | undefined, name: string): string {
      const at = open.findIndex((call) => (id === undefined ? call.name === name : call.id === id));
      const [call] = at === -1 ? [] : open.splice(at, 1);
      return call?.id ?? id ?? name;
    },
  };
}

type Calls = ReturnType<typeof createCalls>;

function spoken(part: WirePart, field: string, calls: Calls, takes: Takes): Part[] {
  const { text, thought, thoughtSignature, functionCall } = part;
  const proof = thoughtSignature === undefined ? {} : { signature: proofIn(thoughtSignature) };
  if (functionCall !== undefined) {
    const { id, name, args } = functionCall;
    return [{ type: 'tool-call', id: calls.made(id, name), name, arguments: JSON.stringify(args ?? {}), ...proof }];
  }
  if (thought === true) return [{ type: 'reasoning', text: text ?? '', ...proof }];
  if (text !== undefined && text !== '') return [{ type: 'text', text }];
  // A proof may come behind the answer, in a part of its own.
  if (thoughtSignature !== undefined) return [{ type: 'reasoning', text: '', ...proof }];
  return text === undefined ? shown(part, field, takes) : [];
}

/** Thoughts that came in pieces, each with the proof that ends it. */
function whole(parts: readonly Part[]): Part[] {
  const all: Part[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (part.type === 'reasoning' && last?.type === 'reasoning' && last.signature === undefined)
      all[all.length - 1] = { ...part, text: last.text + part.text };
    else all.push(part);
  }
  return all;
}

function shown({ text, inlineData, fileData, ...other }: WirePart, field: string, { isGoogles }: Takes): Part[] {
  if (text !== undefined) return [{ type: 'text', text }];
  if (inlineData !== undefined) {
    return [blobPart(inlineData, `${field}.inlineData`)];
  }
  if (fileData !== undefined) {
    if (/^https:/.test(fileData.fileUri) && /^image\//.test(fileData.mimeType ?? '')) return [{ type: 'image', url: fileData.fileUri }];
    throw refusal(`${field}.fileData`, 'is a file that nothing here can look into. Send its data itself.');
  }
  const [kind = 'empty'] = Object.keys(other).filter((name) => !KNOWN.has(name));
  if (isGoogles) return [];
  throw refusal(field, `holds “${kind}”, which only Google’s own models read here. Leave it out, or ask for one of them by name.`);
}

const blobPart = ({ mimeType, data }: NonNullable<WirePart['inlineData']>, field: string): Part =>
  /^image\//.test(mimeType) ? { type: 'image', url: `data:${mimeType};base64,${data}` } : filePart({ data, mediaType: mimeType, field });

const KNOWN = new Set(['thought', 'thoughtSignature', 'functionCall', 'functionResponse']);

function resultOf({ functionResponse: result }: WirePart, field: string, calls: Calls): Part[] {
  if (result === undefined) return [];
  const { id, name, response, parts = [] } = result;
  const held = response ?? {};
  const [key, ...more] = Object.keys(held);
  const value = key === undefined || more.length > 0 || !['output', 'result', 'error', 'content'].includes(key) ? held : held[key];
  const shown = parts.flatMap(({ inlineData }, at): Part[] =>
    inlineData === undefined ? [] : [blobPart(inlineData, `${field}.functionResponse.parts[${at}].inlineData`)],
  );
  const texts = shown.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  return [
    {
      type: 'tool-result',
      id: calls.answered(id, name),
      text: [typeof value === 'string' ? value : JSON.stringify(value), ...texts].join('\n'),
      ...(key === 'error' && more.length === 0 ? { isError: true } : {}),
    },
    ...shown.filter(({ type }) => type !== 'text'),
  ];
}

const refusal = (field: string, sentence: string) => new LintelError('bad-request', `“${field}” ${sentence}`, { field });
