package io.megadb.oltp.state;

import java.util.Arrays;

/** Visible rows of a range, over one RocksDB iterator. */
final class RocksRowCursor implements RowCursor {
  /** After so many superseded versions of one key a seek is cheaper than further steps. */
  private static final int STEPS_BEFORE_SEEK = 16;

  private final RocksScan scan;
  private final long maxLsn;
  private final long minLsn;
  private final byte[] start;
  private boolean started;
  private boolean valid;
  private byte[] prefix = new byte[64];
  private int prefixLength;
  private volatile long observedLsn;

  RocksRowCursor(RocksScan scan, byte[] start, long maxLsn, long minLsn) {
    this.scan = scan;
    this.start = start;
    this.maxLsn = maxLsn;
    this.minLsn = minLsn;
  }

  @Override
  public int next(byte[][] keys, byte[][] values) {
    synchronized (scan) {
      scan.checkOpen();
      if (!started) {
        started = true;
        valid = scan.seek(start);
      }
      int count = 0;
      long observed = observedLsn;
      while (valid && count < keys.length) {
        long lsn = scan.lsn();
        if (lsn > maxLsn) {
          valid = scan.step();
          continue;
        }
        observed = Math.max(observed, lsn);
        if (lsn >= minLsn) {
          count += take(keys, values, count);
        }
        skipOlderVersions();
      }
      observedLsn = observed;
      return count;
    }
  }

  private int take(byte[][] keys, byte[][] values, int at) {
    if (values == null) {
      if (scan.isTombstone()) {
        return 0;
      }
    } else {
      byte[] row = scan.row();
      if (row == null) {
        return 0;
      }
      values[at] = row;
    }
    keys[at] = VersionKey.key(scan.keyBytes(), scan.keyLength());
    return 1;
  }

  private void skipOlderVersions() {
    prefixLength = scan.keyLength() - VersionKey.LSN_BYTES;
    if (prefix.length < prefixLength) {
      prefix = new byte[2 * prefixLength];
    }
    System.arraycopy(scan.keyBytes(), 0, prefix, 0, prefixLength);
    int steps = 0;
    do {
      if (++steps > STEPS_BEFORE_SEEK) {
        byte[] last = Arrays.copyOf(prefix, prefixLength + VersionKey.LSN_BYTES);
        Arrays.fill(last, prefixLength, last.length, (byte) 0xFF);
        valid = scan.seek(last);
      } else {
        valid = scan.step();
      }
    } while (valid && scan.hasPrefix(prefix, prefixLength));
  }

  @Override
  public long observedLsn() {
    return observedLsn;
  }

  @Override
  public void close() {
    scan.close();
  }
}
