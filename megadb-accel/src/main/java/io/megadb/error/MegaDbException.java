package io.megadb.error;

import java.io.Serial;

/**
 * A failure the user is told about: code, message, and optionally detail, hint, context and the
 * position in the statement's text. Immutable; the {@code with…} methods return a copy.
 *
 * <p>The message says what failed, with the value; the hint says what to do next.
 */
public final class MegaDbException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** No position is known. */
  public static final int NO_POSITION = 0;

  private final SqlState state;
  private final String detail;
  private final String hint;
  private final String context;
  private final int position;

  private MegaDbException(
      SqlState state,
      String message,
      String detail,
      String hint,
      String context,
      int position,
      Throwable cause) {
    super(message, cause);
    this.state = state;
    this.detail = detail;
    this.hint = hint;
    this.context = context;
    this.position = position;
  }

  public MegaDbException(SqlState state, String message) {
    this(state, message, null, null, null, NO_POSITION, null);
  }

  public MegaDbException(SqlState state, String message, Throwable cause) {
    this(state, message, null, null, null, NO_POSITION, cause);
  }

  /** A construct that is understood and that nothing runs yet. */
  public static MegaDbException notSupported(String construct) {
    return new MegaDbException(
        SqlState.FEATURE_NOT_SUPPORTED, "feature not supported: " + construct);
  }

  public MegaDbException withDetail(String newDetail) {
    return copy(newDetail, hint, context, position);
  }

  public MegaDbException withHint(String newHint) {
    return copy(detail, newHint, context, position);
  }

  /** Where it happened, such as "COPY edges, line 1, column src". */
  public MegaDbException withContext(String newContext) {
    return copy(detail, hint, newContext, position);
  }

  /**
   * @param newPosition code points from the start of the client's text, the first is 1; {@link
   *     #NO_POSITION} when unknown
   */
  public MegaDbException withPosition(int newPosition) {
    return copy(detail, hint, context, newPosition);
  }

  private MegaDbException copy(
      String newDetail, String newHint, String newContext, int newPosition) {
    MegaDbException copy =
        new MegaDbException(
            state, getMessage(), newDetail, newHint, newContext, newPosition, getCause());
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  public SqlState state() {
    return state;
  }

  /** More about the failure, or null. */
  public String detail() {
    return detail;
  }

  /** What to do next, or null. */
  public String hint() {
    return hint;
  }

  /** Where it happened, or null. */
  public String context() {
    return context;
  }

  /** Code points from the start of the client's text, 1-based; {@link #NO_POSITION} if unknown. */
  public int position() {
    return position;
  }
}
