import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createMemoryBudget, type MemoryBudget, type Tenant } from '../../../electron/engines/local/memory-budget.ts';
import { createFakeMemory, type FakeMemory } from './machine.ts';

const GIB = 2 ** 30;

interface FakeTenant extends Tenant {
  inUse: boolean;
  used: number;
}

/** Models of given sizes on a fake machine; half of each is its file. */
function house(memory: FakeMemory, headroomGib?: number) {
  const evicted: string[] = [];
  const budget: MemoryBudget = createMemoryBudget(memory, () => (headroomGib === undefined ? undefined : headroomGib * GIB));
  const tenant = (name: string, gib: number): FakeTenant => {
    const made: FakeTenant = {
      name,
      inUse: false,
      used: 0,
      predictedBytes: () => gib * GIB,
      fileBytes: () => (gib / 2) * GIB,
      residentBytes: () => undefined,
      isInUse: () => made.inUse,
      lastUsed: () => made.used,
      async evict() {
        evicted.push(name);
        await sleep(1);
        memory.availableGib += gib / 2;
        budget.left(made);
      },
    };
    return made;
  };
  /** Admits and loads it: all but its file leaves what is available. */
  const load = async (one: FakeTenant, used: number) => {
    await budget.admit(one);
    memory.availableGib -= one.predictedBytes() / GIB / 2;
    budget.settled(one);
    one.used = used;
    await memory.refresh();
  };
  return { budget, tenant, load, evicted };
}

test('what fits beside the headroom is admitted, what does not is refused with the numbers before it starts', async () => {
  const memory = createFakeMemory(6, 16);
  const { budget, tenant, load } = house(memory);
  await load(tenant('Small', 3), 1);
  const busy = tenant('Busy', 1);
  await load(busy, 2);
  busy.inUse = true;
  const error = await budget.admit(tenant('Large', 5.2)).catch((caught) => caught);
  expect(error).toMatchObject({ code: 'out-of-memory', retryable: true });
  // 6 GiB less 1.6 of headroom less 3 and 1; the idle one would not have been enough, so it is not ended for nothing.
  expect(error.message).toBe(
    '“Large” needs about 5.2 GiB, and 0.4 GiB are free beside other programs and 1.6 GiB of headroom; “Small” and “Busy” are in memory, 1 of them in use. Close other programs, or choose a smaller model or a smaller context window.',
  );
});

test('a mapped file counts as taken although the system calls it available', async () => {
  const memory = createFakeMemory(5);
  const { budget, tenant, load } = house(memory, 0);
  const first = tenant('First', 4);
  await load(first, 1);
  first.inUse = true;
  // Available are 3 GiB, 2 of which are the file of the first.
  await expect(budget.admit(tenant('Second', 2))).rejects.toMatchObject({ code: 'out-of-memory' });
  await budget.admit(tenant('Third', 1));
});

test('the least recently used idle model goes first, and no more than needed; busy ones never', async () => {
  const memory = createFakeMemory(10);
  const { budget, tenant, load, evicted } = house(memory, 0);
  const [a, b, c] = [tenant('A', 3), tenant('B', 3), tenant('C', 3)];
  await load(a, 30);
  await load(b, 10);
  await load(c, 20);
  b.inUse = true;
  const d = tenant('D', 3.5);
  await load(d, 40);
  d.inUse = true;
  expect(evicted).toEqual(['C']);
  await expect(budget.admit(tenant('E', 5))).rejects.toMatchObject({ code: 'out-of-memory' });
  expect(evicted).toEqual(['C']);
});

test('two loads at once do not take the same memory; the second waits for what the first leaves', async () => {
  const memory = createFakeMemory(4);
  const { budget, tenant } = house(memory, 0);
  const [one, two] = [tenant('One', 3), tenant('Two', 3)];
  one.inUse = true;
  await memory.refresh();
  const admitted: string[] = [];
  const asked = [one, two].map((each) => budget.admit(each).then(() => admitted.push(each.name)));
  await sleep(5);
  expect(admitted).toEqual(['One']);
  // It took less than was predicted after all.
  memory.availableGib = 5;
  budget.settled(one);
  await Promise.all(asked);
  expect(admitted).toEqual(['One', 'Two']);
});

test('a load that fails while another waits for it gives its memory back', async () => {
  const { budget, tenant } = house(createFakeMemory(4), 0);
  const [one, two] = [tenant('One', 3), tenant('Two', 3)];
  one.inUse = true;
  await budget.admit(one);
  const second = budget.admit(two);
  budget.left(one);
  await second;
});

test('what was loaded after the last look counts as predicted until the next', async () => {
  const memory = createFakeMemory(4);
  const { budget, tenant } = house(memory, 0);
  const one = tenant('One', 3);
  await budget.admit(one);
  budget.settled(one);
  one.inUse = true;
  await expect(budget.admit(tenant('Two', 2))).rejects.toMatchObject({ code: 'out-of-memory' });
});

test('idle models go when other programs take the memory, until the headroom is there again', async () => {
  const memory = createFakeMemory(10);
  const { budget, tenant, load, evicted } = house(memory, 2);
  const [a, b, c] = [tenant('A', 2), tenant('B', 2), tenant('C', 2)];
  await load(a, 1);
  await load(b, 2);
  await load(c, 3);
  await budget.relieve();
  expect(evicted).toEqual([]);
  memory.availableGib = 0.5;
  a.inUse = true;
  await memory.refresh();
  await budget.relieve();
  expect(evicted).toEqual(['B', 'C']);
});
