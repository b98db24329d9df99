// node test/stub-cloud/main.ts [PORT]: the stub cloud as a process of its own; says its address on the first line.
import { openStubCloud } from './cloud.ts';

const cloud = await openStubCloud({ port: Number(process.argv[2] ?? 0) });
cloud.forgetful = true;
console.log(cloud.address);
process.send?.(cloud.address);
process.on('disconnect', () => process.exit());
