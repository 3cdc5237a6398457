import { describe, expect, it } from '@jest/globals';
import { readAuthenticationResults } from './read-results.ts';

describe('readAuthenticationResults', () => {
  it.each([
    {
      name: 'all methods with their domains',
      value:
        'MX.boutique.example 1; dkim=pass header.d=ovh.example; spf=pass smtp.mailfrom=s@ovh.example; dmarc=pass header.from=ovh.example',
      expected: {
        authservId: 'mx.boutique.example',
        spf: 'pass',
        spfDomain: 'ovh.example',
        dkim: 'pass',
        dkimDomains: ['ovh.example'],
        dmarc: 'pass',
        dmarcDomain: 'ovh.example',
      },
    },
    {
      name: 'comments, quotes and blanks around =',
      value:
        'mx (dmarc=pass; ok) ; dmarc = fail (p=reject; dmarc=pass) header.from="wanadoo.example"; spf=softfail reason="x; dkim=pass"',
      expected: { authservId: 'mx', dmarc: 'fail', dmarcDomain: 'wanadoo.example', spf: 'softfail', dkimDomains: [] },
    },
    {
      name: 'one good signature among bad ones',
      value: 'mx; dkim=fail header.d=a.example; dkim=pass header.i=@b.example; dkim=none',
      expected: { authservId: 'mx', dkim: 'pass', dkimDomains: ['b.example'] },
    },
    { name: 'no result', value: 'mx; none', expected: { authservId: 'mx', dkimDomains: [] } },
    { name: 'nothing', value: '', expected: { authservId: '', dkimDomains: [] } },
  ])('reads $name', ({ value, expected }) => {
    expect(readAuthenticationResults([value])).toEqual([expected]);
  });
});
