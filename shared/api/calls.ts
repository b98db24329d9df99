/**
 * Method and path of every call the window can make, below `/ui`; `:id` is a path parameter.
 * Apart from the contract, so that the window carries no validators.
 */
export const CALLS = {
  state: { method: 'GET', path: '/state' },
  conversations: { method: 'GET', path: '/conversations' },
  conversation: { method: 'GET', path: '/conversations/:id' },
  changeConversation: { method: 'PATCH', path: '/conversations/:id' },
  deleteConversation: { method: 'DELETE', path: '/conversations/:id' },
  models: { method: 'GET', path: '/models' },
  modelRemoval: { method: 'GET', path: '/models/:id/removal' },
  removeModel: { method: 'POST', path: '/models/:id/removal' },
  deleteModel: { method: 'DELETE', path: '/models/:id' },
  setModel: { method: 'PATCH', path: '/models/:id/settings' },
  settings: { method: 'GET', path: '/settings' },
  changeSettings: { method: 'PATCH', path: '/settings' },
  modelFit: { method: 'GET', path: '/models/:id/fit' },
  catalog: { method: 'GET', path: '/catalog' },
  refFit: { method: 'POST', path: '/fit' },
  loadModel: { method: 'POST', path: '/models/:id/load' },
  unloadModel: { method: 'POST', path: '/models/:id/unload' },
  releaseModel: { method: 'POST', path: '/models/:id/release' },
  plan: { method: 'POST', path: '/plan' },
  preview: { method: 'POST', path: '/preview' },
  policy: { method: 'GET', path: '/policy' },
  rehearse: { method: 'POST', path: '/policy/rehearsal' },
  changePolicy: { method: 'PATCH', path: '/policy' },
  replacePolicy: { method: 'PUT', path: '/policy' },
  policyHistory: { method: 'GET', path: '/policy/history' },
  policyDiff: { method: 'GET', path: '/policy/diff' },
  rollbackPolicy: { method: 'POST', path: '/policy/rollback' },
  testPolicy: { method: 'POST', path: '/policy/tests' },
  secondOpinion: { method: 'POST', path: '/second-opinion' },
  testTerm: { method: 'POST', path: '/policy/test' },
  searchHub: { method: 'GET', path: '/hub/search' },
  hubFiles: { method: 'GET', path: '/hub/files' },
  hubToken: { method: 'GET', path: '/hub/token' },
  setHubToken: { method: 'PUT', path: '/hub/token' },
  removeHubToken: { method: 'DELETE', path: '/hub/token' },
  telemetryHeaders: { method: 'GET', path: '/telemetry/headers' },
  setTelemetryHeaders: { method: 'PUT', path: '/telemetry/headers' },
  removeTelemetryHeaders: { method: 'DELETE', path: '/telemetry/headers' },
  downloads: { method: 'GET', path: '/downloads' },
  startDownload: { method: 'POST', path: '/downloads' },
  pauseDownload: { method: 'POST', path: '/downloads/:id/pause' },
  resumeDownload: { method: 'POST', path: '/downloads/:id/resume' },
  egressLog: { method: 'GET', path: '/egress' },
  egressEntry: { method: 'GET', path: '/egress/:id' },
  egressVerify: { method: 'POST', path: '/egress/verify' },
  egressClearTexts: { method: 'POST', path: '/egress/texts/clear' },
  providers: { method: 'GET', path: '/providers' },
  providerKinds: { method: 'GET', path: '/provider-kinds' },
  addProvider: { method: 'POST', path: '/providers' },
  changeProvider: { method: 'PATCH', path: '/providers/:id' },
  removeProvider: { method: 'DELETE', path: '/providers/:id' },
  testProvider: { method: 'POST', path: '/providers/:id/test' },
  providerModels: { method: 'POST', path: '/providers/:id/models' },
  addProviderKey: { method: 'POST', path: '/providers/:id/keys' },
  removeProviderKey: { method: 'DELETE', path: '/provider-keys/:id' },
  importableKeys: { method: 'GET', path: '/provider-variables' },
  findServers: { method: 'POST', path: '/server-search' },
  cancelDownload: { method: 'DELETE', path: '/downloads/:id' },
} as const;

/** `POST /ui/chat` takes a prompt and answers with one JSON event a line (`ChatLine`). */
export const CHAT_PATH = '/chat';

/** `GET /ui/egress/export?format=csv` (or `json`) answers with the whole egress log as a file. */
export const EGRESS_EXPORT_PATH = '/egress/export';

/** The path of a call below `/ui`. The port takes plainly spelled paths only, and an id may hold a colon. */
export const pathOfCall = (name: keyof typeof CALLS, id = ''): string =>
  CALLS[name].path.replace(':id', () => encodeURIComponent(id).replaceAll('%3A', ':'));
