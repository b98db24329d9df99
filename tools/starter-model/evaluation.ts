import type { openStarter, Reply } from './conversation.ts';
import { readHeldOut, readHeldOutFollowUps, readHeldOutOffTopic, readRefusal, readTopics, type Topic } from './material.ts';
import { judge, type Verdict } from './verdict.ts';

/** What came of every held-out prompt, by kind. */
export interface Evaluation {
  readonly topics: readonly Verdict[];
  readonly followUps: readonly Verdict[];
  readonly offTopic: readonly Verdict[];
  readonly replies: readonly Reply[];
}

/** Asks the starter model what training never saw. */
export async function evaluate({ say }: Pick<ReturnType<typeof openStarter>, 'say'>): Promise<Evaluation> {
  const refusal = readRefusal();
  const byName = new Map(readTopics().map((topic) => [topic.name, topic]));
  const replies: Reply[] = [];

  async function verdict(turns: readonly string[], topic: Topic | undefined): Promise<Verdict> {
    const reply = await say(...turns);
    replies.push(reply);
    return judge(turns.at(-1) ?? '', topic, reply, refusal);
  }

  const topics: Verdict[] = [];
  const asked = [...readHeldOut()].flatMap(([name, phrasings]) => phrasings.map((phrasing) => ({ phrasing, topic: known(byName, name) })));
  for (const { phrasing, topic } of asked) topics.push(await verdict([phrasing], topic));
  const followUps: Verdict[] = [];
  for (const { first, then, topic } of readHeldOutFollowUps()) {
    const said = await say(first);
    followUps.push(await verdict([first, said.text, then], topic === 'off-topic' ? undefined : known(byName, topic)));
  }
  const offTopic: Verdict[] = [];
  for (const prompt of readHeldOutOffTopic()) offTopic.push(await verdict([prompt], undefined));
  return { topics, followUps, offTopic, replies };
}

/** The share of these that are right, 0 to 1. */
export const shareRight = (verdicts: readonly Verdict[]): number =>
  verdicts.filter(({ isRight }) => isRight).length / Math.max(1, verdicts.length);

function known(topics: ReadonlyMap<string, Topic>, name: string): Topic {
  const topic = topics.get(name);
  if (topic === undefined) throw new Error(`There is no topic “${name}”.`);
  return topic;
}
