package io.megadb.oltp.log;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Reads a log from disk: verifies all segments and their links, cuts the torn tail of the newest,
 * forces what is left to disk, then replays the records that the state does not have yet.
 */
final class LogRecovery {
  private final Disk disk;
  private final UUID clusterId;
  private final long appliedLsn;
  private final Consumer<LogRecord> replay;
  private final List<Segment> sealed = new ArrayList<>();
  private long lastLsn;
  private long lastTransactionId;

  LogRecovery(Disk disk, UUID clusterId, long appliedLsn, Consumer<LogRecord> replay) {
    this.disk = disk;
    this.clusterId = clusterId;
    this.appliedLsn = appliedLsn;
    this.replay = replay;
  }

  /** Segments before the newest, oldest first. */
  List<Segment> sealed() {
    return sealed;
  }

  /** Answers the log's end, or null when there is no segment at all. */
  LogEnd run() throws IOException {
    List<String> names = segmentNames();
    LogEnd end = null;
    for (int i = 0; i < names.size(); i++) {
      end = recover(names.get(i), end, i == names.size() - 1);
    }
    if (lastLsn < appliedLsn) {
      throw new OltpException(new Reason.StateAheadOfLog(appliedLsn, lastLsn));
    }
    return end;
  }

  private List<String> segmentNames() throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : disk.list()) {
      if (name.endsWith(SegmentHeader.SUFFIX)) {
        names.add(name);
      } else {
        // A segment that a crash kept from getting its name: nothing was ever written to it.
        disk.delete(name);
      }
    }
    Collections.sort(names);
    return names;
  }

  private LogEnd recover(String name, LogEnd before, boolean newest) throws IOException {
    DiskFile file = disk.open(name, false);
    try {
      SegmentHeader header = SegmentHeader.read(file, disk.path(name));
      checkLink(name, header, before);
      SegmentReader reader = new SegmentReader(file);
      SegmentScan scan = new SegmentScan(reader, disk.path(name), header, lastLsn);
      if (newest) {
        scan.scanNewest();
        file.truncate(scan.end());
        file.sync();
      } else {
        scan.scanSealed();
        sealed.add(new Segment(name, header.firstLsn()));
      }
      lastLsn = scan.lastLsn();
      lastTransactionId = Math.max(lastTransactionId, scan.lastTransactionId());
      if (newest && lastLsn < appliedLsn) {
        throw new OltpException(new Reason.StateAheadOfLog(appliedLsn, lastLsn));
      }
      replay(reader, scan.records());
      if (!newest) {
        file.close();
      }
      return new LogEnd(header, file, scan.end(), scan.endChecksum(), lastLsn, lastTransactionId);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void checkLink(String name, SegmentHeader header, LogEnd before) {
    if (!header.clusterId().equals(clusterId)) {
      throw new OltpException(
          new Reason.WrongCluster(
              disk.path(name), header.clusterId().toString(), clusterId.toString()));
    }
    if (before == null) {
      if (header.firstLsn() > appliedLsn + 1) {
        throw new OltpException(new Reason.LogGap(appliedLsn, header.firstLsn()));
      }
    } else if (header.previousFirstLsn() != before.header().firstLsn()
        || header.previousBytes() != before.position()
        || header.previousChecksum() != before.checksum()) {
      throw corrupt(name, "it does not follow the segment before it");
    }
    if (!SegmentHeader.fileName(header.firstLsn()).equals(name)) {
      throw corrupt(name, "its name is not its first LSN");
    }
  }

  private OltpException corrupt(String name, String detail) {
    return new OltpException(new Reason.CorruptLog(disk.path(name), 0, detail));
  }

  private void replay(SegmentReader reader, List<SegmentScan.Located> records) throws IOException {
    for (SegmentScan.Located located : records) {
      if (located.lsn() > appliedLsn) {
        reader.readFrame(located.frames()[0]);
        ByteBuffer first = reader.frame();
        replay.accept(
            new LogRecord(
                located.lsn(),
                Frame.transactionId(first),
                Frame.commitMicros(first),
                () -> new FrameOperations(reader, located.frames())));
      }
    }
  }

  /** Operations of a record, decoding one frame at a time. */
  private static final class FrameOperations implements Iterator<LogChange> {
    private final SegmentReader reader;
    private final long[] frames;
    private int nextFrame;
    private Iterator<LogOperation> current = Collections.emptyIterator();

    FrameOperations(SegmentReader reader, long[] frames) {
      this.reader = reader;
      this.frames = frames;
    }

    @Override
    public boolean hasNext() {
      while (!current.hasNext() && nextFrame < frames.length) {
        current = decode(frames[nextFrame++]);
      }
      return current.hasNext();
    }

    private Iterator<LogOperation> decode(long offset) {
      try {
        reader.readFrame(offset);
        return OperationCodec.readAll(reader.payload()).iterator();
      } catch (IOException e) {
        throw new OltpException(new Reason.StateFailure("log cannot be read: " + e), e);
      }
    }

    @Override
    public LogChange next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return current.next();
    }
  }
}
