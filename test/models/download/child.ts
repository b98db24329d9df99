import { createSubject } from './subject.ts';

/** A process that downloads, to be killed at any moment: goes on with what is there, else begins. */
const [folder = '', endpoint = '', ref = ''] = process.argv.slice(2);
const { downloads, ended } = createSubject(folder, endpoint);
await downloads.restore();
const [known] = downloads.list();
const { id } = known === undefined ? await downloads.start(ref) : downloads.resume(known.id);
const view = await ended(id);
process.stdout.write(JSON.stringify(view));
process.exit(view.state === 'done' ? 0 : 1);
