/** Advisor's choice to take back what a run did; offered wherever it did something that can be taken back. */
export const UNDO_OPTION = 'annuler-les-effets';
