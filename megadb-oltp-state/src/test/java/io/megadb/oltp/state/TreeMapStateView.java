package io.megadb.oltp.state;

import io.megadb.oltp.log.PackedPuts;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Versions in a sorted map: the specification of a view, and the one that crash tests restart. */
public final class TreeMapStateView implements StateView {
  @SuppressWarnings("ArrayRecordComponent")
  private record VersionName(int tableId, byte[] key, long lsn) implements Comparable<VersionName> {

    @Override
    public int compareTo(VersionName other) {
      int byTable = Integer.compare(tableId, other.tableId);
      int byKey = byTable != 0 ? byTable : Arrays.compareUnsigned(key, other.key);
      return byKey != 0 ? byKey : Long.compare(other.lsn, lsn);
    }
  }

  private final TreeMap<VersionName, byte[]> versions = new TreeMap<>();
  private final StateMeta openedMeta;
  private Map<VersionName, byte[]> persisted = Map.of();
  private StateMeta persistedMeta = StateMeta.empty();

  private Runnable beforeWrite = () -> {};

  /** Runs something before each batch of changes is written; it may throw. */
  void beforeWrite(Runnable action) {
    beforeWrite = action;
  }

  public TreeMapStateView() {
    this(StateMeta.empty());
  }

  private TreeMapStateView(StateMeta openedMeta) {
    this.openedMeta = openedMeta;
  }

  /** The view as it is found after a crash: as of the last flush. */
  public synchronized TreeMapStateView afterCrash() {
    TreeMapStateView next = new TreeMapStateView(persistedMeta);
    next.versions.putAll(persisted);
    next.persisted = persisted;
    next.persistedMeta = persistedMeta;
    return next;
  }

  public synchronized int size() {
    return versions.size();
  }

  @Override
  public StateMeta openedMeta() {
    return openedMeta;
  }

  @Override
  public synchronized Version find(int tableId, byte[] key, long maxLsn) {
    Map.Entry<VersionName, byte[]> entry =
        versions.ceilingEntry(new VersionName(tableId, key, maxLsn));
    return entry == null || !isVersionOf(entry.getKey(), tableId, key)
        ? null
        : new Version(entry.getKey().lsn, entry.getValue());
  }

  private static boolean isVersionOf(VersionName name, int tableId, byte[] key) {
    return name.tableId == tableId && Arrays.equals(name.key, key);
  }

  private List<Map.Entry<VersionName, byte[]>> range(int tableId, byte[] from, byte[] to) {
    List<Map.Entry<VersionName, byte[]>> found = new ArrayList<>();
    for (Map.Entry<VersionName, byte[]> entry : versions.entrySet()) {
      VersionName name = entry.getKey();
      if (name.tableId == tableId
          && (from == null || Arrays.compareUnsigned(name.key, from) >= 0)
          && (to == null || Arrays.compareUnsigned(name.key, to) < 0)) {
        found.add(new AbstractMap.SimpleEntry<>(name, entry.getValue()));
      }
    }
    return found;
  }

  @Override
  public synchronized RowCursor scan(
      int tableId, byte[] from, byte[] to, long maxLsn, long minLsn) {
    List<byte[]> keys = new ArrayList<>();
    List<byte[]> rows = new ArrayList<>();
    byte[] last = null;
    long observed = 0;
    for (Map.Entry<VersionName, byte[]> entry : range(tableId, from, to)) {
      VersionName name = entry.getKey();
      if (name.lsn > maxLsn || (last != null && Arrays.equals(last, name.key))) {
        continue;
      }
      last = name.key;
      observed = Math.max(observed, name.lsn);
      if (name.lsn >= minLsn && entry.getValue() != null) {
        keys.add(name.key);
        rows.add(entry.getValue());
      }
    }
    return new ListCursor(keys.iterator(), rows.iterator(), observed);
  }

