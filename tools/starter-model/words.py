"""Which words point to which topic: a softmax regression on tokens and how they are spelled, planted into the network's first layer.

What is learned of “encrypt” so holds for “Encrypted” as well. It takes half a minute; a network takes hours to find the same by itself.
"""

import math

import torch
import torch.nn.functional as F

from network import Network
from tokenizer import END, Tokenizer

LENGTHS = (3, 4, 5)
ROUNDS, RATE, DECAY = 80, 0.6, 2e-6
"""Of what is learned, the share of prompts about nothing of Lintel, which are the last topic; all others count alike."""
ELSEWHERE = 0.5
"""Numbers of a token that hold what it points to are about this large; one number is the same for all and larger than all others."""
EVIDENCE, OTHERS, CONSTANT = 0.12, 0.3, 6.0
"""How much louder the first layer hands on what all tokens together point to."""
GAIN = 12.0


def learn_words(tokenizer: Tokenizer, prompts: list[tuple[list[int], int]], topics: int) -> torch.Tensor:
    """@return per token and topic, how much the token points to it"""
    spelt = [_parts(token) if number > END else [] for number, token in enumerate(tokenizer.tokens)]
    features: dict[str, int] = {}
    rows = [[features.setdefault(part, len(features)) for part in parts] for parts in spelt]
    counts: list[dict[int, int]] = []
    among = torch.zeros(len(features))
    for ids, _ in prompts:
        count: dict[int, int] = {}
        for token in ids:
            for feature in rows[token]:
                count[feature] = count.get(feature, 0) + 1
        counts.append(count)
        among[list(count)] += 1
    rarity = torch.where(among > 2, (len(prompts) / among.clamp(min=1)).log(), torch.zeros(()))
    weights = _regression(counts, rarity, torch.tensor([topic for _, topic in prompts]), topics)
    weights = weights * rarity[:, None]
    table = torch.zeros(len(rows), topics)
    for number, row in enumerate(rows):
        if row:
            table[number] = weights[row].sum(0)
    return table


def plant(network: Network, head: torch.nn.Linear, table: torch.Tensor) -> None:
    """Has the first layer add up what all tokens point to, and the head read it off."""
    topics, width = table.shape[1], network.shape.width
    first = network.layers[0]
    with torch.no_grad():
        embedding = network.token_embd.weight
        embedding.normal_(std=OTHERS)
        embedding[:, :topics] = table * (EVIDENCE / table.std())
        embedding[:, -1] = CONSTANT
        evidence = torch.eye(width)
        evidence[topics:] = 0
        first.attn_v.weight.copy_(evidence)
        first.attn_output.weight.copy_(evidence * GAIN)
        first.ffn_down.weight.zero_()
        head.weight.zero_()
        head.bias.zero_()
        head.weight[:, :topics] = torch.eye(topics)


def _regression(counts: list[dict[int, int]], rarity: torch.Tensor, right: torch.Tensor, topics: int) -> torch.Tensor:
    known = (rarity > 0).tolist()
    places = [[], []]
    values: list[torch.Tensor] = []
    for row, count in enumerate(counts):
        count = {feature: times for feature, times in count.items() if known[feature]}
        features = torch.tensor(list(count), dtype=torch.long)
        value = torch.tensor(list(count.values()), dtype=torch.float) * rarity[features]
        values.append(value / value.norm().clamp(min=1e-6))
        places[0].append(torch.full((len(features),), row))
        places[1].append(features)
    at, values = torch.stack([torch.cat(each) for each in places]), torch.cat(values)
    seen = torch.sparse_coo_tensor(at, values, (len(counts), len(rarity))).coalesce()
    turned = torch.sparse_coo_tensor(at.flip(0), values, (len(rarity), len(counts))).coalesce()
    wanted = F.one_hot(right, topics).float()
    share = torch.full((topics,), (1 - ELSEWHERE) / (topics - 1))
    share[-1] = ELSEWHERE
    counting = (share / wanted.sum(0).clamp(min=1))[right][:, None]
    weights = torch.zeros(len(rarity), topics)
    first, second = torch.zeros_like(weights), torch.zeros_like(weights)
    for round in range(1, ROUNDS + 1):
        wrong = (torch.sparse.mm(seen, weights).softmax(1) - wanted) * counting
        slope = torch.sparse.mm(turned, wrong) + DECAY * weights
        first.lerp_(slope, 0.1)
        second.lerp_(slope * slope, 0.02)
        rate = RATE * (1 - round / (ROUNDS + 2))
        weights -= rate * (first / (1 - 0.9**round)) / ((second / (1 - 0.98**round)).sqrt() + 1e-8)
    return weights


def _parts(token: str) -> list[str]:
    word = token.lstrip("Ġ").lower()
    if not word.isalpha():
        return [token]
    spelt = f"<{word}" if token.startswith("Ġ") else word
    return [f"={word}", *dict.fromkeys(spelt[at : at + length] for length in LENGTHS for at in range(len(spelt) - length + 1))]
