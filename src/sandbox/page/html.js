import { h } from 'preact';
import htm from 'htm';

/** Markup in a template, without a build. What is filled in is always text, never markup. */
export const html = htm.bind(h);
