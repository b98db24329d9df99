import { Activity, Boxes, Cable, type LucideIcon, Settings, Shield, Split } from 'lucide-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Page } from '../stores/address.ts';

/** What a page is drawn by; its code is fetched when it is first opened. */
type Screen = LazyExoticComponent<ComponentType>;

/** The pages in the order of the sidebar. */
export const SCREENS: Readonly<Record<Page, { readonly icon: LucideIcon; readonly Screen: Screen }>> = {
  models: { icon: Boxes, Screen: lazy(async () => ({ default: (await import('./models/models.tsx')).Models })) },
  routing: { icon: Split, Screen: lazy(async () => ({ default: (await import('./routing/routing.tsx')).Routing })) },
  privacy: { icon: Shield, Screen: lazy(async () => ({ default: (await import('./privacy/privacy.tsx')).Privacy })) },
  activity: { icon: Activity, Screen: lazy(async () => ({ default: (await import('./activity/activity.tsx')).ActivityPage })) },
  apps: { icon: Cable, Screen: lazy(async () => ({ default: (await import('./apps/apps.tsx')).AppsPage })) },
  settings: { icon: Settings, Screen: lazy(async () => ({ default: (await import('./settings/settings.tsx')).SettingsPage })) },
};
