package io.megadb.gateway.launcher;

import java.io.Serial;

/** The command line is wrong; the message is the sentence to print. */
final class UsageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
