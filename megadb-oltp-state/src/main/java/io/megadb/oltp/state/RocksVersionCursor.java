package io.megadb.oltp.state;

/** All versions of a table, over one RocksDB iterator. */
final class RocksVersionCursor implements VersionCursor {
  private final RocksScan scan;
  private final byte[] start;
  private boolean started;

  RocksVersionCursor(RocksScan scan, byte[] start) {
    this.scan = scan;
    this.start = start;
  }

  @Override
  public boolean next() {
    synchronized (scan) {
      scan.checkOpen();
      if (!started) {
        started = true;
        return scan.seek(start);
      }
      return scan.step();
    }
  }

  @Override
  public byte[] key() {
    return VersionKey.key(scan.keyBytes(), scan.keyLength());
  }

  @Override
  public long lsn() {
    return scan.lsn();
  }

  @Override
  public boolean isTombstone() {
    synchronized (scan) {
      scan.checkOpen();
      return scan.isTombstone();
    }
  }

  @Override
  public void close() {
    scan.close();
  }
}
