import type { Call, Services } from '../../call.ts';
import type { KeptContent } from './kept.ts';
import type { Reading } from './normalise.ts';

/** Keeps a response for the app that asked for it, with all that whoever goes on from it has to know. */
export function keepResponse(reading: Reading, response: Record<string, unknown>, { app }: Call, { responses, ports }: Services): void {
  const { wire, responseId: id, request, conversationId, input } = reading;
  const content: KeptContent = { tags: request.tags, conversationId, input, response };
  const previous = wire.previous_response_id;
  responses.keep({
    id,
    app: app.id,
    ...(typeof previous === 'string' ? { previousId: previous } : {}),
    createdAt: ports.clock.now(),
    content: JSON.stringify(content),
  });
}
