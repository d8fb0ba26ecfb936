import { createHash } from 'node:crypto';

/** The style of the page; in print everything is shown, without the filter. */
export const style = `
:root { --line: #d0d7de; --soft: #57606a; --bad: #a40e26; --warn: #7a4d00; --good: #1a6b32; --back: #f6f8fa; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; color: #1f2328; background: #fff; font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; overflow-wrap: anywhere; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: .25rem 0 1rem; }
th, td { border: 1px solid var(--line); padding: .35rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: var(--back); }
.totals { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; list-style: none; }
.totals li { border: 1px solid var(--line); border-radius: 6px; padding: .5rem 1rem; min-width: 7rem; }
.totals b { display: block; font-size: 1.5rem; }
.fail, .failed { color: var(--bad); }
.unknown, .warning, .nothing { color: var(--warn); }
.pass, .ok { color: var(--good); }
.exempt, .soft { color: var(--soft); }
.outcome { font-weight: 600; white-space: nowrap; }
.filter { position: sticky; top: 0; display: flex; gap: .75rem; padding: .75rem 0; background: #fff; }
.filter input { flex: 1; }
.filter input, .filter select { font: inherit; padding: .3rem .5rem; }
.fix { display: block; margin-top: .25rem; }
[hidden] { display: none; }
@media print {
  .filter { display: none; }
  [hidden] { display: revert; }
  body { max-width: none; padding: 0; font-size: 11px; }
  tr { break-inside: avoid; }
  th { background: none; }
}
`;

/** The filter: hides rows that have neither the text nor the outcome, and files without rows. */
export const script = `
const text = document.getElementById('text');
const outcome = document.getElementById('outcome');
const rows = [...document.querySelectorAll('tr[data-outcome]')];
const files = [...document.querySelectorAll('section.file')];
const count = document.getElementById('count');
function filter() {
  const wanted = text.value.toLowerCase();
  let shown = 0;
  for (const row of rows) {
    const fits = (outcome.value === '' || row.dataset.outcome.split(' ').includes(outcome.value)) &&
      (wanted === '' || row.textContent.toLowerCase().includes(wanted));
    row.hidden = !fits;
    if (fits) shown++;
  }
  for (const file of files) file.hidden = file.querySelector('tr[data-outcome]:not([hidden])') === null;
  count.textContent = shown + ' of ' + rows.length + ' rows';
}
text.addEventListener('input', filter);
outcome.addEventListener('change', filter);
filter();
`;

/** A policy that lets the page run its own style and script and load nothing. */
export function contentSecurityPolicy(): string {
  return [
    "default-src 'none'",
    `style-src ${source(style)}`,
    `script-src ${source(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function source(text: string): string {
  const hash = createHash('sha256').update(text).digest('base64');
  return `'sha256-${hash}'`;
}
