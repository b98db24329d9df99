import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';

/** Milliseconds that the button says how it went. */
const TELL_MS = 1_500;

/** Puts a text on the clipboard and says whether it did. @param name such as `Copy the request id` */
export function CopyButton({ name, text, className = '' }: { name: string; text: string; className?: string }) {
  const { t } = useTranslation('shell');
  const [result, setResult] = useState<'copied' | 'refused'>();
  useEffect(() => {
    if (result === undefined) return;
    const timer = setTimeout(() => setResult(undefined), TELL_MS);
    return () => clearTimeout(timer);
  }, [result]);

  const copy = () => {
    // Without a secure context there is no clipboard at all.
    const writing = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('No clipboard.'));
    writing.then(
      () => setResult('copied'),
      () => setResult('refused'),
    );
  };

  return (
    <>
      <IconButton name={result === 'refused' ? t('copyRefused') : name} onClick={copy} className={className}>
        {result === 'copied' ? <Check aria-hidden size={15} className="text-device" /> : <Copy aria-hidden size={15} />}
      </IconButton>
      <span role="status" className="sr-only">
        {result === 'copied' ? t('copied') : result === 'refused' ? t('copyRefusedHint') : ''}
      </span>
    </>
  );
}
