package io.megadb.planner.analyze;

import io.megadb.planner.relation.Dependencies;
import io.megadb.planner.relation.SharedPlan;
import io.megadb.planner.relation.SharedPlan.Sharing;
import io.megadb.planner.relation.SharedReadRel;
import io.megadb.planner.relation.SharedRel;
import io.megadb.planner.statement.OutputColumn;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What references to WITH items mean: reads of a plan that is computed once. Later steps put the
 * item's query in the place of a reference where that is the same. An item whose query refers to
 * rows of a query around it stands there from the beginning, unless an expression in it may differ
 * from call to call.
 */
final class WithItems {
  private final Analysis analysis;
  private final IdentityHashMap<CommonTables, Item> items = new IdentityHashMap<>();

  /**
   * @param plan null where the query itself is the reference's meaning
   */
  private record Item(AnalyzedQuery query, SharedPlan plan) {}

  WithItems(Analysis analysis) {
    this.analysis = analysis;
  }

  /** Analyses an item, for its errors if nothing else. */
  void check(CommonTables item) {
    item(item);
  }

  /** What a reference means. */
  AnalyzedQuery reference(CommonTables item) {
    if (item.fixed() != null) {
      return item.fixed();
    }
    boolean known = items.containsKey(item);
    Item meaning = item(item);
    if (meaning.plan == null) {
      return known ? analysis.queries().analyzed(item) : meaning.query;
    }
    meaning.plan.addReference();
    return new AnalyzedQuery(SharedReadRel.create(meaning.plan), meaning.query.columns());
  }

  private Item item(CommonTables item) {
    Item known = items.get(item);
    if (known == null) {
      AnalyzedQuery query = analysis.queries().analyzed(item);
      Sharing sharing = sharing(item, query);
      known =
          new Item(
              query,
              sharing == null
                  ? null
                  : analysis
                      .session()
                      .withItem(item.name(), sharing, query.rel(), names(item, query.columns())));
      items.put(item, known);
    }
    return known;
  }

  /** Null where the query stands in the place of each reference. */
  private static Sharing sharing(CommonTables item, AnalyzedQuery query) {
    boolean differs = Dependencies.isVolatile(query.rel());
    if (Dependencies.isBound(query.rel())) {
      return differs ? Sharing.IN_PLACE : null;
    }
    if (differs || Boolean.TRUE.equals(item.materialized())) {
      return Sharing.ONCE;
    }
    return item.materialized() == null || item.kind() == CommonTables.Kind.RECURSIVE
        ? Sharing.DEFAULT
        : Sharing.INLINED;
  }

  private static List<String> names(CommonTables item, List<OutputColumn> columns) {
    List<String> names = new ArrayList<>();
    columns.forEach(column -> names.add(column.name()));
    for (int i = 0; i < Math.min(names.size(), item.columns().size()); i++) {
      names.set(i, item.columns().get(i));
    }
    return names;
  }

  /** A query after its WITH: what it must compute in its place is put there. */
  AnalyzedQuery around(CommonTables item, AnalyzedQuery body) {
    Item known = items.get(item);
    boolean here = known != null && known.plan != null && known.plan.sharing() == Sharing.IN_PLACE;
    return here
        ? new AnalyzedQuery(SharedRel.create(known.plan, body.rel()), body.columns())
        : body;
  }
}
