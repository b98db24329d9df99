import { z } from 'zod';
import { LintelError } from '../../../../shared/chat/error.ts';
import { AUTO_NAMES, meantBy } from '../../../../shared/routing/names.ts';
import { isNamedBy } from '../../../../shared/routing/rules/glob.ts';
import type { Target } from '../../../../shared/routing/target.ts';
import type { App } from '../../app.ts';
import type { Endpoint, Services } from '../../call.ts';
import { writeJson } from '../../json.ts';
import { parsedBy } from '../work.ts';
import { capabilitiesOf, detailsOf, digestOf, tagged } from './described.ts';
import { name } from './wire.ts';

/** The version of Ollama whose API this is: clients ask for it to know what they may use. */
const SPOKEN_VERSION = '0.13.0';

const endpoint = (method: 'GET' | 'POST', path: string, serve: Endpoint['serve']): Endpoint => ({ method, path, speech: 'ollama', serve });

const usableBy = ({ ports }: Services, { allowed }: App): readonly Target[] =>
  ports.fleet.targets().filter(({ id, fault }) => fault === undefined && (allowed === undefined || isNamedBy(allowed, id)));

/** Of what has no file here. */
const EPOCH = new Date(0).toISOString();

function listed(named: string, target: Target | undefined, { models, startedAt }: Services) {
  const facts = target === undefined ? undefined : models?.facts(target.id);
  return {
    name: named,
    model: named,
    modified_at: facts === undefined ? new Date(startedAt).toISOString() : new Date(facts.modifiedAt).toISOString(),
    size: facts?.bytes ?? 0,
    digest: digestOf(named, facts),
    details: detailsOf(target, facts),
  };
}

const tags = endpoint('GET', '/api/tags', async ({ response, app }, services) => {
  await services.refreshModels();
  const usable = usableBy(services, app);
  const aliases = Object.entries(services.ports.aliases?.() ?? {});
  const names = aliases.flatMap(([alias, meant]) => {
    const target = usable.find(({ id }) => id === meant);
    return target === undefined && !AUTO_NAMES.some((each) => each === meant) ? [] : [listed(tagged(alias), target, services)];
  });
  writeJson(response, 200, {
    models: [
      ...AUTO_NAMES.map((each) => listed(tagged(each), undefined, services)),
      ...names,
      ...usable.map((target) => listed(tagged(target.id), target, services)),
    ],
  });
});

const running = endpoint('GET', '/api/ps', async ({ response, app }, services) => {
  const usable = new Map(usableBy(services, app).map((target) => [target.id, target]));
  const now = services.ports.clock.now();
  const models = (services.models?.running() ?? []).flatMap((one) => {
    const target = usable.get(one.id);
    if (target === undefined) return [];
    const { modified_at: _, ...rest } = listed(tagged(one.id), target, services);
    // What stays for good has a day far off, as in Ollama.
    const expires = one.unloadsInMs === undefined ? now + FAR_MS : now + one.unloadsInMs;
    return [{ ...rest, size: one.bytes, size_vram: 0, expires_at: new Date(expires).toISOString(), context_length: one.contextWindow }];
  });
  writeJson(response, 200, { models });
});
const FAR_MS = 100 * 365 * 86_400_000;

const showRequest = z.object({ model: name.optional(), name: name.optional() });

const show = endpoint('POST', '/api/show', async ({ response, app, body }, services) => {
  const asked = parsedBy(showRequest, await body());
  const wanted = asked.model ?? asked.name;
  if (wanted === undefined)
    throw new LintelError('bad-request', '“model” is missing. Name one that GET /api/tags lists.', { field: 'model' });
  const usable = usableBy(services, app);
  const { model } = meantBy(wanted, services.ports.aliases?.() ?? {}, (id) => usable.some((target) => target.id === id));
  const target = usable.find(({ id }) => id === model);
  if (target === undefined && model !== 'auto')
    throw new LintelError('unknown-model', `There is no model “${wanted}” here. GET /api/tags lists those there are.`, { field: 'model' });
  const chats = usable.filter(({ abilities }) => abilities.includes('chat'));
  const abilities = target?.abilities ?? [...new Set(chats.flatMap((one) => one.abilities))];
  const contextWindow = target?.contextWindow ?? Math.max(0, ...chats.map((one) => one.contextWindow));
  const facts = target === undefined ? undefined : services.models?.facts(target.id);
  const architecture = facts?.architecture ?? 'lintel';
  writeJson(response, 200, {
    license: facts?.licence ?? '',
    modelfile: `FROM ${target?.id ?? 'auto'}\n`,
    parameters: (facts?.parameterLines ?? []).join('\n'),
    template: facts?.template ?? '',
    details: detailsOf(target, facts),
    model_info: {
      'general.architecture': architecture,
      ...(target === undefined || target.parameters <= 0 ? {} : { 'general.parameter_count': target.parameters }),
      [`${architecture}.context_length`]: contextWindow,
    },
    capabilities: capabilitiesOf(abilities),
    modified_at: facts === undefined ? EPOCH : new Date(facts.modifiedAt).toISOString(),
  });
});

const version = endpoint('GET', '/api/version', async ({ response }) => writeJson(response, 200, { version: SPOKEN_VERSION }));

/** What Ollama has to look at its models. */
export const ollamaModels: readonly Endpoint[] = [tags, running, show, version];
