package io.megadb.oltp.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The segment that is being written. Space is reserved ahead by writing zeros, so that a full disk
 * shows before a record is accepted and not after. Confined to the writer thread.
 */
final class OpenSegment {
  private static final int ZEROS = 1 << 18;

  private final SegmentHeader header;
  private final DiskFile file;
  private final CRC32C checksum;
  private long position;
  private long reserved;
  private long synced;

  private OpenSegment(SegmentHeader header, DiskFile file, CRC32C checksum, long position) {
    this.header = header;
    this.file = file;
    this.checksum = checksum;
    this.position = position;
    this.reserved = position;
    this.synced = position;
  }

  /** Goes on where recovery stopped. */
  static OpenSegment resume(LogEnd end) throws IOException {
    CRC32C checksum = new CRC32C();
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
    for (long at = SegmentHeader.BYTES; at < end.position(); at += chunk.limit()) {
      chunk.clear().limit((int) Math.min(chunk.capacity(), end.position() - at));
      end.file().read(chunk, at);
      checksum.update(chunk.flip());
    }
    return new OpenSegment(end.header(), end.file(), checksum, end.position());
  }

  /**
   * Creates a segment with {@code bytes} reserved, all on disk, that has no name yet: recovery
   * ignores it until {@link #publish}.
   */
  static OpenSegment create(Disk disk, SegmentHeader header, long bytes) throws IOException {
    String unfinished = unfinishedName(header);
    DiskFile file = disk.open(unfinished, true);
    try {
      file.write(header.encode(), 0);
      OpenSegment segment = new OpenSegment(header, file, new CRC32C(), SegmentHeader.BYTES);
      segment.reserve(bytes);
      file.sync();
      return segment;
    } catch (DiskFullException e) {
      file.close();
      disk.delete(unfinished);
      throw e;
    }
  }

  /** Gives the segment its name; from then on the one before it must be sealed. */
  void publish(Disk disk) throws IOException {
    disk.rename(unfinishedName(header), SegmentHeader.fileName(header.firstLsn()));
    disk.syncDirectory();
  }

  private static String unfinishedName(SegmentHeader header) {
    return SegmentHeader.fileName(header.firstLsn()) + ".new";
  }

  SegmentHeader header() {
    return header;
  }

  /** Offset at which the next frame goes. */
  long position() {
    return position;
  }

  /** Offset up to which everything is known to be on disk. */
  long synced() {
    return synced;
  }

  /** Offset up to which disk space is certain. */
  long reserved() {
    return reserved;
  }

  int checksum() {
    return (int) checksum.getValue();
  }

  /** Extends the reserved space to {@code bytes} beyond the present position. */
  void reserve(long bytes) throws IOException {
    long target = position + bytes;
    while (reserved < target) {
      int length = (int) Math.min(ZEROS, target - reserved);
      file.write(ByteBuffer.allocate(length), reserved);
      reserved += length;
    }
  }

  /** Writes sealed frames at the position, which moves only when all of them were written. */
  void write(ByteBuffer frames) throws IOException {
    file.write(frames.duplicate(), position);
    checksum.update(frames.duplicate());
    position += frames.remaining();
    reserved = Math.max(reserved, position);
  }

  void sync() throws IOException {
    file.sync();
    synced = position;
  }

  /** Ends the segment: drops the reserved space and forces the rest to disk. */
  void seal() throws IOException {
    file.truncate(position);
    reserved = position;
    sync();
    file.close();
  }

  void close() throws IOException {
    file.close();
  }
}
