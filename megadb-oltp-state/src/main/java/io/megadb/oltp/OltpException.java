package io.megadb.oltp;

/** The one exception of the engine; {@link #reason} says what happened and drives error codes. */
public final class OltpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  public OltpException(Reason reason) {
    this(reason, null);
  }

  public OltpException(Reason reason, Throwable cause) {
    super(reason.message(), cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
