/** `facteur nlu`: train, predict, evaluate and audit understanding on labelled files; which models there are, and the way back to an earlier one. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openModelFolder } from '@facteur/nlu';
import { detailsOf, evaluate, evaluationPage, scoreTable } from '@facteur/nlu/evaluate';
import { AppError } from '@facteur/primitives';
import { Command, Option } from 'commander';
import { loadSettings } from '../load-settings.ts';
import { type Common, withCommon } from '../nlu/common-options.ts';
import { answerAll, classifierOf, languageOfAll, modelIn, readTexts, train, withEncoder } from '../nlu/lab.ts';
import { auditCommand } from './nlu-audit.ts';
import { proposalsCommand } from './nlu-proposals.ts';

/** Of each prediction, so many intents are told. */
const TOLD_INTENTS = 5;

export function nluCommand(): Command {
  return new Command('nlu')
    .description('Understanding: train, predict, evaluate, audit, and choose among models')
    .addCommand(trainCommand())
    .addCommand(predictCommand())
    .addCommand(evalCommand())
    .addCommand(auditCommand())
    .addCommand(modelsCommand())
    .addCommand(proposalsCommand());
}

function trainCommand(): Command {
  return withCommon(new Command('train'))
    .description('Train a model on labelled texts, {"text":…,"intent":…} a line')
    .requiredOption('--data <file>', 'labelled texts')
    .requiredOption('--out <dir>', 'where the model goes')
    .option('--json', 'as JSON', false)
    .action(async ({ data, out, json, ...common }: Common & { data: string; out: string; json: boolean }) => {
      const lines = await readTexts(data);
      const { model, trainSeconds } = await withEncoder(common, (embedder) => train(lines, embedder, common.seed));
      const models = openModelFolder(out);
      await models.save(model, { createdAt: new Date().toISOString(), note: data });
      await models.use({ id: model.id, isPinned: false });
      const told = { model: model.id, intents: model.intents.length, ...model.metrics, trainSeconds };
      process.stdout.write(json ? `${JSON.stringify(told)}\n` : rendered(told));
    });
}

function predictCommand(): Command {
  return withCommon(new Command('predict'))
    .description('Say what each line of standard input asks for, one JSON line for each')
    .requiredOption('--model <dir>', 'made by `nlu train`')
    .action(async ({ model: folder, ...common }: Common & { model: string }) => {
      const model = await modelIn(folder);
      const texts = await linesOfStdin();
      const language = languageOfAll(texts);
      await withEncoder(common, async (embedder) => {
        const answers = await answerAll(
          classifierOf(model, [], embedder),
          texts.map((text) => ({ text, language })),
        );
        for (const { text, answer, found } of answers) {
          const { intents, outOfScope } = answer;
          const [top] = intents;
          const isKnown = top !== undefined && outOfScope < 0.5;
          const probability = isKnown ? top.probability : outOfScope;
          const told = { text, intent: isKnown ? top.intent : null, probability, outOfScope, requests: found };
          process.stdout.write(`${JSON.stringify({ ...told, intents: intents.slice(0, TOLD_INTENTS) })}\n`);
        }
      });
    });
}

function evalCommand(): Command {
  return withCommon(new Command('eval'))
    .description('Train on one file, measure on another: figures with 95 % intervals, and a page that shows them')
    .requiredOption('--train <file>', 'labelled texts to train on')
    .requiredOption('--test <file>', 'labelled texts to measure on')
    .option('--html <file>', 'write a page with confusion matrix, calibration, risk and coverage')
    .addOption(new Option('--lang <language>', 'of the page').choices(['fr', 'en']).default('fr'))
    .option('--json', 'as JSON', false)
    .action(
      async (options: Common & { train: string; test: string; html?: string; lang: 'fr' | 'en'; json: boolean }) => {
        const [known, asked] = [await readTexts(options.train), await readTexts(options.test)];
        const { result, details } = await withEncoder(options, async (embedder) => {
          const { model, examples, trainSeconds } = await train(known, embedder, options.seed);
          const before = performance.now();
          const answers = await answerAll(classifierOf(model, examples, embedder), asked);
          const textsPerSecond = asked.length / ((performance.now() - before) / 1_000);
          const table = scoreTable(answers.map((one, at) => ({ ...one, truth: asked[at]?.intents ?? [] })));
          return { result: evaluate(table, { textsPerSecond, trainSeconds }), details: detailsOf(table) };
        });
        const subject = `${options.train} → ${options.test}`;
        if (options.html)
          await writeFile(options.html, evaluationPage({ result, details, language: options.lang, subject }));
        process.stdout.write(
          options.json ? `${JSON.stringify(result)}\n` : rendered({ ...result, intervals: undefined }),
        );
      },
    );
}

function modelsCommand(): Command {
  const folderOf = (dir: string | undefined): string => dir ?? join(loadSettings(process.env).home, 'models');
  return new Command('models')
    .description('The models of this installation; `use` goes back to an earlier one, `latest` forward again')
    .option('--dir <dir>', 'default: those of the data folder')
    .addCommand(
      new Command('list')
        .option('--json', 'as JSON', false)
        .action(async ({ json }: { json: boolean }, command: Command) => {
          const models = await openModelFolder(folderOf(command.parent?.opts().dir)).list();
          if (json) process.stdout.write(`${JSON.stringify(models)}\n`);
          for (const { id, isInUse, savedAt } of json ? [] : models)
            process.stdout.write(`${isInUse ? '*' : ' '} ${id}  ${new Date(savedAt).toISOString()}\n`);
        }),
    )
    .addCommand(
      new Command('use')
        .argument('<id>', 'as `list` shows it')
        .action(async (id: string, _options: unknown, command: Command) => {
          await openModelFolder(folderOf(command.parent?.opts().dir)).use({ id, isPinned: true });
          process.stdout.write(`${id} is in use and stays so; \`facteur nlu models latest\` ends that\n`);
        }),
    )
    .addCommand(
      new Command('latest').action(async (_options: unknown, command: Command) => {
        const models = openModelFolder(folderOf(command.parent?.opts().dir));
        const [newest] = await models.list();
        if (newest === undefined) throw new AppError('NOT_FOUND', 'There is no model yet');
        await models.use({ id: newest.id, isPinned: false });
        process.stdout.write(`${newest.id} is in use\n`);
      }),
    );
}

async function linesOfStdin(): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: process.stdin })) if (line !== '') lines.push(line);
  return lines;
}

function rendered(value: object): string {
  const rows = Object.entries(value).filter(([, one]) => one !== undefined);
  return rows
    .map(([name, one]) => `${name.padEnd(16)} ${typeof one === 'object' ? JSON.stringify(one) : String(one)}\n`)
    .join('');
}
