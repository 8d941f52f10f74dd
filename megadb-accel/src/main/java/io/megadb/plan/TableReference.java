package io.megadb.plan;

import java.io.Serializable;

/**
 * Names a table in a plan.
 *
 * @param oid pg_class.oid, stable for the table's life
 * @param accessMethod the tier that reads and writes it: "olap", "oltp", "memory", "catalog"
 */
public record TableReference(int oid, String schema, String name, String accessMethod)
    implements Serializable {
  @Override
  public String toString() {
    return schema.equals("public") ? name : schema + "." + name;
  }
}
