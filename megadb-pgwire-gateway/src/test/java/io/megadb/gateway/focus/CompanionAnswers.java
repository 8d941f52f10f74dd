package io.megadb.gateway.focus;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The four questions beside the demonstration's, answered from the generated rows without SQL. */
public final class CompanionAnswers {
  private static final Instant FIRST = Instant.parse("2025-11-01T00:00:00Z");
  private static final Instant BEFORE = Instant.parse("2026-09-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-11-01T00:00:00Z");

  private final List<Map<String, String>> resources;
  private final List<Map<String, String>> usage = new ArrayList<>();
  private final Map<String, String> appNames = new TreeMap<>();
  private final Map<String, List<String>> dependents = new TreeMap<>();
  private final Map<String, List<String>> dependencies = new HashMap<>();
  private final Map<String, List<String>> users = new HashMap<>();

  public CompanionAnswers(DemoSize size) {
    resources = GeneratedTables.rows(size, DemoTable.RESOURCES);
    for (Map<String, String> row : GeneratedTables.rows(size, DemoTable.FOCUS_BILLING)) {
      if (row.get("chargecategory").equals("Usage") && isIn(row, FIRST, END)) {
        usage.add(row);
      }
    }
    for (Map<String, String> app : GeneratedTables.rows(size, DemoTable.APPS)) {
      appNames.put(app.get("app_id"), app.get("name"));
    }
    for (Map<String, String> edge : GeneratedTables.rows(size, DemoTable.DEPENDS_ON)) {
      add(dependents, edge.get("dst_id"), edge.get("src_id"));
      add(dependencies, edge.get("src_id"), edge.get("dst_id"));
    }
    for (Map<String, String> use : GeneratedTables.rows(size, DemoTable.APP_USES)) {
      add(users, use.get("resource_id"), use.get("app_id"));
    }
  }

  private static void add(Map<String, List<String>> lists, String key, String value) {
    lists.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
  }

  private static boolean isIn(Map<String, String> row, Instant from, Instant to) {
    Instant start = Instant.parse(row.get("billingperiodstart"));
    return !start.isBefore(from) && start.isBefore(to);
  }

  private static BigDecimal number(Map<String, String> row, String column) {
    return new BigDecimal(row.getOrDefault(column, "0"));
  }

  /** Effective cost of what was used in a period, all in all. */
  public BigDecimal cost(boolean lastMonth, boolean ofResourcesOnly) {
    BigDecimal total = BigDecimal.ZERO;
    for (Map<String, String> row : usage) {
      if (isIn(row, lastMonth ? NOW : BEFORE, lastMonth ? END : NOW)
          && (!ofResourcesOnly || row.containsKey("resourceid"))) {
        total = total.add(number(row, "effectivecost"));
      }
    }
    return total;
  }

  /** Effective cost by resource over twelve months. */
  public Map<String, BigDecimal> spend() {
    return spend(FIRST);
  }

  private Map<String, BigDecimal> spend(Instant from) {
    Map<String, BigDecimal> spend = new TreeMap<>();
    for (Map<String, String> row : usage) {
      if (row.containsKey("resourceid") && isIn(row, from, END)) {
        spend.merge(row.get("resourceid"), number(row, "effectivecost"), BigDecimal::add);
      }
    }
    return spend;
  }

  /** What a month's rows of one resource come to. */
  private static final class Month {
    private BigDecimal cost = BigDecimal.ZERO;
    private BigDecimal quantity = BigDecimal.ZERO;
    private BigDecimal price;
  }

