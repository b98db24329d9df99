import type { ChatRequest } from '../chat/request.ts';
import { answerTokens } from './task/answer-length.ts';
import { difficultyOf } from './task/difficulty.ts';
import { excerptOf } from './task/excerpt.ts';
import { type Instruction, instructionOf } from './task/instruction.ts';
import { densityOf, kindOf } from './task/kind.ts';
import { languageOf } from './task/language.ts';
import { readText } from './task/reading.ts';
import type { EstimateTask, TaskKind } from './task.ts';
import { tokensIn } from './tokens/family.ts';

/** Whether the model is to call something: tools are there, and the caller did not forbid them. */
const callsTools = ({ tools, toolChoice }: ChatRequest) => tools.length > 0 && toolChoice !== 'none';

/** Whether calling something is what is asked for, and not only a means that is there: an agent's request for code is one for code. */
const isDoneByTools = (asked: TaskKind, { verb, namesTools }: Instruction, length: number) =>
  length === 0 || namesTools || (verb === 'acting' && (asked === 'chat' || asked === 'question'));

/** By length and structure, and a few words in several languages: the start and end of the last user message, and facts of the rest. */
export const estimateTask: EstimateTask = (request, inputTokens) => {
  const { text, length, hasCode } = excerptOf(request);
  const reading = readText(text);
  const density = densityOf(reading);
  const instruction = instructionOf(text);
  const asked = kindOf(text, reading, density, instruction, hasCode);
  const kind = callsTools(request) && isDoneByTools(asked, instruction, length) ? 'tools' : asked;
  const tokens = length === 0 ? 0 : (tokensIn(text) * length) / text.length;
  const facts = { kind, tokens, inputTokens, turns: request.messages.length, hasCode, wantsJson: request.output.type !== 'text' };
  const difficulty = difficultyOf(reading, density, facts);
  const language = languageOf(reading);
  const outputTokens = answerTokens(kind, reading, tokens, difficulty, request);
  return { kind, difficulty, ...(language === undefined ? {} : { language }), outputTokens };
};
