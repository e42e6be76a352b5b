"""The network: a tower for the household, a tower for the kind, and the chance that one buys the other."""

import torch
from torch import nn

WIDTH = 96
EPOCHS = 30
BATCH = 128
LEARNING_RATE = 2e-2
DECAY = 6e-5
UNKNOWN_SHARE = 0.05  # of the households of a batch lose their row, so that the unknown household means something


class TwoTowers(nn.Module):
    """Scores each item of a list by itself, so neither its neighbours nor filling can move it."""

    def __init__(self, rows_of_households, category_of_kind):
        super().__init__()
        self.register_buffer("rows_of_households", torch.from_numpy(rows_of_households))
        self.register_buffer("category_of_kind", torch.from_numpy(category_of_kind))
        households = int(rows_of_households.max()) + 1
        kinds, categories = len(category_of_kind), int(category_of_kind.max()) + 1
        self.household = nn.Embedding(households, WIDTH)
        self.appetite = nn.Embedding(households, 1)
        self.kind = nn.Embedding(kinds, WIDTH)
        self.category = nn.Embedding(categories, WIDTH)
        self.popularity = nn.Embedding(kinds, 1)
        for table in (self.household, self.kind, self.category):
            nn.init.normal_(table.weight, std=0.1)
        for table in (self.appetite, self.popularity):
            nn.init.constant_(table.weight, -1.5)

    def rows(self, user_id):
        """A number that training never saw, and any beyond the table, is the unknown household in row 0."""
        known = user_id < len(self.rows_of_households)
        return self.rows_of_households[torch.where(known, user_id, 0)]

    def logits(self, rows, item_ids):
        household = self.household(rows).unsqueeze(-1)
        item = self.kind(item_ids) + self.category(self.category_of_kind[item_ids])
        agreement = torch.matmul(item, household).squeeze(-1)
        return agreement + self.popularity(item_ids).squeeze(-1) + self.appetite(rows)

    def forward(self, user_id, item_ids):
        return torch.sigmoid(self.logits(self.rows(user_id), item_ids))


def fit(network, share_of_periods, periods_known, seed):
    """Fits the chance of each household and kind to the share of its periods in which it was bought."""
    random = torch.Generator().manual_seed(seed)
    shares, weights = torch.from_numpy(share_of_periods), torch.from_numpy(periods_known).float()
    everything = torch.arange(shares.shape[1]).unsqueeze(0)
    optimizer = torch.optim.Adam(network.parameters(), LEARNING_RATE)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, EPOCHS)
    for epoch in range(EPOCHS):
        total = 0.0
        for batch in torch.randperm(len(shares) - 1, generator=random).add(1).split(BATCH):
            forgotten = torch.rand(len(batch), generator=random) < UNKNOWN_SHARE
            rows = torch.where(forgotten, 0, batch)
            logits = network.logits(rows, everything.expand(len(batch), -1))
            losses = nn.functional.binary_cross_entropy_with_logits(logits, shares[batch], reduction="none")
            loss = (losses.mean(dim=1) * weights[batch]).sum() / weights[batch].sum()
            pull = sum(table.weight.square().sum() for table in (network.household, network.kind, network.category))
            optimizer.zero_grad()
            (loss + DECAY * pull / len(batch)).backward()
            optimizer.step()
            total += loss.item() * len(batch)
        schedule.step()
        print(f"epoch {epoch + 1}: loss {total / (len(shares) - 1):.5f}")
    return network.eval()
