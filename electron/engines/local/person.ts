/** Apps behind which the person at this computer sits. All others are programs. */
const PERSON: readonly string[] = ['window', 'cli'];

export const isPerson = (app: string): boolean => PERSON.includes(app);
