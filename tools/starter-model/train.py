"""Trains the starter model and writes its weights for make.mjs.

    python3 tools/starter-model/train.py --out FOLDER

With Debian's python3-torch and python3-numpy; see MODEL_CARD.md.
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch

from examples import OFF_TOPIC, Examples
from lessons import ANSWER_STEPS, TOPIC_STEPS, Pupil, begin_with_words, learn_answers, learn_caution, learn_topics
from material import Material, digest, load
from network import Shape
from phrasings import expand
from tokenizer import Tokenizer, learn

SEED = 20
VOCABULARY = 16_384
"""Of what people typed, the share that is kept back to see what was understood, and not only learned by heart."""
HELD_OUT = 0.05


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--topic-steps", type=int, default=TOPIC_STEPS)
    options.add_argument("--answer-steps", type=int, default=ANSWER_STEPS)
    options.add_argument("--layers", type=int, default=3)
    options.add_argument("--width", type=int, default=192)
    options.add_argument("--dropout", type=float, default=0.15)
    given = options.parse_args()
    torch.set_num_threads(1)
    # Numbers too small to matter would cost a hundred times as much as others.
    torch.set_flush_denormal(True)
    torch.manual_seed(SEED)
    began = time.time()
    material = load()
    tokenizer = learn(_texts(material), VOCABULARY)
    held_out = _held_out(material)
    examples = Examples(material, tokenizer, random.Random(SEED), {name: set(lines) for name, lines in held_out.items()})
    shape = Shape(len(tokenizer.tokens), layers=given.layers, width=given.width, heads=given.width // 64, feed_forward=given.width * 5 // 2)
    pupil = Pupil(shape, examples, [(name, line) for name, lines in held_out.items() for line in lines], given.dropout)
    count = sum(parameter.numel() for parameter in pupil.network.parameters())
    print(f"{len(material.topics)} topics, {len(tokenizer.tokens)} tokens, {count / 1e6:.2f} million parameters, {time.time() - began:.0f} s", flush=True)
    begin_with_words(pupil, examples)
    learn_topics(pupil, examples, given.topic_steps)
    write = lambda: _write(given.out, shape, tokenizer, pupil.weights())
    learn_answers(pupil, examples, write, given.answer_steps)
    learn_caution(pupil, examples)
    write()
    print(f"{time.time() - began:.0f} s", flush=True)


def _held_out(material: Material) -> dict[str, list[str]]:
    chance = random.Random(SEED)
    said = {name: topic.said for name, topic in material.topics.items()} | {OFF_TOPIC: material.off_topic_said}
    return {name: [line for line in lines if chance.random() < HELD_OUT] for name, lines in said.items()}


def _texts(material: Material) -> list[tuple[str, int]]:
    """What the words are learned from: answers, what people typed, and a sample of what patterns stand for."""
    sample = random.Random(SEED)
    texts = [(topic.answer, 20) for topic in material.topics.values()] + [(material.refusal, 20)]
    said = [line for topic in material.topics.values() for line in topic.said] + material.off_topic_said
    said += [expand(line, material.macros, sample) for topic in material.topics.values() for line in topic.phrasings + topic.framed[:6]]
    said += [expand(line, material.macros, sample) for line in material.off_topic for _ in range(6)]
    for line in said:
        small = line.lower()
        texts += [(small, 4), (small[:1].upper() + small[1:], 1)]
    return texts


def _write(folder: Path, shape: Shape, tokenizer: Tokenizer, weights: dict[str, torch.Tensor]) -> None:
    """model.json says what there is; weights.bin holds the tensors after one another as 32-bit numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {name: tensor.numpy().astype("<f4") for name, tensor in weights.items()}
    (folder / "weights.bin").write_bytes(b"".join(array.tobytes() for array in arrays.values()))
    about = {
        "material": digest(),
        "seed": SEED,
        "shape": shape.as_dict(),
        "tokens": tokenizer.tokens,
        "merges": [" ".join(pair) for pair in tokenizer.merges],
        "tensors": [{"name": name, "shape": list(array.shape)} for name, array in arrays.items()],
    }
    (folder / "model.json").write_text(json.dumps(about, ensure_ascii=False))


if __name__ == "__main__":
    main()
