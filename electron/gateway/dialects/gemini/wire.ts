import { z } from 'zod';

/** The documented request of `models/NAME:generateContent`, as far as Lintel reads it. */

const name = z.string().min(1).max(128);
const json = z.looseObject({});

const blob = z.object({ mimeType: z.string().regex(/^[\w-]{1,40}\/[\w.+-]{1,60}$/, 'must be a kind of data'), data: z.string() });

const part = z.looseObject({
  text: z.string().optional(),
  thought: z.boolean().optional(),
  thoughtSignature: z.string().optional(),
  inlineData: blob.optional(),
  fileData: z.object({ mimeType: z.string().optional(), fileUri: z.string() }).optional(),
  functionCall: z.object({ id: z.string().max(512).optional(), name, args: json.nullish() }).optional(),
  functionResponse: z
    .object({
      id: z.string().max(512).optional(),
      name,
      response: json.nullish(),
      parts: z.array(z.looseObject({ inlineData: blob.optional() })).optional(),
    })
    .optional(),
});

export type Part = z.output<typeof part>;

const content = z.object({ role: z.string().max(32).optional(), parts: z.array(part) });
const instruction = z.union([z.string(), content, z.object({ parts: part })]);

const tool = z.looseObject({
  functionDeclarations: z
    .array(
      z.object({ name, description: z.string().optional(), parameters: json.optional(), parametersJsonSchema: z.unknown().optional() }),
    )
    .optional(),
});

const generation = z.looseObject({
  temperature: z.number().min(0).max(2).nullish(),
  topP: z.number().min(0).max(1).nullish(),
  topK: z.number().min(0).nullish(),
  candidateCount: z.int().min(1).max(8).nullish(),
  maxOutputTokens: z.int().min(1).nullish(),
  stopSequences: z.array(z.string().min(1).max(1024)).max(16).nullish(),
  presencePenalty: z.number().min(-2).max(2).nullish(),
  frequencyPenalty: z.number().min(-2).max(2).nullish(),
  seed: z.int().nullish(),
  responseMimeType: z.string().nullish(),
  responseSchema: json.nullish(),
  responseJsonSchema: z.unknown().optional(),
  responseModalities: z.array(z.string()).nullish(),
  thinkingConfig: z
    .object({
      includeThoughts: z.boolean().nullish(),
      thinkingBudget: z.int().min(-1).nullish(),
      thinkingLevel: z.string().nullish(),
    })
    .nullish(),
});

export const generateRequest = z.object({
  contents: z.union([z.string(), content.transform((one) => [one]), z.array(content).min(1)]),
  systemInstruction: instruction.nullish(),
  tools: z.array(tool).max(512).nullish(),
  toolConfig: z
    .looseObject({
      functionCallingConfig: z.object({ mode: z.string().optional(), allowedFunctionNames: z.array(name).max(512).optional() }).optional(),
    })
    .nullish(),
  generationConfig: generation.nullish(),
});

export type GenerateRequest = z.output<typeof generateRequest>;

/** Documented fields that nothing here can honour: refused by name. */
export const REFUSED_FIELDS = ['cachedContent'] as const;
export const REFUSED_SETTINGS = ['responseLogprobs', 'logprobs', 'speechConfig', 'imageConfig'] as const;
