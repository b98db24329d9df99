import type { ServerResponse } from 'node:http';

const wordsOf = (text: string | readonly number[]) => String(text).toLowerCase().match(/\w+/g) ?? [];
const tokensOf = (texts: readonly (string | readonly number[])[]) => texts.reduce((sum, text) => sum + wordsOf(text).length, 0);

/** Counts a text's letters: alike texts have alike vectors. */
function vectorOf(given: string | readonly number[], dimensions: number): number[] {
  const text = String(given);
  const vector: number[] = new Array(dimensions).fill(0);
  for (const character of text.toLowerCase())
    vector[(character.codePointAt(0) ?? 0) % dimensions] = (vector[(character.codePointAt(0) ?? 0) % dimensions] ?? 0) + 1;
  return vector;
}

/** `POST /embeddings` of OpenAI, and `POST /rerank` as Cohere, Jina, vLLM and llama-server have it. */
export function vectors(path: string, asked: Record<string, unknown>, response: ServerResponse): unknown {
  const done = (body: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (path.endsWith('/embeddings')) {
    const inputs = (Array.isArray(asked.input) ? asked.input : [asked.input]) as (string | number[])[];
    const dimensions = Number(asked.dimensions ?? 8);
    const prompt_tokens = tokensOf(inputs);
    return done({
      object: 'list',
      model: asked.model,
      data: inputs.map((input, index) => ({ object: 'embedding', index, embedding: vectorOf(input, dimensions) })),
      usage: { prompt_tokens, total_tokens: prompt_tokens },
    });
  }
  if (path.endsWith('/embed')) {
    const texts = asked.texts as string[];
    const float = texts.map((text) => vectorOf(text, 8));
    return done({ id: 'e1', embeddings: { float }, meta: { billed_units: { input_tokens: tokensOf(texts) } } });
  }
  if (path.endsWith(':embedContent')) return done({ embedding: { values: vectorOf(JSON.stringify(asked.content), 8) } });
  if (path.endsWith(':batchEmbedContents'))
    return done({
      embeddings: (asked.requests as { content: unknown }[]).map(({ content }) => ({ values: vectorOf(JSON.stringify(content), 8) })),
    });
  const query = new Set(wordsOf(String(asked.query)));
  const documents = asked.documents as string[];
  const results = documents
    .map((document, index) => {
      const words = wordsOf(document);
      return { index, relevance_score: words.length === 0 ? 0 : words.filter((word) => query.has(word)).length / words.length };
    })
    .sort((one, other) => other.relevance_score - one.relevance_score);
  return done({
    id: 'rerank-1',
    model: asked.model,
    results,
    meta: { billed_units: { search_units: 1 } },
    usage: { total_tokens: tokensOf([...query, ...documents]) },
  });
}
