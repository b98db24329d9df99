import type { Target } from '../../shared/routing/target.ts';

/** Names of the semantic conventions for generative models, where they differ from the provider's id. */
const CONVENTIONAL: Readonly<Record<string, string>> = {
  azure: 'azure.ai.openai',
  bedrock: 'aws.bedrock',
  google: 'gcp.gemini',
  mistral: 'mistral_ai',
  vertex: 'gcp.vertex_ai',
  xai: 'x_ai',
};
/** What runs models that nobody else provides. */
const OWN = 'llama.cpp';
const MOST = 1_000;

/** Who runs a target, as the conventions name them. A target is looked up once. */
export function createProviders(targets: () => readonly Target[]): (target: { readonly id: string }) => string {
  const known = new Map<string, string>();
  return ({ id }) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const provider = targets().find((target) => target.id === id)?.provider;
    const name = provider === undefined ? OWN : ((Object.hasOwn(CONVENTIONAL, provider) ? CONVENTIONAL[provider] : undefined) ?? provider);
    if (known.size < MOST) known.set(id, name);
    return name;
  };
}
