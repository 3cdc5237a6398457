import { describe, expect, it } from '@jest/globals';
import { splitMail } from '../new-text/new-text.ts';

const split = (html: string, subject = '') => splitMail({ text: '', html, subject });
const HEADERS =
  '<b>Von:</b> B &lt;b@x.example&gt;<br><b>Gesendet:</b> Montag, 16. November 2026 17:40<br><b>An:</b> c<br><b>Betreff:</b> x';

describe('HTML mail of known programs', () => {
  it.each([
    {
      name: 'Gmail',
      html: '<div dir="ltr">Oui.</div><br><div class="gmail_quote"><div class="gmail_attr">Le lun. 16 nov. 2026 à 17:40, B &lt;<a href="mailto:b@x.example">b@x.example</a>&gt; a écrit :<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">Bonjour</blockquote></div>',
    },
    {
      name: 'Outlook for the desktop',
      html: `<div class=WordSection1><p class=MsoNormal>Oui.<o:p></o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>${HEADERS}<o:p></o:p></p></div></div><p class=MsoNormal>Hallo</p></div>`,
    },
    {
      name: 'Outlook on the web',
      html: '<div>Oui.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font><b>???:</b> B<br></font><div>&nbsp;</div></div><div>Hallo</div>',
    },
    { name: 'Outlook of old', html: `Oui.<div class="OutlookMessageHeader">${HEADERS}</div>Hallo` },
    {
      name: 'Thunderbird',
      html: 'Oui.<br><div class="moz-cite-prefix">16.11.26, B:<br></div><blockquote type="cite" cite="mid:x">Hallo</blockquote>',
    },
    {
      name: 'Apple Mail',
      html: '<div>Oui.</div><div><br><blockquote type="cite"><div>Le 16 nov. 2026 à 17:40, B a écrit :</div><br><div>Bonjour</div></blockquote></div>',
    },
    {
      name: 'Yahoo',
      html: '<div>Oui.</div><div id="ydp1yahoo_quoted_2" class="ydp1yahoo_quoted"><div>B :</div><div>Bonjour</div></div>',
    },
    {
      name: 'Zimbra',
      html: '<div>Oui.<br></div><hr id="zwchr" data-marker="__DIVIDER__"><div><b>De: </b>"B" &lt;b@x.example&gt;<br><b>Objet: </b>x<br></div>Bonjour',
    },
    {
      name: 'Proton',
      html: '<div>Oui.</div><div class="protonmail_quote">Le lundi, B a écrit :<br><blockquote class="protonmail_quote" type="cite">Bonjour</blockquote></div>',
    },
    {
      name: 'Yandex',
      html: '<p>Oui.<br />16.11.2026, 17:40, "B" &lt;<a href="mailto:b@x.example">b@x.example</a>&gt;:</p><blockquote>Hello</blockquote>',
    },
  ])('takes the quote away: $name', ({ html }) => {
    const parts = split(html);
    expect(parts.text).toBe('Oui.');
    expect(parts.quoted).not.toBe('');
  });

  it('keeps answers between quotes', () => {
    const html =
      '<div class="gmail_quote"><div class="gmail_attr">B wrote:</div><blockquote type="cite">Taille ?</blockquote><div>M</div><blockquote type="cite">Couleur ?</blockquote><div>Bleu</div></div>';
    expect(split(html).text).toBe('M\nBleu');
  });

  it('keeps a block quote that nothing announces: it is the sender’s own', () => {
    expect(split('<p>Il est écrit</p><blockquote>Retour offert</blockquote><p>sur le site.</p>').text).toContain(
      'Retour offert',
    );
  });

  it('takes signatures by their mark', () => {
    expect(split('<div>Oui.</div><div class="gmail_signature">Léa<br>Paris</div>')).toMatchObject({
      text: 'Oui.',
      signature: 'Léa\nParis',
    });
  });

  it('keeps the sender of a forwarded mail', () => {
    const html =
      '<div>Pour vous</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>De : <b>Léa</b> <span>&lt;<a href="mailto:lea@x.example">lea@x.example</a>&gt;</span><br>Date: lun. 16 nov. 2026<br>Subject: Colis<br>To: &lt;sav@b.example&gt;<br></div>Bonjour</div>';
    expect(split(html)).toMatchObject({ text: 'Pour vous', forward: { from: 'lea@x.example', subject: 'Colis' } });
  });
});
