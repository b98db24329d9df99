/**
 * Method and path of every call the window can make, below `/ui`; `:id` is a path parameter.
 * Apart from the contract, so that the window carries no validators.
 */
export const CALLS = {
  state: { method: 'GET', path: '/state' },
  conversations: { method: 'GET', path: '/conversations' },
  conversation: { method: 'GET', path: '/conversations/:id' },
  renameConversation: { method: 'PATCH', path: '/conversations/:id' },
  deleteConversation: { method: 'DELETE', path: '/conversations/:id' },
  loadModel: { method: 'POST', path: '/models/:id/load' },
  unloadModel: { method: 'POST', path: '/models/:id/unload' },
  releaseModel: { method: 'POST', path: '/models/:id/release' },
  plan: { method: 'POST', path: '/plan' },
} as const;

/** `POST /ui/chat` takes a prompt and answers with one JSON event a line (`ChatLine`). */
export const CHAT_PATH = '/chat';
