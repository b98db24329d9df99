import type { PortSettings } from '../../shared/api/settings.ts';
import type { Ports } from '../../shared/routing/ports.ts';
import type { App } from './app.ts';
import type { ConnectionLimits } from './connections.ts';
import type { ResponseStore } from './dialects/openai-responses/kept.ts';
import type { ReadDocument } from './enclosed.ts';
import type { MetricsText } from './metrics.ts';
import type { PortModels } from './models.ts';
import type { Session } from './session.ts';

export interface GatewayOptions {
  readonly ports: Ports;
  readonly session: Session;
  readonly version: string;
  /** Most bytes of a request body, where the settings do not say. */
  readonly bodyLimit: number;
  /** Most bytes of all bodies of one app that are not answered yet; absent: 64 MiB. */
  readonly appBodyBytes?: number;
  /** Requests at a time; absent: the usual. */
  readonly connectionLimits?: ConnectionLimits;
  /** Requests a minute of one app that ask no model anything: lists, what is kept, paths that are not there. Absent: 3,000. */
  readonly looksPerMinute?: number;
  /** The app that a key belongs to, or nothing. */
  findApp(key: string): App | undefined;
  /** The id of the window's project that a caller may mean by this name; absent: a project goes by the caller's name. */
  projectCalled?(name: string): string | undefined;
  /** Whether an app's key still opens anything; absent: it does. */
  isLive?(appId: string): boolean;
  /** Whether any app has a key; absent: none has, so other computers are never let in. */
  hasKeys?(): boolean;
  /** What the user set for the port, as it is now; absent: nothing. */
  settings?(): PortSettings;
  /** Looks for changed models; called when an app lists them. */
  refreshModels(): Promise<void>;
  /** Where responses are kept; absent: none is. */
  readonly responses?: ResponseStore;
  /** As in `Services`. */
  readonly models?: PortModels;
  /** As in `Services`. */
  readonly readDocument?: ReadDocument;
  /** What is measured; absent: there is no `/metrics`. */
  readonly metrics?: MetricsText;
  /** The window's files and its API. */
  window(request: Request): Promise<Response>;
  /** Told of every failure that is Lintel's own. */
  onFault(error: unknown): void;
}
