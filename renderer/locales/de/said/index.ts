import { downloads } from './downloads.ts';
import { house } from './house.ts';
import { models } from './models.ts';
import { promises } from './promises.ts';
import { providers } from './providers.ts';
import { routing } from './routing.ts';
import { rules } from './rules.ts';
import { variables } from './variables.ts';

/** What the core says in English, in German. */
export const said: Readonly<Record<string, string>> = {
  ...house,
  ...routing,
  ...rules,
  ...models,
  ...downloads,
  ...providers,
  ...variables,
  ...promises,
};
