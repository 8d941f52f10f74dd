package io.megadb.tables.olap;

import io.megadb.tables.storage.Tier;
import io.megadb.tables.storage.TierAccessMethod;
import io.megadb.tables.storage.TierSetup;

/** The tier for analytics: CREATE TABLE … USING olap. */
public final class OlapAccessMethod implements TierAccessMethod {
  /** Below 16384, where PostgreSQL 15 has nothing. */
  private static final int OID = 15_003;

  @Override
  public String name() {
    return "olap";
  }

  @Override
  public int oid() {
    return OID;
  }

  @Override
  public String description() {
    return "Iceberg tables of Parquet files";
  }

  @Override
  public Tier open(TierSetup setup) {
    return new OlapTier(setup);
  }
}
