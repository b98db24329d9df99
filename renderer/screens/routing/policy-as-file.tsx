import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../said.ts';
import type { Policy } from '../../stores/routing.ts';
import { routing, view } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../privacy/section.tsx';

/** As much as a policy's file may hold. */
const LARGEST_BYTES = 2 ** 20;

/** Its reader comes only once a file is written or read. */
const load = () => import('yaml');

/** The policy as YAML, out of the window and in again as a draft. */
export function PolicyAsFile({ policy: current }: { readonly policy: Policy }) {
  const { t } = useTranslation('routing');
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const take = async (file: File) => {
    if (file.size > LARGEST_BYTES) return setProblem(t('file.large'));
    const { parse } = await load();
    let said: unknown;
    try {
      said = parse(await file.text(), { maxAliasCount: 100 });
    } catch (error) {
      return setProblem(t('file.broken', { message: error instanceof Error ? error.message : '' }));
    }
    const { $schema: _, version: __, ...policy } = Object(said) as Readonly<Record<string, unknown>>;
    const refusal = await routing.take(policy);
    setProblem(refusal && errorText(refusal));
    if (refusal === undefined) view.announce(t('file.taken'));
  };
  return (
    <Section name={t('file.title')} intro={t('file.intro')}>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void download(current)}>{t('file.export')}</Button>
        <Button onClick={() => input.current?.click()}>{t('file.import')}</Button>
        <input
          ref={input}
          type="file"
          accept=".yaml,.yml,.json"
          hidden
          aria-label={t('file.import')}
          onChange={({ target }) => {
            const file = target.files?.[0];
            // The same file may be chosen again.
            target.value = '';
            if (file !== undefined) void take(file);
          }}
        />
      </div>
      {problem === undefined ? null : (
        <p role="alert" className="mt-2 text-small text-refused [overflow-wrap:anywhere]">
          {problem}
        </p>
      )}
    </Section>
  );
}

async function download({ version: _, ...policy }: Policy): Promise<void> {
  const { stringify } = await load();
  const url = URL.createObjectURL(new Blob([stringify(policy)], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'lintel-policy.yaml';
  link.click();
  URL.revokeObjectURL(url);
}
