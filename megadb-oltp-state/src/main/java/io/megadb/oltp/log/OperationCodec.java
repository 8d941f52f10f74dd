package io.megadb.oltp.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Operations as bytes: code, table, key length, key, previous LSN, and for PUT row length, row; all
 * numbers as unsigned LEB128. TRUNCATE ends after the table.
 */
final class OperationCodec {
  /** Code, table and key length, previous LSN, row length at their longest. */
  private static final int MAX_FIXED_BYTES = 1 + 5 + 5 + 10 + 5;

  private OperationCodec() {}

  /** No change encodes to more bytes than this. */
  static long maxBytes(LogChange change) {
    if (change instanceof PackedPuts puts) {
      return (long) puts.to() - puts.from();
    }
    LogOperation operation = (LogOperation) change;
    return (long) MAX_FIXED_BYTES + operation.key().length + operation.row().length;
  }

  static void write(LogChange change, ByteBuffer out) {
    if (change instanceof PackedPuts puts) {
      out.put(puts.bytes(), puts.from(), puts.to() - puts.from());
    } else {
      write((LogOperation) change, out);
    }
  }

  private static void write(LogOperation operation, ByteBuffer out) {
    out.put(operation.kind().code);
    writeNumber(operation.tableId(), out);
    switch (operation.kind()) {
      case PUT -> {
        writeKey(operation, out);
        writeNumber(operation.row().length, out);
        out.put(operation.row());
      }
      case DELETE -> writeKey(operation, out);
      case TRUNCATE -> {}
    }
  }

  private static void writeKey(LogOperation operation, ByteBuffer out) {
    writeNumber(operation.key().length, out);
    out.put(operation.key());
    writeNumber(operation.previousLsn(), out);
  }

  /** Reads operations to the buffer's end; the input is covered by a checksum and so trusted. */
  static List<LogOperation> readAll(ByteBuffer in) {
    List<LogOperation> operations = new ArrayList<>();
    while (in.hasRemaining()) {
      operations.add(read(in));
    }
    return operations;
  }

  private static LogOperation read(ByteBuffer in) {
    LogOperation.Kind kind = LogOperation.Kind.of(in.get());
    int tableId = (int) readNumber(in);
    if (kind == LogOperation.Kind.TRUNCATE) {
      return LogOperation.truncate(tableId);
    }
    byte[] key = readBytes(in);
    long previousLsn = readNumber(in);
    return kind == LogOperation.Kind.PUT
        ? LogOperation.put(tableId, key, readBytes(in), previousLsn)
        : LogOperation.delete(tableId, key, previousLsn);
  }

  private static byte[] readBytes(ByteBuffer in) {
    byte[] bytes = new byte[(int) readNumber(in)];
    in.get(bytes);
    return bytes;
  }

  private static void writeNumber(long number, ByteBuffer out) {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  private static long readNumber(ByteBuffer in) {
    long number = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      number |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return number;
  }
}