  private record ListCursor(Iterator<byte[]> keys, Iterator<byte[]> rows, long observedLsn)
      implements RowCursor {

    @Override
    public int next(byte[][] outKeys, byte[][] outValues) {
      int count = 0;
      while (count < outKeys.length && keys.hasNext()) {
        outKeys[count] = keys.next();
        byte[] row = rows.next();
        if (outValues != null) {
          outValues[count] = row;
        }
        count++;
      }
      return count;
    }

    @Override
    public void close() {}
  }

  @Override
  public synchronized VersionCursor versions(int tableId, byte[] fromInclusive) {
    Iterator<Map.Entry<VersionName, byte[]>> entries =
        range(tableId, fromInclusive, null).iterator();
    return new VersionCursor() {
      private Map.Entry<VersionName, byte[]> current;

      @Override
      public boolean next() {
        current = entries.hasNext() ? entries.next() : null;
        return current != null;
      }

      @Override
      public byte[] key() {
        return current.getKey().key;
      }

      @Override
      public long lsn() {
        return current.getKey().lsn;
      }

      @Override
      public boolean isTombstone() {
        return current.getValue() == null;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public synchronized int nextTable(int tableId) {
    VersionName name = versions.ceilingKey(new VersionName(tableId, new byte[0], Long.MAX_VALUE));
    return name == null ? -1 : name.tableId;
  }

  @Override
  public synchronized List<byte[]> splitPoints(int tableId, int parts) {
    List<byte[]> keys = new ArrayList<>();
    for (Map.Entry<VersionName, byte[]> entry : range(tableId, null, null)) {
      byte[] key = entry.getKey().key;
      if (keys.isEmpty() || !Arrays.equals(keys.get(keys.size() - 1), key)) {
        keys.add(key);
      }
    }
    List<byte[]> cuts = new ArrayList<>();
    for (int part = 1; part < parts; part++) {
      int at = (int) ((long) keys.size() * part / parts);
      if (at > 0 && (cuts.isEmpty() || cuts.get(cuts.size() - 1) != keys.get(at))) {
        cuts.add(keys.get(at));
      }
    }
    return cuts;
  }

  @Override
  public StateBatch newBatch() {
    return new Batch();
  }

  private final class Batch implements StateBatch {
    private final List<Runnable> changes = new ArrayList<>();
    private long bytes;

    private void add(int length, Runnable change) {
      changes.add(change);
      bytes += 64 + length;
    }

    @Override
    public void put(int tableId, byte[] key, long lsn, byte[] row) {
      add(row.length, () -> versions.put(new VersionName(tableId, key, lsn), row));
    }

    @Override
    public void putAll(PackedPuts puts, long lsn) {
      PackedPuts.Layout layout = new PackedPuts.Layout();
      int headBytes = PackedPuts.head(puts.tableId()).length;
      for (int at = puts.from(); at < puts.to(); at = layout.rowTo()) {
        layout.read(puts.bytes(), at, headBytes);
        put(
            puts.tableId(),
            Arrays.copyOfRange(puts.bytes(), layout.keyFrom(), layout.keyTo()),
            lsn,
            Arrays.copyOfRange(puts.bytes(), layout.rowFrom(), layout.rowTo()));
      }
    }

    @Override
    public void putTombstone(int tableId, byte[] key, long lsn) {
      add(0, () -> versions.put(new VersionName(tableId, key, lsn), null));
    }

    @Override
    public void remove(int tableId, byte[] key, long lsn) {
      add(0, () -> versions.remove(new VersionName(tableId, key, lsn)));
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public void write() {
      beforeWrite.run();
      synchronized (TreeMapStateView.this) {
        changes.forEach(Runnable::run);
      }
      changes.clear();
      bytes = 0;
    }

    @Override
    public void close() {}
  }

  @Override
  public synchronized void beginFlush(StateMeta meta) {
    persisted = new TreeMap<>(versions);
    persistedMeta = meta;
  }

  @Override
  public boolean isFlushing() {
    return false;
  }

  @Override
  public void close() {}
}
