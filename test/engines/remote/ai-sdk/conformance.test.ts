import { engineConformance } from '../../../conformance/engine.ts';
import { openRig, WAY_NAMES } from './subject.ts';

for (const way of WAY_NAMES)
  engineConformance(`The ${way} dialect by the AI SDK`, async () => {
    const rig = await openRig();
    const remote = rig.model(way, 'echo-tokens-200-gap-2-context-500', { maxOutputTokens: 4096 });
    return {
      engine: rig.engine(remote),
      targetId: remote.targetId,
      abilities: ['chat', 'tools', 'json'],
      overlongText: 'word '.repeat(600),
      dispose: rig.close,
    };
  });
