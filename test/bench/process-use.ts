/** Tells the parent where this process listens, and its processor time whenever it asks. Ends with the parent. */
export function tellUse(address: string): void {
  process.on('message', () => process.send?.({ cpuMicros: process.cpuUsage().user + process.cpuUsage().system }));
  process.on('disconnect', () => process.exit());
  process.send?.({ address });
}
