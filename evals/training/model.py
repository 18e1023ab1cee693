"""The span reader while it is trained: a BERT encoder with a start and an end score a token."""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel


class SpanReader(nn.Module):
    """Question and passage in, a score for every start and every end out.

    In the manner of BERT for SQuAD 2.0 (Devlin et al. 2019): the scores of the first token,
    [CLS], are those of "no answer here".
    """

    def __init__(self, base: Path) -> None:
        """Starts from the encoder in a folder; the span head starts at random."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(base), add_pooling_layer=False)
        self.head = nn.Linear(self.encoder.config.hidden_size, 2)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Start and end scores of shape (batch, tokens); only [CLS] and the passage have any."""
        states = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        scores = self.head(states).float()
        allowed = token_type_ids.bool() & attention_mask.bool()
        allowed = torch.cat([torch.ones_like(allowed[:, :1]), allowed[:, 1:]], dim=1)
        scores = scores.masked_fill(~allowed.unsqueeze(-1), -1e4)
        return scores[..., 0], scores[..., 1]


def span_loss(start_scores: Tensor, end_scores: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
    """Cross entropy of the right start and the right end, halved."""
    loss = nn.functional.cross_entropy
    return (loss(start_scores, starts) + loss(end_scores, ends)) / 2
