/** What memory and speed of a model are predicted from. All sizes in bytes, keys and values with 16 bits a number. */
export interface ModelShape {
  readonly layers: number;
  /** Weights of all layers, and of these what only some experts read for a token. */
  readonly layerBytes: number;
  readonly expertBytes: number;
  /** Experts in a layer, and how many a token goes to. */
  readonly experts?: { readonly count: number; readonly used: number };
  /** Weights outside the layers, with the two tables below. */
  readonly otherBytes: number;
  /** The table that tokens are looked up in: a token reads one row. */
  readonly embeddingBytes: number;
  /** The table that turns the last layer into tokens: read in full for every token. */
  readonly outputBytes: number;
  /** Kept of a token in the layers that see the whole context. */
  readonly fullBytesPerToken: number;
  /** Layers that see only the last tokens, and what they keep of one. */
  readonly window?: { readonly tokens: number; readonly bytesPerToken: number };
  /** Kept of a sequence in recurrent layers, however long it is. */
  readonly recurrentBytes: number;
  readonly width: number;
  readonly feedForward: number;
  readonly vocabulary: number;
}

export const NO_SHAPE: ModelShape = {
  layers: 0,
  layerBytes: 0,
  expertBytes: 0,
  otherBytes: 0,
  embeddingBytes: 0,
  outputBytes: 0,
  fullBytesPerToken: 0,
  recurrentBytes: 0,
  width: 0,
  feedForward: 0,
  vocabulary: 0,
};

/** The shape of a model in several files: the first says what it is, each has its part of the weights. */
export function addShapes(parts: readonly ModelShape[]): ModelShape {
  const [first = NO_SHAPE] = parts;
  const sum = (key: 'layerBytes' | 'expertBytes' | 'otherBytes' | 'embeddingBytes' | 'outputBytes') =>
    parts.reduce((total, part) => total + part[key], 0);
  return {
    ...first,
    layerBytes: sum('layerBytes'),
    expertBytes: sum('expertBytes'),
    otherBytes: sum('otherBytes'),
    embeddingBytes: sum('embeddingBytes'),
    outputBytes: sum('outputBytes'),
  };
}

/** The shape of the same model with its weights in more or fewer bits. @param factor of their bytes */
export function withWeights(shape: ModelShape, factor: number): ModelShape {
  return {
    ...shape,
    layerBytes: shape.layerBytes * factor,
    expertBytes: shape.expertBytes * factor,
    otherBytes: shape.otherBytes * factor,
    embeddingBytes: shape.embeddingBytes * factor,
    outputBytes: shape.outputBytes * factor,
  };
}
