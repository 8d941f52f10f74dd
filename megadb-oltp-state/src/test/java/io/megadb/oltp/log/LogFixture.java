package io.megadb.oltp.log;

import io.megadb.oltp.OltpException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A log over a simulated disk, and what was told about it. */
final class LogFixture implements LogListener {
  static final UUID CLUSTER = new UUID(1, 2);

  final List<String> replayed = new ArrayList<>();
  final List<OltpException> failures = new ArrayList<>();

  CommitLog open(Disk disk) {
    return open(disk, 0, 64 << 10);
  }

  CommitLog open(Disk disk, long appliedLsn, long segmentBytes) {
    return CommitLog.open(
        disk,
        new LogSettings(CLUSTER, 1, segmentBytes, 1 << 20, 1 << 16),
        appliedLsn,
        record -> {
          StringBuilder text = new StringBuilder().append(record.lsn());
          for (LogChange change : record.changes()) {
            text.append(' ')
                .append(new String(((LogOperation) change).key(), StandardCharsets.UTF_8));
          }
          replayed.add(text.toString());
        },
        this);
  }

  /** Appends a record with one PUT per key. */
  static void append(CommitLog log, long lsn, String... keys) {
    List<LogOperation> operations = new ArrayList<>();
    for (String key : keys) {
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      operations.add(LogOperation.put(7, bytes, bytes, 0));
    }
    CommitLog.Prepared record = log.prepare(operations);
    log.promise(record, lsn);
    log.append(record, lsn, 100 + lsn, lsn);
  }

  static void appendDurably(CommitLog log, long lsn, String... keys) {
    append(log, lsn, keys);
    log.awaitDurable(lsn);
  }

  @Override
  public synchronized void failed(OltpException cause) {
    failures.add(cause);
  }

  @Override
  public void outOfSpace(IOException cause) {
    throw new AssertionError(cause);
  }

  @Override
  public void spaceReturned() {
    throw new AssertionError("space returned that was never missing");
  }
}
