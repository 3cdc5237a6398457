/** The page's look: system fonts, light and dark as the reader's machine is, one column on a phone, ink-saving in print. */

export const STYLES = `:root {
  color-scheme: light dark;
  --ground: #f5f6f8; --surface: #ffffff; --line: #d9dee5; --ink: #17202b; --quiet: #55606e;
  --accent: #1d5c63; --good: #2f8f6b; --bad: #c0392b; --mark: #9a5b00;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #11161c; --surface: #1a2129; --line: #323d49; --ink: #e7ecf1; --quiet: #a3afbc;
    --accent: #7cc9cf; --good: #4fbf95; --bad: #ef7d70; --mark: #f2c274;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); }
main { max-width: 1080px; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 0 0 .25rem; }
p { margin: 0 0 .75rem; }
.quiet { color: var(--quiet); }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; margin-top: 1rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(160px, 1fr)); gap: .75rem; margin: 1rem 0 0; }
.tiles div { display: flex; flex-direction: column; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: .75rem; }
.tiles dt { color: var(--quiet); font-size: .85rem; line-height: 1.3; }
.tiles dd { margin: 0; }
.tiles .figure { font-size: 1.45rem; font-weight: 600; line-height: 1.3; margin-top: auto; padding-top: .25rem; font-variant-numeric: tabular-nums; }
.tiles .figure.unknown { font-size: 1rem; font-weight: 400; color: var(--quiet); }
.tiles .interval { color: var(--quiet); font-size: .78rem; white-space: nowrap; min-height: 1.2rem; font-variant-numeric: tabular-nums; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); column-gap: 1rem; }
.scroll { overflow-x: auto; }
svg { display: block; width: 100%; height: auto; font-size: 11px; }
svg text { fill: var(--quiet); font-family: inherit; }
svg text.strong { fill: var(--ink); }
.chart { max-width: 460px; margin: 0 auto; }
.grid { stroke: var(--line); stroke-width: 1; fill: none; }
.ideal { stroke: var(--quiet); stroke-width: 1; stroke-dasharray: 4 4; }
.dot { fill: var(--accent); fill-opacity: .75; stroke: var(--surface); }
.trace { stroke: var(--accent); stroke-width: 2; fill: none; stroke-linejoin: round; }
.mark { stroke: var(--mark); stroke-width: 1.5; stroke-dasharray: 3 3; }
.point { fill: var(--mark); }
svg text.risk { fill: var(--mark); font-weight: 600; paint-order: stroke; stroke: var(--surface); stroke-width: 3px; }
.right { fill: var(--good); }
.wrong { fill: var(--bad); }
table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 600; white-space: nowrap; }
tbody th { color: var(--ink); font-weight: 400; white-space: normal; }
tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; white-space: nowrap; }
.threshold { min-width: 9rem; }
.text { min-width: 14rem; overflow-wrap: anywhere; white-space: pre-line; }
@media print {
  :root { --ground: #fff; --surface: #fff; --line: #bbb; --ink: #000; --quiet: #444; --accent: #1d5c63; --good: #2f8f6b; --bad: #c0392b; --mark: #9a5b00; color-scheme: light; }
  main { max-width: none; padding: 0; }
  .card, .tiles div { border-radius: 0; }
  .chart, tr, .tiles div { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
