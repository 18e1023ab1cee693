"""The network of both readers: an encoder in the manner of BERT, a span head and a judge.

The fast one has the shape of all-MiniLM-L6-v2, the strong one that of all-mpnet-base-v2 (Song et
al. 2020). They take the same inputs and give the same outputs.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

VOCABULARY = 30522
POSITIONS = 512
SILENT = -1e4  # the score of a token that no answer may begin or end at
BUCKETS, FARTHEST = 32, 128


@dataclass(frozen=True, slots=True)
class Shape:
    """How large an encoder is.

    `types` says whether it tells question and passage apart by an embedding, `relative` whether
    its attention weighs the distance of two tokens.
    """

    layers: int
    width: int
    heads: int
    inner: int
    epsilon: float
    types: bool
    relative: bool


FAST = Shape(6, 384, 12, 1536, 1e-12, types=True, relative=False)
STRONG = Shape(12, 768, 12, 3072, 1e-5, types=False, relative=True)


class Reader(nn.Module):
    """Question and passage in; scores for each token to begin or end the answer, and a judgement.

    The scores of the first token, [CLS], are those of "no answer here" (Devlin et al. 2019 for
    SQuAD 2.0). The judge's logit says whether the passage answers the question or bears the
    statement out.
    """

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        """Starts with weights at random."""
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(VOCABULARY, shape.width)
        self.places = nn.Embedding(POSITIONS, shape.width)
        self.types = nn.Embedding(2, shape.width) if shape.types else None
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.relative = nn.Embedding(BUCKETS, shape.heads) if shape.relative else None
        self.buckets: Tensor
        self.register_buffer("buckets", _buckets(), persistent=False)
        self.span = nn.Linear(shape.width, 2)
        self.judge = nn.Linear(shape.width, 1)
        for head in (self.span, self.judge):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Start and end scores of shape (batch, tokens) and the judge's logits, shape (batch,).

        `mask` is 1 for a token and 0 for padding; `types` is 1 for the passage's and for the
        [SEP] after it.
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.words(ids) + self.places(places)
        if self.types is not None:
            states = states + self.types(types)
        states = self.dropout(self.norm(states))
        bias = self._bias(mask, places, states.dtype)
        for layer in self.layers:
            states = layer(states, bias)
        scores = self.span(states).float()
        allowed = types.bool() & mask.bool()
        allowed = torch.cat([torch.ones_like(allowed[:, :1]), allowed[:, 1:]], dim=1)
        scores = scores.masked_fill(~allowed.unsqueeze(-1), SILENT)
        return scores[..., 0], scores[..., 1], self.judge(states[:, 0]).float().squeeze(-1)

    def _bias(self, mask: Tensor, places: Tensor, dtype: torch.dtype) -> Tensor:
        """What is added to the attention's scores, for the padding and for the distances."""
        if torch.is_autocast_enabled(mask.device.type):
            dtype = torch.get_autocast_dtype(mask.device.type)
        padding = (1.0 - mask[:, None, None, :].to(dtype)) * SILENT
        if self.relative is None:
            return padding
        apart = places[None, :] - places[:, None] + POSITIONS - 1
        relative: Tensor = self.relative(self.buckets[apart]).permute(2, 0, 1)
        return relative.unsqueeze(0).to(dtype) + padding


class Layer(nn.Module):
    """Attention and a feed-forward part, each added to what came in and normalised.

    Attributes:
        few: Channels of the feed-forward part that are kept apart from `inner` and `outer`, when
            the network is exported (`outliers.py`).
    """

    few: nn.Module | None

    def __init__(self, shape: Shape, dropout: float) -> None:
        """Starts with weights at random."""
        super().__init__()
        self.heads = shape.heads
        self.mixed = nn.Linear(shape.width, 3 * shape.width)  # queries, keys and values
        self.out = nn.Linear(shape.width, shape.width)
        self.attended = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.fed = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.dropout = nn.Dropout(dropout)
        self.few = None

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """States of the same shape, (batch, tokens, width)."""
        batch, tokens, width = states.shape
        mixed = self.mixed(states).view(batch, tokens, 3, self.heads, width // self.heads)
        query, key, value = mixed.permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(
            query,
            key,
            value,
            bias.expand(batch, self.heads, tokens, tokens),
            dropout_p=self.dropout.p if self.training else 0.0,
        )
        seen = seen.transpose(1, 2).reshape(batch, tokens, width)
        states = self.attended(states + self.dropout(self.out(seen)))
        fed: Tensor = self.outer(functional.gelu(self.inner(states)))
        if self.few is not None:
            fed = fed + self.few(states)
        fed = self.fed(states + self.dropout(fed))
        return fed


def _buckets() -> Tensor:
    """The bucket of each distance from -511 to 511 (T5's, Raffel et al. 2020), as MPNet has it."""
    apart = torch.arange(-POSITIONS + 1, POSITIONS)
    half = BUCKETS // 2
    exact = half // 2
    far = apart.abs()
    spread = torch.log(far.clamp(min=1).float() / exact) / math.log(FARTHEST / exact)
    large = (exact + (spread * (half - exact)).long()).clamp(max=half - 1)
    return torch.where(far < exact, far, large) + (apart > 0).long() * half
