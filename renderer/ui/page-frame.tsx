import { Tabs } from 'radix-ui';
import { type ReactNode, useEffect, useRef } from 'react';

interface Tab {
  readonly name: string;
  readonly title: string;
  content(): ReactNode;
}

interface PageFrameProps {
  readonly title: string;
  /** In their order; a page of one thing has none. */
  readonly tabs?: readonly Tab[];
  readonly tab?: string | undefined;
  onTab?(name: string): void;
  /** Stands between the title and the tabs. */
  readonly above?: ReactNode;
  readonly children?: ReactNode;
}

/** A page beside the conversations: its title, its tabs, and what scrolls below them. */
export function PageFrame({ title, tabs = [], tab, onTab, above, children }: PageFrameProps) {
  const shown = tabs.find(({ name }) => name === tab) ?? tabs[0];
  const strip = useRef<HTMLDivElement>(null);
  // An address may name a tab that a narrow window has no room for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each tab that is shown.
  useEffect(() => {
    // Newer browsers give a promise, which is nothing to clean up by.
    void strip.current?.querySelector('[data-state=active]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown?.name]);
  if (shown === undefined) return <Scrolling title={title}>{children}</Scrolling>;
  return (
    <section aria-label={title} className="flex min-h-0 flex-1 flex-col">
      <Tabs.Root
        value={shown.name}
        onValueChange={(name) => onTab?.(name)}
        activationMode="manual"
        className="flex min-h-0 flex-1 flex-col"
      >
        <div className="border-b border-line">
          <div className="mx-auto max-w-[60rem] px-4 pt-2 sm:px-6 min-[700px]:pt-5">
            <p className="text-head text-balance max-[700px]:hidden" aria-hidden>
              {title}
            </p>
            {above === undefined ? null : <div className="not-empty:mt-2 min-[700px]:not-empty:mt-3">{above}</div>}
            <Tabs.List ref={strip} aria-label={title} className="-mx-2 -mb-px flex overflow-x-auto min-[700px]:mt-2">
              {tabs.map((one) => (
                <Tabs.Trigger
                  key={one.name}
                  value={one.name}
                  className="group/tab shrink-0 px-2 text-small text-quiet -outline-offset-2 hover:text-ink data-[state=active]:font-medium data-[state=active]:text-ink"
                >
                  <span className="block border-b-2 border-transparent py-2 group-data-[state=active]/tab:border-device">{one.title}</span>
                </Tabs.Trigger>
              ))}
            </Tabs.List>
          </div>
        </div>
        <Tabs.Content value={shown.name} className="min-h-0 flex-1 overflow-y-auto -outline-offset-2">
          <div className="mx-auto flex max-w-[60rem] flex-col gap-6 px-4 py-6 sm:px-6">{shown.content()}</div>
        </Tabs.Content>
      </Tabs.Root>
    </section>
  );
}

function Scrolling({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={title}
      className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
    >
      <div className="mx-auto flex max-w-[60rem] flex-col gap-6 px-4 py-6 sm:px-6 min-[700px]:pt-5">
        <p className="text-head text-balance max-[700px]:hidden" aria-hidden>
          {title}
        </p>
        {children}
      </div>
    </section>
  );
}
