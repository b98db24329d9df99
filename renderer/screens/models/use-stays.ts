import { useStore } from 'zustand/react';
import { connection, models } from '../../stores/session.ts';

/** Whether nothing may leave this device now. */
export const useStays = (): boolean => useStore(connection.store, ({ state }) => state?.policy.stayOnDevice === true);

/** Whether the hub may not be asked, for searches and downloads alike: nothing may leave, and it is not on this device. */
export function useHubClosed(): boolean {
  const stays = useStays();
  const isHere = useStore(models.store, ({ places }) => places?.hub.isHere === true);
  return stays && !isHere;
}
