import type { Sample } from '../phone.ts';
import { encodePng, type Colour } from './png.ts';

const WIDTH = 320;
const HEIGHT = 240;
const GROUND = 178;
const WATER = 196;
const HORIZON = 92;

const WALL: Colour = [233, 214, 180];
const ROOF: Colour = [176, 84, 60];
const DOOR: Colour = [96, 74, 58];
const WINDOW: Colour = [132, 158, 170];

let made: Sample | undefined;

/** A drawing of a row of rented rooms behind flooded ground: what a member might photograph. */
export function samplePhoto(): Sample {
  made ??= { bytes: encodePng(WIDTH, HEIGHT, paint), name: 'day-tro-ngap.png', mime: 'image/png' };
  return made;
}

function paint(x: number, y: number): Colour {
  if (y >= WATER) return mix([104, 128, 134], [70, 92, 100], (y - WATER) / (HEIGHT - WATER) + ripple(x, y));
  if (y >= GROUND) return mix([142, 128, 104], [110, 104, 92], (y - GROUND) / (WATER - GROUND));
  const roofTop = HORIZON + Math.abs(((x + 8) % 16) - 8) / 4;
  if (y >= roofTop && y < HORIZON + 18) return (x + y) % 7 === 0 ? [158, 72, 52] : ROOF;
  if (y >= HORIZON + 18) return room(x % 64, y);
  return mix([150, 178, 200], [222, 226, 222], y / HORIZON);
}

function room(x: number, y: number): Colour {
  if (x >= 10 && x < 26 && y >= 130) return DOOR;
  if (x >= 36 && x < 54 && y >= 126 && y < 146) return x === 45 || y === 136 ? WALL : WINDOW;
  return x < 2 ? [206, 186, 152] : WALL;
}

function ripple(x: number, y: number): number {
  return Math.sin(x / 9 + y * 1.7) * 0.18;
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const part = Math.max(0, Math.min(1, share));
  const at = (index: 0 | 1 | 2): number => Math.round(from[index] + (to[index] - from[index]) * part);
  return [at(0), at(1), at(2)];
}
