package io.megadb.gateway.focus;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Answers the demonstration question without SQL: from the generator's rules, not from its rows.
 * Made to check every engine that runs {@link DemoQuestion}, and to choose a resource worth asking
 * about.
 */
public final class DemoAnswer {
  private static final int CLOSED_MONTHS = 12;
  private static final int FARTHEST_HOP = 4;
  private static final int HANDFUL = 6;
  private static final int NEIGHBOURS = 5;

  /** Digits that a float8 keeps when it becomes a numeric. */
  private static final MathContext FLOAT8_AS_NUMERIC = new MathContext(15);

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Inventory inventory;
  private final UsageRules usage;
  private final BillingCalendar calendar;
  private final Map<Integer, List<Integer>> dependents = new HashMap<>();
  private final Map<Integer, List<DemoApp>> users = new HashMap<>();

  public DemoAnswer(FocusGenerator generator) {
    this.inventory = generator.inventory();
    this.usage = generator.usage();
    this.calendar = generator.calendar();
    for (int i = 0; i < inventory.resourceCount(); i++) {
      for (Dependency edge : inventory.dependenciesOf(i)) {
        dependents.computeIfAbsent(edge.destination(), k -> new ArrayList<>()).add(edge.source());
      }
    }
    for (int i = 0; i < inventory.appCount(); i++) {
      DemoApp app = inventory.app(i);
      for (int used : app.uses()) {
        users.computeIfAbsent(used, k -> new ArrayList<>()).add(app);
      }
    }
  }

