/** A URL or a mail address, as it may stand in a header: printable, without spaces. */
export const CONTACT = /^[\x21-\x7e]{3,200}$/;

/** What probes call themselves: who asks, where that is explained, and whom to write to, so that it can be stopped. */
export function userAgentOf(version: string, contact: string | null, url: string | null): string {
  const page = url === null ? "" : `${url}/about; `;
  return `Faultline/${version} (status record; ${page}contact: ${contact ?? "not stated by this instance"})`;
}

/** Where a contact leads: a web page or a mail; null for what is neither. */
export function contactLink(contact: string): string | null {
  if (/^(?:https?:\/\/|mailto:)[^\s"<>]+$/i.test(contact)) return contact;
  return /^[^@\s"<>:/]+@[^@\s"<>:/]+\.[a-z0-9-]+$/i.test(contact) ? `mailto:${contact}` : null;
}
