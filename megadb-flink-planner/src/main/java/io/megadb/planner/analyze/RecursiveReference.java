package io.megadb.planner.analyze;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.util.Util;

/** Whether a WITH item's query names the item itself. */
final class RecursiveReference {
  private RecursiveReference() {}

  static boolean isIn(SqlWithItem item) {
    return isIn(item.name.getSimple(), item.query);
  }

  /** Whether a query has the name anywhere, be it for a table or for a column. */
  static boolean isIn(String name, SqlNode query) {
    try {
      query.accept(
          new SqlBasicVisitor<Void>() {
            @Override
            public Void visit(SqlIdentifier id) {
              if (id.isSimple() && id.getSimple().equals(name)) {
                throw Util.FoundOne.NULL;
              }
              return null;
            }
          });
      return false;
    } catch (Util.FoundOne found) {
      return true;
    }
  }
}
