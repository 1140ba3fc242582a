// Elements without a build step: htm templates for Preact. Text is escaped, never interpreted as
// markup.
import { h, render } from 'preact';
import htm from 'htm';

export const html = htm.bind(h);
export { render };
export {
  useCallback, useEffect, useId, useLayoutEffect, useMemo, useReducer, useRef, useState,
} from 'preact/hooks';
