const ENDING = /\.(?:json|ya?ml)$/;

/** Whether a file of that name is read: JSON or YAML that nobody hid. */
export function isDocumentName(name: string): boolean {
  return !name.startsWith(".") && ENDING.test(name);
}

/** `2025-10-20-aws-us-east-1` of `2025-10-20-aws-us-east-1.yaml` */
export function withoutEnding(name: string): string {
  return name.replace(ENDING, "");
}
