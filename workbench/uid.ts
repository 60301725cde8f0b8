/** Uid of the workbench's only data source, the one that the provisioned dashboard names. */
export const UID = 'cloudflare-stream';
