package io.megadb.planner.physical;

import io.megadb.plan.SortKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelFieldCollation;

/** Sort keys from Calcite's collations. */
final class SortKeys {
  private SortKeys() {}

  static SortKey of(RelFieldCollation key) {
    boolean descending = key.getDirection().isDescending();
    boolean nullsFirst =
        key.nullDirection == RelFieldCollation.NullDirection.UNSPECIFIED
            ? descending
            : key.nullDirection == RelFieldCollation.NullDirection.FIRST;
    return new SortKey(key.getFieldIndex(), descending, nullsFirst);
  }

  static List<SortKey> of(RelCollation collation) {
    List<SortKey> keys = new ArrayList<>();
    for (RelFieldCollation key : collation.getFieldCollations()) {
      keys.add(of(key));
    }
    return keys;
  }
}
