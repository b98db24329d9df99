// Writes docs/policy.schema.json, which editors check a policy's file with.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyJsonSchema } from '../shared/api/policy-proposal.ts';

const file = join(import.meta.dirname, '..', 'docs', 'policy.schema.json');
writeFileSync(file, `${JSON.stringify(policyJsonSchema(), undefined, 2)}\n`);
