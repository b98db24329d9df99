"""Byte-level byte-pair encoding as GPT-2 does it, which llama.cpp knows as tokenizer "gpt2" with splitter "gpt-2"."""

import random
import re
from collections import Counter, defaultdict
from functools import lru_cache
from heapq import heapify, heappop, heappush

CONTROLS = ["<|endoftext|>", "<|system|>", "<|user|>", "<|assistant|>", "<|end|>"]
END_OF_TEXT, SYSTEM, USER, ASSISTANT, END = range(len(CONTROLS))

SPLIT = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+")


def _letters() -> dict[int, str]:
    """A visible letter for each byte, as GPT-2 chose them."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = (chr(256 + rank) for rank in range(256))
    return {byte: chr(byte) if byte in plain else next(others) for byte in range(256)}


LETTER = _letters()


def _spell(piece: str) -> tuple[str, ...]:
    return tuple(LETTER[byte] for byte in piece.encode())


class Tokenizer:
    def __init__(self, merges: list[tuple[str, str]]) -> None:
        self.merges = merges
        self.tokens = [*CONTROLS, *LETTER.values(), *("".join(pair) for pair in merges)]
        self.rank = {pair: rank for rank, pair in enumerate(merges)}
        self.id = {token: number for number, token in enumerate(self.tokens)}
        self._whole = lru_cache(maxsize=50_000)(lambda piece: self._merge(piece, 0, None))

    def encode(self, text: str, dropout: float = 0, chance: random.Random | None = None) -> list[int]:
        """@param dropout share of merges that are left out, so that rare spellings are seen in training"""
        ids: list[int] = []
        for piece in SPLIT.findall(text):
            ids.extend(self._merge(piece, dropout, chance) if dropout > 0 else self._whole(piece))
        return ids

    def _merge(self, piece: str, dropout: float, chance: random.Random | None) -> tuple[int, ...]:
        parts = list(_spell(piece))
        while len(parts) > 1:
            ranked = [
                (self.rank[pair], index)
                for index, pair in enumerate(zip(parts, parts[1:]))
                if pair in self.rank and (chance is None or chance.random() >= dropout)
            ]
            if not ranked:
                break
            _, index = min(ranked)
            parts[index : index + 2] = ["".join(parts[index : index + 2])]
        return tuple(self.id[part] for part in parts)

    def decode(self, ids: list[int]) -> str:
        byte = {letter: number for number, letter in LETTER.items()}
        return bytes(byte[letter] for number in ids if number >= len(CONTROLS) for letter in self.tokens[number]).decode(errors="replace")


def learn(texts: list[tuple[str, int]], size: int) -> Tokenizer:
    """The most frequent merges of these texts, each with how much it counts. The same texts give the same merges."""
    counts: Counter[tuple[str, ...]] = Counter()
    for text, weight in texts:
        for piece in SPLIT.findall(text):
            counts[_spell(piece)] += weight
    words = [(list(word), count) for word, count in counts.items()]
    pairs: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], set[int]] = defaultdict(set)
    for index, (word, count) in enumerate(words):
        for pair in zip(word, word[1:]):
            pairs[pair] += count
            where[pair].add(index)
    merges: list[tuple[str, str]] = []
    heap = [(-count, pair) for pair, count in pairs.items()]
    heapify(heap)
    while heap and len(merges) < size - len(CONTROLS) - len(LETTER):
        count, best = heappop(heap)
        if pairs[best] != -count or count == 0:
            continue
        merges.append(best)
        changed = set()
        for index in where.pop(best):
            word, weight = words[index]
            for pair in zip(word, word[1:]):
                pairs[pair] -= weight
                changed.add(pair)
            _join(word, best)
            for pair in zip(word, word[1:]):
                pairs[pair] += weight
                where[pair].add(index)
                changed.add(pair)
        for pair in changed - {best}:
            heappush(heap, (-pairs[pair], pair))
    return Tokenizer(merges)


def _join(word: list[str], pair: tuple[str, str]) -> None:
    index = 0
    while index + 1 < len(word):
        if (word[index], word[index + 1]) == pair:
            word[index : index + 2] = ["".join(pair)]
        index += 1
