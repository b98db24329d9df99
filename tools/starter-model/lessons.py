"""The lessons after that of the words: what a whole prompt is about, and what to say."""

import math
import time

import torch
import torch.nn.functional as F

from examples import OFF_TOPIC, Example, Examples
from network import Network, Shape
from tokenizer import ASSISTANT, END, USER
from words import learn_words, plant

SMOOTHING = 0.05
WORD_PATTERNS, WORD_CHECKS = 9_000, 1_000
TOPIC_STEPS, TOPIC_RATE = 4_000, 1e-3
ANSWER_STEPS, ANSWER_RATE, TOKENS_A_STEP, ANSWER_POOL = 5_000, 1.5e-3, 1536, 1024
PROMPTS_A_STEP, POOL = 96, 6_144
"""How often a prompt that was drawn is learned from: drawing costs more than learning."""
LOOKS = 4
WARM_UP, DECAY, AVERAGE = 30, 0.05, 0.98
"""Tokens of an answer by which it is known which it is."""
OPENING = 8
"""Of what is learned in the last lesson by what was learned before it: that is to stay as it is."""
GENTLY = 0.2
"""Of held-out prompts about nothing of Lintel, how many are refused at the least, and how many right answers that may cost."""
REFUSED, MOST_LOST = 0.92, 0.02


class Pupil:
    """The network, and what is only needed to teach it."""

    def __init__(self, shape: Shape, examples: Examples, asked: list[tuple[str, str]], dropout: float) -> None:
        """The tokens that answers are made of. The others are never said, so nothing is learned of saying them."""
        self.spoken = torch.tensor(sorted({END, *(token for answer in examples.answers.values() for token in answer)}))
        self.place = torch.full((shape.vocabulary,), -1)
        self.place[self.spoken] = torch.arange(len(self.spoken))
        self.network = Network(shape, len(self.spoken), dropout)
        """Says from the network's numbers where an answer begins what it is about."""
        self.head = torch.nn.Linear(shape.width, len(examples.names))
        """By name of a topic, prompts that are never learned."""
        self.asked = asked
        """What words point to is settled by the first lesson."""
        self.network.token_embd.weight.requires_grad_(False)

    def parts(self) -> list[torch.nn.Parameter]:
        return [part for part in (*self.network.parameters(), *self.head.parameters()) if part.requires_grad]

    def logits(self, hidden: torch.Tensor) -> torch.Tensor:
        """Of the spoken tokens, and of all others together, for which the network always says 0."""
        others = torch.full((len(hidden), 1), math.log(len(self.place) - len(self.spoken)))
        return torch.cat((self.network.output(hidden), others), 1)

    def weights(self) -> dict[str, torch.Tensor]:
        """All of the network's, by name, with nothing for the tokens that are never said."""
        output = torch.zeros(len(self.place), self.network.shape.width)
        output[self.spoken] = self.network.output.weight.detach()
        return self.network.state_dict() | {"output.weight": output}


class Average:
    """The mean of the weights of the last few hundred steps, which answers better than any one of them."""

    def __init__(self, pupil: Pupil) -> None:
        self.parts, self.steps = pupil.parts(), 0
        self.mean = [part.detach().clone() for part in self.parts]

    def add(self) -> None:
        self.steps += 1
        keep = min(AVERAGE, self.steps / (self.steps + 9))
        with torch.no_grad():
            for mean, part in zip(self.mean, self.parts):
                mean.lerp_(part, 1 - keep)

    def swap(self) -> None:
        """Puts the mean in the place of the weights, and back."""
        with torch.no_grad():
            for index, part in enumerate(self.parts):
                self.mean[index], part.data = part.data, self.mean[index]


def begin_with_words(pupil: Pupil, examples: Examples) -> None:
    """Plants what the words point to, as loudly as suits how sure it may be."""
    said = [(line, name) for name, lines in examples.said.items() for line in lines]
    prompts = [examples.asked(line, name, is_rough) for line, name in said for is_rough in (False, False, True)]
    prompts += [examples.of_pattern() for _ in range(WORD_PATTERNS)]
    plant(pupil.network, pupil.head, learn_words(examples.tokenizer, prompts, len(examples.names)))
    tokens, counted, topics = _prompts([examples.ask() for _ in range(WORD_CHECKS)])
    pupil.network.eval()
    with torch.no_grad():
        said = pupil.head(_read(pupil.network, tokens, counted, 1))
        loud = min((0.25 * 1.3**power for power in range(24)), key=lambda loud: F.cross_entropy(said * loud, topics).item())
        pupil.head.weight *= loud
    pupil.network.train()
    known, refused = judge_topics(pupil, examples, 1)
    print(f"words held-out {known:.3f} refused {refused:.3f} loudness {loud:.2f}", flush=True)


