import { css } from "lit";

export const lineStyles = css`
  svg {
    display: block;
    max-width: 100%;
    overflow: visible;
  }
  a {
    color: inherit;
    text-decoration: none;
  }
  a:focus-visible {
    outline: none;
  }
  a:focus-visible .frame, .batch:focus-visible rect {
    stroke: var(--focus);
    stroke-width: 3;
  }
  .flow {
    fill: none;
    stroke: var(--line-strong);
    stroke-width: 2;
  }
  .arrow {
    fill: var(--line-strong);
  }
  text {
    fill: var(--ink);
    font: 400 12px var(--family);
  }
  .step {
    font: 600 12px var(--family);
    fill: var(--ink-soft);
  }
  .frame {
    fill: var(--panel);
    stroke: var(--line-strong);
    stroke-width: 1;
  }
  .frame.critical, .frame.warning, .frame.info {
    stroke-width: 3;
  }
  .frame.critical { stroke: var(--alarm-critical); }
  .frame.warning { stroke: var(--alarm-warning); }
  .frame.info { stroke: var(--alarm-info); }
  a:hover .frame {
    fill: var(--raised);
  }
  .selected .frame {
    fill: var(--raised);
  }
  .selected .name {
    text-decoration: underline;
    text-underline-offset: 3px;
    text-decoration-thickness: 2px;
  }
  .disconnected .frame {
    stroke-dasharray: 5 4;
    fill: none;
  }
  .disconnected .value, .disconnected .label, .disconnected .unit {
    fill: var(--ink-soft);
  }
  .disconnected .state, .abnormal .state {
    font-weight: 700;
  }
  .name {
    font: 600 14px var(--family);
  }
  .pack .name {
    font-size: 13px;
  }
  .state, .label, .unit {
    fill: var(--ink-soft);
  }
  .abnormal .state, .disconnected .state {
    fill: var(--ink);
  }
  .value {
    font: 600 13px var(--family);
    font-variant-numeric: tabular-nums;
    text-anchor: end;
  }
  .value .unit {
    font: 400 12px var(--family);
  }
  .value.bad {
    fill: var(--ink-soft);
    font-style: italic;
  }
  .symbol .body {
    fill: var(--stopped);
    stroke: var(--line-strong);
    stroke-width: 1.5;
  }
  .symbol .stroke {
    fill: none;
    stroke: var(--line-strong);
    stroke-width: 1.5;
  }
  .symbol .dot {
    fill: var(--line-strong);
  }
  .working .symbol .body {
    fill: var(--running);
  }
  .disconnected .symbol .body {
    fill: none;
    stroke-dasharray: 3 2;
  }
  .worn {
    fill: var(--alarm-warning);
  }
  .label.on-mark, .value.on-mark, .value.on-mark .unit {
    fill: var(--on-warning);
  }
  .score-field, .charge-field {
    fill: var(--sunken);
  }
  .score, .charge {
    fill: var(--trend);
  }
  .score.over {
    fill: var(--alarm-warning);
  }
  .score-limit {
    stroke: var(--ink);
    stroke-width: 1.5;
  }
  .terminal {
    fill: var(--line-strong);
  }
  .batch {
    transition: transform 900ms ease-in-out;
  }
  .batch rect {
    fill: var(--ink-soft);
  }
  .batch text {
    fill: var(--panel);
    font: 600 12px var(--family);
    text-anchor: middle;
  }
  @media (prefers-reduced-motion: reduce) {
    .batch {
      transition: none;
    }
  }
`;
