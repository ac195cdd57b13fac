import { html } from './html.js';

const SHAPES = {
  send: 'M3.4 20.4 21 12 3.4 3.6 3.4 10.2 15 12 3.4 13.8Z',
  attach: 'M16.5 6.5v9.5a4.5 4.5 0 0 1-9 0V6a3 3 0 0 1 6 0v9a1.5 1.5 0 0 1-3 0V7',
  photo: 'M4 6h16v12H4zM4 16l4.5-4.5 3.5 3.5 3-3 5 4M15.5 9.5h.01',
  voice:
    'M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4ZM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3',
  location: 'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11ZM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  contact: 'M12 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM5 20c0-3.5 3-5.5 7-5.5s7 2 7 5.5',
  document: 'M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5',
  sticker: 'M12 3a9 9 0 1 0 9 9M21 12a9 9 0 0 0-9-9v4a5 5 0 0 0 5 5zM8.5 14.5c1.5 2 5 2 6.5 0M8.5 10h.01',
  commands: 'M4 7h16M4 12h16M4 17h10',
  reply: 'M10 6 4 12l6 6M4.5 12H14a6 6 0 0 1 6 6',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2',
  close: 'M6 6l12 12M18 6 6 18',
  person: 'M12 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM4 20c0-3.3 2.8-5.3 6.5-5.3M17 14v6M14 17h6',
  broom: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13',
  inspect: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 20 20',
  raw: 'M9 5c-2 0-3 1-3 3v2c0 1-.5 2-2 2 1.5 0 2 1 2 2v2c0 2 1 3 3 3M15 5c2 0 3 1 3 3v2c0 1 .5 2 2 2-1.5 0-2 1-2 2v2c0 2-1 3-3 3',
  down: 'M6 10l6 6 6-6',
  play: 'M8 5.5v13l11-6.5Z',
  pause: 'M8 5.5v13M16 5.5v13',
  phone:
    'M6 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3c0 1-.8 2-2 2C11 20 4 13 4 5.5c0-1.2 1-2 2-2Z',
  open: 'M9 5H5v14h14v-4M13 4h7v7M20 4l-9 9',
};

/** A drawn sign; what it means is said by the label of what bears it. */
export function Icon({ name }) {
  return html`<svg class="icon icon-${name}" viewBox="0 0 24 24" aria-hidden="true">
    <path d=${SHAPES[name]} />
  </svg>`;
}
