import { css } from "lit";

/**
 * What every component shares. Colours stand in console.css as custom properties, which reach into shadow trees.
 * Saturated colour is kept for alarms, lost quality and lost connections; everything else is grey.
 */
export const sharedStyles = css`
  :host {
    display: block;
    color: var(--ink);
    font: var(--text);
  }
  *, *::before, *::after {
    box-sizing: border-box;
  }
  h2, h3, p, ul, ol, dl, dd, figure, table {
    margin: 0;
    padding: 0;
  }
  ul, ol {
    list-style: none;
  }
  h2 {
    font: var(--text-title);
  }
  h3 {
    font: var(--text-label);
    color: var(--ink-soft);
  }
  .panel {
    background: var(--panel);
    border: 1px solid var(--line);
    border-radius: 4px;
    padding: 12px 14px 14px;
  }
  .figure {
    font: var(--text-figure);
    font-variant-numeric: tabular-nums;
  }
  .number {
    font-variant-numeric: tabular-nums;
    text-align: right;
  }
  .unit, .soft {
    color: var(--ink-soft);
  }
  .empty {
    color: var(--ink-soft);
    padding: 8px 0;
    max-width: 60ch;
  }
  .problem {
    color: var(--ink);
    border-left: 4px solid var(--alarm-warning);
    padding: 4px 10px;
    margin: 8px 0;
  }
  a, button.link {
    color: var(--link);
  }
  button, select {
    font: inherit;
    color: inherit;
  }
  button.plain {
    background: none;
    border: 0;
    padding: 0;
    text-align: left;
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
