package io.megadb.gateway.wire;

import io.megadb.oltp.log.Disk;
import io.megadb.oltp.log.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The log's folder on a disk that is told when to force what was written. Thread-safe. */
final class HeldDisk implements Disk {
  private final Disk disk;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean held;
  private int waiting;

  HeldDisk(Disk disk) {
    this.disk = disk;
  }

  /** From now on nothing is forced to disk. */
  void hold() {
    set(true);
  }

  void release() {
    set(false);
  }

  private void set(boolean value) {
    lock.lock();
    try {
      held = value;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the log wants to force something. */
  void awaitSync() throws InterruptedException {
    lock.lock();
    try {
      while (waiting == 0) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void pass() {
    lock.lock();
    try {
      waiting++;
      changed.signalAll();
      while (held) {
        changed.awaitUninterruptibly();
      }
      waiting--;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<String> list() throws IOException {
    return disk.list();
  }

  @Override
  public DiskFile open(String name, boolean create) throws IOException {
    return new HeldFile(disk.open(name, create));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    disk.delete(name);
  }

  @Override
  public void syncDirectory() throws IOException {
    disk.syncDirectory();
  }

  @Override
  public Path path(String name) {
    return disk.path(name);
  }

  private final class HeldFile implements DiskFile {
    private final DiskFile file;

    HeldFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      file.write(source, position);
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void sync() throws IOException {
      pass();
      file.sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
