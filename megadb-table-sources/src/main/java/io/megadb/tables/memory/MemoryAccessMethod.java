package io.megadb.tables.memory;

import io.megadb.tables.storage.Tier;
import io.megadb.tables.storage.TierAccessMethod;
import io.megadb.tables.storage.TierSetup;

/** The tier for what is wanted now and not for long: CREATE TABLE … USING memory. */
public final class MemoryAccessMethod implements TierAccessMethod {
  /** Below 16384, where PostgreSQL 15 has nothing. */
  private static final int OID = 15_002;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public int oid() {
    return OID;
  }

  @Override
  public String description() {
    return "column batches in memory with key index and TTL; empty after a restart";
  }

  @Override
  public Tier open(TierSetup setup) {
    return new MemoryTier(setup);
  }
}
