import { describeReal, realKafka } from '@facteur/real';
import { CONTRACT_TOPICS, describeBusContract } from '../testing/index.ts';
import { openTestBus } from './testing/open-for-test.ts';

describeReal('Kafka', await realKafka(), ({ brokers }) => {
  describeBusContract('kafka', () => openTestBus(brokers, CONTRACT_TOPICS));
});
