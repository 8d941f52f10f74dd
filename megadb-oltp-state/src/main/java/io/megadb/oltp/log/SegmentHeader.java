package io.megadb.oltp.log;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first 80 bytes of a segment; ties it to its cluster and to the segment before it.
 *
 * <pre>
 *   0 magic u64    12 CRC32C u32 (of the other bytes)   40 epoch u64
 *   8 version u32  16 cluster id                        48 previous first LSN u64, 0 = none
 *                  32 first LSN u64                     56 previous length u64
 *                                                       64 previous checksum u32, 68 zero
 * </pre>
 *
 * @param clusterId identity of the data directory
 * @param firstLsn no record of this segment has a lower LSN; also the file's name
 * @param epoch term of the writer that began the segment
 * @param previousFirstLsn name of the segment before, 0 for the very first
 * @param previousBytes length of the segment before
 * @param previousChecksum CRC32C over all frames of the segment before
 */
record SegmentHeader(
    UUID clusterId,
    long firstLsn,
    long epoch,
    long previousFirstLsn,
    long previousBytes,
    int previousChecksum) {
  static final int BYTES = 80;
  static final String SUFFIX = ".log";
  private static final long MAGIC = 0x4D45_4741_4442_4C4FL;
  private static final int VERSION = 1;
  private static final int CRC_AT = 12;

  static String fileName(long firstLsn) {
    return String.format("%016x%s", firstLsn, SUFFIX);
  }

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(MAGIC).putInt(VERSION).putInt(0);
    bytes.putLong(clusterId.getMostSignificantBits()).putLong(clusterId.getLeastSignificantBits());
    bytes.putLong(firstLsn).putLong(epoch);
    bytes.putLong(previousFirstLsn).putLong(previousBytes).putInt(previousChecksum);
    bytes.putInt(CRC_AT, checksum(bytes));
    return bytes.rewind();
  }

  static SegmentHeader read(DiskFile file, Path path) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    if (file.read(bytes, 0) < BYTES) {
      throw new OltpException(new Reason.CorruptLog(path, 0, "segment header is cut short"));
    }
    if (bytes.getLong(0) != MAGIC || bytes.getInt(CRC_AT) != checksum(bytes)) {
      throw new OltpException(new Reason.CorruptLog(path, 0, "segment header checksum differs"));
    }
    if (bytes.getInt(8) != VERSION) {
      throw new OltpException(new Reason.WrongVersion(path, bytes.getInt(8), VERSION));
    }
    return new SegmentHeader(
        new UUID(bytes.getLong(16), bytes.getLong(24)),
        bytes.getLong(32),
        bytes.getLong(40),
        bytes.getLong(48),
        bytes.getLong(56),
        bytes.getInt(64));
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    ByteBuffer view = bytes.duplicate();
    crc.update(view.position(0).limit(CRC_AT));
    crc.update(view.limit(BYTES).position(CRC_AT + Integer.BYTES));
    return (int) crc.getValue();
  }
}
