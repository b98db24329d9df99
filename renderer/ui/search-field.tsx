import { Search } from 'lucide-react';
import type { InputHTMLAttributes } from 'react';
import { FIELD } from './field.ts';

interface SearchFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  readonly name: string;
  readonly value: string;
  onChange(value: string): void;
}

/** What is looked for, with the glass in the field. @param className of what holds it, such as its width */
export function SearchField({ name, onChange, className = '', ...rest }: SearchFieldProps) {
  return (
    <span className={`relative block min-w-0 ${className}`}>
      <Search aria-hidden size={15} className="pointer-events-none absolute inset-y-0 start-3 my-auto text-quiet" />
      <input
        type="search"
        aria-label={name}
        placeholder={name}
        {...rest}
        onChange={({ target }) => onChange(target.value)}
        className={`${FIELD} w-full ps-9 disabled:bg-wall`}
      />
    </span>
  );
}
