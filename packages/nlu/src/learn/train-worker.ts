/** The thread that trains: its data come as `workerData`, progress and the model go back as messages. */
import { parentPort, workerData } from 'node:worker_threads';
import { type TrainingData, trainModel } from '../model/train.ts';
import type { WorkerMessage } from './train-in-worker.ts';

const tell = (message: WorkerMessage): void => parentPort?.postMessage(message);
const model = trainModel(workerData as TrainingData, (done) => tell({ done }));
tell({ model });
