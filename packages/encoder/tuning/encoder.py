"""The encoder in JAX: weights read from a folder of the product's ONNX layout (4 or 8 bits, blocks of 32), layers that gradients go through."""
import collections

import jax
import jax.numpy as jnp
import numpy as np
import onnx
from jax import lax
from onnx import numpy_helper
from tokenizers import Tokenizer

WIDTH, LAYERS, HEADS = 384, 12, 12
"""ONNX names of a layer's matrices, stored as output x input, and of its vectors."""
MATRICES = {
    'qkv': lambda at: f'l{at}.q.w_l{at}.k.w_l{at}.v.w',
    'ao': lambda at: f'l{at}.ao.w',
    'fi': lambda at: f'l{at}.fi.w',
    'fo': lambda at: f'l{at}.fo.w',
}
VECTORS = {'qb': 'qkv.b', 'aob': 'ao.b', 'a1': 'aln.w', 'a2': 'aln.b', 'fib': 'fi.b', 'fob': 'fo.b', 'o1': 'oln.w', 'o2': 'oln.b'}
"""Texts are padded to one of these lengths: each is compiled once."""
LENGTHS = (8, 16, 24, 32, 48, 64, 96, 128)
LONGEST = LENGTHS[-1]
END = 2


class Encoder:
    """Embeddings, `layers` (name -> [layer, ...]), tokeniser and the ONNX graph of a model folder."""

    def __init__(self, folder):
        self.folder = folder
        self.graph = onnx.load(f'{folder}/onnx/model_quantized.onnx')
        self.tensors = {tensor.name: tensor for tensor in self.graph.graph.initializer}
        bits = {
            node.input[1][:-2]: next(a.i for a in node.attribute if a.name == 'bits')
            for node in self.graph.graph.node
            if node.op_type == 'MatMulNBits'
        }
        rows = [
            {
                **{key: np.ascontiguousarray(self._matrix(name(at), bits[name(at)]).T) for key, name in MATRICES.items()},
                **{key: self._array(f'l{at}.{name}') for key, name in VECTORS.items()},
            }
            for at in range(LAYERS)
        ]
        self.layers = {key: np.stack([row[key] for row in rows]) for key in rows[0]}
        self.words = self._words()
        self.places, self.scale, self.shift = self._array('emb.pos'), self._array('eln.w'), self._array('eln.b')
        self.tokeniser = Tokenizer.from_file(f'{folder}/tokenizer.json')
        self.tokeniser.no_padding()

    def upper(self, frozen):
        """The layers that are tuned."""
        return {key: value[frozen:] for key, value in self.layers.items()}

    def hidden(self, texts, frozen):
        """What the frozen layers make of each text: one [tokens, 384] array of halves each."""
        ids = [self._ids(one.ids) for one in self.tokeniser.encode_batch(['query: ' + text for text in texts])]
        low = {key: jnp.asarray(value[:frozen]) for key, value in self.layers.items()}
        out = [None] * len(ids)
        for length, places in sorted(by_length(ids).items()):
            size = max(4, 4096 // length)
            for start in range(0, len(places), size):
                some = places[start:start + size]
                tokens, mask = np.ones((size, length), np.int32), blank_mask(size, length)
                for row, at in enumerate(some):
                    tokens[row, :len(ids[at])] = ids[at]
                    mask[row, :len(ids[at])] = 1
                first = norm(self.words[tokens] + self.places[:length], self.scale, self.shift)
                found = np.asarray(run(first, low, mask))
                for row, at in enumerate(some):
                    out[at] = found[row, :len(ids[at])].astype(np.float16)
        return out

    def _ids(self, ids):
        return ids if len(ids) <= LONGEST else ids[:LONGEST - 1] + [END]

    def _array(self, name):
        return numpy_helper.to_array(self.tensors[name]).astype(np.float32)

    def _matrix(self, name, bits):
        packed, scales = numpy_helper.to_array(self.tensors[name + '.q']), self._array(name + '.s')
        packed = packed.reshape(packed.shape[0], -1)
        if bits == 8:
            codes = packed.astype(np.float32) - 128
        else:
            codes = np.empty((packed.shape[0], 2 * packed.shape[1]), np.float32)
            codes[:, 0::2], codes[:, 1::2] = packed & 15, packed >> 4
            codes -= 8
        return (codes.reshape(len(codes), -1, 32) * scales.reshape(len(codes), -1, 1)).reshape(len(codes), -1)

    def _words(self):
        tensor = self.tensors['emb.word.q']
        count = tensor.dims[0]
        raw = np.frombuffer(tensor.raw_data, np.uint8).reshape(count, WIDTH // 2)
        codes = np.empty((count, WIDTH), np.int8)
        codes[:, 0::2], codes[:, 1::2] = raw & 15, raw >> 4
        signed = ((codes ^ 8) - 8).astype(np.float32)
        return (signed.reshape(count, -1, 32) * self._array('emb.word.s').reshape(count, -1, 1)).reshape(count, WIDTH)


def embed(hidden, upper):
    """Means of the tokens after the upper layers, of length 1."""
    upper = {key: jnp.asarray(value) for key, value in upper.items()}
    out = np.zeros((len(hidden), WIDTH), np.float32)
    for length, places in sorted(by_length(hidden).items()):
        size = max(4, 4096 // length)
        for start in range(0, len(places), size):
            some = places[start:start + size]
            states, mask = np.zeros((size, length, WIDTH), np.float32), blank_mask(size, length)
            for row, at in enumerate(some):
                states[row, :len(hidden[at])] = hidden[at]
                mask[row, :len(hidden[at])] = 1
            found = np.asarray(run(states, upper, mask))
            for row, at in enumerate(some):
                mean = found[row, :len(hidden[at])].mean(0)
                out[at] = mean / np.linalg.norm(mean)
    return out


def by_length(texts):
    groups = collections.defaultdict(list)
    for at, text in enumerate(texts):
        groups[padded(len(text))].append(at)
    return groups


def padded(length):
    return next((one for one in LENGTHS if length <= one), LONGEST)


def blank_mask(size, length):
    """Empty rows keep one token: a softmax over none is no number."""
    mask = np.zeros((size, length), np.int32)
    mask[:, 0] = 1
    return mask


def norm(x, scale, shift):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) * lax.rsqrt(variance + 1e-12) * scale + shift


def layer(x, weights, bias):
    batch, length, _ = x.shape
    split = lambda t: t.reshape(batch, length, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)
    joined = (x.reshape(-1, WIDTH) @ weights['qkv'] + weights['qb']).reshape(batch, length, 3 * WIDTH)
    query, key, value = map(split, jnp.split(joined, 3, -1))
    attention = jax.nn.softmax(query @ key.swapaxes(2, 3) / np.sqrt(WIDTH // HEADS).astype(np.float32) + bias, -1)
    context = (attention @ value).transpose(0, 2, 1, 3).reshape(-1, WIDTH)
    x = norm(x.reshape(-1, WIDTH) + context @ weights['ao'] + weights['aob'], weights['a1'], weights['a2'])
    inner = jax.nn.gelu(x @ weights['fi'] + weights['fib'], approximate=False)
    return norm(x + inner @ weights['fo'] + weights['fob'], weights['o1'], weights['o2']).reshape(batch, length, WIDTH)


def layers(x, weights, mask):
    bias = jnp.where(mask[:, None, None, :] > 0, 0.0, -1e9).astype(jnp.float32)
    for at in range(weights['qb'].shape[0]):
        x = layer(x, {key: value[at] for key, value in weights.items()}, bias)
    return x


run = jax.jit(layers)
