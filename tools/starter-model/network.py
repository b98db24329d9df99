"""A Llama: RMS norms, rotary positions, gated feed-forward, a table for reading tokens and one for writing them."""

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass(frozen=True)
class Shape:
    vocabulary: int
    layers: int = 4
    width: int = 256
    heads: int = 4
    feed_forward: int = 704
    rope_base: float = 10_000.0
    epsilon: float = 1e-5

    def as_dict(self) -> dict:
        return asdict(self)


class Norm(nn.Module):
    def __init__(self, width: int, epsilon: float) -> None:
        super().__init__()
        self.weight, self.epsilon = nn.Parameter(torch.ones(width)), epsilon

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.epsilon) * self.weight


def turned(x: torch.Tensor, cosine: torch.Tensor, sine: torch.Tensor) -> torch.Tensor:
    """Rotary positions over neighbouring pairs, as llama.cpp has them for this architecture."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cosine - odd * sine, even * sine + odd * cosine), dim=-1).flatten(-2)


class Layer(nn.Module):
    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        width = shape.width
        self.heads, self.dropout = shape.heads, dropout
        self.attn_norm, self.ffn_norm = Norm(width, shape.epsilon), Norm(width, shape.epsilon)
        linear = lambda columns, rows: nn.Linear(columns, rows, bias=False)
        self.attn_q, self.attn_k, self.attn_v, self.attn_output = (linear(width, width) for _ in range(4))
        self.ffn_gate, self.ffn_up = linear(width, shape.feed_forward), linear(width, shape.feed_forward)
        self.ffn_down = linear(shape.feed_forward, width)

    def forward(self, x, cosine, sine, mask, only=None):
        """@param only per row the one token that is computed"""
        batch, _, width = x.shape
        h = self.attn_norm(x)
        split = lambda tensor: tensor.view(batch, -1, self.heads, width // self.heads).transpose(1, 2)
        k, v = turned(split(self.attn_k(h)), cosine, sine), split(self.attn_v(h))
        if only is not None:
            rows = torch.arange(batch)
            h, x, mask = h[rows, only][:, None], x[rows, only][:, None], mask[only][:, None, None]
            cosine, sine = (each.expand(batch, -1, -1, -1)[rows, :, only][:, :, None] for each in (cosine, sine))
        q = turned(split(self.attn_q(h)), cosine, sine)
        attention = (q @ k.transpose(-1, -2) / math.sqrt(width // self.heads) + mask).softmax(-1)
        x = x + F.dropout(self.attn_output((attention @ v).transpose(1, 2).reshape(x.shape)), self.dropout, self.training)
        h = self.ffn_norm(x)
        return x + F.dropout(self.ffn_down(F.silu(self.ffn_gate(h)) * self.ffn_up(h)), self.dropout, self.training)


class Network(nn.Module):
    def __init__(self, shape: Shape, spoken: int, dropout: float = 0.1) -> None:
        """@param spoken how many of the tokens are ever said"""
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocabulary, shape.width)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.output_norm = Norm(shape.width, shape.epsilon)
        self.output = nn.Linear(shape.width, spoken, bias=False)
        for name, parameter in self.named_parameters():
            if parameter.dim() < 2:
                continue
            deep = name.endswith(("attn_output.weight", "ffn_down.weight"))
            nn.init.normal_(parameter, std=0.04 / (math.sqrt(2 * shape.layers) if deep else 1))

    def forward(self, tokens: torch.Tensor, positions: torch.Tensor, only: torch.Tensor | None = None, depth: int | None = None) -> torch.Tensor:
        """
        @param depth how many of the layers are asked; none given: all
        @param only per row the one token that is asked for, which is faster
        @return the last asked layer's numbers for each token, or for the ones asked for, normalised
        """
        half = self.shape.width // self.shape.heads // 2
        speeds = self.shape.rope_base ** (-torch.arange(half, dtype=torch.float32) / half)
        angles = (positions[..., None].float() * speeds)[:, None]
        length = tokens.shape[1]
        mask = torch.full((length, length), -1e9).triu(1)
        x = self.token_embd(tokens)
        cosine, sine = angles.cos(), angles.sin()
        asked = self.layers[:depth]
        for layer in asked:
            x = layer(x, cosine, sine, mask, only if layer is asked[-1] else None)
        return self.output_norm(x if only is None else x[:, 0])
