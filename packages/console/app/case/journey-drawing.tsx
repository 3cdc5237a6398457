/** The steps of a journey as a vertical line with marks; to a screen reader, a list that says of each step how it stands. */
import type { MapNext, MapStep } from '../api/case-types.ts';
import type { OptionAct, Review } from '../api/types.ts';
import { Icon } from '../icons.tsx';
import { Age } from '../shell/age.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';
import { type Course, type DrawnStep, leadsOf, type Standing } from './journey-course.ts';
import { actOf } from './money-at-stake.ts';
import type { CaseNames } from './use-case-names.ts';

interface DrawingProps {
  readonly course: Course;
  /** Of the open review, what its options may move. */
  readonly optionActs: Review['acts'];
  readonly names: CaseNames;
}

export function JourneyDrawing({ course, optionActs, names }: DrawingProps) {
  const { course: told } = usePageWords(actsWords);
  const onWay = course.steps.filter(({ standing }) => standing !== 'out');
  const off = course.steps.filter(({ standing }) => standing === 'out');
  const draw = (drawn: DrawnStep) => <Step key={drawn.step.id} drawn={drawn} optionActs={optionActs} names={names} />;
  return (
    <>
      <ol className="steps" aria-label={told.steps}>
        {course.collecting !== undefined && (
          <li data-standing={course.collecting} aria-current={course.collecting === 'here' ? 'step' : undefined}>
            <Mark standing={course.collecting} />
            <span>
              {told.start}
              <span className="visually-hidden"> ({told.stands[course.collecting]})</span>
            </span>
          </li>
        )}
        {onWay.map(draw)}
      </ol>
      {course.isOver && <p className="quiet small">{told.over}</p>}
      {off.length > 0 && (
        <details className="steps-off">
          <summary className="small quiet">{told.hidden(off.length)}</summary>
          <ol className="steps">{off.map(draw)}</ol>
        </details>
      )}
    </>
  );
}

function Step({
  drawn: { step, standing, at },
  optionActs,
  names,
}: Omit<DrawingProps, 'course'> & { drawn: DrawnStep }) {
  const { course: told } = usePageWords(actsWords);
  const isHere = standing === 'here';
  return (
    <li data-standing={standing} aria-current={isHere ? 'step' : undefined}>
      <Mark standing={standing} />
      <div className="step-text">
        <span className="step-name">
          {names.step(step.id)}
          <span className="visually-hidden"> ({told.stands[standing]})</span>
        </span>
        <span className="step-facts quiet small">
          {standing !== 'done' && told.kinds[step.kind]}
          {step.kind !== 'review' && <Moves acts={step.acts} />}
          {at !== undefined && <Age at={at} />}
        </span>
        {isHere && step.kind === 'review' && <Choices step={step} optionActs={optionActs} names={names} />}
      </div>
    </li>
  );
}

function Mark({ standing }: { standing: Standing }) {
  return <span className="step-mark">{standing === 'done' && <Icon name="check" size={12} />}</span>;
}

/** What the step moves of its own; nothing is not said. */
function Moves({ acts }: { acts: OptionAct }) {
  const { course: told } = usePageWords(actsWords);
  if (acts === 'nothing') return null;
  return <span className={`chip moves ${acts}`}>{told.acts[acts]}</span>;
}

/** At a review: each choice, where it leads and the most that it may move. */
function Choices({ step, optionActs, names }: Omit<DrawingProps, 'course'> & { step: MapStep }) {
  const { course: told } = usePageWords(actsWords);
  const leads = leadsOf(step).filter((lead): lead is MapNext & { option: string } => lead.option !== undefined);
  if (leads.length === 0) return null;
  return (
    <ul className="step-choices" aria-label={told.choices}>
      {leads.map(({ option, to }) => {
        const act = actOf(option, optionActs);
        return (
          <li key={option}>
            <span className="choice-name">{names.option(option)}</span>
            {act !== undefined && <span className={`chip moves ${act}`}>{told.acts[act]}</span>}
            <span className="quiet">{told.leadsTo(to === undefined ? told.end : names.step(to))}</span>
          </li>
        );
      })}
    </ul>
  );
}
