/** How the page of a summary looks, on a phone and on one sheet of A4. Colours reach 4.5:1 on their ground, also in print. */
export const pageStyle = `
:root { --ink: #1b2430; --quiet: #4d5a69; --line: #c9d2dc; --blue: #1c4a7e; --red: #a61b1b; --ground: #f3f6fa; }
* { box-sizing: border-box; margin: 0; }
body { color: var(--ink); background: #e6ebf1; line-height: 1.62; font-size: 18px;
  font-family: "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 210mm; margin: 0 auto; background: #fff; padding: 24px 20px 20px; }
header { border-bottom: 3px solid var(--red); padding-bottom: 12px; margin-bottom: 18px; }
.office { color: var(--red); font-weight: 700; letter-spacing: .14em; font-size: 17px; }
h1 { font-size: 27px; line-height: 1.35; }
.made { color: var(--quiet); font-size: 15px; }
.banner { background: var(--ground); border-left: 6px solid var(--blue); padding: 14px 16px; margin-bottom: 18px; }
.banner h2 { font-size: 22px; line-height: 1.4; }
.kind { color: var(--blue); font-weight: 700; margin-top: 4px; }
.agency { margin-top: 8px; }
.agency span { color: var(--quiet); margin-right: .8em; }
h3 { font-size: 18px; color: var(--blue); margin-bottom: 4px; }
.part { margin-bottom: 16px; }
ul { list-style: none; padding: 0; }
li { padding-left: 1.3em; position: relative; }
ul li + li { margin-top: 4px; }
ul li::before { content: ""; position: absolute; left: .3em; top: .68em; width: .38em; height: .38em; border-radius: 50%;
  background: var(--blue); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.check li::before { left: 0; top: .36em; width: .82em; height: .82em; border: 1.5px solid var(--ink); border-radius: 2px; background: none; }
sup { font-size: .62em; color: var(--quiet); line-height: 0; margin-left: .1em; }
.answers { border: 1px solid var(--line); padding: 10px 14px; margin-bottom: 16px; font-size: 16px; }
.answers dl > div { display: flex; gap: 1em; }
.answers dt { color: var(--quiet); min-width: 5em; flex: none; }
.answers dd { overflow-wrap: anywhere; }
.closing { border: 2px solid var(--red); padding: 10px 14px; font-weight: 700; margin-bottom: 16px; }
.basis { font-size: 14.5px; color: var(--quiet); margin-bottom: 14px; }
.basis h3 { font-size: 15px; color: var(--quiet); }
.basis ol { padding-left: 1.6em; }
.basis li { padding-left: 0; overflow-wrap: anywhere; }
footer { border-top: 1px solid var(--line); padding-top: 10px; font-size: 15px; color: var(--quiet); }
footer p:first-child { color: var(--ink); font-weight: 700; }
@media (min-width: 700px) {
  main { margin: 24px auto; padding: 40px 52px 32px; box-shadow: 0 2px 14px rgb(27 36 48 / .12); }
  .basis ol { columns: 2; column-gap: 2em; }
}
@page { size: A4; margin: 11mm 15mm 10mm; }
@media print {
  body { background: #fff; font-size: 10.8pt; line-height: 1.4; }
  main { max-width: none; margin: 0; padding: 0; box-shadow: none; }
  header { display: grid; grid-template-columns: 1fr auto; align-items: end; padding-bottom: 6pt; margin-bottom: 9pt; }
  .office { grid-column: 1 / -1; font-size: 11pt; }
  h1 { font-size: 17pt; }
  .made { font-size: 10pt; }
  .banner { padding: 7pt 11pt; margin-bottom: 8pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .banner h2 { font-size: 14.5pt; }
  .kind, .agency { margin-top: 1pt; }
  h3 { font-size: 11.5pt; margin-bottom: 1pt; }
  .part, .answers, .closing { margin-bottom: 6pt; break-inside: avoid; }
  ul li + li { margin-top: 0; }
  .answers { font-size: 10.5pt; padding: 5pt 9pt; }
  .answers dl { display: grid; grid-template-columns: 1fr 1fr; gap: 0 14pt; }
  .answers dt { min-width: 4.5em; }
  .closing { padding: 5pt 9pt; border-width: 1.4pt; }
  .basis { font-size: 9pt; line-height: 1.34; margin-bottom: 5pt; }
  .basis h3 { font-size: 9.8pt; }
  .basis ol { columns: 3; column-gap: 14pt; }
  footer { font-size: 9.3pt; line-height: 1.4; padding-top: 5pt; }
  footer p:first-child { font-size: 10.5pt; }
}
`;
