package io.megadb.oltp.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A disk in memory that can lose power after any step, tear unforced writes into sectors, fail a
 * sync, run out of space, or hold syncs back. Thread-safe.
 */
public final class SimulatedDisk implements Disk {
  private static final int SECTOR = 512;

  private final Map<String, Content> names = new HashMap<>();
  private Map<String, Content> durableNames = new HashMap<>();
  private long capacity = Long.MAX_VALUE;
  private long stepsLeft = Long.MAX_VALUE;
  private long steps;
  private long syncs;
  private boolean failSyncs;
  private boolean holdSyncs;

  /** One write that was not forced yet; null bytes mean a truncation to the position. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Unforced(long position, byte[] bytes) {}

  private static final class Content {
    private byte[] bytes = {};
    private byte[] durable = {};
    private final List<Unforced> unforced = new ArrayList<>();

    void write(long position, byte[] source) {
      bytes = written(bytes, position, source, 0, source.length);
    }

    static byte[] written(byte[] old, long position, byte[] source, int from, int to) {
      byte[] next = old;
      if (position + to > old.length) {
        next = Arrays.copyOf(old, (int) position + to);
      }
      System.arraycopy(source, from, next, (int) position + from, to - from);
      return next;
    }

    void force() {
      durable = bytes.clone();
      unforced.clear();
    }

    /** What a crash leaves: any of the unforced writes, each in any of its sectors. */
    byte[] survivors(Random random) {
      byte[] left = durable.clone();
      for (Unforced write : unforced) {
        if (write.bytes == null) {
          left = random.nextBoolean() ? Arrays.copyOf(left, (int) write.position) : left;
          continue;
        }
        int fate = random.nextInt(3);
        for (int from = 0; from < write.bytes.length; from += SECTOR) {
          if (fate == 0 || (fate == 1 && random.nextBoolean())) {
            int to = Math.min(write.bytes.length, from + SECTOR);
            left = written(left, write.position, write.bytes, from, to);
          }
        }
      }
      return left;
    }
  }

  /** Lets the disk do so many more steps that change something, then nothing ever again. */
  public synchronized void losePowerAfter(long moreSteps) {
    stepsLeft = moreSteps;
  }

  /** The disk as the next start finds it. */
  public synchronized SimulatedDisk afterPowerLoss(Random random) {
    SimulatedDisk next = new SimulatedDisk();
    Map<String, Content> survivingNames = random.nextBoolean() ? names : durableNames;
    survivingNames.forEach(
        (name, content) -> {
          Content copy = new Content();
          copy.bytes = content.survivors(random);
          copy.force();
          next.names.put(name, copy);
        });
    next.durableNames = new HashMap<>(next.names);
    return next;
  }

  /** A copy on which everything written so far is durable: what a killed process leaves. */
  public synchronized SimulatedDisk afterKill() {
    SimulatedDisk next = new SimulatedDisk();
    names.forEach(
        (name, content) -> {
          Content copy = new Content();
          copy.bytes = content.bytes.clone();
          copy.force();
          next.names.put(name, copy);
        });
    next.durableNames = new HashMap<>(next.names);
    return next;
  }

  public synchronized void capacity(long bytes) {
    capacity = bytes;
  }

  public synchronized long used() {
    return names.values().stream().mapToLong(content -> content.bytes.length).sum();
  }

  public synchronized void failSyncs() {
    failSyncs = true;
  }

  public synchronized void holdSyncs(boolean hold) {
    holdSyncs = hold;
    notifyAll();
  }

  /** Changes made so far: writes, syncs, truncations, renames, creations, deletions. */
  public synchronized long steps() {
    return steps;
  }

  public synchronized long syncs() {
    return syncs;
  }

  public synchronized byte[] content(String name) {
    return names.get(name).bytes.clone();
  }

  public synchronized void replace(String name, byte[] bytes) {
    Content content = new Content();
    content.bytes = bytes.clone();
    content.force();
    names.put(name, content);
    durableNames.put(name, content);
  }

  private void step() throws IOException {
    if (stepsLeft <= 0) {
      throw new IOException("power lost");
    }
    stepsLeft--;
    steps++;
  }

  @Override
  public synchronized List<String> list() {
    return new ArrayList<>(names.keySet());
  }

  @Override
  public synchronized DiskFile open(String name, boolean create) throws IOException {
    if (create) {
      step();
      names.put(name, new Content());
    }
    if (!names.containsKey(name)) {
      throw new FileNotFoundException(name);
    }
    return new OpenFile(names.get(name));
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    step();
    names.put(to, names.remove(from));
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    step();
    names.remove(name);
  }

  @Override
  public synchronized void syncDirectory() throws IOException {
    step();
    durableNames = new HashMap<>(names);
  }

  @Override
  public Path path(String name) {
    return Path.of("simulated", name);
  }

  private synchronized void write(Content content, ByteBuffer source, long position)
      throws IOException {
    step();
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    long growth = Math.max(0, position + bytes.length - content.bytes.length);
    if (growth > 0 && used() + growth > capacity) {
      throw new DiskFullException("simulated", null);
    }
    content.unforced.add(new Unforced(position, bytes));
    content.write(position, bytes);
  }

  private synchronized void sync(Content content) throws IOException {
    while (holdSyncs) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    step();
    syncs++;
    if (failSyncs) {
      throw new IOException("simulated EIO");
    }
    content.force();
  }

  private final class OpenFile implements DiskFile {
    private final Content content;

    OpenFile(Content content) {
      this.content = content;
    }

    @Override
    public long size() {
      synchronized (SimulatedDisk.this) {
        return content.bytes.length;
      }
    }

    @Override
    public int read(ByteBuffer target, long position) {
      synchronized (SimulatedDisk.this) {
        int length = (int) Math.min(target.remaining(), content.bytes.length - position);
        target.put(content.bytes, (int) position, Math.max(0, length));
        return Math.max(0, length);
      }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      SimulatedDisk.this.write(content, source, position);
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (SimulatedDisk.this) {
        step();
        content.bytes = Arrays.copyOf(content.bytes, (int) Math.min(size, content.bytes.length));
        content.unforced.add(new Unforced(content.bytes.length, null));
      }
    }

    @Override
    public void sync() throws IOException {
      SimulatedDisk.this.sync(content);
    }

    @Override
    public void close() {}
  }
}
