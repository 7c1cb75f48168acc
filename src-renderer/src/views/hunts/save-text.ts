/** Gives a text to the browser to save as a file. */
export function saveText(text: string, file: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = file;
  link.click();
  // The save begins after this turn; the bytes have to be there until it has.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
