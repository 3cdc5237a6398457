"""Labelled texts to tune on: the corpus beside this file, and public sets by folder. Held-out sets are never read here."""
import collections
import glob
import json
import os
import random
import re
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
"""At most so many texts an intent are taken of the English sets."""
ENGLISH = {'banking77': 80, 'clinc150': 60, 'massive-en': 120}
SERVICE_FR = ('ecommerce', 'voyage', 'abonnements', 'actes', 'public-b2b')


def english(folder, names):
    """Set name -> intent -> texts, of `FOLDER/NAME/train.jsonl`."""
    sets = {}
    for name in names:
        by = intents_of(f'{folder}/{name}/train.jsonl')
        rng = random.Random(11)
        sets[name] = {intent: rng.sample(texts, min(ENGLISH[name], len(texts))) for intent, texts in sorted(by.items())}
    return sets


def service_fr(folder):
    return {f'service-fr/{name}': intents_of(f'{folder}/service-fr/{name}.jsonl') for name in SERVICE_FR}


def corpus(without=()):
    """The files a1, a2, … are one set, and so on; titles count as texts. `without`: names of files that are left out."""
    sets = collections.defaultdict(dict)
    for path in sorted(glob.glob(f'{HERE}/corpus/*.txt')):
        name = os.path.basename(path)[:-4]
        if name not in without:
            sets[re.sub(r'\d+$', '', name)].update(read_corpus(path))
    return dict(sets)


def read_corpus(path):
    """`#intent | title | what it is and is not`, then a text a line."""
    by, current = collections.OrderedDict(), None
    for line in open(path, encoding='utf8'):
        line = line.strip()
        if line.startswith('#'):
            intent, *rest = [part.strip() for part in line[1:].split('|')]
            current = by.setdefault(intent, [])
            current += rest[:1]
        elif line:
            current.append(line)
    return by


def intents_of(path):
    by = collections.defaultdict(list)
    for line in open(path, encoding='utf8'):
        row = json.loads(line)
        if row['intent'] not in (None, 'oos'):
            by[row['intent']].append(row['text'])
    return dict(by)


def with_misspelt(sets, share, seed=5):
    """Adds to each set a misspelt copy of that share of its texts."""
    rng = random.Random(seed)
    copies = lambda texts: [misspelt(text, rng) for text in texts if rng.random() < share]
    return {name: {intent: texts + copies(texts) for intent, texts in by.items()} for name, by in sets.items()}


def misspelt(text, rng):
    """As phones and hurried people write: accents and case lost, signs left out, letters dropped, doubled or swapped."""
    if rng.random() < 0.35:
        text = ''.join(c for c in unicodedata.normalize('NFD', text) if not unicodedata.combining(c))
    if rng.random() < 0.4:
        text = text.lower()
    elif rng.random() < 0.08:
        text = text.upper()
    if rng.random() < 0.3:
        text = re.sub(r'[.,;:!?…]+', ' ' if rng.random() < 0.5 else '', text)
    if rng.random() < 0.5:
        letters = list(text)
        for _ in range(max(1, len(letters) // 35)):
            at = rng.randrange(len(letters)) if letters else 0
            if not letters or not letters[at].isalpha():
                continue
            kind = rng.random()
            if kind < 0.3:
                letters[at] = ''
            elif kind < 0.5:
                letters[at] *= 2
            elif at + 1 < len(letters) and letters[at + 1].isalpha():
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
        text = ''.join(letters)
    return text
