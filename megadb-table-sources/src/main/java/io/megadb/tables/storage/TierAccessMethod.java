package io.megadb.tables.storage;

import io.megadb.planner.spi.AccessMethod;

/** An access method whose tables this database can hold. */
public interface TierAccessMethod extends AccessMethod {
  /** Opens the tier's part of a data directory; called once, before the first transaction. */
  Tier open(TierSetup setup);
}
