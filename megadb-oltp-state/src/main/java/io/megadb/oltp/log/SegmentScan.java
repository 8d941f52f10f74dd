package io.megadb.oltp.log;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Checks every frame of one segment and finds where its whole records lie. Damage that cannot be
 * the trace of a crash is an error.
 */
final class SegmentScan {

  /** Offsets of the frames of one whole record. */
  @SuppressWarnings("ArrayRecordComponent")
  record Located(long lsn, long[] frames) {}

  private final SegmentReader reader;
  private final Path path;
  private final List<Located> records = new ArrayList<>();
  private final CRC32C crc = new CRC32C();
  private long lastLsn;
  private long lastTransactionId;
  private long lastEpoch;
  private long end = SegmentHeader.BYTES;
  private int endChecksum;

  SegmentScan(SegmentReader reader, Path path, SegmentHeader header, long lastLsn) {
    this.reader = reader;
    this.path = path;
    this.lastLsn = Math.max(lastLsn, header.firstLsn() - 1);
    this.lastEpoch = header.epoch();
  }

  List<Located> records() {
    return records;
  }

  /** Offset after the last whole record or mark. */
  long end() {
    return end;
  }

  /** Checksum of the frames up to {@link #end}. */
  int endChecksum() {
    return endChecksum;
  }

  long lastLsn() {
    return lastLsn;
  }

  long lastTransactionId() {
    return lastTransactionId;
  }

  /** Scans a segment that was sealed: frames must fill it to the last byte. */
  void scanSealed() throws IOException {
    long stopped = scanFrames();
    if (stopped != reader.size() || end != stopped) {
      throw corrupt(Math.min(stopped, end), "invalid frame in a sealed segment");
    }
  }

  /** Scans the newest segment: a crash may have left a torn tail, which ends the log. */
  void scanNewest() throws IOException {
    long stopped = scanFrames();
    if (!reader.isZeroFrom(stopped) && reader.highestSyncedAfter(stopped) > stopped) {
      throw corrupt(stopped, "invalid frame where the log had been forced to disk");
    }
  }

  /** Answers the offset of the first thing that is no valid frame. */
  private long scanFrames() throws IOException {
    long offset = SegmentHeader.BYTES;
    List<Long> open = new ArrayList<>();
    while (reader.readFrame(offset)) {
      ByteBuffer frame = reader.frame();
      if (Frame.version(frame) != Frame.VERSION) {
        throw new OltpException(new Reason.WrongVersion(path, Frame.version(frame), Frame.VERSION));
      }
      crc.update(frame.duplicate().position(0));
      checkOrder(frame, offset, open.size());
      long next = offset + frame.limit();
      if (Frame.kind(frame) == Frame.KIND_COMMIT) {
        open.add(offset);
        if (Frame.isLast(frame)) {
          lastLsn = Frame.lsn(frame);
          lastTransactionId = Math.max(lastTransactionId, Frame.transactionId(frame));
          records.add(new Located(lastLsn, open.stream().mapToLong(Long::longValue).toArray()));
          open.clear();
        }
      }
      if (open.isEmpty()) {
        end = next;
        endChecksum = (int) crc.getValue();
      }
      offset = next;
    }
    return offset;
  }

  /** A frame with a right checksum in the wrong place is a misdirected write. */
  private void checkOrder(ByteBuffer frame, long offset, int expectedIndex) {
    boolean ordered =
        Frame.epoch(frame) >= lastEpoch
            && Frame.syncedOffset(frame) <= offset
            && (Frame.kind(frame) == Frame.KIND_MARK
                || (Frame.kind(frame) == Frame.KIND_COMMIT
                    && Frame.index(frame) == expectedIndex
                    && Frame.lsn(frame) > lastLsn));
    if (!ordered) {
      throw corrupt(offset, "frame out of order");
    }
    lastEpoch = Frame.epoch(frame);
  }

  private OltpException corrupt(long offset, String detail) {
    return new OltpException(new Reason.CorruptLog(path, offset, detail));
  }
}
