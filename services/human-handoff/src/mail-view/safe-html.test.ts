import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { plainHtml } from './plain-html.ts';
import { safeHtml } from './safe-html.ts';

const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const inline = (id: string) => (id === 'logo@x' ? PIXEL : undefined);

describe('what a mail looks like', () => {
  it.each([
    { name: 'text and structure', html: '<p>Bonjour <b>Léa</b></p>', safe: '<p>Bonjour <b>Léa</b></p>' },
    {
      name: 'tables with their widths',
      html: '<table width="600"><tr><td colspan=2 bgcolor="#eee">12 €</td></tr></table>',
      safe: '<table width="600"><tr><td colspan="2" bgcolor="#eee">12 €</td></tr></table>',
    },
    {
      name: 'colours and fonts',
      html: `<span style="COLOR: rgb(1, 2, 3); font-family: 'Arial'">a</span>`,
      safe: '<span style="color: rgb(1, 2, 3); font-family: &#39;Arial&#39;">a</span>',
    },
    { name: 'what nobody closed', html: '<div><b>a', safe: '<div><b>a</b></div>' },
    { name: 'ends without a beginning', html: 'a</div></p>b', safe: 'ab' },
    { name: 'a lone <', html: '3 < 4 & 5 > 2', safe: '3 &lt; 4 &amp; 5 &gt; 2' },
    {
      name: 'references',
      html: '&lt;b&gt; &eacute; &#233; &amp;lt; &x',
      safe: '&lt;b&gt; &eacute; &#233; &amp;lt; &amp;x',
    },
    {
      name: 'the mail’s own pictures',
      html: '<img src="cid:logo@x" alt="Logo"><img src="cid:none" alt="Autre">',
      safe: `<img src="${PIXEL}" alt="Logo">Autre`,
    },
    {
      name: 'links',
      html: '<a href="https://x.example/?a=1&amp;b=2">x</a>',
      safe: '<a href="https://x.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">x</a>',
    },
  ])('keeps $name', ({ html, safe }) => {
    expect(safeHtml(html, inline).html).toBe(safe);
  });
});

