/** The operations that journeys may call, as the checker needs them. */
import { demoOperations } from '@facteur/connectors/demo';
import type { OperationCatalogue } from '@facteur/journeys';

/** The demo company's. */
export const demoCatalogue: OperationCatalogue = Object.fromEntries(demoOperations.map((each) => [each.name, each]));
