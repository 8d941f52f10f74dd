package io.megadb.oltp.log;

import java.io.IOException;

/** A write found no space (ENOSPC) or no quota (EDQUOT). */
public final class DiskFullException extends IOException {
  private static final long serialVersionUID = 1L;

  public DiskFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
