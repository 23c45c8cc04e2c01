import { coverArt } from './cover-art.ts';
import type { CoverShape } from './cover-scenes.ts';

const shapeMarkup = (uid: string, shape: CoverShape): string => {
  const opacity = `opacity="${shape.opacity}"`;
  if (shape.kind === 'line')
    return `<path d="${shape.d}" fill="none" stroke="${shape.colour}" stroke-width="${shape.width}" stroke-linecap="round" ${opacity}/>`;
  const fill = `fill="url(#${uid}-${shape.gradient})" ${opacity}`;
  return shape.kind === 'path'
    ? `<path d="${shape.d}" ${fill}/>`
    : `<circle cx="${shape.x}" cy="${shape.y}" r="${shape.r}" ${fill}/>`;
};

/**
 * What the drawn cover of a clip is made of, as SVG. Of the id there are only numbers and colours in it. `uid` tells its
 * gradients from others in the document: letters, digits, `-` and `_`.
 */
export const coverMarkup = (id: string, uid: string): string => {
  const { gradients, shapes } = coverArt(id);
  // The ground is one for the whole square, so that what it covers looks cut out; others fit their shape.
  const defs = gradients.map(({ from, to, angle }, index) => {
    const [units, end, middle] = index === 0 ? ['userSpaceOnUse', 100, 50] : ['objectBoundingBox', 1, 0.5];
    return (
      `<linearGradient id="${uid}-${index}" gradientUnits="${units}" x1="0" x2="${end}" ` +
      `gradientTransform="rotate(${angle} ${middle} ${middle})">` +
      `<stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`
    );
  });
  const ground = `<rect width="100" height="100" fill="url(#${uid}-0)"/>`;
  return `<defs>${defs.join('')}</defs>${ground}${shapes.map((shape) => shapeMarkup(uid, shape)).join('')}`;
};
