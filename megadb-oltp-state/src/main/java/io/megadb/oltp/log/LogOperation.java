package io.megadb.oltp.log;

/**
 * One change inside a commit record.
 *
 * @param kind what happens
 * @param tableId the table
 * @param key the key; empty for TRUNCATE
 * @param row the new row of a PUT; empty otherwise
 * @param previousLsn LSN of the committed row that a PUT or DELETE replaces; 0 when there was none,
 *     so that row counts and garbage follow from the log alone
 */
@SuppressWarnings("ArrayRecordComponent")
public record LogOperation(Kind kind, int tableId, byte[] key, byte[] row, long previousLsn)
    implements LogChange {
  private static final byte[] NONE = {};

  /** Kinds with their code in the log. */
  public enum Kind {
    PUT(1),
    DELETE(2),
    TRUNCATE(3);

    final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }

    static Kind of(byte code) {
      return switch (code) {
        case 1 -> PUT;
        case 2 -> DELETE;
        case 3 -> TRUNCATE;
        default -> throw new IllegalArgumentException("operation code " + code);
      };
    }
  }

  public static LogOperation put(int tableId, byte[] key, byte[] row, long previousLsn) {
    return new LogOperation(Kind.PUT, tableId, key, row, previousLsn);
  }

  public static LogOperation delete(int tableId, byte[] key, long previousLsn) {
    return new LogOperation(Kind.DELETE, tableId, key, NONE, previousLsn);
  }

  public static LogOperation truncate(int tableId) {
    return new LogOperation(Kind.TRUNCATE, tableId, NONE, NONE, 0);
  }
}
