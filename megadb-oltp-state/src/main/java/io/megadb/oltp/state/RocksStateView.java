package io.megadb.oltp.state;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Versions in RocksDB, without RocksDB's own log. The meta entry is written just before each flush
 * and both column families are flushed atomically, so what is on disk is always the state as of one
 * LSN. RocksDB must not flush by itself, since that could persist commits the log may yet lose: its
 * buffer is several times larger than what the engine lets pile up between flushes.
 *
 * <p>Thread-safe. {@code lifetime} keeps the native database alive while a call is inside.
 */
public final class RocksStateView implements StateView {
  private static final byte[] META_FAMILY = "meta".getBytes(StandardCharsets.UTF_8);
  private static final byte[] META_KEY = "state".getBytes(StandardCharsets.UTF_8);
  private static final int BUFFER_FACTOR = 4;
  private static final int MAX_BUFFERS = 4;

  private final List<AutoCloseable> resources = new ArrayList<>();
  private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
  private final Set<RocksScan> scans = ConcurrentHashMap.newKeySet();
  private final WriteOptions writeOptions = new WriteOptions().setDisableWAL(true);
  private final RocksDB database;
  private final ColumnFamilyHandle data;
  private final ColumnFamilyHandle meta;
  private final StateMeta openedMeta;
  private final Path directory;
  private boolean closed;