def learn_topics(pupil: Pupil, examples: Examples, steps: int = TOPIC_STEPS) -> None:
    """What whole prompts are about, in the first layer; nothing is said yet. Ends with the weights that knew the most held-out prompts."""
    optimiser = torch.optim.AdamW(pupil.parts(), lr=TOPIC_RATE, betas=(0.9, 0.98), weight_decay=DECAY)
    average, began, drawn = Average(pupil), time.time(), _drawn(examples, LOOKS)
    best, kept = sum(judge_topics(pupil, examples, 1)), [part.detach().clone() for part in pupil.parts()]
    for step in range(steps):
        tokens, counted, topics = _prompts(next(drawn))
        _set_rate(optimiser, TOPIC_RATE * _schedule(step, steps))
        hidden = _read(pupil.network, tokens, counted, depth=1)
        loss = F.cross_entropy(pupil.head(hidden), topics, label_smoothing=SMOOTHING)
        _step(optimiser, loss, pupil.parts())
        average.add()
        if step % 500 == 499 or step == steps - 1:
            average.swap()
            known, refused = judge_topics(pupil, examples, 1)
            if known + refused > best:
                best, kept = known + refused, [part.detach().clone() for part in pupil.parts()]
            average.swap()
            print(f"topics {step + 1} loss {loss.item():.3f} held-out {known:.3f} refused {refused:.3f} {time.time() - began:.0f} s", flush=True)
    with torch.no_grad():
        for part, value in zip(pupil.parts(), kept):
            part.copy_(value)


def learn_answers(pupil: Pupil, examples: Examples, write, steps: int = ANSWER_STEPS) -> None:
    """What to say, also later in a conversation. @param write keeps the weights as they are"""
    network = pupil.network
    known = [*network.layers[0].parameters(), *pupil.head.parameters()]
    new = [*network.layers[1:].parameters(), *network.output_norm.parameters(), *network.output.parameters()]
    optimiser = torch.optim.AdamW([{"params": known}, {"params": new}], lr=ANSWER_RATE, betas=(0.9, 0.98), weight_decay=DECAY)
    average, began, batches, seen = Average(pupil), time.time(), [], 0
    for step in range(steps):
        if not batches:
            batches = _batches(examples)
        batch = batches.pop()
        _set_rate(optimiser, ANSWER_RATE * _schedule(step, steps))
        optimiser.param_groups[0]["lr"] *= GENTLY
        loss = _loss(pupil, batch)
        _step(optimiser, loss, pupil.parts())
        average.add()
        seen += sum(len(example.tokens) for example in batch)
        if step % 500 == 499 or step == steps - 1:
            average.swap()
            known, refused = judge_topics(pupil, examples)
            right, rightly = judge_answers(pupil, examples)
            write()
            if step < steps - 1:
                average.swap()
            print(
                f"answers {step + 1} loss {loss.item():.3f} held-out {known:.3f} {right:.3f} refused {refused:.3f} {rightly:.3f} "
                f"{seen / (time.time() - began):.0f} tokens/s {time.time() - began:.0f} s",
                flush=True,
            )


def learn_caution(pupil: Pupil, examples: Examples) -> None:
    """How sure a topic must be: makes the refusal likelier where an answer begins, until enough of what is held out is refused."""
    network, first = pupil.network, pupil.place[examples.answers[OFF_TOPIC][0]]
    network.eval()
    tokens, counted, _ = _prompts(
        [([USER, *examples.tokenizer.encode(prompt), END, ASSISTANT, *examples.answers[name][:OPENING]], 0) for name, prompt in pupil.asked]
    )
    ends = counted.sum(1).long() - OPENING - 1
    with torch.no_grad():
        hidden = network(tokens, torch.arange(tokens.shape[1])[None])
        rows = torch.arange(len(tokens))
        begin = hidden[rows, ends]
        within = torch.cat([hidden[rows, ends + step] for step in range(1, OPENING)])
        towards = begin.mean(0) - within.mean(0)
        towards /= (begin @ towards).mean() - (within @ towards).mean()
        weight, before = network.output.weight, network.output.weight[first].clone()
        least = judge_answers(pupil, examples)[0] - MOST_LOST
        for much in range(1, 40):
            weight[first] = before + 0.1 * much * towards
            right, rightly = judge_answers(pupil, examples)
            if right < least:
                weight[first] = before + 0.1 * (much - 1) * towards
                break
            if rightly >= REFUSED:
                break
    right, rightly = judge_answers(pupil, examples)
    print(f"caution {0.1 * much:.1f} held-out {right:.3f} refused {rightly:.3f}", flush=True)
    network.train()


def _read(network: Network, tokens: torch.Tensor, counted: torch.Tensor, depth: int | None = None) -> torch.Tensor:
    """What it makes of prompts, where their answers begin."""
    return network(tokens, torch.arange(tokens.shape[1])[None], counted.sum(1).long() - 1, depth)


