#!/usr/bin/env python3
"""Tunes the upper layers of the encoder on intents, on a processor: supervised contrastive loss (Khosla et al. 2020, arXiv:2004.11362) on means of tokens,
centred by batch; a batch holds texts of one set, in half the batches those of neighbouring intents.

  python tune.py --base FOLDER --data FOLDER --out WEIGHTS.npz [--cache FOLDER] [--seed N] [--steps N] [--sets clinc150,massive-en,banking77] [--without a7,b8]

--base FOLDER   a model in the product's layout whose layers are tuned, multilingual-e5-small-latin     --data FOLDER  holds SET/train.jsonl and service-fr/
--cache FOLDER  keeps what the frozen layers make of the texts; runs with other seeds then begin at once
--sets          English sets; leave out the one that few-shot figures are wanted for                     --without      files of the corpus that are kept aside

pip install numpy onnx tokenizers jax optax. Then export.py makes a model of one or several runs.
"""
import argparse
import hashlib
import os
import pickle
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax

import texts as source
from encoder import LAYERS, WIDTH, Encoder, layers

options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
options.add_argument('--base', required=True)
options.add_argument('--data', required=True)
options.add_argument('--out', required=True)
options.add_argument('--cache')
options.add_argument('--sets', default='clinc150,massive-en,banking77')
options.add_argument('--without', default='')
options.add_argument('--seed', type=int, default=0)
options.add_argument('--steps', type=int, default=450)
options.add_argument('--rate', type=float, default=2e-4)
options.add_argument('--frozen', type=int, default=6, help='layers that stay as they are')
options.add_argument('--french', type=float, default=0.8, help='share of the batches')
options.add_argument('--misspelt', type=float, default=0.25, help='share of the French texts that are there once more, misspelt')
A = options.parse_args()

CLASSES, PER_CLASS, TEMPERATURE = 24, 4, 0.1
"""Share of the batches half of whose intents are neighbours of one."""
HARD = 0.5
MOST_TOKENS = 96
LENGTHS = (16, 24, 32, 48, 64, 96)


class Set:
    """Texts of one source: hidden states, places by intent, and for each intent the others, nearest first."""

    def __init__(self, name, by):
        flat = [(text, intent) for intent, members in by.items() for text in members]
        self.hidden = hidden_of(name, [text for text, _ in flat])
        places = {}
        for at, (_, intent) in enumerate(flat):
            places.setdefault(intent, []).append(at)
        self.intents = sorted(intent for intent, members in places.items() if len(members) > 1)
        self.places = [places[intent] for intent in self.intents]
        means = np.stack([np.mean([self.hidden[at].astype(np.float32).mean(0) for at in members[:20]], 0) for members in self.places])
        means -= means.mean(0)
        means /= np.linalg.norm(means, axis=1, keepdims=True)
        self.near = np.argsort(-(means @ means.T), 1)


def hidden_of(name, members):
    key = hashlib.md5('\n'.join(members).encode()).hexdigest()[:12]
    file = A.cache and os.path.join(A.cache, f'{name.replace("/", "-")}.{A.frozen}.{key}.pkl')
    if file and os.path.exists(file):
        return pickle.load(open(file, 'rb'))
    start = time.time()
    hidden = encoder.hidden(members, A.frozen)
    print(f'{name}: {len(members)} texts through the frozen layers, {time.time() - start:.0f} s', flush=True)
    if file:
        os.makedirs(A.cache, exist_ok=True)
        pickle.dump(hidden, open(file, 'wb'), 4)
    return hidden


def draw(some, rng):
    """States, mask and labels; labels below zero are filling."""
    count = min(CLASSES, len(some.intents))
    if rng.random() < HARD:
        chosen = list(some.near[rng.integers(len(some.intents))][:count // 2])
        rest = [at for at in range(len(some.intents)) if at not in set(chosen)]
        chosen += list(rng.permutation(rest)[:count - len(chosen)])
    else:
        chosen = list(rng.permutation(len(some.intents))[:count])
    places, labels = [], []
    for label, at in enumerate(chosen):
        members = some.places[at]
        places += [members[i] for i in rng.choice(len(members), PER_CLASS, replace=len(members) < PER_CLASS)]
        labels += [label] * PER_CLASS
    size = CLASSES * PER_CLASS
    long = np.percentile([len(some.hidden[at]) for at in places], 92)
    length = next((one for one in LENGTHS if long <= one), MOST_TOKENS)
    if length > 48:
        size //= 2
        places, labels = places[:size], labels[:size]
    states, mask, told = np.zeros((size, length, WIDTH), np.float32), np.zeros((size, length), np.int32), -1 - np.arange(size)
    mask[:, 0] = 1
    for row, at in enumerate(places):
        one = some.hidden[at][:length]
        states[row, :len(one)] = one
        mask[row, :len(one)] = 1
        told[row] = labels[row]
    return states, mask, told


def loss(upper, states, mask, labels):
    size = states.shape[0]
    counts = mask[..., None].astype(jnp.float32)
    means = (layers(states, upper, mask) * counts).sum(1) / counts.sum(1)
    means = means / jnp.linalg.norm(means, axis=1, keepdims=True)
    real = (labels >= 0).astype(jnp.float32)
    centred = means - (means * real[:, None]).sum(0) / real.sum()
    centred = centred / jnp.linalg.norm(centred, axis=1, keepdims=True)
    likeness = centred @ centred.T / TEMPERATURE
    others = (1 - jnp.eye(size)) * real[None]
    same = (labels[:, None] == labels[None]) * others
    partners = same.sum(1)
    log_sum = jax.nn.logsumexp(jnp.where(others > 0, likeness, -1e9), 1)
    losses = ((log_sum[:, None] - likeness) * same).sum(1) / jnp.maximum(partners, 1)
    return (losses * (partners > 0)).sum() / jnp.maximum((partners > 0).sum(), 1)


encoder = Encoder(A.base)
english = source.english(A.data, [name for name in A.sets.split(',') if name])
french = source.with_misspelt(source.service_fr(A.data) | source.corpus(A.without.split(',')), A.misspelt)
sets = [Set(name, by) for name, by in (english | french).items()]
weights = np.array([np.sqrt(len(one.intents)) if at < len(english) else len(one.intents) for at, one in enumerate(sets)], float)
for part, share in ((slice(0, len(english)), 1 - A.french), (slice(len(english), None), A.french)):
    weights[part] *= share / max(weights[part].sum(), 1e-9)
weights /= weights.sum()

schedule = optax.warmup_cosine_decay_schedule(0.0, A.rate, max(10, A.steps // 10), A.steps, A.rate * 0.05)
optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=0.01))
upper = {key: jnp.asarray(value) for key, value in encoder.upper(A.frozen).items()}
state = optimiser.init(upper)


@jax.jit
def step(upper, state, *batch):
    value, gradient = jax.value_and_grad(loss)(upper, *batch)
    update, state = optimiser.update(gradient, state, upper)
    return optax.apply_updates(upper, update), state, value


rng, start, losses = np.random.default_rng(A.seed), time.time(), []
for at in range(A.steps):
    upper, state, value = step(upper, state, *draw(sets[rng.choice(len(sets), p=weights)], rng))
    losses.append(float(value))
    if at % 50 == 49 or at + 1 == A.steps:
        print(f'step {at + 1}: loss {np.mean(losses[-50:]):.3f}, {time.time() - start:.0f} s', flush=True)
assert upper['qb'].shape[0] == LAYERS - A.frozen
np.savez(A.out, **{key: np.asarray(value) for key, value in upper.items()})
