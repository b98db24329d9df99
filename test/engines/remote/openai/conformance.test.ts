import { engineConformance } from '../../../conformance/engine.ts';
import { openStubCloud } from '../../../stub-cloud/cloud.ts';
import { remoteEngine, TARGET } from './remote.ts';

engineConformance('the engine for providers that speak as OpenAI does', async () => {
  const cloud = await openStubCloud();
  const { engine, door } = remoteEngine(cloud, 'echo-gap-2-context-500');
  return {
    engine,
    targetId: TARGET,
    abilities: ['chat', 'tools', 'json', 'logprobs', 'choices'],
    overlongText: 'word '.repeat(600),
    async dispose() {
      door.close();
      await cloud.close();
    },
  };
});