def judge_topics(pupil: Pupil, examples: Examples, depth: int | None = None) -> tuple[float, float]:
    """Shares of held-out prompts whose topic is known, and of off-topic ones that are told as such."""
    pupil.network.eval()
    tokens, counted, topics = _prompts(
        [([USER, *examples.tokenizer.encode(prompt), END, ASSISTANT], examples.number[name]) for name, prompt in pupil.asked]
    )
    with torch.no_grad():
        hidden = _read(pupil.network, tokens, counted, depth)
        right = pupil.head(hidden).argmax(1) == topics
    pupil.network.train()
    elsewhere = topics == examples.number[OFF_TOPIC]
    return right[~elsewhere].float().mean().item(), right[elsewhere].float().mean().item()


def judge_answers(pupil: Pupil, examples: Examples) -> tuple[float, float]:
    """Shares of held-out prompts whose answer opens as it should, and of off-topic ones that are refused."""
    pupil.network.eval()
    right: dict[bool, list[bool]] = {True: [], False: []}
    with torch.no_grad():
        for name, prompt in pupil.asked:
            opening = examples.answers[name][:OPENING]
            tokens = [USER, *examples.tokenizer.encode(prompt), END, ASSISTANT, *opening]
            hidden = pupil.network(torch.tensor([tokens]), torch.arange(len(tokens))[None])[0, -len(opening) - 1 : -1]
            right[name == OFF_TOPIC].append(pupil.spoken[pupil.network.output(hidden).argmax(-1)].tolist() == opening)
    pupil.network.train()
    return sum(right[False]) / len(right[False]), sum(right[True]) / len(right[True])


def _prompts(asked: list[tuple[list[int], int]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    length = max(len(ids) for ids, _ in asked)
    tokens, counted = torch.zeros(len(asked), length, dtype=torch.long), torch.zeros(len(asked), length)
    for row, (ids, _) in enumerate(asked):
        tokens[row, : len(ids)] = torch.tensor(ids)
        counted[row, : len(ids)] = 1
    return tokens, counted, torch.tensor([topic for _, topic in asked])


def _drawn(examples: Examples, looks: int):
    """Batches of prompts of like length, so that little is computed on padding; each prompt comes several times."""
    while True:
        pool = sorted((examples.ask() for _ in range(POOL)), key=lambda asked: len(asked[0]))
        for look in range(looks):
            shift = examples.chance.randrange(PROMPTS_A_STEP)
            batches = [pool[at : at + PROMPTS_A_STEP] for at in range(shift, POOL - PROMPTS_A_STEP, PROMPTS_A_STEP)]
            examples.chance.shuffle(batches)
            yield from batches


def _batches(examples: Examples) -> list[list[Example]]:
    """Examples of like length together, so that little is computed on padding."""
    drawn = sorted((examples.draw() for _ in range(ANSWER_POOL)), key=lambda example: len(example.tokens))
    batches: list[list[Example]] = [[]]
    for example in drawn:
        if batches[-1] and (len(batches[-1]) + 1) * len(example.tokens) > TOKENS_A_STEP:
            batches.append([])
        batches[-1].append(example)
    examples.chance.shuffle(batches)
    return batches


def _loss(pupil: Pupil, batch: list[Example]) -> torch.Tensor:
    length = max(len(example.tokens) for example in batch)
    tokens = torch.zeros(len(batch), length, dtype=torch.long)
    positions = torch.zeros(len(batch), length, dtype=torch.long)
    weights = torch.zeros(len(batch), length)
    for row, example in enumerate(batch):
        size = len(example.tokens)
        tokens[row, :size] = torch.tensor(example.tokens)
        positions[row, :size] = torch.tensor(example.positions)
        weights[row, :size] = torch.tensor(example.weights)
    hidden = pupil.network(tokens, positions)
    openings = hidden[torch.arange(len(batch)), [example.opening for example in batch]]
    topics = F.cross_entropy(pupil.head(openings), torch.tensor([example.topic for example in batch]), label_smoothing=SMOOTHING)
    counted = weights[:, 1:] > 0
    losses = F.cross_entropy(pupil.logits(hidden[:, :-1][counted]), pupil.place[tokens[:, 1:][counted]], reduction="none")
    kept = weights[:, 1:][counted]
    return (losses * kept).sum() / kept.sum() + topics


def _schedule(step: int, steps: int) -> float:
    return min(1, (step + 1) / WARM_UP) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / steps)))


def _set_rate(optimiser, rate: float) -> None:
    for group in optimiser.param_groups:
        group["lr"] = rate


def _step(optimiser, loss: torch.Tensor, parts: list) -> None:
    optimiser.zero_grad()
    loss.backward()
    if parts:
        torch.nn.utils.clip_grad_norm_(parts, 1.0)
    optimiser.step()
