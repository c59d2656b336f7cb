const MACHINE = { height: 128, narrowest: 150, widest: 230, gapX: 30, gapXNarrow: 16, gapY: 14 };
const PACK = { height: 90, narrowest: 104, gap: 10 };
const STEP_LABEL = 22;
const SIDE_BY_SIDE_FROM = 1120;
const NARROW = 800;
const PACKS_SHARE = 0.34;

/**
 * Places the parts of the line for a width in px: machines in columns by step, packs beside them or, where that is too
 * narrow, below. Answers {height, steps, machines, packs, flows} with px coordinates; flows are SVG paths.
 */
export function layoutLine(stages, packs, width) {
  const beside = width >= SIDE_BY_SIDE_FROM && packs.length > 0 && stages.length > 0;
  const machinesWidth = beside ? Math.round(width * (1 - PACKS_SHARE)) - MACHINE.gapX : width;
  const line = placeStages(stages, machinesWidth);
  const packsLeft = beside ? line.right + MACHINE.gapX : 0;
  const packsBelow = beside || line.height === 0 ? 0 : line.height + 14;
  const grid = packGrid(packs.length, width - packsLeft);
  const packsTop = beside ? Math.max(0, (line.height - grid.height) / 2) : packsBelow;
  const tiles = placePacks(packs, packsLeft, packsTop, grid);
  const height = Math.max(line.height, packs.length > 0 ? packsTop + grid.height : 0);
  const flows = beside ? [...line.flows, ...line.ends.map((end) => flow(end, packsLeft - 6, packsTop + (STEP_LABEL + grid.height) / 2))]
    : line.flows;
  const packsStep = packs.length > 0 ? [{ label: "packs", x: packsLeft, y: packsTop + 14 }] : [];
  return {
    height,
    steps: [...line.steps, ...packsStep],
    machines: line.machines,
    packs: tiles,
    flows,
  };
}

function placeStages(stages, width) {
  const gapX = width < NARROW ? MACHINE.gapXNarrow : MACHINE.gapX;
  const most = Math.max(1, Math.floor((width + gapX) / (MACHINE.narrowest + gapX)));
  const perRow = evenRows(stages.length, most);
  const boxWidth = Math.min(MACHINE.widest, (width - (perRow - 1) * gapX) / perRow);
  const steps = [];
  const machines = [];
  const flows = [];
  let ends = [];
  let top = 0;
  for (let first = 0; first < stages.length; first += perRow) {
    const row = stages.slice(first, first + perRow);
    const tallest = Math.max(...row.map((stage) => stage.machines.length));
    const columns = row.map((stage, index) => {
      const x = index * (boxWidth + gapX);
      const start = top + STEP_LABEL + (stackHeight(tallest) - stackHeight(stage.machines.length)) / 2;
      steps.push({ label: stage.step, x, y: start - 8 });
      return stage.machines.map((view, place) =>
        ({ view, x, y: start + place * (MACHINE.height + MACHINE.gapY), width: boxWidth, height: MACHINE.height }));
    });
    columns.slice(1).forEach((column, index) => flows.push(...flowsBetween(columns[index], column)));
    ends = columns[columns.length - 1];
    machines.push(...columns.flat());
    top += STEP_LABEL + stackHeight(tallest) + MACHINE.gapY;
  }
  return {
    steps,
    machines,
    flows,
    ends,
    height: Math.max(0, top - MACHINE.gapY),
    right: stages.length === 0 ? 0 : perRow * boxWidth + (perRow - 1) * gapX,
  };
}

const stackHeight = (count) => count * MACHINE.height + (count - 1) * MACHINE.gapY;

const flowsBetween = (from, to) => from.flatMap((source) => to.map((target) =>
  flow(source, target.x, target.y + target.height / 2)));

/** A way from a machine's right side to a point further right. */
function flow(source, x, y) {
  const startX = source.x + source.width;
  return `M${startX} ${source.y + source.height / 2}H${startX + (x - startX) / 2}V${y}H${x - 2}`;
}

/** How many go side by side: rows are evened out, since eight on seven columns would leave a lonely one. */
function evenRows(count, most) {
  return Math.max(1, Math.ceil(count / Math.max(1, Math.ceil(count / most))));
}

function packGrid(count, width) {
  const columns = evenRows(count, Math.max(1, Math.floor((width + PACK.gap) / (PACK.narrowest + PACK.gap))));
  const rows = Math.ceil(count / columns);
  return {
    columns,
    tileWidth: Math.min(190, (width - (columns - 1) * PACK.gap) / columns),
    height: STEP_LABEL + rows * (PACK.height + PACK.gap) - PACK.gap,
  };
}

function placePacks(packs, left, top, { columns, tileWidth }) {
  return packs.map((view, index) => ({
    view,
    x: left + (index % columns) * (tileWidth + PACK.gap),
    y: top + STEP_LABEL + Math.floor(index / columns) * (PACK.height + PACK.gap),
    width: tileWidth,
    height: PACK.height,
  }));
}