  /** team, change, by usage, by price, by coverage, new or gone. */
  public List<List<Object>> costChange() {
    Map<List<String>, Month[]> months = new HashMap<>();
    for (Map<String, String> row : usage) {
      if (isIn(row, BEFORE, END)) {
        String team = row.getOrDefault("subaccountname", "(no team)");
        Month[] both =
            months.computeIfAbsent(
                List.of(team, row.getOrDefault("resourceid", "")), k -> new Month[2]);
        int which = isIn(row, NOW, END) ? 1 : 0;
        if (both[which] == null) {
          both[which] = new Month();
        }
        Month month = both[which];
        month.cost = month.cost.add(number(row, "effectivecost"));
        month.quantity = month.quantity.add(number(row, "consumedquantity"));
        if (row.containsKey("contractedunitprice")) {
          BigDecimal price = number(row, "contractedunitprice");
          month.price = month.price == null ? price : month.price.min(price);
        }
      }
    }
    Map<String, BigDecimal[]> teams = new TreeMap<>();
    months.forEach(
        (key, both) -> {
          BigDecimal[] sums =
              teams.computeIfAbsent(
                  key.get(0),
                  k -> {
                    BigDecimal[] zeros = new BigDecimal[5];
                    java.util.Arrays.fill(zeros, BigDecimal.ZERO);
                    return zeros;
                  });
          BigDecimal[] effects = effects(both[0], both[1]);
          for (int i = 0; i < sums.length; i++) {
            sums[i] = sums[i].add(effects[i]);
          }
        });
    List<List<Object>> rows = new ArrayList<>();
    teams.forEach(
        (team, sums) -> rows.add(List.of(team, sums[0], sums[1], sums[2], sums[3], sums[4])));
    rows.sort(descending(1));
    return rows;
  }

  private static BigDecimal[] effects(Month before, Month now) {
    BigDecimal zero = BigDecimal.ZERO;
    if (before == null) {
      return new BigDecimal[] {now.cost, zero, zero, zero, now.cost};
    }
    if (now == null) {
      return new BigDecimal[] {before.cost.negate(), zero, zero, zero, before.cost.negate()};
    }
    BigDecimal priceBefore = before.price == null ? zero : before.price;
    BigDecimal priceNow = now.price == null ? zero : now.price;
    return new BigDecimal[] {
      now.cost.subtract(before.cost),
      now.quantity.subtract(before.quantity).multiply(priceBefore),
      now.quantity.multiply(priceNow.subtract(priceBefore)),
      now.cost
          .subtract(now.quantity.multiply(priceNow))
          .subtract(before.cost.subtract(before.quantity.multiply(priceBefore))),
      zero
    };
  }

  private static Comparator<List<Object>> descending(int column) {
    return Comparator.comparing((List<Object> row) -> (BigDecimal) row.get(column)).reversed();
  }

  /** resource, team, state, cost. */
  public List<List<Object>> orphans() {
    Set<String> served = new HashSet<>(users.keySet());
    Deque<String> open = new ArrayDeque<>(served);
    while (!open.isEmpty()) {
      for (String next : dependencies.getOrDefault(open.poll(), List.of())) {
        if (served.add(next)) {
          open.add(next);
        }
      }
    }
    Map<String, BigDecimal> spend = spend();
    List<List<Object>> rows = new ArrayList<>();
    resources.stream()
        .sorted(Comparator.comparing(row -> row.get("resource_id")))
        .filter(row -> !served.contains(row.get("resource_id")))
        .filter(row -> spend.containsKey(row.get("resource_id")))
        .forEach(
            row ->
                rows.add(
                    List.of(
                        row.get("resource_id"),
                        row.get("team"),
                        row.get("state"),
                        spend.get(row.get("resource_id")))));
    rows.sort(descending(3));
    return rows;
  }

  /** hub, app, hops, weight, share. */
  public List<List<Object>> sharedCost() {
    String hub = null;
    for (Map.Entry<String, List<String>> entry : dependents.entrySet()) {
      if (hub == null || entry.getValue().size() > dependents.get(hub).size()) {
        hub = entry.getKey();
      }
    }
    Map<String, Integer> hops = new HashMap<>(Map.of(hub, 0));
    Deque<String> open = new ArrayDeque<>(List.of(hub));
    while (!open.isEmpty()) {
      String at = open.poll();
      for (String next : dependents.getOrDefault(at, List.of())) {
        if (hops.get(at) < 4 && hops.putIfAbsent(next, hops.get(at) + 1) == null) {
          open.add(next);
        }
      }
    }
    Map<String, long[]> weights = new TreeMap<>();
    long total = 0;
    for (Map.Entry<String, Integer> reached : hops.entrySet()) {
      for (String app : users.getOrDefault(reached.getKey(), List.of())) {
        long[] least = weights.computeIfAbsent(app, k -> new long[] {Long.MAX_VALUE, 0});
        least[0] = Math.min(least[0], reached.getValue());
        least[1] += 16 >> reached.getValue();
        total += 16 >> reached.getValue();
      }
    }
    BigDecimal cost = spend(NOW).get(hub);
    List<List<Object>> rows = new ArrayList<>();
    long upto = 0;
    for (Map.Entry<String, long[]> weight : weights.entrySet()) {
      BigDecimal share = part(cost, upto + weight.getValue()[1], total);
      share = share.subtract(part(cost, upto, total));
      upto += weight.getValue()[1];
      rows.add(
          List.of(
              hub,
              appNames.get(weight.getKey()),
              weight.getValue()[0],
              weight.getValue()[1],
              share));
    }
    rows.sort(descending(4));
    return rows;
  }

