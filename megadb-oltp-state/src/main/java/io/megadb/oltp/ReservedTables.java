package io.megadb.oltp;

/**
 * Table ids that users' tables never get. Ids are positive; the first one for users is {@link
 * #FIRST_USER_TABLE}, PostgreSQL's first OID of user objects.
 */
public final class ReservedTables {
  /** Counters of {@link Sequences}. */
  public static final int SEQUENCES = 1;

  /** Definitions of tables, types, users: the catalog's rows. */
  public static final int CATALOG = 2;

  /** Current metadata pointer of each OLAP table. */
  public static final int OLAP_POINTERS = 3;

  /** First id for users' tables and indexes. */
  public static final int FIRST_USER_TABLE = 16_384;

  private ReservedTables() {}
}
