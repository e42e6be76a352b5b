"""The network: what each item is worth to the customer, and from that the chance that it is the one taken."""

import numpy as np
import torch
from torch import nn

from shop import AGES, CATEGORIES, RECORD, TRAINING_WEEKS
from tensors import FACTS, FLAGS, from_shop

WIDTH = 32
PRODUCT_WIDTH, STORE_WIDTH = 12, 4
EPOCHS = 3
BATCH = 512
LEARNING_RATE = 4e-3
LONGEST = 30  # items in a list of training
UNKNOWN_SHARE = 0.03  # of stores and products lose their code, so that unknown ones mean something
FARTHEST = 4.0  # standard deviations: beyond, a number counts as that far
MOST_WEEKS = 52.0  # a purchase longer ago counts as that long


class Recommender(nn.Module):
    """A choice model: the chances of a row are a softmax over its items, from which the mask keeps filling out."""

    def __init__(self, stores, products, numbers):
        """numbers: [n, 5] of the customers in training, NaN where not known."""
        super().__init__()
        self.register_buffer("mean", torch.from_numpy(np.nanmean(numbers, axis=0)))
        self.register_buffer("deviation", torch.from_numpy(np.nanstd(numbers, axis=0)))
        self.store = nn.Embedding(stores + 1, STORE_WIDTH)
        self.product = nn.Embedding(products + 1, PRODUCT_WIDTH)
        self.customer = nn.Linear(len(AGES) + 2 * len(self.mean) + STORE_WIDTH, WIDTH)
        self.item = nn.Linear(FACTS + 1 + PRODUCT_WIDTH, WIDTH)
        self.hidden = nn.Linear(WIDTH, WIDTH)
        self.worth = nn.Linear(WIDTH, 1)

    def customer_features(self, store, customer):
        ages, numbers = customer[:, : len(AGES)], customer[:, len(AGES) :]
        missing = torch.isnan(numbers)
        scaled = ((numbers - self.mean) / self.deviation).clamp(-FARTHEST, FARTHEST)
        return torch.cat([ages, torch.where(missing, 0.0, scaled), missing.float(), self.store(store)], dim=-1)

    def item_features(self, item_code, item_facts):
        widths = [1, 1, len(CATEGORIES) + len(FLAGS), 1, 1]
        price, discount, words_and_flags, weeks_bought, weeks_since = item_facts.split(widths, dim=-1)
        never = torch.isnan(weeks_since)
        since = torch.log1p(torch.where(never, 0.0, weeks_since.clamp(max=MOST_WEEKS)))
        saved = discount / (price + discount).clamp(min=0.01)
        numbers = [torch.log1p(price), saved, weeks_bought / RECORD, since, never.float()]
        return torch.cat([*numbers, words_and_flags, self.product(item_code)], dim=-1)

    def worths(self, store, customer, item_code, item_facts, item_mask):
        """[N, L]: minus infinity for filling."""
        person = self.customer(self.customer_features(store, customer)).unsqueeze(1)
        met = torch.relu(self.item(self.item_features(item_code, item_facts)) + person)
        worth = self.worth(torch.relu(self.hidden(met))).squeeze(-1)
        return torch.where(item_mask, worth, -torch.inf)

    def forward(self, store, customer, item_code, item_facts, item_mask):
        return torch.softmax(self.worths(store, customer, item_code, item_facts, item_mask), dim=-1)


def lists(shop, visits, lengths, random):
    """For each visit what was bought, in the first place, and others of what was on offer; and a mask."""
    order = random.random((len(visits), len(shop.products)))
    order[~shop.offered(visits.store.to_numpy(), visits.week.to_numpy())] = np.inf
    order[np.arange(len(visits)), visits["product"].to_numpy()] = -1
    items = np.argsort(order, axis=1)[:, : lengths.max()]
    on_offer = np.isfinite(np.take_along_axis(order, items, axis=1))
    return items, on_offer & (np.arange(lengths.max()) < lengths[:, None])


def tensors_of(shop, visits, items, mask):
    columns = (visits[name].to_numpy() for name in ("household", "store", "week"))
    return from_shop(shop, *columns, items, mask)


def fit(shop, seed):
    visits = shop.visits[shop.visits.week.between(RECORD + 1, TRAINING_WEEKS)]
    random = np.random.default_rng(seed)
    alone = visits[["product"]].to_numpy()
    everyone = tensors_of(shop, visits, alone, np.ones_like(alone, bool))
    network = Recommender(len(shop.stores), len(shop.products), everyone["customer"][:, len(AGES) :])
    optimizer = torch.optim.Adam(network.parameters(), LEARNING_RATE)
    steps = EPOCHS * (len(visits) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, steps)
    for epoch in range(EPOCHS):
        losses = []
        shuffled = visits.iloc[random.permutation(len(visits))]
        for start in range(0, len(shuffled), BATCH):
            some = shuffled.iloc[start : start + BATCH]
            lengths = random.integers(2, LONGEST + 1, len(some))
            batch = tensors_of(shop, some, *lists(shop, some, lengths, random))
            for name in ("store", "item_code"):
                batch[name] *= random.random(batch[name].shape) >= UNKNOWN_SHARE
            worths = network.worths(**{name: torch.from_numpy(values) for name, values in batch.items()})
            loss = -torch.log_softmax(worths, dim=-1)[:, 0].mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}")
    return network.eval()
