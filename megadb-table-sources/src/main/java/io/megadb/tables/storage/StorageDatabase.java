package io.megadb.tables.storage;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.OltpStore;
import io.megadb.oltp.Snapshot;
import io.megadb.plan.TableScan;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.Database;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.IsolationLevel;
import io.megadb.spi.BatchReader;
import io.megadb.tables.catalog.Catalog;
import io.megadb.tables.catalog.CatalogEdit;
import io.megadb.tables.live.LiveDatabases;
import io.megadb.tables.live.LiveSplit;
import io.megadb.tables.live.SnapshotReader;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * An open database: the engine's store, the newest committed catalog, and the tiers. Made by {@link
 * StorageDatabaseFactory}. Thread-safe.
 */
public final class StorageDatabase implements Database, SnapshotReader {
  static final int PUBLIC_OID = 2200;

  private final OltpStore store;
  private final InstantSource clock;
  private final Map<String, Tier> tiers;
  private final OpenViews views;
  private final Oids oids;
  private final NamedSequences sequences;
  private final Catalog system;
  private final SharedSnapshots sharedSnapshots = new SharedSnapshots(this);
  private final CommittedWrites committedWrites = new CommittedWrites();
  private final TableVersions tableVersions = new TableVersions();
  private final AtomicLong lastTransaction = new AtomicLong();
  private final AtomicLong lastView = new AtomicLong();
  private final AtomicLong lastPrivateVersion = new AtomicLong();
  private volatile Catalog catalog;

  StorageDatabase(
      OltpStore store,
      InstantSource clock,
      Map<String, Tier> tiers,
      OpenViews views,
      Catalog system,
      Catalog catalog) {
    this.store = store;
    this.clock = clock;
    this.tiers = tiers;
    this.views = views;
    this.system = system;
    this.catalog = catalog;
    this.oids = new Oids(store);
    this.sequences = new NamedSequences(store, oids);
  }

  @Override
  public String id() {
    return store.clusterId().toString();
  }

  @Override
  public Catalog catalog() {
    return catalog;
  }

  @Override
  public boolean isSettled() {
    return store.visibleLsn() <= store.durableLsn();
  }

  @Override
  public DatabaseTransaction begin(IsolationLevel level, boolean readOnly) {
    return new StorageTransaction(this, lastTransaction.incrementAndGet(), level, readOnly);
  }

  /** The snapshots that the sources of a Flink job read at together. */
  public SharedSnapshots sharedSnapshots() {
    return sharedSnapshots;
  }

  /** Which writes of Flink jobs have committed. */
  public CommittedWrites committedWrites() {
    return committedWrites;
  }

  TableVersions tableVersions() {
    return tableVersions;
  }

  OltpStore store() {
    return store;
  }

  InstantSource clock() {
    return clock;
  }

  Oids oids() {
    return oids;
  }

  NamedSequences sequences() {
    return sequences;
  }

  /** A version that no committed catalog and no other transaction's catalog has. */
  long nextPrivateVersion() {
    return lastPrivateVersion.decrementAndGet();
  }

  boolean isBuiltIn(SchemaDefinition schema) {
    return system.schema(schema.name()) != null;
  }

  boolean isBuiltIn(TableDefinition table) {
    return system.table(table.oid()) != null;
  }

  /** Makes committed changes visible; called in order of their log positions. */
  synchronized void apply(List<CatalogEdit> edits) {
    catalog = catalog.apply(edits, catalog.version() + 1);
  }

  Tier tier(String accessMethod) {
    Tier tier = tiers.get(accessMethod);
    if (tier == null) {
      throw new MegaDbException(
              SqlState.UNDEFINED_OBJECT, "access method \"" + accessMethod + "\" does not exist")
          .withHint(
              "Access methods are: " + String.join(", ", new TreeSet<>(tiers.keySet())) + ".");
    }
    return tier;
  }

  StatementView openView(LongFunction<StatementView> maker, long pinForTransaction) {
    return views.open(() -> maker.apply(lastView.incrementAndGet()), pinForTransaction);
  }

  boolean isOpen(long viewId) {
    return views.find(viewId) != null;
  }

  void closeView(StatementView view) {
    if (views.close(view)) {
      try (Snapshot engine = view.engine()) {
        if (view.isTold()) {
          store.awaitDurable(engine.observedLsn());
        }
      } catch (OltpException failure) {
        throw EngineErrors.map(failure);
      }
    }
  }

  void transactionEnded(long id) {
    views.unpin(id);
  }

  @Override
  public BatchReader read(TableScan scan, LiveSplit split, ExecutionContext context) {
    StatementView view = views.find(split.snapshotId());
    if (view == null) {
      throw new MegaDbException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "the statement that reads table " + scan.table() + " has ended");
    }
    try {
      return view.transaction()
          .session(scan.table().accessMethod())
          .read(scan, split, view, context);
    } catch (OltpException failure) {
      throw EngineErrors.map(failure);
    }
  }

  /** Closes once all who share this database in this process have called it. */
  @Override
  public void close() {
    if (!LiveDatabases.release(id())) {
      return;
    }
    try (store) {
      tiers.values().forEach(Tier::close);
    } catch (OltpException failure) {
      throw EngineErrors.map(failure);
    }
  }
}