describe('what a mail must not do', () => {
  it.each([
    { html: 'a<script>alert(1)</script>b', safe: 'ab' },
    { html: 'a<ScRiPt/x>alert("</b>")</sCrIpT >b', safe: 'ab' },
    { html: 'a<script>never closed <b>b</b>', safe: 'a' },
    { html: '<p onclick="alert(1)" OnLoad=x>a</p>', safe: '<p>a</p>' },
    { html: '<img src=x onerror=alert(1)>', safe: '' },
    { html: '<img/onerror="alert(1)"/src=https://x.example/a.png alt=b>', safe: 'b', remote: true },
    { html: '<a href="javascript:alert(1)">a</a>', safe: '<a>a</a>' },
    { html: '<a href=" java\nscript&#58;alert(1)">a</a>', safe: '<a>a</a>' },
    { html: '<a href="&#x6a;avascript&colon;alert(1)">a</a>', safe: '<a>a</a>' },
    { html: '<a href="data:text/html,<script>1</script>">a</a>', safe: '<a>a</a>' },
    { html: '<a href="vbscript:x">a</a><a href="//x.example">b</a>', safe: '<a>a</a><a>b</a>' },
    { html: '<div style="background:url(https://x.example/a)">a</div>', safe: '<div>a</div>', remote: true },
    { html: '<div style="background-color: u\\72l(//x)">a</div>', safe: '<div>a</div>', remote: false },
    { html: '<div style="width: expression(alert(1)); position: fixed; top: 0">a</div>', safe: '<div>a</div>' },
    {
      html: '<div style="margin-left: -900px; display: none; color: red">a</div>',
      safe: '<div style="color: red">a</div>',
    },
    { html: '<style>@import "https://x.example"; b{}</style>a', safe: 'a' },
    { html: '<svg><script>alert(1)</script><a xlink:href="javascript:x">b</a></svg>a', safe: 'a' },
    { html: '<math><mi xlink:href="javascript:x">b</mi></math>a', safe: 'a' },
    { html: '<meta http-equiv="refresh" content="0;url=https://x.example">a', safe: 'a' },
    { html: '<base href="https://x.example/">a', safe: 'a' },
    { html: '<link rel=stylesheet href="https://x.example/a.css">a', safe: 'a' },
    { html: '<form action="https://x.example"><input name=a value=b>a<button>go</button></form>', safe: 'a' },
    { html: '<iframe src="https://x.example"></iframe><iframe srcdoc="<script>1</script>">x</iframe>a', safe: 'a' },
    { html: '<object data=x><embed src=x></object>a', safe: 'a' },
    { html: '<img src="https://x.example/pixel.gif" width=1>a', safe: 'a', remote: true },
    { html: '<img src="data:image/svg+xml;base64,PHN2Zz4=">a', safe: 'a' },
    {
      html: '<table background="https://x.example/a.png"><tr><td>a</td></tr></table>',
      safe: '<table><tr><td>a</td></tr></table>',
      remote: true,
    },
    {
      html: '<p title="&quot;><script>alert(1)</script>">a</p>',
      safe: '<p title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">a</p>',
      removed: 0,
    },
    { html: '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>a', safe: '&quot;&gt;a' },
    { html: '<textarea><script>alert(1)</script></textarea>a', safe: 'a' },
    { html: "<p foo='\"><img src=x onerror=alert(1)>'>a</p>", safe: '<p>a</p>' },
    { html: '<<script>alert(1)</script>a', safe: '&lt;a' },
    { html: '<xmp><img src=x onerror=1></xmp><template><b>x</b></template>a', safe: 'a' },
  ])('takes out of $html', ({ html, safe, remote = false, removed }) => {
    const shown = safeHtml(html);
    expect(shown.html).toBe(safe);
    expect(shown.hasRemoteImages).toBe(remote);
    if (removed === undefined) expect(shown.removed).toBeGreaterThan(0);
    else expect(shown.removed).toBe(removed);
  });

  it('leaves nothing out of a comment, whatever it says', () => {
    expect(safeHtml('a<!-- <script>1</script> -->b<!--[if mso]><p>x</p><![endif]-->c').html).toBe('abc');
  });

  it('writes balanced, known elements only, whatever it is given', () => {
    const random = seededRandom(7);
    const pieces =
      '< > </ <b <script <svg style= onload= src=x " \' = & &#60; <!-- --> ]]> <p> </p> a / <img href=javascript:x'.split(
        ' ',
      );
    for (let round = 0; round < 2_000; round += 1) {
      const source = Array.from({ length: 12 }, () => pieces[Math.floor(random.next() * pieces.length)]).join(' ');
      const { html } = safeHtml(source);
      const tags = html.match(/<[^>]*>/g) ?? [];
      for (const tag of tags) expect(tag).toMatch(/^<\/?(?:b|p|img)(?: [a-z]+="[^"<>]*")*>$/);
      expect(html.replaceAll(/<[^>]*>/g, '')).not.toMatch(/[<>]/);
      const depth = tags.reduce((sum, tag) => sum + (tag.startsWith('<img') ? 0 : tag.startsWith('</') ? -1 : 1), 0);
      expect(depth).toBe(0);
    }
  });

  it('does not grow with pictures that are shown again and again, nor with what is nested for nothing', () => {
    const large = `data:image/png;base64,${'A'.repeat(250_000)}`;
    expect(safeHtml('<img src="cid:a">'.repeat(500), () => large).html.length).toBeLessThan(4_100_000);
    expect(safeHtml('<div>'.repeat(50_000)).html.length).toBeLessThan(5_000);
  });

  it.each(['<', '<a ', '<a href="', '<!--', '<script>', '&#', "<p a='", '</'])(
    'reads a million characters of « %s » in no time',
    (piece) => {
      const before = process.cpuUsage();
      safeHtml(piece.repeat(Math.ceil(1_000_000 / piece.length)));
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1e6).toBeLessThan(5);
    },
  );
});

describe('a plain mail', () => {
  it('keeps its lines, its quotes and its links', () => {
    expect(plainHtml('Bonjour <vous>\n> hier\nvoir https://x.example/a?b=1&c=2.')).toBe(
      '<div style="white-space: pre-wrap">Bonjour &lt;vous&gt;<br><blockquote>hier<br></blockquote>voir <a href="https://x.example/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow">https://x.example/a?b=1&amp;c=2</a>.<br></div>',
    );
  });
});
