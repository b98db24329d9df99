import { ChartColumn, Table2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button.tsx';

interface FigureProps {
  readonly title: string;
  /** Stands beside the title, such as a choice of what is shown. */
  readonly choice?: ReactNode;
  /** The same as a table. */
  readonly table: ReactNode;
  readonly children: ReactNode;
}

/** A chart with its title, and the table behind it one press away. */
export function Figure({ title, choice, table, children }: FigureProps) {
  const { t } = useTranslation('activity');
  const id = useId();
  const [isTable, setTable] = useState(false);
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        <div className="flex flex-wrap items-center gap-2">
          {choice}
          <Button look="bare" className="-me-3" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
            {isTable ? <ChartColumn aria-hidden size={15} /> : <Table2 aria-hidden size={15} />}
            {isTable ? t('asChart') : t('asTable')}
          </Button>
        </div>
      </div>
      {isTable ? table : children}
    </section>
  );
}
