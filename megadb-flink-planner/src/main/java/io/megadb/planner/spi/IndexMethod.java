package io.megadb.planner.spi;

import io.megadb.error.MegaDbException;
import io.megadb.type.PgType;
import java.util.Map;

/** What CREATE INDEX … USING can name: checks definitions; rows and plans are its plugin's. */
public interface IndexMethod {
  /** Lower-case, such as "hnsw". */
  String name();

  /** pg_am.oid. */
  int oid();

  /**
   * The operator class of an index over a column.
   *
   * @param written what the statement names; null for the type's default
   * @throws MegaDbException 42704 if there is none for the type, 0A000 for what cannot be indexed
   */
  String operatorClass(PgType type, String written);

  /**
   * The options with defaults filled in.
   *
   * @throws MegaDbException 22023 for unknown ones and values out of range
   */
  Map<String, String> options(Map<String, String> written);
}
