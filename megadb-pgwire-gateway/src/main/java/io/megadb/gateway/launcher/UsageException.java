package io.megadb.gateway.launcher;

import java.io.Serial;

/** The command line is wrong; the message is the sentence to print. */
public final class UsageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