  private static BigDecimal part(BigDecimal cost, long weight, long total) {
    return cost.multiply(BigDecimal.valueOf(weight))
        .divide(BigDecimal.valueOf(total), 10, RoundingMode.HALF_UP);
  }

  /** Effective cost in October of the resource that the shared cost is about. */
  public BigDecimal hubCost() {
    return spend(NOW).get((String) sharedCost().get(0).get(0));
  }

  /** family, service, resources, configurations, cost, drift. */
  public List<List<Object>> families() {
    Map<String, String> parent = new TreeMap<>();
    Map<String, Map<String, String>> byId = new TreeMap<>();
    for (Map<String, String> row : resources) {
      byId.put(row.get("resource_id"), row);
      parent.put(row.get("resource_id"), row.get("resource_id"));
    }
    Map<String, Double> farthest = new HashMap<>();
    for (String id : byId.keySet()) {
      Map<String, Double> distances = new HashMap<>();
      for (String other : byId.keySet()) {
        if (!other.equals(id)
            && byId.get(other).get("service").equals(byId.get(id).get("service"))) {
          distances.put(other, distance(byId.get(id), byId.get(other)));
        }
      }
      distances.entrySet().stream()
          .sorted(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry::getKey))
          .limit(5)
          .filter(entry -> entry.getValue() < 0.05)
          .forEach(
              entry -> {
                farthest.merge(id, entry.getValue(), Math::max);
                String a = root(parent, id);
                String b = root(parent, entry.getKey());
                // The least id becomes the family's name.
                parent.put(a.compareTo(b) < 0 ? b : a, a.compareTo(b) < 0 ? a : b);
              });
    }
    Map<String, BigDecimal> spend = spend();
    Map<String, List<String>> members = new TreeMap<>();
    for (String id : byId.keySet()) {
      add(members, root(parent, id), id);
    }
    List<List<Object>> rows = new ArrayList<>();
    members.forEach(
        (family, ids) -> {
          BigDecimal cost = ids.stream().map(spend::get).reduce(BigDecimal.ZERO, BigDecimal::add);
          Double drift =
              ids.stream()
                  .filter(farthest::containsKey)
                  .map(farthest::get)
                  .reduce(Math::max)
                  .orElse(null);
          rows.add(
              List.of(
                  family,
                  byId.get(family).get("service"),
                  (long) ids.size(),
                  ids.stream().map(id -> byId.get(id).get("config")).distinct().count(),
                  cost,
                  drift == null
                      ? ""
                      : new BigDecimal(drift, new MathContext(15))
                          .setScale(4, RoundingMode.HALF_UP)));
        });
    rows.sort(descending(4));
    return rows;
  }

  private static String root(Map<String, String> parent, String id) {
    String at = id;
    while (!parent.get(at).equals(at)) {
      at = parent.get(at);
    }
    return at;
  }

  private static double distance(Map<String, String> one, Map<String, String> other) {
    String[] a = one.get("embedding").replaceAll("[\\[\\]]", "").split(",");
    String[] b = other.get("embedding").replaceAll("[\\[\\]]", "").split(",");
    double product = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < a.length; i++) {
      double x = Float.parseFloat(a[i]);
      double y = Float.parseFloat(b[i]);
      product += x * y;
      left += x * x;
      right += y * y;
    }
    return 1 - product / Math.sqrt(left * right);
  }
}
