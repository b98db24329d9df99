import type { Ability } from '../../../../shared/routing/target.ts';
import type { NamedModel } from '../../named-models.ts';

/** What a list may be asked for with. */
export interface Page {
  readonly limit: number;
  readonly afterId?: string;
  readonly beforeId?: string;
}

const support = (supported: boolean) => ({ supported });

/** What models here can, in the words by which Anthropic's clients look for it. */
function capabilitiesOf(abilities: readonly Ability[]) {
  const has = (ability: Ability) => support(abilities.includes(ability));
  const none = support(false);
  return {
    batch: none,
    citations: none,
    code_execution: none,
    context_management: { supported: false, clear_thinking_20251015: null, clear_tool_uses_20250919: null, compact_20260112: null },
    effort: { supported: false, low: none, medium: none, high: none, xhigh: none, max: none },
    image_input: has('images'),
    pdf_input: none,
    server_tools: { supported: false, code_execution: none, web_search: none },
    structured_outputs: has('json'),
    thinking: {
      ...has('reasoning'),
      types: { adaptive: has('reasoning'), between_tools: none, disabled: support(true), enabled: has('reasoning') },
    },
  };
}

/** A model as Anthropic lists it. @param startedAt milliseconds since the epoch */
export const modelOf = ({ id, name, contextWindow, abilities }: NamedModel, startedAt: number) => ({
  type: 'model',
  id,
  display_name: name,
  created_at: new Date(startedAt).toISOString(),
  deprecated_at: null,
  retires_at: null,
  lifecycle: 'active',
  line: null,
  max_input_tokens: contextWindow,
  max_tokens: contextWindow,
  capabilities: capabilitiesOf(abilities),
});

/** A page of them. */
export function pageOf<Model extends { readonly id: string }>(all: readonly Model[], { limit, afterId, beforeId }: Page) {
  const after = all.findIndex(({ id }) => id === afterId) + 1;
  const before = all.findIndex(({ id }) => id === beforeId);
  const rest = before === -1 ? all.slice(after) : all.slice(0, before);
  const data = before === -1 ? rest.slice(0, limit) : rest.slice(-limit);
  return { data, has_more: rest.length > data.length, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}
