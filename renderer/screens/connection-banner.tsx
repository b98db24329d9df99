import { Unplug } from 'lucide-react';
import { useStore } from 'zustand/react';
import { connection } from '../stores/session.ts';
import { Button } from '../ui/button.tsx';

/** Says that main is silent, for as long as it is. */
export function ConnectionBanner() {
  const { phase, error } = useStore(connection.store);
  return (
    <div role="status" aria-label="Connection">
      {phase === 'down' ? (
        <div className="flex items-center gap-3 border-b border-line bg-wall px-4 py-2 text-small">
          <Unplug aria-hidden size={16} className="shrink-0 text-cloud" />
          <p className="min-w-0 flex-1">
            {error?.code === 'unauthorised'
              ? error.message
              : 'Lintel is not answering. It may have stopped or be starting again. This window keeps what you typed and reconnects by itself.'}
          </p>
          <Button onClick={connection.look}>Try now</Button>
        </div>
      ) : null}
    </div>
  );
}
