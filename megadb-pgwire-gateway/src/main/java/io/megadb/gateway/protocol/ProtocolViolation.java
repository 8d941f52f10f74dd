package io.megadb.gateway.protocol;

import io.megadb.error.SqlState;
import java.io.Serial;

/** Bytes that are no message: the connection is answered FATAL, mostly 08P01, and closed. */
public final class ProtocolViolation extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final SqlState state;

  public ProtocolViolation(String message) {
    this(SqlState.PROTOCOL_VIOLATION, message);
  }

  ProtocolViolation(SqlState state, String message) {
    super(message);
    this.state = state;
  }

  /** What the client is told. */
  public SqlState state() {
    return state;
  }
}
