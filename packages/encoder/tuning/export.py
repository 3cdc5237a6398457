#!/usr/bin/env python3
"""Makes a model folder of tuned layers: the mean of several runs, mixed with the layers they started from, rounded to 8 bits.

  python export.py --base FOLDER --out FOLDER [--share 0.9] [--frozen 6] WEIGHTS.npz [WEIGHTS.npz ...]

--share  of the tuned layers beside those of the base, against forgetting

Tuned layers become MatMulNBits, 8 bits in blocks of 32; the others stay as they are in the base. DynamicQuantizeLinear with MatMulInteger is 1.5 times
as fast, but rounds by batch: a text's vector would depend on the texts beside it.
"""
import argparse
import os
import shutil

import numpy as np
import onnx
from onnx import helper, numpy_helper

from encoder import LAYERS, MATRICES, VECTORS, Encoder

options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
options.add_argument('--base', required=True)
options.add_argument('--out', required=True)
options.add_argument('--share', type=float, default=0.9)
options.add_argument('--frozen', type=int, default=6)
options.add_argument('weights', nargs='+')
A = options.parse_args()


def blocks(node, key, matrix):
    """8 bits in blocks of 32 inputs."""
    outputs, inputs = matrix.shape
    parts = matrix.reshape(outputs, inputs // 32, 32)
    scales = np.abs(parts).max(-1) / 127
    scales[scales == 0] = 1
    codes = (np.clip(np.rint(parts / scales[..., None]), -127, 127) + 128).astype(np.uint8)
    tensors = [numpy_helper.from_array(codes, key + '.q'), numpy_helper.from_array(scales.astype(np.float32).reshape(-1), key + '.s')]
    shape = {'K': inputs, 'N': outputs, 'bits': 8, 'block_size': 32, 'accuracy_level': 4}
    names = [node.input[0], key + '.q', key + '.s']
    return tensors, helper.make_node('MatMulNBits', names, list(node.output), name=node.name, domain='com.microsoft', **shape)


base = Encoder(A.base)
runs = [dict(np.load(file)) for file in A.weights]
tuned = {key: np.mean([run[key] for run in runs], 0) for key in runs[0]}
final = {key: value.copy() for key, value in base.layers.items()}
for key, value in tuned.items():
    final[key][A.frozen:] = (1 - A.share) * final[key][A.frozen:] + A.share * value

place = {name(at): (key, at) for at in range(A.frozen, LAYERS) for key, name in MATRICES.items()}
dropped = {f'l{at}.{name}' for at in range(A.frozen, LAYERS) for name in VECTORS.values()}
added = [
    numpy_helper.from_array(final[key][at].astype(np.float32), f'l{at}.{name}')
    for at in range(A.frozen, LAYERS)
    for key, name in VECTORS.items()
]
nodes = []
for node in base.graph.graph.node:
    key = node.input[1][:-2] if node.op_type == 'MatMulNBits' else None
    if key not in place:
        nodes.append(node)
        continue
    name, at = place[key]
    tensors, made = blocks(node, key, np.ascontiguousarray(final[name][at].T))
    dropped |= {key + '.q', key + '.s'}
    added += tensors
    nodes.append(made)
kept = [tensor for tensor in base.graph.graph.initializer if tensor.name not in dropped]
del base.graph.graph.node[:]
base.graph.graph.node.extend(nodes)
del base.graph.graph.initializer[:]
base.graph.graph.initializer.extend(kept + added)
base.graph.producer_name = 'facteur'
os.makedirs(f'{A.out}/onnx', exist_ok=True)
onnx.save(base.graph, f'{A.out}/onnx/model_quantized.onnx')
for file in ('tokenizer.json', 'tokenizer_config.json', 'config.json'):
    shutil.copy(f'{A.base}/{file}', f'{A.out}/{file}')
print(A.out, os.path.getsize(f'{A.out}/onnx/model_quantized.onnx'), 'bytes')
