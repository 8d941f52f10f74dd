package io.megadb.tables.storage;

import io.megadb.oltp.Snapshot;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.storage.StatementSnapshot;
import java.util.Map;

/**
 * One statement's snapshot: everything a tier needs to show one state. Immutable but for its end.
 */
public final class StatementView implements StatementSnapshot {
  private final long id;
  private final StorageTransaction transaction;
  private final Snapshot engine;
  private final CatalogSnapshot catalog;
  private final Map<String, Object> frozen;
  private final long startedMs;
  private volatile boolean told = true;

  StatementView(
      long id,
      StorageTransaction transaction,
      Snapshot engine,
      CatalogSnapshot catalog,
      Map<String, Object> frozen,
      long startedMs) {
    this.id = id;
    this.transaction = transaction;
    this.engine = engine;
    this.catalog = catalog;
    this.frozen = frozen;
    this.startedMs = startedMs;
  }

  /** Unique within the database. */
  public long id() {
    return id;
  }

  public String databaseId() {
    return transaction.database().id();
  }

  @Override
  public long lsn() {
    return engine.lsn();
  }

  /** The engine's view, own writes included. */
  public Snapshot engine() {
    return engine;
  }

  public CatalogSnapshot catalog() {
    return catalog;
  }

  /**
   * When the statement started, by the database's clock, in ms since 1970: decides what expired.
   */
  public long startedMs() {
    return startedMs;
  }

  /** What {@link TierSession#freeze} gave for a tier; null if it had no session then. */
  public Object frozen(String accessMethod) {
    return frozen.get(accessMethod);
  }

  /** True while the statement of that view of this database runs. */
  public boolean isOpen(long viewId) {
    return transaction.database().isOpen(viewId);
  }

  StorageTransaction transaction() {
    return transaction;
  }

  @Override
  public void keepsToItself() {
    told = false;
  }

  /** Whether the client hears what was read before the transaction ends. */
  boolean isTold() {
    return told;
  }

  @Override
  public void close() {
    transaction.database().closeView(this);
  }
}
