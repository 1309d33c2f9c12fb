const BAR = 3;
const GAP = 2;

/** Draws levels of 0 to 1 as bars, the newest at the right, in the colour `--wave` of the canvas. */
export function drawWave(canvas: HTMLCanvasElement, levels: readonly number[]): void {
  const paper = canvas.getContext('2d');
  if (!paper) return;
  const scale = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
  if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
  paper.setTransform(scale, 0, 0, scale, 0, 0);
  paper.clearRect(0, 0, width, height);
  paper.fillStyle = getComputedStyle(canvas).color;
  const bars = Math.floor(width / (BAR + GAP));
  for (let bar = 0; bar < bars; bar += 1) {
    const level = levels[levels.length - 1 - bar] ?? 0;
    // Speech is far quieter than its peaks; the root makes it visible.
    const tall = Math.max(2, Math.sqrt(level) * height);
    paper.globalAlpha = level > 0 ? 1 : 0.3;
    paper.fillRect(width - (bar + 1) * (BAR + GAP), (height - tall) / 2, BAR, tall);
  }
}