  /**
   * Id of the resource to ask about by default: the running one, a Kubernetes cluster if there is
   * any, whose number of affected applications comes closest to six; the first of several.
   */
  public String defaultTarget() {
    DemoResource best = inventory.resource(0);
    int bestScore = Integer.MAX_VALUE;
    for (int i = 0; i < inventory.resourceCount() && bestScore > 0; i++) {
      DemoResource candidate = inventory.resource(i);
      int score = candidate.service() == CloudService.KUBERNETES ? 0 : 1_000;
      score += candidate.running() ? 0 : 1_000_000;
      if (score < bestScore) {
        score += Math.abs(affectedApps(i).size() - HANDFUL);
      }
      if (score < bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best.id();
  }

  /** The expected rows, in the question's order; none for an unknown id. */
  public List<AffectedApp> about(String resourceId) {
    for (int i = 0; i < inventory.resourceCount(); i++) {
      if (inventory.resource(i).id().equals(resourceId)) {
        return about(i);
      }
    }
    return List.of();
  }

  private List<AffectedApp> about(int target) {
    String encrypted = Boolean.toString(inventory.resource(target).encrypted());
    Map<Integer, Integer> reached = reached(target);
    Twin twin = twin(target, reached);
    List<AffectedApp> answer = new ArrayList<>();
    for (DemoApp app : affectedApps(target).values()) { // by id
      int hops = FARTHEST_HOP;
      long shared = 0;
      Spend total = new Spend();
      for (int used : app.uses()) {
        if (reached.containsKey(used)) {
          hops = Math.min(hops, reached.get(used));
          shared++;
          addSpend(total, inventory.resource(used));
        }
      }
      answer.add(
          new AffectedApp(
              app.name(),
              app.team(),
              app.tier(),
              hops + 1,
              shared,
              cents(total.closedMonths),
              cents(total.lastMonth),
              total.monthOverMonthPercent(),
              encrypted,
              twin == null ? null : twin.id,
              twin == null ? null : fourDecimals(twin.distance),
              twin == null ? null : cents(twin.saving)));
    }
    answer.sort(
        Comparator.comparingInt(AffectedApp::tier)
            .thenComparing(Comparator.comparing(AffectedApp::cost12m).reversed()));
    return answer;
  }

  /** Resources within four dependencies of the target, with their distance. */
  private Map<Integer, Integer> reached(int target) {
    Map<Integer, Integer> distances = new HashMap<>();
    distances.put(target, 0);
    List<Integer> frontier = List.of(target);
    for (int hop = 1; hop <= FARTHEST_HOP; hop++) {
      List<Integer> next = new ArrayList<>();
      for (int resource : frontier) {
        for (int dependent : dependents.getOrDefault(resource, List.of())) {
          if (distances.putIfAbsent(dependent, hop) == null) {
            next.add(dependent);
          }
        }
      }
      frontier = next;
    }
    return distances;
  }

  private Map<String, DemoApp> affectedApps(int target) {
    Map<String, DemoApp> apps = new TreeMap<>();
    for (int resource : reached(target).keySet()) {
      for (DemoApp app : users.getOrDefault(resource, List.of())) {
        apps.put(app.id(), app);
      }
    }
    return apps;
  }

  /** The nearest running resources of the same service out of reach: the one that saves most. */
  private Twin twin(int target, Map<Integer, Integer> reached) {
    DemoResource changed = inventory.resource(target);
    Spend spend = new Spend();
    addSpend(spend, changed);
    List<Twin> candidates = new ArrayList<>();
    for (int i = 0; i < inventory.resourceCount(); i++) {
      DemoResource candidate = inventory.resource(i);
      if (candidate.running()
          && candidate.service() == changed.service()
          && !reached.containsKey(i)) {
        BigDecimal livePrice = BigDecimal.valueOf(inventory.livePriceE8(candidate), 8);
        BigDecimal saving = spend.lastMonth.subtract(spend.lastQuantity.multiply(livePrice));
        candidates.add(new Twin(candidate.id(), cosineDistance(target, i), saving));
      }
    }
    candidates.sort(Comparator.comparingDouble(Twin::distance).thenComparing(Twin::id));
    return candidates.stream()
        .limit(NEIGHBOURS)
        .min(Comparator.comparing(Twin::saving).reversed().thenComparing(Twin::id))
        .orElse(null);
  }

  /** A vector column keeps single precision. */
  private double cosineDistance(int left, int right) {
    int[] a = inventory.embeddingMicros(left);
    int[] b = inventory.embeddingMicros(right);
    double product = 0;
    double leftSquares = 0;
    double rightSquares = 0;
    for (int i = 0; i < a.length; i++) {
      double x = BigDecimal.valueOf(a[i], 6).floatValue();
      double y = BigDecimal.valueOf(b[i], 6).floatValue();
      product += x * y;
      leftSquares += x * x;
      rightSquares += y * y;
    }
    return 1 - product / Math.sqrt(leftSquares * rightSquares);
  }

  private void addSpend(Spend total, DemoResource resource) {
    YearMonth last = DemoSize.LAST_MONTH;
    for (int month = Math.max(0, calendar.months() - CLOSED_MONTHS);
        month < calendar.months();
        month++) {
      YearMonth yearMonth = calendar.month(month);
      for (int day = Math.max(resource.firstDay(), calendar.firstDay(month));
          day < calendar.firstDay(month + 1);
          day++) {
        BigDecimal quantity = BigDecimal.valueOf(usage.quantityE4(resource, day), 4);
        BigDecimal cost = effectiveCost(resource, quantity);
        total.closedMonths = total.closedMonths.add(cost);
        if (yearMonth.equals(last)) {
          total.lastMonth = total.lastMonth.add(cost);
          total.lastQuantity = total.lastQuantity.add(quantity);
        } else if (yearMonth.equals(last.minusMonths(1))) {
          total.previousMonth = total.previousMonth.add(cost);
        }
      }
    }
  }

  private BigDecimal effectiveCost(DemoResource resource, BigDecimal quantity) {
    BigDecimal listPrice = BigDecimal.valueOf(resource.listPriceMicros(), 6);
    BigDecimal contracted =
        listPrice.multiply(BigDecimal.valueOf(100L - resource.discountPercent(), 2));
    if (!usage.isCovered(resource)) {
      return quantity.multiply(contracted);
    }
    BigDecimal covered = quantity.min(BigDecimal.valueOf(24));
    return covered
        .multiply(listPrice)
        .multiply(new BigDecimal("0.70"))
        .add(quantity.subtract(covered).multiply(contracted));
  }

  private static BigDecimal cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }

  private static BigDecimal fourDecimals(double distance) {
    return new BigDecimal(distance, FLOAT8_AS_NUMERIC).setScale(4, RoundingMode.HALF_UP);
  }

  /** A resource that could take the place of the changed one. */
  private record Twin(String id, double distance, BigDecimal saving) {}

  /** Running sums of one application or resource. */
  private static final class Spend {
    private BigDecimal closedMonths = BigDecimal.ZERO;
    private BigDecimal lastMonth = BigDecimal.ZERO;
    private BigDecimal previousMonth = BigDecimal.ZERO;
    private BigDecimal lastQuantity = BigDecimal.ZERO;

    BigDecimal monthOverMonthPercent() {
      if (previousMonth.signum() == 0) {
        return null;
      }
      return lastMonth
          .divide(previousMonth, MathContext.DECIMAL128)
          .subtract(BigDecimal.ONE)
          .multiply(HUNDRED)
          .setScale(1, RoundingMode.HALF_UP);
    }
  }
}
