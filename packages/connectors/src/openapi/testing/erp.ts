/** A small OpenAPI document, and parts of it that tests change. */

const order = {
  type: 'object',
  properties: {
    number: { type: 'string' },
    total: { $ref: '#/components/schemas/Money' },
    status: { type: 'string', enum: ['open', 'sent'] },
    orderedOn: { type: ['string', 'null'], format: 'date' },
    lines: { type: 'array', items: { type: 'object' } },
    gift: { type: 'boolean' },
    weight: { type: 'number' },
    ship: { allOf: [{ $ref: '#/components/schemas/Address' }, { properties: { door: { type: 'string' } } }] },
  },
};

/** `GET /orders/{number}`, `POST /orders/{number}/credits`, `GET /credits`. */
export const ERP = {
  openapi: '3.1.0',
  info: { title: 'ERP', version: '1' },
  servers: [{ url: 'https://erp.example/api' }],
  paths: {
    '/orders/{number}': {
      parameters: [{ $ref: '#/components/parameters/Number' }],
      get: {
        operationId: 'findOrder',
        parameters: [
          { name: 'lang', in: 'query' },
          { name: 'X-Customer-Address', in: 'header' },
          { name: 'X-Shop', in: 'header', required: true, schema: { type: 'string' } },
        ],
        'x-facteur-errors': { '410': 'gone' },
        responses: {
          '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
          '404': { $ref: '#/components/responses/Missing' },
        },
      },
    },
    '/orders/{number}/credits': {
      post: {
        operationId: 'credit',
        'x-facteur-effect': 'money',
        'x-facteur-status': 'creditState',
        'x-facteur-errors': ['refused'],
        parameters: [
          { $ref: '#/components/parameters/Number' },
          { name: 'Idempotency-Key', in: 'header', required: true },
          { name: 'dry', in: 'query' },
        ],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['amount'],
                properties: {
                  amount: { $ref: '#/components/schemas/Money' },
                  reason: { type: 'string' },
                  id: { type: 'string', readOnly: true },
                },
              },
            },
          },
        },
        responses: { '201': { description: 'done' } },
      },
    },
    '/credits': {
      get: {
        operationId: 'creditState',
        parameters: [{ name: 'key', in: 'query', required: true }],
        responses: { '200': { description: 'state' } },
      },
      delete: { responses: {} },
    },
  },
  components: {
    parameters: { Number: { name: 'number', in: 'path', required: true } },
    responses: {
      Missing: {
        content: {
          'application/problem+json': { schema: { properties: { code: { enum: ['not-found', 'not-yours'] } } } },
        },
      },
    },
    schemas: {
      Money: { type: 'object', properties: { minor: { type: 'integer' }, currency: { type: 'string' } } },
      Address: { type: 'object', properties: { city: { type: 'string' } } },
      Order: order,
    },
  },
};
