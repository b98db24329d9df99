import { z } from 'zod';
import { textsIn } from '../../../../shared/chat/texts-in.ts';
import type { MediaWork } from '../../../../shared/chat/work.ts';
import type { Dialect } from '../../../../shared/routing/route.ts';
import { ask } from '../../ask.ts';
import { jsonObjectIn } from '../../body.ts';
import type { Call, Endpoint } from '../../call.ts';
import { requireShallow } from '../shallow.ts';
import { parsedBy, workRequest } from '../work.ts';
import { createFormWriter, type FormField, formIn } from './form.ts';
import { respond } from './respond.ts';

/** The fields that Lintel itself reads; the target gets all of them. */
const known = z.looseObject({
  model: z.string().min(1).max(256).default('auto'),
  n: z.coerce.number().int().min(1).max(16).nullish(),
});

type Body = { readonly json: Record<string, unknown> } | { readonly form: readonly FormField[] };

/** What OpenAI has for sound and pictures, and its judge of texts: handed on to a target that can do it. */
export const mediaEndpoints: readonly Endpoint[] = [
  media('/moderations', 'moderation'),
  media('/audio/speech', 'speech'),
  media('/audio/transcriptions', 'transcription'),
  media('/audio/translations', 'transcription'),
  media('/images/generations', 'image-generation'),
  media('/images/edits', 'image-generation'),
  media('/images/variations', 'image-generation'),
];

function media(path: string, type: MediaWork['type']): Endpoint {
  return {
    method: 'POST',
    path: `/v1${path}`,
    speech: 'openai',
    serve: async (call, services) => ask(call.caller, await bodyOf(call), passing(call, path, type), services, call.signal),
  };
}

async function bodyOf({ request, bytes }: Call): Promise<Body> {
  const type = request.headers['content-type'];
  const body = await bytes();
  if (type !== undefined && /^multipart\//i.test(type)) return { form: await formIn(body, type) };
  const json = jsonObjectIn(body);
  requireShallow(json);
  return { json };
}

function passing({ caller, response }: Call, path: string, type: MediaWork['type']): Dialect<Body, void> {
  return {
    normalise(body) {
      const given = 'json' in body ? body.json : Object.fromEntries(body.form.map(({ name, value }) => [name, value]));
      const { model, n } = parsedBy(known, given);
      const { texts, attachments, wire } = 'json' in body ? inJson(body.json) : inForm(body.form);
      const work = { type, path, ...('json' in body ? jsonBody(body.json) : formBody(body.form)) };
      return workRequest(caller, { dialect: 'openai-media', model, work, texts, attachments, wire, choices: n ?? undefined });
    },
    respond: (plan, events) => respond(plan, events, response),
  };
}

/** What would let a provider choose another model, or hand it on: the permit is for this one alone. */
const CHOOSING: ReadonlySet<string> = new Set(['models', 'route', 'fallbacks', 'provider']);

const jsonBody = (json: Record<string, unknown>): Pick<MediaWork, 'contentType' | 'body'> => ({
  contentType: 'application/json',
  body: (model) => JSON.stringify({ ...Object.fromEntries(Object.entries(json).filter(([name]) => !CHOOSING.has(name))), model }),
});

function formBody(form: readonly FormField[]): Pick<MediaWork, 'contentType' | 'body'> {
  const { contentType, write } = createFormWriter();
  return {
    contentType,
    body: (model) => write([...form.filter(({ name }) => name !== 'model' && !CHOOSING.has(name)), { name: 'model', value: model }]),
  };
}

/** Everything that leaves, as the path reads it: what it can search, and what it cannot. */
interface Contents {
  readonly texts: readonly string[];
  readonly attachments: readonly string[];
  readonly wire: Readonly<Record<string, unknown>>;
}

const PROMPTS = ['input', 'prompt', 'instructions'] as const;

/** A picture in JSON is an address or the bytes themselves. */
const isPicture = (text: string) => /^data:(?:image|audio|video)\/[\w.+-]+;base64,[A-Za-z0-9+/=\s]*$/i.test(text);

function inJson(json: Record<string, unknown>): Contents {
  const texts = PROMPTS.flatMap((name) => (json[name] === undefined ? [] : textsIn(json[name])));
  const { input: _input, prompt: _prompt, instructions: _instructions, model: _model, ...wire } = json;
  const pictures = textsIn(json).filter((text) => isPicture(text) || text === 'image_url' || text === 'images');
  return { texts: texts.filter((text) => !isPicture(text)), attachments: pictures.map(nameOf), wire: withoutPictures(wire) };
}

/** Megabytes of a picture would only be searched in vain: that there is one keeps it as near as pictures are kept. */
const withoutPictures = (wire: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(wire, (_name, value: unknown) => (typeof value === 'string' && isPicture(value) ? nameOf(value) : value)));

const nameOf = (picture: string) => `picture:${picture.slice(0, 64)}`;

function inForm(form: readonly FormField[]): Contents {
  const texts: string[] = [];
  const attachments: string[] = [];
  const wire: Record<string, unknown> = {};
  for (const { name, value } of form) {
    if (typeof value !== 'string') attachments.push(`${name}:${value.fileName}`);
    else if (PROMPTS.some((prompt) => prompt === name)) texts.push(value);
    else if (name !== 'model') wire[name] = [...([wire[name] ?? []].flat() as unknown[]), value];
  }
  return { texts, attachments, wire };
}
