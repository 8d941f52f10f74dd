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

  private MalformedExportException(String message, long row, Throwable cause) {
    super(message, cause);
    this.line = row;
  }

  /**
   * A file of rows without lines.
   *
   * @param row counted from 1
   */
  public static MalformedExportException atRow(long row, String reason, Throwable cause) {
    return new MalformedExportException("Row " + row + ": " + reason, row, cause);
  }

  /** Line of the file, or row where it has no lines; counted from 1. */
  public long line() {
    return line;
  }
}
