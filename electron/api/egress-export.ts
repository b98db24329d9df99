import { LintelError } from '../../shared/chat/error.ts';
import { say } from '../../shared/chat/said.ts';
import { EXPORT_FORMATS, exportLog } from '../ledger/egress-export.ts';
import type { EgressReading } from '../ledger/egress-reading.ts';

const TYPES = { json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;

/** The egress log as a file to save, made while it is read. Throws `bad-request` for a format that there is not. */
export function exportResponse(reading: EgressReading, asked: string | undefined): Response {
  const format = EXPORT_FORMATS.find((one) => one === asked);
  if (format === undefined) throw new LintelError('bad-request', say`Name a format: csv or json.`, { field: 'format' });
  const pieces = exportLog(reading, format);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: { 'content-type': TYPES[format], 'content-disposition': `attachment; filename="lintel-egress.${format}"` },
  });
}
