import { useEffect } from 'react';
import { useStore } from 'zustand/react';
import { routing, versions } from '../../stores/session.ts';
import type { Version } from '../../stores/versions.ts';
import { Button } from '../../ui/button.tsx';
import { WindowOver } from '../../ui/window-over.tsx';
import { Section } from '../privacy/section.tsx';

/** Changes that a version is told by. */
const MOST_NAMED = 3;

/** Earlier versions of the policy, what each changed, and the way back. @param version the one in force, after which the list is read anew */
export function PolicyVersions({ version }: { version: number }) {
  const { list, chosen } = useStore(versions.store);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version in force makes the list old.
  useEffect(() => void versions.load(), [version]);
  return (
    <Section name="Versions" intro="Every change of your policy is kept. Going back makes a new version, so nothing is lost.">
      <ol className="divide-y divide-line border-y border-line">
        {(list ?? []).map((one, index) => (
          <Row key={one.version} entry={one} isInForce={index === 0} />
        ))}
      </ol>
      {chosen === undefined ? null : <GoBack />}
    </Section>
  );
}

function Row({ entry: { version, createdAt, changes }, isInForce }: { entry: Version; isInForce: boolean }) {
  const made = createdAt === undefined ? undefined : new Date(createdAt);
  return (
    <li className="flex items-start gap-3 py-2 text-small">
      <div className="min-w-0 flex-1">
        <p className="tabular-nums">
          Version {version}
          <span className="text-quiet">
            {made === undefined ? ', at first' : null}
            {made === undefined ? null : (
              <>
                ,{' '}
                <time dateTime={made.toISOString()}>
                  {made.toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short', hour12: false })}
                </time>
              </>
            )}
          </span>
        </p>
        <p className="text-quiet [overflow-wrap:anywhere]">{summaryOf(changes)}</p>
      </div>
      {isInForce ? (
        <span className="py-1 text-device">In force</span>
      ) : (
        <Button aria-label={`Go back to version ${version}…`} onClick={() => void versions.choose(version)}>
          Go back…
        </Button>
      )}
    </li>
  );
}

function summaryOf(changes: readonly string[] | undefined): string {
  if (changes === undefined) return 'What it changed cannot be read any more.';
  if (changes.length === 0) return 'As it was installed.';
  const more = changes.length > MOST_NAMED ? `; and ${changes.length - MOST_NAMED} more` : '';
  return `${changes.slice(0, MOST_NAMED).join('; ')}${more}`;
}

/** What going back would change, before it does. */
function GoBack() {
  const { chosen, error } = useStore(versions.store);
  if (chosen === undefined) return null;
  const { version, changes } = chosen;
  const isRefused = error?.code === 'policy-tests-failed';
  const go = async () => {
    if (await versions.goBack(isRefused)) await routing.load();
  };
  return (
    <WindowOver
      name={`Back to version ${version}`}
      onClose={versions.close}
      foot={
        <>
          <Button onClick={versions.close}>Cancel</Button>
          <Button look="primary" disabled={changes === undefined} onClick={() => void go()}>
            {isRefused ? 'Go back all the same' : 'Go back'}
          </Button>
        </>
      }
    >
      {changes === undefined ? null : changes.length === 0 ? (
        <p>It says the same as the one in force.</p>
      ) : (
        <>
          <p>This would change:</p>
          <ul className="mt-2 list-disc ps-5 text-small">
            {changes.map((change) => (
              <li key={change} className="[overflow-wrap:anywhere]">
                {change}
              </li>
            ))}
          </ul>
        </>
      )}
      {error === undefined ? null : (
        <p role="alert" className="mt-3 text-refused [overflow-wrap:anywhere]">
          {error.message}
        </p>
      )}
    </WindowOver>
  );
}
