/** Loads the page anew when the server says that it was started another time. */
export function reloadAfterRestart(): void {
  let first: string | undefined;
  new EventSource('/restarts').onmessage = ({ data }) => {
    first ??= data;
    if (data !== first) {
      window.location.reload();
    }
  };
}
