/** What operations of the demo back office have in common. */

export const required = { required: true, type: 'text' } as const;
export const optional = { required: false, type: 'text' } as const;
export const amount = { required: true, type: 'money' } as const;
export const day = { required: true, type: 'date' } as const;

/** The operation that tells what became of an effect. */
export const STATUS = 'comptabilite.effect';

/** Of an operation that changes nothing. */
export const reads = { effect: 'none', idempotent: true, method: 'GET' } as const;
/** Of an operation that moves goods, or changes what is kept about a customer. */
export const goods = { effect: 'goods', idempotent: true, status: STATUS, method: 'POST' } as const;
/** Of an operation that moves money. */
export const money = { ...goods, effect: 'money' } as const;
