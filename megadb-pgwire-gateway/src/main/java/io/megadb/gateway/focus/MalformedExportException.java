package io.megadb.gateway.focus;

import java.io.IOException;

/** A billing export that cannot be read on from some line. */
public final class MalformedExportException extends IOException {
  private static final long serialVersionUID = 1;

  private final long line;

  MalformedExportException(long line, String reason) {
    super("Line " + line + ": " + reason);
    this.line = line;
  }

  MalformedExportException(long line, String reason, IOException cause) {
    super("Line " + line + ": " + reason, cause);
    this.line = line;
  }

  /** Line of the file, counted from 1. */
  public long line() {
    return line;
  }
}
