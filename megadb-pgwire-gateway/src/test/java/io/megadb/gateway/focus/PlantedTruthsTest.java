package io.megadb.gateway.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What a demonstration can find in the data is really there, whatever the seed. */
@ParameterizedClass
@ValueSource(longs = {1, 2026, -77})
class PlantedTruthsTest {
  private final DemoSize size;
  private final Inventory inventory;
  private final UsageRules usage;
  private final BillingCalendar calendar;

  PlantedTruthsTest(long seed) {
    this.size = new DemoSize(1200, 13, seed);
    FocusGenerator generator = new FocusGenerator(size);
    this.inventory = generator.inventory();
    this.usage = generator.usage();
    this.calendar = generator.calendar();
  }

  @Test
  void oneResourceInSixtyUsesFourTimesAsMuchForTenDays() {
    int spikes = 0;
    for (int i = 0; i < size.resources(); i++) {
      DemoResource resource = inventory.resource(i);
      if (usage.hasSpike(resource)) {
        spikes++;
        assertThat(tenDays(resource, 330)).isGreaterThan(3 * tenDays(resource, 316));
        assertThat(tenDays(resource, 330)).isGreaterThan(3 * tenDays(resource, 344));
      }
    }
    assertThat(spikes).isBetween(8, 36);
    assertThat(usage.isSpikeDay(329)).isFalse();
    assertThat(usage.isSpikeDay(330)).isTrue();
    assertThat(usage.isSpikeDay(339)).isTrue();
    assertThat(usage.isSpikeDay(340)).isFalse();
  }

  @Test
  void hoursDropToAThirdOnWeekendsOutsideProduction() {
    int saturday = 3;
    assertThat(calendar.dayStartText(saturday)).isEqualTo("2025-10-04T00:00:00Z");
    for (int i = 0; i < size.resources(); i++) {
      DemoResource resource = inventory.resource(i);
      if (resource.service().hourly) {
        long hours = resource.production() ? UsageRules.FULL_DAY_E4 : UsageRules.FULL_DAY_E4 / 3;
        assertThat(usage.quantityE4(resource, saturday)).isIn(hours, hours / 2);
      }
    }
  }

  @Test
  void someResourcesAreStoppedAndSomeWereBornLater() {
    int stopped = 0;
    int bornLater = 0;
    for (int i = 0; i < size.resources(); i++) {
      stopped += inventory.resource(i).running() ? 0 : 1;
      bornLater += inventory.resource(i).firstDay() > 0 ? 1 : 0;
    }
    assertThat(stopped / 1200.0).isCloseTo(0.04, within(0.02));
    assertThat(bornLater / 1200.0).isCloseTo(0.08, within(0.03));
  }

  @Test
  void twinsLieCloseTogetherAndOthersDoNot() {
    DemoResource first = null;
    DemoResource twin = null;
    for (int i = 0; i < size.resources() && twin == null; i++) {
      for (int j = 0; j < i && twin == null; j++) {
        if (alike(inventory.resource(i), inventory.resource(j))) {
          first = inventory.resource(j);
          twin = inventory.resource(i);
        }
      }
    }
    assertThat(twin).isNotNull();
    int[] one = inventory.embeddingMicros(first.index());
    int[] other = inventory.embeddingMicros(twin.index());
    assertThat(one).hasSize(16);
    for (int d = 0; d < 6; d++) {
      assertThat(one[d]).isCloseTo(other[d], within(60_000));
    }
  }

  @Test
  void livePriceIsSixtyToNinetyFourPercentOfList() {
    Set<Long> percents = new HashSet<>();
    for (DemoResource resource : inventory.pricedResources()) {
      percents.add(inventory.livePriceE8(resource) / resource.listPriceMicros());
    }
    assertThat(percents).allMatch(percent -> percent >= 60 && percent <= 94).hasSizeGreaterThan(20);
  }

  @Test
  void dependenciesHaveNoDuplicatesNoLoopsAndExistingEnds() {
    Set<List<Integer>> edges = new HashSet<>();
    for (int i = 0; i < size.resources(); i++) {
      for (Dependency edge : inventory.dependenciesOf(i)) {
        assertThat(edges.add(List.of(edge.source(), edge.destination()))).isTrue();
        assertThat(edge.source()).isEqualTo(i).isNotEqualTo(edge.destination());
        assertThat(edge.destination()).isBetween(0, size.resources() - 1);
      }
    }
    assertThat(edges).hasSizeGreaterThan(size.resources());
  }

  @Test
  void dependenciesHaveACycleAndHubs() {
    assertThat(reaches(7, 0)).isTrue();
    assertThat(inventory.dependenciesOf(0)).extracting(Dependency::destination).contains(7);
    int[] dependents = new int[size.resources()];
    for (int i = 0; i < size.resources(); i++) {
      inventory.dependenciesOf(i).forEach(edge -> dependents[edge.destination()]++);
    }
    assertThat(dependents[0]).isGreaterThan(20);
    assertThat(dependents[size.resources() / 2]).isLessThan(20);
  }

  @Test
  void keysAreUniqueAndReferencesExist() {
    Set<String> resources = keys(DemoTable.RESOURCES);
    Set<String> apps = keys(DemoTable.APPS);
    Set<String> prices = keys(DemoTable.LIVE_PRICE);
    for (Map<String, String> edge : rows(DemoTable.DEPENDS_ON)) {
      assertThat(resources).contains(edge.get("src_id"), edge.get("dst_id"));
    }
    Set<String> uses = new HashSet<>();
    for (Map<String, String> edge : rows(DemoTable.APP_USES)) {
      assertThat(apps).contains(edge.get("app_id"));
      assertThat(resources).contains(edge.get("resource_id"));
      assertThat(uses.add(edge.get("app_id") + edge.get("resource_id"))).isTrue();
    }
    for (Map<String, String> resource : rows(DemoTable.RESOURCES)) {
      assertThat(prices).contains(resource.get("sku_price_id"));
    }
    assertThat(keys(DemoTable.DEPENDS_ON)).isNotEmpty();
    assertThat(keys(DemoTable.APP_USES)).isNotEmpty();
  }

  private List<Map<String, String>> rows(DemoTable table) {
    return GeneratedTables.rows(size, table);
  }

  /** The first column is the key. */
  private Set<String> keys(DemoTable table) {
    Set<String> keys = new HashSet<>();
    for (Map<String, String> row : rows(table)) {
      String key = row.get(table.columns().get(0));
      assertThat(keys.add(key)).as(key).isTrue();
    }
    return keys;
  }

  private boolean reaches(int from, int to) {
    Set<Integer> seen = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      int next = open.pop();
      if (seen.add(next)) {
        inventory.dependenciesOf(next).forEach(edge -> open.push(edge.destination()));
      }
    }
    return seen.contains(to);
  }

  private long tenDays(DemoResource resource, int firstDay) {
    long sum = 0;
    for (int day = firstDay; day < firstDay + 10; day++) {
      sum += usage.quantityE4(resource, day);
    }
    return sum;
  }

  private static boolean alike(DemoResource one, DemoResource other) {
    return one.service() == other.service()
        && one.size() == other.size()
        && one.provider() == other.provider()
        && one.family().equals(other.family())
        && one.environment().equals(other.environment());
  }
}