  private RocksStateView(Path directory, long flushBytes, long cacheBytes)
      throws RocksDBException, IOException {
    this.directory = Files.createDirectories(directory);
    LRUCache cache = keep(new LRUCache(cacheBytes));
    ColumnFamilyOptions families =
        keep(
            new ColumnFamilyOptions()
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(BUFFER_FACTOR * flushBytes + (32L << 20))
                .setMaxWriteBufferNumber(MAX_BUFFERS)
                .setTableFormatConfig(
                    new BlockBasedTableConfig().setBlockCache(cache).setFormatVersion(5)));
    DBOptions options =
        keep(
            new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setAtomicFlush(true)
                .setAvoidFlushDuringShutdown(true)
                .setKeepLogFileNum(2));
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    database =
        RocksDB.open(
            options,
            directory.toString(),
            List.of(
                new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, families),
                new ColumnFamilyDescriptor(META_FAMILY, families)),
            handles);
    data = handles.get(0);
    meta = handles.get(1);
    byte[] stored = database.get(meta, META_KEY);
    openedMeta = stored == null ? StateMeta.empty() : MetaCodec.decode(stored);
  }

  /**
   * Opens or creates the state in a folder.
   *
   * @param flushBytes how much the engine lets pile up before it flushes
   * @param cacheBytes size of the block cache
   * @throws OltpException with {@link Reason.StateFailure} or {@link Reason.DiskFull}
   */
  public static RocksStateView open(Path directory, long flushBytes, long cacheBytes) {
    loadLibrary();
    try {
      return new RocksStateView(directory, flushBytes, cacheBytes);
    } catch (RocksDBException | IOException e) {
      throw failure(directory, e);
    }
  }

  /** Unpacks the native library where the process's other files are, if it has such a place. */
  private static void loadLibrary() {
    String scratch = System.getProperty("megadb.scratch");
    if (scratch != null) {
      try {
        NativeLibraryLoader.getInstance().loadLibrary(scratch);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot unpack RocksDB's library in " + scratch, e);
      }
    }
    RocksDB.loadLibrary();
  }

  private <T extends AutoCloseable> T keep(T resource) {
    resources.add(resource);
    return resource;
  }

  @Override
  public StateMeta openedMeta() {
    return openedMeta;
  }

  @Override
  public Version find(int tableId, byte[] key, long maxLsn) {
    byte[] target = VersionKey.of(tableId, key, maxLsn);
    return inside(
        () -> {
          try (RocksIterator iterator = database.newIterator(data)) {
            iterator.seek(target);
            if (!iterator.isValid()) {
              check(iterator);
              return null;
            }
            byte[] found = iterator.key();
            int prefix = target.length - VersionKey.LSN_BYTES;
            if (found.length != target.length
                || !Arrays.equals(found, 0, prefix, target, 0, prefix)) {
              return null;
            }
            return new Version(VersionKey.lsn(found, found.length), row(iterator.value()));
          }
        });
  }

  private static byte[] row(byte[] value) {
    return RowFormat.isTombstone(value[0])
        ? null
        : Arrays.copyOfRange(value, RowFormat.HEADER_BYTES, value.length);
  }

  @Override
  public RowCursor scan(
      int tableId, byte[] fromInclusive, byte[] toExclusive, long maxLsn, long minLsn) {
    return new RocksRowCursor(
        openScan(upperBound(tableId, toExclusive)),
        lowerBound(tableId, fromInclusive),
        maxLsn,
        minLsn);
  }

  @Override
  public VersionCursor versions(int tableId, byte[] fromInclusive) {
    return new RocksVersionCursor(
        openScan(upperBound(tableId, null)), lowerBound(tableId, fromInclusive));
  }

  private static byte[] lowerBound(int tableId, byte[] key) {
    return key == null ? VersionKey.table(tableId) : VersionKey.prefix(tableId, key);
  }

  private static byte[] upperBound(int tableId, byte[] key) {
    return key == null ? VersionKey.table(tableId + 1) : VersionKey.prefix(tableId, key);
  }

  private RocksScan openScan(byte[] upper) {
    return inside(
        () -> {
          RocksScan scan =
              new RocksScan(this, options -> database.newIterator(data, options), upper);
          scans.add(scan);
          return scan;
        });
  }

  void forget(RocksScan scan) {
    scans.remove(scan);
  }

  @Override
  public int nextTable(int tableId) {
    return inside(
        () -> {
          try (RocksIterator iterator = database.newIterator(data)) {
            iterator.seek(VersionKey.table(tableId));
            check(iterator);
            return iterator.isValid() ? VersionKey.tableId(iterator.key()) : -1;
          }
        });
  }

  @Override
  public List<byte[]> splitPoints(int tableId, int parts) {
    return inside(() -> new RocksSplits(database, data, tableId).cut(parts));
  }

  @Override
  public StateBatch newBatch() {
    return new RocksBatch(this);
  }

  ColumnFamilyHandle data() {
    return data;
  }

  void write(WriteBatch batch) {
    inside(
        () -> {
          try {
            database.write(writeOptions, batch);
            return null;
          } catch (RocksDBException e) {
            throw failure(e);
          }
        });
  }

  @Override
  public void beginFlush(StateMeta state) {
    inside(
        () -> {
          try (FlushOptions flush =
              new FlushOptions().setWaitForFlush(false).setAllowWriteStall(true)) {
            database.put(meta, writeOptions, META_KEY, MetaCodec.encode(state));
            database.flush(flush, List.of(data, meta));
            return null;
          } catch (RocksDBException | IOException e) {
            throw failure(e);
          }
        });
  }

  @Override
  public boolean isFlushing() {
    return inside(
        () -> {
          try {
            return database.getLongProperty(data, "rocksdb.num-immutable-mem-table") > 0
                || database.getLongProperty(meta, "rocksdb.num-immutable-mem-table") > 0;
          } catch (RocksDBException e) {
            throw failure(e);
          }
        });
  }

  private <T> T inside(Supplier<T> action) {
    lifetime.readLock().lock();
    try {
      if (closed) {
        throw closedException();
      }
      return action.get();
    } finally {
      lifetime.readLock().unlock();
    }
  }

  OltpException closedException() {
    return new OltpException(new Reason.StoreClosed());
  }

  void check(RocksIterator iterator) {
    try {
      iterator.status();
    } catch (RocksDBException e) {
      throw failure(e);
    }
  }

  OltpException failure(Exception cause) {
    return failure(directory, cause);
  }

  private static OltpException failure(Path directory, Exception cause) {
    Reason reason =
        isNoSpace(cause)
            ? new Reason.DiskFull(directory, 0)
            : new Reason.StateFailure(directory + ": " + cause.getMessage());
    return new OltpException(reason, cause);
  }

  /** RocksDB has a code for it, but some of its files know only the operating system's text. */
  private static boolean isNoSpace(Exception cause) {
    return cause instanceof RocksDBException failure
            && failure.getStatus() != null
            && failure.getStatus().getSubCode() == Status.SubCode.NoSpace
        || String.valueOf(cause.getMessage()).contains("No space left");
  }

  @Override
  public void close() {
    lifetime.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      List.copyOf(scans).forEach(RocksScan::close);
      data.close();
      meta.close();
      database.close();
      writeOptions.close();
      for (AutoCloseable resource : resources) {
        closeResource(resource);
      }
    } finally {
      lifetime.writeLock().unlock();
    }
  }

  private void closeResource(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw failure(e);
    }
  }
}
