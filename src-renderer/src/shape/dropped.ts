/** What a drop holds, as files and as entries, which may be folders. To be called inside of its handler: entries are gone once it has returned. */
export function dropped(event: DragEvent): { readonly files: readonly File[]; readonly entries: readonly FileSystemEntry[] } {
  return { files: [...(event.dataTransfer?.files ?? [])], entries: [...(event.dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? []) };
}
