import { Download } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { models } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';

/** Where a model comes from: a name on the hub, or an address. */
export function GetModel() {
  const [ref, setRef] = useState('');
  const [isAsking, setAsking] = useState(false);
  const id = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (ref.trim() === '' || isAsking) return;
    setAsking(true);
    if (await models.download(ref.trim())) setRef('');
    setAsking(false);
  };
  return (
    <form onSubmit={submit}>
      <label htmlFor={id} className="text-small font-medium text-quiet">
        Get a model
      </label>
      <div className="mt-2 flex gap-2">
        <input
          id={id}
          value={ref}
          onChange={(event) => setRef(event.target.value)}
          placeholder="hf:owner/repo:Q4_K_M, or the address of a .gguf"
          autoComplete="off"
          spellCheck={false}
          className="h-9 min-w-0 flex-1 rounded-lg border border-edge bg-paper px-3 -outline-offset-1"
        />
        <Button type="submit" look="primary" disabled={isAsking || ref.trim() === ''}>
          <Download aria-hidden size={15} />
          {isAsking ? 'Asking…' : 'Download'}
        </Button>
      </div>
    </form>
  );
}
