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
  private static final int FARTHEST_HOP = 2;
  private static final int HANDFUL = 6;
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
    for (int i = 0; i < inventory.resourceCount(); i++) {
      DemoResource candidate = inventory.resource(i);
      int score = Math.abs(affectedApps(i).size() - HANDFUL);
      score += candidate.service() == CloudService.KUBERNETES ? 0 : 1_000;
      score += candidate.running() ? 0 : 1_000_000;
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
    List<AffectedApp> answer = new ArrayList<>();
    for (DemoApp app : affectedApps(target).values()) {
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
              app.id(),
              app.name(),
              app.team(),
              app.tier(),
              hops + 1,
              shared,
              cents(total.closedMonths),
              cents(total.lastMonth),
              total.monthOverMonthPercent(),
              encrypted,
              cents(total.saving)));
    }
    answer.sort(
        Comparator.comparingInt(AffectedApp::tier)
            .thenComparing(Comparator.comparing(AffectedApp::cost12m).reversed())
            .thenComparing(AffectedApp::appId));
    return answer;
  }

  /** Resources within two dependencies of the target, with their distance. */
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

  private void addSpend(Spend total, DemoResource resource) {
    YearMonth last = DemoSize.LAST_MONTH;
    BigDecimal lastQuantity = BigDecimal.ZERO;
    BigDecimal lastCost = BigDecimal.ZERO;
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
          lastQuantity = lastQuantity.add(quantity);
          lastCost = lastCost.add(cost);
        } else if (yearMonth.equals(last.minusMonths(1))) {
          total.previousMonth = total.previousMonth.add(cost);
        }
      }
    }
    BigDecimal livePrice = BigDecimal.valueOf(inventory.livePriceE8(resource), 8);
    total.lastMonth = total.lastMonth.add(lastCost);
    total.saving = total.saving.add(lastCost).subtract(lastQuantity.multiply(livePrice));
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

  /** Running sums of one application. */
  private static final class Spend {
    private BigDecimal closedMonths = BigDecimal.ZERO;
    private BigDecimal lastMonth = BigDecimal.ZERO;
    private BigDecimal previousMonth = BigDecimal.ZERO;
    private BigDecimal saving = BigDecimal.ZERO;

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
