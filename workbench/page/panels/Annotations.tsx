import { css } from '@emotion/css';
import { type DataFrame, DataFrameView, type GrafanaTheme2 } from '@grafana/data';
import { Tooltip, type UPlotConfigBuilder, useStyles2 } from '@grafana/ui';
import React, { useLayoutEffect, useReducer, useState } from 'react';
import { createPortal } from 'react-dom';

/** What is needed of uPlot: where a value of a scale lies, in CSS pixels. */
interface Plot {
  readonly over: HTMLElement;
  valToPos(value: number, scale: string): number;
}

/** An event as scenes hands it on: times in ms since the epoch. */
interface Event {
  readonly time: number;
  readonly timeEnd?: number;
  readonly title?: string;
  readonly text?: string;
  readonly tags?: readonly string[];
  readonly color?: string;
}

/** A chart's annotations: a line at an event and a band over a region, with a bar at its foot that has their words on hover. */
export function Annotations({ config, frames }: { config: UPlotConfigBuilder; frames: DataFrame[] }) {
  const styles = useStyles2(getStyles);
  const [plot, setPlot] = useState<Plot>();
  const [, drawn] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => {
    config.addHook('init', setPlot);
    config.addHook('draw', drawn); // Its scale may be another.
  }, [config]);
  if (plot === undefined) {
    return null;
  }
  const width = plot.over.clientWidth;
  const marks = frames.flatMap((frame) => new DataFrameView<Event>(frame).map((event) => ({ ...event })));
  return createPortal(
    marks.map(({ time, timeEnd = time, title, text, tags = [], color }, index) => {
      const [start, end] = [time, timeEnd].map((at) => plot.valToPos(at, 'x'));
      if (end < 0 || start > width) {
        return null;
      }
      const [left, right] = [Math.max(0, start), Math.min(width, end)];
      const isRegion = right - left > 2;
      const words = [title, text].filter(Boolean).join(': ');
      return (
        <div
          key={index}
          className={styles.mark}
          style={{ left, width: isRegion ? right - left : 0, color, borderRightWidth: isRegion ? 1 : 0 }}
        >
          <div className={styles.band} />
          <Tooltip content={[words, ...tags].join(' · ')}>
            <div className={styles.bar} role="img" aria-label={words} />
          </Tooltip>
        </div>
      );
    }),
    plot.over
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  mark: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    border: '1px dashed currentColor',
    borderWidth: '0 0 0 1px',
    pointerEvents: 'none',
  }),
  band: css({ position: 'absolute', inset: 0, background: 'currentColor', opacity: 0.1 }),
  bar: css({
    position: 'absolute',
    bottom: 0,
    left: -3,
    right: -3,
    minWidth: 6,
    height: theme.spacing(0.75),
    background: 'currentColor',
    pointerEvents: 'auto',
  }),
});
