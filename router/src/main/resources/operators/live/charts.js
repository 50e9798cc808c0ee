// The last five minutes, a point a second.

import { h } from './dom.js';
import { clock, ms, short } from './words.js';

const SECONDS = 300;
const LEAST_SECONDS = 60;
const CHARTS = [
  { title: 'Throughput, a second', format: short, series: [
    ['toPlayers', 'words to players', '--accent'], ['toNodes', 'frames to nodes', '--gold']] },
  { title: 'Latency', format: ms, series: [
    ['heartbeatMs', 'oldest heartbeat', '--soft'], ['journalMs', 'claims in the journal', '--good'],
    ['loopLagMs', 'event loop lag', '--gold'], ['resumeMs', 'slowest room back', '--bad', true]] },
  { title: 'Rooms on their way, a second', format: short, series: [
    ['placements', 'placed', '--good'], ['moves', 'moved', '--gold'], ['failovers', 'failed over', '--bad']] },
  { title: 'People', format: short, series: [
    ['connections', 'connected', '--soft'], ['seats', 'seats', '--accent'], ['parked', 'parked', '--bad']] },
];

export function charts(model) {
  const all = CHARTS.map((plan) => chart(model, plan));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => all.forEach(({ paint }) => paint()));
  model.on('points', () => {
    if (!document.hidden) all.forEach(({ draw }) => draw());
  });
  return h('section.charts', { ariaLabel: 'The last five minutes' }, all.map(({ element }) => element));
}

function chart(model, { title, format, series }) {
  const canvas = h('canvas', { role: 'img', ariaLabel: title });
  const element = h('figure.panel.chart', h('figcaption', title), h('div.chart-room', canvas));
  const { Chart } = window;
  const drawn = new Chart(canvas, {
    type: 'line',
    data: { datasets: series.map(([, label, , dots]) => ({ label, data: [], borderWidth: 1.75, tension: 0.25,
      pointRadius: dots ? 3 : 0, pointHitRadius: 6, showLine: !dots, spanGaps: true })) },
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      maintainAspectRatio: false,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      scales: {
        x: { type: 'linear', min: -SECONDS, max: 0, grid: { display: false }, border: { display: false },
          ticks: { stepSize: 60, maxRotation: 0, callback: (s) => (s === 0 ? 'now' : s % 60 === 0 ? `${s / 60} min` : `${s} s`) } },
        y: { beginAtZero: true, border: { display: false }, ticks: { maxTicksLimit: 5, callback: (v) => format(v) } },
      },
      plugins: {
        legend: { position: 'bottom', labels: { boxWidth: 14, boxHeight: 2, padding: 12 } },
        tooltip: { callbacks: {
          title: (items) => (items.length > 0 ? clock(items[0].raw.at) : ''),
          label: ({ dataset, parsed }) => ` ${dataset.label}: ${format(parsed.y)}`,
        } },
      },
    },
  });

  function paint() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    series.forEach(([, , name], i) => {
      drawn.data.datasets[i].borderColor = colour(name);
      drawn.data.datasets[i].backgroundColor = colour(name);
    });
    drawn.options.color = colour('--ink');
    drawn.options.scales.y.grid = { color: colour('--line') };
    for (const axis of Object.values(drawn.options.scales)) axis.ticks.color = colour('--soft');
    drawn.options.plugins.legend.labels.color = colour('--soft');
    drawn.options.font = { family: style.getPropertyValue('--sans'), size: 12 };
    drawn.update('none');
  }

  function draw() {
    const end = model.points.at(-1)?.[0] ?? 0;
    const span = Math.min(SECONDS, Math.max(LEAST_SECONDS, Math.ceil((end - (model.points[0]?.[0] ?? end)) / 60_000) * 60));
    drawn.options.scales.x.min = -span;
    drawn.options.scales.x.ticks.stepSize = span <= 60 ? 15 : span <= 120 ? 30 : 60;
    const said = [];
    series.forEach(([column, label], i) => {
      const at = model.columns.indexOf(column) + 1;
      const data = [];
      for (const point of model.points) {
        const x = (point[0] - end) / 1000;
        if (x >= -SECONDS && point[at] !== null) data.push({ x, y: point[at], at: point[0] });
      }
      drawn.data.datasets[i].data = data;
      if (data.length > 0) said.push(`${label} ${format(data.at(-1).y)}`);
    });
    canvas.ariaLabel = `${title}: ${said.join(', ')}`;
    drawn.update('none');
  }

  paint();
  return { element, draw, paint };
}
