package io.megadb.execution.spill;

/**
 * What one statement may write of its process's temporary files.
 *
 * @param maxBytes the bound that its session sets on the files of all statements; 0 for half of the
 *     free space
 */
public record SpillLimit(SpillSpace space, long maxBytes) {
  /** An empty file; the caller closes it. */
  public SpillFile create() {
    return new SpillFile(space, maxBytes);
  }
}
