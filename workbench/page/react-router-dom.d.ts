/** Version 5, which brings no types: @grafana/ui wants its Router around everything. */
declare module 'react-router-dom' {
  import type { ComponentType, ReactNode } from 'react';

  export const Router: ComponentType<{ history: unknown; children: ReactNode }>;
  export const useLocation: () => { pathname: string; search: string };
}
