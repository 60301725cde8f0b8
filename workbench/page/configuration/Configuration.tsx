import { css } from '@emotion/css';
import { Alert, type AlertVariant, Button, Stack } from '@grafana/ui';
import React, { useState } from 'react';
import { Heading } from '../Heading';
import type { Session } from '../session';

/** Of Grafana's settings pages. */
const WIDTH = css({ maxWidth: 880 });

interface Outcome {
  readonly severity: AlertVariant;
  readonly message: string;
  readonly details?: string;
}

/** The plugin's config editor with Grafana's "Save & test". */
export function Configuration({ session }: { session: Session }) {
  const { ConfigEditor } = session.plugin.components;
  const [options, setOptions] = useState(session.stored);
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, setBusy] = useState(false);

  const saveAndTest = async () => {
    setBusy(true);
    setOutcome(undefined);
    setOutcome(await session.save(options).then(() => test(session), failure));
    setOptions(session.stored);
    setBusy(false);
  };

  return (
    <Stack direction="column" gap={2}>
      <Heading title="Configuration" />
      <form
        className={WIDTH}
        aria-label="Data source settings"
        onSubmit={(event) => {
          event.preventDefault();
          void saveAndTest();
        }}
      >
        <ConfigEditor options={options} onOptionsChange={(next) => setOptions({ ...options, ...next })} />
        {outcome && (
          <Alert severity={outcome.severity} title={outcome.message}>
            {outcome.details}
          </Alert>
        )}
        <Button type="submit" disabled={busy} icon={busy ? 'spinner' : undefined}>
          Save &amp; test
        </Button>
      </form>
    </Stack>
  );
}

/** A failed check is thrown by the runtime, with the backend's details. */
async function test({ dataSource }: Session): Promise<Outcome> {
  try {
    const { status, message } = await dataSource.testDatasource();
    return { severity: status === 'success' ? 'success' : 'warning', message };
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): Outcome {
  const { message, error: inner, data } = Object(error);
  return {
    severity: 'error',
    message: message ?? data?.message ?? 'The server does not answer.',
    details: inner?.details?.verboseMessage,
  };
}
