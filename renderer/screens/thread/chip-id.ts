/** The id of an answer's route chip, so that the explanation can give the focus back. */
export const chipId = (messageId: string): string => `route-${messageId}`;
