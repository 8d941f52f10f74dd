package io.megadb.oltp.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The unit of the log that a checksum covers: a 64-byte header and a payload of whole operations.
 *
 * <pre>
 *   0  magic u32          16  index u32 in record    44  commit time µs i64
 *   4  payload length u32 20  epoch u64              52  synced offset u64
 *   8  CRC32C u32         28  LSN u64                60  zero u32
 *  12  version u8, kind u8, flags u8, zero u8
 *                         36  transaction id u64     64  payload
 * </pre>
 *
 * <p>The checksum covers everything but itself. The synced offset is the offset in this segment up
 * to which everything had been forced to disk when the frame was written: a damaged frame below a
 * later valid frame's synced offset was once durable, one above it is what a crash leaves behind.
 */
final class Frame {
  static final int HEADER_BYTES = 64;
  static final int MAGIC = 0x4D47_4C46;
  static final byte VERSION = 1;

  /** Part of a commit record. */
  static final byte KIND_COMMIT = 1;

  /** Carries nothing but its synced offset. */
  static final byte KIND_MARK = 2;

  private static final byte FLAG_LAST = 1;

  private static final int LENGTH_AT = 4;
  private static final int CRC_AT = 8;
  private static final int VERSION_AT = 12;
  private static final int KIND_AT = 13;
  private static final int FLAGS_AT = 14;
  private static final int INDEX_AT = 16;
  private static final int EPOCH_AT = 20;
  private static final int LSN_AT = 28;
  private static final int TRANSACTION_AT = 36;
  private static final int TIME_AT = 44;
  private static final int SYNCED_AT = 52;

  private Frame() {}

  /** Writes all of the header that is known before the frame has its place. */
  static void start(ByteBuffer frame, byte kind, int index, boolean last) {
    frame.putInt(0, MAGIC);
    frame.putInt(LENGTH_AT, frame.limit() - HEADER_BYTES);
    frame.put(VERSION_AT, VERSION);
    frame.put(KIND_AT, kind);
    frame.put(FLAGS_AT, last ? FLAG_LAST : 0);
    frame.putInt(INDEX_AT, index);
  }

  static void stamp(ByteBuffer frame, long epoch, long lsn, long transactionId, long micros) {
    frame.putLong(EPOCH_AT, epoch);
    frame.putLong(LSN_AT, lsn);
    frame.putLong(TRANSACTION_AT, transactionId);
    frame.putLong(TIME_AT, micros);
  }

  /** Completes the header with the synced offset and the checksum. */
  static void seal(ByteBuffer frame, long syncedOffset) {
    frame.putLong(SYNCED_AT, syncedOffset);
    frame.putInt(CRC_AT, checksum(frame));
  }

  /** Checksum of a whole frame lying at the buffer's index 0 up to its limit. */
  static int checksum(ByteBuffer frame) {
    CRC32C crc = new CRC32C();
    ByteBuffer view = frame.duplicate();
    crc.update(view.position(0).limit(CRC_AT));
    crc.update(view.limit(frame.limit()).position(CRC_AT + Integer.BYTES));
    return (int) crc.getValue();
  }

  static boolean hasMagic(ByteBuffer header) {
    return header.getInt(0) == MAGIC;
  }

  static int payloadLength(ByteBuffer header) {
    return header.getInt(LENGTH_AT);
  }

  static int storedChecksum(ByteBuffer header) {
    return header.getInt(CRC_AT);
  }

  static byte version(ByteBuffer header) {
    return header.get(VERSION_AT);
  }

  static byte kind(ByteBuffer header) {
    return header.get(KIND_AT);
  }

  static boolean isLast(ByteBuffer header) {
    return (header.get(FLAGS_AT) & FLAG_LAST) != 0;
  }

  static int index(ByteBuffer header) {
    return header.getInt(INDEX_AT);
  }

  static long epoch(ByteBuffer header) {
    return header.getLong(EPOCH_AT);
  }

  static long lsn(ByteBuffer header) {
    return header.getLong(LSN_AT);
  }

  static long transactionId(ByteBuffer header) {
    return header.getLong(TRANSACTION_AT);
  }

  static long commitMicros(ByteBuffer header) {
    return header.getLong(TIME_AT);
  }

  static long syncedOffset(ByteBuffer header) {
    return header.getLong(SYNCED_AT);
  }
}
