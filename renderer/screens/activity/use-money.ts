import { useStore } from 'zustand/react';
import { settings } from '../../stores/session.ts';
import { formatMoney } from '../../ui/format.ts';

/** How amounts are written: in dollars, or about as much in the currency that is set. */
export function useMoney(): (nanoDollars: number) => string {
  const currency = useStore(settings.store, (current) => current.settings?.currency);
  return (nanoDollars) => formatMoney(nanoDollars, currency);
}
