package io.megadb.tables.oltp;

import io.megadb.tables.storage.Tier;
import io.megadb.tables.storage.TierAccessMethod;
import io.megadb.tables.storage.TierSetup;

/** The tier for transactions: CREATE TABLE … USING oltp, and the default. */
public final class OltpAccessMethod implements TierAccessMethod {
  /** Below 16384, where PostgreSQL 15 has nothing. */
  private static final int OID = 15_001;

  @Override
  public String name() {
    return "oltp";
  }

  @Override
  public int oid() {
    return OID;
  }

  @Override
  public String description() {
    return "rows by key with row locks and many versions, durable at commit";
  }

  @Override
  public Tier open(TierSetup setup) {
    return new OltpTier(setup.store());
  }
}
