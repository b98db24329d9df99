import { Check, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand/react';
import type { PolicyTest } from '../../../shared/routing/policy.ts';
import { allHeard } from '../../said.ts';
import type { Examples as Results } from '../../stores/routing.ts';
import { routing, trial } from '../../stores/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { FIELD } from '../../ui/field.ts';
import { Section } from '../privacy/section.tsx';

const EXPECTED = {
  device: { ceiling: 'device' },
  lan: { ceiling: 'lan' },
  trusted: { ceiling: 'trusted' },
  denied: { denied: true },
} as const satisfies Record<string, PolicyTest['expect']>;

/** Characters of a prompt that name an example of it. */
const LONGEST_NAME = 60;

/** The policy's own examples: what became of each, and the prompt on trial as a new one. */
export function Examples({ tests }: { readonly tests: readonly PolicyTest[] }) {
  const { t } = useTranslation('routing');
  const results = useStore(routing.store, ({ examples }) => examples);
  return (
    <Section name={t('tests.title')} intro={t('tests.intro')}>
      {tests.length === 0 ? (
        <p className="text-small text-quiet">{t('tests.none')}</p>
      ) : (
        <>
          <ul className="divide-y divide-line border-y border-line">
            {tests.map((test, index) => (
              <li key={test.name} className="flex items-start gap-3 py-1 text-small">
                <div className="min-w-0 flex-1 py-1 [overflow-wrap:anywhere]">
                  {test.name}
                  <Result result={results?.find(({ name }) => name === test.name)} />
                </div>
                <IconButton
                  name={t('tests.remove', { name: test.name })}
                  onClick={() => routing.edit({ tests: tests.filter((_, other) => other !== index) })}
                >
                  <Trash2 aria-hidden size={15} />
                </IconButton>
              </li>
            ))}
          </ul>
          <Button onClick={() => void routing.runTests()} className="mt-3">
            {t('tests.run')}
          </Button>
        </>
      )}
      <NewExample tests={tests} />
    </Section>
  );
}

function Result({ result }: { readonly result: Results[number] | undefined }) {
  const { t } = useTranslation('routing');
  if (result === undefined) return null;
  const Mark = result.passed ? Check : X;
  return (
    <span role="status" className={`flex items-center gap-1.5 ${result.passed ? 'text-device' : 'text-refused'}`}>
      <Mark aria-hidden size={15} className="shrink-0" />
      {result.passed ? t('tests.passed') : t('tests.failed', { failures: allHeard(result.failures, result.said?.failures).join('; ') })}
    </span>
  );
}

function NewExample({ tests }: { readonly tests: readonly PolicyTest[] }) {
  const { t } = useTranslation('routing');
  const { text, tags, app, model } = useStore(trial.store);
  const [expected, setExpected] = useState<keyof typeof EXPECTED>('device');
  const start = text.trim().replaceAll(/\s+/g, ' ').slice(0, LONGEST_NAME);
  const name = start === '' ? '' : `${start}: ${t(`tests.expect.${expected}`)}`;
  const add = () =>
    routing.edit({
      tests: [
        ...tests.filter((test) => test.name !== name),
        {
          name,
          prompt: {
            text,
            ...(tags.length === 0 ? {} : { tags }),
            ...(app.trim() === '' ? {} : { app: app.trim() }),
            ...(model.trim() === '' ? {} : { model: model.trim() }),
          },
          expect: EXPECTED[expected],
        },
      ],
    });
  return (
    <div className="mt-4 flex flex-wrap items-center gap-2 text-small">
      <label className="flex flex-wrap items-center gap-2">
        {t('tests.must')}
        <select
          value={expected}
          onChange={({ target }) => setExpected(target.value as keyof typeof EXPECTED)}
          className={`${FIELD} max-w-full`}
        >
          {(Object.keys(EXPECTED) as (keyof typeof EXPECTED)[]).map((one) => (
            <option key={one} value={one}>
              {t(`tests.expect.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <Button disabled={name === ''} onClick={add}>
        {t('tests.add')}
      </Button>
    </div>
  );
}
