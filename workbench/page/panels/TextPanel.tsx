import { type PanelProps, renderMarkdown } from '@grafana/data';
import { ScrollContainer } from '@grafana/ui';
import React from 'react';

/** Markdown, sanitised by Grafana's own renderer. */
export const TextPanel = ({ options, replaceVariables }: PanelProps<{ content?: string }>) => (
  <ScrollContainer>
    <div
      className="markdown-html"
      dangerouslySetInnerHTML={{ __html: renderMarkdown(replaceVariables(options.content ?? '')) }}
    />
  </ScrollContainer>
);
