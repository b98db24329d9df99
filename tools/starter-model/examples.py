"""Draws what the model is trained on: conversations whose last answer is the right one for their last prompt."""

import random
from dataclasses import dataclass

from material import Material
from phrasings import Varier
from tokenizer import ASSISTANT, END, SYSTEM, USER, Tokenizer

OFF_TOPIC = "off-topic"
"""Positions that the model is trained for."""
CONTEXT = 1024
"""Tokens of most answers: which answer it is shows in its first words, and those cost little."""
BRIEF = 5
"""Tokens of a prompt that are read."""
LONGEST = 96

SHARE_OFF_TOPIC, SHARE_FOLLOW_UP, SHARE_LATER_TURN, SHARE_SYSTEM = 0.48, 0.06, 0.04, 0.05
"""By whether a prompt is about a topic: how many are what people typed, how many come of patterns; the rest of frames."""
SHARES = {True: (0.62, 0.26), False: (0.4, 0.5)}
"""By the same, how many answers are learned whole."""
SHARE_WHOLE = {True: 0.2, False: 0.03}
EARLIER_WEIGHT = 0.5
DROPOUT_OF_MERGES = 0.08
FIRST_TOKENS = [3.0, 2.0, 2.0, 1.5]


@dataclass
class Example:
    tokens: list[int]
    positions: list[int]
    """What the loss of each token, given those before it, counts."""
    weights: list[float]
    """Where the last answer begins, and what it is about."""
    opening: int
    topic: int


class Examples:
    def __init__(self, material: Material, tokenizer: Tokenizer, chance: random.Random, held_out: dict[str, set[str]]) -> None:
        self.material, self.tokenizer, self.chance = material, tokenizer, chance
        self.varier = Varier(material, chance)
        self.names = [*material.topics, OFF_TOPIC]
        self.number = {name: index for index, name in enumerate(self.names)}
        self.answers = {name: tokenizer.encode(topic.answer) for name, topic in material.topics.items()}
        self.answers[OFF_TOPIC] = tokenizer.encode(material.refusal)
        topics = material.topics.items()
        self.said = {name: [line for line in topic.said if line not in held_out[name]] for name, topic in topics}
        self.said[OFF_TOPIC] = [line for line in material.off_topic_said if line not in held_out[OFF_TOPIC]]
        self.patterns = {name: topic.phrasings for name, topic in topics} | {OFF_TOPIC: material.off_topic}
        self.framed = {name: topic.framed for name, topic in topics} | {OFF_TOPIC: material.off_topic_framed}
        self.followed = [name for name, topic in topics if topic.follow_ups]

    def ask(self, topic: str | None = None) -> tuple[list[int], int]:
        """A prompt alone, up to where its answer begins, and what it is about."""
        topic = topic or self._topic()
        return self.asked(self._prompt(topic), topic)

    def asked(self, prompt: str, topic: str, is_rough: bool = True) -> tuple[list[int], int]:
        """@param is_rough whether words may fall into pieces that they usually do not"""
        ids = self._read(prompt) if is_rough else self.tokenizer.encode(prompt)[:LONGEST]
        return [USER, *ids, END, ASSISTANT], self.number[topic]

    def of_pattern(self) -> tuple[list[int], int]:
        topic = self._topic()
        return self.asked(self.varier.draw(self.patterns[topic], 0.3), topic, is_rough=False)

    def draw(self) -> Example:
        chance, turns = self.chance, []
        if chance.random() < SHARE_FOLLOW_UP:
            turns, prompt, topic = self._follow_up()
        else:
            topic = self._topic()
            prompt = self._prompt(topic)
            if topic == OFF_TOPIC and chance.random() < 0.04:
                prompt = self.varier.draw(chance.choice([lines for kind, lines in self.material.follow_ups.items() if kind != "why"]))
            if chance.random() < SHARE_LATER_TURN:
                turns = [self._turn() for _ in range(chance.choice([1, 1, 1, 2, 2, 3]))]
        return self._compose(turns, prompt, topic, len(self.answers[topic]) + 1 if chance.random() < SHARE_WHOLE[topic != OFF_TOPIC] else BRIEF)

    def _topic(self) -> str:
        return OFF_TOPIC if self.chance.random() < SHARE_OFF_TOPIC else self.chance.choice(self.names[:-1])

    def _follow_up(self):
        before = self.chance.choice(self.followed if self.chance.random() < 0.85 else self.names[:-1])
        meant = {"same": before, **self.material.topics[before].follow_ups}
        kind = self.chance.choice(list(meant if self.chance.random() < 0.9 else self.material.follow_ups))
        topic = meant.get(kind, OFF_TOPIC)
        earlier = [self._turn()] if self.chance.random() < 0.15 else []
        return [*earlier, (self._prompt(before), before)], self.varier.draw(self.material.follow_ups[kind], 0.6), topic

    def _turn(self):
        topic = OFF_TOPIC if self.chance.random() < 0.25 else self.chance.choice(self.names[:-1])
        return self._prompt(topic), topic

    def _prompt(self, topic: str) -> str:
        said, by_pattern = SHARES[topic != OFF_TOPIC]
        which = self.chance.random()
        rough = 0.45 if topic == OFF_TOPIC else 0.7
        if which < said:
            return self.varier.vary(self.chance.choice(self.said[topic]), rough)
        return self.varier.draw((self.patterns if which < said + by_pattern else self.framed)[topic], rough)

    def _read(self, text: str) -> list[int]:
        dropout = DROPOUT_OF_MERGES if self.chance.random() < 0.3 else 0
        return self.tokenizer.encode(text, dropout, self.chance)[:LONGEST]

    def _compose(self, turns, prompt: str, topic: str, most: int) -> Example:
        chance = self.chance
        tokens: list[int] = []
        positions: list[int] = []
        weights: list[float] = []
        at = 0

        def add(ids: list[int], weight: float = 0.0) -> None:
            nonlocal at
            tokens.extend(ids)
            positions.extend(range(at, at + len(ids)))
            weights.extend([weight] * len(ids))
            at += len(ids)

        # A conversation is read from where it stands: earlier turns may be far away, and are then as good as not there.
        if chance.random() < 0.3:
            at = chance.randrange(0, CONTEXT // 3)
        if chance.random() < SHARE_SYSTEM:
            add([SYSTEM, *self._read(chance.choice(self.material.systems)), END])
        for said, about in turns:
            add([USER, *self._read(said), END, ASSISTANT])
            add([*self.answers[about], END], EARLIER_WEIGHT)
            if chance.random() < 0.3:
                at += chance.randrange(0, CONTEXT // 4)
        add([USER, *self._read(prompt), END, ASSISTANT])
        opening = len(tokens) - 1
        for place, token in enumerate([*self.answers[topic], END][:most]):
            add([token], FIRST_TOKENS[place] if place < len(FIRST_TOKENS) else 1.0)
        return Example(tokens, positions, weights, opening, self.number[topic])
